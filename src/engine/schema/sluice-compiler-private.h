/* sluice-compiler-private.h: the keywords of a schema -> the rules and edges of a position
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-program-private.h"

G_BEGIN_DECLS

typedef struct
{
  SluiceReferences *references;
  GPtrArray        *positions;  /* SluicePosition* (owned by the program), in order of their index */
  GHashTable       *by_schema;  /* owned: SluicePosition* -> itself, by source and scope */
  GHashTable       *scopes;     /* owned: SluiceScope* -> itself */
  const SluiceScope *scope;     /* of the position that is being filled; NULL at the root */
  SluiceFormats     formats;
} SluiceCompiler;

void sluice_compiler_init    (SluiceCompiler   *self,
                              SluiceReferences *references,
                              SluiceFormats     formats);
void sluice_compiler_clear   (SluiceCompiler   *self);

/* The position of a schema, made empty where it is new; path (taken) becomes that of the edge. */
void sluice_compiler_connect (SluiceCompiler *self,
                              SluiceEdge     *edge,
                              SluiceNode     *schema,
                              char           *path);
/* Reads the keywords of a position's schema; may add positions at the end. */
void sluice_compiler_fill    (SluiceCompiler *self,
                              SluicePosition *position);

G_END_DECLS
