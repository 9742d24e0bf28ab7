/* sluice-exporter.h: takes a result out into a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_EXPORT_JSON,
  SLUICE_EXPORT_JSON_LINES,
  SLUICE_EXPORT_CSV,
} SluiceExportFormat;

#define SLUICE_TYPE_EXPORTER (sluice_exporter_get_type ())
G_DECLARE_FINAL_TYPE (SluiceExporter, sluice_exporter, SLUICE, EXPORTER, GObject)

SluiceExporter *sluice_exporter_new           (SluiceRun            *run,
                                               const char           *title,
                                               GPtrArray            *items);
gboolean        sluice_exporter_is_partial    (SluiceExporter       *self);
char           *sluice_exporter_dup_file_name (SluiceExporter       *self,
                                               SluiceExportFormat    format);
char           *sluice_exporter_dup_text      (SluiceExporter       *self,
                                               SluiceExportFormat    format);
void            sluice_exporter_save_async    (SluiceExporter       *self,
                                               SluiceExportFormat    format,
                                               GFile                *file,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void            sluice_exporter_choose_async  (SluiceExporter       *self,
                                               SluiceExportFormat    format,
                                               GtkWindow            *parent,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GFile          *sluice_exporter_finish        (SluiceExporter       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
