/* sluice-http-request-private.h: what is sent to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>
#include "provider/sluice-provider.h"
#include "run/sluice-attempt-private.h"

G_BEGIN_DECLS

char        *sluice_http_request_dup_headers (SluiceProvider *provider,
                                              SluiceRequest  *request);
/* Tells attempt what is sent, without the key. */
SoupMessage *sluice_http_request_create  (SluiceProvider  *provider,
                                          SluiceRequest   *request,
                                          const char      *key,
                                          SluiceAttempt   *attempt,
                                          GError         **error);

G_END_DECLS
