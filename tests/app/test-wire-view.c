/* test-wire-view.c: what went over the wire, without its secrets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <sluice-simulator.h>
#include <string.h>

#include "row-probe.h"
#include "scripted-run.h"
#include "sluice-result-tree.h"
#include "sluice-result-view.h"
#include "sluice-status-strip.h"
#include "sluice-wire-view.h"
#include "widget-probe.h"

#define PERSON "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n"

#define KEY "sk-a-secret-that-nobody-may-see"

typedef struct
{
  SluiceResultView *view;
  SluiceWireView   *wire;
  GtkWidget        *window;
  SluiceClient     *client;
  SluiceSimulator  *simulator;
  SluiceRun        *run;
} Stage;

static void
stage_set_up (Stage *stage)
{
  g_autoptr(GError) error = NULL;

  *stage = (Stage) { .view = sluice_result_view_new () };
  stage->window = probe_show (GTK_WIDGET (stage->view), 900, 700);
  stage->wire = SLUICE_WIRE_VIEW (probe_find (GTK_WIDGET (stage->view), SLUICE_TYPE_WIRE_VIEW));
  stage->client = sluice_client_new ();
  stage->simulator = sluice_simulator_new ();
  sluice_simulator_listen (stage->simulator, 0, &error);
  g_assert_no_error (error);
}

static void
stage_clear (Stage *stage)
{
  gtk_window_destroy (GTK_WINDOW (stage->window));
  probe_settle ();
  g_clear_object (&stage->run);
  g_clear_object (&stage->client);
  sluice_simulator_stop (stage->simulator);
  g_clear_object (&stage->simulator);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stage, stage_clear)

static gboolean
has_finished (gpointer user_data)
{
  return sluice_run_get_state (user_data) == SLUICE_RUN_FINISHED;
}

/* A real request, over HTTP, to a provider that wants a key. */
static void
run_provider (Stage      *stage,
              const char *id,
              const char *model)
{
  SluiceProvider *provider = sluice_catalogue_lookup (sluice_client_get_catalogue (stage->client), id);
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (PERSON, SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url =
    sluice_simulator_dup_base_url (stage->simulator, sluice_wire_get_name (sluice_provider_get_wire (provider)));
  g_autofree char *origin = NULL;

  sluice_provider_set_base_url (provider, base_url);
  origin = sluice_provider_dup_origin (provider);
  sluice_key_store_allow_origin (sluice_client_get_key_store (stage->client), provider, origin);
  sluice_key_store_set_session (sluice_client_get_key_store (stage->client), provider, KEY);

  sluice_request_set_model (request, model);
  sluice_request_add_message (request, sluice_message_new (SLUICE_ROLE_USER, "Who is John, 30?"));
  stage->run = sluice_client_start (stage->client, provider, request, &error);
  g_assert_no_error (error);

  sluice_result_view_set_run (stage->view, stage->run);
  g_object_set (stage->view, "view", "wire", NULL);
  probe_wait (has_finished, stage->run);
  probe_wait_ms (300);
}

static void
show_page (Stage      *stage,
           const char *name)
{
  GtkWidget *pages;

  /* Menu buttons have stacks of their own. */
  for (guint i = 0; (pages = probe_find_nth (GTK_WIDGET (stage->wire), GTK_TYPE_STACK, i)); i++)
    if (gtk_stack_get_child_by_name (GTK_STACK (pages), name))
      break;

  g_assert_nonnull (pages);
  gtk_stack_set_visible_child_name (GTK_STACK (pages), name);
  probe_wait_ms (50);
}

/* All the text there is to see, in labels, inscriptions and text views. */
static void
collect_text (GString   *text,
              GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)))
    g_string_append_printf (text, "%s\n", gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      g_autofree char *content = probe_dup_text (widget);

      g_string_append_printf (text, "%s\n", content);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_text (text, child);
}

static char *
dup_all_text (Stage *stage)
{
  GString *text = g_string_new (NULL);

  collect_text (text, GTK_WIDGET (stage->wire));

  return g_string_free (text, FALSE);
}

static char *
dup_clipboard (Stage *stage)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (stage->view)));

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));

  return g_value_dup_string (&value);
}

typedef struct
{
  const char *id;
  const char *header;    /* with the key left out */
  const char *variable;
} SecretCase;

static const SecretCase secret_cases[] = {
  { "openai",    "Authorization: Bearer ••••", "${OPENAI_API_KEY}" },
  { "anthropic", "x-api-key: ••••",            "${ANTHROPIC_API_KEY}" },
};

static void
test_secrets (gconstpointer data)
{
  const SecretCase *c = data;
  g_auto(Stage) stage = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *command = NULL;

  g_test_summary ("A key is seen nowhere: not in the request, not in the stream, not in the command");

  stage_set_up (&stage);
  run_provider (&stage, c->id, "fast");
  show_page (&stage, "request");

  text = dup_all_text (&stage);
  g_assert_null (strstr (text, KEY));
  g_assert_nonnull (strstr (text, c->header));
  g_assert_nonnull (strstr (text, "POST http://127.0.0.1"));
  g_assert_nonnull (strstr (text, "Who is John, 30?"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage.wire), "wire.copy-curl", "b", FALSE));
  command = dup_clipboard (&stage);
  g_assert_null (strstr (command, KEY));
  g_assert_null (strstr (command, "John"));
  g_assert_nonnull (strstr (command, c->variable));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage.wire), "wire.copy-curl", "b", TRUE));
  g_free (command);
  command = dup_clipboard (&stage);
  g_assert_null (strstr (command, KEY));
  g_assert_nonnull (strstr (command, "Who is John, 30?"));
}

static void
test_request_of_failed_run (void)
{
  g_auto(Stage) stage = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("The request is there to be studied when it was refused");

  stage_set_up (&stage);
  g_assert_true (sluice_simulator_add_fault (stage.simulator, "status=401", &error));
  run_provider (&stage, "openai", "fast");
  show_page (&stage, "request");
  text = dup_all_text (&stage);
  g_assert_nonnull (strstr (text, "POST http://127.0.0.1"));
  g_assert_null (strstr (text, KEY));
}

static GtkWidget *
get_stream (Stage *stage)
{
  return probe_find (GTK_WIDGET (stage->wire), GTK_TYPE_COLUMN_VIEW);
}

static GtkSingleSelection *
get_frames (Stage *stage)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (get_stream (stage))));
}

static void
test_stream (void)
{
  g_auto(Stage) stage = { 0 };
  g_autofree char *rows = NULL;
  guint n;

  g_test_summary ("Every event of the stream is a row, as it came");

  stage_set_up (&stage);
  run_provider (&stage, "openai", "fast");

  n = g_list_model_get_n_items (sluice_attempt_get_frames (sluice_run_get_attempt (stage.run)));
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (row_probe_count (get_stream (&stage)), ==, n);
  rows = row_probe_dup_rows (get_stream (&stage));
  g_assert_nonnull (strstr (rows, "[DONE]"));
}

static SluiceResultTree *
get_tree (Stage *stage)
{
  return SLUICE_RESULT_TREE (probe_find (GTK_WIDGET (stage->view), SLUICE_TYPE_RESULT_TREE));
}

/* What is marked in the answer. */
static char *
dup_marked (Stage *stage)
{
  GtkWidget *text_view;

  for (guint i = 0; (text_view = probe_find_nth (GTK_WIDGET (stage->wire), GTK_TYPE_TEXT_VIEW, i)); i++)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view));
      GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "mark");
      GtkTextIter start, end;

      if (!tag)
        continue;

      gtk_text_buffer_get_start_iter (buffer, &start);
      if (!gtk_text_iter_starts_tag (&start, tag) && !gtk_text_iter_forward_to_tag_toggle (&start, tag))
        return NULL;
      end = start;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);

      return gtk_text_iter_get_text (&start, &end);
    }

  return NULL;
}

static void
test_field_to_bytes (void)
{
  g_auto(Stage) stage = { 0 };
  g_autofree char *marked = NULL;
  g_autofree char *view = NULL;

  g_test_summary ("From a field one comes to its very bytes");

  stage_set_up (&stage);
  run_provider (&stage, "openai", "fast");
  g_object_set (stage.view, "view", "result", NULL);
  g_assert_true (sluice_result_tree_select (get_tree (&stage), "/name"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_tree (&stage)), "tree.show-in-wire", NULL));
  probe_wait_ms (100);

  g_object_get (stage.view, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "wire");

  {
    SluiceField *field = sluice_result_tree_get_selected (get_tree (&stage));
    g_autofree char *json = sluice_node_to_json (sluice_field_get_node (field), SLUICE_POLICY_VALUES, 0);

    marked = dup_marked (&stage);
    g_assert_cmpstr (marked, ==, json);
  }

  g_assert_cmpuint (gtk_single_selection_get_selected (get_frames (&stage)), !=, GTK_INVALID_LIST_POSITION);
}

static void
test_bytes_to_field (void)
{
  g_auto(Stage) stage = { 0 };
  SluiceAttempt *attempt;
  gsize byte;

  g_test_summary ("From an event of the stream one comes to the field it brought something of");

  stage_set_up (&stage);
  run_provider (&stage, "openai", "fast");
  attempt = sluice_run_get_attempt (stage.run);
  byte = sluice_node_get_start (sluice_node_get_member (sluice_run_get_root (stage.run), "age"));

  gtk_single_selection_set_selected (get_frames (&stage), sluice_attempt_find_frame (attempt, byte));
  probe_settle ();
  g_assert_cmpstr (sluice_field_get_path (sluice_result_tree_get_selected (get_tree (&stage))), ==, "/age");
}

static void
test_recording (void)
{
  g_auto(Stage) stage = { 0 };
  g_autoptr(ScriptedRun) scripted =
    scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"J\",\"age\":1}", SCRIPTED_ENDS);

  g_test_summary ("A recording has no request, and says so");

  stage_set_up (&stage);
  sluice_result_view_set_run (stage.view, scripted->run);
  g_object_set (stage.view, "view", "wire", NULL);
  scripted_run_play (scripted);
  show_page (&stage, "request");
  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.wire), "A recording holds the answer, not the request"));
}

/* Attempts. */

static void
test_attempts (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *strip, *rows;

  g_test_summary ("An answer that broke a rule stays to be seen beside the one that did not");

  stage_set_up (&stage);
  run_provider (&stage, "openai", "needs-a-retry");
  g_object_set (stage.view, "view", "result", NULL);
  probe_wait_ms (50);
  g_assert_cmpint (sluice_run_get_outcome (stage.run), ==, SLUICE_OUTCOME_COMPLETE);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_attempts (stage.run)), ==, 2);

  strip = probe_find (GTK_WIDGET (stage.view), SLUICE_TYPE_STATUS_STRIP);
  rows = probe_find (GTK_WIDGET (get_tree (&stage)), GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (probe_find_label (strip, "Attempt 2"));
  {
    g_autofree char *text = row_probe_dup_rows (rows);

    g_assert_null (strstr (text, "invalid"));
  }

  g_assert_true (gtk_widget_activate_action (strip, "strip.choose-attempt", "u", 1));
  probe_wait_ms (100);
  g_assert_nonnull (probe_find_label (strip, "Attempt 1"));
  {
    g_autofree char *text = row_probe_dup_rows (rows);

    g_assert_nonnull (strstr (text, "invalid"));
  }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  for (guint i = 0; i < G_N_ELEMENTS (secret_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/wire-view/secrets/", secret_cases[i].id, NULL);

      g_test_add_data_func (path, &secret_cases[i], test_secrets);
    }

  g_test_add_func ("/wire-view/request-of-failed-run", test_request_of_failed_run);
  g_test_add_func ("/wire-view/stream", test_stream);
  g_test_add_func ("/wire-view/field-to-bytes", test_field_to_bytes);
  g_test_add_func ("/wire-view/bytes-to-field", test_bytes_to_field);
  g_test_add_func ("/wire-view/recording", test_recording);
  g_test_add_func ("/wire-view/attempts", test_attempts);

  return g_test_run ();
}
