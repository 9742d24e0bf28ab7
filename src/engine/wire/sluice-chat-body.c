/* sluice-chat-body.c: messages and tools as the chat protocols have them
 *
 * OpenAI, API reference, "Create chat completion"; Cohere, "Chat (V2)"; Ollama, "Generate a chat
 * completion".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-chat-body-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"
#include "wire/sluice-tool-private.h"

/* Writing */

/* Some providers give their calls no id, but all want one back. */
static char *
make_call_id (const char *id,
              guint       position)
{
  return id != NULL ? g_strdup (id) : g_strdup_printf ("call_%u", position);
}

/* The arguments as a text, or as the value that the text is; what is none becomes {}. */
static void
set_arguments (JsonObject      *function,
               const char      *arguments,
               SluiceChatFlags  flags)
{
  g_autoptr(JsonNode) value = NULL;

  if (!(flags & SLUICE_CHAT_ARGUMENTS_AS_VALUES))
    {
      json_object_set_string_member (function, "arguments", arguments != NULL ? arguments : "");
      return;
    }

  value = arguments != NULL ? json_from_string (arguments, NULL) : NULL;
  if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    json_object_set_member (function, "arguments", g_steal_pointer (&value));
  else
    json_object_set_object_member (function, "arguments", json_object_new ());
}

static JsonArray *
make_calls (SluiceMessage   *message,
            SluiceChatFlags  flags)
{
  JsonArray *calls = json_array_new ();

  for (guint i = 0; i < sluice_message_get_n_tool_calls (message); i++)
    {
      g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, i), i);
      JsonObject *call = json_object_new ();
      JsonObject *function = json_object_new ();

      json_object_set_string_member (call, "id", id);
      json_object_set_string_member (call, "type", "function");
      json_object_set_string_member (function, "name",
                                     sluice_message_get_tool_name (message, i));
      set_arguments (function, sluice_message_get_tool_arguments (message, i), flags);
      json_object_set_object_member (call, "function", function);
      json_array_add_object_element (calls, call);
    }

  return calls;
}

static void
set_tool_result (JsonObject      *object,
                 SluiceMessage   *message,
                 guint            position,
                 SluiceChatFlags  flags)
{
  g_autofree char *id = make_call_id (sluice_message_get_tool_id (message, 0), position);
  const char *name = sluice_message_get_tool_name (message, 0);

  json_object_set_string_member (object, "tool_call_id", id);
  if (name != NULL && !(flags & SLUICE_CHAT_NAMELESS_RESULTS))
    json_object_set_string_member (object, flags & SLUICE_CHAT_ARGUMENTS_AS_VALUES ? "tool_name"
                                                                                   : "name", name);
}

static JsonObject *
make_message (SluiceMessage   *message,
              guint            position,
              SluiceChatFlags  flags)
{
  SluiceRole role = sluice_message_get_role (message);
  const char *text = sluice_message_get_text (message);
  JsonObject *object = json_object_new ();
  gboolean has_calls = role == SLUICE_ROLE_ASSISTANT
                       && sluice_message_get_n_tool_calls (message) > 0;

  json_object_set_string_member (object, "role", sluice_role_to_string (role));
  if (role == SLUICE_ROLE_TOOL)
    set_tool_result (object, message, position, flags);
  if (has_calls && *text == '\0')
    {
      if (flags & SLUICE_CHAT_EMPTY_TEXT)
        json_object_set_string_member (object, "content", "");
      else if (!(flags & SLUICE_CHAT_NO_EMPTY_CONTENT))
        json_object_set_null_member (object, "content");
    }
  else
    json_object_set_string_member (object, "content", text);
  if (has_calls)
    json_object_set_array_member (object, "tool_calls", make_calls (message, flags));

  return object;
}

JsonArray *
sluice_chat_make_messages (SluiceRequest   *request,
                           SluiceChatFlags  flags)
{
  g_autoptr(GPtrArray) messages = NULL;
  JsonArray *array = json_array_new ();
  guint position = 0;  /* of a tool message among those that answer one assistant message */

  messages = sluice_prompt_list_messages (request, SLUICE_PROMPT_JOIN_SYSTEM);
  for (guint i = 0; i < messages->len; i++)
    {
      SluiceMessage *message = g_ptr_array_index (messages, i);

      json_array_add_object_element (array, make_message (message, position, flags));
      position = sluice_message_get_role (message) == SLUICE_ROLE_TOOL ? position + 1 : 0;
    }

  return array;
}

JsonArray *
sluice_chat_make_tools (SluiceWire    *wire,
                        SluiceRequest *request)
{
  g_autoptr(GPtrArray) tools = sluice_tools_new (wire, request);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tools->len; i++)
    {
      SluiceTool *tool = g_ptr_array_index (tools, i);
      JsonObject *object = json_object_new ();
      JsonObject *function = json_object_new ();

      json_object_set_string_member (function, "name", tool->name);
      json_object_set_string_member (function, "description", tool->description);
      if (sluice_request_get_strict (request))
        json_object_set_boolean_member (function, "strict", TRUE);
      json_object_set_member (function, "parameters", json_node_copy (tool->parameters));
      json_object_set_string_member (object, "type", "function");
      json_object_set_object_member (object, "function", function);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* Reading */

/* A text, or the value that it would be. */
static char *
read_arguments (JsonObject *function)
{
  JsonObject *value = sluice_body_get_object (function, "arguments");

  if (value != NULL)
    return json_to_string (json_object_get_member (function, "arguments"), FALSE);

  return g_strdup (sluice_body_get_string (function, "arguments"));
}

static void
read_calls (SluiceMessage *message,
            JsonArray     *calls)
{
  for (guint i = 0; calls != NULL && i < json_array_get_length (calls); i++)
    {
      JsonNode *call = json_array_get_element (calls, i);
      g_autofree char *arguments = NULL;
      JsonObject *function;

      if (!JSON_NODE_HOLDS_OBJECT (call))
        continue;
      function = sluice_body_get_object (json_node_get_object (call), "function");
      arguments = read_arguments (function);
      sluice_message_add_tool_call (message, sluice_body_get_string (json_node_get_object (call), "id"),
                                    sluice_body_get_string (function, "name"), arguments);
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
    {
      const char *name = sluice_body_get_string (object, "name");

      if (name == NULL)
        name = sluice_body_get_string (object, "tool_name");
      message = sluice_message_new_tool_result (sluice_body_get_string (object, "tool_call_id"),
                                                name, text);
    }
  else
    message = sluice_message_new (role, text);
  read_calls (message, sluice_body_get_array (object, "tool_calls"));
  sluice_request_add_message (request, message);

  return TRUE;
}

gboolean
sluice_chat_read_messages (SluiceRequest  *request,
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

/* The tool that the client wants called: the one it names, or the first. */
static JsonObject *
find_tool (JsonObject *body)
{
  JsonObject *choice = sluice_body_get_object (body, "tool_choice");
  const char *name = sluice_body_get_string (sluice_body_get_object (choice, "function"), "name");
  JsonArray *tools = sluice_body_get_array (body, "tools");
  return sluice_request_reader_find_tool (tools, "function", name);
}

SluiceRequest *
sluice_chat_read_tools (JsonObject *body)
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
