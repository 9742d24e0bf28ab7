/* sluice-random-private.h: numbers that look random and are the same every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} SluiceRandom;

/* GRand may change between versions of GLib; these numbers are for ever the same. */
SluiceRandom sluice_random_init    (guint64       seed);
/* from 0 to n - 1; n is at least 1 */
guint        sluice_random_below   (SluiceRandom *self,
                                    guint         n);
/* minimum to maximum, both included */
gint64       sluice_random_integer (SluiceRandom *self,
                                    gint64        minimum,
                                    gint64        maximum);
gdouble      sluice_random_double  (SluiceRandom *self,
                                    gdouble       minimum,
                                    gdouble       maximum);
gboolean     sluice_random_chance  (SluiceRandom *self,
                                    gdouble       probability);
/* a number for a text: a seed, or a place in a list */
guint64      sluice_random_hash    (guint64       hash,
                                    const char   *text);

G_END_DECLS
