/* sluice-sse-private.h: server-sent events beyond the standard
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-sse.h"

G_BEGIN_DECLS

/* A field that the standard has no meaning for. Some servers put an error into a line of its own,
 * "error: {…}", in the middle of a stream. FALSE stops the push. */
void sluice_sse_set_field_func (SluiceSse     *self,
                                SluiceSseFunc  func,
                                gpointer       user_data);

G_END_DECLS
