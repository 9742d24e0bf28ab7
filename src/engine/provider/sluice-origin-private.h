/* sluice-origin-private.h: who a URL leads to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* scheme://host:port of an address, always the same text for the same origin: lower case, without
 * the scheme's own port. NULL for what is no address (transfer full). */
char *sluice_origin_from_url (const char *url);

G_END_DECLS
