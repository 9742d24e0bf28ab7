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

#include "schema/sluice-class-name-private.h"
#include "schema/sluice-class-notation-private.h"
#include "schema/sluice-class-printer-private.h"

#define MAX_LINE 96
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

static JsonObject *
get_object (JsonObject *object,
            const char *key)
{
  JsonNode *node = object ? json_object_get_member (object, key) : NULL;

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
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

/* Names */

/* A name that no class has yet. */
static char *
take_name (SluiceClassPrinter *self,
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
static gboolean
is_key_of (const char *key,
           const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;

  return g_str_equal (key, name);
}

/* Strings and lines */

/* A docstring for a description; NULL where it would not come back the same. */
static char *
make_docstring (const char *description,
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

/* Fields */

static gboolean
is_required (JsonObject *schema,
             const char *name)
{
  JsonArray *required = get_array (schema, "required");

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
static char *
take_field_name (GHashTable *taken,
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
  g_autofree char *field_name = take_field_name (taken, name);
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

/* Classes */

/* Writes the fields; adds to given what they say. */
static void
print_fields (SluiceClassPrinter *self,
              GString            *out,
              JsonObject         *schema,
              JsonObject         *given)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *properties = get_object (schema, "properties");
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
  const char *title = get_string (wanted, "title");
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
static void
print_model (SluiceClassPrinter *self,
             JsonObject         *schema,
             const char         *name,
             const char         *key)
{
  g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonObject) given = json_object_new ();
  g_autoptr(GString) fields = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  const char *description = get_string (schema, "description");
  g_autofree char *docstring = description ? make_docstring (description, "    ") : NULL;

  sluice_class_printer_import (self, "BaseModel");
  print_fields (self, fields, schema, given);
  if (docstring)
    json_object_set_string_member (given, "description", description);
  add_settings (self, settings, schema, given, name);

  g_string_append_printf (out, "class %s(BaseModel):\n", name);
  print_heading (out, docstring, key && !is_key_of (key, name) ? key : NULL, settings);
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
  const char *title = get_string (json_node_get_object (schema), "title");

  if (name)
    return name;

  name = take_name (self, title && sluice_class_python_is_name (title) ? title : hint);
  g_hash_table_insert (self->inlined, g_steal_pointer (&text), (gpointer) name);
  print_model (self, json_node_get_object (schema), name, NULL);

  return name;
}

/* Enumerations */

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
  JsonArray *values = get_array (schema, "enum");
  const char *type = get_string (schema, "type");
  const char *title = get_string (schema, "title");
  g_autoptr(GList) members = json_object_get_members (schema);

  for (GList *member = members; member; member = member->next)
    if (!g_strv_contains (known, member->data))
      return NULL;

  if (!values || !type || !is_key_of (key, name) ||
      g_strcmp0 (title, self->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED ? NULL : name) != 0)
    return NULL;
  if (g_str_equal (type, "string") && is_all_of (values, G_TYPE_STRING))
    return "str";

  return g_str_equal (type, "integer") && is_all_of (values, G_TYPE_INT64) ? "int" : NULL;
}

static gboolean
print_enum (SluiceClassPrinter *self,
            JsonObject         *schema,
            const char         *name,
            const char         *key)
{
  const char *base = find_enum_base (self, schema, name, key);
  const char *description = get_string (schema, "description");
  g_autofree char *docstring = description ? make_docstring (description, "    ") : NULL;
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *values = get_array (schema, "enum");

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
      g_autofree char *member = take_field_name (taken, text);

      g_string_append_printf (self->classes, "    %s = ", member);
      sluice_class_python_append_value (self->classes, value);
      g_string_append_c (self->classes, '\n');
    }

  return TRUE;
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

  if (is_key_of (key, name))
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
  else if (get_object (json_node_get_object (schema), "properties"))
    print_model (self, json_node_get_object (schema), name, key);
  else if (!print_enum (self, json_node_get_object (schema), name, key))
    print_alias (self, schema, name, key, FALSE);

  g_hash_table_add (self->written, g_strdup (name));
}

/* Order */

static void
collect_references (SluiceClassPrinter *self,
                    JsonNode           *node,
                    GPtrArray          *keys)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_references (self, json_array_get_element (array, i), keys);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *reference = get_string (object, "$ref");
      gpointer key = reference ? g_hash_table_lookup (self->references, reference) : NULL;
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      if (key)
        g_ptr_array_add (keys, key);
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        if (!g_str_equal (name, "$defs") || node != self->schema)
          collect_references (self, member, keys);
    }
}

/* A definition on the way to being written, and what it refers to. */
typedef struct
{
  const char *key;
  GPtrArray  *references;  /* owned: keys */
  guint       next;
} Visit;

static void
visit_clear (gpointer data)
{
  Visit *visit = data;

  g_ptr_array_unref (visit->references);
}

static void
push_visit (SluiceClassPrinter *self,
            GArray             *stack,
            GHashTable         *seen,
            const char         *key)
{
  Visit visit = { key, NULL, 0 };

  if (!g_hash_table_add (seen, (gpointer) key))
    return;

  visit.references = g_ptr_array_new ();
  collect_references (self, json_object_get_member (self->definitions, key), visit.references);
  g_array_append_val (stack, visit);
}

/* The definitions that the root needs, each after those that it needs itself, as far as that goes:
 * without recursion, as a chain of references can be long. */
static GPtrArray *
list_definitions (SluiceClassPrinter *self)
{
  g_autoptr(GPtrArray) roots = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Visit));
  GPtrArray *order = g_ptr_array_new ();

  g_array_set_clear_func (stack, visit_clear);
  collect_references (self, self->schema, roots);
  for (guint i = 0; i < roots->len; i++)
    {
      push_visit (self, stack, seen, g_ptr_array_index (roots, i));
      while (stack->len > 0)
        {
          Visit *top = &g_array_index (stack, Visit, stack->len - 1);

          if (top->next < top->references->len)
            {
              push_visit (self, stack, seen, g_ptr_array_index (top->references, top->next++));
              continue;
            }
          g_ptr_array_add (order, (gpointer) top->key);
          g_array_set_size (stack, stack->len - 1);
        }
    }

  return order;
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
  const char *reference = get_string (root, "$ref");
  const char *key = reference ? g_hash_table_lookup (self->references, reference) : NULL;

  return key && json_object_get_size (root) == 1 ? g_hash_table_lookup (self->names, key) : NULL;
}

static void
print_root (SluiceClassPrinter *self,
            JsonNode           *root)
{
  JsonObject *object = json_node_get_object (root);
  const char *title = get_string (object, "title");
  const char *class_name = find_root_class (self, object);
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;

  if (class_name && !g_hash_table_contains (self->literal, ""))
    {
      g_string_append_printf (self->classes, "\n\n%s\n", class_name);
      return;
    }

  name = take_name (self, title && *title ? title : ROOT_NAME);
  if (g_hash_table_contains (self->literal, ""))
    type = make_replacement (self, root);
  else if (get_object (object, "properties"))
    {
      print_model (self, object, name, NULL);
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
          if (property && get_object (property, "properties"))
            *has_objects = TRUE;
          if (!are_properties && g_str_equal (key, "items") && JSON_NODE_HOLDS_OBJECT (member) &&
              get_object (json_node_get_object (member), "properties"))
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

      g_hash_table_insert (self->names, key->data, take_name (self, key->data));
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

  self.definitions = get_object (json_node_get_object (schema), "$defs");
  self.names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self.references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.inlined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.imports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.classes = g_string_new (NULL);

  choose_pragmas (&self);
  name_definitions (&self);
  order = list_definitions (&self);
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
  JsonObject *wanted = get_object (json_node_get_object (schema), "$defs");
  JsonObject *got;
  guint n_before = g_hash_table_size (literal);
  g_autoptr(GList) keys = wanted ? json_object_get_members (wanted) : NULL;

  if (classes->json && sluice_class_printer_is_same (schema, classes->json, ""))
    return FALSE;

  got = classes->json ? get_object (json_node_get_object (classes->json), "$defs") : NULL;
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
