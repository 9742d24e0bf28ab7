/* sluice-player.h: plays a recording as a run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "recording/sluice-recording.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PLAYER (sluice_player_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluicePlayer, sluice_player, SLUICE, PLAYER, GObject)

/* The run of request (schema and shape; NULL: the recording's own) over this recording, at speed
 * (1.0 = as recorded, 0 = as fast as it can be read); starts on the next turn of the main context.
 * strict: no repairs. */
SLUICE_API SluicePlayer    *sluice_player_new           (SluiceRecording *recording,
                                                         SluiceRequest   *request,
                                                         gdouble          speed,
                                                         gboolean         strict);
SLUICE_API SluiceRecording *sluice_player_get_recording (SluicePlayer    *self);
/* another one after seeking back: see notify::run */
SLUICE_API SluiceRun       *sluice_player_get_run       (SluicePlayer    *self);
SLUICE_API gdouble          sluice_player_get_speed     (SluicePlayer    *self);
SLUICE_API void             sluice_player_set_speed     (SluicePlayer    *self,
                                                         gdouble          speed);
SLUICE_API gboolean         sluice_player_get_paused    (SluicePlayer    *self);
SLUICE_API void             sluice_player_set_paused    (SluicePlayer    *self,
                                                         gboolean         paused);
/* pauses, and tells one chunk more */
SLUICE_API void             sluice_player_step          (SluicePlayer    *self);
/* to what had arrived by this time of the recording, in microseconds */
SLUICE_API void             sluice_player_seek          (SluicePlayer    *self,
                                                         gint64           time_us);
/* the time of the recording that was told last */
SLUICE_API gint64           sluice_player_get_position  (SluicePlayer    *self);

G_END_DECLS
