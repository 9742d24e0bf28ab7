/* sluice-json-text.c: complete JSON documents between our tree, json-glib's and text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "json/sluice-writer.h"
#include "schema/sluice-json-text-private.h"
#include "schema/sluice-references-private.h"

static JsonNode *
object_to_json (SluiceNode *node)
{
  JsonNode *json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (SluiceNode *child = sluice_schema_node_first (node); child;
       child = sluice_schema_node_next (child))
    json_object_set_member (object, sluice_node_get_key (child),
                            sluice_json_text_to_json (child));
  json_node_take_object (json, object);

  return json;
}

static JsonNode *
array_to_json (SluiceNode *node)
{
  JsonNode *json = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (SluiceNode *child = sluice_schema_node_first (node); child;
       child = sluice_schema_node_next (child))
    json_array_add_element (array, sluice_json_text_to_json (child));
  json_node_take_array (json, array);

  return json;
}

static JsonNode *
number_to_json (SluiceNode *node)
{
  JsonNode *json = json_node_alloc ();
  gint64 value;

  /* 1.0 stays a double, so that it is printed as it was written. */
  if (!strpbrk (sluice_node_get_text (node, NULL), ".eE") && sluice_node_get_int (node, &value))
    return json_node_init_int (json, value);

  return json_node_init_double (json, sluice_node_get_double (node));
}

JsonNode *
sluice_json_text_to_json (SluiceNode *node)
{
  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_OBJECT:
      return object_to_json (node);
    case SLUICE_NODE_ARRAY:
      return array_to_json (node);
    case SLUICE_NODE_STRING:
      return json_node_init_string (json_node_alloc (), sluice_node_get_text (node, NULL));
    case SLUICE_NODE_NUMBER:
      return number_to_json (node);
    case SLUICE_NODE_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), sluice_node_get_boolean (node));
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

/* Always with a point or an exponent, so that it stays a double. */
static void
print_double (GString *out,
              gdouble  value)
{
  gsize start = out->len;

  sluice_writer_append_double (out, value);
  if (isfinite (value) && !strpbrk (out->str + start, ".e"))
    g_string_append (out, ".0");
}

static void
print_value (GString  *out,
             JsonNode *json)
{
  GType type = json_node_get_value_type (json);

  if (type == G_TYPE_STRING)
    sluice_writer_append_string (out, json_node_get_string (json), -1);
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (json) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE)
    print_double (out, json_node_get_double (json));
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (json));
}

static void
start_line (GString *out,
            guint    indent,
            guint    level)
{
  if (indent == 0)
    return;
  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent * level; i++)
    g_string_append_c (out, ' ');
}

static void print_node (GString  *out,
                        JsonNode *json,
                        guint     indent,
                        guint     level);

static void
print_object (GString    *out,
              JsonObject *object,
              guint       indent,
              guint       level)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      start_line (out, indent, level + 1);
      sluice_writer_append_string (out, name, -1);
      g_string_append (out, indent ? ": " : ":");
      print_node (out, value, indent, level + 1);
    }
  if (!first)
    start_line (out, indent, level);
  g_string_append_c (out, '}');
}

static void
print_array (GString   *out,
             JsonArray *array,
             guint      indent,
             guint      level)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      start_line (out, indent, level + 1);
      print_node (out, json_array_get_element (array, i), indent, level + 1);
    }
  if (n > 0)
    start_line (out, indent, level);
  g_string_append_c (out, ']');
}

static void
print_node (GString  *out,
            JsonNode *json,
            guint     indent,
            guint     level)
{
  switch (json_node_get_node_type (json))
    {
    case JSON_NODE_OBJECT:
      print_object (out, json_node_get_object (json), indent, level);
      break;
    case JSON_NODE_ARRAY:
      print_array (out, json_node_get_array (json), indent, level);
      break;
    case JSON_NODE_VALUE:
      print_value (out, json);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}

char *
sluice_json_text_print (JsonNode *json,
                        guint     indent)
{
  GString *out = g_string_new (NULL);

  print_node (out, json, indent, 0);

  return g_string_free (out, FALSE);
}
