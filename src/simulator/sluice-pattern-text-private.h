/* sluice-pattern-text-private.h: a text that a regular expression matches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-random-private.h"

G_BEGIN_DECLS

/* NULL where the pattern needs more than literals, classes, groups, alternatives and counts (it has
 * look-arounds or back references), or where no match has a length in the range. */
char *sluice_pattern_text_make (const char   *pattern,
                                SluiceRandom *random,
                                guint         min_length,
                                guint         max_length);

G_END_DECLS
