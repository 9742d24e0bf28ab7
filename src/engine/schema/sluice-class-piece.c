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
#include "schema/sluice-class-json-private.h"
#include "schema/sluice-class-piece-private.h"

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

void
sluice_class_maker_give (SluiceClassMaker *self,
                         const char       *key,
                         JsonNode         *value)
{
  json_object_set_member (self->given, key, json_node_copy (value));
}

void
sluice_class_maker_give_string (SluiceClassMaker *self,
                                const char       *key,
                                const char       *value)
{
  json_object_set_string_member (self->given, key, value);
}

void
sluice_class_maker_take_text (SluiceClassMaker *self,
                              char             *text)
{
  g_free (self->piece->text);
  self->piece->text = text;
}

/* A part of the schema as a type that can stand in brackets. */
char *
sluice_class_maker_make_inner (SluiceClassMaker *self,
                               JsonNode         *schema)
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

void
sluice_class_maker_add_rules (SluiceClassMaker *self,
                              const char       *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      JsonNode *value = json_object_get_member (self->wanted, rules[i].keyword);

      if (!g_str_equal (rules[i].type, type) || !value || !fits (rules[i].keyword, value))
        continue;

      append_argument (self->piece, rules[i].rule, value);
      sluice_class_maker_give (self, rules[i].keyword, value);
    }
}

/* References */

static gboolean
make_reference (SluiceClassMaker *self)
{
  const char *reference = sluice_class_json_get_string (self->wanted, "$ref");
  const char *key = reference ? g_hash_table_lookup (self->printer->references, reference) : NULL;
  const char *name = key ? g_hash_table_lookup (self->printer->names, key) : NULL;

  if (!name)
    return FALSE;

  if (!g_hash_table_contains (self->printer->written, name))
    self->printer->is_forward = TRUE;
  sluice_class_maker_take_text (self, g_strdup (name));
  self->piece->is_class = TRUE;
  sluice_class_maker_give_string (self, "$ref", reference);

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
make_format (SluiceClassMaker *self)
{
  const char *format = sluice_class_json_get_string (self->wanted, "format");

  for (guint i = 0; format && i < G_N_ELEMENTS (formats); i++)
    {
      const SluiceClassName *name = sluice_class_name_lookup (formats[i].name);

      if (!g_str_equal (formats[i].format, format) || !is_part_of (name, self->wanted))
        continue;

      sluice_class_maker_take_text (self, g_strdup (name->name));
      sluice_class_printer_import (self->printer, name->name);
      sluice_class_maker_give_string (self, "type", "string");
      sluice_class_maker_give_string (self, "format", format);
      if (name->min_length > 0)
        json_object_set_int_member (self->given, "minLength", name->min_length);
      if (name->max_length > 0)
        json_object_set_int_member (self->given, "maxLength", name->max_length);
      return TRUE;
    }

  return FALSE;
}

static gboolean
make_scalar (SluiceClassMaker *self,
             const char       *type)
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
        sluice_class_maker_take_text (self, g_strdup (scalars[i].name));
        sluice_class_maker_give_string (self, "type", type);
        sluice_class_maker_add_rules (self, scalars[i].rules);
        return TRUE;
      }

  return FALSE;
}

static gboolean
make_by_type (SluiceClassMaker *self)
{
  const char *type = sluice_class_json_get_string (self->wanted, "type");

  if (!type)
    return FALSE;
  if (g_str_equal (type, "array"))
    return sluice_class_maker_make_array (self);
  if (g_str_equal (type, "object"))
    return sluice_class_maker_make_class (self) || sluice_class_maker_make_dict (self);

  return make_scalar (self, type);
}

static void
make_any (SluiceClassMaker *self)
{
  sluice_class_maker_take_text (self, g_strdup ("Any"));
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
add_words (SluiceClassMaker *self)
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
      sluice_class_maker_give (self, words[i].keyword, value);
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
  SluiceClassMaker self = { printer, piece, json_node_get_object (schema), given, hint };

  piece->arguments = g_ptr_array_new_with_free_func (g_free);
  piece->patch = json_object_new ();

  printer->depth++;
  if (printer->depth > MAX_DEPTH ||
      (!make_reference (&self) && !sluice_class_maker_make_literal (&self) && !sluice_class_maker_make_union (&self) &&
       !sluice_class_maker_make_discriminated (&self) && !sluice_class_maker_make_type_list (&self) && !make_by_type (&self)))
    make_any (&self);
  printer->depth--;

  if (title && !piece->is_class)
    sluice_class_maker_give_string (&self, "title", title);
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
