/* sluice-child-list.c: the children of a field, the first ones only where there are many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-child-list.h"

/* How many more rows one click on "Show More" asks for, at most. */
#define STEP 1000

struct _SluiceMoreRow
{
  GObject          parent_instance;

  SluiceChildList *list;      /* not owned: it clears this when it goes */
  guint            n_hidden;
};

struct _SluiceChildList
{
  GObject        parent_instance;

  SluiceField   *field;
  guint          limit;     /* children shown, at most */
  guint          n_known;   /* children the field has announced */
  SluiceMoreRow *more;      /* is the last row while n_known > limit */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceMoreRow, sluice_more_row, G_TYPE_OBJECT)

static GType
sluice_child_list_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
sluice_child_list_get_n_items (GListModel *model)
{
  SluiceChildList *self = SLUICE_CHILD_LIST (model);

  return self->n_known > self->limit ? self->limit + 1 : self->n_known;
}

static gpointer
sluice_child_list_get_item (GListModel *model,
                            guint       position)
{
  SluiceChildList *self = SLUICE_CHILD_LIST (model);

  if (position < MIN (self->n_known, self->limit))
    return g_list_model_get_item (G_LIST_MODEL (self->field), position);

  if (position == self->limit && self->n_known > self->limit)
    return g_object_ref (self->more);

  return NULL;
}

static void
sluice_child_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_child_list_get_item_type;
  iface->get_n_items = sluice_child_list_get_n_items;
  iface->get_item = sluice_child_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceChildList, sluice_child_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sluice_child_list_list_model_init))

static void
update_more (SluiceChildList *self)
{
  guint n_hidden = self->n_known > self->limit ? self->n_known - self->limit : 0;

  if (self->more->n_hidden == n_hidden)
    return;

  self->more->n_hidden = n_hidden;
  g_signal_emit (self->more, signals[CHANGED], 0);
}

static void
children_changed_cb (SluiceChildList *self,
                     guint            position,
                     guint            removed,
                     guint            added)
{
  guint length_before = sluice_child_list_get_n_items (G_LIST_MODEL (self));
  guint shown_before = MIN (self->n_known, self->limit);
  guint length;

  self->n_known = self->n_known - removed + added;
  length = sluice_child_list_get_n_items (G_LIST_MODEL (self));

  if (position >= self->limit)
    {
      /* Beyond what is shown: only the last row can come or go. */
      if (length != length_before)
        g_list_model_items_changed (G_LIST_MODEL (self), self->limit,
                                    length_before - self->limit, length - self->limit);
    }
  else if (removed == added)
    {
      guint n = MIN (removed, shown_before - position);

      g_list_model_items_changed (G_LIST_MODEL (self), position, n, n);
    }
  else
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position,
                                  length_before - position, length - position);
    }

  update_more (self);
}

static void
sluice_child_list_dispose (GObject *object)
{
  SluiceChildList *self = SLUICE_CHILD_LIST (object);

  if (self->more)
    self->more->list = NULL;

  g_clear_object (&self->more);
  g_clear_object (&self->field);

  G_OBJECT_CLASS (sluice_child_list_parent_class)->dispose (object);
}

static void
sluice_child_list_class_init (SluiceChildListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_child_list_dispose;
}

static void
sluice_child_list_init (SluiceChildList *self)
{
  self->more = g_object_new (SLUICE_TYPE_MORE_ROW, NULL);
  self->more->list = self;
}

static void
sluice_more_row_class_init (SluiceMoreRowClass *klass)
{
  /* SluiceMoreRow::changed: another number of rows is hidden now. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_more_row_init (SluiceMoreRow *self)
{
}

/**
 * sluice_more_row_get_n_hidden:
 * @self: the row that ends a long list
 *
 * Returns: how many rows are not shown
 */
guint
sluice_more_row_get_n_hidden (SluiceMoreRow *self)
{
  g_return_val_if_fail (SLUICE_IS_MORE_ROW (self), 0);

  return self->n_hidden;
}

/**
 * sluice_more_row_activate:
 * @self: the row that ends a long list
 *
 * Shows more rows in its place.
 */
void
sluice_more_row_activate (SluiceMoreRow *self)
{
  g_return_if_fail (SLUICE_IS_MORE_ROW (self));

  if (self->list)
    sluice_child_list_reveal (self->list, self->list->limit + MIN (self->n_hidden, STEP) - 1);
}

/**
 * sluice_child_list_new:
 * @field: a field with children
 * @limit: how many of them to show at first
 *
 * Follows the children of a field, with one row at the end that stands for those beyond a limit.
 *
 * Returns: (transfer full): a new list
 */
SluiceChildList *
sluice_child_list_new (SluiceField *field,
                       guint        limit)
{
  SluiceChildList *self = g_object_new (SLUICE_TYPE_CHILD_LIST, NULL);

  self->field = g_object_ref (field);
  self->limit = limit;
  self->n_known = g_list_model_get_n_items (G_LIST_MODEL (field));
  self->more->n_hidden = self->n_known > limit ? self->n_known - limit : 0;

  g_signal_connect_object (field, "items-changed", G_CALLBACK (children_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sluice_child_list_get_limit:
 * @self: a list
 *
 * Returns: how many children it shows at most
 */
guint
sluice_child_list_get_limit (SluiceChildList *self)
{
  g_return_val_if_fail (SLUICE_IS_CHILD_LIST (self), 0);

  return self->limit;
}

/**
 * sluice_child_list_reveal:
 * @self: a list
 * @position: a child of the field
 *
 * Raises the limit so that this child is shown.
 */
void
sluice_child_list_reveal (SluiceChildList *self,
                          guint            position)
{
  guint limit_before, n_before, n_after;

  g_return_if_fail (SLUICE_IS_CHILD_LIST (self));

  if (position < self->limit)
    return;

  limit_before = self->limit;
  n_before = sluice_child_list_get_n_items (G_LIST_MODEL (self));
  self->limit = position + 1;
  n_after = sluice_child_list_get_n_items (G_LIST_MODEL (self));

  if (n_before > limit_before)
    g_list_model_items_changed (G_LIST_MODEL (self), limit_before, 1, n_after - limit_before);

  update_more (self);
}
