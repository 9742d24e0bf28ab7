/* sluice-wire-openai-responses.c: the responses protocol of OpenAI
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-openai-responses-private.h"

SLUICE_DEFINE_WIRE (OpenaiResponses, openai_responses)

static SluiceDecoder *
sluice_wire_openai_responses_create_decoder (SluiceWire *wire,
                                             guint       http_status,
                                             gboolean    streamed)
{
  return sluice_openai_responses_decoder_new (http_status);
}

static guint
sluice_wire_openai_responses_recognize (SluiceWire *wire,
                                        const char *bytes,
                                        gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"response.created\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"response.output_item.added\"", NULL))
    return 96;
  if (sluice_wire_bytes_have (bytes, length, "\"object\"", "\"response\"", "\"output\"",
                              "\"status\"", NULL))
    return 92;

  return 0;
}

static void
sluice_wire_openai_responses_class_init (SluiceWireOpenaiResponsesClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "openai-responses";
  wire_class->path = "/responses";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS | 1 << SLUICE_MODE_RESPONSES_TOOLS;
  wire_class->encode_request = sluice_openai_responses_encode_request;
  wire_class->decode_request = sluice_openai_responses_decode_request;
  wire_class->create_decoder = sluice_wire_openai_responses_create_decoder;
  wire_class->recognize = sluice_wire_openai_responses_recognize;
}
