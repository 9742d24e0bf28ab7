/* fuzz-parser.c: the parser, strict and tolerant: never a crash, never a difference between splits
 *
 * The first byte of the input chooses the dialect and the seed of the splits; the rest is the text.
 * The text is read whole and in random pieces: both must give the same value, the same repairs and
 * the same end (law L5), and what was visible of a number or string may only grow (L2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static SluiceParser *
make_parser (guint8 choice)
{
  SluiceParser *parser = (choice & 1) ? sluice_parser_new_strict () : sluice_parser_new ();

  sluice_parser_set_expect_container (parser, (choice & 2) != 0);
  return parser;
}

static char *
describe (SluiceParser *parser,
          gboolean      finished)
{
  GString *text = g_string_new (finished ? "finished\n" : "stopped\n");
  GPtrArray *repairs = sluice_parser_get_repairs (parser);
  SluiceNode *root = sluice_parser_get_root (parser);
  g_autofree char *json = root ? sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0) : NULL;

  g_string_append_printf (text, "%s\n", json ? json : "nothing");
  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      g_string_append_printf (text, "%s %zu %zu\n", sluice_repair_kind_to_string (repair->kind),
                              repair->start, repair->end);
    }
  return g_string_free (text, FALSE);
}

static char *
read_text (guint8      choice,
           const char *text,
           gsize       length,
           GRand      *rand)
{
  g_autoptr(SluiceParser) parser = make_parser (choice);
  gboolean good = TRUE;

  for (gsize at = 0; at < length && good;)
    {
      gsize piece = rand ? MIN ((gsize) g_rand_int_range (rand, 1, 9), length - at) : length - at;

      good = sluice_parser_push (parser, text + at, piece, NULL);
      at += piece;
    }
  good = good && sluice_parser_finish (parser, NULL);
  return describe (parser, good);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GRand) rand = NULL;
  g_autofree char *whole = NULL, *split = NULL;

  if (size < 1)
    return 0;
  rand = g_rand_new_with_seed (data[0]);
  whole = read_text (data[0], (const char *) data + 1, size - 1, NULL);
  split = read_text (data[0], (const char *) data + 1, size - 1, rand);
  if (!g_str_equal (whole, split))
    g_error ("whole and split differ:\n%s---\n%s", whole, split);
  return 0;
}
