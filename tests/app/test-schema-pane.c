/* test-schema-pane.c: the schema in either notation, and its problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>

#include "sluice-infer-dialog.h"
#include "sluice-schema-completion.h"
#include "sluice-schema-editor.h"
#include "sluice-schema-pane.h"
#include "widget-probe.h"

#define GOOD_CLASSES "class User(BaseModel):\n    name: str\n    age: int\n"
#define BAD_CLASSES "class User(BaseModel):\n    name: strng\n    age: intt\n"
#define GOOD_JSON "{\"title\": \"User\", \"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}}"

typedef struct
{
  SluiceExtraction   *extraction;
  SluiceClient       *client;
  GtkWidget          *pane;
  GtkWidget          *window;
  SluiceSchemaEditor *classes;
  SluiceSchemaEditor *json_schema;
  guint               n_checks;
} Fixture;

static void
checked_cb (Fixture *fixture)
{
  fixture->n_checks++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *text = data;

  fixture->extraction = sluice_extraction_new ();
  fixture->client = sluice_client_new ();
  sluice_extraction_set_schema_text (fixture->extraction, text, SLUICE_NOTATION_AUTO);
  fixture->pane = sluice_schema_pane_new ();
  fixture->window = probe_show (fixture->pane, 500, 400);
  fixture->classes = SLUICE_SCHEMA_EDITOR (probe_find_nth (fixture->pane, SLUICE_TYPE_SCHEMA_EDITOR, 0));
  fixture->json_schema = SLUICE_SCHEMA_EDITOR (probe_find_nth (fixture->pane, SLUICE_TYPE_SCHEMA_EDITOR, 1));
  g_signal_connect_swapped (fixture->pane, "checked", G_CALLBACK (checked_cb), fixture);
  sluice_schema_pane_set_extraction (SLUICE_SCHEMA_PANE (fixture->pane), fixture->extraction,
                                     fixture->client);
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
type (SluiceSchemaEditor *editor,
      const char         *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), text, -1);
}

static gboolean
was_checked (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->n_checks > 0;
}

static const char *
get_view (Fixture *fixture)
{
  g_autofree char *view = NULL;

  g_object_get (fixture->pane, "view", &view, NULL);

  return g_intern_string (view);
}

static void
test_starts_with_source (Fixture       *fixture,
                         gconstpointer  data)
{
  gboolean json = g_str_has_prefix (data, "{");
  g_autofree char *text = sluice_schema_editor_dup_text (json ? fixture->json_schema : fixture->classes);

  g_test_summary ("The pane opens with the notation that the schema is written in");

  g_assert_cmpstr (get_view (fixture), ==, json ? "json-schema" : "classes");
  g_assert_cmpstr (text, ==, data);
  g_assert_nonnull (probe_find_label (fixture->pane, "No problems"));
}

static void
test_checks_when_idle (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->classes));
  SluiceDiagnostic *problem;
  GtkTextIter iter;

  g_test_summary ("Problems are told 300 ms after the last key, and marked where they are");

  type (fixture->classes, BAD_CLASSES);
  g_assert_cmpuint (fixture->n_checks, ==, 0);
  probe_wait (was_checked, fixture);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 290 * 1000);
  g_assert_false (sluice_schema_is_valid (sluice_extraction_get_schema (fixture->extraction)));

  problem = sluice_schema_editor_get_problem (fixture->classes);
  g_assert_nonnull (problem);
  g_assert_cmpuint (sluice_diagnostic_get_line (problem), ==, 2);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, sluice_diagnostic_get_line (problem) - 1,
                                           sluice_diagnostic_get_column (problem) - 1);
  g_assert_nonnull (gtk_text_iter_get_tags (&iter));
  g_assert_nonnull (gtk_source_buffer_get_source_marks_at_line (GTK_SOURCE_BUFFER (buffer), 1, NULL));
  g_assert_null (gtk_source_buffer_get_source_marks_at_line (GTK_SOURCE_BUFFER (buffer), 0, NULL));
}

static void
test_problem_line (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *words = NULL;
  SluiceDiagnostic *problem;

  g_test_summary ("The line below says where a problem is and what it is");

  type (fixture->classes, BAD_CLASSES);
  sluice_schema_pane_commit (SLUICE_SCHEMA_PANE (fixture->pane));

  problem = sluice_schema_editor_get_problem (fixture->classes);
  words = g_strdup_printf ("Line %u, column %u: %s", sluice_diagnostic_get_line (problem),
                           sluice_diagnostic_get_column (problem), sluice_diagnostic_get_message (problem));
  g_assert_nonnull (probe_find_label (fixture->pane, words));

  type (fixture->classes, "");
  sluice_schema_pane_commit (SLUICE_SCHEMA_PANE (fixture->pane));
  g_assert_nonnull (probe_find_label (fixture->pane, "Write a schema to begin"));
}

static void
test_walk (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint forwards[] = { 2, 3, 2 };
  static const guint backwards[] = { 3, 2, 3 };
  guint line;

  g_test_summary ("F4 and Shift+F4 go from problem to problem and around the end");

  g_object_set (fixture->pane, "view", "json-schema", NULL);
  type (fixture->classes, BAD_CLASSES);
  for (guint i = 0; i < G_N_ELEMENTS (forwards); i++)
    {
      sluice_schema_pane_walk_problems (SLUICE_SCHEMA_PANE (fixture->pane), 1);
      sluice_schema_editor_get_cursor (fixture->classes, &line, NULL);
      g_assert_cmpuint (line, ==, forwards[i]);
    }
  g_assert_cmpstr (get_view (fixture), ==, "classes");
  for (guint i = 0; i < G_N_ELEMENTS (backwards); i++)
    {
      sluice_schema_pane_walk_problems (SLUICE_SCHEMA_PANE (fixture->pane), -1);
      sluice_schema_editor_get_cursor (fixture->classes, &line, NULL);
      g_assert_cmpuint (line, ==, backwards[i]);
    }
}

static void
test_other_view (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *json = NULL;
  g_autofree char *classes = NULL;

  g_test_summary ("Each view follows the other, and editing either makes it the source");

  g_object_set (fixture->pane, "view", "json-schema", NULL);
  json = sluice_schema_editor_dup_text (fixture->json_schema);
  g_assert_nonnull (strstr (json, "\"age\""));
  g_assert_cmpstr (sluice_schema_get_text (sluice_extraction_get_schema (fixture->extraction)), ==, data);

  type (fixture->json_schema, GOOD_JSON);
  sluice_schema_pane_commit (SLUICE_SCHEMA_PANE (fixture->pane));
  g_assert_cmpint (sluice_schema_get_notation (sluice_extraction_get_schema (fixture->extraction)),
                   ==, SLUICE_NOTATION_JSON_SCHEMA);

  g_object_set (fixture->pane, "view", "classes", NULL);
  classes = sluice_schema_editor_dup_text (fixture->classes);
  g_assert_nonnull (strstr (classes, "name"));
  g_assert_null (strstr (classes, "age"));
}

static void
test_broken_source (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *text = NULL;

  g_test_summary ("While the source has errors the other view cannot be edited: no text is lost");

  type (fixture->classes, BAD_CLASSES);
  g_object_set (fixture->pane, "view", "json-schema", NULL);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (fixture->json_schema)));
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (fixture->classes)));

  g_object_set (fixture->pane, "view", "classes", NULL);
  text = sluice_schema_editor_dup_text (fixture->classes);
  g_assert_cmpstr (text, ==, BAD_CLASSES);

  type (fixture->classes, GOOD_CLASSES);
  sluice_schema_pane_commit (SLUICE_SCHEMA_PANE (fixture->pane));
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (fixture->json_schema)));
}

static void
test_show_pointer (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->classes));
  g_autofree char *selected = NULL;
  GtkTextIter start, end;

  g_test_summary ("A field of the result leads to its definition");

  g_object_set (fixture->pane, "view", "as-sent", NULL);
  sluice_schema_pane_show_pointer (SLUICE_SCHEMA_PANE (fixture->pane), "/properties/age");
  g_assert_cmpstr (get_view (fixture), ==, "classes");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (selected, "age"));
  g_assert_null (strstr (selected, "name"));
}

static gboolean
has_preview (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *view = probe_find_nth (fixture->pane, GTK_SOURCE_TYPE_VIEW, 2);
  g_autofree char *text = probe_dup_text (view);

  return strstr (text, "\"age\"") != NULL;
}

static void
test_as_sent (Fixture       *fixture,
              gconstpointer  data)
{
  g_test_summary ("As Sent shows the request of the provider and the mode that are chosen");

  g_object_set (fixture->extraction, "provider", "demo", "model", "steady", NULL);
  g_object_set (fixture->pane, "view", "as-sent", NULL);
  probe_wait (has_preview, fixture);
  g_assert_false (gtk_text_view_get_editable (
                    GTK_TEXT_VIEW (probe_find_nth (fixture->pane, GTK_SOURCE_TYPE_VIEW, 2))));
}

static GtkWidget *
find_rewrites (Fixture *fixture)
{
  return probe_find (fixture->pane, GTK_TYPE_LIST_VIEW);
}

static gboolean
has_rewrites (gpointer user_data)
{
  GtkWidget *rewrites = find_rewrites (user_data);
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (rewrites));

  return model && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0;
}

static gboolean
is_marked (GtkWidget  *view,
           const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "difference");
  GtkTextIter start, match;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, words, 0, &match, NULL, NULL));

  return gtk_text_iter_has_tag (&match, tag);
}

static void
test_rewrites (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *view = probe_find_nth (fixture->pane, GTK_SOURCE_TYPE_VIEW, 2);

  g_test_summary ("As Sent marks what a provider gets differently, says why, and leads to the draft");

  g_object_set (fixture->extraction, "provider", "openai", "model", "gpt-4o-mini",
                "mode", SLUICE_MODE_TOOLS, "strict", TRUE, NULL);
  g_object_set (fixture->pane, "view", "as-sent", NULL);
  probe_wait (has_rewrites, fixture);
  g_assert_true (is_marked (view, "additionalProperties"));
  g_assert_false (is_marked (view, "\"model\""));
  g_assert_false (is_marked (view, "\"properties\""));

  g_signal_emit_by_name (find_rewrites (fixture), "activate", 0);
  g_assert_cmpstr (get_view (fixture), ==, "classes");
}

static void
test_follows_extraction (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *text = NULL;

  g_test_summary ("A schema that comes from elsewhere is shown");

  sluice_extraction_set_schema_text (fixture->extraction, "class Other(BaseModel):\n    x: int\n",
                                     SLUICE_NOTATION_CLASSES);
  text = sluice_schema_editor_dup_text (fixture->classes);
  g_assert_nonnull (strstr (text, "Other"));
  g_assert_cmpuint (fixture->n_checks, ==, 1);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l; l = l->next)
    if (SLUICE_IS_INFER_DIALOG (l->data))
      return l->data;

  return NULL;
}

static gboolean
says_problem (gpointer user_data)
{
  GtkWidget *revealer = probe_find (user_data, GTK_TYPE_REVEALER);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer));
}

static gboolean
is_closed (gpointer user_data)
{
  return find_dialog () == NULL;
}

static void
test_infer (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *inferred = NULL;
  g_autofree char *undone = NULL;
  GtkTextBuffer *buffer;
  GtkWidget *dialog;

  g_test_summary ("A schema is made of values, says what is wrong with them, and can be undone");

  gtk_widget_activate_action (fixture->pane, "schema.infer", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (probe_find (dialog, GTK_SOURCE_TYPE_VIEW)));

  gtk_text_buffer_set_text (buffer, "{\"name\": \"Io\", \"radius\": }", -1);
  gtk_widget_activate_action (dialog, "dialog.infer", NULL);
  probe_wait (says_problem, dialog);

  gtk_text_buffer_set_text (buffer, "{\"name\": \"Io\", \"radius\": 1821.6}", -1);
  g_assert_false (says_problem (dialog));
  gtk_widget_activate_action (dialog, "dialog.infer", NULL);
  probe_wait (is_closed, NULL);
  inferred = sluice_schema_editor_dup_text (fixture->classes);
  g_assert_nonnull (strstr (inferred, "radius: float"));

  gtk_text_buffer_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->classes)));
  undone = sluice_schema_editor_dup_text (fixture->classes);
  g_assert_cmpstr (undone, ==, GOOD_CLASSES);
}

typedef struct
{
  GtkSourceCompletionProvider *provider;
  GListModel                  *rows;
} Completing;

static void
populated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Completing *completing = user_data;
  g_autoptr(GError) error = NULL;

  completing->rows = gtk_source_completion_provider_populate_finish (completing->provider, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_populated (gpointer user_data)
{
  Completing *completing = user_data;

  return completing->rows != NULL;
}

/* Takes the first of what is proposed, with the cursor at the last "@". */
static char *
complete (SluiceSchemaEditor *editor,
          SluiceNotation      notation,
          const char         *text)
{
  g_autoptr(GtkSourceCompletionProvider) provider = sluice_schema_completion_new (notation);
  g_autoptr(GtkSourceCompletionContext) context =
    g_object_new (GTK_SOURCE_TYPE_COMPLETION_CONTEXT,
                  "completion", gtk_source_view_get_completion (GTK_SOURCE_VIEW (editor)), NULL);
  Completing completing = { .provider = provider };
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  GtkTextIter start, end;

  type (editor, text);
  gtk_text_buffer_get_end_iter (buffer, &end);
  g_assert_true (gtk_text_iter_backward_search (&end, "@", 0, &start, &end, NULL));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);

  gtk_source_completion_provider_populate_async (provider, context, NULL, populated_cb, &completing);
  probe_wait (is_populated, &completing);
  if (g_list_model_get_n_items (completing.rows) > 0)
    {
      g_autoptr(GtkSourceCompletionProposal) first = g_list_model_get_item (completing.rows, 0);

      gtk_source_completion_provider_activate (provider, context, first);
    }
  g_object_unref (completing.rows);

  return sluice_schema_editor_dup_text (editor);
}

static void
test_complete (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { SluiceNotation notation; const char *text; const char *result; } cases[] = {
    { SLUICE_NOTATION_CLASSES, "class É(BaseModel):\n    x: É@\n", "class É(BaseModel):\n    x: É\n" },
    { SLUICE_NOTATION_CLASSES, "class Émil(BaseModel):\n    x: É@\n", "class Émil(BaseModel):\n    x: Émil\n" },
    { SLUICE_NOTATION_CLASSES, "class A(BaseModel):\n    x: date@\n", "class A(BaseModel):\n    x: date\n" },
    { SLUICE_NOTATION_JSON_SCHEMA, "{\"title\": \"é\", \"ty@\"}", "{\"title\": \"é\", \"type\": }" },
  };

  g_test_summary ("What is proposed takes the place of what is there of the word; a whole word stays");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean classes = cases[i].notation == SLUICE_NOTATION_CLASSES;
      g_autofree char *text = complete (classes ? fixture->classes : fixture->json_schema,
                                        cases[i].notation, cases[i].text);

      g_assert_cmpstr (text, ==, cases[i].result);
    }
}

#define ADD(name, text, test) \
  g_test_add ("/schema-pane/" name, Fixture, text, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  ADD ("starts-with/classes", GOOD_CLASSES, test_starts_with_source);
  ADD ("starts-with/json-schema", GOOD_JSON, test_starts_with_source);
  ADD ("checks-when-idle", GOOD_CLASSES, test_checks_when_idle);
  ADD ("problem-line", GOOD_CLASSES, test_problem_line);
  ADD ("walk", GOOD_CLASSES, test_walk);
  ADD ("other-view", GOOD_CLASSES, test_other_view);
  ADD ("broken-source", GOOD_CLASSES, test_broken_source);
  ADD ("show-pointer", GOOD_CLASSES, test_show_pointer);
  ADD ("as-sent", GOOD_CLASSES, test_as_sent);
  ADD ("rewrites", GOOD_CLASSES, test_rewrites);
  ADD ("infer", GOOD_CLASSES, test_infer);
  ADD ("complete", GOOD_CLASSES, test_complete);
  ADD ("follows-extraction", GOOD_CLASSES, test_follows_extraction);

  return g_test_run ();
}
