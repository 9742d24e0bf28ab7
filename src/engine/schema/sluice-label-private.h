/* sluice-label-private.h: a type in words for people
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-definition.h"

G_BEGIN_DECLS

char *sluice_label_for_definition (SluiceDefinition *definition);

G_END_DECLS
