/* test-parser-whole.c: whole tokens are read in a quicker way, and nothing else comes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quick way is taken inside a piece of text that goes on for a while behind a token, and a
 * parser that nobody observes takes more of it. So each case stands in the middle of a long text,
 * which is read whole and in pieces of many sizes; what is told of every node must be the same.
 */
#include "config.h"

#include <string.h>

#include "damaged-json.h"
#include "json/sluice-observer-private.h"
#include "json/sluice-parser.h"

typedef struct
{
  const char *name;
  const char *token;
} TokenCase;

static const TokenCase token_cases[] = {
  { "empty-string", "\"\"" },
  { "short-string", "\"seven77\"" },
  { "string-of-8", "\"eight888\"" },
  { "string-of-15", "\"fifteen bytes 1\"" },
  { "string-of-16", "\"sixteen bytes 16\"" },
  { "string-of-17", "\"seventeen bytes 1\"" },
  { "string-of-33", "\"a string of three and thirty here\"" },
  { "spaces", "\"  a  string   with    spaces      \"" },
  { "escape-first", "\"\\n begins with an escape\"" },
  { "escape-last", "\"a string that ends with one \\\"\"" },
  { "escapes", "\"\\u0041\\ud83d\\ude00\\\\\\/\\b\\f\\n\\r\\t\\\"\"" },
  { "lone-half", "\"a string \\ud83d with half a pair\"" },
  { "other-half", "\"\\ude00\"" },
  { "bad-escape", "\"a \\q that is no escape\"" },
  { "bad-unicode", "\"\\u12x4 is no escape either\"" },
  { "not-ascii", "\"Grüße aus 東京 😀, und noch mehr davon\"" },
  { "bad-utf8", "\"bad \xff byte and more text after it\"" },
  { "control", "\"a\tcontrol in the string\"" },
  { "inner-quote", "\"he said \"no\" to it\"" },
  { "spaced-quote", "\"string\"   " },
  { "zero", "0" },
  { "minus-zero", "-0" },
  { "digits-7", "1234567" },
  { "digits-8", "12345678" },
  { "digits-24", "123456789012345678901234" },
  { "digits-25", "1234567890123456789012345" },
  { "digits-40", "1234567890123456789012345678901234567890" },
  { "fraction", "-12.50" },
  { "long-fraction", "0.12345678901234567890123" },
  { "exponents", "1e5,1E+5,-1.5e-10,0e0,0E-0" },
  { "leading-zero", "012" },
  { "lone-minus", "-" },
  { "lone-point", "1." },
  { "no-digits", ".5" },
  { "lone-exponent", "1e" },
  { "lone-sign", "1e+" },
  { "number-and-letter", "12a" },
  { "plus", "+1" },
  { "infinity", "-Infinity" },
  { "literals", "true,false,null" },
  { "spaced-literals", "true , false\t,\n null " },
  { "long-literal", "truely" },
  { "misspelled", "fulse" },
  { "python", "None" },
  { "empty-containers", "[],{},[ ],{ },[[]],[{}]" },
  { "spaced", " [ 1 , { \"k\" : [ \"a\" , \"b\" ] , \"l\" : 2 } ] " },
  { "pretty", "{\n        \"k\": 1,\n        \"l\": [\n            2\n        ]\n    }" },
  { "same-names", "{\"k\":1,\"l\":2},{\"k\":3,\"l\":4},{\"k\":5}" },
  { "other-names", "{\"k\":1,\"l\":2},{\"l\":3,\"k\":4},{\"kl\":5,\"k\":6}" },
  { "longer-names", "{\"kingdom\":1},{\"kingdom come\":2},{\"kingdom\":3},{\"kin\":4},{\"\":5},{\"\":6}" },
  { "repeated-names", "{\"k\":1,\"k\":2},{\"k\":{\"k\":1,\"k\":2},\"k\":[3]}" },
  { "escaped-names", "{\"\\u006b\":1},{\"k\":2},{\"\\u006b\":3}" },
  { "names-not-ascii", "{\"größe\":1},{\"größe\":2},{\"grö\":3}" },
  { "bare-name", "{k:1},{\"k\":2}" },
  { "no-colon", "{\"k\" 1},{\"k\"=2}" },
  { "no-comma", "{\"k\":1 \"l\":2},{\"k\":1 \"l\":2}" },
  { "trailing-comma", "[1,2,],{\"k\":1,}" },
  { "two-commas", "[1,,2]" },
  { "wrong-bracket", "[1}" },
  { "comment", "1 /* one */,2 // two\n,3" },
  { "nul", "\"a\\u0000b\",\"\\u0000\"" },
};

static const guint sizes[] = { 0, 64, 1, 2, 7, 40, 63, 65, 80, 127, 1000 };

/* The first of them are tried with everything. */
#define N_ALWAYS 2

static void
describe_node (SluiceNode *node,
               GString    *lines)
{
  g_autofree char *path = sluice_node_dup_path (node);
  gsize length = 0, name_length = 0;
  const char *text = sluice_node_get_text (node, &length);
  const char *name = sluice_node_get_key (node) != NULL ? sluice_node_get_name (node, &name_length) : "";
  g_autofree char *shown = g_base64_encode ((const guchar *) (text != NULL ? text : ""), length);
  g_autofree char *shown_name = g_base64_encode ((const guchar *) name, name_length);
  guint n = 0;

  g_string_append_printf (lines, "%s %s type %d phase %d exposure %d %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT
                          " text %s true %d repaired %d children %u index %u\n", path, shown_name,
                          sluice_node_get_node_type (node), sluice_node_get_phase (node),
                          sluice_node_get_exposure (node), sluice_node_get_start (node),
                          sluice_node_get_end (node), shown, sluice_node_get_boolean (node),
                          sluice_node_is_repaired (node), sluice_node_get_n_children (node),
                          sluice_node_get_index (node));
  if (text != NULL)
    g_assert_cmpint (text[length], ==, '\0');

  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
       child = sluice_node_get_next_sibling (child), n++)
    {
      g_assert_true (sluice_node_get_parent (child) == node);
      if (sluice_node_get_next_sibling (child) == NULL)
        g_assert_true (sluice_node_get_last_child (node) == child);
      describe_node (child, lines);
    }
  g_assert_cmpuint (n, ==, sluice_node_get_n_children (node));
}

static const SluiceObserver nothing = { 0 };

/* Everything that a parser says of a text that comes in pieces of a size, 0 = in one. */
static char *
describe_text (const char *text,
               gsize       length,
               guint       size,
               gboolean    strict,
               gboolean    observed)
{
  g_autoptr(SluiceParser) parser = strict ? sluice_parser_new_strict () : sluice_parser_new ();
  g_autoptr(GError) error = NULL;
  GString *lines = g_string_new (NULL);
  GPtrArray *repairs;
  gboolean good = TRUE;

  if (observed)
    sluice_parser_set_observer (parser, 0, &nothing, NULL);

  /* In memory of its own, so that a sanitizer sees what is read behind it. */
  for (gsize at = 0; at < length && good; at += size)
    {
      gsize n = MIN (size != 0 ? size : length, length - at);
      g_autofree char *piece = g_memdup2 (text + at, n);

      good = sluice_parser_push (parser, piece, n, &error);
      if (size == 0)
        break;
    }
  if (good)
    sluice_parser_finish (parser, &error);

  if (sluice_parser_get_root (parser) != NULL)
    describe_node (sluice_parser_get_root (parser), lines);

  repairs = sluice_parser_get_repairs (parser);
  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      g_string_append_printf (lines, "%s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "\n",
                              sluice_repair_kind_to_string (repair->kind), repair->start, repair->end);
    }
  g_string_append_printf (lines, "%s at %" G_GSIZE_FORMAT, error != NULL ? error->message : "good",
                          sluice_parser_get_offset (parser));

  return g_string_free (lines, FALSE);
}

static void
check_text (const char *text,
            gsize       length,
            guint       n_sizes)
{
  for (guint strict = 0; strict < 2; strict++)
    {
      g_autofree char *wanted = describe_text (text, length, 1, strict, FALSE);

      for (guint i = 0; i < n_sizes; i++)
        {
          g_autofree char *found = describe_text (text, length, sizes[i], strict, FALSE);
          g_autofree char *observed = describe_text (text, length, sizes[i], strict, TRUE);

          g_assert_cmpstr (found, ==, wanted);
          g_assert_cmpstr (observed, ==, wanted);
        }
    }
}

static void
test_token (gconstpointer data)
{
  const TokenCase *row = data;

  g_test_summary ("A token is the same wherever it stands in a long text, and however that is cut");

  /* Other numbers of bytes behind the token, up to more than what the quick way looks for. */
  for (guint n = 0; n < 100; n += n < 50 ? 1 : 7)
    {
      g_autofree char *fill = g_strnfill (n, 'x');
      g_autofree char *text = g_strdup_printf ("{\"first\":{\"k\":[1,\"a string\"],\"l\":null},\"list\":[true,%s],"
                                               "\"k\":{\"k\":[%s],\"l\":\"%s\"}}", row->token, row->token, fill);

      check_text (text, strlen (text), n % 10 == 0 ? G_N_ELEMENTS (sizes) : N_ALWAYS);
    }
}

static void
test_long (void)
{
  GString *text = g_string_new ("[");

  g_test_summary ("Long strings, many members and many levels are the same in every split");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%s{\"id\":%u,\"text\":\"%*u\",\"deep\":[[[{\"id\":[%u]}]]]}", i > 0 ? "," : "",
                            i, (int) i * 7, i, i);
  g_string_append (text, ",{");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%s\"name %u\":%u", i > 0 ? "," : "", i % 150, i);
  g_string_append (text, "}]");

  check_text (text->str, text->len, G_N_ELEMENTS (sizes));
  g_string_free (text, TRUE);
}

static void
test_random (void)
{
  g_test_summary ("Random values, clean and damaged, are the same in every split");

  for (guint32 seed = 1; seed <= 300; seed++)
    {
      g_autoptr(DamagedJson) document = damaged_json_new (seed, seed % 2 == 0 ? DAMAGE_ALL : 0);

      check_text (document->text->str, document->text->len, G_N_ELEMENTS (sizes));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (token_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/parser-whole/token/", token_cases[i].name, NULL);

      g_test_add_data_func (path, &token_cases[i], test_token);
    }
  g_test_add_func ("/parser-whole/long", test_long);
  g_test_add_func ("/parser-whole/random", test_random);

  return g_test_run ();
}
