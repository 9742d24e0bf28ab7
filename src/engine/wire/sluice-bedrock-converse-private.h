/* sluice-bedrock-converse-private.h: the parts of the Converse protocol of Amazon Bedrock
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_bedrock_converse_new   (void);

#define SLUICE_TYPE_BEDROCK_CONVERSE_DECODER (sluice_bedrock_converse_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceBedrockConverseDecoder, sluice_bedrock_converse_decoder, SLUICE, BEDROCK_CONVERSE_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_bedrock_converse_decoder_new (guint http_status);

JsonNode      *sluice_bedrock_converse_encode_request (SluiceWire     *wire,
                                                       SluiceRequest  *request,
                                                       GError        **error);
SluiceRequest *sluice_bedrock_converse_decode_request (SluiceWire     *wire,
                                                       JsonNode       *body,
                                                       GError        **error);

G_END_DECLS
