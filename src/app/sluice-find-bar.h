/* sluice-find-bar.h: asks what to find in a result, and tells how often it is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_FIND_BAR (sluice_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SluiceFindBar, sluice_find_bar, SLUICE, FIND_BAR, GtkWidget)

/* properties: open (read-write). signal "changed" (const char *text): NULL when it was closed */
void sluice_find_bar_open       (SluiceFindBar *self);
void sluice_find_bar_close      (SluiceFindBar *self);
void sluice_find_bar_show_match (SluiceFindBar *self,
                                 guint          match,
                                 guint          n);
void sluice_find_bar_set_steps  (SluiceFindBar *self,
                                 gboolean       shown);

G_END_DECLS
