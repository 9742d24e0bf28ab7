/* sluice-class-keywords.c: keywords of JSON Schema that a text in class notation gives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-reader-private.h"

/* Keywords that are never null: None takes them away from what a type says. With "$ref" taken
 * away, the class that it leads to is written in its place. */
static const char *const never_null[] = {
  "$anchor", "$comment", "$defs", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema",
  "additionalProperties", "allOf", "anyOf", "contains", "contentEncoding", "contentMediaType",
  "contentSchema", "dependentRequired", "dependentSchemas", "deprecated", "description",
  "discriminator", "else", "enum", "examples", "exclusiveMaximum", "exclusiveMinimum", "format",
  "if", "items", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum",
  "minContains", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf",
  "pattern", "patternProperties", "prefixItems", "properties", "propertyNames", "readOnly",
  "required", "then", "title", "type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems",
  "writeOnly", NULL,
};

/* Sets a keyword in a list; one that is there already keeps its place. Lists are short; a long one
 * is paid for. */
void
sluice_class_keywords_set (SluiceClassReader   *self,
                           SluiceClassKeyword **list,
                           const char          *key,
                           JsonNode            *value,
                           SluiceClassSpan      span)
{
  SluiceClassKeyword *keyword;
  guint n_before = 0;

  for (; *list && !g_str_equal ((*list)->key, key); n_before++)
    list = &(*list)->next;

  if (!sluice_class_reader_spend (self, n_before / 8))
    return;

  if (!*list)
    *list = sluice_class_source_new0 (self->source, SluiceClassKeyword);

  keyword = *list;
  keyword->key = key;
  keyword->value = value;
  keyword->span = span;
}

SluiceClassKeyword *
sluice_class_keywords_find (SluiceClassKeyword *list,
                            const char         *key)
{
  while (list && !g_str_equal (list->key, key))
    list = list->next;

  return list;
}

static void
append (SluiceClassReader   *self,
        SluiceClassKeyword **list,
        const char          *key,
        JsonNode            *value,
        SluiceClassSpan      span)
{
  if (value && JSON_NODE_HOLDS_NULL (value) && g_strv_contains (never_null, key))
    value = NULL;
  sluice_class_keywords_set (self, list, key, value, span);
}

/**
 * sluice_class_keywords_read: (skip)
 * @self: a reader
 * @list: gets the keywords
 * @dict: the value of `json_schema_extra`
 *
 * Reads keywords that a text gives as they are.
 */
void
sluice_class_keywords_read (SluiceClassReader     *self,
                            SluiceClassKeyword   **list,
                            SluiceClassExpression *dict)
{
  if (dict->kind == SLUICE_CLASS_EXPRESSION_NONE)
    return;

  if (dict->kind != SLUICE_CLASS_EXPRESSION_DICT)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_NOTE, dict->span,
                                  _("Functions are not run here; write the keywords in { }"));
      return;
    }

  for (SluiceClassExpression *key = dict->parts; key && key->next; key = key->next->next)
    {
      SluiceClassSpan span = { key->span.start, key->next->span.end };
      const char *name = sluice_class_value_read_text (self, key);
      JsonNode *value = sluice_class_value_read (self, key->next);

      if (name && value)
        append (self, list, name, value, span);
      else
        sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING, span,
                                    _("This value is not understood and left out"));
    }
}
