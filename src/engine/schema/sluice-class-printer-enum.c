/* sluice-class-printer-enum.c: a list of values as an enumeration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-printer-private.h"

static gboolean
is_all_of (JsonArray *values,
           GType      type)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonNode *value = json_array_get_element (values, i);

      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != type)
        return FALSE;
    }

  return json_array_get_length (values) > 0;
}

/* What an enumeration is besides: str or int; NULL where the schema says more than one can. */
static const char *
find_enum_base (SluiceClassPrinter *self,
                JsonObject         *schema,
                const char         *name,
                const char         *key)
{
  static const char *const known[] = { "enum", "type", "title", "description", NULL };
  JsonArray *values = sluice_class_json_get_array (schema, "enum");
  const char *type = sluice_class_json_get_string (schema, "type");
  const char *title = sluice_class_json_get_string (schema, "title");
  g_autoptr(GList) members = json_object_get_members (schema);

  for (GList *member = members; member; member = member->next)
    if (!g_strv_contains (known, member->data))
      return NULL;

  if (!values || !type || !sluice_class_printer_is_key_of (key, name) ||
      g_strcmp0 (title, self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED ? NULL : name) != 0)
    return NULL;
  if (g_str_equal (type, "string") && is_all_of (values, G_TYPE_STRING))
    return "str";

  return g_str_equal (type, "integer") && is_all_of (values, G_TYPE_INT64) ? "int" : NULL;
}

gboolean
sluice_class_printer_print_enum (SluiceClassPrinter *self,
                                 JsonObject         *schema,
                                 const char         *name,
                                 const char         *key)
{
  const char *base = find_enum_base (self, schema, name, key);
  const char *description = sluice_class_json_get_string (schema, "description");
  g_autofree char *docstring = description ? sluice_class_printer_make_docstring (description, "    ") : NULL;
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *values = sluice_class_json_get_array (schema, "enum");

  if (!base || (json_object_has_member (schema, "description") && !docstring))
    return FALSE;

  sluice_class_printer_import (self, "Enum");
  g_string_append_printf (self->classes, "\n\nclass %s(%s, Enum):\n", name, base);
  if (docstring)
    g_string_append_printf (self->classes, "    %s\n\n", docstring);
  g_hash_table_add (taken, g_strdup ("mro"));
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonNode *value = json_array_get_element (values, i);
      g_autofree char *text = g_str_equal (base, "str")
                                  ? g_strdup (json_node_get_string (value))
                                  : g_strdup_printf ("value_%" G_GINT64_FORMAT,
                                                     json_node_get_int (value));
      g_autofree char *member = sluice_class_printer_take_field_name (taken, text);

      g_string_append_printf (self->classes, "    %s = ", member);
      sluice_class_python_append_value (self->classes, value);
      g_string_append_c (self->classes, '\n');
    }

  return TRUE;
}
