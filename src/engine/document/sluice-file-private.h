/* sluice-file-private.h: reading files that may be anything
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All of the file; an error where it is longer than max_bytes (also one that never ends). */
GBytes *sluice_file_load     (GFile         *file,
                              gsize          max_bytes,
                              GCancellable  *cancellable,
                              GError       **error);

/* its name for people (transfer full) */
char   *sluice_file_dup_name (GFile         *file);

G_END_DECLS
