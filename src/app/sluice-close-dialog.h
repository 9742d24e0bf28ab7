/* sluice-close-dialog.h: asks what becomes of unsaved changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "sluice-document.h"

G_BEGIN_DECLS

void     sluice_close_dialog_ask_async  (GtkWindow            *parent,
                                         SluiceDocument       *document,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean sluice_close_dialog_ask_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
