/* sluice-exchange.c: one answer on its way to a client
 *
 * tick_cb (when the next token is due, or at once) -> produce: tokens become bytes in `pending`
 *   -> flush: a slice of them goes to libsoup -> wrote_chunk_cb: the client's socket took it -> tick_cb
 *
 * Nothing is produced while more than MAX_PENDING bytes wait: a client that does not read stops the
 * model, and a million items take no more memory than ten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-exchange-private.h"
#include "sluice-random-private.h"

#define MAX_PENDING (32 * 1024)
#define SLICE_BYTES (16 * 1024)

/* Tokens of one turn of the main context where they make no bytes: an answer that comes whole. */
#define SLICE_TOKENS 512

typedef enum
{
  PHASE_STARTED,   /* nothing was said */
  PHASE_TALKING,
  PHASE_FINISHED,  /* everything was said; it may wait to be sent */
  PHASE_STALLED,
  PHASE_OVER,      /* nothing happens any more but the end */
} Phase;

struct _SluiceExchange
{
  SoupServerMessage     *message;    /* owned; NULL once it is over */
  SluiceExchangeOptions  options;    /* request, wire and recording are owned, script too */
  SluiceExchangeFunc     func;
  gpointer               user_data;

  SluiceEncoder         *encoder;    /* owned, nullable */
  GSource               *timer;      /* owned: ready when the next token is due */
  GSource               *watch;      /* owned, nullable: the client closes the connection */
  SluiceRandom           random;     /* for the rhythm */

  Phase                  phase;
  gboolean               streamed;
  gint64                 due;        /* monotonic time of the next token */
  guint                  n_tokens;   /* said so far */
  guint                  position;   /* of the next chunk of a recording */

  GByteArray            *pending;    /* owned: encoded and not given to libsoup */
  guint64                n_sent;     /* bytes that libsoup wrote */
  gsize                  writing;    /* bytes that libsoup is writing */
  guint                  begun : 1;      /* the head was set */
  guint                  completed : 1;  /* libsoup knows that there is no more */
};

/* --- The end --- */

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_free (SluiceExchange *self)
{
  clear_source (&self->timer);
  clear_source (&self->watch);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->encoder);
  g_clear_object (&self->options.request);
  g_clear_object (&self->options.wire);
  g_clear_object (&self->options.recording);
  g_clear_pointer (&self->options.script, sluice_script_free);
  g_byte_array_unref (self->pending);
  g_free (self);
}

static void
close_connection (SluiceExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  g_autoptr(GIOStream) stream = NULL;

  /* libsoup ends a chunked body well when it lets go of it; that must not reach the client. */
  if (socket != NULL)
    g_socket_shutdown (socket, FALSE, TRUE, NULL);

  g_signal_handlers_disconnect_by_data (self->message, self);
  stream = soup_server_message_steal_connection (self->message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
end (SluiceExchange    *self,
     SluiceExchangeEnd  how)
{
  self->phase = PHASE_OVER;
  self->func (self, how, self->user_data);
  exchange_free (self);
}

/* --- What is said --- */

static void
encode (SluiceExchange          *self,
        const SluiceStreamEvent *event)
{
  g_autoptr(GBytes) bytes = sluice_encoder_encode (self->encoder, event);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (self->pending, data, size);
}

static gboolean
uses_tool (SluiceExchange *self)
{
  SluiceRequest *request = self->options.request;

  return sluice_request_get_schema (request) != NULL
         && sluice_request_get_mode (request) == SLUICE_MODE_TOOLS
         && !self->options.faults.refuse;
}

static void
say_start (SluiceExchange *self)
{
  gboolean anthropic = g_str_equal (sluice_wire_get_name (self->options.wire), "anthropic-messages");
  g_autofree char *id = g_strdup_printf ("%s_simulated_%06u", anthropic ? "msg" : "chatcmpl",
                                         self->options.number);
  g_autofree char *model = g_strconcat ("sluice-simulator/", self->options.model, NULL);
  SluiceStreamEvent usage = { SLUICE_STREAM_USAGE, .usage = { self->options.input_tokens, 1, -1, -1 } };
  SluiceStreamEvent started = { SLUICE_STREAM_STARTED, .id = id, .name = model };

  encode (self, &usage);
  encode (self, &started);

  if (uses_tool (self))
    {
      g_autofree char *call_id = g_strdup_printf ("%s_simulated_%06u", anthropic ? "toolu" : "call",
                                                  self->options.number);
      SluiceStreamEvent call = {
        SLUICE_STREAM_TOOL_CALL, .id = call_id,
        .name = sluice_request_get_tool_name (self->options.request) };

      encode (self, &call);
    }
}

static void
say_text (SluiceExchange        *self,
          SluiceStreamEventKind  kind,
          const char            *text,
          gsize                  length)
{
  SluiceStreamEvent event = { kind, .text = text, .length = length };

  encode (self, &event);
}

static void
say_end (SluiceExchange     *self,
         SluiceFinishReason  finish)
{
  SluiceStreamEvent finished = { SLUICE_STREAM_FINISHED, .finish = finish };
  SluiceStreamEvent usage = {
    SLUICE_STREAM_USAGE, .usage = { self->options.input_tokens, MAX (self->n_tokens, 1), -1, -1 } };
  SluiceStreamEvent done = { SLUICE_STREAM_DONE };

  encode (self, &finished);
  encode (self, &usage);
  encode (self, &done);
  self->phase = PHASE_FINISHED;
}

static void
say_refusal (SluiceExchange *self)
{
  static const char refusal[] = "I'm sorry, but I can't help with that. (The simulator was told to "
                                "refuse.)";

  say_text (self, SLUICE_STREAM_REFUSAL, refusal, strlen (refusal));
  self->n_tokens = 20;
  say_end (self, SLUICE_FINISH_REFUSAL);
}

/* In the place of an event, a line that is none. */
static void
say_garbage (SluiceExchange *self)
{
  static const char garbage[] = "data: {\"choices\":[{\"delta\":{\"content\": oops\n\n";

  g_byte_array_append (self->pending, (const guint8 *) garbage, strlen (garbage));
}

static void
take_turn (SluiceExchange *self)
{
  switch (self->options.turn)
    {
    case SLUICE_EXCHANGE_TRUNCATE:
      say_end (self, SLUICE_FINISH_LENGTH);
      break;
    case SLUICE_EXCHANGE_STALL:
      self->phase = PHASE_STALLED;
      break;
    case SLUICE_EXCHANGE_DROP:
    case SLUICE_EXCHANGE_TO_END:
    default:
      /* What was said is sent first, then the connection closes. */
      self->options.faults.cut_bytes = self->n_sent + self->writing + self->pending->len;
      self->phase = PHASE_FINISHED;
    }
}

static void
say_token (SluiceExchange *self)
{
  const char *text;
  gsize length;

  if (self->options.faults.refuse)
    {
      say_refusal (self);
    }
  else if (self->options.turn != SLUICE_EXCHANGE_TO_END
           && self->n_tokens == self->options.turn_token)
    {
      take_turn (self);
    }
  else if (!sluice_script_next_token (self->options.script, &text, &length))
    {
      say_end (self, uses_tool (self) ? SLUICE_FINISH_TOOL_CALLS : SLUICE_FINISH_STOP);
    }
  else
    {
      if (self->options.faults.garbled && self->n_tokens == 3)
        say_garbage (self);
      say_text (self, uses_tool (self) ? SLUICE_STREAM_TOOL_ARGUMENTS : SLUICE_STREAM_TEXT, text,
                length);
      self->n_tokens++;
    }
}

/* --- A recording --- */

static gint64
get_recorded_time (SluiceExchange *self,
                   guint           position)
{
  gint64 time_us;

  if (position >= sluice_recording_get_n_chunks (self->options.recording))
    return sluice_recording_get_duration (self->options.recording);

  sluice_recording_get_chunk (self->options.recording, position, &time_us);

  return time_us;
}

static void
play_chunk (SluiceExchange *self)
{
  SluiceRecording *recording = self->options.recording;
  gsize size;
  const guint8 *data;

  if (self->position == sluice_recording_get_n_chunks (recording))
    {
      if (sluice_recording_get_problem (recording) != NULL)
        self->options.faults.cut_bytes = self->n_sent + self->writing + self->pending->len;
      self->phase = PHASE_FINISHED;
      return;
    }

  data = g_bytes_get_data (sluice_recording_get_chunk (recording, self->position++, NULL), &size);
  g_byte_array_append (self->pending, data, size);
}

/* --- When --- */

/* Tokens come neither evenly nor at once: half to one and a half of the mean. */
static gint64
get_interval (SluiceExchange *self)
{
  if (self->options.tokens_per_second <= 0)
    return 0;

  if (self->options.recording != NULL)
    return get_recorded_time (self, self->position) - get_recorded_time (self, self->position - 1);

  return G_USEC_PER_SEC / self->options.tokens_per_second
         * sluice_random_double (&self->random, 0.5, 1.5);
}

static gboolean
is_full (SluiceExchange *self)
{
  return self->pending->len + self->writing >= MAX_PENDING;
}

/* Says what is due. */
static void
produce (SluiceExchange *self)
{
  gint64 now = g_get_monotonic_time ();
  guint n = 0;

  if (self->phase == PHASE_STARTED && self->due <= now)
    {
      self->phase = PHASE_TALKING;
      if (self->options.recording == NULL)
        say_start (self);
    }

  while (self->phase == PHASE_TALKING && self->due <= now && !is_full (self) && n++ < SLICE_TOKENS)
    {
      if (self->options.recording != NULL)
        play_chunk (self);
      else
        say_token (self);
      self->due += get_interval (self);
    }
}

static void
schedule (SluiceExchange *self)
{
  gboolean talks = self->phase == PHASE_STARTED || self->phase == PHASE_TALKING;

  g_source_set_ready_time (self->timer, talks && !is_full (self) ? self->due : -1);
}

/* --- Sending --- */

static void
begin (SluiceExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  const char *content_type = NULL;
  guint status = SOUP_STATUS_OK;

  self->begun = TRUE;
  if (self->options.recording != NULL)
    {
      const char **recorded = sluice_recording_get_headers (self->options.recording);

      status = MAX (sluice_recording_get_status (self->options.recording), 200);
      for (; recorded[0] != NULL; recorded += 2)
        if (g_ascii_strcasecmp (recorded[0], "content-type") == 0)
          content_type = recorded[1];
    }
  else
    {
      content_type = sluice_encoder_get_content_type (self->encoder);
    }

  soup_server_message_set_status (self->message, status, NULL);
  if (content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", content_type);
  if (self->streamed)
    {
      if (soup_server_message_get_http_version (self->message) == SOUP_HTTP_1_0)
        soup_message_headers_set_encoding (headers, SOUP_ENCODING_EOF);
      else
        soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_headers_replace (headers, "Cache-Control", "no-cache");
      /* Or libsoup keeps all that was sent. */
      soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
    }
}

/* How much of what waits may go out now. */
static gsize
measure_slice (SluiceExchange *self)
{
  gsize n = MIN (self->pending->len, SLICE_BYTES);

  if (self->options.faults.one_byte)
    n = MIN (n, 1);
  if (self->options.faults.cut_bytes > 0)
    n = MIN (n, self->options.faults.cut_bytes - self->n_sent);

  return n;
}

static gboolean
is_cut (SluiceExchange *self)
{
  return self->options.faults.cut_bytes > 0 && self->n_sent >= self->options.faults.cut_bytes;
}

static void
send_slice (SluiceExchange *self,
            gsize           n)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr(GBytes) bytes = g_bytes_new (self->pending->data, n);

  g_byte_array_remove_range (self->pending, 0, n);
  self->writing = n;
  soup_message_body_append_bytes (body, bytes);
  soup_server_message_unpause (self->message);
}

/* FALSE when the exchange is gone. */
static gboolean
flush (SluiceExchange *self)
{
  gsize n;

  if (self->writing > 0)
    return TRUE;

  if (is_cut (self))
    {
      close_connection (self);
      end (self, SLUICE_EXCHANGE_CUT);
      return FALSE;
    }

  /* An answer that comes whole has a length, so it is sent when it is all there. */
  if (!self->streamed && self->phase != PHASE_FINISHED)
    return TRUE;
  if (!self->begun && self->pending->len > 0)
    {
      begin (self);
      if (!self->streamed)
        soup_message_headers_set_content_length (
          soup_server_message_get_response_headers (self->message), self->pending->len);
    }

  n = measure_slice (self);
  if (n > 0)
    {
      send_slice (self, n);
    }
  else if (self->phase == PHASE_FINISHED && self->pending->len == 0 && !self->completed)
    {
      self->completed = TRUE;
      soup_message_body_complete (soup_server_message_get_response_body (self->message));
      soup_server_message_unpause (self->message);
    }

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  SluiceExchange *self = user_data;

  produce (self);
  if (flush (self))
    schedule (self);

  return G_SOURCE_CONTINUE;
}

/* Not from here: libsoup is in the middle of writing. */
static void
wrote_chunk_cb (SoupServerMessage *message,
                SluiceExchange    *self)
{
  self->n_sent += self->writing;
  self->writing = 0;
  g_source_set_ready_time (self->timer, self->phase == PHASE_TALKING && self->pending->len == 0
                                        ? self->due : 0);
}

/* With a length, libsoup knows the end itself. */
static gboolean
is_all_sent (SluiceExchange *self)
{
  return self->phase == PHASE_FINISHED && self->pending->len == 0 && self->writing == 0
         && (self->completed || !self->streamed);
}

static void
finished_cb (SoupServerMessage *message,
             SluiceExchange    *self)
{
  end (self, is_all_sent (self) ? SLUICE_EXCHANGE_COMPLETE : SLUICE_EXCHANGE_DISCONNECTED);
}

/* --- The client --- */

/* Reads nothing: a peek tells whether the client has gone. */
static gboolean
has_gone (GSocket *socket)
{
  char byte;
  GInputVector vector = { &byte, 1 };
  int flags = G_SOCKET_MSG_PEEK;
  g_autoptr(GError) error = NULL;
  gssize n = g_socket_receive_message (socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, &error);

  return n == 0 || (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
}

static void watch_client (SluiceExchange *self,
                          GIOCondition    condition);

static gboolean
socket_cb (GSocket      *socket,
           GIOCondition  condition,
           gpointer      user_data)
{
  SluiceExchange *self = user_data;

  /* It closes when it has all; libsoup is about to say so too. */
  if (is_all_sent (self))
    {
      clear_source (&self->watch);
      return G_SOURCE_REMOVE;
    }

  if ((condition & (G_IO_HUP | G_IO_ERR)) || has_gone (socket))
    {
      close_connection (self);
      end (self, SLUICE_EXCHANGE_DISCONNECTED);
      return G_SOURCE_REMOVE;
    }

  /* It has begun its next request, and would wake us for ever. */
  watch_client (self, G_IO_HUP | G_IO_ERR);

  return G_SOURCE_REMOVE;
}

/* While nothing is written, only this tells that the client closed the connection. */
static void
watch_client (SluiceExchange *self,
              GIOCondition    condition)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();

  clear_source (&self->watch);
  if (socket == NULL)
    return;

  self->watch = g_socket_create_source (socket, condition, NULL);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (socket_cb), self, NULL);
  g_source_attach (self->watch, context);
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

SluiceExchange *
sluice_exchange_new (SoupServerMessage           *message,
                     const SluiceExchangeOptions *options,
                     SluiceExchangeFunc           func,
                     gpointer                     user_data)
{
  SluiceExchange *self = g_new0 (SluiceExchange, 1);
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();

  self->message = g_object_ref (message);
  self->options = *options;
  g_object_ref (self->options.request);
  g_object_ref (self->options.wire);
  if (options->recording != NULL)
    g_object_ref (self->options.recording);
  else
    self->encoder = sluice_wire_create_encoder (options->wire, options->request);
  self->func = func;
  self->user_data = user_data;
  self->pending = g_byte_array_new ();
  self->random = sluice_random_init (options->number);
  self->streamed = options->recording != NULL || sluice_request_get_stream (options->request);

  self->due = g_get_monotonic_time ()
              + (options->latency_ms + options->faults.slow_start_ms) * G_GINT64_CONSTANT (1000);
  if (options->recording != NULL && options->tokens_per_second > 0)
    self->due += get_recorded_time (self, 0);

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, tick_cb, self, NULL);
  g_source_attach (self->timer, context);
  schedule (self);

  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  /* It is asked for when the connection is closed, and by then it may be too late to find out. */
  soup_server_message_get_remote_address (message);
  soup_server_message_pause (message);
  watch_client (self, G_IO_IN | G_IO_HUP | G_IO_ERR);

  return self;
}

void
sluice_exchange_abort (SluiceExchange *self)
{
  self->phase = PHASE_OVER;
  close_connection (self);
  exchange_free (self);
}
