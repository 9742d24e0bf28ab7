/* sluice-request-failure-private.h: why a request got no answer, and whether to send it again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-provider.h"
#include "wire/sluice-answer.h"

G_BEGIN_DECLS

typedef struct _SluiceRequestFailure SluiceRequestFailure;

struct _SluiceRequestFailure
{
  GError  *error;             /* owned: for people */
  char    *reason;            /* owned: a few words for why it is tried again ("Rate limited") */
  gint64   retry_after_ms;    /* what the provider asks for; -1 = nothing */
  gboolean temporary;         /* the same request may well be answered later */
};

/* provider is NULL in a replay. begun: the answer had begun */
SluiceRequestFailure *sluice_request_failure_new_for_error  (const GError         *error,
                                                             SluiceProvider       *provider,
                                                             gboolean              begun);
/* the body ended without the protocol's own end */
SluiceRequestFailure *sluice_request_failure_new_for_cut    (SluiceProvider       *provider);
/* more came than max_bytes */
SluiceRequestFailure *sluice_request_failure_new_for_flood  (SluiceProvider       *provider,
                                                             guint64               max_bytes);
/* status is 200 for an error inside a stream; key is taken out of the provider's words;
 * retry_after is the header, nullable */
SluiceRequestFailure *sluice_request_failure_new_for_answer (guint                 status,
                                                             SluiceAnswer         *answer,
                                                             SluiceProvider       *provider,
                                                             const char           *key,
                                                             const char           *retry_after);
void                  sluice_request_failure_free           (SluiceRequestFailure *self);

/* text without the key, nor what else starts like it (providers quote it in part) */
char                 *sluice_request_failure_redact         (const char           *text,
                                                             gsize                 length,
                                                             const char           *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceRequestFailure, sluice_request_failure_free)

G_END_DECLS
