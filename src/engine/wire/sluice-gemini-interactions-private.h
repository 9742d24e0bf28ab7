/* sluice-gemini-interactions-private.h: the parts of the Interactions protocol of Gemini
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-event-decoder-private.h"
#include "wire/sluice-wire-private.h"

G_BEGIN_DECLS

SluiceWire    *sluice_wire_gemini_interactions_new   (void);

#define SLUICE_TYPE_GEMINI_INTERACTIONS_DECODER (sluice_gemini_interactions_decoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceGeminiInteractionsDecoder, sluice_gemini_interactions_decoder, SLUICE, GEMINI_INTERACTIONS_DECODER,
                      SluiceEventDecoder)

SluiceDecoder *sluice_gemini_interactions_decoder_new (guint http_status);

G_END_DECLS
