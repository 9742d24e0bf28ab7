/* sluice-encoder.c: stream events -> the bytes of one response body
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-encoder.h"

typedef struct
{
  char *content_type;  /* owned, nullable: where it is not that of the class */
} SluiceEncoderPrivate;

/**
 * SluiceEncoder:
 *
 * Writes the body of one response from what it shall say. Made by [method@Wire.create_encoder].
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceEncoder, sluice_encoder, G_TYPE_OBJECT)

static void
sluice_encoder_finalize (GObject *object)
{
  SluiceEncoderPrivate *priv = sluice_encoder_get_instance_private (SLUICE_ENCODER (object));

  g_free (priv->content_type);

  G_OBJECT_CLASS (sluice_encoder_parent_class)->finalize (object);
}

static void
sluice_encoder_class_init (SluiceEncoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_encoder_finalize;
}

static void
sluice_encoder_init (SluiceEncoder *self)
{
}

/**
 * sluice_encoder_get_content_type:
 * @self: an encoder
 *
 * The content type of the body.
 *
 * An error that comes before anything else makes the body plain JSON, so this is asked when the
 * first bytes are there.
 *
 * Returns: a content type such as `text/event-stream`
 */
const char *
sluice_encoder_get_content_type (SluiceEncoder *self)
{
  SluiceEncoderPrivate *priv = sluice_encoder_get_instance_private (self);

  g_return_val_if_fail (SLUICE_IS_ENCODER (self), NULL);

  if (priv->content_type != NULL)
    return priv->content_type;

  return SLUICE_ENCODER_GET_CLASS (self)->content_type;
}

/**
 * sluice_encoder_set_content_type:
 * @self: an encoder
 * @content_type: (nullable): a content type, or `NULL` for that of the class
 *
 * Says of what type this body is. For implementations of encoders.
 */
void
sluice_encoder_set_content_type (SluiceEncoder *self,
                                 const char    *content_type)
{
  SluiceEncoderPrivate *priv = sluice_encoder_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_ENCODER (self));

  g_free (priv->content_type);
  priv->content_type = g_strdup (content_type);
}

/**
 * sluice_encoder_encode:
 * @self: an encoder
 * @event: the next event of the answer
 *
 * Writes an event in the words of the protocol.
 *
 * An answer begins with `SLUICE_STREAM_STARTED` and ends with `SLUICE_STREAM_DONE`; one that is
 * cut off just ends. The usage may come at any time before the end.
 *
 * Returns: (transfer full): what to send, maybe no bytes
 */
GBytes *
sluice_encoder_encode (SluiceEncoder           *self,
                       const SluiceStreamEvent *event)
{
  GString *out;

  g_return_val_if_fail (SLUICE_IS_ENCODER (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);

  out = g_string_new (NULL);
  SLUICE_ENCODER_GET_CLASS (self)->encode (self, event, out);

  return g_string_free_to_bytes (out);
}
