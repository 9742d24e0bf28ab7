/* test-json-schema-suite.c: the public suite of JSON Schema, draft 2020-12
 *
 * Every instance is streamed whole, byte by byte and in random pieces: each way must end with the
 * verdict of the suite, with the same violations, and nothing may be doomed that ends valid. All
 * required tests are run, and the optional ones, with formats as rules where they are about formats.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "corpus.h"
#include "json/sluice-parser.h"
#include "schema/sluice-check-private.h"
#include "schema/sluice-json-text-private.h"

#define FOLDER "json-schema/tests/draft2020-12"

#define REMOTES "json-schema/remotes"
#define REMOTE_URI "http://localhost:1234/"

/* Formats that are not known, so that any string is one. */
static const char * const skipped[] = { "optional/format/idn-hostname.json", NULL };

static GHashTable *remotes;  /* URI (char*) -> text (char*) */

typedef struct
{
  SluiceVerdict  verdict;
  GString       *log;      /* of violations */
  gboolean       doomed;   /* before the last byte */
} Outcome;

/* In pieces of a size, of random sizes where it is 0. */
static void
run (SluiceSchema *schema,
     const char   *text,
     gsize         size,
     Outcome      *outcome)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = sluice_check_new_plain (schema, parser);
  g_autoptr(GError) error = NULL;
  gsize length = strlen (text);
  GPtrArray *violations;

  *outcome = (Outcome) { .log = g_string_new (NULL) };
  for (gsize i = 0, n; i < length; i += n)
    {
      n = size ? size : (gsize) g_test_rand_int_range (1, 9);
      n = MIN (n, length - i);
      sluice_parser_push (parser, text + i, n, &error);
      g_assert_no_error (error);
      outcome->doomed |= sluice_check_get_verdict (check) == SLUICE_VERDICT_DOOMED;
    }
  sluice_parser_finish (parser, &error);
  g_assert_no_error (error);

  outcome->verdict = sluice_check_get_verdict (check);
  violations = sluice_check_get_violations (check);
  for (guint i = 0; i < violations->len; i++)
    {
      SluiceViolation *violation = violations->pdata[i];

      g_string_append_printf (outcome->log, "%s %s %s %s %" G_GSIZE_FORMAT " %d: %s\n",
                              sluice_violation_get_path (violation),
                              sluice_violation_get_schema_path (violation),
                              sluice_violation_get_location (violation),
                              sluice_violation_get_keyword (violation),
                              sluice_violation_get_byte (violation),
                              sluice_violation_get_doomed (violation),
                              sluice_violation_get_message (violation));
    }
}

static void
run_instance (SluiceSchema *schema,
              JsonObject   *test,
              const char   *group)
{
  g_autofree char *text = sluice_json_text_print (json_object_get_member (test, "data"), 0);
  gboolean valid = json_object_get_boolean_member (test, "valid");
  static const gsize sizes[] = { G_MAXSIZE, 1, 0 };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Outcome outcome;

      run (schema, text, sizes[i], &outcome);
      if ((outcome.verdict == SLUICE_VERDICT_VALID) != valid || (valid && outcome.doomed) ||
          valid != (outcome.log->len == 0))
        {
          g_autofree char *printed = sluice_schema_to_json (schema, 0);

          g_test_message ("%s: %s\n%s\n%s\nverdict %d, doomed %d\n%s", group,
                          json_object_get_string_member (test, "description"), printed, text,
                          outcome.verdict, outcome.doomed, outcome.log->str);
          g_test_fail ();
        }
      if (first == NULL)
        first = g_strdup (outcome.log->str);
      else
        g_assert_cmpstr (outcome.log->str, ==, first);
      g_string_free (outcome.log, TRUE);
    }
}

static guint
run_group (JsonObject *group,
           gboolean    asserts_formats)
{
  const char *description = json_object_get_string_member (group, "description");
  JsonArray *tests = json_object_get_array_member (group, "tests");
  g_autoptr(SluiceSchema) bare =
    sluice_schema_new_for_json (json_object_get_member (group, "schema"));
  g_autoptr(SluiceSchema) schema = sluice_schema_new_with_resources (bare, remotes);
  g_autoptr(GError) error = NULL;

  sluice_schema_set_asserts_formats (schema, asserts_formats);
  if (!sluice_schema_check_valid (schema, &error))
    {
      g_test_message ("%s: %s", description, error->message);
      g_test_fail ();
    }
  for (guint i = 0; i < json_array_get_length (tests); i++)
    run_instance (schema, json_array_get_object_element (tests, i), description);

  return json_array_get_length (tests);
}

static void
test_file (gconstpointer data)
{
  const char *file = data;
  g_autofree char *path = g_build_filename (FOLDER, file, NULL);
  g_autofree char *text = corpus_read (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = json_from_string (text, &error);
  JsonArray *groups;
  guint n = 0;

  g_assert_no_error (error);
  if (g_strv_contains (skipped, file))
    {
      g_test_skip ("This format is not known");
      return;
    }

  groups = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    n += run_group (json_array_get_object_element (groups, i),
                    g_str_has_prefix (file, "optional/format/"));
  g_test_message ("%u instances", n);
}

/* Reads all files below a folder; relative is its path from the first. */
static void
read_remotes (const char *relative)
{
  g_autofree char *folder = g_build_filename (REMOTES, relative, NULL);
  g_autofree char *path = corpus_path (folder);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (relative, name, NULL);
      g_autofree char *below = g_build_filename (REMOTES, file, NULL);

      if (!g_str_has_suffix (name, ".json"))
        read_remotes (file);
      else
        g_hash_table_insert (remotes, g_strconcat (REMOTE_URI, file, NULL), corpus_read (below));
    }
}

static void
add_tests (const char *relative,
           GPtrArray  *paths)
{
  g_autofree char *folder = g_build_filename (FOLDER, relative, NULL);
  g_autoptr(GPtrArray) files = corpus_list (folder);

  for (guint i = 0; files && i < files->len; i++)
    {
      char *file = g_build_filename (relative, files->pdata[i], NULL);
      g_autofree char *path = g_strconcat ("/json-schema-suite/", file, NULL);

      g_ptr_array_add (paths, file);
      if (g_str_has_suffix (file, ".json"))
        g_test_add_data_func (path, file, test_file);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  int result;

  g_test_init (&argc, &argv, NULL);

  remotes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_remotes ("");
  add_tests ("", paths);
  add_tests ("optional", paths);
  add_tests ("optional/format", paths);

  result = g_test_run ();
  g_hash_table_unref (remotes);

  return result;
}
