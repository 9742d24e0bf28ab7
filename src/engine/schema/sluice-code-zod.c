/* sluice-code-zod.c: a schema as schemas of Zod 4, with the types that they infer
 *
 * A definition that comes to itself again cannot be inferred: it gets its type in words, and is
 * looked up when it is used.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-code-typescript-private.h"
#include "schema/sluice-code.h"

#define MAX_DEPTH 64

static void append_zod (SluiceCodeOutline *outline,
                        JsonNode          *node,
                        const char        *indent,
                        guint              depth,
                        GString           *out);

static const struct
{
  const char *format;
  const char *zod;
} formats[] = {
  { "email", "z.email()" },
  { "uuid", "z.guid()" },
  { "uuid4", "z.guid()" },
  { "date", "z.iso.date()" },
  { "date-time", "z.iso.datetime({ offset: true, local: true })" },
  { "time", "z.iso.time()" },
  { "duration", "z.iso.duration()" },
  { "ipv4", "z.ipv4()" },
  { "ipv6", "z.ipv6()" },
  { "uri", "z.url()" },
};

/* Rules */

/* ".min(3)" for a keyword, where it is there. */
static void
append_rule (JsonObject *schema,
             const char *keyword,
             const char *method,
             GString    *out)
{
  JsonNode *value = json_object_get_member (schema, keyword);

  if (!value || !JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return;
  g_string_append_printf (out, ".%s(", method);
  sluice_code_append_value (out, value);
  g_string_append_c (out, ')');
}

static void
append_string_schema (JsonObject *schema,
                      GString    *out)
{
  const char *format = sluice_class_json_get_string (schema, "format");
  const char *pattern = sluice_class_json_get_string (schema, "pattern");
  const char *zod = "z.string()";

  for (guint i = 0; format && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].format, format))
      zod = formats[i].zod;

  g_string_append (out, zod);
  append_rule (schema, "minLength", "min", out);
  append_rule (schema, "maxLength", "max", out);
  if (!pattern)
    return;

  g_string_append (out, ".regex(new RegExp(");
  sluice_code_append_string (out, pattern);
  g_string_append (out, strstr (pattern, "\\p{") || strstr (pattern, "\\u{") ? ", \"u\"))" : "))");
}

static void
append_number_schema (JsonObject *schema,
                      const char *zod,
                      GString    *out)
{
  g_string_append (out, zod);
  append_rule (schema, "minimum", "gte", out);
  append_rule (schema, "exclusiveMinimum", "gt", out);
  append_rule (schema, "maximum", "lte", out);
  append_rule (schema, "exclusiveMaximum", "lt", out);
  append_rule (schema, "multipleOf", "multipleOf", out);
}

/* Arrays and objects */

static void
append_places (SluiceCodeOutline *outline,
               JsonObject        *schema,
               JsonArray         *places,
               const char        *indent,
               guint              depth,
               GString           *out)
{
  JsonNode *items = json_object_get_member (schema, "items");
  gboolean is_closed = (items && JSON_NODE_HOLDS_VALUE (items)) ||
                       (json_object_has_member (schema, "maxItems") &&
                        json_object_get_int_member (schema, "maxItems") <= (gint64) json_array_get_length (places));

  g_string_append (out, "z.tuple([");
  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_zod (outline, json_array_get_element (places, i), indent, depth, out);
    }
  g_string_append_c (out, ']');
  if (!is_closed)
    {
      g_string_append (out, ", ");
      if (items)
        append_zod (outline, items, indent, depth, out);
      else
        g_string_append (out, "z.unknown()");
    }
  g_string_append_c (out, ')');
}

static void
append_array_schema (SluiceCodeOutline *outline,
                     JsonObject        *schema,
                     const char        *indent,
                     guint              depth,
                     GString           *out)
{
  JsonArray *places = json_object_has_member (schema, "prefixItems")
                        ? sluice_class_json_get_array (schema, "prefixItems") : NULL;
  JsonNode *items = json_object_get_member (schema, "items");

  if (places && json_array_get_length (places) > 0)
    {
      append_places (outline, schema, places, indent, depth, out);
      return;
    }

  g_string_append (out, "z.array(");
  if (items)
    append_zod (outline, items, indent, depth, out);
  else
    g_string_append (out, "z.unknown()");
  g_string_append_c (out, ')');
  append_rule (schema, "minItems", "min", out);
  append_rule (schema, "maxItems", "max", out);
}

/* What a member says besides its type. */
static void
append_member_rules (JsonObject *object,
                     const char *key,
                     JsonNode   *member,
                     GString    *out)
{
  JsonObject *schema = JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
  JsonNode *initial = schema ? json_object_get_member (schema, "default") : NULL;

  if (initial)
    {
      /* Python lets a default be of another type than the value. */
      if (JSON_NODE_HOLDS_NULL (initial) && !g_str_has_suffix (out->str, ".nullable()"))
        g_string_append (out, ".nullable()");
      g_string_append (out, ".default(");
      sluice_code_append_value (out, initial);
      g_string_append_c (out, ')');
    }
  else if (!sluice_code_is_required (object, key))
    {
      g_string_append (out, ".optional()");
    }
}

static void
append_members (SluiceCodeOutline *outline,
                JsonObject        *schema,
                const char        *indent,
                guint              depth,
                GString           *out)
{
  JsonObject *properties = sluice_class_json_get_object (schema, "properties");
  g_autofree char *inner = g_strconcat (indent, "  ", NULL);
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  g_string_append (out, "{\n");
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &key, &member))
    {
      g_string_append (out, inner);
      sluice_code_append_key (out, key);
      g_string_append (out, ": ");
      append_zod (outline, member, inner, depth + 1, out);
      append_member_rules (schema, key, member, out);
      g_string_append (out, ",\n");
    }
  g_string_append_printf (out, "%s}", indent);
}

static void
append_object_schema (SluiceCodeOutline *outline,
                      JsonObject        *schema,
                      const char        *indent,
                      guint              depth,
                      GString           *out)
{
  JsonObject *properties = sluice_class_json_get_object (schema, "properties");
  JsonNode *others = json_object_get_member (schema, "additionalProperties");
  gboolean is_flag = others && JSON_NODE_HOLDS_VALUE (others);
  gboolean is_closed = is_flag && !json_node_get_boolean (others);

  if (!properties || json_object_get_size (properties) == 0)
    {
      if (is_closed)
        {
          g_string_append (out, "z.strictObject({})");
          return;
        }
      g_string_append (out, "z.record(z.string(), ");
      if (others && !is_flag)
        append_zod (outline, others, indent, depth + 1, out);
      else
        g_string_append (out, "z.unknown()");
      g_string_append_c (out, ')');
      return;
    }

  g_string_append (out, is_closed ? "z.strictObject(" : is_flag ? "z.looseObject(" : "z.object(");
  append_members (outline, schema, indent, depth, out);
  g_string_append_c (out, ')');
  if (others && !is_flag)
    {
      g_string_append (out, ".catchall(");
      append_zod (outline, others, indent, depth + 1, out);
      g_string_append_c (out, ')');
    }
}

/* Values and unions */

static gboolean
is_simple (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) || JSON_NODE_HOLDS_NULL (value);
}

static void
append_values (JsonArray *values,
               GString   *out)
{
  gboolean are_texts = json_array_get_length (values) > 0;

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonNode *value = json_array_get_element (values, i);

      if (!is_simple (value))
        {
          g_string_append (out, "z.unknown()");
          return;
        }
      are_texts &= JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING;
    }

  g_string_append (out, are_texts ? "z.enum([" : "z.literal([");
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      sluice_code_append_value (out, json_array_get_element (values, i));
    }
  g_string_append (out, "])");
}

static gboolean
is_null (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) &&
         g_strcmp0 (sluice_class_json_get_string (json_node_get_object (node), "type"), "null") == 0;
}

/* One branch and null are nullable, several a union. */
static void
append_branches (SluiceCodeOutline *outline,
                 JsonArray         *branches,
                 const char        *indent,
                 guint              depth,
                 GString           *out)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new ();
  gboolean is_nullable = FALSE;

  for (guint i = 0; i < json_array_get_length (branches); i++)
    {
      JsonNode *branch = json_array_get_element (branches, i);

      if (is_null (branch))
        is_nullable = TRUE;
      else
        g_ptr_array_add (others, branch);
    }

  if (others->len == 0)
    {
      g_string_append (out, "z.null()");
      return;
    }
  if (others->len > 1)
    g_string_append (out, "z.union([");
  for (guint i = 0; i < others->len; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_zod (outline, g_ptr_array_index (others, i), indent, depth, out);
    }
  if (others->len > 1)
    g_string_append (out, "])");
  if (is_nullable)
    g_string_append (out, ".nullable()");
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
      if (i > 0)
        g_string_append (out, ".and(");
      append_zod (outline, json_array_get_element (parts, i), indent, depth, out);
      if (i > 0)
        g_string_append_c (out, ')');
    }
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
  if (g_str_equal (name, "string"))
    append_string_schema (schema, out);
  else if (g_str_equal (name, "integer"))
    append_number_schema (schema, "z.int()", out);
  else if (g_str_equal (name, "number"))
    append_number_schema (schema, "z.number()", out);
  else if (g_str_equal (name, "boolean"))
    g_string_append (out, "z.boolean()");
  else if (g_str_equal (name, "null"))
    g_string_append (out, "z.null()");
  else if (g_str_equal (name, "array"))
    append_array_schema (outline, schema, indent, depth + 1, out);
  else
    append_object_schema (outline, schema, indent, depth, out);
}

static void
append_type_keyword (SluiceCodeOutline *outline,
                     JsonObject        *schema,
                     const char        *indent,
                     guint              depth,
                     GString           *out)
{
  JsonNode *type = json_object_get_member (schema, "type");
  JsonArray *types;

  if (type && JSON_NODE_HOLDS_VALUE (type))
    {
      append_named (outline, schema, json_node_get_string (type), indent, depth, out);
      return;
    }
  if (!type)
    {
      if (sluice_class_json_get_object (schema, "properties"))
        append_object_schema (outline, schema, indent, depth, out);
      else
        g_string_append (out, "z.unknown()");
      return;
    }

  types = json_node_get_array (type);
  if (json_array_get_length (types) > 1)
    g_string_append (out, "z.union([");
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_named (outline, schema, json_array_get_string_element (types, i), indent, depth, out);
    }
  if (json_array_get_length (types) > 1)
    g_string_append (out, "])");
}

static void
append_reference (SluiceCodeOutline *outline,
                  const char        *reference,
                  GString           *out)
{
  const char *name = sluice_code_outline_find (outline, reference);

  if (name)
    g_string_append (out, name);
  else
    g_string_append (out, "z.unknown()");
}

static void
append_schema (SluiceCodeOutline *outline,
               JsonObject        *schema,
               const char        *indent,
               guint              depth,
               GString           *out)
{
  const char *reference = sluice_class_json_get_string (schema, "$ref");
  const char *description = sluice_class_json_get_string (schema, "description");
  JsonArray *branches = sluice_code_get_branches (schema);
  JsonArray *all = json_object_has_member (schema, "allOf") ? sluice_class_json_get_array (schema, "allOf") : NULL;
  JsonArray *values = json_object_has_member (schema, "enum") ? sluice_class_json_get_array (schema, "enum") : NULL;
  JsonNode *constant = json_object_get_member (schema, "const");

  if (reference)
    {
      append_reference (outline, reference, out);
    }
  else if (constant && is_simple (constant))
    {
      g_string_append (out, "z.literal(");
      sluice_code_append_value (out, constant);
      g_string_append_c (out, ')');
    }
  else if (values)
    {
      append_values (values, out);
    }
  else if (branches)
    {
      append_branches (outline, branches, indent, depth + 1, out);
    }
  else if (all && json_array_get_length (all) > 0)
    {
      append_all (outline, all, indent, depth + 1, out);
    }
  else
    {
      append_type_keyword (outline, schema, indent, depth, out);
    }

  if (description)
    {
      g_string_append (out, ".describe(");
      sluice_code_append_string (out, description);
      g_string_append_c (out, ')');
    }
}

static void
append_zod (SluiceCodeOutline *outline,
            JsonNode          *node,
            const char        *indent,
            guint              depth,
            GString           *out)
{
  if (depth > MAX_DEPTH)
    g_string_append (out, "z.unknown()");
  else if (JSON_NODE_HOLDS_OBJECT (node))
    append_schema (outline, json_node_get_object (node), indent, depth, out);
  else
    g_string_append (out, JSON_NODE_HOLDS_VALUE (node) && !json_node_get_boolean (node) ? "z.never()"
                                                                                          : "z.unknown()");
}

static void
append_declaration (SluiceCodeOutline *outline,
                    JsonNode          *node,
                    const char        *name,
                    gboolean           is_recursive,
                    GString           *out)
{
  if (is_recursive)
    {
      sluice_code_typescript_append_declaration (outline, node, name, out);
      g_string_append_printf (out, "export const %s: z.ZodType<%s> = z.lazy(() =>\n  ", name, name);
      append_zod (outline, node, "  ", 0, out);
      g_string_append (out, ",\n);\n");
      return;
    }

  g_string_append_printf (out, "export const %s = ", name);
  append_zod (outline, node, "", 0, out);
  g_string_append_printf (out, ";\nexport type %s = z.infer<typeof %s>;\n", name, name);
}

/* Those that are part of a circle have to be looked up late, too: what they lead to is not there yet. */
static gboolean
is_recursive (SluiceCodeOutline *outline,
              const char        *key)
{
  return g_hash_table_contains (outline->recursive, key);
}

/**
 * sluice_schema_to_zod:
 * @self: a schema that is valid
 *
 * Writes a schema as schemas of Zod 4 and the types that they infer.
 *
 * Returns: (transfer full): the declarations, with their import
 */
char *
sluice_schema_to_zod (SluiceSchema *self)
{
  g_auto(SluiceCodeOutline) outline = { NULL };
  GString *out;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  out = g_string_new ("import { z } from \"zod\";\n\n");
  sluice_code_outline_init (&outline, self);
  for (guint i = 0; i < outline.keys->len; i++)
    {
      const char *key = g_ptr_array_index (outline.keys, i);

      append_declaration (&outline, json_object_get_member (outline.definitions, key),
                          g_hash_table_lookup (outline.names, key), is_recursive (&outline, key), out);
      if (!outline.is_alias || i + 1 < outline.keys->len)
        g_string_append_c (out, '\n');
    }
  if (!outline.is_alias)
    append_declaration (&outline, sluice_schema_get_json (self), outline.root_name, is_recursive (&outline, ""), out);

  return g_string_free (out, FALSE);
}
