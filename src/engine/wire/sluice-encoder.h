/* sluice-encoder.h: stream events -> the bytes of one response body (the simulator's direction)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-stream-event.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ENCODER (sluice_encoder_get_type ())
SLUICE_API
G_DECLARE_DERIVABLE_TYPE (SluiceEncoder, sluice_encoder, SLUICE, ENCODER, GObject)

struct _SluiceEncoderClass
{
  GObjectClass parent_class;

  const char *content_type;

  void (*encode) (SluiceEncoder *self, const SluiceStreamEvent *event, GString *out);

  gpointer padding[6];
};

/* of the body; an ERROR that comes before anything else makes it a plain JSON body, so ask once the
 * first bytes are there */
SLUICE_API const char *sluice_encoder_get_content_type (SluiceEncoder           *self);
/* what to send for this event; maybe no bytes (a body that is not streamed comes whole at DONE) */
SLUICE_API GBytes     *sluice_encoder_encode           (SluiceEncoder           *self,
                                                        const SluiceStreamEvent *event);

/* for implementations: where it is not that of the class */
SLUICE_API void        sluice_encoder_set_content_type (SluiceEncoder           *self,
                                                        const char              *content_type);

G_END_DECLS
