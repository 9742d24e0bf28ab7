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
  { "rows-accents", "[{\"\303\251\":1},{\"\303\250\":2},{\"\303\250x\":3},{\"\303\250\":4,\"\303\":5}]", NULL,
    "The text at byte 38 is not UTF-8" },
  { "rows-accents-cut", "[{\"a\342\202\254\":1},{\"a\342\202\245\":2},{\"a\342\202\245\342\202\254\":3}]",
    "[{\"a\342\202\254\":1},{\"a\342\202\245\":2},{\"a\342\202\245\342\202\254\":3}]" },
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

/* Reads a clean text in both manners. */
static void
check_clean (const char *name,
             const char *text,
             gsize       length)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "expect-container", FALSE, NULL);
  g_autoptr(ParserLog) log = parser_log_new (parser);
  g_autofree char *strict = read_text (text, length, TRUE, 1), *json = NULL;
  g_autoptr(GError) error = NULL;

  g_test_message ("%s", name);
  parser_log_push (parser, text, length, 1, &error);
  g_assert_no_error (error);
  sluice_parser_finish (parser, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_parser_get_repairs (parser)->len, ==, 0);

  json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
  parser_log_flush (log);
  g_string_append_printf (log->lines, "value %s", json);
  g_assert_cmpstr (log->lines->str, ==, strict);
}

static void
test_clean (void)
{
  g_autofree char *folder = find_corpus ("json-parsing/test_parsing");
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_test_summary ("A tolerant parser tells the same of clean JSON as a strict one, and repairs nothing");

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      if (read_cases[i].json != NULL)
        check_clean (read_cases[i].name, read_cases[i].text, strlen (read_cases[i].text));
    }

  dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (name[0] == 'y' && g_file_get_contents (path, &text, &length, NULL))
        check_clean (name, text, length);
    }
}

static const char *const documents[] = {
  "{\"name\": \"John \\\"J\\\" \\u00e9\\ud83d\\ude00 \303\251\", \"age\": 35, \"ok\": true, \"none\": null,"
  " \"tags\": [\"a\", \"b}]\", \"\"], \"list\": [{\"x\": -1.5e3, \"y\": [[], {}]}, {\"x\": 0}]}",
  "[1, 23, [456, [true, [false]]], \"7\", {\"a\": {\"b\": {\"c\": 12.5}}}]",
  "Of course:\n```json\n{'a': [1, 2,], b: yes, \"c\": \"say \"hi\" now\", d: None /* x */ }\n```\nDone.",
};

static SluiceNode *
next_in_tree (SluiceNode *node)
{
  SluiceNode *next = sluice_node_get_first_child (node);

  while (next == NULL && node != NULL)
    {
      next = sluice_node_get_next_sibling (node);
      if (next == NULL)
        node = sluice_node_get_parent (node);
    }

  return next;
}

/* What is closed when the text is cut is as in the whole text; the rest is cut, and invents nothing. */
static void
check_cut (SluiceParser *parser,
           SluiceNode   *whole)
{
  SluiceNode *root = sluice_parser_get_root (parser);

  for (SluiceNode *node = root; node != NULL; node = next_in_tree (node))
    {
      g_autofree char *path = sluice_node_dup_path (node);
      g_autofree char *json = sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 0);
      g_autofree char *expected = NULL;
      SluiceNode *same = sluice_node_get_at (whole, path);

      if (sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED)
        {
          expected = sluice_node_to_json (same, SLUICE_POLICY_VALUES, 0);
          g_assert_cmpstr (json, ==, expected);
          g_assert_cmpuint (sluice_node_get_end (node), ==, sluice_node_get_end (same));
          continue;
        }

      g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CUT);
      g_assert_true (node == root || sluice_node_get_phase (sluice_node_get_parent (node))
                                       == SLUICE_PHASE_CUT);
      switch (sluice_node_get_node_type (node))
        {
        case SLUICE_NODE_STRING:
          g_assert_true (g_str_has_prefix (sluice_node_get_text (same, NULL),
                                           sluice_node_get_text (node, NULL)));
          break;
        case SLUICE_NODE_OBJECT:
        case SLUICE_NODE_ARRAY:
          break;
        default:
          g_assert_cmpstr (json, ==, "");
          break;
        }
    }
}

static void
test_cut_everywhere (void)
{
  g_test_summary ("Cut at every byte: what is closed stays whole, and no scalar is invented");

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(SluiceParser) whole = sluice_parser_new ();

      g_assert_true (sluice_parser_push (whole, documents[i], -1, NULL));
      g_assert_true (sluice_parser_finish (whole, NULL));

      for (gsize length = 0; length <= strlen (documents[i]); length++)
        {
          for (guint finish = 0; finish < 2; finish++)
            {
              g_autoptr(SluiceParser) parser = sluice_parser_new ();
              g_autoptr(ParserLog) log = parser_log_new (parser);
              SluiceParserState state;

              g_assert_true (sluice_parser_push (parser, documents[i], length, NULL));
              if (finish)
                sluice_parser_finish (parser, NULL);
              else
                sluice_parser_cut (parser);

              state = sluice_parser_get_state (parser);
              g_assert_true (state != SLUICE_PARSER_FAILED || finish);
              g_assert_true (state != SLUICE_PARSER_OPEN || !finish);
              if (sluice_parser_get_root (parser) != NULL
                  && !parser_log_is_quote_open (sluice_parser_get_repairs (whole), documents[i], length))
                check_cut (parser, sluice_parser_get_root (whole));
            }
        }
    }
}

/* What is complete when a text is cut: of plain JSON that does not depend on the dialect. */
static char *
read_cut (const char *text,
          gsize       length,
          gboolean    strict)
{
  g_autoptr(SluiceParser) parser = strict ? sluice_parser_new_strict () : sluice_parser_new ();
  SluiceNode *root;

  sluice_parser_set_expect_container (parser, FALSE);
  g_assert_true (sluice_parser_push (parser, text, length, NULL));
  sluice_parser_cut (parser);
  root = sluice_parser_get_root (parser);

  return root != NULL ? sluice_node_to_json (root, SLUICE_POLICY_VALUES, 0) : g_strdup ("");
}

static void
test_cut_dialects (void)
{
  g_test_summary ("A string that its quote has ended is complete wherever the text is cut, in both dialects");

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      const char *text = read_cases[i].text;

      if (read_cases[i].json == NULL)
        continue;

      for (gsize length = 0; length <= strlen (text); length++)
        {
          g_autofree char *strict = read_cut (text, length, TRUE);
          g_autofree char *tolerant = read_cut (text, length, FALSE);

          g_assert_cmpstr (tolerant, ==, strict);
        }
    }
}

/* L1 to L3: from one byte to the next, types stay, texts and containers only grow, and what is
 * closed is final. */
static void
check_growth (SluiceNode *root,
              GHashTable *closed,
              GHashTable *texts)
{
  for (SluiceNode *node = root; node != NULL; node = next_in_tree (node))
    {
      const char *text = sluice_node_get_text (node, NULL);
      const char *before = g_hash_table_lookup (texts, node);
      const char *final = g_hash_table_lookup (closed, node);
      g_autofree char *json = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 0);

      if (before != NULL)
        g_assert_true (g_str_has_prefix (text, before));
      if (text != NULL)
        g_hash_table_insert (texts, node, g_strdup (text));

      if (final != NULL)
        {
          g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CLOSED);
          g_assert_cmpstr (json, ==, final);
        }
      else if (sluice_node_get_phase (node) == SLUICE_PHASE_CLOSED)
        g_hash_table_insert (closed, node, g_steal_pointer (&json));
    }
}

static void
test_growth (void)
{
  g_test_summary ("Byte by byte, nothing that was shown is ever taken back");

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(SluiceParser) parser = sluice_parser_new ();
      g_autoptr(GHashTable) closed = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      g_autoptr(GHashTable) texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);

      for (const char *p = documents[i]; *p != '\0'; p++)
        {
          g_assert_true (sluice_parser_push (parser, p, 1, NULL));
          if (sluice_parser_get_root (parser) != NULL)
            check_growth (sluice_parser_get_root (parser), closed, texts);
        }

      g_assert_cmpuint (g_hash_table_size (closed), >, 5);
    }
}

/* The letters of a string are shown no later than 16 bytes after they came. */
static void
test_hold_back (void)
{
  static const char text[] = "[\"plain \\ud83d\\ude00 \303\251 \"inner\" \\q \342\202\254 end of it all, really\"]";
  g_autoptr(SluiceParser) parser = sluice_parser_new ();

  g_test_summary ("At most 16 bytes are held back");

  for (gsize i = 0; i < strlen (text) - 2; i++)
    {
      SluiceNode *node;

      g_assert_true (sluice_parser_push (parser, text + i, 1, NULL));
      node = sluice_parser_get_root (parser) != NULL
               ? sluice_node_get_first_child (sluice_parser_get_root (parser)) : NULL;
      if (node != NULL && i > 2)
        g_assert_cmpuint (i + 1 - sluice_node_get_end (node), <=, 16);
    }
}

/* What reads many bytes at once must not look for the rest of a character behind the pushed text. */
static void
test_cut_character (void)
{
  g_test_summary ("A character that the end of a long piece cuts goes on in the next one");

  for (guint n = 1; n < 200; n++)
    for (guint strict = 0; strict < 2; strict++)
      {
        g_autoptr(SluiceParser) parser = strict ? sluice_parser_new_strict () : sluice_parser_new ();
        g_autofree char *letters = g_strnfill (n, 'b'), *json = NULL;
        g_autofree char *first = g_strconcat ("[null,\"", letters, "\303", NULL);
        g_autofree char *expected = g_strconcat ("[null,\"", letters, "\303\251\"]", NULL);

        g_assert_true (sluice_parser_push (parser, first, -1, NULL));
        g_assert_true (sluice_parser_push (parser, "\251\"]", -1, NULL));
        g_assert_true (sluice_parser_finish (parser, NULL));
        json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
        g_assert_cmpstr (json, ==, expected);
      }
}

static void
test_unique_names (void)
{
  static const struct { const char *text; int offset; } cases[] = {
    { "{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":3},{\"a\":4}]}", -1 },
    { "{\"a\":1,\"b\":2,\"a\":3}", 13 },
    { "{\"a\":1,\"\\u0061\":2}", 7 },
    { "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2,\"a\":3,\"padding that makes the text long enough\":1}]", 28 },
    { "{\"a\":{\"a\":{\"b\":1,\"b\":2}}}", 17 },
  };

  g_test_summary ("Where names must be unique, a second one is refused at its quote, in every split");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint split = 0; split < N_SPLITS * 4; split++)
      {
        g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", split % 2 == 0,
                                                       "unique-names", TRUE, NULL);
        g_autoptr(ParserLog) log = split % 4 < 2 ? parser_log_new (parser) : NULL;
        g_autoptr(GError) error = NULL;
        gsize length = strlen (cases[i].text), step = split / 4 == 0 ? length : split;

        for (gsize at = 0; at < length && error == NULL; at += step)
          sluice_parser_push (parser, cases[i].text + at, MIN (step, length - at), &error);
        if (cases[i].offset < 0)
          {
            g_assert_no_error (error);
            g_assert_true (sluice_parser_finish (parser, NULL));
            continue;
          }
        g_assert_error (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_DUPLICATE);
        g_assert_cmpuint (sluice_parser_get_offset (parser), ==, (gsize) cases[i].offset);
        sluice_parser_cut (parser);
        g_assert_cmpint (sluice_node_get_phase (sluice_parser_get_root (parser)), ==, SLUICE_PHASE_CUT);
      }
}

/* Where the memory of a long text is full, it moves; between two bytes nobody may see the old one. */
static void
test_moving_text (void)
{
  g_test_summary ("A text can be read after each byte, wherever its memory ends");

  for (gsize length = 1; length < 1200; length++)
    {
      g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
      g_autofree char *letters = g_strnfill (length, 'x');
      const char *text;
      gsize n;

      g_assert_true (sluice_parser_push (parser, "[\"", -1, NULL));
      g_assert_true (sluice_parser_push (parser, letters, -1, NULL));
      for (const char *p = "\\u00e9\303\251\\n"; *p != '\0'; p++)
        {
          g_assert_true (sluice_parser_push (parser, p, 1, NULL));
          text = sluice_node_get_text (sluice_node_get_at (sluice_parser_get_root (parser), "/0"), &n);
          g_assert_cmpuint (n, ==, strlen (text));
          g_assert_cmpmem (text, length, letters, length);
        }
    }
}

static void
test_state (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(GError) error = NULL;

  g_test_summary ("The state and the offset follow the text; an error ends it");

  g_assert_false (sluice_parser_get_strict (parser));
  g_assert_true (sluice_parser_get_expect_container (parser));
  g_assert_null (sluice_parser_get_root (parser));
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_NOT_STARTED);

  g_assert_true (sluice_parser_push (parser, "Well: ", -1, &error));
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_NOT_STARTED);
  g_assert_true (sluice_parser_push (parser, NULL, 0, &error));
  g_assert_true (sluice_parser_push (parser, "{\"a\"", -1, &error));
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_OPEN);
  g_assert_cmpuint (sluice_parser_get_offset (parser), ==, 10);
  g_assert_true (sluice_parser_push (parser, ":1}", -1, &error));
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_CLOSED);
  g_assert_true (sluice_parser_finish (parser, &error));
  g_assert_true (sluice_parser_finish (parser, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_CLOSED);

  sluice_parser_reset (parser);
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_NOT_STARTED);
  g_assert_cmpuint (sluice_parser_get_repairs (parser)->len, ==, 0);
  g_assert_false (sluice_parser_push (parser, "{\"a\":[1}", -1, &error));
  g_assert_error (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_cmpuint (sluice_parser_get_offset (parser), ==, 7);
  g_assert_false (sluice_parser_push (parser, "]}", -1, &error));
  g_assert_error (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_SYNTAX);
  g_assert_cmpuint (sluice_parser_get_offset (parser), ==, 7);
  g_assert_cmpint (sluice_parser_get_state (parser), ==, SLUICE_PARSER_FAILED);
  g_assert_cmpint (sluice_node_get_phase (sluice_node_get_at (sluice_parser_get_root (parser), "/a/0")),
                   ==, SLUICE_PHASE_CLOSED);
}

/* Many documents with one parser, as the events of a stream are read. */
static void
test_reuse (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceNode) kept = NULL;

  g_test_summary ("A parser reads one document after the other, and what is kept stays");

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"n\":%u,\"only%u\":[\"%0*u\",{\"n\":null}],\"n2\":{}}",
                                               i, i, (int) (i * 37 % 3000), i);
      g_autofree char *json = NULL;
      SluiceNode *root;

      g_assert_true (sluice_parser_push (parser, text, i % 40, NULL));
      g_assert_true (sluice_parser_push (parser, text + i % 40, -1, NULL) || i % 40 > strlen (text));
      g_assert_true (sluice_parser_finish (parser, NULL));
      root = sluice_parser_get_root (parser);
      json = sluice_node_to_json (root, SLUICE_POLICY_VALUES, 0);
      g_assert_cmpstr (json, ==, text);
      if (i == 1234)
        kept = sluice_node_ref (root);
      sluice_parser_reset (parser);
    }

  g_assert_nonnull (sluice_node_get_member (kept, "only1234"));
  g_assert_null (sluice_node_get_member (kept, "only1233"));
}

static void
test_limits (void)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", TRUE, "max-depth", 3,
                                                 "max-bytes", G_GUINT64_CONSTANT (20), NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  g_test_summary ("Depth and size are bounded, and what came before is kept");

  g_assert_true (sluice_parser_push (parser, "[1,{\"a\":[2,", -1, &error));
  g_assert_false (sluice_parser_push (parser, "[", -1, &error));
  g_assert_error (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_DEPTH);
  g_assert_cmpstr (error->message, ==, "The value at byte 11 is nested deeper than 3 levels");
  g_clear_error (&error);
  json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
  g_assert_cmpstr (json, ==, "[1,{\"a\":[2]}]");

  sluice_parser_reset (parser);
  g_assert_true (sluice_parser_push (parser, "[\"0123456789\"", -1, &error));
  g_assert_false (sluice_parser_push (parser, ",\"0123456789\"]", -1, &error));
  g_assert_error (error, SLUICE_PARSER_ERROR, SLUICE_PARSER_ERROR_SIZE);
  g_assert_cmpstr (error->message, ==, "The text is longer than 20 bytes");
  g_clear_error (&error);
  g_assert_cmpuint (sluice_parser_get_offset (parser), ==, 20);
  g_assert_cmpstr (sluice_node_get_text (sluice_node_get_at (sluice_parser_get_root (parser), "/1"), NULL),
                   ==, "01234");

  sluice_parser_reset (parser);
  g_assert_true (sluice_parser_push (parser, "[\"0123456789012345\"]", -1, &error));
  g_assert_true (sluice_parser_finish (parser, &error));
  g_assert_no_error (error);
}

static double
time_of (SluiceParser *parser,
         const char   *text,
         gsize         length,
         gsize         piece)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < length; i += piece)
    {
      sluice_parser_push (parser, text + i, MIN (piece, length - i), &error);
      g_assert_no_error (error);
    }

  return (g_get_monotonic_time () - start) / 1e6;
}

/* Bounds that a quadratic parser misses a hundred times over, and a busy machine does not. */
#define QUICK 10.0

static void
test_large (void)
{
  enum { DEPTH = 10000, LETTERS = 1000000, MEMBERS = 100000 };
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", TRUE,
                                                 "max-depth", 3 * DEPTH, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *json = NULL;

  g_test_summary ("Deep, long and wide values in small pieces take linear time");

  for (guint i = 0; i < DEPTH; i++)
    g_string_append (text, "{\"a\":[");
  for (guint i = 0; i < DEPTH; i++)
    g_string_append (text, "]}");
  g_assert_cmpfloat (time_of (parser, text->str, text->len, 3), <, QUICK);
  json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
  g_assert_cmpuint (strlen (json), ==, text->len);

  sluice_parser_reset (parser);
  g_string_assign (text, "[\"");
  for (guint i = 0; i < LETTERS; i++)
    g_string_append_c (text, 'a' + i % 26);
  g_assert_cmpfloat (time_of (parser, text->str, text->len, 1), <, QUICK);
  g_assert_cmpuint (sluice_node_get_end (sluice_node_get_at (sluice_parser_get_root (parser), "/0")), ==,
                    LETTERS + 2);

  sluice_parser_reset (parser);
  g_string_assign (text, "{");
  for (guint i = 0; i < MEMBERS; i++)
    g_string_append_printf (text, "\"key%u\":%u,", i, i);
  for (guint i = MEMBERS; i > 0; i--)
    g_string_append_printf (text, "\"key%u\":{\"key%u\":1},", i - 1, MEMBERS - i);
  g_string_append (text, "\"end\":0}");
  g_assert_cmpfloat (time_of (parser, text->str, text->len, 5), <, QUICK);
  g_assert_cmpuint (sluice_node_get_n_children (sluice_parser_get_root (parser)), ==, MEMBERS + 1);
}

/* A thousand names that are used in an inner object first, then replaced over and over. */
static void
test_hostile_names (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(GString) text = g_string_new ("{\"x\":{");

  g_test_summary ("Names that repeat in every way take linear time");

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "%s\"n%u\":0", i > 0 ? "," : "", i);
  g_string_append (text, "}");
  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, ",\"n%u\":0", i);
  for (guint i = 0; i < 200000; i++)
    g_string_append (text, ",\"a\":1");
  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, ",\"n%u\":1", 49999 - i);
  g_string_append_c (text, '}');

  g_assert_cmpfloat (time_of (parser, text->str, text->len, 4096), <, QUICK);
  g_assert_cmpuint (sluice_node_get_n_children (sluice_parser_get_root (parser)), ==, 50002);
}

static void
test_many_repairs (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(GString) text = g_string_new ("[\"");

  g_test_summary ("A deviation in every byte does not collect records without end");

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '\n');
  g_string_append (text, "\"]");

  g_assert_cmpfloat (time_of (parser, text->str, text->len, 7), <, QUICK);
  g_assert_true (sluice_parser_finish (parser, NULL));
  g_assert_cmpuint (sluice_parser_get_repairs (parser)->len, <=, 65536);
  g_assert_true (sluice_node_is_repaired (sluice_node_get_at (sluice_parser_get_root (parser), "/0")));
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
  g_test_add_func ("/parser/clean", test_clean);
  g_test_add_func ("/parser/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/parser/cut-dialects", test_cut_dialects);
  g_test_add_func ("/parser/cut-character", test_cut_character);
  g_test_add_func ("/parser/unique-names", test_unique_names);
  g_test_add_func ("/parser/growth", test_growth);
  g_test_add_func ("/parser/hold-back", test_hold_back);
  g_test_add_func ("/parser/moving-text", test_moving_text);
  g_test_add_func ("/parser/state", test_state);
  g_test_add_func ("/parser/reuse", test_reuse);
  g_test_add_func ("/parser/limits", test_limits);
  g_test_add_func ("/parser/large", test_large);
  g_test_add_func ("/parser/hostile-names", test_hostile_names);
  g_test_add_func ("/parser/many-repairs", test_many_repairs);

  return g_test_run ();
}
