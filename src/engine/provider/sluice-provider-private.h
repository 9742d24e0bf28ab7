/* sluice-provider-private.h: how a provider is made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-provider.h"

G_BEGIN_DECLS

/* From a row of data/providers.json; NULL for one whose wire we do not have (transfer full). */
SluiceProvider *sluice_provider_new_for_row (JsonObject *row);

G_END_DECLS
