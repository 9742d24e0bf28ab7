/* sluice-example-private.h: good answers that people wrote, for the examples that ship
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

/* The answer of an example, where the request is that of the example: its prompt word for word, and
 * a schema that the answer follows. NULL for any other (transfer full). */
JsonNode *sluice_example_find_answer (SluiceRequest *request);

G_END_DECLS
