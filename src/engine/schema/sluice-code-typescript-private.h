/* sluice-code-typescript-private.h: declarations of TypeScript, for those that write more around them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-code-private.h"

G_BEGIN_DECLS

void sluice_code_typescript_append_members     (SluiceCodeOutline *outline,
                                                JsonObject        *schema,
                                                const char        *indent,
                                                guint              depth,
                                                GString           *out);
void sluice_code_typescript_append_declaration (SluiceCodeOutline *outline,
                                                JsonNode          *node,
                                                const char        *name,
                                                GString           *out);

G_END_DECLS
