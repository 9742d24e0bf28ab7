/* test-class-notation.c: classes give the schemas that Pydantic gives, and say what is wrong
 *
 * data/classes/NAME.py are classes; NAME.json is what the real Pydantic v2 makes of them
 * (data/write-class-schemas.py writes it).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "schema/sluice-class-notation-private.h"

/* Comparing */

static gboolean
is_same (JsonNode   *expected,
         JsonNode   *actual,
         GString    *path,
         gboolean    in_order);

static gboolean
is_same_object (JsonObject *expected,
                JsonObject *actual,
                GString    *path,
                gboolean    in_order)
{
  g_autoptr(GList) keys = json_object_get_members (expected);
  g_autoptr(GList) actual_keys = json_object_get_members (actual);
  GList *actual_key = actual_keys;

  for (GList *key = keys; key; key = key->next)
    {
      gsize length = path->len;

      g_string_append_printf (path, "/%s", (const char *) key->data);
      if (!json_object_has_member (actual, key->data) ||
          (in_order && (!actual_key || !g_str_equal (key->data, actual_key->data))) ||
          !is_same (json_object_get_member (expected, key->data),
                    json_object_get_member (actual, key->data), path, in_order))
        return FALSE;
      g_string_truncate (path, length);
      actual_key = actual_key ? actual_key->next : NULL;
    }

  return g_list_length (keys) == g_list_length (actual_keys);
}

static gboolean
is_same_array (JsonArray *expected,
               JsonArray *actual,
               GString   *path,
               gboolean   in_order)
{
  if (json_array_get_length (expected) != json_array_get_length (actual))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      gsize length = path->len;

      g_string_append_printf (path, "/%u", i);
      if (!is_same (json_array_get_element (expected, i), json_array_get_element (actual, i), path,
                    in_order))
        return FALSE;
      g_string_truncate (path, length);
    }

  return TRUE;
}

/* Leaves path where the two part. */
static gboolean
is_same (JsonNode *expected,
         JsonNode *actual,
         GString  *path,
         gboolean  in_order)
{
  if (json_node_get_node_type (expected) != json_node_get_node_type (actual))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (expected))
    return is_same_object (json_node_get_object (expected), json_node_get_object (actual), path,
                           in_order);
  if (JSON_NODE_HOLDS_ARRAY (expected))
    return is_same_array (json_node_get_array (expected), json_node_get_array (actual), path,
                          in_order);

  return json_node_equal (expected, actual);
}

static void
assert_same (JsonNode *expected,
             JsonNode *actual,
             gboolean  in_order)
{
  g_autoptr(GString) path = g_string_new (NULL);

  g_assert_nonnull (actual);
  if (!is_same (expected, actual, path, in_order))
    {
      g_autofree char *wanted = json_to_string (expected, TRUE);
      g_autofree char *got = json_to_string (actual, TRUE);

      g_test_message ("expected: %s", wanted);
      g_test_message ("got: %s", got);
      g_test_message ("they part at %s", path->str);
      g_test_fail ();
    }
}

static char *
find_data (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "classes", name, NULL);
}

static JsonNode *
load_json (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

/* A root that a comment in the first line asks for. */
static char *
find_root (const char *text)
{
  static const char mark[] = "# root: ";

  if (!g_str_has_prefix (text, mark))
    return NULL;

  return g_strndup (text + strlen (mark), strcspn (text + strlen (mark), "\n"));
}

static void
message_diagnostics (GListStore *diagnostics)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (diagnostics));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic =
        g_list_model_get_item (G_LIST_MODEL (diagnostics), i);
      g_autofree char *line = sluice_diagnostic_to_string (diagnostic);

      g_test_message ("%s", line);
    }
}

static guint
count_errors (GListStore *diagnostics)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (diagnostics)), n_errors = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic =
        g_list_model_get_item (G_LIST_MODEL (diagnostics), i);

      n_errors += sluice_diagnostic_get_severity (diagnostic) == SLUICE_SEVERITY_ERROR;
    }

  return n_errors;
}

/* The schemas of Pydantic */

static void
test_pydantic (gconstpointer data)
{
  const char *name = data;
  g_autofree char *source = g_strconcat (name, ".py", NULL);
  g_autofree char *target = g_strconcat (name, ".json", NULL);
  g_autofree char *source_path = find_data (source);
  g_autofree char *target_path = find_data (target);
  g_autoptr(GListStore) diagnostics = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);
  g_autoptr(SluiceClassNotation) classes = NULL;
  g_autoptr(JsonNode) expected = load_json (target_path);
  g_autofree char *text = NULL;
  g_autofree char *root = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("The schema equals that of Pydantic's model_json_schema()");

  g_file_get_contents (source_path, &text, NULL, &error);
  g_assert_no_error (error);
  root = find_root (text);
  classes = sluice_class_notation_parse (text, root, diagnostics);
  message_diagnostics (diagnostics);
  g_assert_cmpuint (count_errors (diagnostics), ==, 0);
  assert_same (expected, classes->json, TRUE);
}

static void
add_pydantic_tests (void)
{
  g_autofree char *folder = find_data (".");
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = NULL;
      char *stem;

      if (!g_str_has_suffix (name, ".py"))
        continue;

      stem = g_strndup (name, strlen (name) - strlen (".py"));
      path = g_strconcat ("/class-notation/pydantic/", stem, NULL);
      g_test_add_data_func_full (path, stem, test_pydantic, g_free);
      n++;
    }
  g_assert_cmpuint (n, >=, 80);
}

/* Texts that are no classes */

static const char *const odd_texts[] = {
  ";", ";)", ":", "=", "@", "@;", ",", "\n;", "class", "class ;", "a: ';'", "a: ';", "(;", "\t;",
};

static void
test_odd (void)
{
  g_test_summary ("What is no class is reported, and nothing outside of the text is read");

  for (guint i = 0; i < G_N_ELEMENTS (odd_texts); i++)
    {
      g_autoptr(GListStore) diagnostics = g_list_store_new (SLUICE_TYPE_DIAGNOSTIC);
      g_autoptr(SluiceClassNotation) classes = NULL;

      g_test_message ("%s", odd_texts[i]);
      classes = sluice_class_notation_parse (odd_texts[i], NULL, diagnostics);
      g_assert_cmpuint (count_errors (diagnostics), >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add_pydantic_tests ();
  g_test_add_func ("/class-notation/odd", test_odd);

  return g_test_run ();
}
