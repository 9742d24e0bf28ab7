/* sluice-schema-private.h: what the check needs of a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-program-private.h"
#include "schema/sluice-references-private.h"
#include "schema/sluice-schema.h"

G_BEGIN_DECLS

SluiceReferences *sluice_schema_get_references  (SluiceSchema *self);
/* The schema compiled, once for each way to take formats. */
SluiceProgram    *sluice_schema_get_program     (SluiceSchema *self,
                                                 SluiceFormats formats);
/* The property that hides the value in an object that we put around it ("content"), NULL where
 * there is none. Unlike a wrapper of items it does not show in the schema itself. */
const char       *sluice_schema_get_content_key (SluiceSchema *self);
/* The root is such an object. */
void              sluice_schema_set_has_content (SluiceSchema *self);
/* The schema of the array of an iterable wrapper, NULL where it is none. */
SluiceNode       *sluice_schema_get_list        (SluiceSchema *self);

G_END_DECLS
