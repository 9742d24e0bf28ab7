/* scripted-server.h: a server on loopback that answers as the test says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>
#include <string.h>

/* One answer, to the next request. */
typedef struct
{
  guint       status;        /* 0 = 200 */
  const char *body;
  gsize       piece;         /* bytes a chunk; 0 = all at once */
  const char *retry_after;   /* header, nullable */
  const char *content_type;  /* NULL: text/event-stream for 200, else application/json */
  gboolean    hold;          /* the end does not come, but a comment every few milliseconds */
  gboolean    silent;        /* nothing comes any more */
  gboolean    cut;           /* the connection is closed in place of the end */
} Reply;

typedef struct
{
  SoupServer  *server;
  char        *url;
  const Reply *replies;
  guint        n_replies;
  guint        n_requests;
  guint        n_finished;    /* answers that are over, by either side */
  GPtrArray   *bodies;        /* char*: of the requests */
  GPtrArray   *authorizations; /* char*: the header, "" for none */
} ScriptedServer;

/* an answer under way */
typedef struct
{
  ScriptedServer    *server;
  SoupServerMessage *message;
  const Reply       *reply;
  gsize              sent;
  guint              heartbeat;   /* source id */
} Sending;

/* The answer was sent, or the connection is gone: a client that goes while nothing is written ends
 * the one without the other. */
static inline void
sending_finished_cb (SoupServerMessage *message,
                     Sending           *sending)
{
  sending->server->n_finished++;
  g_signal_handlers_disconnect_by_data (message, sending);
  g_clear_handle_id (&sending->heartbeat, g_source_remove);
  g_object_unref (message);
  g_free (sending);
}

/* A server sees that its client has gone when it writes. */
static inline gboolean
heartbeat_cb (gpointer user_data)
{
  Sending *sending = user_data;

  soup_message_body_append (soup_server_message_get_response_body (sending->message),
                            SOUP_MEMORY_STATIC, ":\n\n", 3);
  soup_server_message_unpause (sending->message);

  return G_SOURCE_CONTINUE;
}

static inline void
send_next_cb (SoupServerMessage *message,
              Sending           *sending)
{
  const Reply *reply = sending->reply;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  gsize length = strlen (reply->body);
  gsize piece = reply->piece > 0 ? MIN (reply->piece, length - sending->sent) : length - sending->sent;

  if (piece > 0)
    {
      soup_message_body_append (body, SOUP_MEMORY_COPY, reply->body + sending->sent, piece);
      sending->sent += piece;
      soup_server_message_unpause (message);
    }
  else if (reply->cut)
    {
      g_autoptr(GIOStream) stream = NULL;

      sending_finished_cb (message, sending);
      stream = soup_server_message_steal_connection (message);
      g_io_stream_close (stream, NULL, NULL);
    }
  else if (reply->hold && sending->heartbeat == 0)
    {
      sending->heartbeat = g_timeout_add (5, heartbeat_cb, sending);
    }
  else if (!reply->hold && !reply->silent)
    {
      soup_message_body_complete (body);
      soup_server_message_unpause (message);
    }
}

static inline void
scripted_server_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    const char        *path,
                    GHashTable        *query,
                    gpointer           user_data)
{
  ScriptedServer *self = user_data;
  const Reply *reply = &self->replies[MIN (self->n_requests, self->n_replies - 1)];
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  const char *authorization =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  const char *type = reply->content_type;
  Sending *sending = g_new0 (Sending, 1);

  self->n_requests++;
  g_ptr_array_add (self->bodies, g_strndup (request->data, (gsize) request->length));
  g_ptr_array_add (self->authorizations, g_strdup (authorization != NULL ? authorization : ""));

  if (type == NULL)
    type = reply->status == 0 || reply->status == 200 ? "text/event-stream" : "application/json";
  soup_server_message_set_status (message, reply->status != 0 ? reply->status : 200, NULL);
  soup_message_headers_set_content_type (headers, type, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (reply->retry_after != NULL)
    soup_message_headers_append (headers, "Retry-After", reply->retry_after);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);

  sending->server = self;
  sending->message = g_object_ref (message);
  sending->reply = reply;
  g_signal_connect (message, "finished", G_CALLBACK (sending_finished_cb), sending);
  g_signal_connect (message, "disconnected", G_CALLBACK (sending_finished_cb), sending);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (send_next_cb), sending);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (send_next_cb), sending);
}

static inline void
scripted_server_init (ScriptedServer *self,
                      const Reply    *replies,
                      guint           n_replies)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;

  *self = (ScriptedServer) { .replies = replies, .n_replies = n_replies };
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->authorizations = g_ptr_array_new_with_free_func (g_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, scripted_server_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static inline void
scripted_server_clear (ScriptedServer *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->authorizations, g_ptr_array_unref);
  g_clear_pointer (&self->url, g_free);
}
