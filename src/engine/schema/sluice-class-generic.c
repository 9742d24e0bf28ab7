/* sluice-class-generic.c: classes with type variables, and what is made of them in brackets
 *
 * Page[User] is a class of its own: the body of Page, read again where its variables stand for
 * something. It is made once for each name that Pydantic gives it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* Notes the type variables of a class: Generic[T, U], or class Page[T, U]. */
void
sluice_class_generic_declare (SluiceClassReader      *self,
                              SluiceClassDeclaration *declaration,
                              SluiceClassExpression  *parameters)
{
  declaration->n_parameters = 0;
  declaration->parameters =
    sluice_class_source_alloc (self->source, parameters->n_parts * sizeof (const char *));
  for (SluiceClassExpression *part = parameters->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_NAME)
      declaration->parameters[declaration->n_parameters++] = part->name;
}

static void append_type (GString         *out,
                         SluiceClassType *type);

static void
append_types (GString         *out,
              const char      *name,
              SluiceClassType *type,
              const char      *last)
{
  g_string_append (out, name);
  if (type->n_arguments == 0 && !last)
    return;

  g_string_append_c (out, '[');
  for (guint i = 0; i < type->n_arguments; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      append_type (out, type->arguments[i]);
    }
  if (last)
    g_string_append_printf (out, "%s%s", type->n_arguments > 0 ? ", " : "", last);
  g_string_append_c (out, ']');
}

static void
append_values (GString  *out,
               JsonNode *values)
{
  JsonArray *array = json_node_get_array (values);

  g_string_append (out, "Literal[");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *value = json_array_get_element (array, i);
      g_autofree char *text = json_to_string (value, FALSE);

      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
        g_strdelimit (text, "\"", '\'');
      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", text);
    }
  g_string_append_c (out, ']');
}

/* A type as it stands in the name of a class. */
static void
append_type (GString         *out,
             SluiceClassType *type)
{
  switch (type->kind)
    {
    case SLUICE_CLASS_TYPE_NULL:
      g_string_append (out, "NoneType");
      break;
    case SLUICE_CLASS_TYPE_LITERAL:
      append_values (out, type->values);
      break;
    case SLUICE_CLASS_TYPE_REFERENCE:
      g_string_append (out, type->declaration->name);
      break;
    case SLUICE_CLASS_TYPE_NULLABLE:
      append_types (out, "Union", type, "NoneType");
      break;
    case SLUICE_CLASS_TYPE_UNION:
    case SLUICE_CLASS_TYPE_TAGGED:
      append_types (out, "Union", type, NULL);
      break;
    default:
      append_types (out, type->name->name, type, type->is_variadic ? "..." : NULL);
      break;
    }
}

static SluiceClassDeclaration *make_instance (SluiceClassReader      *self,
                                              SluiceClassDeclaration *generic,
                                              const char             *name);

/* What class Keyed (Page[T]) derives from is another one for each T of Keyed. What Page derives from
 * came with it, and is in terms of the variables of Page. */
static SluiceClassDeclaration *
bind_base (SluiceClassReader      *self,
           SluiceClassDeclaration *instance,
           guint                   index)
{
  SluiceClassDeclaration *generic = instance->generic, *base = generic->lineage[index], *bound;

  for (guint i = 1; i < index; i++)
    {
      SluiceClassDeclaration *nearer = generic->lineage[i];

      for (guint j = 1; instance->lineage[i] != nearer && j < nearer->n_lineage; j++)
        if (nearer->lineage[j] == base)
          return instance->lineage[i]->lineage[j];
    }

  if (base->arguments == NULL)
    return base;

  bound = make_instance (self, base->generic, base->name);
  bound->arguments = base->arguments;
  bound->bound_in = instance;

  return bound;
}

static SluiceClassDeclaration *
make_instance (SluiceClassReader      *self,
               SluiceClassDeclaration *generic,
               const char             *name)
{
  SluiceClassDeclaration *instance =
    sluice_class_source_new0 (self->source, SluiceClassDeclaration);
  g_auto (GStrv) parts = g_strsplit (name, ", ", -1);
  g_autofree char *dense = g_strjoinv (",", parts);

  instance->kind = generic->kind;
  instance->is_used = TRUE;
  instance->name = sluice_class_source_copy (self->source, name, strlen (name));
  instance->key = sluice_class_reader_make_key (self, dense);
  instance->span = generic->span;
  instance->name_span = generic->name_span;
  instance->statement = generic->statement;
  instance->value = generic->value;
  instance->is_partial = generic->is_partial;
  instance->outer = generic;
  instance->generic = generic;
  instance->n_lineage = generic->n_lineage;
  instance->lineage =
    sluice_class_source_alloc (self->source,
                               generic->n_lineage * sizeof (SluiceClassDeclaration *));
  for (guint i = 0; i < generic->n_lineage; i++)
    instance->lineage[i] = i > 0 ? bind_base (self, instance, i) : instance;
  instance->position = self->declarations->len;
  g_ptr_array_add (self->declarations, instance);

  return instance;
}

/* TRUE where there are as many types as variables. */
static gboolean
check_arguments (SluiceClassReader      *self,
                 SluiceClassExpression  *expression,
                 SluiceClassDeclaration *generic)
{
  guint n = 0;

  for (SluiceClassExpression *part = expression->parts; part; part = part->next)
    n++;
  if (n == generic->n_parameters)
    return TRUE;

  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                              ngettext ("‘%s’ takes %u type in its brackets",
                                        "‘%s’ takes %u types in its brackets",
                                        generic->n_parameters),
                              generic->name, generic->n_parameters);

  return FALSE;
}

static GHashTable *
read_bindings (SluiceClassReader      *self,
               SluiceClassExpression  *arguments,
               SluiceClassDeclaration *generic)
{
  GHashTable *bindings = g_hash_table_new (g_str_hash, g_str_equal);
  guint i = 0;

  for (SluiceClassExpression *part = arguments; part && i < generic->n_parameters;
       part = part->next)
    g_hash_table_insert (bindings, (gpointer) generic->parameters[i++],
                         sluice_class_type_read (self, part));

  return bindings;
}

/* Reads Page[User]. Within a generic class its own variables can stand there; what that makes is
 * named after what they stand for. */
SluiceClassType *
sluice_class_generic_read (SluiceClassReader      *self,
                           SluiceClassExpression  *expression,
                           SluiceClassDeclaration *generic)
{
  g_autoptr (GHashTable) bindings = NULL;
  g_autoptr (GString) name = g_string_new (generic->name);
  SluiceClassDeclaration *instance;
  SluiceClassType *type;

  if (!check_arguments (self, expression, generic) || !sluice_class_reader_spend (self, 1))
    return self->any;

  bindings = read_bindings (self, expression->parts, generic);
  for (guint i = 0; i < generic->n_parameters; i++)
    {
      g_string_append (name, i > 0 ? ", " : "[");
      append_type (name, g_hash_table_lookup (bindings, generic->parameters[i]));
    }
  g_string_append_c (name, ']');

  generic->is_used = TRUE;
  instance = g_hash_table_lookup (self->instances, name->str);
  if (!instance && name->len > SLUICE_CLASS_MAX_GENERIC_NAME)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                  _("This is nested too deeply"));
      return self->any;
    }
  if (!instance)
    {
      instance = make_instance (self, generic, name->str);
      instance->bindings = g_steal_pointer (&bindings);
      g_hash_table_insert (self->instances, (gpointer) instance->name, instance);
    }

  type = sluice_class_type_new (self, SLUICE_CLASS_TYPE_REFERENCE, expression->span);
  type->declaration = instance;

  return type;
}

/* What class Users (Page[User]) derives from: its fields are read with the others, when all names are
 * known. */
SluiceClassDeclaration *
sluice_class_generic_derive (SluiceClassReader      *self,
                             SluiceClassExpression  *base,
                             SluiceClassDeclaration *generic)
{
  SluiceClassDeclaration *instance;

  if (!check_arguments (self, base, generic))
    return generic;

  instance = make_instance (self, generic, generic->name);
  instance->arguments = base->parts;

  return instance;
}

/* Finds out what the variables of a class stand for, before it is read. */
void
sluice_class_generic_bind (SluiceClassReader      *self,
                           SluiceClassDeclaration *declaration)
{
  SluiceClassDeclaration *current = self->current;

  if (!declaration->generic || declaration->bindings)
    return;

  if (declaration->bound_in)
    sluice_class_generic_bind (self, declaration->bound_in);
  self->current = declaration->bound_in ? declaration->bound_in : declaration->generic->outer;
  declaration->bindings = read_bindings (self, declaration->arguments, declaration->generic);
  self->current = current;
}

/* What a type variable stands for in the class that is being read; NULL for every other name. */
SluiceClassType *
sluice_class_generic_find (SluiceClassReader     *self,
                           SluiceClassExpression *expression)
{
  if (expression->kind != SLUICE_CLASS_EXPRESSION_NAME)
    return NULL;

  for (SluiceClassDeclaration *scope = self->current; scope; scope = scope->outer)
    {
      SluiceClassType *type =
        scope->bindings ? g_hash_table_lookup (scope->bindings, expression->name) : NULL;

      if (type)
        return type;

      /* class Page[T] declares its variables itself: by themselves they can be anything. */
      for (guint i = 0; i < scope->n_parameters; i++)
        if (scope->statement->parameters && g_str_equal (scope->parameters[i], expression->name))
          return self->any;
    }

  return NULL;
}
