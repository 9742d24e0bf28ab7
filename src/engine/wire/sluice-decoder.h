/* sluice-decoder.h: the bytes of one response body -> stream events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-stream-event.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_DECODER (sluice_decoder_get_type ())
SLUICE_API
G_DECLARE_DERIVABLE_TYPE (SluiceDecoder, sluice_decoder, SLUICE, DECODER, GObject)

typedef void (*SluiceFrameFunc) (const char *name,
                                 const char *data,
                                 gsize       length,
                                 gpointer    user_data);

struct _SluiceDecoderClass
{
  GObjectClass parent_class;

  /* both report what they find with sluice_decoder_emit(); trouble is an ERROR event */
  void (*push)   (SluiceDecoder *self, const char *bytes, gsize length);
  void (*finish) (SluiceDecoder *self);

  gpointer padding[6];
};

/* events go to func, in order; frames (nullable) hears of every wire event before its events */
SLUICE_API void     sluice_decoder_set_func       (SluiceDecoder         *self,
                                                   SluiceStreamEventFunc  func,
                                                   SluiceFrameFunc        frames,
                                                   gpointer               user_data);
SLUICE_API void     sluice_decoder_push           (SluiceDecoder         *self,
                                                   const char            *bytes,
                                                   gsize                  length);
/* the body ended */
SLUICE_API void     sluice_decoder_finish         (SluiceDecoder         *self);
/* the stream reached its own end without an error */
SLUICE_API gboolean sluice_decoder_is_complete    (SluiceDecoder         *self);

/* for implementations: an event, in order. Nothing follows an ERROR or a DONE. */
SLUICE_API void     sluice_decoder_emit           (SluiceDecoder           *self,
                                                   const SluiceStreamEvent *event);
/* for implementations: a wire event as it came, before what it means is emitted */
SLUICE_API void     sluice_decoder_frame          (SluiceDecoder           *self,
                                                   const char              *name,
                                                   const char              *data,
                                                   gsize                    length);

G_END_DECLS
