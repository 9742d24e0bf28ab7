/* sluice-wire-ollama.c: Ollama's own protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-ollama-private.h"

SLUICE_DEFINE_WIRE (Ollama, ollama)

static SluiceDecoder *
sluice_wire_ollama_create_decoder (SluiceWire *wire,
                                   guint       http_status,
                                   gboolean    streamed)
{
  return sluice_ollama_decoder_new (http_status);
}

static guint
sluice_wire_ollama_recognize (SluiceWire *wire,
                              const char *bytes,
                              gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"model\"", "\"created_at\"", "\"done\"", NULL))
    return 94;

  return 0;
}

static void
sluice_wire_ollama_class_init (SluiceWireOllamaClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "ollama";
  wire_class->path = "/api/chat";
  wire_class->stream_type = "application/x-ndjson";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_ollama_encode_request;
  wire_class->decode_request = sluice_ollama_decode_request;
  wire_class->create_decoder = sluice_wire_ollama_create_decoder;
  wire_class->recognize = sluice_wire_ollama_recognize;
}
