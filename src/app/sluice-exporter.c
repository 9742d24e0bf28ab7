/* sluice-exporter.c: takes a result out into a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-exporter.h"

typedef struct
{
  const char *suffix;
  const char *mime_type;
  const char *name;
} Format;

static const Format formats[] = {
  [SLUICE_EXPORT_JSON]       = { "json",  "application/json",     N_("JSON")       },
  [SLUICE_EXPORT_JSON_LINES] = { "jsonl", "application/x-ndjson", N_("JSON Lines") },
  [SLUICE_EXPORT_CSV]        = { "csv",   "text/csv",             N_("CSV")        },
};

struct _SluiceExporter
{
  GObject    parent_instance;

  SluiceRun *run;
  char      *title;
  GPtrArray *items;  /* owned: SluiceItem*; NULL for all of the result */
};

G_DEFINE_FINAL_TYPE (SluiceExporter, sluice_exporter, G_TYPE_OBJECT)

static void
sluice_exporter_finalize (GObject *object)
{
  SluiceExporter *self = SLUICE_EXPORTER (object);

  g_clear_object (&self->run);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->title);

  G_OBJECT_CLASS (sluice_exporter_parent_class)->finalize (object);
}

static void
sluice_exporter_class_init (SluiceExporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_exporter_finalize;
}

static void
sluice_exporter_init (SluiceExporter *self)
{
}

/**
 * sluice_exporter_new:
 * @run: a run
 * @title: (nullable): what its extraction is called
 * @items: (nullable) (element-type SluiceItem): the items to take out; %NULL for the whole result
 *
 * Prepares to take a result out.
 *
 * Returns: (transfer full): a new exporter
 */
SluiceExporter *
sluice_exporter_new (SluiceRun  *run,
                     const char *title,
                     GPtrArray  *items)
{
  SluiceExporter *self = g_object_new (SLUICE_TYPE_EXPORTER, NULL);

  self->run = g_object_ref (run);
  self->title = g_strdup (title && *title ? title : _("Result"));
  self->items = items ? g_ptr_array_ref (items) : NULL;

  return self;
}

/**
 * sluice_exporter_is_partial:
 * @self: an exporter
 *
 * Tells whether the result is not all there, or not all right.
 *
 * Returns: whether it is partial
 */
gboolean
sluice_exporter_is_partial (SluiceExporter *self)
{
  g_return_val_if_fail (SLUICE_IS_EXPORTER (self), FALSE);

  return sluice_run_get_outcome (self->run) != SLUICE_OUTCOME_COMPLETE;
}

/* A title may hold what a file name may not. */
static char *
dup_base_name (const char *title)
{
  char *base = g_strdup (title);

  for (char *p = base; *p; p++)
    {
      if (*p == '/' || *p == '\\' || (guchar) *p < 0x20)
        *p = '-';
    }

  return g_strstrip (base);
}

/**
 * sluice_exporter_dup_file_name:
 * @self: an exporter
 * @format: a format
 *
 * Proposes a name for the file; that of a partial result says so.
 *
 * Returns: (transfer full): the name
 */
char *
sluice_exporter_dup_file_name (SluiceExporter     *self,
                               SluiceExportFormat  format)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (SLUICE_IS_EXPORTER (self), NULL);

  base = dup_base_name (self->title);

  if (sluice_exporter_is_partial (self))
    /* Translators: a file name: title of the extraction, suffix */
    return g_strdup_printf (_("%s (partial).%s"), base, formats[format].suffix);

  return g_strdup_printf ("%s.%s", base, formats[format].suffix);
}

static char *
format_items (SluiceExporter     *self,
              SluiceExportFormat  format)
{
  gboolean lines = format == SLUICE_EXPORT_JSON_LINES;
  GString *text = g_string_new (lines ? "" : "[\n");
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      SluiceItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *json = NULL;

      if (!sluice_item_is_closed (item))
        continue;

      json = sluice_item_to_json (item, lines ? 0 : 2);
      if (!lines && n > 0)
        g_string_append (text, ",\n");
      g_string_append (text, json);
      if (lines)
        g_string_append_c (text, '\n');
      n++;
    }

  if (!lines)
    g_string_append (text, n > 0 ? "\n]\n" : "]\n");

  return g_string_free (text, FALSE);
}

/**
 * sluice_exporter_dup_text:
 * @self: an exporter
 * @format: a format
 *
 * Writes the result. What has not closed is left out: an export holds no guesses.
 *
 * Returns: (transfer full): the text
 */
char *
sluice_exporter_dup_text (SluiceExporter     *self,
                          SluiceExportFormat  format)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (SLUICE_IS_EXPORTER (self), NULL);

  if (self->items && format != SLUICE_EXPORT_CSV)
    return format_items (self, format);

  switch (format)
    {
    case SLUICE_EXPORT_JSON_LINES:
      return sluice_run_items_to_ndjson (self->run);
    case SLUICE_EXPORT_CSV:
      return self->items ? sluice_run_some_items_to_csv (self->run, self->items)
                         : sluice_run_items_to_csv (self->run);
    case SLUICE_EXPORT_JSON:
    default:
      json = sluice_run_to_json (self->run, SLUICE_POLICY_VALUES, 2);
      return json ? g_strconcat (json, "\n", NULL) : g_strdup ("");
    }
}

/* Saving, in the order it runs: choose_async -> chosen_cb -> save -> saved_cb -> finish. */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      g_task_return_pointer (task, g_object_ref (object), g_object_unref);
      return;
    }

  g_prefix_error (&error, _("The file could not be written: "));
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
save (GTask              *task,
      SluiceExportFormat  format,
      GFile              *file)
{
  SluiceExporter *self = g_task_get_source_object (task);
  char *text = sluice_exporter_dup_text (self, format);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                       g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

/**
 * sluice_exporter_save_async:
 * @self: an exporter
 * @format: a format
 * @file: where to
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Writes the result to a file.
 */
void
sluice_exporter_save_async (SluiceExporter      *self,
                            SluiceExportFormat   format,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (SLUICE_IS_EXPORTER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_exporter_save_async);
  save (task, format, file);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GFile) file = NULL;
  SluiceExportFormat format = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (file)
    save (task, format, file);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser     *chooser,
            SluiceExportFormat  format)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _(formats[format].name));
  gtk_file_filter_add_suffix (filter, formats[format].suffix);
  gtk_file_filter_add_mime_type (filter, formats[format].mime_type);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * sluice_exporter_choose_async:
 * @self: an exporter
 * @format: a format
 * @parent: (nullable): the window that asks
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Asks for a file, and writes the result to it.
 */
void
sluice_exporter_choose_async (SluiceExporter      *self,
                              SluiceExportFormat   format,
                              GtkWindow           *parent,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *name = NULL;
  GtkFileChooserNative *dialog;
  GTask *task;

  g_return_if_fail (SLUICE_IS_EXPORTER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_exporter_choose_async);
  g_task_set_task_data (task, GINT_TO_POINTER (format), NULL);

  /* The dialog is kept until its response: a native dialog has no other owner. */
  dialog = gtk_file_chooser_native_new (_("Export Result"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _("_Export"), _("_Cancel"));
  name = sluice_exporter_dup_file_name (self, format);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  add_filter (GTK_FILE_CHOOSER (dialog), format);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * sluice_exporter_finish:
 * @self: an exporter
 * @result: the result
 * @error: return location for an error; G_IO_ERROR_CANCELLED where no file was chosen
 *
 * Returns: (transfer full): the file; %NULL on error
 */
GFile *
sluice_exporter_finish (SluiceExporter  *self,
                        GAsyncResult    *result,
                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
