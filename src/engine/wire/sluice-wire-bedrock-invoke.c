/* sluice-wire-bedrock-invoke.c: the InvokeModel protocol of Amazon Bedrock
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-bedrock-invoke-private.h"

SLUICE_DEFINE_WIRE (BedrockInvoke, bedrock_invoke)

static SluiceDecoder *
sluice_wire_bedrock_invoke_create_decoder (SluiceWire *wire,
                                           guint       http_status,
                                           gboolean    streamed)
{
  return sluice_bedrock_invoke_decoder_new (http_status);
}

static guint
sluice_wire_bedrock_invoke_recognize (SluiceWire *wire,
                                      const char *bytes,
                                      gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, ":event-type", "chunk", "\"bytes\"", NULL))
    return 97;
  if (sluice_wire_bytes_have (bytes, length, "\"outputText\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"generation_token_count\"", NULL))
    return 90;

  return 0;
}

static void
sluice_wire_bedrock_invoke_class_init (SluiceWireBedrockInvokeClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "bedrock-invoke";
  wire_class->path = "/model/{model}/invoke";
  wire_class->create_decoder = sluice_wire_bedrock_invoke_create_decoder;
  wire_class->recognize = sluice_wire_bedrock_invoke_recognize;
}
