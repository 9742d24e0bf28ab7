/* sluice-script-schema.c: the classes that a call in a script asks for
 *
 * response_model may be a class, a type made of classes, a list or an iterable of them, or what
 * Instructor makes of a class: Partial, Maybe. Classes are copied as they stand in the script.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-name-private.h"
#include "snippet/sluice-script-schema-private.h"

/* Types stand in one another, and names for one another, no deeper than this. */
#define MAX_DEPTH 24

typedef struct
{
  SluiceScriptSchema *schema;
  SluiceScript       *script;
  GPtrArray          *names;    /* owned: char*, that the text needs */
  GString            *made;     /* owned: classes that the script makes by calls */
  GString            *root;     /* owned: the type, as it is written */
  gboolean            is_class; /* the root is the name of a class */
  gboolean            is_alias; /* the root is another name of the text */
} Reader;

void
sluice_script_schema_clear (SluiceScriptSchema *self)
{
  if (self->text)
    g_string_free (self->text, TRUE);
  self->text = NULL;
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->segments, g_array_unref);
}

static void
report (Reader                *self,
        SluiceClassExpression *at,
        const char            *message)
{
  sluice_class_source_report (self->script->source, SLUICE_SEVERITY_ERROR, at->span, "%s", message);
}

static void
report_unknown (Reader                *self,
                SluiceClassExpression *at)
{
  report (self, at, _("The class is only known when the script runs; write it out"));
}

static void read_type (Reader            *self,
                       SluiceScriptValue  value,
                       guint              depth);

/* The type as it stands in the script, on one line. */
static void
take_source (Reader            *self,
             SluiceScriptValue  value)
{
  g_autofree char *source = sluice_script_copy_source (self->script, value.expression);
  g_auto(GStrv) words = g_strsplit_set (source, " \t\r\n", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      {
        if (*words[i] == ']' && self->root->len > 0 && self->root->str[self->root->len - 1] == ',')
          g_string_truncate (self->root, self->root->len - 1);
        if (self->root->len > 0 && !strchr ("([", self->root->str[self->root->len - 1]) &&
            !strchr (")]", *words[i]))
          g_string_append_c (self->root, ' ');
        g_string_append (self->root, words[i]);
      }

  sluice_script_classes_collect_names (self->script, value.expression, TRUE, self->names);
  self->schema->is_found = TRUE;
}

static void
take_root (Reader     *self,
           const char *name)
{
  g_string_assign (self->root, name);
  g_ptr_array_add (self->names, g_strdup (name));
  self->schema->is_found = TRUE;
}

/* What Instructor and Python make of classes */

/* Whether a type is a class, or a union of classes: lists of those are asked for item by item. */
static gboolean
is_class_like (Reader            *self,
               SluiceScriptValue  value,
               guint              depth)
{
  SluiceClassExpression *expression = value.expression;
  SluiceBinding *binding;
  const char *name;

  if (!expression || depth > MAX_DEPTH)
    return FALSE;

  switch (expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NAME:
      binding = sluice_script_find (self->script, value.scope, value.offset, expression->name);
      if (!binding)
        return FALSE;
      if (binding->kind == SLUICE_BINDING_CLASS)
        return TRUE;
      return is_class_like (self, sluice_script_step (self->script, value), depth + 1);

    case SLUICE_CLASS_EXPRESSION_UNION:
      return is_class_like (self, sluice_script_at (value, expression->parts), depth + 1);

    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      name = sluice_script_name_of (self->script, sluice_script_at (value, expression->subject));
      return g_strcmp0 (name, "Union") == 0 &&
             is_class_like (self, sluice_script_at (value, expression->parts), depth + 1);

    default:
      return FALSE;
    }
}

static void
read_subscript (Reader            *self,
                SluiceScriptValue  value,
                guint              depth)
{
  SluiceClassExpression *expression = value.expression;
  const char *name = sluice_script_name_of (self->script, sluice_script_at (value, expression->subject));
  SluiceScriptValue inner = sluice_script_at (value, expression->parts);

  if (!name || expression->n_parts != 1)
    {
      take_source (self, value);
    }
  else if (g_str_equal (name, "Partial"))
    {
      read_type (self, inner, depth);
    }
  else if (g_str_equal (name, "Iterable") || g_str_equal (name, "AsyncIterable") ||
           g_str_equal (name, "Generator") || g_str_equal (name, "AsyncGenerator") ||
           ((g_str_equal (name, "list") || g_str_equal (name, "List")) &&
            is_class_like (self, inner, 0)))
    {
      self->schema->is_iterable = TRUE;
      read_type (self, inner, depth);
    }
  else
    {
      take_source (self, value);
    }
}

/* Maybe (User): {result: User?, error: bool, message: str?} (INSTRUCTOR.md, 1.2). */
static void
make_maybe (Reader            *self,
            SluiceScriptValue  value,
            guint              depth)
{
  g_autofree char *inner = NULL;

  read_type (self, value, depth);
  if (self->root->len == 0)
    return;

  inner = g_strdup (self->root->str);
  g_string_append_printf (self->made,
                          "class Maybe%s(BaseModel):\n"
                          "    result: Optional[%s] = Field(default=None)\n"
                          "    error: bool = Field(default=False)\n"
                          "    message: Optional[str] = Field(default=None)\n",
                          inner, inner);
  g_string_printf (self->root, "Maybe%s", inner);
  self->is_class = TRUE;
}

static void
append_made_field (Reader                *self,
                   SluiceScriptValue      call,
                   SluiceClassExpression *part)
{
  SluiceScriptValue given = sluice_script_resolve (self->script, sluice_script_at (call, part->subject));
  SluiceClassExpression *type = given.expression, *initial = NULL;
  g_autofree char *source = NULL;

  if (type && type->kind == SLUICE_CLASS_EXPRESSION_TUPLE && type->n_parts == 2)
    {
      initial = type->parts->next;
      type = type->parts;
    }
  if (!type)
    return;

  source = sluice_script_copy_source (self->script, type);
  sluice_script_classes_collect_names (self->script, type, TRUE, self->names);
  g_string_append_printf (self->made, "    %s: %s", part->name, source);
  if (initial && initial->kind != SLUICE_CLASS_EXPRESSION_ELLIPSIS)
    {
      g_autofree char *value = sluice_script_copy_source (self->script, initial);

      g_string_append_printf (self->made, " = %s", value);
    }
  g_string_append_c (self->made, '\n');
}

/* create_model ("User", name=(str, ...)) */
static void
make_model (Reader            *self,
            SluiceScriptValue  call)
{
  SluiceClassExpression *name = call.expression->parts;
  SluiceClassExpression *base = sluice_class_expression_find (call.expression, "__base__");
  g_autofree char *base_name = NULL;
  guint n_fields = 0;

  if (!name || name->kind != SLUICE_CLASS_EXPRESSION_STRING)
    {
      report_unknown (self, call.expression);
      return;
    }

  if (base)
    sluice_script_classes_collect_names (self->script, base, TRUE, self->names);
  base_name = base ? sluice_script_copy_source (self->script, base) : g_strdup ("BaseModel");
  g_string_append_printf (self->made, "class %s(%s):\n", name->name, base_name);
  for (SluiceClassExpression *part = call.expression->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD && !g_str_has_prefix (part->name, "__"))
      {
        append_made_field (self, call, part);
        n_fields++;
      }
  if (n_fields == 0)
    g_string_append (self->made, "    pass\n");

  take_root (self, name->name);
  self->is_class = TRUE;
}

static void
read_call (Reader            *self,
           SluiceScriptValue  value,
           guint              depth)
{
  SluiceClassExpression *first = sluice_script_get_positional (value, 0);
  const char *name = sluice_script_name_of (self->script,
                                            sluice_script_at (value, value.expression->subject));
  SluiceScriptValue next;

  if (g_strcmp0 (name, "create_model") == 0)
    {
      make_model (self, value);
      return;
    }
  if (name && first && g_str_equal (name, "Maybe"))
    {
      make_maybe (self, sluice_script_at (value, first), depth);
      return;
    }
  if (name && first && (g_str_equal (name, "IterableModel") || g_str_equal (name, "openai_schema") ||
                        g_str_equal (name, "response_schema")))
    {
      self->schema->is_iterable |= g_str_equal (name, "IterableModel");
      read_type (self, sluice_script_at (value, first), depth);
      return;
    }

  next = sluice_script_step (self->script, value);
  if (next.expression)
    read_type (self, next, depth);
  else if (name && sluice_class_name_lookup (name))
    take_source (self, value);
  else
    report_unknown (self, value.expression);
}

/* Names */

/* What is made of a class is followed; a name for a type is kept, with its declaration. */
static gboolean
is_made (SluiceScriptValue value)
{
  static const char *const makers[] = { "Partial", "Iterable", "AsyncIterable", "Generator", "list",
                                        "List", NULL };
  SluiceClassExpression *expression = value.expression;
  const char *name;

  if (expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    return TRUE;
  if (expression->kind == SLUICE_CLASS_EXPRESSION_NAME)
    return TRUE;
  if (expression->kind != SLUICE_CLASS_EXPRESSION_SUBSCRIPT)
    return FALSE;
  name = expression->subject->name;

  return name && g_strv_contains (makers, name);
}

static void
read_name (Reader            *self,
           SluiceScriptValue  value,
           guint              depth)
{
  const char *name = value.expression->name;
  SluiceBinding *binding = sluice_script_find (self->script, value.scope, value.offset, name);
  g_autofree char *message = NULL;
  SluiceScriptValue next;

  if (!binding)
    binding = sluice_script_find (self->script, value.scope, G_MAXUINT32, name);
  if (!binding || binding->kind == SLUICE_BINDING_IMPORT)
    {
      if (sluice_class_name_lookup (sluice_script_name_of (self->script, value)))
        {
          take_source (self, value);
          return;
        }
      message = g_strdup_printf (_("‘%s’ is not declared here; paste its class, too"), name);
      report (self, value.expression, message);
      return;
    }
  if (binding->kind == SLUICE_BINDING_CLASS)
    {
      take_root (self, name);
      self->is_class = TRUE;
      return;
    }

  /* response_model=cls in a method of the class itself */
  if (binding->kind == SLUICE_BINDING_PARAMETER && g_str_equal (name, "cls") && binding->scope->statement)
    {
      take_root (self, binding->scope->statement->name);
      self->is_class = TRUE;
      return;
    }

  next = sluice_script_step (self->script, value);
  if (next.expression && (binding->kind != SLUICE_BINDING_VALUE || is_made (next)))
    {
      read_type (self, next, depth);
    }
  else if (next.expression)
    {
      take_root (self, name);
      self->is_alias = TRUE;
    }
  else
    {
      message = g_strdup_printf (_("What ‘%s’ is, is only known when the script runs; name the class"),
                                 name);
      report (self, value.expression, message);
    }
}

static void
read_type (Reader            *self,
           SluiceScriptValue  value,
           guint              depth)
{
  SluiceClassExpression *inside;

  if (depth > MAX_DEPTH || !value.expression)
    return;

  switch (value.expression->kind)
    {
    case SLUICE_CLASS_EXPRESSION_NAME:
      read_name (self, value, depth + 1);
      break;

    case SLUICE_CLASS_EXPRESSION_SUBSCRIPT:
      read_subscript (self, value, depth + 1);
      break;

    case SLUICE_CLASS_EXPRESSION_CALL:
      read_call (self, value, depth + 1);
      break;

    case SLUICE_CLASS_EXPRESSION_STRING:
      inside = sluice_class_expression_for_string (self->script->source, value.expression);
      read_type (self, sluice_script_at (value, inside), depth + 1);
      break;

    case SLUICE_CLASS_EXPRESSION_OPAQUE:
      report_unknown (self, value.expression);
      break;

    default:
      take_source (self, value);
      break;
    }
}

/* The text */

static void
write_text (Reader            *self,
            SluiceScriptValue  place)
{
  SluiceScriptSchema *schema = self->schema;
  guint n_classes;

  sluice_script_classes_write (schema, self->script, place, self->names, &n_classes);
  if (self->made->len > 0)
    {
      if (schema->text->len > 0)
        g_string_append (schema->text, "\n\n");
      g_string_append (schema->text, self->made->str);
      n_classes++;
    }

  if (self->is_class || self->is_alias)
    {
      schema->name = g_strdup (self->root->str);
      if (n_classes > 1 || self->is_alias)
        schema->root = g_strdup (self->root->str);
      return;
    }

  schema->name = g_strdup (self->root->str);
  if (schema->text->len > 0)
    g_string_append (schema->text, "\n\n");
  g_string_append_printf (schema->text, "%s\n", self->root->str);
}

/**
 * sluice_script_schema_read: (skip)
 * @self: gets what is found
 * @script: a script; gets what is wrong
 * @model: what a call asks for
 *
 * Finds the classes that a call asks for.
 */
void
sluice_script_schema_read (SluiceScriptSchema *self,
                           SluiceScript       *script,
                           SluiceScriptValue   model)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) made = g_string_new (NULL);
  g_autoptr(GString) root = g_string_new (NULL);
  Reader reader = { self, script, names, made, root };

  *self = (SluiceScriptSchema) { .text = g_string_new (NULL) };
  self->segments = g_array_new (FALSE, FALSE, sizeof (SluiceScriptSegment));
  read_type (&reader, model, 0);
  if (self->is_found)
    write_text (&reader, model);
}

/* The place in the script of a place in the text. */
guint32
sluice_script_schema_locate (SluiceScriptSchema *self,
                             gsize               offset)
{
  for (guint i = 0; i < self->segments->len; i++)
    {
      SluiceScriptSegment *segment = &g_array_index (self->segments, SluiceScriptSegment, i);

      if (offset >= segment->start && offset < segment->start + segment->length)
        return segment->origin + (offset - segment->start);
    }

  return G_MAXUINT32;
}
