/* sluice-reader-private.h: the text of a JSON Schema -> a tree, with what is wrong in the text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "json/sluice-node.h"
#include "schema/sluice-diagnostic.h"

G_BEGIN_DECLS

/* Never fails: problems are added to diagnostics. Gives the tree of what could be read, NULL when
 * that is nothing. (transfer full) */
SluiceNode *sluice_reader_read       (const char *text,
                                      GListStore *diagnostics);
/* The place of a member's name, in its quotes; of the value where there is no name. */
void        sluice_reader_locate_key (const char *text,
                                      SluiceNode *member,
                                      gsize      *start,
                                      gsize      *end);

G_END_DECLS
