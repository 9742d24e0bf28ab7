/* count-growth.c: the work of growing answers, each in two sizes, for counting instructions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * growth.py runs this under callgrind, which counts what happens in count_work() and writes the count
 * down each time it is left. The cases are named on standard output in the same order.
 */
#include "config.h"

#include <stdio.h>

#include "../engine/run-fixture.h"
#include "schema/sluice-check.h"

/* The second size is so many times the first. */
#define TIMES 4

/* As tokens are. */
#define PIECE 4

typedef struct
{
  const char *name;
  guint       n;             /* of the smaller text */
  const char *before;
  const char *unit;          /* again and again, separated by between */
  const char *between;
  const char *after;         /* as often as the unit where closes is set */
  gboolean    closes;
  const char *schema;        /* NULL: none; "union": of 200 branches */
  gboolean    releases;
} TextCase;

#define ITEM "{\"id\":17,\"name\":\"A name that is not short\",\"ok\":true,\"tags\":[\"a\",\"b\"]}"
#define ITEM_SCHEMA "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false," \
                    "\"required\":[\"id\",\"name\"],\"properties\":{\"id\":{\"type\":\"integer\",\"minimum\":0}," \
                    "\"name\":{\"type\":\"string\",\"maxLength\":80,\"pattern\":\"^A\"},\"ok\":{\"type\":\"boolean\"}," \
                    "\"tags\":{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\"]}}}}}"
#define LEVEL_SCHEMA "{\"$ref\":\"#/$defs/level\",\"$defs\":{\"level\":{\"type\":\"object\",\"required\":[\"a\"]," \
                     "\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"integer\"}," \
                     "{\"$ref\":\"#/$defs/level\"}]}}}}}}"

static const TextCase text_cases[] = {
  { "string", 5000, "[\"", "letters ", "", "\"]" },
  { "escapes", 2500, "[\"", "\\u00e4\\n", "", "\"]" },
  { "items", 400, "[", ITEM, ",", "]" },
  { "items-released", 400, "[", ITEM, ",", "]", .releases = TRUE },
  { "members", 2000, "{\"x\":0", ",\"%u\":0", "", "}" },
  { "same-member", 2000, "{\"x\":0", ",\"x\":0", "", "}" },
  { "levels", 250, "", "{\"a\":[", "", "]}", TRUE },
  { "spaces", 5000, "[", "        ", "", "]" },
  { "prose", 2500, "", "Some words (and more) ", "", "{\"a\":1}" },
  { "repairs", 1000, "[", "{'a':None,}", "\n", "]" },
  { "string-checked", 5000, "[\"", "letters ", "", "\"]", FALSE,
    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":100000000}}" },
  { "items-checked", 300, "[", ITEM, ",", "]", FALSE, ITEM_SCHEMA },
  { "items-checked-released", 300, "[", ITEM, ",", "]", FALSE, ITEM_SCHEMA, TRUE },
  { "items-wrong", 300, "[", "{\"id\":-1,\"other\":1}", ",", "]", FALSE, ITEM_SCHEMA },
  { "unique-items", 600, "[", "\"%u\"", ",", "]", FALSE, "{\"uniqueItems\":true}" },
  { "members-checked", 1000, "{\"x\":0", ",\"%u\":0", "", "}", FALSE,
    "{\"patternProperties\":{\"^[0-9]\":{\"type\":\"integer\"}},\"minProperties\":2}" },
  { "levels-checked", 125, "", "{\"a\":[", "", "]}", TRUE, LEVEL_SCHEMA },
  { "union-of-200", 50, "[", "{\"kind\":\"kind-%u\",\"id\":1}", ",", "]", FALSE, "union" },
};

typedef struct
{
  const char       *name;
  const char       *wire;
  SluiceMode        mode;
  SluiceItemPolicy  policy;
  const char       *unit;   /* what comes again and again, an event each */
  SluiceOutcome     outcome;
} AnswerCase;

#define USER "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}," \
             "\"age\":{\"type\":\"integer\",\"maximum\":150}},\"required\":[\"name\",\"age\"]}"
#define EVENT(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define ANY SLUICE_MODE_AUTOMATIC
#define N_UNITS 150

static const AnswerCase answer_cases[] = {
  { "answer-valid", "text", ANY, SLUICE_ITEM_POLICY_COLLECT, "{\"name\":\"Jo\",\"age\":30}\n",
    SLUICE_OUTCOME_COMPLETE },
  { "answer-invalid", "text", ANY, SLUICE_ITEM_POLICY_COLLECT, "{\"name\":\"Jo\",\"age\":300}\n",
    SLUICE_OUTCOME_INVALID },
  { "answer-skipped", "text", ANY, SLUICE_ITEM_POLICY_SKIP, "{\"name\":\"Jo\",\"age\":300}\n",
    SLUICE_OUTCOME_COMPLETE },
  { "answer-blank", "openai-chat", SLUICE_MODE_TOOLS, SLUICE_ITEM_POLICY_COLLECT, EVENT (" "),
    SLUICE_OUTCOME_INVALID },
  { "answer-prose", "openai-chat", SLUICE_MODE_TOOLS, SLUICE_ITEM_POLICY_COLLECT, EVENT ("\\n{"),
    SLUICE_OUTCOME_INVALID },
};

typedef struct
{
  const TextCase *row;
  GString        *text;
  SluiceParser   *parser;
} TextWork;

static char *
create_union (void)
{
  GString *schema = g_string_new ("{\"type\":\"array\",\"items\":{\"anyOf\":[");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (schema, "%s{\"type\":\"object\",\"required\":[\"kind\",\"id\"],\"properties\":{"
                            "\"kind\":{\"const\":\"kind-%u\"},\"id\":{\"type\":\"integer\"}}}",
                            i > 0 ? "," : "", i);
  g_string_append (schema, "]}}");

  return g_string_free (schema, FALSE);
}

static SluiceCheck *
create_check (const TextCase *row,
              SluiceParser   *parser)
{
  g_autofree char *text = NULL;
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(GError) error = NULL;

  if (row->schema == NULL)
    return NULL;

  text = g_str_equal (row->schema, "union") ? create_union () : g_strdup (row->schema);
  schema = sluice_schema_new_for_text (text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  sluice_schema_check_valid (schema, &error);
  g_assert_no_error (error);

  return sluice_check_new (schema, parser);
}

static GString *
create_text (const TextCase *row,
             guint           n)
{
  GString *text = g_string_new (row->before);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, row->between);
      if (strstr (row->unit, "%u") != NULL)
        {
          g_auto(GStrv) halves = g_strsplit (row->unit, "%u", 2);

          g_string_append_printf (text, "%s%u%s", halves[0], row->n < 100 ? i % 200 : i, halves[1]);
        }
      else
        g_string_append (text, row->unit);
    }
  for (guint i = 0; i < (row->closes ? n : 1); i++)
    g_string_append (text, row->after);

  return text;
}

static void
release_elements (SluiceParser *parser)
{
  SluiceNode *root = sluice_parser_get_root (parser), *last;

  last = root != NULL ? sluice_node_get_last_child (root) : NULL;
  if (last != NULL && sluice_node_get_phase (last) == SLUICE_PHASE_CLOSED)
    sluice_parser_release (parser, last);
}

static void
read_text (gpointer data)
{
  TextWork *work = data;
  const char *text = work->text->str;
  gsize length = work->text->len;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < length; i += PIECE)
    {
      sluice_parser_push (work->parser, text + i, MIN (PIECE, length - i), NULL);
      if (work->row->releases)
        release_elements (work->parser);
    }
  sluice_parser_finish (work->parser, &error);
  g_assert_no_error (error);
}

/* What callgrind counts. */
G_NO_INLINE static void
count_work (void    (*work) (gpointer data),
            gpointer  data)
{
  work (data);
}

static void
count_text (const TextCase *row,
            guint           n)
{
  g_autoptr(SluiceParser) parser = g_object_new (SLUICE_TYPE_PARSER, "max-depth", 100000, NULL);
  g_autoptr(SluiceCheck) check = create_check (row, parser);
  TextWork work = { row, create_text (row, n), parser };

  count_work (read_text, &work);
  printf ("%s %u\n", row->name, n);
  g_string_free (work.text, TRUE);
}

typedef struct
{
  const AnswerCase *row;
  Fixture           fixture;
  guint             n;
  guint             n_violations;
} AnswerWork;

static void
list_violations_cb (SluiceRun  *run,
                    SluiceItem *item,
                    guint      *n)
{
  g_autoptr(GPtrArray) violations = sluice_item_list_violations (item);

  *n += violations->len;
}

static void
read_answer (gpointer data)
{
  AnswerWork *work = data;
  gboolean is_text = g_str_equal (work->row->wire, "text");

  if (is_text)
    fixture_push (&work->fixture, "[");
  for (guint i = 0; i < work->n; i++)
    {
      if (is_text && i > 0)
        fixture_push (&work->fixture, ",");
      fixture_push (&work->fixture, work->row->unit);
    }
  fixture_push (&work->fixture, is_text ? "]" : "data: [DONE]\n\n");
  fixture_end (&work->fixture, NULL);
}

static void
count_answer (const AnswerCase *row,
              guint             n)
{
  gboolean is_text = g_str_equal (row->wire, "text");
  AnswerWork work = { row, .n = n };

  fixture_init (&work.fixture, row->wire, USER, SLUICE_SHAPE_ITERABLE, row->mode);
  sluice_run_set_item_policy (work.fixture.run, row->policy);
  g_signal_connect (work.fixture.run, "item", G_CALLBACK (list_violations_cb), &work.n_violations);
  count_work (read_answer, &work);
  printf ("%s %u\n", row->name, n);

  g_assert_cmpint (work.fixture.outcome, ==, row->outcome);
  g_assert_cmpuint (sluice_run_get_n_items (work.fixture.run), ==, is_text ? n : 0);
  g_assert_cmpuint (work.n_violations, ==, row->outcome == SLUICE_OUTCOME_INVALID && is_text ? n : 0);
  fixture_clear (&work.fixture);
}

int
main (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      count_text (&text_cases[i], text_cases[i].n);
      count_text (&text_cases[i], TIMES * text_cases[i].n);
    }
  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      count_answer (&answer_cases[i], N_UNITS);
      count_answer (&answer_cases[i], TIMES * N_UNITS);
    }

  return 0;
}
