/* sluice-keyword.c: the keywords of JSON Schema and what their values must be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "schema/sluice-keyword-private.h"

#define MAX_COMPARED 64  /* bytes; longer names are no misspelt keywords */

/* Sorted by name, as strcmp() sorts. */
static const SluiceKeyword keywords[] = {
  { "$anchor",               SLUICE_FORM_STRING },
  { "$comment",              SLUICE_FORM_DESCRIPTION },
  { "$defs",                 SLUICE_FORM_SCHEMA_MAP },
  { "$dynamicAnchor",        SLUICE_FORM_STRING },
  { "$dynamicRef",           SLUICE_FORM_REFERENCE },
  { "$id",                   SLUICE_FORM_REFERENCE },
  { "$ref",                  SLUICE_FORM_REFERENCE },
  { "$schema",               SLUICE_FORM_REFERENCE },
  { "$vocabulary",           SLUICE_FORM_ANY },
  { "additionalItems",       SLUICE_FORM_SCHEMA },
  { "additionalProperties",  SLUICE_FORM_SCHEMA },
  { "allOf",                 SLUICE_FORM_SCHEMAS },
  { "anyOf",                 SLUICE_FORM_SCHEMAS },
  { "const",                 SLUICE_FORM_ANY },
  { "contains",              SLUICE_FORM_SCHEMA },
  { "contentEncoding",       SLUICE_FORM_DESCRIPTION },
  { "contentMediaType",      SLUICE_FORM_DESCRIPTION },
  { "contentSchema",         SLUICE_FORM_SCHEMA },
  { "default",               SLUICE_FORM_ANY },
  { "definitions",           SLUICE_FORM_SCHEMA_MAP },
  { "dependencies",          SLUICE_FORM_DEPENDENCIES },
  { "dependentRequired",     SLUICE_FORM_NAMES_MAP },
  { "dependentSchemas",      SLUICE_FORM_SCHEMA_MAP },
  { "deprecated",            SLUICE_FORM_ANY },
  { "description",           SLUICE_FORM_DESCRIPTION },
  { "discriminator",         SLUICE_FORM_ANY },
  { "else",                  SLUICE_FORM_SCHEMA },
  { "enum",                  SLUICE_FORM_VALUES },
  { "examples",              SLUICE_FORM_ANY },
  { "exclusiveMaximum",      SLUICE_FORM_LIMIT },
  { "exclusiveMinimum",      SLUICE_FORM_LIMIT },
  { "format",                SLUICE_FORM_STRING },
  { "if",                    SLUICE_FORM_SCHEMA },
  { "items",                 SLUICE_FORM_ITEMS },
  { "maxContains",           SLUICE_FORM_COUNT },
  { "maxItems",              SLUICE_FORM_COUNT },
  { "maxLength",             SLUICE_FORM_COUNT },
  { "maxProperties",         SLUICE_FORM_COUNT },
  { "maximum",               SLUICE_FORM_NUMBER },
  { "minContains",           SLUICE_FORM_COUNT },
  { "minItems",              SLUICE_FORM_COUNT },
  { "minLength",             SLUICE_FORM_COUNT },
  { "minProperties",         SLUICE_FORM_COUNT },
  { "minimum",               SLUICE_FORM_NUMBER },
  { "multipleOf",            SLUICE_FORM_FACTOR },
  { "not",                   SLUICE_FORM_SCHEMA },
  { "oneOf",                 SLUICE_FORM_SCHEMAS },
  { "pattern",               SLUICE_FORM_PATTERN },
  { "patternProperties",     SLUICE_FORM_PATTERN_MAP },
  { "prefixItems",           SLUICE_FORM_SCHEMAS },
  { "properties",            SLUICE_FORM_SCHEMA_MAP },
  { "propertyNames",         SLUICE_FORM_SCHEMA },
  { "readOnly",              SLUICE_FORM_ANY },
  { "required",              SLUICE_FORM_NAMES },
  { "then",                  SLUICE_FORM_SCHEMA },
  { "title",                 SLUICE_FORM_DESCRIPTION },
  { "type",                  SLUICE_FORM_TYPES },
  { "unevaluatedItems",      SLUICE_FORM_SCHEMA },
  { "unevaluatedProperties", SLUICE_FORM_SCHEMA },
  { "uniqueItems",           SLUICE_FORM_BOOLEAN },
  { "writeOnly",             SLUICE_FORM_ANY },
};

static const char * const types[] = {
  "array", "boolean", "integer", "null", "number", "object", "string", NULL
};

/* What people write who have another language in mind. */
static const struct { const char *name; const char *type; } other_types[] = {
  { "str", "string" }, { "text", "string" }, { "int", "integer" }, { "float", "number" },
  { "double", "number" }, { "decimal", "number" }, { "bool", "boolean" }, { "list", "array" },
  { "dict", "object" }, { "map", "object" }, { "none", "null" }, { "nil", "null" },
};

static int
compare_keywords (const void *a,
                  const void *b)
{
  const SluiceKeyword *first = a, *second = b;

  return strcmp (first->name, second->name);
}

const SluiceKeyword *
sluice_keyword_lookup (const char *name)
{
  const SluiceKeyword wanted = { name, SLUICE_FORM_ANY };

  return bsearch (&wanted, keywords, G_N_ELEMENTS (keywords), sizeof *keywords, compare_keywords);
}

/* Levenshtein's distance, in bytes, where case does not count and two letters that changed places
 * are one edit. */
static guint
count_edits (const char *a,
             const char *b)
{
  guint rows[3][MAX_COMPARED + 1];
  gsize n_a = strlen (a), n_b = strlen (b);

  if (n_a > MAX_COMPARED || n_b > MAX_COMPARED)
    return G_MAXUINT;

  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = j;

  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i - 1) % 3], *above_that = rows[(i + 1) % 3];

      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          char x = g_ascii_tolower (a[i - 1]), y = g_ascii_tolower (b[j - 1]);

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
          if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) &&
              y == g_ascii_tolower (a[i - 2]))
            row[j] = MIN (row[j], above_that[j - 2] + 1);
        }
    }

  return rows[n_a % 3][n_b];
}

const char *
sluice_keyword_nearest (const char         *name,
                        const char * const *names)
{
  const char *nearest = NULL;
  guint fewest = G_MAXUINT;

  for (gsize i = 0; names[i]; i++)
    {
      guint edits = count_edits (name, names[i]);

      if (edits < fewest && edits <= MAX (strlen (names[i]) / 3, 1))
        {
          fewest = edits;
          nearest = names[i];
        }
    }

  return nearest;
}

const char *
sluice_keyword_suggest (const char *name)
{
  const char *names[G_N_ELEMENTS (keywords) + 1] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    names[i] = keywords[i].name;

  /* Short names of people's own ("name", "node") are near some keyword by chance. */
  return strlen (name) < 4 ? NULL : sluice_keyword_nearest (name, names);
}

gboolean
sluice_keyword_is_type (const char *name)
{
  return g_strv_contains (types, name);
}

const char *
sluice_keyword_suggest_type (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_types); i++)
    if (g_ascii_strcasecmp (name, other_types[i].name) == 0)
      return other_types[i].type;

  return sluice_keyword_nearest (name, types);
}
