/* sluice-wire-cohere-v2.c: Cohere's protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-cohere-v2-private.h"

SLUICE_DEFINE_WIRE (CohereV2, cohere_v2)

static SluiceDecoder *
sluice_wire_cohere_v2_create_decoder (SluiceWire *wire,
                                      guint       http_status,
                                      gboolean    streamed)
{
  return sluice_cohere_v2_decoder_new (http_status);
}

static guint
sluice_wire_cohere_v2_recognize (SluiceWire *wire,
                                 const char *bytes,
                                 gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"message-start\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"content-delta\"", NULL))
    return 95;
  if (sluice_wire_bytes_have (bytes, length, "\"finish_reason\"", "\"message\"", "\"billed_units\"",
                              NULL))
    return 93;

  return 0;
}

static void
sluice_wire_cohere_v2_class_init (SluiceWireCohereV2Class *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "cohere-v2";
  wire_class->path = "/v2/chat";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_cohere_v2_encode_request;
  wire_class->decode_request = sluice_cohere_v2_decode_request;
  wire_class->create_decoder = sluice_wire_cohere_v2_create_decoder;
  wire_class->recognize = sluice_wire_cohere_v2_recognize;
}
