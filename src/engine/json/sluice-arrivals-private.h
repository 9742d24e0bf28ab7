/* sluice-arrivals-private.h: which wire event brought which bytes, and when
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One mark: the text from offset on, up to the next mark, came with this event at this time. */
typedef struct
{
  gint64  time;   /* us, as the caller counts */
  guint32 offset;
  guint32 event;
} SluiceArrival;

typedef struct _SluiceArrivalGroup SluiceArrivalGroup;

/* A token of 4 bytes brings a mark of its own, so marks are kept small: one in 64 whole, the
 * others as differences, mostly in 3 bytes. */
typedef struct
{
  SluiceArrivalGroup *groups;      /* owned: the first mark of each, and where its others begin */
  guint32             n_groups;
  guint32             groups_room;
  guint8             *deltas;      /* owned: the others */
  guint32             n_deltas;
  guint32             deltas_room;
  SluiceArrival       last;
  guint               n_last;      /* marks in the last group */
} SluiceArrivals;

void     sluice_arrivals_init   (SluiceArrivals       *self);
void     sluice_arrivals_clear  (SluiceArrivals       *self);
void     sluice_arrivals_rewind (SluiceArrivals       *self);
void     sluice_arrivals_add    (SluiceArrivals       *self,
                                 guint32               offset,
                                 gint64                time,
                                 guint32               event);
void     sluice_arrivals_drop   (SluiceArrivals       *self,
                                 guint32               from,
                                 guint32               to);
gboolean sluice_arrivals_find   (const SluiceArrivals *self,
                                 guint32               offset,
                                 SluiceArrival        *arrival);

G_END_DECLS
