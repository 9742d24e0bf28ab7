/* sluice-ollama-private.h: the parts of Ollama's own protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_ollama_new   (void);

#define SLUICE_TYPE_OLLAMA_DECODER (sluice_ollama_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceOllamaDecoder, sluice_ollama_decoder, SLUICE, OLLAMA_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_ollama_decoder_new (guint http_status);

JsonNode      *sluice_ollama_encode_request (SluiceWire     *wire,
                                             SluiceRequest  *request,
                                             GError        **error);
SluiceRequest *sluice_ollama_decode_request (SluiceWire     *wire,
                                             JsonNode       *body,
                                             GError        **error);

G_END_DECLS
