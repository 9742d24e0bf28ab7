/* sluice-openai-chat-request.c: requests in the chat completions protocol
 *
 * OpenAI, API reference, "Create chat completion".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-chat-body-private.h"
#include "wire/sluice-openai-chat-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  json_object_set_array_member (body, "tools", sluice_chat_make_tools (wire, request));

  if (sluice_tools_are_many (request))
    json_object_set_string_member (body, "tool_choice", "auto");
  else if (sluice_wire_get_quirks (wire) & SLUICE_QUIRK_TOOL_CHOICE_ANY)
    json_object_set_string_member (body, "tool_choice", "any");
  else
    {
      JsonObject *choice = json_object_new ();
      JsonObject *chosen = json_object_new ();

      json_object_set_string_member (chosen, "name", sluice_request_get_tool_name (request));
      json_object_set_string_member (choice, "type", "function");
      json_object_set_object_member (choice, "function", chosen);
      json_object_set_object_member (body, "tool_choice", choice);
    }
}

static void
set_response_format (JsonObject    *body,
                     SluiceWire    *wire,
                     SluiceRequest *request)
{
  JsonObject *format = json_object_new ();

  if (sluice_request_get_mode (request) == SLUICE_MODE_JSON)
    json_object_set_string_member (format, "type", "json_object");
  else
    {
      g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
      SluiceSchema *whole = sluice_request_get_sent_schema (request);
      JsonObject *schema = json_object_new ();

      json_object_set_string_member (schema, "name", sluice_request_get_tool_name (request));
      if (sluice_schema_get_description (whole) != NULL)
        json_object_set_string_member (schema, "description",
                                       sluice_schema_get_description (whole));
      if (sluice_request_get_strict (request))
        json_object_set_boolean_member (schema, "strict", TRUE);
      json_object_set_member (schema, "schema", json_node_copy (sluice_sent_schema_get_json (sent)));
      json_object_set_string_member (format, "type", "json_schema");
      json_object_set_object_member (format, "json_schema", schema);
    }

  json_object_set_object_member (body, "response_format", format);
}

static void
set_parameters (JsonObject    *body,
                SluiceRequest *request,
                SluiceQuirks   quirks)
{
  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (body, quirks & SLUICE_QUIRK_MAX_COMPLETION_TOKENS
                                      ? "max_completion_tokens" : "max_tokens",
                                sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (body, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_seed (request) >= 0)
    json_object_set_int_member (body, quirks & SLUICE_QUIRK_RANDOM_SEED ? "random_seed" : "seed",
                                sluice_request_get_seed (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (body, "stop",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));
  if (sluice_request_get_reasoning_effort (request) != NULL)
    json_object_set_string_member (body, "reasoning_effort",
                                   sluice_request_get_reasoning_effort (request));
}

static void
set_stream (JsonObject    *body,
            SluiceRequest *request,
            SluiceQuirks   quirks)
{
  if (!sluice_request_get_stream (request))
    return;

  json_object_set_boolean_member (body, "stream", TRUE);
  if (sluice_request_get_include_usage (request) && !(quirks & SLUICE_QUIRK_NO_STREAM_OPTIONS))
    {
      JsonObject *options = json_object_new ();

      json_object_set_boolean_member (options, "include_usage", TRUE);
      json_object_set_object_member (body, "stream_options", options);
    }
}

JsonNode *
sluice_openai_chat_encode_request (SluiceWire     *wire,
                                   SluiceRequest  *request,
                                   GError        **error)
{
  SluiceQuirks quirks = sluice_wire_get_quirks (wire);
  SluiceMode mode = sluice_request_get_mode (request);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  if (sluice_request_get_model (request) != NULL)
    json_object_set_string_member (body, "model", sluice_request_get_model (request));
  json_object_set_array_member (body, "messages", sluice_chat_make_messages (request, SLUICE_CHAT_AS_OPENAI));
  set_stream (body, request, quirks);
  set_parameters (body, request, quirks);

  if (sluice_request_get_schema (request) != NULL)
    {
      if (sluice_tools_are_sent (request))
        set_tools (body, wire, request);
      else if (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_JSON_SCHEMA)
        set_response_format (body, wire, request);
    }

  return node;
}

/* Reading */

/* {"type": "json_schema", "json_schema": {…}}, or the older {"type": "json_object", "schema": …} */
static SluiceRequest *
read_response_format (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (body, "response_format");
  JsonObject *holder = sluice_body_get_object (format, "json_schema");
  SluiceRequest *request;

  if (holder == NULL)
    holder = format;
  if (sluice_body_get_object (holder, "schema") == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (holder, "schema"),
                                       sluice_body_get_string (holder, "name"),
                                       sluice_body_get_string (holder, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);
  sluice_request_set_strict (request,
                             json_object_get_boolean_member_with_default (holder, "strict",
                                                                          FALSE));

  return request;
}

static gboolean
asks_for_json (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (body, "response_format");

  return format != NULL && g_strcmp0 (sluice_body_get_string (format, "type"), "json_object") == 0;
}

static void
read_parameters (SluiceRequest *request,
                 JsonObject    *body)
{
  JsonObject *options = sluice_body_get_object (body, "stream_options");
  gint64 max_tokens;

  max_tokens = json_object_get_int_member_with_default (body, "max_tokens", -1);
  max_tokens = json_object_get_int_member_with_default (body, "max_completion_tokens", max_tokens);

  sluice_request_set_model (request, sluice_body_get_string (body, "model"));
  sluice_request_set_stream (request, json_object_get_boolean_member_with_default (body, "stream",
                                                                                   FALSE));
  sluice_request_set_include_usage (request, options != NULL
                                    && json_object_get_boolean_member_with_default (
                                         options, "include_usage", FALSE));
  sluice_request_set_max_tokens (request, CLAMP (max_tokens, -1, G_MAXINT));
  sluice_request_set_temperature (request,
                                  json_object_get_double_member_with_default (body, "temperature",
                                                                              NAN));
  sluice_request_set_seed (request, MAX (json_object_get_int_member_with_default (body, "seed",
                                                                                  -1), -1));
}

SluiceRequest *
sluice_openai_chat_decode_request (SluiceWire  *wire,
                                   JsonNode    *node,
                                   GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = sluice_chat_read_tools,
    .read_format = read_response_format,
    .read_messages = sluice_chat_read_messages,
    .asks_for_json = asks_for_json,
    .read_settings = read_parameters,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
