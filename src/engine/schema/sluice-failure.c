/* sluice-failure.c: a rule that broke, in words for people
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-node-private.h"
#include "schema/sluice-failure-private.h"

#define MAX_SHOWN   60  /* characters of a value in a message */
#define MAX_OPTIONS 6   /* of an enum in a message */

char *
sluice_failure_name_node (SluiceNode *node)
{
  SluiceNode *parent = sluice_node_get_parent (node);
  g_autofree char *above = NULL;

  if (sluice_node_get_key (node))
    return g_strdup (sluice_node_get_key (node));
  if (parent == NULL)
    return g_strdup (_("the answer"));
  if (sluice_node_get_parent (parent) == NULL)
    /* Translators: one of many things, by its number from 1 */
    return g_strdup_printf (_("item %u"), sluice_node_get_index (node) + 1);

  above = sluice_failure_name_node (parent);

  return g_strdup_printf ("%s[%u]", above, sluice_node_get_index (node));
}

static char *
shorten (const char *text,
         gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= MAX_SHOWN)
    return g_steal_pointer (&valid);

  start = g_utf8_substring (valid, 0, MAX_SHOWN);

  return g_strconcat (start, "…", NULL);
}

/* A value as it stands in a sentence. */
static char *
show_value (SluiceNode *node)
{
  g_autofree char *text = NULL;

  if (node->type == SLUICE_NODE_NUMBER)
    return shorten (sluice_node_get_text (node, NULL), node->n);
  if (node->type == SLUICE_NODE_STRING)
    {
      text = shorten (sluice_node_get_text (node, NULL), node->n);
      return g_strdup_printf ("“%s”", text);
    }

  text = sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 0);

  return shorten (text, strlen (text));
}

static const char *
name_type (SluiceNodeType type)
{
  switch (type)
    {
    case SLUICE_NODE_OBJECT:
      return _("an object");
    case SLUICE_NODE_ARRAY:
      return _("an array");
    case SLUICE_NODE_STRING:
      return _("a string");
    case SLUICE_NODE_NUMBER:
      return _("a number");
    case SLUICE_NODE_BOOLEAN:
      return _("true or false");
    case SLUICE_NODE_NULL:
      return "null";
    case SLUICE_NODE_UNKNOWN:
    default:
      return _("nothing");
    }
}

static char *
join_or (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      /* Translators: between the last two of several things, with the spaces around it */
      if (i > 0)
        g_string_append (text, i + 1 == words->len ? _(" or ") : ", ");
      g_string_append (text, words->pdata[i]);
    }

  return g_string_free (text, FALSE);
}

static char *
name_types (const SluicePosition *position)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  guint types = position->types & position->admits;

  for (guint type = SLUICE_NODE_OBJECT; type <= SLUICE_NODE_NULL; type++)
    if ((types ? types : position->types) & SLUICE_TYPE_BIT (type))
      g_ptr_array_add (words, (gpointer) (type == SLUICE_NODE_NUMBER && position->is_whole
                                            ? _("an integer") : name_type (type)));

  return join_or (words);
}

/* What is asked for, where the branches of a union tell: "an integer or null" */
static char *
name_admitted (const SluicePosition *position)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (guint type = SLUICE_NODE_OBJECT; type <= SLUICE_NODE_NULL; type++)
    if (position->admits & SLUICE_TYPE_BIT (type))
      g_ptr_array_add (words, (gpointer) name_type (type));

  return words->len > 0 ? join_or (words) : g_strdup (_("anything that the schema allows"));
}

static char *
describe_type (const SluiceFailure *self,
               const char          *name)
{
  const char *found = name_type (self->node->type);
  g_autofree char *wanted = self->fault == SLUICE_FAULT_TYPE ? name_types (self->position)
                                                             : name_admitted (self->position);

  /* Translators: for example “age is a string, not an integer” */
  return g_strdup_printf (_("%s is %s, not %s"), name, found, wanted);
}

static char *
list_options (const SluiceValues *values)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint32 i = 0; i < values->n_options && i < MAX_OPTIONS; i++)
    g_ptr_array_add (words, show_value (values->options[i]));
  if (values->n_options > MAX_OPTIONS)
    /* Translators: the last of a list of allowed values, where there are more */
    g_ptr_array_add (words, g_strdup (_("another")));

  return join_or (words);
}

static char *
describe_value (const SluiceFailure *self,
                const char          *name)
{
  g_autofree char *value = NULL, *options = list_options (self->values);

  if (self->fault == SLUICE_FAULT_LETTERS)
    {
      value = shorten (self->name, self->name_length);
      /* Translators: for example “colour begins with “bro”, which is not “red” or “green”” */
      return g_strdup_printf (_("%s begins with “%s”, which is not %s"), name, value, options);
    }

  value = show_value (self->node);

  /* Translators: for example “colour is “brown”, not “red” or “green”” */
  return g_strdup_printf (_("%s is %s, not %s"), name, value, options);
}

/* Before a number has ended only its sign is sure. */
static char *
describe_early_bound (const SluiceFailure *self,
                      const char          *name)
{
  const SluiceNumberRules *rules = self->position->number;

  switch (self->fault)
    {
    case SLUICE_FAULT_MINIMUM:
      return g_strdup_printf (_("%s is below the minimum %s, whatever its digits"), name,
                              sluice_node_get_text (rules->minimum.node, NULL));
    case SLUICE_FAULT_MAXIMUM:
      return g_strdup_printf (_("%s is above the maximum %s, whatever its digits"), name,
                              sluice_node_get_text (rules->maximum.node, NULL));
    case SLUICE_FAULT_ABOVE:
      return g_strdup_printf (_("%s is not above %s, whatever its digits"), name,
                              sluice_node_get_text (rules->above.node, NULL));
    case SLUICE_FAULT_BELOW:
    default:
      return g_strdup_printf (_("%s is not below %s, whatever its digits"), name,
                              sluice_node_get_text (rules->below.node, NULL));
    }
}

static char *
describe_number (const SluiceFailure *self,
                 const char          *name)
{
  const SluiceNumberRules *rules = self->position->number;
  g_autofree char *value = show_value (self->node);

  if (self->node->phase != SLUICE_PHASE_CLOSED)
    return describe_early_bound (self, name);

  switch (self->fault)
    {
    case SLUICE_FAULT_MINIMUM:
      return g_strdup_printf (_("%s is %s, below the minimum %s"), name, value,
                              sluice_node_get_text (rules->minimum.node, NULL));
    case SLUICE_FAULT_MAXIMUM:
      return g_strdup_printf (_("%s is %s, above the maximum %s"), name, value,
                              sluice_node_get_text (rules->maximum.node, NULL));
    case SLUICE_FAULT_ABOVE:
      return g_strdup_printf (_("%s is %s, not above %s"), name, value,
                              sluice_node_get_text (rules->above.node, NULL));
    case SLUICE_FAULT_BELOW:
      return g_strdup_printf (_("%s is %s, not below %s"), name, value,
                              sluice_node_get_text (rules->below.node, NULL));
    case SLUICE_FAULT_FACTOR:
      return g_strdup_printf (_("%s is %s, not a multiple of %s"), name, value,
                              sluice_node_get_text (rules->factor.node, NULL));
    case SLUICE_FAULT_NOT_WHOLE:
    default:
      return g_strdup_printf (_("%s is %s, not a whole number"), name, value);
    }
}

static char *
describe_length (const SluiceFailure *self,
                 const char          *name)
{
  const SluiceStringRules *rules = self->position->string;
  g_autofree char *value = NULL;

  switch (self->fault)
    {
    case SLUICE_FAULT_MIN_LENGTH:
      return g_strdup_printf (ngettext ("%s is shorter than %u character",
                                        "%s is shorter than %u characters", rules->minimum),
                              name, rules->minimum);
    case SLUICE_FAULT_MAX_LENGTH:
      return g_strdup_printf (ngettext ("%s is longer than %u character",
                                        "%s is longer than %u characters", rules->maximum),
                              name, rules->maximum);
    case SLUICE_FAULT_FORMAT:
      if (self->node->phase != SLUICE_PHASE_CLOSED)
        {
          value = shorten (self->name, self->name_length);
          /* Translators: for example “born begins with “19x”, which is not how a date begins” */
          return g_strdup_printf (_("%s begins with “%s”, which is not how %s begins"), name, value,
                                  _(rules->format->label));
        }
      value = show_value (self->node);
      /* Translators: for example “born is “yesterday”, which is not a date” */
      return g_strdup_printf (_("%s is %s, which is not %s"), name, value, _(rules->format->label));
    case SLUICE_FAULT_PATTERN_STEPS:
      return g_strdup_printf (_("%s cannot be matched with the pattern %s, which needs too many steps"),
                              name, rules->pattern);
    case SLUICE_FAULT_PATTERN:
    default:
      if (self->node->phase != SLUICE_PHASE_CLOSED)
        {
          value = shorten (self->name, self->name_length);
          return g_strdup_printf (_("%s begins with “%s”, which nothing that matches the pattern %s does"),
                                  name, value, rules->pattern);
        }
      value = show_value (self->node);
      return g_strdup_printf (_("%s is %s, which does not match the pattern %s"), name, value,
                              rules->pattern);
    }
}

static char *
describe_array (const SluiceFailure *self,
                const char          *name)
{
  const SluiceArrayRules *rules = self->position->array;

  switch (self->fault)
    {
    case SLUICE_FAULT_MIN_ITEMS:
      return g_strdup_printf (ngettext ("%s has fewer than %u item", "%s has fewer than %u items",
                                        rules->minimum), name, rules->minimum);
    case SLUICE_FAULT_MAX_ITEMS:
      return g_strdup_printf (ngettext ("%s has more than %u item", "%s has more than %u items",
                                        rules->maximum), name, rules->maximum);
    case SLUICE_FAULT_UNIQUE:
      /* Translators: the second is the number of an earlier item, from 1 */
      return g_strdup_printf (_("%s is the same as item %u"), name,
                              sluice_node_get_index (self->other) + 1);
    case SLUICE_FAULT_MIN_CONTAINS:
      if (rules->min_contains == 1)
        return g_strdup_printf (_("%s has no item of the kind that it must contain"), name);
      return g_strdup_printf (ngettext ("%s has fewer than %u item of the kind that it must contain",
                                        "%s has fewer than %u items of the kind that it must contain",
                                        rules->min_contains), name, rules->min_contains);
    case SLUICE_FAULT_MAX_CONTAINS:
      return g_strdup_printf (ngettext ("%s has more than %u item of the kind that it may contain",
                                        "%s has more than %u items of the kind that it may contain",
                                        rules->max_contains), name, rules->max_contains);
    case SLUICE_FAULT_EXTRA_ITEM:
    default:
      return g_strdup_printf (_("%s is one item too many"), name);
    }
}

static char *
describe_member (const SluiceFailure *self,
                 const char          *name)
{
  g_autofree char *member = shorten (self->name, self->name_length);

  switch (self->fault)
    {
    case SLUICE_FAULT_REQUIRED:
      return g_strdup_printf (_("%s is missing"), member);
    case SLUICE_FAULT_DEPENDENT:
      /* Translators: the names of two fields */
      return g_strdup_printf (_("%s is missing, which must be there with %s"), member,
                              self->second);
    case SLUICE_FAULT_ADDITIONAL:
      if (self->other == NULL)
        /* Translators: the first letters of the name of a field */
        return g_strdup_printf (_("no known field begins with “%s”"), member);
      return g_strdup_printf (_("%s is not a known field"), member);
    case SLUICE_FAULT_NAME:
    default:
      if (self->other == NULL)
        return g_strdup_printf (_("no field may have a name that begins with “%s”"), member);
      return g_strdup_printf (_("%s is not allowed as the name of a field"), member);
    }
}

static char *
describe_object (const SluiceFailure *self,
                 const char          *name)
{
  const SluiceObjectRules *rules = self->position->object;

  if (self->fault == SLUICE_FAULT_MIN_PROPERTIES)
    return g_strdup_printf (ngettext ("%s has fewer than %u field", "%s has fewer than %u fields",
                                      rules->minimum), name, rules->minimum);

  if (self->fault == SLUICE_FAULT_NO_ROOM)
    return g_strdup_printf (ngettext ("%s may have %u field, too few for those that are still required",
                                      "%s may have %u fields, too few for those that are still required",
                                      rules->maximum), name, rules->maximum);

  return g_strdup_printf (ngettext ("%s has more than %u field", "%s has more than %u fields",
                                    rules->maximum), name, rules->maximum);
}

char *
sluice_failure_describe (const SluiceFailure *self)
{
  g_autofree char *name = sluice_failure_name_node (self->node);

  switch (self->fault)
    {
    case SLUICE_FAULT_TYPE:
    case SLUICE_FAULT_BRANCHES:
      return describe_type (self, name);
    case SLUICE_FAULT_VALUE:
    case SLUICE_FAULT_LETTERS:
      return describe_value (self, name);
    case SLUICE_FAULT_NOT_WHOLE:
    case SLUICE_FAULT_MINIMUM:
    case SLUICE_FAULT_MAXIMUM:
    case SLUICE_FAULT_ABOVE:
    case SLUICE_FAULT_BELOW:
    case SLUICE_FAULT_FACTOR:
      return describe_number (self, name);
    case SLUICE_FAULT_MIN_LENGTH:
    case SLUICE_FAULT_MAX_LENGTH:
    case SLUICE_FAULT_PATTERN:
    case SLUICE_FAULT_PATTERN_STEPS:
    case SLUICE_FAULT_FORMAT:
      return describe_length (self, name);
    case SLUICE_FAULT_MIN_ITEMS:
    case SLUICE_FAULT_MAX_ITEMS:
    case SLUICE_FAULT_UNIQUE:
    case SLUICE_FAULT_MIN_CONTAINS:
    case SLUICE_FAULT_MAX_CONTAINS:
    case SLUICE_FAULT_EXTRA_ITEM:
      return describe_array (self, name);
    case SLUICE_FAULT_REQUIRED:
    case SLUICE_FAULT_DEPENDENT:
    case SLUICE_FAULT_ADDITIONAL:
    case SLUICE_FAULT_NAME:
      return describe_member (self, name);
    case SLUICE_FAULT_MIN_PROPERTIES:
    case SLUICE_FAULT_MAX_PROPERTIES:
    case SLUICE_FAULT_NO_ROOM:
      return describe_object (self, name);
    case SLUICE_FAULT_SEVERAL:
      /* Translators: a value, then the names of two of several kinds that it could be */
      return g_strdup_printf (_("%s is both %s and %s, and may be only one of them"), name,
                              self->name, self->second);
    case SLUICE_FAULT_UNEVALUATED:
      if (self->node->is_member)
        return g_strdup_printf (_("%s is not a known field"), name);
      return g_strdup_printf (_("%s is one item too many"), name);
    case SLUICE_FAULT_NOT:
    case SLUICE_FAULT_NEVER:
    default:
      return g_strdup_printf (_("%s is not allowed"), name);
    }
}

const char *
sluice_failure_get_keyword (const SluiceFailure *self)
{
  static const char * const keywords[] = {
    [SLUICE_FAULT_NEVER] = "false", [SLUICE_FAULT_TYPE] = "type",
    [SLUICE_FAULT_NOT_WHOLE] = "type", [SLUICE_FAULT_VALUE] = "enum",
    [SLUICE_FAULT_LETTERS] = "enum", [SLUICE_FAULT_MINIMUM] = "minimum",
    [SLUICE_FAULT_MAXIMUM] = "maximum", [SLUICE_FAULT_ABOVE] = "exclusiveMinimum",
    [SLUICE_FAULT_BELOW] = "exclusiveMaximum", [SLUICE_FAULT_FACTOR] = "multipleOf",
    [SLUICE_FAULT_MIN_LENGTH] = "minLength", [SLUICE_FAULT_MAX_LENGTH] = "maxLength",
    [SLUICE_FAULT_FORMAT] = "format", [SLUICE_FAULT_UNEVALUATED] = "unevaluatedProperties",
    [SLUICE_FAULT_PATTERN] = "pattern", [SLUICE_FAULT_PATTERN_STEPS] = "pattern", [SLUICE_FAULT_MIN_ITEMS] = "minItems",
    [SLUICE_FAULT_MAX_ITEMS] = "maxItems", [SLUICE_FAULT_UNIQUE] = "uniqueItems",
    [SLUICE_FAULT_MIN_CONTAINS] = "contains", [SLUICE_FAULT_MAX_CONTAINS] = "maxContains",
    [SLUICE_FAULT_EXTRA_ITEM] = "items", [SLUICE_FAULT_REQUIRED] = "required",
    [SLUICE_FAULT_DEPENDENT] = "dependentRequired",
    [SLUICE_FAULT_ADDITIONAL] = "additionalProperties", [SLUICE_FAULT_NAME] = "propertyNames",
    [SLUICE_FAULT_MIN_PROPERTIES] = "minProperties",
    [SLUICE_FAULT_MAX_PROPERTIES] = "maxProperties",
    [SLUICE_FAULT_NO_ROOM] = "maxProperties", [SLUICE_FAULT_NOT] = "not",
    [SLUICE_FAULT_SEVERAL] = "oneOf", [SLUICE_FAULT_BRANCHES] = "anyOf",
  };

  if (self->values)
    return self->values->keyword;

  return self->keyword ? self->keyword : keywords[self->fault];
}
