/* sluice-gemini-request.c: requests in the Gemini protocol
 *
 * Google, Gemini API reference, "models.generateContent", and Vertex AI, the same. Whether the
 * answer streams is in the address, not in the body, and so is the model.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-gemini-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

static void
add_text_part (JsonArray  *parts,
               const char *text)
{
  JsonObject *part = json_object_new ();

  json_object_set_string_member (part, "text", text);
  json_array_add_object_element (parts, part);
}

static JsonObject *
parse_object (const char *text)
{
  g_autoptr(JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                       : json_object_new ();
}

static void
add_calls (JsonArray     *parts,
           SluiceMessage *message)
{
  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      JsonObject *part = json_object_new ();
      JsonObject *call = json_object_new ();

      if (sluice_message_get_tool_id (message, i) != NULL)
        json_object_set_string_member (call, "id", sluice_message_get_tool_id (message, i));
      json_object_set_string_member (call, "name", sluice_message_get_tool_name (message, i));
      json_object_set_object_member (call, "args",
                                     parse_object (sluice_message_get_tool_arguments (message, i)));
      json_object_set_object_member (part, "functionCall", call);
      json_array_add_object_element (parts, part);
    }
}

/* Tool messages come of reasks only, so what they tell is an error. */
static void
add_result (JsonArray     *parts,
            SluiceMessage *message)
{
  JsonObject *part = json_object_new ();
  JsonObject *result = json_object_new ();
  JsonObject *response = json_object_new ();

  if (sluice_message_get_tool_id (message, 0) != NULL)
    json_object_set_string_member (result, "id", sluice_message_get_tool_id (message, 0));
  if (sluice_message_get_tool_name (message, 0) != NULL)
    json_object_set_string_member (result, "name", sluice_message_get_tool_name (message, 0));
  json_object_set_string_member (response, "error", sluice_message_get_text (message));
  json_object_set_object_member (result, "response", response);
  json_object_set_object_member (part, "functionResponse", result);
  json_array_add_object_element (parts, part);
}

/* The parts of the last turn, if it is of this role, else of a new one. */
static JsonArray *
get_turn (JsonArray  *contents,
          const char *role)
{
  guint n = json_array_get_length (contents);
  JsonObject *turn = n > 0 ? json_array_get_object_element (contents, n - 1) : NULL;

  if (turn == NULL || !g_str_equal (json_object_get_string_member (turn, "role"), role))
    {
      turn = json_object_new ();
      json_object_set_string_member (turn, "role", role);
      json_object_set_array_member (turn, "parts", json_array_new ());
      json_array_add_object_element (contents, turn);
    }

  return json_object_get_array_member (turn, "parts");
}

static void
set_contents (JsonObject    *body,
              SluiceRequest *request)
{
  g_autoptr(GPtrArray) messages = sluice_prompt_list_messages (request, SLUICE_PROMPT_OWN_SYSTEM);
  JsonArray *system = json_array_new ();
  JsonArray *contents = json_array_new ();

  for (guint i = 0; i < messages->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (messages, i);
      const char *text = sluice_message_get_text (message);

      switch (sluice_message_get_role (message))
        {
        case SLUICE_ROLE_SYSTEM:
          add_text_part (system, text);
          break;

        case SLUICE_ROLE_ASSISTANT:
          if (*text != '\0')
            add_text_part (get_turn (contents, "model"), text);
          add_calls (get_turn (contents, "model"), message);
          break;

        case SLUICE_ROLE_TOOL:
          add_result (get_turn (contents, "user"), message);
          break;

        case SLUICE_ROLE_USER:
        default:
          add_text_part (get_turn (contents, "user"), text);
          break;
        }
    }

  json_object_set_array_member (body, "contents", contents);
  if (json_array_get_length (system) > 0)
    {
      JsonObject *instruction = json_object_new ();

      json_object_set_array_member (instruction, "parts", json_array_ref (system));
      json_object_set_object_member (body, "systemInstruction", instruction);
    }
  json_array_unref (system);
}

static void
set_tools (JsonObject    *body,
           SluiceWire    *wire,
           SluiceRequest *request)
{
  g_autoptr(GPtrArray) tools = sluice_tools_new (wire, request);
  JsonArray *declarations = json_array_new ();
  JsonArray *names = json_array_new ();
  JsonArray *array = json_array_new ();
  JsonObject *tool = json_object_new ();
  JsonObject *config = json_object_new ();
  JsonObject *calling = json_object_new ();

  for (guint i = 0; i < tools->len; i++)
    {
      SluiceTool *declared = g_ptr_array_index (tools, i);

      json_array_add_object_element (declarations, sluice_tool_to_object (declared, "parameters"));
      json_array_add_string_element (names, declared->name);
    }
  json_object_set_array_member (tool, "functionDeclarations", declarations);
  json_array_add_object_element (array, tool);
  json_object_set_array_member (body, "tools", array);

  json_object_set_string_member (calling, "mode", "ANY");
  json_object_set_array_member (calling, "allowedFunctionNames", names);
  json_object_set_object_member (config, "functionCallingConfig", calling);
  json_object_set_object_member (body, "toolConfig", config);
}

/* Efforts in tokens of thought, as Google's own OpenAI-compatible server counts them. */
static int
get_thinking_budget (const char *effort)
{
  if (g_str_equal (effort, "none"))
    return 0;
  if (g_str_equal (effort, "minimal") || g_str_equal (effort, "low"))
    return 1024;

  return g_str_equal (effort, "medium") ? 8192 : 24576;
}

static void
set_thinking (JsonObject *config,
              const char *effort)
{
  JsonObject *thinking = json_object_new ();
  int budget = get_thinking_budget (effort);

  json_object_set_int_member (thinking, "thinkingBudget", budget);
  if (budget > 0)
    json_object_set_boolean_member (thinking, "includeThoughts", TRUE);
  json_object_set_object_member (config, "thinkingConfig", thinking);
}

static void
set_config (JsonObject    *body,
            SluiceWire    *wire,
            SluiceRequest *request)
{
  SluiceMode mode = sluice_request_get_mode (request);
  JsonObject *config = json_object_new ();

  if (sluice_request_get_max_tokens (request) >= 0)
    json_object_set_int_member (config, "maxOutputTokens", sluice_request_get_max_tokens (request));
  if (!isnan (sluice_request_get_temperature (request)))
    json_object_set_double_member (config, "temperature", sluice_request_get_temperature (request));
  if (sluice_request_get_seed (request) >= 0)
    json_object_set_int_member (config, "seed", sluice_request_get_seed (request));
  if (sluice_request_get_stop (request) != NULL)
    json_object_set_array_member (config, "stopSequences",
                                  sluice_body_make_strings (sluice_request_get_stop (request)));
  if (sluice_request_get_reasoning_effort (request) != NULL)
    set_thinking (config, sluice_request_get_reasoning_effort (request));

  if (sluice_request_get_schema (request) != NULL
      && (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_JSON_SCHEMA))
    {
      json_object_set_string_member (config, "responseMimeType", "application/json");
      if (mode == SLUICE_MODE_JSON_SCHEMA)
        {
          g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);

          json_object_set_member (config, "responseSchema",
                                  json_node_copy (sluice_sent_schema_get_json (sent)));
        }
    }

  if (json_object_get_size (config) > 0)
    json_object_set_object_member (body, "generationConfig", json_object_ref (config));
  json_object_unref (config);
}

JsonNode *
sluice_gemini_encode_request (SluiceWire     *wire,
                              SluiceRequest  *request,
                              GError        **error)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_node_take_object (node, body);

  set_contents (body, request);
  if (sluice_tools_are_sent (request))
    set_tools (body, wire, request);
  set_config (body, wire, request);

  return node;
}

/* Reading. Clients write each name in one of two ways: googleSearch and google_search. */

static JsonNode *
get_member (JsonObject *object,
            const char *name,
            const char *other_name)
{
  JsonNode *member = object != NULL ? json_object_get_member (object, name) : NULL;

  if (member == NULL && object != NULL)
    member = json_object_get_member (object, other_name);

  return member;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name,
            const char *other_name)
{
  JsonNode *member = get_member (object, name, other_name);

  return member != NULL && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

/* The type of OpenAPI 3.0, in capitals and maybe nullable, as JSON Schema has it. */
static void
convert_type (JsonObject *schema)
{
  const char *type = sluice_body_get_string (schema, "type");
  g_autofree char *name = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  if (name == NULL)
    return;

  if (!json_object_get_boolean_member_with_default (schema, "nullable", FALSE))
    json_object_set_string_member (schema, "type", name);
  else
    {
      JsonArray *types = json_array_new ();

      json_array_add_string_element (types, name);
      json_array_add_string_element (types, "null");
      json_object_set_array_member (schema, "type", types);
      json_object_remove_member (schema, "nullable");
    }
  json_object_remove_member (schema, "propertyOrdering");
}

static JsonNode *convert_schema (JsonNode *node, gboolean is_schema);

static JsonNode *
convert_members (JsonObject *object,
                 gboolean    is_schema)
{
  JsonNode *converted = json_node_new (JSON_NODE_OBJECT);
  JsonObject *result = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      /* the members of "properties" are schemas, their names are no keywords */
      gboolean names_schemas = is_schema && (g_str_equal (name, "properties")
                                             || g_str_equal (name, "$defs"));

      json_object_set_member (result, name, convert_schema (member, !names_schemas));
    }
  if (is_schema)
    convert_type (result);
  json_node_take_object (converted, result);

  return converted;
}

/* A copy in which every schema has the types of JSON Schema. */
static JsonNode *
convert_schema (JsonNode *node,
                gboolean  is_schema)
{
  JsonNode *converted;
  JsonArray *array, *result;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return convert_members (json_node_get_object (node), is_schema);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);

  array = json_node_get_array (node);
  result = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (result, convert_schema (json_array_get_element (array, i), is_schema));
  converted = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (converted, result);

  return converted;
}

static void
read_call (SluiceMessage *message,
           JsonObject    *call)
{
  g_autofree char *args = NULL;

  if (sluice_body_get_object (call, "args") != NULL)
    args = json_to_string (json_object_get_member (call, "args"), FALSE);
  sluice_message_add_tool_call (message, sluice_body_get_string (call, "id"),
                                sluice_body_get_string (call, "name"),
                                args != NULL ? args : "{}");
}

static void
read_result (SluiceRequest *request,
             JsonObject    *result)
{
  JsonObject *response = sluice_body_get_object (result, "response");
  const char *problem = sluice_body_get_string (response, "error");
  g_autofree char *text = NULL;
  g_autoptr(SluiceMessage) message = NULL;

  text = problem != NULL || response == NULL
         ? g_strdup (problem != NULL ? problem : "")
         : json_to_string (json_object_get_member (result, "response"), FALSE);
  message = sluice_message_new_tool_result (sluice_body_get_string (result, "id"),
                                            sluice_body_get_string (result, "name"), text);
  sluice_request_add_message (request, message);
}

static void
read_turn (SluiceRequest *request,
           JsonObject    *turn)
{
  gboolean is_model = g_strcmp0 (sluice_body_get_string (turn, "role"), "model") == 0;
  JsonArray *parts = sluice_body_get_array (turn, "parts");
  g_autofree char *text = NULL;
  g_autoptr(SluiceMessage) message = NULL;

  text = sluice_body_read_text (json_object_get_member (turn, "parts"));
  message = sluice_message_new (is_model ? SLUICE_ROLE_ASSISTANT : SLUICE_ROLE_USER, text);

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);
      JsonObject *part = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *call = get_object (part, "functionCall", "function_call");
      JsonObject *result = get_object (part, "functionResponse", "function_response");

      if (call != NULL)
        read_call (message, call);
      if (result != NULL)
        read_result (request, result);
    }

  if (*text != '\0' || sluice_message_get_n_tool_calls (message) > 0)
    sluice_request_add_message (request, message);
}

static gboolean
read_contents (SluiceRequest  *request,
               JsonObject     *body,
               GError        **error)
{
  JsonObject *system = get_object (body, "systemInstruction", "system_instruction");
  JsonArray *contents = sluice_body_get_array (body, "contents");

  if (contents == NULL)
    {
      g_set_error_literal (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST,
                           _("The request has no messages"));
      return FALSE;
    }

  if (system != NULL)
    {
      g_autofree char *text = sluice_body_read_text (json_object_get_member (system, "parts"));

      sluice_request_reader_add_text (request, SLUICE_ROLE_SYSTEM, text);
    }
  for (guint i = 0; i < json_array_get_length (contents); i++)
    {
      JsonNode *turn = json_array_get_element (contents, i);

      if (JSON_NODE_HOLDS_OBJECT (turn))
        read_turn (request, json_node_get_object (turn));
    }

  return TRUE;
}

/* The one name that is allowed, if it is one. */
static const char *
find_allowed_name (JsonObject *body)
{
  JsonObject *config = get_object (body, "toolConfig", "tool_config");
  JsonObject *calling = get_object (config, "functionCallingConfig", "function_calling_config");
  JsonNode *names = get_member (calling, "allowedFunctionNames", "allowed_function_names");

  if (names == NULL || !JSON_NODE_HOLDS_ARRAY (names)
      || json_array_get_length (json_node_get_array (names)) != 1)
    return NULL;

  return json_array_get_string_element (json_node_get_array (names), 0);
}

static JsonObject *
find_declaration (JsonObject *body)
{
  JsonNode *tools = json_object_get_member (body, "tools");
  const char *name = find_allowed_name (body);
  guint n = tools != NULL && JSON_NODE_HOLDS_ARRAY (tools)
            ? json_array_get_length (json_node_get_array (tools)) : 1;

  for (guint i = 0; tools != NULL && i < n; i++)
    {
      JsonNode *tool = JSON_NODE_HOLDS_ARRAY (tools)
                       ? json_array_get_element (json_node_get_array (tools), i) : tools;
      JsonNode *declarations = NULL;
      JsonObject *found;

      if (JSON_NODE_HOLDS_OBJECT (tool))
        declarations = get_member (json_node_get_object (tool), "functionDeclarations",
                                   "function_declarations");
      if (declarations == NULL || !JSON_NODE_HOLDS_ARRAY (declarations))
        continue;
      found = sluice_request_reader_find_tool (json_node_get_array (declarations), NULL, name);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static SluiceRequest *
read_tools (JsonObject *body)
{
  JsonObject *declaration = find_declaration (body);
  JsonNode *parameters = get_member (declaration, "parameters", "parametersJsonSchema");
  g_autoptr(JsonNode) schema = NULL;
  SluiceRequest *request;

  if (parameters == NULL)
    parameters = get_member (declaration, "parameters_json_schema", "parametersJsonSchema");
  if (parameters == NULL || !JSON_NODE_HOLDS_OBJECT (parameters))
    return NULL;

  schema = convert_schema (parameters, TRUE);
  request = sluice_prompt_new_request (schema, sluice_body_get_string (declaration, "name"),
                                       sluice_body_get_string (declaration, "description"));
  sluice_request_set_mode (request, SLUICE_MODE_TOOLS);

  return request;
}

static SluiceRequest *
read_format (JsonObject *body)
{
  JsonObject *config = get_object (body, "generationConfig", "generation_config");
  JsonNode *sent = get_member (config, "responseSchema", "response_schema");
  g_autoptr(JsonNode) schema = NULL;
  SluiceRequest *request;

  if (sent == NULL)
    sent = get_member (config, "responseJsonSchema", "response_json_schema");
  if (sent == NULL || !JSON_NODE_HOLDS_OBJECT (sent))
    return NULL;

  schema = convert_schema (sent, TRUE);
  request = sluice_prompt_new_request (schema, NULL, NULL);
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  return request;
}

static gboolean
asks_for_json (JsonObject *body)
{
  JsonObject *config = get_object (body, "generationConfig", "generation_config");
  JsonNode *type = get_member (config, "responseMimeType", "response_mime_type");

  return type != NULL && JSON_NODE_HOLDS_VALUE (type)
         && g_strcmp0 (json_node_get_string (type), "application/json") == 0;
}

static void
read_settings (SluiceRequest *request,
               JsonObject    *body)
{
  JsonObject *config = get_object (body, "generationConfig", "generation_config");

  sluice_request_reader_read_numbers (request, config, "maxOutputTokens", "temperature", "seed");
  sluice_request_reader_read_numbers (request, config, "max_output_tokens", NULL, NULL);
}

SluiceRequest *
sluice_gemini_decode_request (SluiceWire  *wire,
                              JsonNode    *node,
                              GError     **error)
{
  static const SluiceRequestReader reader = {
    .read_tools = read_tools,
    .read_format = read_format,
    .read_messages = read_contents,
    .asks_for_json = asks_for_json,
    .read_settings = read_settings,
  };

  return sluice_request_reader_read (&reader, json_node_get_object (node), error);
}
