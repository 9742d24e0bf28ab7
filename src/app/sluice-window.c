/* sluice-window.c: a window: header bar and tabs of extractions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-extraction-page.h"
#include "sluice-window.h"

struct _SluiceWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  AdwTabView           *tab_view;
};

G_DEFINE_FINAL_TYPE (SluiceWindow, sluice_window, ADW_TYPE_APPLICATION_WINDOW)

static void
sluice_window_class_init (SluiceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, tab_view);
}

static void
sluice_window_init (SluiceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_tab_page_set_title (adw_tab_view_append (self->tab_view,
                                               GTK_WIDGET (sluice_extraction_page_new ())),
                          _("Untitled"));
}

/**
 * sluice_window_new:
 * @application: the program
 *
 * Returns: (transfer none): a new window, which the application keeps
 */
SluiceWindow *
sluice_window_new (SluiceApplication *application)
{
  return g_object_new (SLUICE_TYPE_WINDOW, "application", application, NULL);
}

/**
 * sluice_window_add_toast:
 * @self: a window
 * @toast: (transfer full): what to tell in passing; its title is Pango markup
 *
 * Shows a toast over the window.
 */
void
sluice_window_add_toast (SluiceWindow *self,
                         AdwToast     *toast)
{
  g_return_if_fail (SLUICE_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
