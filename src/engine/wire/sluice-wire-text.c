/* sluice-wire-text.c: a model's plain text, without any protocol around it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-wire-text-private.h"

/* The decoder: what is pushed is the text, in the same split. */

#define SLUICE_TYPE_TEXT_DECODER (sluice_text_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceTextDecoder, sluice_text_decoder, SLUICE, TEXT_DECODER, SluiceDecoder)

struct _SluiceTextDecoder
{
  SluiceDecoder parent_instance;
};

G_DEFINE_FINAL_TYPE (SluiceTextDecoder, sluice_text_decoder, SLUICE_TYPE_DECODER)

static void
sluice_text_decoder_push (SluiceDecoder *decoder,
                          const char    *bytes,
                          gsize          length)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TEXT, .text = bytes, .length = length };

  sluice_decoder_frame (decoder, NULL, bytes, length);
  sluice_decoder_emit (decoder, &event);
}

static void
sluice_text_decoder_finish (SluiceDecoder *decoder)
{
  SluiceStreamEvent finished = { SLUICE_STREAM_FINISHED, .finish = SLUICE_FINISH_STOP };
  SluiceStreamEvent done = { SLUICE_STREAM_DONE };

  sluice_decoder_emit (decoder, &finished);
  sluice_decoder_emit (decoder, &done);
}

static void
sluice_text_decoder_class_init (SluiceTextDecoderClass *klass)
{
  SluiceDecoderClass *decoder_class = SLUICE_DECODER_CLASS (klass);

  decoder_class->push = sluice_text_decoder_push;
  decoder_class->finish = sluice_text_decoder_finish;
}

static void
sluice_text_decoder_init (SluiceTextDecoder *self)
{
}

/* The wire: it can be read, and nobody can be asked in it. */

#define SLUICE_TYPE_WIRE_TEXT (sluice_wire_text_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWireText, sluice_wire_text, SLUICE, WIRE_TEXT, SluiceWire)

struct _SluiceWireText
{
  SluiceWire parent_instance;
};

G_DEFINE_FINAL_TYPE (SluiceWireText, sluice_wire_text, SLUICE_TYPE_WIRE)

static SluiceDecoder *
sluice_wire_text_create_decoder (SluiceWire *wire,
                                 guint       http_status,
                                 gboolean    streamed)
{
  return g_object_new (SLUICE_TYPE_TEXT_DECODER, NULL);
}

static void
sluice_wire_text_class_init (SluiceWireTextClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "text";
  wire_class->path = "";
  wire_class->create_decoder = sluice_wire_text_create_decoder;
}

static void
sluice_wire_text_init (SluiceWireText *self)
{
}

SluiceWire *
sluice_wire_text_new (void)
{
  return g_object_new (SLUICE_TYPE_WIRE_TEXT, NULL);
}
