/* sluice-wire-gemini-interactions.c: the Interactions protocol of Gemini
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-gemini-interactions-private.h"

SLUICE_DEFINE_WIRE (GeminiInteractions, gemini_interactions)

static SluiceDecoder *
sluice_wire_gemini_interactions_create_decoder (SluiceWire *wire,
                                                guint       http_status,
                                                gboolean    streamed)
{
  return sluice_gemini_interactions_decoder_new (http_status);
}

static guint
sluice_wire_gemini_interactions_recognize (SluiceWire *wire,
                                           const char *bytes,
                                           gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"interaction\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"interaction.created\"", NULL))
    return 96;

  return 0;
}

static void
sluice_wire_gemini_interactions_class_init (SluiceWireGeminiInteractionsClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "gemini-interactions";
  wire_class->path = "/interactions";
  wire_class->create_decoder = sluice_wire_gemini_interactions_create_decoder;
  wire_class->recognize = sluice_wire_gemini_interactions_recognize;
}
