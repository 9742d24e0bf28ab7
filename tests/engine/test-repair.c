/* test-repair.c: what a tolerant parser tolerates, and what it does not
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
  const char *repairs;  /* "kind start-end path", one a line; or the message of the refusal */
  gboolean    scalars;  /* the root may be one */
} RepairCase;

#define SMART_OPEN    "\342\200\234"
#define SMART_CLOSE   "\342\200\235"
#define SMART_SINGLE  "\342\200\231"

static const RepairCase repair_cases[] = {
  { "clean", "{\"a\": [1, \"x\", true, null, -2.5]}", "{\"a\":[1,\"x\",true,null,-2.5]}", "" },
  { "clean-space", " \n[ \"a\" , \"b\"\n]\n", "[\"a\",\"b\"]", "" },

  { "fence", "```json\n{\"a\":1}\n```", "{\"a\":1}", "fence 0-7 -\nfence 16-19 -\n" },
  { "fence-bare", "```\n[1]\n```\n", "[1]", "fence 0-3 -\nfence 8-11 -\n" },
  { "fence-one-line", "```json {\"a\":1}```", "{\"a\":1}", "fence 0-8 -\nfence 15-18 -\n" },
  { "fence-open", "```json\n{\"a\":1}", "{\"a\":1}", "fence 0-7 -\n" },
  { "fence-in-prose", "Here you are:\n```json\n{\"a\":1}\n```\nThat is all.", "{\"a\":1}",
    "prose 0-13 -\nfence 14-21 -\nfence 30-33 -\nprose 34-46 -\n" },
  { "fence-after-code", "Use `{x}` so:\n```python\nprint(1)\n```\n```json\n{\"a\":1}\n```", "{\"a\":1}",
    "prose 0-13 -\nfence 14-23 -\nprose 24-32 -\nfence 33-36 -\nfence 37-44 -\nfence 53-56 -\n" },
  { "ticks-in-prose", "a `b` and ``c``: {\"a\":1}", "{\"a\":1}", "prose 0-16 -\n" },
  { "ticks-in-string", "{\"a\":\"```\"}", "{\"a\":\"```\"}", "" },

  { "prose-before", "Sure! The answer is {\"a\":1}", "{\"a\":1}", "prose 0-19 -\n" },
  { "prose-after", "{\"a\":1} I hope this helps.", "{\"a\":1}", "prose 8-26 -\n" },
  { "prose-braces", "Fill {name} in [1], {} or [x]: {\"a\":1}", "{\"a\":1}", "prose 0-30 -\n" },
  { "prose-bracket-twice", "see {{\"a\":1}", "{\"a\":1}", "prose 0-5 -\n" },
  { "prose-line-start", "Result:\n{a: 1}", "{\"a\":1}", "prose 0-7 -\nbare-key 9-10 /a\n" },
  { "prose-numbers", "Numbers:\n[1, 2]", "[1,2]", "prose 0-8 -\n" },
  { "prose-spread-bracket", "So: {   \n\n\t \"a\":1}", "{\"a\":1}", "prose 0-3 -\n" },
  { "prose-empty-object", "Nothing found:\n{}", "{}", "prose 0-14 -\n" },
  { "prose-only", "I cannot do that.", NULL, "The text has no JSON value in it" },
  { "byte-order-mark", "\357\273\277{\"a\":1}", "{\"a\":1}", "prose 0-3 -\n" },

  { "think", "<think>maybe {\"a\":0}?</think>\n{\"a\":1}", "{\"a\":1}", "think 0-29 -\n" },
  { "thinking", "<thinking>[</thinking>[1]", "[1]", "think 0-22 -\n" },
  { "think-fence", "<think>\nx < y </ </think\n</think>\n\n```json\n[1]\n```", "[1]",
    "think 0-33 -\nfence 35-42 -\nfence 47-50 -\n" },
  { "think-not", "<thin> <<think>x</think> {\"a\":1}", "{\"a\":1}", "prose 0-8 -\nthink 8-24 -\n" },
  { "think-open", "<think>for ever", NULL, "The text has no JSON value in it" },

  { "line-comment", "{ // one\n\"a\":1, // two\n\"b\":2 // three\n}", "{\"a\":1,\"b\":2}",
    "comment 2-8 \ncomment 16-22 \ncomment 29-37 \n" },
  { "block-comment", "[/* * / */1/**/,/***/2]", "[1,2]",
    "comment 1-10 \ncomment 11-15 \ncomment 16-21 \n" },
  { "hash-comment", "{\"a\": # x\n 1 # y\n}", "{\"a\":1}", "comment 6-9 \ncomment 13-16 \n" },
  { "comment-after-string", "{\"a\":\"x\" // y\n,\"b\":\"x\"/* \" */}", "{\"a\":\"x\",\"b\":\"x\"}",
    "comment 9-13 \ncomment 22-29 \n" },
  { "comment-after-name", "{\"a\" /* x */: 1}", "{\"a\":1}", "comment 5-12 \n" },
  { "slash-in-name", "{\"a\"/b\": 1}", "{\"a\\\"/b\":1}", "inner-quote 3-4 \n" },
  { "comment-after-colon", "{\"a\": /* x */ 1}", "{\"a\":1}", "comment 6-13 \n" },
  { "slash-alone", "[1 / 2]", NULL, "Unexpected space at byte 4, where a comment was expected" },

  { "trailing-comma", "{\"a\":[1,2,],}", "{\"a\":[1,2]}",
    "trailing-comma 9-10 /a\ntrailing-comma 11-12 \n" },
  { "comma-too-many", "[1,,2]", "[1,2]", "trailing-comma 3-4 \n" },
  { "comma-first", "[,1]", "[1]", "trailing-comma 1-2 \n" },
  { "comma-only", "{,}", "{}", "trailing-comma 1-2 \n" },
  { "comma-no-value", "{\"a\":,}", NULL, "Unexpected “,” at byte 5, where a value was expected" },
  { "missing-comma", "{\"a\":1 \"b\":[1 2 {} {} \"x\" \"y\"]}",
    "{\"a\":1,\"b\":[1,2,{},{},\"x\",\"y\"]}",
    "missing-comma 7-7 \nmissing-comma 14-14 /b\nmissing-comma 16-16 /b\nmissing-comma 19-19 /b\n"
    "missing-comma 22-22 /b\nmissing-comma 26-26 /b\n" },
  { "missing-comma-lines", "{\"a\": \"x\"\n\"b\": \"y\"\n\"c\": true\n}",
    "{\"a\":\"x\",\"b\":\"y\",\"c\":true}", "missing-comma 10-10 \nmissing-comma 19-19 \n" },

  { "single-quotes", "{'a': 'x', 'it''s': 'isn't it', 'c':''}",
    "{\"a\":\"x\",\"it''s\":\"isn't it\",\"c\":\"\"}",
    "single-quotes 1-4 /a\nsingle-quotes 6-9 /a\ninner-quote 14-15 \ninner-quote 15-16 \n"
    "single-quotes 11-18 /it''s\ninner-quote 24-25 /it''s\nsingle-quotes 20-30 /it''s\n"
    "single-quotes 32-35 /c\nsingle-quotes 36-38 /c\n" },
  { "single-in-double", "{\"a\":\"it's\"}", "{\"a\":\"it's\"}", "" },
  { "double-in-single", "['say \"hi\", ok']", "[\"say \\\"hi\\\", ok\"]", "single-quotes 1-15 /0\n" },
  { "single-escaped", "['it\\'s']", "[\"it's\"]", "bad-escape 4-6 /0\nsingle-quotes 1-8 /0\n" },
  { "smart-quotes", "{" SMART_OPEN "a" SMART_CLOSE ": " SMART_OPEN "x" SMART_CLOSE "}",
    "{\"a\":\"x\"}", "smart-quotes 1-8 /a\nsmart-quotes 10-17 /a\n" },
  { "smart-same", "[" SMART_CLOSE "x" SMART_CLOSE ", " SMART_SINGLE "y" SMART_SINGLE "]",
    "[\"x\",\"y\"]", "smart-quotes 1-8 /0\nsmart-quotes 10-17 /1\n" },
  { "smart-mixed", "[" SMART_OPEN "x\", " SMART_OPEN "it" SMART_SINGLE "s" SMART_CLOSE "]",
    "[\"x\",\"it" SMART_SINGLE "s\"]", "smart-quotes 1-6 /0\nsmart-quotes 8-20 /1\n" },
  { "smart-inside", "[\"" SMART_OPEN "x" SMART_CLOSE ", y\"]",
    "[\"" SMART_OPEN "x" SMART_CLOSE ", y\"]", "" },
  { "smart-inner", "[" SMART_OPEN "a " SMART_OPEN "b" SMART_CLOSE " c" SMART_CLOSE "]",
    "[\"a " SMART_OPEN "b" SMART_CLOSE " c\"]",
    "inner-quote 6-9 /0\ninner-quote 10-13 /0\nsmart-quotes 1-18 /0\n" },

  { "bare-keys", "{a: 1, b_2 :2, $c-d:3, 4:5, \303\251:6}",
    "{\"a\":1,\"b_2\":2,\"$c-d\":3,\"4\":5,\"\303\251\":6}",
    "bare-key 1-2 /a\nbare-key 7-10 /b_2\nbare-key 15-19 /$c-d\nbare-key 23-24 /4\n"
    "bare-key 28-30 /\303\251\n" },
  { "bare-key-repeated", "[{a:1},{a:2},{\"a\":3}]", "[{\"a\":1},{\"a\":2},{\"a\":3}]",
    "bare-key 2-3 /0/a\nbare-key 8-9 /1/a\n" },
  { "bare-key-space", "{a b: 1}", NULL, "Unexpected “b” at byte 3, where a colon was expected" },
  { "bare-strings", "{\"a\": red, \"b\": [light  blue , \303\251t\303\251], \"c\": no\n}",
    "{\"a\":\"red\",\"b\":[\"light  blue\",\"\303\251t\303\251\"],\"c\":\"no\"}",
    "bare-string 6-9 /a\nbare-string 17-28 /b/0\nbare-string 31-36 /b/1\nbare-string 44-46 /c\n" },
  { "bare-like-literals", "[tru, trueish, nullable, None1, Nan, t]",
    "[\"tru\",\"trueish\",\"nullable\",\"None1\",\"Nan\",\"t\"]",
    "bare-string 1-4 /0\nbare-string 6-13 /1\nbare-string 15-23 /2\nbare-string 25-30 /3\n"
    "bare-string 32-35 /4\nbare-string 37-38 /5\n" },
  { "bare-url", "{u: http://x.org/a?b=c#d}", "{\"u\":\"http://x.org/a?b=c#d\"}",
    "bare-key 1-2 /u\nbare-string 4-24 /u\n" },
  { "bare-date", "{\"d\": 2024-01-02}", NULL,
    "Unexpected “-” at byte 10, where the end of the number was expected" },

  { "python-literals", "[True, False, None]", "[true,false,null]",
    "python-literal 1-5 /0\npython-literal 7-12 /1\npython-literal 14-18 /2\n" },
  { "python-dict", "{'ok': True, 'none': None,}", "{\"ok\":true,\"none\":null}",
    "single-quotes 1-5 /ok\npython-literal 7-11 /ok\nsingle-quotes 13-19 /none\n"
    "python-literal 21-25 /none\ntrailing-comma 25-26 \n" },
  { "non-finite", "[NaN, Infinity, -Infinity, -NaN]", "[null,null,null,null]",
    "non-finite 1-4 /0\nnon-finite 6-14 /1\nnon-finite 16-25 /2\nnon-finite 27-31 /3\n" },
  { "minus-alone", "[-]", NULL, "Unexpected “]” at byte 2, where a digit was expected" },

  { "control-characters", "{\"a\":\"x\ny\tz\001\"}", "{\"a\":\"x\\ny\\tz\\u0001\"}",
    "control-character 7-8 /a\ncontrol-character 9-10 /a\ncontrol-character 11-12 /a\n" },
  { "control-in-name", "{\"a\nb\":1}", "{\"a\\nb\":1}", "control-character 3-4 \n" },

  { "inner-quotes", "{\"a\": \"He said \"hi\" to me\", \"b\": \"x\"}",
    "{\"a\":\"He said \\\"hi\\\" to me\",\"b\":\"x\"}", "inner-quote 15-16 /a\ninner-quote 18-19 /a\n" },
  { "inner-quote-last", "{\"a\": \"He said \"hi\"\"}", "{\"a\":\"He said \\\"hi\\\"\"}",
    "inner-quote 15-16 /a\ninner-quote 18-19 /a\n" },
  { "inner-quote-first", "[\"\"hi\" he said\"]", "[\"\\\"hi\\\" he said\"]",
    "inner-quote 2-3 /0\ninner-quote 5-6 /0\n" },
  { "inner-quote-lines", "[\"a \"b\" \n c\"]", "[\"a \\\"b\\\" \\n c\"]",
    "inner-quote 4-5 /0\ninner-quote 6-7 /0\ncontrol-character 8-9 /0\n" },
  { "inner-quote-slash", "[\"a \"b\"/c\", \"d\" /e\"]", "[\"a \\\"b\\\"/c\",\"d\\\" /e\"]",
    "inner-quote 4-5 /0\ninner-quote 6-7 /0\ninner-quote 14-15 /1\n" },
  { "inner-quote-in-name", "{\"a\"b\": 1}", "{\"a\\\"b\":1}", "inner-quote 3-4 \n" },
  { "quote-many-spaces", "[\"a\"                  ,1]", "[\"a\",1]", "" },

  { "missing-colon", "{\"a\" \"b\"}", NULL,
    "Unexpected “\"” at byte 5, where a colon was expected" },

  { "bad-escapes", "[\"C:\\Users\\x\", \"\\$1 \\\303\251\"]", "[\"C:\\\\Users\\\\x\",\"\\\\$1 \\\\\303\251\"]",
    "bad-escape 4-5 /0\nbad-escape 10-11 /0\nbad-escape 16-17 /1\nbad-escape 20-21 /1\n" },
  { "bad-unicode", "[\"\\u12\", \"\\u00zz\", \"\\u\"]", "[\"\\\\u12\",\"\\\\u00zz\",\"\\\\u\"]",
    "bad-escape 2-6 /0\nbad-escape 10-14 /1\nbad-escape 20-22 /2\n" },
  { "lone-surrogates", "[\"\\ud800\", \"\\udc00x\", \"\\ud800\\n\", \"\\ud800\\ud83d\\ude00\"]",
    "[\"\357\277\275\",\"\357\277\275x\",\"\357\277\275\\n\",\"\357\277\275\360\237\230\200\"]",
    "bad-escape 2-8 /0\nbad-escape 12-18 /1\nbad-escape 23-29 /2\nbad-escape 35-41 /3\n" },
  { "surrogate-then-bad", "[\"\\ud800\\u00zz\", \"\\ud800\\x\"]",
    "[\"\357\277\275\\\\u00zz\",\"\357\277\275\\\\x\"]",
    "bad-escape 2-8 /0\nbad-escape 8-12 /0\nbad-escape 18-24 /1\nbad-escape 24-25 /1\n" },

  { "bad-utf8", "[\"a\377b\", \"\303(\", \"\342\202\", \"\355\240\200\"]",
    "[\"a\357\277\275b\",\"\357\277\275(\",\"\357\277\275\",\"\357\277\275\357\277\275\357\277\275\"]",
    "bad-utf8 3-4 /0\nbad-utf8 9-10 /1\nbad-utf8 15-17 /2\n"
    "bad-utf8 21-22 /3\nbad-utf8 22-23 /3\nbad-utf8 23-24 /3\n" },

  { "extra-documents", "{\"a\":1}\n{\"b\":\"}\\\"\"}\n[2]", "{\"a\":1}",
    "extra-document 8-19 -\nextra-document 20-23 -\n" },
  { "extra-in-prose", "{\"a\":1} or else {\"b\":2}.", "{\"a\":1}",
    "prose 8-15 -\nextra-document 16-23 -\nprose 23-24 -\n" },
  { "extra-fences", "```\n{\"a\":1}\n```\nor\n```\n{\"b\":2}\n```", "{\"a\":1}",
    "fence 0-3 -\nfence 12-15 -\nprose 16-18 -\nfence 19-22 -\nextra-document 23-30 -\n"
    "fence 31-34 -\n" },
  { "extra-open", "[1] [2", "[1]", "extra-document 4-6 -\n" },
  { "extra-bracket", "{\"a\":1}}", "{\"a\":1}", "prose 7-8 -\n" },

  { "scalar-not-expected", "\"x\" 12 true", NULL, "The text has no JSON value in it" },
  { "scalar-string", "\"x\"", "\"x\"", "", TRUE },
  { "scalar-number", "42", "42", "", TRUE },
  { "scalar-negative", "-4.5 or so", "-4.5", "prose 5-10 -\n", TRUE },
  { "scalar-literal", "true", "true", "", TRUE },
  { "scalar-python", "None\n", "null", "python-literal 0-4 \n", TRUE },
  { "scalar-fence", "The answer:\n```\n42\n```", "42", "prose 0-11 -\nfence 12-15 -\nfence 19-22 -\n",
    TRUE },
  { "scalar-prose", "The answer is 42", NULL, "The text has no JSON value in it", TRUE },
  { "scalar-word", "Nobody knows: {\"a\":1}", "{\"a\":1}", "prose 0-13 -\n", TRUE },
  { "scalar-think", "<think>3?</think> 4", "4", "think 0-17 -\n", TRUE },
};

static char *
list_repairs (SluiceParser *parser)
{
  GPtrArray *repairs = sluice_parser_get_repairs (parser);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = repairs->pdata[i];
      g_autofree char *path = repair->node != NULL ? sluice_node_dup_path (repair->node)
                                                   : g_strdup ("-");

      g_string_append_printf (list, "%s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s\n",
                              sluice_repair_kind_to_string (repair->kind), repair->start,
                              repair->end, path);
    }

  return g_string_free (list, FALSE);
}

/* Reads a text; json becomes NULL where it is refused, and repairs the message. */
static char *
read_text (const RepairCase  *row,
           guint              split,
           char             **json,
           char             **repairs)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER,
                                                 "expect-container", !row->scalars, NULL);
  g_autoptr(ParserLog) log = parser_log_new (parser);
  g_autoptr(GError) error = NULL;

  *json = NULL;
  if (parser_log_push (parser, row->text, strlen (row->text), split, &error)
      && sluice_parser_finish (parser, &error))
    {
      *json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
      *repairs = list_repairs (parser);
    }
  else
    {
      sluice_parser_cut (parser);
      *repairs = g_strdup (error->message);
    }

  parser_log_flush (log);
  return g_strdup (log->lines->str);
}

static void
test_repair (gconstpointer data)
{
  const RepairCase *row = data;
  g_autofree char *json = NULL, *repairs = NULL, *whole = read_text (row, 0, &json, &repairs);

  g_test_summary ("A deviation is read as what was meant, and reported, the same in every split");

  g_assert_cmpstr (json, ==, row->json);
  g_assert_cmpstr (repairs, ==, row->repairs);

  for (guint split = 1; split < N_SPLITS * 2; split++)
    {
      g_autofree char *pieces_json = NULL, *pieces_repairs = NULL;
      g_autofree char *pieces = read_text (row, split, &pieces_json, &pieces_repairs);

      g_assert_cmpstr (pieces, ==, whole);
      g_assert_cmpstr (pieces_json, ==, json);
      g_assert_cmpstr (pieces_repairs, ==, repairs);
    }
}

/* L8: the tree of a repaired text is that of the text as it should have been. */
static void
test_agreement (gconstpointer data)
{
  const RepairCase *row = data;
  g_autofree char *json = NULL, *repairs = NULL, *log = NULL, *again = NULL;
  g_autoptr(SluiceParser) strict = sluice_parser_new_strict ();
  g_autoptr(GError) error = NULL;

  g_test_summary ("What a repaired text reads as is plain JSON");

  if (row->json == NULL)
    {
      g_test_skip ("This text is refused");
      return;
    }

  log = read_text (row, 0, &json, &repairs);
  sluice_parser_push (strict, json, -1, &error);
  g_assert_no_error (error);
  sluice_parser_finish (strict, &error);
  g_assert_no_error (error);
  again = sluice_node_to_json (sluice_parser_get_root (strict), SLUICE_POLICY_VALUES, 0);
  g_assert_cmpstr (again, ==, json);
}

static void
test_kinds (void)
{
  g_test_summary ("Every kind has a name of its own");

  for (guint kind = 0; kind <= SLUICE_REPAIR_EXTRA_DOCUMENT; kind++)
    {
      g_assert_nonnull (sluice_repair_kind_to_string (kind));
      for (guint other = 0; other < kind; other++)
        g_assert_cmpstr (sluice_repair_kind_to_string (kind), !=,
                         sluice_repair_kind_to_string (other));
    }
}

static void
test_copy (void)
{
  SluiceRepair repair = { SLUICE_REPAIR_COMMENT, 3, 9, NULL };
  g_autoptr(SluiceRepair) copy = sluice_repair_copy (&repair);

  g_test_summary ("A repair can be copied, also as a boxed value");

  g_assert_cmpint (copy->kind, ==, SLUICE_REPAIR_COMMENT);
  g_assert_cmpuint (copy->start, ==, 3);
  g_assert_cmpuint (copy->end, ==, 9);
  g_assert_true (G_TYPE_IS_BOXED (SLUICE_TYPE_REPAIR));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (repair_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/repair/read/", repair_cases[i].name, NULL);
      g_autofree char *agreement = g_strconcat ("/repair/agreement/", repair_cases[i].name, NULL);

      g_test_add_data_func (path, &repair_cases[i], test_repair);
      if (repair_cases[i].json != NULL)
        g_test_add_data_func (agreement, &repair_cases[i], test_agreement);
    }
  g_test_add_func ("/repair/kinds", test_kinds);
  g_test_add_func ("/repair/copy", test_copy);

  return g_test_run ();
}
