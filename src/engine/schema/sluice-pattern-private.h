/* sluice-pattern-private.h: the regular expressions of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* pattern is of ECMA-262 with the "u" flag; it is found anywhere in a text unless anchored. */
GRegex  *sluice_pattern_compile (const char  *pattern,
                                 GError     **error);
/* A pattern that needs too many steps on a text does not match it. */
gboolean sluice_pattern_matches (GRegex      *regex,
                                 const char  *text,
                                 gsize        length);

G_END_DECLS
