/* sluice-client.h: starts runs (one HTTP session, one set of keys, any number of runs at once)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-catalogue.h"
#include "provider/sluice-key-store.h"
#include "run/sluice-run.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CLIENT (sluice_client_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceClient, sluice_client, SLUICE, CLIENT, GObject)

SLUICE_API SluiceClient    *sluice_client_new           (void);
SLUICE_API SluiceCatalogue *sluice_client_get_catalogue (SluiceClient   *self);
SLUICE_API SluiceKeyStore  *sluice_client_get_key_store (SluiceClient   *self);
/* to a provider elsewhere than on this computer, without TLS: needs the person's consent */
SLUICE_API void             sluice_client_allow_plain_http (SluiceClient *self,
                                                            const char   *origin);
/* properties: max-sendings, retry-delay, retry-total, idle-timeout (ms), for all runs to come.
 * NULL with an error where the request cannot be sent at all (mode, key, schema). The run starts
 * on the next turn of the thread-default main context, so that handlers can be connected. */
SLUICE_API SluiceRun       *sluice_client_start         (SluiceClient   *self,
                                                         SluiceProvider *provider,
                                                         SluiceRequest  *request,
                                                         GError        **error);
/* what would be sent, without sending it */
SLUICE_API JsonNode        *sluice_client_preview       (SluiceClient   *self,
                                                         SluiceProvider *provider,
                                                         SluiceRequest  *request,
                                                         GError        **error);

G_END_DECLS
