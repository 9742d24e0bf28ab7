/* sluice-dialect-limits.c: how much of a schema a provider takes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-dialect-private.h"

/* Objects are counted as deep as this; deeper is more than any limit. */
#define MAX_LEVELS 64

typedef struct
{
  guint levels;
  guint properties;
  guint enum_values;
  guint text;
  guint optional;
  guint unions;
} Count;

static void count_schema (JsonNode *schema,
                          Count    *count,
                          guint     level);

static guint
get_length (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING ? strlen (json_node_get_string (node)) : 0;
}

static void
count_enum (JsonNode *values,
            Count    *count)
{
  JsonArray *array = json_node_get_array (values);

  count->enum_values += json_array_get_length (array);
  for (guint i = 0; i < json_array_get_length (array); i++)
    count->text += get_length (json_array_get_element (array, i));
}

static void
count_members (JsonNode *map,
               Count    *count,
               guint     level)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *schema;

  json_object_iter_init (&iter, json_node_get_object (map));
  while (json_object_iter_next (&iter, &name, &schema))
    {
      count->text += strlen (name);
      count_schema (schema, count, level);
    }
}

static void
count_list (JsonNode *list,
            Count    *count,
            guint     level)
{
  JsonArray *array = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    count_schema (json_array_get_element (array, i), count, level);
}

static void
count_keyword (const char *keyword,
               JsonNode   *value,
               Count      *count,
               guint       level)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      if (g_str_equal (keyword, "enum"))
        count_enum (value, count);
      else if (g_str_equal (keyword, "anyOf") || g_str_equal (keyword, "oneOf") ||
               g_str_equal (keyword, "allOf") || g_str_equal (keyword, "prefixItems"))
        count_list (value, count, level);
      count->unions += g_str_equal (keyword, "anyOf") || g_str_equal (keyword, "type");
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      if (g_str_equal (keyword, "properties"))
        {
          count->properties += json_object_get_size (json_node_get_object (value));
          count_members (value, count, level + 1);
        }
      else if (g_str_equal (keyword, "$defs") || g_str_equal (keyword, "definitions"))
        count_members (value, count, 0);
      else if (g_str_equal (keyword, "items"))
        count_schema (value, count, level);
    }
  else if (g_str_equal (keyword, "const"))
    count->text += get_length (value);
}

static void
count_optional (JsonObject *schema,
                Count      *count)
{
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonNode *required = json_object_get_member (schema, "required");
  guint n, n_required;

  if (properties == NULL || !JSON_NODE_HOLDS_OBJECT (properties))
    return;

  n = json_object_get_size (json_node_get_object (properties));
  n_required = required != NULL && JSON_NODE_HOLDS_ARRAY (required)
               ? json_array_get_length (json_node_get_array (required)) : 0;
  count->optional += n > n_required ? n - n_required : 0;
}

static void
count_schema (JsonNode *schema,
              Count    *count,
              guint     level)
{
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *value;

  count->levels = MAX (count->levels, level);
  if (!JSON_NODE_HOLDS_OBJECT (schema) || level > MAX_LEVELS)
    return;

  count_optional (json_node_get_object (schema), count);
  json_object_iter_init (&iter, json_node_get_object (schema));
  while (json_object_iter_next (&iter, &keyword, &value))
    count_keyword (keyword, value, count, level);
}

static void
check_limit (SluiceRewriting *self,
             const char      *keyword,
             guint            n,
             guint            limit,
             const char      *message)
{
  if (limit > 0 && n > limit)
    sluice_rewriting_list (self, keyword, "", SLUICE_FATE_REFUSED, "%s", message);
}

void
sluice_rewriting_check_limits (SluiceRewriting *self,
                               JsonNode        *schema)
{
  const SluiceDialectLimits *limits = &self->dialect->limits;
  Count count = { 0 };
  g_autofree char *levels = NULL, *properties = NULL, *values = NULL, *text = NULL;
  g_autofree char *optional = NULL, *unions = NULL;

  count_schema (schema, &count, 0);

  levels = g_strdup_printf (_("Objects lie %u deep in each other, and the provider takes %u"),
                            count.levels, limits->levels);
  properties = g_strdup_printf (_("There are %u properties, and the provider takes %u"),
                                count.properties, limits->properties);
  values = g_strdup_printf (_("There are %u values in enums, and the provider takes %u"),
                            count.enum_values, limits->enum_values);
  text = g_strdup_printf (_("Names and values have %u letters, and the provider takes %u"),
                          count.text, limits->text);
  optional = g_strdup_printf (_("%u members are optional, and the provider takes %u"),
                              count.optional, limits->optional);
  unions = g_strdup_printf (_("There are %u unions, and the provider takes %u"),
                            count.unions, limits->unions);
  check_limit (self, "properties", count.levels, limits->levels, levels);
  check_limit (self, "properties", count.properties, limits->properties, properties);
  check_limit (self, "enum", count.enum_values, limits->enum_values, values);
  check_limit (self, "enum", count.text, limits->text, text);
  check_limit (self, "required", count.optional, limits->optional, optional);
  check_limit (self, "anyOf", count.unions, limits->unions, unions);
}
