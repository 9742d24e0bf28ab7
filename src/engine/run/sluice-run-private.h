/* sluice-run-private.h: how runs are made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>
#include "run/sluice-run.h"
#include "run/sluice-transport.h"

G_BEGIN_DECLS

/* How a run behaves towards the network; a test makes the intervals short. */
typedef struct
{
  guint max_retries;      /* of one request, before the first byte of its answer */
  guint retry_delay_ms;   /* before the first of them; doubles, with jitter */
  guint retry_total_ms;   /* no retry begins later than this after the first try */
  guint idle_timeout_ms;  /* silence that ends the answer */
} SluiceRunPolicy;

#define SLUICE_RUN_POLICY_INIT { 2, 500, 60 * 1000, 300 * 1000 }

/* Both start on the next turn of the thread-default main context and keep themselves alive until
 * they have finished. key is NULL where the provider needs none. request is not copied: the caller
 * gives one that nobody changes any more, with its mode and model resolved. */
SluiceRun *sluice_run_new               (SluiceProvider        *provider,
                                         SluiceRequest         *request,
                                         SoupSession           *session,
                                         const char            *key,
                                         const SluiceRunPolicy *policy);
/* One attempt over what transport gives: a replay. "head" tells the status and the headers; whether
 * the body is streamed is read from its Content-Type, and from the request where there is none. */
SluiceRun *sluice_run_new_for_transport (SluiceWire            *wire,
                                         SluiceRequest         *request,
                                         SluiceTransport       *transport,
                                         gboolean               strict_json);

G_END_DECLS
