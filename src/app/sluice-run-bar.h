/* sluice-run-bar.h: what runs, and how: model, mode, shape, parameters, Run and Stop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RUN_BAR (sluice_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (SluiceRunBar, sluice_run_bar, SLUICE, RUN_BAR, GtkWidget)

/* properties: shape ("object", "iterable"), narrow (boolean)
 * signal "key-wanted" (SluiceProvider*) */
GtkWidget *sluice_run_bar_new            (void);
void       sluice_run_bar_set_extraction (SluiceRunBar     *self,
                                          SluiceExtraction *extraction,
                                          SluiceClient     *client);
void       sluice_run_bar_set_running    (SluiceRunBar     *self,
                                          gboolean          running);
void       sluice_run_bar_set_reason     (SluiceRunBar     *self,
                                          const char       *reason);

G_END_DECLS
