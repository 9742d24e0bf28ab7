/* sluice-layout.c: values as models write them
 *
 * json-glib prints 0.37 with all seventeen digits of its double; a model writes 0.37. And items have
 * to be written one by one, without the list that holds them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <sluice.h>

#include "sluice-layout-private.h"

static void
append_value (GString  *out,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    sluice_writer_append_string (out, json_node_get_string (node), -1);
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    sluice_writer_append_double (out, json_node_get_double (node));
}

static void
append_line (GString *out,
             guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

void
sluice_layout_append_break (GString      *out,
                               gboolean      first,
                               SluiceLayout  layout,
                               guint         depth)
{
  if (!first)
    g_string_append_c (out, ',');

  if (layout == SLUICE_LAYOUT_INDENTED)
    append_line (out, depth + 1);
  else if (layout == SLUICE_LAYOUT_SPACED && !first)
    g_string_append_c (out, ' ');
}

void
sluice_layout_append_end (GString      *out,
                             gboolean      empty,
                             char          bracket,
                             SluiceLayout  layout,
                             guint         depth)
{
  if (layout == SLUICE_LAYOUT_INDENTED && !empty)
    append_line (out, depth);
  g_string_append_c (out, bracket);
}

void
sluice_layout_append_key (GString      *out,
                             const char   *key,
                             SluiceLayout  layout)
{
  sluice_writer_append_string (out, key, -1);
  g_string_append (out, layout == SLUICE_LAYOUT_COMPACT ? ":" : ": ");
}

static void
append_object (GString      *out,
               JsonObject   *object,
               SluiceLayout  layout,
               guint         depth)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      sluice_layout_append_break (out, first, layout, depth);
      sluice_layout_append_key (out, key, layout);
      sluice_layout_append (out, value, layout, depth + 1);
      first = FALSE;
    }
  sluice_layout_append_end (out, first, '}', layout, depth);
}

static void
append_array (GString      *out,
              JsonArray    *array,
              SluiceLayout  layout,
              guint         depth)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      sluice_layout_append_break (out, i == 0, layout, depth);
      sluice_layout_append (out, json_array_get_element (array, i), layout, depth + 1);
    }
  sluice_layout_append_end (out, n == 0, ']', layout, depth);
}

void
sluice_layout_append (GString      *out,
                         JsonNode     *node,
                         SluiceLayout  layout,
                         guint         depth)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node), layout, depth);
      break;
    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (node), layout, depth);
      break;
    case JSON_NODE_VALUE:
      append_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}
