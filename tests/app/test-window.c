/* test-window.c: a window from opening an example to closing it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtksourceview/gtksource.h>
#include <sluice-simulator.h>

#include "sluice-example-grid.h"
#include "sluice-message-card.h"
#include "sluice-result-view.h"
#include "sluice-run-bar.h"
#include "sluice-schema-editor.h"
#include "sluice-window.h"
#include "widget-probe.h"

typedef struct
{
  SluiceClient    *client;
  SluiceSimulator *simulator;
  SluiceWindow    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url = NULL;
  SluiceProvider *demo;

  fixture->client = sluice_client_new ();
  fixture->simulator = sluice_simulator_new ();
  sluice_simulator_listen (fixture->simulator, 0, &error);
  g_assert_no_error (error);
  demo = sluice_catalogue_lookup (sluice_client_get_catalogue (fixture->client), "demo");
  base_url = sluice_simulator_dup_base_url (fixture->simulator,
                                            sluice_wire_get_name (sluice_provider_get_wire (demo)));
  sluice_provider_set_base_url (demo, base_url);

  fixture->window = sluice_window_new (NULL, fixture->client);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 720);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer watched = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &watched);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  probe_wait (is_gone, &watched);
  sluice_simulator_stop (fixture->simulator);
  g_object_unref (fixture->simulator);
  g_object_unref (fixture->client);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static gboolean
has_finished (gpointer user_data)
{
  Fixture *fixture = user_data;
  SluiceRun *run = sluice_extraction_page_get_run (sluice_window_get_page (fixture->window));

  return run && sluice_run_get_state (run) == SLUICE_RUN_FINISHED;
}

static gboolean
is_streaming (gpointer user_data)
{
  Fixture *fixture = user_data;
  SluiceRun *run = sluice_extraction_page_get_run (sluice_window_get_page (fixture->window));

  return run && sluice_run_get_state (run) == SLUICE_RUN_STREAMING;
}

static SluiceOutcome
get_outcome (Fixture *fixture)
{
  return sluice_run_get_outcome (sluice_extraction_page_get_run (sluice_window_get_page (fixture->window)));
}

static void
test_welcome (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *grid = probe_find (GTK_WIDGET (fixture->window), SLUICE_TYPE_EXAMPLE_GRID);

  g_test_summary ("A card on the welcome page opens its example, ready to run");

  g_assert_null (sluice_window_get_page (fixture->window));
  g_assert_true (gtk_widget_get_mapped (grid));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Sluice");

  g_signal_emit_by_name (probe_find_button (grid, "One Person"), "clicked");
  g_assert_nonnull (sluice_window_get_page (fixture->window));
  g_assert_false (gtk_widget_get_child_visible (gtk_widget_get_parent (grid)) && gtk_widget_get_mapped (grid));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "One Person — Sluice");

  act (fixture, "win.close-tab");
  g_assert_null (sluice_window_get_page (fixture->window));
  g_assert_true (gtk_widget_get_mapped (grid));
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  SluiceExtractionPage *page;
  SluiceRecording *recording;
  gboolean running;

  g_test_summary ("An example runs to its end, and its recording gives the same result");

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  g_object_set (sluice_document_get_extraction (sluice_extraction_page_get_document (page)),
                "model", "fast", NULL);

  act (fixture, "win.run");
  g_object_get (page, "running", &running, NULL);
  g_assert_true (running);
  probe_wait (has_finished, fixture);
  g_assert_cmpint (get_outcome (fixture), ==, SLUICE_OUTCOME_COMPLETE);
  g_object_get (page, "running", &running, NULL);
  g_assert_false (running);

  recording = sluice_extraction_page_get_recording (page);
  g_assert_nonnull (recording);
  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), >, 0);

  {
    SluiceRun *run = sluice_extraction_page_get_run (page);
    g_autofree char *live = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);
    g_autofree char *replayed = NULL;

    act (fixture, "win.replay");
    g_assert_true (sluice_extraction_page_get_run (page) != run);
    probe_wait (has_finished, fixture);
    replayed = sluice_run_to_json (sluice_extraction_page_get_run (page), SLUICE_POLICY_VALUES, 0);
    g_assert_cmpstr (replayed, ==, live);
  }
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  SluiceExtractionPage *page;

  g_test_summary ("Stop ends a run at once and closes the connection; what arrived is kept");

  sluice_window_open_example (fixture->window, "product-analysis");
  page = sluice_window_get_page (fixture->window);
  g_object_set (sluice_document_get_extraction (sluice_extraction_page_get_document (page)),
                "model", "slow", NULL);
  act (fixture, "win.run");
  probe_wait (is_streaming, fixture);
  act (fixture, "win.stop");
  probe_wait (has_finished, fixture);
  g_assert_cmpint (get_outcome (fixture), ==, SLUICE_OUTCOME_CANCELLED);
  g_assert_nonnull (sluice_extraction_page_get_recording (page));
}

static void
test_can_run (Fixture       *fixture,
              gconstpointer  data)
{
  SluiceExtractionPage *page;
  SluiceExtraction *extraction;
  g_autofree char *problem = NULL;
  gboolean can_run;

  g_test_summary ("Run is off while something is missing, and says what");

  act (fixture, "win.new-tab");
  page = sluice_window_get_page (fixture->window);
  extraction = sluice_document_get_extraction (sluice_extraction_page_get_document (page));

#define ASSERT_PROBLEM(words) \
  g_clear_pointer (&problem, g_free); \
  g_object_get (page, "problem", &problem, "can-run", &can_run, NULL); \
  if (words) \
    { \
      g_assert_nonnull (problem); \
      g_assert_nonnull (strstr (problem, words ? words : "")); \
      g_assert_false (can_run); \
    } \
  else \
    { \
      g_assert_cmpstr (problem, ==, NULL); \
      g_assert_true (can_run); \
    }

  ASSERT_PROBLEM ("Write a schema");
  sluice_extraction_set_schema_text (extraction, "class User(BaseModel):\n    name: strng\n",
                                     SLUICE_NOTATION_CLASSES);
  ASSERT_PROBLEM ("line 2");
  sluice_extraction_set_schema_text (extraction, "class User(BaseModel):\n    name: str\n",
                                     SLUICE_NOTATION_CLASSES);
  ASSERT_PROBLEM ("Write a message");
  {
    g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "Ann");

    g_list_store_append (sluice_extraction_get_messages (extraction), message);
  }
  ASSERT_PROBLEM ((const char *) NULL);
  g_object_set (extraction, "provider", "openai", "model", "gpt-4.1-mini", NULL);
  ASSERT_PROBLEM ("OpenAI needs an API key");
  {
    SluiceProvider *openai = sluice_catalogue_lookup (sluice_client_get_catalogue (fixture->client), "openai");

    sluice_key_store_set_session (sluice_client_get_key_store (fixture->client), openai, "sk-test");
  }
  ASSERT_PROBLEM ((const char *) NULL);
  g_object_set (extraction, "provider", "", NULL);
  ASSERT_PROBLEM ("Choose a model");
}

static void
test_unset_variable (Fixture       *fixture,
                     gconstpointer  data)
{
  SluiceExtractionPage *page;
  GListStore *messages;

  g_test_summary ("Run asks for the value of a variable rather than to send without it");

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  messages = sluice_extraction_get_messages (sluice_document_get_extraction (sluice_extraction_page_get_document (page)));
  {
    g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "{{missing}}");

    g_list_store_append (messages, message);
  }
  act (fixture, "win.run");
  g_assert_null (sluice_extraction_page_get_run (page));
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                             ADW_TYPE_ENTRY_ROW));
}

static void
test_typed_schema_runs (Fixture       *fixture,
                        gconstpointer  data)
{
  SluiceExtractionPage *page;
  SluiceExtraction *extraction;
  GtkWidget *editor;

  g_test_summary ("Run uses what was typed a moment ago");

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  extraction = sluice_document_get_extraction (sluice_extraction_page_get_document (page));
  g_object_set (extraction, "model", "fast", NULL);
  editor = probe_find (GTK_WIDGET (page), SLUICE_TYPE_SCHEMA_EDITOR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)),
                            "class Colour(BaseModel):\n    name: str\n", -1);
  act (fixture, "win.run");
  g_assert_cmpstr (sluice_schema_get_name (sluice_extraction_get_schema (extraction)), ==, "Colour");
  g_assert_cmpstr (sluice_schema_get_name (sluice_request_get_schema (
                     sluice_run_get_request (sluice_extraction_page_get_run (page)))), ==, "Colour");
}

static void
test_fold (Fixture       *fixture,
           gconstpointer  data)
{
  SluiceExtractionPage *page;
  GtkWidget *prompt, *result;

  g_test_summary ("Where there is little room one side is on screen, and a run brings the result");

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  prompt = probe_find (GTK_WIDGET (page), SLUICE_TYPE_MESSAGE_CARD);
  result = probe_find (GTK_WIDGET (page), SLUICE_TYPE_RESULT_VIEW);
  probe_settle ();
  g_assert_true (gtk_widget_get_mapped (prompt));
  g_assert_true (gtk_widget_get_mapped (result));

  g_object_set (page, "folded", TRUE, NULL);
  g_assert_true (gtk_widget_get_mapped (prompt));
  g_assert_false (gtk_widget_get_mapped (result));

  act (fixture, "win.run");
  g_assert_false (gtk_widget_get_mapped (prompt));
  g_assert_true (gtk_widget_get_mapped (result));

  gtk_widget_activate_action (GTK_WIDGET (page), "page.side", "s", "compose");
  g_assert_true (gtk_widget_get_mapped (prompt));

  g_object_set (page, "folded", FALSE, NULL);
  g_assert_true (gtk_widget_get_mapped (prompt));
  g_assert_true (gtk_widget_get_mapped (result));
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }

  return NULL;
}

static void
test_close_changed (Fixture       *fixture,
                    gconstpointer  data)
{
  SluiceExtractionPage *page;
  GtkWindow *dialog;

  g_test_summary ("Closing a tab with changes asks; Cancel keeps it, Discard lets it go");

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  act (fixture, "win.close-tab");
  g_assert_null (sluice_window_get_page (fixture->window));

  sluice_window_open_example (fixture->window, "one-person");
  page = sluice_window_get_page (fixture->window);
  g_object_set (sluice_document_get_extraction (sluice_extraction_page_get_document (page)),
                "description", "mine", NULL);
  act (fixture, "win.close-tab");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (dialog), "Cancel"), "clicked");
  probe_settle ();
  g_assert_true (sluice_window_get_page (fixture->window) == page);

  act (fixture, "win.close-tab");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (dialog), "Discard"), "clicked");
  probe_settle ();
  g_assert_null (sluice_window_get_page (fixture->window));
}

#define SNIPPET \
  "import instructor\n" \
  "from pydantic import BaseModel\n" \
  "\n" \
  "class Planet(BaseModel):\n" \
  "    name: str\n" \
  "    moons: int\n" \
  "\n" \
  "client = instructor.from_provider(\"openai/gpt-4o-mini\")\n" \
  "planets = client.create_iterable(\n" \
  "    response_model=Planet,\n" \
  "    messages=[{\"role\": \"user\", \"content\": \"Mars has two moons\"}],\n" \
  ")\n"

static gboolean
has_offer (gpointer user_data)
{
  Fixture *fixture = user_data;

  return probe_find_button (GTK_WIDGET (fixture->window), "Import") != NULL;
}

static gboolean
has_planets (gpointer user_data)
{
  Fixture *fixture = user_data;
  SluiceExtractionPage *page = sluice_window_get_page (fixture->window);
  SluiceExtraction *extraction = sluice_document_get_extraction (sluice_extraction_page_get_document (page));

  return g_strcmp0 (sluice_schema_get_name (sluice_extraction_get_schema (extraction)), "Planet") == 0;
}

static void
test_import_pasted (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *editor;
  GtkTextBuffer *buffer;
  SluiceExtraction *extraction;
  g_autofree char *provider = NULL;
  g_autofree char *text = NULL;
  SluiceShape shape;

  g_test_summary ("A script that is pasted for a schema can be imported, and is no schema then");

  act (fixture, "win.new-tab");
  editor = probe_find (GTK_WIDGET (sluice_window_get_page (fixture->window)), SLUICE_TYPE_SCHEMA_EDITOR);
  buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)));
  gtk_widget_grab_focus (editor);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (editor), SNIPPET);
  g_signal_emit_by_name (editor, "paste-clipboard");
  probe_wait (has_offer, fixture);
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (fixture->window), "Import"), "clicked");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "");
  g_object_unref (buffer);
  probe_wait (has_planets, fixture);

  extraction = sluice_document_get_extraction (
    sluice_extraction_page_get_document (sluice_window_get_page (fixture->window)));
  g_object_get (extraction, "shape", &shape, "provider", &provider, NULL);
  g_assert_cmpint (shape, ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpstr (provider, ==, "openai");
}

static void
drop_file (Fixture    *fixture,
           const char *path)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (!GTK_IS_DROP_TARGET (controller))
        continue;
      g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
      g_assert_true (taken);
      return;
    }

  g_assert_not_reached ();
}

static gboolean
has_page (gpointer user_data)
{
  Fixture *fixture = user_data;

  return sluice_window_get_page (fixture->window) != NULL;
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "..", "data", "recordings", "friends.recording.jsonl", NULL);

  g_test_summary ("A recording that is dropped on the window is played");

  drop_file (fixture, path);
  probe_wait (has_page, fixture);
  probe_wait (has_finished, fixture);
  g_assert_cmpint (get_outcome (fixture), ==, SLUICE_OUTCOME_COMPLETE);
}

#define ADD(name, test) g_test_add ("/window/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();
  g_unsetenv ("OPENAI_API_KEY");
  g_unsetenv ("ANTHROPIC_API_KEY");

  ADD ("welcome", test_welcome);
  ADD ("run", test_run);
  ADD ("stop", test_stop);
  ADD ("can-run", test_can_run);
  ADD ("unset-variable", test_unset_variable);
  ADD ("typed-schema-runs", test_typed_schema_runs);
  ADD ("fold", test_fold);
  ADD ("close-changed", test_close_changed);
  ADD ("import-pasted", test_import_pasted);
  ADD ("drop", test_drop);

  return g_test_run ();
}
