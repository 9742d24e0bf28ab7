/* sluice-event-stream.c: the binary framing of AWS (application/vnd.amazon.eventstream)
 *
 * A message is: its length and the length of its headers (4 bytes each, the first one of all of
 * it), a checksum of those 8 bytes, the headers, the payload, and a checksum of everything before
 * it. Numbers have their highest byte first, checksums are CRC-32 as in IEEE 802.3. A header is the
 * length of its name (1 byte), the name, the type of its value (1 byte) and the value; texts and
 * bytes have their length (2 bytes) before them. (Amazon Transcribe Developer Guide, "Event stream
 * encoding", and Smithy, "Amazon Event Stream Specification".)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-event-stream-private.h"

#define PRELUDE_LENGTH 12
#define CHECKSUM_LENGTH 4
/* Smithy: at most 24 MiB of payload and 128 KiB of headers */
#define MAX_PAYLOAD (24 * 1024 * 1024)
#define MAX_HEADERS (128 * 1024)
#define MAX_MESSAGE (PRELUDE_LENGTH + MAX_HEADERS + MAX_PAYLOAD + CHECKSUM_LENGTH)

struct _SluiceEventStream
{
  GByteArray *pending;         /* owned: the message that is being collected */
  gsize       message_length;  /* 0 while its prelude is not there */
  gboolean    failed;
};

G_DEFINE_QUARK (sluice-event-stream-error-quark, sluice_event_stream_error)

static const guint32 *
get_checksum_table (void)
{
  static guint32 table[256];
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      for (guint32 i = 0; i < G_N_ELEMENTS (table); i++)
        {
          guint32 value = i;

          for (guint bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (value & 1 ? 0xEDB88320u : 0);
          table[i] = value;
        }
      g_once_init_leave (&initialized, 1);
    }

  return table;
}

static guint32
make_checksum (const guint8 *bytes,
               gsize         length)
{
  const guint32 *table = get_checksum_table ();
  guint32 value = G_MAXUINT32;

  for (gsize i = 0; i < length; i++)
    value = (value >> 8) ^ table[(value ^ bytes[i]) & 0xFF];

  return ~value;
}

static guint64
read_number (const guint8 *bytes,
             guint         length)
{
  guint64 value = 0;

  for (guint i = 0; i < length; i++)
    value = value << 8 | bytes[i];

  return value;
}

static gboolean
fail (SluiceEventStream       *self,
      SluiceEventStreamError   code,
      const char              *message,
      GError                 **error)
{
  self->failed = TRUE;
  g_set_error_literal (error, SLUICE_EVENT_STREAM_ERROR, code, message);

  return FALSE;
}

/* Bytes of a value of a fixed length; -1 for those that tell it, -2 for types there are not. */
static int
get_value_length (guint8 type)
{
  static const gint8 lengths[] = { 0, 0, 1, 2, 4, 8, -1, -1, 8, 16 };

  return type < G_N_ELEMENTS (lengths) ? lengths[type] : -2;
}

/* Reads the header at *offset; FALSE where it is malformed. */
static gboolean
read_header (const guint8      *bytes,
             gsize              length,
             gsize             *offset,
             SluiceEventHeader *header)
{
  gsize at = *offset;
  int value_length;

  header->name_length = bytes[at++];
  if (header->name_length == 0 || header->name_length + 1 > length - at)
    return FALSE;
  header->name = (const char *) bytes + at;
  at += header->name_length;

  header->type = bytes[at];
  value_length = get_value_length (bytes[at++]);
  if (value_length == -1)
    {
      if (length - at < 2)
        return FALSE;
      value_length = (int) read_number (bytes + at, 2);
      at += 2;
    }
  if (value_length < 0 || (gsize) value_length > length - at)
    return FALSE;

  header->value = bytes + at;
  header->length = value_length;
  *offset = at + value_length;

  return TRUE;
}

static gboolean
check_headers (const guint8 *bytes,
               gsize         length)
{
  SluiceEventHeader header;
  gsize offset = 0;

  while (offset < length)
    {
      if (!read_header (bytes, length, &offset, &header))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_prelude (SluiceEventStream  *self,
              GError            **error)
{
  const guint8 *bytes = self->pending->data;
  gsize length = read_number (bytes, 4);
  gsize headers_length = read_number (bytes + 4, 4);

  if (make_checksum (bytes, 8) != read_number (bytes + 8, 4))
    return fail (self, SLUICE_EVENT_STREAM_ERROR_CHECKSUM,
                 _("The beginning of a message of the stream was damaged on its way"), error);
  if (length > MAX_MESSAGE || headers_length > MAX_HEADERS
      || length < PRELUDE_LENGTH + headers_length + CHECKSUM_LENGTH)
    return fail (self, SLUICE_EVENT_STREAM_ERROR_LENGTH,
                 _("A message of the stream has a length that it cannot have"), error);

  self->message_length = length;

  return TRUE;
}

static gboolean
read_message (SluiceEventStream       *self,
              SluiceEventMessageFunc   func,
              gpointer                 user_data,
              gboolean                *proceed,
              GError                 **error)
{
  const guint8 *bytes = self->pending->data;
  gsize headers_length = read_number (bytes + 4, 4);
  gsize checked = self->message_length - CHECKSUM_LENGTH;
  SluiceEventMessage message;

  if (make_checksum (bytes, checked) != read_number (bytes + checked, CHECKSUM_LENGTH))
    return fail (self, SLUICE_EVENT_STREAM_ERROR_CHECKSUM,
                 _("A message of the stream was damaged on its way"), error);

  message.headers = bytes + PRELUDE_LENGTH;
  message.headers_length = headers_length;
  message.payload = (const char *) message.headers + headers_length;
  message.length = checked - PRELUDE_LENGTH - headers_length;
  if (!check_headers (message.headers, headers_length))
    return fail (self, SLUICE_EVENT_STREAM_ERROR_HEADER,
                 _("A message of the stream has a header that cannot be read"), error);

  *proceed = func (&message, user_data);

  return TRUE;
}

/* Takes what is missing of a length from the bytes; TRUE once it is all there. */
static gboolean
collect (SluiceEventStream  *self,
         const char        **bytes,
         const char         *end,
         gsize               wanted)
{
  gsize n = MIN (wanted - self->pending->len, (gsize) (end - *bytes));

  g_byte_array_append (self->pending, (const guint8 *) *bytes, n);
  *bytes += n;

  return self->pending->len == wanted;
}

SluiceEventStream *
sluice_event_stream_new (void)
{
  SluiceEventStream *self = g_new0 (SluiceEventStream, 1);

  self->pending = g_byte_array_new ();

  return self;
}

void
sluice_event_stream_free (SluiceEventStream *self)
{
  g_byte_array_unref (self->pending);
  g_free (self);
}

gboolean
sluice_event_stream_push (SluiceEventStream       *self,
                          const char              *bytes,
                          gsize                    length,
                          SluiceEventMessageFunc   func,
                          gpointer                 user_data,
                          GError                 **error)
{
  const char *end = bytes + length;
  gboolean proceed = TRUE;

  while (bytes < end && proceed && !self->failed)
    {
      if (self->message_length == 0)
        {
          if (!collect (self, &bytes, end, PRELUDE_LENGTH))
            break;
          if (!read_prelude (self, error))
            return FALSE;
        }

      if (!collect (self, &bytes, end, self->message_length))
        break;
      if (!read_message (self, func, user_data, &proceed, error))
        return FALSE;

      self->message_length = 0;
      g_byte_array_set_size (self->pending, 0);
    }

  return TRUE;
}

gboolean
sluice_event_message_next_header (const SluiceEventMessage *message,
                                  gsize                    *offset,
                                  SluiceEventHeader        *header)
{
  return *offset < message->headers_length
         && read_header (message->headers, message->headers_length, offset, header);
}

char *
sluice_event_message_dup_string (const SluiceEventMessage *message,
                                 const char               *name)
{
  SluiceEventHeader header;
  gsize offset = 0;

  while (sluice_event_message_next_header (message, &offset, &header))
    {
      if (header.type == SLUICE_EVENT_HEADER_STRING && header.name_length == strlen (name)
          && memcmp (header.name, name, header.name_length) == 0)
        return g_utf8_make_valid ((const char *) header.value, header.length);
    }

  return NULL;
}

gint64
sluice_event_header_get_int (const SluiceEventHeader *header)
{
  guint64 value = read_number (header->value, header->length);
  guint unused = 64 - 8 * header->length;

  g_return_val_if_fail (header->length > 0 && header->length <= 8, 0);

  return (gint64) (value << unused) >> unused;  /* the sign is that of the highest byte */
}

static void
append_number (GString *out,
               guint64  value,
               guint    length)
{
  for (guint i = length; i > 0; i--)
    g_string_append_c (out, (char) (value >> (8 * (i - 1)) & 0xFF));
}

void
sluice_event_stream_append (GString            *out,
                            const char *const  *headers,
                            const char         *payload,
                            gsize               length)
{
  gsize start = out->len;
  gsize headers_length = 0;
  const guint8 *bytes;

  for (guint i = 0; headers[i] != NULL; i += 2)
    headers_length += 1 + strlen (headers[i]) + 1 + 2 + strlen (headers[i + 1]);

  append_number (out, PRELUDE_LENGTH + headers_length + length + CHECKSUM_LENGTH, 4);
  append_number (out, headers_length, 4);
  bytes = (const guint8 *) out->str + start;
  append_number (out, make_checksum (bytes, out->len - start), 4);

  for (guint i = 0; headers[i] != NULL; i += 2)
    {
      append_number (out, strlen (headers[i]), 1);
      g_string_append (out, headers[i]);
      append_number (out, SLUICE_EVENT_HEADER_STRING, 1);
      append_number (out, strlen (headers[i + 1]), 2);
      g_string_append (out, headers[i + 1]);
    }
  g_string_append_len (out, payload, length);

  bytes = (const guint8 *) out->str + start;
  append_number (out, make_checksum (bytes, out->len - start), 4);
}
