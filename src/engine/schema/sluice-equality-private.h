/* sluice-equality-private.h: whether two JSON values are the same
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node-private.h"

G_BEGIN_DECLS

/* As JSON Schema has it (core, section 4.2.2): 1, 1.0 and 1e0 are one number, and the order of an
 * object's members does not count. Both nodes are closed; they may be of different trees. */
gboolean sluice_equality_test (SluiceNode *a,
                               SluiceNode *b);
guint    sluice_equality_hash (SluiceNode *node);

G_END_DECLS
