/* sluice-fields-private.h: reading the members of a wire's JSON objects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

/* Finds several members at once, which is what the events of a stream are read with: found[i] is
 * the member names[i], NULL where it is not there or null. */
void        sluice_fields_collect    (SluiceNode        *object,
                                      const char *const *names,
                                      guint              n_names,
                                      SluiceNode       **found);

/* All take NULL, and members of another type, for members that are not there. */
SluiceNode *sluice_fields_get_object (SluiceNode *object,
                                      const char *name);
SluiceNode *sluice_fields_get_array  (SluiceNode *object,
                                      const char *name);
const char *sluice_fields_get_string (SluiceNode *object,
                                      const char *name);
/* as get_string, but NULL for an empty string too */
const char *sluice_fields_get_word   (SluiceNode *object,
                                      const char *name);
gint64      sluice_fields_get_int    (SluiceNode *object,
                                      const char *name,
                                      gint64      missing);
/* a count of tokens: the first of the names that is there; -1 where none is */
gint64      sluice_fields_get_count  (SluiceNode *object,
                                      ...) G_GNUC_NULL_TERMINATED;
/* of a node itself */
const char *sluice_fields_to_word    (SluiceNode *node);
gint64      sluice_fields_to_int     (SluiceNode *node,
                                      gint64      missing);
/* whether it is the literal true */
gboolean    sluice_fields_is_true    (SluiceNode *node);
gboolean    sluice_fields_is_string  (SluiceNode *node);
gboolean    sluice_fields_is_object  (SluiceNode *node);
gboolean    sluice_fields_is_array   (SluiceNode *node);

G_END_DECLS
