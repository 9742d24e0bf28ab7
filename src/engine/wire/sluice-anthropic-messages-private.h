/* sluice-anthropic-messages-private.h: the parts of the messages protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_anthropic_messages_new   (void);

#define SLUICE_TYPE_ANTHROPIC_MESSAGES_DECODER (sluice_anthropic_messages_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceAnthropicMessagesDecoder, sluice_anthropic_messages_decoder, SLUICE,
                      ANTHROPIC_MESSAGES_DECODER, SluiceEventDecoder)

SluiceDecoder *sluice_anthropic_messages_decoder_new (guint          http_status);

SluiceEncoder *sluice_anthropic_messages_encoder_new (SluiceRequest *request);

JsonNode      *sluice_anthropic_messages_encode_request (SluiceWire     *wire,
                                                         SluiceRequest  *request,
                                                         GError        **error);
SluiceRequest *sluice_anthropic_messages_decode_request (SluiceWire     *wire,
                                                         JsonNode       *body,
                                                         GError        **error);

G_END_DECLS
