/* sluice-strict-private.h: JSON Schema as providers want it for strict answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_STRICT_CLOSE = 1 << 0,    /* additionalProperties: false on every object */
  SLUICE_STRICT_REQUIRE = 1 << 1,  /* every property required; what was optional may be null */
  SLUICE_STRICT_REDUCE = 1 << 2,   /* without the keywords that a strict provider refuses */
} SluiceStrictFlags;

/* a changed copy (transfer full) */
JsonNode *sluice_strict_new (JsonNode          *schema,
                             SluiceStrictFlags  flags);

G_END_DECLS
