/* sluice-class-printer-model.c: an object with properties as a class with fields
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-printer-private.h"

#define MAX_LINE 96

/* A docstring for a description; NULL where it would not come back the same. */
char *
sluice_class_printer_make_docstring (const char *description,
                                     const char *margin)
{
  g_autoptr(SluiceClassSource) source = sluice_class_source_new ("");
  g_autoptr(GString) plain = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (description, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_autoptr(GString) quoted = g_string_new (NULL);
      g_autofree char *inside = NULL;
      const char *indent = i > 0 && *lines[i] ? margin : "";

      sluice_class_python_append_string (quoted, lines[i]);
      inside = g_strndup (quoted->str + 1, quoted->len - 2);
      g_string_append_printf (text, "%s%s%s", i > 0 ? "\n" : "", indent, inside);
      g_string_append_printf (plain, "%s%s%s", i > 0 ? "\n" : "", indent, lines[i]);
    }

  if (*description == '\0' ||
      !g_str_equal (sluice_class_docstring_clean (source, plain->str), description))
    return NULL;

  g_string_replace (text, "\\\"", "\"", 0);
  g_string_replace (text, "\"\"\"", "\\\"\\\"\\\"", 0);
  if (g_str_has_suffix (text->str, "\""))
    {
      g_string_truncate (text, text->len - 1);
      g_string_append (text, "\\\"");
    }

  return g_strdup_printf ("\"\"\"%s\"\"\"", text->str);
}

/* head (arguments), on one line where it fits. */
static void
append_call (GString    *out,
             const char *head,
             GPtrArray  *arguments)
{
  g_autofree char *joined = NULL;

  g_ptr_array_add (arguments, NULL);
  joined = g_strjoinv (", ", (char **) arguments->pdata);
  g_ptr_array_remove_index (arguments, arguments->len - 1);

  if (g_utf8_strlen (head, -1) + g_utf8_strlen (joined, -1) + 2 <= MAX_LINE)
    {
      g_string_append_printf (out, "%s(%s)\n", head, joined);
      return;
    }

  g_string_append_printf (out, "%s(\n", head);
  for (guint i = 0; i < arguments->len; i++)
    g_string_append_printf (out, "        %s,\n", (char *) g_ptr_array_index (arguments, i));
  g_string_append (out, "    )\n");
}

static gboolean
is_required (JsonObject *schema,
             const char *name)
{
  JsonArray *required = sluice_class_json_get_array (schema, "required");

  for (guint i = 0; required && i < json_array_get_length (required); i++)
    {
      JsonNode *node = json_array_get_element (required, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), name))
        return TRUE;
    }

  return FALSE;
}

/* A field that may be left out and has no default needs a factory: the emptiest that fits. */
static const char *
choose_factory (const char *type)
{
  static const char *const types[] = { "list", "dict", "set", "str", "int", "float", "bool" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gsize length = strlen (types[i]);

      if (g_str_has_prefix (type, types[i]) && !strchr (type, '|') &&
          (type[length] == '\0' || type[length] == '['))
        return types[i];
    }

  return "lambda: None";
}

/* Puts the default, or what stands for it, before the other arguments. */
static void
add_initial (SluiceClassPiece *piece,
             JsonNode         *initial,
             gboolean          is_needed)
{
  g_autoptr(GString) value = g_string_new (NULL);

  if (initial && is_needed)
    {
      json_object_set_member (piece->patch, "default", json_node_copy (initial));
    }
  else if (initial)
    {
      sluice_class_python_append_value (value, initial);
      g_ptr_array_insert (piece->arguments, 0, g_strdup (value->str));
    }
  else if (!is_needed)
    {
      g_ptr_array_insert (piece->arguments, 0,
                          g_strconcat ("default_factory=", choose_factory (piece->text), NULL));
    }
}

/* A name that Python takes and no field of the class has yet. */
char *
sluice_class_printer_take_field_name (GHashTable *taken,
                                      const char *name)
{
  g_autofree char *wish = sluice_class_python_make_name (name, FALSE);
  char *unique = g_str_equal (wish, "model_config") ? g_strdup ("model_config_") : g_strdup (wish);

  for (guint i = 2; g_hash_table_contains (taken, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s_%u", wish, i);
    }
  g_hash_table_add (taken, g_strdup (unique));

  return unique;
}

static void
print_field (SluiceClassPrinter *self,
             GString            *out,
             GHashTable         *taken,
             const char         *name,
             JsonNode           *schema,
             gboolean            is_needed)
{
  g_autofree char *field_name = sluice_class_printer_take_field_name (taken, name);
  g_autoptr(SluiceClassPiece) piece = sluice_class_piece_new_for_field (self, schema, name);
  JsonNode *initial = json_object_get_member (json_node_get_object (schema), "default");
  gboolean has_alias = !g_str_equal (field_name, name);
  g_autofree char *head = NULL;

  if (has_alias)
    {
      g_autoptr(GString) alias = g_string_new ("alias=");

      sluice_class_python_append_string (alias, name);
      g_ptr_array_insert (piece->arguments, 0, g_strdup (alias->str));
    }
  add_initial (piece, initial, is_needed);
  sluice_class_piece_finish (piece);

  if (piece->arguments->len == 0)
    {
      g_string_append_printf (out, "    %s: %s\n", field_name, piece->text);
    }
  else if (piece->arguments->len == 1 && initial && !is_needed)
    {
      g_string_append_printf (out, "    %s: %s = %s\n", field_name, piece->text,
                              (char *) g_ptr_array_index (piece->arguments, 0));
    }
  else
    {
      head = g_strdup_printf ("    %s: %s = Field", field_name, piece->text);
      sluice_class_printer_import (self, "Field");
      append_call (out, head, piece->arguments);
    }
}

/* Writes the fields; adds to given what they say. */
static void
print_fields (SluiceClassPrinter *self,
              GString            *out,
              JsonObject         *schema,
              JsonObject         *given)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *properties = sluice_class_json_get_object (schema, "properties");
  JsonArray *required = json_array_new ();
  gboolean is_whole = TRUE;
  JsonObjectIter iter;
  const char *name;
  JsonNode *property;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &property))
    {
      gboolean is_needed = is_required (schema, name);
      g_autoptr(JsonNode) any = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (property))
        {
          g_autoptr(JsonObject) empty = json_object_new ();

          any = json_node_init_object (json_node_alloc (), empty);
          property = any;
          is_whole = FALSE;
        }
      print_field (self, out, taken, name, property, is_needed);
      if (is_needed)
        json_array_add_string_element (required, name);
    }

  json_object_set_string_member (given, "type", "object");
  if (is_whole)
    json_object_set_object_member (given, "properties", json_object_ref (properties));
  if (json_array_get_length (required) > 0)
    json_object_set_array_member (given, "required", required);
  else
    json_array_unref (required);
}

static void
print_heading (GString    *out,
               const char *docstring,
               const char *key,
               GPtrArray  *settings)
{
  if (docstring)
    g_string_append_printf (out, "    %s\n\n", docstring);
  if (key)
    {
      g_string_append (out, "    __qualname__ = ");
      sluice_class_python_append_string (out, key);
      g_string_append (out, "\n");
    }
  if (settings->len > 0)
    append_call (out, "    model_config = ConfigDict", settings);
  if (key || settings->len > 0)
    g_string_append (out, "\n");
}

/* Collects the settings of a class: what its fields and its name do not say. */
static void
add_settings (SluiceClassPrinter *self,
              GPtrArray          *settings,
              JsonObject         *wanted,
              JsonObject         *given,
              const char         *name)
{
  g_autoptr(JsonObject) patch = json_object_new ();
  const char *title = sluice_class_json_get_string (wanted, "title");
  JsonNode *extra = json_object_get_member (wanted, "additionalProperties");

  if (!(self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED) || title)
    json_object_set_string_member (given, "title", title ? title : name);
  if (title && (!g_str_equal (title, name) || self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED))
    {
      g_autoptr(GString) setting = g_string_new ("title=");

      sluice_class_python_append_string (setting, title);
      g_ptr_array_add (settings, g_strdup (setting->str));
    }

  if (extra && JSON_NODE_HOLDS_VALUE (extra) && json_node_get_value_type (extra) == G_TYPE_BOOLEAN)
    {
      gboolean is_open = json_node_get_boolean (extra);

      json_object_set_boolean_member (given, "additionalProperties", is_open);
      g_ptr_array_add (settings, g_strdup_printf ("extra=\"%s\"", is_open ? "allow" : "forbid"));
    }

  sluice_class_patch_make (wanted, given, patch);
  if (json_object_get_size (patch) > 0)
    {
      g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), patch);
      g_autoptr(GString) setting = g_string_new ("json_schema_extra=");

      sluice_class_python_append_value (setting, node);
      g_ptr_array_add (settings, g_strdup (setting->str));
    }
  if (settings->len > 0)
    sluice_class_printer_import (self, "ConfigDict");
}

/* key is NULL where the class is in no $defs. */
void
sluice_class_printer_print_model (SluiceClassPrinter *self,
                                  JsonObject         *schema,
                                  const char         *name,
                                  const char         *key)
{
  g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonObject) given = json_object_new ();
  g_autoptr(GString) fields = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  const char *description = sluice_class_json_get_string (schema, "description");
  g_autofree char *docstring = description ? sluice_class_printer_make_docstring (description, "    ") : NULL;

  sluice_class_printer_import (self, "BaseModel");
  print_fields (self, fields, schema, given);
  if (docstring)
    json_object_set_string_member (given, "description", description);
  add_settings (self, settings, schema, given, name);

  g_string_append_printf (out, "class %s(BaseModel):\n", name);
  print_heading (out, docstring, key && !sluice_class_printer_is_key_of (key, name) ? key : NULL, settings);
  g_string_append (out, fields->len > 0 ? fields->str : docstring || settings->len > 0
                                                            ? "" : "    pass\n");
  while (g_str_has_suffix (out->str, "\n\n"))
    g_string_truncate (out, out->len - 1);

  g_string_append_printf (self->classes, "\n\n%s", out->str);
  g_hash_table_add (self->written, g_strdup (name));
}

const char *
sluice_class_printer_inline (SluiceClassPrinter *self,
                             JsonNode           *schema,
                             const char         *hint)
{
  g_autofree char *text = json_to_string (schema, FALSE);
  const char *name = g_hash_table_lookup (self->inlined, text);
  const char *title = sluice_class_json_get_string (json_node_get_object (schema), "title");

  if (name)
    return name;

  name = sluice_class_printer_take_name (self, title && sluice_class_python_is_name (title) ? title : hint);
  g_hash_table_insert (self->inlined, g_steal_pointer (&text), (gpointer) name);
  sluice_class_printer_print_model (self, json_node_get_object (schema), name, NULL);

  return name;
}
