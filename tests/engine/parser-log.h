/* parser-log.h: what a parser tells its observers, as text that can be compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs of a string's growth are joined where they follow each other here and there, so the log of
 * a text must be the same however the text is split (law L5). Laws that concern one event and the
 * next are asserted on the way.
 */
#pragma once

#include <string.h>

#include "json/sluice-observer-private.h"
#include "json/sluice-parser.h"
#include "json/sluice-writer.h"

typedef struct
{
  GString    *lines;
  SluiceNode *run_node;     /* the string or number that grew last */
  gsize       run_from;
  gsize       run_length;
  gsize       run_offset;
  GString    *key;          /* the name so far */
  GHashTable *types;        /* SluiceNode* -> type it opened with */
  guint       n_events;
} ParserLog;

static void
parser_log_flush (ParserLog *log)
{
  g_autofree char *path = NULL;

  if (log->run_node == NULL)
    return;

  path = sluice_node_dup_path (log->run_node);
  g_string_append_printf (log->lines, "grew %s ", path);
  sluice_writer_append_string (log->lines,
                               sluice_node_get_text (log->run_node, NULL) + log->run_from,
                               log->run_length);
  g_string_append_printf (log->lines, " @%" G_GSIZE_FORMAT "\n", log->run_offset);
  log->run_node = NULL;
}

static void
parser_log_add (ParserLog  *log,
                const char *event,
                SluiceNode *node)
{
  g_autofree char *path = sluice_node_dup_path (node);

  parser_log_flush (log);
  g_string_append_printf (log->lines, "%s %s", event, path);
  log->n_events++;
}

static void
parser_log_key (gpointer    observer,
                SluiceNode *object,
                const char *text,
                gsize       length,
                gsize       from,
                gsize       offset,
                gboolean    closed)
{
  ParserLog *log = observer;

  parser_log_flush (log);
  g_assert_cmpuint (from, ==, log->key->len);
  g_assert_cmpuint (from, <=, length);
  g_assert_cmpmem (text, from, log->key->str, log->key->len);
  g_assert_cmpint (sluice_node_get_node_type (object), ==, SLUICE_NODE_OBJECT);
  g_string_append_len (log->key, text + from, length - from);

  if (!closed)
    return;

  parser_log_add (log, "key", object);
  g_string_append_c (log->lines, ' ');
  sluice_writer_append_string (log->lines, text, length);
  g_string_append_c (log->lines, '\n');
  g_string_truncate (log->key, 0);
}

static void
parser_log_opening (gpointer    observer,
                    SluiceNode *node)
{
  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_OPENING);
  g_assert_cmpint (sluice_node_get_node_type (node), ==, SLUICE_NODE_UNKNOWN);
  g_assert_nonnull (sluice_node_get_key (node));
  g_assert_true (sluice_node_get_last_child (sluice_node_get_parent (node)) == node);

  parser_log_add (observer, "opening", node);
  g_string_append_c (((ParserLog *) observer)->lines, '\n');
}

static void
parser_log_opened (gpointer    observer,
                   SluiceNode *node)
{
  ParserLog *log = observer;
  SluiceNodeType type = sluice_node_get_node_type (node);

  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_STREAMING);
  g_assert_cmpint (type, !=, SLUICE_NODE_UNKNOWN);
  g_assert_true (g_hash_table_insert (log->types, node, GINT_TO_POINTER (type)));

  parser_log_add (log, "opened", node);
  g_string_append_printf (log->lines, " %d @%" G_GSIZE_FORMAT "\n", type,
                          sluice_node_get_start (node));
}

static void
parser_log_grew (gpointer    observer,
                 SluiceNode *node,
                 gsize       from,
                 gsize       offset)
{
  ParserLog *log = observer;
  gsize length;
  const char *text = sluice_node_get_text (node, &length);

  g_assert_nonnull (text);
  g_assert_cmpuint (from, <, length);
  g_assert_cmpint (text[length], ==, '\0');
  g_assert_true (g_utf8_validate_len (text, length, NULL) || memchr (text, 0, length) != NULL);

  if (log->run_node == node && log->run_from + log->run_length == from
      && log->run_offset + log->run_length == offset)
    {
      log->run_length = length - log->run_from;
      return;
    }

  parser_log_flush (log);
  log->run_node = node;
  log->run_from = from;
  log->run_length = length - from;
  log->run_offset = offset;
}

static void
parser_log_end (ParserLog  *log,
                const char *event,
                SluiceNode *node)
{
  g_autofree char *json = sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 0);
  gpointer type = g_hash_table_lookup (log->types, node);

  g_assert_cmpint (sluice_node_get_node_type (node), ==, GPOINTER_TO_INT (type));

  parser_log_add (log, event, node);
  g_string_append_printf (log->lines, " %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s\n",
                          sluice_node_get_start (node), sluice_node_get_end (node), json);
}

static void
parser_log_closed (gpointer    observer,
                   SluiceNode *node)
{
  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CLOSED);
  parser_log_end (observer, "closed", node);
}

static void
parser_log_cut (gpointer    observer,
                SluiceNode *node)
{
  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_CUT);
  parser_log_end (observer, "cut", node);
}

static void
parser_log_superseded (gpointer    observer,
                       SluiceNode *node)
{
  g_assert_cmpint (sluice_node_get_phase (node), ==, SLUICE_PHASE_SUPERSEDED);
  parser_log_end (observer, "superseded", node);
}

static void
parser_log_repaired (gpointer            observer,
                     const SluiceRepair *repair)
{
  ParserLog *log = observer;
  g_autofree char *path = repair->node != NULL ? sluice_node_dup_path (repair->node)
                                               : g_strdup ("-");

  parser_log_flush (log);
  if (repair->node != NULL)
    g_assert_true (sluice_node_is_repaired (repair->node));
  g_string_append_printf (log->lines, "repaired %s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT " %s\n",
                          sluice_repair_kind_to_string (repair->kind), repair->start, repair->end,
                          path);
}

static const SluiceObserver parser_log_functions = {
  .key = parser_log_key,
  .opening = parser_log_opening,
  .opened = parser_log_opened,
  .grew = parser_log_grew,
  .closed = parser_log_closed,
  .cut = parser_log_cut,
  .superseded = parser_log_superseded,
  .repaired = parser_log_repaired,
};

static ParserLog *
parser_log_new (SluiceParser *parser)
{
  ParserLog *log = g_new0 (ParserLog, 1);

  log->lines = g_string_new (NULL);
  log->key = g_string_new (NULL);
  log->types = g_hash_table_new (NULL, NULL);
  sluice_parser_set_observer (parser, 1, &parser_log_functions, log);
  return log;
}

static void
parser_log_free (ParserLog *log)
{
  g_string_free (log->lines, TRUE);
  g_string_free (log->key, TRUE);
  g_hash_table_unref (log->types);
  g_free (log);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParserLog, parser_log_free)

/* Ways to split a text: whole, byte by byte, and at random with a seed. */
#define N_SPLITS 12

static gsize
parser_log_next_piece (guint  split,
                       GRand *rand,
                       gsize  left)
{
  gsize n;

  if (split == 0)
    return left;
  if (split == 1)
    return 1;

  n = g_rand_int_range (rand, 1, split < 7 ? 9 : 40);
  return MIN (left, n);
}

/* Pushes a text in pieces that are copied, each to a place of its own, so that reading beyond one
 * is seen by the address sanitizer. */
static gboolean
parser_log_push (SluiceParser  *parser,
                 const char    *text,
                 gsize          length,
                 guint          split,
                 GError       **error)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (split);
  gboolean good = TRUE;

  for (gsize i = 0, n; i < length && good; i += n)
    {
      g_autofree char *piece = NULL;

      n = parser_log_next_piece (split, rand, length - i);
      piece = g_memdup2 (text + i, n);
      good = sluice_parser_push (parser, piece, n, error);
    }

  return good;
}

/* Whether a text is cut after a quote, and spaces, of which only the rest shows that it did not end
 * its string: the repairs are those of the whole text. */
static inline gboolean
parser_log_is_quote_open (GPtrArray  *repairs,
                          const char *text,
                          gsize       length)
{
  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      if (repair->kind == SLUICE_REPAIR_INNER_QUOTE && repair->end <= length
          && repair->end + strspn (text + repair->end, " \n\r\t") >= length)
        return TRUE;
    }

  return FALSE;
}
