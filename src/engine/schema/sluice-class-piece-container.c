/* sluice-class-piece-container.c: arrays and objects as an annotation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-piece-private.h"

static gboolean
has_length (JsonObject *object,
            const char *key,
            guint       length)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) == length;
}

static gboolean
make_tuple (SluiceClassMaker *self)
{
  JsonArray *items = sluice_class_json_get_array (self->wanted, "prefixItems");
  g_autoptr(GString) text = g_string_new ("tuple[");

  if (!items || json_array_get_length (items) == 0 ||
      !has_length (self->wanted, "minItems", json_array_get_length (items)) ||
      !has_length (self->wanted, "maxItems", json_array_get_length (items)))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (items); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (items, i)))
      return FALSE;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autofree char *type = sluice_class_maker_make_inner (self, json_array_get_element (items, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", type);
    }
  g_string_append_c (text, ']');

  sluice_class_maker_take_text (self, g_strdup (text->str));
  sluice_class_maker_give_string (self, "type", "array");
  sluice_class_maker_give (self, "prefixItems", json_object_get_member (self->wanted, "prefixItems"));
  json_object_set_int_member (self->given, "minItems", json_array_get_length (items));
  json_object_set_int_member (self->given, "maxItems", json_array_get_length (items));

  return TRUE;
}

static gboolean
is_true (JsonObject *object,
         const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* What an item of a list is called after: "users" are of the class User. */
static char *
make_item_hint (const char *hint)
{
  gsize length = strlen (hint);

  if (length > 4 && g_str_has_suffix (hint, "ies"))
    return g_strdup_printf ("%.*sy", (int) length - 3, hint);
  if (length > 2 && g_str_has_suffix (hint, "s") && !g_str_has_suffix (hint, "ss"))
    return g_strndup (hint, length - 1);

  return g_strconcat (hint, "_item", NULL);
}

gboolean
sluice_class_maker_make_array (SluiceClassMaker *self)
{
  JsonNode *items = json_object_get_member (self->wanted, "items");
  gboolean is_set = is_true (self->wanted, "uniqueItems");
  g_autofree char *hint = make_item_hint (self->hint);
  g_autofree char *type = NULL;

  if (make_tuple (self))
    return TRUE;

  self->hint = hint;
  type = items && JSON_NODE_HOLDS_OBJECT (items) ? sluice_class_maker_make_inner (self, items) : NULL;
  if (type && !g_str_equal (type, "Any"))
    sluice_class_maker_take_text (self, g_strdup_printf ("%s[%s]", is_set ? "set" : "list", type));
  else
    sluice_class_maker_take_text (self, g_strdup (is_set ? "set" : "list"));

  sluice_class_maker_give_string (self, "type", "array");
  if (type)
    sluice_class_maker_give (self, "items", items);
  else
    json_object_set_object_member (self->given, "items", json_object_new ());
  if (is_set)
    json_object_set_boolean_member (self->given, "uniqueItems", TRUE);
  sluice_class_maker_add_rules (self, "array");

  return TRUE;
}

/* An object with members of its own is a class. Its default is not the class's to say. */
gboolean
sluice_class_maker_make_class (SluiceClassMaker *self)
{
  JsonNode *properties = json_object_get_member (self->wanted, "properties");
  g_autoptr(JsonObject) body = NULL;
  g_autoptr(JsonNode) schema = NULL;
  JsonObjectIter iter;
  const char *key, *name;
  JsonNode *value;

  if (!properties || !JSON_NODE_HOLDS_OBJECT (properties))
    return FALSE;

  body = json_object_new ();
  json_object_iter_init_ordered (&iter, self->wanted);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    if (!g_str_equal (key, "default"))
      {
        json_object_set_member (body, key, json_node_copy (value));
        sluice_class_maker_give (self, key, value);
      }
  schema = json_node_init_object (json_node_alloc (), body);
  name = sluice_class_printer_inline (self->printer, schema, self->hint);

  sluice_class_maker_take_text (self, g_strdup (name));
  self->piece->is_class = TRUE;
  if (!(self->printer->pragmas & SLUICE_CLASS_PRAGMA_INLINE))
    sluice_class_maker_give_string (self, "$ref", "");

  return TRUE;
}

gboolean
sluice_class_maker_make_dict (SluiceClassMaker *self)
{
  JsonNode *values = json_object_get_member (self->wanted, "additionalProperties");
  g_autofree char *type = NULL;
  g_autofree char *hint = make_item_hint (self->hint);

  self->hint = hint;
  if (values && JSON_NODE_HOLDS_OBJECT (values) &&
      json_object_get_size (json_node_get_object (values)) > 0 &&
      !json_object_has_member (json_node_get_object (values), "title"))
    type = sluice_class_maker_make_inner (self, values);

  sluice_class_maker_give_string (self, "type", "object");
  if (type)
    {
      sluice_class_maker_take_text (self, g_strdup_printf ("dict[str, %s]", type));
      sluice_class_maker_give (self, "additionalProperties", values);
    }
  else
    {
      sluice_class_maker_take_text (self, g_strdup ("dict[str, Any]"));
      sluice_class_printer_import (self->printer, "Any");
      json_object_set_boolean_member (self->given, "additionalProperties", TRUE);
    }
  sluice_class_maker_add_rules (self, "object");

  return TRUE;
}
