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
SLUICE_API SluicePlayer *sluice_player_new       (SluiceRecording *recording,
                                                  SluiceRequest   *request,
                                                  gdouble          speed,
                                                  gboolean         strict);
SLUICE_API SluiceRun    *sluice_player_get_run   (SluicePlayer    *self);
SLUICE_API gdouble       sluice_player_get_speed (SluicePlayer    *self);
SLUICE_API void          sluice_player_set_speed (SluicePlayer    *self,
                                                  gdouble          speed);

G_END_DECLS
