/* sluice-class-emit-union.c: alternatives as JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-emit-private.h"

void
sluice_class_emitter_set_any_of (JsonNode  *node,
                                 GPtrArray *members)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < members->len; i++)
    json_array_add_element (array, g_ptr_array_index (members, i));
  json_object_set_array_member (json_node_get_object (node), "anyOf", array);
}

/* Pays for looking at all of a node: unions in unions are looked at again at each level. */
static gboolean
spend_node (SluiceClassEmitter *self,
            JsonNode           *node)
{
  if (!sluice_class_reader_spend (self->reader, 1))
    return FALSE;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!spend_node (self, json_array_get_element (array, i)))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        if (!spend_node (self, member))
          return FALSE;
    }

  return TRUE;
}

/* The members of a union without those that say the same; what is nothing but a union is dissolved.
 * Takes the members. */
static JsonNode *
make_any_of (SluiceClassEmitter *self,
             GPtrArray          *members)
{
  g_autoptr (GPtrArray) flat = g_ptr_array_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GHashTable) seen =
    g_hash_table_new ((GHashFunc) json_node_hash, (GEqualFunc) json_node_equal);
  JsonNode *node;

  for (guint i = 0; i < members->len; i++)
    {
      JsonNode *member = g_ptr_array_index (members, i);
      JsonObject *object = json_node_get_object (member);

      if (json_object_get_size (object) == 1 && json_object_has_member (object, "anyOf"))
        {
          JsonArray *inner = json_object_get_array_member (object, "anyOf");

          for (guint j = 0; j < json_array_get_length (inner); j++)
            g_ptr_array_add (flat, json_array_get_element (inner, j));
        }
      else
        {
          g_ptr_array_add (flat, member);
        }
      g_ptr_array_add (self->dropped, member);
    }

  for (guint i = 0; i < flat->len; i++)
    if (spend_node (self, g_ptr_array_index (flat, i)) &&
        g_hash_table_add (seen, g_ptr_array_index (flat, i)))
      g_ptr_array_add (kept, json_node_ref (g_ptr_array_index (flat, i)));

  if (kept->len == 1)
    return g_ptr_array_index (kept, 0);

  node = sluice_class_emitter_new_object ();
  if (kept->len > 0)
    sluice_class_emitter_set_any_of (node, kept);

  return node;
}

JsonNode *
sluice_class_emitter_make_union (SluiceClassEmitter *self,
                                 SluiceClassType    *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (guint i = 0; i < type->n_arguments; i++)
    g_ptr_array_add (members, sluice_class_emitter_make_type (self, type->arguments[i]));

  return make_any_of (self, members);
}

JsonNode *
sluice_class_emitter_make_null (void)
{
  JsonNode *node = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_string (node, "type", "null");

  return node;
}

JsonNode *
sluice_class_emitter_make_nullable (SluiceClassEmitter *self,
                                    SluiceClassType    *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  g_ptr_array_add (members, sluice_class_emitter_make_type (self, type->arguments[0]));
  g_ptr_array_add (members, sluice_class_emitter_make_null ());

  return make_any_of (self, members);
}

/* Discriminated unions */

/* The values that a field can have which tells the members of a union apart; NULL where they cannot
 * be told. */
static JsonArray *
list_tag_values (SluiceClassType *type)
{
  if (type->kind == SLUICE_CLASS_TYPE_LITERAL)
    return json_node_get_array (type->values);
  if (type->kind == SLUICE_CLASS_TYPE_REFERENCE && type->declaration->values)
    return json_node_get_array (type->declaration->values);

  return NULL;
}

static SluiceClassField *
find_tag_field (SluiceClassEmitter     *self,
                SluiceClassDeclaration *declaration,
                const char             *tag)
{
  g_autoptr (GPtrArray) fields = NULL;

  if (!sluice_class_declaration_has_fields (declaration))
    return NULL;

  fields = sluice_class_model_list_fields (self->reader, declaration);
  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);

      if (g_str_equal (field->name, tag) || g_strcmp0 (field->alias, tag) == 0)
        return field;
    }

  return NULL;
}

/* How JSON writes the value of a tag as the name of a member. */
static char *
tag_name (JsonNode *value)
{
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));

  return json_to_string (value, FALSE);
}

/* Adds to mapping which values of the tag lead to a member of the union. */
static gboolean
map_member (SluiceClassEmitter  *self,
            SluiceClassType     *member,
            const char          *tag,
            JsonNode            *schema,
            JsonObject          *mapping,
            const char         **property)
{
  SluiceClassField *field;
  JsonArray *values;

  if (member->kind == SLUICE_CLASS_TYPE_UNION || member->kind == SLUICE_CLASS_TYPE_TAGGED)
    {
      for (guint i = 0; i < member->n_arguments; i++)
        if (!map_member (self, member->arguments[i], tag, schema, mapping, property))
          return FALSE;
      return TRUE;
    }

  if (member->kind != SLUICE_CLASS_TYPE_REFERENCE ||
      !(field = find_tag_field (self, member->declaration, tag)) ||
      !(values = list_tag_values (field->type)))
    return FALSE;

  *property = field->alias ? field->alias : field->name;
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      g_autofree char *name = tag_name (json_array_get_element (values, i));
      JsonObject *object = json_node_get_object (schema);

      if (json_object_has_member (object, "$ref"))
        json_object_set_member (mapping, name,
                                json_node_copy (json_object_get_member (object, "$ref")));
      else
        json_object_set_member (mapping, name, json_node_copy (schema));
    }

  return TRUE;
}

static void
report_untagged (SluiceClassEmitter *self,
                 SluiceClassType    *type,
                 SluiceClassType    *member)
{
  const char *name = member->kind == SLUICE_CLASS_TYPE_REFERENCE ? member->declaration->name : NULL;

  if (name)
    sluice_class_source_report (self->reader->source, SLUICE_SEVERITY_ERROR, type->tag_span,
                                _("‘%s’ has no field ‘%s’ of the type Literal[…]"), name,
                                type->tag);
  else
    sluice_class_source_report (self->reader->source, SLUICE_SEVERITY_ERROR, type->tag_span,
                                _("A discriminator needs a union of classes"));
}

JsonNode *
sluice_class_emitter_make_tagged (SluiceClassEmitter *self,
                                  SluiceClassType    *type)
{
  JsonNode *node = sluice_class_emitter_new_object ();
  JsonNode *discriminator = sluice_class_emitter_new_object ();
  JsonNode *mapping = sluice_class_emitter_new_object ();
  JsonArray *one_of = json_array_new ();
  const char *property = type->tag;
  gboolean is_mapped = type->tag != NULL;

  for (guint i = 0; i < type->n_arguments; i++)
    {
      JsonNode *schema = sluice_class_emitter_make_type (self, type->arguments[i]);

      json_array_add_element (one_of, schema);
      if (type->tag && !map_member (self, type->arguments[i], type->tag, schema,
                                    json_node_get_object (mapping), &property))
        {
          report_untagged (self, type, type->arguments[i]);
          is_mapped = FALSE;
        }
    }
  json_object_set_array_member (json_node_get_object (node), "oneOf", one_of);

  if (is_mapped)
    {
      sluice_class_emitter_set_string (discriminator, "propertyName", property);
      sluice_class_emitter_set_node (discriminator, "mapping", mapping);
      sluice_class_emitter_set_node (node, "discriminator", discriminator);
    }
  else
    {
      json_node_unref (discriminator);
      json_node_unref (mapping);
    }

  return node;
}
