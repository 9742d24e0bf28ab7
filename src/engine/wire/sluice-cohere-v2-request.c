/* sluice-cohere-v2-request.c: requests in Cohere's protocol
 *
 * Cohere, API reference, "Chat (V2)", and "Structured Outputs".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-chat-body-private.h"
#include "wire/sluice-cohere-v2-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

/* The switch for strictness is one for all tools here, and any tool may be chosen, none named. */
static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  JsonArray *tools = sluice_chat_make_tools (wire, request);

  for (guint i = 0; i < json_array_get_length (tools); i++)
    {
      JsonObject *tool = json_array_get_object_element (tools, i);

      json_object_remove_member (json_object_get_object_member (tool, "function"), "strict");
    }
  json_object_set_array_member (body, "tools", tools);
  if (sluice_request_get_strict (request))
    json_object_set_boolean_member (body, "strict_tools", TRUE);
  if (!sluice_tools_are_many (request))
    json_object_set_string_member (body, "tool_choice", "REQUIRED");
}

static void
set_response_format (JsonObject    *body,
                     SluiceWire    *wire,
                     SluiceRequest *request)
{
  JsonObject *format = json_object_new ();

  json_object_set_string_member (format, "type", "json_object");
  if (sluice_request_get_mode (request) == SLUICE_MODE_JSON_SCHEMA)
    {
      g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);

      json_object_set_member (format, "schema", json_node_copy (sluice_sent_schema_get_json (sent)));
    }
  json_object_set_object_member (body, "response_format", format);
}

static void
set_settings (JsonObject    *body,
              SluiceRequest *request)
{
  const char *effort = sluice_request_get_reasoning_effort (request);

  json_object_set_boolean_member (body, "stream", sluice_request_get_stream (request));
  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (body, "max_tokens", sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (body, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_seed (request) >= 0)
    json_object_set_int_member (body, "seed", sluice_request_get_seed (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (body, "stop_sequences",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));
  if (effort != NULL)
    {
      JsonObject *thinking = json_object_new ();

      json_object_set_string_member (thinking, "type", g_str_equal (effort, "none") ? "disabled"
                                                                                    : "enabled");
      json_object_set_object_member (body, "thinking", thinking);
    }
}

JsonNode *
sluice_cohere_v2_encode_request (SluiceWire     *wire,
                                 SluiceRequest  *request,
                                 GError        **error)
{
  SluiceMode mode = sluice_request_get_mode (request);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  if (sluice_request_get_model (request) != NULL)
    json_object_set_string_member (body, "model", sluice_request_get_model (request));
  json_object_set_array_member (body, "messages",
                                sluice_chat_make_messages (request, SLUICE_CHAT_NO_EMPTY_CONTENT
                                                                    | SLUICE_CHAT_NAMELESS_RESULTS));
  set_settings (body, request);

  if (sluice_tools_are_sent (request))
    set_tools (body, wire, request);
  else if (sluice_request_get_schema (request) != NULL
           && (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_JSON_SCHEMA))
    set_response_format (body, wire, request);

  return node;
}

/* Reading */

static SluiceRequest *
read_tools (JsonObject *body)
{
  SluiceRequest *request = sluice_chat_read_tools (body);

  if (request != NULL)
    sluice_request_set_strict (request,
                               json_object_get_boolean_member_with_default (body, "strict_tools",
                                                                            FALSE));

  return request;
}

/* schema, or json_schema as the SDKs have it */
static SluiceRequest *
read_response_format (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (body, "response_format");
  const char *name = sluice_body_get_object (format, "json_schema") != NULL ? "json_schema"
                                                                            : "schema";
  SluiceRequest *request;

  if (sluice_body_get_object (format, name) == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (format, name), NULL, NULL);
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  return request;
}

static gboolean
asks_for_json (JsonObject *body)
{
  return g_strcmp0 (sluice_body_get_string (sluice_body_get_object (body, "response_format"),
                                            "type"), "json_object") == 0;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  sluice_request_set_model (request, sluice_body_get_string (body, "model"));
  sluice_request_set_stream (request, json_object_get_boolean_member_with_default (body, "stream",
                                                                                   FALSE));
  sluice_request_reader_read_numbers (request, body, "max_tokens", "temperature", "seed");
}

SluiceRequest *
sluice_cohere_v2_decode_request (SluiceWire  *wire,
                                 JsonNode    *node,
                                 GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = read_tools,
    .read_format = read_response_format,
    .read_messages = sluice_chat_read_messages,
    .asks_for_json = asks_for_json,
    .read_settings = read_settings,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
