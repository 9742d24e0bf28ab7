/* sluice-opener.c: opens files in a window
 *
 * In the order it runs: choose -> chosen_cb -> open -> loaded_cb.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-importer.h"
#include "sluice-loader.h"
#include "sluice-opener.h"
#include "sluice-recent-menu.h"

/* An answer that is called "response" is kept in a folder that says what it is. */
static char *
dup_title (GFile *file)
{
  g_autofree char *basename = g_file_get_basename (file);
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_name = folder ? g_file_get_basename (folder) : NULL;

  if (folder_name && *folder_name != G_DIR_SEPARATOR && g_str_has_prefix (basename, "response."))
    return g_filename_display_name (folder_name);

  return g_filename_display_name (basename);
}

static void
open_recording (SluiceWindow    *self,
                SluiceRecording *recording,
                GFile           *file)
{
  g_autofree char *title = dup_title (file);
  g_autoptr(SluiceDocument) document = sluice_document_new_for_recording (recording, title);
  SluiceExtractionPage *page = sluice_window_open_document (self, document);

  sluice_extraction_page_set_recording (page, recording);
  sluice_extraction_page_replay (page);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(SluiceWindow) self = user_data;
  g_autoptr(GObject) loaded = NULL;
  g_autoptr(GError) error = NULL;
  SluiceLoadedKind kind;
  GFile *file;

  loaded = sluice_loader_load_finish (result, &file, &kind, &error);
  if (!loaded)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      sluice_window_add_toast (self, adw_toast_new (markup));
      return;
    }

  if (kind == SLUICE_LOADED_RECORDING)
    open_recording (self, SLUICE_RECORDING (loaded), file);
  else if (kind == SLUICE_LOADED_SNIPPET)
    sluice_importer_open (self, SLUICE_SNIPPET (loaded));
  else
    {
      g_autoptr(SluiceDocument) document = sluice_document_new (SLUICE_EXTRACTION (loaded));

      if (kind == SLUICE_LOADED_EXTRACTION)
        {
          sluice_document_set_file (document, file);
          sluice_recent_menu_note (file);
        }
      sluice_window_open_document (self, document);
    }
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           SluiceWindow    *window)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr(GFile) file = g_list_model_get_item (files, i);

          sluice_opener_open (window, file);
        }
    }

  g_object_set_data (G_OBJECT (window), "open-chooser", NULL);
}

static void
add_filter (GtkFileChooser     *chooser,
            const char         *name,
            const char * const *patterns)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i]; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * sluice_opener_open:
 * @window: where to
 * @file: an extraction, a script, a schema, a recording, or an answer of a provider
 *
 * Opens a file in a new tab, when it has been read; or says why it cannot be.
 */
void
sluice_opener_open (SluiceWindow *window,
                    GFile        *file)
{
  g_return_if_fail (SLUICE_IS_WINDOW (window));
  g_return_if_fail (G_IS_FILE (file));

  if (!sluice_window_present_file (window, file))
    sluice_loader_load_async (file, NULL, loaded_cb, g_object_ref (window));
}

/**
 * sluice_opener_choose:
 * @window: where to
 * @kind: what to offer first; whatever is chosen is opened as what it is
 *
 * Asks for files and opens them.
 */
void
sluice_opener_choose (SluiceWindow     *window,
                      SluiceOpenerKind  kind)
{
  static const char * const extractions[] = { "*.sluice", "*.json", "*.py", NULL };
  static const char * const recordings[] = { "*.jsonl", "*.ndjson", "*.sse", "*.json", "*.txt", NULL };
  static const char * const all[] = { "*", NULL };
  gboolean recording = kind == SLUICE_OPENER_RECORDINGS;
  GtkFileChooserNative *chooser;

  g_return_if_fail (SLUICE_IS_WINDOW (window));

  if (g_object_get_data (G_OBJECT (window), "open-chooser"))
    return;

  chooser = gtk_file_chooser_native_new (recording ? _("Open Recording") : _("Open"),
                                         GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_OPEN,
                                         _("_Open"), _("_Cancel"));
  /* A native dialog has no owner but whoever keeps it. */
  g_object_set_data_full (G_OBJECT (window), "open-chooser", chooser, g_object_unref);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser),
              recording ? _("Recordings and Answers") : _("Extractions and Schemas"),
              recording ? recordings : extractions);
  add_filter (GTK_FILE_CHOOSER (chooser), _("All Files"), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), window);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
