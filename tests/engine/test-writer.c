/* test-writer.c: values -> JSON text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "json/sluice-parser.h"
#include "json/sluice-writer.h"

typedef struct
{
  const char *text;     /* pushed so far */
  const char *letters;
  const char *values;
  const char *items;
} PolicyCase;

static const PolicyCase policy_cases[] = {
  { "", NULL, NULL, NULL },
  { "[", "[]", "[]", "[]" },
  { "{\"a\"", "{}", "{}", "{}" },
  { "{\"a\":", "{}", "{}", "{}" },
  { "{\"a\":\"", "{}", "{}", "{}" },
  { "{\"a\":\"x", "{\"a\":\"x\"}", "{}", "{}" },
  { "{\"a\":\"x\\", "{\"a\":\"x\"}", "{}", "{}" },
  { "{\"a\":\"x\\\\", "{\"a\":\"x\\\\\"}", "{}", "{}" },
  { "{\"a\":\"x\"", "{\"a\":\"x\"}", "{\"a\":\"x\"}", "{\"a\":\"x\"}" },
  { "{\"a\":\"\"", "{\"a\":\"\"}", "{\"a\":\"\"}", "{\"a\":\"\"}" },
  { "[-", "[]", "[]", "[]" },
  { "[-0", "[-0]", "[]", "[]" },
  { "[3.", "[3]", "[]", "[]" },
  { "[3.5", "[3.5]", "[]", "[]" },
  { "[3.5e", "[3.5]", "[]", "[]" },
  { "[3E+", "[3]", "[]", "[]" },
  { "[3E+1", "[3E+1]", "[]", "[]" },
  { "[3E+1,", "[3E+1]", "[3E+1]", "[3E+1]" },
  { "[tru", "[]", "[]", "[]" },
  { "[true", "[]", "[]", "[]" },
  { "[true,", "[true]", "[true]", "[true]" },
  { "[nul", "[]", "[]", "[]" },
  { "12", "12", "", "" },
  { "\"x", "\"x\"", "", "" },
  { "[1,[2,", "[1,[2]]", "[1,[2]]", "[1]" },
  { "[1,[2],[", "[1,[2],[]]", "[1,[2],[]]", "[1,[2]]" },
  { "{\"p\":[{\"n\":1},{\"n\":2,\"m\":{\"x\":\"yy", "{\"p\":[{\"n\":1},{\"n\":2,\"m\":{\"x\":\"yy\"}}]}",
    "{\"p\":[{\"n\":1},{\"n\":2,\"m\":{}}]}", "{\"p\":[{\"n\":1}]}" },
};

static void
test_policies (void)
{
  g_test_summary ("What of a half-received value is shown under each policy");

  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      const PolicyCase *row = &policy_cases[i];
      const char *const expected[] = { row->letters, row->values, row->items };
      g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();

      g_test_message ("%s", row->text);
      g_assert_true (sluice_parser_push (parser, row->text, -1, NULL));
      if (sluice_parser_get_root (parser) == NULL)
        {
          g_assert_null (expected[0]);
          continue;
        }

      for (SluicePolicy policy = SLUICE_POLICY_LETTERS; policy <= SLUICE_POLICY_ITEMS; policy++)
        {
          g_autofree char *json = sluice_node_to_json (sluice_parser_get_root (parser), policy, 0);

          g_assert_cmpstr (json, ==, expected[policy]);
        }
    }
}

/* Pushes a text byte by byte and gives the different values that it shows. */
static char *
watch (const char *text,
       gboolean    strict)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", strict, NULL);
  g_autofree char *last = NULL;
  GString *seen = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      g_autofree char *json = NULL;

      g_assert_true (sluice_parser_push (parser, p, 1, NULL));
      if (sluice_parser_get_root (parser) == NULL)
        continue;
      json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_LETTERS, 0);
      if (g_strcmp0 (json, last) == 0)
        continue;
      g_string_append_printf (seen, "%s\n", json);
      g_free (last);
      last = g_steal_pointer (&json);
    }

  return g_string_free (seen, FALSE);
}

static void
test_documented_sequence (void)
{
  g_test_summary ("The partials that Instructor's documentation prints");

  for (guint strict = 0; strict < 2; strict++)
    {
      g_autofree char *seen = watch ("{\"name\": \"John\", \"age\": 30}", strict);

      g_assert_cmpstr (seen, ==,
                       "{}\n"
                       "{\"name\":\"J\"}\n"
                       "{\"name\":\"Jo\"}\n"
                       "{\"name\":\"Joh\"}\n"
                       "{\"name\":\"John\"}\n"
                       "{\"name\":\"John\",\"age\":3}\n"
                       "{\"name\":\"John\",\"age\":30}\n");
    }
}

static void
test_numbers_grow (void)
{
  g_autofree char *seen = watch ("[-3.50e+1]", TRUE);

  g_test_summary ("An unfinished number shows its longest well-formed beginning");

  g_assert_cmpstr (seen, ==, "[]\n[-3]\n[-3.5]\n[-3.50]\n[-3.50e+1]\n");
}

typedef struct
{
  const char *text;
  const char *json;     /* after the cut, with letters */
} CutCase;

static const CutCase cut_cases[] = {
  { "{\"a\":3", "{}" },
  { "{\"a\":3.5", "{}" },
  { "{\"a\":tru", "{}" },
  { "{\"a\":true", "{}" },
  { "{\"a\":\"x", "{\"a\":\"x\"}" },
  { "{\"a\":1,\"b", "{\"a\":1}" },
  { "{\"a\":[1,2", "{\"a\":[1]}" },
};

static void
test_cut (void)
{
  g_test_summary ("A number or literal that the end cut off is not shown; a string's letters are");

  for (guint i = 0; i < G_N_ELEMENTS (cut_cases); i++)
    {
      g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
      g_autofree char *json = NULL;

      g_assert_true (sluice_parser_push (parser, cut_cases[i].text, -1, NULL));
      sluice_parser_cut (parser);
      json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_LETTERS, 0);
      g_assert_cmpstr (json, ==, cut_cases[i].json);
    }
}

static void
test_indent (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autofree char *json = NULL, *inner = NULL;

  g_test_summary ("Printed with lines and spaces");

  g_assert_true (sluice_parser_push (parser, "{\"a\":[1,{\"b\":[]},[]],\"c\":{},\"d\":\"x\"}", -1, NULL));
  json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 2);
  g_assert_cmpstr (json, ==,
                   "{\n"
                   "  \"a\": [\n"
                   "    1,\n"
                   "    {\n"
                   "      \"b\": []\n"
                   "    },\n"
                   "    []\n"
                   "  ],\n"
                   "  \"c\": {},\n"
                   "  \"d\": \"x\"\n"
                   "}");

  inner = sluice_node_to_json (sluice_node_get_at (sluice_parser_get_root (parser), "/a/1"),
                               SLUICE_POLICY_VALUES, 1);
  g_assert_cmpstr (inner, ==, "{\n \"b\": []\n}");
}

static void
test_strings (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_test_summary ("What JSON cannot have in a string is escaped, and nothing else");

  sluice_writer_append_string (out, "a\"b\\c/\b\t\n\f\r\001\037\177\303\251", -1);
  g_assert_cmpstr (out->str, ==, "\"a\\\"b\\\\c/\\b\\t\\n\\f\\r\\u0001\\u001f\177\303\251\"");

  g_string_truncate (out, 0);
  sluice_writer_append_string (out, "a\0b", 3);
  g_assert_cmpstr (out->str, ==, "\"a\\u0000b\"");
}

static void
test_doubles (void)
{
  static const struct
  {
    double      value;
    const char *expected;
  } cases[] = {
    { 0, "0" }, { 0.1, "0.1" }, { 0.2, "0.2" }, { -1.5, "-1.5" }, { 100, "100" }, { 1e21, "1e+21" },
    { 0.1 + 0.2, "0.30000000000000004" }, { 5e-324, "4.94065645841247e-324" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" }, { INFINITY, "null" }, { -INFINITY, "null" },
    { NAN, "null" },
  };

  g_test_summary ("A double has the fewest digits that read back as the same");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      sluice_writer_append_double (out, cases[i].value);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/writer/policies", test_policies);
  g_test_add_func ("/writer/documented-sequence", test_documented_sequence);
  g_test_add_func ("/writer/numbers-grow", test_numbers_grow);
  g_test_add_func ("/writer/cut", test_cut);
  g_test_add_func ("/writer/indent", test_indent);
  g_test_add_func ("/writer/strings", test_strings);
  g_test_add_func ("/writer/doubles", test_doubles);

  return g_test_run ();
}
