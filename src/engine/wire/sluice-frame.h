/* sluice-frame.h: one event of a stream as it came over the wire, for the Wire view
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_FRAME (sluice_frame_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceFrame, sluice_frame, SLUICE, FRAME, GObject)

SLUICE_API SluiceFrame *sluice_frame_new      (gint64       time_us,
                                               const char  *name,
                                               const char  *data,
                                               gsize        length);
SLUICE_API gint64       sluice_frame_get_time (SluiceFrame *self);  /* us since the request */
SLUICE_API const char  *sluice_frame_get_name (SluiceFrame *self);  /* event name or NULL */
SLUICE_API const char  *sluice_frame_get_data (SluiceFrame *self);  /* its text, valid UTF-8 */
SLUICE_API gsize        sluice_frame_get_size (SluiceFrame *self);  /* bytes */

G_END_DECLS
