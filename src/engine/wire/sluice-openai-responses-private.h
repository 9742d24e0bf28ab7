/* sluice-openai-responses-private.h: the parts of the responses protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_openai_responses_new   (void);

#define SLUICE_TYPE_OPENAI_RESPONSES_DECODER (sluice_openai_responses_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceOpenaiResponsesDecoder, sluice_openai_responses_decoder, SLUICE,
                      OPENAI_RESPONSES_DECODER, SluiceEventDecoder)

SluiceDecoder *sluice_openai_responses_decoder_new (guint http_status);

JsonNode      *sluice_openai_responses_encode_request (SluiceWire     *wire,
                                                       SluiceRequest  *request,
                                                       GError        **error);
SluiceRequest *sluice_openai_responses_decode_request (SluiceWire     *wire,
                                                       JsonNode       *body,
                                                       GError        **error);

G_END_DECLS
