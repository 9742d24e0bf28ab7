/* sluice-code.c: what the writers of declarations share: names, their order, values, comments
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-json-private.h"
#include "schema/sluice-code-private.h"
#include "schema/sluice-json-text-private.h"

#define MAX_DEPTH 128

static const char *const reserved[] = {
  "Array", "Boolean", "Date", "Error", "Function", "Map", "Number", "Object", "Promise", "Record", "Set",
  "String", "Symbol", "any", "async", "await", "boolean", "break", "case", "catch", "class", "const",
  "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false", "finally",
  "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null",
  "number", "object", "package", "private", "protected", "public", "return", "static", "string", "super",
  "switch", "symbol", "this", "throw", "true", "try", "type", "typeof", "undefined", "unknown", "never",
  "var", "void", "while", "with", "yield", "z", "client", "stream", "items", "process", "console", NULL,
};

/* Names */

static gboolean
is_identifier (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_' && *text != '$')
    return FALSE;
  for (const char *p = text; *p; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '$')
      return FALSE;

  return TRUE;
}

gboolean
sluice_code_is_free_name (const char *name)
{
  return !g_strv_contains (reserved, name);
}

/* A name that JavaScript takes and nothing else has yet. */
static char *
make_name (const char *wish,
           GHashTable *taken)
{
  g_autoptr(GString) name = g_string_new (NULL);
  char *unique;

  for (const char *p = wish; *p && name->len < 60; p++)
    if (g_ascii_isalnum (*p) || *p == '_')
      g_string_append_c (name, *p);
    else if (name->len > 0 && name->str[name->len - 1] != '_' && (guchar) *p < 0x80)
      g_string_append_c (name, '_');
  if (name->len == 0 || !is_identifier (name->str) || g_strv_contains (reserved, name->str))
    g_string_prepend (name, "Type");

  unique = g_strdup (name->str);
  for (guint i = 2; g_hash_table_contains (taken, unique); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s%u", name->str, i);
    }
  g_hash_table_add (taken, unique);

  return unique;
}

/* The key in $defs that a reference leads to: "#/$defs/KEY"; "" for "#"; NULL for all else. */
static char *
find_key (const char *reference)
{
  g_auto(GStrv) tildes = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *slashes = NULL;
  const char *start;

  if (g_str_equal (reference, "#"))
    return g_strdup ("");
  if (!g_str_has_prefix (reference, "#/$defs/") && !g_str_has_prefix (reference, "#/definitions/"))
    return NULL;

  start = strchr (reference + 2, '/') + 1;
  if (strchr (start, '/'))
    return NULL;
  decoded = g_uri_unescape_string (start, NULL);
  if (!decoded)
    return NULL;

  {
    g_auto(GStrv) parts = g_strsplit (decoded, "~1", -1);

    slashes = g_strjoinv ("/", parts);
  }
  tildes = g_strsplit (slashes, "~0", -1);

  return g_strjoinv ("~", tildes);
}

const char *
sluice_code_outline_find (SluiceCodeOutline *self,
                          const char        *reference)
{
  g_autofree char *key = find_key (reference);

  if (!key)
    return NULL;
  if (*key == '\0')
    return self->root_name;

  return g_hash_table_lookup (self->names, key);
}

/* Order */

typedef struct
{
  SluiceCodeOutline *outline;
  GHashTable        *done;   /* owned: char*, not owned */
  GPtrArray         *open;   /* owned: the same, in order: what leads here */
} Sorter;

static void visit_key (Sorter     *self,
                       const char *key,
                       guint       depth);

static void
visit_node (Sorter   *self,
            JsonNode *node,
            guint     depth)
{
  if (depth > MAX_DEPTH)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        visit_node (self, json_array_get_element (array, i), depth + 1);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *reference = sluice_class_json_get_string (object, "$ref");
      g_autofree char *key = reference ? find_key (reference) : NULL;
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      if (key)
        visit_key (self, key, depth + 1);
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &member))
        if (!g_str_equal (name, "$defs") && !g_str_equal (name, "definitions"))
          visit_node (self, member, depth + 1);
    }
}

/* All that lead from one definition back to it are part of the circle. */
static void
mark_circle (Sorter *self,
             guint   position)
{
  for (; position < self->open->len; position++)
    g_hash_table_add (self->outline->recursive, g_strdup (g_ptr_array_index (self->open, position)));
}

/* Depth first: a definition comes after all that it uses, but for those that lead back to it. */
static void
visit_key (Sorter     *self,
           const char *key,
           guint       depth)
{
  JsonObject *definitions = self->outline->definitions;
  gpointer own = NULL;
  guint position;

  if (*key == '\0')
    {
      g_hash_table_add (self->outline->recursive, g_strdup (""));
      mark_circle (self, 0);
      return;
    }
  if (!definitions || !json_object_has_member (definitions, key) || depth > MAX_DEPTH)
    return;
  if (g_ptr_array_find_with_equal_func (self->open, key, g_str_equal, &position))
    {
      mark_circle (self, position);
      return;
    }
  if (g_hash_table_contains (self->done, key))
    return;

  own = g_strdup (key);
  g_hash_table_add (self->done, own);
  g_ptr_array_add (self->open, own);
  visit_node (self, json_object_get_member (definitions, key), depth + 1);
  g_ptr_array_set_size (self->open, self->open->len - 1);
  g_ptr_array_add (self->outline->keys, own);
}

/* The key of the definition that the root is, and nothing else; NULL where there is none. */
static char *
find_root_key (SluiceCodeOutline *self)
{
  const char *reference = sluice_class_json_get_string (self->root, "$ref");
  g_autofree char *key = reference ? find_key (reference) : NULL;

  if (!key || !self->definitions || !json_object_has_member (self->definitions, key))
    return NULL;

  return g_steal_pointer (&key);
}

void
sluice_code_outline_init (SluiceCodeOutline *self,
                          SluiceSchema      *schema)
{
  JsonNode *json = sluice_schema_get_json (schema);
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autofree char *root_key = NULL;
  Sorter sorter = { self, done, open };

  *self = (SluiceCodeOutline) { 0 };
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->recursive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (json && JSON_NODE_HOLDS_OBJECT (json))
    {
      self->root = json_node_get_object (json);
      self->definitions = sluice_class_json_get_object (self->root, "$defs");
      if (!self->definitions)
        self->definitions = sluice_class_json_get_object (self->root, "definitions");
      root_key = find_root_key (self);
      visit_node (&sorter, json, 0);
    }

  /* The root has its name before all others. */
  self->is_alias = root_key != NULL;
  if (!self->is_alias)
    self->root_name = make_name (sluice_schema_get_name (schema), taken);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const char *key = g_ptr_array_index (self->keys, i);

      g_hash_table_insert (self->names, (gpointer) key, make_name (key, taken));
    }
  if (self->is_alias)
    self->root_name = g_strdup (g_hash_table_lookup (self->names, root_key));
}

void
sluice_code_outline_clear (SluiceCodeOutline *self)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->recursive, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->root_name, g_free);
}

char *
sluice_code_dup_root_name (SluiceSchema *schema)
{
  g_auto(SluiceCodeOutline) outline = { NULL };

  sluice_code_outline_init (&outline, schema);

  return g_strdup (outline.root_name);
}

void
sluice_code_list_names (SluiceSchema *schema,
                        GHashTable   *names)
{
  g_auto(SluiceCodeOutline) outline = { NULL };
  GHashTableIter iter;
  gpointer name;

  sluice_code_outline_init (&outline, schema);
  g_hash_table_add (names, g_strdup (outline.root_name));
  g_hash_table_iter_init (&iter, outline.names);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    g_hash_table_add (names, g_strdup (name));
}

/* Text */

/* JSON's text is JavaScript's, too. */
void
sluice_code_append_string (GString    *out,
                           const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c < 0x20 || (c < 0x10000 && c > 0x7e && !g_unichar_isprint (c)))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

void
sluice_code_append_value (GString  *out,
                          JsonNode *value)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    {
      sluice_code_append_string (out, json_node_get_string (value));
      return;
    }

  text = sluice_json_text_print (value, 0);
  g_string_append (out, text);
}

void
sluice_code_append_key (GString    *out,
                        const char *key)
{
  if (is_identifier (key) && !g_str_equal (key, "__proto__"))
    g_string_append (out, key);
  else if (g_str_equal (key, "__proto__"))
    g_string_append (out, "[\"__proto__\"]");
  else
    sluice_code_append_string (out, key);
}

void
sluice_code_append_comment (GString    *out,
                            const char *text,
                            const char *indent)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean is_single = lines[0] && !lines[1];

  g_string_append_printf (out, "%s/**", indent);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto(GStrv) ends = g_strsplit (lines[i], "*/", -1);
      g_autofree char *safe = g_strjoinv ("*\\/", ends);

      if (is_single)
        g_string_append_printf (out, " %s", safe);
      else
        g_string_append_printf (out, "\n%s *%s%s", indent, *safe ? " " : "", safe);
    }
  if (is_single)
    g_string_append (out, " */\n");
  else
    g_string_append_printf (out, "\n%s */\n", indent);
}

/* Schemas */

gboolean
sluice_code_is_required (JsonObject *object,
                         const char *property)
{
  JsonArray *required = json_object_has_member (object, "required")
                          ? sluice_class_json_get_array (object, "required") : NULL;

  for (guint i = 0; required && i < json_array_get_length (required); i++)
    if (g_strcmp0 (json_node_get_string (json_array_get_element (required, i)), property) == 0)
      return TRUE;

  return FALSE;
}

JsonArray *
sluice_code_get_branches (JsonObject *schema)
{
  if (json_object_has_member (schema, "anyOf"))
    return sluice_class_json_get_array (schema, "anyOf");

  return json_object_has_member (schema, "oneOf") ? sluice_class_json_get_array (schema, "oneOf") : NULL;
}
