/* bench-stream.c: from a provider's stream to values: our share, and the whole way over loopback
 *
 * Usage: bench-stream FOLDER [--memory]
 *
 * FOLDER holds stream.sse of generate.py: 56,000 events of 256 bytes. First they are read from
 * memory, which shows what our own code costs for each; then they come from a server in a thread of
 * this program, one HTTP chunk for each event, as fast as they are taken, and are read by others
 * and by us. --memory leaves that out, for counting instructions with
 * `valgrind --tool=callgrind --toggle-collect=read_memory`.
 *
 * A table goes to standard output, and JSON lines with the same figures to FOLDER/stream.jsonl.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define N_READINGS  5

/* As much as a read from the network gives at most. */
#define READ_BYTES  (64 * 1024)

typedef struct
{
  char        *text;
  gsize        length;
  GPtrArray   *events;    /* GBytes, each with its empty line */
  SluiceSchema *schema;
  guint16      port;
  char        *url;
} Stream;

/* What becomes of the bytes. */
typedef struct
{
  const char *name;
  gpointer  (*begin) (Stream *stream);
  void      (*push)  (gpointer reader, const char *bytes, gsize length);
  void      (*end)   (gpointer reader);
} Reader;

/* --- nothing becomes of them */

static gpointer
count_begin (Stream *stream)
{
  return g_new0 (gsize, 1);
}

static void
count_push (gpointer    reader,
            const char *bytes,
            gsize       length)
{
  *(gsize *) reader += length;
}

/* --- the framing alone, and with a document parser for each event */

typedef struct
{
  SluiceSse  *sse;
  JsonParser *parser;   /* NULL: only framing */
  guint       n_events;
} SseReader;

static gboolean
take_event (const char *name,
            const char *data,
            gsize       length,
            gpointer    user_data)
{
  SseReader *reader = user_data;

  reader->n_events++;
  if (reader->parser != NULL && *data == '{')
    {
      JsonObject *event, *delta;
      JsonArray *choices;

      json_parser_load_from_data (reader->parser, data, length, NULL);
      event = json_node_get_object (json_parser_get_root (reader->parser));
      choices = json_object_get_array_member (event, "choices");
      delta = json_object_get_object_member (json_array_get_object_element (choices, 0), "delta");
      reader->n_events += json_object_has_member (delta, "content");
    }

  return TRUE;
}

static gpointer
sse_begin (Stream *stream)
{
  SseReader *reader = g_new0 (SseReader, 1);

  reader->sse = sluice_sse_new ();
  return reader;
}

static gpointer
json_glib_begin (Stream *stream)
{
  SseReader *reader = sse_begin (stream);

  reader->parser = json_parser_new ();
  return reader;
}

static void
sse_push (gpointer    reader,
          const char *bytes,
          gsize       length)
{
  sluice_sse_push (((SseReader *) reader)->sse, bytes, length, take_event, reader, NULL);
}

static void
sse_end (gpointer data)
{
  SseReader *reader = data;

  g_assert_cmpuint (reader->n_events, >=, 56000);
  g_clear_object (&reader->sse);
  g_clear_object (&reader->parser);
  g_free (reader);
}

/* --- ours: text deltas, and the value that they make */

typedef struct
{
  SluiceDecoder *decoder;
  SluiceParser  *parser;
  SluiceCheck   *check;    /* NULL: no schema */
  guint          n_events;
} ValueReader;

static void
take_delta (const SluiceStreamEvent *event,
            gpointer                 user_data)
{
  ValueReader *reader = user_data;

  if (event->kind != SLUICE_STREAM_TEXT)
    return;

  reader->n_events++;
  if (reader->parser != NULL)
    {
      sluice_parser_set_arrival (reader->parser, reader->n_events * 12345, reader->n_events);
      sluice_parser_push (reader->parser, event->text, event->length, NULL);
    }
}

static gpointer
decoder_begin (Stream *stream)
{
  ValueReader *reader = g_new0 (ValueReader, 1);

  reader->decoder = sluice_wire_create_decoder (sluice_wire_lookup ("openai-chat"), 200, TRUE);
  sluice_decoder_set_func (reader->decoder, take_delta, NULL, reader);
  return reader;
}

static gpointer
value_begin (Stream *stream)
{
  ValueReader *reader = decoder_begin (stream);

  reader->parser = sluice_parser_new ();
  return reader;
}

static gpointer
check_begin (Stream *stream)
{
  ValueReader *reader = value_begin (stream);

  reader->check = sluice_check_new (stream->schema, reader->parser);
  return reader;
}

static void
value_push (gpointer    reader,
            const char *bytes,
            gsize       length)
{
  sluice_decoder_push (((ValueReader *) reader)->decoder, bytes, length);
}

static void
value_end (gpointer data)
{
  ValueReader *reader = data;

  g_assert_cmpuint (reader->n_events, ==, 56000);
  if (reader->parser != NULL)
    {
      SluiceNode *root = sluice_parser_get_root (reader->parser);

      g_assert_true (sluice_parser_finish (reader->parser, NULL));
      g_assert_cmpuint (sluice_node_get_n_children (sluice_node_get_first_child (root)), ==, 2500);
      if (reader->check != NULL)
        g_assert_cmpint (sluice_node_get_verdict (root), ==, SLUICE_VERDICT_VALID);
    }

  g_clear_object (&reader->check);
  g_clear_object (&reader->parser);
  g_clear_object (&reader->decoder);
  g_free (reader);
}

static const Reader count_reader = { "bytes", count_begin, count_push, g_free };
static const Reader json_glib_reader = { "json-glib for each event", json_glib_begin, sse_push, sse_end };
static const Reader value_reader = { "value", value_begin, value_push, value_end };
static const Reader check_reader = { "value + schema", check_begin, value_push, value_end };

static const Reader *const memory_readers[] = {
  &(const Reader) { "framing", sse_begin, sse_push, sse_end },
  &(const Reader) { "deltas", decoder_begin, value_push, value_end },
  &value_reader, &check_reader, &json_glib_reader,
};

G_NO_INLINE static void
read_memory (Stream       *stream,
             const Reader *reader)
{
  gpointer data = reader->begin (stream);

  for (gsize at = 0; at < stream->length; at += READ_BYTES)
    reader->push (data, stream->text + at, MIN (READ_BYTES, stream->length - at));
  reader->end (data);
}

/* --- a server that never waits but for its client */

static gboolean
send_all (GSocket    *socket,
          const char *bytes,
          gsize       length)
{
  while (length > 0)
    {
      gssize n = g_socket_send (socket, bytes, length, NULL, NULL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
    }

  return TRUE;
}

/* A connection that is closed before its request was read would be reset. */
static gboolean
take_request (GSocket *socket)
{
  g_autoptr(GString) request = g_string_new (NULL);
  const char *head_end, *field;
  gsize length = 0;
  char buffer[4096];

  do
    {
      gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        return FALSE;
      g_string_append_len (request, buffer, n);
      head_end = strstr (request->str, "\r\n\r\n");
      field = strcasestr (request->str, "\r\ncontent-length:");
      if (field != NULL)
        length = g_ascii_strtoull (field + strlen ("\r\ncontent-length:"), NULL, 10);
    }
  while (head_end == NULL || request->len < (gsize) (head_end + 4 - request->str) + length);

  return TRUE;
}

typedef struct
{
  GSocket       *socket;
  const GString *response;
} Connection;

/* Waits for the client to close, in a thread of its own: that may take a while. */
static gpointer
serve (gpointer data)
{
  Connection *connection = data;
  char rest;

  if (take_request (connection->socket)
      && send_all (connection->socket, connection->response->str, connection->response->len))
    {
      g_socket_shutdown (connection->socket, FALSE, TRUE, NULL);
      g_socket_receive (connection->socket, &rest, 1, NULL, NULL);
    }

  g_object_unref (connection->socket);
  g_free (connection);
  return NULL;
}

static gpointer
listen_for_ever (gpointer data)
{
  const Connection *server = data;
  GSocket *socket;

  while ((socket = g_socket_accept (server->socket, NULL, NULL)) != NULL)
    {
      Connection *connection = g_new (Connection, 1);

      *connection = (Connection) { socket, server->response };
      g_thread_unref (g_thread_new ("connection", serve, connection));
    }

  return NULL;
}

static void
start_server (Stream *stream)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autoptr(GError) error = NULL;
  GString *response;
  Connection *server = g_new0 (Connection, 1);

  response = g_string_new ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                           "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  for (guint i = 0; i < stream->events->len; i++)
    {
      gsize length;
      const char *event = g_bytes_get_data (g_ptr_array_index (stream->events, i), &length);

      g_string_append_printf (response, "%zx\r\n", length);
      g_string_append_len (response, event, length);
      g_string_append (response, "\r\n");
    }
  g_string_append (response, "0\r\n\r\n");

  server->response = response;
  server->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  if (server->socket == NULL || !g_socket_bind (server->socket, address, TRUE, &error)
      || !g_socket_listen (server->socket, &error)
      || (bound = g_socket_get_local_address (server->socket, &error)) == NULL)
    g_error ("%s", error->message);

  stream->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  stream->url = g_strdup_printf ("http://127.0.0.1:%u/v1/chat/completions", stream->port);
  g_thread_unref (g_thread_new ("server", listen_for_ever, server));
}

/* --- ways to read from it */

static void
read_curl (Stream       *stream,
           const Reader *reader)
{
  const char *argv[] = { "curl", "-sN", "-o", "/dev/null", stream->url, NULL };
  g_autoptr(GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

static void
read_synchronous (Stream       *stream,
                  const Reader *reader)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("GET", stream->url);
  g_autoptr(GInputStream) body = soup_session_send (session, message, NULL, NULL);
  g_autofree char *buffer = g_malloc (READ_BYTES);
  gpointer data = reader->begin (stream);
  gssize n;

  while ((n = g_input_stream_read (body, buffer, READ_BYTES, NULL, NULL)) > 0)
    reader->push (data, buffer, n);
  reader->end (data);
}

/* Reading in the main loop. */
typedef struct
{
  const Reader *reader;
  gpointer      data;
  GInputStream *body;
  char         *buffer;
  gboolean      done;
} Reading;

static void
iterate (Reading *reading)
{
  while (!reading->done)
    g_main_context_iteration (NULL, TRUE);
  reading->done = FALSE;
}

static void
sent_cb (GObject      *session,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;

  reading->body = soup_session_send_finish (SOUP_SESSION (session), result, NULL);
  reading->done = TRUE;
}

static gboolean
ready_cb (GObject  *body,
          gpointer  user_data)
{
  Reading *reading = user_data;
  GPollableInputStream *pollable = G_POLLABLE_INPUT_STREAM (body);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSource) source = NULL;
  gssize n;

  while ((n = g_pollable_input_stream_read_nonblocking (pollable, reading->buffer, READ_BYTES, NULL, &error)) > 0)
    reading->reader->push (reading->data, reading->buffer, n);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      reading->done = TRUE;
      return G_SOURCE_REMOVE;
    }

  /* A pollable source must be made anew for each wait, or it can spin. */
  source = g_pollable_input_stream_create_source (pollable, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), reading, NULL);
  g_source_attach (source, NULL);
  return G_SOURCE_REMOVE;
}

static void
poll_body (Reading *reading)
{
  ready_cb (G_OBJECT (reading->body), reading);
  iterate (reading);
}

static void
read_cb (GObject      *body,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (body), result, NULL);

  if (n <= 0)
    {
      reading->done = TRUE;
      return;
    }

  reading->reader->push (reading->data, reading->buffer, n);
  g_input_stream_read_async (reading->body, reading->buffer, READ_BYTES, G_PRIORITY_DEFAULT, NULL, read_cb,
                             reading);
}

static void
read_body (Reading *reading)
{
  g_input_stream_read_async (reading->body, reading->buffer, READ_BYTES, G_PRIORITY_DEFAULT, NULL, read_cb,
                             reading);
  iterate (reading);
}

static void
read_in_loop (Stream       *stream,
              const Reader *reader,
              void        (*read) (Reading *reading))
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("GET", stream->url);
  Reading reading = { reader, reader->begin (stream), NULL, g_malloc (READ_BYTES), FALSE };

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, &reading);
  iterate (&reading);
  if (reading.body == NULL)
    g_error ("The server does not answer");
  read (&reading);
  reader->end (reading.data);

  g_clear_object (&reading.body);
  g_free (reading.buffer);
}

static void
read_polled (Stream       *stream,
             const Reader *reader)
{
  read_in_loop (stream, reader, poll_body);
}

static void
read_asynchronous (Stream       *stream,
                   const Reader *reader)
{
  read_in_loop (stream, reader, read_body);
}

/* Everything that a program gets: the request, the answer, fields and items. */
static void
read_run (Stream       *stream,
          const Reader *reader)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = sluice_request_new (stream->schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "Who are they?");
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url = g_strdup_printf ("http://127.0.0.1:%u/v1", stream->port);
  SluiceProvider *provider = sluice_catalogue_lookup (sluice_client_get_catalogue (client), "openai");

  sluice_provider_set_base_url (provider, base_url);
  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, "sk-bench");
  sluice_request_add_message (request, message);
  sluice_request_set_model (request, "gpt-4.1-mini");
  sluice_request_set_mode (request, SLUICE_MODE_JSON_SCHEMA);

  run = sluice_client_start (client, provider, request, &error);
  if (run == NULL || !sluice_run_wait (run, NULL, &error))
    g_error ("%s", error != NULL ? error->message : sluice_outcome_to_string (sluice_run_get_outcome (run)));
}

typedef struct
{
  const char   *name;
  void        (*read) (Stream *stream, const Reader *reader);
  const Reader *reader;
} Way;

static const Way ways[] = {
  { "curl -N", read_curl, &count_reader },
  { "libsoup synchronous", read_synchronous, &count_reader },
  { "libsoup polled", read_polled, &count_reader },
  { "libsoup asynchronous", read_asynchronous, &count_reader },
  { "libsoup polled", read_polled, &json_glib_reader },
  { "libsoup polled", read_polled, &value_reader },
  { "libsoup polled", read_polled, &check_reader },
  { "SluiceRun", read_run, &check_reader },
};

/* --- figures */

static double
get_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static gint
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_median (double *seconds)
{
  qsort (seconds, N_READINGS, sizeof *seconds, compare_seconds);
  return seconds[N_READINGS / 2];
}

static void
report (FILE       *json,
        const char *from,
        const char *to,
        double      seconds)
{
  double ns = seconds * 1e9 / 56000;

  printf ("stream       %-22s %-26s %8.0f ns/event\n", from, to, ns);
  fprintf (json, "{\"stream\":\"%s\",\"to\":\"%s\",\"ns_per_event\":%.1f}\n", from, to, ns);
  fflush (stdout);
}

/* What this thread has computed: other programs do not count. */
static void
report_memory (Stream *stream,
               FILE   *json)
{
  double seconds[G_N_ELEMENTS (memory_readers)][N_READINGS];

  for (guint n = 0; n < N_READINGS; n++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (memory_readers); i++)
        {
          double start = get_seconds (CLOCK_THREAD_CPUTIME_ID);

          read_memory (stream, memory_readers[i]);
          seconds[i][n] = get_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (memory_readers); i++)
    report (json, "memory", memory_readers[i]->name, get_median (seconds[i]));
}

/* Time on the clock, as there are two sides; the ways take turns. */
static void
report_ways (Stream *stream,
             FILE   *json)
{
  double seconds[G_N_ELEMENTS (ways)][N_READINGS];

  for (guint n = 0; n < N_READINGS; n++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        {
          double start = get_seconds (CLOCK_MONOTONIC);

          ways[i].read (stream, ways[i].reader);
          seconds[i][n] = get_seconds (CLOCK_MONOTONIC) - start;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    report (json, ways[i].name, ways[i].reader->name, get_median (seconds[i]));
}

static void
load (Stream     *stream,
      const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "stream.sse", NULL);
  g_autofree char *schema = g_build_filename (folder, "stream.schema.json", NULL);
  g_autoptr(GFile) schema_file = g_file_new_for_path (schema);
  g_autoptr(GError) error = NULL;
  const char *end;

  if (!g_file_get_contents (file, &stream->text, &stream->length, &error))
    g_error ("%s (run generate.py first)", error->message);
  stream->schema = sluice_schema_new_for_file (schema_file, NULL, &error);
  if (stream->schema == NULL)
    g_error ("%s", error->message);

  stream->events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (const char *event = stream->text; (end = strstr (event, "\n\n")) != NULL; event = end + 2)
    g_ptr_array_add (stream->events, g_bytes_new_static (event, end + 2 - event));
}

int
main (int   argc,
      char *argv[])
{
  Stream stream = { 0 };
  g_autofree char *results = NULL;
  FILE *json;

  if (argc < 2)
    g_error ("usage: bench-stream FOLDER [--memory]");

  load (&stream, argv[1]);
  if (argc > 2 && g_str_equal (argv[2], "--memory"))
    {
      read_memory (&stream, argc > 3 && g_str_equal (argv[3], "--schema") ? &check_reader : &value_reader);
      printf ("%u chunks, %zu bytes\n", stream.events->len, stream.length);
      return 0;
    }

  results = g_build_filename (argv[1], "stream.jsonl", NULL);
  json = fopen (results, "w");
  report_memory (&stream, json);
  start_server (&stream);
  report_ways (&stream, json);
  fclose (json);
  return 0;
}
