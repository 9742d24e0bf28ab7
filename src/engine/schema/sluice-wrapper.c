/* sluice-wrapper.c: objects around what a person asks for
 *
 * Providers want an object at the root, and many of something are asked for as an object with one
 * array. The wrappers are those that Instructor makes, word for word, as the models have seen
 * them (its dsl/iterable.py and dsl/simple_type.py).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-json-text-private.h"
#include "schema/sluice-wrapper-private.h"

#define PREFIX "Iterable"
#define UNION  "Union"
#define TASKS  "tasks"

static JsonNode *
wrap_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

static JsonObject *
get_object (JsonNode *json)
{
  return JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *value = json_object_get_member (object, name);

  return value && json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value)
                                                                     : NULL;
}

/* Where the root moves into the $defs, what pointed at it or into it must follow; what points
 * into the $defs stays right, as they are lifted to the new root. */
static void
redirect_reference (JsonObject *object,
                    const char *place)
{
  const char *reference = get_string (object, "$ref");
  g_autofree char *moved = NULL;

  if (!reference || reference[0] != '#' || (reference[1] != '\0' && reference[1] != '/') ||
      g_str_has_prefix (reference, "#/$defs/") || g_str_has_prefix (reference, "#/definitions/"))
    return;

  moved = g_strconcat (place, reference + 1, NULL);
  json_object_set_string_member (object, "$ref", moved);
}

static void
redirect_references (JsonNode   *json,
                     const char *place)
{
  if (JSON_NODE_HOLDS_ARRAY (json))
    {
      JsonArray *array = json_node_get_array (json);

      for (guint i = 0; i < json_array_get_length (array); i++)
        redirect_references (json_array_get_element (array, i), place);
    }
  else if (JSON_NODE_HOLDS_OBJECT (json))
    {
      JsonObject *object = json_node_get_object (json);
      g_autoptr(GList) values = NULL;

      redirect_reference (object, place);
      values = json_object_get_values (object);
      for (GList *l = values; l; l = l->next)
        redirect_references (l->data, place);
    }
}

/* The definitions of a root, which become those of its wrapper. A root with an $id keeps them:
 * its references are relative to that. */
static JsonObject *
take_definitions (JsonObject *root)
{
  static const char * const names[] = { "$defs", "definitions" };
  JsonObject *definitions = json_object_new ();

  if (root == NULL || json_object_has_member (root, "$id"))
    return definitions;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *member = json_object_get_member (root, names[i]);

      if (member && JSON_NODE_HOLDS_OBJECT (member))
        {
          json_object_unref (definitions);
          definitions = json_node_dup_object (member);
          json_object_remove_member (root, names[i]);
          break;
        }
    }

  return definitions;
}

static const char *
find_definitions_name (JsonObject *root)
{
  return root && !json_object_has_member (root, "$defs") &&
         json_object_has_member (root, "definitions") ? "definitions" : "$defs";
}

/* Adds a definition where the alphabet wants it, as Pydantic sorts them. */
static JsonObject *
add_definition (JsonObject *definitions,
                const char *name,
                JsonNode   *json)
{
  JsonObject *result = json_object_new ();
  JsonObjectIter iter;
  const char *other;
  JsonNode *value;
  gboolean added = FALSE;

  json_object_iter_init_ordered (&iter, definitions);
  while (json_object_iter_next_ordered (&iter, &other, &value))
    {
      if (!added && strcmp (other, name) > 0)
        {
          json_object_set_member (result, name, json_node_copy (json));
          added = TRUE;
        }
      json_object_set_member (result, other, json_node_copy (value));
    }
  if (!added)
    json_object_set_member (result, name, json_node_copy (json));
  json_object_unref (definitions);

  return result;
}

/* What Python calls the type, as Instructor names the wrapper of a simple type after it. */
static const char *
name_simple_type (JsonObject *schema)
{
  static const struct { const char *type; const char *name; } names[] = {
    { "integer", "int" }, { "string", "str" }, { "number", "float" }, { "boolean", "bool" },
    { "array", "list" }, { "object", "dict" },
  };
  const char *type = schema ? get_string (schema, "type") : NULL;

  for (guint i = 0; type && i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].type, type) == 0)
      return names[i].name;

  return "Any";
}

static const char *
name_reference (JsonObject *schema)
{
  const char *reference = schema ? get_string (schema, "$ref") : NULL;
  const char *slash = reference ? strrchr (reference, '/') : NULL;

  return slash && slash[1] ? slash + 1 : NULL;
}

static gboolean
is_union (JsonObject *schema)
{
  return schema && (json_object_has_member (schema, "anyOf") ||
                    json_object_has_member (schema, "oneOf"));
}

static gboolean
is_class (JsonObject *schema)
{
  return schema && (json_object_has_member (schema, "properties") ||
                    g_strcmp0 (get_string (schema, "type"), "object") == 0 ||
                    json_object_has_member (schema, "allOf"));
}

static char *
make_free_name (JsonObject *definitions,
                const char *name)
{
  GString *free_name = g_string_new (name);

  while (definitions && json_object_has_member (definitions, free_name->str))
    g_string_append_c (free_name, '_');

  return g_string_free (free_name, FALSE);
}

/* Puts a class among the definitions and gives a reference to it. */
static JsonNode *
define_class (JsonNode    *json,
              JsonObject **definitions,
              const char  *definitions_name,
              const char  *class_name)
{
  g_autofree char *name = make_free_name (*definitions, class_name);
  g_autofree char *place = g_strdup_printf ("#/%s/%s", definitions_name, name);
  JsonObject *reference = json_object_new ();

  *definitions = add_definition (*definitions, name, json);
  json_object_set_string_member (reference, "$ref", place);

  return wrap_object (reference);
}

static JsonNode *
make_list (JsonNode   *item,
           const char *name)
{
  g_autofree char *description =
    g_strdup_printf ("Correctly segmented list of `%s` tasks", name);
  JsonObject *list = json_object_new ();

  json_object_set_string_member (list, "description", description);
  json_object_set_member (list, "items", item);
  json_object_set_string_member (list, "title", "Tasks");
  json_object_set_string_member (list, "type", "array");

  return wrap_object (list);
}

static JsonNode *
make_wrapper (JsonObject *definitions,
              const char *definitions_name,
              const char *property,
              JsonNode   *value,
              const char *title)
{
  JsonObject *wrapper = json_object_new (), *properties = json_object_new ();
  JsonArray *required = json_array_new ();

  if (json_object_get_size (definitions) > 0)
    json_object_set_object_member (wrapper, definitions_name, definitions);
  else
    json_object_unref (definitions);
  json_object_set_member (properties, property, value);
  json_object_set_object_member (wrapper, "properties", properties);
  json_array_add_string_element (required, property);
  json_object_set_array_member (wrapper, "required", required);
  json_object_set_string_member (wrapper, "title", title);
  json_object_set_string_member (wrapper, "type", "object");

  return wrap_object (wrapper);
}

/* The items of a root array; NULL where the root is none. */
static JsonNode *
get_array_items (JsonObject *root)
{
  JsonNode *items = root ? json_object_get_member (root, "items") : NULL;

  if (!items || g_strcmp0 (get_string (root, "type"), "array") != 0 || JSON_NODE_HOLDS_ARRAY (items))
    return NULL;

  return items;
}

/* What Instructor calls the item: the class, "Union", or the simple type's name in Python. */
static const char *
name_item (JsonNode   *item,
           gboolean    is_root,
           const char *class_name)
{
  JsonObject *object = get_object (item);
  const char *title = object ? get_string (object, "title") : NULL;

  if (object && name_reference (object))
    return name_reference (object);
  if (is_root && class_name)
    return class_name;
  if (is_union (object))
    return title ? title : UNION;
  if (is_class (object) && title)
    return title;

  return name_simple_type (object);
}

/* Where what is the root now will be in the wrapper. */
static char *
plan_place (JsonObject *root,
            const char *item_name)
{
  JsonNode *definitions = root ? json_object_get_member (root, find_definitions_name (root)) : NULL;
  g_autofree char *name = NULL;

  if (get_array_items (root))
    return g_strdup ("#/properties/" TASKS);
  if (!is_class (root))
    return g_strdup ("#/properties/" TASKS "/items");

  name = make_free_name (definitions ? get_object (definitions) : NULL, item_name);

  return g_strdup_printf ("#/%s/%s", find_definitions_name (root), name);
}

static JsonObject *
lift_definitions (JsonNode   *json,
                  const char *place)
{
  JsonObject *root = get_object (json);

  if (root && !json_object_has_member (root, "$id"))
    redirect_references (json, place);
  if (root)
    json_object_remove_member (root, "$schema");

  return take_definitions (root);
}

JsonNode *
sluice_wrapper_new_iterable (SluiceNode *schema,
                             const char *class_name)
{
  g_autoptr(JsonNode) json = sluice_json_text_to_json (schema);
  JsonObject *root = get_object (json), *definitions;
  const char *definitions_name = find_definitions_name (root);
  JsonNode *items = get_array_items (root), *item;
  g_autofree char *name = g_strdup (name_item (items ? items : json, items == NULL, class_name));
  g_autofree char *place = plan_place (root, name), *title = g_strconcat (PREFIX, name, NULL);

  item = json_node_copy (items ? items : json);
  definitions = lift_definitions (json, place);
  if (is_class (get_object (item)))
    {
      JsonNode *reference = define_class (item, &definitions, definitions_name, name);

      json_node_unref (item);
      item = reference;
    }

  return make_wrapper (definitions, definitions_name, TASKS, make_list (item, name), title);
}

JsonNode *
sluice_wrapper_new_response (SluiceNode *schema)
{
  g_autoptr(JsonNode) json = sluice_json_text_to_json (schema);
  JsonObject *root = get_object (json);
  const char *definitions_name = find_definitions_name (root);
  JsonObject *definitions = lift_definitions (json, "#/properties/" SLUICE_WRAPPER_CONTENT);

  if (root && !json_object_has_member (root, "title") && !json_object_has_member (root, "$ref"))
    json_object_set_string_member (root, "title", "Content");

  return make_wrapper (definitions, definitions_name, SLUICE_WRAPPER_CONTENT,
                       g_steal_pointer (&json), "Response");
}

SluiceNode *
sluice_wrapper_find_items (SluiceReferences *references)
{
  SluiceNode *root = sluice_references_follow (references, sluice_references_get_root (references));
  const char *title = sluice_schema_node_string (root, "title");
  SluiceNode *properties = sluice_schema_node_object (root, "properties"), *property;

  if (!title || !g_str_has_prefix (title, PREFIX) || !properties ||
      sluice_node_get_n_children (properties) != 1)
    return NULL;

  property = sluice_schema_node_first (properties);
  if (g_strcmp0 (sluice_schema_node_string (property, "type"), "array") != 0 ||
      !sluice_schema_node_get (property, "items"))
    return NULL;

  return property;
}

char *
sluice_wrapper_describe (const char *wrapper_name)
{
  const char *name = wrapper_name;

  if (g_str_has_prefix (name, PREFIX) && name[strlen (PREFIX)] != '\0')
    name += strlen (PREFIX);

  return g_strdup_printf ("Correct segmentation of `%s` tasks", name);
}
