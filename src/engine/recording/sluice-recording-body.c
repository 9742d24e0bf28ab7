/* sluice-recording-body.c: a provider's response body, as a file keeps it -> a recording
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "json/sluice-parser.h"
#include "recording/sluice-recording-private.h"

/* A body brings no times: at this pace the tokens of an answer can be read along. */
#define EVENT_TIME_US 20000

/* Text that has no frames is cut into pieces like a tokenizer's. */
#define TOKEN_BYTES 8

typedef struct
{
  SluiceRecording *recording;
  GBytes          *bytes;
  gsize            start;     /* where the next chunk begins */
  gint64           time_us;
  gboolean         seen;      /* a frame has just come to its end */
} Cutter;

static void
cut (Cutter *cutter,
     gsize   end)
{
  g_autoptr(GBytes) chunk = NULL;

  if (end == cutter->start)
    return;

  chunk = g_bytes_new_from_bytes (cutter->bytes, cutter->start, end - cutter->start);
  cutter->time_us += EVENT_TIME_US;
  sluice_recording_add_chunk (cutter->recording, chunk, cutter->time_us);
  cutter->start = end;
}

static void
frame_cb (const char *name,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  ((Cutter *) user_data)->seen = TRUE;
}

static void
event_cb (const SluiceStreamEvent *event,
          gpointer                 user_data)
{
}

/* Only the decoder of a wire knows where its events end, so it is asked after every byte. */
static void
cut_at_frames (Cutter     *cutter,
               SluiceWire *wire)
{
  g_autoptr(SluiceDecoder) decoder = sluice_wire_create_decoder (wire, 200, TRUE);
  gsize size;
  const char *data = g_bytes_get_data (cutter->bytes, &size);

  sluice_decoder_set_func (decoder, event_cb, frame_cb, cutter);

  for (gsize i = 0; i < size; i++)
    {
      sluice_decoder_push (decoder, data + i, 1);
      if (!cutter->seen)
        continue;

      cutter->seen = FALSE;
      if (sluice_recording_get_n_chunks (cutter->recording) < SLUICE_RECORDING_MAX_CHUNKS)
        cut (cutter, i + 1);
    }

  cut (cutter, size);
}

/* Whole characters; a piece ends where a word does. */
static void
cut_at_words (Cutter *cutter)
{
  gsize size;
  const char *data = g_bytes_get_data (cutter->bytes, &size);

  for (gsize i = 1; i < size; i++)
    {
      gboolean starts_character = ((guchar) data[i] & 0xc0) != 0x80;
      gboolean starts_word = g_ascii_isspace (data[i]) || g_ascii_ispunct (data[i]);

      if (starts_character && (starts_word || i - cutter->start >= TOKEN_BYTES)
          && sluice_recording_get_n_chunks (cutter->recording) < SLUICE_RECORDING_MAX_CHUNKS)
        cut (cutter, i);
    }

  cut (cutter, size);
}

/* A body that is one JSON object was not streamed. (Gemini streams an array of them.) */
static gboolean
is_document (GBytes *bytes)
{
  g_autoptr(SluiceParser) parser = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize i = 0;

  while (i < size && g_ascii_isspace (data[i]))
    i++;
  if (i == size || data[i] != '{')
    return FALSE;

  parser = sluice_parser_new_strict ();

  return sluice_parser_push (parser, data, size, NULL) && sluice_parser_finish (parser, NULL);
}

static const char *
guess_content_type (GBytes   *bytes,
                    gboolean  whole)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (whole)
    return "application/json";

  if (size > 0 && *data == '{')
    return "application/x-ndjson";
  if (size > 0 && *data == '[')
    return "application/json";

  /* the highest byte of a length */
  return size > 0 && *data == '\0' ? "application/vnd.amazon.eventstream" : "text/event-stream";
}

/* [754, 505, …]: the bytes that came at once. Anything else, or lengths of another body, is let be. */
static void
cut_as_it_came (SluiceRecording *self,
                GBytes          *bytes,
                gsize            body_size)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize size, left = body_size;
  const char *data = g_bytes_get_data (bytes, &size);
  SluiceNode *root;

  if (!sluice_parser_push (parser, data, size, NULL) || !sluice_parser_finish (parser, NULL))
    return;

  root = sluice_parser_get_root (parser);
  if (sluice_node_get_node_type (root) != SLUICE_NODE_ARRAY)
    return;

  for (SluiceNode *child = sluice_node_get_first_child (root);
       child != NULL;
       child = sluice_node_get_next_sibling (child))
    {
      gint64 number;
      gsize length;

      if (sluice_node_get_node_type (child) != SLUICE_NODE_NUMBER
          || !sluice_node_get_int (child, &number) || number <= 0 || (guint64) number > left
          || lengths->len == SLUICE_RECORDING_MAX_CHUNKS)
        return;
      length = number;
      left -= length;
      g_array_append_val (lengths, length);
    }

  if (left == 0 && lengths->len > 0)
    sluice_recording_recut (self, lengths);
}

SluiceRecording *
sluice_recording_read_body (GBytes      *bytes,
                            SluiceWire  *wire,
                            GBytes      *request_body,
                            GBytes      *lengths,
                            GError     **error)
{
  g_autoptr(SluiceRecording) self = NULL;
  gboolean whole = is_document (bytes);
  Cutter cutter = { NULL, bytes, 0, 0, FALSE };

  if (wire == NULL)
    wire = sluice_wire_recognize (bytes);
  if (wire == NULL)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_UNKNOWN_WIRE,
                   _("This is neither a recording nor the answer of a provider that is known"));
      return NULL;
    }

  self = sluice_recording_new (wire, 200);
  cutter.recording = self;

  if (g_str_equal (sluice_wire_get_name (wire), "text"))
    {
      sluice_recording_set_headers (self, (const char *[]) { "content-type", "text/plain", NULL });
      cut_at_words (&cutter);
    }
  else
    {
      sluice_recording_set_headers (self, (const char *[]) {
        "content-type", guess_content_type (bytes, whole), NULL });
      if (whole)
        cut (&cutter, g_bytes_get_size (bytes));
      else
        cut_at_frames (&cutter, wire);
    }

  if (lengths != NULL)
    cut_as_it_came (self, lengths, g_bytes_get_size (bytes));
  if (request_body != NULL)
    sluice_recording_read_request (self, request_body, !whole);

  return g_steal_pointer (&self);
}
