/* sluice-reask-private.h: asking again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-wire.h"

G_BEGIN_DECLS

/* The default of SluiceWireClass.add_reask: right for every protocol that has tool messages. */
void sluice_reask_add (SluiceWire    *wire,
                       SluiceRequest *request,
                       SluiceAnswer  *answer,
                       const char    *problems);

G_END_DECLS
