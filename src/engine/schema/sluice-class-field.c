/* sluice-class-field.c: Field() and what else Annotated[] may hold
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

typedef enum
{
  EFFECT_NONE,        /* of no concern to a schema */
  EFFECT_INITIAL,
  EFFECT_FACTORY,
  EFFECT_ALIAS,
  EFFECT_WORDS,       /* text that goes into the schema */
  EFFECT_DEPRECATED,
  EFFECT_EXAMPLES,
  EFFECT_EXTRA,
  EFFECT_TAG,
} Effect;

static const struct
{
  const char *name;
  Effect      effect;
} arguments[] = {
  { "default", EFFECT_INITIAL },
  { "default_factory", EFFECT_FACTORY },
  { "alias", EFFECT_ALIAS },
  { "validation_alias", EFFECT_ALIAS },
  { "serialization_alias", EFFECT_NONE },
  { "alias_priority", EFFECT_NONE },
  { "title", EFFECT_WORDS },
  { "description", EFFECT_WORDS },
  { "deprecated", EFFECT_DEPRECATED },
  { "examples", EFFECT_EXAMPLES },
  { "json_schema_extra", EFFECT_EXTRA },
  { "discriminator", EFFECT_TAG },
  { "field_title_generator", EFFECT_NONE },
  { "exclude", EFFECT_NONE },
  { "exclude_if", EFFECT_NONE },
  { "include", EFFECT_NONE },
  { "frozen", EFFECT_NONE },
  { "validate_default", EFFECT_NONE },
  { "repr", EFFECT_NONE },
  { "init", EFFECT_NONE },
  { "init_var", EFFECT_NONE },
  { "kw_only", EFFECT_NONE },
  { "compare", EFFECT_NONE },
  { "hash", EFFECT_NONE },
  { "metadata", EFFECT_NONE },
  { "strict", EFFECT_NONE },
  { "coerce_numbers_to_str", EFFECT_NONE },
  { "allow_inf_nan", EFFECT_NONE },
  { "max_digits", EFFECT_NONE },
  { "decimal_places", EFFECT_NONE },
  { "union_mode", EFFECT_NONE },
  { "fail_fast", EFFECT_NONE },
};

/* Arguments that are rules, for the guess at what was meant. */
static const char *const rule_names[] = {
  "ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length", "pattern", NULL,
};

/* What a call of Field() gives, in the order in which Pydantic lays it over the type. */
typedef struct
{
  JsonNode           *title;
  JsonNode           *description;
  JsonNode           *deprecated;
  JsonNode           *examples;
  SluiceClassSpan     spans[4];
  SluiceClassKeyword *unknown;   /* arguments that Field() does not have */
  SluiceClassKeyword *extra;
} Collected;

static void
report_left_out (SluiceClassReader     *self,
                 SluiceClassExpression *value)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, value->span,
                              _("This value is not understood and left out"));
}

static JsonNode *
read_node (SluiceClassReader     *self,
           SluiceClassExpression *value)
{
  JsonNode *node;

  if (value->kind == SLUICE_CLASS_EXPRESSION_NONE)
    return NULL;

  if (!(node = sluice_class_value_read (self, value)))
    report_left_out (self, value);

  return node;
}

static JsonNode *
read_words (SluiceClassReader     *self,
            SluiceClassExpression *value)
{
  JsonNode *node = read_node (self, value);

  if (node && json_node_get_value_type (node) != G_TYPE_STRING)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, value->span,
                                  _("This must be text in quotes"));
      return NULL;
    }

  return node;
}

/* alias="x", AliasChoices ("x", ...): the first name. A path into the value gives none. */
static const char *
read_alias (SluiceClassReader     *self,
            SluiceClassExpression *value)
{
  const char *name;

  if (value->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return value->kind == SLUICE_CLASS_EXPRESSION_NONE ? NULL
                                                       : sluice_class_value_read_text (self, value);

  name = sluice_class_reader_name_of (self, value->subject);
  if (g_strcmp0 (name, "AliasChoices") == 0)
    {
      for (SluiceClassExpression *part = value->parts; part; part = part->next)
        {
          const char *alias = read_alias (self, part);

          if (alias)
            return alias;
        }
    }
  else if (g_strcmp0 (name, "AliasPath") == 0 && value->n_parts == 1)
    {
      return sluice_class_value_read_text (self, value->parts);
    }

  return NULL;
}

static const char *
read_tag (SluiceClassReader     *self,
          SluiceClassExpression *value)
{
  if (value->kind == SLUICE_CLASS_EXPRESSION_STRING)
    return value->name;
  if (value->kind == SLUICE_CLASS_EXPRESSION_CALL && value->parts &&
      value->parts->kind == SLUICE_CLASS_EXPRESSION_STRING)
    return value->parts->name;

  return "";
}

/* Pydantic keeps unknown arguments in the schema. Most are slips of the pen. */
static void
read_unknown (SluiceClassReader     *self,
              SluiceClassExpression *argument,
              Collected             *collected)
{
  SluiceClassSpan span = argument->name_span;
  SluiceClassGuess guess;
  JsonNode *node;

  sluice_class_guess_begin (&guess, argument->name);
  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    sluice_class_guess_offer (&guess, arguments[i].name);
  sluice_class_guess_offer_all (&guess, rule_names);

  if (guess.best)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("‘Field’ has no argument ‘%s’. Did you mean ‘%s’?"),
                                argument->name, guess.best);
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                _("‘Field’ has no argument ‘%s’; it is kept in the schema"),
                                argument->name);

  if ((node = sluice_class_value_read (self, argument->subject)))
    sluice_class_keywords_set (self, &collected->unknown, argument->name, node, argument->span);
}

static void
read_deprecated (SluiceClassReader     *self,
                 SluiceClassExpression *value,
                 Collected             *collected)
{
  if (value->kind == SLUICE_CLASS_EXPRESSION_NONE || value->kind == SLUICE_CLASS_EXPRESSION_FALSE)
    return;

  collected->deprecated = json_node_init_boolean (json_node_alloc (), TRUE);
  sluice_class_source_keep (self->source, collected->deprecated);
}

static void
read_argument (SluiceClassReader     *self,
               SluiceClassExpression *argument,
               Collected             *collected,
               SluiceClassFieldInfo  *info)
{
  SluiceClassExpression *value = argument->subject;
  const char *alias;
  guint i = 0;

  while (i < G_N_ELEMENTS (arguments) && !g_str_equal (arguments[i].name, argument->name))
    i++;
  if (i == G_N_ELEMENTS (arguments))
    {
      read_unknown (self, argument, collected);
      return;
    }

  switch (arguments[i].effect)
    {
    case EFFECT_INITIAL:
      info->initial = value;
      break;

    case EFFECT_FACTORY:
      if (value->kind != SLUICE_CLASS_EXPRESSION_NONE)
        info->factory = value;
      break;

    case EFFECT_ALIAS:
      alias = read_alias (self, value);
      if (alias && (g_str_equal (argument->name, "validation_alias") || !info->alias))
        info->alias = alias;
      break;

    case EFFECT_WORDS:
      if (g_str_equal (argument->name, "title"))
        {
          collected->title = read_words (self, value);
          collected->spans[0] = argument->span;
        }
      else
        {
          collected->description = read_words (self, value);
          collected->spans[1] = argument->span;
        }
      break;

    case EFFECT_DEPRECATED:
      read_deprecated (self, value, collected);
      collected->spans[2] = argument->span;
      break;

    case EFFECT_EXAMPLES:
      collected->examples = read_node (self, value);
      collected->spans[3] = argument->span;
      break;

    case EFFECT_EXTRA:
      sluice_class_keywords_read (self, &collected->extra, value);
      break;

    case EFFECT_TAG:
      info->tag = read_tag (self, value);
      info->tag_span = value->span;
      break;

    default:
      break;
    }
}

static void
lay_out (SluiceClassReader   *self,
         const Collected     *collected,
         SluiceClassKeyword **list)
{
  const char *const keys[] = { "title", "description", "deprecated", "examples" };
  JsonNode *const values[] = { collected->title, collected->description, collected->deprecated,
                               collected->examples };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (values[i])
      sluice_class_keywords_set (self, list, keys[i], values[i], collected->spans[i]);

  for (SluiceClassKeyword *extra = collected->extra; extra; extra = extra->next)
    sluice_class_keywords_set (self, list, extra->key, extra->value, extra->span);
  for (SluiceClassKeyword *unknown = collected->unknown; unknown; unknown = unknown->next)
    if (!sluice_class_keywords_find (collected->extra, unknown->key))
      sluice_class_keywords_set (self, list, unknown->key, unknown->value, unknown->span);
}

/**
 * sluice_class_field_read_call: (skip)
 * @self: a reader
 * @type: the type of the field
 * @call: a call of Field()
 * @info: gets what the call says of the field itself
 *
 * Reads the arguments of Field().
 *
 * Returns: (transfer none): @type with the rules among them
 */
SluiceClassType *
sluice_class_field_read_call (SluiceClassReader     *self,
                              SluiceClassType       *type,
                              SluiceClassExpression *call,
                              SluiceClassFieldInfo  *info)
{
  Collected collected = { 0 };

  for (SluiceClassExpression *argument = call->parts; argument; argument = argument->next)
    {
      if (argument->kind == SLUICE_CLASS_EXPRESSION_STARRED)
        report_left_out (self, argument);
      else if (argument->kind != SLUICE_CLASS_EXPRESSION_KEYWORD)
        info->initial = argument;
      else if (sluice_class_rule_is_known (argument->name))
        type = sluice_class_rule_apply (self, type, argument->name, argument->subject,
                                        argument->span);
      else
        read_argument (self, argument, &collected, info);
    }
  lay_out (self, &collected, &info->additions);

  return type;
}

/* Annotated[] */

/* Ge (1), MinLen (2): one rule each, under names of the package annotated_types. */
static const struct
{
  const char *name;
  const char *rule;
} rule_classes[] = {
  { "Ge", "ge" }, { "Gt", "gt" }, { "Le", "le" }, { "Lt", "lt" }, { "MultipleOf", "multiple_of" },
  { "MinLen", "min_length" }, { "MaxLen", "max_length" },
};

static SluiceClassType *
apply_rule_class (SluiceClassReader     *self,
                  SluiceClassType       *type,
                  SluiceClassExpression *call,
                  const char            *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule_classes); i++)
    if (g_str_equal (rule_classes[i].name, name) && call->parts)
      {
        SluiceClassExpression *value = call->parts;

        if (value->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
          value = value->subject;
        return sluice_class_rule_apply (self, type, rule_classes[i].rule, value, call->span);
      }

  return type;
}

/* Len (1, 3), Interval (gt=1), StringConstraints (min_length=1): several rules at once. */
static SluiceClassType *
apply_rules (SluiceClassReader     *self,
             SluiceClassType       *type,
             SluiceClassExpression *call)
{
  static const char *const positions[] = { "min_length", "max_length" };
  guint position = 0;

  for (SluiceClassExpression *part = call->parts; part; part = part->next)
    {
      if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
        {
          if (sluice_class_rule_is_known (part->name))
            type = sluice_class_rule_apply (self, type, part->name, part->subject, part->span);
        }
      else if (position < G_N_ELEMENTS (positions))
        {
          type = sluice_class_rule_apply (self, type, positions[position++], part, part->span);
        }
    }

  return type;
}

static SluiceClassType *
apply_field (SluiceClassReader     *self,
             SluiceClassType       *type,
             SluiceClassExpression *call)
{
  SluiceClassFieldInfo *info = sluice_class_source_new0 (self->source, SluiceClassFieldInfo);

  if (type->info)
    *info = *type->info;
  info->additions = NULL;
  info->tag = NULL;
  type = sluice_class_type_copy (self, sluice_class_field_read_call (self, type, call, info));
  for (SluiceClassKeyword *addition = info->additions; addition; addition = addition->next)
    sluice_class_keywords_set (self, &type->additions, addition->key, addition->value,
                               addition->span);
  if (info->tag)
    type = sluice_class_type_tag (self, type, info->tag, info->tag_span);
  info->additions = NULL;
  type->info = info;

  return type;
}

static SluiceClassType *
apply_validator (SluiceClassReader     *self,
                 SluiceClassType       *type,
                 SluiceClassExpression *call,
                 const char            *name)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_NOTE, call->span,
                              _("Validators are not run here"));
  if (g_str_equal (name, "PlainValidator"))
    return self->any;

  type = sluice_class_type_copy (self, type);
  type->is_wrapped = TRUE;

  return type;
}

static SluiceClassType *
apply_json_schema (SluiceClassReader     *self,
                   SluiceClassType       *type,
                   SluiceClassExpression *call)
{
  JsonNode *node = call->parts ? sluice_class_value_read (self, call->parts) : NULL;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    {
      report_left_out (self, call);
      return type;
    }

  type = sluice_class_type_copy (self, type);
  type->replacement = node;

  return type;
}

/* deprecated ("why") of Python, which says no more than that in a schema */
static SluiceClassType *
apply_deprecated (SluiceClassReader     *self,
                  SluiceClassType       *type,
                  SluiceClassExpression *call)
{
  SluiceClassType *copy = sluice_class_type_copy (self, type);
  JsonNode *node = json_node_init_boolean (json_node_alloc (), TRUE);

  sluice_class_keywords_set (self, &copy->additions, "deprecated",
                             sluice_class_source_keep (self->source, node), call->span);

  return copy;
}

static SluiceClassType *
annotate_by_call (SluiceClassReader     *self,
                  SluiceClassType       *type,
                  SluiceClassExpression *call,
                  const char            *name)
{
  if (g_str_equal (name, "Field"))
    return apply_field (self, type, call);
  if (g_str_equal (name, "Len") || g_str_equal (name, "Interval") ||
      g_str_equal (name, "StringConstraints"))
    return apply_rules (self, type, call);
  if (g_str_has_suffix (name, "Validator"))
    return apply_validator (self, type, call, name);
  if (g_str_equal (name, "WithJsonSchema"))
    return apply_json_schema (self, type, call);
  if (g_str_equal (name, "deprecated"))
    return apply_deprecated (self, type, call);
  if (g_str_equal (name, "Discriminator"))
    return sluice_class_type_tag (self, type, read_tag (self, call), call->span);

  return apply_rule_class (self, type, call, name);
}

/**
 * sluice_class_type_annotate: (skip)
 * @self: a reader
 * @type: a type
 * @metadata: what Annotated[] says of it
 *
 * Lays metadata over a type. What is not known is passed over, as Pydantic passes over it.
 *
 * Returns: (transfer none): the type with the metadata
 */
SluiceClassType *
sluice_class_type_annotate (SluiceClassReader     *self,
                            SluiceClassType       *type,
                            SluiceClassExpression *metadata)
{
  const char *name;

  if (metadata->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return type;

  name = sluice_class_reader_name_of (self, metadata->subject);
  if (!name)
    return type;

  return annotate_by_call (self, type, metadata, name);
}

/**
 * sluice_class_type_tag: (skip)
 * @self: a reader
 * @type: a union
 * @tag: the field that tells its members apart; empty where a function does
 * @span: where that is said
 *
 * Makes a discriminated union.
 *
 * Returns: (transfer none): the union
 */
SluiceClassType *
sluice_class_type_tag (SluiceClassReader *self,
                       SluiceClassType   *type,
                       const char        *tag,
                       SluiceClassSpan    span)
{
  SluiceClassType *copy = sluice_class_type_copy (self, type);

  if (type->kind == SLUICE_CLASS_TYPE_NULLABLE)
    {
      copy->arguments = sluice_class_source_alloc (self->source, sizeof (SluiceClassType *));
      copy->arguments[0] = sluice_class_type_tag (self, type->arguments[0], tag, span);
      return copy;
    }

  if (type->kind != SLUICE_CLASS_TYPE_UNION)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, span,
                                  _("A discriminator needs a union of classes"));
      return type;
    }

  copy->kind = SLUICE_CLASS_TYPE_TAGGED;
  copy->is_annotated = TRUE;
  copy->tag = *tag ? tag : NULL;
  copy->tag_span = span;

  return copy;
}
