/* sluice-wire-gemini.c: the generateContent protocol of Gemini and Vertex AI
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-gemini-private.h"

SLUICE_DEFINE_WIRE (Gemini, gemini)

static SluiceDecoder *
sluice_wire_gemini_create_decoder (SluiceWire *wire,
                                   guint       http_status,
                                   gboolean    streamed)
{
  return sluice_gemini_decoder_new (http_status);
}

static guint
sluice_wire_gemini_recognize (SluiceWire *wire,
                              const char *bytes,
                              gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"candidates\"", "\"content\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"candidates\"", "\"finishReason\"", NULL))
    return 94;
  if (sluice_wire_bytes_have (bytes, length, "\"promptFeedback\"", NULL))
    return 90;
  /* {"error":{"code":400,"message":…,"status":"INVALID_ARGUMENT"}} */
  if (sluice_wire_bytes_have (bytes, length, "\"error\"", "\"code\"", "\"status\"", "\"message\"",
                              NULL))
    return 46;

  return 0;
}

static void
sluice_wire_gemini_class_init (SluiceWireGeminiClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "gemini";
  wire_class->path = "/models/{model}:generateContent";
  wire_class->stream_path = "/models/{model}:streamGenerateContent?alt=sse";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_gemini_encode_request;
  wire_class->decode_request = sluice_gemini_decode_request;
  wire_class->create_decoder = sluice_wire_gemini_create_decoder;
  wire_class->recognize = sluice_wire_gemini_recognize;
}
