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
SLUICE_API void sluice_writer_append_node   (GString      *out,
                                             SluiceNode   *node,
                                             SluicePolicy  policy,
                                             guint         indent);

G_END_DECLS
