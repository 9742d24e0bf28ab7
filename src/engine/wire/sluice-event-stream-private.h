/* sluice-event-stream-private.h: the binary framing of AWS (application/vnd.amazon.eventstream)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_EVENT_STREAM_ERROR (sluice_event_stream_error_quark ())

typedef enum
{
  SLUICE_EVENT_STREAM_ERROR_CHECKSUM,  /* the bytes are not those that were sent */
  SLUICE_EVENT_STREAM_ERROR_LENGTH,    /* a message that is longer, or shorter, than one can be */
  SLUICE_EVENT_STREAM_ERROR_HEADER,    /* a header that runs over its end or is of no known type */
} SluiceEventStreamError;

/* The types of a header's value, by the numbers they have on the wire. */
typedef enum
{
  SLUICE_EVENT_HEADER_TRUE,
  SLUICE_EVENT_HEADER_FALSE,
  SLUICE_EVENT_HEADER_BYTE,
  SLUICE_EVENT_HEADER_INT16,
  SLUICE_EVENT_HEADER_INT32,
  SLUICE_EVENT_HEADER_INT64,
  SLUICE_EVENT_HEADER_BYTES,
  SLUICE_EVENT_HEADER_STRING,
  SLUICE_EVENT_HEADER_TIMESTAMP,  /* milliseconds since 1970 */
  SLUICE_EVENT_HEADER_UUID,
} SluiceEventHeaderType;

/* Borrowed from its message; neither the name nor the value is NUL-terminated. */
typedef struct
{
  SluiceEventHeaderType  type;
  const char            *name;
  gsize                  name_length;
  const guint8          *value;
  gsize                  length;   /* bytes of value */
} SluiceEventHeader;

/* Lives during the call it is given to; its checksums and headers are sound. */
typedef struct
{
  const guint8 *headers;
  gsize         headers_length;
  const char   *payload;
  gsize         length;    /* bytes of payload */
} SluiceEventMessage;

/* FALSE stops the push. */
typedef gboolean (*SluiceEventMessageFunc) (const SluiceEventMessage *message,
                                            gpointer                  user_data);

typedef struct _SluiceEventStream SluiceEventStream;

GQuark             sluice_event_stream_error_quark (void);
SluiceEventStream *sluice_event_stream_new         (void);
void               sluice_event_stream_free        (SluiceEventStream       *self);
/* FALSE with error set where the bytes are no event stream; nothing after that is read */
gboolean           sluice_event_stream_push        (SluiceEventStream       *self,
                                                    const char              *bytes,
                                                    gsize                    length,
                                                    SluiceEventMessageFunc   func,
                                                    gpointer                 user_data,
                                                    GError                 **error);

/* The header at *offset, which moves on to the next one; FALSE at the end. */
gboolean           sluice_event_message_next_header (const SluiceEventMessage *message,
                                                     gsize                    *offset,
                                                     SluiceEventHeader        *header);
/* The text of a header of that name; NULL where there is none (transfer full). */
char              *sluice_event_message_dup_string  (const SluiceEventMessage *message,
                                                     const char               *name);
/* The number of a header of a number's type. */
gint64             sluice_event_header_get_int      (const SluiceEventHeader  *header);

/* Appends a message; headers are name, value, name, value, …, NULL, all of them texts. */
void               sluice_event_stream_append       (GString                  *out,
                                                     const char *const        *headers,
                                                     const char               *payload,
                                                     gsize                     length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceEventStream, sluice_event_stream_free)

G_END_DECLS
