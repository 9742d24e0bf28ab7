/* sluice-body-private.h: the body of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* All take NULL, and give NULL for members that are not there or of another type. */
JsonObject *sluice_body_get_object (JsonObject *object,
                                    const char *name);
JsonArray  *sluice_body_get_array  (JsonObject *object,
                                    const char *name);
const char *sluice_body_get_string (JsonObject *object,
                                    const char *name);
/* A text, or a list of parts, of which those of text count, with a blank line between them
 * (transfer full). */
char       *sluice_body_read_text  (JsonNode   *content);

/* Writing: a list of strings (transfer full). */
JsonArray  *sluice_body_make_strings (const char *const *strings);

G_END_DECLS
