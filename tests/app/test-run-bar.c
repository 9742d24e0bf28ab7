/* test-run-bar.c: model, mode, shape, parameters, Run and Stop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <sluice-enum-types.h>

#include "sluice-mode-picker.h"
#include "sluice-model-picker.h"
#include "sluice-parameters-popover.h"
#include "sluice-run-bar.h"
#include "widget-probe.h"

typedef struct
{
  SluiceExtraction *extraction;
  SluiceClient     *client;
  GtkWidget        *bar;
  GtkWidget        *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->extraction = sluice_extraction_new ();
  fixture->client = sluice_client_new ();
  g_object_set (fixture->extraction, "provider", "demo", "model", "steady", NULL);
  fixture->bar = sluice_run_bar_new ();
  fixture->window = probe_show (fixture->bar, 900, 60);
  sluice_run_bar_set_extraction (SLUICE_RUN_BAR (fixture->bar), fixture->extraction, fixture->client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  probe_settle ();
  g_assert_finalize_object (fixture->extraction);
  g_assert_finalize_object (fixture->client);
}

static void
test_model (Fixture       *fixture,
            gconstpointer  data)
{
  SluiceModelPicker *picker = SLUICE_MODEL_PICKER (probe_find (fixture->bar, SLUICE_TYPE_MODEL_PICKER));
  SluiceProvider *openai = sluice_catalogue_lookup (sluice_client_get_catalogue (fixture->client), "openai");
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  g_test_summary ("What is chosen goes into the extraction and onto the button");

  g_assert_nonnull (probe_find_label (fixture->bar, "Offline Demo · Steady"));
  g_signal_emit_by_name (picker, "chosen", openai, "some-model");
  g_object_get (fixture->extraction, "provider", &provider, "model", &model, NULL);
  g_assert_cmpstr (provider, ==, "openai");
  g_assert_cmpstr (model, ==, "some-model");
  g_assert_nonnull (probe_find_label (fixture->bar, "OpenAI · some-model"));
}

static guint
count_visible_rows (GtkWidget *picker)
{
  GtkWidget *row;
  guint n = 0;

  for (guint i = 0; (row = probe_find_nth (picker, GTK_TYPE_LIST_BOX_ROW, i)); i++)
    n += gtk_widget_get_child_visible (row);

  return n;
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *picker = probe_find (fixture->bar, SLUICE_TYPE_MODEL_PICKER);
  GtkWidget *search = probe_find (picker, GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  guint all;

  g_test_summary ("The search narrows the list, and takes a name that is not in it");

  gtk_popover_popup (GTK_POPOVER (picker));
  all = count_visible_rows (picker);
  g_assert_cmpuint (all, >, 7);

  gtk_editable_set_text (GTK_EDITABLE (search), "drops the");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_visible_rows (picker), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (search), "openai/brand-new-model");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_visible_rows (picker), ==, 1);
  g_signal_emit_by_name (search, "activate");
  g_object_get (fixture->extraction, "provider", &provider, "model", &model, NULL);
  g_assert_cmpstr (provider, ==, "openai");
  g_assert_cmpstr (model, ==, "brand-new-model");
}

static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *picker = probe_find (fixture->bar, SLUICE_TYPE_MODE_PICKER);
  GListModel *providers = G_LIST_MODEL (sluice_client_get_catalogue (fixture->client));
  SluiceMode mode;
  gboolean strict;

  g_test_summary ("Modes that a provider does not have are listed, insensitive, with the reason");

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (providers, i);
      g_autofree char *reason = g_strdup_printf ("Not offered by %s", sluice_provider_get_name (provider));
      GtkWidget *row;

      g_object_set (fixture->extraction, "provider", sluice_provider_get_id (provider), NULL);
      row = gtk_widget_get_ancestor (probe_find_label (picker, "Strict Tools"), GTK_TYPE_LIST_BOX_ROW);
      g_assert_true (gtk_widget_get_sensitive (row)
                     == sluice_provider_has_strict (provider, SLUICE_MODE_TOOLS));
      g_assert_true (gtk_widget_get_sensitive (row) == (probe_find_label (row, reason) == NULL));
    }

  g_signal_emit_by_name (picker, "chosen", SLUICE_MODE_JSON_SCHEMA, TRUE);
  g_object_get (fixture->extraction, "mode", &mode, "strict", &strict, NULL);
  g_assert_cmpint (mode, ==, SLUICE_MODE_JSON_SCHEMA);
  g_assert_true (strict);
}

static void
test_shape (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *items = probe_find_button (fixture->bar, "One Result, Field by Field");
  SluiceShape shape;

  g_test_summary ("Object and Items are two sides of one choice");

  items = probe_find_button (fixture->bar, "Many Results, Row by Row");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (items)));
  gtk_widget_activate_action (fixture->bar, "run-bar.shape", "s", "iterable");
  g_object_get (fixture->extraction, "shape", &shape, NULL);
  g_assert_cmpint (shape, ==, SLUICE_SHAPE_ITERABLE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (items)));
}

static void
test_parameters (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *popover = probe_find (fixture->bar, SLUICE_TYPE_PARAMETERS_POPOVER);
  GtkWidget *temperature = probe_find_nth (popover, GTK_TYPE_SPIN_BUTTON, 0);
  GtkWidget *limit = probe_find_nth (popover, GTK_TYPE_SPIN_BUTTON, 1);
  GtkWidget *extra;
  gdouble value;
  int max_tokens;
  gboolean changed;

  g_test_summary ("What is not set says so, and is not sent as a number");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (temperature)), ==, "Provider default");
  g_object_get (fixture->extraction, "temperature", &value, "max-tokens", &max_tokens, NULL);
  g_assert_true (isnan (value));
  g_assert_cmpint (max_tokens, ==, -1);

  gtk_spin_button_spin (GTK_SPIN_BUTTON (temperature), GTK_SPIN_STEP_FORWARD, 0.1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (limit), 512);
  g_object_get (fixture->extraction, "temperature", &value, "max-tokens", &max_tokens, NULL);
  g_assert_cmpfloat_with_epsilon (value, 0, 1e-6);
  g_assert_cmpint (max_tokens, ==, 512);
  g_object_get (popover, "changed", &changed, NULL);
  g_assert_true (changed);

  extra = probe_find (popover, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (extra), "{\"top_p\": ");
  g_assert_true (gtk_widget_has_css_class (extra, "error"));
  gtk_editable_set_text (GTK_EDITABLE (extra), "{\"top_p\": 0.5}");
  g_assert_false (gtk_widget_has_css_class (extra, "error"));

  g_signal_emit_by_name (probe_find_button (popover, "Reset to Defaults"), "clicked");
  g_object_get (fixture->extraction, "temperature", &value, "max-tokens", &max_tokens, NULL);
  g_assert_true (isnan (value));
  g_assert_cmpint (max_tokens, ==, -1);
  g_object_get (popover, "changed", &changed, NULL);
  g_assert_false (changed);
}

/* With its borders, which gtk_widget_get_width() leaves out. */
static float
get_full_width (GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, gtk_widget_get_parent (widget), &bounds));

  return bounds.size.width;
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *run = probe_find (fixture->bar, ADW_TYPE_SPLIT_BUTTON);
  GtkWidget *stop = probe_find_button (fixture->bar, "Stop the Run and Keep What Arrived");
  float width = get_full_width (run);

  g_test_summary ("Stop takes the place and the size of Run, and the reason is in the tooltip");

  g_assert_true (gtk_widget_get_child_visible (run));
  sluice_run_bar_set_running (SLUICE_RUN_BAR (fixture->bar), TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_false (gtk_widget_get_child_visible (run));
  g_assert_true (gtk_widget_get_child_visible (stop));
  g_assert_cmpfloat (get_full_width (stop), ==, width);

  sluice_run_bar_set_reason (SLUICE_RUN_BAR (fixture->bar), "Write a schema to begin");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (run), ==, "Write a schema to begin");
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  int wide, narrow;

  g_test_summary ("Where there is little room, mode and shape are in the popover");

  gtk_widget_measure (fixture->bar, GTK_ORIENTATION_HORIZONTAL, -1, &wide, NULL, NULL, NULL);
  g_object_set (fixture->bar, "narrow", TRUE, NULL);
  gtk_widget_measure (fixture->bar, GTK_ORIENTATION_HORIZONTAL, -1, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (wide, <=, 600);
  g_assert_cmpint (narrow, <=, 360);
  g_assert_cmpint (narrow, <, wide);
}

#define ADD(name, test) g_test_add ("/run-bar/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("model", test_model);
  ADD ("search", test_search);
  ADD ("mode", test_mode);
  ADD ("shape", test_shape);
  ADD ("parameters", test_parameters);
  ADD ("stop", test_stop);
  ADD ("narrow", test_narrow);

  return g_test_run ();
}
