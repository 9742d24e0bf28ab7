/* sluice-anthropic-messages-request.c: requests in the messages protocol
 *
 * Anthropic, API reference, "Create a Message" and "Structured outputs".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-anthropic-messages-private.h"
#include "wire/sluice-body-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* The protocol wants a limit in every request. */
#define DEFAULT_MAX_TOKENS 4096

/* Writing */

static JsonObject *
make_text_block (const char *text)
{
  JsonObject *block = json_object_new ();

  json_object_set_string_member (block, "type", "text");
  json_object_set_string_member (block, "text", text);

  return block;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

static char *
make_call_id (const char *id,
              guint       position)
{
  return id != NULL ? g_strdup (id) : g_strdup_printf ("toolu_%u", position);
}

/* The input is a value here, not a text; what is none becomes the empty object. */
static JsonNode *
make_input (const char *arguments)
{
  g_autoptr(JsonNode) input = arguments != NULL ? json_from_string (arguments, NULL) : NULL;

  if (input != NULL && JSON_NODE_HOLDS_OBJECT (input))
    return g_steal_pointer (&input);

  return json_node_init_object (json_node_alloc (), json_object_new ());
}

/* The blocks of a message of the assistant. Blocks of blank text are refused. */
static JsonArray *
make_assistant_blocks (SluiceMessage *message)
{
  JsonArray *blocks = json_array_new ();

  if (!is_blank (sluice_message_get_text (message)))
    json_array_add_object_element (blocks, make_text_block (sluice_message_get_text (message)));

  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, i), i);
      JsonObject *block = json_object_new ();

      json_object_set_string_member (block, "type", "tool_use");
      json_object_set_string_member (block, "id", id);
      json_object_set_string_member (block, "name", sluice_message_get_tool_name (message, i));
      json_object_set_member (block, "input",
                              make_input (sluice_message_get_tool_arguments (message, i)));
      json_array_add_object_element (blocks, block);
    }

  return blocks;
}

/* Tool messages come of reasks only, so what they tell is an error. */
static JsonObject *
make_result_block (SluiceMessage *message,
                   guint          position)
{
  g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, 0), position);
  JsonObject *block = json_object_new ();

  json_object_set_string_member (block, "type", "tool_result");
  json_object_set_string_member (block, "tool_use_id", id);
  json_object_set_string_member (block, "content", sluice_message_get_text (message));
  json_object_set_boolean_member (block, "is_error", TRUE);

  return block;
}

static JsonArray *
add_blocks (JsonArray  *messages,
            const char *role,
            JsonArray  *blocks)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", role);
  json_object_set_array_member (object, "content", blocks);
  json_array_add_object_element (messages, object);

  return blocks;
}

static void
add_text (JsonArray  *messages,
          const char *role,
          const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", role);
  json_object_set_string_member (object, "content", text);
  json_array_add_object_element (messages, object);
}

/* System messages are not in the list but beside it; results of calls that were made together
 * go into one message. */
static void
set_messages (JsonObject    *body,
              SluiceRequest *request)
{
  g_autoptr(GPtrArray) messages = NULL;
  JsonArray *system = json_array_new ();
  JsonArray *array = json_array_new ();
  JsonArray *results = NULL;  /* borrowed: of the message that collects them */

  messages = sluice_prompt_list_messages (request, SLUICE_PROMPT_OWN_SYSTEM);
  for (guint i = 0; i < messages->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (messages, i);
      const char *text = sluice_message_get_text (message);

      if (sluice_message_get_role (message) != SLUICE_ROLE_TOOL)
        results = NULL;

      switch (sluice_message_get_role (message))
        {
        case SLUICE_ROLE_SYSTEM:
          if (!is_blank (text))
            json_array_add_object_element (system, make_text_block (text));
          break;

        case SLUICE_ROLE_USER:
          add_text (array, "user", text);
          break;

        case SLUICE_ROLE_ASSISTANT:
          if (sluice_message_get_n_tool_calls (message) > 0)
            add_blocks (array, "assistant", make_assistant_blocks (message));
          else
            add_text (array, "assistant", text);
          break;

        case SLUICE_ROLE_TOOL:
          if (results == NULL)
            results = add_blocks (array, "user", json_array_new ());
          json_array_add_object_element (results,
                                         make_result_block (message,
                                                            json_array_get_length (results)));
          break;
        }
    }

  if (json_array_get_length (system) > 0)
    json_object_set_array_member (body, "system", json_array_ref (system));
  json_array_unref (system);
  json_object_set_array_member (body, "messages", array);
}

/* Tokens of thought for an effort; 0 = it does not think. */
static int
get_thinking_budget (SluiceRequest *request)
{
  const char *effort = sluice_request_get_reasoning_effort (request);

  if (effort == NULL || g_str_equal (effort, "none"))
    return 0;
  if (g_str_equal (effort, "minimal") || g_str_equal (effort, "low"))
    return 1024;

  return g_str_equal (effort, "medium") ? 4096 : 16384;
}

/* The limit counts the thoughts, too, so they come on top of what the answer may have. */
static void
set_limits (JsonObject    *body,
            SluiceRequest *request)
{
  int max_tokens = sluice_request_get_max_tokens (request);
  int budget = get_thinking_budget (request);

  if (max_tokens < 0)
    max_tokens = DEFAULT_MAX_TOKENS;
  json_object_set_int_member (body, "max_tokens", (gint64) max_tokens + budget);

  if (budget > 0)
    {
      JsonObject *thinking = json_object_new ();

      json_object_set_string_member (thinking, "type", "enabled");
      json_object_set_int_member (thinking, "budget_tokens", budget);
      json_object_set_object_member (body, "thinking", thinking);
    }
}

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  g_autoptr(GPtrArray) tools = sluice_tools_new (wire, request);
  JsonArray *array = json_array_new ();
  JsonObject *choice = json_object_new ();

  for (guint i = 0; i < tools->len; i++)
    {
      SluiceTool *tool = g_ptr_array_index (tools, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", tool->name);
      json_object_set_string_member (object, "description", tool->description);
      if (sluice_request_get_strict (request))
        json_object_set_boolean_member (object, "strict", TRUE);
      json_object_set_member (object, "input_schema", json_node_copy (tool->parameters));
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (body, "tools", array);

  /* a model that thinks may not be made to call a tool */
  if (sluice_tools_are_many (request) || get_thinking_budget (request) > 0)
    json_object_set_string_member (choice, "type", "auto");
  else
    {
      json_object_set_string_member (choice, "type", "tool");
      json_object_set_string_member (choice, "name", sluice_request_get_tool_name (request));
      json_object_set_boolean_member (choice, "disable_parallel_tool_use", TRUE);
    }
  json_object_set_object_member (body, "tool_choice", choice);
}

static void
set_output_format (JsonObject    *body,
                   SluiceWire    *wire,
                   SluiceRequest *request)
{
  g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
  JsonObject *config = json_object_new ();
  JsonObject *format = json_object_new ();

  json_object_set_string_member (format, "type", "json_schema");
  json_object_set_member (format, "schema",
                          json_node_copy (sluice_sent_schema_get_json (sent)));
  json_object_set_object_member (config, "format", format);
  json_object_set_object_member (body, "output_config", config);
}

JsonNode *
sluice_anthropic_messages_encode_request (SluiceWire     *wire,
                                          SluiceRequest  *request,
                                          GError        **error)
{
  SluiceMode mode = sluice_request_get_mode (request);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  if (sluice_request_get_model (request) != NULL)
    json_object_set_string_member (body, "model", sluice_request_get_model (request));
  set_limits (body, request);
  set_messages (body, request);
  if (sluice_request_get_stream (request))
    json_object_set_boolean_member (body, "stream", TRUE);
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (body, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (body, "stop_sequences",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));

  if (sluice_request_get_schema (request) != NULL)
    {
      if (sluice_tools_are_sent (request))
        set_tools (body, wire, request);
      else if (mode == SLUICE_MODE_JSON_SCHEMA)
        set_output_format (body, wire, request);
    }

  return node;
}

/* Reading */

static char *
input_to_text (JsonObject *block)
{
  JsonNode *input = json_object_get_member (block, "input");

  return input != NULL ? json_to_string (input, FALSE) : g_strdup ("{}");
}

/* One block of a message: a call of the assistant, or the result of one, which is a message of
 * its own here. The texts are read with the message. */
static void
read_block (SluiceRequest *request,
            SluiceMessage *message,
            JsonObject    *block)
{
  const char *type = sluice_body_get_string (block, "type");

  if (g_strcmp0 (type, "tool_use") == 0)
    {
      g_autofree char *input = input_to_text (block);

      sluice_message_add_tool_call (message, sluice_body_get_string (block, "id"),
                                    sluice_body_get_string (block, "name"), input);
    }
  else if (g_strcmp0 (type, "tool_result") == 0)
    {
      g_autofree char *text = NULL;
      g_autoptr(SluiceMessage) result = NULL;

      text = sluice_body_read_text (json_object_get_member (block, "content"));
      result = sluice_message_new_tool_result (sluice_body_get_string (block, "tool_use_id"),
                                               NULL, text);
      sluice_request_add_message (request, result);
    }
}

static gboolean
read_message (SluiceRequest  *request,
              JsonNode       *node,
              GError        **error)
{
  g_autoptr(SluiceMessage) message = NULL;
  g_autofree char *text = NULL;
  const char *role_name = NULL;
  JsonNode *content;
  SluiceRole role;

  if (JSON_NODE_HOLDS_OBJECT (node))
    role_name = sluice_body_get_string (json_node_get_object (node), "role");
  if (role_name == NULL || !sluice_role_from_string (role_name, &role))
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("A message has no role that is known"));
      return FALSE;
    }

  content = json_object_get_member (json_node_get_object (node), "content");
  text = sluice_body_read_text (content);
  message = sluice_message_new (role, text);

  if (content != NULL && JSON_NODE_HOLDS_ARRAY (content))
    {
      JsonArray *blocks = json_node_get_array (content);

      for (guint i = 0; i < json_array_get_length (blocks); i++)
        {
          JsonNode *block = json_array_get_element (blocks, i);

          if (JSON_NODE_HOLDS_OBJECT (block))
            read_block (request, message, json_node_get_object (block));
        }
    }

  if (*text != '\0' || sluice_message_get_n_tool_calls (message) > 0)
    sluice_request_add_message (request, message);

  return TRUE;
}

static void
read_system (SluiceRequest *request,
             JsonObject    *body)
{
  JsonNode *system = json_object_get_member (body, "system");
  JsonArray *blocks;

  if (system == NULL)
    return;

  if (!JSON_NODE_HOLDS_ARRAY (system))
    {
      g_autofree char *text = sluice_body_read_text (system);
      g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_SYSTEM, text);

      sluice_request_add_message (request, message);
      return;
    }

  blocks = json_node_get_array (system);
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    {
      JsonNode *block = json_array_get_element (blocks, i);
      g_autoptr(SluiceMessage) message = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (block))
        continue;
      message = sluice_message_new (SLUICE_ROLE_SYSTEM,
                                    sluice_body_get_string (json_node_get_object (block), "text"));
      sluice_request_add_message (request, message);
    }
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

  read_system (request, body);
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      if (!read_message (request, json_array_get_element (messages, i), error))
        return FALSE;
    }

  return TRUE;
}

/* The tool that the client wants called: the one it names, or the first it made itself. */
static JsonObject *
find_tool (JsonObject *body)
{
  JsonObject *choice = sluice_body_get_object (body, "tool_choice");
  const char *name = sluice_body_get_string (choice, "name");
  JsonArray *tools = sluice_body_get_array (body, "tools");
  JsonObject *first = NULL;

  if (g_strcmp0 (sluice_body_get_string (choice, "type"), "none") == 0)
    return NULL;

  for (guint i = 0; tools != NULL && i < json_array_get_length (tools); i++)
    {
      JsonNode *node = json_array_get_element (tools, i);
      JsonObject *tool = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (sluice_body_get_object (tool, "input_schema") == NULL)
        continue;
      if (g_strcmp0 (sluice_body_get_string (tool, "name"), name) == 0)
        return tool;
      if (first == NULL)
        first = tool;
    }

  return first;
}

static SluiceRequest *
read_tools (JsonObject *body)
{
  JsonObject *tool = find_tool (body);
  SluiceRequest *request;

  if (tool == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (tool, "input_schema"),
                                       sluice_body_get_string (tool, "name"),
                                       sluice_body_get_string (tool, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_TOOLS);
  sluice_request_set_strict (request, json_object_get_boolean_member_with_default (tool, "strict",
                                                                                   FALSE));

  return request;
}

/* output_config.format, or output_format as it was called before */
static SluiceRequest *
read_output_format (JsonObject *body)
{
  JsonObject *config = sluice_body_get_object (body, "output_config");
  JsonObject *format = sluice_body_get_object (config, "format");
  SluiceRequest *request;

  if (format == NULL)
    format = sluice_body_get_object (body, "output_format");
  if (sluice_body_get_object (format, "schema") == NULL)
    return NULL;

  request = sluice_prompt_new_request (json_object_get_member (format, "schema"), NULL, NULL);
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  return request;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  sluice_request_set_model (request, sluice_body_get_string (body, "model"));
  sluice_request_set_stream (request, json_object_get_boolean_member_with_default (body, "stream",
                                                                                   FALSE));
  sluice_request_reader_read_numbers (request, body, "max_tokens", "temperature", NULL);
}

SluiceRequest *
sluice_anthropic_messages_decode_request (SluiceWire  *wire,
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
