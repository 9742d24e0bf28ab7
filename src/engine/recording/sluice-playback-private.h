/* sluice-playback-private.h: the transport that plays a recording
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "recording/sluice-recording.h"
#include "run/sluice-transport.h"

G_BEGIN_DECLS

/* The longest silence of a replay; a longer one is shortened to this. */
#define SLUICE_PLAYBACK_MAX_GAP_US (2 * G_USEC_PER_SEC)

#define SLUICE_TYPE_PLAYBACK (sluice_playback_get_type ())
G_DECLARE_FINAL_TYPE (SluicePlayback, sluice_playback, SLUICE, PLAYBACK, SluiceTransport)

SluicePlayback *sluice_playback_new          (SluiceRecording *recording,
                                              gdouble          speed);
gdouble         sluice_playback_get_speed    (SluicePlayback  *self);
void            sluice_playback_set_speed    (SluicePlayback  *self,
                                              gdouble          speed);
/* Held by a person: unlike sluice_transport_set_paused(), with which the reader of the chunks holds
 * it, a step or a goal goes on all the same. */
void            sluice_playback_set_held     (SluicePlayback  *self,
                                              gboolean         held);
/* Tells the next chunk, or the end, now. */
void            sluice_playback_step         (SluicePlayback  *self);
/* Tells all that had come by this time of the recording as fast as it can be read. */
void            sluice_playback_set_goal     (SluicePlayback  *self,
                                              gint64           time_us);
/* The time of the recording that was told last. */
gint64          sluice_playback_get_position (SluicePlayback  *self);

G_END_DECLS
