/* sluice-status-strip.h: the line below the result that tells how the run stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "sluice-run-status.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_STATUS_STRIP (sluice_status_strip_get_type ())
G_DECLARE_FINAL_TYPE (SluiceStatusStrip, sluice_status_strip, SLUICE, STATUS_STRIP, GtkWidget)

/* signal "attempt-chosen" (guint number, from 1) */
SluiceStatusStrip *sluice_status_strip_new         (void);
void               sluice_status_strip_set_status  (SluiceStatusStrip     *self,
                                                    const SluiceRunStatus *status,
                                                    SluiceRun             *run);
void               sluice_status_strip_set_attempt (SluiceStatusStrip     *self,
                                                    guint                  number);
void               sluice_status_strip_set_note    (SluiceStatusStrip     *self,
                                                    const char            *note);
const char        *sluice_status_strip_get_text    (SluiceStatusStrip     *self);

G_END_DECLS
