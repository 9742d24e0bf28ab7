/* sluice-infer-dialog.c: asks for values and makes a schema of them
 *
 * In the order it runs: infer_action -> infer_thread -> inferred_cb, which closes the dialog or
 * says what is wrong with the values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "sluice-infer-dialog.h"
#include "sluice-source-style.h"

struct _SluiceInferDialog
{
  AdwWindow      parent_instance;

  GtkWidget     *view;
  GtkTextBuffer *buffer;
  GtkRevealer   *problem_revealer;
  GtkLabel      *problem_label;

  GCancellable  *cancellable;  /* of what is being inferred, nullable */
};

G_DEFINE_FINAL_TYPE (SluiceInferDialog, sluice_infer_dialog, ADW_TYPE_WINDOW)

enum { INFERRED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
infer_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr(SluiceInference) inference = sluice_inference_new (NULL);
  g_autoptr(GError) error = NULL;
  SluiceSchema *schema = NULL;

  if (sluice_inference_add_text (inference, task_data, -1, &error))
    schema = sluice_inference_make_schema (inference, &error);

  if (schema)
    g_task_return_pointer (task, schema, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
inferred_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SluiceInferDialog *self = SLUICE_INFER_DIALOG (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSchema) schema = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.infer", TRUE);
  if (error)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
      gtk_widget_grab_focus (self->view);
      return;
    }

  g_signal_emit (self, signals[INFERRED], 0, schema);
  gtk_window_close (GTK_WINDOW (self));
}

static void
infer_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  SluiceInferDialog *self = SLUICE_INFER_DIALOG (widget);
  g_autoptr(GTask) task = NULL;
  char *text;

  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "dialog.infer", FALSE);

  g_object_get (self->buffer, "text", &text, NULL);
  task = g_task_new (self, self->cancellable, inferred_cb, NULL);
  g_task_set_source_tag (task, infer_action);
  g_task_set_task_data (task, text, g_free);
  g_task_run_in_thread (task, infer_thread);
}

static void
changed_cb (SluiceInferDialog *self)
{
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

static void
sluice_infer_dialog_dispose (GObject *object)
{
  SluiceInferDialog *self = SLUICE_INFER_DIALOG (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sluice_infer_dialog_parent_class)->dispose (object);
}

static void
sluice_infer_dialog_class_init (SluiceInferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_infer_dialog_dispose;

  /* SluiceInferDialog::inferred: the values gave a schema. */
  signals[INFERRED] =
    g_signal_new ("inferred", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_SCHEMA);

  gtk_widget_class_install_action (widget_class, "dialog.infer", NULL, infer_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-infer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceInferDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceInferDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, SluiceInferDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SluiceInferDialog, problem_label);
}

static void
sluice_infer_dialog_init (SluiceInferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sluice_source_style_follow (GTK_SOURCE_BUFFER (self->buffer));
  sluice_source_style_set_language (GTK_SOURCE_BUFFER (self->buffer), "json");
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_window_set_focus (GTK_WINDOW (self), self->view);
}

/**
 * sluice_infer_dialog_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): a window that asks for values
 */
GtkWidget *
sluice_infer_dialog_new (GtkWindow *parent)
{
  return g_object_new (SLUICE_TYPE_INFER_DIALOG, "transient-for", parent, NULL);
}
