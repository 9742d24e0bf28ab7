/* sluice-examples-dialog.c: the examples, in a window of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-example-grid.h"
#include "sluice-examples-dialog.h"

struct _SluiceExamplesDialog
{
  AdwWindow  parent_instance;

  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (SluiceExamplesDialog, sluice_examples_dialog, ADW_TYPE_WINDOW)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
chosen_cb (SluiceExamplesDialog *self,
           const char           *name)
{
  g_autoptr(SluiceExamplesDialog) keep = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, name);
}

static void
sluice_examples_dialog_class_init (SluiceExamplesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SLUICE_TYPE_EXAMPLE_GRID);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-examples-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceExamplesDialog, grid);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
sluice_examples_dialog_init (SluiceExamplesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_examples_dialog_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): a window with a card for each example
 */
GtkWidget *
sluice_examples_dialog_new (GtkWindow *parent)
{
  return g_object_new (SLUICE_TYPE_EXAMPLES_DIALOG, "transient-for", parent, NULL);
}
