/* sluice-items.c: the many results of a run, in the order in which they began
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A row is never withdrawn, and its number never changes; invalid ones are rows too
 * (SEMANTICS.md, L10).
 */
#include "config.h"

#include "json/sluice-node-private.h"
#include "run/sluice-items-private.h"
#include "run/sluice-lazy-list-private.h"

typedef struct
{
  SluiceValue *value;        /* owned: the document it is in */
  SluiceNode  *node;         /* lives as long as value */
  guint        touched : 1;  /* in touched */
} Entry;

struct _SluiceItems
{
  GArray           *entries;     /* Entry */
  GArray           *touched;     /* guint: entries that changed since the last flush */
  SluiceLazyList   *list;
  SluiceDefinition *definition;  /* nullable */
  guint             n_closed;
  guint             n_invalid;
};

static void
entry_clear (Entry *entry)
{
  sluice_value_unref (entry->value);
}

static Entry *
get_entry (SluiceItems *self,
           guint        index)
{
  return &g_array_index (self->entries, Entry, index);
}

static gpointer
create_item (guint    index,
             gpointer data)
{
  SluiceItems *self = data;
  const Entry *entry = get_entry (self, index);

  return sluice_item_new (index, entry->value, entry->node, self->definition);
}

/* The list may be held for longer than the run: what it makes its rows of goes with it. */
static void
free_data (gpointer data)
{
  SluiceItems *self = data;

  g_array_unref (self->entries);
  g_array_unref (self->touched);
  g_clear_object (&self->definition);
  g_free (self);
}

SluiceItems *
sluice_items_new (SluiceDefinition *item_definition)
{
  SluiceItems *self = g_new0 (SluiceItems, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) entry_clear);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  g_set_object (&self->definition, item_definition);
  self->list = sluice_lazy_list_new (SLUICE_TYPE_ITEM, create_item, self, free_data);

  return self;
}

void
sluice_items_free (SluiceItems *self)
{
  g_object_unref (self->list);
}

GListModel *
sluice_items_get_model (SluiceItems *self)
{
  return G_LIST_MODEL (self->list);
}

guint
sluice_items_add (SluiceItems *self,
                  SluiceValue *value,
                  SluiceNode  *node)
{
  Entry entry = { sluice_value_ref (value), node, FALSE };

  g_array_append_val (self->entries, entry);
  sluice_lazy_list_set_n (self->list, self->entries->len);

  return self->entries->len - 1;
}

guint
sluice_items_find (SluiceItems *self,
                   SluiceNode  *node)
{
  for (guint i = self->entries->len; i-- > 0;)
    if (get_entry (self, i)->node == node)
      return i;

  return self->entries->len;
}

void
sluice_items_touch (SluiceItems *self,
                    guint        index)
{
  Entry *entry = get_entry (self, index);

  if (entry->touched)
    return;

  entry->touched = TRUE;
  g_array_append_val (self->touched, index);
}

void
sluice_items_close (SluiceItems *self,
                    guint        index)
{
  const Entry *entry = get_entry (self, index);

  self->n_closed++;
  if (!sluice_value_is_node_valid (entry->value, entry->node))
    self->n_invalid++;
  sluice_items_touch (self, index);
}

void
sluice_items_clear (SluiceItems *self)
{
  g_array_set_size (self->entries, 0);
  g_array_set_size (self->touched, 0);
  self->n_closed = self->n_invalid = 0;
  sluice_lazy_list_clear (self->list);
}

guint
sluice_items_get_n (SluiceItems *self)
{
  return self->entries->len;
}

guint
sluice_items_get_n_closed (SluiceItems *self)
{
  return self->n_closed;
}

guint
sluice_items_get_n_invalid (SluiceItems *self)
{
  return self->n_invalid;
}

SluiceNode *
sluice_items_get_node (SluiceItems *self,
                       guint        index)
{
  return get_entry (self, index)->node;
}

SluiceValue *
sluice_items_get_value (SluiceItems *self,
                        guint        index)
{
  return get_entry (self, index)->value;
}

SluiceItem *
sluice_items_dup_item (SluiceItems *self,
                       guint        index)
{
  return sluice_lazy_list_dup (self->list, index);
}

SluiceDefinition *
sluice_items_get_definition (SluiceItems *self)
{
  return self->definition;
}

gboolean
sluice_items_has_changes (SluiceItems *self)
{
  return self->touched->len > 0 || sluice_lazy_list_is_due (self->list);
}

void
sluice_items_flush (SluiceItems *self)
{
  g_autoptr(GArray) touched = g_steal_pointer (&self->touched);
  g_autoptr(SluiceLazyList) list = g_object_ref (self->list);

  self->touched = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < touched->len; i++)
    get_entry (self, g_array_index (touched, guint, i))->touched = FALSE;

  sluice_lazy_list_flush (list);
  for (guint i = 0; i < touched->len; i++)
    {
      SluiceItem *item = sluice_lazy_list_peek (list, g_array_index (touched, guint, i));

      if (item != NULL)
        sluice_item_changed (item);
    }
}
