/* sluice-pattern-private.h: the regular expressions of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_PATTERN_FAILS,
  SLUICE_PATTERN_MATCHES,
  SLUICE_PATTERN_GAVE_UP,  /* some patterns need more steps than anybody can wait for */
} SluicePatternResult;

/* pattern is of ECMA-262 with the "u" flag; it is found anywhere in a text unless anchored. */
GRegex  *sluice_pattern_compile (const char  *pattern,
                                 GError     **error);
SluicePatternResult sluice_pattern_match (GRegex *regex,
                                 const char  *text,
                                 gsize        length);
/* A pattern that needs too many steps on a text does not match it. */
gboolean sluice_pattern_matches (GRegex      *regex,
                                 const char  *text,
                                 gsize        length);

G_END_DECLS
