/* sluice-bedrock-invoke-private.h: the parts of the InvokeModel protocol of Amazon Bedrock
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_bedrock_invoke_new   (void);

#define SLUICE_TYPE_BEDROCK_INVOKE_DECODER (sluice_bedrock_invoke_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceBedrockInvokeDecoder, sluice_bedrock_invoke_decoder, SLUICE, BEDROCK_INVOKE_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_bedrock_invoke_decoder_new (guint http_status);

G_END_DECLS
