/* sluice-item-filter.c: which items a person wants to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-item-filter.h"
#include "sluice-item-column.h"

struct _SluiceItemFilter
{
  GtkFilter  parent_instance;

  char      *segment;  /* nullable */
  char      *needle;   /* nullable: casefolded */
};

G_DEFINE_FINAL_TYPE (SluiceItemFilter, sluice_item_filter, GTK_TYPE_FILTER)

static gboolean
is_problem (SluiceItem *item)
{
  SluiceFieldState state = sluice_item_get_state (item);

  return state == SLUICE_FIELD_INVALID || state == SLUICE_FIELD_CUT;
}

static gboolean
node_has_text (SluiceNode *node,
               const char *needle)
{
  g_autofree char *folded = NULL;
  gsize length;
  const char *text;

  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_STRING:
    case SLUICE_NODE_NUMBER:
      text = sluice_node_get_text (node, &length);
      folded = g_utf8_casefold (text, length);
      return strstr (folded, needle) != NULL;

    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
      for (SluiceNode *child = sluice_node_get_first_child (node);
           child;
           child = sluice_node_get_next_sibling (child))
        {
          if (node_has_text (child, needle))
            return TRUE;
        }
      return FALSE;

    case SLUICE_NODE_BOOLEAN:
    case SLUICE_NODE_NULL:
    case SLUICE_NODE_UNKNOWN:
    default:
      return FALSE;
    }
}

static gboolean
is_in_segment (SluiceItemFilter *self,
               SluiceItem       *item)
{
  if (!self->segment)
    return TRUE;

  if (g_str_equal (self->segment, SLUICE_ITEM_FILTER_PROBLEMS))
    return is_problem (item);

  return g_strcmp0 (sluice_item_get_type_name (item), self->segment) == 0;
}

static gboolean
sluice_item_filter_match (GtkFilter *filter,
                          gpointer   object)
{
  SluiceItemFilter *self = SLUICE_ITEM_FILTER (filter);
  SluiceItem *item = SLUICE_ITEM (object);
  SluiceNode *node = sluice_item_get_node (item);

  return is_in_segment (self, item) && (!self->needle || (node && node_has_text (node, self->needle)));
}

static void
sluice_item_filter_finalize (GObject *object)
{
  SluiceItemFilter *self = SLUICE_ITEM_FILTER (object);

  g_free (self->segment);
  g_free (self->needle);

  G_OBJECT_CLASS (sluice_item_filter_parent_class)->finalize (object);
}

static void
sluice_item_filter_class_init (SluiceItemFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_item_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = sluice_item_filter_match;
}

static void
sluice_item_filter_init (SluiceItemFilter *self)
{
}

/**
 * sluice_item_filter_new:
 *
 * Returns: (transfer full): a filter that lets every item pass
 */
SluiceItemFilter *
sluice_item_filter_new (void)
{
  return g_object_new (SLUICE_TYPE_ITEM_FILTER, NULL);
}

/**
 * sluice_item_filter_set_segment:
 * @self: a filter
 * @segment: (nullable): the name of a type, %SLUICE_ITEM_FILTER_PROBLEMS, or %NULL for all
 *
 * Wants items of one kind.
 */
void
sluice_item_filter_set_segment (SluiceItemFilter *self,
                                const char       *segment)
{
  g_return_if_fail (SLUICE_IS_ITEM_FILTER (self));

  g_free (self->segment);
  self->segment = g_strdup (segment);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sluice_item_filter_set_text:
 * @self: a filter
 * @text: (nullable): what items must hold
 *
 * Wants items in which a text occurs, in any case.
 */
void
sluice_item_filter_set_text (SluiceItemFilter *self,
                             const char       *text)
{
  g_return_if_fail (SLUICE_IS_ITEM_FILTER (self));

  g_free (self->needle);
  self->needle = text && *text ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sluice_item_filter_is_set:
 * @self: a filter
 *
 * Returns: whether it may keep any item back
 */
gboolean
sluice_item_filter_is_set (SluiceItemFilter *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM_FILTER (self), FALSE);

  return self->segment || self->needle;
}
