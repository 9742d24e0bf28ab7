/* sluice-wire-cohere-v1.c: Cohere's first protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-cohere-v1-private.h"

SLUICE_DEFINE_WIRE (CohereV1, cohere_v1)

static SluiceDecoder *
sluice_wire_cohere_v1_create_decoder (SluiceWire *wire,
                                      guint       http_status,
                                      gboolean    streamed)
{
  return sluice_cohere_v1_decoder_new (http_status);
}

static guint
sluice_wire_cohere_v1_recognize (SluiceWire *wire,
                                 const char *bytes,
                                 gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"event_type\"", "\"is_finished\"", NULL))
    return 96;
  if (sluice_wire_bytes_have (bytes, length, "\"generation_id\"", "\"chat_history\"", NULL))
    return 94;

  return 0;
}

static void
sluice_wire_cohere_v1_class_init (SluiceWireCohereV1Class *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "cohere-v1";
  wire_class->path = "/v1/chat";
  wire_class->create_decoder = sluice_wire_cohere_v1_create_decoder;
  wire_class->recognize = sluice_wire_cohere_v1_recognize;
}
