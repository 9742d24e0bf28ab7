/* sluice-find-bar.c: asks what to find in a result, and tells how often it is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-find-bar.h"

struct _SluiceFindBar
{
  GtkWidget     parent_instance;

  GtkSearchBar *bar;
  GtkEditable  *entry;
  GtkLabel     *count;
  GtkWidget    *steps;
};

enum { PROP_0, PROP_OPEN, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceFindBar, sluice_find_bar, GTK_TYPE_WIDGET)

static void
changed_cb (SluiceFindBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0, gtk_editable_get_text (self->entry));
}

static void
mode_changed_cb (SluiceFindBar *self)
{
  if (!gtk_search_bar_get_search_mode (self->bar))
    {
      gtk_editable_set_text (self->entry, "");
      g_signal_emit (self, signals[CHANGED], 0, NULL);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
sluice_find_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceFindBar *self = SLUICE_FIND_BAR (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      /* The button that is bound to it asks while the template is still being built. */
      g_value_set_boolean (value, self->bar && gtk_search_bar_get_search_mode (self->bar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_find_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SluiceFindBar *self = SLUICE_FIND_BAR (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      gtk_search_bar_set_search_mode (self->bar, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_find_bar_dispose (GObject *object)
{
  SluiceFindBar *self = SLUICE_FIND_BAR (object);
  GtkWidget *child;

  if (self->bar)
    g_signal_handlers_disconnect_by_data (self->bar, self);
  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  self->bar = NULL;
  self->entry = NULL;

  G_OBJECT_CLASS (sluice_find_bar_parent_class)->dispose (object);
}

static void
sluice_find_bar_class_init (SluiceFindBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_find_bar_dispose;
  object_class->get_property = sluice_find_bar_get_property;
  object_class->set_property = sluice_find_bar_set_property;

  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/sluice/Sluice/ui/sluice-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, SluiceFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SluiceFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, SluiceFindBar, steps);
}

static void
sluice_find_bar_init (SluiceFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);

  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->bar, "notify::search-mode-enabled", G_CALLBACK (mode_changed_cb), self);
}

/**
 * sluice_find_bar_open:
 * @self: a bar
 *
 * Shows it and moves the keyboard there.
 */
void
sluice_find_bar_open (SluiceFindBar *self)
{
  g_return_if_fail (SLUICE_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * sluice_find_bar_close:
 * @self: a bar
 *
 * Hides it and forgets what was to be found.
 */
void
sluice_find_bar_close (SluiceFindBar *self)
{
  g_return_if_fail (SLUICE_IS_FIND_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

/**
 * sluice_find_bar_show_match:
 * @self: a bar
 * @match: which one is shown, from 1
 * @n: how many there are
 *
 * Tells how often the text was found.
 */
void
sluice_find_bar_show_match (SluiceFindBar *self,
                            guint          match,
                            guint          n)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SLUICE_IS_FIND_BAR (self));

  if (*gtk_editable_get_text (self->entry) == '\0')
    text = g_strdup ("");
  else if (n == 0)
    text = g_strdup (_("Not found"));
  else
    /* Translators: which match of how many */
    text = g_strdup_printf (_("%u of %u"), match, n);

  gtk_label_set_label (self->count, text);
}

/**
 * sluice_find_bar_set_steps:
 * @self: a bar
 * @shown: whether one can go from match to match
 *
 * Shows or hides the buttons that do so.
 */
void
sluice_find_bar_set_steps (SluiceFindBar *self,
                           gboolean       shown)
{
  g_return_if_fail (SLUICE_IS_FIND_BAR (self));

  gtk_widget_set_visible (self->steps, shown);
}
