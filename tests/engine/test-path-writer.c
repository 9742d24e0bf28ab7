/* test-path-writer.c: values told one by one with their paths
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-path-writer-private.h"

typedef struct
{
  const char *name;
  const char *leaves[16];  /* path, JSON of a value or "text, path, …"; NULL at the end */
  const char *expected;
} WriterCase;

/* a leaf that begins with a quotation mark is more of a string */
static const WriterCase writer_cases[] = {
  { "nothing", { NULL }, "{}" },
  { "string", { "$.a", "\"x", NULL }, "{\"a\":\"x\"}" },
  { "pieces", { "$.a", "\"x", "$.a", "\"y", "$.a", "\"", NULL }, "{\"a\":\"xy\"}" },
  { "escapes", { "$.a", "\"\"\\\n", NULL }, "{\"a\":\"\\\"\\\\\\n\"}" },
  { "values", { "$.a", "1", "$.b", "true", "$.c", "null", NULL },
    "{\"a\":1,\"b\":true,\"c\":null}" },
  { "objects", { "$.a.b", "1", "$.a.c.d", "2", "$.a.e", "3", "$.f", "4", NULL },
    "{\"a\":{\"b\":1,\"c\":{\"d\":2},\"e\":3},\"f\":4}" },
  { "arrays", { "$.a[0]", "1", "$.a[1]", "\"x", "$.b[0][0]", "2", "$.b[1][0]", "3", NULL },
    "{\"a\":[1,\"x\"],\"b\":[[2],[3]]}" },
  { "objects-in-array", { "$.a[0].n", "\"x", "$.a[0].m", "1", "$.a[1].n", "\"y", NULL },
    "{\"a\":[{\"n\":\"x\",\"m\":1},{\"n\":\"y\"}]}" },
  { "quoted-names", { "$['a b']", "1", "$[\"[0]\"]", "2", NULL }, "{\"a b\":1,\"[0]\":2}" },
  { "root-array", { "$[0]", "1", "$[1]", "2", NULL }, "[1,2]" },
};

static void
test_writer (gconstpointer data)
{
  const WriterCase *test = data;
  g_autoptr(SluicePathWriter) writer = sluice_path_writer_new ();
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; test->leaves[i] != NULL; i += 2)
    {
      const char *value = test->leaves[i + 1];

      if (*value == '"')
        sluice_path_writer_add_string (writer, test->leaves[i], value + 1, strlen (value + 1), out);
      else
        sluice_path_writer_add_value (writer, test->leaves[i], value, out);
    }
  sluice_path_writer_finish (writer, out);

  g_assert_cmpstr (out->str, ==, test->expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (writer_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/path-writer/", writer_cases[i].name, NULL);

      g_test_add_data_func (path, &writer_cases[i], test_writer);
    }

  return g_test_run ();
}
