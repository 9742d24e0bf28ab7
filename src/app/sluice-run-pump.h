/* sluice-run-pump.h: lets a run announce what it has received, at the pace of the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RUN_PUMP (sluice_run_pump_get_type ())
G_DECLARE_FINAL_TYPE (SluiceRunPump, sluice_run_pump, SLUICE, RUN_PUMP, GObject)

/* signals: "flushed": fields, items and frames have just announced what is new;
 *          "ticked": some time has passed while the run goes on, or it has ended */
SluiceRunPump *sluice_run_pump_new         (GtkWidget     *widget);
void           sluice_run_pump_set_run     (SluiceRunPump *self,
                                            SluiceRun     *run);
void           sluice_run_pump_flush       (SluiceRunPump *self);
gint64         sluice_run_pump_get_silence (SluiceRunPump *self);

G_END_DECLS
