/* sluice-script-messages.c: the messages of a call in a script
 *
 * A list of dictionaries with role and content, whole or put together from parts; a text alone; and
 * what vendors have besides: system, preamble, chat_history, instructions.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "snippet/sluice-script-messages-private.h"

/* Lists stand in one another no deeper than this. */
#define MAX_DEPTH 16

typedef struct
{
  SluicePromptText *text;
  SluiceExtraction *extraction;
  guint             depth;
} Reader;

static void read_messages (Reader            *self,
                           SluiceScriptValue  value);

static void
report (Reader                *self,
        SluiceSeverity         severity,
        SluiceClassExpression *at,
        const char            *message)
{
  sluice_class_source_report (self->text->script->source, severity, at->span, "%s", message);
}

/* Content */

/* A part of a message: a text, {"type": "text", "text": ...}, or something that is no text. */
static gboolean
append_part (Reader            *self,
             SluiceScriptValue  part,
             GString           *out)
{
  SluiceScriptValue found = sluice_script_resolve (self->text->script, part);
  SluiceClassExpression *expression = found.expression;
  SluiceScriptValue content = part;
  g_autofree char *text = NULL;

  if (expression && expression->kind == SLUICE_CLASS_EXPRESSION_DICT)
    {
      content.expression = NULL;
      for (SluiceClassExpression *key = expression->parts; key && key->next; key = key->next->next)
        if (key->kind == SLUICE_CLASS_EXPRESSION_STRING && g_str_equal (key->name, "text"))
          content = sluice_script_at (found, key->next);
    }
  else if (expression && expression->kind == SLUICE_CLASS_EXPRESSION_CALL &&
           g_strcmp0 (sluice_script_module_of (self->text->script,
                                               sluice_script_at (found, expression->subject)),
                      "instructor") == 0)
    {
      content.expression = NULL;
    }

  if (!content.expression)
    return FALSE;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  text = sluice_prompt_text_read (self->text, content);
  g_string_append (out, text);

  return TRUE;
}

/* Image.from_url (...), Audio.from_path (...), PDF.autodetect (...) */
static gboolean
is_media (Reader            *self,
          SluiceScriptValue  value)
{
  static const char *const kinds[] = { "Image", "Audio", "PDF", "ImageWithCacheControl",
                                       "PDFWithCacheControl", "PDFWithGenaiFile", NULL };
  SluiceScriptValue found = sluice_script_resolve (self->text->script, value);
  SluiceClassExpression *callee;

  if (!found.expression || found.expression->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return FALSE;
  callee = found.expression->subject;
  if (callee->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    callee = callee->subject;

  return callee->name && g_strv_contains (kinds, callee->name);
}

static char *
read_content (Reader            *self,
              SluiceScriptValue  value)
{
  SluiceScriptValue found = sluice_script_resolve (self->text->script, value);
  g_autoptr(GString) out = g_string_new (NULL);

  if (!found.expression || found.expression->kind != SLUICE_CLASS_EXPRESSION_LIST)
    {
      if (!is_media (self, value))
        return sluice_prompt_text_read (self->text, value);
      report (self, SLUICE_SEVERITY_WARNING, value.expression,
              _("Images, sounds and documents are left out; only text is taken over"));
      return g_strdup ("");
    }

  for (SluiceClassExpression *part = found.expression->parts; part; part = part->next)
    if (is_media (self, sluice_script_at (found, part)) ||
        !append_part (self, sluice_script_at (found, part), out))
      report (self, SLUICE_SEVERITY_WARNING, part,
              _("Images, sounds and documents are left out; only text is taken over"));

  return g_strdup (out->str);
}

/* Messages */

static gboolean
find_role (const char *name,
           SluiceRole *role)
{
  if (g_str_equal (name, "developer") || g_str_equal (name, "SYSTEM"))
    name = "system";
  else if (g_str_equal (name, "model") || g_str_equal (name, "CHATBOT"))
    name = "assistant";
  else if (g_str_equal (name, "USER"))
    name = "user";

  return sluice_role_from_string (name, role) && *role != SLUICE_ROLE_TOOL;
}

static void
add_message (Reader            *self,
             SluiceScriptValue  role,
             SluiceScriptValue  content,
             SluiceRole         fallback)
{
  g_autofree char *name = role.expression ? sluice_prompt_text_read_constant (self->text->script, role)
                                          : NULL;
  g_autofree char *text = NULL;
  SluiceRole kind = fallback;

  if (role.expression && (!name || !find_role (name, &kind)))
    {
      report (self, SLUICE_SEVERITY_WARNING, role.expression,
              _("A message of this role is left out; there are system, user and assistant"));
      return;
    }
  if (!content.expression)
    {
      if (role.expression)
        report (self, SLUICE_SEVERITY_WARNING, role.expression, _("This message has no content"));
      return;
    }

  text = read_content (self, content);
  sluice_extraction_add_message (self->extraction, kind, text);
}

static SluiceScriptValue
get_member (SluiceScriptValue  dict,
            const char        *const *keys)
{
  SluiceClassExpression *expression = dict.expression;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    {
      for (SluiceClassExpression *part = expression->parts; part; part = part->next)
        if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD && g_strv_contains (keys, part->name))
          return sluice_script_at (dict, part->subject);
      return (SluiceScriptValue) { NULL };
    }

  for (SluiceClassExpression *key = expression->parts; key && key->next; key = key->next->next)
    if (key->kind == SLUICE_CLASS_EXPRESSION_STRING && g_strv_contains (keys, key->name))
      return sluice_script_at (dict, key->next);

  return (SluiceScriptValue) { NULL };
}

/* {"role": ..., "content": ...}, and ChatMessage (role=..., content=...) of vendors' packages. */
static gboolean
read_message (Reader            *self,
              SluiceScriptValue  value)
{
  static const char *const role_keys[] = { "role", NULL };
  static const char *const content_keys[] = { "content", "parts", "message", "text", NULL };
  SluiceScriptValue role, content;

  if (value.expression->kind != SLUICE_CLASS_EXPRESSION_DICT &&
      value.expression->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return FALSE;

  role = get_member (value, role_keys);
  content = get_member (value, content_keys);
  if (!role.expression && !content.expression)
    return FALSE;
  add_message (self, role, content, SLUICE_ROLE_USER);

  return TRUE;
}

static void
read_list (Reader            *self,
           SluiceScriptValue  list)
{
  for (SluiceClassExpression *part = list.expression->parts; part; part = part->next)
    {
      SluiceClassExpression *item = part->kind == SLUICE_CLASS_EXPRESSION_STARRED ? part->subject : part;

      if (item)
        read_messages (self, sluice_script_at (list, item));
    }
}

/* messages = [...]; messages.append ({...}) */
static gboolean
read_named (Reader            *self,
            SluiceScriptValue  value)
{
  SluiceScript *script = self->text->script;
  g_autoptr(GArray) bindings = NULL;
  SluiceScriptValue next;

  if (value.expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return FALSE;
  bindings = sluice_script_list_bindings (script, value.scope, value.offset, value.expression->name);
  next = sluice_script_step (script, value);
  if (!next.expression)
    return FALSE;

  read_messages (self, next);
  for (guint i = 1; i < bindings->len; i++)
    {
      SluiceBinding *binding = &g_array_index (bindings, SluiceBinding, i);
      SluiceScriptValue added = { binding->value, binding->scope, binding->value->span.start };

      /* The answer of an earlier call, or a round of a conversation, is not there yet. */
      if (binding->statement && binding->statement->kind == SLUICE_CLASS_STATEMENT_EXPRESSION)
        read_messages (self, added);
    }

  return TRUE;
}

static void
read_resolved (Reader            *self,
               SluiceScriptValue  value)
{
  SluiceScriptValue found = sluice_script_resolve (self->text->script, value);

  switch (found.expression ? found.expression->kind : SLUICE_CLASS_EXPRESSION_OPAQUE)
    {
    case SLUICE_CLASS_EXPRESSION_LIST:
    case SLUICE_CLASS_EXPRESSION_TUPLE:
      read_list (self, found);
      return;

    case SLUICE_CLASS_EXPRESSION_BINARY:
      if (found.expression->parts->next->op == '+' &&
          found.expression->parts->kind != SLUICE_CLASS_EXPRESSION_STRING)
        {
          read_list (self, found);
          return;
        }
      break;

    case SLUICE_CLASS_EXPRESSION_STRING:
      add_message (self, (SluiceScriptValue) { NULL }, value, SLUICE_ROLE_USER);
      return;

    case SLUICE_CLASS_EXPRESSION_OPAQUE:
      if (found.expression && found.expression->flags & SLUICE_CLASS_STRING_FORMAT)
        {
          add_message (self, (SluiceScriptValue) { NULL }, value, SLUICE_ROLE_USER);
          return;
        }
      break;

    default:
      if (read_message (self, found))
        return;
      break;
    }

  report (self, SLUICE_SEVERITY_WARNING, value.expression,
          _("What these messages are is only known when the script runs; write them out"));
}

static void
read_messages (Reader            *self,
               SluiceScriptValue  value)
{
  if (++self->depth <= MAX_DEPTH && !read_named (self, value))
    read_resolved (self, value);
  self->depth--;
}

/* What a keyword holds may be a text or a list of messages. */
static gboolean
read_keyword (Reader            *self,
              SluiceScriptValue  call,
              const char        *keyword,
              SluiceRole         role)
{
  SluiceScriptValue given = sluice_script_get_argument (self->text->script, call, keyword);
  SluiceScriptValue found;

  if (!given.expression)
    return FALSE;

  found = sluice_script_resolve (self->text->script, given);
  if (role == SLUICE_ROLE_SYSTEM)
    add_message (self, (SluiceScriptValue) { NULL }, given, role);
  else if (found.expression->kind == SLUICE_CLASS_EXPRESSION_LIST ||
           found.expression->kind == SLUICE_CLASS_EXPRESSION_TUPLE ||
           found.expression->kind == SLUICE_CLASS_EXPRESSION_DICT)
    read_messages (self, given);
  else if (g_str_equal (keyword, "messages"))
    read_messages (self, given);
  else
    add_message (self, (SluiceScriptValue) { NULL }, given, role);

  return TRUE;
}

void
sluice_script_messages_read (SluicePromptText  *text,
                             SluiceScriptValue  call,
                             SluiceExtraction  *extraction)
{
  static const char *const systems[] = { "system", "preamble", "instructions", "system_instruction" };
  static const char *const prompts[] = { "chat_history", "messages", "input", "contents", "message",
                                         "prompt" };
  Reader self = { text, extraction, 0 };
  SluiceClassExpression *second = sluice_script_get_positional (call, 1);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    read_keyword (&self, call, systems[i], SLUICE_ROLE_SYSTEM);
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    found |= read_keyword (&self, call, prompts[i], SLUICE_ROLE_USER);
  if (!found && second)
    {
      read_messages (&self, sluice_script_at (call, second));
      found = TRUE;
    }

  if (!found)
    report (&self, SLUICE_SEVERITY_WARNING, call.expression->subject,
            _("This call has no messages; write them in the extraction"));
}
