/* sluice-openai-chat-request.c: requests in the chat completions protocol
 *
 * OpenAI, API reference, "Create chat completion".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-openai-chat-private.h"
#include "wire/sluice-prompt-private.h"

/* Writing */

/* Some providers give their calls no id, but all want one back. */
static char *
make_call_id (const char *id,
              guint       position)
{
  return id != NULL ? g_strdup (id) : g_strdup_printf ("call_%u", position);
}

static JsonArray *
make_calls (SluiceMessage *message)
{
  JsonArray *calls = json_array_new ();

  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, i), i);
      const char *arguments = sluice_message_get_tool_arguments (message, i);
      JsonObject *call = json_object_new ();
      JsonObject *function = json_object_new ();

      json_object_set_string_member (call, "id", id);
      json_object_set_string_member (call, "type", "function");
      json_object_set_string_member (function, "name",
                                     sluice_message_get_tool_name (message, i));
      json_object_set_string_member (function, "arguments", arguments != NULL ? arguments : "");
      json_object_set_object_member (call, "function", function);
      json_array_add_object_element (calls, call);
    }

  return calls;
}

static void
set_tool_result (JsonObject    *object,
                 SluiceMessage *message,
                 guint          position)
{
  g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, 0), position);
  const char *name = sluice_message_get_tool_name (message, 0);

  json_object_set_string_member (object, "tool_call_id", id);
  if (name != NULL)
    json_object_set_string_member (object, "name", name);
}

static JsonObject *
make_message (SluiceMessage *message,
              guint          position)
{
  SluiceRole role = sluice_message_get_role (message);
  const char *text = sluice_message_get_text (message);
  JsonObject *object = json_object_new ();
  gboolean has_calls = role == SLUICE_ROLE_ASSISTANT
                       && sluice_message_get_n_tool_calls (message) > 0;

  json_object_set_string_member (object, "role", sluice_role_to_string (role));
  if (role == SLUICE_ROLE_TOOL)
    set_tool_result (object, message, position);
  if (has_calls && *text == '\0')
    json_object_set_null_member (object, "content");
  else
    json_object_set_string_member (object, "content", text);
  if (has_calls)
    json_object_set_array_member (object, "tool_calls", make_calls (message));

  return object;
}

static JsonArray *
make_messages (SluiceRequest *request)
{
  g_autoptr(GPtrArray) messages = NULL;
  JsonArray *array = json_array_new ();
  guint position = 0;  /* of a tool message among those that answer one assistant message */

  messages = sluice_prompt_list_messages (request, SLUICE_PROMPT_JOIN_SYSTEM);
  for (guint i = 0; i < messages->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (messages, i);

      json_array_add_object_element (array, make_message (message, position));
      position = sluice_message_get_role (message) == SLUICE_ROLE_TOOL ? position + 1 : 0;
    }

  return array;
}

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
  SluiceQuirks quirks = sluice_wire_get_quirks (wire);
  g_autofree char *description = sluice_prompt_describe_tool (request);
  const char *name = sluice_request_get_tool_name (request);
  JsonArray *tools = json_array_new ();
  JsonObject *tool = json_object_new ();
  JsonObject *function = json_object_new ();

  json_object_set_string_member (function, "name", name);
  json_object_set_string_member (function, "description", description);
  if (sluice_request_get_strict (request))
    json_object_set_boolean_member (function, "strict", TRUE);
  json_object_set_member (function, "parameters", json_node_copy (sluice_sent_schema_get_json (sent)));
  json_object_set_string_member (tool, "type", "function");
  json_object_set_object_member (tool, "function", function);
  json_array_add_object_element (tools, tool);
  json_object_set_array_member (body, "tools", tools);

  if (quirks & SLUICE_QUIRK_TOOL_CHOICE_ANY)
    json_object_set_string_member (body, "tool_choice", "any");
  else
    {
      JsonObject *choice = json_object_new ();
      JsonObject *chosen = json_object_new ();

      json_object_set_string_member (chosen, "name", name);
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
  json_object_set_array_member (body, "messages", make_messages (request));
  set_stream (body, request, quirks);
  set_parameters (body, request, quirks);

  if (sluice_request_get_schema (request) != NULL)
    {
      if (mode == SLUICE_MODE_TOOLS)
        set_tools (body, wire, request);
      else if (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_JSON_SCHEMA)
        set_response_format (body, wire, request);
    }

  return node;
}

/* Reading */

static void
read_calls (SluiceMessage *message,
            JsonArray     *calls)
{
  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    {
      JsonNode *call = json_array_get_element (calls, i);
      JsonObject *function;

      if (!JSON_NODE_HOLDS_OBJECT (call))
        continue;
      function = sluice_body_get_object (json_node_get_object (call), "function");
      sluice_message_add_tool_call (message, sluice_body_get_string (json_node_get_object (call), "id"),
                                    sluice_body_get_string (function, "name"),
                                    sluice_body_get_string (function, "arguments"));
    }
}

static gboolean
read_message (SluiceRequest  *request,
              JsonNode       *node,
              GError        **error)
{
  g_autoptr(SluiceMessage) message = NULL;
  g_autofree char *text = NULL;
  JsonObject *object;
  const char *role_name;
  SluiceRole role;

  if (!JSON_NODE_HOLDS_OBJECT (node)
      || (role_name = sluice_body_get_string (json_node_get_object (node), "role")) == NULL
      || !sluice_role_from_string (role_name, &role))
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("A message has no role that is known"));
      return FALSE;
    }

  object = json_node_get_object (node);
  text = sluice_body_read_text (json_object_get_member (object, "content"));
  if (role == SLUICE_ROLE_TOOL)
    message = sluice_message_new_tool_result (sluice_body_get_string (object, "tool_call_id"),
                                              sluice_body_get_string (object, "name"), text);
  else
    message = sluice_message_new (role, text);
  read_calls (message, sluice_body_get_array (object, "tool_calls"));
  sluice_request_add_message (request, message);

  return TRUE;
}

/* The tool that the client wants called: the one it names, or the first. */
static JsonObject *
find_tool (JsonObject *body)
{
  JsonObject *choice = sluice_body_get_object (body, "tool_choice");
  const char *name = sluice_body_get_string (sluice_body_get_object (choice, "function"), "name");
  JsonArray *tools = sluice_body_get_array (body, "tools");
  JsonObject *first = NULL;

  for (guint i = 0; tools != NULL && i < json_array_get_length (tools); i++)
    {
      JsonNode *tool = json_array_get_element (tools, i);
      JsonObject *function;

      if (!JSON_NODE_HOLDS_OBJECT (tool))
        continue;
      function = sluice_body_get_object (json_node_get_object (tool), "function");
      if (function != NULL && g_strcmp0 (sluice_body_get_string (function, "name"), name) == 0)
        return function;
      if (first == NULL)
        first = function;
    }

  return first;
}

static SluiceRequest *
read_tools (JsonObject *body)
{
  JsonObject *tool = find_tool (body);
  SluiceRequest *request;

  if (tool == NULL || sluice_body_get_object (tool, "parameters") == NULL
      || g_strcmp0 (sluice_body_get_string (body, "tool_choice"), "none") == 0)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (tool, "parameters"),
                                       sluice_body_get_string (tool, "name"),
                                       sluice_body_get_string (tool, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_TOOLS);
  sluice_request_set_strict (request, json_object_get_boolean_member_with_default (tool, "strict",
                                                                                   FALSE));

  return request;
}

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
read_messages (SluiceRequest  *request,
               JsonObject     *body,
               GError        **error)
{
  JsonArray *messages = sluice_body_get_array (body, "messages");

  if (messages == NULL)
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("The request has no messages"));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      if (!read_message (request, json_array_get_element (messages, i), error))
        return FALSE;
    }

  return TRUE;
}

/* The schema in words, once the messages are there to look for it. */
static SluiceRequest *
read_prompt (JsonObject  *body,
             GError     **error)
{
  g_autoptr(SluiceRequest) plain = sluice_prompt_new_request (NULL, NULL, NULL);
  g_autoptr(JsonNode) schema = NULL;
  JsonObject *format = sluice_body_get_object (body, "response_format");
  SluiceRequest *request;

  if (!read_messages (plain, body, error))
    return NULL;

  schema = sluice_prompt_find_schema (plain);
  request = sluice_prompt_new_request (schema, NULL, NULL);
  if (format != NULL && g_strcmp0 (sluice_body_get_string (format, "type"), "json_object") == 0)
    sluice_request_set_mode (request, SLUICE_MODE_JSON);
  else if (schema != NULL)
    sluice_request_set_mode (request, sluice_prompt_asks_for_fence (plain) ? SLUICE_MODE_MD_JSON
                                                                           : SLUICE_MODE_JSON);

  return request;
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
  JsonObject *body = json_node_get_object (node);
  g_autoptr(SluiceRequest) request = NULL;

  request = read_tools (body);
  if (request == NULL)
    request = read_response_format (body);
  if (request == NULL)
    request = read_prompt (body, error);
  if (request == NULL || !read_messages (request, body, error))
    return NULL;

  read_parameters (request, body);

  return g_steal_pointer (&request);
}
