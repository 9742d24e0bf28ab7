/* sluice-code-typescript.c: a schema as types of TypeScript
 *
 * What types cannot say (bounds, patterns, formats) is left out.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-code-typescript-private.h"
#include "schema/sluice-code.h"

#define MAX_DEPTH 64

static void append_type (SluiceCodeOutline *outline,
                         JsonNode          *node,
                         const char        *indent,
                         guint              depth,
                         GString           *out);

/* Unions */

static void
append_alternative (GPtrArray *parts,
                    char      *part)
{
  if (g_ptr_array_find_with_equal_func (parts, part, g_str_equal, NULL))
    g_free (part);
  else
    g_ptr_array_add (parts, part);
}

static void
append_union (GPtrArray *parts,
              GString   *out)
{
  if (parts->len == 0)
    g_string_append (out, "never");
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " | " : "", (char *) g_ptr_array_index (parts, i));
}

static char *
make_type (SluiceCodeOutline *outline,
           JsonNode          *node,
           const char        *indent,
           guint              depth)
{
  GString *type = g_string_new (NULL);

  append_type (outline, node, indent, depth, type);

  return g_string_free (type, FALSE);
}

static void
append_branches (SluiceCodeOutline *outline,
                 JsonArray         *branches,
                 const char        *indent,
                 guint              depth,
                 GString           *out)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (branches); i++)
    append_alternative (parts, make_type (outline, json_array_get_element (branches, i), indent, depth));
  append_union (parts, out);
}

static void
append_values (JsonArray *values,
               GString   *out)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonNode *value = json_array_get_element (values, i);
      GString *part = g_string_new (NULL);

      if (JSON_NODE_HOLDS_VALUE (value) || JSON_NODE_HOLDS_NULL (value))
        sluice_code_append_value (part, value);
      else
        g_string_append (part, "unknown");
      append_alternative (parts, g_string_free (part, FALSE));
    }
  append_union (parts, out);
}

/* Arrays and objects */

/* "A | B" and "A & B" need brackets before "[]". */
static void
append_item (GString    *out,
             const char *type)
{
  gboolean is_plain = !strpbrk (type, "|&");

  g_string_append_printf (out, is_plain ? "%s[]" : "(%s)[]", type);
}

static void
append_array (SluiceCodeOutline *outline,
              JsonObject        *schema,
              const char        *indent,
              guint              depth,
              GString           *out)
{
  JsonArray *places = json_object_has_member (schema, "prefixItems")
                        ? sluice_class_json_get_array (schema, "prefixItems") : NULL;
  JsonNode *items = json_object_get_member (schema, "items");
  g_autofree char *item = items ? make_type (outline, items, indent, depth) : g_strdup ("unknown");
  gboolean is_closed = json_object_has_member (schema, "maxItems") &&
                       places && json_object_get_int_member (schema, "maxItems") <=
                                   (gint64) json_array_get_length (places);

  if (!places)
    {
      append_item (out, item);
      return;
    }

  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_type (outline, json_array_get_element (places, i), indent, depth, out);
    }
  if (!is_closed && !g_str_equal (item, "never"))
    {
      g_string_append (out, ", ...");
      append_item (out, item);
    }
  g_string_append_c (out, ']');
}

/* { name: type; ... }, a member a line. */
void
sluice_code_typescript_append_members (SluiceCodeOutline *outline,
                                       JsonObject        *schema,
                                       const char        *indent,
                                       guint              depth,
                                       GString           *out)
{
  JsonObject *properties = sluice_class_json_get_object (schema, "properties");
  JsonNode *others = json_object_get_member (schema, "additionalProperties");
  g_autofree char *inner = g_strconcat (indent, "  ", NULL);
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  g_string_append (out, "{\n");
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &key, &member))
    {
      const char *description = JSON_NODE_HOLDS_OBJECT (member)
        ? sluice_class_json_get_string (json_node_get_object (member), "description") : NULL;

      if (description)
        sluice_code_append_comment (out, description, inner);
      g_string_append (out, inner);
      sluice_code_append_key (out, key);
      g_string_append (out, sluice_code_is_required (schema, key) ? ": " : "?: ");
      append_type (outline, member, inner, depth + 1, out);
      g_string_append (out, ";\n");
    }
  if (others && !(JSON_NODE_HOLDS_VALUE (others) && !json_node_get_boolean (others)))
    g_string_append_printf (out, "%s[key: string]: unknown;\n", inner);
  g_string_append_printf (out, "%s}", indent);
}

static gboolean
has_members (JsonObject *schema)
{
  JsonObject *properties = sluice_class_json_get_object (schema, "properties");

  return properties && json_object_get_size (properties) > 0;
}

static void
append_object (SluiceCodeOutline *outline,
               JsonObject        *schema,
               const char        *indent,
               guint              depth,
               GString           *out)
{
  JsonNode *others = json_object_get_member (schema, "additionalProperties");

  if (has_members (schema))
    {
      sluice_code_typescript_append_members (outline, schema, indent, depth, out);
      return;
    }

  /* Not Record<>: a type may lead back to itself only where it stands written out. */
  g_string_append (out, "{ [key: string]: ");
  if (others)
    append_type (outline, others, indent, depth + 1, out);
  else
    g_string_append (out, "unknown");
  g_string_append (out, " }");
}

/* Types */

static void
append_named (SluiceCodeOutline *outline,
              JsonObject        *schema,
              const char        *name,
              const char        *indent,
              guint              depth,
              GString           *out)
{
  if (g_str_equal (name, "string") || g_str_equal (name, "boolean") || g_str_equal (name, "null"))
    g_string_append (out, name);
  else if (g_str_equal (name, "integer") || g_str_equal (name, "number"))
    g_string_append (out, "number");
  else if (g_str_equal (name, "array"))
    append_array (outline, schema, indent, depth + 1, out);
  else
    append_object (outline, schema, indent, depth, out);
}

static void
append_type_keyword (SluiceCodeOutline *outline,
                     JsonObject        *schema,
                     const char        *indent,
                     guint              depth,
                     GString           *out)
{
  JsonNode *type = json_object_get_member (schema, "type");
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *types;

  if (type && JSON_NODE_HOLDS_VALUE (type))
    {
      append_named (outline, schema, json_node_get_string (type), indent, depth, out);
      return;
    }
  if (!type)
    {
      if (has_members (schema))
        append_object (outline, schema, indent, depth, out);
      else
        g_string_append (out, "unknown");
      return;
    }

  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      GString *part = g_string_new (NULL);

      append_named (outline, schema, json_array_get_string_element (types, i), indent, depth, part);
      append_alternative (parts, g_string_free (part, FALSE));
    }
  append_union (parts, out);
}

static void
append_all (SluiceCodeOutline *outline,
            JsonArray         *parts,
            const char        *indent,
            guint              depth,
            GString           *out)
{
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      g_autofree char *part = make_type (outline, json_array_get_element (parts, i), indent, depth);

      g_string_append_printf (out, strchr (part, '|') && json_array_get_length (parts) > 1 ? "%s(%s)" : "%s%s",
                              i > 0 ? " & " : "", part);
    }
}

static void
append_schema (SluiceCodeOutline *outline,
               JsonObject        *schema,
               const char        *indent,
               guint              depth,
               GString           *out)
{
  const char *reference = sluice_class_json_get_string (schema, "$ref");
  JsonArray *branches = sluice_code_get_branches (schema);
  JsonArray *all = json_object_has_member (schema, "allOf") ? sluice_class_json_get_array (schema, "allOf") : NULL;
  JsonArray *values = json_object_has_member (schema, "enum") ? sluice_class_json_get_array (schema, "enum") : NULL;
  JsonNode *constant = json_object_get_member (schema, "const");
  const char *name = reference ? sluice_code_outline_find (outline, reference) : NULL;

  if (reference)
    g_string_append (out, name ? name : "unknown");
  else if (constant && (JSON_NODE_HOLDS_VALUE (constant) || JSON_NODE_HOLDS_NULL (constant)))
    sluice_code_append_value (out, constant);
  else if (values)
    append_values (values, out);
  else if (branches)
    append_branches (outline, branches, indent, depth + 1, out);
  else if (all && json_array_get_length (all) > 0 && !has_members (schema))
    append_all (outline, all, indent, depth + 1, out);
  else
    append_type_keyword (outline, schema, indent, depth, out);
}

static void
append_type (SluiceCodeOutline *outline,
             JsonNode          *node,
             const char        *indent,
             guint              depth,
             GString           *out)
{
  if (depth > MAX_DEPTH)
    g_string_append (out, "unknown");
  else if (JSON_NODE_HOLDS_OBJECT (node))
    append_schema (outline, json_node_get_object (node), indent, depth, out);
  else
    g_string_append (out, JSON_NODE_HOLDS_VALUE (node) && !json_node_get_boolean (node) ? "never" : "unknown");
}

/* "export interface Name { … }" for an object, "export type Name = …;" for all else. */
void
sluice_code_typescript_append_declaration (SluiceCodeOutline *outline,
                                           JsonNode          *node,
                                           const char        *name,
                                           GString           *out)
{
  JsonObject *schema = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *description = schema ? sluice_class_json_get_string (schema, "description") : NULL;
  gboolean is_interface = schema && has_members (schema) && !json_object_has_member (schema, "$ref") &&
                          !sluice_code_get_branches (schema) &&
                          g_strcmp0 (sluice_class_json_get_string (schema, "type"), "object") == 0;

  if (description)
    sluice_code_append_comment (out, description, "");
  if (is_interface)
    {
      g_string_append_printf (out, "export interface %s ", name);
      sluice_code_typescript_append_members (outline, schema, "", 0, out);
      g_string_append_c (out, '\n');
      return;
    }

  g_string_append_printf (out, "export type %s = ", name);
  append_type (outline, node, "", 0, out);
  g_string_append (out, ";\n");
}

/**
 * sluice_schema_to_typescript:
 * @self: a schema that is valid
 *
 * Writes a schema as interfaces and types of TypeScript.
 *
 * Returns: (transfer full): the declarations
 */
char *
sluice_schema_to_typescript (SluiceSchema *self)
{
  g_auto(SluiceCodeOutline) outline = { NULL };
  GString *out;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  out = g_string_new (NULL);
  sluice_code_outline_init (&outline, self);
  for (guint i = 0; i < outline.keys->len; i++)
    {
      const char *key = g_ptr_array_index (outline.keys, i);

      sluice_code_typescript_append_declaration (&outline, json_object_get_member (outline.definitions, key),
                                                 g_hash_table_lookup (outline.names, key), out);
      if (!outline.is_alias || i + 1 < outline.keys->len)
        g_string_append_c (out, '\n');
    }
  if (!outline.is_alias)
    sluice_code_typescript_append_declaration (&outline, sluice_schema_get_json (self), outline.root_name, out);

  return g_string_free (out, FALSE);
}
