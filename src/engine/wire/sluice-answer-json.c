/* sluice-answer-json.c: an answer as one JSON object
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "wire/sluice-answer-private.h"
#include "wire/sluice-fields-private.h"

/* One object being written; members are separated as they come. */
typedef struct
{
  GString  *out;       /* borrowed */
  gboolean  has_member;
} Object;

static void
append_key (Object     *object,
            const char *name)
{
  g_string_append_c (object->out, object->has_member ? ',' : '{');
  object->has_member = TRUE;
  sluice_writer_append_string (object->out, name, -1);
  g_string_append_c (object->out, ':');
}

static void
append_end (Object *object)
{
  g_string_append (object->out, object->has_member ? "}" : "{}");
}

static void
append_string (Object     *object,
               const char *name,
               const char *text)
{
  append_key (object, name);
  if (text != NULL)
    sluice_writer_append_string (object->out, text, -1);
  else
    g_string_append (object->out, "null");
}

static void
append_text (Object        *object,
             const char    *name,
             const GString *text)
{
  append_key (object, name);
  sluice_writer_append_string (object->out, text->str, text->len);
}

static void
append_raw (Object     *object,
            const char *name,
            const char *json)
{
  append_key (object, name);
  g_string_append (object->out, json);
}

static void
append_count (Object     *object,
              const char *name,
              gint64      count)
{
  append_key (object, name);
  if (count < 0)
    g_string_append (object->out, "null");
  else
    g_string_append_printf (object->out, "%" G_GINT64_FORMAT, count);
}

/* The value of a JSON text, NULL where it is not one. */
static SluiceNode *
parse (SluiceParser *parser,
       const char   *text,
       gssize        length)
{
  sluice_parser_reset (parser);
  if (!sluice_parser_push (parser, text, length, NULL) || !sluice_parser_finish (parser, NULL))
    return NULL;

  return sluice_parser_get_root (parser);
}

static void
append_calls (GString *out,
              GArray  *calls)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();

  g_string_append_c (out, '[');
  for (guint i = 0; i < calls->len; i++)
    {
      const SluiceAnswerCall *call = &g_array_index (calls, SluiceAnswerCall, i);
      SluiceNode *arguments = parse (parser, call->arguments->str, call->arguments->len);
      Object object = { out };

      if (i > 0)
        g_string_append_c (out, ',');
      if (call->id != NULL)
        append_string (&object, "id", call->id);
      append_string (&object, "name", call->name);
      if (call->type != NULL)
        append_string (&object, "type", call->type);
      append_key (&object, "arguments");
      if (arguments != NULL)
        sluice_writer_append_node (out, arguments, SLUICE_POLICY_VALUES, 0);
      else
        sluice_writer_append_string (out, call->arguments->str, call->arguments->len);
      append_raw (&object, "arguments_valid", arguments != NULL ? "true" : "false");
      append_end (&object);
    }
  g_string_append_c (out, ']');
}

/* The members that every choice has. */
static void
append_choice (Object                   *object,
               const SluiceAnswerChoice *choice)
{
  append_text (object, "text", choice->text);
  append_text (object, "reasoning", choice->reasoning);
  append_key (object, "tool_calls");
  append_calls (object->out, choice->calls);
  append_string (object, "finish_reason", choice->finish_reason);
  for (guint i = 0; i < choice->details->len; i++)
    {
      const SluiceAnswerDetail *detail = &g_array_index (choice->details, SluiceAnswerDetail, i);

      append_text (object, detail->name, detail->text);
    }
}

static void
append_usage (GString            *out,
              const SluiceAnswer *self)
{
  Object object = { out };

  if (!self->has_usage)
    {
      g_string_append (out, "null");
      return;
    }

  append_count (&object, "input_tokens", self->usage.input_tokens);
  append_count (&object, "output_tokens", self->usage.output_tokens);
  append_raw (&object, "raw", self->raw_usage != NULL ? self->raw_usage : "null");
  append_end (&object);
}

static void
append_raw_error (Object             *object,
                  const SluiceAnswer *self,
                  const char *const  *names)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  SluiceNode *error = self->raw_error != NULL ? parse (parser, self->raw_error, -1) : NULL;

  for (; error != NULL && *names != NULL; names++)
    {
      SluiceNode *member = sluice_node_get_member (error, *names);

      if (member == NULL || sluice_node_get_node_type (member) == SLUICE_NODE_NULL)
        continue;
      append_key (object, *names);
      sluice_writer_append_node (object->out, member, SLUICE_POLICY_VALUES, 0);
    }
}

/* Google says in the details when to come again: {"@type": "….RetryInfo", "retryDelay": "40s"} */
static void
append_retry_delay (Object             *object,
                    const SluiceAnswer *self)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  SluiceNode *error = self->raw_error != NULL ? parse (parser, self->raw_error, -1) : NULL;
  SluiceNode *details = sluice_fields_get_array (error, "details");

  for (SluiceNode *detail = details != NULL ? sluice_node_get_first_child (details) : NULL;
       detail != NULL; detail = sluice_node_get_next_sibling (detail))
    {
      const char *delay = sluice_fields_get_word (detail, "retryDelay");

      if (delay == NULL)
        continue;
      append_string (object, "retry_delay", delay);
      return;
    }
}

static void
append_error (GString            *out,
              const SluiceAnswer *self,
              guint               http_status)
{
  static const char *const before[] = { "code", NULL };
  static const char *const after[] = { "status", "param", "metadata", NULL };
  Object object = { out };

  if (!self->has_error)
    {
      g_string_append (out, "null");
      return;
    }

  if (self->error_type != NULL)
    append_string (&object, "type", self->error_type);
  append_raw_error (&object, self, before);
  append_string (&object, "message", self->error_message);
  append_raw_error (&object, self, after);
  append_retry_delay (&object, self);
  if (http_status >= 400)
    append_count (&object, "http_status", http_status);
  append_end (&object);
}

/* The JSON value that the text is, where it is an object or an array and nothing else. */
static void
append_json (Object        *object,
             const GString *text)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  SluiceNode *value = parse (parser, text->str, text->len);

  if (value == NULL || (sluice_node_get_node_type (value) != SLUICE_NODE_OBJECT
                        && sluice_node_get_node_type (value) != SLUICE_NODE_ARRAY))
    return;

  append_key (object, "json");
  sluice_writer_append_node (object->out, value, SLUICE_POLICY_VALUES, 0);
  append_string (object, "json_how", "direct");
}

static void
append_other_choices (Object             *object,
                      const SluiceAnswer *self)
{
  if (self->choices->len < 2)
    return;

  append_key (object, "other_choices");
  for (guint i = 1; i < self->choices->len; i++)
    {
      Object choice = { object->out };

      g_string_append_c (object->out, i == 1 ? '[' : ',');
      append_choice (&choice, g_ptr_array_index (self->choices, i));
      append_end (&choice);
    }
  g_string_append_c (object->out, ']');
}

static void
append_other_items (Object             *object,
                    const SluiceAnswer *self)
{
  if (self->other_items->len == 0)
    return;

  append_key (object, "other_items");
  for (guint i = 0; i < self->other_items->len; i++)
    {
      g_string_append_c (object->out, i == 0 ? '[' : ',');
      sluice_writer_append_string (object->out, g_ptr_array_index (self->other_items, i), -1);
    }
  g_string_append_c (object->out, ']');
}

/**
 * sluice_answer_to_json:
 * @self: an answer
 * @http_status: the status of the response it came in, 0 where there is none to tell
 * @indent: spaces for each level, 0 for one line
 *
 * Writes the answer as one JSON object: `text`, `reasoning`, `tool_calls` with their parsed
 * arguments, `finish_reason`, `usage` (with the provider's own object as `raw`), `error` and
 * `complete`; where they are there also `refusal`, `other_choices`, `json` (the value that the
 * text is), `other_items` (types of what the provider's own tools did) and the provider's details
 * under their own names (`tool_plan`, `incomplete_reason`, …).
 *
 * Returns: (transfer full): JSON text
 */
char *
sluice_answer_to_json (SluiceAnswer *self,
                       guint         http_status,
                       guint         indent)
{
  g_autoptr(GString) out = NULL;
  g_autoptr(SluiceParser) parser = NULL;
  SluiceAnswerChoice *choice;
  SluiceNode *root;
  Object object;

  g_return_val_if_fail (SLUICE_IS_ANSWER (self), NULL);

  out = g_string_new (NULL);
  object = (Object) { out };
  choice = g_ptr_array_index (self->choices, 0);

  append_choice (&object, choice);
  append_key (&object, "usage");
  append_usage (out, self);
  append_key (&object, "error");
  append_error (out, self, http_status);
  if (choice->refusal->len > 0)
    append_text (&object, "refusal", choice->refusal);
  append_other_choices (&object, self);
  append_json (&object, choice->text);
  append_other_items (&object, self);
  append_raw (&object, "complete", self->is_complete ? "true" : "false");
  append_end (&object);

  parser = sluice_parser_new_strict ();
  root = indent > 0 ? parse (parser, out->str, out->len) : NULL;
  if (root == NULL)  /* one line is asked for, or arguments as deep as the parser goes */
    return g_string_free (g_steal_pointer (&out), FALSE);

  return sluice_node_to_json (root, SLUICE_POLICY_VALUES, indent);
}
