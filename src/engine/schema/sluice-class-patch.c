/* sluice-class-patch.c: what json_schema_extra has to add where classes cannot say it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-printer-private.h"

static gboolean
is_same_array (JsonArray  *a,
               JsonArray  *b,
               const char *parent)
{
  guint n = json_array_get_length (a);

  if (n != json_array_get_length (b))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!sluice_class_printer_is_same (json_array_get_element (a, i),
                                       json_array_get_element (b, i), parent))
      return FALSE;

  return TRUE;
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* Names of required members have no order. */
static gboolean
is_same_set (JsonArray *a,
             JsonArray *b)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = json_array_get_length (a);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *name = json_array_get_element (a, i);

      if (!is_string (name) || !g_hash_table_add (names, (gpointer) json_node_get_string (name)))
        return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (b); i++)
    {
      JsonNode *name = json_array_get_element (b, i);

      if (!is_string (name) || !g_hash_table_remove (names, json_node_get_string (name)))
        return FALSE;
    }

  return g_hash_table_size (names) == 0;
}

static gboolean
is_same_object (JsonObject *a,
                JsonObject *b,
                const char *parent)
{
  gboolean in_order = g_str_equal (parent, "properties");
  g_autoptr(GList) keys = json_object_get_members (a);
  g_autoptr(GList) others = json_object_get_members (b);

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  for (GList *key = keys, *other = others; key; key = key->next, other = other->next)
    {
      JsonNode *one = json_object_get_member (a, key->data);
      JsonNode *two = json_object_get_member (b, key->data);

      if (!two || (in_order && !g_str_equal (key->data, other->data)))
        return FALSE;
      if (g_str_equal (key->data, "required") && !in_order && JSON_NODE_HOLDS_ARRAY (one) &&
          JSON_NODE_HOLDS_ARRAY (two) &&
          is_same_set (json_node_get_array (one), json_node_get_array (two)))
        continue;
      if (!sluice_class_printer_is_same (one, two, in_order ? "" : key->data))
        return FALSE;
    }

  return TRUE;
}

gboolean
sluice_class_printer_is_same (JsonNode   *a,
                              JsonNode   *b,
                              const char *parent)
{
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (a))
    return is_same_object (json_node_get_object (a), json_node_get_object (b), parent);
  if (JSON_NODE_HOLDS_ARRAY (a))
    return is_same_array (json_node_get_array (a), json_node_get_array (b), parent);

  return json_node_equal (a, b);
}

void
sluice_class_patch_make (JsonObject *wanted,
                         JsonObject *given,
                         JsonObject *patch)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, wanted);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      JsonNode *other = json_object_get_member (given, key);

      if (!other || !sluice_class_printer_is_same (value, other, key))
        json_object_set_member (patch, key, json_node_copy (value));
    }

  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    if (!json_object_has_member (wanted, key))
      json_object_set_null_member (patch, key);
}
