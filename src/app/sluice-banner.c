/* sluice-banner.c: a line above the result: what happened, and the one thing to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * AdwBanner is newer than our floor.
 */
#include "config.h"

#include "sluice-banner.h"

struct _SluiceBanner
{
  GtkWidget    parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkButton   *button;
};

enum { CLICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceBanner, sluice_banner, GTK_TYPE_WIDGET)

static void
button_clicked_cb (SluiceBanner *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
sluice_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_BANNER);

  G_OBJECT_CLASS (sluice_banner_parent_class)->dispose (object);
}

static void
sluice_banner_class_init (SluiceBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_banner_dispose;

  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SluiceBanner, label);
  gtk_widget_class_bind_template_child (widget_class, SluiceBanner, button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
sluice_banner_init (SluiceBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_clicked_cb), self);
}

/**
 * sluice_banner_new:
 *
 * Returns: (transfer floating): a hidden banner
 */
SluiceBanner *
sluice_banner_new (void)
{
  return g_object_new (SLUICE_TYPE_BANNER, NULL);
}

/**
 * sluice_banner_reveal:
 * @self: a banner
 * @message: what happened
 * @button_label: (nullable): what to do about it, with a mnemonic; %NULL where nothing helps
 * @is_error: whether something went wrong
 *
 * Shows a message.
 */
void
sluice_banner_reveal (SluiceBanner *self,
                      const char   *message,
                      const char   *button_label,
                      gboolean      is_error)
{
  g_return_if_fail (SLUICE_IS_BANNER (self));

  gtk_label_set_label (self->label, message);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), message);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  gtk_button_set_label (self->button, button_label ? button_label : "");

  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, message, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * sluice_banner_hide:
 * @self: a banner
 *
 * Takes the message away.
 */
void
sluice_banner_hide (SluiceBanner *self)
{
  g_return_if_fail (SLUICE_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sluice_banner_get_message:
 * @self: a banner
 *
 * Returns: (transfer none) (nullable): the message; %NULL while it is hidden
 */
const char *
sluice_banner_get_message (SluiceBanner *self)
{
  g_return_val_if_fail (SLUICE_IS_BANNER (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_label (self->label) : NULL;
}
