/* test-exporter.c: results taken out: whole, in part, or item by item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "scripted-run.h"
#include "sluice-exporter.h"
#include "sluice-items-table.h"
#include "sluice-result-tree.h"
#include "sluice-result-view.h"
#include "widget-probe.h"

#define PERSON "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n"

typedef struct
{
  const char         *name;
  SluiceShape         shape;
  const char         *text;
  ScriptedEnd         end;
  SluiceExportFormat  format;
  const char         *file_name;
  const char         *expected;
} ExportCase;

#define TWO "{\"tasks\":[{\"name\":\"Ann, \\\"A\\\"\",\"age\":3},{\"name\":\"Bo\",\"age\":4}]}"
#define CUT "{\"tasks\":[{\"name\":\"Ann\",\"age\":3},{\"name\":\"B"

static const ExportCase export_cases[] = {
  { "object", SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":30}", SCRIPTED_ENDS, SLUICE_EXPORT_JSON,
    "A-B.json", "{\n  \"name\": \"John\",\n  \"age\": 30\n}\n" },
  { "object-cut", SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":3", SCRIPTED_LIMIT, SLUICE_EXPORT_JSON,
    "A-B (partial).json", "{\n  \"name\": \"John\"\n}\n" },
  { "object-invalid", SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":300}", SCRIPTED_ENDS, SLUICE_EXPORT_JSON,
    "A-B (partial).json", "{\n  \"name\": \"John\",\n  \"age\": 300\n}\n" },
  { "lines", SLUICE_SHAPE_ITERABLE, TWO, SCRIPTED_ENDS, SLUICE_EXPORT_JSON_LINES,
    "A-B.jsonl", "{\"name\":\"Ann, \\\"A\\\"\",\"age\":3}\n{\"name\":\"Bo\",\"age\":4}\n" },
  { "lines-cut", SLUICE_SHAPE_ITERABLE, CUT, SCRIPTED_LIMIT, SLUICE_EXPORT_JSON_LINES,
    "A-B (partial).jsonl", "{\"name\":\"Ann\",\"age\":3}\n" },
  { "csv", SLUICE_SHAPE_ITERABLE, TWO, SCRIPTED_ENDS, SLUICE_EXPORT_CSV,
    "A-B.csv", "name,age\r\n\"Ann, \"\"A\"\"\",3\r\nBo,4\r\n" },
  { "csv-cut", SLUICE_SHAPE_ITERABLE, CUT, SCRIPTED_LIMIT, SLUICE_EXPORT_CSV,
    "A-B (partial).csv", "name,age\r\nAnn,3\r\n" },
};

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

static void
test_export (gconstpointer data)
{
  const ExportCase *c = data;
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PERSON, c->shape, c->text, c->end);
  g_autoptr(SluiceExporter) exporter = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) saved = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GFile) file = NULL;

  g_test_summary ("A file holds what has closed, and its name says where that is not all");

  scripted_run_play (scripted);
  exporter = sluice_exporter_new (scripted->run, "A/B", NULL);
  name = sluice_exporter_dup_file_name (exporter, c->format);
  g_assert_cmpstr (name, ==, c->file_name);

  path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  file = g_file_new_for_path (path);
  sluice_exporter_save_async (exporter, c->format, file, NULL, saved_cb, &result);
  probe_wait (is_set, &result);
  saved = sluice_exporter_finish (exporter, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_equal (saved, file));

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, c->expected);
}

static void
test_unwritable (void)
{
  g_autoptr(ScriptedRun) scripted =
    scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":30}", SCRIPTED_ENDS);
  g_autoptr(SluiceExporter) exporter = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/at/all.json");

  g_test_summary ("A file that cannot be written is told, in words");

  scripted_run_play (scripted);
  exporter = sluice_exporter_new (scripted->run, NULL, NULL);
  sluice_exporter_save_async (exporter, SLUICE_EXPORT_JSON, file, NULL, saved_cb, &result);
  probe_wait (is_set, &result);
  g_assert_null (sluice_exporter_finish (exporter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "The file could not be written: "));
}

static void
test_selected (void)
{
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PERSON, SLUICE_SHAPE_ITERABLE, TWO, SCRIPTED_ENDS);
  g_autoptr(SluiceExporter) exporter = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *json = NULL;
  g_autofree char *csv = NULL;

  g_test_summary ("Of selected items only these are taken out, in every format");

  scripted_run_play (scripted);
  g_ptr_array_add (items, g_list_model_get_item (sluice_run_get_items (scripted->run), 1));
  exporter = sluice_exporter_new (scripted->run, NULL, items);
  json = sluice_exporter_dup_text (exporter, SLUICE_EXPORT_JSON_LINES);
  g_assert_cmpstr (json, ==, "{\"name\":\"Bo\",\"age\":4}\n");
  csv = sluice_exporter_dup_text (exporter, SLUICE_EXPORT_CSV);
  g_assert_cmpstr (csv, ==, "name,age\r\nBo,4\r\n");
}

/* The menu and the button of the view. */

static char *
dup_first_entry (GtkWidget *view)
{
  GtkWidget *button = probe_find_button (view, "Export");
  GMenuModel *section;
  g_autoptr(GMenuModel) menu = NULL;
  char *label = NULL;

  while (!GTK_IS_MENU_BUTTON (button))
    button = gtk_widget_get_parent (button);

  menu = g_object_ref (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)));
  while ((section = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION)))
    {
      g_object_unref (menu);
      menu = section;
    }
  g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label);

  return label;
}

typedef struct
{
  const char  *name;
  const char  *text;
  ScriptedEnd  end;
  const char  *entry;
} MenuCase;

static const MenuCase menu_cases[] = {
  { "complete",  "{\"name\":\"John\",\"age\":30}",  SCRIPTED_ENDS,  "Export _JSON…" },
  { "invalid",   "{\"name\":\"John\",\"age\":300}", SCRIPTED_ENDS,  "Export Partial _JSON…" },
  { "cut",       "{\"name\":\"John\",",             SCRIPTED_LIMIT, "Export Partial _JSON…" },
  { "streaming", "{\"name\":\"John\",",             SCRIPTED_HANGS, "Export Partial _JSON…" },
};

static void
test_menu (gconstpointer data)
{
  const MenuCase *c = data;
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, c->text, c->end);
  SluiceResultView *view = sluice_result_view_new ();
  GtkWidget *window = probe_show (GTK_WIDGET (view), 800, 500);
  g_autofree char *entry = NULL;

  g_test_summary ("The menu says beforehand that a result is not all there");

  sluice_result_view_set_run (view, scripted->run);
  scripted_run_play (scripted);
  probe_wait_ms (300);
  entry = dup_first_entry (GTK_WIDGET (view));
  g_assert_cmpstr (entry, ==, c->entry);

  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
}

static char *
dup_clipboard (GtkWidget *widget)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));

  return g_value_dup_string (&value);
}

static void
test_copy (void)
{
  static const struct { const char *action; const char *expected; } copies[] = {
    { "tree.copy-value", "John" },
    { "tree.copy-path",  "/name" },
    { "tree.copy-json",  "\"John\"" },
    { "tree.copy-row",   "/name\tJohn\tstring\tComplete\t0.00" },
    { "result.copy",     "{\n  \"name\": \"John\",\n  \"age\": 30\n}\n" },
  };
  g_autoptr(ScriptedRun) scripted =
    scripted_run_new (PERSON, SLUICE_SHAPE_OBJECT, "{\"name\":\"John\",\"age\":30}", SCRIPTED_ENDS);
  SluiceResultView *view = sluice_result_view_new ();
  GtkWidget *window = probe_show (GTK_WIDGET (view), 800, 500);
  SluiceResultTree *tree = SLUICE_RESULT_TREE (probe_find (GTK_WIDGET (view), SLUICE_TYPE_RESULT_TREE));

  g_test_summary ("A value, its path, its JSON, its row and the whole result can be copied");

  sluice_result_view_set_run (view, scripted->run);
  scripted_run_play (scripted);
  probe_wait_ms (100);
  g_assert_true (sluice_result_tree_select (tree, "/name"));

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tree), copies[i].action, NULL));
      text = dup_clipboard (GTK_WIDGET (view));
      g_assert_cmpstr (text, ==, copies[i].expected);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
}

static void
test_copy_selected (void)
{
  g_autoptr(ScriptedRun) scripted = scripted_run_new (PERSON, SLUICE_SHAPE_ITERABLE, TWO, SCRIPTED_ENDS);
  SluiceResultView *view = sluice_result_view_new ();
  GtkWidget *window = probe_show (GTK_WIDGET (view), 800, 500);
  GtkWidget *table = probe_find (GTK_WIDGET (view), SLUICE_TYPE_ITEMS_TABLE);
  GtkWidget *rows = probe_find (table, GTK_TYPE_COLUMN_VIEW);
  g_autofree char *text = NULL;

  g_test_summary ("Of several selected rows Copy takes just these, as a list");

  sluice_result_view_set_run (view, scripted->run);
  scripted_run_play (scripted);
  probe_wait_ms (100);
  gtk_selection_model_select_all (gtk_column_view_get_model (GTK_COLUMN_VIEW (rows)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "result.copy", NULL));
  text = dup_clipboard (GTK_WIDGET (view));
  g_assert_true (g_str_has_prefix (text, "[\n"));
  g_assert_nonnull (strstr (text, "\"Bo\""));

  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
}

static void
test_copy_code (void)
{
  static const struct { const char *target; const char *part; } codes[] = {
    { "instructor", "import instructor" },
    { "typescript", "z.object" },
    { "c",          "#include <sluice.h>" },
    { "curl",       "curl " },
    { "python",     "class Moon(BaseModel)" },
  };
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "Io has a radius of 1,821 km");
  SluiceResultView *view = sluice_result_view_new ();
  GtkWidget *window = probe_show (GTK_WIDGET (view), 800, 500);

  g_test_summary ("A draft is copied as a program in several languages");

  sluice_result_view_set_extraction (view, extraction);
  g_object_set (extraction, "provider", "openai", "model", "gpt-4o-mini", NULL);
  g_list_store_append (sluice_extraction_get_messages (extraction), message);
  sluice_extraction_set_schema_text (extraction, "class Moon(BaseModel):\n    name: str\n    radius: float\n",
                                     SLUICE_NOTATION_CLASSES);
  probe_wait_ms (50);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "result.copy-code", "s", codes[i].target));
      text = dup_clipboard (GTK_WIDGET (view));
      g_assert_nonnull (strstr (text, codes[i].part));
    }

  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  for (guint i = 0; i < G_N_ELEMENTS (export_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exporter/file/", export_cases[i].name, NULL);

      g_test_add_data_func (path, &export_cases[i], test_export);
    }

  for (guint i = 0; i < G_N_ELEMENTS (menu_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exporter/menu/", menu_cases[i].name, NULL);

      g_test_add_data_func (path, &menu_cases[i], test_menu);
    }

  g_test_add_func ("/exporter/unwritable", test_unwritable);
  g_test_add_func ("/exporter/selected", test_selected);
  g_test_add_func ("/exporter/copy", test_copy);
  g_test_add_func ("/exporter/copy-selected", test_copy_selected);
  g_test_add_func ("/exporter/copy-code", test_copy_code);

  return g_test_run ();
}
