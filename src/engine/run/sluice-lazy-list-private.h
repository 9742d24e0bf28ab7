/* sluice-lazy-list-private.h: a list model whose rows are made when somebody asks for them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LAZY_LIST (sluice_lazy_list_get_type ())
G_DECLARE_FINAL_TYPE (SluiceLazyList, sluice_lazy_list, SLUICE, LAZY_LIST, GObject)

/* makes the row at index (transfer full) */
typedef gpointer (*SluiceLazyListFunc) (guint    index,
                                        gpointer data);

/* func is called with data, which destroy frees together with the list. */
SluiceLazyList *sluice_lazy_list_new     (GType               item_type,
                                          SluiceLazyListFunc  func,
                                          gpointer            data,
                                          GDestroyNotify      destroy);
/* How many rows there are by now, never fewer than before. They show after a flush only. */
void            sluice_lazy_list_set_n   (SluiceLazyList     *self,
                                          guint               n);
/* All rows go, and that is announced at once: what they were of is no more. */
void            sluice_lazy_list_clear   (SluiceLazyList     *self);
gboolean        sluice_lazy_list_is_due  (SluiceLazyList     *self);
/* Announces what changed with one items-changed. */
void            sluice_lazy_list_flush   (SluiceLazyList     *self);
/* The row at index, announced or not (transfer full). */
gpointer        sluice_lazy_list_dup     (SluiceLazyList     *self,
                                          guint               index);
/* The row at index where somebody holds it (transfer none), else NULL. */
gpointer        sluice_lazy_list_peek    (SluiceLazyList     *self,
                                          guint               index);

G_END_DECLS
