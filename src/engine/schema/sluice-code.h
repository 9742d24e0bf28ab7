/* sluice-code.h: a schema as declarations of other languages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-schema.h"

G_BEGIN_DECLS

/* interfaces and types */
SLUICE_API char *sluice_schema_to_typescript (SluiceSchema *self);
/* Zod 4 schemas with the types that they infer */
SLUICE_API char *sluice_schema_to_zod        (SluiceSchema *self);

G_END_DECLS
