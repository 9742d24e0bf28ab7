/* sluice-ollama-request.c: requests in Ollama's own protocol
 *
 * Ollama, API, "Generate a chat completion".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-chat-body-private.h"
#include "wire/sluice-ollama-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

static void
set_options (JsonObject    *body,
             SluiceRequest *request)
{
  JsonObject *options = json_object_new ();

  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (options, "num_predict", sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (options, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_seed (request) >= 0)
    json_object_set_int_member (options, "seed", sluice_request_get_seed (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (options, "stop",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));

  if (json_object_get_size (options) > 0)
    json_object_set_object_member (body, "options", json_object_ref (options));
  json_object_unref (options);
}

static void
set_format (JsonObject    *body,
            SluiceWire    *wire,
            SluiceRequest *request)
{
  g_autoptr(SluiceSentSchema) sent = NULL;

  if (sluice_request_get_mode (request) == SLUICE_MODE_JSON)
    json_object_set_string_member (body, "format", "json");
  else if (sluice_request_get_mode (request) == SLUICE_MODE_JSON_SCHEMA)
    {
      sent = sluice_wire_send_schema (wire, request);
      json_object_set_member (body, "format", json_node_copy (sluice_sent_schema_get_json (sent)));
    }
}

JsonNode *
sluice_ollama_encode_request (SluiceWire     *wire,
                              SluiceRequest  *request,
                              GError        **error)
{
  const char *effort = sluice_request_get_reasoning_effort (request);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  if (sluice_request_get_model (request) != NULL)
    json_object_set_string_member (body, "model", sluice_request_get_model (request));
  json_object_set_array_member (body, "messages",
                                sluice_chat_make_messages (request, SLUICE_CHAT_ARGUMENTS_AS_VALUES
                                                                    | SLUICE_CHAT_EMPTY_TEXT));
  /* what is not said streams */
  json_object_set_boolean_member (body, "stream", sluice_request_get_stream (request));
  if (g_strcmp0 (effort, "none") == 0)
    json_object_set_boolean_member (body, "think", FALSE);
  else if (effort != NULL)
    json_object_set_string_member (body, "think", effort);
  set_options (body, request);

  /* a tool is offered, not chosen: the protocol has no choice of tools */
  if (sluice_tools_are_sent (request))
    json_object_set_array_member (body, "tools", sluice_chat_make_tools (wire, request));
  else if (sluice_request_get_schema (request) != NULL)
    set_format (body, wire, request);

  return node;
}

/* Reading */

static SluiceRequest *
read_format (JsonObject *body)
{
  SluiceRequest *request;

  if (sluice_body_get_object (body, "format") == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (body, "format"), NULL, NULL);
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  return request;
}

static gboolean
asks_for_json (JsonObject *body)
{
  return g_strcmp0 (sluice_body_get_string (body, "format"), "json") == 0;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  sluice_request_set_model (request, sluice_body_get_string (body, "model"));
  sluice_request_set_stream (request, json_object_get_boolean_member_with_default (body, "stream",
                                                                                   TRUE));
  sluice_request_reader_read_numbers (request, sluice_body_get_object (body, "options"),
                                      "num_predict", "temperature", "seed");
}

SluiceRequest *
sluice_ollama_decode_request (SluiceWire  *wire,
                              JsonNode    *node,
                              GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = sluice_chat_read_tools,
    .read_format = read_format,
    .read_messages = sluice_chat_read_messages,
    .asks_for_json = asks_for_json,
    .read_settings = read_settings,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
