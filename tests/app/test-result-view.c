/* test-result-view.c: what the result side of a window shows of runs, in all of their states
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "row-probe.h"
#include "scripted-run.h"
#include "sluice-banner.h"
#include "sluice-details.h"
#include "sluice-items-table.h"
#include "sluice-result-tree.h"
#include "sluice-result-view.h"
#include "sluice-status-strip.h"
#include "widget-probe.h"

#define TICKET \
  "class Score(BaseModel):\n" \
  "    category: Literal[\"billing\", \"account\"]\n" \
  "    confidence: float = Field(ge=0, le=1)\n\n" \
  "class Ticket(BaseModel):\n" \
  "    subject: str\n" \
  "    scores: list[Score]\n" \
  "    urgent: bool\n" \
  "    age: int = Field(ge=0, le=120)\n" \
  "    note: Optional[str] = None\n"

#define PERSON "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n"

#define STRICT_PERSON \
  "class Person(BaseModel):\n    model_config = ConfigDict(extra=\"forbid\")\n    name: str\n"

#define DEFAULTED "class Person(BaseModel):\n    name: str\n    country: str = \"France\"\n"

#define THOUGHTFUL "class Answer(BaseModel):\n    reasoning: str\n    answer: int\n"

#define LOOKUP \
  "class Weather(BaseModel):\n    kind: Literal[\"weather\"]\n    place: str\n\n" \
  "class Search(BaseModel):\n    kind: Literal[\"search\"]\n    query: str\n\n" \
  "class Lookup(BaseModel):\n    what: Union[Weather, Search]\n"

typedef struct
{
  SluiceResultView *view;
  GtkWidget        *window;
  ScriptedRun      *scripted;
} Stage;

static void
stage_set_up (Stage *stage)
{
  *stage = (Stage) { .view = sluice_result_view_new () };
  stage->window = probe_show (GTK_WIDGET (stage->view), 900, 700);
}

static void
stage_clear (Stage *stage)
{
  gtk_window_destroy (GTK_WINDOW (stage->window));
  probe_settle ();
  g_clear_pointer (&stage->scripted, scripted_run_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stage, stage_clear)

static GtkWidget *
stage_find (Stage *stage,
            GType  type)
{
  return probe_find (GTK_WIDGET (stage->view), type);
}

static GtkWidget *
get_tree_view (Stage *stage)
{
  return probe_find (stage_find (stage, SLUICE_TYPE_RESULT_TREE), GTK_TYPE_COLUMN_VIEW);
}

static const char *
get_strip_text (Stage *stage)
{
  return sluice_status_strip_get_text (SLUICE_STATUS_STRIP (stage_find (stage, SLUICE_TYPE_STATUS_STRIP)));
}

static SluiceBanner *
get_banner (Stage *stage)
{
  return SLUICE_BANNER (stage_find (stage, SLUICE_TYPE_BANNER));
}

static void
act (Stage      *stage,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->view), action, NULL));
  probe_settle ();
}

static void
show_draft (Stage       *stage,
            const char  *schema,
            SluiceShape  shape)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();

  g_object_set (extraction, "shape", shape, NULL);
  if (schema)
    sluice_extraction_set_schema_text (extraction, schema, SLUICE_NOTATION_CLASSES);
  sluice_result_view_set_extraction (stage->view, extraction);
  probe_settle ();
}

/* Shows a run and lets it come to where its script ends. */
static void
play (Stage       *stage,
      ScriptedRun *scripted)
{
  ScriptedRun *before = stage->scripted;

  stage->scripted = scripted;
  sluice_result_view_set_run (stage->view, scripted->run);
  scripted_run_play (scripted);
  probe_wait_ms (120);
  if (before)
    scripted_run_free (before);
}

/* Drafts. */

static void
test_skeleton (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("Every field the schema promises is there, waiting, before the first run");

  stage_set_up (&stage);
  show_draft (&stage, TICKET, SLUICE_SHAPE_OBJECT);

  row_probe_assert (get_tree_view (&stage),
                    "subject | ▁ | string | waiting | \n"
                    "scores |  | Score[] | waiting | \n"
                    "urgent | ▁ | boolean | waiting | \n"
                    "age | ▁ | 0–120 | waiting | \n"
                    "note | [optional] | string? | waiting | \n");
  g_assert_cmpstr (get_strip_text (&stage), ==, "Ready");
  g_assert_null (sluice_banner_get_message (get_banner (&stage)));
}

static void
test_draft_follows (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("The skeleton follows the draft, in both shapes");

  stage_set_up (&stage);
  show_draft (&stage, PERSON, SLUICE_SHAPE_OBJECT);
  sluice_extraction_set_schema_text (sluice_result_view_get_extraction (stage.view), THOUGHTFUL,
                                     SLUICE_NOTATION_CLASSES);
  probe_settle ();
  row_probe_assert (get_tree_view (&stage),
                    "reasoning | ▁ | string | waiting | \n"
                    "answer | ▁ | integer | waiting | \n");

  g_object_set (sluice_result_view_get_extraction (stage.view), "shape", SLUICE_SHAPE_ITERABLE, NULL);
  probe_settle ();
  g_assert_true (gtk_widget_get_mapped (stage_find (&stage, SLUICE_TYPE_ITEMS_TABLE)));
}

static void
examples_wanted_cb (gboolean *wanted)
{
  *wanted = TRUE;
}

static void
test_no_schema (void)
{
  g_auto(Stage) stage = { 0 };
  gboolean wanted = FALSE;

  g_test_summary ("Without a schema there is an invitation to begin with an example");

  stage_set_up (&stage);
  show_draft (&stage, NULL, SLUICE_SHAPE_OBJECT);
  g_signal_connect_swapped (stage.view, "example-requested", G_CALLBACK (examples_wanted_cb), &wanted);

  g_assert_cmpstr (get_strip_text (&stage), ==, "Write a schema to begin");
  g_assert_true (gtk_widget_get_mapped (stage_find (&stage, ADW_TYPE_STATUS_PAGE)));
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (stage.view), "Start From an Example"), "clicked");
  g_assert_true (wanted);
}

static void
test_no_key (void)
{
  g_auto(Stage) stage = { 0 };
  gboolean wanted = FALSE;

  g_test_summary ("A missing key is told, with a button to give it");

  stage_set_up (&stage);
  show_draft (&stage, PERSON, SLUICE_SHAPE_OBJECT);
  sluice_result_view_set_missing_key (stage.view, "OpenAI");
  g_signal_connect_swapped (stage.view, "key-requested", G_CALLBACK (examples_wanted_cb), &wanted);

  g_assert_cmpstr (get_strip_text (&stage), ==, "OpenAI needs an API key");
  g_assert_cmpstr (sluice_banner_get_message (get_banner (&stage)), ==, "OpenAI needs an API key");
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (get_banner (&stage)), "Add Key…"), "clicked");
  g_assert_true (wanted);

  sluice_result_view_set_missing_key (stage.view, NULL);
  g_assert_cmpstr (get_strip_text (&stage), ==, "Ready");
  g_assert_null (sluice_banner_get_message (get_banner (&stage)));
}

/* The states of fields. */

typedef struct
{
  const char  *name;
  const char  *schema;
  const char  *text;
  ScriptedEnd  end;
  const char  *rows;
} FieldCase;

static const FieldCase field_cases[] = {
  { "string-arriving", TICKET, "{\"subject\":\"My inv", SCRIPTED_HANGS,
    "subject | My inv▏ | string | arriving | \n"
    "scores |  | Score[] | waiting | \n"
    "urgent | ▁ | boolean | waiting | \n"
    "age | ▁ | 0–120 | waiting | \n"
    "note | [optional] | string? | waiting | \n" },
  { "list-arriving", TICKET,
    "{\"subject\":\"S\",\"scores\":[{\"category\":\"billing\",\"confidence\":0.96},{\"category\":\"acc", SCRIPTED_HANGS,
    "subject | S | string | complete | 0.00\n"
    "scores | 2 items | Score[] | arriving | \n"
    "0 | billing, 96 % | Score | complete | 0.00\n"
    "category | (billing) | enum | complete | 0.00\n"
    "confidence | 96 %{0.96} | 0–1 | complete | 0.00\n"
    "1 |  | Score | arriving | \n"
    "category | ▁ | enum | arriving | \n"
    "confidence | ▁ | 0–1 | waiting | \n"
    "urgent | ▁ | boolean | waiting | \n"
    "age | ▁ | 0–120 | waiting | \n"
    "note | [optional] | string? | waiting | \n" },
  { "number-arriving", PERSON, "{\"name\":\"J\",\"age\":3", SCRIPTED_HANGS,
    "name | J | string | complete | 0.00\n"
    "age | 3… | 0–120 | arriving | \n" },
  { "literal-arriving", TICKET, "{\"subject\":\"\",\"scores\":[],\"urgent\":tr", SCRIPTED_HANGS,
    "subject |  | string | complete | 0.00\n"
    "scores | 0 items | Score[] | complete | 0.00\n"
    "urgent | ▁ | boolean | arriving | \n"
    "age | ▁ | 0–120 | waiting | \n"
    "note | [optional] | string? | waiting | \n" },
  { "complete", TICKET, "{\"subject\":\"S\",\"scores\":[],\"urgent\":true,\"age\":30,\"note\":null}", SCRIPTED_ENDS,
    "subject | S | string | complete | 0.00\n"
    "scores | 0 items | Score[] | complete | 0.00\n"
    "urgent | true | boolean | complete | 0.00\n"
    "age | 30 | 0–120 | complete | 0.00\n"
    "note | null | string? | complete | 0.00\n" },
  { "invalid", PERSON, "{\"name\":\"J\",\"age\":131}", SCRIPTED_ENDS,
    "name | J | string | complete | 0.00\n"
    "age | !131 | 0–120 | invalid | 0.00\n" },
  { "doomed-at-once", PERSON, "{\"name\":\"J\",\"age\":\"th", SCRIPTED_HANGS,
    "name | J | string | complete | 0.00\n"
    "age | !th▏ | 0–120 | invalid | \n" },
  { "default", DEFAULTED, "{\"name\":\"J\"}", SCRIPTED_ENDS,
    "name | J | string | complete | 0.00\n"
    "country | France[default] | string | default | \n" },
  { "extra", PERSON, "{\"name\":\"J\",\"mood\":\"fine\",\"age\":1}", SCRIPTED_ENDS,
    "name | J | string | complete | 0.00\n"
    "age | 1 | 0–120 | complete | 0.00\n"
    "mood | fine | string | extra | 0.00\n" },
  { "forbidden-extra", STRICT_PERSON, "{\"name\":\"J\",\"mood\":\"fine\"}", SCRIPTED_ENDS,
    "name | J | string | complete | 0.00\n"
    "mood | !fine | string | invalid | 0.00\n" },
  { "missing", PERSON, "{\"name\":\"J\"}", SCRIPTED_ENDS,
    "name | J | string | complete | 0.00\n"
    "age | not received | 0–120 | missing | \n" },
  { "cut-in-string", PERSON, "{\"name\":\"Jo", SCRIPTED_LIMIT,
    "name | Jo[cut off] | string | cut | \n"
    "age | not received | 0–120 | missing | \n" },
  { "cut-in-number", PERSON, "{\"name\":\"J\",\"age\":3", SCRIPTED_LIMIT,
    "name | J | string | complete | 0.00\n"
    "age | 3…[cut off] | 0–120 | cut | \n" },
  { "cut-in-list", TICKET, "{\"subject\":\"S\",\"scores\":[{\"category\":\"billing\",\"confidence\":0.5},{", SCRIPTED_LIMIT,
    "subject | S | string | complete | 0.00\n"
    "scores | 2 items | Score[] | cut | \n"
    "0 | billing, 50 % | Score | complete | 0.00\n"
    "category | (billing) | enum | complete | 0.00\n"
    "confidence | 50 %{0.50} | 0–1 | complete | 0.00\n"
    "1 |  | Score | cut | \n"
    "category | not received | enum | missing | \n"
    "confidence | not received | 0–1 | missing | \n"
    "urgent | not received | boolean | missing | \n"
    "age | not received | 0–120 | missing | \n"
    "note | not received | string? | missing | \n" },
  { "reasoning", THOUGHTFUL, "{\"reasoning\":\"First this. Then that", SCRIPTED_HANGS,
    "reasoning | ¶First this. Then that | string | arriving | \n"
    "answer | ▁ | integer | waiting | \n" },
  { "union-undecided", LOOKUP, "{\"what\":{", SCRIPTED_HANGS,
    "what | ▁ | Weather or Search | arriving | \n" },
  { "union-decided", LOOKUP, "{\"what\":{\"kind\":\"search\",", SCRIPTED_HANGS,
    "what | search | Search | arriving | \n"
    "kind | (search) | enum | complete | 0.00\n"
    "query | ▁ | string | waiting | \n" },
};

static const FieldCase free_cases[] = {
  { "waiting", NULL, "", SCRIPTED_HANGS,
    "Result | ▁ |  | waiting | \n" },
  { "object", NULL, "{\"name\":\"John\",\"tags\":[1,", SCRIPTED_HANGS,
    "name | John | string | complete | 0.00\n"
    "tags | 1 item | array | arriving | \n"
    "0 | 1 | number | complete | 0.00\n" },
  { "array", NULL, "[{\"a\":true},{}]", SCRIPTED_ENDS,
    "0 | true | object | complete | 0.00\n"
    "a | true | boolean | complete | 0.00\n"
    "1 | empty | object | complete | 0.00\n" },
  { "empty", NULL, "{}", SCRIPTED_ENDS,
    "Result | empty | object | complete | 0.00\n" },
  { "number", NULL, "42", SCRIPTED_ENDS,
    "Result | 42 | number | complete | 0.00\n" },
  { "nothing", NULL, "I would rather not.", SCRIPTED_ENDS,
    "Result | not received |  | missing | \n" },
};

static void
test_fields (gconstpointer data)
{
  const FieldCase *c = data;
  g_auto(Stage) stage = { 0 };

  g_test_summary ("The rows say what has come of each field, and no more than that");

  stage_set_up (&stage);
  play (&stage, scripted_run_new (c->schema, SLUICE_SHAPE_OBJECT, c->text, c->end));
  row_probe_assert (get_tree_view (&stage), c->rows);
}

static void
test_stopped (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("What had come when the person stopped stays, what had not is told");

  stage_set_up (&stage);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",", SCRIPTED_HANGS));
  sluice_run_cancel (stage.scripted->run);
  while (sluice_run_get_state (stage.scripted->run) != SLUICE_RUN_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  probe_wait_ms (50);

  row_probe_assert (get_tree_view (&stage),
                    "name | John | string | complete | 0.00\n"
                    "age | not received | 0–120 | missing | \n");
  g_assert_cmpstr (get_strip_text (&stage), ==, "Stopped · 1 of 2 fields kept");
  g_assert_null (sluice_banner_get_message (get_banner (&stage)));
}

static void
test_thinking (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("What a model thinks outside its answer is a row above it");

  stage_set_up (&stage);
  play (&stage, scripted_run_new_with_thinking (PERSON, SLUICE_SHAPE_OBJECT, "A name, an age.",
                                                "{\"name\":\"J\",\"age\":1}", SCRIPTED_ENDS));
  row_probe_assert (get_tree_view (&stage),
                    "Model thinking | ¶A name, an age. |  | complete | \n"
                    "name | J | string | complete | 0.00\n"
                    "age | 1 | 0–120 | complete | 0.00\n");
}

/* How a run stands. */

typedef struct
{
  const char  *name;
  const char  *text;
  ScriptedEnd  end;
  const char  *strip;    /* without tokens and seconds */
  const char  *message;  /* of the banner; NULL for none */
  const char  *button;   /* of the banner; NULL for none */
} StatusCase;

static const StatusCase status_cases[] = {
  { "streaming", "{\"name\":\"John\",\"age\":3", SCRIPTED_HANGS,
    "Streaming · 1 of 2 fields · ", NULL, NULL },
  { "complete", "{\"name\":\"John\",\"age\":30}", SCRIPTED_ENDS,
    "Complete · 2 fields · ", NULL, NULL },
  { "one-problem", "{\"name\":\"John\",\"age\":131}", SCRIPTED_ENDS,
    "1 problem", "age is 131, above the maximum 120", "Show Field" },
  { "two-problems", "{\"name\":7,\"age\":131}", SCRIPTED_ENDS,
    "2 problems", NULL, "Show Field" },
  { "not-json", "I would rather not.", SCRIPTED_ENDS,
    "Not readable · ", NULL, "Show in Wire" },
  { "limit", "{\"name\":\"John\",\"age\":3", SCRIPTED_LIMIT,
    "Stopped at the output limit · 1 of 2 fields", "The reply reached the output limit. 1 of 2 fields arrived",
    "Raise to 1024 and Run" },
  { "early-end", "{\"name\":\"John\",", SCRIPTED_ENDS,
    "The reply ended early · 1 of 2 fields", "The reply ended before the result did. 1 of 2 fields arrived",
    "Try Again" },
  { "refused", "I cannot do that.", SCRIPTED_REFUSED,
    "The model declined to answer", "The model declined to answer: “I cannot do that.”", NULL },
  { "filtered", "{\"name\":\"John\",", SCRIPTED_FILTERED,
    "The provider’s filter stopped the answer", "The provider’s filter stopped the answer", NULL },
  { "dropped", "{\"name\":\"John\",", SCRIPTED_DROPS,
    "The connection was lost · 1 of 2 fields kept", NULL, "Try Again" },
  { "rejected", "", SCRIPTED_REJECTED,
    "The key was rejected", NULL, "Change Key…" },
};

static void
test_status (gconstpointer data)
{
  const StatusCase *c = data;
  g_auto(Stage) stage = { 0 };
  SluiceBanner *banner;

  g_test_summary ("The strip says how a run stands, the banner what to do about it");

  stage_set_up (&stage);
  show_draft (&stage, PERSON, SLUICE_SHAPE_OBJECT);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, c->text, c->end));
  probe_wait_ms (300);

  g_assert_cmpstr (get_strip_text (&stage), !=, NULL);
  if (!g_str_has_prefix (get_strip_text (&stage), c->strip))
    g_assert_cmpstr (get_strip_text (&stage), ==, c->strip);

  banner = get_banner (&stage);
  g_assert_cmpint (sluice_banner_get_message (banner) != NULL, ==, c->message || c->button);
  if (c->message)
    g_assert_cmpstr (sluice_banner_get_message (banner), ==, c->message);
  if (c->button)
    g_assert_nonnull (probe_find_button (GTK_WIDGET (banner), c->button));
}

static void
run_wanted_cb (guint *n)
{
  (*n)++;
}

static void
test_raise_limit (void)
{
  g_auto(Stage) stage = { 0 };
  guint n_runs = 0;
  int limit = 0;

  g_test_summary ("The button of the banner raises the limit and runs again");

  stage_set_up (&stage);
  show_draft (&stage, PERSON, SLUICE_SHAPE_OBJECT);
  g_signal_connect_swapped (stage.view, "run-requested", G_CALLBACK (run_wanted_cb), &n_runs);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",", SCRIPTED_LIMIT));

  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (get_banner (&stage)), "Raise to 1024 and Run"), "clicked");
  g_object_get (sluice_result_view_get_extraction (stage.view), "max-tokens", &limit, NULL);
  g_assert_cmpint (limit, ==, 1024);
  g_assert_cmpuint (n_runs, ==, 1);
}

static SluiceField *
get_selected (Stage *stage)
{
  return sluice_result_tree_get_selected (SLUICE_RESULT_TREE (stage_find (stage, SLUICE_TYPE_RESULT_TREE)));
}

static void
test_show_problem (void)
{
  g_auto(Stage) stage = { 0 };
  gboolean shown = FALSE;

  g_test_summary ("The button of the banner leads to the field that breaks the rule");

  stage_set_up (&stage);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":131}", SCRIPTED_ENDS));
  g_signal_emit_by_name (probe_find_button (GTK_WIDGET (get_banner (&stage)), "Show Field"), "clicked");

  g_assert_cmpstr (sluice_field_get_path (get_selected (&stage)), ==, "/age");
  g_object_get (stage.view, "details", &shown, NULL);
  g_assert_true (shown);
}

/* Details. */

static void
test_details (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *details;
  SluiceResultTree *tree;

  g_test_summary ("Details tell a field's path, value, rule, problem and where it came from");

  stage_set_up (&stage);
  details = stage_find (&stage, SLUICE_TYPE_DETAILS);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":131}", SCRIPTED_ENDS));

  act (&stage, "result.details");
  probe_wait_ms (50);
  g_assert_true (gtk_widget_get_mapped (details));

  tree = SLUICE_RESULT_TREE (stage_find (&stage, SLUICE_TYPE_RESULT_TREE));
  g_assert_true (sluice_result_tree_select (tree, "/age"));
  probe_settle ();
  g_assert_nonnull (probe_find_label (details, "/age"));
  g_assert_nonnull (probe_find_label (details, "131"));
  g_assert_nonnull (probe_find_label (details, "age is 131, above the maximum 120"));
  g_assert_nonnull (probe_find_label (details, "0–120 · required"));
  g_assert_nonnull (probe_find_label (details, "Bytes 21–24 of the answer · first byte at 0.00 s, closed at 0.00 s, took 0.00 s"));

  g_assert_true (sluice_result_tree_select (tree, "/name"));
  probe_settle ();
  g_assert_nonnull (probe_find_label (details, "/name"));
  g_assert_nonnull (probe_find_label (details, "John"));
}

/* Finding. */

static void
test_find (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *entry;

  g_test_summary ("Find goes from match to match, in names and values, and around the end");

  stage_set_up (&stage);
  play (&stage, scripted_run_new (TICKET, SLUICE_SHAPE_OBJECT,
                                  "{\"subject\":\"Billing\",\"scores\":[{\"category\":\"billing\",\"confidence\":1}],"
                                  "\"urgent\":true,\"age\":3,\"note\":\"none\"}", SCRIPTED_ENDS));
  act (&stage, "result.find");
  entry = stage_find (&stage, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "BILL");
  probe_wait_ms (300);

  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.view), "1 of 2"));
  g_assert_cmpstr (sluice_field_get_path (get_selected (&stage)), ==, "/subject");
  act (&stage, "result.find-next");
  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.view), "2 of 2"));
  g_assert_cmpstr (sluice_field_get_path (get_selected (&stage)), ==, "/scores/0/category");
  act (&stage, "result.find-next");
  g_assert_cmpstr (sluice_field_get_path (get_selected (&stage)), ==, "/subject");
  act (&stage, "result.find-previous");
  g_assert_cmpstr (sluice_field_get_path (get_selected (&stage)), ==, "/scores/0/category");

  gtk_editable_set_text (GTK_EDITABLE (entry), "nowhere");
  probe_wait_ms (300);
  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.view), "Not found"));
}

/* Following. */

static GtkAdjustment *
get_adjustment (Stage *stage)
{
  GtkWidget *tree = stage_find (stage, SLUICE_TYPE_RESULT_TREE);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (probe_find (tree, GTK_TYPE_SCROLLED_WINDOW)));
}

static gboolean
is_far_down (gpointer user_data)
{
  return gtk_adjustment_get_value (get_adjustment (user_data)) > 500;
}

static gboolean
follows (Stage *stage)
{
  gboolean follow;

  g_object_get (stage->view, "follow", &follow, NULL);

  return follow;
}

static ScriptedRun *
create_long_run (void)
{
  GString *text = g_string_new ("{\"subject\":\"S\",\"scores\":[");

  for (guint i = 0; i < 18; i++)
    g_string_append (text, "{\"category\":\"billing\",\"confidence\":0.5},");
  g_string_append (text, "{\"category\":\"acc");

  {
    g_autofree char *owned = g_string_free (text, FALSE);

    return scripted_run_new (TICKET, SLUICE_SHAPE_OBJECT, owned, SCRIPTED_HANGS);
  }
}

static void
test_follow (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *jump;

  g_test_summary ("What arrives is kept in view until the person moves, and again when they ask");

  stage_set_up (&stage);
  play (&stage, create_long_run ());
  probe_wait (is_far_down, &stage);
  g_assert_true (follows (&stage));

  sluice_result_tree_select (SLUICE_RESULT_TREE (stage_find (&stage, SLUICE_TYPE_RESULT_TREE)), "/subject");
  probe_wait_ms (200);
  g_assert_false (follows (&stage));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (&stage)), <, 100);

  jump = probe_find_button (stage_find (&stage, SLUICE_TYPE_RESULT_TREE), "Jump to Live");
  g_assert_true (gtk_widget_get_mapped (jump));
  g_signal_emit_by_name (jump, "clicked");
  probe_wait (is_far_down, &stage);
  g_assert_true (follows (&stage));

  act (&stage, "result.follow");
  g_assert_false (follows (&stage));
}

static gboolean
has_first_rows (gpointer user_data)
{
  return row_probe_count (user_data) == 1 + 20 * 3 + 1;
}

static gboolean
has_all_rows (gpointer user_data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (user_data))) == 1 + 51 * 3;
}

static void
test_long_list (void)
{
  g_autofree char *text = scripted_people (51, 0);
  g_auto(Stage) stage = { 0 };
  GtkWidget *view, *more;
  guint n;

  g_test_summary ("A long list ends in a row that shows the rest");

  stage_set_up (&stage);
  play (&stage, scripted_run_new ("class P(BaseModel):\n    name: str\n    age: int\n\n"
                                  "class Ps(BaseModel):\n    people: list[P]\n",
                                  SLUICE_SHAPE_OBJECT, text, SCRIPTED_ENDS));
  view = get_tree_view (&stage);
  probe_wait (has_first_rows, view);
  n = row_probe_count (view);

  more = probe_find_button (row_probe_get_row (view, n - 1), "Show 31 More");
  g_assert_nonnull (more);
  g_signal_emit_by_name (more, "clicked");
  probe_wait (has_all_rows, view);
}

static void
test_compact (void)
{
  g_auto(Stage) stage = { 0 };
  g_autofree char *titles = NULL;

  g_test_summary ("In a narrow pane Type and Time go, and the buttons become one menu");

  stage_set_up (&stage);
  play (&stage, scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"J\",\"age\":1}", SCRIPTED_ENDS));
  sluice_result_view_set_compact (stage.view, TRUE);
  probe_wait_ms (50);

  titles = row_probe_dup_titles (get_tree_view (&stage));
  g_assert_cmpstr (titles, ==, "Field|Value|State");
  g_assert_false (gtk_widget_get_mapped (probe_find_button (GTK_WIDGET (stage.view), "Export")));
}

static void
test_let_go (void)
{
  SluiceResultView *view = sluice_result_view_new ();
  GtkWidget *window = probe_show (GTK_WIDGET (view), 600, 400);
  g_autoptr(ScriptedRun) scripted =
    scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"J\",\"ag", SCRIPTED_HANGS);

  g_test_summary ("A view that goes in the middle of a run leaves nothing behind");

  sluice_result_view_set_run (view, scripted->run);
  scripted_run_play (scripted);
  probe_wait_ms (50);

  g_object_ref (view);
  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
  g_assert_finalize_object (view);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  g_test_add_func ("/result-view/skeleton", test_skeleton);
  g_test_add_func ("/result-view/draft-follows", test_draft_follows);
  g_test_add_func ("/result-view/no-schema", test_no_schema);
  g_test_add_func ("/result-view/no-key", test_no_key);

  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/result-view/fields/", field_cases[i].name, NULL);

      g_test_add_data_func (path, &field_cases[i], test_fields);
    }

  for (guint i = 0; i < G_N_ELEMENTS (free_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/result-view/without-schema/", free_cases[i].name, NULL);

      g_test_add_data_func (path, &free_cases[i], test_fields);
    }

  g_test_add_func ("/result-view/fields/stopped", test_stopped);
  g_test_add_func ("/result-view/fields/thinking", test_thinking);

  for (guint i = 0; i < G_N_ELEMENTS (status_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/result-view/status/", status_cases[i].name, NULL);

      g_test_add_data_func (path, &status_cases[i], test_status);
    }

  g_test_add_func ("/result-view/raise-limit", test_raise_limit);
  g_test_add_func ("/result-view/show-problem", test_show_problem);
  g_test_add_func ("/result-view/details", test_details);
  g_test_add_func ("/result-view/find", test_find);
  g_test_add_func ("/result-view/follow", test_follow);
  g_test_add_func ("/result-view/long-list", test_long_list);
  g_test_add_func ("/result-view/compact", test_compact);
  g_test_add_func ("/result-view/let-go", test_let_go);

  return g_test_run ();
}
