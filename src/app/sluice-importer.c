/* sluice-importer.c: scripts written for Instructor, opened in a window
 *
 * In the order it runs, for a text that was pasted: offer -> accepted_cb -> read_thread -> read_cb
 * -> open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-importer.h"

/* An offer outlives the moment: something else may be read first. */
#define OFFER_SECONDS 10
#define MAX_PROBLEMS 12

typedef struct
{
  SluiceWindow  *window;  /* owned */
  char          *text;
  GtkTextBuffer *buffer;  /* owned, nullable: where the text was pasted */
} Offer;

static void
offer_free (gpointer  data,
            GClosure *closure)
{
  Offer *offer = data;

  g_object_unref (offer->window);
  g_clear_object (&offer->buffer);
  g_free (offer->text);
  g_free (offer);
}

static char *
dup_problems (GListModel *problems)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (problems);

  for (guint i = 0; i < MIN (n, MAX_PROBLEMS); i++)
    {
      g_autoptr(SluiceDiagnostic) problem = g_list_model_get_item (problems, i);

      g_string_append_printf (text, "%s", i > 0 ? "\n" : "");
      g_string_append_printf (text, _("Line %u, column %u: %s"), sluice_diagnostic_get_line (problem),
                              sluice_diagnostic_get_column (problem), sluice_diagnostic_get_message (problem));
    }
  if (n > MAX_PROBLEMS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MAX_PROBLEMS), n - MAX_PROBLEMS);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_problems_cb (AdwToast      *toast,
                  SluiceSnippet *snippet)
{
  GtkWindow *parent = g_object_get_data (G_OBJECT (toast), "window");
  g_autofree char *body = dup_problems (sluice_snippet_get_diagnostics (snippet));
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Not Everything Was Understood"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_problems (SluiceWindow  *window,
               SluiceSnippet *snippet)
{
  guint n_opened = g_list_model_get_n_items (sluice_snippet_get_extractions (snippet));
  guint n = g_list_model_get_n_items (sluice_snippet_get_diagnostics (snippet));
  g_autofree char *title = NULL;
  AdwToast *toast;

  if (n == 0 && n_opened > 0)
    return;

  if (n_opened == 0)
    title = g_strdup (_("There is no extraction in this script"));
  else
    title = g_strdup_printf (ngettext ("%u place of the script was not understood",
                                       "%u places of the script were not understood", n), n);
  toast = adw_toast_new (title);
  if (n > 0)
    {
      adw_toast_set_button_label (toast, _("_Show"));
      g_object_set_data (G_OBJECT (toast), "window", window);
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show_problems_cb), g_object_ref (snippet),
                             (GClosureNotify) (void (*) (void)) g_object_unref, 0);
    }
  sluice_window_add_toast (window, toast);
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, sluice_snippet_new_from_text (task_data), g_object_unref);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SluiceSnippet) snippet = g_task_propagate_pointer (G_TASK (result), NULL);

  sluice_importer_open (SLUICE_WINDOW (object), snippet);
}

/* The script was no schema: what took it in gives it back. */
static void
accepted_cb (AdwToast *toast,
             Offer    *offer)
{
  g_autoptr(GTask) task = g_task_new (offer->window, NULL, read_cb, NULL);

  if (offer->buffer && gtk_text_buffer_get_can_undo (offer->buffer))
    gtk_text_buffer_undo (offer->buffer);

  g_task_set_source_tag (task, accepted_cb);
  g_task_set_task_data (task, g_strdup (offer->text), g_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * sluice_importer_open:
 * @window: where to
 * @snippet: a script
 *
 * Opens each extraction of a script in a tab, and tells what was not understood.
 */
void
sluice_importer_open (SluiceWindow  *window,
                      SluiceSnippet *snippet)
{
  GListModel *extractions;

  g_return_if_fail (SLUICE_IS_WINDOW (window));
  g_return_if_fail (SLUICE_IS_SNIPPET (snippet));

  extractions = sluice_snippet_get_extractions (snippet);
  for (guint i = 0; i < g_list_model_get_n_items (extractions); i++)
    {
      g_autoptr(SluiceExtraction) extraction = g_list_model_get_item (extractions, i);
      g_autoptr(SluiceDocument) document = sluice_document_new (extraction);

      sluice_document_set_origin (document, _("Imported"));
      sluice_window_open_document (window, document);
    }
  tell_problems (window, snippet);
}

/**
 * sluice_importer_offer:
 * @window: where to
 * @text: a text that was pasted
 * @pasted_into: (nullable): where it is now
 *
 * Offers to open a script; if the person accepts, the paste is undone.
 */
void
sluice_importer_offer (SluiceWindow  *window,
                       const char    *text,
                       GtkTextBuffer *pasted_into)
{
  AdwToast *toast;
  Offer *offer;

  g_return_if_fail (SLUICE_IS_WINDOW (window));
  g_return_if_fail (text != NULL);

  offer = g_new0 (Offer, 1);
  offer->window = g_object_ref (window);
  offer->text = g_strdup (text);
  g_set_object (&offer->buffer, pasted_into);

  toast = adw_toast_new (_("This text is a script for Instructor"));
  adw_toast_set_button_label (toast, _("_Import"));
  adw_toast_set_timeout (toast, OFFER_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (accepted_cb), offer, offer_free, 0);
  sluice_window_add_toast (window, toast);
}
