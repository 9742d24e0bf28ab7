/* sluice-redaction-private.h: what must not get into a file: keys, cookies, passwords
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

/* TRUE for the name of a header or member whose value is a secret ("x-api-key", "password") */
gboolean  sluice_redaction_hides       (const char *name);
/* the node as JSON, without the members whose values are secrets */
void      sluice_redaction_append_node (GString    *out,
                                        SluiceNode *node);
/* TRUE when a word of the text is such a name: for what is not JSON */
gboolean  sluice_redaction_is_mentioned (const char *text);
/* the same as append_node of a text; NULL when it is not JSON (transfer full) */
char     *sluice_redaction_apply       (const char *json);

G_END_DECLS
