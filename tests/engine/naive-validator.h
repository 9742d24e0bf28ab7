/* naive-validator.h: JSON Schema for values that are all there, written as plainly as it can be
 *
 * What the incremental check says in the end must be what this says. It knows the keywords that
 * random-schema.h makes, and no references.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

static gboolean naive_validate (JsonNode   *schema,
                                JsonNode   *value,
                                GHashTable *evaluated);

static inline JsonNode *
naive_get (JsonNode   *schema,
           const char *keyword)
{
  return json_object_get_member (json_node_get_object (schema), keyword);
}

static inline gboolean
naive_has_type (JsonNode   *value,
                const char *type)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return strcmp (type, "object") == 0;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return strcmp (type, "array") == 0;
  if (JSON_NODE_HOLDS_NULL (value))
    return strcmp (type, "null") == 0;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return strcmp (type, "string") == 0;
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return strcmp (type, "boolean") == 0;

  return strcmp (type, "number") == 0 ||
         (strcmp (type, "integer") == 0 &&
          json_node_get_double (value) == (gint64) json_node_get_double (value));
}

/* Those of the branches that hold, with what they evaluated. */
static inline guint
naive_count (JsonNode   *branches,
             JsonNode   *value,
             GHashTable *evaluated)
{
  JsonArray *array = json_node_get_array (branches);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n += naive_validate (json_array_get_element (array, i), value, evaluated);

  return n;
}

static inline gboolean
naive_equal (JsonNode *a,
             JsonNode *b)
{
  if (naive_has_type (a, "number") && naive_has_type (b, "number"))
    return json_node_get_double (a) == json_node_get_double (b);

  return json_node_equal (a, b);
}

/* By the rules of patterns for names; FALSE in good where one is broken. */
static inline gboolean
naive_match_patterns (JsonNode   *patterns,
                      const char *name,
                      JsonNode   *member,
                      gboolean   *good)
{
  gboolean is_known = FALSE;
  JsonObjectIter iter;
  const char *pattern;
  JsonNode *rule;

  if (patterns == NULL)
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (patterns));
  while (json_object_iter_next (&iter, &pattern, &rule))
    if (g_regex_match_simple (pattern, name, 0, 0))
      {
        is_known = TRUE;
        *good &= naive_validate (rule, member, NULL);
      }

  return is_known;
}

static inline gboolean
naive_validate_members (JsonNode   *schema,
                        JsonNode   *value,
                        GHashTable *evaluated)
{
  JsonNode *properties = naive_get (schema, "properties");
  JsonNode *additional = naive_get (schema, "additionalProperties");
  JsonNode *required = naive_get (schema, "required"), *names = naive_get (schema, "propertyNames");
  JsonObject *object = json_node_get_object (value);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean good = TRUE;

  for (guint i = 0; required && i < json_array_get_length (json_node_get_array (required)); i++)
    good &= json_object_has_member (object, json_array_get_string_element (
                                              json_node_get_array (required), i));
  if (naive_get (schema, "maxProperties"))
    good &= json_object_get_size (object) <= json_node_get_int (naive_get (schema, "maxProperties"));

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      JsonNode *rule = properties ? json_object_get_member (json_node_get_object (properties), name)
                                  : NULL;
      gboolean is_known;

      is_known = naive_match_patterns (naive_get (schema, "patternProperties"), name, member, &good);
      if (rule == NULL && !is_known)
        rule = additional;
      if (rule)
        good &= naive_validate (rule, member, NULL);
      if (rule || is_known)
        g_hash_table_add (evaluated, g_strdup (name));
      if (names)
        {
          g_autoptr(JsonNode) text = json_node_init_string (json_node_alloc (), name);

          good &= naive_validate (names, text, NULL);
        }
    }

  return good;
}

static inline gboolean
naive_validate_elements (JsonNode   *schema,
                         JsonNode   *value,
                         GHashTable *evaluated)
{
  JsonNode *prefix = naive_get (schema, "prefixItems"), *items = naive_get (schema, "items");
  JsonNode *contains = naive_get (schema, "contains");
  JsonArray *array = json_node_get_array (value);
  guint n = json_array_get_length (array), n_matching = 0;
  gboolean good = TRUE;

  if (naive_get (schema, "minItems"))
    good &= n >= json_node_get_int (naive_get (schema, "minItems"));
  if (naive_get (schema, "maxItems"))
    good &= n <= json_node_get_int (naive_get (schema, "maxItems"));

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i), *rule = items;
      gboolean matches = contains && naive_validate (contains, element, NULL);

      if (prefix && i < json_array_get_length (json_node_get_array (prefix)))
        rule = json_array_get_element (json_node_get_array (prefix), i);
      if (rule)
        good &= naive_validate (rule, element, NULL);
      if (rule || matches)
        g_hash_table_add (evaluated, g_strdup_printf ("%u", i));
      n_matching += matches;
      for (guint j = 0; naive_get (schema, "uniqueItems") && j < i; j++)
        good &= !naive_equal (element, json_array_get_element (array, j));
    }

  return good && (!contains || n_matching > 0);
}

static inline gboolean
naive_validate_scalar (JsonNode *schema,
                       JsonNode *value)
{
  gboolean good = TRUE;

  if (naive_has_type (value, "string"))
    {
      glong length = g_utf8_strlen (json_node_get_string (value), -1);

      if (naive_get (schema, "maxLength"))
        good &= length <= json_node_get_int (naive_get (schema, "maxLength"));
      if (naive_get (schema, "minLength"))
        good &= length >= json_node_get_int (naive_get (schema, "minLength"));
      if (naive_get (schema, "pattern"))
        good &= g_regex_match_simple (json_node_get_string (naive_get (schema, "pattern")),
                                      json_node_get_string (value), 0, 0);
    }
  else if (naive_has_type (value, "number"))
    {
      if (naive_get (schema, "minimum"))
        good &= json_node_get_double (value) >= json_node_get_double (naive_get (schema, "minimum"));
      if (naive_get (schema, "maximum"))
        good &= json_node_get_double (value) <= json_node_get_double (naive_get (schema, "maximum"));
    }

  return good;
}

static inline gboolean
naive_validate_values (JsonNode *schema,
                       JsonNode *value)
{
  JsonNode *type = naive_get (schema, "type"), *options = naive_get (schema, "enum");
  gboolean good = TRUE, found = FALSE;

  if (type)
    good &= naive_has_type (value, json_node_get_string (type));
  if (naive_get (schema, "const"))
    good &= naive_equal (value, naive_get (schema, "const"));
  for (guint i = 0; options && i < json_array_get_length (json_node_get_array (options)); i++)
    found |= naive_equal (value, json_array_get_element (json_node_get_array (options), i));

  return good && (!options || found);
}

static inline gboolean
naive_validate_parts (JsonNode   *schema,
                      JsonNode   *value,
                      GHashTable *evaluated)
{
  JsonNode *part;
  gboolean good = TRUE;

  if ((part = naive_get (schema, "allOf")))
    good &= naive_count (part, value, evaluated) == json_array_get_length (json_node_get_array (part));
  if ((part = naive_get (schema, "anyOf")))
    good &= naive_count (part, value, evaluated) > 0;
  if ((part = naive_get (schema, "oneOf")))
    good &= naive_count (part, value, evaluated) == 1;
  if ((part = naive_get (schema, "not")))
    good &= !naive_validate (part, value, NULL);
  if ((part = naive_get (schema, "if")))
    {
      part = naive_get (schema, naive_validate (part, value, evaluated) ? "then" : "else");
      good &= !part || naive_validate (part, value, evaluated);
    }

  return good;
}

static inline gboolean
naive_validate_rest (JsonNode   *rule,
                     JsonNode   *value,
                     GHashTable *evaluated)
{
  gboolean is_object = JSON_NODE_HOLDS_OBJECT (value), good = TRUE;
  g_autoptr(GList) members =
    is_object ? json_object_get_members (json_node_get_object (value)) : NULL;
  guint n = is_object ? g_list_length (members) : json_array_get_length (json_node_get_array (value));

  for (guint i = 0; i < n; i++)
    {
      const char *name = is_object ? g_list_nth_data (members, i) : NULL;
      g_autofree char *key = name ? g_strdup (name) : g_strdup_printf ("%u", i);

      if (g_hash_table_contains (evaluated, key))
        continue;
      good &= naive_validate (rule, name ? json_object_get_member (json_node_get_object (value), name)
                                         : json_array_get_element (json_node_get_array (value), i),
                              NULL);
      g_hash_table_add (evaluated, g_steal_pointer (&key));
    }

  return good;
}

/* Adds what a schema that holds evaluated: names of members, places of elements. */
static inline gboolean
naive_validate (JsonNode   *schema,
                JsonNode   *value,
                GHashTable *evaluated)
{
  g_autoptr(GHashTable) own = NULL;
  gboolean good;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return json_node_get_boolean (schema);

  own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  good = naive_validate_values (schema, value) && naive_validate_scalar (schema, value);
  if (JSON_NODE_HOLDS_OBJECT (value))
    good &= naive_validate_members (schema, value, own);
  if (JSON_NODE_HOLDS_ARRAY (value))
    good &= naive_validate_elements (schema, value, own);
  good &= naive_validate_parts (schema, value, own);
  if (JSON_NODE_HOLDS_OBJECT (value) && naive_get (schema, "unevaluatedProperties"))
    good &= naive_validate_rest (naive_get (schema, "unevaluatedProperties"), value, own);
  if (JSON_NODE_HOLDS_ARRAY (value) && naive_get (schema, "unevaluatedItems"))
    good &= naive_validate_rest (naive_get (schema, "unevaluatedItems"), value, own);

  if (good && evaluated)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, own);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_hash_table_add (evaluated, g_strdup (key));
    }

  return good;
}
