/* sluice-lint-private.h: what is wrong in a schema that is good JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-diagnostic.h"
#include "schema/sluice-references-private.h"

G_BEGIN_DECLS

/* text is where the tree of references was read from. */
void sluice_lint_check (SluiceReferences *references,
                        const char       *text,
                        GListStore       *diagnostics);

G_END_DECLS
