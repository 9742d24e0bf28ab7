/* sluice-definition-private.h: how definitions are made, and found from a compiled position
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-definition.h"
#include "schema/sluice-references-private.h"

G_BEGIN_DECLS

/* schema: a schema in the document of references; its $ref is followed when something is asked. */
SluiceDefinition *sluice_definition_new         (SluiceReferences *references,
                                                 SluiceNode       *schema);
/* The schema itself, and what its $ref leads to. */
SluiceNode       *sluice_definition_get_source  (SluiceDefinition *self);
SluiceNode       *sluice_definition_get_target  (SluiceDefinition *self);
/* The innermost branch whose source or target is schema; NULL when there is none. */
SluiceDefinition *sluice_definition_find_branch (SluiceDefinition *self,
                                                 SluiceNode       *schema);

G_END_DECLS
