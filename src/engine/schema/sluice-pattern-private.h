/* sluice-pattern-private.h: the regular expressions of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Patterns are tried on the beginnings of a text after each of its first bytes; then where its length
 * doubles, so that all of it costs what its bytes cost (SEMANTICS.md, section 5). */
#define SLUICE_PATTERN_CLOSE_TRIES 64

typedef enum
{
  SLUICE_PATTERN_FAILS,
  SLUICE_PATTERN_MATCHES,
  SLUICE_PATTERN_GAVE_UP,  /* some patterns need more steps than anybody can wait for */
} SluicePatternResult;

/* What the beginning of a text says of all texts that begin so. */
typedef enum
{
  SLUICE_PREFIX_OPEN,
  SLUICE_PREFIX_DEAD,      /* none of them matches */
  SLUICE_PREFIX_SETTLED,   /* all of them match */
  SLUICE_PREFIX_LOST,      /* the pattern needs too many steps, and so it does on all of them */
} SluicePrefix;

/* pattern is of ECMA-262 with the "u" flag; it is found anywhere in a text unless anchored. */
GRegex  *sluice_pattern_compile (const char  *pattern,
                                 GError     **error);
SluicePatternResult sluice_pattern_match (GRegex *regex,
                                 const char  *text,
                                 gsize        length);
/* Whether there are texts that no match can begin with. */
gboolean sluice_pattern_can_die  (GRegex      *regex);
SluicePrefix sluice_pattern_try  (GRegex      *regex,
                                  const char  *text,
                                  gsize        length);
/* Of a text that is dead at to, and was not at from: the first character that no match can have. */
gsize    sluice_pattern_find_death (GRegex    *regex,
                                  const char  *text,
                                  gsize        from,
                                  gsize        to);
/* The end, within n bytes, of the character that the byte before length belongs to. */
gsize    sluice_pattern_complete (const char  *text,
                                  gsize        length,
                                  gsize        n);
/* A pattern that needs too many steps on a text does not match it. */
gboolean sluice_pattern_matches (GRegex      *regex,
                                 const char  *text,
                                 gsize        length);

G_END_DECLS
