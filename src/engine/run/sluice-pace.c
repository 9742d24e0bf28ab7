/* sluice-pace.c: how reading shares a thread with a window
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "run/sluice-pace-private.h"

/* About a frame that is drawn quickly. */
#define PATIENCE_MS 8

static void
drop (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
attach (GSource      *source,
        int           priority,
        GMainContext *context,
        GSourceFunc   func,
        gpointer      data)
{
  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, context);

  return source;
}

/* Calls @func once others had their turn: when none of them wants the thread, or a few milliseconds
 * from now. It must clear @self first of all. */
void
sluice_pace_wait (SluicePace   *self,
                  GMainContext *context,
                  GSourceFunc   func,
                  gpointer      data)
{
  sluice_pace_clear (self);

  self->turn = attach (g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, context, func, data);
  self->patience = attach (g_timeout_source_new (PATIENCE_MS), SLUICE_PACE_PRIORITY, context, func, data);
}

void
sluice_pace_clear (SluicePace *self)
{
  drop (&self->turn);
  drop (&self->patience);
}
