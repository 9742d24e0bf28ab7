/* sluice-subschema.c: all that a schema says about one place, in one object
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-subschema-private.h"

/* References to references, and allOf in allOf: a schema may be a loop. */
#define MAX_DEPTH 32

static void absorb (JsonNode   *root,
                    JsonObject *into,
                    JsonNode   *schema,
                    guint       variant,
                    guint       depth);

static char *
unescape_token (const char *token)
{
  g_autofree char *decoded = g_uri_unescape_string (token, NULL);
  GString *plain = g_string_new (decoded != NULL ? decoded : token);

  g_string_replace (plain, "~1", "/", 0);
  g_string_replace (plain, "~0", "~", 0);

  return g_string_free (plain, FALSE);
}

static JsonNode *
step (JsonNode   *node,
      const char *token)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), token);

  if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (*token))
    {
      JsonArray *array = json_node_get_array (node);
      guint64 index = g_ascii_strtoull (token, NULL, 10);

      return index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
    }

  return NULL;
}

JsonNode *
sluice_subschema_lookup (JsonNode   *root,
                         const char *reference)
{
  g_auto(GStrv) tokens = NULL;

  if (*reference != '#' || (reference[1] != '\0' && reference[1] != '/'))
    return NULL;

  tokens = g_strsplit (reference + 1, "/", -1);
  for (guint i = 1; root != NULL && tokens[0] != NULL && tokens[i] != NULL; i++)
    {
      g_autofree char *token = unescape_token (tokens[i]);

      root = step (root, token);
    }

  return root;
}

/* --- Laying schemas together --- */

/* Of two bounds the tighter one counts. */
static gboolean
keep_tighter (JsonObject *into,
              const char *keyword,
              JsonNode   *value)
{
  static const char * const lower[] = {
    "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", NULL };
  static const char * const upper[] = {
    "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", NULL };
  gdouble old_value, new_value;

  if (!g_strv_contains (lower, keyword) && !g_strv_contains (upper, keyword))
    return FALSE;
  if (!sluice_subschema_get_number (into, keyword, &old_value) || !JSON_NODE_HOLDS_VALUE (value))
    return FALSE;

  new_value = json_node_get_double (value);

  return g_strv_contains (lower, keyword) ? old_value >= new_value : old_value <= new_value;
}

static gboolean
has_string (JsonArray  *array,
            const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (element), text))
        return TRUE;
    }

  return FALSE;
}

static void
unite_required (JsonObject *into,
                JsonArray  *more)
{
  JsonArray *old = sluice_subschema_get_array (into, "required");
  JsonArray *united = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    json_array_add_element (united, json_node_ref (json_array_get_element (old, i)));

  for (guint i = 0; i < json_array_get_length (more); i++)
    {
      JsonNode *element = json_array_get_element (more, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING
          && !has_string (united, json_node_get_string (element)))
        json_array_add_element (united, json_node_ref (element));
    }

  json_object_set_array_member (into, "required", united);
}

/* A property that both know has to follow both. */
static void
unite_properties (JsonObject *into,
                  JsonObject *more)
{
  JsonObject *old = sluice_subschema_get_object (into, "properties");
  JsonObject *united = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (old != NULL)
    {
      json_object_iter_init_ordered (&iter, old);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (united, name, json_node_ref (node));
    }

  json_object_iter_init_ordered (&iter, more);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (old != NULL && json_object_has_member (old, name))
        {
          JsonObject *both = json_object_new ();
          JsonArray *all = json_array_new ();

          json_array_add_element (all, json_node_ref (json_object_get_member (old, name)));
          json_array_add_element (all, json_node_ref (node));
          json_object_set_array_member (both, "allOf", all);
          json_object_set_object_member (united, name, both);
        }
      else
        {
          json_object_set_member (united, name, json_node_ref (node));
        }
    }

  json_object_set_object_member (into, "properties", united);
}

/* A second union beside the first: only the first is chosen from, the rest must be tried. */
static gboolean
is_applied_elsewhere (const char *keyword)
{
  static const char * const keywords[] = {
    "$ref", "$dynamicRef", "$defs", "definitions", "allOf", "if", "then", "else", NULL };

  return g_strv_contains (keywords, keyword);
}

static void
absorb_object (JsonNode   *root,
               JsonObject *into,
               JsonObject *schema,
               guint       variant,
               guint       depth)
{
  const char *reference = sluice_subschema_get_string (schema, "$ref");
  JsonArray *all = sluice_subschema_get_array (schema, "allOf");
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *value;

  if (reference != NULL)
    absorb (root, into, sluice_subschema_lookup (root, reference), variant, depth + 1);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    absorb (root, into, json_array_get_element (all, i), variant, depth + 1);

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &keyword, &value))
    {
      if (is_applied_elsewhere (keyword) || keep_tighter (into, keyword, value))
        continue;

      if (g_str_equal (keyword, "required") && JSON_NODE_HOLDS_ARRAY (value))
        unite_required (into, json_node_get_array (value));
      else if (g_str_equal (keyword, "properties") && JSON_NODE_HOLDS_OBJECT (value))
        unite_properties (into, json_node_get_object (value));
      else
        json_object_set_member (into, keyword, json_node_ref (value));
    }

  if (json_object_has_member (schema, "if"))
    {
      gboolean condition = variant % 2 == 0;

      if (condition)
        absorb (root, into, json_object_get_member (schema, "if"), variant, depth + 1);
      absorb (root, into, json_object_get_member (schema, condition ? "then" : "else"), variant,
              depth + 1);
    }
}

static void
absorb (JsonNode   *root,
        JsonObject *into,
        JsonNode   *schema,
        guint       variant,
        guint       depth)
{
  if (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema) && depth < MAX_DEPTH)
    absorb_object (root, into, json_node_get_object (schema), variant, depth);
}

JsonObject *
sluice_subschema_resolve (JsonNode *root,
                          JsonNode *schema,
                          guint     variant)
{
  JsonObject *resolved = json_object_new ();

  absorb (root, resolved, schema, variant, 0);

  return resolved;
}

JsonObject *
sluice_subschema_add (JsonNode   *root,
                      JsonObject *base,
                      JsonNode   *schema,
                      guint       variant)
{
  JsonObject *resolved = json_object_new ();

  absorb_object (root, resolved, base, variant, 0);
  absorb (root, resolved, schema, variant, 0);

  return resolved;
}

/* --- Keywords --- */

JsonArray *
sluice_subschema_get_array (JsonObject *schema,
                            const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
sluice_subschema_get_object (JsonObject *schema,
                             const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
sluice_subschema_get_string (JsonObject *schema,
                             const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

gboolean
sluice_subschema_get_number (JsonObject *schema,
                             const char *keyword,
                             gdouble    *value)
{
  JsonNode *node = json_object_get_member (schema, keyword);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  *value = json_node_get_double (node);

  return TRUE;
}

guint
sluice_subschema_get_count (JsonObject *schema,
                            const char *keyword,
                            guint       otherwise)
{
  gdouble value;

  if (!sluice_subschema_get_number (schema, keyword, &value))
    return otherwise;

  return (guint) CLAMP (value, 0, G_MAXINT);
}

static const char *
guess_type (JsonObject *schema)
{
  static const struct { const char *keyword, *type; } hints[] = {
    { "properties", "object" }, { "required", "object" }, { "additionalProperties", "object" },
    { "patternProperties", "object" }, { "minProperties", "object" },
    { "items", "array" }, { "prefixItems", "array" }, { "minItems", "array" },
    { "contains", "array" }, { "uniqueItems", "array" },
    { "minimum", "number" }, { "maximum", "number" }, { "multipleOf", "number" },
    { "exclusiveMinimum", "number" }, { "exclusiveMaximum", "number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (json_object_has_member (schema, hints[i].keyword))
      return hints[i].type;

  return "string";
}

const char *
sluice_subschema_get_type (JsonObject *schema)
{
  const char *type = sluice_subschema_get_string (schema, "type");
  JsonArray *types = sluice_subschema_get_array (schema, "type");

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      JsonNode *element = json_array_get_element (types, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        continue;
      type = json_node_get_string (element);
      if (!g_str_equal (type, "null"))
        break;
    }

  return type != NULL ? type : guess_type (schema);
}

gboolean
sluice_subschema_allows_null (JsonObject *schema)
{
  JsonArray *types = sluice_subschema_get_array (schema, "type");

  return types != NULL && has_string (types, "null");
}
