/* sluice-sse.h: server-sent events (WHATWG HTML, section 9.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

#define SLUICE_SSE_ERROR (sluice_sse_error_quark ())

typedef enum
{
  SLUICE_SSE_ERROR_TOO_LONG,  /* one event is longer than any provider's */
} SluiceSseError;

#define SLUICE_TYPE_SSE (sluice_sse_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceSse, sluice_sse, SLUICE, SSE, GObject)

/* name: the event field, NULL when absent; data is NUL-terminated too. FALSE stops the push. */
typedef gboolean (*SluiceSseFunc) (const char *name,
                                   const char *data,
                                   gsize       length,
                                   gpointer    user_data);

SLUICE_API GQuark      sluice_sse_error_quark       (void);
SLUICE_API SluiceSse  *sluice_sse_new               (void);
SLUICE_API gboolean    sluice_sse_push              (SluiceSse      *self,
                                                     const char     *bytes,
                                                     gsize           length,
                                                     SluiceSseFunc   func,
                                                     gpointer        user_data,
                                                     GError        **error);
/* The standard drops an event without its blank line; providers leave it out, so we read it. */
SLUICE_API gboolean    sluice_sse_flush             (SluiceSse      *self,
                                                     SluiceSseFunc   func,
                                                     gpointer        user_data);
SLUICE_API const char *sluice_sse_get_last_event_id (SluiceSse      *self);
SLUICE_API gint64      sluice_sse_get_reconnection_time (SluiceSse  *self);

G_END_DECLS
