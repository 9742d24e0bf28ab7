/* sluice-text-dialog.c: a longer text, edited in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtksourceview/gtksource.h>

#include "sluice-source-style.h"
#include "sluice-text-dialog.h"

struct _SluiceTextDialog
{
  AdwWindow      parent_instance;

  GtkWidget     *view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (SluiceTextDialog, sluice_text_dialog, ADW_TYPE_WINDOW)

enum { EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
apply_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  SluiceTextDialog *self = SLUICE_TEXT_DIALOG (widget);
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  g_signal_emit (self, signals[EDITED], 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sluice_text_dialog_class_init (SluiceTextDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] =
    g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "dialog.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-text-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceTextDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceTextDialog, buffer);
}

static void
sluice_text_dialog_init (SluiceTextDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sluice_source_style_follow (GTK_SOURCE_BUFFER (self->buffer));
}

/**
 * sluice_text_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @title: what the text is
 * @text: (nullable): the text to begin with
 *
 * Returns: (transfer none): a window with an editor
 */
GtkWidget *
sluice_text_dialog_new (GtkWindow  *parent,
                        const char *title,
                        const char *text)
{
  SluiceTextDialog *self = g_object_new (SLUICE_TYPE_TEXT_DIALOG,
                                         "title", title,
                                         "transient-for", parent,
                                         NULL);

  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_window_set_focus (GTK_WINDOW (self), self->view);

  return GTK_WIDGET (self);
}
