/* test-parser.c: the push parser, its laws and its limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "parser-log.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *json;     /* what it reads as; NULL where it is refused */
  const char *message;  /* of the refusal */
} ReadCase;

static const ReadCase read_cases[] = {
  { "empty-object", "{}", "{}" },
  { "empty-array", " [ ] ", "[]" },
  { "pretty", "{\n  \"a\" : [ 1 , 2.50 , -0 ] ,\r\n\t\"b\" : null }",
    "{\"a\":[1,2.50,-0],\"b\":null}" },
  { "literals", "[true,false,null]", "[true,false,null]" },
  { "root-number", "12", "12" },
  { "root-number-exponent", " -0.5E+10 ", "-0.5E+10" },
  { "root-literal", "true", "true" },
  { "root-string", "\"x\"", "\"x\"" },
  { "digits-kept", "[12345678901234567890,0.10,1e400]", "[12345678901234567890,0.10,1e400]" },
  { "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\"",
    "\"\\\"\\\\/\\b\\f\\n\\r\\tA\303\251\342\202\254\"" },
  { "surrogate-pair", "[\"\\ud83d\\uDE00!\"]", "[\"\360\237\230\200!\"]" },
  { "nul-escape", "[\"a\\u0000b\"]", "[\"a\\u0000b\"]" },
  { "utf8", "{\"k\303\251y\":\"\342\202\254 \360\237\230\200\"}",
    "{\"k\303\251y\":\"\342\202\254 \360\237\230\200\"}" },
  { "brackets-in-string", "{\"a\":\"}]{[\\\"}\"}", "{\"a\":\"}]{[\\\"}\"}" },
  { "escaped-key", "{\"\\u0061b\":1,\"a\\nb\":2}", "{\"ab\":1,\"a\\nb\":2}" },
  { "rows", "[{\"id\":1,\"name\":\"A\"},{\"id\":2,\"name\":\"B\"},{\"id\":3,\"nam\":4,\"name2\":5}]",
    "[{\"id\":1,\"name\":\"A\"},{\"id\":2,\"name\":\"B\"},{\"id\":3,\"nam\":4,\"name2\":5}]" },
  { "rows-escaped-key", "[{\"id\":1},{\"\\u0069d\":2},{\"i\\u0064\":3}]",
    "[{\"id\":1},{\"id\":2},{\"id\":3}]" },
  { "empty-key", "[{\"\":1},{\"\":2},{\"a\":3}]", "[{\"\":1},{\"\":2},{\"a\":3}]" },
  { "duplicate", "{\"a\":1,\"b\":2,\"a\":3}", "{\"b\":2,\"a\":3}" },
  { "duplicate-first", "{\"a\":1,\"a\":2}", "{\"a\":2}" },
  { "duplicate-after-nested", "{\"a\":{\"a\":1},\"b\":{\"a\":2},\"a\":3}",
    "{\"b\":{\"a\":2},\"a\":3}" },
  { "same-name-nested", "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2,\"b\":3}}",
    "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2,\"b\":3}}" },
  { "duplicates-many", "{\"a\":1,\"b\":[[1],[2]],\"b\":3,\"b\":4,\"c\":5,\"b\":6,\"a\":7}",
    "{\"c\":5,\"b\":6,\"a\":7}" },

  { "nothing", "", NULL, "The text has no JSON value in it" },
  { "only-space", " \n", NULL, "The text has no JSON value in it" },
  { "cut-object", "{\"a\":1", NULL, "The text ended at byte 6, inside the value" },
  { "cut-string", "\"abc", NULL, "The text ended at byte 4, inside the value" },
  { "cut-literal", "tru", NULL, "The text ended at byte 3, inside the value" },
  { "cut-number", "-", NULL, "The text ended at byte 1, inside the value" },
  { "not-a-value", "[1,]", NULL, "Unexpected “]” at byte 3, where a value was expected" },
  { "not-a-name", "{\"a\":1,}", NULL,
    "Unexpected “}” at byte 7, where the name of a member was expected" },
  { "not-a-colon", "{\"a\" 1}", NULL, "Unexpected “1” at byte 5, where a colon was expected" },
  { "not-a-comma", "[1 2]", NULL, "Unexpected “2” at byte 3, where a comma or “]” was expected" },
  { "wrong-bracket", "{\"a\":1]", NULL,
    "Unexpected “]” at byte 6, where a comma or “}” was expected" },
  { "leading-zero", "[01]", NULL,
    "Unexpected “1” at byte 2, where the end of the number was expected" },
  { "lone-point", "[1.]", NULL, "Unexpected “]” at byte 3, where a digit was expected" },
  { "misspelt", "[trui]", NULL, "Unexpected “i” at byte 4, where the word “true” was expected" },
  { "literal-runs-on", "[nulls]", NULL,
    "Unexpected “s” at byte 5, where the word “null” was expected" },
  { "after-the-end", "{} x", NULL,
    "Unexpected “x” at byte 3, where the end of the text was expected" },
  { "raw-newline", "\"a\nb\"", NULL,
    "Unexpected end of line at byte 2, where a character of the string was expected" },
  { "bad-escape", "\"\\x\"", NULL, "Unexpected “x” at byte 2, where an escape was expected" },
  { "bad-hex", "\"\\u12g4\"", NULL,
    "Unexpected “g” at byte 5, where a hexadecimal digit was expected" },
  { "lone-high", "\"\\ud800\"", NULL,
    "The escape at byte 1 is half of a pair that has no other half" },
  { "lone-low", "\"\\udc00\"", NULL,
    "The escape at byte 1 is half of a pair that has no other half" },
  { "high-then-letter", "\"\\ud800\\n\"", NULL,
    "The escape at byte 1 is half of a pair that has no other half" },
  { "bad-utf8", "\"a\377\"", NULL, "The text at byte 2 is not UTF-8" },
  { "overlong-utf8", "\"\300\200\"", NULL, "The text at byte 1 is not UTF-8" },
  { "surrogate-utf8", "\"\355\240\200\"", NULL, "The text at byte 1 is not UTF-8" },
  { "byte-order-mark", "\357\273\277{}", NULL,
    "Unexpected byte 0xEF at byte 0, where a value was expected" },
};

/* Reads a text and gives what became of it: the log, and the value or the error. */
static char *
read_text (const char *text,
           gsize       length,
           gboolean    strict,
           guint       split)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", strict, NULL);
  g_autoptr(ParserLog) log = parser_log_new (parser);
  g_autoptr(GError) error = NULL;

  if (parser_log_push (parser, text, length, split, &error)
      && sluice_parser_finish (parser, &error))
    {
      g_autofree char *json = sluice_node_to_json (sluice_parser_get_root (parser),
                                                   SLUICE_POLICY_VALUES, 0);

      parser_log_flush (log);
      g_string_append_printf (log->lines, "value %s", json);
    }
  else
    {
      g_autoptr(GError) again = NULL;

      sluice_parser_cut (parser);
      parser_log_flush (log);
      g_string_append_printf (log->lines, "error %d %s", error->code, error->message);

      g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_FAILED);
      g_assert_false (sluice_parser_finish (parser, &again));
      g_assert_cmpstr (again->message, ==, error->message);
    }

  return g_strdup (log->lines->str);
}

static const char *
last_line (const char *text)
{
  const char *newline = strrchr (text, '\n');

  return newline != NULL ? newline + 1 : text;
}

static void
test_read (gconstpointer data)
{
  const ReadCase *row = data;
  g_autofree char *whole = read_text (row->text, strlen (row->text), TRUE, 0);

  g_test_summary ("A strict parser reads RFC 8259 and nothing else, the same in every split");

  if (row->json != NULL)
    {
      g_assert_true (g_str_has_prefix (last_line (whole), "value "));
      g_assert_cmpstr (last_line (whole) + strlen ("value "), ==, row->json);
    }
  else
    {
      g_assert_true (g_str_has_prefix (last_line (whole), "error "));
      g_assert_cmpstr (last_line (whole) + strlen ("error 0 "), ==, row->message);
    }

  for (guint split = 1; split < N_SPLITS; split++)
    {
      g_autofree char *pieces = read_text (row->text, strlen (row->text), TRUE, split);

      g_assert_cmpstr (pieces, ==, whole);
    }
}

static void
test_events (void)
{
  g_autofree char *log = NULL;
  const char *text = "{\"a\":\"x\\ny\",\"b\":[12,true],\"a\":null}";

  g_test_summary ("The events of a text, in order");

  log = read_text (text, strlen (text), TRUE, 1);
  g_assert_cmpstr (log, ==,
                   "opened  1 @0\n"
                   "key  \"a\"\n"
                   "opening /a\n"
                   "opened /a 3 @5\n"
                   "grew /a \"x\\n\" @6\n"
                   "grew /a \"y\" @9\n"
                   "closed /a 5-11 \"x\\ny\"\n"
                   "key  \"b\"\n"
                   "opening /b\n"
                   "opened /b 2 @16\n"
                   "opened /b/0 4 @17\n"
                   "grew /b/0 \"12\" @17\n"
                   "closed /b/0 17-19 12\n"
                   "opened /b/1 5 @20\n"
                   "closed /b/1 20-24 true\n"
                   "closed /b 16-25 [12,true]\n"
                   "key  \"a\"\n"
                   "superseded /a 5-11 \"x\\ny\"\n"
                   "opening /a\n"
                   "opened /a 6 @30\n"
                   "closed /a 30-34 null\n"
                   "closed  0-35 {\"b\":[12,true],\"a\":null}\n"
                   "value {\"b\":[12,true],\"a\":null}");
}

/* Finds a file of the corpora, which lie beside the project and not in it. */
static char *
find_corpus (const char *path)
{
  const char *corpora = g_getenv ("SLUICE_CORPORA");
  g_autofree char *found = NULL;

  if (corpora != NULL)
    found = g_build_filename (corpora, path, NULL);
  else
    found = g_build_filename (g_getenv ("SLUICE_SOURCE_ROOT"), "..", "shared", "corpora", path, NULL);

  return g_file_test (found, G_FILE_TEST_EXISTS) ? g_steal_pointer (&found) : NULL;
}

static void
check_suite_file (const char *folder,
                  const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL, *whole = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  gboolean accepted;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  whole = read_text (text, length, TRUE, 0);
  accepted = g_str_has_prefix (last_line (whole), "value ");

  if ((name[0] == 'y' && !accepted) || (name[0] == 'n' && accepted))
    g_test_message ("%s: %s", name, last_line (whole));
  if (name[0] == 'y')
    g_assert_true (accepted);
  if (name[0] == 'n')
    g_assert_false (accepted);

  for (guint split = 1; split < (length < 4096 ? N_SPLITS : 3); split++)
    {
      g_autofree char *pieces = read_text (text, length, TRUE, split);

      g_assert_cmpstr (pieces, ==, whole);
    }
}

static void
test_suite (void)
{
  g_autofree char *folder = find_corpus ("json-parsing/test_parsing");
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n = 0;

  g_test_summary ("JSONTestSuite: y_ is accepted, n_ refused, each the same in every split");

  if (folder == NULL)
    {
      g_test_skip ("JSONTestSuite is not beside the project");
      return;
    }

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_suffix (name, ".json"))
        continue;
      check_suite_file (folder, name);
      n++;
    }

  g_assert_cmpuint (n, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/parser/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, &read_cases[i], test_read);
    }
  g_test_add_func ("/parser/events", test_events);
  g_test_add_func ("/parser/suite", test_suite);

  return g_test_run ();
}
