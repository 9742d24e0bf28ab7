/* sluice-prompt-text.c: texts of a script as templates, with the variables in them
 *
 * What is known when the script is read becomes text. What is only known when it runs becomes a
 * variable, {{name}}, named as the script names it; its value is kept where it is known after all: a
 * constant, the default of a parameter, what the first call of a function gives.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "document/sluice-template.h"
#include "snippet/sluice-prompt-text-private.h"

/* So deep may texts be made of one another. */
#define MAX_DEPTH 64

/* Texts are read no further than this. */
#define MAX_LENGTH (4 * 1024 * 1024)

/* What one part of a text costs of the script's budget. */
#define COST 50

/* A dictionary of this name holds the variables whose names are none of Python's. */
#define VARIABLES "variables"

static void
variable_free (gpointer data)
{
  SluicePromptVariable *self = data;

  g_free (self->source);
  g_free (self->value);
  g_free (self);
}

SluicePromptText *
sluice_prompt_text_new (SluiceScript *script)
{
  SluicePromptText *self = g_new0 (SluicePromptText, 1);

  self->script = script;
  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free);

  return self;
}

void
sluice_prompt_text_free (SluicePromptText *self)
{
  g_hash_table_unref (self->variables);
  g_free (self);
}

static void
take_variable (SluicePromptText *self,
               const char       *name,
               const char       *source,
               char             *value)
{
  SluicePromptVariable *variable = g_new0 (SluicePromptVariable, 1);

  variable->source = g_strdup (source);
  variable->value = value;
  g_hash_table_replace (self->variables, g_strdup (name), variable);
}

/* The names of variables */

static void
append_name (GString    *name,
             const char *text)
{
  for (const char *p = text; *p && name->len < 80; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '_' || c == '-' || g_unichar_isalnum (c))
        g_string_append_unichar (name, c);
      else if (name->len > 0 && name->str[name->len - 1] != '_')
        g_string_append_c (name, '_');
    }
}

static void name_expression (SluicePromptText      *self,
                             SluiceClassExpression *expression,
                             GString               *name);

static gboolean
is_self (SluiceClassExpression *expression)
{
  return expression->kind == SLUICE_CLASS_EXPRESSION_NAME &&
         (g_str_equal (expression->name, "self") || g_str_equal (expression->name, "cls"));
}

static void
name_subscript (SluicePromptText      *self,
                SluiceClassExpression *expression,
                GString               *name)
{
  SluiceClassExpression *key = expression->parts, *owner = expression->subject;

  if (key && key->kind == SLUICE_CLASS_EXPRESSION_STRING &&
      owner->kind == SLUICE_CLASS_EXPRESSION_NAME && g_str_equal (owner->name, VARIABLES))
    {
      g_string_append (name, key->name);
      return;
    }

  name_expression (self, owner, name);
  if (!key)
    return;
  if (key->kind == SLUICE_CLASS_EXPRESSION_STRING || key->kind == SLUICE_CLASS_EXPRESSION_NUMBER)
    {
      g_autofree char *digits = sluice_script_copy_source (self->script, key);

      g_string_append_c (name, '.');
      append_name (name, key->kind == SLUICE_CLASS_EXPRESSION_STRING ? key->name : digits);
    }
}

/* Calls that give the same thing in another form. */
static gboolean
is_same (const char *function)
{
  static const char *const functions[] = {
    "str", "repr", "format", "list", "tuple", "sorted", "dumps", "dedent", "cleandoc", "ascii",
    "model_dump", "model_dump_json", "json", "dict", "strip", "lstrip", "rstrip", "lower", "upper",
    "title", "format", "isoformat", "read", "read_text", "decode", "join", NULL,
  };

  return g_strv_contains (functions, function);
}

/* users.model_dump_json () is "users", ", ".join (tags) is "tags", len (users) is "len_users". */
static void
name_call (SluicePromptText      *self,
           SluiceClassExpression *call,
           GString               *name)
{
  SluiceClassExpression *callee = call->subject;
  const char *function = callee->name;
  gboolean is_method = callee->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE &&
                       callee->subject->kind != SLUICE_CLASS_EXPRESSION_STRING &&
                       !(function && g_str_equal (function, "dumps"));

  if (is_method)
    name_expression (self, callee->subject, name);
  if (function && !is_same (function))
    {
      if (name->len > 0)
        g_string_append_c (name, '_');
      append_name (name, function);
    }
  if (!is_method && call->parts)
    {
      if (name->len > 0)
        g_string_append_c (name, '_');
      name_expression (self, call->parts, name);
    }
}

static void
name_expression (SluicePromptText      *self,
                 SluiceClassExpression *expression,
                 GString               *name)
{
  if (!expression || name->len > 60)
    return;

  switch (expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NAME:
      append_name (name, expression->name);
      break;

    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
      if (!is_self (expression->subject))
        {
          name_expression (self, expression->subject, name);
          g_string_append_c (name, '.');
        }
      append_name (name, expression->name);
      break;

    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      name_subscript (self, expression, name);
      break;

    case SLUICE_CLASS_EXPRESSION_CALL:
      name_call (self, expression, name);
      break;

    case SLUICE_CLASS_EXPRESSION_KEYWORD:
    case SLUICE_CLASS_EXPRESSION_STARRED:
    case SLUICE_CLASS_EXPRESSION_UNARY:
      name_expression (self, expression->subject, name);
      break;

    default:
      name_expression (self, expression->subject ? expression->subject : expression->parts, name);
      break;
    }
}

/* What remains without the calls that only give another form: two forms of a thing are one variable. */
static SluiceClassExpression *
find_core (SluiceClassExpression *expression)
{
  while (TRUE)
    {
      SluiceClassExpression *callee = expression->subject;
      gboolean is_call = expression->kind == SLUICE_CLASS_EXPRESSION_CALL;

      if (expression->kind == SLUICE_CLASS_EXPRESSION_OPAQUE && callee && expression->n_parts == 0)
        expression = callee;
      else if (!is_call || !callee->name || !is_same (callee->name))
        return expression;
      else if (callee->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE && expression->n_parts == 0)
        expression = callee->subject;
      else if (callee->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE &&
               callee->subject->kind != SLUICE_CLASS_EXPRESSION_STRING &&
               expression->parts->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
        expression = callee->subject;
      else if (expression->parts && expression->parts->kind != SLUICE_CLASS_EXPRESSION_KEYWORD)
        expression = expression->parts;
      else
        return expression;
    }
}

static char *
make_name (SluicePromptText      *self,
           SluiceClassExpression *expression)
{
  g_autoptr(GString) name = g_string_new (NULL);
  g_autofree char *template = NULL;
  g_auto(GStrv) found = NULL;

  name_expression (self, expression, name);
  if (name->len > 0 && g_ascii_isdigit (name->str[0]))
    g_string_prepend (name, "value_");
  template = g_strdup_printf ("{{%s}}", name->str);
  found = sluice_template_list_variables (template);

  return g_strdup (found[0] ? found[0] : "value");
}

/* Another expression that would get the same name gets a number. */
static char *
find_free_name (SluicePromptText *self,
                const char       *name,
                const char       *source)
{
  char *free_name = g_strdup (name);

  for (guint i = 2;; i++)
    {
      SluicePromptVariable *variable = g_hash_table_lookup (self->variables, free_name);

      if (!variable || g_str_equal (variable->source, source))
        return free_name;
      g_free (free_name);
      free_name = g_strdup_printf ("%s_%u", name, i);
    }
}

/* Variables */

static gboolean
is_computed (SluiceClassExpression *expression)
{
  switch (expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NAME:
      return FALSE;
    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      return is_computed (expression->subject);
    default:
      return TRUE;
    }
}

/* A value that is a list or a dictionary, as JSON. */
static char *
read_data (SluicePromptText  *self,
           SluiceScriptValue  value)
{
  g_autoptr(JsonNode) json = sluice_script_read_json (self->script, value);

  if (!json || JSON_NODE_HOLDS_VALUE (json) || JSON_NODE_HOLDS_NULL (json))
    return NULL;

  return json_to_string (json, TRUE);
}

/* Whether the name is one that a function or a loop sets: then it is what people change. */
static gboolean
is_set_by_caller (SluicePromptText  *self,
                  SluiceScriptValue  value)
{
  SluiceBinding *binding;

  if (value.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return FALSE;
  binding = sluice_script_find (self->script, value.scope, value.offset, value.expression->name);

  return binding && (binding->kind == SLUICE_BINDING_PARAMETER || binding->kind == SLUICE_BINDING_LOOP);
}

/* What callers and loops give, as far up as it takes. */
static SluiceScriptValue
find_given (SluicePromptText  *self,
            SluiceScriptValue  value)
{
  for (guint i = 0; i < MAX_DEPTH && value.expression && is_set_by_caller (self, value); i++)
    value = sluice_script_step (self->script, value);

  return value;
}

/* What the innermost name stands for is the answer of another call. */
static gboolean
is_result (SluicePromptText  *self,
           SluiceScriptValue  value)
{
  while (value.expression->subject && value.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    value.expression = value.expression->subject;
  value = sluice_script_resolve (self->script, value);

  return value.expression && value.expression->kind == SLUICE_CLASS_EXPRESSION_CALL &&
         sluice_script_get_argument (self->script, value, "response_model").expression;
}

static void
tell_of_hole (SluicePromptText  *self,
              SluiceScriptValue  value,
              const char        *name)
{
  SluiceClassSource *source = self->script->source;

  if (is_result (self, value))
    sluice_class_source_report (source, SLUICE_SEVERITY_NOTE, value.expression->span,
                                _("‘{{%s}}’ is a result of an earlier call"), name);
  else if (is_computed (value.expression))
    sluice_class_source_report (source, SLUICE_SEVERITY_NOTE, value.expression->span,
                                _("This is not computed here; ‘{{%s}}’ stands for it"), name);
}

/**
 * sluice_prompt_text_append_hole: (skip)
 * @self: what is read
 * @value: an expression in the braces of a text
 * @out: the template
 *
 * Appends a variable that stands for an expression.
 */
void
sluice_prompt_text_append_hole (SluicePromptText  *self,
                                SluiceScriptValue  value,
                                GString           *out)
{
  g_autofree char *source = NULL;
  g_autofree char *wish = NULL;
  g_autofree char *name = NULL;
  char *known;

  self->n_holes++;
  if (self->is_trial)
    return;

  source = sluice_script_copy_source (self->script, find_core (value.expression));
  wish = make_name (self, value.expression);
  name = find_free_name (self, wish, source);
  g_string_append_printf (out, "{{%s}}", name);
  if (g_hash_table_contains (self->variables, name))
    return;

  known = sluice_prompt_text_read_constant (self->script, find_given (self, value));
  if (!known)
    known = read_data (self, value);
  take_variable (self, name, source, known);
  if (!known)
    tell_of_hole (self, value, name);
}

/* Texts */

static void
append_literal (SluicePromptText      *self,
                SluiceClassExpression *string,
                GString               *out)
{
  g_auto(GStrv) names = NULL;

  g_string_append (out, string->name);
  if (self->has_context)
    return;

  /* Braces mean nothing to Python here, but they do in a template: a variable of that value. */
  names = sluice_template_list_variables (string->name);
  for (guint i = 0; names[i]; i++)
    if (!g_hash_table_contains (self->variables, names[i]))
      {
        take_variable (self, names[i], names[i], g_strdup_printf ("{{%s}}", names[i]));
        sluice_class_source_report (self->script->source, SLUICE_SEVERITY_WARNING, string->span,
                                    _("‘{{%s}}’ is a variable in an extraction; without ‘context’ it "
                                      "is plain text here. Give it a value"), names[i]);
      }
}

/* A name: what it was given, and what was added to it since. */
static gboolean
append_named (SluicePromptText  *self,
              SluiceScriptValue  value,
              GString           *out)
{
  g_autoptr(GArray) bindings =
    sluice_script_list_bindings (self->script, value.scope, value.offset, value.expression->name);
  SluiceBinding *first = bindings->len > 0 ? &g_array_index (bindings, SluiceBinding, 0) : NULL;
  SluiceScriptValue next;

  if (!first || first->kind != SLUICE_BINDING_VALUE)
    return FALSE;
  next = sluice_script_step (self->script, value);
  if (!next.expression)
    return FALSE;

  sluice_prompt_text_append (self, next, out);
  for (guint i = 1; i < bindings->len; i++)
    {
      SluiceBinding *binding = &g_array_index (bindings, SluiceBinding, i);
      SluiceScriptValue added = { binding->value, binding->scope, binding->value->span.start };

      sluice_prompt_text_append (self, added, out);
    }

  return TRUE;
}

/* Functions that are applied here; what they are applied to may still have holes. */
static gboolean
is_text_call (SluicePromptText  *self,
              SluiceScriptValue  call)
{
  static const char *const functions[] = { "dedent", "cleandoc", "format", "strip", "lstrip", "rstrip",
                                           NULL };
  const char *function = call.expression->subject->name;
  SluiceScriptValue list;

  if (!function || !g_str_equal (function, "join"))
    return function && g_strv_contains (functions, function);

  list = sluice_script_resolve (self->script, sluice_script_at (call, call.expression->parts));

  return list.expression && (list.expression->kind == SLUICE_CLASS_EXPRESSION_LIST ||
                             list.expression->kind == SLUICE_CLASS_EXPRESSION_TUPLE);
}

/* Whether what a name leads to is text, not an object that only the running script has. */
static gboolean
is_text (SluicePromptText  *self,
         SluiceScriptValue  value)
{
  SluiceScriptValue found = sluice_script_resolve (self->script, value);

  switch (found.expression ? found.expression->kind : SLUICE_CLASS_EXPRESSION_NONE)
    {
    case SLUICE_CLASS_EXPRESSION_STRING:
    case SLUICE_CLASS_EXPRESSION_NUMBER:
    case SLUICE_CLASS_EXPRESSION_BINARY:
      return TRUE;

    case SLUICE_CLASS_EXPRESSION_OPAQUE:
      return (found.expression->flags & SLUICE_CLASS_STRING_FORMAT) != 0;

    case SLUICE_CLASS_EXPRESSION_CALL:
      return is_text_call (self, found);

    default:
      return FALSE;
    }
}

static void
append_reference (SluicePromptText  *self,
                  SluiceScriptValue  value,
                  GString           *out)
{
  SluiceScriptValue next;

  if (is_set_by_caller (self, value) || !is_text (self, value))
    {
      sluice_prompt_text_append_hole (self, value, out);
      return;
    }
  if (value.expression->kind == SLUICE_CLASS_EXPRESSION_NAME && append_named (self, value, out))
    return;

  next = sluice_script_step (self->script, value);
  if (next.expression)
    sluice_prompt_text_append (self, next, out);
  else
    sluice_prompt_text_append_hole (self, value, out);
}

/* "+" joins texts; of numbers, or of what is not known, it is something else. */
static gboolean
is_sum_of_texts (SluicePromptText  *self,
                 SluiceScriptValue  value)
{
  gboolean has_text = FALSE;

  for (SluiceClassExpression *part = value.expression->parts; part; part = part->next)
    {
      SluiceScriptValue place = sluice_script_at (value, part);
      SluiceScriptValue found = sluice_script_resolve (self->script, place);

      if (part != value.expression->parts && part->op != '+')
        return FALSE;
      has_text |= is_text (self, place) && found.expression->kind != SLUICE_CLASS_EXPRESSION_NUMBER;
    }

  return has_text;
}

static gboolean
append_sum (SluicePromptText  *self,
            SluiceScriptValue  value,
            GString           *out)
{
  if (!is_sum_of_texts (self, value))
    return FALSE;

  for (SluiceClassExpression *part = value.expression->parts; part; part = part->next)
    sluice_prompt_text_append (self, sluice_script_at (value, part), out);

  return TRUE;
}

/* Calls */

/**
 * sluice_prompt_text_dedent: (skip)
 * @text: a text
 *
 * Takes away what all lines begin with, as Python's textwrap.dedent() does: lines of blanks count
 * as empty.
 *
 * Returns: (transfer full): the text
 */
char *
sluice_prompt_text_dedent (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  const char *margin = NULL;
  gsize n_margin = 0;

  for (guint i = 0; lines[i]; i++)
    {
      gsize n = strspn (lines[i], " \t"), same = 0;

      if (lines[i][n] == '\0')
        {
          lines[i][0] = '\0';
          continue;
        }
      if (!margin)
        {
          margin = lines[i];
          n_margin = n;
        }
      while (same < n_margin && same < n && margin[same] == lines[i][same])
        same++;
      n_margin = same;
    }

  for (guint i = 0; lines[i]; i++)
    if (lines[i][0] != '\0')
      memmove (lines[i], lines[i] + n_margin, strlen (lines[i]) - n_margin + 1);

  return g_strjoinv ("\n", lines);
}

static char *
strip (const char *text,
       gboolean    is_left,
       gboolean    is_right)
{
  char *copy;

  while (is_left && g_ascii_isspace (*text))
    text++;
  copy = g_strdup (text);

  return is_right ? g_strchomp (copy) : copy;
}

/* Functions of one text that give another. */
static char *
apply_function (SluicePromptText *self,
                const char       *function,
                const char       *text)
{
  if (g_str_equal (function, "dedent"))
    return sluice_prompt_text_dedent (text);
  if (g_str_equal (function, "cleandoc"))
    return g_strdup (sluice_class_docstring_clean (self->script->source, text));
  if (g_str_equal (function, "strip"))
    return strip (text, TRUE, TRUE);
  if (g_str_equal (function, "lstrip"))
    return strip (text, TRUE, FALSE);
  if (g_str_equal (function, "rstrip"))
    return strip (text, FALSE, TRUE);

  return g_strdup (text);
}

static gboolean
append_applied (SluicePromptText  *self,
                const char        *function,
                SluiceScriptValue  value,
                GString           *out)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *applied = NULL;

  if (!value.expression)
    return FALSE;

  sluice_prompt_text_append (self, value, text);
  applied = apply_function (self, function, text->str);
  g_string_append (out, applied);

  return TRUE;
}

/* "separator".join ([...]) */
static gboolean
append_joined (SluicePromptText  *self,
               SluiceScriptValue  call,
               GString           *out)
{
  SluiceScriptValue list = { NULL };
  g_autofree char *separator = NULL;

  separator = sluice_prompt_text_read_constant (
    self->script, sluice_script_at (call, call.expression->subject->subject));
  if (separator && call.expression->parts)
    list = sluice_script_resolve (self->script, sluice_script_at (call, call.expression->parts));
  if (!list.expression || (list.expression->kind != SLUICE_CLASS_EXPRESSION_LIST &&
                           list.expression->kind != SLUICE_CLASS_EXPRESSION_TUPLE))
    return FALSE;

  for (SluiceClassExpression *part = list.expression->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_STARRED)
      return FALSE;
  for (SluiceClassExpression *part = list.expression->parts; part; part = part->next)
    {
      sluice_prompt_text_append (self, sluice_script_at (list, part), out);
      if (part->next)
        g_string_append (out, separator);
    }

  return TRUE;
}

/* json.dumps (constant) */
static gboolean
append_json (SluicePromptText  *self,
             SluiceScriptValue  call,
             GString           *out)
{
  SluiceScriptValue data = sluice_script_at (call, sluice_script_get_positional (call, 0));
  g_autoptr(JsonNode) json = sluice_script_read_json (self->script, data);
  g_autofree char *text = NULL;

  if (!json)
    return FALSE;

  text = json_to_string (json, sluice_class_expression_find (call.expression, "indent") != NULL);
  g_string_append (out, text);

  return TRUE;
}

static gboolean
append_method (SluicePromptText  *self,
               SluiceScriptValue  call,
               const char        *name,
               GString           *out)
{
  SluiceScriptValue owner = sluice_script_at (call, call.expression->subject->subject);

  if (g_str_equal (name, "join"))
    return append_joined (self, call, out);
  if (g_str_equal (name, "format"))
    return sluice_prompt_text_append_format (self, call, out);
  if (g_str_equal (name, "dumps"))
    return append_json (self, call, out);
  if (g_str_has_suffix (name, "strip") && call.expression->n_parts == 0 && is_text (self, owner))
    return append_applied (self, name, owner, out);

  return FALSE;
}

static gboolean
append_call (SluicePromptText  *self,
             SluiceScriptValue  call,
             GString           *out)
{
  SluiceScriptValue callee = sluice_script_at (call, call.expression->subject);
  const char *name = sluice_script_name_of (self->script, callee);
  SluiceScriptValue first = sluice_script_at (call, sluice_script_get_positional (call, 0));

  if (!name)
    return FALSE;
  if ((g_str_equal (name, "dedent") || g_str_equal (name, "cleandoc")) && first.expression)
    return append_applied (self, name, first, out);
  if (g_str_equal (name, "str") && first.expression && is_text (self, first))
    return append_applied (self, name, first, out);
  if (callee.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE &&
      append_method (self, call, name, out))
    return TRUE;
  if (is_text (self, call))
    {
      SluiceScriptValue next = sluice_script_step (self->script, call);

      if (next.expression)
        return (sluice_prompt_text_append (self, next, out), TRUE);
    }

  return FALSE;
}

/* What stands in a text as it stands in the script, or as Python writes it. */
static gboolean
append_plain (SluicePromptText  *self,
              SluiceScriptValue  value,
              GString           *out)
{
  g_autofree char *source = sluice_script_copy_source (self->script, value.expression);

  switch (value.expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NUMBER:
    case SLUICE_CLASS_EXPRESSION_NONE:
    case SLUICE_CLASS_EXPRESSION_TRUE:
    case SLUICE_CLASS_EXPRESSION_FALSE:
      g_string_append (out, source);
      return TRUE;

    case SLUICE_CLASS_EXPRESSION_UNARY:
      if (value.expression->subject->kind != SLUICE_CLASS_EXPRESSION_NUMBER)
        return FALSE;
      g_string_append (out, source);
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
append_known (SluicePromptText  *self,
              SluiceScriptValue  value,
              GString           *out)
{
  switch (value.expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_STRING:
      append_literal (self, value.expression, out);
      return TRUE;

    case SLUICE_CLASS_EXPRESSION_NAME:
    case SLUICE_CLASS_EXPRESSION_ATTRIBUTE:
    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      append_reference (self, value, out);
      return TRUE;

    case SLUICE_CLASS_EXPRESSION_BINARY:
      return append_sum (self, value, out) || sluice_prompt_text_append_percent (self, value, out);

    case SLUICE_CLASS_EXPRESSION_CALL:
      return append_call (self, value, out);

    case SLUICE_CLASS_EXPRESSION_OPAQUE:
      if (!(value.expression->flags & SLUICE_CLASS_STRING_FORMAT))
        return FALSE;
      sluice_prompt_text_append_f_string (self, value, out);
      return TRUE;

    default:
      return append_plain (self, value, out);
    }
}

/**
 * sluice_prompt_text_append: (skip)
 * @self: what is read
 * @value: an expression whose value is a text
 * @out: the template
 *
 * Appends the text that an expression gives.
 */
void
sluice_prompt_text_append (SluicePromptText  *self,
                           SluiceScriptValue  value,
                           GString           *out)
{
  gsize length = out->len;

  if (length > MAX_LENGTH || (self->is_trial && self->n_holes > 0))
    return;

  if (self->script->budget < COST || self->depth >= MAX_DEPTH)
    {
      sluice_prompt_text_append_hole (self, value, out);
      return;
    }

  self->script->budget -= COST;
  self->depth++;
  if (!append_known (self, value, out))
    {
      g_string_truncate (out, length);
      sluice_prompt_text_append_hole (self, value, out);
    }
  self->depth--;
}

char *
sluice_prompt_text_read (SluicePromptText  *self,
                         SluiceScriptValue  value)
{
  GString *out = g_string_new (NULL);

  sluice_prompt_text_append (self, value, out);
  if (self->has_context)
    {
      g_autofree char *text = g_string_free (out, FALSE);

      return sluice_prompt_text_dedent (text);
    }

  return g_string_free (out, FALSE);
}

char *
sluice_prompt_text_read_constant (SluiceScript      *script,
                                  SluiceScriptValue  value)
{
  g_autoptr(SluicePromptText) self = sluice_prompt_text_new (script);
  g_autoptr(GString) out = g_string_new (NULL);

  if (!value.expression)
    return NULL;

  self->has_context = TRUE;
  self->is_trial = TRUE;
  sluice_prompt_text_append (self, value, out);

  return self->n_holes == 0 ? g_strdup (out->str) : NULL;
}

/* Whatever the script gives as context is what the variables of its texts hold. */
void
sluice_prompt_text_add_context (SluicePromptText  *self,
                                SluiceScriptValue  context)
{
  SluiceScriptValue dict = sluice_script_resolve (self->script, context);
  gboolean is_call;

  self->has_context = TRUE;
  if (!dict.expression)
    return;

  is_call = dict.expression->kind == SLUICE_CLASS_EXPRESSION_CALL;
  if (!is_call && dict.expression->kind != SLUICE_CLASS_EXPRESSION_DICT)
    return;

  for (SluiceClassExpression *part = dict.expression->parts; part; part = part->next)
    {
      SluiceClassExpression *key = part;
      SluiceScriptValue member;
      char *text;

      if (is_call ? part->kind != SLUICE_CLASS_EXPRESSION_KEYWORD
                  : part->kind != SLUICE_CLASS_EXPRESSION_STRING)
        return;
      if (!is_call && !(part = part->next))
        return;
      member = sluice_script_at (dict, is_call ? part->subject : part);
      text = sluice_prompt_text_read_constant (self->script, member);
      take_variable (self, key->name, "", text ? text : read_data (self, member));
    }
}
