/* sluice-strict.c: JSON Schema as providers want it for strict answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-strict-private.h"

/* OpenAI, "Structured model outputs", supported schemas. What is not here is refused with an
 * error, so it is left out of what is sent; the answer is still checked against all of it. */
static const char *const refused_keywords[] = {
  "$id", "$schema", "$comment", "contains", "contentEncoding", "contentMediaType",
  "default", "dependentRequired", "dependentSchemas", "deprecated", "discriminator", "else",
  "examples", "if", "maxContains", "maxLength", "maxProperties", "minContains", "minLength",
  "minProperties", "not", "patternProperties", "propertyNames", "readOnly", "then",
  "unevaluatedItems", "unevaluatedProperties", "uniqueItems", "writeOnly",
};

/* Keywords whose value is a schema, a list of schemas, or an object of schemas. */
static const char *const schema_keywords[] = { "additionalProperties", "items", "not" };
static const char *const list_keywords[] = { "allOf", "anyOf", "oneOf", "prefixItems" };
static const char *const map_keywords[] = { "$defs", "definitions", "properties" };

typedef struct
{
  JsonObject        *root;  /* borrowed: the schema being changed, where references lead */
  SluiceStrictFlags  flags;
} Strictness;

static void make_strict (JsonObject *schema, const Strictness *strictness);

static gboolean
has_type (JsonNode   *type,
          const char *name)
{
  JsonArray *types;

  if (type == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (type))
    return g_strcmp0 (json_node_get_string (type), name) == 0;
  if (!JSON_NODE_HOLDS_ARRAY (type))
    return FALSE;

  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (types, i), name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
allows_null (JsonObject *schema)
{
  static const char *const unions[] = { "anyOf", "oneOf" };

  if (has_type (json_object_get_member (schema, "type"), "null"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (unions); i++)
    {
      JsonNode *branches = json_object_get_member (schema, unions[i]);

      for (guint j = 0; branches != NULL && JSON_NODE_HOLDS_ARRAY (branches)
           && j < json_array_get_length (json_node_get_array (branches)); j++)
        {
          JsonNode *branch = json_array_get_element (json_node_get_array (branches), j);

          if (JSON_NODE_HOLDS_OBJECT (branch) && allows_null (json_node_get_object (branch)))
            return TRUE;
        }
    }

  return FALSE;
}

static JsonNode *
new_null_schema (void)
{
  JsonObject *schema = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (schema, "type", "null");
  json_node_take_object (node, schema);

  return node;
}

/* {"type": "string", …} -> {"type": ["string", "null"], …}; anything else becomes a union. */
static void
make_nullable (JsonObject *properties,
               const char *name)
{
  JsonNode *property = json_object_get_member (properties, name);
  JsonObject *schema, *wrapper;
  JsonNode *type, *wrapped;
  JsonArray *branches;

  if (!JSON_NODE_HOLDS_OBJECT (property) || allows_null (json_node_get_object (property)))
    return;

  schema = json_node_get_object (property);
  type = json_object_get_member (schema, "type");

  if (type != NULL && JSON_NODE_HOLDS_VALUE (type) && !json_object_has_member (schema, "enum")
      && !json_object_has_member (schema, "const"))
    {
      JsonArray *types = json_array_new ();

      json_array_add_string_element (types, json_node_get_string (type));
      json_array_add_string_element (types, "null");
      json_object_set_array_member (schema, "type", types);
      return;
    }

  branches = json_array_new ();
  json_array_add_element (branches, json_node_copy (property));
  json_array_add_element (branches, new_null_schema ());
  wrapper = json_object_new ();
  json_object_set_array_member (wrapper, "anyOf", branches);
  wrapped = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (wrapped, wrapper);
  json_object_set_member (properties, name, wrapped);
}

static gboolean
is_required (JsonObject *schema,
             const char *name)
{
  JsonNode *required = json_object_get_member (schema, "required");
  JsonArray *names;

  if (required == NULL || !JSON_NODE_HOLDS_ARRAY (required))
    return FALSE;

  names = json_node_get_array (required);
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (names, i), name) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
require_all (JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  g_autoptr(GList) names = json_object_get_members (properties);
  JsonArray *required = json_array_new ();

  for (GList *l = names; l != NULL; l = l->next)
    {
      /* setting a member frees the name it was listed under */
      g_autofree char *name = g_strdup (l->data);

      if (!is_required (schema, name))
        make_nullable (properties, name);
      json_array_add_string_element (required, name);
    }

  json_object_set_array_member (schema, "required", required);
}

static gboolean
holds_object (JsonObject *object,
              const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node);
}

static void
close_object (JsonObject       *schema,
              const Strictness *strictness)
{
  gboolean has_properties = holds_object (schema, "properties");

  if (!has_properties && !has_type (json_object_get_member (schema, "type"), "object"))
    return;

  /* a mapping to values of one kind stays what it is: closing it would leave nothing */
  if ((strictness->flags & SLUICE_STRICT_CLOSE)
      && (has_properties || !json_object_has_member (schema, "additionalProperties")))
    json_object_set_boolean_member (schema, "additionalProperties", FALSE);

  if ((strictness->flags & SLUICE_STRICT_REQUIRE) && has_properties)
    require_all (schema);
}

/* "#/$defs/User" -> the definition in the schema being changed */
static JsonObject *
find_definition (JsonObject *root,
                 const char *reference)
{
  g_auto(GStrv) parts = NULL;

  if (!g_str_has_prefix (reference, "#/"))
    return NULL;

  parts = g_strsplit (reference + 2, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!holds_object (root, parts[i]))
        return NULL;
      root = json_object_get_object_member (root, parts[i]);
    }

  return root;
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

/* A reference may have no neighbours: what it leads to is put in its place, once. */
static void
inline_reference (JsonObject       *schema,
                  const Strictness *strictness)
{
  const char *reference;
  JsonObject *definition;

  if (!json_object_has_member (schema, "$ref") || json_object_get_size (schema) == 1)
    return;

  reference = json_object_get_string_member_with_default (schema, "$ref", "");
  definition = find_definition (strictness->root, reference);
  if (definition == NULL || definition == schema)
    return;

  json_object_remove_member (schema, "$ref");
  json_object_foreach_member (definition, copy_member_cb, schema);
}

static void
reduce (JsonObject       *schema,
        const Strictness *strictness)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_keywords); i++)
    {
      if (json_object_has_member (schema, refused_keywords[i]))
        json_object_remove_member (schema, refused_keywords[i]);
    }

  if (json_object_has_member (schema, "oneOf") && !json_object_has_member (schema, "anyOf"))
    {
      json_object_set_member (schema, "anyOf",
                              json_node_copy (json_object_get_member (schema, "oneOf")));
      json_object_remove_member (schema, "oneOf");
    }

  inline_reference (schema, strictness);
}

static void
make_node_strict (JsonNode         *node,
                  const Strictness *strictness)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    make_strict (json_node_get_object (node), strictness);
}

static void
make_strict (JsonObject       *schema,
             const Strictness *strictness)
{
  /* children first: wrapping a property must not hide what is inside it */
  for (guint i = 0; i < G_N_ELEMENTS (schema_keywords); i++)
    make_node_strict (json_object_get_member (schema, schema_keywords[i]), strictness);

  for (guint i = 0; i < G_N_ELEMENTS (list_keywords); i++)
    {
      JsonNode *list = json_object_get_member (schema, list_keywords[i]);

      for (guint j = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list)
           && j < json_array_get_length (json_node_get_array (list)); j++)
        make_node_strict (json_array_get_element (json_node_get_array (list), j), strictness);
    }

  for (guint i = 0; i < G_N_ELEMENTS (map_keywords); i++)
    {
      g_autoptr(GList) members = NULL;

      if (!holds_object (schema, map_keywords[i]))
        continue;

      members = json_object_get_values (json_object_get_object_member (schema, map_keywords[i]));
      for (GList *l = members; l != NULL; l = l->next)
        make_node_strict (l->data, strictness);
    }

  if (strictness->flags & SLUICE_STRICT_REDUCE)
    reduce (schema, strictness);
  close_object (schema, strictness);
}

JsonNode *
sluice_strict_new (JsonNode          *schema,
                   SluiceStrictFlags  flags)
{
  JsonNode *copy = json_node_copy (schema);

  if (JSON_NODE_HOLDS_OBJECT (copy))
    {
      /* json_node_copy() shares the object, so it is written out and read again */
      g_autofree char *text = json_to_string (schema, FALSE);
      Strictness strictness = { NULL, flags };

      json_node_unref (copy);
      copy = json_from_string (text, NULL);
      strictness.root = json_node_get_object (copy);
      make_strict (strictness.root, &strictness);
    }

  return copy;
}
