/* sluice-decoder.c: the bytes of one response body -> stream events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-decoder.h"

typedef struct
{
  SluiceStreamEventFunc func;      /* nullable */
  SluiceFrameFunc       frames;    /* nullable */
  gpointer              user_data;
  guint                 finished : 1;  /* the body ended */
  guint                 ended : 1;     /* an ERROR or a DONE was emitted */
  guint                 complete : 1;  /* it was a DONE */
} SluiceDecoderPrivate;

/**
 * SluiceFrameFunc:
 * @name: (nullable): the name of the wire event, `NULL` where it has none
 * @data: what it carries
 * @length: bytes of @data
 * @user_data: what was given with the function
 *
 * Hears of the events of a body as they came over the wire.
 */

/**
 * SluiceDecoder:
 *
 * Reads the body of one response, in any split, and tells what it says as [struct@StreamEvent]s.
 * Made by [method@Wire.create_decoder].
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceDecoder, sluice_decoder, G_TYPE_OBJECT)

static void
sluice_decoder_class_init (SluiceDecoderClass *klass)
{
}

static void
sluice_decoder_init (SluiceDecoder *self)
{
}

/**
 * sluice_decoder_set_func:
 * @self: a decoder
 * @func: (scope forever) (nullable): called for each stream event, in order
 * @frames: (scope forever) (nullable): called for each wire event, before what it means
 * @user_data: for both
 *
 * Says who hears of what the decoder finds. What the functions are given lives during the call.
 */
void
sluice_decoder_set_func (SluiceDecoder         *self,
                         SluiceStreamEventFunc  func,
                         SluiceFrameFunc        frames,
                         gpointer               user_data)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_DECODER (self));

  priv->func = func;
  priv->frames = frames;
  priv->user_data = user_data;
}

/**
 * sluice_decoder_push:
 * @self: a decoder
 * @bytes: (array length=length) (element-type guint8): the next bytes of the body, in any split
 * @length: bytes of @bytes
 *
 * Reads more of the body. Trouble with it is an event of kind `SLUICE_STREAM_ERROR`.
 */
void
sluice_decoder_push (SluiceDecoder *self,
                     const char    *bytes,
                     gsize          length)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_DECODER (self));
  g_return_if_fail (!priv->finished);

  if (length > 0)
    SLUICE_DECODER_GET_CLASS (self)->push (self, bytes, length);
}

/**
 * sluice_decoder_finish:
 * @self: a decoder
 *
 * Tells the decoder that the body ended, whether whole or cut off.
 */
void
sluice_decoder_finish (SluiceDecoder *self)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_DECODER (self));

  if (priv->finished)
    return;

  priv->finished = TRUE;
  SLUICE_DECODER_GET_CLASS (self)->finish (self);
}

/**
 * sluice_decoder_is_complete:
 * @self: a decoder
 *
 * Whether the answer reached the end that its protocol has for it, without an error.
 *
 * Returns: `TRUE` if it did
 */
gboolean
sluice_decoder_is_complete (SluiceDecoder *self)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_val_if_fail (SLUICE_IS_DECODER (self), FALSE);

  return priv->complete;
}

/**
 * sluice_decoder_emit:
 * @self: a decoder
 * @event: what was found
 *
 * Hands out an event. For implementations of decoders: once an answer has ended, by
 * `SLUICE_STREAM_ERROR` or `SLUICE_STREAM_DONE`, nothing more is handed out.
 */
void
sluice_decoder_emit (SluiceDecoder           *self,
                     const SluiceStreamEvent *event)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_DECODER (self));
  g_return_if_fail (event != NULL);

  if (priv->ended)
    return;

  if (event->kind == SLUICE_STREAM_ERROR || event->kind == SLUICE_STREAM_DONE)
    {
      priv->ended = TRUE;
      priv->complete = event->kind == SLUICE_STREAM_DONE;
    }

  if (priv->func != NULL)
    priv->func (event, priv->user_data);
}

/**
 * sluice_decoder_frame:
 * @self: a decoder
 * @name: (nullable): the name of the wire event
 * @data: what it carries
 * @length: bytes of @data
 *
 * Hands out a wire event as it came. For implementations of decoders.
 */
void
sluice_decoder_frame (SluiceDecoder *self,
                      const char    *name,
                      const char    *data,
                      gsize          length)
{
  SluiceDecoderPrivate *priv = sluice_decoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_DECODER (self));

  if (priv->frames != NULL)
    priv->frames (name, data, length, priv->user_data);
}
