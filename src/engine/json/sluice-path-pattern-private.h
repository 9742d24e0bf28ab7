/* sluice-path-pattern-private.h: JSON Pointers in which a step can be any
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

typedef struct _SluicePathPattern SluicePathPattern;

/* A pointer (RFC 6901) such as /people/3/name, whose steps are names, positions, or * for any of them.
 * NULL where the text is none. */
SluicePathPattern *sluice_path_pattern_new        (const char        *text);
void               sluice_path_pattern_free       (SluicePathPattern *self);
const char        *sluice_path_pattern_get_text   (SluicePathPattern *self);
guint              sluice_path_pattern_get_length (SluicePathPattern *self);   /* in steps */
/* Whether a step of the pattern is the one that a node takes from what it is in. */
gboolean           sluice_path_pattern_has_node   (SluicePathPattern *self,
                                                   guint              step,
                                                   SluiceNode        *node);
gboolean           sluice_path_pattern_has_index  (SluicePathPattern *self,
                                                   guint              step,
                                                   guint              index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePathPattern, sluice_path_pattern_free)

G_END_DECLS
