/* sluice-wire-openai-completions.c: the completions protocol of OpenAI, from before chat
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-openai-chat-private.h"

SLUICE_DEFINE_WIRE (OpenaiCompletions, openai_completions)

static SluiceDecoder *
sluice_wire_openai_completions_create_decoder (SluiceWire *wire,
                                               guint       http_status,
                                               gboolean    streamed)
{
  return sluice_openai_chat_decoder_new (http_status);
}

static guint
sluice_wire_openai_completions_recognize (SluiceWire *wire,
                                          const char *bytes,
                                          gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"text_completion\"", "\"choices\"", NULL))
    return 96;

  return 0;
}

static void
sluice_wire_openai_completions_class_init (SluiceWireOpenaiCompletionsClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "openai-completions";
  wire_class->path = "/completions";
  wire_class->create_decoder = sluice_wire_openai_completions_create_decoder;
  wire_class->recognize = sluice_wire_openai_completions_recognize;
}
