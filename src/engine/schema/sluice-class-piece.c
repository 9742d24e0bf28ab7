/* sluice-class-piece.c: a part of a JSON Schema as an annotation
 *
 * An annotation is chosen that says as much as it can. Then what it gives is compared with what is
 * wanted, keyword by keyword; the difference is kept as json_schema_extra. So nothing is lost,
 * however far a schema is from what Pydantic writes.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-class-name-private.h"
#include "schema/sluice-class-printer-private.h"

/* What is nested deeper is kept as it is. */
#define MAX_DEPTH 24

/* Rules of Field() and the keywords that they become, for each type of JSON. */
static const struct
{
  const char *type;
  const char *keyword;
  const char *rule;
} rules[] = {
  { "string", "minLength", "min_length" },     { "string", "maxLength", "max_length" },
  { "string", "pattern", "pattern" },          { "array", "minItems", "min_length" },
  { "array", "maxItems", "max_length" },       { "object", "minProperties", "min_length" },
  { "object", "maxProperties", "max_length" }, { "number", "minimum", "ge" },
  { "number", "exclusiveMinimum", "gt" },      { "number", "maximum", "le" },
  { "number", "exclusiveMaximum", "lt" },      { "number", "multipleOf", "multiple_of" },
};

/* Types for texts with a format. */
static const struct
{
  const char *format;
  const char *name;
} formats[] = {
  { "date-time", "datetime" }, { "date", "date" },      { "time", "time" },
  { "duration", "timedelta" }, { "uuid", "UUID" },      { "uuid4", "UUID4" },
  { "email", "EmailStr" },     { "uri", "HttpUrl" },    { "uri", "AnyUrl" },
  { "ipv4", "IPv4Address" },   { "ipv6", "IPv6Address" }, { "path", "Path" },
  { "binary", "bytes" },
};

/* What is being made, and what it will give. */
typedef struct
{
  SluiceClassPrinter *printer;
  SluiceClassPiece   *piece;
  JsonObject         *wanted;
  JsonObject         *given;   /* owned */
  const char         *hint;    /* what a class in it could be called */
} Maker;

static void
append_argument (SluiceClassPiece *piece,
                 const char       *name,
                 JsonNode         *value)
{
  g_autoptr(GString) argument = g_string_new (name);

  g_string_append_c (argument, '=');
  sluice_class_python_append_value (argument, value);
  g_ptr_array_add (piece->arguments, g_strdup (argument->str));
}

static void
give (Maker      *self,
      const char *key,
      JsonNode   *value)
{
  json_object_set_member (self->given, key, json_node_copy (value));
}

static void
give_string (Maker      *self,
             const char *key,
             const char *value)
{
  json_object_set_string_member (self->given, key, value);
}

static void
take_text (Maker *self,
           char  *text)
{
  g_free (self->piece->text);
  self->piece->text = text;
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

static JsonArray *
get_array (JsonObject *object,
           const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
is_scalar (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

/* A part of the schema as a type that can stand in brackets. */
static char *
make_inner (Maker    *self,
            JsonNode *schema)
{
  g_autoptr(SluiceClassPiece) piece =
    sluice_class_piece_new (self->printer, schema, self->hint);

  return sluice_class_piece_to_type (piece, self->printer);
}

/* Rules */

static gboolean
fits (const char *keyword,
      JsonNode   *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  if (g_str_equal (keyword, "pattern"))
    return type == G_TYPE_STRING;
  if (strstr (keyword, "inimum") || strstr (keyword, "aximum") ||
      g_str_equal (keyword, "multipleOf"))
    return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;

  return type == G_TYPE_INT64 && json_node_get_int (value) >= 0;
}

static void
add_rules (Maker      *self,
           const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      JsonNode *value = json_object_get_member (self->wanted, rules[i].keyword);

      if (!g_str_equal (rules[i].type, type) || !value || !fits (rules[i].keyword, value))
        continue;

      append_argument (self->piece, rules[i].rule, value);
      give (self, rules[i].keyword, value);
    }
}

/* References */

static gboolean
make_reference (Maker *self)
{
  const char *reference = get_string (self->wanted, "$ref");
  const char *key = reference ? g_hash_table_lookup (self->printer->references, reference) : NULL;
  const char *name = key ? g_hash_table_lookup (self->printer->names, key) : NULL;

  if (!name)
    return FALSE;

  if (!g_hash_table_contains (self->printer->written, name))
    self->printer->is_forward = TRUE;
  take_text (self, g_strdup (name));
  self->piece->is_class = TRUE;
  give_string (self, "$ref", reference);

  return TRUE;
}

/* Values */

static gboolean
is_all_scalar (JsonArray *values)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (!is_scalar (json_array_get_element (values, i)))
      return FALSE;

  return json_array_get_length (values) > 0;
}

static gboolean
has_repeats (JsonArray *values)
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
give_type_of_values (Maker     *self,
                     JsonArray *values)
{
  const char *type = type_of_value (json_array_get_element (values, 0));

  for (guint i = 1; i < json_array_get_length (values); i++)
    if (!g_str_equal (type, type_of_value (json_array_get_element (values, i))))
      return;

  if (!g_str_equal (type, "null") || json_array_get_length (values) == 1)
    give_string (self, "type", type);
}

static gboolean
make_literal (Maker *self)
{
  JsonNode *constant = json_object_get_member (self->wanted, "const");
  JsonArray *values = get_array (self->wanted, "enum");
  g_autoptr(JsonArray) one = NULL;
  g_autoptr(GString) text = g_string_new ("Literal[");

  if (constant && is_scalar (constant))
    {
      one = json_array_new ();
      json_array_add_element (one, json_node_copy (constant));
      values = one;
    }
  if (!values || !is_all_scalar (values) || has_repeats (values))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      sluice_class_python_append_value (text, json_array_get_element (values, i));
    }
  g_string_append_c (text, ']');
  take_text (self, g_strdup (text->str));
  sluice_class_printer_import (self->printer, "Literal");

  if (json_array_get_length (values) == 1)
    give (self, "const", json_array_get_element (values, 0));
  else
    json_object_set_array_member (self->given, "enum", json_array_ref (values));
  give_type_of_values (self, values);

  return TRUE;
}

/* Unions */

static gboolean
is_null_type (JsonNode *schema)
{
  return JSON_NODE_HOLDS_OBJECT (schema) &&
         json_object_get_size (json_node_get_object (schema)) == 1 &&
         g_strcmp0 (get_string (json_node_get_object (schema), "type"), "null") == 0;
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

  return json_array_get_length (members) >= 2 && !has_repeats (members);
}

/* The members of a union as types, but for null. */
static char *
make_members (Maker     *self,
              JsonArray *members,
              gboolean  *has_null)
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
give_any_of (Maker     *self,
             JsonArray *members,
             gboolean   has_null)
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

static gboolean
make_union (Maker *self)
{
  JsonArray *members = get_array (self->wanted, "anyOf");
  g_autofree char *text = NULL;
  gboolean has_null;

  if (!members || !are_members (members))
    return FALSE;

  text = make_members (self, members, &has_null);
  take_text (self, g_strconcat (text, has_null ? " | None" : "", NULL));
  give_any_of (self, members, has_null);

  return TRUE;
}

/* "type": ["string", "null"] reads as str | None; its own form is in the difference. */
static gboolean
make_type_list (Maker *self)
{
  static const struct { const char *type; const char *name; } names[] = {
    { "string", "str" }, { "integer", "int" }, { "number", "float" }, { "boolean", "bool" },
    { "array", "list" }, { "object", "dict" },
  };
  JsonArray *types = get_array (self->wanted, "type");
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
  take_text (self, g_strdup (text->str));
  json_object_set_null_member (self->given, "anyOf");

  return TRUE;
}

/* Discriminated unions */

static JsonObject *
find_class (Maker      *self,
            JsonNode   *member,
            const char *property)
{
  const char *reference = JSON_NODE_HOLDS_OBJECT (member)
                              ? get_string (json_node_get_object (member), "$ref") : NULL;
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
make_mapping (Maker      *self,
              JsonArray  *members,
              const char *property)
{
  g_autoptr(JsonObject) mapping = json_object_new ();

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *member = json_array_get_element (members, i);
      JsonObject *properties = find_class (self, member, property);
      JsonNode *tag = properties ? json_object_get_member (properties, property) : NULL;
      JsonObject *object = tag && JSON_NODE_HOLDS_OBJECT (tag) ? json_node_get_object (tag) : NULL;
      const char *constant = object ? get_string (object, "const") : NULL;
      JsonArray *values = object ? get_array (object, "enum") : NULL;
      const char *reference;

      if (!constant && !values)
        return NULL;

      reference = get_string (json_node_get_object (member), "$ref");
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

static gboolean
make_discriminated (Maker *self)
{
  JsonArray *members = get_array (self->wanted, "oneOf");
  JsonNode *discriminator = json_object_get_member (self->wanted, "discriminator");
  const char *property;
  g_autoptr(JsonNode) mapping = NULL;
  JsonObject *given;
  g_autofree char *name = NULL;
  gboolean has_null;

  if (!members || !discriminator || !JSON_NODE_HOLDS_OBJECT (discriminator) ||
      !are_members (members))
    return FALSE;

  property = get_string (json_node_get_object (discriminator), "propertyName");
  if (!property || !(mapping = make_mapping (self, members, property)))
    return FALSE;

  take_text (self, make_members (self, members, &has_null));
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

/* Texts and numbers */

static gboolean
is_part_of (const SluiceClassName *name,
            JsonObject            *wanted)
{
  JsonNode *shortest = json_object_get_member (wanted, "minLength");
  JsonNode *longest = json_object_get_member (wanted, "maxLength");

  return (name->min_length == 0 || (shortest && JSON_NODE_HOLDS_VALUE (shortest) &&
                                    json_node_get_int (shortest) == name->min_length)) &&
         (name->max_length == 0 || (longest && JSON_NODE_HOLDS_VALUE (longest) &&
                                    json_node_get_int (longest) == name->max_length));
}

static gboolean
make_format (Maker *self)
{
  const char *format = get_string (self->wanted, "format");

  for (guint i = 0; format && i < G_N_ELEMENTS (formats); i++)
    {
      const SluiceClassName *name = sluice_class_name_lookup (formats[i].name);

      if (!g_str_equal (formats[i].format, format) || !is_part_of (name, self->wanted))
        continue;

      take_text (self, g_strdup (name->name));
      sluice_class_printer_import (self->printer, name->name);
      give_string (self, "type", "string");
      give_string (self, "format", format);
      if (name->min_length > 0)
        json_object_set_int_member (self->given, "minLength", name->min_length);
      if (name->max_length > 0)
        json_object_set_int_member (self->given, "maxLength", name->max_length);
      return TRUE;
    }

  return FALSE;
}

static gboolean
make_scalar (Maker      *self,
             const char *type)
{
  static const struct { const char *type; const char *name; const char *rules; } scalars[] = {
    { "string", "str", "string" },  { "integer", "int", "number" },
    { "number", "float", "number" }, { "boolean", "bool", "" }, { "null", "None", "" },
  };

  if (g_str_equal (type, "string") && make_format (self))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (scalars); i++)
    if (g_str_equal (scalars[i].type, type))
      {
        take_text (self, g_strdup (scalars[i].name));
        give_string (self, "type", type);
        add_rules (self, scalars[i].rules);
        return TRUE;
      }

  return FALSE;
}

/* Containers */

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
make_tuple (Maker *self)
{
  JsonArray *items = get_array (self->wanted, "prefixItems");
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
      g_autofree char *type = make_inner (self, json_array_get_element (items, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", type);
    }
  g_string_append_c (text, ']');

  take_text (self, g_strdup (text->str));
  give_string (self, "type", "array");
  give (self, "prefixItems", json_object_get_member (self->wanted, "prefixItems"));
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

static gboolean
make_array (Maker *self)
{
  JsonNode *items = json_object_get_member (self->wanted, "items");
  gboolean is_set = is_true (self->wanted, "uniqueItems");
  g_autofree char *hint = make_item_hint (self->hint);
  g_autofree char *type = NULL;

  if (make_tuple (self))
    return TRUE;

  self->hint = hint;
  type = items && JSON_NODE_HOLDS_OBJECT (items) ? make_inner (self, items) : NULL;
  if (type && !g_str_equal (type, "Any"))
    take_text (self, g_strdup_printf ("%s[%s]", is_set ? "set" : "list", type));
  else
    take_text (self, g_strdup (is_set ? "set" : "list"));

  give_string (self, "type", "array");
  if (type)
    give (self, "items", items);
  else
    json_object_set_object_member (self->given, "items", json_object_new ());
  if (is_set)
    json_object_set_boolean_member (self->given, "uniqueItems", TRUE);
  add_rules (self, "array");

  return TRUE;
}

/* An object with members of its own is a class. Its default is not the class's to say. */
static gboolean
make_class (Maker *self)
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
        give (self, key, value);
      }
  schema = json_node_init_object (json_node_alloc (), body);
  name = sluice_class_printer_inline (self->printer, schema, self->hint);

  take_text (self, g_strdup (name));
  self->piece->is_class = TRUE;
  if (!(self->printer->pragmas & SLUICE_CLASS_PRAGMA_INLINE))
    give_string (self, "$ref", "");

  return TRUE;
}

static gboolean
make_dict (Maker *self)
{
  JsonNode *values = json_object_get_member (self->wanted, "additionalProperties");
  g_autofree char *type = NULL;
  g_autofree char *hint = make_item_hint (self->hint);

  self->hint = hint;
  if (values && JSON_NODE_HOLDS_OBJECT (values) &&
      json_object_get_size (json_node_get_object (values)) > 0 &&
      !json_object_has_member (json_node_get_object (values), "title"))
    type = make_inner (self, values);

  give_string (self, "type", "object");
  if (type)
    {
      take_text (self, g_strdup_printf ("dict[str, %s]", type));
      give (self, "additionalProperties", values);
    }
  else
    {
      take_text (self, g_strdup ("dict[str, Any]"));
      sluice_class_printer_import (self->printer, "Any");
      json_object_set_boolean_member (self->given, "additionalProperties", TRUE);
    }
  add_rules (self, "object");

  return TRUE;
}

static gboolean
make_by_type (Maker *self)
{
  const char *type = get_string (self->wanted, "type");

  if (!type)
    return FALSE;
  if (g_str_equal (type, "array"))
    return make_array (self);
  if (g_str_equal (type, "object"))
    return make_class (self) || make_dict (self);

  return make_scalar (self, type);
}

static void
make_any (Maker *self)
{
  take_text (self, g_strdup ("Any"));
  sluice_class_printer_import (self->printer, "Any");
}

static gboolean
is_word (JsonNode *value,
         GType     type)
{
  if (type == G_TYPE_NONE)
    return JSON_NODE_HOLDS_ARRAY (value);
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != type)
    return FALSE;

  return type != G_TYPE_BOOLEAN || json_node_get_boolean (value);
}

/* The words that Field() has arguments for. */
static void
add_words (Maker *self)
{
  static const struct { const char *keyword; GType type; } words[] = {
    { "title", G_TYPE_STRING }, { "description", G_TYPE_STRING },
    { "examples", G_TYPE_NONE }, { "deprecated", G_TYPE_BOOLEAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      JsonNode *value = json_object_get_member (self->wanted, words[i].keyword);
      JsonNode *given = json_object_get_member (self->given, words[i].keyword);

      if (!value || !is_word (value, words[i].type) || (given && json_node_equal (value, given)))
        continue;

      append_argument (self->piece, words[i].keyword, value);
      give (self, words[i].keyword, value);
    }
}

static SluiceClassPiece *
make_piece (SluiceClassPrinter *printer,
            JsonNode           *schema,
            const char         *hint,
            const char         *title)
{
  SluiceClassPiece *piece = g_new0 (SluiceClassPiece, 1);
  g_autoptr(JsonObject) given = json_object_new ();
  Maker self = { printer, piece, json_node_get_object (schema), given, hint };

  piece->arguments = g_ptr_array_new_with_free_func (g_free);
  piece->patch = json_object_new ();

  printer->depth++;
  if (printer->depth > MAX_DEPTH ||
      (!make_reference (&self) && !make_literal (&self) && !make_union (&self) &&
       !make_discriminated (&self) && !make_type_list (&self) && !make_by_type (&self)))
    make_any (&self);
  printer->depth--;

  if (title && !piece->is_class)
    give_string (&self, "title", title);
  add_words (&self);
  sluice_class_patch_make (self.wanted, given, piece->patch);

  return piece;
}

/**
 * sluice_class_piece_new: (skip)
 * @printer: what is being written
 * @schema: a part of the schema, an object
 * @hint: what a class in it could be called
 *
 * Finds the annotation for a part of a schema.
 *
 * Returns: (transfer full): the annotation
 */
SluiceClassPiece *
sluice_class_piece_new (SluiceClassPrinter *printer,
                        JsonNode           *schema,
                        const char         *hint)
{
  return make_piece (printer, schema, hint, NULL);
}

/**
 * sluice_class_piece_new_for_field: (skip)
 * @printer: what is being written
 * @schema: the schema of a property, an object
 * @name: the name of the property
 *
 * Finds the annotation for a field. Its default is left to the caller.
 *
 * Returns: (transfer full): the annotation
 */
SluiceClassPiece *
sluice_class_piece_new_for_field (SluiceClassPrinter *printer,
                                  JsonNode           *schema,
                                  const char         *name)
{
  g_autofree char *title = NULL;
  SluiceClassPiece *piece;

  if (!(printer->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED))
    {
      title = sluice_class_string_title (name);
      g_strstrip (g_strdelimit (title, "_", ' '));
    }

  piece = make_piece (printer, schema, name, title);
  json_object_remove_member (piece->patch, "default");

  return piece;
}

void
sluice_class_piece_free (SluiceClassPiece *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->arguments);
  json_object_unref (self->patch);
  g_free (self);
}

/* Puts what no argument says into one of them. */
void
sluice_class_piece_finish (SluiceClassPiece *self)
{
  g_autoptr(JsonNode) extra = NULL;

  if (json_object_get_size (self->patch) == 0)
    return;

  extra = json_node_init_object (json_node_alloc (), self->patch);
  append_argument (self, "json_schema_extra", extra);
}

/**
 * sluice_class_piece_to_type: (skip)
 * @self: an annotation
 * @printer: what is being written
 *
 * Writes an annotation where there is no field to say the rest.
 *
 * Returns: (transfer full): the type
 */
char *
sluice_class_piece_to_type (SluiceClassPiece   *self,
                            SluiceClassPrinter *printer)
{
  g_autofree char *arguments = NULL;

  sluice_class_piece_finish (self);
  if (self->arguments->len == 0)
    return g_strdup (self->text);

  sluice_class_printer_import (printer, "Annotated");
  sluice_class_printer_import (printer, "Field");
  g_ptr_array_add (self->arguments, NULL);
  arguments = g_strjoinv (", ", (char **) self->arguments->pdata);

  return g_strdup_printf ("Annotated[%s, Field(%s)]", self->text, arguments);
}
