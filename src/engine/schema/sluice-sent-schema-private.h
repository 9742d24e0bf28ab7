/* sluice-sent-schema-private.h: making what a provider gets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-sent-schema.h"

G_BEGIN_DECLS

/* takes json and rewrites (element type SluiceRewrite) */
SluiceSentSchema *sluice_sent_schema_new (JsonNode   *json,
                                          GListStore *rewrites);

G_END_DECLS
