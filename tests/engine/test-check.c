/* test-check.c: what a schema says of a value, and at which byte
 *
 * A row is a schema, a text and all that the check tells of it, in order. Each text is fed whole,
 * byte by byte and in random pieces, and each way must tell the same (law L5). Where the text is
 * whole, its verdict must be that of a validator that reads it at once (law L8), and nothing that
 * is doomed may end valid (law L7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-observer-private.h"
#include "naive-validator.h"
#include "random-schema.h"
#include "schema/sluice-check.h"

typedef struct
{
  const char *name;
  const char *schema;  /* with ' for " */
  const char *text;    /* the same */
  /* One event a line: "! PATH KEYWORD @BYTE [doomed]: MESSAGE" for a violation, "= PATH VERDICT"
   * for a value that closes, left out where it is valid, "? PATH BRANCH @BYTE" for a union. */
  const char *events;
} CheckCase;

#define OBJECT(properties) "{'type':'object','properties':{" properties "}}"

#include "check-cases.h"

typedef struct
{
  GString      *log;
  SluiceCheck  *check;
  SluiceParser *parser;
  GHashTable   *closed;  /* SluiceNode* -> verdict it closed with */
  gboolean      doomed;
} CheckLog;

static void
log_closed (gpointer    observer,
            SluiceNode *node)
{
  static const char * const verdicts[] = { "open", "doomed", "valid", "invalid" };
  CheckLog *log = observer;
  SluiceVerdict verdict = sluice_node_get_verdict (node);
  g_autofree char *path = sluice_node_dup_path (node);

  if (verdict != SLUICE_VERDICT_VALID)
    g_string_append_printf (log->log, "= %s %s\n", path, verdicts[verdict]);
  g_hash_table_insert (log->closed, node, GINT_TO_POINTER (verdict));
}

static void
violation_cb (SluiceCheck     *check,
              SluiceViolation *violation,
              CheckLog        *log)
{
  g_string_append_printf (log->log, "! %s %s @%" G_GSIZE_FORMAT "%s: %s\n",
                          sluice_violation_get_path (violation),
                          sluice_violation_get_keyword (violation),
                          sluice_violation_get_byte (violation),
                          sluice_violation_get_doomed (violation) ? " doomed" : "",
                          sluice_violation_get_message (violation));
}

static void
branch_resolved_cb (SluiceCheck      *check,
                    SluiceNode       *node,
                    SluiceDefinition *branch,
                    CheckLog         *log)
{
  g_autofree char *path = sluice_node_dup_path (node);

  g_string_append_printf (log->log, "? %s %s\n", path, sluice_definition_get_type_label (branch));
}

/* When all is there, no verdict is open any more. */
static void
assert_judged (SluiceNode *node)
{
  g_assert_cmpint (sluice_node_get_verdict (node), >=, SLUICE_VERDICT_VALID);
  if (sluice_node_get_node_type (node) != SLUICE_NODE_OBJECT &&
      sluice_node_get_node_type (node) != SLUICE_NODE_ARRAY)
    return;

  for (SluiceNode *child = sluice_node_get_first_child (node); child;
       child = sluice_node_get_next_sibling (child))
    assert_judged (child);
}

static char *
unquote (const char *text)
{
  char *json = g_strdup (text);

  return g_strdelimit (json, "'", '"');
}

static guint n_shrunk;  /* how often fewer branches were left than before */

/* Law L9: what was ruled out stays so. Only what is on the way to the last node can change. */
static void
watch_branches (SluiceCheck *check,
                SluiceNode  *node,
                GHashTable  *seen)
{
  for (; node; node = sluice_node_get_last_child (node))
    {
      g_autoptr(GPtrArray) now = sluice_check_list_branches (check, node);
      GPtrArray *before = g_hash_table_lookup (seen, node);

      for (guint i = 0; before && i < now->len; i++)
        g_assert_true (g_ptr_array_find (before, now->pdata[i], NULL));
      n_shrunk += before && now->len > 0 && now->len < before->len;
      if (now->len > 0)
        g_hash_table_insert (seen, node, g_steal_pointer (&now));
    }
}

/* In pieces of a size, of random sizes where it is 0. */
static char *
run (SluiceSchema  *schema,
     const char    *text,
     gsize          size,
     SluiceVerdict *verdict)
{
  static const SluiceObserver functions = { .closed = log_closed };
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = NULL;
  g_autoptr(GHashTable) closed = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) branches =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  CheckLog log = { .log = g_string_new (NULL), .closed = closed };
  gsize length = strlen (text);
  GHashTableIter iter;
  gpointer node, was;

  sluice_parser_set_expect_container (parser, FALSE);
  check = sluice_check_new (schema, parser);
  sluice_parser_set_observer (parser, 1, &functions, &log);
  g_signal_connect (check, "violation", G_CALLBACK (violation_cb), &log);
  g_signal_connect (check, "branch-resolved", G_CALLBACK (branch_resolved_cb), &log);

  for (gsize i = 0, n; i < length; i += n)
    {
      g_autoptr(GError) error = NULL;

      n = size ? size : (gsize) g_test_rand_int_range (1, 9);
      n = MIN (n, length - i);
      sluice_parser_push (parser, text + i, n, &error);
      g_assert_no_error (error);
      log.doomed |= sluice_check_get_verdict (check) == SLUICE_VERDICT_DOOMED;
      if (size == 1)
        watch_branches (check, sluice_parser_get_root (parser), branches);
    }
  sluice_parser_finish (parser, NULL);
  *verdict = sluice_check_get_verdict (check);
  if (sluice_parser_get_state (parser) == SLUICE_PARSER_CLOSED)
    {
      assert_judged (sluice_parser_get_root (parser));
      if (log.doomed)
        g_assert_cmpint (*verdict, ==, SLUICE_VERDICT_INVALID);
    }

  /* A verdict is final, but for one that waits for something else in the answer. */
  g_hash_table_iter_init (&iter, closed);
  while (g_hash_table_iter_next (&iter, &node, &was))
    if (GPOINTER_TO_INT (was) != SLUICE_VERDICT_OPEN)
      g_assert_cmpint (sluice_node_get_verdict (node), ==, GPOINTER_TO_INT (was));

  sluice_parser_set_observer (parser, 1, NULL, NULL);

  return g_string_free (log.log, FALSE);
}

static void
compare_with_validator (SluiceSchema  *schema,
                        const char    *text,
                        SluiceVerdict  verdict)
{
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  gboolean valid;

  sluice_schema_set_asserts_formats (schema, TRUE);
  output = sluice_schema_validate_text (schema, text, strlen (text), 0, &valid, &error);
  if (error)
    {
      g_assert_cmpint (verdict, !=, SLUICE_VERDICT_VALID);
      return;
    }
  if (!sluice_schema_is_iterable (schema))
    g_assert_cmpint (verdict, ==, valid ? SLUICE_VERDICT_VALID : SLUICE_VERDICT_INVALID);
}

static void
test_check (gconstpointer data)
{
  const CheckCase *row = data;
  static const gsize sizes[] = { G_MAXSIZE, 1, 0, 0 };
  g_autofree char *schema_text = unquote (row->schema), *text = unquote (row->text);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(GError) error = NULL;

  sluice_schema_check_valid (schema, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      SluiceVerdict verdict;
      g_autofree char *events = run (schema, text, sizes[i], &verdict);

      g_assert_cmpstr (events, ==, row->events);
      compare_with_validator (schema, text, verdict);
    }
}

/* What else a check can be asked while a text arrives. After so many bytes of it: the definition
 * and the forecast of a node, and how many violations are at it or below. */
typedef struct
{
  const char *name;
  const char *schema;
  const char *text;
  gsize       bytes;
  const char *pointer;
  const char *label;     /* of the definition's type; NULL where there is none */
  const char *forecast;
  guint       n_violations;
} AskCase;

static const AskCase ask_cases[] = {
  { "member", OBJECT ("'age':{'type':'integer'}"), "{'age':3", 8, "/age", "integer", NULL, 0 },
  { "extra", OBJECT ("'age':{'type':'integer'}"), "{'x':3", 6, "/x", NULL, NULL, 0 },
  { "union-open", UNION, "{'name':'Rex','kind':'", 22, "", "Cat or Dog", NULL, 0 },
  { "union-resolved", UNION, "{'name':'Rex','kind':'d", 23, "", "Dog", NULL, 0 },
  { "union-resolved-below", UNION, "{'kind':'dog','good':t", 22, "/good", "boolean", NULL, 0 },
  { "union-by-type", OBJECT ("'v':{'anyOf':[{'type':'string'},{'type':'array','items':{}}]}"),
    "{'v':[", 6, "/v", "any[]", NULL, 0 },
  { "tuple", "{'prefixItems':[{'type':'string'},{'type':'integer'}]}", "['a',2", 6, "/1", "integer",
    NULL, 0 },
  { "forecast-none-yet", OBJECT ("'c':{'enum':['GREEN','RED']}"), "{'c':'", 6, "/c", "enum", NULL, 0 },
  { "forecast", OBJECT ("'c':{'enum':['GREEN','RED']}"), "{'c':'G", 7, "/c", "enum", "GREEN", 0 },
  { "forecast-ambiguous", OBJECT ("'c':{'enum':['GREEN','GREENISH']}"), "{'c':'GREEN", 11, "/c",
    "enum", NULL, 0 },
  { "forecast-longer", OBJECT ("'c':{'enum':['GREEN','GREENISH']}"), "{'c':'GREENI", 12, "/c",
    "enum", "GREENISH", 0 },
  { "forecast-const", OBJECT ("'c':{'const':'user'}"), "{'c':'", 6, "/c", "enum", "user", 0 },
  { "forecast-dead", OBJECT ("'c':{'enum':['GREEN','RED']}"), "{'c':'B", 7, "/c", "enum", NULL, 1 },
  { "forecast-complete", OBJECT ("'c':{'enum':['GREEN','RED']}"), "{'c':'RED'", 10, "/c", "enum",
    NULL, 0 },
  { "forecast-discriminator", UNION, "{'kind':'d", 10, "/kind", "enum", "dog", 0 },
  { "violations-below", OBJECT ("'p':{'properties':{'a':{'minimum':0},'b':{'type':'null'}}}"),
    "{'p':{'a':-1,'b':1", 18, "/p", "object", NULL, 2 },
  { "violations-beside", OBJECT ("'a':{'minimum':0},'b':{}"), "{'a':-1,'b':1", 13, "/b", "any",
    NULL, 0 },
};

static void
test_ask (gconstpointer data)
{
  const AskCase *row = data;
  g_autofree char *schema_text = unquote (row->schema), *text = unquote (row->text);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  g_autoptr(GPtrArray) violations = NULL;
  g_autofree char *forecast = NULL;
  g_autoptr(GError) error = NULL;
  SluiceDefinition *definition;
  SluiceNode *node;

  g_assert_cmpuint (row->bytes, ==, strlen (text));
  sluice_parser_push (parser, text, row->bytes, &error);
  g_assert_no_error (error);

  node = sluice_node_get_at (sluice_parser_get_root (parser), row->pointer);
  g_assert_nonnull (node);
  definition = sluice_check_get_definition (check, node);
  g_assert_cmpstr (definition ? sluice_definition_get_type_label (definition) : NULL, ==,
                   row->label);
  forecast = sluice_check_dup_forecast (check, node);
  g_assert_cmpstr (forecast, ==, row->forecast);
  violations = sluice_check_list_violations (check, node);
  g_assert_cmpuint (violations->len, ==, row->n_violations);
}

static void
check_at_random (SluiceSchema *schema,
                 JsonNode     *json,
                 const char   *text)
{
  g_autoptr(JsonNode) value = json_from_string (text, NULL);
  SluiceVerdict expected =
    naive_validate (json, value, NULL) ? SLUICE_VERDICT_VALID : SLUICE_VERDICT_INVALID;
  g_autofree char *whole = NULL;
  static const gsize sizes[] = { G_MAXSIZE, 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      SluiceVerdict verdict;
      g_autofree char *events = run (schema, text, sizes[i], &verdict);

      if (verdict != expected || (whole && strcmp (whole, events) != 0))
        g_test_message ("schema %s\nvalue %s\n%s", sluice_schema_get_text (schema), text, events);
      g_assert_cmpint (verdict, ==, expected);
      g_assert_cmpint (strstr (events, "! ") == NULL, ==, expected == SLUICE_VERDICT_VALID);
      if (whole == NULL)
        whole = g_steal_pointer (&events);
      else
        g_assert_cmpstr (events, ==, whole);
    }
}

static void
test_random (void)
{
  g_test_summary ("Laws L5, L7, L8 and L9 hold for random schemas and values.");

  n_shrunk = 0;

  for (guint i = 0; i < (g_test_slow () ? 20000 : 300); i++)
    {
      g_autoptr(GString) schema_text = g_string_new (NULL);
      g_autoptr(SluiceSchema) schema = NULL;
      g_autoptr(JsonNode) json = NULL;

      random_append_schema (schema_text, RANDOM_DEPTH);
      schema = sluice_schema_new_for_text (schema_text->str, SLUICE_NOTATION_JSON_SCHEMA, NULL);
      json = json_from_string (schema_text->str, NULL);
      for (guint j = 0; j < 6; j++)
        {
          g_autoptr(GString) text = g_string_new (NULL);

          random_append_value (text, RANDOM_DEPTH);
          check_at_random (schema, json, text->str);
        }
    }
  g_assert_cmpuint (n_shrunk, >, 0);
}

/* The branches of a union, one by one as they are ruled out: "- PATH BRANCH @BYTES LEFT", then after
 * so many bytes those that are left. */
typedef struct
{
  const char *name;
  const char *schema;
  const char *text;
  const char *events;
  const char *pointer;
  const char *left;
} BranchCase;

#define SHAPES \
  "{'oneOf':[{'title':'Circle','type':'object','properties':{'r':{'type':'number'}},'required':['r']," \
  "'additionalProperties':false}," \
  "{'title':'Box','type':'object','properties':{'w':{'type':'number'},'red':{'type':'boolean'}}," \
  "'required':['w'],'additionalProperties':false}," \
  "{'title':'Words','type':'array','items':{'type':'string'}},{'title':'Word','type':'string','maxLength':2}]}"

static const BranchCase branch_cases[] = {
  { "type", SHAPES, "'a", "-  Circle @1 1\n-  Box @1 1\n-  string[] @1 1\n", "", "string" },
  { "open", SHAPES, "{", "-  string[] @1 2\n-  string @1 2\n", "", "Circle Box" },
  { "common-letter", SHAPES, "{'r", "-  string[] @1 2\n-  string @1 2\n", "", "Circle Box" },
  { "letter", SHAPES, "{'re", "-  string[] @1 2\n-  string @1 2\n-  Circle @4 1\n", "", "Box" },
  { "name", SHAPES, "{'r'", "-  string[] @1 2\n-  string @1 2\n-  Box @4 1\n", "", "Circle" },
  { "none", SHAPES, "'abc", "-  Circle @1 1\n-  Box @1 1\n-  string[] @1 1\n-  string @4 0\n", "", "" },
  { "late", UNION, "{'name':'Rex','good':true,'kind':'d", "-  Cat @35 1\n", "", "Dog" },
  { "closed", UNION, "{'kind':'dog','name':'Rex'}", "-  Cat @10 1\n", "", "" },
  { "member", OBJECT ("'v':{'anyOf':[{'type':'string'},{'type':'array','items':{}}]}"), "{'v':[",
    "- /v string @6 1\n", "/v", "any[]" },
  { "no-union", OBJECT ("'v':{'type':'string'}"), "{'v':'", "", "/v", "" },
};

typedef struct
{
  GString      *log;
  SluiceParser *parser;
} BranchLog;

static void
branch_eliminated_cb (SluiceCheck      *check,
                      SluiceNode       *node,
                      SluiceDefinition *branch,
                      guint             n_left,
                      BranchLog        *log)
{
  g_autofree char *path = sluice_node_dup_path (node);

  g_string_append_printf (log->log, "- %s %s @%" G_GSIZE_FORMAT " %u\n", path,
                          sluice_definition_get_type_label (branch),
                          sluice_parser_get_offset (log->parser), n_left);
}

static void
test_branches (gconstpointer data)
{
  const BranchCase *row = data;
  g_autofree char *schema_text = unquote (row->schema), *text = unquote (row->text);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
  g_autoptr(GString) events = g_string_new (NULL), left = g_string_new (NULL);
  g_autoptr(GPtrArray) branches = NULL;
  BranchLog log = { events, parser };

  g_signal_connect (check, "branch-eliminated", G_CALLBACK (branch_eliminated_cb), &log);
  for (const char *p = text; *p; p++)
    g_assert_true (sluice_parser_push (parser, p, 1, NULL));
  g_assert_cmpstr (events->str, ==, row->events);

  branches = sluice_check_list_branches (check, sluice_node_get_at (sluice_parser_get_root (parser),
                                                                    row->pointer));
  for (guint i = 0; i < branches->len; i++)
    g_string_append_printf (left, "%s%s", i ? " " : "",
                            sluice_definition_get_type_label (branches->pdata[i]));
  g_assert_cmpstr (left->str, ==, row->left);
}

typedef struct
{
  const char      *schema;
  const char      *text;
  const char      *keyword;  /* of the first violation */
  SluiceEarliness  earliness;
  gsize            byte;
} EarlinessCase;

static const EarlinessCase earliness_cases[] = {
  { "{'type':'integer'}", "'12'", "type", SLUICE_EARLINESS_FIRST_BYTE, 0 },
  { "{'type':'integer'}", "1.5 ", "type", SLUICE_EARLINESS_CLOSE, 3 },
  { "{'maxItems':1}", "[1,2]", "maxItems", SLUICE_EARLINESS_FIRST_BYTE, 3 },
  { "{'prefixItems':[{}],'items':false}", "[1,2]", "items", SLUICE_EARLINESS_FIRST_BYTE, 3 },
  { "{'anyOf':[{'type':'null'},{'type':'array'}]}", "{}", "anyOf", SLUICE_EARLINESS_FIRST_BYTE, 0 },
  { "{'maxLength':2}", "'abc'", "maxLength", SLUICE_EARLINESS_TOKEN, 3 },
  { "{'enum':['red','rose']}", "'rob'", "enum", SLUICE_EARLINESS_TOKEN, 3 },
  { "{'pattern':'^a+$'}", "'ab'", "pattern", SLUICE_EARLINESS_TOKEN, 2 },
  { "{'pattern':'b'}", "'a'", "pattern", SLUICE_EARLINESS_CLOSE, 2 },
  { "{'format':'date'}", "'2024-13-01'", "format", SLUICE_EARLINESS_TOKEN, 7 },
  { "{'minimum':0}", "-5 ", "minimum", SLUICE_EARLINESS_TOKEN, 1 },
  { "{'minimum':10}", "5 ", "minimum", SLUICE_EARLINESS_CLOSE, 1 },
  { "{'additionalProperties':false}", "{'a':1}", "additionalProperties", SLUICE_EARLINESS_TOKEN, 2 },
  { "{'maxProperties':1,'required':['b']}", "{'a':1}", "maxProperties", SLUICE_EARLINESS_TOKEN, 3 },
  { "{'required':['a']}", "{}", "required", SLUICE_EARLINESS_CLOSE, 1 },
  { "{'uniqueItems':true}", "[1,1,2]", "uniqueItems", SLUICE_EARLINESS_CLOSE, 4 },
  { "{'contains':{'const':1},'maxContains':1}", "[1,1,2]", "maxContains", SLUICE_EARLINESS_CLOSE, 4 },
  { "{'minLength':2}", "'a'", "minLength", SLUICE_EARLINESS_CLOSE, 2 },
  { "{'not':{'type':'string'}}", "'a'", "not", SLUICE_EARLINESS_CLOSE, 2 },
  { "{'oneOf':[{'type':'string'},{'minLength':1}]}", "'a'", "oneOf", SLUICE_EARLINESS_ANCESTOR, 2 },
  { "{'if':{'required':['k']},'then':{'properties':{'v':{'type':'string'}}}}", "{'v':1,'k':2}", "type",
    SLUICE_EARLINESS_ANCESTOR, 12 },
  { "{'properties':{'a':{}},'unevaluatedProperties':false}", "{'b':1}", "unevaluatedProperties",
    SLUICE_EARLINESS_ANCESTOR, 6 },
};

static void
test_earliness (void)
{
  g_test_summary ("A rule tells of itself at the first byte that proves it, and how early that is");

  for (guint i = 0; i < G_N_ELEMENTS (earliness_cases); i++)
    {
      const EarlinessCase *row = &earliness_cases[i];
      g_autofree char *schema_text = unquote (row->schema), *text = unquote (row->text);
      g_autoptr(SluiceSchema) schema =
        sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
      g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
      g_autoptr(SluiceCheck) check = sluice_check_new (schema, parser);
      GPtrArray *violations = sluice_check_get_violations (check);

      for (gsize at = 0; text[at]; at++)
        {
          sluice_parser_push (parser, text + at, 1, NULL);
          g_assert_cmpuint (violations->len > 0, ==, at >= row->byte);
        }
      g_test_message ("%s of %s", row->schema, row->text);
      g_assert_cmpstr (sluice_violation_get_keyword (violations->pdata[0]), ==, row->keyword);
      g_assert_cmpuint (sluice_violation_get_byte (violations->pdata[0]), ==, row->byte);
      g_assert_cmpint (sluice_violation_get_earliness (violations->pdata[0]), ==, row->earliness);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (check_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/events/", check_cases[i].name, NULL);

      g_test_add_data_func (path, &check_cases[i], test_check);
    }

  for (guint i = 0; i < G_N_ELEMENTS (ask_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/ask/", ask_cases[i].name, NULL);

      g_test_add_data_func (path, &ask_cases[i], test_ask);
    }

  for (guint i = 0; i < G_N_ELEMENTS (branch_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/branches/", branch_cases[i].name, NULL);

      g_test_add_data_func (path, &branch_cases[i], test_branches);
    }

  g_test_add_func ("/check/earliness", test_earliness);
  g_test_add_func ("/check/random", test_random);

  return g_test_run ();
}
