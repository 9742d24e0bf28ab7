/* sluice-outcome-private.h: what an answer amounts to, once it has ended
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-attempt-private.h"
#include "run/sluice-run.h"

G_BEGIN_DECLS

/* Whether what is there is all that was coming: the model came to an end, or the value is whole. */
gboolean      sluice_outcome_has_ended (SluiceAttempt    *attempt);
/* Whether the end is the model's own, so that a number at the root is complete. */
gboolean      sluice_outcome_is_clean  (SluiceAttempt    *attempt);
/* The outcome of an attempt that has ended and was finished (SEMANTICS.md, section 8), with an
 * error that says it to people; NULL for SLUICE_OUTCOME_COMPLETE. */
SluiceOutcome sluice_outcome_judge     (SluiceAttempt    *attempt,
                                        SluiceRequest    *request,
                                        SluiceItemPolicy  policy,
                                        GError          **error);
/* What the schema says against the value, in one line. */
GError       *sluice_outcome_describe_violations (SluiceAttempt *attempt);

G_END_DECLS
