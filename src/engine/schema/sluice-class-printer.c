/* sluice-class-printer.c: JSON Schema -> classes as people write them
 *
 * Definitions become classes, in an order in which each stands above its use. A comment
 * "# sluice: untitled" says that no titles are made from names, "inline" that objects are written
 * in their place instead of in $defs: two habits of schemas that do not come from Pydantic. What is
 * printed is read back and compared; a definition that did not survive is given as it is.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-notation-private.h"
#include "schema/sluice-class-printer-private.h"

#define ROOT_NAME "Response"

/* Where the names come from that the classes use. */
static const struct
{
  const char *module;
  const char *names[12];
} modules[] = {
  { "datetime", { "date", "datetime", "time", "timedelta" } },
  { "enum", { "Enum" } },
  { "ipaddress", { "IPv4Address", "IPv6Address" } },
  { "pathlib", { "Path" } },
  { "typing", { "Annotated", "Any", "Literal" } },
  { "uuid", { "UUID" } },
  { "pydantic", { "UUID4", "AnyUrl", "BaseModel", "ConfigDict", "EmailStr", "Field", "HttpUrl",
                  "RootModel", "WithJsonSchema" } },
};

void
sluice_class_printer_import (SluiceClassPrinter *self,
                             const char         *name)
{
  g_hash_table_add (self->imports, g_strdup (name));
}

static void
copy_members (JsonObject *from,
              JsonObject *to)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    json_object_set_member (to, key, json_node_copy (value));
}

/* A name that no class has yet. */
char *
sluice_class_printer_take_name (SluiceClassPrinter *self,
                                const char         *wish)
{
  g_autofree char *name = sluice_class_python_make_name (wish, TRUE);
  char *unique = g_strdup (name);

  for (guint i = 2; g_hash_table_contains (self->taken, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s%u", name, i);
    }
  g_hash_table_add (self->taken, g_strdup (unique));

  return unique;
}

/* The reference to a definition as the parser writes it. */
static char *
make_reference (const char *key)
{
  GString *reference = g_string_new ("#/$defs/");

  for (const char *p = key; *p; p++)
    {
      if (*p == '~' || *p == '/')
        g_string_append (reference, *p == '~' ? "~0" : "~1");
      else if (g_ascii_isalnum (*p) || strchr ("-_.", *p))
        g_string_append_c (reference, *p);
      else
        g_string_append_printf (reference, "%%%02X", (guchar) *p);
    }

  return g_string_free (reference, FALSE);
}

/* Whether the parser makes this key of $defs from that name of a class. */
gboolean
sluice_class_printer_is_key_of (const char *key,
                                const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;

  return g_str_equal (key, name);
}

/* Other definitions */

static char *
make_replacement (SluiceClassPrinter *self,
                  JsonNode           *schema)
{
  g_autoptr(GString) text = g_string_new ("Annotated[Any, WithJsonSchema(");

  sluice_class_printer_import (self, "Annotated");
  sluice_class_printer_import (self, "Any");
  sluice_class_printer_import (self, "WithJsonSchema");
  sluice_class_python_append_value (text, schema);
  g_string_append (text, ")]");

  return g_strdup (text->str);
}

static char *
make_type (SluiceClassPrinter *self,
           JsonNode           *schema,
           const char         *hint,
           gboolean            is_literal)
{
  g_autoptr(SluiceClassPiece) piece = NULL;

  if (is_literal)
    return make_replacement (self, schema);

  piece = sluice_class_piece_new (self, schema, hint);

  return sluice_class_piece_to_type (piece, self);
}

/* type Name = ...; where that cannot have the key, a class around the type. */
static void
print_alias (SluiceClassPrinter *self,
             JsonNode           *schema,
             const char         *name,
             const char         *key,
             gboolean            is_literal)
{
  g_autofree char *type = make_type (self, schema, name, is_literal);

  if (sluice_class_printer_is_key_of (key, name))
    {
      g_string_append_printf (self->classes, "\n\ntype %s = %s\n", name, type);
      return;
    }

  sluice_class_printer_import (self, "RootModel");
  g_string_append_printf (self->classes, "\n\nclass %s(RootModel[%s]):\n    __qualname__ = ", name,
                          type);
  sluice_class_python_append_string (self->classes, key);
  if (!json_object_has_member (json_node_get_object (schema), "title") &&
      !(self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED))
    {
      sluice_class_printer_import (self, "ConfigDict");
      g_string_append (self->classes,
                       "\n    model_config = ConfigDict(json_schema_extra={\"title\": None})");
    }
  g_string_append_c (self->classes, '\n');
}

static void
print_definition (SluiceClassPrinter *self,
                  const char         *key)
{
  JsonNode *schema = json_object_get_member (self->definitions, key);
  const char *name = g_hash_table_lookup (self->names, key);
  gboolean is_literal = g_hash_table_contains (self->literal, key);

  if (is_literal)
    print_alias (self, schema, name, key, TRUE);
  else if (sluice_class_json_get_object (json_node_get_object (schema), "properties"))
    sluice_class_printer_print_model (self, json_node_get_object (schema), name, key);
  else if (!sluice_class_printer_print_enum (self, json_node_get_object (schema), name, key))
    print_alias (self, schema, name, key, FALSE);

  g_hash_table_add (self->written, g_strdup (name));
}

/* The root */

/* The schema without those definitions that are classes of their own. */
static JsonNode *
make_root (SluiceClassPrinter *self,
           GPtrArray          *order)
{
  g_autoptr(JsonObject) root = json_object_new ();
  g_autoptr(JsonObject) rest = json_object_new ();

  copy_members (json_node_get_object (self->schema), root);
  if (!self->definitions)
    return json_node_init_object (json_node_alloc (), root);

  copy_members (self->definitions, rest);
  for (guint i = 0; i < order->len; i++)
    json_object_remove_member (rest, g_ptr_array_index (order, i));
  json_object_remove_member (root, "$defs");
  if (json_object_get_size (rest) > 0)
    json_object_set_object_member (root, "$defs", g_steal_pointer (&rest));

  return json_node_init_object (json_node_alloc (), root);
}

/* The class that the root is nothing but a reference to. */
static const char *
find_root_class (SluiceClassPrinter *self,
                 JsonObject         *root)
{
  const char *reference = sluice_class_json_get_string (root, "$ref");
  const char *key = reference ? g_hash_table_lookup (self->references, reference) : NULL;

  return key && json_object_get_size (root) == 1 ? g_hash_table_lookup (self->names, key) : NULL;
}

static void
print_root (SluiceClassPrinter *self,
            JsonNode           *root)
{
  JsonObject *object = json_node_get_object (root);
  const char *title = sluice_class_json_get_string (object, "title");
  const char *class_name = find_root_class (self, object);
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;

  if (class_name && !g_hash_table_contains (self->literal, ""))
    {
      g_string_append_printf (self->classes, "\n\n%s\n", class_name);
      return;
    }

  name = sluice_class_printer_take_name (self, title && *title ? title : ROOT_NAME);
  if (g_hash_table_contains (self->literal, ""))
    type = make_replacement (self, root);
  else if (sluice_class_json_get_object (object, "properties"))
    {
      sluice_class_printer_print_model (self, object, name, NULL);
      return;
    }
  else
    type = make_type (self, root, name, FALSE);

  if (title && sluice_class_python_is_name (title))
    g_string_append_printf (self->classes, "\n\n%s = %s\n", name, type);
  else
    g_string_append_printf (self->classes, "\n\n%s\n", type);
}

/* The whole text */

static void
print_imports (SluiceClassPrinter *self,
               GString            *out)
{
  if (self->is_forward)
    g_string_append (out, "from __future__ import annotations\n\n");

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      g_autoptr(GString) names = g_string_new (NULL);

      for (guint j = 0; modules[i].names[j]; j++)
        if (g_hash_table_contains (self->imports, modules[i].names[j]))
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", modules[i].names[j]);
      if (names->len == 0)
        continue;

      if (g_str_equal (modules[i].module, "pydantic") && out->len > 0 &&
          !g_str_has_suffix (out->str, "\n\n"))
        g_string_append_c (out, '\n');
      g_string_append_printf (out, "from %s import %s\n", modules[i].module, names->str);
    }
}

static void
print_pragmas (SluiceClassPrinter *self,
               GString            *out)
{
  gboolean is_untitled = self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED;
  gboolean is_inline = self->pragmas & SLUICE_CLASS_PRAGMA_INLINE;

  if (is_untitled || is_inline)
    g_string_append_printf (out, "# sluice: %s%s%s\n\n", is_untitled ? "untitled" : "",
                            is_untitled && is_inline ? ", " : "", is_inline ? "inline" : "");
}

/* Counts the properties that have titles, and those that could. */
static void
count_titles (JsonNode *node,
              gboolean  are_properties,
              int      *balance,
              gboolean *has_objects)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        count_titles (json_array_get_element (array, i), FALSE, balance, has_objects);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &key, &member))
        {
          gboolean is_map = !are_properties && g_str_equal (key, "properties");
          JsonObject *property =
            are_properties && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;

          if (property && !json_object_has_member (property, "$ref"))
            *balance += json_object_has_member (property, "title") ? 1 : -1;
          if (property && sluice_class_json_get_object (property, "properties"))
            *has_objects = TRUE;
          if (!are_properties && g_str_equal (key, "items") && JSON_NODE_HOLDS_OBJECT (member) &&
              sluice_class_json_get_object (json_node_get_object (member), "properties"))
            *has_objects = TRUE;
          count_titles (member, is_map, balance, has_objects);
        }
    }
}

static void
choose_pragmas (SluiceClassPrinter *self)
{
  gboolean has_objects = FALSE;
  int balance = 0;

  count_titles (self->schema, FALSE, &balance, &has_objects);
  if (balance < 0)
    self->pragmas |= SLUICE_CLASS_PRAGMA_UNTITLED;
  if (has_objects && !self->definitions)
    self->pragmas |= SLUICE_CLASS_PRAGMA_INLINE;
}

static void
name_definitions (SluiceClassPrinter *self)
{
  g_autoptr(GList) keys = self->definitions ? json_object_get_members (self->definitions) : NULL;

  for (GList *key = keys; key; key = key->next)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_object_get_member (self->definitions, key->data)))
        continue;

      g_hash_table_insert (self->names, key->data, sluice_class_printer_take_name (self, key->data));
      g_hash_table_insert (self->references, make_reference (key->data), key->data);
    }
}

/* Prints once; literal says what is to be given as it is. */
static char *
print_once (JsonNode   *schema,
            GHashTable *literal)
{
  SluiceClassPrinter self = { .schema = schema, .literal = literal };
  g_autoptr(GPtrArray) order = NULL;
  g_autoptr(JsonNode) root = NULL;
  GString *out = g_string_new (NULL);

  self.definitions = sluice_class_json_get_object (json_node_get_object (schema), "$defs");
  self.names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self.references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.inlined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.imports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.classes = g_string_new (NULL);

  choose_pragmas (&self);
  name_definitions (&self);
  order = sluice_class_printer_list_definitions (&self);
  for (guint i = 0; i < order->len; i++)
    print_definition (&self, g_ptr_array_index (order, i));
  root = make_root (&self, order);
  print_root (&self, root);

  print_pragmas (&self, out);
  print_imports (&self, out);
  g_string_append (out, self.classes->str + (out->len > 0 ? 0 : 2));

  g_hash_table_unref (self.names);
  g_hash_table_unref (self.references);
  g_hash_table_unref (self.taken);
  g_hash_table_unref (self.inlined);
  g_hash_table_unref (self.imports);
  g_hash_table_unref (self.written);
  g_string_free (self.classes, TRUE);

  return g_string_free (out, FALSE);
}

/* Marks as literal what did not come back the same; FALSE where all did. */
static gboolean
find_lost (JsonNode   *schema,
           const char *text,
           GHashTable *literal)
{
  g_autoptr(GListStore) diagnostics = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);
  g_autoptr(SluiceClassNotation) classes = sluice_class_notation_parse (text, NULL, diagnostics);
  JsonObject *wanted = sluice_class_json_get_object (json_node_get_object (schema), "$defs");
  JsonObject *got;
  guint n_before = g_hash_table_size (literal);
  g_autoptr(GList) keys = wanted ? json_object_get_members (wanted) : NULL;

  if (classes->json && sluice_class_printer_is_same (schema, classes->json, ""))
    return FALSE;

  got = classes->json ? sluice_class_json_get_object (json_node_get_object (classes->json), "$defs") : NULL;
  for (GList *key = keys; key; key = key->next)
    {
      JsonNode *node = got ? json_object_get_member (got, key->data) : NULL;

      if (node && JSON_NODE_HOLDS_OBJECT (node) &&
          !sluice_class_printer_is_same (json_object_get_member (wanted, key->data), node, ""))
        g_hash_table_add (literal, g_strdup (key->data));
    }
  if (g_hash_table_size (literal) == n_before)
    g_hash_table_add (literal, g_strdup (""));

  return TRUE;
}

/**
 * sluice_class_notation_print: (skip)
 * @schema: a JSON Schema
 *
 * Writes a schema as classes. What classes cannot say is kept in `json_schema_extra`, and where
 * even that would not do in `WithJsonSchema`, so reading the text gives the same schema back.
 *
 * Returns: (transfer full): the classes
 */
char *
sluice_class_notation_print (JsonNode *schema)
{
  g_autoptr(GHashTable) literal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    {
      gboolean is_open = !JSON_NODE_HOLDS_VALUE (schema) ||
                         json_node_get_value_type (schema) != G_TYPE_BOOLEAN ||
                         json_node_get_boolean (schema);

      return g_strdup (is_open ? "Any\n"
                               : "Annotated[Any, Field(json_schema_extra={\"not\": {}})]\n");
    }

  for (guint i = 0; i < 3; i++)
    {
      g_free (text);
      text = print_once (schema, literal);
      if (g_hash_table_contains (literal, "") || !find_lost (schema, text, literal))
        break;
    }

  return g_steal_pointer (&text);
}
