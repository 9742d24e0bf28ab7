/* sluice-wire-text-private.h: a model's plain text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-wire.h"

G_BEGIN_DECLS

SluiceWire *sluice_wire_text_new (void);

G_END_DECLS
