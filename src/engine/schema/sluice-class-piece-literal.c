/* sluice-class-piece-literal.c: certain values as an annotation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-piece-private.h"

static gboolean
is_scalar (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_all_scalar (JsonArray *values)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!is_scalar (json_array_get_element (values, i)))
      return FALSE;

  return json_array_get_length (values) > 0;
}

gboolean
sluice_class_maker_has_repeats (JsonArray *values)
{
  g_autoptr(GHashTable) seen =
    g_hash_table_new ((GHashFunc) json_node_hash, (GEqualFunc) json_node_equal);

  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!g_hash_table_add (seen, json_array_get_element (values, i)))
      return TRUE;

  return FALSE;
}

static const char *
type_of_value (JsonNode *value)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return "null";

  switch (json_node_get_value_type (value))
    {
    case G_TYPE_STRING:
      return "string";
    case G_TYPE_INT64:
      return "integer";
    case G_TYPE_BOOLEAN:
      return "boolean";
    default:
      return "number";
    }
}

/* The type that Pydantic writes beside values: one that all of them have. */
static void
give_type_of_values (SluiceClassMaker *self,
                     JsonArray        *values)
{
  const char *type = type_of_value (json_array_get_element (values, 0));

  for (guint i = 1; i < json_array_get_length (values); i++)
    if (!g_str_equal (type, type_of_value (json_array_get_element (values, i))))
      return;

  if (!g_str_equal (type, "null") || json_array_get_length (values) == 1)
    sluice_class_maker_give_string (self, "type", type);
}

gboolean
sluice_class_maker_make_literal (SluiceClassMaker *self)
{
  JsonNode *constant = json_object_get_member (self->wanted, "const");
  JsonArray *values = sluice_class_json_get_array (self->wanted, "enum");
  g_autoptr(JsonArray) one = NULL;
  g_autoptr(GString) text = g_string_new ("Literal[");

  if (constant && is_scalar (constant))
    {
      one = json_array_new ();
      json_array_add_element (one, json_node_copy (constant));
      values = one;
    }
  if (!values || !is_all_scalar (values) || sluice_class_maker_has_repeats (values))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      sluice_class_python_append_value (text, json_array_get_element (values, i));
    }
  g_string_append_c (text, ']');
  sluice_class_maker_take_text (self, g_strdup (text->str));
  sluice_class_printer_import (self->printer, "Literal");

  if (json_array_get_length (values) == 1)
    sluice_class_maker_give (self, "const", json_array_get_element (values, 0));
  else
    json_object_set_array_member (self->given, "enum", json_array_ref (values));
  give_type_of_values (self, values);

  return TRUE;
}
