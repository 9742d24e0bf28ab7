/* sluice-bedrock-converse-request.c: requests in the Converse protocol of Amazon Bedrock
 *
 * AWS, Amazon Bedrock API Reference, "Converse". Whether the answer streams is in the address, not
 * in the body, and so is the model.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-bedrock-converse-private.h"
#include "wire/sluice-body-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

static char *
make_call_id (const char *id,
              guint       position)
{
  return id != NULL ? g_strdup (id) : g_strdup_printf ("tooluse_%u", position);
}

/* Blocks of blank text are refused. */
static void
add_text (JsonArray  *blocks,
          const char *text)
{
  JsonObject *block;

  if (text[strspn (text, " \t\r\n")] == '\0')
    return;

  block = json_object_new ();
  json_object_set_string_member (block, "text", text);
  json_array_add_object_element (blocks, block);
}

static void
add_calls (JsonArray     *blocks,
           SluiceMessage *message)
{
  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      const char *arguments = sluice_message_get_tool_arguments (message, i);
      g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, i), i);
      g_autoptr(JsonNode) input = arguments != NULL ? json_from_string (arguments, NULL) : NULL;
      JsonObject *block = json_object_new ();
      JsonObject *use = json_object_new ();

      json_object_set_string_member (use, "toolUseId", id);
      json_object_set_string_member (use, "name", sluice_message_get_tool_name (message, i));
      if (input != NULL && JSON_NODE_HOLDS_OBJECT (input))
        json_object_set_member (use, "input", g_steal_pointer (&input));
      else
        json_object_set_object_member (use, "input", json_object_new ());
      json_object_set_object_member (block, "toolUse", use);
      json_array_add_object_element (blocks, block);
    }
}

/* Tool messages come of reasks only, so what they tell is an error. */
static void
add_result (JsonArray     *blocks,
            SluiceMessage *message)
{
  g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, 0),
                                      json_array_get_length (blocks));
  JsonObject *block = json_object_new ();
  JsonObject *result = json_object_new ();
  JsonArray *content = json_array_new ();

  add_text (content, sluice_message_get_text (message));
  json_object_set_string_member (result, "toolUseId", id);
  json_object_set_array_member (result, "content", content);
  json_object_set_string_member (result, "status", "error");
  json_object_set_object_member (block, "toolResult", result);
  json_array_add_object_element (blocks, block);
}

/* The blocks of the last message, if it is of this role, else of a new one: roles take turns. */
static JsonArray *
get_blocks (JsonArray  *messages,
            const char *role)
{
  guint n = json_array_get_length (messages);
  JsonObject *message = n > 0 ? json_array_get_object_element (messages, n - 1) : NULL;

  if (message == NULL || !g_str_equal (json_object_get_string_member (message, "role"), role))
    {
      message = json_object_new ();
      json_object_set_string_member (message, "role", role);
      json_object_set_array_member (message, "content", json_array_new ());
      json_array_add_object_element (messages, message);
    }

  return json_object_get_array_member (message, "content");
}

static void
set_messages (JsonObject    *body,
              SluiceRequest *request)
{
  g_autoptr(GPtrArray) list = sluice_prompt_list_messages (request, SLUICE_PROMPT_OWN_SYSTEM);
  JsonArray *system = json_array_new ();
  JsonArray *messages = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (list, i);
      const char *text = sluice_message_get_text (message);

      switch (sluice_message_get_role (message))
        {
        case SLUICE_ROLE_SYSTEM:
          add_text (system, text);
          break;

        case SLUICE_ROLE_ASSISTANT:
          add_text (get_blocks (messages, "assistant"), text);
          add_calls (get_blocks (messages, "assistant"), message);
          break;

        case SLUICE_ROLE_TOOL:
          add_result (get_blocks (messages, "user"), message);
          break;

        case SLUICE_ROLE_USER:
        default:
          add_text (get_blocks (messages, "user"), text);
          break;
        }
    }

  json_object_set_array_member (body, "messages", messages);
  if (json_array_get_length (system) > 0)
    json_object_set_array_member (body, "system", json_array_ref (system));
  json_array_unref (system);
}

static JsonArray *
make_tool_list (SluiceWire    *wire,
                SluiceRequest *request)
{
  g_autoptr(GPtrArray) tools = sluice_tools_new (wire, request);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tools->len; i++)
    {
      SluiceTool *tool = g_ptr_array_index (tools, i);
      JsonObject *object = json_object_new ();
      JsonObject *spec = json_object_new ();
      JsonObject *schema = json_object_new ();

      json_object_set_string_member (spec, "name", tool->name);
      json_object_set_string_member (spec, "description", tool->description);
      json_object_set_member (schema, "json", json_node_copy (tool->parameters));
      json_object_set_object_member (spec, "inputSchema", schema);
      if (sluice_request_get_strict (request))
        json_object_set_boolean_member (spec, "strict", TRUE);
      json_object_set_object_member (object, "toolSpec", spec);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  JsonObject *config = json_object_new ();
  JsonObject *choice = json_object_new ();
  JsonObject *chosen = json_object_new ();

  json_object_set_array_member (config, "tools", make_tool_list (wire, request));
  if (!sluice_tools_are_many (request))
    json_object_set_string_member (chosen, "name", sluice_request_get_tool_name (request));
  json_object_set_object_member (choice, sluice_tools_are_many (request) ? "auto" : "tool", chosen);
  json_object_set_object_member (config, "toolChoice", choice);
  json_object_set_object_member (body, "toolConfig", config);
}

/* The schema is a text here. */
static void
set_output_format (JsonObject    *body,
                   SluiceWire    *wire,
                   SluiceRequest *request)
{
  g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
  g_autofree char *text = json_to_string (sluice_sent_schema_get_json (sent), FALSE);
  JsonObject *config = json_object_new ();
  JsonObject *format = json_object_new ();
  JsonObject *structure = json_object_new ();
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "name", sluice_request_get_tool_name (request));
  json_object_set_string_member (schema, "schema", text);
  json_object_set_object_member (structure, "jsonSchema", schema);
  json_object_set_string_member (format, "type", "json_schema");
  json_object_set_object_member (format, "structure", structure);
  json_object_set_object_member (config, "textFormat", format);
  json_object_set_object_member (body, "outputConfig", config);
}

static void
set_inference (JsonObject    *body,
               SluiceRequest *request)
{
  JsonObject *config = json_object_new ();

  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (config, "maxTokens", sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (config, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (config, "stopSequences",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));

  if (json_object_get_size (config) > 0)
    json_object_set_object_member (body, "inferenceConfig", json_object_ref (config));
  json_object_unref (config);
}

JsonNode *
sluice_bedrock_converse_encode_request (SluiceWire     *wire,
                                        SluiceRequest  *request,
                                        GError        **error)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  set_messages (body, request);
  set_inference (body, request);
  if (sluice_tools_are_sent (request))
    set_tools (body, wire, request);
  else if (sluice_request_get_schema (request) != NULL
           && sluice_request_get_mode (request) == SLUICE_MODE_JSON_SCHEMA)
    set_output_format (body, wire, request);

  return node;
}

/* Reading */

static void
read_use (SluiceMessage *message,
          JsonObject    *use)
{
  g_autofree char *input = NULL;

  if (sluice_body_get_object (use, "input") != NULL)
    input = json_to_string (json_object_get_member (use, "input"), FALSE);
  sluice_message_add_tool_call (message, sluice_body_get_string (use, "toolUseId"),
                                sluice_body_get_string (use, "name"),
                                input != NULL ? input : "{}");
}

static void
read_result (SluiceRequest *request,
             JsonObject    *result)
{
  g_autofree char *text = sluice_body_read_text (json_object_get_member (result, "content"));
  g_autoptr(SluiceMessage) message = NULL;

  message = sluice_message_new_tool_result (sluice_body_get_string (result, "toolUseId"), NULL,
                                            text);
  sluice_request_add_message (request, message);
}

static void
read_message (SluiceRequest *request,
              JsonObject    *object)
{
  JsonArray *blocks = sluice_body_get_array (object, "content");
  SluiceRole role = SLUICE_ROLE_USER;
  g_autofree char *text = NULL;
  g_autoptr(SluiceMessage) message = NULL;

  if (g_strcmp0 (sluice_body_get_string (object, "role"), "assistant") == 0)
    role = SLUICE_ROLE_ASSISTANT;
  text = sluice_body_read_text (json_object_get_member (object, "content"));
  message = sluice_message_new (role, text);

  for (guint i = 0; blocks != NULL && i < json_array_get_length (blocks); i++)
    {
      JsonNode *node = json_array_get_element (blocks, i);
      JsonObject *block = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *use = sluice_body_get_object (block, "toolUse");
      JsonObject *result = sluice_body_get_object (block, "toolResult");

      if (use != NULL)
        read_use (message, use);
      if (result != NULL)
        read_result (request, result);
    }

  if (*text != '\0' || sluice_message_get_n_tool_calls (message) > 0)
    sluice_request_add_message (request, message);
}

static gboolean
read_messages (SluiceRequest  *request,
               JsonObject     *body,
               GError        **error)
{
  JsonArray *messages = sluice_body_get_array (body, "messages");
  g_autofree char *system = NULL;

  if (messages == NULL)
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("The request has no messages"));
      return FALSE;
    }

  system = sluice_body_read_text (json_object_get_member (body, "system"));
  sluice_request_reader_add_text (request, SLUICE_ROLE_SYSTEM, system);
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonNode *message = json_array_get_element (messages, i);

      if (JSON_NODE_HOLDS_OBJECT (message))
        read_message (request, json_node_get_object (message));
    }

  return TRUE;
}

static SluiceRequest *
read_tools (JsonObject *body)
{
  JsonObject *config = sluice_body_get_object (body, "toolConfig");
  JsonObject *choice = sluice_body_get_object (sluice_body_get_object (config, "toolChoice"), "tool");
  JsonObject *spec = sluice_request_reader_find_tool (sluice_body_get_array (config, "tools"),
                                                      "toolSpec",
                                                      sluice_body_get_string (choice, "name"));
  JsonObject *schema = sluice_body_get_object (spec, "inputSchema");
  SluiceRequest *request;

  if (sluice_body_get_object (schema, "json") == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (schema, "json"),
                                       sluice_body_get_string (spec, "name"),
                                       sluice_body_get_string (spec, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_TOOLS);
  sluice_request_set_strict (request, json_object_get_boolean_member_with_default (spec, "strict",
                                                                                   FALSE));

  return request;
}

static SluiceRequest *
read_output_format (JsonObject *body)
{
  JsonObject *format = sluice_body_get_object (sluice_body_get_object (body, "outputConfig"),
                                               "textFormat");
  JsonObject *holder = sluice_body_get_object (sluice_body_get_object (format, "structure"),
                                               "jsonSchema");
  const char *text = sluice_body_get_string (holder, "schema");
  g_autoptr(JsonNode) schema = text != NULL ? json_from_string (text, NULL) : NULL;
  SluiceRequest *request;

  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema))
    return NULL;

  request = sluice_prompt_new_request (schema, sluice_body_get_string (holder, "name"),
                                       sluice_body_get_string (holder, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  return request;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  sluice_request_reader_read_numbers (request, sluice_body_get_object (body, "inferenceConfig"),
                                      "maxTokens", "temperature", NULL);
}

SluiceRequest *
sluice_bedrock_converse_decode_request (SluiceWire  *wire,
                                        JsonNode    *node,
                                        GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = read_tools,
    .read_format = read_output_format,
    .read_messages = read_messages,
    .read_settings = read_settings,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
