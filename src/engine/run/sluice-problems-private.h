/* sluice-problems-private.h: what was wrong with an answer, in the words of a reask
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-attempt-private.h"

G_BEGIN_DECLS

/* "path: message" lines; reason is why there is no value, where no rule of the schema is broken */
char          *sluice_problems_dup            (SluiceAttempt *attempt,
                                               const GError  *reason);
/* the request that asks again, in the shape the wire expects */
SluiceRequest *sluice_problems_create_request (SluiceAttempt *attempt,
                                               SluiceWire    *wire,
                                               SluiceRequest *request,
                                               const GError  *reason);

G_END_DECLS
