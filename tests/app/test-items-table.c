/* test-items-table.c: many results as rows of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "row-probe.h"
#include "scripted-run.h"
#include "sluice-items-table.h"
#include "sluice-result-view.h"
#include "sluice-status-strip.h"
#include "widget-probe.h"

#define PERSON "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n"

#define LOOKUP \
  "class Weather(BaseModel):\n    place: str\n    units: Literal[\"metric\", \"imperial\"]\n\n" \
  "class Search(BaseModel):\n    query: str\n\n" \
  "Lookup = Union[Weather, Search]\n"

#define KINDS \
  "class Weather(BaseModel):\n    kind: Literal[\"weather\"]\n    place: str = Field(max_length=3)\n\n" \
  "class Search(BaseModel):\n    kind: Literal[\"search\"]\n    query: str\n\n" \
  "Lookup = Union[Weather, Search]\n"

#define NESTED \
  "class City(BaseModel):\n    name: str\n    country: str\n\n" \
  "class Address(BaseModel):\n    street: str\n    city: City\n\n" \
  "class Person(BaseModel):\n    name: str\n    address: Address\n    tags: list[str]\n" \
  "    share: float = Field(ge=0, le=1)\n"

#define WIDE \
  "class Row(BaseModel):\n    a: int\n    b: int\n    c: int\n    d: int\n    e: int\n" \
  "    f: int\n    g: int\n    h: int\n    i: int\n    j: int\n"

typedef struct
{
  SluiceResultView *view;
  SluiceItemsTable *table;
  GtkWidget        *rows;
  GtkWidget        *window;
  ScriptedRun      *scripted;
} Stage;

static void
stage_set_up (Stage *stage)
{
  *stage = (Stage) { .view = sluice_result_view_new () };
  stage->window = probe_show (GTK_WIDGET (stage->view), 1000, 700);
  stage->table = SLUICE_ITEMS_TABLE (probe_find (GTK_WIDGET (stage->view), SLUICE_TYPE_ITEMS_TABLE));
  stage->rows = probe_find (GTK_WIDGET (stage->table), GTK_TYPE_COLUMN_VIEW);
}

static void
stage_clear (Stage *stage)
{
  gtk_window_destroy (GTK_WINDOW (stage->window));
  probe_settle ();
  g_clear_pointer (&stage->scripted, scripted_run_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stage, stage_clear)

static void
play (Stage       *stage,
      const char  *schema,
      const char  *text,
      ScriptedEnd  end)
{
  stage->scripted = scripted_run_new (schema, SLUICE_SHAPE_ITERABLE, text, end);
  sluice_result_view_set_run (stage->view, stage->scripted->run);
  scripted_run_play (stage->scripted);
  probe_wait_ms (400);
}

static void
play_people (Stage       *stage,
             guint        n,
             guint        invalid_every,
             ScriptedEnd  end)
{
  g_autofree char *people = scripted_people (n, invalid_every);
  const char *array = people + strlen ("{\"people\":");
  g_autofree char *text = g_strconcat ("{\"tasks\":", array, NULL);

  play (stage, PERSON, text, end);
}

static const char *
get_strip_text (Stage *stage)
{
  return sluice_status_strip_get_text (SLUICE_STATUS_STRIP (probe_find (GTK_WIDGET (stage->view),
                                                                        SLUICE_TYPE_STATUS_STRIP)));
}

static void
assert_titles (Stage      *stage,
               const char *expected)
{
  g_autofree char *titles = row_probe_dup_titles (stage->rows);

  g_assert_cmpstr (titles, ==, expected);
}

static guint
count_shown (Stage *stage)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (stage->rows))));
}

static void
test_skeleton (void)
{
  g_auto(Stage) stage = { 0 };
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();

  g_test_summary ("Before the first item the columns are there, and three rows that wait");

  stage_set_up (&stage);
  g_object_set (extraction, "shape", SLUICE_SHAPE_ITERABLE, NULL);
  sluice_extraction_set_schema_text (extraction, PERSON, SLUICE_NOTATION_CLASSES);
  sluice_result_view_set_extraction (stage.view, extraction);
  probe_settle ();

  assert_titles (&stage, "#|name|age|State|Time");
  row_probe_assert (stage.rows,
                    " | ▁ | ▁ | waiting | \n"
                    " | ▁ | ▁ | waiting | \n"
                    " | ▁ | ▁ | waiting | \n");
}

/* What rows show. */

typedef struct
{
  const char  *name;
  const char  *schema;
  const char  *text;
  ScriptedEnd  end;
  const char  *titles;
  const char  *rows;
  const char  *strip;  /* without tokens and seconds */
} ItemsCase;

static const ItemsCase items_cases[] = {
  { "arriving", PERSON, "{\"tasks\":[{\"name\":\"Ann\",\"age\":3},{\"name\":\"Bo", SCRIPTED_HANGS,
    "#|name|age|State|Time",
    "1 | Ann | 3 | complete | 0.00\n"
    "2 | Bo▏ | ▁ | arriving | \n",
    "Streaming · 1 item · " },
  { "number-arriving", PERSON, "{\"tasks\":[{\"name\":\"Ann\",\"age\":3", SCRIPTED_HANGS,
    "#|name|age|State|Time",
    "1 | Ann | 3… | arriving | \n",
    "Streaming · 0 items · " },
  { "complete", PERSON, "{\"tasks\":[{\"name\":\"Ann\",\"age\":3}]}", SCRIPTED_ENDS,
    "#|name|age|State|Time",
    "1 | Ann | 3 | complete | 0.00\n",
    "Complete · 1 item · " },
  { "invalid", PERSON, "{\"tasks\":[{\"name\":\"Ann\",\"age\":300},{\"name\":\"Bo\",\"age\":1}]}", SCRIPTED_ENDS,
    "#|name|age|State|Time",
    "1 | Ann | !300 | invalid | 0.00\n"
    "2 | Bo | 1 | complete | 0.00\n",
    "1 problem" },
  { "missing", PERSON, "{\"tasks\":[{\"name\":\"Ann\"}]}", SCRIPTED_ENDS,
    "#|name|age|State|Time",
    "1 | Ann | not received | invalid | 0.00\n",
    "1 problem" },
  { "cut", PERSON, "{\"tasks\":[{\"name\":\"Ann\",\"age\":3},{\"name\":\"Bo", SCRIPTED_LIMIT,
    "#|name|age|State|Time",
    "1 | Ann | 3 | complete | 0.00\n"
    "2 | Bo[cut off] | not received | cut | \n",
    "Stopped at the output limit · 1 item" },
  { "union", LOOKUP,
    "{\"tasks\":[{\"place\":\"Dallas\",\"units\":\"imperial\"},{\"query\":\"super bowl\"},{\"", SCRIPTED_HANGS,
    "#|Type|place|units|query|State|Time",
    "1 | Weather | Dallas | (imperial) | · | complete | 0.00\n"
    "2 | Search | · | · | super bowl | complete | 0.00\n"
    "3 | ▁ | ▁ | ▁ | ▁ | arriving | \n",
    "Streaming · 2 items · " },
  { "nested", NESTED,
    "{\"tasks\":[{\"name\":\"Ann\",\"address\":{\"street\":\"Main 1\",\"city\":{\"name\":\"Oslo\",\"country\":\"NO\"}},"
    "\"tags\":[\"x\",\"y\"],\"share\":0.5}]}", SCRIPTED_ENDS,
    "#|name|address.street|address.city|tags|share|State|Time",
    "1 | Ann | Main 1 | Oslo, NO | 2 items | 50 %{0.50} | complete | 0.00\n",
    "Complete · 1 item · " },
  { "wide", WIDE,
    "{\"tasks\":[{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10}]}", SCRIPTED_ENDS,
    "#|a|b|c|d|e|f|g|h|State|Time",
    "1 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | complete | 0.00\n",
    "Complete · 1 item · " },
  { "scalars", "Numbers = int\n", "{\"tasks\":[7,8,", SCRIPTED_HANGS,
    "#|Value|State|Time",
    "1 | 7 | complete | 0.00\n"
    "2 | 8 | complete | 0.00\n",
    "Streaming · 2 items · " },
};

static void
test_rows (gconstpointer data)
{
  const ItemsCase *c = data;
  g_auto(Stage) stage = { 0 };

  g_test_summary ("A row shows what has come of its item, in the columns of the schema");

  stage_set_up (&stage);
  play (&stage, c->schema, c->text, c->end);

  if (c->titles)
    assert_titles (&stage, c->titles);
  if (c->rows)
    row_probe_assert (stage.rows, c->rows);
  if (!g_str_has_prefix (get_strip_text (&stage), c->strip))
    g_assert_cmpstr (get_strip_text (&stage), ==, c->strip);
}

static void
test_none (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("An answer without items says so");

  stage_set_up (&stage);
  play (&stage, PERSON, "{\"tasks\":[]}", SCRIPTED_ENDS);
  g_assert_true (gtk_widget_get_mapped (probe_find_label (GTK_WIDGET (stage.table), "No Items Found")));
  g_assert_false (gtk_widget_get_mapped (stage.rows));
}

/* Choosing rows. */

static void
press (Stage      *stage,
       const char *label)
{
  GtkWidget *button = probe_find_button (GTK_WIDGET (stage->view), label);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_mapped (button));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  probe_wait_ms (50);
}

static void
test_segments (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("Segments show the items of one type, those with problems, or all");

  stage_set_up (&stage);
  play (&stage, KINDS,
        "{\"tasks\":[{\"kind\":\"weather\",\"place\":\"A\"},{\"kind\":\"search\",\"query\":\"b\"},"
        "{\"kind\":\"search\",\"query\":\"c\"},{\"kind\":\"weather\",\"place\":\"Dallas\"}]}", SCRIPTED_ENDS);

  press (&stage, "Search 2");
  row_probe_assert (stage.rows,
                    "2 | Search | (search) | · | b | complete | 0.00\n"
                    "3 | Search | (search) | · | c | complete | 0.00\n");
  press (&stage, "Problems 1");
  g_assert_cmpuint (count_shown (&stage), ==, 1);
  press (&stage, "All 4");
  g_assert_cmpuint (count_shown (&stage), ==, 4);
}

static void
test_problems (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("Where there are problems they can be shown by themselves");

  stage_set_up (&stage);
  play_people (&stage, 30, 10, SCRIPTED_ENDS);
  press (&stage, "Problems 3");
  g_assert_cmpuint (count_shown (&stage), ==, 3);
  press (&stage, "All 30");
  g_assert_cmpuint (count_shown (&stage), ==, 30);
}

static void
test_search (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *entry;

  g_test_summary ("Find leaves the items that hold a text");

  stage_set_up (&stage);
  play_people (&stage, 30, 0, SCRIPTED_ENDS);
  gtk_widget_activate_action (GTK_WIDGET (stage.view), "result.find", NULL);
  entry = probe_find (GTK_WIDGET (stage.view), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "person 2");
  probe_wait_ms (300);

  /* 2 and 20 to 29 */
  g_assert_cmpuint (count_shown (&stage), ==, 11);
  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.view), "11 of 30"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  probe_wait_ms (300);
  g_assert_cmpuint (count_shown (&stage), ==, 30);
}

static GtkColumnViewColumn *
get_column (Stage *stage,
            guint  position)
{
  g_autoptr(GtkColumnViewColumn) column =
    g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (stage->rows)), position);

  return column;  /* the view has it */
}

static void
test_sort (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("Columns sort by what they show: numbers as numbers");

  stage_set_up (&stage);
  play (&stage, PERSON,
        "{\"tasks\":[{\"name\":\"b\",\"age\":9},{\"name\":\"a\",\"age\":10},{\"name\":\"c\",\"age\":2}]}", SCRIPTED_ENDS);

  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (stage.rows), get_column (&stage, 2), GTK_SORT_DESCENDING);
  probe_wait_ms (100);
  row_probe_assert (stage.rows,
                    "2 | a | 10 | complete | 0.00\n"
                    "1 | b | 9 | complete | 0.00\n"
                    "3 | c | 2 | complete | 0.00\n");
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (stage.rows), get_column (&stage, 1), GTK_SORT_ASCENDING);
  probe_wait_ms (100);
  row_probe_assert (stage.rows,
                    "2 | a | 10 | complete | 0.00\n"
                    "1 | b | 9 | complete | 0.00\n"
                    "3 | c | 2 | complete | 0.00\n");
}

static void
test_sort_stays (void)
{
  g_auto(Stage) stage = { 0 };
  gboolean follow;

  g_test_summary ("A table that is sorted while items come stays where the person looks");

  stage_set_up (&stage);
  play_people (&stage, 40, 0, SCRIPTED_HANGS);
  g_object_get (stage.view, "follow", &follow, NULL);
  g_assert_true (follow);

  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (stage.rows), get_column (&stage, 2), GTK_SORT_ASCENDING);
  probe_wait_ms (100);
  g_object_get (stage.view, "follow", &follow, NULL);
  g_assert_false (follow);
}

static void
test_selected_item (void)
{
  g_auto(Stage) stage = { 0 };
  GtkWidget *tree;

  g_test_summary ("A selected item shows its fields below, until it is closed");

  stage_set_up (&stage);
  play_people (&stage, 5, 0, SCRIPTED_ENDS);
  tree = probe_find (GTK_WIDGET (sluice_items_table_get_tree (stage.table)), GTK_TYPE_COLUMN_VIEW);
  g_assert_false (gtk_widget_get_mapped (tree));

  g_assert_true (sluice_items_table_select (stage.table, 3));
  probe_wait_ms (50);
  g_assert_true (gtk_widget_get_mapped (tree));
  g_assert_nonnull (probe_find_label (GTK_WIDGET (stage.table), "Item 4"));
  row_probe_assert (tree,
                    "name | Person 3 | string | complete | 0.00\n"
                    "age | 3 | 0–120 | complete | 0.00\n");

  gtk_widget_activate_action (tree, "items.close-item", NULL);
  probe_wait_ms (50);
  g_assert_false (gtk_widget_get_mapped (tree));
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkColumnView *rows = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (rows));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (rows))) == 200
         && gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
              >= gtk_adjustment_get_upper (adjustment) - 1;
}

static void
test_follow (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("The item that arrives is kept in view");

  stage_set_up (&stage);
  play_people (&stage, 200, 0, SCRIPTED_HANGS);
  /* Many rows come to the view a few at a time. */
  probe_wait (is_at_end, stage.rows);
}

static void
test_column_menu (void)
{
  g_auto(Stage) stage = { 0 };

  g_test_summary ("Columns come and go from the menu of a header");

  stage_set_up (&stage);
  play (&stage, WIDE, "{\"tasks\":[]}", SCRIPTED_HANGS);
  g_assert_true (gtk_widget_activate_action (stage.rows, "columns.column-10", NULL));
  assert_titles (&stage, "#|a|b|c|d|e|f|g|h|j|State|Time");
  g_assert_true (gtk_widget_activate_action (stage.rows, "columns.column-1", NULL));
  assert_titles (&stage, "#|b|c|d|e|f|g|h|j|State|Time");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  g_test_add_func ("/items-table/skeleton", test_skeleton);

  for (guint i = 0; i < G_N_ELEMENTS (items_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/items-table/rows/", items_cases[i].name, NULL);

      g_test_add_data_func (path, &items_cases[i], test_rows);
    }

  g_test_add_func ("/items-table/none", test_none);
  g_test_add_func ("/items-table/segments", test_segments);
  g_test_add_func ("/items-table/problems", test_problems);
  g_test_add_func ("/items-table/search", test_search);
  g_test_add_func ("/items-table/sort", test_sort);
  g_test_add_func ("/items-table/sort-stays", test_sort_stays);
  g_test_add_func ("/items-table/selected-item", test_selected_item);
  g_test_add_func ("/items-table/follow", test_follow);
  g_test_add_func ("/items-table/column-menu", test_column_menu);

  return g_test_run ();
}
