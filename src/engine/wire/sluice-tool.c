/* sluice-tool.c: the tools that carry a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-prompt-private.h"
#include "wire/sluice-tool-private.h"

static void
tool_free (gpointer data)
{
  SluiceTool *self = data;

  g_free (self->name);
  g_free (self->description);
  g_clear_pointer (&self->parameters, json_node_unref);
  g_free (self);
}

/* The members of the union that a schema is; NULL where it is none. */
static JsonArray *
find_union (JsonNode *schema)
{
  static const char *const names[] = { "anyOf", "oneOf" };

  for (guint i = 0; JSON_NODE_HOLDS_OBJECT (schema) && i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *members = json_object_get_member (json_node_get_object (schema), names[i]);

      if (members != NULL && JSON_NODE_HOLDS_ARRAY (members))
        return json_node_get_array (members);
    }

  return NULL;
}

static JsonObject *
find_definition (JsonObject *root,
                 const char *reference)
{
  JsonObject *definitions;
  JsonNode *definition;

  if (!g_str_has_prefix (reference, "#/$defs/") || !json_object_has_member (root, "$defs"))
    return NULL;

  definitions = json_object_get_object_member (root, "$defs");
  definition = json_object_get_member (definitions, reference + strlen ("#/$defs/"));

  return definition != NULL && JSON_NODE_HOLDS_OBJECT (definition)
         ? json_node_get_object (definition) : NULL;
}

/* A member of a union as a schema of its own: what it refers to, with the definitions of all. */
static SluiceSchema *
make_member (JsonObject *root,
             JsonNode   *member)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *source = json_node_get_object (member);
  const char *reference = json_object_get_string_member_with_default (source, "$ref", NULL);
  JsonObject *definition = reference != NULL ? find_definition (root, reference) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, definition != NULL ? definition : source);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
  if (definition != NULL && !json_object_has_member (object, "title"))
    json_object_set_string_member (object, "title", strrchr (reference, '/') + 1);
  if (json_object_has_member (root, "$defs"))
    json_object_set_member (object, "$defs",
                            json_node_copy (json_object_get_member (root, "$defs")));
  json_node_take_object (node, object);

  return sluice_schema_new_for_json (node);
}

static void
add_tool (GPtrArray     *tools,
          SluiceWire    *wire,
          SluiceRequest *request)
{
  g_autoptr(SluiceSentSchema) sent = sluice_wire_send_schema (wire, request);
  SluiceTool *tool = g_new (SluiceTool, 1);

  tool->name = g_strdup (sluice_request_get_tool_name (request));
  tool->description = sluice_prompt_describe_tool (request);
  tool->parameters = json_node_copy (sluice_sent_schema_get_json (sent));
  g_ptr_array_add (tools, tool);
}

static void
add_member (GPtrArray     *tools,
            SluiceWire    *wire,
            SluiceRequest *request,
            SluiceSchema  *schema)
{
  g_autoptr(SluiceRequest) member = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);

  sluice_request_set_mode (member, sluice_request_get_mode (request));
  sluice_request_set_strict (member, sluice_request_get_strict (request));
  add_tool (tools, wire, member);
}

gboolean
sluice_tools_are_sent (SluiceRequest *request)
{
  SluiceMode mode = sluice_request_get_mode (request);

  return sluice_request_get_schema (request) != NULL
         && (mode == SLUICE_MODE_TOOLS || mode == SLUICE_MODE_PARALLEL_TOOLS
             || mode == SLUICE_MODE_RESPONSES_TOOLS);
}

gboolean
sluice_tools_are_many (SluiceRequest *request)
{
  return sluice_request_get_mode (request) == SLUICE_MODE_PARALLEL_TOOLS;
}

GPtrArray *
sluice_tools_new (SluiceWire    *wire,
                  SluiceRequest *request)
{
  GPtrArray *tools = g_ptr_array_new_with_free_func (tool_free);
  SluiceSchema *schema = sluice_request_get_schema (request);
  JsonNode *root = sluice_schema_get_json (schema);
  JsonArray *members = find_union (root);

  if (!sluice_tools_are_many (request))
    add_tool (tools, wire, request);
  else if (members == NULL)
    add_member (tools, wire, request, schema);

  for (guint i = 0; sluice_tools_are_many (request) && members != NULL
                    && i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);
      g_autoptr(SluiceSchema) member_schema = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (member))
        continue;
      member_schema = make_member (json_node_get_object (root), member);
      add_member (tools, wire, request, member_schema);
    }

  return tools;
}

JsonObject *
sluice_tool_to_object (SluiceTool *self,
                       const char *parameters_name)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "description", self->description);
  json_object_set_member (object, parameters_name, json_node_copy (self->parameters));

  return object;
}
