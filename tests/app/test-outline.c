/* test-outline.c: which rows the live tree has, and which are open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtk/gtk.h>

#include "scripted-run.h"
#include "sluice-child-list.h"
#include "sluice-outline.h"
#include "sluice-thinking-row.h"

#define PEOPLE \
  "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=150)\n\n" \
  "class People(BaseModel):\n    title: str\n    people: list[Person]\n"

#define DEEP \
  "class D(BaseModel):\n    e: str\n\n" \
  "class C(BaseModel):\n    d: D\n\n" \
  "class B(BaseModel):\n    c: C\n\n" \
  "class A(BaseModel):\n    b: B\n"

#define PEOPLE_ROOT \
  "class Person(BaseModel):\n    name: str\n    age: int\n\n" \
  "class People(BaseModel):\n    people: list[Person]\n"

static SluiceOutline *
create_outline (ScriptedRun *scripted)
{
  SluiceOutline *outline = sluice_outline_new ();

  sluice_outline_set_root (outline, sluice_run_get_field (scripted->run));

  return outline;
}

static void
flush (ScriptedRun   *scripted,
       SluiceOutline *outline)
{
  sluice_run_flush (scripted->run);
  sluice_outline_settle (outline);
}

/* The rows as indented names, "+" for one that is closed. */
static char *
print_rows (SluiceOutline *outline)
{
  GListModel *rows = sluice_outline_get_rows (outline);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr(GObject) item = gtk_tree_list_row_get_item (row);

      g_string_append_printf (text, "%*s", (int) gtk_tree_list_row_get_depth (row), "");
      if (SLUICE_IS_FIELD (item))
        g_string_append (text, sluice_field_get_name (SLUICE_FIELD (item)));
      else if (SLUICE_IS_MORE_ROW (item))
        g_string_append_printf (text, "(%u more)", sluice_more_row_get_n_hidden (SLUICE_MORE_ROW (item)));
      else if (SLUICE_IS_THINKING_ROW (item))
        g_string_append (text, "(thinking)");

      if (gtk_tree_list_row_is_expandable (row) && !gtk_tree_list_row_get_expanded (row))
        g_string_append_c (text, '+');
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
assert_rows (SluiceOutline *outline,
             const char    *expected)
{
  g_autofree char *rows = print_rows (outline);

  g_assert_cmpstr (rows, ==, expected);
}

static guint
count_rows (SluiceOutline *outline)
{
  return g_list_model_get_n_items (sluice_outline_get_rows (outline));
}

static void
test_skeleton (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (PEOPLE, SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(SluiceField) field = sluice_field_new_for_definition (sluice_schema_get_root (schema));
  g_autoptr(SluiceOutline) outline = sluice_outline_new ();

  g_test_summary ("Every field the schema promises is there before the first token");

  sluice_outline_set_root (outline, field);
  assert_rows (outline, "title\npeople\n");
}

static void
test_depth (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (DEEP, SLUICE_NOTATION_CLASSES, "A");
  g_autoptr(SluiceField) field = sluice_field_new_for_definition (sluice_schema_get_root (schema));
  g_autoptr(SluiceOutline) outline = sluice_outline_new ();

  g_test_summary ("Containers are open down to the third level");

  sluice_outline_set_root (outline, field);
  assert_rows (outline, "b\n c\n  d\n   e\n");
}

static void
test_arriving (void)
{
  g_autoptr(ScriptedRun) scripted =
    scripted_run_new (PEOPLE, SLUICE_SHAPE_OBJECT,
                      "{\"title\":\"T\",\"people\":[{\"name\":\"Ann\",\"age\":3},{\"na", SCRIPTED_HANGS);
  g_autoptr(SluiceOutline) outline = create_outline (scripted);
  g_autoptr(GtkTreeListRow) arriving = NULL;
  g_autoptr(SluiceField) field = NULL;

  g_test_summary ("Elements come as rows, open, with all of their own fields at once");

  assert_rows (outline, "title\npeople\n");
  scripted_run_play (scripted);
  flush (scripted, outline);
  assert_rows (outline, "title\npeople\n 0\n  name\n  age\n 1\n  name\n  age\n");

  arriving = sluice_outline_find_arriving (outline);
  g_assert_nonnull (arriving);
  field = gtk_tree_list_row_get_item (arriving);
  g_assert_true (g_str_has_prefix (sluice_field_get_path (field), "/people/1"));
}

static void
test_limit (void)
{
  g_autofree char *text = scripted_people (51, 0);
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PEOPLE_ROOT, SLUICE_SHAPE_OBJECT, text, SCRIPTED_ENDS);
  g_autoptr(SluiceOutline) outline = create_outline (scripted);
  g_autoptr(GtkTreeListRow) last = NULL;
  g_autoptr(GObject) more = NULL;
  GListModel *rows = sluice_outline_get_rows (outline);

  g_test_summary ("A list shows twenty elements, and a row that stands for the rest");

  scripted_run_play (scripted);
  flush (scripted, outline);

  g_assert_cmpuint (count_rows (outline), ==, 1 + 20 * 3 + 1);
  last = g_list_model_get_item (rows, count_rows (outline) - 1);
  more = gtk_tree_list_row_get_item (last);
  g_assert_true (SLUICE_IS_MORE_ROW (more));
  g_assert_cmpuint (sluice_more_row_get_n_hidden (SLUICE_MORE_ROW (more)), ==, 31);

  sluice_more_row_activate (SLUICE_MORE_ROW (more));
  sluice_outline_settle (outline);
  g_assert_cmpuint (count_rows (outline), ==, 1 + 51 * 3);
}

static void
test_kept (void)
{
  g_autofree char *text = scripted_people (3, 0);
  g_autoptr(ScriptedRun) first = scripted_run_new (PEOPLE_ROOT, SLUICE_SHAPE_OBJECT, text, SCRIPTED_ENDS);
  g_autoptr(ScriptedRun) second = scripted_run_new (PEOPLE_ROOT, SLUICE_SHAPE_OBJECT, text, SCRIPTED_ENDS);
  g_autoptr(SluiceOutline) outline = create_outline (first);
  g_autoptr(GtkTreeListRow) row = NULL;

  g_test_summary ("What the person closed stays closed, in the next run too");

  scripted_run_play (first);
  flush (first, outline);
  row = g_list_model_get_item (sluice_outline_get_rows (outline), 1);
  sluice_outline_set_expanded (outline, row, FALSE);
  assert_rows (outline, "people\n 0+\n 1\n  name\n  age\n 2\n  name\n  age\n");

  scripted_run_play (second);
  sluice_outline_set_root (outline, sluice_run_get_field (second->run));
  flush (second, outline);
  assert_rows (outline, "people\n 0+\n 1\n  name\n  age\n 2\n  name\n  age\n");
}

static void
test_reveal (void)
{
  g_autofree char *text = scripted_people (51, 0);
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PEOPLE_ROOT, SLUICE_SHAPE_OBJECT, text, SCRIPTED_ENDS);
  g_autoptr(SluiceOutline) outline = create_outline (scripted);
  g_autoptr(GtkTreeListRow) row = NULL;
  g_autoptr(SluiceField) field = NULL;

  g_test_summary ("A field beyond what is shown is found and shown");

  scripted_run_play (scripted);
  flush (scripted, outline);

  row = sluice_outline_reveal (outline, "/people/40/age");
  g_assert_nonnull (row);
  field = gtk_tree_list_row_get_item (row);
  g_assert_cmpstr (sluice_field_get_path (field), ==, "/people/40/age");
  g_assert_cmpuint (gtk_tree_list_row_get_position (row), !=, GTK_INVALID_LIST_POSITION);
}

static void
test_thinking (void)
{
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PEOPLE, SLUICE_SHAPE_OBJECT, "{\"ti", SCRIPTED_HANGS);
  g_autoptr(SluiceOutline) outline = create_outline (scripted);

  g_test_summary ("What was thought outside the answer is a row above it");

  sluice_outline_set_thinking (outline, NULL, TRUE);
  assert_rows (outline, "title\npeople\n");
  sluice_outline_set_thinking (outline, "Hm", TRUE);
  assert_rows (outline, "(thinking)\ntitle\npeople\n");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outline/skeleton", test_skeleton);
  g_test_add_func ("/outline/depth", test_depth);
  g_test_add_func ("/outline/arriving", test_arriving);
  g_test_add_func ("/outline/limit", test_limit);
  g_test_add_func ("/outline/kept", test_kept);
  g_test_add_func ("/outline/reveal", test_reveal);
  g_test_add_func ("/outline/thinking", test_thinking);

  return g_test_run ();
}
