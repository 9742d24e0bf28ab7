/* sluice-draft-private.h: schemas of older drafts of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "json/sluice-node.h"

G_BEGIN_DECLS

/* The schema in draft 2020-12 where its "$schema" names draft 4, 6, 7 or 2019-09, or that of a part
 * of it does: the nodes have the places of what they were made from. NULL where it is written in the
 * newest draft. metaschema (nullable) is the "$schema" of one that has none. What cannot be converted
 * is told in diagnostics (nullable), at its place. (transfer full) */
SluiceNode *sluice_draft_convert (SluiceNode *root,
                                  const char *text,
                                  const char *metaschema,
                                  GListStore *diagnostics);

G_END_DECLS
