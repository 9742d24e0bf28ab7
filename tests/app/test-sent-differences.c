/* test-sent-differences.c: the lines of a request that differ from the draft
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-sent-differences.h"

typedef struct
{
  const char *name;
  const char *body;
  const char *sent;
  const char *draft;
  const char *lines;  /* from 0 */
} Case;

#define BODY(schema) "{\n  \"model\" : \"m\",\n  \"parameters\" : " schema "\n}"

static const Case cases[] = {
  { "same", BODY ("{\n    \"type\" : \"string\"\n  }"), "{\n  \"type\" : \"string\"\n}", "{\n  \"type\" : \"string\"\n}", "" },
  { "added", BODY ("{\n    \"type\" : \"object\",\n    \"additionalProperties\" : false\n  }"),
    "{\n  \"type\" : \"object\",\n  \"additionalProperties\" : false\n}", "{\n  \"type\" : \"object\"\n}", "4" },
  { "changed", BODY ("{\n    \"type\" : \"string\",\n    \"x\" : 1\n  },\n  \"stream\" : true"),
    "{\n  \"type\" : \"string\",\n  \"x\" : 1\n}", "{\n  \"type\" : \"integer\",\n  \"x\" : 1\n}", "3" },
  { "removed", BODY ("{\n    \"type\" : \"string\"\n  }"), "{\n  \"type\" : \"string\"\n}",
    "{\n  \"type\" : \"string\",\n  \"minLength\" : 1\n}", "" },
  { "wrapped", BODY ("{\n    \"items\" : {\n      \"type\" : \"string\"\n    }\n  }"),
    "{\n  \"items\" : {\n    \"type\" : \"string\"\n  }\n}", "{\n  \"type\" : \"string\"\n}", "3 6" },
  { "elsewhere", BODY ("{\n    \"type\" : \"number\"\n  }"), "{\n  \"type\" : \"string\"\n}", "{\n  \"type\" : \"number\"\n}", "" },
  { "one-line", BODY ("true"), "true", "false", "2" },
  { "empty", "", "{\n}", "{\n}", "" },
};

static void
test_find (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GArray) lines = sluice_sent_differences_find (c->body, c->sent, c->draft);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (found, "%s%u", i > 0 ? " " : "", g_array_index (lines, guint, i));
  g_assert_cmpstr (found->str, ==, c->lines);
}

static void
test_large (void)
{
  g_autoptr(GString) text = g_string_new ("{\n");
  g_autoptr(GArray) lines = NULL;

  g_test_summary ("What is too large to be compared is not marked, and costs nothing");

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "  \"p%u\" : %u,\n", i, i);
  g_string_append (text, "}");
  lines = sluice_sent_differences_find (text->str, text->str, text->str);
  g_assert_cmpuint (lines->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sent-differences/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  g_test_add_func ("/sent-differences/large", test_large);

  return g_test_run ();
}
