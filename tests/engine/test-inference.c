/* test-inference.c: schemas from sample values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "corpus.h"
#include "schema/sluice-inference.h"

typedef struct
{
  const char *name;
  const char *samples[4];
  const char *schema;
} Case;

#define OBJECT(properties, required) \
  "{\"title\":\"Sample\",\"type\":\"object\",\"properties\":{" properties "}" required "}"
#define ALL(names) ",\"required\":[" names "]"
#define OR_NULL(type) "\"anyOf\":[{\"type\":\"" type "\"},{\"type\":\"null\"}]"

static const Case cases[] = {
  { "scalars", { "{\"a\":1,\"b\":1.5,\"c\":\"x\",\"d\":true}" },
    OBJECT ("\"a\":{\"type\":\"integer\",\"title\":\"A\"},\"b\":{\"type\":\"number\",\"title\":\"B\"},"
            "\"c\":{\"type\":\"string\",\"title\":\"C\"},\"d\":{\"type\":\"boolean\",\"title\":\"D\"}",
            ALL ("\"a\",\"b\",\"c\",\"d\"")) },
  { "integer-and-number", { "{\"a\":1}", "{\"a\":1e2}" },
    OBJECT ("\"a\":{\"type\":\"number\",\"title\":\"A\"}", ALL ("\"a\"")) },
  { "null-is-seen", { "{\"a\":1}", "{\"a\":null}" },
    OBJECT ("\"a\":{" OR_NULL ("integer") ",\"title\":\"A\"}", ALL ("\"a\"")) },
  { "not-in-all", { "{\"a\":1,\"b\":2}", "{\"a\":1}" },
    OBJECT ("\"a\":{\"type\":\"integer\",\"title\":\"A\"},\"b\":{" OR_NULL ("integer")
            ",\"default\":null,\"title\":\"B\"}", ALL ("\"a\"")) },
  { "several-types", { "[1,\"x\"]" },
    "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}}" },
  { "lines", { "{\"a\":1}\n\n{\"a\":\"x\"}\n" },
    OBJECT ("\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}],\"title\":\"A\"}", ALL ("\"a\"")) },
  { "formats", { "[\"2024-01-01\",\"2025-12-31\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"date\"}}" },
  { "format-of-all-or-none", { "[\"2024-01-01\",\"soon\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}" },
  { "times", { "[\"2024-01-01T10:00:00Z\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"date-time\"}}" },
  { "ids", { "[\"7d444840-9dc0-11d1-b245-5ffdce74fad2\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uuid\"}}" },
  { "mail", { "[\"ann@example.org\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"email\"}}" },
  { "addresses", { "[\"https://example.org/a\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"uri\",\"minLength\":1}}" },
  { "a-colon-is-no-address", { "[\"note:that\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}" },
  { "enum", { "[\"on\",\"off\",\"on\",\"on\",\"off\",\"on\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"on\",\"off\"]}}" },
  { "few-are-no-enum", { "[\"on\",\"off\",\"on\"]" },
    "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}" },
  { "classes", { "{\"boxes\":[{\"w\":1},{\"w\":2,\"h\":3}]}" },
    "{\"$defs\":{\"Box\":{\"title\":\"Box\",\"type\":\"object\",\"properties\":{\"w\":{\"type\":\"integer\","
    "\"title\":\"W\"},\"h\":{" OR_NULL ("integer") ",\"default\":null,\"title\":\"H\"}},\"required\":[\"w\"]}},"
    "\"title\":\"Sample\",\"type\":\"object\",\"properties\":{\"boxes\":{\"type\":\"array\",\"items\":{\"$ref\":"
    "\"#/$defs/Box\"},\"title\":\"Boxes\"}},\"required\":[\"boxes\"]}" },
  { "recursion", { "{\"v\":1,\"children\":[{\"v\":2,\"children\":[]}]}" },
    "{\"$defs\":{\"Sample\":{\"title\":\"Sample\",\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\","
    "\"title\":\"V\"},\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Sample\"},\"title\":"
    "\"Children\"}},\"required\":[\"v\",\"children\"]}},\"$ref\":\"#/$defs/Sample\"}" },
  { "mapping", { "{\"years\":{\"2020\":1,\"2021\":2}}" },
    OBJECT ("\"years\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"},\"title\":\"Years\"}",
            ALL ("\"years\"")) },
  { "empty", { "{\"a\":{},\"b\":[]}" },
    OBJECT ("\"a\":{\"type\":\"object\",\"title\":\"A\"},\"b\":{\"type\":\"array\",\"items\":{},\"title\":\"B\"}",
            ALL ("\"a\",\"b\"")) },
};

static SluiceSchema *
infer (const char *const *samples,
       guint              n)
{
  g_autoptr(SluiceInference) inference = sluice_inference_new (NULL);
  g_autoptr(GError) error = NULL;
  SluiceSchema *schema;

  for (guint i = 0; i < n && samples[i] != NULL; i++)
    {
      g_assert_true (sluice_inference_add_text (inference, samples[i], -1, &error));
      g_assert_no_error (error);
    }
  schema = sluice_inference_make_schema (inference, &error);
  g_assert_no_error (error);

  return schema;
}

/* Every sample is right by the schema that was made of it. */
static void
assert_valid (SluiceSchema *schema,
              const char   *sample)
{
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  gboolean valid = FALSE;

  output = sluice_schema_validate_text (schema, sample, strlen (sample), 0, &valid, &error);
  g_assert_no_error (error);
  if (!valid)
    g_test_message ("%s\n%s\n%s", sample, sluice_schema_get_text (schema), output);
  g_assert_true (valid);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(SluiceSchema) schema = infer (test->samples, G_N_ELEMENTS (test->samples));
  g_autofree char *json = sluice_schema_to_json (schema, 0);

  g_assert_cmpstr (json, ==, test->schema);
  g_assert_true (sluice_schema_is_valid (schema));
  if (strchr (test->samples[0], '\n') == NULL)
    for (guint i = 0; test->samples[i] != NULL; i++)
      assert_valid (schema, test->samples[i]);
}

static void
test_errors (void)
{
  g_autoptr(SluiceInference) inference = sluice_inference_new ("Thing");
  g_autoptr(GError) error = NULL;

  g_assert_null (sluice_inference_make_schema (inference, &error));
  g_assert_error (error, SLUICE_INFERENCE_ERROR, SLUICE_INFERENCE_ERROR_EMPTY);
  g_clear_error (&error);

  g_assert_false (sluice_inference_add_text (inference, "{\"a\":1,\n\"b\":}", -1, &error));
  g_assert_error (error, SLUICE_INFERENCE_ERROR, SLUICE_INFERENCE_ERROR_JSON);
  g_assert_cmpuint (sluice_inference_get_n_samples (inference), ==, 0);
}

static void
test_again (void)
{
  g_autoptr(SluiceInference) inference = sluice_inference_new ("Thing");
  g_autoptr(SluiceSchema) first = NULL, second = NULL, third = NULL;
  g_autofree char *one = NULL, *two = NULL;

  g_test_summary ("Making a schema changes nothing; what is added later counts");
  g_assert_true (sluice_inference_add_text (inference, "{\"m\":{\"1\":{\"a\":1},\"2\":{\"b\":1}}}", -1, NULL));
  first = sluice_inference_make_schema (inference, NULL);
  second = sluice_inference_make_schema (inference, NULL);
  one = sluice_schema_to_json (first, 0);
  two = sluice_schema_to_json (second, 0);
  g_assert_cmpstr (one, ==, two);

  g_assert_true (sluice_inference_add_text (inference, "{\"m\":{\"3\":{\"a\":\"x\"}},\"n\":[1]}", -1, NULL));
  third = sluice_inference_make_schema (inference, NULL);
  assert_valid (third, "{\"m\":{\"1\":{\"a\":1},\"2\":{\"b\":1}}}");
  assert_valid (third, "{\"m\":{\"3\":{\"a\":\"x\"}},\"n\":[1]}");
}

/* A value of any kind, with few names, so that places meet again. */
static void
append_value (GString *text,
              guint    depth)
{
  static const char *const scalars[] = {
    "null", "true", "1", "-2.5", "\"a\"", "\"b\"", "\"2024-01-01\"", "\"\"", "1e3", "\"x@y.org\"",
  };
  static const char *const names[] = { "a", "b", "1", "2", "children", "\\u00e9" };
  guint n = g_test_rand_int_range (0, 4);

  switch (depth == 0 ? 2 : g_test_rand_int_range (0, 4))
    {
    case 0:
      g_string_append_c (text, '{');
      for (guint i = 0, from = g_test_rand_int_range (0, 3); i < n; i++)
        {
          g_string_append_printf (text, "%s\"%s\":", i > 0 ? "," : "", names[from + i]);
          append_value (text, depth - 1);
        }
      g_string_append_c (text, '}');
      break;
    case 1:
      g_string_append_c (text, '[');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (text, ',');
          append_value (text, depth - 1);
        }
      g_string_append_c (text, ']');
      break;
    default:
      g_string_append (text, scalars[g_test_rand_int_range (0, G_N_ELEMENTS (scalars))]);
    }
}

static void
test_random (void)
{
  g_test_summary ("Samples are right by the schema that is made of them, and classes say the same");

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(GString) one = g_string_new (NULL), two = g_string_new (NULL);
      g_autoptr(SluiceSchema) schema = NULL, again = NULL;
      g_autofree char *classes = NULL;

      append_value (one, 5);
      append_value (two, 5);
      schema = infer ((const char *[]) { one->str, two->str }, 2);
      g_assert_true (sluice_schema_is_valid (schema));
      assert_valid (schema, one->str);
      assert_valid (schema, two->str);

      classes = sluice_schema_to_classes (schema);
      again = sluice_schema_new_for_text (classes, SLUICE_NOTATION_CLASSES, NULL);
      if (!sluice_schema_is_valid (again))
        g_test_message ("%s", classes);
      g_assert_true (sluice_schema_is_valid (again));
      assert_valid (again, one->str);
      assert_valid (again, two->str);
    }
}

static void
test_examples (void)
{
  g_autoptr(GPtrArray) names = corpus_list ("examples");

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *relative = g_build_filename ("examples", g_ptr_array_index (names, i), "answer.json",
                                                    NULL);
      g_autofree char *sample = corpus_read (relative);
      g_autoptr(SluiceSchema) schema = infer ((const char *[]) { sample }, 1);

      assert_valid (schema, sample);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/inference/schema/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/inference/errors", test_errors);
  g_test_add_func ("/inference/again", test_again);
  g_test_add_func ("/inference/random", test_random);
  g_test_add_func ("/inference/examples", test_examples);

  return g_test_run ();
}
