/* sluice-readiness.h: whether an extraction can be run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

SluiceProvider *sluice_readiness_get_provider    (SluiceClient     *client,
                                                  SluiceExtraction *extraction);
const char     *sluice_readiness_get_missing_key (SluiceClient     *client,
                                                  SluiceExtraction *extraction);
char           *sluice_readiness_dup_problem     (SluiceClient     *client,
                                                  SluiceExtraction *extraction);

G_END_DECLS
