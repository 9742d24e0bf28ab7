/* sluice-sigv4-private.h: requests to AWS, signed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is signed. All borrowed. */
typedef struct
{
  const char        *method;
  const char        *path;      /* as it is sent */
  const char        *query;     /* as it is sent, nullable */
  const char *const *headers;   /* name, value, name, value, …, NULL; with host and x-amz-date */
  const char        *body;
  gsize              length;    /* bytes of body */
} SluiceSigv4Request;

/* The value of the Authorization header (transfer full). date is "20150830T123600Z", the value of
 * x-amz-date. */
char *sluice_sigv4_sign        (const SluiceSigv4Request *request,
                                const char               *access_key,
                                const char               *secret_key,
                                const char               *region,
                                const char               *service,
                                const char               *date);
/* the same time in that form (transfer full) */
char *sluice_sigv4_format_date (GDateTime                *time);

G_END_DECLS
