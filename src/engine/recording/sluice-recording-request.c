/* sluice-recording-request.c: the request beside a provider's response body
 *
 * A request may offer several tools and an answer format at once; which of them is the schema, only
 * the answer tells.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser.h"
#include "recording/sluice-recording-private.h"

/* The tool that the answer calls first; it is told before its arguments. */
static void
event_cb (const SluiceStreamEvent *event,
          gpointer                 user_data)
{
  char **called = user_data;

  if (*called == NULL && event->kind == SLUICE_STREAM_TOOL_CALL && event->name != NULL)
    *called = g_strdup (event->name);
}

static char *
find_called_tool (SluiceRecording *self,
                  gboolean         streamed)
{
  g_autoptr(SluiceDecoder) decoder =
    sluice_wire_create_decoder (sluice_recording_get_wire (self),
                                sluice_recording_get_status (self), streamed);
  char *called = NULL;

  sluice_decoder_set_func (decoder, event_cb, NULL, &called);
  for (guint i = 0; i < sluice_recording_get_n_chunks (self) && called == NULL; i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (sluice_recording_get_chunk (self, i, NULL), &size);

      sluice_decoder_push (decoder, data, size);
    }
  if (called == NULL)
    sluice_decoder_finish (decoder);

  return called;
}

static const char *
get_tool_name (JsonNode *tool)
{
  JsonObject *object;
  JsonNode *function;

  if (!JSON_NODE_HOLDS_OBJECT (tool))
    return NULL;

  object = json_node_get_object (tool);
  function = json_object_get_member (object, "function");
  if (function != NULL && JSON_NODE_HOLDS_OBJECT (function))
    object = json_node_get_object (function);

  return json_object_get_string_member_with_default (object, "name", NULL);
}

/* The same request, had it offered this tool only, or none (NULL). */
static JsonNode *
narrow_tools (JsonNode   *body,
              const char *called)
{
  JsonNode *narrowed = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *kept = json_array_new ();
  JsonNode *tools = json_object_get_member (json_node_get_object (body), "tools");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (body));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!g_str_equal (name, "tools") && !g_str_equal (name, "tool_choice"))
      json_object_set_member (object, name, json_node_copy (value));

  for (guint i = 0; called != NULL && i < json_array_get_length (json_node_get_array (tools)); i++)
    {
      JsonNode *tool = json_array_get_element (json_node_get_array (tools), i);

      if (g_strcmp0 (get_tool_name (tool), called) == 0)
        json_array_add_element (kept, json_node_copy (tool));
    }

  if (json_array_get_length (kept) > 0)
    json_object_set_array_member (object, "tools", json_array_ref (kept));
  json_array_unref (kept);
  json_node_take_object (narrowed, object);

  return narrowed;
}

static gboolean
offers_tools (JsonNode *body)
{
  JsonNode *tools;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return FALSE;

  tools = json_object_get_member (json_node_get_object (body), "tools");

  return tools != NULL && JSON_NODE_HOLDS_ARRAY (tools);
}

/* What was asked, as far as the answer is about it. */
static SluiceRequest *
decode_request (SluiceRecording *self,
                JsonNode        *body,
                gboolean         streamed)
{
  SluiceWire *wire = sluice_recording_get_wire (self);
  g_autofree char *called = NULL;
  g_autoptr(JsonNode) narrowed = NULL;
  g_autoptr(SluiceRequest) request = NULL;

  if (!offers_tools (body))
    return sluice_wire_decode_request (wire, body, NULL);

  called = find_called_tool (self, streamed);
  narrowed = narrow_tools (body, called);
  request = sluice_wire_decode_request (wire, narrowed, NULL);
  if (request != NULL && sluice_request_get_schema (request) != NULL)
    return g_steal_pointer (&request);

  return sluice_wire_decode_request (wire, body, NULL);
}

void
sluice_recording_read_request (SluiceRecording *self,
                               GBytes          *bytes,
                               gboolean         streamed)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autofree char *text = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* Our parser bounds the depth, which that of json-glib does not. */
  if (!sluice_parser_push (parser, data, size, NULL) || !sluice_parser_finish (parser, NULL))
    return;

  text = g_strndup (data, size);
  body = json_from_string (text, NULL);
  if (body == NULL)
    return;

  request = decode_request (self, body, streamed);
  sluice_recording_set_request (self, request);
  sluice_recording_set_body (self, body);
}
