/* sluice-cohere-v2-private.h: the parts of Cohere's protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_cohere_v2_new   (void);

#define SLUICE_TYPE_COHERE_V2_DECODER (sluice_cohere_v2_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceCohereV2Decoder, sluice_cohere_v2_decoder, SLUICE, COHERE_V2_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_cohere_v2_decoder_new (guint http_status);

JsonNode      *sluice_cohere_v2_encode_request (SluiceWire     *wire,
                                                SluiceRequest  *request,
                                                GError        **error);
SluiceRequest *sluice_cohere_v2_decode_request (SluiceWire     *wire,
                                                JsonNode       *body,
                                                GError        **error);

G_END_DECLS
