/* sluice-mode-picker.c: the popover from which a mode is chosen
 *
 * A popover with rows, because those of a GtkDropDown cannot be insensitive: a mode that a provider
 * does not have stays in the list, with the reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include <sluice-enum-types.h>

#include "sluice-mode-picker.h"

typedef struct
{
  SluiceMode  mode;
  gboolean    strict;
  const char *label;
  const char *subtitle;
} Choice;

static const Choice choices[] = {
  { SLUICE_MODE_AUTOMATIC, FALSE, N_("Automatic"), N_("What suits the provider best") },
  { SLUICE_MODE_TOOLS, FALSE, N_("Tools"), N_("The schema travels as a tool that the model calls") },
  { SLUICE_MODE_TOOLS, TRUE, N_("Strict Tools"), N_("A tool call that the provider holds to the schema") },
  { SLUICE_MODE_JSON_SCHEMA, FALSE, N_("JSON Schema"), N_("An answer in the form of the schema") },
  { SLUICE_MODE_JSON_SCHEMA, TRUE, N_("Strict JSON Schema"), N_("An answer that the provider holds to the schema") },
  { SLUICE_MODE_JSON, FALSE, N_("JSON Object"), N_("Any JSON; the schema stands in the prompt") },
  { SLUICE_MODE_MD_JSON, FALSE, N_("JSON in Markdown"), N_("A code block; works with every model") },
};

struct _SluiceModePicker
{
  GtkPopover      parent_instance;

  GtkListBox     *list;
  GtkWidget      *rows[G_N_ELEMENTS (choices)];    /* lent by list */
  GtkWidget      *checks[G_N_ELEMENTS (choices)];  /* lent by rows */

  SluiceProvider *provider;                        /* owned, nullable */
  SluiceMode      mode;
  gboolean        strict;
};

G_DEFINE_FINAL_TYPE (SluiceModePicker, sluice_mode_picker, GTK_TYPE_POPOVER)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_offered (SluiceProvider *provider,
            const Choice   *choice)
{
  if (choice->mode == SLUICE_MODE_AUTOMATIC || !provider)
    return TRUE;

  return choice->strict ? sluice_provider_has_strict (provider, choice->mode)
                        : sluice_provider_has_mode (provider, choice->mode);
}

static char *
dup_subtitle (SluiceProvider *provider,
              const Choice   *choice)
{
  SluiceMode resolved;

  if (!is_offered (provider, choice))
    /* Translators: %s is a provider's name */
    return g_strdup_printf (_("Not offered by %s"), sluice_provider_get_name (provider));

  if (choice->mode == SLUICE_MODE_AUTOMATIC && provider
      && sluice_provider_resolve_mode (provider, choice->mode, &resolved, NULL))
    /* Translators: the mode that is chosen for a provider: its name, and the provider's */
    return g_strdup_printf (_("%s, which suits %s best"), sluice_mode_get_label (resolved, FALSE),
                            sluice_provider_get_name (provider));

  return g_strdup (_(choice->subtitle));
}

static void
update (SluiceModePicker *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *subtitle = dup_subtitle (self->provider, &choices[i]);
      gboolean chosen = choices[i].mode == self->mode
                        && choices[i].strict == (self->strict && self->mode != SLUICE_MODE_AUTOMATIC);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), subtitle);
      gtk_widget_set_sensitive (self->rows[i], is_offered (self->provider, &choices[i]));
      gtk_widget_set_opacity (self->checks[i], chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->rows[i]),
                                   GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
    }
}

static void
row_activated_cb (SluiceModePicker *self,
                  GtkListBoxRow    *row)
{
  const Choice *choice = &choices[gtk_list_box_row_get_index (row)];

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, choice->mode, choice->strict);
}

static void
sluice_mode_picker_dispose (GObject *object)
{
  g_clear_object (&SLUICE_MODE_PICKER (object)->provider);

  G_OBJECT_CLASS (sluice_mode_picker_parent_class)->dispose (object);
}

static void
sluice_mode_picker_class_init (SluiceModePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_mode_picker_dispose;

  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, SLUICE_TYPE_MODE, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-mode-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceModePicker, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sluice_mode_picker_init (SluiceModePicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->checks[i] = gtk_image_new_from_icon_name ("object-select-symbolic");
      self->rows[i] = row;
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(choices[i].label));
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->checks[i]);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _(choices[i].label), -1);
      gtk_list_box_append (self->list, row);
    }

  update (self);
}

/**
 * sluice_mode_picker_new:
 *
 * Returns: (transfer floating): a popover with every mode
 */
GtkWidget *
sluice_mode_picker_new (void)
{
  return g_object_new (SLUICE_TYPE_MODE_PICKER, NULL);
}

/**
 * sluice_mode_picker_set_provider:
 * @self: a picker
 * @provider: (nullable): who has to offer the modes
 */
void
sluice_mode_picker_set_provider (SluiceModePicker *self,
                                 SluiceProvider   *provider)
{
  g_return_if_fail (SLUICE_IS_MODE_PICKER (self));

  g_set_object (&self->provider, provider);
  update (self);
}

/**
 * sluice_mode_picker_set_selected:
 * @self: a picker
 * @mode: the mode that is chosen
 * @strict: whether it is held to the schema
 */
void
sluice_mode_picker_set_selected (SluiceModePicker *self,
                                 SluiceMode        mode,
                                 gboolean          strict)
{
  g_return_if_fail (SLUICE_IS_MODE_PICKER (self));

  self->mode = mode;
  self->strict = strict;
  update (self);
}

/**
 * sluice_mode_get_label:
 * @mode: a mode
 * @strict: whether it is held to the schema
 *
 * Returns: the name of the mode for people
 */
const char *
sluice_mode_get_label (SluiceMode mode,
                       gboolean   strict)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].mode == mode && choices[i].strict == (strict && mode != SLUICE_MODE_AUTOMATIC))
      return _(choices[i].label);

  return strict ? sluice_mode_get_label (mode, FALSE) : sluice_mode_to_string (mode);
}
