/* sluice-http-transport-private.h: an answer that comes over HTTP
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>
#include "run/sluice-transport.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_HTTP_TRANSPORT (sluice_http_transport_get_type ())
G_DECLARE_FINAL_TYPE (SluiceHttpTransport, sluice_http_transport, SLUICE, HTTP_TRANSPORT, SluiceTransport)

/* idle_timeout_ms: silence after which the answer ends with G_IO_ERROR_TIMED_OUT */
SluiceTransport *sluice_http_transport_new (SoupSession *session,
                                            SoupMessage *message,
                                            guint        idle_timeout_ms);

G_END_DECLS
