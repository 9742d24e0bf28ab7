/* test-look.c: nothing looks like a fact before it is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-look.h"

#define SCHEMA(type) "{\"type\":\"object\",\"properties\":{\"v\":" type "},\"required\":[\"v\"]}"
#define STRING SCHEMA ("{\"type\":\"string\"}")
#define NUMBER SCHEMA ("{\"type\":\"number\"}")
#define SHARE SCHEMA ("{\"type\":\"number\",\"minimum\":0,\"maximum\":1}")
#define ENUM SCHEMA ("{\"enum\":[\"billing\",\"account\"],\"type\":\"string\"}")
#define BOOLEAN SCHEMA ("{\"type\":\"boolean\"}")
#define NULLABLE SCHEMA ("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}")
#define ARRAY SCHEMA ("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}")
#define OBJECT SCHEMA ("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}}}")
#define SHORT SCHEMA ("{\"type\":\"string\",\"maxLength\":3}")
#define REASONING "{\"type\":\"object\",\"properties\":{\"reasoning\":{\"type\":\"string\"}}}"

typedef struct
{
  const char     *name;
  const char     *schema;
  const char     *text;
  gboolean        cut;
  SluiceLookKind  kind;
  const char     *shown;
  const char     *caption;
  gboolean        dim;
  gboolean        invalid;
} LookCase;

static const LookCase look_cases[] = {
  { "string/arriving",   STRING,   "{\"v\":\"Jo",          FALSE, SLUICE_LOOK_TAIL,     "Jo" },
  { "string/closed",     STRING,   "{\"v\":\"John\"}",     FALSE, SLUICE_LOOK_TEXT,     "John" },
  { "string/one-line",   STRING,   "{\"v\":\"a\\nb\\tc\"}", FALSE, SLUICE_LOOK_TEXT,     "a b c" },
  { "string/cut",        STRING,   "{\"v\":\"Jo",          TRUE,  SLUICE_LOOK_TAIL,     "Jo",      "cut off" },
  { "string/invalid",    SHORT,    "{\"v\":\"John\"}",     FALSE, SLUICE_LOOK_TEXT,     "John",    NULL, FALSE, TRUE },
  { "string/doomed",     SHORT,    "{\"v\":\"John",        FALSE, SLUICE_LOOK_TAIL,     "John",    NULL, FALSE, TRUE },
  { "number/arriving",   NUMBER,   "{\"v\":3",             FALSE, SLUICE_LOOK_NUMBER,   "3…",      NULL, TRUE },
  { "number/point",      NUMBER,   "{\"v\":3.",            FALSE, SLUICE_LOOK_NUMBER,   "3…",      NULL, TRUE },
  { "number/exponent",   NUMBER,   "{\"v\":3.5e-",         FALSE, SLUICE_LOOK_NUMBER,   "3.5…",    NULL, TRUE },
  { "number/closed",     NUMBER,   "{\"v\":30,",           FALSE, SLUICE_LOOK_NUMBER,   "30" },
  { "number/digits",     NUMBER,   "{\"v\":12345678901234567890.10}", FALSE, SLUICE_LOOK_NUMBER, "12345678901234567890.10" },
  { "number/cut",        NUMBER,   "{\"v\":3",             TRUE,  SLUICE_LOOK_NUMBER,   "3…",      "cut off", TRUE },
  { "share/arriving",    SHARE,    "{\"v\":0.9",           FALSE, SLUICE_LOOK_NUMBER,   "0.9…",    NULL, TRUE },
  { "share/closed",      SHARE,    "{\"v\":0.96}",         FALSE, SLUICE_LOOK_LEVEL,    "96 %" },
  { "share/beyond",      SHARE,    "{\"v\":1.5}",          FALSE, SLUICE_LOOK_NUMBER,   "1.5",     NULL, FALSE, TRUE },
  { "enum/arriving",     ENUM,     "{\"v\":\"bill",        FALSE, SLUICE_LOOK_SKELETON, NULL },
  { "enum/closed",       ENUM,     "{\"v\":\"billing\"}",  FALSE, SLUICE_LOOK_TAG,      "billing" },
  { "enum/wrong",        ENUM,     "{\"v\":\"other\"}",    FALSE, SLUICE_LOOK_TAG,      "other",   NULL, FALSE, TRUE },
  { "boolean/arriving",  BOOLEAN,  "{\"v\":tru",           FALSE, SLUICE_LOOK_SKELETON, NULL },
  { "boolean/closed",    BOOLEAN,  "{\"v\":true}",         FALSE, SLUICE_LOOK_LITERAL,  "true" },
  { "boolean/cut",       BOOLEAN,  "{\"v\":tru",           TRUE,  SLUICE_LOOK_NOTHING,  NULL,      "cut off" },
  { "null/arriving",     NULLABLE, "{\"v\":nul",           FALSE, SLUICE_LOOK_SKELETON, NULL },
  { "null/closed",       NULLABLE, "{\"v\":null}",         FALSE, SLUICE_LOOK_NULL,     "null",    NULL, TRUE },
  { "array/one",         ARRAY,    "{\"v\":[1,",           FALSE, SLUICE_LOOK_SUMMARY,  "1 item",  NULL, TRUE },
  { "array/several",     ARRAY,    "{\"v\":[1,2,3]",       FALSE, SLUICE_LOOK_SUMMARY,  "3 items", NULL, TRUE },
  { "object/open",       OBJECT,   "{\"v\":{\"a\":\"x",    FALSE, SLUICE_LOOK_SUMMARY,  "",        NULL, TRUE },
  { "object/closed",     OBJECT,   "{\"v\":{\"a\":\"x\",\"b\":1}", FALSE, SLUICE_LOOK_SUMMARY, "x, 1", NULL, TRUE },
};

typedef struct
{
  SluiceSchema *schema;
  SluiceParser *parser;
  SluiceCheck  *check;
} Fixture;

static void
set_up (Fixture    *self,
        const char *schema,
        const char *text,
        gboolean    cut)
{
  self->schema = sluice_schema_new_for_text (schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_assert_true (sluice_schema_is_valid (self->schema));
  self->parser = sluice_parser_new ();
  self->check = sluice_check_new (self->schema, self->parser);
  sluice_parser_push (self->parser, text, -1, NULL);
  if (cut)
    sluice_parser_cut (self->parser);
}

static void
tear_down (Fixture *self)
{
  g_clear_object (&self->check);
  g_clear_object (&self->parser);
  g_clear_object (&self->schema);
}

static void
test_look (gconstpointer data)
{
  const LookCase *row = data;
  g_auto(SluiceLook) look = { 0 };
  Fixture fixture;
  SluiceNode *node;

  g_test_summary ("A value is drawn as what is certain of it, and no more");

  set_up (&fixture, row->schema, row->text, row->cut);
  node = sluice_node_get_at (sluice_parser_get_root (fixture.parser), "/v");
  g_assert_nonnull (node);

  sluice_look_init_for_node (&look, node, sluice_check_get_definition (fixture.check, node),
                             sluice_look_get_node_state (node));

  g_assert_cmpint (look.kind, ==, row->kind);
  g_assert_cmpstr (look.text, ==, row->shown);
  g_assert_cmpstr (look.caption, ==, row->caption);
  g_assert_cmpint (look.dim, ==, row->dim);
  g_assert_cmpint (look.invalid, ==, row->invalid);

  tear_down (&fixture);
}

static void
test_long_text (void)
{
  g_autoptr(GString) text = g_string_new ("{\"reasoning\":\"");
  g_auto(SluiceLook) look = { 0 };
  Fixture fixture;
  SluiceNode *node;

  g_test_summary ("Of a long reasoning the latest lines show, cut at a whole character");

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, "ö");
  g_string_append (text, " at last");

  set_up (&fixture, REASONING, text->str, FALSE);
  node = sluice_node_get_at (sluice_parser_get_root (fixture.parser), "/reasoning");
  sluice_look_init_for_node (&look, node, sluice_check_get_definition (fixture.check, node),
                             SLUICE_FIELD_ARRIVING);

  g_assert_cmpint (look.kind, ==, SLUICE_LOOK_BLOCK);
  g_assert_true (g_utf8_validate (look.text, -1, NULL));
  g_assert_true (g_str_has_prefix (look.text, "…ö"));
  g_assert_true (g_str_has_suffix (look.text, " at last"));
  g_assert_cmpuint (strlen (look.text), <, 1000);

  tear_down (&fixture);
}

static void
test_line (void)
{
  g_autofree char *whole = sluice_format_line ("abc", 3, TRUE);
  g_autofree char *text = g_strnfill (500, 'x');
  g_autofree char *head = sluice_format_line (text, 500, FALSE);
  g_autofree char *tail = sluice_format_line (text, 500, TRUE);

  g_test_summary ("A line says where text was left out");

  g_assert_cmpstr (whole, ==, "abc");
  g_assert_true (g_str_has_suffix (head, "x…"));
  g_assert_true (g_str_has_prefix (tail, "…x"));
  g_assert_cmpuint (strlen (head), <, 200);
}

static void
test_absent (void)
{
  const struct { SluiceFieldState state; SluiceLookKind kind; const char *text; } rows[] = {
    { SLUICE_FIELD_WAITING,  SLUICE_LOOK_SKELETON, NULL },
    { SLUICE_FIELD_ARRIVING, SLUICE_LOOK_SKELETON, NULL },
    { SLUICE_FIELD_MISSING,  SLUICE_LOOK_NOTE,     "not received" },
  };

  g_test_summary ("What is not there waits, or is said not to have come");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(SluiceLook) look = { 0 };

      sluice_look_init_for_node (&look, NULL, NULL, rows[i].state);
      g_assert_cmpint (look.kind, ==, rows[i].kind);
      g_assert_cmpstr (look.text, ==, rows[i].text);
    }
}

static void
test_states (void)
{
  g_autoptr(GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);

  g_test_summary ("Each state has a word and a shape of its own");

  for (int state = SLUICE_FIELD_WAITING; state <= SLUICE_FIELD_EXTRA; state++)
    {
      g_assert_cmpstr (sluice_state_get_word (state), !=, "");
      g_assert_true (g_hash_table_add (icons, (gpointer) sluice_state_get_icon_name (state)));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (look_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/look/", look_cases[i].name, NULL);

      g_test_add_data_func (path, &look_cases[i], test_look);
    }

  g_test_add_func ("/look/long-text", test_long_text);
  g_test_add_func ("/look/line", test_line);
  g_test_add_func ("/look/absent", test_absent);
  g_test_add_func ("/look/states", test_states);

  return g_test_run ();
}
