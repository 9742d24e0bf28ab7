/* sluice-dialect-shape.c: what a schema must look like as a whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-dialect-private.h"

/* References that lead to references, when it is asked whether a schema takes null. */
#define MAX_REFERENCES 16

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
has_string (JsonArray  *array,
            const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (element), text))
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
new_type (const char *type)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", type);
  json_node_take_object (node, schema);

  return node;
}

/* -- Null ---------------------------------------------------------------------------------- */

static gboolean
lists_null (JsonArray *values)
{
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    if (JSON_NODE_HOLDS_NULL (json_array_get_element (values, i)))
      return TRUE;

  return FALSE;
}

/* Whether a schema, as it was before, takes null as a value of its own. */
static gboolean
takes_null (SluiceRewriting *self,
            JsonNode        *schema,
            guint            depth)
{
  static const char *const unions[] = { "anyOf", "oneOf" };
  JsonObject *object;
  const char *type, *reference;
  JsonNode *definition;

  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema))
    return schema != NULL && json_node_get_boolean (schema);

  object = json_node_get_object (schema);
  if ((type = get_string (object, "type")) != NULL)
    return g_str_equal (type, "null");
  if (json_object_has_member (object, "type"))
    return has_string (get_array (object, "type"), "null");
  if (json_object_has_member (object, "enum"))
    return lists_null (get_array (object, "enum"));
  if (json_object_has_member (object, "const"))
    return JSON_NODE_HOLDS_NULL (json_object_get_member (object, "const"));

  for (guint i = 0; i < G_N_ELEMENTS (unions); i++)
    {
      JsonArray *branches = get_array (object, unions[i]);
      gboolean found = FALSE;

      if (branches == NULL)
        continue;
      for (guint j = 0; !found && j < json_array_get_length (branches); j++)
        found = takes_null (self, json_array_get_element (branches, j), depth + 1);
      return found;
    }

  if ((reference = get_string (object, "$ref")) != NULL)
    {
      definition = depth < MAX_REFERENCES ? sluice_rewriting_resolve (self, reference) : NULL;
      return definition != NULL && takes_null (self, definition, depth + 1);
    }

  return !json_object_has_member (object, "allOf") && !json_object_has_member (object, "properties");
}

/* {"type": "string", …} -> {"type": ["string", "null"], …}; anything else becomes a union. */
static void
make_nullable (JsonObject *properties,
               const char *name)
{
  JsonNode *property = json_object_get_member (properties, name);
  JsonObject *schema = JSON_NODE_HOLDS_OBJECT (property) ? json_node_get_object (property) : NULL;
  JsonArray *branches;
  JsonObject *wrapper;

  if (schema == NULL)
    return;

  if (get_string (schema, "type") != NULL && !json_object_has_member (schema, "enum") &&
      !json_object_has_member (schema, "const"))
    {
      JsonArray *types = json_array_new ();

      json_array_add_string_element (types, get_string (schema, "type"));
      json_array_add_string_element (types, "null");
      json_object_set_array_member (schema, "type", types);
      return;
    }

  if ((branches = get_array (schema, "anyOf")) != NULL)
    {
      json_array_add_element (branches, new_type ("null"));
      return;
    }

  branches = json_array_new ();
  json_array_add_element (branches, json_node_copy (property));
  json_array_add_element (branches, new_type ("null"));
  wrapper = json_object_new ();
  json_object_set_array_member (wrapper, "anyOf", branches);
  json_object_set_object_member (properties, name, wrapper);
}

/* -- Objects ------------------------------------------------------------------------------- */

static gboolean
is_object (JsonObject *schema)
{
  return g_strcmp0 (get_string (schema, "type"), "object") == 0 ||
         has_string (get_array (schema, "type"), "object") ||
         json_object_has_member (schema, "properties");
}

static JsonNode *
find_property (GArray     *parts,
               const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      SluicePart *part = &g_array_index (parts, SluicePart, i);
      JsonNode *property = NULL;

      if (g_str_equal (part->keyword, "properties") && JSON_NODE_HOLDS_OBJECT (part->value))
        property = json_object_get_member (json_node_get_object (part->value), name);
      if (property != NULL)
        return property;
    }

  return NULL;
}

static void
require_all (SluiceRewriting *self,
             JsonObject      *schema,
             GArray          *parts,
             const char      *pointer)
{
  JsonObject *properties = get_object (schema, "properties");
  g_autoptr(GList) names = NULL;
  g_autoptr(GString) optional = g_string_new (NULL);
  JsonArray *required, *before = get_array (schema, "required");

  if (properties == NULL)
    return;

  names = json_object_get_members (properties);
  required = json_array_new ();
  for (GList *l = names; l != NULL; l = l->next)
    {
      /* setting a member frees the name it was listed under */
      g_autofree char *name = g_strdup (l->data);

      json_array_add_string_element (required, name);
      if (has_string (before, name))
        continue;
      g_string_append_printf (optional, "%s%s", optional->len > 0 ? ", " : "", name);
      if (!takes_null (self, find_property (parts, name), 0))
        make_nullable (properties, name);
    }
  json_object_set_array_member (schema, "required", required);

  if (optional->len == 0)
    return;

  sluice_rewriting_list (self, "required", pointer, SLUICE_FATE_REWRITTEN,
                         _("What is optional is asked for too, as null where there is none: %s"),
                         optional->str);
}

static void
require_something (SluiceRewriting *self,
                   JsonObject      *schema,
                   const char      *pointer)
{
  JsonObject *properties = get_object (schema, "properties");
  JsonArray *before = get_array (schema, "required"), *required;
  g_autoptr(GList) names = NULL;

  if (properties == NULL || json_object_get_size (properties) == 0 ||
      (before != NULL && json_array_get_length (before) > 0))
    return;

  names = json_object_get_members (properties);
  required = json_array_new ();
  json_array_add_string_element (required, names->data);
  json_object_set_array_member (schema, "required", required);
  sluice_rewriting_list (self, "required", pointer, SLUICE_FATE_REWRITTEN,
                         _("“%s” is asked for, as the provider wants a required member in each object"),
                         (char *) json_array_get_string_element (required, 0));
}

/* A mapping to values of one kind stays what it is: closed, it could have no member at all. */
static void
close_object (SluiceRewriting *self,
              JsonObject      *schema,
              GArray          *parts,
              const char      *pointer)
{
  SluicePart *additional = sluice_parts_find (parts, "additionalProperties");
  gboolean is_mapping = !json_object_has_member (schema, "properties");

  if (additional != NULL && is_mapping &&
      !(json_node_get_value_type (additional->value) == G_TYPE_BOOLEAN &&
        !json_node_get_boolean (additional->value)))
    {
      sluice_rewriting_list (self, "additionalProperties", pointer, SLUICE_FATE_REFUSED,
                             _("The provider takes no object with members of any name; ask for a list "
                               "of objects with a name and a value instead"));
      return;
    }

  if (additional == NULL ||
      !(json_node_get_value_type (additional->value) == G_TYPE_BOOLEAN &&
        !json_node_get_boolean (additional->value)))
    sluice_rewriting_list (self, "additionalProperties", pointer, SLUICE_FATE_REWRITTEN,
                           _("Closed: the provider wants no other members"));
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
}

static void
shape_object (SluiceRewriting *self,
              JsonObject      *schema,
              GArray          *parts,
              const char      *pointer)
{
  SluiceDialectRules rules = self->dialect->rules;

  if (!is_object (schema))
    return;

  if (rules & SLUICE_RULE_ALL_REQUIRED)
    require_all (self, schema, parts, pointer);
  if (rules & SLUICE_RULE_SOMETHING_REQUIRED)
    require_something (self, schema, pointer);
  if (rules & SLUICE_RULE_CLOSED_OBJECTS)
    close_object (self, schema, parts, pointer);
  if ((rules & SLUICE_RULE_ORDERED) && get_object (schema, "properties") != NULL)
    {
      g_autoptr(GList) names = json_object_get_members (get_object (schema, "properties"));
      JsonArray *order = json_array_new ();

      for (GList *l = names; l != NULL; l = l->next)
        json_array_add_string_element (order, l->data);
      json_object_set_array_member (schema, "propertyOrdering", order);
    }
}

/* -- Types --------------------------------------------------------------------------------- */

/* The type of a value as JSON Schema names it. */
static const char *
get_type_name (JsonNode *value)
{
  GType type = json_node_get_value_type (value);

  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  if (JSON_NODE_HOLDS_NULL (value))
    return "null";
  if (type == G_TYPE_STRING)
    return "string";
  if (type == G_TYPE_BOOLEAN)
    return "boolean";

  return type == G_TYPE_INT64 ? "integer" : "number";
}

static void
add_type (JsonArray  *types,
          const char *type)
{
  if (!has_string (types, type))
    json_array_add_string_element (types, type);
}

/* What the other keywords say of the type; empty where they say nothing. */
static JsonArray *
guess_types (JsonObject *schema,
             GArray     *parts)
{
  static const struct { const char *keyword; const char *type; } hints[] = {
    { "properties", "object" }, { "items", "array" }, { "pattern", "string" }, { "format", "string" },
    { "minLength", "string" }, { "maxLength", "string" }, { "minimum", "number" },
    { "maximum", "number" }, { "minItems", "array" }, { "maxItems", "array" },
    { "additionalProperties", "object" }, { "prefixItems", "array" },
  };
  JsonArray *types = json_array_new ();
  SluicePart *options = sluice_parts_find (parts, "enum"), *only = sluice_parts_find (parts, "const");

  if (options != NULL && JSON_NODE_HOLDS_ARRAY (options->value))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (options->value)); i++)
      add_type (types, get_type_name (json_array_get_element (
                                        json_node_get_array (options->value), i)));
  else if (only != NULL)
    add_type (types, get_type_name (only->value));
  else
    for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
      if (sluice_parts_find (parts, hints[i].keyword) != NULL)
        add_type (types, hints[i].type);

  return types;
}

static JsonArray *
list_any_types (void)
{
  JsonArray *types = json_array_new ();

  json_array_add_string_element (types, "string");
  json_array_add_string_element (types, "number");
  json_array_add_string_element (types, "boolean");
  json_array_add_string_element (types, "null");

  return types;
}

static void
say_type (SluiceRewriting *self,
          JsonObject      *schema,
          GArray          *parts,
          const char      *pointer)
{
  JsonArray *types;

  if (json_object_has_member (schema, "type") || json_object_has_member (schema, "$ref") ||
      json_object_has_member (schema, "anyOf"))
    return;

  types = guess_types (schema, parts);
  if (json_array_get_length (types) == 0)
    {
      json_array_unref (types);
      types = list_any_types ();
      sluice_rewriting_list (self, "type", pointer, SLUICE_FATE_REWRITTEN,
                             _("The provider wants a type: of any value, text, numbers, true, false and "
                               "null are asked for"));
    }

  if (json_array_get_length (types) == 1)
    {
      json_object_set_string_member (schema, "type", json_array_get_string_element (types, 0));
      json_array_unref (types);
    }
  else
    json_object_set_array_member (schema, "type", types);
}

static void
say_items (SluiceRewriting *self,
           JsonObject      *schema,
           const char      *pointer)
{
  if (!(g_strcmp0 (get_string (schema, "type"), "array") == 0 ||
        has_string (get_array (schema, "type"), "array")) ||
      json_object_has_member (schema, "items"))
    return;

  sluice_rewriting_list (self, "items", pointer, SLUICE_FATE_REWRITTEN,
                         _("The provider wants the type of the items: text, numbers, true, false and null "
                           "are asked for"));
  json_object_set_member (schema, "items", sluice_rewriting_make_any (self, pointer));
}

/* -- OpenAPI 3.0 --------------------------------------------------------------------------- */

static gboolean
is_null_schema (JsonNode *schema)
{
  const char *type;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return FALSE;

  type = get_string (json_node_get_object (schema), "type");

  return type != NULL && g_ascii_strcasecmp (type, "null") == 0;
}

static void
copy_member_cb (JsonObject *object,
                const char *name,
                JsonNode   *member,
                gpointer    user_data)
{
  if (!json_object_has_member (user_data, name))
    json_object_set_member (user_data, name, json_node_copy (member));
}

/* anyOf without its branch for null; one branch that is left takes the place of the union. */
static gboolean
drop_null_branch (JsonObject *schema)
{
  JsonArray *branches = get_array (schema, "anyOf"), *rest;
  gboolean found = FALSE;

  if (branches == NULL)
    return FALSE;

  rest = json_array_new ();
  for (guint i = 0; i < json_array_get_length (branches); i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);

      if (is_null_schema (branch))
        found = TRUE;
      else
        json_array_add_element (rest, json_node_copy (branch));
    }

  if (json_array_get_length (rest) == 1 && JSON_NODE_HOLDS_OBJECT (json_array_get_element (rest, 0)))
    {
      JsonObject *only = json_array_get_object_element (rest, 0);

      json_object_remove_member (schema, "anyOf");
      json_object_foreach_member (only, copy_member_cb, schema);
    }
  else if (json_array_get_length (rest) > 0)
    json_object_set_array_member (schema, "anyOf", json_array_ref (rest));
  json_array_unref (rest);

  return found;
}

/* ["string", "null"] -> "string"; of several types a union is made. */
static gboolean
split_types (JsonObject *schema)
{
  JsonArray *types = get_array (schema, "type"), *branches;
  gboolean is_nullable = has_string (types, "null");

  if (types == NULL)
    return FALSE;

  branches = json_array_new ();
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      const char *type = json_array_get_string_element (types, i);

      if (!g_str_equal (type, "null"))
        json_array_add_element (branches, new_type (type));
    }

  if (json_array_get_length (branches) == 1)
    json_object_set_string_member (schema, "type",
                                   get_string (json_array_get_object_element (branches, 0), "type"));
  else
    {
      json_object_remove_member (schema, "type");
      json_object_set_array_member (schema, "anyOf", json_array_ref (branches));
    }
  json_array_unref (branches);

  return is_nullable;
}

static gboolean
drop_null_option (JsonObject *schema)
{
  JsonArray *options = get_array (schema, "enum"), *rest;

  if (!lists_null (options))
    return FALSE;

  rest = json_array_new ();
  for (guint i = 0; i < json_array_get_length (options); i++)
    if (!JSON_NODE_HOLDS_NULL (json_array_get_element (options, i)))
      json_array_add_element (rest, json_node_copy (json_array_get_element (options, i)));
  json_object_set_array_member (schema, "enum", rest);

  return TRUE;
}

static void
write_nullable (SluiceRewriting *self,
                JsonObject      *schema,
                const char      *pointer)
{
  gboolean is_nullable = drop_null_branch (schema);

  is_nullable |= split_types (schema);
  is_nullable |= drop_null_option (schema);
  if (is_nullable)
    json_object_set_boolean_member (schema, "nullable", TRUE);
}

static void
write_capitals (JsonObject *schema)
{
  const char *type = get_string (schema, "type");
  JsonArray *branches = get_array (schema, "anyOf");

  if (type != NULL)
    {
      g_autofree char *capitals = g_ascii_strup (type, -1);

      json_object_set_string_member (schema, "type", capitals);
    }

  /* Those of a union that was made of types were not written yet. */
  for (guint i = 0; branches != NULL && i < json_array_get_length (branches); i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);

      if (JSON_NODE_HOLDS_OBJECT (branch) && get_string (json_node_get_object (branch), "type"))
        write_capitals (json_node_get_object (branch));
    }
}

/* What stands beside anyOf goes into its branches, or is left out where it says nothing there. */
static void
isolate_union (JsonObject *schema)
{
  JsonArray *branches = get_array (schema, "anyOf");
  const char *description = get_string (schema, "description");
  gboolean is_nullable = json_object_has_member (schema, "nullable");
  g_autoptr(GList) names = NULL;

  if (branches == NULL || json_object_get_size (schema) == 1)
    return;

  for (guint i = 0; i < json_array_get_length (branches); i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (branch) ? json_node_get_object (branch) : NULL;

      if (object == NULL)
        continue;
      if (is_nullable)
        json_object_set_boolean_member (object, "nullable", TRUE);
      if (description != NULL && !json_object_has_member (object, "description"))
        json_object_set_string_member (object, "description", description);
    }

  names = json_object_get_members (schema);
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "anyOf"))
      json_object_remove_member (schema, l->data);
}

/* -- The whole ----------------------------------------------------------------------------- */

void
sluice_rewriting_shape (SluiceRewriting *self,
                        JsonObject      *schema,
                        GArray          *parts,
                        const char      *pointer)
{
  SluiceDialectRules rules = self->dialect->rules;

  if (rules & SLUICE_RULE_TYPED)
    say_type (self, schema, parts, pointer);
  if (rules & SLUICE_RULE_ARRAYS_OF_SOMETHING)
    say_items (self, schema, pointer);
  shape_object (self, schema, parts, pointer);
  if (rules & SLUICE_RULE_NULLABLE)
    write_nullable (self, schema, pointer);
  if (rules & SLUICE_RULE_CAPITAL_TYPES)
    write_capitals (schema);
  if (rules & SLUICE_RULE_LONE_UNIONS)
    isolate_union (schema);
}

JsonNode *
sluice_rewriting_make_any (SluiceRewriting *self,
                           const char      *pointer)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *schema = json_object_new ();
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (SluicePart));

  if (self->dialect->rules & SLUICE_RULE_TYPED)
    json_object_set_array_member (schema, "type", list_any_types ());
  sluice_rewriting_shape (self, schema, none, pointer);
  json_node_take_object (node, schema);

  return node;
}
