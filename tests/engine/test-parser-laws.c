/* test-parser-laws.c: the laws of a growing value, over random JSON with random damage
 *
 * L1 type stability, L2 prefixes, L3 finality, L4 no false null, L5 chunk independence, L6
 * determinism, L8 agreement with one reading of the whole. A failing seed is printed;
 * SLUICE_LAWS_SEED=N tries that one alone, SLUICE_LAWS_ROUNDS=N that many times as many, and
 * SLUICE_LAWS_FIRST=N others, from that one on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <stdlib.h>
#include <json-glib/json-glib.h>

#include "damaged-json.h"
#include "parser-log.h"

typedef struct
{
  const char *name;
  guint       damage;
  guint       n_seeds;
} LawCase;

static const LawCase law_cases[] = {
  { "clean", 0, 600 },
  { "fence", DAMAGE_FENCE, 60 },
  { "prose", DAMAGE_PROSE, 60 },
  { "think", DAMAGE_THINK, 60 },
  { "comment", DAMAGE_COMMENT, 150 },
  { "trailing-comma", DAMAGE_TRAILING, 150 },
  { "missing-comma", DAMAGE_MISSING, 150 },
  { "single-quotes", DAMAGE_SINGLE, 150 },
  { "smart-quotes", DAMAGE_SMART, 150 },
  { "bare-key", DAMAGE_BARE_KEY, 150 },
  { "bare-string", DAMAGE_BARE_STRING, 150 },
  { "python-literal", DAMAGE_PYTHON, 150 },
  { "non-finite", DAMAGE_NON_FINITE, 150 },
  { "control-character", DAMAGE_CONTROL, 150 },
  { "inner-quote", DAMAGE_INNER_QUOTE, 150 },
  { "bad-escape", DAMAGE_ESCAPE, 150 },
  { "bad-utf8", DAMAGE_UTF8, 150 },
  { "extra-document", DAMAGE_EXTRA, 60 },
  { "all", DAMAGE_ALL, 1500 },
};

static void
fail_case (const DamagedJson *document,
           guint32            seed,
           const char        *law,
           const char        *found,
           const char        *wanted)
{
  g_test_message ("seed %u, %s\ntext: %s\nfound: %s\nwanted: %s", seed, law, document->text->str, found,
                  wanted);
  g_test_fail ();
}

/* L8: the value is the one that was damaged, with one repair for each deviation. */

static gint
compare_repairs (gconstpointer first,
                 gconstpointer second)
{
  const SluiceRepair *a = first, *b = second;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end < b->end ? -1 : 1;
  return (gint) a->kind - (gint) b->kind;
}

/* In the order of their places: they are reported in that of certainty. */
static char *
describe (const char *json,
          GArray     *repairs)
{
  GString *text = g_string_new (json);

  g_array_sort (repairs, compare_repairs);
  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = &g_array_index (repairs, SluiceRepair, i);

      g_string_append_printf (text, "\n%s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT,
                              sluice_repair_kind_to_string (repair->kind), repair->start, repair->end);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_parser (SluiceParser *parser)
{
  g_autoptr(GArray) repairs = g_array_new (FALSE, FALSE, sizeof (SluiceRepair));
  GPtrArray *found = sluice_parser_get_repairs (parser);
  g_autofree char *json = sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);

  for (guint i = 0; i < found->len; i++)
    g_array_append_vals (repairs, g_ptr_array_index (found, i), 1);
  return describe (json, repairs);
}

static void
check_agreement (const DamagedJson *document,
                 guint32            seed)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autofree char *wanted = describe (document->expected->str, document->repairs), *found = NULL;
  g_autoptr(GError) error = NULL;

  if (!sluice_parser_push (parser, document->text->str, document->text->len, &error)
      || !sluice_parser_finish (parser, &error))
    {
      fail_case (document, seed, "agreement", error->message, wanted);
      return;
    }
  found = describe_parser (parser);
  if (!g_str_equal (found, wanted))
    fail_case (document, seed, "agreement", found, wanted);
}

/* The repaired text is JSON, for us and for others, and is refused by a strict parser before. */
static void
check_strict (const DamagedJson *document,
              guint32            seed)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(JsonParser) other = json_parser_new ();
  g_autoptr(GError) error = NULL;
  gboolean good;

  json_parser_load_from_data (other, document->expected->str, -1, &error);
  g_assert_no_error (error);

  good = sluice_parser_push (parser, document->text->str, document->text->len, NULL)
         && sluice_parser_finish (parser, NULL);
  if (good != (document->repairs->len == 0))
    fail_case (document, seed, "a strict parser", good ? "accepts" : "refuses", "the other");

  sluice_parser_reset (parser);
  good = sluice_parser_push (parser, document->expected->str, -1, NULL)
         && sluice_parser_finish (parser, NULL);
  if (!good)
    fail_case (document, seed, "strict", "refused", document->expected->str);
}

/* The same value as another library sees it. */
static gboolean
is_same (SluiceNode *node,
         JsonNode   *other)
{
  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_OBJECT:
      if (!JSON_NODE_HOLDS_OBJECT (other)
          || json_object_get_size (json_node_get_object (other)) != sluice_node_get_n_children (node))
        return FALSE;
      for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
           child = sluice_node_get_next_sibling (child))
        {
          JsonNode *member = json_object_get_member (json_node_get_object (other),
                                                     sluice_node_get_key (child));

          if (member == NULL || !is_same (child, member))
            return FALSE;
        }
      return TRUE;
    case SLUICE_NODE_ARRAY:
      if (!JSON_NODE_HOLDS_ARRAY (other)
          || json_array_get_length (json_node_get_array (other)) != sluice_node_get_n_children (node))
        return FALSE;
      for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
           child = sluice_node_get_next_sibling (child))
        if (!is_same (child, json_array_get_element (json_node_get_array (other),
                                                     sluice_node_get_index (child))))
          return FALSE;
      return TRUE;
    case SLUICE_NODE_STRING:
      return g_strcmp0 (json_node_get_string (other), sluice_node_get_text (node, NULL)) == 0;
    case SLUICE_NODE_NUMBER:
      /* json-glib has no integers of more than 64 bits. */
      return strlen (sluice_node_get_text (node, NULL)) > 18
             || json_node_get_double (other) == sluice_node_get_double (node);
    case SLUICE_NODE_BOOLEAN:
      return json_node_get_boolean (other) == sluice_node_get_boolean (node);
    case SLUICE_NODE_NULL:
      return JSON_NODE_HOLDS_NULL (other);
    default:
      return FALSE;
    }
}

static void
check_other_reader (const DamagedJson *document,
                    guint32            seed)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(JsonParser) other = json_parser_new ();

  sluice_parser_push (parser, document->text->str, document->text->len, NULL);
  json_parser_load_from_data (other, document->expected->str, -1, NULL);
  if (!is_same (sluice_parser_get_root (parser), json_parser_get_root (other)))
    fail_case (document, seed, "agreement with json-glib", "another value", document->expected->str);
}

/* L5, L6: events, repairs and end are those of the bytes, not of the pieces; also of the first part
 * of the text, and in both dialects. */

static char *
read_log (const char *text,
          gsize       length,
          gboolean    strict,
          guint       split)
{
  g_autoptr(SluiceParser) parser = strict ? sluice_parser_new_strict () : sluice_parser_new ();
  g_autoptr(ParserLog) log = parser_log_new (parser);
  g_autoptr(GError) error = NULL;

  if (parser_log_push (parser, text, length, split, &error))
    sluice_parser_finish (parser, &error);
  else
    sluice_parser_cut (parser);
  parser_log_flush (log);
  g_string_append_printf (log->lines, "end: %s", error != NULL ? error->message : "good");
  return g_strdup (log->lines->str);
}

static void
check_splits (const DamagedJson *document,
              guint32            seed)
{
  for (guint strict = 0; strict < 2; strict++)
    {
      gsize length = seed % 3 ? document->text->len : document->text->len * (seed % 17) / 17;
      g_autofree char *whole = read_log (document->text->str, length, strict, 0);

      for (guint i = 0; i < 4; i++)
        {
          guint split = i == 0 ? 1 : 2 + (seed + i) % (N_SPLITS - 2);
          g_autofree char *pieces = read_log (document->text->str, length, strict, split);

          if (!g_str_equal (pieces, whole))
            fail_case (document, seed, "chunk independence", pieces, whole);
        }
    }
}

/* L1 to L4, byte by byte. Only the nodes on the way to the last one can change. */

#define MAX_WAY 16

typedef struct
{
  SluiceNode     *nodes[MAX_WAY];
  SluiceNodeType  types[MAX_WAY];
  SluicePhase     phases[MAX_WAY];
  guint           n_children[MAX_WAY];
  guint           n;
  GString        *text;  /* of the last node */
} Way;

static const char *
find_change (const Way    *way,
             SluiceParser *parser)
{
  SluiceNode *node = sluice_parser_get_root (parser);
  gsize length;
  const char *text;

  for (guint i = 0; i < way->n; i++)
    {
      SluiceNode *seen = way->nodes[i];
      SluicePhase phase = sluice_node_get_phase (seen);

      if (way->types[i] != SLUICE_NODE_UNKNOWN && way->types[i] != sluice_node_get_node_type (seen))
        return "a type changed";
      if (phase < way->phases[i])
        return "a phase went back";
      if (seen != node && phase < SLUICE_PHASE_CLOSED)
        return "an open node is gone";
      if (way->phases[i] >= SLUICE_PHASE_CLOSED
          && sluice_node_get_n_children (seen) != way->n_children[i])
        return "a closed node changed";
      node = node != NULL ? sluice_node_get_last_child (node) : NULL;
    }

  if (way->n == 0 || way->text->len == 0)
    return NULL;
  text = sluice_node_get_text (way->nodes[way->n - 1], &length);
  if (text == NULL || length < way->text->len || memcmp (text, way->text->str, way->text->len) != 0)
    return "a text changed where it had been seen";
  return NULL;
}

static const char *
see_way (Way          *way,
         SluiceParser *parser)
{
  SluiceNode *last = NULL;

  way->n = 0;
  g_string_truncate (way->text, 0);
  for (SluiceNode *node = sluice_parser_get_root (parser); node != NULL;
       node = sluice_node_get_last_child (node), way->n++)
    {
      way->nodes[way->n] = last = node;
      way->types[way->n] = sluice_node_get_node_type (node);
      way->phases[way->n] = sluice_node_get_phase (node);
      way->n_children[way->n] = sluice_node_get_n_children (node);
    }
  if (last == NULL)
    return NULL;

  if (sluice_node_get_text (last, NULL) != NULL)
    {
      gsize length;
      const char *text = sluice_node_get_text (last, &length);

      g_string_append_len (way->text, text, length);
      if (memchr (text, '\0', length) == NULL && !g_utf8_validate (text, length, NULL))
        return "a part of a character is seen";
    }
  else if (sluice_node_get_phase (last) < SLUICE_PHASE_CLOSED
           && sluice_node_get_n_children (last) == 0)
    {
      g_autofree char *json = sluice_node_to_json (last, SLUICE_POLICY_LETTERS, 0);

      if (sluice_node_get_node_type (last) > SLUICE_NODE_ARRAY && *json != '\0')
        return "a literal is seen before its end";
    }
  return NULL;
}

static void
check_growth (const DamagedJson *document,
              guint32            seed)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  Way way = { .text = g_string_new (NULL) };
  const char *fault = NULL;

  for (gsize i = 0; i < document->text->len && fault == NULL; i++)
    {
      sluice_parser_push (parser, document->text->str + i, 1, NULL);
      fault = find_change (&way, parser);
      if (fault == NULL)
        fault = see_way (&way, parser);
    }
  if (fault == NULL)
    {
      sluice_parser_finish (parser, NULL);
      fault = find_change (&way, parser);
    }
  if (fault != NULL)
    fail_case (document, seed, "growth", fault, "nothing that was seen goes");
  g_string_free (way.text, TRUE);
}

/* L3 and the end of a stream: cut anywhere, what is closed is what it is in the whole text, what is
 * open is cut, and nothing is invented. */

typedef struct
{
  SluiceNodeType type;
  gsize          end;
  char          *json;
} Closed;

static void
closed_free (gpointer data)
{
  Closed *closed = data;

  g_free (closed->json);
  g_free (closed);
}

static void
closed_cb (gpointer    observer,
           SluiceNode *node)
{
  Closed *closed = g_new (Closed, 1);

  *closed = (Closed) { sluice_node_get_node_type (node), sluice_node_get_end (node),
                       sluice_node_to_json (node, SLUICE_POLICY_VALUES, 0) };
  g_hash_table_insert (observer, GSIZE_TO_POINTER (sluice_node_get_start (node)), closed);
}

static const char *
find_invention (SluiceNode *node,
                GHashTable *whole)
{
  const Closed *closed = g_hash_table_lookup (whole, GSIZE_TO_POINTER (sluice_node_get_start (node)));
  SluiceNodeType type = sluice_node_get_node_type (node);
  gboolean is_open = sluice_node_get_phase (node) != SLUICE_PHASE_CLOSED;
  g_autofree char *json = NULL;
  const char *fault = NULL;

  if (is_open && sluice_node_get_phase (node) != SLUICE_PHASE_CUT)
    return "an open node is not cut";
  if (!is_open && (closed == NULL || closed->end != sluice_node_get_end (node)))
    return "a value is closed where the whole text closes none";

  if (!is_open || type > SLUICE_NODE_STRING)
    json = sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 0);
  if (is_open && json != NULL && *json != '\0')
    return "a scalar was invented";
  if (!is_open && !g_str_equal (json, closed->json))
    return "a closed value is another one";

  if (!is_open)
    return NULL;
  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL && fault == NULL;
       child = sluice_node_get_next_sibling (child))
    fault = find_invention (child, whole);
  return fault;
}

static void
check_cuts (const DamagedJson *document,
            guint32            seed)
{
  static const SluiceObserver functions = { .closed = closed_cb };
  g_autoptr(GHashTable) whole = g_hash_table_new_full (NULL, NULL, NULL, closed_free);
  g_autoptr(SluiceParser) parser = sluice_parser_new (), other = sluice_parser_new ();

  sluice_parser_set_observer (parser, 1, &functions, whole);
  sluice_parser_push (parser, document->text->str, document->text->len, NULL);
  sluice_parser_finish (parser, NULL);

  for (gsize length = 0; length < document->text->len; length++)
    {
      const char *fault = NULL;

      if (parser_log_is_quote_open (sluice_parser_get_repairs (parser), document->text->str, length))
        continue;
      sluice_parser_reset (other);
      sluice_parser_push (other, document->text->str, length, NULL);
      sluice_parser_cut (other);
      if (sluice_parser_get_root (other) != NULL)
        fault = find_invention (sluice_parser_get_root (other), whole);
      if (fault != NULL)
        {
          g_autofree char *at = g_strdup_printf ("cut at %" G_GSIZE_FORMAT, length);

          fail_case (document, seed, at, fault, document->expected->str);
          break;
        }
    }
  sluice_parser_set_observer (parser, 1, NULL, NULL);
}

static void
check_laws (const LawCase *row,
            guint32        seed)
{
  g_autoptr(DamagedJson) document = damaged_json_new (seed, row->damage);

  check_agreement (document, seed);
  check_strict (document, seed);
  check_other_reader (document, seed);
  check_splits (document, seed);
  check_growth (document, seed);
  if (document->text->len < 400)
    check_cuts (document, seed);
}

static void
test_laws (gconstpointer data)
{
  const LawCase *row = data;
  const char *only = g_getenv ("SLUICE_LAWS_SEED"), *rounds = g_getenv ("SLUICE_LAWS_ROUNDS");
  const char *first_seed = g_getenv ("SLUICE_LAWS_FIRST");
  guint n_seeds = row->n_seeds * (rounds != NULL ? atoi (rounds) : 1), n_damaged = 0;
  guint32 first = first_seed != NULL ? g_ascii_strtoull (first_seed, NULL, 10) : 1;

  g_test_summary ("The laws of a growing value hold, whatever is wrong with its text");

  if (only != NULL)
    {
      check_laws (row, g_ascii_strtoull (only, NULL, 10));
      return;
    }
  for (guint i = 0; i < n_seeds && !g_test_failed (); i++)
    {
      g_autoptr(DamagedJson) document = damaged_json_new (first + i, row->damage);

      n_damaged += document->repairs->len > 0;
      check_laws (row, first + i);
    }

  /* A generator that damages nothing would prove nothing. */
  if (row->damage != 0 && !g_test_failed ())
    g_assert_cmpuint (n_damaged, >, n_seeds / 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (law_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/parser-laws/", law_cases[i].name, NULL);

      g_test_add_data_func (path, &law_cases[i], test_laws);
    }

  return g_test_run ();
}
