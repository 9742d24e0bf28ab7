/* test-json-schema-suite.c: the public suite of JSON Schema, draft 2020-12
 *
 * Every instance is streamed whole, byte by byte and in random pieces: each way must end with the
 * verdict of the suite, with the same violations, and nothing may be doomed that ends valid.
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

/* What needs keywords or documents that are not there yet: a file, or a group of one. */
static const struct { const char *file; const char *group; const char *reason; } skipped[] = {
  { "dynamicRef.json", NULL, "$dynamicRef" },
  { "refRemote.json", NULL, "documents from elsewhere" },
  { "unevaluatedItems.json", NULL, "unevaluatedItems" },
  { "unevaluatedProperties.json", NULL, "unevaluatedProperties" },
  { "vocabulary.json", NULL, "vocabularies" },
  { "defs.json", "validate definition against metaschema", "the metaschema" },
  { "ref.json", "remote ref, containing refs itself", "the metaschema" },
  { "ref.json", "ref creates new scope when adjacent to keywords", "unevaluatedProperties" },
  { "anchor.json", NULL, NULL },
  { "not.json", "collect annotations inside a 'not', even if collection is disabled",
    "unevaluatedProperties" },
};

typedef struct
{
  guint n_passed;
  guint n_skipped;
} Count;

static const char *
find_reason (const char *file,
             const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (skipped); i++)
    if (strcmp (skipped[i].file, file) == 0 &&
        (!skipped[i].group || g_strcmp0 (skipped[i].group, group) == 0))
      return skipped[i].reason;

  return NULL;
}

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
      if ((outcome.verdict == SLUICE_VERDICT_VALID) != valid || (valid && outcome.doomed))
        {
          g_autofree char *printed = sluice_schema_to_json (schema, 0);

          g_test_message ("%s: %s\n%s\n%s\nverdict %d, doomed %d\n%s", group,
                          json_object_get_string_member (test, "description"), printed, text,
                          outcome.verdict, outcome.doomed, outcome.log->str);
          g_test_fail ();
        }
      g_assert_true (valid == (outcome.log->len == 0));
      if (first == NULL)
        first = g_strdup (outcome.log->str);
      else
        g_assert_cmpstr (outcome.log->str, ==, first);
      g_string_free (outcome.log, TRUE);
    }
}

static void
run_group (const char *file,
           JsonObject *group,
           Count      *count)
{
  const char *description = json_object_get_string_member (group, "description");
  JsonArray *tests = json_object_get_array_member (group, "tests");
  const char *reason = find_reason (file, description);
  g_autoptr(SluiceSchema) schema = NULL;

  if (reason)
    {
      count->n_skipped += json_array_get_length (tests);
      return;
    }

  schema = sluice_schema_new_for_json (json_object_get_member (group, "schema"));
  if (!sluice_schema_is_valid (schema))
    {
      g_autoptr(GError) error = NULL;

      sluice_schema_check_valid (schema, &error);
      g_test_message ("%s: %s", description, error->message);
      g_test_fail ();
    }
  for (guint i = 0; i < json_array_get_length (tests); i++)
    {
      run_instance (schema, json_array_get_object_element (tests, i), description);
      count->n_passed++;
    }
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
  Count count = { 0 };

  g_assert_no_error (error);
  groups = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    run_group (file, json_array_get_object_element (groups, i), &count);

  if (count.n_skipped > 0 && count.n_passed == 0)
    {
      g_autofree char *message = g_strdup_printf ("%u instances need %s, which is not there yet",
                                                  count.n_skipped, find_reason (file, NULL));

      g_test_skip (message);
      return;
    }
  g_test_message ("%u instances passed, %u skipped", count.n_passed, count.n_skipped);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) files = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);

  files = corpus_list (FOLDER);
  for (guint i = 0; files && i < files->len; i++)
    {
      g_autofree char *path = g_strconcat ("/json-schema-suite/", files->pdata[i], NULL);

      if (g_str_has_suffix (files->pdata[i], ".json"))
        g_test_add_data_func (path, files->pdata[i], test_file);
    }

  result = g_test_run ();

  return result;
}
