/* sluice-class-model.c: classes with fields in class notation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* Decorators after which a function checks or changes values. */
static const char *const validators[] = {
  "field_validator", "model_validator", "validator", "root_validator", "field_serializer",
  "model_serializer", "validates", "pre_validator", NULL,
};

static const char *
decorator_name (SluiceClassReader     *self,
                SluiceClassExpression *decorator)
{
  if (decorator->kind == SLUICE_CLASS_EXPRESSION_CALL)
    decorator = decorator->subject;

  return sluice_class_reader_name_of (self, decorator);
}

static void
report_function (SluiceClassReader    *self,
                 SluiceClassStatement *statement)
{
  SluiceClassExpression *decorator = statement->decorators ? statement->decorators->parts : NULL;

  for (; decorator; decorator = decorator->next)
    {
      const char *name = decorator_name (self, decorator);

      if (name && g_strv_contains (validators, name))
        {
          sluice_class_source_report (self->source, SLUICE_SEVERITY_NOTE, statement->span,
                                      _("Validators are not run here"));
          return;
        }
    }

  sluice_class_source_report (self->source, SLUICE_SEVERITY_NOTE, statement->span,
                              _("Methods are not run here"));
}

/* Fields */

/* field (default=..., default_factory=...) of a dataclass, and Field (). */
static gboolean
is_field_call (SluiceClassReader      *self,
               SluiceClassDeclaration *declaration,
               SluiceClassExpression  *value)
{
  const char *name;

  if (!value || value->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return FALSE;

  name = sluice_class_reader_name_of (self, value->subject);

  return g_strcmp0 (name, "Field") == 0 ||
         (declaration->kind == SLUICE_CLASS_DECLARATION_DATACLASS && g_strcmp0 (name, "field") == 0);
}

static gboolean
has_initial (SluiceClassExpression *initial)
{
  return initial && initial->kind != SLUICE_CLASS_EXPRESSION_ELLIPSIS;
}

static gboolean
is_field_required (SluiceClassDeclaration     *declaration,
                   SluiceClassType            *type,
                   const SluiceClassFieldInfo *info)
{
  if (declaration->kind == SLUICE_CLASS_DECLARATION_TYPED_DICT)
    return type->is_required || (!type->is_optional && !declaration->is_partial);

  return !has_initial (info->initial) && !info->factory;
}

static SluiceClassField *
make_field (SluiceClassReader      *self,
            SluiceClassDeclaration *declaration,
            SluiceClassStatement   *statement,
            SluiceClassType        *type)
{
  SluiceClassField *field = sluice_class_source_new0 (self->source, SluiceClassField);
  SluiceClassFieldInfo info = { 0 };

  if (type->info)
    info = *type->info;
  info.tag = NULL;
  info.additions = NULL;

  if (is_field_call (self, declaration, statement->value))
    type = sluice_class_field_read_call (self, type, statement->value, &info);
  else if (statement->value)
    info.initial = statement->value;
  if (info.tag)
    type = sluice_class_type_tag (self, type, info.tag, info.tag_span);

  field->name = statement->name;
  field->span = statement->span;
  field->name_span = statement->name_span;
  field->type = type;
  field->additions = info.additions;
  field->initial = has_initial (info.initial) ? info.initial : NULL;
  field->factory = info.factory;
  field->alias = info.alias;
  if (!field->alias && declaration->kind != SLUICE_CLASS_DECLARATION_ROOT_MODEL)
    field->alias = sluice_class_config_make_alias (self, &declaration->config, field->name);
  field->is_required = is_field_required (declaration, type, &info);

  return field;
}

/* A name that is given twice keeps its first place and its last meaning. */
static void
add_field (SluiceClassDeclaration *declaration,
           GHashTable             *seen,
           SluiceClassField       *field)
{
  SluiceClassField *previous = g_hash_table_lookup (seen, field->name);

  if (previous)
    {
      field->next = previous->next;
      *previous = *field;
      return;
    }

  g_hash_table_insert (seen, (gpointer) field->name, field);
  if (declaration->last_field)
    declaration->last_field->next = field;
  else
    declaration->fields = field;
  declaration->last_field = field;
}

static SluiceClassField *
read_annotation (SluiceClassReader      *self,
                 SluiceClassDeclaration *declaration,
                 SluiceClassStatement   *statement,
                 GHashTable             *seen)
{
  SluiceClassType *type;
  SluiceClassField *field;

  if (statement->target->kind != SLUICE_CLASS_EXPRESSION_NAME || *statement->name == '_' ||
      !statement->annotation)
    return NULL;

  type = sluice_class_type_read (self, statement->annotation);
  if (type->is_class_var || (type->is_final && statement->value))
    return NULL;

  field = make_field (self, declaration, statement, type);
  add_field (declaration, seen, field);

  return g_hash_table_lookup (seen, field->name);
}

/* What is assigned without a type: settings, and what Pydantic would refuse. */
static void
read_assignment (SluiceClassReader      *self,
                 SluiceClassDeclaration *declaration,
                 SluiceClassStatement   *statement)
{
  if (declaration->kind == SLUICE_CLASS_DECLARATION_DATACLASS || *statement->name == '_' ||
      statement->value->kind == SLUICE_CLASS_EXPRESSION_CALL ||
      statement->value->kind == SLUICE_CLASS_EXPRESSION_OPAQUE)
    {
      if (*statement->name != '_')
        sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, statement->span,
                                    _("This says nothing of a schema and is skipped"));
      return;
    }

  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, statement->name_span,
                              _("‘%s’ needs a type: ‘%s: … = …’"), statement->name,
                              statement->name);
}

/* With use_attribute_docstrings, the text below a field describes it. */
static void
describe_field (SluiceClassReader      *self,
                SluiceClassDeclaration *declaration,
                SluiceClassField       *field,
                SluiceClassExpression  *string)
{
  const char *description;
  JsonNode *node;

  if (!declaration->config.has_attribute_docstrings || !field ||
      string->kind != SLUICE_CLASS_EXPRESSION_STRING ||
      sluice_class_keywords_find (field->additions, "description") ||
      sluice_class_keywords_find (field->type->additions, "description"))
    return;

  description = sluice_class_docstring_clean (self->source, string->name);
  node = json_node_init_string (json_node_alloc (), description);
  sluice_class_keywords_set (self, &field->additions, "description",
                             sluice_class_source_keep (self->source, node), string->span);
}

static void
read_line (SluiceClassReader      *self,
           SluiceClassDeclaration *declaration,
           SluiceClassStatement   *statement,
           GHashTable             *seen,
           SluiceClassField      **previous)
{
  SluiceClassField *field = NULL;

  switch (statement->kind)
    {
    case SLUICE_CLASS_STATEMENT_ANNOTATION:
      if (!g_str_equal (statement->name, "model_config"))
        field = read_annotation (self, declaration, statement, seen);
      break;

    case SLUICE_CLASS_STATEMENT_ASSIGNMENT:
      if (!g_str_equal (statement->name, "model_config") &&
          statement->target->kind == SLUICE_CLASS_EXPRESSION_NAME)
        read_assignment (self, declaration, statement);
      break;

    case SLUICE_CLASS_STATEMENT_FUNCTION:
      report_function (self, statement);
      break;

    case SLUICE_CLASS_STATEMENT_EXPRESSION:
      describe_field (self, declaration, *previous, statement->value);
      break;

    case SLUICE_CLASS_STATEMENT_OTHER:
      sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, statement->span,
                                  _("This says nothing of a schema and is skipped"));
      break;

    default:
      break;
    }

  *previous = field;
}

/* Settings */

/* __qualname__ is the name that $defs has for a class. */
static void
read_key (SluiceClassReader      *self,
          SluiceClassDeclaration *declaration,
          SluiceClassStatement   *statement)
{
  const char *key = sluice_class_value_read_text (self, statement->value);

  if (key && *key)
    declaration->key = key;
}

static void
read_config (SluiceClassReader      *self,
             SluiceClassDeclaration *declaration)
{
  SluiceClassExpression *expressions = declaration->statement->expressions;
  SluiceClassConfig *config = &declaration->config;

  for (guint i = declaration->n_lineage; i > 1; i--)
    sluice_class_config_inherit (config, &declaration->lineage[i - 1]->config);

  for (SluiceClassExpression *part = expressions ? expressions->parts : NULL; part;
       part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
      sluice_class_config_set (self, config, part);

  for (SluiceClassStatement *line = declaration->statement->body; line; line = line->next)
    {
      if (line->kind == SLUICE_CLASS_STATEMENT_CLASS && g_str_equal (line->name, "Config"))
        sluice_class_config_read_class (self, config, line);
      else if ((line->kind == SLUICE_CLASS_STATEMENT_ASSIGNMENT ||
                line->kind == SLUICE_CLASS_STATEMENT_ANNOTATION) && line->value)
        {
          if (g_str_equal (line->name, "model_config"))
            sluice_class_config_read (self, config, line->value);
          else if (g_str_equal (line->name, "__qualname__"))
            read_key (self, declaration, line);
        }
    }
}

/* A root model is what it holds: RootModel[type], or a field with the name root. */
static void
read_root (SluiceClassReader      *self,
           SluiceClassDeclaration *declaration)
{
  SluiceClassField *root;

  if (declaration->fields || !declaration->value)
    return;

  root = sluice_class_source_new0 (self->source, SluiceClassField);
  root->name = "root";
  root->span = declaration->value->span;
  root->name_span = declaration->name_span;
  root->type = sluice_class_type_read (self, declaration->value);
  root->is_required = TRUE;
  declaration->fields = declaration->last_field = root;
}

/**
 * sluice_class_model_read: (skip)
 * @self: a reader
 * @declaration: a class with fields, or a root model
 *
 * Reads the body of a class.
 */
void
sluice_class_model_read (SluiceClassReader      *self,
                         SluiceClassDeclaration *declaration)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  SluiceClassStatement *body = declaration->statement->body;
  SluiceClassField *previous = NULL;

  read_config (self, declaration);
  if (body && body->kind == SLUICE_CLASS_STATEMENT_EXPRESSION &&
      body->value->kind == SLUICE_CLASS_EXPRESSION_STRING)
    declaration->description = sluice_class_docstring_clean (self->source, body->value->name);

  for (SluiceClassStatement *line = body; line; line = line->next)
    read_line (self, declaration, line, seen, &previous);

  if (declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL)
    read_root (self, declaration);
}

/**
 * sluice_class_model_list_fields: (skip)
 * @self: a reader
 * @declaration: a class with fields
 *
 * Lists the fields of a class with those that it inherits: what derives comes after what it derives
 * from, and a field that is declared again keeps its place.
 *
 * Returns: (transfer container) (element-type SluiceClassField): the fields
 */
GPtrArray *
sluice_class_model_list_fields (SluiceClassReader      *self,
                                SluiceClassDeclaration *declaration)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = declaration->n_lineage; i > 0; i--)
    {
      SluiceClassField *field = declaration->lineage[i - 1]->fields;

      for (; field && sluice_class_reader_spend (self, 1); field = field->next)
        {
          guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, field->name));

          if (place > 0)
            {
              g_ptr_array_index (fields, place - 1) = field;
              continue;
            }
          g_ptr_array_add (fields, field);
          g_hash_table_insert (places, (gpointer) field->name, GUINT_TO_POINTER (fields->len));
        }
    }

  return fields;
}

/**
 * sluice_class_model_read_initials: (skip)
 * @self: a reader
 * @declaration: a class with fields
 *
 * Works out the default values of the fields that a class declares. One that JSON cannot say is
 * left out; the field stays optional.
 */
void
sluice_class_model_read_initials (SluiceClassReader      *self,
                                  SluiceClassDeclaration *declaration)
{
  for (SluiceClassField *field = declaration->fields; field; field = field->next)
    {
      if (!field->initial)
        continue;

      field->initial_value = sluice_class_value_read (self, field->initial);
      if (!field->initial_value)
        sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, field->initial->span,
                                    _("This default is not understood and left out"));
    }
}
