/* sluice-path.h: JSON Pointer (RFC 6901)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

SLUICE_API void   sluice_path_append_key   (GString     *path,
                                            const char  *key);
SLUICE_API void   sluice_path_append_index (GString     *path,
                                            guint        index);

G_END_DECLS
