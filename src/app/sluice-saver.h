/* sluice-saver.h: saves a document, and asks where to if need be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "sluice-document.h"

G_BEGIN_DECLS

void     sluice_saver_save_async          (GtkWindow            *parent,
                                           SluiceDocument       *document,
                                           gboolean              ask,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean sluice_saver_save_finish         (GAsyncResult         *result,
                                           GError              **error);
void     sluice_saver_save_recording_async (GtkWindow           *parent,
                                           SluiceRecording      *recording,
                                           const char           *title,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

G_END_DECLS
