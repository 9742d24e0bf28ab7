/* sluice-json-text-private.h: complete JSON documents between our tree, json-glib's and text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "json/sluice-node.h"

G_BEGIN_DECLS

/* A closed node as json-glib has it: 64-bit integers, else doubles. */
JsonNode *sluice_json_text_to_json (SluiceNode *node);
/* As text; doubles in the fewest digits that read back the same, always with a point or exponent. */
char     *sluice_json_text_print   (JsonNode   *json,
                                    guint       indent);

G_END_DECLS
