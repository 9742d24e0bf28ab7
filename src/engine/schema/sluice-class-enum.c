/* sluice-class-enum.c: enumerations in class notation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* What the enumeration holds so far. */
typedef struct
{
  JsonArray *values;
  gint64     highest;  /* of its whole numbers: auto () goes on from it */
} Members;

static JsonNode *
new_string (SluiceClassReader *self,
            const char        *text)
{
  return sluice_class_source_keep (self->source,
                                   json_node_init_string (json_node_alloc (), text));
}

static JsonNode *
new_int (SluiceClassReader *self,
         gint64             number)
{
  return sluice_class_source_keep (self->source, json_node_init_int (json_node_alloc (), number));
}

static gboolean
is_auto (SluiceClassReader     *self,
         SluiceClassExpression *value)
{
  return value->kind == SLUICE_CLASS_EXPRESSION_CALL &&
         g_strcmp0 (sluice_class_reader_name_of (self, value->subject), "auto") == 0;
}

static gboolean
is_mixed_with (SluiceClassDeclaration *declaration,
               const char             *name)
{
  return declaration->mixed_in && g_str_equal (declaration->mixed_in->name, name);
}

static JsonNode *
make_auto (SluiceClassReader      *self,
           SluiceClassDeclaration *declaration,
           Members                *members,
           const char             *name)
{
  g_autofree char *text = NULL;

  if (declaration->is_text_enum)
    text = g_utf8_strdown (name, -1);
  else if (is_mixed_with (declaration, "str"))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, members->highest + 1);
  else
    return new_int (self, members->highest + 1);

  return new_string (self, text);
}

/* A class that is also a str, int or float makes one of each value. */
static JsonNode *
convert (SluiceClassReader      *self,
         SluiceClassDeclaration *declaration,
         JsonNode               *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;
  g_autofree char *text = NULL;

  if (is_mixed_with (declaration, "str") && type != G_TYPE_STRING)
    {
      text = json_to_string (value, FALSE);
      return new_string (self, text);
    }
  if (is_mixed_with (declaration, "int") && type == G_TYPE_DOUBLE)
    return new_int (self, (gint64) json_node_get_double (value));
  if (is_mixed_with (declaration, "int") && type == G_TYPE_STRING)
    return new_int (self, g_ascii_strtoll (json_node_get_string (value), NULL, 10));
  if (is_mixed_with (declaration, "float") && type == G_TYPE_INT64)
    return sluice_class_source_keep (self->source,
                                     json_node_init_double (json_node_alloc (),
                                                            json_node_get_int (value)));

  return value;
}

static void
add_member (SluiceClassReader      *self,
            SluiceClassDeclaration *declaration,
            Members                *members,
            SluiceClassStatement   *statement)
{
  JsonNode *value = is_auto (self, statement->value)
                        ? make_auto (self, declaration, members, statement->name)
                        : sluice_class_value_read (self, statement->value);

  if (!value)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, statement->value->span,
                                  _("This value is not understood and left out"));
      return;
    }

  value = convert (self, declaration, value);
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64)
    members->highest = MAX (members->highest, json_node_get_int (value));
  else if (is_auto (self, statement->value))
    members->highest++;
  json_array_add_element (members->values, json_node_copy (value));
  g_hash_table_replace (declaration->members, (gpointer) statement->name, value);
}

static gboolean
is_member (SluiceClassStatement *statement)
{
  return (statement->kind == SLUICE_CLASS_STATEMENT_ASSIGNMENT ||
          statement->kind == SLUICE_CLASS_STATEMENT_ANNOTATION) &&
         statement->value && statement->target->kind == SLUICE_CLASS_EXPRESSION_NAME &&
         *statement->name != '_';
}

/**
 * sluice_class_enum_read: (skip)
 * @self: a reader
 * @declaration: an enumeration
 *
 * Reads the members of an enumeration. Two with the same value are both kept, as Pydantic does.
 */
void
sluice_class_enum_read (SluiceClassReader      *self,
                        SluiceClassDeclaration *declaration)
{
  SluiceClassStatement *body = declaration->statement->body;
  Members members = { json_array_new (), 0 };

  declaration->members = g_hash_table_new (g_str_hash, g_str_equal);
  declaration->values = json_node_init_array (json_node_alloc (), members.values);
  json_array_unref (members.values);
  sluice_class_source_keep (self->source, declaration->values);

  if (body && body->kind == SLUICE_CLASS_STATEMENT_EXPRESSION &&
      body->value->kind == SLUICE_CLASS_EXPRESSION_STRING)
    declaration->description = sluice_class_docstring_clean (self->source, body->value->name);

  for (SluiceClassStatement *line = body; line; line = line->next)
    if (is_member (line))
      add_member (self, declaration, &members, line);
}

/* The value of a member; NULL where there is no such member. */
JsonNode *
sluice_class_enum_get_value (SluiceClassDeclaration *self,
                             const char             *member)
{
  return self->members ? g_hash_table_lookup (self->members, member) : NULL;
}
