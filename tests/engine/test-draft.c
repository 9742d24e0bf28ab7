/* test-draft.c: schemas of older drafts, written anew in draft 2020-12
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-schema.h"

#define DRAFT_4 "\"$schema\":\"http://json-schema.org/draft-04/schema#\""
#define DRAFT_6 "\"$schema\":\"http://json-schema.org/draft-06/schema#\""
#define DRAFT_7 "\"$schema\":\"http://json-schema.org/draft-07/schema\""
#define DRAFT_2019 "\"$schema\":\"https://json-schema.org/draft/2019-09/schema\""
#define DRAFT_2020 "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\""

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
} Case;

static const Case cases[] = {
  { "tuple", "{" DRAFT_7 ",\"items\":[{\"type\":\"string\"}],\"additionalItems\":false}",
    "{" DRAFT_2020 ",\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}" },
  { "items-of-one-kind", "{" DRAFT_7 ",\"items\":{\"type\":\"string\"},\"additionalItems\":false}",
    "{" DRAFT_2020 ",\"items\":{\"type\":\"string\"}}" },
  { "dependencies", "{" DRAFT_7 ",\"dependencies\":{\"a\":[\"b\"],\"c\":{\"required\":[\"d\"]}}}",
    "{" DRAFT_2020 ",\"dependentRequired\":{\"a\":[\"b\"]},\"dependentSchemas\":{\"c\":{\"required\":[\"d\"]}}}" },
  { "exclusive-limits",
    "{" DRAFT_4 ",\"minimum\":1,\"exclusiveMinimum\":true,\"maximum\":5,\"exclusiveMaximum\":false}",
    "{" DRAFT_2020 ",\"exclusiveMinimum\":1,\"maximum\":5}" },
  { "id", "{" DRAFT_4 ",\"id\":\"http://example.org/a\",\"definitions\":{\"b\":{\"id\":\"#b\"}}}",
    "{" DRAFT_2020 ",\"$id\":\"http://example.org/a\",\"definitions\":{\"b\":{\"$anchor\":\"b\"}}}" },
  { "id-and-anchor", "{" DRAFT_7 ",\"$id\":\"http://example.org/a#b\"}",
    "{" DRAFT_2020 ",\"$id\":\"http://example.org/a\",\"$anchor\":\"b\"}" },
  { "beside-a-reference",
    "{" DRAFT_7 ",\"properties\":{\"a\":{\"$ref\":\"#/definitions/b\",\"maxLength\":1,\"title\":\"A\"}},"
    "\"definitions\":{\"b\":{}}}",
    "{" DRAFT_2020 ",\"properties\":{\"a\":{\"$ref\":\"#/definitions/b\",\"title\":\"A\"}},"
    "\"definitions\":{\"b\":{}}}" },
  { "beside-a-reference-since-2019",
    "{" DRAFT_2019 ",\"$ref\":\"#/$defs/b\",\"maxLength\":1,\"$defs\":{\"b\":{}}}",
    "{" DRAFT_2020 ",\"$ref\":\"#/$defs/b\",\"maxLength\":1,\"$defs\":{\"b\":{}}}" },
  { "references-into-tuples",
    "{" DRAFT_7 ",\"items\":[{\"type\":\"string\"}],\"properties\":{\"a\":{\"$ref\":\"#/items/0\"}}}",
    "{" DRAFT_2020 ",\"prefixItems\":[{\"type\":\"string\"}],\"properties\":{\"a\":{\"$ref\":"
    "\"#/prefixItems/0\"}}}" },
  { "keywords-of-later-drafts", "{" DRAFT_4 ",\"const\":1,\"if\":{},\"contains\":{},\"x\":{\"const\":2}}",
    "{" DRAFT_2020 ",\"x\":{\"const\":2}}" },
  { "if-in-draft-6", "{" DRAFT_6 ",\"const\":1,\"if\":true,\"then\":false}", "{" DRAFT_2020 ",\"const\":1}" },
  { "recursion", "{" DRAFT_2019 ",\"$recursiveAnchor\":true,\"properties\":{\"a\":{\"$recursiveRef\":\"#\"}}}",
    "{" DRAFT_2020 ",\"$dynamicAnchor\":\"recursive\",\"properties\":{\"a\":{\"$dynamicRef\":\"#recursive\"}}}" },
  { "recursion-without-anchor", "{" DRAFT_2019 ",\"properties\":{\"a\":{\"$recursiveRef\":\"#\"}}}",
    "{" DRAFT_2020 ",\"properties\":{\"a\":{\"$ref\":\"#\"}}}" },
  { "values-are-no-schemas", "{" DRAFT_4 ",\"enum\":[{\"id\":\"a\",\"items\":[1]}],\"default\":{\"id\":\"b\"}}",
    "{" DRAFT_2020 ",\"enum\":[{\"id\":\"a\",\"items\":[1]}],\"default\":{\"id\":\"b\"}}" },
  { "digits", "{" DRAFT_7 ",\"maximum\":12345678901234567890.50}",
    "{" DRAFT_2020 ",\"maximum\":12345678901234567890.50}" },
  { "a-part-in-another-draft",
    "{" DRAFT_2020 ",\"$defs\":{\"a\":{\"$id\":\"http://example.org/a\"," DRAFT_7 ",\"items\":[true]}}}",
    "{" DRAFT_2020 ",\"$defs\":{\"a\":{\"$id\":\"http://example.org/a\"," DRAFT_2020
    ",\"prefixItems\":[true]}}}" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(SluiceSchema) schema = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;

  schema = sluice_schema_new_for_text (test->before, SLUICE_NOTATION_AUTO, NULL);
  sluice_schema_check_valid (schema, &error);
  g_assert_no_error (error);
  json = sluice_schema_to_json (schema, 0);
  g_assert_cmpstr (json, ==, test->after);
  g_assert_cmpstr (sluice_schema_get_text (schema), ==, test->before);
}

typedef struct
{
  const char *name;
  const char *text;
  guint       line;
  guint       column;
  const char *part;   /* of the message */
} BadCase;

static const BadCase bad_cases[] = {
  { "draft-3", "{\n  \"$schema\": \"http://json-schema.org/draft-03/schema#\"\n}", 2, 14, "Draft 3" },
  { "anchor", "{\n  " DRAFT_7 ",\n  \"$id\": \"#a/b\"\n}", 3, 10, "$anchor" },
  { "contains", "{" DRAFT_2019 ",\n\"contains\":{},\n \"unevaluatedItems\":false}", 3, 21, "unevaluatedItems" },
  /* what is wrong besides is told where it was written */
  { "type-in-tuple", "{" DRAFT_7 ",\n \"items\": [{},\n  {\"type\": \"strng\"}]}", 3, 12, "strng" },
  { "dependency", "{" DRAFT_7 ",\n \"dependencies\":{\"a\":{\n\"type\":\"strng\"}}}", 3, 8, "strng" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *test = data;
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(SluiceDiagnostic) diagnostic = NULL;

  schema = sluice_schema_new_for_text (test->text, SLUICE_NOTATION_AUTO, NULL);
  g_assert_false (sluice_schema_is_valid (schema));
  g_assert_cmpuint (g_list_model_get_n_items (sluice_schema_get_diagnostics (schema)), ==, 1);
  diagnostic = g_list_model_get_item (sluice_schema_get_diagnostics (schema), 0);
  if (strstr (sluice_diagnostic_get_message (diagnostic), test->part) == NULL)
    g_test_message ("%s", sluice_diagnostic_get_message (diagnostic));
  g_assert_nonnull (strstr (sluice_diagnostic_get_message (diagnostic), test->part));
  g_assert_cmpuint (sluice_diagnostic_get_line (diagnostic), ==, test->line);
  g_assert_cmpuint (sluice_diagnostic_get_column (diagnostic), ==, test->column);
}

static void
test_resource (void)
{
  g_autoptr(SluiceSchema) schema = NULL, whole = NULL;
  g_autoptr(GHashTable) resources = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *output = NULL;
  gboolean valid = TRUE;

  g_test_summary ("A document without “$schema” is written in the draft of the one that refers to it");

  schema = sluice_schema_new_for_text ("{" DRAFT_7 ",\"$ref\":\"http://example.org/a\"}",
                                       SLUICE_NOTATION_AUTO, NULL);
  g_hash_table_insert (resources, (char *) "http://example.org/a",
                       (char *) "{\"items\":[{\"type\":\"string\"}],\"additionalItems\":false}");
  whole = sluice_schema_new_with_resources (schema, resources);
  g_assert_true (sluice_schema_is_valid (whole));
  output = sluice_schema_validate_text (whole, "[\"a\",1]", 7, 0, &valid, NULL);
  g_assert_false (valid);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/draft/converted/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/draft/refused/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/draft/resource", test_resource);

  return g_test_run ();
}
