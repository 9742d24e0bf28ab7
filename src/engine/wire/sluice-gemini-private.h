/* sluice-gemini-private.h: the parts of the Gemini protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_gemini_new   (void);

#define SLUICE_TYPE_GEMINI_DECODER (sluice_gemini_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceGeminiDecoder, sluice_gemini_decoder, SLUICE, GEMINI_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_gemini_decoder_new (guint http_status);

JsonNode      *sluice_gemini_encode_request (SluiceWire     *wire,
                                             SluiceRequest  *request,
                                             GError        **error);
SluiceRequest *sluice_gemini_decode_request (SluiceWire     *wire,
                                             JsonNode       *body,
                                             GError        **error);

G_END_DECLS
