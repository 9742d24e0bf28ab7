/* sluice-class-piece-union.c: alternatives as an annotation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-piece-private.h"

static gboolean
is_null_type (JsonNode *schema)
{
  return JSON_NODE_HOLDS_OBJECT (schema) &&
         json_object_get_size (json_node_get_object (schema)) == 1 &&
         g_strcmp0 (sluice_class_json_get_string (json_node_get_object (schema), "type"), "null") == 0;
}

/* Whether Python keeps the members of a union apart: one that is nothing but a union dissolves. */
static gboolean
are_members (JsonArray *members)
{
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;

      if (!object ||
          (json_object_get_size (object) == 1 && json_object_has_member (object, "anyOf")))
        return FALSE;
    }

  return json_array_get_length (members) >= 2 && !sluice_class_maker_has_repeats (members);
}

/* The members of a union as types, but for null. */
static char *
make_members (SluiceClassMaker *self,
              JsonArray        *members,
              gboolean         *has_null)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = 0;

  *has_null = FALSE;
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);
      g_autoptr(SluiceClassPiece) piece = NULL;
      g_autofree char *type = NULL;

      if (is_null_type (member))
        {
          *has_null = TRUE;
          continue;
        }

      piece = sluice_class_piece_new (self->printer, member, self->hint);
      type = sluice_class_piece_to_type (piece, self->printer);
      g_string_append_printf (text, "%s%s", n > 0 ? " | " : "", type);
      self->piece->is_class = n++ == 0 && piece->is_class;
    }

  return g_strdup (text->str);
}

static void
give_any_of (SluiceClassMaker *self,
             JsonArray        *members,
             gboolean          has_null)
{
  JsonArray *given = json_array_new ();
  JsonNode *null = NULL;

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);

      if (is_null_type (member))
        null = member;
      else
        json_array_add_element (given, json_node_copy (member));
    }
  if (has_null)
    json_array_add_element (given, json_node_copy (null));
  json_object_set_array_member (self->given, "anyOf", given);
}

gboolean
sluice_class_maker_make_union (SluiceClassMaker *self)
{
  JsonArray *members = sluice_class_json_get_array (self->wanted, "anyOf");
  g_autofree char *text = NULL;
  gboolean has_null;

  if (!members || !are_members (members))
    return FALSE;

  text = make_members (self, members, &has_null);
  sluice_class_maker_take_text (self, g_strconcat (text, has_null ? " | None" : "", NULL));
  give_any_of (self, members, has_null);

  return TRUE;
}

/* "type": ["string", "null"] reads as str | None; its own form is in the difference. */
gboolean
sluice_class_maker_make_type_list (SluiceClassMaker *self)
{
  static const struct { const char *type; const char *name; } names[] = {
    { "string", "str" }, { "integer", "int" }, { "number", "float" }, { "boolean", "bool" },
    { "array", "list" }, { "object", "dict" },
  };
  JsonArray *types = sluice_class_json_get_array (self->wanted, "type");
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean has_null = FALSE;

  if (!types || json_array_get_length (types) < 2)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      JsonNode *node = json_array_get_element (types, i);
      const char *type = JSON_NODE_HOLDS_VALUE (node) &&
                         json_node_get_value_type (node) == G_TYPE_STRING
                             ? json_node_get_string (node) : "";
      guint j = 0;

      if (g_str_equal (type, "null"))
        {
          has_null = TRUE;
          continue;
        }
      while (j < G_N_ELEMENTS (names) && !g_str_equal (names[j].type, type))
        j++;
      if (j == G_N_ELEMENTS (names) || strstr (text->str, names[j].name))
        return FALSE;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", names[j].name);
    }

  if (text->len == 0)
    return FALSE;
  if (has_null)
    g_string_append (text, " | None");
  sluice_class_maker_take_text (self, g_strdup (text->str));
  json_object_set_null_member (self->given, "anyOf");

  return TRUE;
}

static JsonObject *
find_class (SluiceClassMaker *self,
            JsonNode         *member,
            const char       *property)
{
  const char *reference = JSON_NODE_HOLDS_OBJECT (member)
                              ? sluice_class_json_get_string (json_node_get_object (member), "$ref") : NULL;
  const char *key = reference ? g_hash_table_lookup (self->printer->references, reference) : NULL;
  JsonNode *definition =
    key ? json_object_get_member (self->printer->definitions, key) : NULL;
  JsonNode *properties;

  if (!definition || !JSON_NODE_HOLDS_OBJECT (definition) ||
      json_object_get_size (json_node_get_object (member)) != 1)
    return NULL;

  properties = json_object_get_member (json_node_get_object (definition), "properties");

  return properties && JSON_NODE_HOLDS_OBJECT (properties) &&
         json_object_has_member (json_node_get_object (properties), property)
             ? json_node_get_object (properties) : NULL;
}

/* The members by the values of the property, as Pydantic would list them. */
static JsonNode *
make_mapping (SluiceClassMaker *self,
              JsonArray        *members,
              const char       *property)
{
  g_autoptr(JsonObject) mapping = json_object_new ();

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);
      JsonObject *properties = find_class (self, member, property);
      JsonNode *tag = properties ? json_object_get_member (properties, property) : NULL;
      JsonObject *object = tag && JSON_NODE_HOLDS_OBJECT (tag) ? json_node_get_object (tag) : NULL;
      const char *constant = object ? sluice_class_json_get_string (object, "const") : NULL;
      JsonArray *values = object ? sluice_class_json_get_array (object, "enum") : NULL;
      const char *reference;

      if (!constant && !values)
        return NULL;

      reference = sluice_class_json_get_string (json_node_get_object (member), "$ref");
      if (constant)
        json_object_set_string_member (mapping, constant, reference);
      for (guint j = 0; values && j < json_array_get_length (values); j++)
        {
          JsonNode *value = json_array_get_element (values, j);
          g_autofree char *name = NULL;

          if (!JSON_NODE_HOLDS_VALUE (value))
            return NULL;
          name = json_node_get_value_type (value) == G_TYPE_STRING
                     ? g_strdup (json_node_get_string (value)) : json_to_string (value, FALSE);
          json_object_set_string_member (mapping, name, reference);
        }
    }

  return json_node_init_object (json_node_alloc (), mapping);
}

gboolean
sluice_class_maker_make_discriminated (SluiceClassMaker *self)
{
  JsonArray *members = sluice_class_json_get_array (self->wanted, "oneOf");
  JsonNode *discriminator = json_object_get_member (self->wanted, "discriminator");
  const char *property;
  g_autoptr(JsonNode) mapping = NULL;
  JsonObject *given;
  g_autofree char *name = NULL;
  gboolean has_null;

  if (!members || !discriminator || !JSON_NODE_HOLDS_OBJECT (discriminator) ||
      !are_members (members))
    return FALSE;

  property = sluice_class_json_get_string (json_node_get_object (discriminator), "propertyName");
  if (!property || !(mapping = make_mapping (self, members, property)))
    return FALSE;

  sluice_class_maker_take_text (self, make_members (self, members, &has_null));
  self->piece->is_class = FALSE;
  name = sluice_class_python_make_name (property, FALSE);
  g_ptr_array_add (self->piece->arguments, g_strdup_printf ("discriminator=\"%s\"", name));

  json_object_set_array_member (self->given, "oneOf", json_array_ref (members));
  given = json_object_new ();
  json_object_set_string_member (given, "propertyName", property);
  json_object_set_member (given, "mapping", g_steal_pointer (&mapping));
  json_object_set_object_member (self->given, "discriminator", given);

  return TRUE;
}
