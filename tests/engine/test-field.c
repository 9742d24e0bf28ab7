/* test-field.c: the live tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "run-fixture.h"

#define TICKET \
  "{\"title\":\"Ticket\",\"type\":\"object\",\"required\":[\"reason\",\"scores\",\"address\",\"urgent\"]," \
  "\"properties\":{" \
  "\"reason\":{\"type\":\"string\"}," \
  "\"scores\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"label\"]," \
             "\"properties\":{\"label\":{\"type\":\"string\"},\"value\":{\"type\":\"number\",\"maximum\":1}}}}," \
  "\"address\":{\"anyOf\":[{\"type\":\"object\",\"required\":[\"city\"]," \
               "\"properties\":{\"city\":{\"type\":\"string\"},\"zip\":{\"type\":\"string\"}}},{\"type\":\"null\"}]}," \
  "\"urgent\":{\"type\":\"boolean\"}," \
  "\"source\":{\"type\":\"string\",\"default\":\"mail\"}," \
  "\"note\":{\"type\":\"string\"}}}"

#define SEARCH \
  "{\"title\":\"Call\",\"type\":\"object\",\"required\":[\"what\"],\"properties\":{\"what\":{\"anyOf\":[" \
  "{\"title\":\"Weather\",\"type\":\"object\",\"required\":[\"place\",\"units\"],\"additionalProperties\":false," \
   "\"properties\":{\"place\":{\"type\":\"string\"},\"units\":{\"enum\":[\"metric\",\"imperial\"]}}}," \
  "{\"title\":\"Search\",\"type\":\"object\",\"required\":[\"query\"],\"additionalProperties\":false," \
   "\"properties\":{\"query\":{\"type\":\"string\"},\"place\":{\"type\":\"string\"}}}]}}}"

#define TREE \
  "{\"title\":\"Tree\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}," \
  "\"next\":{\"$ref\":\"#\"},\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}}}"

#define USER "{\"title\":\"User\",\"type\":\"object\",\"required\":[\"name\"],\"properties\":{" \
             "\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\"}}}"

#define OBJECT SLUICE_SHAPE_OBJECT
#define MANY SLUICE_SHAPE_ITERABLE
#define ANY SLUICE_MODE_AUTOMATIC

/* -- Helpers ------------------------------------------------------------------------------------------ */

static SluiceField *
get_child (SluiceField *field,
           const char  *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);

      if (g_strcmp0 (sluice_field_get_name (child), name) == 0)
        return g_steal_pointer (&child);
    }

  return NULL;
}

/* The field at a path without escapes (transfer full). */
static SluiceField *
get_at (SluiceField *root,
        const char  *path)
{
  g_auto(GStrv) steps = g_strsplit (path + 1, "/", -1);
  g_autoptr(SluiceField) field = g_object_ref (root);

  for (guint i = 0; steps[i] != NULL && field != NULL; i++)
    {
      SluiceField *child = get_child (field, steps[i]);

      g_object_unref (field);
      field = child;
    }

  return g_steal_pointer (&field);
}

static const char *const state_words[] = {
  "waiting", "arriving", "complete", "default", "invalid", "missing", "cut", "extra",
};

/* A line for each field below root: "path state summary". */
static void
print_fields (SluiceField *field,
              GString     *out)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  g_assert_true (n == 0 || sluice_field_is_container (field));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);
      g_autofree char *summary = sluice_field_dup_summary (child, 20, NULL);

      g_string_append_printf (out, "%s %s%s%s\n", sluice_field_get_path (child),
                              state_words[sluice_field_get_state (child)],
                              summary != NULL ? " " : "", summary != NULL ? summary : "");
      print_fields (child, out);
    }
}

static void
assert_fields (SluiceField *root,
               const char  *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);

  print_fields (root, out);
  g_assert_cmpstr (out->str, ==, expected);
}

typedef struct
{
  GString *log;        /* "path position removed added" for each items-changed */
  guint    n_changed;  /* of "changed" */
} Watch;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Watch      *watch)
{
  g_string_append_printf (watch->log, "%s %u-%u+%u\n", sluice_field_get_path (SLUICE_FIELD (model)),
                          position, removed, added);
}

static void
changed_cb (SluiceField *field,
            Watch       *watch)
{
  watch->n_changed++;
}

static void
watch_field (Watch       *watch,
             SluiceField *field)
{
  g_signal_connect (field, "items-changed", G_CALLBACK (items_changed_cb), watch);
  g_signal_connect (field, "changed", G_CALLBACK (changed_cb), watch);
}

static void
assert_log (Watch      *watch,
            const char *expected)
{
  g_assert_cmpstr (watch->log->str, ==, expected);
  g_string_truncate (watch->log, 0);
}

/* -- Whole trees ------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *schema;
  const char *text;      /* what has arrived */
  gboolean    ended;
  const char *expected;
} TreeCase;

static const TreeCase tree_cases[] = {
  { "skeleton", TICKET, "", FALSE,
    "/reason waiting\n/scores waiting\n/address waiting\n/address/city waiting\n/address/zip waiting\n"
    "/urgent waiting\n/source waiting\n/note waiting\n" },
  { "string", TICKET, "{\"reason\":\"Charged twi", FALSE,
    "/reason arriving Charged twi\n/scores waiting\n/address waiting\n/address/city waiting\n"
    "/address/zip waiting\n/urgent waiting\n/source waiting\n/note waiting\n" },
  { "list", TICKET, "{\"reason\":\"a\\nb\",\"scores\":[{\"label\":\"x\",\"value\":0.5},{\"lab", FALSE,
    "/reason complete a b\n/scores arriving 2 items\n/scores/0 complete x\n/scores/0/label complete x\n"
    "/scores/0/value complete 0.5\n/scores/1 arriving\n/scores/1/label waiting\n/scores/1/value waiting\n"
    "/address waiting\n/address/city waiting\n/address/zip waiting\n/urgent waiting\n/source waiting\n"
    "/note waiting\n" },
  { "null", TICKET, "{\"reason\":\"a\",\"scores\":[],\"address\":null,\"urgent\":tru", FALSE,
    "/reason complete a\n/scores complete 0 items\n/address complete null\n/urgent arriving\n"
    "/source waiting\n/note waiting\n" },
  { "whole", TICKET, "{\"reason\":\"a\",\"scores\":[],\"address\":{\"city\":\"B\"},\"urgent\":true}", TRUE,
    "/reason complete a\n/scores complete 0 items\n/address complete B\n/address/city complete B\n"
    "/address/zip missing\n/urgent complete true\n/source default mail\n/note missing\n" },
  { "invalid", TICKET, "{\"reason\":1,\"scores\":[{\"value\":2,\"label\":\"x\"}],\"address\":null,\"urgent\":true}", TRUE,
    "/reason invalid 1\n/scores invalid 1 item\n/scores/0 invalid 2\n/scores/0/label complete x\n"
    "/scores/0/value invalid 2\n/address complete null\n/urgent complete true\n/source default mail\n"
    "/note missing\n" },
  { "extra", TICKET, "{\"mood\":{\"a\":1},\"reason\":\"a\",", FALSE,
    "/reason complete a\n/scores waiting\n/address waiting\n/address/city waiting\n/address/zip waiting\n"
    "/urgent waiting\n/source waiting\n/note waiting\n/mood extra 1\n/mood/a extra 1\n" },
  { "cut", TICKET, "{\"reason\":\"a\",\"scores\":[{\"label\":\"x\",\"value\":0.5},{\"label\":\"y\",\"value\":0.", TRUE,
    "/reason complete a\n/scores cut 2 items\n/scores/0 complete x\n/scores/0/label complete x\n"
    "/scores/0/value complete 0.5\n/scores/1 cut y\n/scores/1/label complete y\n/scores/1/value cut 0.\n"
    "/address missing\n/address/city missing\n/address/zip missing\n/urgent missing\n/source missing\n"
    "/note missing\n" },
  { "nothing", USER, "", TRUE, "/name missing\n/age missing\n" },
  { "no-schema", NULL, "{\"a\":[1,{\"b\":null}],\"c\":\"x", FALSE,
    "/a complete 2 items\n/a/0 complete 1\n/a/1 complete null\n/a/1/b complete null\n/c arriving x\n" },
  { "union-waiting", SEARCH, "{", FALSE, "/what waiting\n" },
  { "union-undecided", SEARCH, "{\"what\":{\"place\":\"Rome\",", FALSE,
    "/what arriving Rome\n/what/place complete Rome\n" },
  { "union-decided", SEARCH, "{\"what\":{\"place\":\"Rome\",\"query\":\"x", FALSE,
    "/what arriving Rome\n/what/query arriving x\n/what/place complete Rome\n" },
  { "enum-arriving", SEARCH, "{\"what\":{\"units\":\"met", FALSE,
    "/what arriving\n/what/place waiting\n/what/units arriving\n" },
  { "recursive", TREE, "", FALSE, "/name waiting\n/next waiting\n/children waiting\n" },
  { "recursive-arriving", TREE, "{\"next\":{\"name\":\"a\",", FALSE,
    "/name waiting\n/next arriving a\n/next/name complete a\n/next/next waiting\n/next/children waiting\n"
    "/children waiting\n" },
  { "twice", USER, "{\"name\":\"a\",\"name\":\"b\",\"age\":1", FALSE, "/name complete b\n/age arriving 1\n" },
};

/* Somebody looks from the beginning on, at every step, or only at the end: it is the same tree. */
static void
check_tree (const TreeCase *c,
            gsize           piece,
            gboolean        early)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  fixture_init (&fixture, "text", c->schema, OBJECT, ANY);
  if (early)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      print_fields (sluice_run_get_field (fixture.run), out);
    }
  for (gsize at = 0; at < strlen (c->text); at += piece)
    {
      fixture_push_bytes (&fixture, c->text + at, MIN (piece, strlen (c->text) - at));
      if (early)
        {
          g_autoptr(GString) out = g_string_new (NULL);

          sluice_run_flush (fixture.run);
          print_fields (sluice_run_get_field (fixture.run), out);
        }
    }
  if (c->ended)
    fixture_end (&fixture, NULL);

  sluice_run_flush (fixture.run);
  root = sluice_run_get_field (fixture.run);
  assert_fields (root, c->expected);
  fixture_clear (&fixture);
}

static void
test_tree (gconstpointer data)
{
  g_test_summary ("Each field has its word and its line, whoever looks and however the text comes");

  check_tree (data, G_MAXSIZE / 2, FALSE);
  check_tree (data, G_MAXSIZE / 2, TRUE);
  check_tree (data, 1, FALSE);
  check_tree (data, 1, TRUE);
}

/* Rows that a view holds all the while, as a view does. */
static void
hold_all (SluiceField *field,
          GPtrArray   *held,
          Watch       *watch)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  for (guint i = 0; i < n; i++)
    {
      SluiceField *child = g_list_model_get_item (G_LIST_MODEL (field), i);

      if (!g_ptr_array_find (held, child, NULL))
        {
          watch_field (watch, child);
          g_ptr_array_add (held, g_object_ref (child));
        }
      hold_all (child, held, watch);
      g_object_unref (child);
    }
}

static void
test_held (gconstpointer data)
{
  const TreeCase *c = data;
  Fixture fixture;
  SluiceField *root;
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GString) log = g_string_new (NULL);
  Watch watch = { log, 0 };

  g_test_summary ("The same objects tell the same as fresh ones, and nothing is told before a flush");

  fixture_init (&fixture, "text", c->schema, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  watch_field (&watch, root);
  for (const char *p = c->text; *p != '\0'; p++)
    {
      hold_all (root, held, &watch);
      g_string_truncate (log, 0);
      watch.n_changed = 0;
      fixture_push_bytes (&fixture, p, 1);
      g_assert_cmpstr (log->str, ==, "");
      g_assert_cmpuint (watch.n_changed, ==, 0);
      sluice_run_flush (fixture.run);
      g_assert_false (sluice_run_has_changes (fixture.run));
    }
  hold_all (root, held, &watch);
  if (c->ended)
    fixture_end (&fixture, NULL);
  assert_fields (root, c->expected);

  for (guint i = 0; i < held->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (held, i), &watch);
  g_signal_handlers_disconnect_by_data (root, &watch);
  fixture_clear (&fixture);
}

/* -- Announcements ------------------------------------------------------------------------------------------ */

static void
test_announcements (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) reason = NULL;
  g_autoptr(SluiceField) scores = NULL;
  g_autoptr(SluiceField) urgent = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  Watch watch = { log, 0 };
  Watch aside = { log, 0 };

  g_test_summary ("One items-changed for each flush, and a word from what has changed, no other");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  reason = get_at (root, "/reason");
  scores = get_at (root, "/scores");
  urgent = get_at (root, "/urgent");
  g_list_model_get_n_items (G_LIST_MODEL (scores));
  watch_field (&watch, reason);
  watch_field (&watch, scores);
  watch_field (&aside, urgent);

  fixture_push (&fixture, "{\"reason\":\"a");
  fixture_push (&fixture, "b");
  fixture_push (&fixture, "c");
  g_assert_cmpuint (watch.n_changed, ==, 0);
  sluice_run_flush (fixture.run);
  g_assert_cmpuint (watch.n_changed, ==, 1);

  fixture_push (&fixture, "\",\"scores\":[{\"label\":\"a\"},{\"label\":\"b\"},{");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scores)), ==, 0);
  sluice_run_flush (fixture.run);
  assert_log (&watch, "/scores 0-0+3\n");
  fixture_push (&fixture, "\"label\":\"c\"},{\"label\":\"d\"}]");
  sluice_run_flush (fixture.run);
  assert_log (&watch, "/scores 3-0+1\n");
  sluice_run_flush (fixture.run);
  assert_log (&watch, "");
  g_assert_cmpuint (aside.n_changed, ==, 0);

  g_signal_handlers_disconnect_by_data (reason, &watch);
  g_signal_handlers_disconnect_by_data (scores, &watch);
  g_signal_handlers_disconnect_by_data (urgent, &aside);
  g_clear_object (&reason);
  g_clear_object (&scores);
  g_clear_object (&urgent);
  fixture_clear (&fixture);
}

static void
test_container_turns_leaf (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) address = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  Watch watch = { log, 0 };

  g_test_summary ("A row that has children no more is announced anew, and loses them");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  address = get_at (root, "/address");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (address)), ==, 2);
  g_assert_true (sluice_field_is_container (address));
  watch_field (&watch, root);
  watch_field (&watch, address);

  fixture_push (&fixture, "{\"reason\":\"a\",\"address\":null");
  fixture_push (&fixture, ",");
  sluice_run_flush (fixture.run);
  g_assert_false (sluice_field_is_container (address));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (address)), ==, 0);
  g_assert_nonnull (strstr (log->str, " 2-1+1\n"));
  g_assert_nonnull (strstr (log->str, "/address 0-2+0\n"));

  g_signal_handlers_disconnect_by_data (root, &watch);
  g_signal_handlers_disconnect_by_data (address, &watch);
  g_clear_object (&address);
  fixture_clear (&fixture);
}

static void
test_leaf_turns_container (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) what = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  Watch watch = { log, 0 };

  g_test_summary ("A union that turns out to be an object is announced anew, and keeps what is right");

  fixture_init (&fixture, "text", SEARCH, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  what = get_at (root, "/what");
  g_assert_false (sluice_field_is_container (what));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (what)), ==, 0);
  g_assert_cmpstr (sluice_field_get_type_label (what), ==, "Weather or Search");
  watch_field (&watch, root);
  watch_field (&watch, what);

  fixture_push (&fixture, "{\"what\":{\"place\":\"R");
  sluice_run_flush (fixture.run);
  g_assert_true (sluice_field_is_container (what));
  g_assert_nonnull (strstr (log->str, " 0-1+1\n"));
  g_assert_nonnull (strstr (log->str, "/what 0-0+1\n"));
  g_string_truncate (log, 0);

  {
    g_autoptr(SluiceField) place = get_at (root, "/what/place");
    g_autoptr(SluiceField) again = NULL;

    fixture_push (&fixture, "ome\",\"query\":\"");
    sluice_run_flush (fixture.run);
    assert_log (&watch, "/what 0-1+2\n");
    g_assert_cmpstr (sluice_field_get_type_label (what), ==, "Search");
    again = get_at (root, "/what/place");
    g_assert_true (again == place);
  }

  g_signal_handlers_disconnect_by_data (root, &watch);
  g_signal_handlers_disconnect_by_data (what, &watch);
  g_clear_object (&what);
  fixture_clear (&fixture);
}

static void
test_lifetime (void)
{
  Fixture fixture;
  SluiceField *field;
  SluiceField *again;
  SluiceField *root;

  g_test_summary ("A field is the same object while it is held, and forgotten after that");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  fixture_push (&fixture, "{\"reason\":\"a\",\"scores\":[{\"label\":\"x\"}");
  field = get_at (root, "/scores/0");
  again = get_at (root, "/scores/0");
  g_assert_true (field == again);
  g_object_unref (again);
  sluice_run_flush (fixture.run);
  g_assert_finalize_object (field);
  field = get_at (root, "/scores/0");
  fixture_push (&fixture, "]");

  /* Marked fields are held until they are announced, but not by a run that is gone. */
  g_object_add_weak_pointer (G_OBJECT (field), (gpointer *) &field);
  g_object_unref (field);
  fixture_clear (&fixture);
  g_assert_null (field);
}

/* A view may let go of the run first. */
static void
test_outlives_run (void)
{
  Fixture fixture;
  g_autoptr(SluiceField) root = NULL;
  g_autoptr(SluiceField) scores = NULL;

  g_test_summary ("Fields keep what they show");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = g_object_ref (sluice_run_get_field (fixture.run));
  scores = get_at (root, "/scores");
  fixture_push (&fixture, "{\"reason\":\"a\",\"scores\":[{\"label\":\"x\"}");
  sluice_run_flush (fixture.run);
  fixture_clear (&fixture);

  g_assert_cmpint (sluice_field_get_state (scores), ==, SLUICE_FIELD_CUT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scores)), ==, 1);
}

static void
test_long_text (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) reason = NULL;
  g_autoptr(GString) text = g_string_new ("{\"reason\":\"");
  g_autofree char *summary = NULL;
  gboolean elided;

  g_test_summary ("Of a long text, whole characters of its end are shown");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  reason = get_at (root, "/reason");
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "äöü ");
  g_string_append (text, "end");
  fixture_push (&fixture, text->str);

  summary = sluice_field_dup_summary (reason, 9, &elided);
  g_assert_true (elided);
  g_assert_cmpstr (summary, ==, "öü end");
  g_clear_pointer (&summary, g_free);
  summary = sluice_field_dup_summary (reason, 7, &elided);
  g_assert_cmpstr (summary, ==, "ü end");

  g_clear_object (&reason);
  fixture_clear (&fixture);
}

/* -- Times, rules, numbers --------------------------------------------------------------------------------------- */

static void
test_times (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) reason = NULL;

  g_test_summary ("The time of a field is that at which its value closed");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  reason = get_at (root, "/reason");
  fixture_push (&fixture, "{\"reason\":\"a");
  g_assert_cmpfloat (sluice_field_get_time (reason), <, 0);
  fixture_push (&fixture, "\",");
  fixture_push (&fixture, "\"scores\":[");
  g_assert_cmpfloat_with_epsilon (sluice_field_get_time (reason), 0.002, 1e-9);
  g_assert_cmpstr (sluice_field_get_type_label (reason), ==, "string");
  g_assert_true (sluice_field_get_required (reason));
  g_assert_cmpuint (sluice_field_get_depth (reason), ==, 1);
  g_clear_object (&reason);
  fixture_clear (&fixture);
}

static void
test_violations (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) score = NULL;
  g_autoptr(SluiceField) value = NULL;
  g_autoptr(GPtrArray) of_score = NULL;
  g_autoptr(GPtrArray) of_value = NULL;

  g_test_summary ("A field tells of the rules that itself breaks");

  fixture_init (&fixture, "text", TICKET, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  fixture_push (&fixture, "{\"scores\":[{\"label\":\"x\",\"value\":3}");
  sluice_run_flush (fixture.run);
  score = get_at (root, "/scores/0");
  value = get_at (root, "/scores/0/value");
  g_assert_cmpint (sluice_field_get_state (score), ==, SLUICE_FIELD_INVALID);
  of_score = sluice_field_list_violations (score);
  of_value = sluice_field_list_violations (value);
  g_assert_cmpuint (of_score->len, ==, 0);
  g_assert_cmpuint (of_value->len, ==, 1);
  g_assert_cmpstr (sluice_violation_get_keyword (g_ptr_array_index (of_value, 0)), ==, "maximum");
  g_clear_pointer (&of_value, g_ptr_array_unref);
  g_clear_object (&score);
  g_clear_object (&value);
  fixture_clear (&fixture);
}

typedef struct
{
  const char *name;
  const char *text;     /* three forms of one item that breaks two rules */
} FormCase;

static const FormCase form_cases[] = {
  { "wrapper", "{\"tasks\":[{\"age\":\"x\"}]}" }, { "array", "[{\"age\":\"x\"}]" }, { "bare", "{\"age\":\"x\"}" },
};

static guint
count_keyword (SluiceField *root,
               const char  *path,
               const char  *keyword)
{
  g_autoptr(SluiceField) field = get_at (root, path);
  g_autoptr(GPtrArray) violations = sluice_field_list_violations (field);
  guint n = 0;

  for (guint i = 0; i < violations->len; i++)
    n += g_str_equal (sluice_violation_get_keyword (g_ptr_array_index (violations, i)), keyword);
  g_assert_cmpuint (n, ==, violations->len);

  return n;
}

static void
test_violations_of_items (gconstpointer data)
{
  const FormCase *c = data;
  Fixture fixture;
  SluiceField *root;

  g_test_summary ("Whatever the form of the answer, the broken rule is with its own row, also a missing one");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  root = sluice_run_get_field (fixture.run);
  fixture_push (&fixture, c->text);
  sluice_run_flush (fixture.run);
  g_assert_cmpuint (count_keyword (root, "/0", ""), ==, 0);
  g_assert_cmpuint (count_keyword (root, "/0/age", "type"), ==, 1);
  g_assert_cmpuint (count_keyword (root, "/0/name", "required"), ==, 1);
  fixture_clear (&fixture);
}

typedef struct
{
  const char *name;
  const char *schema;
  const char *text;
  gboolean    ended;
  guint       closed;
  guint       total;
} CountCase;

static const CountCase count_cases[] = {
  { "skeleton", TICKET, "", FALSE, 0, 7 },
  { "one", TICKET, "{\"reason\":\"a\",", FALSE, 1, 7 },
  { "list-open", TICKET, "{\"reason\":\"a\",\"scores\":[", FALSE, 1, 6 },
  { "item-open", TICKET, "{\"reason\":\"a\",\"scores\":[{\"label\":\"x", FALSE, 1, 8 },
  { "item-closed", TICKET, "{\"reason\":\"a\",\"scores\":[{\"label\":\"x\"}", FALSE, 2, 7 },
  { "null", TICKET, "{\"reason\":\"a\",\"scores\":[],\"address\":null,", FALSE, 2, 5 },
  { "whole", TICKET, "{\"reason\":\"a\",\"scores\":[],\"address\":null,\"urgent\":true}", TRUE, 3, 3 },
  { "cut", USER, "{\"name\":\"a\",\"age\":3", TRUE, 1, 2 },
  { "no-schema", NULL, "{\"a\":1,\"b\":[2,3", FALSE, 2, 3 },
  { "recursive", TREE, "", FALSE, 0, 3 },
};

static void
test_count (gconstpointer data)
{
  const CountCase *c = data;
  Fixture fixture;
  guint closed, total;

  g_test_summary ("Fields are counted as they come to be known");

  fixture_init (&fixture, "text", c->schema, OBJECT, ANY);
  if (*c->text != '\0')
    fixture_push (&fixture, c->text);
  if (c->ended)
    fixture_end (&fixture, NULL);
  sluice_run_count_fields (fixture.run, &closed, &total);
  g_assert_cmpuint (closed, ==, c->closed);
  g_assert_cmpuint (total, ==, c->total);
  fixture_clear (&fixture);
}

/* -- Many results --------------------------------------------------------------------------------------------------- */

static void
test_items (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceItem) item = NULL;
  g_autoptr(SluiceField) field = NULL;
  g_autoptr(SluiceField) same = NULL;

  g_test_summary ("The children of an iterable are its items, without the wrapper");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  root = sluice_run_get_field (fixture.run);
  g_assert_true (sluice_field_is_container (root));
  g_assert_cmpint (sluice_field_get_state (root), ==, SLUICE_FIELD_WAITING);
  assert_fields (root, "");
  fixture_push (&fixture, "[{\"name\":\"Jo\",\"age\":3},{\"name\":\"A");
  assert_fields (root, "");
  sluice_run_flush (fixture.run);
  assert_fields (root, "/0 complete Jo\n/0/name complete Jo\n/0/age complete 3\n"
                       "/1 arriving\n/1/name arriving A\n/1/age waiting\n");
  g_assert_cmpint (sluice_field_get_state (root), ==, SLUICE_FIELD_ARRIVING);

  item = g_list_model_get_item (sluice_run_get_items (fixture.run), 1);
  field = sluice_run_get_item_field (fixture.run, item);
  same = g_list_model_get_item (G_LIST_MODEL (root), 1);
  g_assert_true (field == same);

  fixture_push (&fixture, "l\"}");
  fixture_end (&fixture, "lost");
  assert_fields (root, "/0 complete Jo\n/0/name complete Jo\n/0/age complete 3\n"
                       "/1 complete Al\n/1/name complete Al\n/1/age missing\n");
  g_assert_cmpint (sluice_field_get_state (root), ==, SLUICE_FIELD_CUT);

  g_clear_object (&item);
  g_clear_object (&field);
  g_clear_object (&same);
  fixture_clear (&fixture);
}

/* -- Giving up what was read ------------------------------------------------------------------------------------------ */

static void
test_reset (void)
{
  Fixture fixture;
  SluiceField *root;
  g_autoptr(SluiceField) name = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  Watch watch = { log, 0 };

  g_test_summary ("Where the value turns out to be elsewhere, the tree starts anew");

  fixture_init (&fixture, "openai-chat", USER, OBJECT, ANY);
  root = sluice_run_get_field (fixture.run);
  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\":\\\"no\\\",\\\"mood\\\":1,\"}}]}\n\n");
  sluice_run_flush (fixture.run);
  assert_fields (root, "/name complete no\n/age waiting\n/mood extra 1\n");
  name = get_at (root, "/name");
  watch_field (&watch, root);

  fixture_push (&fixture, "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\","
                          "\"type\":\"function\",\"function\":{\"name\":\"User\",\"arguments\":\"{\\\"name\\\":\\\"Jo\"}}]}}]}\n\n");
  assert_log (&watch, " 0-3+2\n");
  sluice_run_flush (fixture.run);
  assert_fields (root, "/name arriving Jo\n/age waiting\n");
  g_assert_cmpint (sluice_field_get_state (name), ==, SLUICE_FIELD_COMPLETE);

  g_signal_handlers_disconnect_by_data (root, &watch);
  g_clear_object (&name);
  fixture_clear (&fixture);
}

static void
test_skeleton (void)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (TICKET, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  SluiceField *root = sluice_field_new_for_definition (sluice_schema_get_root (schema));

  g_test_summary ("What a schema promises can be shown before there is a run");

  assert_fields (root, tree_cases[0].expected);
  g_assert_cmpstr (sluice_field_get_name (root), ==, "Ticket");
  g_assert_cmpstr (sluice_field_get_path (root), ==, "");
  g_assert_finalize_object (root);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tree_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/field/tree/", tree_cases[i].name, NULL);
      g_autofree char *held = g_strconcat ("/field/held/", tree_cases[i].name, NULL);

      g_test_add_data_func (path, &tree_cases[i], test_tree);
      g_test_add_data_func (held, &tree_cases[i], test_held);
    }
  for (guint i = 0; i < G_N_ELEMENTS (count_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/field/count/", count_cases[i].name, NULL);

      g_test_add_data_func (path, &count_cases[i], test_count);
    }
  g_test_add_func ("/field/announcements", test_announcements);
  g_test_add_func ("/field/container-turns-leaf", test_container_turns_leaf);
  g_test_add_func ("/field/leaf-turns-container", test_leaf_turns_container);
  g_test_add_func ("/field/lifetime", test_lifetime);
  g_test_add_func ("/field/outlives-run", test_outlives_run);
  g_test_add_func ("/field/long-text", test_long_text);
  g_test_add_func ("/field/times", test_times);
  g_test_add_func ("/field/violations", test_violations);
  for (guint i = 0; i < G_N_ELEMENTS (form_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/field/violations-of-items/", form_cases[i].name, NULL);

      g_test_add_data_func (path, &form_cases[i], test_violations_of_items);
    }
  g_test_add_func ("/field/items", test_items);
  g_test_add_func ("/field/reset", test_reset);
  g_test_add_func ("/field/skeleton", test_skeleton);

  return g_test_run ();
}
