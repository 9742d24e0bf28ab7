/* test-sse.c: server-sent events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <json-glib/json-glib.h>

#include "wire/sluice-sse-private.h"

typedef struct
{
  const char *name;
  const char *input;
  const char *expected;  /* "name=data" for each event, joined by "|" */
  const char *flushed;   /* what the end of the stream adds; NULL for nothing */
} SseCase;

/* Our own table: what providers send, and what the standard's own cases leave out. */
static const SseCase sse_cases[] = {
  { "lf", "data: a\n\n", "=a" },
  { "crlf", "event: x\r\ndata: a\r\n\r\n", "x=a" },
  { "cr", "data: a\r\rdata: b\r\r", "=a|=b" },
  { "mixed-in-one-chunk", "data: a\rdata: b\n\ndata: c\r\n\r\n", "=a\nb|=c" },
  { "byte-order-mark", "\xEF\xBB\xBF" "data: a\n\n", "=a" },
  { "half-a-mark-is-a-name", "\xEF\xBB" "data: a\n\ndata: b\n\n", "=b" },
  { "second-mark-is-a-name", "\xEF\xBB\xBF\xEF\xBB\xBF" "data: a\n\ndata: b\n\n", "=b" },
  { "comment", ": OPENROUTER PROCESSING\n\ndata: a\n\n", "=a" },
  { "surrogate-half", "data: \xED\xA0\x80\n\n", "=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
  { "overlong", "data: \xC0\xAF.\xE0\x80\xAF\n\n",
    "=\xEF\xBF\xBD\xEF\xBF\xBD.\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
  { "all-lengths-of-utf8", "data: a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z\n\n",
    "=a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z" },
  { "no-blank-line", "data: a\n\ndata: b\n", "=a", "=b" },
  { "no-line-end", "event: x\ndata: b", "", "x=b" },
  { "name-without-data", "event: x\n\ndata: a\n\n", "=a" },
};

static gboolean
append_event (const char *name,
              const char *data,
              gsize       length,
              gpointer    user_data)
{
  GString *out = user_data;

  g_assert_cmpuint (data[length], ==, '\0');

  if (out->len > 0)
    g_string_append_c (out, '|');
  g_string_append_printf (out, "%s=", name != NULL ? name : "");
  g_string_append_len (out, data, length);

  return TRUE;
}

static void
push_in_steps (SluiceSse     *sse,
               const char    *input,
               gsize          length,
               gsize          step,
               SluiceSseFunc  func,
               gpointer       user_data)
{
  for (gsize i = 0; i < length; i += step)
    {
      g_autoptr(GError) error = NULL;
      /* a copy of its own, so that a read beyond the chunk shows */
      g_autofree char *chunk = g_memdup2 (input + i, MIN (step, length - i));

      g_assert_true (sluice_sse_push (sse, chunk, MIN (step, length - i), func, user_data,
                                      &error));
      g_assert_no_error (error);
    }
}

static void
test_events (gconstpointer data)
{
  const SseCase *test = data;
  gsize length = strlen (test->input);

  for (gsize step = 1; step <= length; step++)
    {
      g_autoptr(SluiceSse) sse = sluice_sse_new ();
      g_autoptr(GString) events = g_string_new (NULL);
      g_autoptr(GString) flushed = g_string_new (NULL);

      push_in_steps (sse, test->input, length, step, append_event, events);
      g_assert_cmpstr (events->str, ==, test->expected);

      sluice_sse_flush (sse, append_event, flushed);
      g_assert_cmpstr (flushed->str, ==, test->flushed != NULL ? test->flushed : "");
    }
}

static gboolean
stop_at_second (const char *name,
                const char *data,
                gsize       length,
                gpointer    user_data)
{
  guint *n = user_data;

  return ++*n < 2;
}

static void
test_stop (void)
{
  g_autoptr(SluiceSse) sse = sluice_sse_new ();
  g_autoptr(GError) error = NULL;
  const char *input = "data: 1\n\ndata: 2\n\ndata: 3\n\n";
  guint n = 0;

  g_test_summary ("A function that returns FALSE hears of no event after that");

  g_assert_false (sluice_sse_push (sse, input, strlen (input), stop_at_second, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_too_long (void)
{
  g_autoptr(SluiceSse) sse = sluice_sse_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *block = g_malloc (1024 * 1024);
  g_autoptr(GString) events = g_string_new (NULL);
  guint n_pushed = 0;

  g_test_summary ("A line that never ends is an error, not all of the memory");

  memset (block, 'x', 1024 * 1024);
  while (n_pushed < 100
         && sluice_sse_push (sse, block, 1024 * 1024, append_event, events, &error))
    n_pushed++;

  g_assert_error (error, SLUICE_SSE_ERROR, SLUICE_SSE_ERROR_TOO_LONG);
  g_assert_cmpuint (n_pushed, ==, 64);
}

static gboolean
keep_field (const char *name,
            const char *data,
            gsize       length,
            gpointer    user_data)
{
  return append_event (name, data, length, user_data);
}

static void
test_other_fields (void)
{
  g_autoptr(SluiceSse) sse = sluice_sse_new ();
  g_autoptr(GString) events = g_string_new (NULL);
  g_autoptr(GString) fields = g_string_new (NULL);
  const char *input = "data: 1\n\nerror: {\"a\":1}\n\n: note\nfoo\n";

  g_test_summary ("Fields without a meaning in the standard can be heard");

  sluice_sse_set_field_func (sse, keep_field, fields);
  push_in_steps (sse, input, strlen (input), 3, append_event, events);

  g_assert_cmpstr (events->str, ==, "=1");
  g_assert_cmpstr (fields->str, ==, "error={\"a\":1}|foo=");
}

/* The public cases */

typedef struct
{
  SluiceSse *sse;
  JsonArray *expected;  /* borrowed */
  guint      n_seen;
} CorpusRun;

static gboolean
check_event (const char *name,
             const char *data,
             gsize       length,
             gpointer    user_data)
{
  CorpusRun *run = user_data;
  JsonObject *expected;
  const char *text;

  g_assert_cmpuint (run->n_seen, <, json_array_get_length (run->expected));

  expected = json_array_get_object_element (run->expected, run->n_seen++);
  text = json_object_get_string_member (expected, "data");
  g_assert_cmpstr (name != NULL ? name : "message", ==,
                   json_object_get_string_member (expected, "event"));
  /* JsonNode cannot hold U+0000; the one case that has it is a NUL alone */
  if (length == 1 && data[0] == '\0')
    g_assert_cmpuint (strlen (text), ==, 0);
  else
    g_assert_cmpmem (data, length, text, strlen (text));
  g_assert_cmpstr (sluice_sse_get_last_event_id (run->sse), ==,
                   json_object_get_string_member (expected, "id"));

  return TRUE;
}

static void
check_flushed (SluiceSse  *sse,
               JsonObject *test)
{
  g_autoptr(GString) flushed = g_string_new (NULL);
  JsonNode *cut = json_object_get_member (test, "cut_event");

  sluice_sse_flush (sse, append_event, flushed);

  if (cut == NULL || JSON_NODE_HOLDS_NULL (cut))
    g_assert_cmpstr (flushed->str, ==, "");
  else
    {
      JsonObject *event = json_node_get_object (cut);
      const char *name = json_object_get_string_member (event, "event");
      g_autofree char *expected = NULL;

      expected = g_strdup_printf ("%s=%s", g_str_equal (name, "message") ? "" : name,
                                  json_object_get_string_member (event, "data"));
      g_assert_cmpstr (flushed->str, ==, expected);
    }
}

static void
test_corpus_case (gconstpointer data)
{
  JsonObject *test = (JsonObject *) data;
  g_autofree guchar *input = NULL;
  gsize length;
  gsize steps[] = { 1, 2, 3, 7, G_MAXSSIZE };

  input = g_base64_decode (json_object_get_string_member (test, "input_base64"), &length);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(SluiceSse) sse = sluice_sse_new ();
      CorpusRun run = { sse, json_object_get_array_member (test, "events"), 0 };
      gint64 retry = json_object_get_int_member_with_default (test, "reconnection_time", -1);

      if (json_object_get_null_member (test, "reconnection_time"))
        retry = -1;

      push_in_steps (sse, (const char *) input, length, steps[i], check_event, &run);

      g_assert_cmpuint (run.n_seen, ==, json_array_get_length (run.expected));
      g_assert_cmpstr (sluice_sse_get_last_event_id (sse), ==,
                       json_object_get_string_member (test, "last_event_id"));
      g_assert_cmpint (sluice_sse_get_reconnection_time (sse), ==, retry);
      check_flushed (sse, test);
    }
}

static void
skip_corpus (void)
{
  g_test_skip ("The public cases are not here");
}

static JsonParser *
add_corpus_tests (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *path = NULL;
  const char *corpora = g_getenv ("SLUICE_CORPORA");
  const char *root = g_getenv ("SLUICE_SOURCE_ROOT");
  JsonArray *cases;

  if (corpora != NULL)
    path = g_build_filename (corpora, "sse", "cases.json", NULL);
  else
    path = g_build_filename (root != NULL ? root : ".", "..", "shared", "corpora", "sse",
                             "cases.json", NULL);

  if (!json_parser_load_from_file (parser, path, NULL))
    {
      g_test_add_func ("/sse/corpus", skip_corpus);
      return NULL;
    }

  cases = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *test = json_array_get_object_element (cases, i);
      g_autofree char *name = NULL;

      name = g_strconcat ("/sse/corpus/", json_object_get_string_member (test, "name"), NULL);
      g_test_add_data_func (name, test, test_corpus_case);
    }

  return g_steal_pointer (&parser);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonParser) corpus = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sse/events/", sse_cases[i].name, NULL);

      g_test_add_data_func (path, &sse_cases[i], test_events);
    }

  g_test_add_func ("/sse/stop", test_stop);
  g_test_add_func ("/sse/too-long", test_too_long);
  g_test_add_func ("/sse/other-fields", test_other_fields);

  corpus = add_corpus_tests ();

  return g_test_run ();
}
