/* test-node.c: the value tree and what can be asked of a node
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "json/sluice-node-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-path.h"

static SluiceParser *
parse (const char *text)
{
  SluiceParser *parser = sluice_parser_new_strict ();
  g_autoptr(GError) error = NULL;

  sluice_parser_push (parser, text, -1, &error);
  g_assert_no_error (error);
  sluice_parser_finish (parser, &error);
  g_assert_no_error (error);

  return parser;
}

typedef struct
{
  const char *name;
  const char *lexeme;
  gboolean    is_integer;
  gint64      integer;
  double      number;
} NumberCase;

static const NumberCase number_cases[] = {
  { "zero", "0", TRUE, 0, 0 },
  { "minus-zero", "-0", TRUE, 0, -0.0 },
  { "zero-far", "0e999999999999", TRUE, 0, 0 },
  { "small", "42", TRUE, 42, 42 },
  { "point-zero", "42.0", TRUE, 42, 42 },
  { "exponent", "1.5e1", TRUE, 15, 15 },
  { "exponent-capital", "12E+02", TRUE, 1200, 1200 },
  { "exponent-down", "1500e-2", TRUE, 15, 15 },
  { "long-way-round", "0.00100e3", TRUE, 1, 1 },
  { "zeros-inside", "100200300", TRUE, 100200300, 100200300 },
  { "largest", "9223372036854775807", TRUE, G_MAXINT64, 9223372036854775807.0 },
  { "smallest", "-9223372036854775808", TRUE, G_MININT64, -9223372036854775808.0 },
  { "smallest-exponent", "-922337203685477580.8e1", TRUE, G_MININT64, -9223372036854775808.0 },
  { "too-large", "9223372036854775808", FALSE, 0, 9223372036854775808.0 },
  { "too-small", "-9223372036854775809", FALSE, 0, -9223372036854775809.0 },
  { "too-many-zeros", "1e19", FALSE, 0, 1e19 },
  { "huge-exponent", "1e99999999999999999999", FALSE, 0, G_MAXDOUBLE },
  { "fraction", "1.5", FALSE, 0, 1.5 },
  { "small-fraction", "15e-2", FALSE, 0, 0.15 },
  { "long", "12345678901234567890", FALSE, 0, 12345678901234567890.0 },
};

static void
test_number (gconstpointer data)
{
  const NumberCase *row = data;
  g_autofree char *text = g_strdup_printf ("[%s]", row->lexeme);
  g_autoptr(SluiceParser) parser = parse (text);
  SluiceNode *node = sluice_node_get_first_child (sluice_parser_get_root (parser));
  gint64 integer = 77;
  gsize length;

  g_test_summary ("A number keeps its digits, and is an integer where its value is one");

  g_assert_cmpstr (sluice_node_get_text (node, &length), ==, row->lexeme);
  g_assert_cmpuint (length, ==, strlen (row->lexeme));
  g_assert_cmpint (sluice_node_get_int (node, &integer), ==, row->is_integer);
  g_assert_cmpint (integer, ==, row->is_integer ? row->integer : 77);
  if (row->number < G_MAXDOUBLE)
    g_assert_cmpfloat (sluice_node_get_double (node), ==, row->number);
  else
    g_assert_cmpfloat (sluice_node_get_double (node), >=, row->number);
}

static const char people[] =
  "{\"people\":[{\"name\":\"Ann\",\"a/b~c\":[true,false]},{\"name\":null,\"long\":\"more than seven\"}],"
  "\"\":{\"\":1},\"n\":-1.5}";

static void
test_access (void)
{
  g_autoptr(SluiceParser) parser = parse (people);
  SluiceNode *root = sluice_parser_get_root (parser), *array, *ann;
  gsize length;

  g_test_summary ("Members, elements and values are where the text has them");

  g_assert_cmpint (sluice_node_get_node_type (root), ==, SLUICE_NODE_OBJECT);
  g_assert_cmpint (sluice_node_get_phase (root), ==, SLUICE_PHASE_CLOSED);
  g_assert_cmpint (sluice_node_get_verdict (root), ==, SLUICE_VERDICT_OPEN);
  g_assert_cmpint (sluice_node_get_exposure (root), ==, SLUICE_EXPOSURE_EXACT);
  g_assert_cmpuint (sluice_node_get_n_children (root), ==, 3);
  g_assert_null (sluice_node_get_parent (root));
  g_assert_null (sluice_node_get_key (root));
  g_assert_null (sluice_node_get_next_sibling (root));
  g_assert_null (sluice_node_get_text (root, &length));
  g_assert_cmpuint (length, ==, 0);

  array = sluice_node_get_member (root, "people");
  g_assert_true (sluice_node_get_first_child (root) == array);
  g_assert_true (sluice_node_get_parent (array) == root);
  g_assert_cmpstr (sluice_node_get_key (array), ==, "people");
  g_assert_cmpuint (sluice_node_get_n_children (array), ==, 2);

  ann = sluice_node_get_first_child (array);
  g_assert_null (sluice_node_get_key (ann));
  g_assert_cmpuint (sluice_node_get_index (ann), ==, 0);
  g_assert_cmpuint (sluice_node_get_index (sluice_node_get_next_sibling (ann)), ==, 1);
  g_assert_true (sluice_node_get_last_child (array) == sluice_node_get_next_sibling (ann));
  g_assert_null (sluice_node_get_next_sibling (sluice_node_get_last_child (array)));

  g_assert_cmpstr (sluice_node_get_text (sluice_node_get_member (ann, "name"), &length), ==, "Ann");
  g_assert_cmpuint (length, ==, 3);
  g_assert_null (sluice_node_get_member (ann, "nam"));
  g_assert_null (sluice_node_get_member (ann, "people"));
  g_assert_null (sluice_node_get_member (array, "name"));
  g_assert_cmpuint (sluice_node_get_n_children (sluice_node_get_member (ann, "name")), ==, 0);
  g_assert_null (sluice_node_get_first_child (sluice_node_get_member (ann, "name")));
  g_assert_null (sluice_node_get_last_child (sluice_node_get_member (ann, "name")));

  g_assert_true (sluice_node_get_boolean (sluice_node_get_at (ann, "/a~1b~0c/0")));
  g_assert_false (sluice_node_get_boolean (sluice_node_get_at (ann, "/a~1b~0c/1")));
  g_assert_false (sluice_node_get_boolean (ann));
  g_assert_false (sluice_node_get_int (ann, NULL));
  g_assert_cmpfloat (sluice_node_get_double (ann), ==, 0);
  g_assert_false (sluice_node_is_repaired (ann));
  g_assert_cmpstr (sluice_node_get_text (sluice_node_get_at (root, "/people/1/long"), NULL), ==,
                   "more than seven");
}

typedef struct
{
  const char *pointer;
  gboolean    found;
} PointerCase;

static const PointerCase pointer_cases[] = {
  { "", TRUE }, { "/people", TRUE }, { "/people/0", TRUE }, { "/people/1/name", TRUE },
  { "/people/0/a~1b~0c/1", TRUE }, { "/", TRUE }, { "//", TRUE }, { "/n", TRUE },
  { "people", FALSE }, { "/people/2", FALSE }, { "/people/01", FALSE }, { "/people/", FALSE },
  { "/people/-", FALSE }, { "/people/0x", FALSE }, { "/people/99999999999999999999", FALSE },
  { "/people/4294967296", FALSE }, { "/people/0/a~2b", FALSE }, { "/people/0/a~", FALSE },
  { "/n/0", FALSE }, { "/people/name", FALSE }, { "///", FALSE },
};

static void
test_pointers (void)
{
  g_autoptr(SluiceParser) parser = parse (people);
  SluiceNode *root = sluice_parser_get_root (parser);

  g_test_summary ("JSON Pointers find nodes, and nodes know theirs");

  for (guint i = 0; i < G_N_ELEMENTS (pointer_cases); i++)
    {
      SluiceNode *node = sluice_node_get_at (root, pointer_cases[i].pointer);
      g_autofree char *path = node != NULL ? sluice_node_dup_path (node) : NULL;

      g_test_message ("pointer %s", pointer_cases[i].pointer);
      g_assert_cmpint (node != NULL, ==, pointer_cases[i].found);
      if (node != NULL)
        g_assert_cmpstr (path, ==, pointer_cases[i].pointer);
    }
}

static void
test_references (void)
{
  SluiceParser *parser = parse (people);
  SluiceNode *node = sluice_node_ref (sluice_node_get_at (sluice_parser_get_root (parser),
                                                          "/people/1/long"));
  SluiceNode *boxed = g_boxed_copy (SLUICE_TYPE_NODE, node);
  GError *error = NULL;

  g_test_summary ("A node keeps its document, when the parser reads another or is gone");

  sluice_parser_reset (parser);
  sluice_parser_push (parser, "[1]", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_node_get_text (node, NULL), ==, "more than seven");

  g_assert_finalize_object (parser);
  g_assert_cmpstr (sluice_node_get_text (node, NULL), ==, "more than seven");
  g_assert_cmpstr (sluice_node_get_key (node), ==, "long");

  sluice_node_unref (node);
  g_assert_cmpuint (sluice_node_get_n_children (sluice_node_get_parent (boxed)), ==, 2);
  g_boxed_free (SLUICE_TYPE_NODE, boxed);
}

typedef struct
{
  const char    *text;      /* pushed so far */
  const char    *pointer;
  SluicePhase    phase;
  SluiceNodeType type;
  SluiceExposure exposure;
  const char    *shown;     /* text, NULL where there is none */
  guint          start, end;
} PhaseCase;

static const PhaseCase phase_cases[] = {
  { "{", "", SLUICE_PHASE_STREAMING, SLUICE_NODE_OBJECT, SLUICE_EXPOSURE_PREFIX, NULL, 0, 1 },
  { "{\"a\"", "/a", SLUICE_PHASE_OPENING, SLUICE_NODE_UNKNOWN, SLUICE_EXPOSURE_NONE, NULL, 4, 4 },
  { "{\"a\": ", "/a", SLUICE_PHASE_OPENING, SLUICE_NODE_UNKNOWN, SLUICE_EXPOSURE_NONE, NULL, 4, 4 },
  { "[ \"", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_NONE, "", 2, 3 },
  { "[ \"ab", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_PREFIX, "ab", 2, 5 },
  { "[ \"ab\\", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_PREFIX, "ab", 2, 5 },
  { "[ \"ab\\u00", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_PREFIX, "ab", 2, 5 },
  { "[ \"ab\\ud83d\\ude0", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_PREFIX, "ab", 2, 5 },
  { "[ \"ab\303", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_STRING, SLUICE_EXPOSURE_PREFIX, "ab", 2, 5 },
  { "[ \"ab\"", "/0", SLUICE_PHASE_CLOSED, SLUICE_NODE_STRING, SLUICE_EXPOSURE_EXACT, "ab", 2, 6 },
  { "[ -", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_NUMBER, SLUICE_EXPOSURE_NONE, "-", 2, 3 },
  { "[ -12.", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_NUMBER, SLUICE_EXPOSURE_NONE, "-12.", 2, 6 },
  { "[ -12 ", "/0", SLUICE_PHASE_CLOSED, SLUICE_NODE_NUMBER, SLUICE_EXPOSURE_EXACT, "-12", 2, 5 },
  { "[ t", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_BOOLEAN, SLUICE_EXPOSURE_NONE, NULL, 2, 3 },
  { "[ true", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_BOOLEAN, SLUICE_EXPOSURE_NONE, NULL, 2, 6 },
  { "[ true,", "/0", SLUICE_PHASE_CLOSED, SLUICE_NODE_BOOLEAN, SLUICE_EXPOSURE_EXACT, NULL, 2, 6 },
  { "[ nul", "/0", SLUICE_PHASE_STREAMING, SLUICE_NODE_NULL, SLUICE_EXPOSURE_NONE, NULL, 2, 5 },
  { "[ null\n", "/0", SLUICE_PHASE_CLOSED, SLUICE_NODE_NULL, SLUICE_EXPOSURE_EXACT, NULL, 2, 6 },
  { "[[1], ", "", SLUICE_PHASE_STREAMING, SLUICE_NODE_ARRAY, SLUICE_EXPOSURE_PREFIX, NULL, 0, 6 },
  { "[[1], ", "/0", SLUICE_PHASE_CLOSED, SLUICE_NODE_ARRAY, SLUICE_EXPOSURE_EXACT, NULL, 1, 4 },
};

static void
test_phases (void)
{
  g_test_summary ("Phase, type, exposure and text of a node that is arriving");

  for (guint i = 0; i < G_N_ELEMENTS (phase_cases); i++)
    {
      const PhaseCase *row = &phase_cases[i];
      g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
      g_autoptr(GError) error = NULL;
      SluiceNode *node;

      g_test_message ("row %u", i);
      sluice_parser_push (parser, row->text, -1, &error);
      g_assert_no_error (error);

      node = sluice_node_get_at (sluice_parser_get_root (parser), row->pointer);
      g_assert_nonnull (node);
      g_assert_cmpint (sluice_node_get_phase (node), ==, row->phase);
      g_assert_cmpint (sluice_node_get_node_type (node), ==, row->type);
      g_assert_cmpint (sluice_node_get_exposure (node), ==, row->exposure);
      g_assert_cmpstr (sluice_node_get_text (node, NULL), ==, row->shown);
      g_assert_cmpuint (sluice_node_get_start (node), ==, row->start);
      g_assert_cmpuint (sluice_node_get_end (node), ==, row->end);
      if (row->phase != SLUICE_PHASE_CLOSED)
        g_assert_false (sluice_node_get_int (node, NULL));
    }
}

static void
test_superseded (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  SluiceNode *root, *first, *second;

  g_test_summary ("A later member of the same name takes the place of the earlier one");

  sluice_parser_push (parser, "{\"a\":\"first value\",\"b\":2", -1, NULL);
  root = sluice_parser_get_root (parser);
  first = sluice_node_get_member (root, "a");

  sluice_parser_push (parser, ",\"a\"", -1, NULL);
  second = sluice_node_get_member (root, "a");
  g_assert_true (second != first);
  g_assert_cmpint (sluice_node_get_phase (second), ==, SLUICE_PHASE_OPENING);
  g_assert_cmpint (sluice_node_get_phase (first), ==, SLUICE_PHASE_SUPERSEDED);
  g_assert_cmpint (sluice_node_get_exposure (first), ==, SLUICE_EXPOSURE_EXACT);
  g_assert_cmpstr (sluice_node_get_text (first, NULL), ==, "first value");
  g_assert_null (sluice_node_get_next_sibling (first));
  g_assert_true (sluice_node_get_parent (first) == root);
  g_assert_cmpuint (sluice_node_get_n_children (root), ==, 2);
  g_assert_cmpstr (sluice_node_get_key (sluice_node_get_first_child (root)), ==, "b");
  g_assert_true (sluice_node_get_last_child (root) == second);
}

/* Replaces members of a large object in an order that meets every case: first, last, in the middle,
 * behind others that were replaced. */
static void
test_many_members (void)
{
  enum { N = 1000 };
  g_autoptr(SluiceParser) parser = NULL;
  g_autoptr(GString) text = g_string_new ("{");
  SluiceNode *root, *node;
  guint n = 0;

  g_test_summary ("Members of a large object are found by name, and superseded in any order");

  for (guint i = 0; i < N; i++)
    g_string_append_printf (text, "\"k%u\":{\"k%u\":%u},", i, i, i);
  for (guint i = 0; i < N; i += 3)
    g_string_append_printf (text, "\"k%u\":[%u],", (i * 7) % N, i);
  g_string_append (text, "\"k0\":0}");

  parser = parse (text->str);
  root = sluice_parser_get_root (parser);
  g_assert_cmpuint (sluice_node_get_n_children (root), ==, N);

  for (node = sluice_node_get_first_child (root); node != NULL;
       node = sluice_node_get_next_sibling (node))
    {
      g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CLOSED);
      g_assert_true (sluice_node_get_member (root, sluice_node_get_key (node)) == node);
      n++;
    }
  g_assert_cmpuint (n, ==, N);
  g_assert_cmpstr (sluice_node_get_key (sluice_node_get_last_child (root)), ==, "k0");
}

static void
test_arrivals (void)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(GString) text = g_string_new ("[");
  SluiceNode *node;
  guint first, last;

  g_test_summary ("A node knows the events that carried it and when they came");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s%03u", i > 0 ? "," : "", i % 900 + 100);
  g_string_append_c (text, ']');

  /* The first byte has no mark; then one for every 5 bytes, with gaps in events and times. */
  sluice_parser_push (parser, text->str, 1, NULL);
  for (guint i = 1; i < text->len; i += 5)
    {
      sluice_parser_set_arrival (parser, (gint64) i * i * 1000 - 50000, i * 3);
      sluice_parser_push (parser, text->str + i, MIN (5, text->len - i), NULL);
    }

  g_assert_cmpint (sluice_node_get_first_arrival (sluice_parser_get_root (parser)), ==, -1);
  g_assert_false (sluice_node_get_events (sluice_parser_get_root (parser), NULL, NULL));

  for (node = sluice_node_get_first_child (sluice_parser_get_root (parser)); node != NULL;
       node = sluice_node_get_next_sibling (node))
    {
      gint64 from = (sluice_node_get_start (node) - 1) / 5 * 5 + 1;
      gint64 to = (sluice_node_get_end (node) - 2) / 5 * 5 + 1;

      g_assert_cmpint (sluice_node_get_first_arrival (node), ==, from * from * 1000 - 50000);
      g_assert_cmpint (sluice_node_get_last_arrival (node), ==, to * to * 1000 - 50000);
      g_assert_true (sluice_node_get_events (node, &first, &last));
      g_assert_cmpuint (first, ==, from * 3);
      g_assert_cmpuint (last, ==, to * 3);
    }
}

static void
test_arrival_sizes (void)
{
  /* Around the sizes at which a mark takes more bytes. */
  static const guint sizes[] = { 1, 2, 126, 127, 128, 253, 254, 255, 256, 257, 20000, 3 };
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  gint64 time = 0;
  SluiceNode *node;

  g_test_summary ("Events that follow each other are told apart whatever their size and pace");

  sluice_parser_push (parser, "[", 1, NULL);
  for (guint i = 0; i < 500; i++)
    {
      guint size = sizes[i % G_N_ELEMENTS (sizes)];
      g_autofree char *text = g_strnfill (size + 1, ' ');

      text[0] = '0' + i % 10;
      text[size] = ',';
      sluice_parser_set_arrival (parser, time += i * 37 % 40000, i);
      sluice_parser_push (parser, text, size + 1, NULL);
    }

  time = 0;
  node = sluice_node_get_first_child (sluice_parser_get_root (parser));
  for (guint i = 0; i < 500; i++, node = sluice_node_get_next_sibling (node))
    {
      guint first, last;

      g_assert_cmpint (sluice_node_get_first_arrival (node), ==, time += i * 37 % 40000);
      g_assert_true (sluice_node_get_events (node, &first, &last));
      g_assert_cmpuint (first, ==, i);
      g_assert_cmpuint (last, ==, i);
    }
}

static void
test_arrival_extremes (void)
{
  static const gint64 times[] = { 0, G_MAXINT64, G_MININT64, -1, 1, G_MAXINT64 };
  static const guint events[] = { 0, G_MAXUINT, 0, 7, 7, 3 };
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  SluiceNode *node;

  g_test_summary ("Any time and any event number can be marked");

  sluice_parser_push (parser, "[", 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      sluice_parser_set_arrival (parser, times[i], events[i]);
      sluice_parser_push (parser, "1,", 2, NULL);
    }

  node = sluice_node_get_first_child (sluice_parser_get_root (parser));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      guint event;

      g_assert_cmpint (sluice_node_get_first_arrival (node), ==, times[i]);
      g_assert_true (sluice_node_get_events (node, &event, NULL));
      g_assert_cmpuint (event, ==, events[i]);
      node = sluice_node_get_next_sibling (node);
    }
}

static void
test_names (void)
{
  g_autoptr(SluiceParser) parser = parse ("[{\"a\\u0000b\":1,\"a\":2},{\"a\\u0000b\":3}]");
  SluiceNode *second = sluice_node_get_at (sluice_parser_get_root (parser), "/1");
  SluiceNode *first = sluice_node_get_at (sluice_parser_get_root (parser), "/0");
  gsize length;

  g_test_summary ("A name is kept once for all objects, and may contain U+0000");

  g_assert_cmpmem (sluice_node_get_name (sluice_node_get_first_child (first), &length), 3, "a\0b", 3);
  g_assert_cmpuint (length, ==, 3);
  g_assert_true (sluice_node_get_key (sluice_node_get_first_child (first))
                 == sluice_node_get_key (sluice_node_get_first_child (second)));
  g_assert_cmpstr (sluice_node_get_text (sluice_node_get_member (first, "a"), NULL), ==, "2");
  g_assert_null (sluice_node_get_member (second, "a"));
  g_assert_cmpint (sizeof (SluiceNode), <=, 40);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/node/number/", number_cases[i].name, NULL);

      g_test_add_data_func (path, &number_cases[i], test_number);
    }
  g_test_add_func ("/node/access", test_access);
  g_test_add_func ("/node/pointers", test_pointers);
  g_test_add_func ("/node/references", test_references);
  g_test_add_func ("/node/phases", test_phases);
  g_test_add_func ("/node/superseded", test_superseded);
  g_test_add_func ("/node/many-members", test_many_members);
  g_test_add_func ("/node/arrivals", test_arrivals);
  g_test_add_func ("/node/arrival-sizes", test_arrival_sizes);
  g_test_add_func ("/node/arrival-extremes", test_arrival_extremes);
  g_test_add_func ("/node/names", test_names);

  return g_test_run ();
}
