/* sluice-openai-responses-request.c: requests in the responses protocol
 *
 * OpenAI, API reference, "Create a model response".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-openai-responses-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

static char *
make_call_id (const char *id,
              guint       position)
{
  return id != NULL ? g_strdup (id) : g_strdup_printf ("call_%u", position);
}

/* Calls are items of their own here, beside the messages. */
static void
add_calls (JsonArray     *input,
           SluiceMessage *message)
{
  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, i), i);
      const char *arguments = sluice_message_get_tool_arguments (message, i);
      JsonObject *call = json_object_new ();

      json_object_set_string_member (call, "type", "function_call");
      json_object_set_string_member (call, "call_id", id);
      json_object_set_string_member (call, "name", sluice_message_get_tool_name (message, i));
      json_object_set_string_member (call, "arguments", arguments != NULL ? arguments : "");
      json_array_add_object_element (input, call);
    }
}

static void
add_result (JsonArray     *input,
            SluiceMessage *message,
            guint          position)
{
  g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, 0), position);
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "type", "function_call_output");
  json_object_set_string_member (result, "call_id", id);
  json_object_set_string_member (result, "output", sluice_message_get_text (message));
  json_array_add_object_element (input, result);
}

static void
add_message (JsonArray     *input,
             SluiceMessage *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role",
                                 sluice_role_to_string (sluice_message_get_role (message)));
  json_object_set_string_member (object, "content", sluice_message_get_text (message));
  json_array_add_object_element (input, object);
}

static JsonArray *
make_input (SluiceRequest *request)
{
  g_autoptr(GPtrArray) messages = NULL;
  JsonArray *input = json_array_new ();
  guint position = 0;  /* of a result among those that come together */

  messages = sluice_prompt_list_messages (request, SLUICE_PROMPT_JOIN_SYSTEM);
  for (guint i = 0; i < messages->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (messages, i);
      gboolean is_result = sluice_message_get_role (message) == SLUICE_ROLE_TOOL;

      if (is_result)
        add_result (input, message, position);
      else
        {
          gboolean has_calls = sluice_message_get_role (message) == SLUICE_ROLE_ASSISTANT
                               && sluice_message_get_n_tool_calls (message) > 0;

          if (!has_calls || *sluice_message_get_text (message) != '\0')
            add_message (input, message);
          if (has_calls)
            add_calls (input, message);
        }
      position = is_result ? position + 1 : 0;
    }

  return input;
}

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  g_autoptr(GPtrArray) tools = sluice_tools_new (wire, request);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tools->len; i++)
    {
      JsonObject *tool = sluice_tool_to_object (g_ptr_array_index (tools, i), "parameters");

      json_object_set_string_member (tool, "type", "function");
      /* without it the protocol is strict on its own */
      json_object_set_boolean_member (tool, "strict", sluice_request_get_strict (request));
      json_array_add_object_element (array, tool);
    }
  json_object_set_array_member (body, "tools", array);

  if (sluice_tools_are_many (request))
    json_object_set_string_member (body, "tool_choice", "auto");
  else
    {
      JsonObject *choice = json_object_new ();

      json_object_set_string_member (choice, "type", "function");
      json_object_set_string_member (choice, "name", sluice_request_get_tool_name (request));
      json_object_set_object_member (body, "tool_choice", choice);
    }
}

static void
set_text_format (JsonObject    *body,
                 SluiceWire    *wire,
                 SluiceRequest *request)
{
  JsonObject *text = json_object_new ();
  JsonObject *format = json_object_new ();

  if (sluice_request_get_mode (request) == SLUICE_MODE_JSON)
    json_object_set_string_member (format, "type", "json_object");
  else
    {
      g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
      SluiceSchema *whole = sluice_request_get_sent_schema (request);

      json_object_set_string_member (format, "type", "json_schema");
      json_object_set_string_member (format, "name", sluice_request_get_tool_name (request));
      if (sluice_schema_get_description (whole) != NULL)
        json_object_set_string_member (format, "description",
                                       sluice_schema_get_description (whole));
      json_object_set_boolean_member (format, "strict", sluice_request_get_strict (request));
      json_object_set_member (format, "schema", json_node_copy (sluice_sent_schema_get_json (sent)));
    }

  json_object_set_object_member (text, "format", format);
  json_object_set_object_member (body, "text", text);
}

static void
set_settings (JsonObject    *body,
              SluiceRequest *request)
{
  const char *effort = sluice_request_get_reasoning_effort (request);

  if (sluice_request_get_stream (request))
    json_object_set_boolean_member (body, "stream", TRUE);
  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (body, "max_output_tokens", sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (body, "temperature", sluice_request_get_temperature (request));
  if (effort != NULL)
    {
      JsonObject *reasoning = json_object_new ();

      json_object_set_string_member (reasoning, "effort", effort);
      json_object_set_string_member (reasoning, "summary", "auto");
      json_object_set_object_member (body, "reasoning", reasoning);
    }
}

JsonNode *
sluice_openai_responses_encode_request (SluiceWire     *wire,
                                        SluiceRequest  *request,
                                        GError        **error)
{
  SluiceMode mode = sluice_request_get_mode (request);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  if (sluice_request_get_model (request) != NULL)
    json_object_set_string_member (body, "model", sluice_request_get_model (request));
  json_object_set_array_member (body, "input", make_input (request));
  set_settings (body, request);

  if (sluice_tools_are_sent (request))
    set_tools (body, wire, request);
  else if (sluice_request_get_schema (request) != NULL
           && (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_JSON_SCHEMA))
    set_text_format (body, wire, request);

  return node;
}

/* Reading */

static void
add_call (SluiceRequest *request,
          JsonObject    *item)
{
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_ASSISTANT, "");

  sluice_message_add_tool_call (message, sluice_body_get_string (item, "call_id"),
                                sluice_body_get_string (item, "name"),
                                sluice_body_get_string (item, "arguments"));
  sluice_request_add_message (request, message);
}

static void
add_call_output (SluiceRequest *request,
                 JsonObject    *item)
{
  g_autofree char *text = sluice_body_read_text (json_object_get_member (item, "output"));
  g_autoptr(SluiceMessage) message = NULL;

  message = sluice_message_new_tool_result (sluice_body_get_string (item, "call_id"), NULL, text);
  sluice_request_add_message (request, message);
}

/* An item of the input. What is neither a message nor a call (reasoning that was replayed, what
 * the provider's own tools did) says nothing of what is asked. */
static void
read_item (SluiceRequest *request,
           JsonObject    *item)
{
  const char *type = sluice_body_get_string (item, "type");
  const char *role_name = sluice_body_get_string (item, "role");
  g_autofree char *text = NULL;
  SluiceRole role = SLUICE_ROLE_SYSTEM;

  if (g_strcmp0 (type, "function_call") == 0)
    add_call (request, item);
  else if (g_strcmp0 (type, "function_call_output") == 0)
    add_call_output (request, item);
  else if (role_name != NULL && (g_str_equal (role_name, "developer")
                                 || sluice_role_from_string (role_name, &role)))
    {
      text = sluice_body_read_text (json_object_get_member (item, "content"));
      sluice_request_reader_add_text (request, role, text);
    }
}

static gboolean
read_input (SluiceRequest  *request,
            JsonObject     *body,
            GError        **error)
{
  JsonNode *input = json_object_get_member (body, "input");

  sluice_request_reader_add_text (request, SLUICE_ROLE_SYSTEM,
                                  sluice_body_get_string (body, "instructions"));
  if (sluice_body_get_string (body, "input") != NULL)
    sluice_request_reader_add_text (request, SLUICE_ROLE_USER,
                                    sluice_body_get_string (body, "input"));
  else if (input == NULL || !JSON_NODE_HOLDS_ARRAY (input))
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("The request has no messages"));
      return FALSE;
    }
  else
    {
      JsonArray *items = json_node_get_array (input);

      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonNode *item = json_array_get_element (items, i);

          if (JSON_NODE_HOLDS_OBJECT (item))
            read_item (request, json_node_get_object (item));
        }
    }

  return TRUE;
}

static SluiceRequest *
read_tools (JsonObject *body)
{
  const char *name = sluice_body_get_string (sluice_body_get_object (body, "tool_choice"), "name");
  JsonObject *tool = sluice_request_reader_find_tool (sluice_body_get_array (body, "tools"), NULL,
                                                      name);
  SluiceRequest *request;

  /* as the chat protocol has it, which servers take here, too */
  if (sluice_body_get_object (tool, "function") != NULL)
    tool = sluice_body_get_object (tool, "function");
  if (sluice_body_get_object (tool, "parameters") == NULL
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

static SluiceRequest *
read_text_format (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (sluice_body_get_object (body, "text"), "format");
  SluiceRequest *request;

  if (sluice_body_get_object (format, "schema") == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (format, "schema"),
                                       sluice_body_get_string (format, "name"),
                                       sluice_body_get_string (format, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);
  sluice_request_set_strict (request,
                             json_object_get_boolean_member_with_default (format, "strict", FALSE));

  return request;
}

static gboolean
asks_for_json (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (sluice_body_get_object (body, "text"), "format");

  return g_strcmp0 (sluice_body_get_string (format, "type"), "json_object") == 0;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  sluice_request_set_model (request, sluice_body_get_string (body, "model"));
  sluice_request_set_stream (request, json_object_get_boolean_member_with_default (body, "stream",
                                                                                   FALSE));
  sluice_request_set_reasoning_effort (request, sluice_body_get_string (
                                         sluice_body_get_object (body, "reasoning"), "effort"));
  sluice_request_reader_read_numbers (request, body, "max_output_tokens", "temperature", NULL);
}

SluiceRequest *
sluice_openai_responses_decode_request (SluiceWire  *wire,
                                        JsonNode    *node,
                                        GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = read_tools,
    .read_format = read_text_format,
    .read_messages = read_input,
    .asks_for_json = asks_for_json,
    .read_settings = read_settings,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
