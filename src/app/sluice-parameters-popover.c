/* sluice-parameters-popover.c: temperature, output limit and the like
 *
 * What is not set is left to the provider, and says so: there is no silent number. In its spin
 * button that is the step below the lowest value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "sluice-parameters-popover.h"

#define DEFAULT_ATTEMPTS 3

struct _SluiceParametersPopover
{
  GtkPopover        parent_instance;

  GtkWidget        *narrow_list;
  GtkMenuButton    *mode_button;
  SluiceModePicker *mode_picker;
  GtkSpinButton    *temperature;
  GtkSpinButton    *limit;
  GtkSpinButton    *seed;
  GtkSpinButton    *attempts;
  GtkEditable      *extra;
  GtkWidget        *reset_button;

  SluiceExtraction *extraction;    /* owned, nullable */
  guint             updating : 1;  /* values come from the extraction */
  guint             changed : 1;
};

G_DEFINE_FINAL_TYPE (SluiceParametersPopover, sluice_parameters_popover, GTK_TYPE_POPOVER)

enum { PROP_0, PROP_CHANGED, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
is_unset (GtkSpinButton *spin)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);

  return gtk_adjustment_get_value (adjustment)
         < gtk_adjustment_get_lower (adjustment) + gtk_adjustment_get_step_increment (adjustment) / 2;
}

static void
unset (GtkSpinButton *spin)
{
  gtk_spin_button_set_value (spin, gtk_adjustment_get_lower (gtk_spin_button_get_adjustment (spin)));
}

static gboolean
spin_output_cb (GtkSpinButton *spin)
{
  if (!is_unset (spin))
    return FALSE;

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), _("Provider default")))
    gtk_editable_set_text (GTK_EDITABLE (spin), _("Provider default"));

  return TRUE;
}

/* An emptied entry is unset as well. */
static int
spin_input_cb (GtkSpinButton *spin,
               double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  if (*text && !g_str_equal (text, _("Provider default")))
    return FALSE;

  *value = gtk_adjustment_get_lower (gtk_spin_button_get_adjustment (spin));
  return TRUE;
}

static gboolean
is_object (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return node && JSON_NODE_HOLDS_OBJECT (node);
}

static void
update_changed (SluiceParametersPopover *self)
{
  gboolean changed = !is_unset (self->temperature) || !is_unset (self->limit) || !is_unset (self->seed)
                     || gtk_spin_button_get_value_as_int (self->attempts) != DEFAULT_ATTEMPTS
                     || *gtk_editable_get_text (self->extra);

  gtk_widget_set_sensitive (self->reset_button, changed);
  if (self->changed != changed)
    {
      self->changed = changed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
    }
}

static void
apply_spins (SluiceParametersPopover *self)
{
  if (self->updating || !self->extraction)
    return;

  g_object_set (self->extraction,
                "temperature", is_unset (self->temperature) ? NAN
                                                            : gtk_spin_button_get_value (self->temperature),
                "max-tokens", is_unset (self->limit) ? -1 : gtk_spin_button_get_value_as_int (self->limit),
                "seed", (gint64) gtk_spin_button_get_value (self->seed),
                "max-retries", (guint) gtk_spin_button_get_value_as_int (self->attempts) - 1,
                NULL);
  update_changed (self);
}

/* What is not an object stays in the entry, marked, and is not sent. */
static void
apply_extra (SluiceParametersPopover *self)
{
  const char *text = gtk_editable_get_text (self->extra);
  gboolean good = !*text || is_object (text);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->extra), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->extra), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->extra), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);

  if (!self->updating && self->extraction)
    g_object_set (self->extraction, "extra-body", good && *text ? text : NULL, NULL);
  update_changed (self);
}

static void
update_values (SluiceParametersPopover *self)
{
  g_autofree char *extra = NULL;
  gdouble temperature;
  gint64 seed;
  guint max_retries;
  int max_tokens;

  g_object_get (self->extraction,
                "temperature", &temperature, "max-tokens", &max_tokens, "seed", &seed,
                "max-retries", &max_retries, "extra-body", &extra, NULL);

  self->updating = TRUE;
  gtk_spin_button_set_value (self->temperature, isnan (temperature) ? -1 : temperature);
  gtk_spin_button_set_value (self->limit, max_tokens);
  gtk_spin_button_set_value (self->seed, seed);
  gtk_spin_button_set_value (self->attempts, max_retries + 1);
  /* While it is being written, an entry may hold what is not JSON yet. */
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->extra), "error")
      && g_strcmp0 (gtk_editable_get_text (self->extra), extra ? extra : "") != 0)
    gtk_editable_set_text (self->extra, extra ? extra : "");
  self->updating = FALSE;

  update_changed (self);
}

static void
reset_clicked_cb (SluiceParametersPopover *self)
{
  unset (self->temperature);
  unset (self->limit);
  unset (self->seed);
  gtk_spin_button_set_value (self->attempts, DEFAULT_ATTEMPTS);
  gtk_editable_set_text (self->extra, "");
}

static void
sluice_parameters_popover_get_property (GObject    *object,
                                        guint       prop_id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  SluiceParametersPopover *self = SLUICE_PARAMETERS_POPOVER (object);

  switch (prop_id)
    {
    case PROP_CHANGED:
      g_value_set_boolean (value, self->changed);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, gtk_widget_get_visible (self->narrow_list));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_parameters_popover_set_property (GObject      *object,
                                        guint         prop_id,
                                        const GValue *value,
                                        GParamSpec   *pspec)
{
  SluiceParametersPopover *self = SLUICE_PARAMETERS_POPOVER (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      gtk_widget_set_visible (self->narrow_list, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_parameters_popover_dispose (GObject *object)
{
  SluiceParametersPopover *self = SLUICE_PARAMETERS_POPOVER (object);

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_object (&self->extraction);

  G_OBJECT_CLASS (sluice_parameters_popover_parent_class)->dispose (object);
}

static void
sluice_parameters_popover_class_init (SluiceParametersPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_parameters_popover_dispose;
  object_class->get_property = sluice_parameters_popover_get_property;
  object_class->set_property = sluice_parameters_popover_set_property;

  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SLUICE_TYPE_MODE_PICKER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-parameters-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, narrow_list);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, mode_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, mode_picker);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, temperature);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, limit);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, seed);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, attempts);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, extra);
  gtk_widget_class_bind_template_child (widget_class, SluiceParametersPopover, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, spin_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, spin_input_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
sluice_parameters_popover_init (SluiceParametersPopover *self)
{
  GtkSpinButton *spins[4];

  gtk_widget_init_template (GTK_WIDGET (self));

  spins[0] = self->temperature;
  spins[1] = self->limit;
  spins[2] = self->seed;
  spins[3] = self->attempts;
  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    {
      gtk_spin_button_update (spins[i]);
      g_signal_connect_object (spins[i], "value-changed", G_CALLBACK (apply_spins), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_spin_button_set_value (self->attempts, DEFAULT_ATTEMPTS);
  g_signal_connect_object (self->extra, "changed", G_CALLBACK (apply_extra), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_parameters_popover_new:
 *
 * Returns: (transfer floating): a popover with nothing set
 */
GtkWidget *
sluice_parameters_popover_new (void)
{
  return g_object_new (SLUICE_TYPE_PARAMETERS_POPOVER, NULL);
}

/**
 * sluice_parameters_popover_set_extraction:
 * @self: a popover
 * @extraction: (nullable): whose parameters to show and to set
 */
void
sluice_parameters_popover_set_extraction (SluiceParametersPopover *self,
                                          SluiceExtraction        *extraction)
{
  g_return_if_fail (SLUICE_IS_PARAMETERS_POPOVER (self));

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_set_object (&self->extraction, extraction);
  if (!extraction)
    return;

  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (update_values), self);
  update_values (self);
}

/**
 * sluice_parameters_popover_get_mode_picker:
 * @self: a popover
 *
 * Returns: (transfer none): the list of modes that it has while there is little room
 */
SluiceModePicker *
sluice_parameters_popover_get_mode_picker (SluiceParametersPopover *self)
{
  g_return_val_if_fail (SLUICE_IS_PARAMETERS_POPOVER (self), NULL);

  return self->mode_picker;
}

/**
 * sluice_parameters_popover_set_mode_label:
 * @self: a popover
 * @label: the mode that is chosen, for people
 */
void
sluice_parameters_popover_set_mode_label (SluiceParametersPopover *self,
                                          const char              *label)
{
  g_return_if_fail (SLUICE_IS_PARAMETERS_POPOVER (self));

  gtk_menu_button_set_label (self->mode_button, label);
}
