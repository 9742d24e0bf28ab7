/* test-release.c: the elements of an endless list go when they were used, and nothing else changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <malloc.h>
#include <string.h>

#include "schema/sluice-check.h"

typedef struct
{
  const char *name;
  const char *before;   /* the text before the elements */
  const char *element;  /* %u stands for its position, twice */
  const char *after;
  const char *path;     /* to the array */
  gboolean    strict;
} ReleaseCase;

static const ReleaseCase release_cases[] = {
  { "root", "[", "{\"id\":%u,\"name\":\"A name that is not short, %u\"}", "]", "", TRUE },
  { "wrapped", "{\"first\":[1,{\"id\":2}],\"items\":[", "{\"id\":%u,\"tags\":[\"a\",\"b\",[%u]]}",
    "],\"last\":{\"id\":[7,8]},\"first\":true}", "/items", TRUE },
  { "strings", "[", "\"%u and a text that is long enough to need memory, %u\"", "]", "", TRUE },
  { "numbers", "[", "1%u23456789.%u5", "]", "", TRUE },
  { "repeated-names", "[", "{\"id\":%u,\"id\":{\"id\":1,\"x\":2,\"id\":3},\"x\":%u,\"id\":4}", "]", "", TRUE },
  { "repairs", "{a:[", "{'id':%u, text:\"say \"hi\" %u\",}", "]}", "/a", FALSE },
};

enum { N_ELEMENTS = 3000 };

static SluiceNode *
get_array (SluiceParser      *parser,
           const ReleaseCase *row)
{
  SluiceNode *root = sluice_parser_get_root (parser);

  return root != NULL ? sluice_node_get_at (root, row->path) : NULL;
}

/* What is left when the elements are gone. */
static char *
print_rest (const ReleaseCase *row)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autofree char *text = g_strconcat (row->before, row->after, NULL);

  g_assert_true (sluice_parser_push (parser, text, -1, NULL));
  g_assert_true (sluice_parser_finish (parser, NULL));
  return sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
}

static char *
print_element (const ReleaseCase *row,
               const char        *element)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autofree char *text = g_strconcat ("[", element, "]", NULL);

  g_assert_true (sluice_parser_push (parser, text, -1, NULL));
  return sluice_node_to_json (sluice_node_get_first_child (sluice_parser_get_root (parser)),
                              SLUICE_POLICY_VALUES, 0);
}

/* Takes what is closed, and lets go of it; sometimes not at once. */
static void
take_elements (SluiceParser      *parser,
               const ReleaseCase *row,
               GPtrArray         *expected,
               guint             *n_taken,
               gboolean           release)
{
  SluiceNode *array = get_array (parser, row), *last = NULL;

  for (SluiceNode *element = array != NULL ? sluice_node_get_first_child (array) : NULL;
       element != NULL; element = sluice_node_get_next_sibling (element))
    {
      guint index = sluice_node_get_index (element);

      if (sluice_node_get_phase (element) != SLUICE_PHASE_CLOSED)
        break;
      if (index == *n_taken)
        {
          g_autofree char *json = sluice_node_to_json (element, SLUICE_POLICY_VALUES, 0);

          g_assert_cmpstr (json, ==, g_ptr_array_index (expected, index));
          (*n_taken)++;
        }
      last = element;
    }

  if (release && last != NULL)
    {
      g_assert_true (sluice_parser_release (parser, last));
      g_assert_cmpuint (sluice_node_get_n_children (array), >=, *n_taken);
    }
}

static void
test_release (gconstpointer data)
{
  const ReleaseCase *row = data;
  g_autoptr(GString) text = g_string_new (row->before);
  g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *rest = print_rest (row);
  static const guint pieces[] = { 1, 3, 7, 64, 1000 };

  g_test_summary ("Elements that are released one after the other are as good as those that stay");

  for (guint i = 0; i < N_ELEMENTS; i++)
    {
      g_autofree char *element = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      element = g_strdup_printf (row->element, i, i);
#pragma GCC diagnostic pop
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", element);
      g_ptr_array_add (expected, print_element (row, element));
    }
  g_string_append (text, row->after);

  for (guint p = 0; p < G_N_ELEMENTS (pieces); p++)
    {
      g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "strict", row->strict, NULL);
      g_autoptr(GRand) rand = g_rand_new_with_seed (p);
      g_autofree char *json = NULL;
      guint n_taken = 0;

      for (gsize at = 0; at < text->len; at += pieces[p])
        {
          sluice_parser_set_arrival (parser, at * 10, at);
          g_assert_true (sluice_parser_push (parser, text->str + at, MIN (pieces[p], text->len - at), NULL));
          take_elements (parser, row, expected, &n_taken, g_rand_int_range (rand, 0, 10) > 0);
        }
      g_assert_true (sluice_parser_finish (parser, NULL));
      take_elements (parser, row, expected, &n_taken, FALSE);
      g_assert_cmpuint (n_taken, ==, N_ELEMENTS);
      if (sluice_node_get_first_child (get_array (parser, row)) != NULL)
        take_elements (parser, row, expected, &n_taken, TRUE);

      json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
      g_assert_cmpstr (json, ==, rest);
      sluice_parser_reset (parser);
      g_assert_true (sluice_parser_push (parser, "[[1],{\"a\":2}]", -1, NULL));
      g_assert_true (sluice_parser_finish (parser, NULL));
    }
}

static gsize
memory_in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* An endless list, in pieces of a token, with its schema and its arrivals. */
static void
test_constant_memory (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (
    "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
    "\"properties\":{\"id\":{\"type\":\"integer\"},\"name\":{\"type\":\"string\",\"maxLength\":40}},"
    "\"required\":[\"id\"]}}}}", SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  g_autoptr(GString) text = g_string_new ("{\"items\":[");
  gsize before = 0, largest = 0;
  guint event = 0;

  g_test_summary ("A list of 200,000 items is read in the memory of a few");

  if (g_getenv ("ASAN_OPTIONS") != NULL || g_getenv ("RUNNING_ON_VALGRIND") != NULL)
    {
      g_test_skip ("memory is not counted where another allocator is");
      return;
    }

  for (guint i = 0; i < 200000; i++)
    {
      SluiceNode *array, *element, *last = NULL;

      g_string_append_printf (text, "%s{\"id\":%u,\"name\":\"Somebody called %u\"}", i > 0 ? "," : "", i, i);
      for (gsize at = 0; at < text->len; at += 5)
        {
          sluice_parser_set_arrival (parser, (gint64) event * 20000, event);
          event++;
          g_assert_true (sluice_parser_push (parser, text->str + at, MIN (5, text->len - at), NULL));
        }
      g_string_truncate (text, 0);

      array = sluice_node_get_at (sluice_parser_get_root (parser), "/items");
      for (element = sluice_node_get_first_child (array); element != NULL;
           element = sluice_node_get_next_sibling (element))
        {
          if (sluice_node_get_phase (element) != SLUICE_PHASE_CLOSED)
            break;
          g_assert_cmpint (sluice_node_get_verdict (element), ==, SLUICE_VERDICT_VALID);
          g_assert_cmpint (sluice_node_get_last_arrival (element), ==, (gint64) (event - 1) * 20000);
          last = element;
        }
      g_assert_true (last != NULL && sluice_parser_release (parser, last));

      if (i == 1000)
        before = memory_in_use ();
      largest = i > 1000 ? MAX (largest, memory_in_use ()) : 0;
    }

  g_test_message ("%" G_GSIZE_FORMAT " bytes of text, %" G_GSSIZE_FORMAT " bytes more than after 1,000 items",
                  sluice_parser_get_offset (parser), (gssize) (largest - before));
  g_assert_cmpint ((gssize) (largest - before), <, 8192);

  g_assert_true (sluice_parser_push (parser, "]}", -1, NULL));
  g_assert_true (sluice_parser_finish (parser, NULL));
  g_assert_cmpint (sluice_check_get_verdict (check), ==, SLUICE_VERDICT_VALID);
}

/* Where elements are compared with each other they stay. */
static void
test_needed (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (
    "{\"type\":\"array\",\"uniqueItems\":true}", SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);

  g_test_summary ("An element that the schema still needs is not released");

  g_assert_true (sluice_parser_push (parser, "[[1],[2],[", -1, NULL));
  g_assert_false (sluice_parser_release (parser, sluice_node_get_at (sluice_parser_get_root (parser), "/1")));
  g_assert_true (sluice_parser_push (parser, "1]]", -1, NULL));
  g_assert_cmpint (sluice_check_get_verdict (check), ==, SLUICE_VERDICT_INVALID);
}

/* What is said of a bad element stays when the element goes. */
static void
test_violations (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (
    "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  GPtrArray *violations;

  g_test_summary ("The violations of a released element stay");

  for (guint i = 0; i < 1000; i++)
    {
      SluiceNode *array;

      g_assert_true (sluice_parser_push (parser, i == 0 ? "[\"x" : "\",\"x", -1, NULL));
      array = sluice_parser_get_root (parser);
      if (i > 0)
        g_assert_true (sluice_parser_release (parser, sluice_node_get_first_child (array)));
    }
  g_assert_true (sluice_parser_push (parser, "\"]", -1, NULL));
  violations = sluice_check_get_violations (check);
  g_assert_cmpuint (violations->len, ==, 1000);
  g_assert_cmpint (sluice_check_get_verdict (check), ==, SLUICE_VERDICT_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (release_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/release/case/", release_cases[i].name, NULL);

      g_test_add_data_func (path, &release_cases[i], test_release);
    }
  g_test_add_func ("/release/constant-memory", test_constant_memory);
  g_test_add_func ("/release/needed", test_needed);
  g_test_add_func ("/release/violations", test_violations);

  return g_test_run ();
}
