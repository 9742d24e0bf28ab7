/* sluice-writer.h: values -> JSON text (numbers keep their digits)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

SLUICE_API void sluice_writer_append_string (GString      *out,
                                             const char   *text,
                                             gssize        length);
/* of an object that is being written: a comma where another member came before, the key, a colon */
SLUICE_API void sluice_writer_append_key    (GString      *out,
                                             const char   *key);
/* the fewest digits that read back as the same number: 0.2; null for what is no number */
SLUICE_API void sluice_writer_append_double (GString      *out,
                                             gdouble       value);
SLUICE_API void sluice_writer_append_node   (GString      *out,
                                             SluiceNode   *node,
                                             SluicePolicy  policy,
                                             guint         indent);

G_END_DECLS
