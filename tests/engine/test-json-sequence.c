/* test-json-sequence.c: a stream of JSON documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-json-sequence-private.h"

typedef struct
{
  const char             *name;
  SluiceJsonSequenceKind  kind;
  const char             *input;
  const char             *expected;  /* the documents, joined by "|" */
  const char             *flushed;   /* what the end of the stream adds; NULL for nothing */
  gboolean                closed;
} SequenceCase;

#define LINES SLUICE_JSON_SEQUENCE_LINES
#define ARRAY SLUICE_JSON_SEQUENCE_ARRAY

static const SequenceCase sequence_cases[] = {
  { "lines", LINES, "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}|{\"a\":2}", NULL, TRUE },
  { "crlf", LINES, "{}\r\n{}\r\n", "{}|{}", NULL, TRUE },
  { "no-last-line-end", LINES, "{}\n{\"b\":[]}", "{}|{\"b\":[]}", NULL, TRUE },
  { "no-line-ends", LINES, "{}{} {}", "{}|{}|{}", NULL, TRUE },
  { "blank-lines", LINES, "\n\n{}\n\n\n{}\n", "{}|{}", NULL, TRUE },
  { "over-several-lines", LINES, "{\n \"a\": {\n }\n}\n{}", "{\n \"a\": {\n }\n}|{}", NULL, TRUE },
  { "brackets-in-strings", LINES, "{\"a\":\"}]\\\"}\\\\\"}\n{}", "{\"a\":\"}]\\\"}\\\\\"}|{}", NULL,
    TRUE },
  { "no-document", LINES, "oops: no memory\n{}", "oops: no memory|{}", NULL, TRUE },
  { "cut", LINES, "{}\n{\"a\":\"x", "{}", "{\"a\":\"x", TRUE },
  { "array", ARRAY, "[{\"a\":1},{\"a\":2}]", "{\"a\":1}|{\"a\":2}", NULL, TRUE },
  { "pretty-array", ARRAY, "[{\n\"a\": [1, 2]\n}\n,\r\n{}\n]\n", "{\n\"a\": [1, 2]\n}|{}", NULL,
    TRUE },
  { "arrays-in-array", ARRAY, "[[1],[2,[3]]]", "[1]|[2,[3]]", NULL, TRUE },
  { "empty-array", ARRAY, "[]", "", NULL, TRUE },
  { "after-the-array", ARRAY, "[{}] {}", "{}", NULL, TRUE },
  { "open-array", ARRAY, "[{},", "{}", NULL, FALSE },
  { "cut-array", ARRAY, "[{},{\"a\"", "{}", "{\"a\"", FALSE },
};

static gboolean
append_document (const char *text,
                 gsize       length,
                 gpointer    user_data)
{
  GString *out = user_data;

  if (out->len > 0)
    g_string_append_c (out, '|');
  g_string_append_len (out, text, length);

  return TRUE;
}

static void
test_sequence (gconstpointer data)
{
  const SequenceCase *test = data;
  gsize length = strlen (test->input);

  for (gsize step = 1; step <= length; step++)
    {
      g_autoptr(SluiceJsonSequence) sequence = sluice_json_sequence_new (test->kind);
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GString) flushed = g_string_new (NULL);

      for (gsize i = 0; i < length; i += step)
        g_assert_true (sluice_json_sequence_push (sequence, test->input + i, MIN (step, length - i),
                                                  append_document, out));
      g_assert_cmpstr (out->str, ==, test->expected);

      sluice_json_sequence_flush (sequence, append_document, flushed);
      g_assert_cmpstr (flushed->str, ==, test->flushed != NULL ? test->flushed : "");
      g_assert_cmpint (sluice_json_sequence_is_closed (sequence), ==, test->closed);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sequence_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-sequence/", sequence_cases[i].name, NULL);

      g_test_add_data_func (path, &sequence_cases[i], test_sequence);
    }

  return g_test_run ();
}
