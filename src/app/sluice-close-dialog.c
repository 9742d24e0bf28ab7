/* sluice-close-dialog.c: asks what becomes of unsaved changes
 *
 * In the order it runs: ask_async -> response_cb -> (saved_cb) -> ask_finish.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sluice-close-dialog.h"
#include "sluice-saver.h"

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (sluice_saver_save_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
response_cb (GtkWidget  *dialog,
             const char *response,
             gpointer    user_data)
{
  g_autoptr(GTask) task = user_data;

  if (g_str_equal (response, "save"))
    sluice_saver_save_async (g_task_get_source_object (task), g_task_get_task_data (task), FALSE,
                             saved_cb, g_object_ref (task));
  else if (g_str_equal (response, "discard"))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
}

/**
 * sluice_close_dialog_ask_async:
 * @parent: the window that asks
 * @document: what is to be closed
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks whether to save a document before it is closed, and saves it if so.
 */
void
sluice_close_dialog_ask_async (GtkWindow           *parent,
                               SluiceDocument      *document,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GtkWidget *widget = adw_message_dialog_new (parent, _("Save Changes?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, sluice_close_dialog_ask_async);
  g_task_set_task_data (task, g_object_ref (document), g_object_unref);

  /* Translators: %s is the title of an extraction */
  adw_message_dialog_format_body (dialog,
                                  _("“%s” has changes that are not saved. Discard them, and they are lost."),
                                  sluice_document_get_title (document));
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"),
                                    "discard", _("_Discard"),
                                    "save", sluice_document_get_file (document) ? _("_Save") : _("_Save…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");

  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * sluice_close_dialog_ask_finish:
 * @result: the result
 * @error: return location for an error; %G_IO_ERROR_CANCELLED where it is not to be closed
 *
 * Ends sluice_close_dialog_ask_async().
 *
 * Returns: whether the document can be closed: it was saved, or can be lost
 */
gboolean
sluice_close_dialog_ask_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
