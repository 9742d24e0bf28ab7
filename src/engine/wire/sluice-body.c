/* sluice-body.c: the body of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-body-private.h"

static JsonNode *
get_member (JsonObject   *object,
            const char   *name,
            JsonNodeType  type)
{
  JsonNode *member = object != NULL ? json_object_get_member (object, name) : NULL;

  return member != NULL && JSON_NODE_TYPE (member) == type ? member : NULL;
}

JsonObject *
sluice_body_get_object (JsonObject *object,
                        const char *name)
{
  JsonNode *member = get_member (object, name, JSON_NODE_OBJECT);

  return member != NULL ? json_node_get_object (member) : NULL;
}

JsonArray *
sluice_body_get_array (JsonObject *object,
                       const char *name)
{
  JsonNode *member = get_member (object, name, JSON_NODE_ARRAY);

  return member != NULL ? json_node_get_array (member) : NULL;
}

const char *
sluice_body_get_string (JsonObject *object,
                        const char *name)
{
  JsonNode *member = get_member (object, name, JSON_NODE_VALUE);

  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING
         ? json_node_get_string (member) : NULL;
}

char *
sluice_body_read_text (JsonNode *content)
{
  g_autoptr(GString) text = NULL;
  JsonArray *parts;

  if (content != NULL && JSON_NODE_HOLDS_VALUE (content)
      && json_node_get_value_type (content) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (content));
  if (content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    return g_strdup ("");

  text = g_string_new (NULL);
  parts = json_node_get_array (content);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);
      const char *part_text = NULL;

      if (JSON_NODE_HOLDS_OBJECT (part))
        part_text = sluice_body_get_string (json_node_get_object (part), "text");
      if (part_text != NULL && text->len > 0)
        g_string_append (text, "\n\n");
      if (part_text != NULL)
        g_string_append (text, part_text);
    }

  return g_strdup (text->str);
}

JsonArray *
sluice_body_make_strings (const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (; *strings != NULL; strings++)
    json_array_add_string_element (array, *strings);

  return array;
}
