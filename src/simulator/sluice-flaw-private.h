/* sluice-flaw-private.h: answers that break a rule of their schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

/* the check of the library says that the value follows the schema */
gboolean  sluice_flaw_is_absent (SluiceSchema *schema,
                                 JsonNode     *value);
/* The value with one thing changed so that it breaks a rule: a number out of its bounds, an option
 * that is none, a value of another type, or a member left out. NULL where the schema takes all
 * these (transfer full). */
JsonNode *sluice_flaw_make      (SluiceSchema *schema,
                                 JsonNode     *value);

G_END_DECLS
