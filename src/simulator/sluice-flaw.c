/* sluice-flaw.c: answers that break a rule of their schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "sluice-flaw-private.h"
#include "sluice-layout-private.h"

#define SLICE_BYTES 1024

/* A value, and how to get at it. */
typedef struct
{
  JsonNode *container;  /* borrowed; NULL for the root */
  char     *key;        /* owned; NULL for an element */
  guint     index;
} Place;

typedef JsonNode *(*Change) (JsonNode *leaf);

gboolean
sluice_flaw_is_absent (SluiceSchema *schema,
                       JsonNode     *value)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  g_autoptr(GString) text = g_string_new (NULL);

  sluice_layout_append (text, value, SLUICE_LAYOUT_COMPACT, 0);

  /* Bit by bit: a value that is far from its schema is given up at its first fault. */
  for (gsize offset = 0; offset < text->len; offset += SLICE_BYTES)
    if (!sluice_parser_push (parser, text->str + offset, MIN (text->len - offset, SLICE_BYTES), NULL)
        || sluice_check_get_verdict (check) == SLUICE_VERDICT_DOOMED)
      return FALSE;

  return sluice_parser_finish (parser, NULL)
         && sluice_check_get_verdict (check) == SLUICE_VERDICT_VALID;
}

/* --- Places --- */

static void
clear_place (gpointer place)
{
  g_free (((Place *) place)->key);
}

static void
find_places (JsonNode *node,
             GArray   *places)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &key, &value))
        {
          Place place = { node, g_strdup (key), 0 };

          g_array_append_val (places, place);
          find_places (value, places);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          Place place = { node, NULL, i };

          g_array_append_val (places, place);
          find_places (json_array_get_element (array, i), places);
        }
    }
}

static JsonNode *
get_value (JsonNode    *root,
           const Place *place)
{
  if (place->container == NULL)
    return root;
  if (place->key != NULL)
    return json_object_get_member (json_node_get_object (place->container), place->key);

  return json_array_get_element (json_node_get_array (place->container), place->index);
}

/* json-glib cannot replace an element: the rest is taken out and put back. */
static void
replace_element (JsonArray *array,
                 guint      index,
                 JsonNode  *value)
{
  g_autoptr(GPtrArray) rest = g_ptr_array_new ();
  guint n = json_array_get_length (array);

  for (guint i = index + 1; i < n; i++)
    g_ptr_array_add (rest, json_node_ref (json_array_get_element (array, i)));
  while (json_array_get_length (array) > index)
    json_array_remove_element (array, index);

  json_array_add_element (array, value);
  for (guint i = 0; i < rest->len; i++)
    json_array_add_element (array, g_ptr_array_index (rest, i));
}

/* takes value */
static void
set_value (JsonNode    **root,
           const Place  *place,
           JsonNode     *value)
{
  if (place->container == NULL)
    {
      json_node_unref (*root);
      *root = value;
    }
  else if (place->key != NULL)
    json_object_set_member (json_node_get_object (place->container), place->key, value);
  else
    replace_element (json_node_get_array (place->container), place->index, value);
}

/* --- Changes: another value for a leaf, or NULL where this one is no such leaf --- */

static gboolean
is_number (JsonNode *leaf)
{
  return json_node_get_value_type (leaf) == G_TYPE_INT64
         || json_node_get_value_type (leaf) == G_TYPE_DOUBLE;
}

static gboolean
is_string (JsonNode *leaf)
{
  return json_node_get_value_type (leaf) == G_TYPE_STRING;
}

/* A share of 0.84 becomes 1.84, not 1.8399999999999999; an age of 31 becomes 131. */
static JsonNode *
add_much (JsonNode *leaf)
{
  if (!is_number (leaf))
    return NULL;

  if (json_node_get_value_type (leaf) == G_TYPE_DOUBLE)
    return json_node_init_double (json_node_alloc (),
                                  round ((json_node_get_double (leaf) + 1) * 1e6) / 1e6);

  return json_node_init_int (json_node_alloc (), json_node_get_int (leaf) + 100);
}

static JsonNode *
negate (JsonNode *leaf)
{
  return is_number (leaf) ? json_node_init_int (json_node_alloc (), -7) : NULL;
}

static JsonNode *
invent_option (JsonNode *leaf)
{
  return is_string (leaf) ? json_node_init_string (json_node_alloc (), "something else") : NULL;
}

static JsonNode *
spell_out (JsonNode *leaf)
{
  return is_number (leaf) ? json_node_init_string (json_node_alloc (), "about thirty") : NULL;
}

static JsonNode *
count_text (JsonNode *leaf)
{
  return is_string (leaf) ? json_node_init_int (json_node_alloc (), 7) : NULL;
}

static JsonNode *
say_yes (JsonNode *leaf)
{
  return json_node_get_value_type (leaf) == G_TYPE_BOOLEAN
         ? json_node_init_string (json_node_alloc (), "yes") : NULL;
}

/* Where there is nothing that could be a little wrong. */
static JsonNode *
say_nothing (JsonNode *value)
{
  return is_string (value) ? NULL : json_node_init_string (json_node_alloc (), "nothing");
}

static const Change changes[] = { add_much, negate, invent_option, spell_out, count_text, say_yes };

/* Not the first leaf where there are several: people are to see good ones too. */
static gboolean
try_change (SluiceSchema  *schema,
            JsonNode     **value,
            GArray        *places,
            Change         change)
{
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, (i + places->len / 3) % places->len);
      g_autoptr(JsonNode) old = json_node_ref (get_value (*value, place));
      JsonNode *changed = change (old);

      if (changed == NULL)
        continue;

      set_value (value, place, changed);
      if (!sluice_flaw_is_absent (schema, *value))
        return TRUE;
      set_value (value, place, g_steal_pointer (&old));
    }

  return FALSE;
}

static gboolean
try_leaving_out (SluiceSchema  *schema,
                 JsonNode     **value,
                 GArray        *places)
{
  for (guint i = places->len; i > 0; i--)
    {
      const Place *place = &g_array_index (places, Place, i - 1);
      g_autoptr(JsonNode) old = NULL;

      if (place->key == NULL)
        continue;

      old = json_node_ref (get_value (*value, place));
      json_object_remove_member (json_node_get_object (place->container), place->key);
      if (!sluice_flaw_is_absent (schema, *value))
        return TRUE;
      set_value (value, place, g_steal_pointer (&old));
    }

  return FALSE;
}

JsonNode *
sluice_flaw_make (SluiceSchema *schema,
                  JsonNode     *value)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr(JsonNode) copy = NULL;
  Place root = { NULL, NULL, 0 };

  g_array_set_clear_func (places, clear_place);
  sluice_layout_append (text, value, SLUICE_LAYOUT_COMPACT, 0);
  copy = json_from_string (text->str, NULL);
  find_places (copy, places);
  g_array_append_val (places, root);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (try_change (schema, &copy, places, changes[i]))
      return g_steal_pointer (&copy);

  return try_leaving_out (schema, &copy, places) || try_change (schema, &copy, places, say_nothing)
         ? g_steal_pointer (&copy) : NULL;
}
