/* sluice-wire-view.h: what went over the wire: the stream, the answer in it, and the request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WIRE_VIEW (sluice_wire_view_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWireView, sluice_wire_view, SLUICE, WIRE_VIEW, GtkWidget)

/* signals: "byte-chosen" (guint64 offset in the answer), "copied" */
SluiceWireView *sluice_wire_view_new          (void);
void            sluice_wire_view_set_attempt  (SluiceWireView *self,
                                               SluiceAttempt  *attempt,
                                               SluiceProvider *provider);
void            sluice_wire_view_set_compact  (SluiceWireView *self,
                                               gboolean        compact);
void            sluice_wire_view_update       (SluiceWireView *self,
                                               gboolean        live);
void            sluice_wire_view_show_answer  (SluiceWireView *self);
void            sluice_wire_view_select_bytes (SluiceWireView *self,
                                               gsize           start,
                                               gsize           end);

G_END_DECLS
