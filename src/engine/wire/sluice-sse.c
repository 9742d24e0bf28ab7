/* sluice-sse.c: server-sent events (WHATWG HTML, section 9.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "wire/sluice-sse-private.h"

/* Bytes of one event: far more than a whole answer in a single event takes. */
#define MAX_EVENT (64 * 1024 * 1024)

static const char byte_order_mark[] = "\xEF\xBB\xBF";

struct _SluiceSse
{
  GObject        parent_instance;

  GString       *line;               /* owned: the line being collected, where a push cut it */
  GString       *data;               /* owned: data of the event being collected */
  GString       *name;               /* owned: its name, empty when absent */
  char          *id;                 /* owned: the id field so far, for this and later events */
  char          *last_event_id;      /* owned: what the last blank line made of id */
  gint64         reconnection_time;  /* ms, -1 = not told */

  SluiceSseFunc  field_func;         /* nullable: hears the fields the standard ignores */
  gpointer       field_data;

  guint          n_mark : 2;         /* bytes of the byte order mark matched so far */
  guint          begun : 1;          /* the byte order mark was seen, or is not there */
  guint          after_cr : 1;       /* last byte was CR: an LF now belongs to it */
  guint          has_data : 1;       /* the event being collected has a data field */
};

/**
 * SluiceSseFunc:
 * @name: (nullable): the name of the event, `NULL` where it has none
 * @data: its data; valid UTF-8 that may hold U+0000, and terminated too
 * @length: bytes of @data
 * @user_data: what was given with the function
 *
 * Hears of an event.
 *
 * Returns: `FALSE` to hear of no more
 */

/**
 * SluiceSseError:
 * @SLUICE_SSE_ERROR_TOO_LONG: an event is longer than any provider's
 *
 * What can be wrong with an event stream.
 */

/**
 * SluiceSse:
 *
 * Reads server-sent events (WHATWG HTML, section 9.2) from bytes in any split.
 */
G_DEFINE_FINAL_TYPE (SluiceSse, sluice_sse, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-sse-error-quark, sluice_sse_error)

/* How many of the bytes are ASCII before the first that is not. */
static gsize
ascii_span (const char *bytes,
            gsize       length)
{
  gsize n = 0;

  for (; length - n >= sizeof (guint64); n += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, bytes + n, sizeof word);
      if (word & G_GUINT64_CONSTANT (0x8080808080808080))
        break;
    }

  while (n < length && !(bytes[n] & 0x80))
    n++;

  return n;
}

/* Reads one character that is not ASCII (WHATWG Encoding, section 8.1.1, "UTF-8 decoder"): the
 * number of bytes it takes, or of those to replace by one U+FFFD, with *valid FALSE. */
static gsize
take_character (const guint8 *bytes,
                gsize         length,
                gboolean     *valid)
{
  guint8 low = 0x80, high = 0xBF;
  gsize needed;

  *valid = FALSE;

  if (bytes[0] >= 0xC2 && bytes[0] <= 0xDF)
    needed = 2;
  else if (bytes[0] >= 0xE0 && bytes[0] <= 0xEF)
    needed = 3;
  else if (bytes[0] >= 0xF0 && bytes[0] <= 0xF4)
    needed = 4;
  else
    return 1;

  if (bytes[0] == 0xE0)
    low = 0xA0;
  else if (bytes[0] == 0xED)
    high = 0x9F;
  else if (bytes[0] == 0xF0)
    low = 0x90;
  else if (bytes[0] == 0xF4)
    high = 0x8F;

  for (gsize i = 1; i < needed; i++)
    {
      if (i == length || bytes[i] < low || bytes[i] > high)
        return i;
      low = 0x80;
      high = 0xBF;
    }

  *valid = TRUE;
  return needed;
}

static void
append_decoded (GString    *out,
                const char *bytes,
                gsize       length)
{
  while (length > 0)
    {
      gsize n = ascii_span (bytes, length);

      if (n == 0)
        {
          gboolean valid;

          n = take_character ((const guint8 *) bytes, length, &valid);
          if (valid)
            g_string_append_len (out, bytes, n);
          else
            g_string_append (out, "\xEF\xBF\xBD");
        }
      else
        g_string_append_len (out, bytes, n);

      bytes += n;
      length -= n;
    }
}

static void
read_retry (SluiceSse  *self,
            const char *value,
            gsize       length)
{
  gint64 time = 0;

  if (length == 0)
    return;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return;
      if (time <= G_MAXINT32)
        time = time * 10 + g_ascii_digit_value (value[i]);
    }

  self->reconnection_time = time;
}

#define FIELD_IS(text) (name_length == strlen (text) && memcmp (name, text, strlen (text)) == 0)

/* Section 9.2.6, "process the field". FALSE to stop. */
static gboolean
process_field (SluiceSse  *self,
               const char *name,
               gsize       name_length,
               const char *value,
               gsize       length)
{
  if (FIELD_IS ("data"))
    {
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      append_decoded (self->data, value, length);
      self->has_data = TRUE;
    }
  else if (FIELD_IS ("event"))
    {
      g_string_truncate (self->name, 0);
      append_decoded (self->name, value, length);
    }
  else if (FIELD_IS ("id"))
    {
      if (memchr (value, '\0', length) == NULL)
        {
          g_autoptr(GString) id = g_string_new (NULL);

          append_decoded (id, value, length);
          g_free (self->id);
          self->id = g_strdup (id->str);
        }
    }
  else if (FIELD_IS ("retry"))
    read_retry (self, value, length);
  else if (self->field_func != NULL)
    {
      g_autofree char *field = g_utf8_make_valid (name, name_length);
      g_autoptr(GString) text = g_string_new (NULL);

      append_decoded (text, value, length);
      return self->field_func (field, text->str, text->len, self->field_data);
    }

  return TRUE;
}

/* Section 9.2.6, "dispatch the event". FALSE to stop. */
static gboolean
dispatch (SluiceSse     *self,
          SluiceSseFunc  func,
          gpointer       user_data)
{
  gboolean proceed = TRUE;

  if (g_strcmp0 (self->last_event_id, self->id) != 0)
    {
      g_free (self->last_event_id);
      self->last_event_id = g_strdup (self->id);
    }

  if (self->has_data)
    {
      proceed = func (self->name->len > 0 ? self->name->str : NULL,
                      self->data->str, self->data->len, user_data);
      g_string_truncate (self->data, 0);
      self->has_data = FALSE;
    }

  g_string_truncate (self->name, 0);

  return proceed;
}

/* Section 9.2.6, one line without its end. FALSE to stop. */
static gboolean
process_line (SluiceSse     *self,
              const char    *line,
              gsize          length,
              SluiceSseFunc  func,
              gpointer       user_data)
{
  const char *colon, *value;

  if (length == 0)
    return dispatch (self, func, user_data);

  colon = memchr (line, ':', length);
  if (colon == NULL)
    return process_field (self, line, length, "", 0);
  if (colon == line)
    return TRUE;

  value = colon + 1;
  if (value < line + length && *value == ' ')
    value++;

  return process_field (self, line, colon - line, value, line + length - value);
}

/* Drops the one byte order mark that may open the stream (section 9.2.5). The rest of the bytes
 * begins at what it returns. */
static const char *
skip_byte_order_mark (SluiceSse  *self,
                      const char *bytes,
                      const char *end)
{
  while (bytes < end && *bytes == byte_order_mark[self->n_mark])
    {
      bytes++;
      if (++self->n_mark == 3)
        {
          self->begun = TRUE;
          return bytes;
        }
    }

  if (bytes < end)
    {
      g_string_append_len (self->line, byte_order_mark, self->n_mark);
      self->begun = TRUE;
    }

  return bytes;
}

static gboolean
too_long (SluiceSse  *self,
          GError    **error)
{
  if (self->line->len + self->data->len <= MAX_EVENT)
    return FALSE;

  g_set_error (error, SLUICE_SSE_ERROR, SLUICE_SSE_ERROR_TOO_LONG,
               _("An event of the stream is longer than %u bytes"), (guint) MAX_EVENT);
  return TRUE;
}

static void
sluice_sse_finalize (GObject *object)
{
  SluiceSse *self = SLUICE_SSE (object);

  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->name, TRUE);
  g_free (self->id);
  g_free (self->last_event_id);

  G_OBJECT_CLASS (sluice_sse_parent_class)->finalize (object);
}

static void
sluice_sse_class_init (SluiceSseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_sse_finalize;
}

static void
sluice_sse_init (SluiceSse *self)
{
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->id = g_strdup ("");
  self->last_event_id = g_strdup ("");
  self->reconnection_time = -1;
}

/**
 * sluice_sse_new:
 *
 * Makes a reader of one event stream.
 *
 * Returns: (transfer full): a reader
 */
SluiceSse *
sluice_sse_new (void)
{
  return g_object_new (SLUICE_TYPE_SSE, NULL);
}

/**
 * sluice_sse_push:
 * @self: a reader
 * @bytes: (array length=length) (element-type guint8): the next bytes of the stream, in any split
 * @length: bytes of @bytes
 * @func: (scope call): called for each event that is now complete
 * @user_data: for @func
 * @error: return location for an error
 *
 * Reads more of the stream.
 *
 * A line ends in CR, LF or CRLF, and a CRLF may be cut between two pushes (WHATWG HTML, section
 * 9.2.5). Bytes that are not UTF-8 are replaced as the standard says.
 *
 * Returns: `TRUE`; `FALSE` if @func stopped it, or with `SLUICE_SSE_ERROR_TOO_LONG` set if an
 *   event is over the limit
 */
gboolean
sluice_sse_push (SluiceSse      *self,
                 const char     *bytes,
                 gsize           length,
                 SluiceSseFunc   func,
                 gpointer        user_data,
                 GError        **error)
{
  const char *end = bytes + length;
  const char *line_feed = NULL;  /* the next one at or after bytes; end where there is none */

  g_return_val_if_fail (SLUICE_IS_SSE (self), FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (!self->begun && length > 0)
    bytes = skip_byte_order_mark (self, bytes, end);

  while (bytes < end)
    {
      const char *stop;
      gboolean proceed;

      if (self->after_cr)
        {
          self->after_cr = FALSE;
          if (*bytes == '\n')
            {
              bytes++;
              continue;
            }
        }

      if (line_feed < bytes)
        line_feed = memchr (bytes, '\n', end - bytes);
      if (line_feed == NULL)
        line_feed = end;

      stop = memchr (bytes, '\r', line_feed - bytes);
      if (stop == NULL)
        stop = line_feed;

      if (stop == end)
        {
          g_string_append_len (self->line, bytes, end - bytes);
          return !too_long (self, error);
        }

      self->after_cr = *stop == '\r';

      if (self->line->len > 0)
        {
          g_string_append_len (self->line, bytes, stop - bytes);
          proceed = process_line (self, self->line->str, self->line->len, func, user_data);
          g_string_truncate (self->line, 0);
        }
      else
        proceed = process_line (self, bytes, stop - bytes, func, user_data);

      if (!proceed || too_long (self, error))
        return FALSE;

      bytes = stop + 1;
    }

  return TRUE;
}

/**
 * sluice_sse_flush:
 * @self: a reader
 * @func: (scope call): called for the event that the end of the stream cut off, if there is one
 * @user_data: for @func
 *
 * Ends the stream.
 *
 * The standard drops an event that its blank line did not complete; providers leave that line
 * out, so it is read.
 *
 * Returns: `FALSE` if @func returned `FALSE`
 */
gboolean
sluice_sse_flush (SluiceSse     *self,
                  SluiceSseFunc  func,
                  gpointer       user_data)
{
  gboolean proceed = TRUE;

  g_return_val_if_fail (SLUICE_IS_SSE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (self->line->len > 0)
    {
      proceed = process_line (self, self->line->str, self->line->len, func, user_data);
      g_string_truncate (self->line, 0);
    }

  return proceed && (!self->has_data || dispatch (self, func, user_data));
}

/**
 * sluice_sse_get_last_event_id:
 * @self: a reader
 *
 * The id that a client would give to resume the stream.
 *
 * Returns: the last event's id, empty when there was none
 */
const char *
sluice_sse_get_last_event_id (SluiceSse *self)
{
  g_return_val_if_fail (SLUICE_IS_SSE (self), NULL);

  return self->last_event_id;
}

/**
 * sluice_sse_get_reconnection_time:
 * @self: a reader
 *
 * How long the server asks a client to wait before it connects again.
 *
 * Returns: milliseconds, or -1 when the stream does not say
 */
gint64
sluice_sse_get_reconnection_time (SluiceSse *self)
{
  g_return_val_if_fail (SLUICE_IS_SSE (self), -1);

  return self->reconnection_time;
}

void
sluice_sse_set_field_func (SluiceSse     *self,
                           SluiceSseFunc  func,
                           gpointer       user_data)
{
  g_return_if_fail (SLUICE_IS_SSE (self));

  self->field_func = func;
  self->field_data = user_data;
}
