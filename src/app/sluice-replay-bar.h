/* sluice-replay-bar.h: plays a recording again, at the speed of the person's choice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_REPLAY_BAR (sluice_replay_bar_get_type ())
G_DECLARE_FINAL_TYPE (SluiceReplayBar, sluice_replay_bar, SLUICE, REPLAY_BAR, GtkWidget)

/* property speed: times as fast as recorded; 0 = as fast as it can be read */
GtkWidget *sluice_replay_bar_new           (void);
void       sluice_replay_bar_set_recording (SluiceReplayBar *self,
                                            SluiceRecording *recording);
gdouble    sluice_replay_bar_get_speed     (SluiceReplayBar *self);

G_END_DECLS
