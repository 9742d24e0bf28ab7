/* sluice-live-scroller.h: a scrolled list that follows what arrives, until the person moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LIVE_SCROLLER (sluice_live_scroller_get_type ())
G_DECLARE_FINAL_TYPE (SluiceLiveScroller, sluice_live_scroller, SLUICE, LIVE_SCROLLER, GtkWidget)

/* properties: view (GtkColumnView), live (boolean: something may still arrive), follow (boolean:
 * what arrives is kept in view) */
gboolean sluice_live_scroller_get_follow    (SluiceLiveScroller *self);
void     sluice_live_scroller_set_follow    (SluiceLiveScroller *self,
                                             gboolean            follow);
gboolean sluice_live_scroller_get_live      (SluiceLiveScroller *self);
void     sluice_live_scroller_set_live      (SluiceLiveScroller *self,
                                             gboolean            live);
gboolean sluice_live_scroller_is_due        (SluiceLiveScroller *self);
void     sluice_live_scroller_follow_to     (SluiceLiveScroller *self,
                                             guint               position);
void     sluice_live_scroller_scroll_to     (SluiceLiveScroller *self,
                                             guint               position);
void     sluice_live_scroller_take_over     (SluiceLiveScroller *self);

G_END_DECLS
