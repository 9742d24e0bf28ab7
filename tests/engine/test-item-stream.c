/* test-item-stream.c: items wherever they are, chosen by patterns of paths
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "json/sluice-path-pattern-private.h"
#include "run-fixture.h"

#define MANY SLUICE_SHAPE_ITERABLE
#define OBJECT SLUICE_SHAPE_OBJECT
#define ANY SLUICE_MODE_AUTOMATIC

#define ORDERS \
  "{\"title\":\"Shop\",\"type\":\"object\",\"properties\":{" \
  "\"orders\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{" \
  "\"id\":{\"type\":\"integer\"},\"lines\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{" \
  "\"sku\":{\"type\":\"string\",\"maxLength\":3}},\"required\":[\"sku\"]}}}}}," \
  "\"people\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}"
#define USER \
  "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}," \
  "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},\"required\":[\"name\"]}"
#define GRID "{\"title\":\"Grid\",\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}"

typedef struct
{
  const char *name;
  const char *schema;
  SluiceShape shape;
  const char *patterns;  /* with spaces between */
  const char *text;
  /* "< PATH" for one that begins, "> PATH VALUE" for one that is complete, "!" behind it where it is
   * invalid */
  const char *events;
} StreamCase;

static const StreamCase stream_cases[] = {
  { "two-arrays", ORDERS, OBJECT, "/orders/* /people/*",
    "{\"orders\":[{\"id\":1},{\"id\":2}],\"people\":[\"Jo\",\"Al\"]}",
    "< /orders/0\n> /orders/0 {\"id\":1}\n< /orders/1\n> /orders/1 {\"id\":2}\n"
    "< /people/0\n> /people/0 \"Jo\"\n< /people/1\n> /people/1 \"Al\"\n" },
  { "nested", ORDERS, OBJECT, "/orders/* /orders/*/lines/*",
    "{\"orders\":[{\"lines\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]},{\"lines\":[]}]}",
    "< /orders/0\n< /orders/0/lines/0\n> /orders/0/lines/0 {\"sku\":\"a\"}\n"
    "< /orders/0/lines/1\n> /orders/0/lines/1 {\"sku\":\"b\"}\n"
    "> /orders/0 {\"lines\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}\n< /orders/1\n> /orders/1 {\"lines\":[]}\n" },
  { "invalid-stays", ORDERS, OBJECT, "/orders/*/lines/*",
    "{\"orders\":[{\"lines\":[{\"sku\":\"a\"},{\"sku\":\"long\"},{\"sku\":\"c\"}]}]}",
    "< /orders/0/lines/0\n> /orders/0/lines/0 {\"sku\":\"a\"}\n"
    "< /orders/0/lines/1\n> /orders/0/lines/1 {\"sku\":\"long\"}!\n"
    "< /orders/0/lines/2\n> /orders/0/lines/2 {\"sku\":\"c\"}\n" },
  { "cut", ORDERS, OBJECT, "/orders/*",
    "{\"orders\":[{\"id\":1},{\"id\":2",
    "< /orders/0\n> /orders/0 {\"id\":1}\n< /orders/1\n" },
  { "one-place", ORDERS, OBJECT, "/orders/1/id",
    "{\"orders\":[{\"id\":1},{\"id\":2},{\"id\":3}]}", "< /orders/1/id\n> /orders/1/id 2\n" },
  { "any-member", ORDERS, OBJECT, "/*",
    "{\"orders\":[],\"people\":[\"Jo\"]}", "< /orders\n> /orders []\n< /people\n> /people [\"Jo\"]\n" },
  { "not-an-index", ORDERS, OBJECT, "/people/00 /people/x /people/", "{\"people\":[\"Jo\"]}", "" },
  { "not-deeper", ORDERS, OBJECT, "/people /people/*/*", "{\"people\":[\"Jo\"]}",
    "< /people\n> /people [\"Jo\"]\n" },
  { "escaped", "{\"type\":\"object\"}", OBJECT, "/a~1b/c~0d/*", "{\"a/b\":{\"c~d\":[1]},\"a\":{}}",
    "< /a~1b/c~0d/0\n> /a~1b/c~0d/0 1\n" },
  { "items-of-items", USER, MANY, "/*/tags/*",
    "{\"tasks\":[{\"name\":\"Jo\",\"tags\":[\"x\"]},{\"name\":\"Al\",\"tags\":[\"y\",\"z\"]}]}",
    "< /0/tags/0\n> /0/tags/0 \"x\"\n< /1/tags/0\n> /1/tags/0 \"y\"\n< /1/tags/1\n> /1/tags/1 \"z\"\n" },
  { "bare-array", USER, MANY, "/1/name",
    "[{\"name\":\"Jo\"},{\"name\":\"Al\"}]", "< /1/name\n> /1/name \"Al\"\n" },
  { "bare-item", USER, MANY, "/*/name /0", "{\"name\":\"Jo\"}", "< /0\n< /0/name\n> /0/name \"Jo\"\n> /0 {\"name\":\"Jo\"}\n" },
  { "array-of-arrays", GRID, OBJECT, "/* /*/*", "{\"content\":[[1,2],[]]}",
    "< /0\n< /0/0\n> /0/0 1\n< /0/1\n> /0/1 2\n> /0 [1,2]\n< /1\n> /1 []\n" },
};

static void
opened_cb (SluiceRun  *run,
           const char *pattern,
           const char *path,
           SluiceNode *node,
           gint64      time_us,
           GString    *log)
{
  g_string_append_printf (log, "< %s\n", path);
}

static void
closed_cb (SluiceRun  *run,
           const char *pattern,
           const char *path,
           SluiceNode *node,
           gint64      time_us,
           GString    *log)
{
  g_autofree char *json = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 0);

  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CLOSED);
  g_string_append_printf (log, "> %s %s%s\n", path, json,
                          sluice_node_get_verdict (node) == SLUICE_VERDICT_VALID ? "" : "!");
}

static char *
read_streams (const StreamCase *row,
              gsize             chunk)
{
  g_auto(GStrv) patterns = g_strsplit (row->patterns, " ", -1);
  GString *log = g_string_new (NULL);
  Fixture fixture;

  fixture_init (&fixture, "text", row->schema, row->shape, ANY);
  for (guint i = 0; patterns[i]; i++)
    g_assert_true (sluice_run_add_item_stream (fixture.run, patterns[i]));
  g_signal_connect (fixture.run, "stream-item-opened", G_CALLBACK (opened_cb), log);
  g_signal_connect (fixture.run, "stream-item", G_CALLBACK (closed_cb), log);
  fixture_settle ();
  for (gsize at = 0; at < strlen (row->text); at += chunk)
    fixture_push_bytes (&fixture, row->text + at, MIN (chunk, strlen (row->text) - at));
  fixture_end (&fixture, NULL);
  g_signal_handlers_disconnect_by_data (fixture.run, log);
  fixture_clear (&fixture);

  return g_string_free (log, FALSE);
}

static void
test_streams (gconstpointer data)
{
  const StreamCase *row = data;
  static const gsize chunks[] = { 1, 5, 1000 };

  g_test_summary ("Values at the paths that were asked for are told one by one, however they come");

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *events = read_streams (row, chunks[i]);

      g_assert_cmpstr (events, ==, row->events);
    }
}

static void
test_bad_patterns (void)
{
  static const char *const patterns[] = { "", "people/*", "*", "/a~", "/a~2", "/\xff" };

  g_test_summary ("What is no JSON Pointer is refused");

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    g_assert_null (sluice_path_pattern_new (patterns[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stream_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/item-stream/", stream_cases[i].name, NULL);

      g_test_add_data_func (path, &stream_cases[i], test_streams);
    }
  g_test_add_func ("/item-stream/bad-patterns", test_bad_patterns);

  return g_test_run ();
}
