/* sluice-welcome-page.c: what a window shows while nothing is open in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-example-grid.h"
#include "sluice-welcome-page.h"

struct _SluiceWelcomePage
{
  GtkWidget  parent_instance;

  GtkWidget *examples;
};

G_DEFINE_FINAL_TYPE (SluiceWelcomePage, sluice_welcome_page, GTK_TYPE_WIDGET)

static void
chosen_cb (SluiceWelcomePage *self,
           const char        *name)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-example", "s", name);
}

static gboolean
sluice_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SLUICE_WELCOME_PAGE (widget)->examples);
}

static void
sluice_welcome_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_welcome_page_parent_class)->dispose (object);
}

static void
sluice_welcome_page_class_init (SluiceWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_welcome_page_dispose;
  widget_class->grab_focus = sluice_welcome_page_grab_focus;

  g_type_ensure (SLUICE_TYPE_EXAMPLE_GRID);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWelcomePage, examples);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);

  gtk_widget_class_set_css_name (widget_class, "welcomepage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_welcome_page_init (SluiceWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_welcome_page_new:
 *
 * Returns: (transfer floating): the page, with a card for each example
 */
GtkWidget *
sluice_welcome_page_new (void)
{
  return g_object_new (SLUICE_TYPE_WELCOME_PAGE, NULL);
}
