/* sluice-http-transport.c: an answer that comes over HTTP
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "run/sluice-http-transport-private.h"
#include "run/sluice-pace-private.h"

#define READ_BYTES (64 * 1024)
/* A read that takes so long has waited, and others had their turn. */
#define LULL_US 1000
/* Silence is so many turns of a clock without a word. A program that is held up itself misses
 * turns, and does not take its own silence for the provider's. */
#define WATCHES_PER_TIMEOUT 4

struct _SluiceHttpTransport
{
  SluiceTransport  parent_instance;

  SoupSession     *session;
  SoupMessage     *message;
  GCancellable    *cancellable;
  GInputStream    *body;             /* NULL before the head and after the end */
  char            *buffer;           /* owned: READ_BYTES, where the body can be polled; else NULL */
  GSource         *ready;            /* owned: waits for more of a polled body */
  GSource         *watch;            /* looks for silence */
  SluicePace       pace;             /* reads on after others had their turn */

  gint64           start_us;         /* monotonic */
  gint64           read_us;          /* monotonic: when the wait or read that is under way began… */
  gint64           busy_us;          /* …and since when there was always something to read */
  guint            idle_timeout_ms;
  guint            n_silent;         /* looks for silence since something was last heard */

  guint            connected : 1;
  guint            timed_out : 1;
  guint            paused : 1;
  guint            reading : 1;      /* a read is under way */
};

G_DEFINE_FINAL_TYPE (SluiceHttpTransport, sluice_http_transport, SLUICE_TYPE_TRANSPORT)

/* In the order it runs: start -> network_event_cb -> sent_cb -> read_next <-> ready_cb -> finish, or
 * read_cb in the place of ready_cb where the body cannot be polled. */

static void read_next (SluiceHttpTransport *self);

static void
stop_watch (SluiceHttpTransport *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
stop_waiting (SluiceHttpTransport *self)
{
  if (self->ready != NULL)
    g_source_destroy (self->ready);
  g_clear_pointer (&self->ready, g_source_unref);
}

static void
finish (SluiceHttpTransport *self,
        const GError        *error)
{
  g_autoptr(GError) silence = NULL;

  stop_watch (self);
  stop_waiting (self);
  sluice_pace_clear (&self->pace);
  g_clear_object (&self->body);

  if (self->timed_out)
    silence = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");

  sluice_transport_ended (SLUICE_TRANSPORT (self), silence != NULL ? silence : error);
}

/* Over HTTP/2, libsoup 3.2 does not tell of a lost peer; HTTP/1.1 is all that a stream needs. */
static void
force_http1 (GTlsConnection *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  g_tls_connection_set_advertised_protocols (connection, (const char *const *) protocols);
}

static void
network_event_cb (SoupMessage         *message,
                  GSocketClientEvent   event,
                  GIOStream           *connection,
                  SluiceHttpTransport *self)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    force_http1 (G_TLS_CONNECTION (connection));
}

/* There is a connection, new or used before: the request is about to be written. */
static void
starting_cb (SoupMessage         *message,
             SluiceHttpTransport *self)
{
  self->n_silent = 0;
  if (self->connected)
    return;

  self->connected = TRUE;
  sluice_transport_connected (SLUICE_TRANSPORT (self));
}

static gboolean
watch_cb (gpointer user_data)
{
  SluiceHttpTransport *self = user_data;

  if (self->paused || self->n_silent++ < WATCHES_PER_TIMEOUT)
    return G_SOURCE_CONTINUE;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_CONTINUE;
}

static void
start_watch (SluiceHttpTransport *self)
{
  self->watch = g_timeout_source_new (MAX (1, self->idle_timeout_ms / WATCHES_PER_TIMEOUT));
  g_source_set_callback (self->watch, watch_cb, self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SluiceHttpTransport) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gint64 now_us = g_get_monotonic_time ();

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  self->reading = FALSE;
  self->n_silent = 0;
  if (now_us - self->read_us >= LULL_US)
    self->busy_us = now_us;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0 || self->body == NULL)
    {
      finish (self, error);
      return;
    }

  sluice_transport_chunk (SLUICE_TRANSPORT (self), bytes,
                          g_get_monotonic_time () - self->start_us);
  read_next (self);
}

static gboolean
turn_cb (gpointer user_data)
{
  SluiceHttpTransport *self = user_data;

  sluice_pace_clear (&self->pace);
  self->busy_us = g_get_monotonic_time ();
  read_next (self);

  return G_SOURCE_REMOVE;
}

static gboolean
ready_cb (GObject  *body,
          gpointer  user_data)
{
  g_autoptr(SluiceHttpTransport) self = g_object_ref (user_data);
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->read_us >= LULL_US)
    self->busy_us = now_us;

  stop_waiting (self);
  read_next (self);

  return G_SOURCE_REMOVE;
}

/* A pollable source must be made anew for each wait, or it can spin. */
static void
wait_for_more (SluiceHttpTransport *self)
{
  self->read_us = g_get_monotonic_time ();
  self->ready = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->body),
                                                       self->cancellable);
  g_source_set_priority (self->ready, SLUICE_PACE_PRIORITY);
  g_source_set_callback (self->ready, G_SOURCE_FUNC (ready_cb), g_object_ref (self), g_object_unref);
  g_source_attach (self->ready, g_main_context_get_thread_default ());
}

/* Takes what has come of the body. An answer is sent in as many HTTP chunks as it has events, and the
 * body gives one of them at a time: those that are there already are handed on as one. */
static void
read_available (SluiceHttpTransport *self)
{
  GPollableInputStream *body = G_POLLABLE_INPUT_STREAM (self->body);
  g_autoptr(GError) error = NULL;
  gsize used = 0;
  gssize n = 1;

  while (used < READ_BYTES && n > 0)
    {
      n = g_pollable_input_stream_read_nonblocking (body, self->buffer + used, READ_BYTES - used,
                                                    self->cancellable, &error);
      used += MAX (n, 0);
    }

  if (used > 0)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (self->buffer, used);

      self->n_silent = 0;
      sluice_transport_chunk (SLUICE_TRANSPORT (self), bytes,
                              g_get_monotonic_time () - self->start_us);
    }

  if (self->body == NULL || n > 0)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    wait_for_more (self);
  else
    finish (self, error);
}

static void
read_next (SluiceHttpTransport *self)
{
  g_autoptr(SluiceHttpTransport) alive = g_object_ref (self);

  while (!self->paused && !self->reading && self->ready == NULL && self->pace.turn == NULL
         && self->body != NULL)
    {
      self->read_us = g_get_monotonic_time ();
      if (self->read_us - self->busy_us >= SLUICE_PACE_SLICE_US)
        {
          sluice_pace_wait (&self->pace, g_main_context_get_thread_default (), turn_cb, self);
        }
      else if (self->buffer != NULL)
        {
          self->reading = TRUE;
          read_available (self);
          self->reading = FALSE;
        }
      else
        {
          self->reading = TRUE;
          g_input_stream_read_bytes_async (self->body, READ_BYTES, SLUICE_PACE_PRIORITY,
                                           self->cancellable, read_cb, g_object_ref (self));
        }
    }
}

static gboolean
can_poll (GInputStream *body)
{
  return G_IS_POLLABLE_INPUT_STREAM (body)
         && g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (body));
}

static void
tell_head (SluiceHttpTransport *self)
{
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_ptr_array_add (headers, g_strdup (name));
      g_ptr_array_add (headers, g_strdup (value));
    }
  g_ptr_array_add (headers, NULL);

  sluice_transport_head (SLUICE_TRANSPORT (self), soup_message_get_status (self->message),
                         (const char **) headers->pdata);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SluiceHttpTransport) self = user_data;
  g_autoptr(GError) error = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  self->n_silent = 0;

  if (self->body == NULL)
    {
      finish (self, error);
      return;
    }

  tell_head (self);
  if (self->body == NULL)
    return;

  if (can_poll (self->body))
    self->buffer = g_malloc (READ_BYTES);
  self->busy_us = g_get_monotonic_time ();
  read_next (self);
}

static void
sluice_http_transport_start (SluiceTransport *transport)
{
  SluiceHttpTransport *self = SLUICE_HTTP_TRANSPORT (transport);

  self->start_us = g_get_monotonic_time ();
  g_signal_connect_object (self->message, "network-event", G_CALLBACK (network_event_cb), self, 0);
  g_signal_connect_object (self->message, "starting", G_CALLBACK (starting_cb), self, 0);
  if (self->idle_timeout_ms > 0)
    start_watch (self);

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           sent_cb, g_object_ref (self));
}

static void
sluice_http_transport_cancel (SluiceTransport *transport)
{
  SluiceHttpTransport *self = SLUICE_HTTP_TRANSPORT (transport);
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  g_cancellable_cancel (self->cancellable);
  finish (self, error);
}

static void
sluice_http_transport_set_paused (SluiceTransport *transport,
                                  gboolean         paused)
{
  SluiceHttpTransport *self = SLUICE_HTTP_TRANSPORT (transport);

  self->paused = paused;
  self->n_silent = 0;
  read_next (self);
}

static void
sluice_http_transport_dispose (GObject *object)
{
  SluiceHttpTransport *self = SLUICE_HTTP_TRANSPORT (object);

  g_cancellable_cancel (self->cancellable);
  stop_watch (self);
  stop_waiting (self);
  sluice_pace_clear (&self->pace);
  g_clear_object (&self->body);

  G_OBJECT_CLASS (sluice_http_transport_parent_class)->dispose (object);
}

static void
sluice_http_transport_finalize (GObject *object)
{
  SluiceHttpTransport *self = SLUICE_HTTP_TRANSPORT (object);

  g_clear_pointer (&self->buffer, g_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sluice_http_transport_parent_class)->finalize (object);
}

static void
sluice_http_transport_class_init (SluiceHttpTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SluiceTransportClass *transport_class = SLUICE_TRANSPORT_CLASS (klass);

  object_class->dispose = sluice_http_transport_dispose;
  object_class->finalize = sluice_http_transport_finalize;
  transport_class->start = sluice_http_transport_start;
  transport_class->cancel = sluice_http_transport_cancel;
  transport_class->set_paused = sluice_http_transport_set_paused;
}

static void
sluice_http_transport_init (SluiceHttpTransport *self)
{
  self->cancellable = g_cancellable_new ();
}

SluiceTransport *
sluice_http_transport_new (SoupSession *session,
                           SoupMessage *message,
                           guint        idle_timeout_ms)
{
  SluiceHttpTransport *self = g_object_new (SLUICE_TYPE_HTTP_TRANSPORT, NULL);

  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->idle_timeout_ms = idle_timeout_ms;

  return SLUICE_TRANSPORT (self);
}
