/* sluice-saver.c: saves a document, and asks where to if need be
 *
 * In the order it runs: save_async -> (ask -> chosen_cb) -> write -> written_cb -> save_finish;
 * for a recording the writing is record_thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-recent-menu.h"
#include "sluice-saver.h"

#define EXTRACTION_SUFFIX ".sluice"
#define RECORDING_SUFFIX ".recording.jsonl"

/* One saving: a document or a recording. */
typedef struct
{
  SluiceDocument       *document;   /* owned, nullable */
  SluiceRecording      *recording;  /* owned, nullable */
  GFile                *file;       /* owned, nullable until it is chosen */
  GtkFileChooserNative *chooser;    /* owned, nullable: a native dialog needs somebody to keep it */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_object (&save->document);
  g_clear_object (&save->recording);
  g_clear_object (&save->file);
  g_clear_object (&save->chooser);
  g_free (save);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Save *save = g_task_get_task_data (task);

  if (sluice_document_save_finish (SLUICE_DOCUMENT (object), result, &error))
    {
      sluice_recent_menu_note (save->file);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
record_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  Save *save = task_data;

  if (sluice_recording_save (save->recording, save->file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
write_out (GTask *task)
{
  Save *save = g_task_get_task_data (task);

  if (save->document)
    sluice_document_save_async (save->document, save->file, NULL, written_cb, g_object_ref (task));
  else
    g_task_run_in_thread (task, record_thread);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data (task);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      save->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      write_out (task);
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *pattern)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* A title may hold what a file name must not. */
static char *
dup_file_name (const char *title,
               const char *suffix)
{
  g_autofree char *name = g_strdup (title);

  g_strdelimit (name, "/\\:\n\t", '-');
  g_strstrip (name);

  return g_strconcat (*name ? name : _("Untitled"), suffix, NULL);
}

static void
ask (GTask      *task,
     GtkWindow  *parent,
     const char *heading,
     const char *name,
     const char *filter_name,
     const char *pattern)
{
  Save *save = g_task_get_task_data (task);

  save->chooser = gtk_file_chooser_native_new (heading, parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (save->chooser), name);
  add_filter (GTK_FILE_CHOOSER (save->chooser), filter_name, pattern);
  add_filter (GTK_FILE_CHOOSER (save->chooser), _("All Files"), "*");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (save->chooser), TRUE);
  g_signal_connect (save->chooser, "response", G_CALLBACK (chosen_cb), g_object_ref (task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}

/**
 * sluice_saver_save_async:
 * @parent: the window that asks
 * @document: what to save
 * @ask: whether to ask where to even if that is known
 * @callback: called when it is on disk, or when the person thought better of it
 * @user_data: data for @callback
 *
 * Saves a document.
 */
void
sluice_saver_save_async (GtkWindow           *parent,
                         SluiceDocument      *document,
                         gboolean             ask_where,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (parent, NULL, callback, user_data);
  GFile *file = sluice_document_get_file (document);
  g_autofree char *name = NULL;
  Save *save;

  save = g_new0 (Save, 1);
  save->document = g_object_ref (document);
  g_task_set_source_tag (task, sluice_saver_save_async);
  g_task_set_task_data (task, save, save_free);

  if (file && !ask_where)
    {
      save->file = g_object_ref (file);
      write_out (task);
      return;
    }

  name = dup_file_name (sluice_document_get_title (document), EXTRACTION_SUFFIX);
  ask (task, parent, _("Save Extraction"), name, _("Extractions"), "*" EXTRACTION_SUFFIX);
  if (file)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (save->chooser), file, NULL);
}

/**
 * sluice_saver_save_recording_async:
 * @parent: the window that asks
 * @recording: what to save
 * @title: what it is a recording of
 * @callback: called when it is on disk, or when the person thought better of it
 * @user_data: data for @callback
 *
 * Asks where to save a recording, and does.
 */
void
sluice_saver_save_recording_async (GtkWindow           *parent,
                                   SluiceRecording     *recording,
                                   const char          *title,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (parent, NULL, callback, user_data);
  g_autofree char *name = dup_file_name (title, RECORDING_SUFFIX);
  Save *save;

  save = g_new0 (Save, 1);
  save->recording = g_object_ref (recording);
  g_task_set_source_tag (task, sluice_saver_save_recording_async);
  g_task_set_task_data (task, save, save_free);

  ask (task, parent, _("Save Recording"), name, _("Recordings"), "*.jsonl");
}

/**
 * sluice_saver_save_finish:
 * @result: the result
 * @error: return location for an error; %G_IO_ERROR_CANCELLED where the person did not want to
 *
 * Ends the functions above.
 *
 * Returns: whether it is on disk
 */
gboolean
sluice_saver_save_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
