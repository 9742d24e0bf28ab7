/* sluice-curl.h: a request as a command for a terminal, without its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "sluice-macros.h"

G_BEGIN_DECLS

SLUICE_API char *sluice_curl_format (const char *url,
                                     const char *headers,
                                     JsonNode   *body,
                                     const char *key_variable,
                                     gboolean    with_prompt);

G_END_DECLS
