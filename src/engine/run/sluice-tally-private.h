/* sluice-tally-private.h: how many fields a value has, and how many of them are there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-value-private.h"

G_BEGIN_DECLS

/* Leaves that a definition promises; a list or a union that is not there yet counts as one. */
guint sluice_tally_promised (SluiceDefinition *definition);
/* Leaves of a value that are still to come or not complete: those on its open path. definition is
 * of the root; NULL without a schema. */
guint sluice_tally_open     (SluiceValue      *value,
                             SluiceDefinition *definition);

G_END_DECLS
