/* read-splits.h: a text in several splits: never a difference between them
 *
 * Each input is read whole and in one other way, which its first byte chooses with the seed of the
 * split: the same bytes with another first byte are another input. In random pieces and byte by byte
 * all must give the same value, the same repairs and the same end (law L5). Byte by byte, nothing
 * that was seen may go: types stay (L1), texts and containers only grow (L2), and what is closed is
 * final (L3). Where elements are released as they close, the repairs and the end are the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>
#include <string.h>

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

typedef struct
{
  const char *bytes;
  gsize       length;
  gboolean    strict;
  gboolean    expect_container;
} Text;

static SluiceParser *
make_parser (const Text *text)
{
  return g_object_new (SLUICE_TYPE_PARSER, "strict", text->strict, "expect-container",
                       text->expect_container, "max-depth", MAX_DEPTH, NULL);
}

/* Quicker than printf, which would take longer than the reading. */
static void
append_number (GString *text,
               gsize    number)
{
  char digits[24];
  guint n = 0;

  do
    digits[n++] = '0' + number % 10;
  while ((number /= 10) > 0);
  while (n > 0)
    g_string_append_c (text, digits[--n]);
  g_string_append_c (text, ' ');
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

      g_string_append_c (text, 'a' + repair->kind);
      append_number (text, repair->start);
      append_number (text, repair->end);
    }
  g_string_append_c (text, '\n');
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
read_pieces (const Text *text,
             GRand      *rand)
{
  g_autoptr(SluiceParser) parser = make_parser (text);
  gboolean good = TRUE;

  for (gsize at = 0; at < text->length && good;)
    {
      gsize piece = text->length - at;

      if (rand)
        {
          gsize drawn = g_rand_int_range (rand, 1, 9);

          piece = MIN (drawn, piece);
        }
      good = sluice_parser_push (parser, text->bytes + at, piece, NULL);
      at += piece;
    }
  good = good && sluice_parser_finish (parser, NULL);
  return describe (parser, good);
}

static char *
read_bytes (const Text *text)
{
  g_autoptr(SluiceParser) parser = make_parser (text);
  Watch watch = { .text = g_string_new (NULL) };
  gboolean good = TRUE;

  for (gsize at = 0; at < text->length && good; at++)
    {
      good = sluice_parser_push (parser, text->bytes + at, 1, NULL);
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
read_releasing (const Text *text,
                GRand      *rand)
{
  g_autoptr(SluiceParser) parser = make_parser (text);
  gboolean good = TRUE;

  for (gsize at = 0; at < text->length && good; at++)
    {
      sluice_parser_set_arrival (parser, at, at);
      good = sluice_parser_push (parser, text->bytes + at, 1, NULL);
      release_some (parser, rand);
    }
  good = good && sluice_parser_finish (parser, NULL);
  g_free (describe (parser, good));
  return describe_end (parser, good);
}

static void
compare_split (const char *whole,
               const char *split,
               const char *way)
{
  if (!g_str_equal (whole, split))
    g_error ("whole and %s differ:\n%s---\n%s", way, whole, split);
}

/* The first byte: which way, whether a container is expected, and the seed. */
static void
check_splits (const guint8 *data,
              gsize         size,
              gboolean      strict)
{
  Text text = { (const char *) data + 1, size - 1, strict, (data[0] & 4) != 0 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (data[0]);
  g_autofree char *whole = read_pieces (&text, NULL), *split = NULL;

  switch (data[0] & 3)
    {
    case 0:
    case 1:
      split = read_pieces (&text, rand);
      compare_split (whole, split, "pieces");
      break;
    case 2:
      split = read_bytes (&text);
      compare_split (whole, split, "bytes");
      break;
    default:
      split = read_releasing (&text, rand);
      if (!g_str_has_prefix (whole, split))
        g_error ("what is released makes a difference:\n%s---\n%s", whole, split);
      break;
    }
}
