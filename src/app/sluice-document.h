/* sluice-document.h: an extraction with its place on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DOCUMENT (sluice_document_get_type ())
G_DECLARE_FINAL_TYPE (SluiceDocument, sluice_document, SLUICE, DOCUMENT, GObject)

/* properties: title, subtitle, modified (all read-only) */
SluiceDocument   *sluice_document_new            (SluiceExtraction     *extraction);
SluiceDocument   *sluice_document_new_for_recording (SluiceRecording   *recording,
                                                  const char           *title);
SluiceExtraction *sluice_document_get_extraction (SluiceDocument       *self);
const char       *sluice_document_get_title      (SluiceDocument       *self);
char             *sluice_document_dup_subtitle   (SluiceDocument       *self);
GFile            *sluice_document_get_file       (SluiceDocument       *self);
void              sluice_document_set_file       (SluiceDocument       *self,
                                                  GFile                *file);
/* "Example", "Recording": where it comes from, if not from a file of its own */
void              sluice_document_set_origin     (SluiceDocument       *self,
                                                  const char           *origin);
gboolean          sluice_document_is_modified    (SluiceDocument       *self);
void              sluice_document_save_async     (SluiceDocument       *self,
                                                  GFile                *file,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          sluice_document_save_finish    (SluiceDocument       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
