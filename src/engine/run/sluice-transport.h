/* sluice-transport.h: where the bytes of an answer come from: the network, or a recording
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "sluice-macros.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_TRANSPORT (sluice_transport_get_type ())
SLUICE_API
G_DECLARE_DERIVABLE_TYPE (SluiceTransport, sluice_transport, SLUICE, TRANSPORT, GObject)

/* One answer. Signals: "connected" (); "head" (guint status, GStrv headers as name, value, …);
 * "chunk" (GBytes*, gint64 time_us since start); "ended" (GError*, NULL for a clean end), once. */
struct _SluiceTransportClass
{
  GObjectClass parent_class;

  void (*start)      (SluiceTransport *self);
  void (*cancel)     (SluiceTransport *self);  /* closes the connection at once; "ended" follows with CANCELLED */
  /* optional: no more chunks until it is called with FALSE, for the reader cannot keep up */
  void (*set_paused) (SluiceTransport *self, gboolean paused);

  gpointer padding[5];
};

SLUICE_API void sluice_transport_start      (SluiceTransport *self);
SLUICE_API void sluice_transport_cancel     (SluiceTransport *self);
SLUICE_API void sluice_transport_set_paused (SluiceTransport *self,
                                             gboolean         paused);
/* for implementations */
SLUICE_API void sluice_transport_connected  (SluiceTransport *self);
SLUICE_API void sluice_transport_head       (SluiceTransport *self,
                                             guint            status,
                                             const char     **headers);
SLUICE_API void sluice_transport_chunk      (SluiceTransport *self,
                                             GBytes          *bytes,
                                             gint64           time_us);
SLUICE_API void sluice_transport_ended      (SluiceTransport *self,
                                             const GError    *error);

G_END_DECLS
