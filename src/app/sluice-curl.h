/* sluice-curl.h: a request as a command for a terminal, without its key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

char *sluice_curl_format (const char *url,
                          const char *headers,
                          JsonNode   *body,
                          const char *key_variable,
                          gboolean    with_prompt);

G_END_DECLS
