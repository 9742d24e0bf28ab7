/* sluice-openai-chat-private.h: the parts of the chat completions protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_openai_chat_new        (void);
/* the protocol from before chat, whose answers the same decoder reads */
SluiceWire    *sluice_wire_openai_completions_new (void);

#define SLUICE_TYPE_OPENAI_CHAT_DECODER (sluice_openai_chat_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceOpenaiChatDecoder, sluice_openai_chat_decoder, SLUICE,
                      OPENAI_CHAT_DECODER, SluiceEventDecoder)

SluiceDecoder *sluice_openai_chat_decoder_new (guint          http_status);

SluiceEncoder *sluice_openai_chat_encoder_new (SluiceRequest *request);

JsonNode      *sluice_openai_chat_encode_request (SluiceWire     *wire,
                                                  SluiceRequest  *request,
                                                  GError        **error);
SluiceRequest *sluice_openai_chat_decode_request (SluiceWire     *wire,
                                                  JsonNode       *body,
                                                  GError        **error);

G_END_DECLS
