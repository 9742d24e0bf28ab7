/* sluice-pace-private.h: how reading shares a thread with a window
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Neither may starve the other. Where drawing is slow and something on screen moves, a frame is
 * always due, and nothing below the priority of frames is ever run; where a provider is fast there
 * is always something to read, and nothing below the priority of reading is. So reading comes
 * before frames, in slices, and after each slice others have their turn, but not for ever. Input
 * comes before both.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before GTK_PRIORITY_RESIZE and GDK_PRIORITY_REDRAW, after input. */
#define SLUICE_PACE_PRIORITY G_PRIORITY_HIGH_IDLE
#define SLUICE_PACE_SLICE_US (4 * 1000)

/* Waits for its turn; {NULL} waits for none. */
typedef struct
{
  GSource *turn;     /* owned, nullable: nobody else wants the thread */
  GSource *patience; /* owned, nullable: others had it long enough */
} SluicePace;

void sluice_pace_wait  (SluicePace   *self,
                        GMainContext *context,
                        GSourceFunc   func,
                        gpointer      data);
void sluice_pace_clear (SluicePace   *self);

G_END_DECLS
