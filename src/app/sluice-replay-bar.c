/* sluice-replay-bar.c: plays a recording again, at the speed of the person's choice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-replay-bar.h"
#include "sluice-settings.h"

static const gdouble speeds[] = { 0.25, 0.5, 1, 2, 4, 0 };

struct _SluiceReplayBar
{
  GtkWidget    parent_instance;

  GtkLabel    *label;
  GtkDropDown *speed_drop_down;
};

G_DEFINE_FINAL_TYPE (SluiceReplayBar, sluice_replay_bar, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SPEED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
fill_speeds (SluiceReplayBar *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      if (speeds[i] > 0)
        /* Translators: a speed: how many times as fast as it was */
        gtk_string_list_take (labels, g_strdup_printf (_("%g×"), speeds[i]));
      else
        gtk_string_list_append (labels, _("Instant"));
    }

  gtk_drop_down_set_model (self->speed_drop_down, G_LIST_MODEL (labels));
}

static void
set_speed (SluiceReplayBar *self,
           gdouble          speed)
{
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (ABS (speeds[i] - speed) < 0.01)
      gtk_drop_down_set_selected (self->speed_drop_down, i);
}

static void
speed_selected_cb (SluiceReplayBar *self)
{
  if (gtk_drop_down_get_selected (self->speed_drop_down) < G_N_ELEMENTS (speeds))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

static void
sluice_replay_bar_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SPEED:
      g_value_set_double (value, sluice_replay_bar_get_speed (SLUICE_REPLAY_BAR (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_replay_bar_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SPEED:
      set_speed (SLUICE_REPLAY_BAR (object), g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_replay_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_replay_bar_parent_class)->dispose (object);
}

static void
sluice_replay_bar_class_init (SluiceReplayBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_replay_bar_dispose;
  object_class->get_property = sluice_replay_bar_get_property;
  object_class->set_property = sluice_replay_bar_set_property;

  properties[PROP_SPEED] =
    g_param_spec_double ("speed", NULL, NULL, 0, 100, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-replay-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceReplayBar, label);
  gtk_widget_class_bind_template_child (widget_class, SluiceReplayBar, speed_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, speed_selected_cb);

  gtk_widget_class_set_css_name (widget_class, "replaybar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_replay_bar_init (SluiceReplayBar *self)
{
  GSettings *settings = sluice_settings_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));

  fill_speeds (self);
  set_speed (self, 1);
  if (settings)
    g_settings_bind (settings, "replay-speed", self, "speed", G_SETTINGS_BIND_DEFAULT);
}

/**
 * sluice_replay_bar_new:
 *
 * Returns: (transfer floating): a bar for no recording
 */
GtkWidget *
sluice_replay_bar_new (void)
{
  return g_object_new (SLUICE_TYPE_REPLAY_BAR, NULL);
}

/**
 * sluice_replay_bar_set_recording:
 * @self: a bar
 * @recording: (nullable): what would be played
 *
 * Tells what the recording is.
 */
void
sluice_replay_bar_set_recording (SluiceReplayBar *self,
                                 SluiceRecording *recording)
{
  g_autofree char *text = NULL;
  guint n;

  g_return_if_fail (SLUICE_IS_REPLAY_BAR (self));

  if (!recording)
    {
      gtk_label_set_label (self->label, "");
      return;
    }

  n = sluice_recording_get_n_chunks (recording);
  /* Translators: what a recording is: name of a protocol, number of pieces, seconds */
  text = g_strdup_printf (ngettext ("%s · %u chunk · %.1f s", "%s · %u chunks · %.1f s", n),
                          sluice_wire_get_name (sluice_recording_get_wire (recording)), n,
                          sluice_recording_get_duration (recording) / 1e6);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
}

/**
 * sluice_replay_bar_get_speed:
 * @self: a bar
 *
 * Returns: how many times as fast as recorded; 0 is as fast as it can be read
 */
gdouble
sluice_replay_bar_get_speed (SluiceReplayBar *self)
{
  guint selected;

  g_return_val_if_fail (SLUICE_IS_REPLAY_BAR (self), 1);

  selected = gtk_drop_down_get_selected (self->speed_drop_down);

  return selected < G_N_ELEMENTS (speeds) ? speeds[selected] : 1;
}
