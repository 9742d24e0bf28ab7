/* sluice-wire-bedrock-converse.c: the Converse protocol of Amazon Bedrock
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-bedrock-converse-private.h"

SLUICE_DEFINE_WIRE (BedrockConverse, bedrock_converse)

static SluiceDecoder *
sluice_wire_bedrock_converse_create_decoder (SluiceWire *wire,
                                             guint       http_status,
                                             gboolean    streamed)
{
  return sluice_bedrock_converse_decoder_new (http_status);
}

static guint
sluice_wire_bedrock_converse_recognize (SluiceWire *wire,
                                        const char *bytes,
                                        gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, ":event-type", "messageStart", NULL)
      || sluice_wire_bytes_have (bytes, length, ":event-type", "contentBlock", NULL))
    return 96;
  if (sluice_wire_bytes_have (bytes, length, "\"output\"", "\"message\"", "\"stopReason\"", NULL))
    return 93;

  return 0;
}

static void
sluice_wire_bedrock_converse_class_init (SluiceWireBedrockConverseClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "bedrock-converse";
  wire_class->path = "/model/{model}/converse";
  wire_class->stream_type = "application/vnd.amazon.eventstream";
  wire_class->stream_path = "/model/{model}/converse-stream";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_bedrock_converse_encode_request;
  wire_class->decode_request = sluice_bedrock_converse_decode_request;
  wire_class->create_decoder = sluice_wire_bedrock_converse_create_decoder;
  wire_class->recognize = sluice_wire_bedrock_converse_recognize;
}
