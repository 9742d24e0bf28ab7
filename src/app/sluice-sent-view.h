/* sluice-sent-view.h: what a provider receives of an extraction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SENT_VIEW (sluice_sent_view_get_type ())
G_DECLARE_FINAL_TYPE (SluiceSentView, sluice_sent_view, SLUICE, SENT_VIEW, GtkWidget)

char    *sluice_sent_view_show  (SluiceSentView   *self,
                                 SluiceExtraction *extraction,
                                 SluiceClient     *client,
                                 GError          **error);
void     sluice_sent_view_clear (SluiceSentView   *self);

G_END_DECLS
