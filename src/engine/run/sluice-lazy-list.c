/* sluice-lazy-list.c: a list model whose rows are made when somebody asks for them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A hundred thousand rows cost nothing until they are looked at: a row is made when it is asked
 * for, is the same object for as long as anybody holds it, and is forgotten after that.
 */
#include "config.h"

#include "run/sluice-lazy-list-private.h"

struct _SluiceLazyList
{
  GObject             parent_instance;

  GType               item_type;
  SluiceLazyListFunc  func;
  gpointer            data;
  GDestroyNotify      destroy;

  GHashTable         *held;     /* owned: index -> row, not owned, and it is told when a row dies */
  guint               shown;    /* rows that were announced */
  guint               n;        /* rows that there are */
};

/* what a dying row finds its place with */
typedef struct
{
  SluiceLazyList *list;  /* not owned: the list lets go of its rows before it dies */
  guint           index;
} Place;

static void sluice_lazy_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceLazyList, sluice_lazy_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sluice_lazy_list_model_init))

static GQuark
place_quark (void)
{
  return g_quark_from_static_string ("sluice-lazy-list-place");
}

/* The row dies: nobody holds it any more. */
static void
place_free (gpointer data)
{
  Place *place = data;

  if (place->list != NULL)
    g_hash_table_remove (place->list->held, GUINT_TO_POINTER (place->index));
  g_free (place);
}

static void
let_go (SluiceLazyList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      Place *place = g_object_get_qdata (row, place_quark ());

      place->list = NULL;
      g_hash_table_iter_remove (&iter);
    }
}

static GType
sluice_lazy_list_get_item_type (GListModel *model)
{
  return SLUICE_LAZY_LIST (model)->item_type;
}

static guint
sluice_lazy_list_get_n_items (GListModel *model)
{
  return SLUICE_LAZY_LIST (model)->shown;
}

static gpointer
sluice_lazy_list_get_item (GListModel *model,
                           guint       index)
{
  SluiceLazyList *self = SLUICE_LAZY_LIST (model);

  return index < self->shown ? sluice_lazy_list_dup (self, index) : NULL;
}

static void
sluice_lazy_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_lazy_list_get_item_type;
  iface->get_n_items = sluice_lazy_list_get_n_items;
  iface->get_item = sluice_lazy_list_get_item;
}

static void
sluice_lazy_list_finalize (GObject *object)
{
  SluiceLazyList *self = SLUICE_LAZY_LIST (object);

  let_go (self);
  g_clear_pointer (&self->held, g_hash_table_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);

  G_OBJECT_CLASS (sluice_lazy_list_parent_class)->finalize (object);
}

static void
sluice_lazy_list_class_init (SluiceLazyListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_lazy_list_finalize;
}

static void
sluice_lazy_list_init (SluiceLazyList *self)
{
  self->held = g_hash_table_new (NULL, NULL);
}

SluiceLazyList *
sluice_lazy_list_new (GType              item_type,
                      SluiceLazyListFunc func,
                      gpointer           data,
                      GDestroyNotify     destroy)
{
  SluiceLazyList *self = g_object_new (SLUICE_TYPE_LAZY_LIST, NULL);

  self->item_type = item_type;
  self->func = func;
  self->data = data;
  self->destroy = destroy;

  return self;
}

void
sluice_lazy_list_set_n (SluiceLazyList *self,
                        guint           n)
{
  self->n = n;
}

void
sluice_lazy_list_clear (SluiceLazyList *self)
{
  guint removed = self->shown;

  let_go (self);
  self->n = self->shown = 0;
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
}

gboolean
sluice_lazy_list_is_due (SluiceLazyList *self)
{
  return self->shown != self->n;
}

void
sluice_lazy_list_flush (SluiceLazyList *self)
{
  guint from = self->shown;

  if (!sluice_lazy_list_is_due (self))
    return;

  self->shown = self->n;
  g_list_model_items_changed (G_LIST_MODEL (self), from, 0, self->n - from);
}

gpointer
sluice_lazy_list_dup (SluiceLazyList *self,
                      guint           index)
{
  gpointer row = g_hash_table_lookup (self->held, GUINT_TO_POINTER (index));
  Place *place;

  if (row != NULL)
    return g_object_ref (row);

  row = self->func (index, self->data);
  place = g_new (Place, 1);
  *place = (Place) { self, index };
  g_object_set_qdata_full (row, place_quark (), place, place_free);
  g_hash_table_insert (self->held, GUINT_TO_POINTER (index), row);

  return row;
}

gpointer
sluice_lazy_list_peek (SluiceLazyList *self,
                       guint           index)
{
  return g_hash_table_lookup (self->held, GUINT_TO_POINTER (index));
}
