/* sluice-run-bar.c: what runs, and how: model, mode, shape, parameters, Run and Stop
 *
 * The bar writes what is chosen into the extraction. Run and Stop are actions of the page
 * ("page.run", "page.stop"), which knows when they make sense.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sluice-model-picker.h"
#include "sluice-parameters-popover.h"
#include "sluice-run-bar.h"

struct _SluiceRunBar
{
  GtkWidget                parent_instance;

  GtkWidget               *model_button;
  GtkLabel                *model_label;
  SluiceModelPicker       *model_picker;
  GtkWidget               *mode_button;
  GtkLabel                *mode_label;
  SluiceModePicker        *mode_picker;
  GtkWidget               *shape_box;
  GtkWidget               *parameters_button;
  SluiceParametersPopover *parameters;
  GtkStack                *run_stack;
  GtkWidget               *run_button;
  GtkWidget               *stop_button;

  SluiceExtraction        *extraction;  /* owned, nullable */
  SluiceClient            *client;      /* owned, nullable */
  SluiceShape              shape;       /* of the extraction, as it was told last */
  guint                    narrow : 1;
};

G_DEFINE_FINAL_TYPE (SluiceRunBar, sluice_run_bar, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SHAPE, PROP_NARROW, N_PROPS };
enum { KEY_WANTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_shape_name (SluiceShape shape)
{
  return shape == SLUICE_SHAPE_ITERABLE ? "iterable" : "object";
}

static const char *
get_model_name (SluiceProvider *provider,
                const char     *id)
{
  GListModel *models = sluice_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (sluice_model_get_id (model), id) == 0)
        return sluice_model_get_name (model);
    }

  return id;
}

static void
update_model (SluiceRunBar   *self,
              SluiceProvider *provider,
              const char     *model)
{
  g_autofree char *label = NULL;
  g_autofree char *accessible_label = NULL;

  if (provider && model)
    label = g_strdup_printf ("%s · %s", sluice_provider_get_name (provider),
                             get_model_name (provider, model));
  else
    label = g_strdup (_("Choose a Model"));

  gtk_label_set_label (self->model_label, label);
  gtk_widget_set_tooltip_text (self->model_button, label);
  /* Translators: %s is a provider and a model */
  accessible_label = g_strdup_printf (_("Model: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->model_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_label, -1);
}

static void
update_mode (SluiceRunBar   *self,
             SluiceProvider *provider,
             SluiceMode      mode,
             gboolean        strict)
{
  SluiceModePicker *other = sluice_parameters_popover_get_mode_picker (self->parameters);
  g_autofree char *label = NULL;
  g_autofree char *accessible_label = NULL;
  SluiceMode resolved;

  if (mode == SLUICE_MODE_AUTOMATIC && provider
      && sluice_provider_resolve_mode (provider, mode, &resolved, NULL))
    label = g_strdup_printf ("%s (%s)", sluice_mode_get_label (mode, FALSE),
                             sluice_mode_get_label (resolved, FALSE));
  else
    label = g_strdup (sluice_mode_get_label (mode, strict));

  gtk_label_set_label (self->mode_label, label);
  sluice_parameters_popover_set_mode_label (self->parameters, label);
  /* Translators: %s is a mode */
  accessible_label = g_strdup_printf (_("Mode: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mode_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_label, -1);

  sluice_mode_picker_set_provider (self->mode_picker, provider);
  sluice_mode_picker_set_selected (self->mode_picker, mode, strict);
  sluice_mode_picker_set_provider (other, provider);
  sluice_mode_picker_set_selected (other, mode, strict);
}

static SluiceProvider *
lookup_provider (SluiceRunBar *self,
                 const char   *id)
{
  return id && *id && self->client
         ? sluice_catalogue_lookup (sluice_client_get_catalogue (self->client), id) : NULL;
}

static void
update (SluiceRunBar *self)
{
  g_autofree char *id = NULL;
  g_autofree char *model = NULL;
  SluiceProvider *provider;
  SluiceShape shape;
  SluiceMode mode;
  gboolean strict;

  if (!self->extraction)
    return;

  g_object_get (self->extraction,
                "provider", &id, "model", &model, "mode", &mode, "strict", &strict, "shape", &shape, NULL);
  provider = lookup_provider (self, id);
  if (provider && (!model || !*model))
    {
      g_free (model);
      model = g_strdup (sluice_provider_get_default_model (provider));
    }

  update_model (self, provider, model);
  update_mode (self, provider, mode, strict);
  sluice_model_picker_set_selected (self->model_picker, id, model);
  if (self->shape != shape)
    {
      self->shape = shape;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHAPE]);
    }
}

static void
model_chosen_cb (SluiceRunBar   *self,
                 SluiceProvider *provider,
                 const char     *model)
{
  SluiceMode mode;
  gboolean strict;

  g_object_get (self->extraction, "mode", &mode, "strict", &strict, NULL);
  g_object_set (self->extraction,
                "provider", sluice_provider_get_id (provider), "model", model, NULL);

  /* A mode that the new provider does not have would only be in the way. */
  if (mode != SLUICE_MODE_AUTOMATIC
      && !(strict ? sluice_provider_has_strict (provider, mode) : sluice_provider_has_mode (provider, mode)))
    g_object_set (self->extraction, "mode", SLUICE_MODE_AUTOMATIC, "strict", FALSE, NULL);
}

static void
key_wanted_cb (SluiceRunBar   *self,
               SluiceProvider *provider)
{
  g_signal_emit (self, signals[KEY_WANTED], 0, provider);
}

static void
mode_chosen_cb (SluiceRunBar *self,
                SluiceMode    mode,
                gboolean      strict)
{
  g_object_set (self->extraction, "mode", mode, "strict", strict, NULL);
}

static void
update_parameters_label (SluiceRunBar *self)
{
  gboolean changed;

  g_object_get (self->parameters, "changed", &changed, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->parameters_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  changed ? _("Parameters, changed") : _("Parameters"), -1);
  gtk_widget_set_tooltip_text (self->parameters_button,
                               changed ? _("Parameters (Changed)") : _("Parameters"));
}

static void
set_narrow (SluiceRunBar *self,
            gboolean      narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_widget_set_visible (self->mode_button, !narrow);
  gtk_widget_set_visible (self->shape_box, !narrow);
  g_object_set (self->parameters, "narrow", narrow, NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
sluice_run_bar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluiceRunBar *self = SLUICE_RUN_BAR (object);

  switch (prop_id)
    {
    case PROP_SHAPE:
      g_value_set_string (value, get_shape_name (self->shape));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_run_bar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SluiceRunBar *self = SLUICE_RUN_BAR (object);

  switch (prop_id)
    {
    case PROP_SHAPE:
      if (self->extraction)
        g_object_set (self->extraction, "shape",
                      g_strcmp0 (g_value_get_string (value), "iterable") == 0 ? SLUICE_SHAPE_ITERABLE
                                                                              : SLUICE_SHAPE_OBJECT,
                      NULL);
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_run_bar_dispose (GObject *object)
{
  SluiceRunBar *self = SLUICE_RUN_BAR (object);
  GtkWidget *child;

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_clear_object (&self->extraction);
  g_clear_object (&self->client);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_run_bar_parent_class)->dispose (object);
}

static void
sluice_run_bar_class_init (SluiceRunBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_run_bar_dispose;
  object_class->get_property = sluice_run_bar_get_property;
  object_class->set_property = sluice_run_bar_set_property;

  properties[PROP_SHAPE] =
    g_param_spec_string ("shape", NULL, NULL, "object",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[KEY_WANTED] =
    g_signal_new ("key-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_PROVIDER);

  g_type_ensure (SLUICE_TYPE_MODEL_PICKER);
  g_type_ensure (SLUICE_TYPE_MODE_PICKER);
  g_type_ensure (SLUICE_TYPE_PARAMETERS_POPOVER);

  gtk_widget_class_install_property_action (widget_class, "run-bar.shape", "shape");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-run-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, model_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, model_label);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, model_picker);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, mode_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, mode_label);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, mode_picker);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, shape_box);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, parameters_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, parameters);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, run_stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, run_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceRunBar, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, model_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_parameters_label);

  gtk_widget_class_set_css_name (widget_class, "runbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_run_bar_init (SluiceRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (sluice_parameters_popover_get_mode_picker (self->parameters), "chosen",
                           G_CALLBACK (mode_chosen_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_run_bar_new:
 *
 * Returns: (transfer floating): a bar for no extraction
 */
GtkWidget *
sluice_run_bar_new (void)
{
  return g_object_new (SLUICE_TYPE_RUN_BAR, NULL);
}

/**
 * sluice_run_bar_set_extraction:
 * @self: a bar
 * @extraction: (nullable): what is run
 * @client: (nullable): whose models there are
 */
void
sluice_run_bar_set_extraction (SluiceRunBar     *self,
                               SluiceExtraction *extraction,
                               SluiceClient     *client)
{
  g_return_if_fail (SLUICE_IS_RUN_BAR (self));

  if (self->extraction)
    g_signal_handlers_disconnect_by_data (self->extraction, self);
  g_set_object (&self->extraction, extraction);
  g_set_object (&self->client, client);
  sluice_parameters_popover_set_extraction (self->parameters, extraction);
  sluice_model_picker_set_client (self->model_picker, client);

  if (!extraction)
    return;

  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * sluice_run_bar_set_running:
 * @self: a bar
 * @running: whether a run is going on
 *
 * Shows Stop in the place of Run, or Run in the place of Stop. Focus stays in that place.
 */
void
sluice_run_bar_set_running (SluiceRunBar *self,
                            gboolean      running)
{
  GtkRoot *root;
  GtkWidget *focus, *from, *to;

  g_return_if_fail (SLUICE_IS_RUN_BAR (self));

  from = running ? self->run_button : self->stop_button;
  to = running ? self->stop_button : self->run_button;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root ? gtk_root_get_focus (root) : NULL;

  gtk_stack_set_visible_child (self->run_stack, to);
  if (focus && (focus == from || gtk_widget_is_ancestor (focus, from)))
    gtk_widget_child_focus (to, GTK_DIR_TAB_FORWARD);
}

/**
 * sluice_run_bar_set_reason:
 * @self: a bar
 * @reason: (nullable): why there can be no run now, `NULL` where there can be one
 *
 * Explains Run, in its tooltip.
 */
void
sluice_run_bar_set_reason (SluiceRunBar *self,
                           const char   *reason)
{
  g_return_if_fail (SLUICE_IS_RUN_BAR (self));

  gtk_widget_set_tooltip_text (self->run_button, reason ? reason : _("Run the Extraction"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason ? reason : "", -1);
}
