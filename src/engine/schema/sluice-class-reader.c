/* sluice-class-reader.c: what the statements of a text in class notation declare
 *
 * Reading goes in steps, each over the whole text, so that a name may be used above the place where
 * it is declared: names, bases of classes, enums, fields with their types, default values.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* What one text may cost: nodes of the schema, and steps that can multiply. No schema that a
 * provider takes comes near it. */
#define MAX_BUDGET 1000000

static void
declaration_free (gpointer data)
{
  SluiceClassDeclaration *self = data;

  g_clear_pointer (&self->inner, g_hash_table_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->bindings, g_hash_table_unref);
}

SluiceClassReader *
sluice_class_reader_new (SluiceClassSource *source)
{
  SluiceClassReader *self = g_new0 (SluiceClassReader, 1);
  SluiceClassSpan nowhere = { 0, 0 };

  self->source = source;
  self->budget = MAX_BUDGET;
  self->declarations = g_ptr_array_new_with_free_func (declaration_free);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->renamed = g_hash_table_new (g_str_hash, g_str_equal);
  self->instances = g_hash_table_new (g_str_hash, g_str_equal);
  self->any = sluice_class_type_new (self, SLUICE_CLASS_TYPE_NAMED, nowhere);
  self->any->name = sluice_class_name_lookup ("Any");

  return self;
}

void
sluice_class_reader_free (SluiceClassReader *self)
{
  g_ptr_array_unref (self->declarations);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->renamed);
  g_hash_table_unref (self->instances);
  g_free (self);
}

/* Takes n from what the text may cost; FALSE once it is used up. */
gboolean
sluice_class_reader_spend (SluiceClassReader *self,
                           guint              n)
{
  if (self->budget < (gint) MIN (n, MAX_BUDGET))
    {
      self->budget = 0;
      return FALSE;
    }

  self->budget -= n;

  return TRUE;
}

gboolean
sluice_class_declaration_has_fields (SluiceClassDeclaration *self)
{
  return self->kind == SLUICE_CLASS_DECLARATION_MODEL ||
         self->kind == SLUICE_CLASS_DECLARATION_TYPED_DICT ||
         self->kind == SLUICE_CLASS_DECLARATION_DATACLASS ||
         self->kind == SLUICE_CLASS_DECLARATION_NAMED_TUPLE;
}

/* Whether values can be of it. */
gboolean
sluice_class_declaration_is_type (SluiceClassDeclaration *self)
{
  return self->kind != SLUICE_CLASS_DECLARATION_VALUE &&
         self->kind != SLUICE_CLASS_DECLARATION_FOREIGN;
}

/* Names */

SluiceClassDeclaration *
sluice_class_reader_find (SluiceClassReader *self,
                          const char        *name)
{
  SluiceClassDeclaration *scope = self->current;

  for (; scope; scope = scope->outer)
    {
      SluiceClassDeclaration *found = scope->inner ? g_hash_table_lookup (scope->inner, name) : NULL;

      if (found)
        return found;
    }

  return g_hash_table_lookup (self->names, name);
}

static SluiceClassDeclaration *
resolve_attribute (SluiceClassReader     *self,
                   SluiceClassExpression *expression,
                   const char           **name)
{
  const char *module;
  SluiceClassDeclaration *owner =
    sluice_class_reader_resolve (self, expression->subject, &module);

  if (owner)
    return owner->inner ? g_hash_table_lookup (owner->inner, expression->name) : NULL;

  if (module)
    *name = expression->name;

  return NULL;
}

/**
 * sluice_class_reader_resolve: (skip)
 * @self: a reader
 * @expression: a name, or names with dots between
 * @name: (out) (nullable): where it is not declared in the text: its last part, as the table of
 *   known names has it
 *
 * Finds what a name stands for where it is used.
 *
 * Returns: (transfer none) (nullable): its declaration
 */
SluiceClassDeclaration *
sluice_class_reader_resolve (SluiceClassReader      *self,
                             SluiceClassExpression  *expression,
                             const char            **name)
{
  SluiceClassDeclaration *found;
  const char *original;

  *name = NULL;
  if (expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE)
    return resolve_attribute (self, expression, name);
  if (expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return NULL;

  found = sluice_class_reader_find (self, expression->name);
  if (found && found->kind != SLUICE_CLASS_DECLARATION_FOREIGN)
    return found;

  original = g_hash_table_lookup (self->renamed, expression->name);
  *name = original ? original : expression->name;

  return NULL;
}

/* The known name that an expression stands for; NULL for everything else. */
const char *
sluice_class_reader_name_of (SluiceClassReader     *self,
                             SluiceClassExpression *expression)
{
  const char *name;

  sluice_class_reader_resolve (self, expression, &name);

  return name;
}

/* In $defs Pydantic keeps ASCII letters, digits, "-" and "_" of a name. */
const char *
sluice_class_reader_make_key (SluiceClassReader *self,
                              const char        *name)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (const char *p = name; *p; p = g_utf8_next_char (p))
    g_string_append_c (key, g_ascii_isalnum (*p) || *p == '-' ? *p : '_');

  return sluice_class_source_copy (self->source, key->str, key->len);
}

static SluiceClassDeclaration *
declare (SluiceClassReader      *self,
         guint                   kind,
         const char             *name,
         SluiceClassSpan         name_span,
         SluiceClassStatement   *statement,
         SluiceClassDeclaration *outer)
{
  SluiceClassDeclaration *declaration;
  SluiceClassDeclaration *previous;
  GHashTable *names = self->names;

  declaration = sluice_class_source_new0 (self->source, SluiceClassDeclaration);
  declaration->kind = kind;
  declaration->name = name;
  declaration->key = sluice_class_reader_make_key (self, name);
  declaration->name_span = name_span;
  declaration->span = statement->span;
  declaration->statement = statement;
  declaration->value = statement->value;
  declaration->outer = outer;
  declaration->position = self->declarations->len;
  g_ptr_array_add (self->declarations, declaration);

  if (outer)
    {
      if (!outer->inner)
        outer->inner = g_hash_table_new (g_str_hash, g_str_equal);
      names = outer->inner;
    }

  previous = g_hash_table_lookup (names, name);
  if (previous && statement->kind == SLUICE_CLASS_STATEMENT_CLASS)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, name_span,
                                _("‘%s’ is declared twice; the last one counts"), name);
  if (previous)
    previous->is_used = TRUE;
  g_hash_table_replace (names, (gpointer) name, declaration);

  return declaration;
}

/* Statements */

/* Names from elsewhere are kept for the message where one is used that is not known. */
static void
declare_import (SluiceClassReader    *self,
                SluiceClassStatement *statement)
{
  for (SluiceClassExpression *name = statement->expressions->parts; name; name = name->next)
    {
      if (name->subject)
        g_hash_table_replace (self->renamed, (gpointer) name->name, (gpointer) name->subject->name);
      else if (!sluice_class_name_lookup (name->name) && g_str_equal (statement->name, "from") &&
               !g_hash_table_contains (self->names, name->name))
        declare (self, SLUICE_CLASS_DECLARATION_FOREIGN, name->name, name->span, statement, NULL);
    }
}

static void
declare_value (SluiceClassReader    *self,
               SluiceClassStatement *statement)
{
  const char *annotation = NULL;
  guint kind = SLUICE_CLASS_DECLARATION_VALUE;

  if (statement->target->kind != SLUICE_CLASS_EXPRESSION_NAME || !statement->value)
    return;

  if (statement->annotation)
    annotation = sluice_class_reader_name_of (self, statement->annotation);
  if (g_strcmp0 (annotation, "TypeAlias") == 0)
    kind = SLUICE_CLASS_DECLARATION_ALIAS;
  declare (self, kind, statement->name, statement->name_span, statement, NULL);
}

static void declare_all (SluiceClassReader      *self,
                         SluiceClassStatement   *statement,
                         SluiceClassDeclaration *outer);

static void
declare_class (SluiceClassReader      *self,
               SluiceClassStatement   *statement,
               SluiceClassDeclaration *outer)
{
  SluiceClassDeclaration *declaration;

  if (*statement->name == '\0' || (outer && g_str_equal (statement->name, "Config")))
    return;

  declaration = declare (self, SLUICE_CLASS_DECLARATION_MODEL, statement->name,
                         statement->name_span, statement, outer);
  declare_all (self, statement->body, declaration);
}

/* X.model_rebuild () is Python's way to settle forward references. */
static gboolean
is_harmless (SluiceClassExpression *expression)
{
  static const char *const calls[] = { "model_rebuild", "update_forward_refs", NULL };

  if (expression->kind == SLUICE_CLASS_EXPRESSION_STRING ||
      expression->kind == SLUICE_CLASS_EXPRESSION_ELLIPSIS)
    return TRUE;

  return expression->kind == SLUICE_CLASS_EXPRESSION_CALL &&
         expression->subject->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE &&
         g_strv_contains (calls, expression->subject->name);
}

static void
report_skipped (SluiceClassReader    *self,
                SluiceClassStatement *statement)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, statement->span,
                              _("This says nothing of a schema and is skipped"));
}

static void
declare_statement (SluiceClassReader    *self,
                   SluiceClassStatement *statement)
{
  switch (statement->kind)
    {
    case SLUICE_CLASS_STATEMENT_CLASS:
      declare_class (self, statement, NULL);
      break;

    case SLUICE_CLASS_STATEMENT_ANNOTATION:
    case SLUICE_CLASS_STATEMENT_ASSIGNMENT:
      declare_value (self, statement);
      break;

    case SLUICE_CLASS_STATEMENT_ALIAS:
      declare (self, SLUICE_CLASS_DECLARATION_NAMED_ALIAS, statement->name, statement->name_span,
               statement, NULL);
      break;

    case SLUICE_CLASS_STATEMENT_IMPORT:
      declare_import (self, statement);
      break;

    case SLUICE_CLASS_STATEMENT_FUNCTION:
      sluice_class_source_report (self->source, SLUICE_SEVERITY_NOTE, statement->span,
                                  _("Functions are not run here"));
      break;

    case SLUICE_CLASS_STATEMENT_OTHER:
      report_skipped (self, statement);
      break;

    default:
      break;
    }
}

/* outer is NULL for the whole text; of a class only the classes in it are declared here. */
static void
declare_all (SluiceClassReader      *self,
             SluiceClassStatement   *statement,
             SluiceClassDeclaration *outer)
{
  for (; statement; statement = statement->next)
    {
      if (!outer)
        declare_statement (self, statement);
      else if (statement->kind == SLUICE_CLASS_STATEMENT_CLASS)
        declare_class (self, statement, outer);
    }
}

/* Steps */

static gboolean
is_class (SluiceClassDeclaration *declaration)
{
  return declaration->statement->kind == SLUICE_CLASS_STATEMENT_CLASS;
}

/* "Name = ..." declares a type where the right side is one, as far as its form tells. */
static void
sort_out_aliases (SluiceClassReader *self)
{
  for (guint i = 0; i < self->declarations->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (self->declarations, i);

      if (declaration->kind == SLUICE_CLASS_DECLARATION_VALUE &&
          declaration->statement->kind == SLUICE_CLASS_STATEMENT_ASSIGNMENT &&
          sluice_class_expression_is_type (self, declaration->value))
        declaration->kind = SLUICE_CLASS_DECLARATION_ALIAS;
    }
}

static void
for_each (SluiceClassReader *self,
          gboolean         (*want) (SluiceClassDeclaration *),
          void             (*read) (SluiceClassReader *, SluiceClassDeclaration *))
{
  for (guint i = 0; i < self->declarations->len; i++)
    {
      SluiceClassDeclaration *declaration = g_ptr_array_index (self->declarations, i);

      if (!want (declaration))
        continue;

      self->current = declaration;
      read (self, declaration);
      self->current = NULL;
    }
}

static gboolean
is_enum (SluiceClassDeclaration *declaration)
{
  return declaration->kind == SLUICE_CLASS_DECLARATION_ENUM;
}

static gboolean
is_read_as_model (SluiceClassDeclaration *declaration)
{
  return sluice_class_declaration_has_fields (declaration) ||
         declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL;
}

static gboolean
is_alias (SluiceClassDeclaration *declaration)
{
  return declaration->kind == SLUICE_CLASS_DECLARATION_ALIAS ||
         declaration->kind == SLUICE_CLASS_DECLARATION_NAMED_ALIAS;
}

/* Those that are made of generic classes come to it while others are read. */
static void
read_model (SluiceClassReader      *self,
            SluiceClassDeclaration *declaration)
{
  if (declaration->is_read)
    return;

  declaration->is_read = TRUE;
  sluice_class_generic_bind (self, declaration);
  sluice_class_model_read (self, declaration);
}

static void
read_alias (SluiceClassReader      *self,
            SluiceClassDeclaration *declaration)
{
  sluice_class_type_read_alias (self, declaration);
}

static gboolean
may_be_root (SluiceClassReader     *self,
             SluiceClassExpression *expression)
{
  return expression->kind == SLUICE_CLASS_EXPRESSION_NAME ||
         expression->kind == SLUICE_CLASS_EXPRESSION_SUBSCRIPT ||
         expression->kind == SLUICE_CLASS_EXPRESSION_UNION ||
         sluice_class_expression_is_type (self, expression);
}

/* A bare type is what the text is about, the last one where there are several. Other bare
 * expressions are not for us. */
static void
read_root_expression (SluiceClassReader    *self,
                      SluiceClassStatement *statement)
{
  for (; statement; statement = statement->next)
    {
      if (statement->kind != SLUICE_CLASS_STATEMENT_EXPRESSION || is_harmless (statement->value))
        continue;

      if (may_be_root (self, statement->value))
        self->root_expression = statement->value;
      else if (statement->value->kind != SLUICE_CLASS_EXPRESSION_OPAQUE)
        report_skipped (self, statement);
    }

  if (self->root_expression)
    self->root_type = sluice_class_type_read (self, self->root_expression);
}

/**
 * sluice_class_reader_read: (skip)
 * @self: a reader
 *
 * Reads the whole text of the source.
 */
void
sluice_class_reader_read (SluiceClassReader *self)
{
  SluiceClassStatement *statements =
    sluice_class_statement_read_all (self->source, &self->pragmas);

  declare_all (self, statements, NULL);
  for_each (self, is_class, sluice_class_bases_read);
  sort_out_aliases (self);
  for_each (self, is_enum, sluice_class_enum_read);
  for_each (self, is_alias, read_alias);
  for_each (self, is_read_as_model, read_model);
  read_root_expression (self, statements);
  for_each (self, is_read_as_model, read_model);
  for_each (self, is_read_as_model, sluice_class_model_read_initials);
}
