/* sluice-script-parameters.c: mode, limits and further arguments of a call in a script
 *
 * What an extraction has a place for goes there; what else is a constant goes into the extra JSON
 * of the request, where a vendor's package would put it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-json-text-private.h"
#include "snippet/sluice-prompt-text-private.h"
#include "snippet/sluice-script-call-private.h"

/* What the rest of the import reads, and what means nothing to it. */
static const char *const handled[] = {
  "response_model", "messages", "input", "contents", "message", "prompt", "chat_history", "system",
  "preamble", "instructions", "system_instruction", "model", "model_name", "mode", "max_tokens",
  "max_completion_tokens", "max_output_tokens", "temperature", "seed", "random_seed", "max_retries",
  "stream", "context", "validation_context", "extra_body", "generation_config", "strict", "metadata",
  "stream_options", NULL,
};

/* Instructor's own, and the transport's: a run has its own way for each. */
static const char *const foreign[] = {
  "hooks", "cache", "cache_ttl", "cache_namespace", "token_budget", "timeout", "extra_headers",
  "extra_query", "autodetect_images", "tools", "tool_choice", "functions", "function_call",
  "response_format", "modalities", "safety_settings", "config", NULL,
};

static void
report (SluiceScript          *script,
        SluiceSeverity         severity,
        SluiceClassExpression *at,
        const char            *message)
{
  sluice_class_source_report (script->source, severity, at->span, "%s", message);
}

/* The call's own, else the default that the client was made with. */
static SluiceScriptValue
find_argument (SluiceScript             *script,
               SluiceScriptValue         call,
               const SluiceScriptClient *client,
               const char *const        *keywords)
{
  SluiceScriptValue found = { NULL };

  for (guint i = 0; keywords[i] && !found.expression; i++)
    found = sluice_script_get_argument (script, call, keywords[i]);
  for (guint i = 0; client->call.expression && keywords[i] && !found.expression; i++)
    found = sluice_script_get_argument (script, client->call, keywords[i]);

  return found;
}

/* Numbers */

static gboolean
read_number (SluiceScript      *script,
             SluiceScriptValue  value,
             double            *number)
{
  g_autoptr(JsonNode) json = sluice_script_read_json (script, value);

  if (!json || !JSON_NODE_HOLDS_VALUE (json) ||
      (json_node_get_value_type (json) != G_TYPE_INT64 && json_node_get_value_type (json) != G_TYPE_DOUBLE))
    {
      if (!json || !JSON_NODE_HOLDS_NULL (json))
        report (script, SLUICE_SEVERITY_WARNING, value.expression,
                _("This number is only known when the script runs; set it in the extraction"));
      return FALSE;
    }
  *number = json_node_get_value_type (json) == G_TYPE_INT64 ? (double) json_node_get_int (json)
                                                            : json_node_get_double (json);

  return TRUE;
}

static void
read_numbers (SluiceScript             *script,
              SluiceScriptValue         call,
              const SluiceScriptClient *client,
              SluiceExtraction         *extraction)
{
  static const char *const limits[] = { "max_tokens", "max_completion_tokens", "max_output_tokens", NULL };
  static const char *const temperatures[] = { "temperature", NULL };
  static const char *const seeds[] = { "seed", "random_seed", NULL };
  SluiceScriptValue limit = find_argument (script, call, client, limits);
  SluiceScriptValue temperature = find_argument (script, call, client, temperatures);
  SluiceScriptValue seed = find_argument (script, call, client, seeds);
  double number;

  if (limit.expression && read_number (script, limit, &number) && number >= 1 && number <= G_MAXINT)
    sluice_extraction_set_max_tokens (extraction, (int) number);
  if (temperature.expression && read_number (script, temperature, &number))
    sluice_extraction_set_temperature (extraction, number);
  if (seed.expression && read_number (script, seed, &number) && number >= 0 && number < 9.2e18)
    sluice_extraction_set_seed (extraction, (gint64) number);
}

/* Retries */

/* stop_after_attempt (n) anywhere in what a Retrying stops at. */
static SluiceScriptValue
find_attempts (SluiceScript      *script,
               SluiceScriptValue  value)
{
  SluiceClassExpression *expression;

  value = sluice_script_resolve (script, value);
  expression = value.expression;
  if (!expression)
    return value;
  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL &&
      g_strcmp0 (sluice_script_name_of (script, sluice_script_at (value, expression->subject)),
                 "stop_after_attempt") == 0)
    return sluice_script_at (value, expression->parts && expression->parts->kind ==
                                      SLUICE_CLASS_EXPRESSION_KEYWORD ? expression->parts->subject
                                                                      : expression->parts);
  if (expression->kind == SLUICE_CLASS_EXPRESSION_UNION)
    for (SluiceClassExpression *part = expression->parts; part; part = part->next)
      {
        SluiceScriptValue found = find_attempts (script, sluice_script_at (value, part));

        if (found.expression)
          return found;
      }

  return (SluiceScriptValue) { NULL };
}

/* A number counts the tries after the first (INSTRUCTOR.md, 5.1), stop_after_attempt() all of them. */
static void
read_retries (SluiceScript             *script,
              SluiceScriptValue         call,
              const SluiceScriptClient *client,
              SluiceExtraction         *extraction)
{
  SluiceScriptValue given = sluice_script_get_argument (script, call, "max_retries");
  SluiceScriptValue found;
  double number;

  if (!given.expression)
    return;

  found = sluice_script_resolve (script, given);
  if (found.expression && found.expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    {
      SluiceScriptValue stop = sluice_script_get_argument (script, found, "stop");
      SluiceScriptValue attempts = stop.expression ? find_attempts (script, stop) : stop;

      if (attempts.expression && read_number (script, attempts, &number))
        sluice_extraction_set_max_retries (extraction, (guint) CLAMP (number - 1, 0, 100));
      else
        report (script, SLUICE_SEVERITY_WARNING, given.expression,
                _("Only ‘stop_after_attempt’ can be taken over of how often to try again"));
      if (found.expression->n_parts > 1)
        report (script, SLUICE_SEVERITY_NOTE, found.expression->subject,
                _("Waits between tries are left out: a wrong answer is asked for again at once"));
      return;
    }

  if (read_number (script, given, &number))
    sluice_extraction_set_max_retries (extraction, (guint) CLAMP (number, 0, 100));
}

/* Mode */

static void
read_mode (SluiceScript             *script,
           SluiceScriptValue         call,
           const SluiceScriptClient *client,
           SluiceExtraction         *extraction)
{
  SluiceScriptValue given = sluice_script_get_argument (script, call, "mode");
  SluiceScriptValue found;
  g_autofree char *message = NULL;
  gboolean strict = FALSE;
  SluiceMode mode;

  if (!given.expression)
    given = client->mode;
  if (!given.expression)
    return;

  found = sluice_script_resolve (script, given);
  if (!found.expression->name)
    {
      report (script, SLUICE_SEVERITY_WARNING, given.expression,
              _("The mode is only known when the script runs; choose one"));
      return;
    }
  if (!sluice_mode_from_string (found.expression->name, &mode, &strict))
    {
      message = g_strdup_printf (_("There is no mode ‘%s’; the provider's default is taken"),
                                 found.expression->name);
      report (script, SLUICE_SEVERITY_WARNING, given.expression, message);
      return;
    }

  sluice_extraction_set_mode (extraction, mode);
  sluice_extraction_set_strict (extraction, strict);
}

/* Extra JSON */

static void
merge (JsonObject *extra,
       JsonNode   *members)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (!members || !JSON_NODE_HOLDS_OBJECT (members))
    return;

  json_object_iter_init_ordered (&iter, json_node_get_object (members));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    json_object_set_member (extra, key, json_node_copy (value));
}

static void
read_extra_argument (SluiceScript          *script,
                     SluiceScriptValue      call,
                     SluiceClassExpression *argument,
                     JsonObject            *extra)
{
  g_autofree char *message = NULL;
  JsonNode *json;

  if (g_strv_contains (handled, argument->name))
    return;
  if (g_strv_contains (foreign, argument->name))
    {
      message = g_strdup_printf (_("‘%s’ is left out: an extraction has nothing like it"), argument->name);
      report (script, SLUICE_SEVERITY_NOTE, argument, message);
      return;
    }

  json = sluice_script_read_json (script, sluice_script_at (call, argument->subject));
  if (json)
    {
      json_object_set_member (extra, argument->name, json);
      return;
    }
  message = g_strdup_printf (_("‘%s’ is only known when the script runs; it is left out"), argument->name);
  report (script, SLUICE_SEVERITY_WARNING, argument, message);
}

static void
read_extra (SluiceScript      *script,
            SluiceScriptValue  call,
            SluiceExtraction  *extraction)
{
  g_autoptr(JsonObject) extra = json_object_new ();
  SluiceScriptValue body = sluice_script_get_argument (script, call, "extra_body");
  g_autoptr(JsonNode) members = sluice_script_read_json (script, body);
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  for (SluiceClassExpression *part = call.expression->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
      read_extra_argument (script, call, part, extra);

  if (body.expression && !members)
    report (script, SLUICE_SEVERITY_WARNING, body.expression,
            _("This is only known when the script runs; it is left out"));
  merge (extra, members);
  if (json_object_get_size (extra) == 0)
    return;

  root = json_node_init_object (json_node_alloc (), extra);
  text = sluice_json_text_print (root, 0);
  sluice_extraction_set_extra_body (extraction, text);
}

/* Gemini's generation_config={"temperature": 0, "max_output_tokens": 100} */
static void
read_generation_config (SluiceScript             *script,
                        SluiceScriptValue         call,
                        const SluiceScriptClient *client,
                        SluiceExtraction         *extraction)
{
  SluiceScriptValue given = sluice_script_get_argument (script, call, "generation_config");
  g_autoptr(JsonNode) json = sluice_script_read_json (script, given);
  JsonObject *object = json && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  const char *limit = "max_tokens";

  if (!object)
    return;

  if (!json_object_has_member (object, limit))
    limit = "max_output_tokens";
  if (json_object_has_member (object, limit))
    sluice_extraction_set_max_tokens (extraction, json_object_get_int_member (object, limit));
  if (json_object_has_member (object, "temperature"))
    sluice_extraction_set_temperature (extraction,
                                       json_object_get_double_member (object, "temperature"));
}

static void
tell_of_strict (SluiceScript      *script,
                SluiceScriptValue  call)
{
  SluiceScriptValue strict = sluice_script_get_argument (script, call, "strict");
  SluiceScriptValue found = strict.expression ? sluice_script_resolve (script, strict) : strict;

  if (found.expression && found.expression->kind == SLUICE_CLASS_EXPRESSION_FALSE)
    report (script, SLUICE_SEVERITY_NOTE, strict.expression,
            _("Values are always checked strictly: text is not taken for a number"));
}

/**
 * sluice_script_parameters_read: (skip)
 * @script: a script; gets what is wrong
 * @call: a call in it
 * @client: the client that it is called of
 * @extraction: gets what is found
 *
 * Reads mode, limits and further arguments of a call.
 */
void
sluice_script_parameters_read (SluiceScript             *script,
                               SluiceScriptValue         call,
                               const SluiceScriptClient *client,
                               SluiceExtraction         *extraction)
{
  read_mode (script, call, client, extraction);
  read_generation_config (script, call, client, extraction);
  read_numbers (script, call, client, extraction);
  read_retries (script, call, client, extraction);
  read_extra (script, call, extraction);
  tell_of_strict (script, call);
}
