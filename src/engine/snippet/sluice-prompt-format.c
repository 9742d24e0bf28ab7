/* sluice-prompt-format.c: texts with holes in them: f-strings, "%s" % value, "{}".format (value)
 *
 * How a value is to be written (":.2f", "!r") is not carried over: a variable is text.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "snippet/sluice-prompt-text-private.h"

/* What stands in braces is no longer and no deeper; see sluice-class-token.c. */
#define MAX_HOLE 4096
#define MAX_HOLE_DEPTH 16

/* The parts of {expression=!conversion:format}, as offsets in the text. */
typedef struct
{
  guint32  start;
  guint32  end;       /* of the expression */
  guint32  after;     /* the closing brace */
  gboolean is_named;  /* "=": its source comes before its value */
  gboolean is_formed; /* a conversion or format follows */
} Hole;

/* Goes past text in quotes, so that braces and colons in it do not count. */
static guint32
skip_quoted (const char *text,
             guint32     at,
             guint32     end)
{
  char quote = text[at++];

  while (at < end && text[at] != quote)
    at += text[at] == '\\' && at + 1 < end ? 2 : 1;

  return at;
}

static gboolean
is_equals (const char *text,
           guint32     at)
{
  return text[at] == '=' && text[at + 1] != '=' && strchr ("=!<>", text[at - 1]) == NULL;
}

/* Finds the ends of a hole that begins at start, after its brace. */
static gboolean
find_hole (const char *text,
           guint32     start,
           guint32     end,
           Hole       *hole)
{
  guint depth = 0;

  end = MIN (end, start + MAX_HOLE);
  *hole = (Hole) { .start = start };
  for (guint32 p = start; p < end; p++)
    {
      char c = text[p];

      if ((c == '"' || c == '\'') && !hole->is_formed)
        p = skip_quoted (text, p, end);
      else if ((c == '(' || c == '[' || c == '{') && ++depth > MAX_HOLE_DEPTH)
        return FALSE;
      else if (depth > 0 && (c == ')' || c == ']' || c == '}'))
        depth--;
      else if (depth == 0 && c == '}')
        {
          hole->after = p;
          if (hole->end == 0)
            hole->end = p;
          return TRUE;
        }
      else if (depth == 0 && hole->end == 0 && (c == ':' || (c == '!' && text[p + 1] != '=')))
        {
          hole->end = p;
          hole->is_formed = TRUE;
        }
      else if (depth == 0 && hole->end == 0 && is_equals (text, p))
        {
          hole->end = p;
          hole->is_named = TRUE;
        }
      else if (hole->is_named && !hole->is_formed && (c == ':' || c == '!'))
        {
          hole->is_formed = TRUE;
        }
    }

  return FALSE;
}

/* A constant of the script is a variable with that value; a text that has holes itself is put in. */
static void
append_in_hole (SluicePromptText  *self,
                SluiceScriptValue  value,
                GString           *out)
{
  SluiceClassExpression *expression = value.expression;
  gboolean is_name = expression->kind == SLUICE_CLASS_EXPRESSION_NAME ||
                     expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE ||
                     expression->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT;
  g_autofree char *constant = NULL;

  if (is_name && !self->is_trial)
    constant = sluice_prompt_text_read_constant (self->script, value);
  if (constant)
    sluice_prompt_text_append_hole (self, value, out);
  else
    sluice_prompt_text_append (self, value, out);
}

static void
append_f_hole (SluicePromptText  *self,
               SluiceScriptValue  place,
               const Hole        *hole,
               GString           *out)
{
  SluiceClassSource *source = self->script->source;
  SluiceClassSpan span = { hole->start, hole->end };
  SluiceClassExpression *expression = sluice_class_expression_for_span (source, span);

  if (!expression)
    return;

  if (hole->is_named)
    g_string_append_len (out, source->text + hole->start, hole->end - hole->start + 1);
  append_in_hole (self, sluice_script_at (place, expression), out);
  if (hole->is_formed && !self->is_trial)
    sluice_class_source_report (source, SLUICE_SEVERITY_NOTE, (SluiceClassSpan) { hole->end, hole->after },
                                _("How the value is to be written is left out"));
}

/* The characters from start to end of a string, escapes and doubled braces undone. */
static void
append_piece (SluicePromptText       *self,
              const SluiceClassToken *token,
              guint32                 start,
              guint32                 end,
              GString                *out)
{
  guint n_quotes = token->op & SLUICE_CLASS_STRING_TRIPLE ? 3 : 1;
  SluiceClassToken piece = *token;
  const char *text;
  gsize length;

  if (start >= end)
    return;

  piece.op &= ~SLUICE_CLASS_STRING_OPEN;
  piece.span.start = start - n_quotes - token->prefix;
  piece.span.end = end + n_quotes;
  text = sluice_class_string_decode (self->script->source, &piece, &length);
  g_string_append_len (out, text, length);
}

static void
append_f_token (SluicePromptText       *self,
                SluiceScriptValue       place,
                const SluiceClassToken *token,
                GString                *out)
{
  const char *text = self->script->source->text;
  guint n_quotes = token->op & SLUICE_CLASS_STRING_TRIPLE ? 3 : 1;
  guint32 start = token->span.start + token->prefix + n_quotes;
  guint32 end = token->span.end - (token->op & SLUICE_CLASS_STRING_OPEN ? 0 : n_quotes);
  gboolean is_format = token->op & SLUICE_CLASS_STRING_FORMAT;
  guint32 p = start;
  Hole hole;

  while (p < end)
    {
      if (text[p] == '\\' && !(token->op & SLUICE_CLASS_STRING_RAW) && p + 1 < end)
        {
          p += 2;
        }
      else if (is_format && (text[p] == '{' || text[p] == '}') && p + 1 < end && text[p + 1] == text[p])
        {
          append_piece (self, token, start, p + 1, out);
          start = p += 2;
        }
      else if (is_format && text[p] == '{' && find_hole (text, p + 1, end, &hole))
        {
          append_piece (self, token, start, p, out);
          append_f_hole (self, place, &hole, out);
          start = p = hole.after + 1;
        }
      else
        {
          p++;
        }
    }
  append_piece (self, token, start, end, out);
}

/**
 * sluice_prompt_text_append_f_string: (skip)
 * @self: what is read
 * @value: an f-string, and the strings beside it
 * @out: the template
 *
 * Appends an f-string, with variables for what stands in its braces.
 */
void
sluice_prompt_text_append_f_string (SluicePromptText  *self,
                                    SluiceScriptValue  value,
                                    GString           *out)
{
  g_autoptr(GArray) tokens =
    sluice_class_token_list (self->script->source, value.expression->span, TRUE, NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const SluiceClassToken *token = &g_array_index (tokens, SluiceClassToken, i);

      if (token->kind == SLUICE_CLASS_TOKEN_STRING)
        append_f_token (self, value, token, out);
    }
}

/* "%s" % value */

/* Goes past "(name)" and all that says how the value is written; at its letter then. */
static const char *
skip_conversion (const char  *p,
                 char       **key)
{
  const char *end;

  *key = NULL;
  if (*p == '(' && (end = strchr (p, ')')))
    {
      *key = g_strndup (p + 1, end - p - 1);
      p = end + 1;
    }

  return p + strspn (p, "#0- +*.123456789lhL");
}

static SluiceScriptValue
find_value (SluicePromptText  *self,
            SluiceScriptValue  values,
            const char        *key,
            guint              index)
{
  SluiceScriptValue resolved = sluice_script_resolve (self->script, values);
  SluiceClassExpression *part;

  if (key)
    {
      SluiceClassExpression *expression = resolved.expression;

      if (expression->kind != SLUICE_CLASS_EXPRESSION_DICT)
        return (SluiceScriptValue) { NULL };
      for (part = expression->parts; part && part->next; part = part->next->next)
        if (part->kind == SLUICE_CLASS_EXPRESSION_STRING && g_str_equal (part->name, key))
          return sluice_script_at (resolved, part->next);
      return (SluiceScriptValue) { NULL };
    }

  if (values.expression->kind != SLUICE_CLASS_EXPRESSION_TUPLE)
    return index == 0 ? values : (SluiceScriptValue) { NULL };

  for (part = values.expression->parts; part && index > 0; part = part->next)
    index--;

  return sluice_script_at (values, part);
}

/**
 * sluice_prompt_text_append_percent: (skip)
 * @self: what is read
 * @value: a chain of operators
 * @out: the template
 *
 * Appends what `"text %s" % value` gives.
 *
 * Returns: whether it is that
 */
gboolean
sluice_prompt_text_append_percent (SluicePromptText  *self,
                                   SluiceScriptValue  value,
                                   GString           *out)
{
  SluiceClassExpression *first = value.expression->parts, *second = first->next;
  g_autofree char *format = NULL;
  guint index = 0;

  if (!second || second->next || second->op != '%')
    return FALSE;
  format = sluice_prompt_text_read_constant (self->script, sluice_script_at (value, first));
  if (!format)
    return FALSE;

  for (const char *p = format; *p; p++)
    {
      g_autofree char *key = NULL;
      SluiceScriptValue given;

      if (*p != '%')
        {
          g_string_append_c (out, *p);
          continue;
        }

      p = skip_conversion (p + 1, &key);
      if (*p == '\0')
        break;
      if (*p == '%')
        {
          g_string_append_c (out, '%');
          continue;
        }
      given = find_value (self, sluice_script_at (value, second), key, index++);
      if (!given.expression)
        return FALSE;
      append_in_hole (self, given, out);
    }

  return TRUE;
}

/* "{}".format (value) */

/* The value for "{}", "{0}", "{name}" and what follows the name after a dot. */
static gboolean
append_field (SluicePromptText  *self,
              SluiceScriptValue  call,
              const char        *field,
              guint             *index,
              GString           *out)
{
  gsize n_name = strcspn (field, ".[!:");
  g_autofree char *name = g_strndup (field, n_name);
  SluiceScriptValue given = { NULL };

  if (*name == '\0')
    given = sluice_script_at (call, sluice_script_get_positional (call, (*index)++));
  else if (g_ascii_isdigit (*name))
    given = sluice_script_at (call, sluice_script_get_positional (call, g_ascii_strtoull (name, NULL, 10)));
  else
    given = sluice_script_get_argument (self->script, call, name);
  if (!given.expression || field[n_name] == '.' || field[n_name] == '[')
    return FALSE;

  append_in_hole (self, given, out);

  return TRUE;
}

/**
 * sluice_prompt_text_append_format: (skip)
 * @self: what is read
 * @call: a call of the method `format`
 * @out: the template
 *
 * Appends what `"text {}".format (value)` gives.
 *
 * Returns: whether all of it is known
 */
gboolean
sluice_prompt_text_append_format (SluicePromptText  *self,
                                  SluiceScriptValue  call,
                                  GString           *out)
{
  SluiceScriptValue owner = sluice_script_at (call, call.expression->subject->subject);
  g_autofree char *format = sluice_prompt_text_read_constant (self->script, owner);
  guint index = 0;

  if (!format)
    return FALSE;

  for (const char *p = format; *p; p++)
    {
      const char *end = strchr (p, '}');
      g_autofree char *field = NULL;

      if ((*p == '{' || *p == '}') && p[1] == *p)
        p++;
      else if (*p == '{' && end)
        {
          field = g_strndup (p + 1, end - p - 1);
          p = end;
        }
      if (!field)
        g_string_append_c (out, *p);
      else if (!append_field (self, call, field, &index, out))
        return FALSE;
    }

  return TRUE;
}
