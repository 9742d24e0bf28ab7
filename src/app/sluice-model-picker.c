/* sluice-model-picker.c: the popover from which a model is chosen
 *
 * Rows are grouped by provider; the heading of a group tells whether its key is there. A model that
 * the catalogue does not list is used by writing its name into the search: the last row takes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sluice-model-picker.h"

struct _SluiceModelPicker
{
  GtkPopover      parent_instance;

  GtkEditable    *search;
  GtkListBox     *list;

  SluiceClient   *client;       /* owned, nullable */
  char           *provider_id;  /* owned, nullable: what is chosen */
  char           *model_id;     /* owned, nullable */
  GtkWidget      *name_row;     /* lent by list: takes what is written in search */
};

G_DEFINE_FINAL_TYPE (SluiceModelPicker, sluice_model_picker, GTK_TYPE_POPOVER)

enum { CHOSEN, KEY_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What a row stands for is kept with it: "provider" (SluiceProvider), "model" (id). */
static SluiceProvider *
get_row_provider (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "provider");
}

static const char *
get_row_model (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "model");
}

static void
set_row (GtkWidget      *row,
         SluiceProvider *provider,
         const char     *model)
{
  g_object_set_data_full (G_OBJECT (row), "provider", provider ? g_object_ref (provider) : NULL,
                          g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "model", g_strdup (model), g_free);
}

/* "Fast and cheap · $0.10 in, $0.40 out per million tokens" */
static char *
dup_caption (SluiceModel *model)
{
  const char *caption = sluice_model_get_caption (model);
  gdouble input = sluice_model_get_input_price (model);
  gdouble output = sluice_model_get_output_price (model);
  g_autofree char *prices = NULL;

  if (input < 0 || output < 0 || (input == 0 && output == 0))
    return g_strdup (caption ? caption : "");

  /* Translators: prices of a model in US dollars */
  prices = g_strdup_printf (_("$%.2f in, $%.2f out per million tokens"), input, output);

  return caption && *caption ? g_strdup_printf ("%s · %s", caption, prices) : g_steal_pointer (&prices);
}

static GtkWidget *
create_row (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "check", check);
  gtk_widget_set_opacity (check, 0);

  return row;
}

static void
update_checks (SluiceModelPicker *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
       row;
       row = gtk_widget_get_next_sibling (row))
    {
      SluiceProvider *provider = get_row_provider (row);
      GtkWidget *check = g_object_get_data (G_OBJECT (row), "check");
      gboolean chosen;

      if (!provider || !check)
        continue;

      chosen = g_strcmp0 (sluice_provider_get_id (provider), self->provider_id) == 0
               && g_strcmp0 (get_row_model (row), self->model_id) == 0;
      gtk_widget_set_opacity (check, chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
    }
}

static void
add_models (SluiceModelPicker *self,
            SluiceProvider    *provider)
{
  GListModel *models = sluice_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);
      g_autofree char *caption = dup_caption (model);
      GtkWidget *row = create_row (sluice_model_get_name (model), caption);

      set_row (row, provider, sluice_model_get_id (model));
      gtk_list_box_append (self->list, row);
    }
}

static void
fill (SluiceModelPicker *self)
{
  GListModel *providers = G_LIST_MODEL (sluice_client_get_catalogue (self->client));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (providers, i);

      add_models (self, provider);
    }

  self->name_row = create_row ("", "");
  gtk_list_box_append (self->list, self->name_row);
  update_checks (self);
}

static void
add_key_clicked_cb (GtkButton         *button,
                    SluiceModelPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[KEY_WANTED], 0, get_row_provider (button));
}

static GtkWidget *
create_key_state (SluiceModelPicker *self,
                  SluiceProvider    *provider)
{
  SluiceKeySource source = sluice_key_store_get_source (sluice_client_get_key_store (self->client), provider);
  g_autofree char *label = NULL;
  GtkWidget *button;

  if (source != SLUICE_KEY_MISSING)
    return NULL;

  button = gtk_button_new_with_mnemonic (_("Add _Key…"));
  /* Translators: %s is a provider's name */
  label = g_strdup_printf (_("Add a key for %s"), sluice_provider_get_name (provider));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  g_object_set_data_full (G_OBJECT (button), "provider", g_object_ref (provider), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_key_clicked_cb), self, 0);

  return button;
}

static void
header_func (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       user_data)
{
  SluiceModelPicker *self = user_data;
  SluiceProvider *provider = get_row_provider (row);
  GtkWidget *box, *label, *state;

  if (GTK_WIDGET (row) == self->name_row
      || (before && get_row_provider (before) == provider))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (box, "picker-header");

  label = gtk_label_new (sluice_provider_get_name (provider));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);

  state = create_key_state (self, provider);
  if (state)
    gtk_box_append (GTK_BOX (box), state);

  gtk_list_box_row_set_header (row, box);
}

static gboolean
contains (const char *text,
          const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (text ? text : "", -1);

  return strstr (folded, needle) != NULL;
}

static gboolean
filter_func (GtkListBoxRow *row,
             gpointer       user_data)
{
  SluiceModelPicker *self = user_data;
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  SluiceProvider *provider = get_row_provider (row);

  g_strstrip (needle);
  if (GTK_WIDGET (row) == self->name_row)
    return provider != NULL;
  if (!*needle)
    return TRUE;

  return contains (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), needle)
         || contains (get_row_model (row), needle)
         || contains (sluice_provider_get_name (provider), needle);
}

static gboolean
is_listed (SluiceProvider *provider,
           const char     *name)
{
  GListModel *models = sluice_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);

      if (g_str_equal (sluice_model_get_id (model), name))
        return TRUE;
    }

  return FALSE;
}

/* "groq/some-model" names both; "some-model" is one of the provider that is chosen now. */
static void
update_name_row (SluiceModelPicker *self)
{
  SluiceCatalogue *catalogue = sluice_client_get_catalogue (self->client);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  g_autofree char *model = NULL;
  g_autofree char *title = NULL;
  SluiceProvider *provider = NULL;  /* the catalogue holds it */

  set_row (self->name_row, NULL, NULL);
  if (!*name)
    return;

  if (!strchr (name, '/') || !sluice_catalogue_resolve (catalogue, name, &provider, &model, NULL))
    {
      provider = self->provider_id ? sluice_catalogue_lookup (catalogue, self->provider_id) : NULL;
      model = g_strdup (name);
    }

  if (!provider || sluice_provider_is_simulated (provider) || is_listed (provider, model))
    return;

  /* Translators: %s is the name of a model that the person typed */
  title = g_strdup_printf (_("Use “%s”"), model);
  set_row (self->name_row, provider, model);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->name_row), sluice_provider_get_name (provider));
}

static void
search_changed_cb (SluiceModelPicker *self)
{
  if (!self->name_row)
    return;

  update_name_row (self);
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_activated_cb (SluiceModelPicker *self,
                  GtkListBoxRow     *row)
{
  g_autoptr(SluiceProvider) provider = g_object_ref (get_row_provider (row));
  g_autofree char *model = g_strdup (get_row_model (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, provider, model);
}

/* Return takes the first row that is left; the search itself lags behind the typing. */
static void
search_activate_cb (SluiceModelPicker *self)
{
  search_changed_cb (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
       row;
       row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_child_visible (row))
      {
        row_activated_cb (self, GTK_LIST_BOX_ROW (row));
        return;
      }
}

static void
sluice_model_picker_show (GtkWidget *widget)
{
  SluiceModelPicker *self = SLUICE_MODEL_PICKER (widget);

  if (self->client && !self->name_row)
    fill (self);
  gtk_editable_set_text (self->search, "");
  gtk_list_box_invalidate_headers (self->list);

  GTK_WIDGET_CLASS (sluice_model_picker_parent_class)->show (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
sluice_model_picker_dispose (GObject *object)
{
  SluiceModelPicker *self = SLUICE_MODEL_PICKER (object);

  /* Rows that go one by one would ask for the headings of those that stay. */
  if (self->client)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sluice_model_picker_parent_class)->dispose (object);
}

static void
sluice_model_picker_finalize (GObject *object)
{
  SluiceModelPicker *self = SLUICE_MODEL_PICKER (object);

  g_free (self->provider_id);
  g_free (self->model_id);

  G_OBJECT_CLASS (sluice_model_picker_parent_class)->finalize (object);
}

static void
sluice_model_picker_class_init (SluiceModelPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_model_picker_dispose;
  object_class->finalize = sluice_model_picker_finalize;
  widget_class->show = sluice_model_picker_show;

  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, SLUICE_TYPE_PROVIDER, G_TYPE_STRING);
  signals[KEY_WANTED] =
    g_signal_new ("key-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_PROVIDER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceModelPicker, search);
  gtk_widget_class_bind_template_child (widget_class, SluiceModelPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sluice_model_picker_init (SluiceModelPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_set_header_func (self->list, header_func, self, NULL);
  gtk_list_box_set_filter_func (self->list, filter_func, self, NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
}

/**
 * sluice_model_picker_new:
 *
 * Returns: (transfer floating): an empty popover
 */
GtkWidget *
sluice_model_picker_new (void)
{
  return g_object_new (SLUICE_TYPE_MODEL_PICKER, NULL);
}

/**
 * sluice_model_picker_set_client:
 * @self: a picker
 * @client: whose catalogue and keys to show; set once
 */
void
sluice_model_picker_set_client (SluiceModelPicker *self,
                                SluiceClient      *client)
{
  g_return_if_fail (SLUICE_IS_MODEL_PICKER (self));

  g_set_object (&self->client, client);
}

/**
 * sluice_model_picker_set_selected:
 * @self: a picker
 * @provider: (nullable): identifier of the provider that is chosen
 * @model: (nullable): identifier of its model
 *
 * Marks the row of the model that is chosen.
 */
void
sluice_model_picker_set_selected (SluiceModelPicker *self,
                                  const char        *provider,
                                  const char        *model)
{
  g_return_if_fail (SLUICE_IS_MODEL_PICKER (self));

  g_free (self->provider_id);
  self->provider_id = g_strdup (provider);
  g_free (self->model_id);
  self->model_id = g_strdup (model);
  update_checks (self);
}
