/* sluice-class-rule.c: the rules of Field() that bind a value, as keywords of JSON Schema
 *
 * A rule goes to the type that it is meant for: of Optional[int] to the int. Where Pydantic checks a
 * rule itself because the type has no such keyword, it leaves a keyword of its own name behind; so
 * do we, and say that the rule has no effect.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

typedef struct
{
  const char *name;
  const char *number;   /* keyword for each family; NULL where the rule does not fit */
  const char *text;
  const char *items;
  const char *members;
  const char *misfit;   /* what Pydantic leaves where it fits none; NULL for nothing */
  gboolean    is_bound;
} Rule;

static const Rule rules[] = {
  { "ge", "minimum", NULL, NULL, NULL, "ge", TRUE },
  { "gt", "exclusiveMinimum", NULL, NULL, NULL, "gt", TRUE },
  { "le", "maximum", NULL, NULL, NULL, "le", TRUE },
  { "lt", "exclusiveMaximum", NULL, NULL, NULL, "lt", TRUE },
  { "multiple_of", "multipleOf", NULL, NULL, NULL, "multiple_of", TRUE },
  { "min_length", NULL, "minLength", "minItems", "minProperties", "minLength", FALSE },
  { "max_length", NULL, "maxLength", "maxItems", "maxProperties", "maxLength", FALSE },
  { "pattern", NULL, "pattern", NULL, NULL, NULL, FALSE },
};

/* Older names that Pydantic v2 still takes, or that people still write. */
static const struct
{
  const char *name;
  const char *rule;
} old_names[] = {
  { "min_items", "min_length" },
  { "max_items", "max_length" },
  { "regex", "pattern" },
};

static const Rule *
find_rule (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (old_names); i++)
    if (g_str_equal (old_names[i].name, name))
      name = old_names[i].rule;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].name, name))
      return &rules[i];

  return NULL;
}

gboolean
sluice_class_rule_is_known (const char *rule)
{
  return find_rule (rule) != NULL;
}

/* The keyword for a rule of a type; NULL where the type has none. */
static const char *
find_keyword (const SluiceClassType *type,
              const Rule            *rule)
{
  if (type->kind != SLUICE_CLASS_TYPE_NAMED || type->is_wrapped)
    return NULL;

  switch (type->family)
    {
    case SLUICE_CLASS_FAMILY_NUMBER:
    case SLUICE_CLASS_FAMILY_DECIMAL:
      return rule->number;
    case SLUICE_CLASS_FAMILY_TEXT:
      return rule->text;
    case SLUICE_CLASS_FAMILY_BYTES:
      return rule->misfit && !rule->is_bound ? rule->text : NULL;
    case SLUICE_CLASS_FAMILY_ITEMS:
      return rule->items;
    case SLUICE_CLASS_FAMILY_MEMBERS:
      return rule->members;
    default:
      return NULL;
    }
}

/* Bounds of a date, and of other values that JSON has as text, are Pydantic's alone to check. */
static gboolean
is_beyond_json (const SluiceClassType *type,
                const Rule            *rule)
{
  return type->kind == SLUICE_CLASS_TYPE_NAMED && !type->is_wrapped && rule->is_bound &&
         type->family == SLUICE_CLASS_FAMILY_TIME;
}

static const char *
find_misfit (const SluiceClassType *type,
             const Rule            *rule)
{
  gboolean is_list = type->kind == SLUICE_CLASS_TYPE_NAMED && type->name &&
                     type->name->role == SLUICE_CLASS_ROLE_LIST;

  return is_list && rule->items ? rule->items : rule->misfit;
}

static JsonNode *
as_double (SluiceClassReader *self,
           JsonNode          *value)
{
  JsonNode *node;

  if (json_node_get_value_type (value) != G_TYPE_INT64)
    return value;

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_double (node, json_node_get_int (value));

  return sluice_class_source_keep (self->source, node);
}

static gboolean
fits (const Rule *rule,
      JsonNode   *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  if (!rule->is_bound && !rule->items)
    return type == G_TYPE_STRING;
  if (!rule->is_bound)
    return type == G_TYPE_INT64 && json_node_get_int (value) >= 0;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE || type == G_TYPE_STRING;
}

static JsonNode *
read_value (SluiceClassReader     *self,
            const Rule            *rule,
            SluiceClassExpression *expression)
{
  JsonNode *value = sluice_class_value_read (self, expression);

  if (value && fits (rule, value))
    return value;

  if (!value)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, expression->span,
                                _("This value is not understood and left out"));
  else if (rule->is_bound)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                _("‘%s’ takes a number"), rule->name);
  else if (rule->items)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                _("‘%s’ takes a whole number from 0 on"), rule->name);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                _("‘%s’ takes a regular expression in quotes"), rule->name);

  return NULL;
}

static void
report_misfit (SluiceClassReader *self,
               SluiceClassType   *type,
               const Rule        *rule,
               SluiceClassSpan    span)
{
  gboolean is_length = !rule->is_bound && rule->items;

  /* what JSON has as text has a length, even if Pydantic checks it in another way */
  if (is_length && !type->is_wrapped && type->kind == SLUICE_CLASS_TYPE_NAMED &&
      g_strcmp0 (type->name->type, "string") == 0)
    return;

  if (type->is_wrapped)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("‘%s’ has no effect after a validator; write it before"),
                                rule->name);
  else if (type->kind == SLUICE_CLASS_TYPE_UNION)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("‘%s’ is not checked on a union; write it at its members"),
                                rule->name);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("‘%s’ has no effect on this type"), rule->name);
}

static SluiceClassType *
apply_to (SluiceClassReader *self,
          SluiceClassType   *type,
          const Rule        *rule,
          JsonNode          *value,
          SluiceClassSpan    span)
{
  const char *keyword = find_keyword (type, rule);

  type = sluice_class_type_copy (self, type);
  if (keyword)
    {
      if (type->family == SLUICE_CLASS_FAMILY_DECIMAL)
        value = as_double (self, value);
      sluice_class_keywords_set (self, &type->rules, keyword, value, span);
      return type;
    }

  keyword = find_misfit (type, rule);
  if (type->kind != SLUICE_CLASS_TYPE_REFERENCE && keyword)
    sluice_class_keywords_set (self, &type->additions, keyword, value, span);
  report_misfit (self, type, rule, span);

  return type;
}

/**
 * sluice_class_rule_apply: (skip)
 * @self: a reader
 * @type: a type
 * @name: the rule, as an argument of Field() is called
 * @expression: its value
 * @span: where it stands
 *
 * Binds a type by a rule.
 *
 * Returns: (transfer none): the type with the rule
 */
SluiceClassType *
sluice_class_rule_apply (SluiceClassReader     *self,
                         SluiceClassType       *type,
                         const char            *name,
                         SluiceClassExpression *expression,
                         SluiceClassSpan        span)
{
  const Rule *rule = find_rule (name);
  JsonNode *value;

  if (!rule || expression->kind == SLUICE_CLASS_EXPRESSION_NONE)
    return type;

  if (type->kind == SLUICE_CLASS_TYPE_NULLABLE && !type->is_wrapped)
    {
      SluiceClassType *inner = type->arguments[0];

      type = sluice_class_type_copy (self, type);
      type->arguments = sluice_class_source_alloc (self->source, sizeof (SluiceClassType *));
      type->arguments[0] = sluice_class_rule_apply (self, inner, name, expression, span);
      return type;
    }

  if (is_beyond_json (type, rule) || !(value = read_value (self, rule, expression)))
    return type;

  if (type->kind == SLUICE_CLASS_TYPE_NAMED && type->family == SLUICE_CLASS_FAMILY_NUMBER &&
      rule->is_bound && json_node_get_value_type (value) == G_TYPE_STRING)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, expression->span,
                                  _("‘%s’ takes a number"), name);
      return type;
    }

  return apply_to (self, type, rule, value, span);
}
