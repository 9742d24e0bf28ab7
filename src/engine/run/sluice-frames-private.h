/* sluice-frames-private.h: the wire events of an attempt, kept small until somebody looks at them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SluiceFrames SluiceFrames;

SluiceFrames *sluice_frames_new       (void);
void          sluice_frames_free      (SluiceFrames *self);
/* GListModel of SluiceFrame; grows by sluice_frames_flush() */
GListModel   *sluice_frames_get_model (SluiceFrames *self);
void          sluice_frames_add       (SluiceFrames *self,
                                       gint64        time_us,
                                       const char   *name,
                                       const char   *data,
                                       gsize         length);
guint         sluice_frames_get_n     (SluiceFrames *self);
void          sluice_frames_clear     (SluiceFrames *self);
gboolean      sluice_frames_is_due    (SluiceFrames *self);
void          sluice_frames_flush     (SluiceFrames *self);

G_END_DECLS
