/* sluice-transport.c: where the bytes of an answer come from: the network, or a recording
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "run/sluice-transport.h"

typedef struct
{
  guint started : 1;
  guint paused : 1;
  guint ended : 1;   /* nothing is told any more */
} SluiceTransportPrivate;

/**
 * SluiceTransportClass:
 * @parent_class: the parent class
 * @start: sends the request, or begins to play
 * @cancel: closes the connection at once, and tells the end with `G_IO_ERROR_CANCELLED`
 * @set_paused: brings no more chunks until it is called with `FALSE`; may be `NULL`
 *
 * What an implementation does. It tells of it with [method@Transport.connected],
 * [method@Transport.head], [method@Transport.chunk] and [method@Transport.ended].
 */

/**
 * SluiceTransport:
 *
 * Brings the bytes of one answer, with their times.
 *
 * What it tells comes in the order of its signals: [signal@Transport::connected] where there is
 * something to connect to, [signal@Transport::head], any number of [signal@Transport::chunk], and
 * [signal@Transport::ended], which is last and comes once.
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SluiceTransport, sluice_transport, G_TYPE_OBJECT)

enum { CONNECTED, HEAD, CHUNK, ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
sluice_transport_class_init (SluiceTransportClass *klass)
{
  /**
   * SluiceTransport::connected:
   * @self: the transport
   *
   * There is a connection; the request is on its way.
   */
  signals[CONNECTED] =
    g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SluiceTransport::head:
   * @self: the transport
   * @status: HTTP status of the answer
   * @headers: (array zero-terminated=1): its headers: name, value, name, value, …
   *
   * The answer begins.
   */
  signals[HEAD] =
    g_signal_new ("head", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRV);

  /**
   * SluiceTransport::chunk:
   * @self: the transport
   * @bytes: the next bytes of the body
   * @time_us: microseconds since the transport was started
   *
   * More of the answer, in any split.
   */
  signals[CHUNK] =
    g_signal_new ("chunk", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_INT64);

  /**
   * SluiceTransport::ended:
   * @self: the transport
   * @error: (nullable): why it ended early, or `NULL` for a clean end of the body
   *
   * Nothing more comes. A clean end does not prove that the answer is complete: only the
   * protocol's own end marker does.
   */
  signals[ENDED] =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sluice_transport_init (SluiceTransport *self)
{
}

/**
 * sluice_transport_start:
 * @self: a transport
 *
 * Sends the request, or begins to play. To be called once.
 */
void
sluice_transport_start (SluiceTransport *self)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));
  g_return_if_fail (!priv->started);

  priv->started = TRUE;
  if (!priv->ended)
    SLUICE_TRANSPORT_GET_CLASS (self)->start (self);
}

/**
 * sluice_transport_cancel:
 * @self: a transport
 *
 * Closes the connection at once, so that the provider stops generating.
 *
 * [signal@Transport::ended] follows with `G_IO_ERROR_CANCELLED`, unless it was there already.
 */
void
sluice_transport_cancel (SluiceTransport *self)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));

  if (priv->ended)
    return;
  if (priv->started)
    {
      SLUICE_TRANSPORT_GET_CLASS (self)->cancel (self);
    }
  else
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

      sluice_transport_ended (self, error);
    }
}

/**
 * sluice_transport_set_paused:
 * @self: a transport
 * @paused: whether to hold the chunks back
 *
 * Stops reading, or goes on. A transport that cannot hold back ignores it, so a reader keeps what
 * it cannot take yet.
 */
void
sluice_transport_set_paused (SluiceTransport *self,
                             gboolean         paused)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));

  paused = !!paused;
  if (priv->ended || priv->paused == paused)
    return;

  priv->paused = paused;
  if (SLUICE_TRANSPORT_GET_CLASS (self)->set_paused != NULL)
    SLUICE_TRANSPORT_GET_CLASS (self)->set_paused (self, paused);
}

/**
 * sluice_transport_connected:
 * @self: a transport
 *
 * For implementations: emits [signal@Transport::connected].
 */
void
sluice_transport_connected (SluiceTransport *self)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));

  if (!priv->ended)
    g_signal_emit (self, signals[CONNECTED], 0);
}

/**
 * sluice_transport_head:
 * @self: a transport
 * @status: HTTP status of the answer
 * @headers: (array zero-terminated=1): name, value, name, value, …
 *
 * For implementations: emits [signal@Transport::head].
 */
void
sluice_transport_head (SluiceTransport  *self,
                       guint             status,
                       const char      **headers)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));
  g_return_if_fail (headers != NULL);

  if (!priv->ended)
    g_signal_emit (self, signals[HEAD], 0, status, headers);
}

/**
 * sluice_transport_chunk:
 * @self: a transport
 * @bytes: the next bytes of the body
 * @time_us: microseconds since the transport was started
 *
 * For implementations: emits [signal@Transport::chunk].
 */
void
sluice_transport_chunk (SluiceTransport *self,
                        GBytes          *bytes,
                        gint64           time_us)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));
  g_return_if_fail (bytes != NULL);

  if (!priv->ended)
    g_signal_emit (self, signals[CHUNK], 0, bytes, time_us);
}

/**
 * sluice_transport_ended:
 * @self: a transport
 * @error: (nullable): why it ended early
 *
 * For implementations: emits [signal@Transport::ended], the first time it is called.
 */
void
sluice_transport_ended (SluiceTransport *self,
                        const GError    *error)
{
  SluiceTransportPrivate *priv = sluice_transport_get_instance_private (self);

  g_return_if_fail (SLUICE_IS_TRANSPORT (self));

  if (priv->ended)
    return;

  priv->ended = TRUE;
  g_signal_emit (self, signals[ENDED], 0, error);
}
