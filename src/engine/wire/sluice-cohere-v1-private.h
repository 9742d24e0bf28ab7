/* sluice-cohere-v1-private.h: the parts of Cohere's first protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_cohere_v1_new   (void);

#define SLUICE_TYPE_COHERE_V1_DECODER (sluice_cohere_v1_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceCohereV1Decoder, sluice_cohere_v1_decoder, SLUICE, COHERE_V1_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_cohere_v1_decoder_new (guint http_status);

G_END_DECLS
