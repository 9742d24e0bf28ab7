/* fuzz-parser.c: the parser, strict and tolerant: never a crash, never a difference between splits
 *
 * The first byte of the input chooses the dialect and the seed of the splits; the rest is the text.
 * The text is read whole, in random pieces, and byte by byte: all must give the same value, the same
 * repairs and the same end (law L5). Byte by byte, nothing that was seen may go: types stay (L1),
 * texts and containers only grow (L2), and what is closed is final (L3). Once more, elements are
 * released as they close: the same repairs and the same end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Every byte is followed by a look at every open node: more of them teach nothing new. */
#define MAX_DEPTH 48

/* Our own looking must not pass for something that the input reached. */
#define NOT_TRACED __attribute__ ((no_sanitize ("coverage")))

/* What was seen of a node. */
typedef struct
{
  SluiceNode     *node;
  SluiceNodeType  type;
  SluicePhase     phase;
  gsize           n_children;
} Seen;

/* What was seen on the way to the last node: nothing else can change. Only its end has a text. */
typedef struct
{
  Seen     nodes[MAX_DEPTH + 1];
  guint    n;
  GString *text;
} Watch;

static SluiceParser *
make_parser (guint8 choice)
{
  return g_object_new (SLUICE_TYPE_PARSER, "strict", (choice & 1) != 0, "expect-container",
                       (choice & 2) != 0, "max-depth", MAX_DEPTH, NULL);
}

static char *
describe_end (SluiceParser *parser,
              gboolean      finished)
{
  GString *text = g_string_new (finished ? "finished\n" : "stopped\n");
  GPtrArray *repairs = sluice_parser_get_repairs (parser);

  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      g_string_append_printf (text, "%s %zu %zu\n", sluice_repair_kind_to_string (repair->kind),
                              repair->start, repair->end);
    }
  return g_string_free (text, FALSE);
}

static char *
describe (SluiceParser *parser,
          gboolean      finished)
{
  SluiceNode *root = sluice_parser_get_root (parser);
  g_autofree char *json = root ? sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0) : NULL;
  g_autofree char *end = describe_end (parser, finished);

  return g_strconcat (end, json ? json : "nothing", NULL);
}

NOT_TRACED static void
check_node (const Seen *seen)
{
  SluicePhase phase = sluice_node_get_phase (seen->node);
  gsize n_children = sluice_node_get_n_children (seen->node);

  if (seen->type != SLUICE_NODE_UNKNOWN && sluice_node_get_node_type (seen->node) != seen->type)
    g_error ("a type changed");
  if (phase < seen->phase)
    g_error ("a phase went back");
  if (seen->phase == SLUICE_PHASE_CLOSED && phase != seen->phase && phase != SLUICE_PHASE_SUPERSEDED)
    g_error ("a closed node was cut");
  if (seen->phase >= SLUICE_PHASE_CLOSED && n_children != seen->n_children)
    g_error ("a closed node changed");
}

/* Whoever is no longer on the way to the last node must be closed or cut. */
NOT_TRACED static void
check_way (const Watch *watch,
           SluiceNode  *root)
{
  SluiceNode *node = root;

  for (guint i = 0; i < watch->n; i++)
    {
      check_node (&watch->nodes[i]);
      if (watch->nodes[i].node != node
          && sluice_node_get_phase (watch->nodes[i].node) < SLUICE_PHASE_CLOSED)
        g_error ("an open node is gone");
      node = node ? sluice_node_get_last_child (node) : NULL;
    }
}

NOT_TRACED static void
check_text (const Watch *watch)
{
  gsize length;
  const char *text;

  if (watch->n == 0)
    return;
  text = sluice_node_get_text (watch->nodes[watch->n - 1].node, &length);
  if (watch->text->len > 0
      && (!text || length < watch->text->len || memcmp (text, watch->text->str, watch->text->len)))
    g_error ("a text changed where it had been seen");
}

/* Compares the tree with what was seen of it, and sees it again. */
NOT_TRACED static void
watch_tree (Watch        *watch,
            SluiceParser *parser)
{
  SluiceNode *root = sluice_parser_get_root (parser), *last = NULL;
  const char *text = NULL;
  gsize length;

  check_way (watch, root);
  check_text (watch);

  watch->n = 0;
  for (SluiceNode *node = root; node; node = sluice_node_get_last_child (node))
    {
      watch->nodes[watch->n++] = (Seen) {
        node, sluice_node_get_node_type (node), sluice_node_get_phase (node),
        sluice_node_get_n_children (node),
      };
      last = node;
    }
  if (last)
    text = sluice_node_get_text (last, &length);
  g_string_truncate (watch->text, 0);
  if (text)
    g_string_append_len (watch->text, text, length);
}

static char *
read_pieces (guint8      choice,
             const char *text,
             gsize       length,
             GRand      *rand)
{
  g_autoptr(SluiceParser) parser = make_parser (choice);
  gboolean good = TRUE;

  for (gsize at = 0; at < length && good;)
    {
      gsize piece = length - at;

      if (rand)
        {
          gsize drawn = g_rand_int_range (rand, 1, 9);

          piece = MIN (drawn, piece);
        }
      good = sluice_parser_push (parser, text + at, piece, NULL);
      at += piece;
    }
  good = good && sluice_parser_finish (parser, NULL);
  return describe (parser, good);
}

static char *
read_bytes (guint8      choice,
            const char *text,
            gsize       length)
{
  g_autoptr(SluiceParser) parser = make_parser (choice);
  Watch watch = { .text = g_string_new (NULL) };
  gboolean good = TRUE;

  for (gsize at = 0; at < length && good; at++)
    {
      good = sluice_parser_push (parser, text + at, 1, NULL);
      watch_tree (&watch, parser);
    }
  good = good && sluice_parser_finish (parser, NULL);
  watch_tree (&watch, parser);
  g_string_free (watch.text, TRUE);
  return describe (parser, good);
}

/* Releases what is closed in one of the open arrays. */
static void
release_some (SluiceParser *parser,
              GRand        *rand)
{
  for (SluiceNode *node = sluice_parser_get_root (parser); node; node = sluice_node_get_last_child (node))
    {
      SluiceNode *element = sluice_node_get_first_child (node);

      if (sluice_node_get_node_type (node) != SLUICE_NODE_ARRAY || !element
          || sluice_node_get_phase (element) != SLUICE_PHASE_CLOSED || g_rand_int_range (rand, 0, 3) == 0)
        continue;
      g_free (sluice_node_to_json (element, SLUICE_POLICY_VALUES, 0));
      sluice_parser_release (parser, element);
      return;
    }
}

static char *
read_releasing (guint8      choice,
                const char *text,
                gsize       length,
                GRand      *rand)
{
  g_autoptr(SluiceParser) parser = make_parser (choice);
  gboolean good = TRUE;

  for (gsize at = 0; at < length && good; at++)
    {
      sluice_parser_set_arrival (parser, at, at);
      good = sluice_parser_push (parser, text + at, 1, NULL);
      release_some (parser, rand);
    }
  good = good && sluice_parser_finish (parser, NULL);
  g_free (describe (parser, good));
  return describe_end (parser, good);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *text = (const char *) data + 1;
  g_autoptr(GRand) rand = NULL;
  g_autofree char *whole = NULL, *split = NULL, *bytes = NULL, *released = NULL;

  if (size < 1)
    return 0;
  rand = g_rand_new_with_seed (data[0]);
  whole = read_pieces (data[0], text, size - 1, NULL);
  split = read_pieces (data[0], text, size - 1, rand);
  bytes = read_bytes (data[0], text, size - 1);
  if (!g_str_equal (whole, split))
    g_error ("whole and split differ:\n%s---\n%s", whole, split);
  if (!g_str_equal (whole, bytes))
    g_error ("whole and byte by byte differ:\n%s---\n%s", whole, bytes);

  released = read_releasing (data[0], text, size - 1, rand);
  if (!g_str_has_prefix (whole, released))
    g_error ("what is released makes a difference:\n%s---\n%s", whole, released);
  return 0;
}
