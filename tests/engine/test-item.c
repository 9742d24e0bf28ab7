/* test-item.c: many results
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <time.h>

#include "run-fixture.h"

#define USER "{\"title\":\"User\",\"type\":\"object\",\"required\":[\"name\",\"age\"],\"properties\":{" \
             "\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\",\"maximum\":120}}}"
#define SHAPES \
  "{\"anyOf\":[{\"title\":\"Circle\",\"type\":\"object\",\"required\":[\"radius\"],\"additionalProperties\":false," \
   "\"properties\":{\"radius\":{\"type\":\"number\"}}}," \
  "{\"title\":\"Box\",\"type\":\"object\",\"required\":[\"width\"],\"additionalProperties\":false," \
   "\"properties\":{\"width\":{\"type\":\"number\"},\"note\":{\"type\":\"string\"}}}]}"

#define MANY SLUICE_SHAPE_ITERABLE
#define ANY SLUICE_MODE_AUTOMATIC

/* -- The order of things ---------------------------------------------------------------------------------- */

static void
opened_cb (SluiceRun  *run,
           SluiceItem *item,
           GString    *log)
{
  g_string_append_printf (log, "+%u ", sluice_item_get_index (item));
}

static void
closed_cb (SluiceRun  *run,
           SluiceItem *item,
           GString    *log)
{
  g_autofree char *json = sluice_item_to_json (item, 0);

  g_assert_true (sluice_item_is_closed (item));
  g_string_append_printf (log, "-%u%s%s ", sluice_item_get_index (item),
                          sluice_item_is_valid (item) ? "=" : "!", json);
}

typedef struct
{
  const char *name;
  const char *schema;
  const char *text;
  const char *expected;  /* what "item-opened" and "item" told */
} OrderCase;

static const OrderCase order_cases[] = {
  { "array", USER, "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":2}]",
    "+0 -0={\"name\":\"a\",\"age\":1} +1 -1={\"name\":\"b\",\"age\":2} " },
  { "bare", USER, "{\"name\":\"a\",\"age\":1}", "+0 -0={\"name\":\"a\",\"age\":1} " },
  { "invalid-in-the-middle", USER,
    "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":200},{\"name\":\"c\"},{\"name\":\"d\",\"age\":3}]",
    "+0 -0={\"name\":\"a\",\"age\":1} +1 -1!{\"name\":\"b\",\"age\":200} +2 -2!{\"name\":\"c\"} "
    "+3 -3={\"name\":\"d\",\"age\":3} " },
  { "brackets-in-strings", USER, "[{\"name\":\"}],\\\"{\",\"age\":1}", "+0 -0={\"name\":\"}],\\\"{\",\"age\":1} " },
  { "cut", USER, "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":2", "+0 -0={\"name\":\"a\",\"age\":1} +1 " },
  { "numbers", "{\"type\":\"integer\"}", "[1, 20,\n3", "+0 -0=1 +1 -1=20 +2 " },
  { "strings", "{\"type\":\"string\"}", "[\"a]\",\"b\"]", "+0 -0=\"a]\" +1 -1=\"b\" " },
  { "arrays", "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}",
    "[[1],[2,3]]", "+0 -0=[1] +1 -1=[2,3] " },
  { "schema-is-the-list", "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "[1,[2]]", "+0 -0=1 +1 -1![2] " },
  { "union", SHAPES, "[{\"radius\":1},{\"note\":\"x\",\"width\":2}]",
    "+0 -0={\"radius\":1} +1 -1={\"note\":\"x\",\"width\":2} " },
  { "empty", USER, "[]", "" },
  { "no-schema", NULL, "[1,{\"a\":2}]", "+0 -0=1 +1 -1={\"a\":2} " },
  { "no-schema-wrapper", NULL, "{\"users\":[1,2]}", "+0 -0=1 +1 -1=2 " },
  { "no-schema-bare", NULL, "{\"a\":3,\"b\":[1,2]}", "+0 -0={\"a\":3,\"b\":[1,2]} " },
};

static void
check_order (const OrderCase *c,
             gsize            piece)
{
  g_autoptr(GString) log = g_string_new (NULL);
  Fixture fixture;

  fixture_init (&fixture, "text", c->schema, MANY, ANY);
  g_signal_connect (fixture.run, "item-opened", G_CALLBACK (opened_cb), log);
  g_signal_connect (fixture.run, "item", G_CALLBACK (closed_cb), log);
  for (gsize at = 0; at < strlen (c->text); at += piece)
    fixture_push_bytes (&fixture, c->text + at, MIN (piece, strlen (c->text) - at));
  g_assert_cmpstr (log->str, ==, c->expected);
  fixture_clear (&fixture);
}

static void
test_order (gconstpointer data)
{
  g_test_summary ("An item opens at its first byte and closes at its own end, whatever it is");

  check_order (data, G_MAXSIZE / 2);
  check_order (data, 1);
  check_order (data, 5);
}

/* The wrapper's key is the schema's own, and any of the three forms gives the same items. */
static void
test_wrapper (void)
{
  g_autoptr(SluiceRequest) request = fixture_create_request (USER, MANY, ANY);
  const char *key = sluice_schema_get_items_key (sluice_request_get_sent_schema (request));
  g_autofree char *text = g_strdup_printf ("{\"%s\":[{\"name\":\"a\",\"age\":1}]}", key);
  OrderCase c = { "wrapper", USER, text, "+0 -0={\"name\":\"a\",\"age\":1} " };

  g_test_summary ("The wrapper that a list travels in is hidden");

  check_order (&c, G_MAXSIZE / 2);
  check_order (&c, 1);
}

/* -- The model ----------------------------------------------------------------------------------------------- */

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
changed_cb (SluiceItem *item,
            guint      *n)
{
  (*n)++;
}

static void
test_model (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(SluiceItem) item = NULL;
  g_autoptr(SluiceItem) same = NULL;
  guint n_changed = 0;
  Fixture fixture;
  GListModel *items;

  g_test_summary ("Rows are announced by a flush, once, and are the same objects while held");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  items = sluice_run_get_items (fixture.run);
  g_signal_connect (items, "items-changed", G_CALLBACK (items_changed_cb), log);
  fixture_push (&fixture, "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":2},{\"na");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  g_assert_null (g_list_model_get_item (items, 0));
  g_assert_cmpuint (sluice_run_get_n_items (fixture.run), ==, 2);
  sluice_run_flush (fixture.run);
  g_assert_cmpstr (log->str, ==, "0-0+3 ");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);

  item = g_list_model_get_item (items, 2);
  same = g_list_model_get_item (items, 2);
  g_assert_true (item == same);
  g_assert_false (sluice_item_is_closed (item));
  g_assert_cmpint (sluice_item_get_time (item), ==, -1);
  g_signal_connect (item, "changed", G_CALLBACK (changed_cb), &n_changed);
  fixture_push (&fixture, "me\":\"c\",");
  fixture_push (&fixture, "\"age\":300}");
  g_assert_cmpuint (n_changed, ==, 0);
  sluice_run_flush (fixture.run);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (log->str, ==, "0-0+3 ");
  g_assert_true (sluice_item_is_closed (item));
  g_assert_false (sluice_item_is_valid (item));
  g_assert_cmpint (sluice_item_get_time (item), ==, 3000);
  g_assert_cmpstr (sluice_item_get_type_name (item), ==, "User");
  {
    g_autoptr(GPtrArray) violations = sluice_item_list_violations (item);

    g_assert_cmpuint (violations->len, ==, 1);
  }

  g_clear_object (&same);
  g_assert_finalize_object (g_steal_pointer (&item));
  g_signal_handlers_disconnect_by_data (items, log);
  fixture_clear (&fixture);
}

static void
test_outlives_run (void)
{
  g_autoptr(SluiceItem) item = NULL;
  g_autoptr(SluiceItem) other = NULL;
  g_autoptr(GListModel) items = NULL;
  g_autofree char *json = NULL;
  Fixture fixture;

  g_test_summary ("Rows and the list keep what they show");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  items = g_object_ref (sluice_run_get_items (fixture.run));
  fixture_push (&fixture, "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":2}]");
  sluice_run_flush (fixture.run);
  item = g_list_model_get_item (items, 0);
  fixture_clear (&fixture);

  other = g_list_model_get_item (items, 1);
  json = sluice_item_to_json (other, 0);
  g_assert_cmpstr (json, ==, "{\"name\":\"b\",\"age\":2}");
  g_clear_object (&items);
  g_assert_cmpstr (sluice_item_get_type_name (item), ==, "User");
}

static void
test_union (void)
{
  g_autoptr(SluiceItem) item = NULL;
  Fixture fixture;

  g_test_summary ("The type of a union's item is told when it is known, and not guessed before");

  fixture_init (&fixture, "text", SHAPES, MANY, ANY);
  fixture_push (&fixture, "[{");
  sluice_run_flush (fixture.run);
  item = g_list_model_get_item (sluice_run_get_items (fixture.run), 0);
  g_assert_null (sluice_item_get_type_name (item));
  fixture_push (&fixture, "\"radius\":");
  g_assert_cmpstr (sluice_item_get_type_name (item), ==, "Circle");
  g_clear_object (&item);
  fixture_clear (&fixture);
}

/* -- Policies --------------------------------------------------------------------------------------------------- */

#define THREE "[{\"name\":\"a\",\"age\":1},{\"name\":\"b\",\"age\":200},{\"name\":\"c\",\"age\":3}]"

typedef struct
{
  const char       *name;
  SluiceItemPolicy  policy;
  SluiceOutcome     outcome;
  const char       *told;
  const char       *ndjson;
} PolicyCase;

static const PolicyCase policy_cases[] = {
  { "collect", SLUICE_ITEM_POLICY_COLLECT, SLUICE_OUTCOME_INVALID,
    "+0 -0={\"name\":\"a\",\"age\":1} +1 -1!{\"name\":\"b\",\"age\":200} +2 -2={\"name\":\"c\",\"age\":3} ",
    "{\"name\":\"a\",\"age\":1}\n{\"name\":\"b\",\"age\":200}\n{\"name\":\"c\",\"age\":3}\n" },
  { "skip", SLUICE_ITEM_POLICY_SKIP, SLUICE_OUTCOME_COMPLETE,
    "+0 -0={\"name\":\"a\",\"age\":1} +1 +2 -2={\"name\":\"c\",\"age\":3} ",
    "{\"name\":\"a\",\"age\":1}\n{\"name\":\"c\",\"age\":3}\n" },
  { "stop", SLUICE_ITEM_POLICY_STOP, SLUICE_OUTCOME_INVALID,
    "+0 -0={\"name\":\"a\",\"age\":1} +1 ",
    "{\"name\":\"a\",\"age\":1}\n{\"name\":\"b\",\"age\":200}\n" },
};

static void
check_policy (const PolicyCase *c,
              gsize             piece)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autofree char *ndjson = NULL;
  Fixture fixture;

  fixture_init (&fixture, "text", USER, MANY, ANY);
  sluice_run_set_item_policy (fixture.run, c->policy);
  g_assert_cmpint (sluice_run_get_item_policy (fixture.run), ==, c->policy);
  g_signal_connect (fixture.run, "item-opened", G_CALLBACK (opened_cb), log);
  g_signal_connect (fixture.run, "item", G_CALLBACK (closed_cb), log);
  for (gsize at = 0; at < strlen (THREE) && fixture.n_finished == 0; at += piece)
    fixture_push_bytes (&fixture, THREE + at, MIN (piece, strlen (THREE) - at));
  if (c->policy != SLUICE_ITEM_POLICY_STOP)
    fixture_end (&fixture, NULL);

  g_assert_cmpint (fixture.outcome, ==, c->outcome);
  g_assert_cmpint (fixture.transport->cancelled, ==, c->policy == SLUICE_ITEM_POLICY_STOP);
  g_assert_cmpstr (log->str, ==, c->told);
  ndjson = sluice_run_items_to_ndjson (fixture.run);
  g_assert_cmpstr (ndjson, ==, c->ndjson);
  if (c->policy == SLUICE_ITEM_POLICY_STOP)
    {
      g_assert_cmpuint (sluice_run_get_n_items (fixture.run), ==, 2);
      g_assert_cmpuint (sluice_node_get_n_children (sluice_run_get_root (fixture.run)), ==, 2);
    }
  fixture_clear (&fixture);
}

static void
test_policy (gconstpointer data)
{
  g_test_summary ("An invalid item is kept and flagged, left out, or ends the run, in any split");

  check_policy (data, 1);
  check_policy (data, 7);
  check_policy (data, strlen (THREE));
}

/* -- As text ------------------------------------------------------------------------------------------------------ */

static void
test_export (void)
{
  g_autofree char *letters = NULL;
  g_autofree char *values = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *pretty = NULL;
  g_autofree char *csv = NULL;
  Fixture fixture;

  g_test_summary ("Items are printed as a list, as lines, and as a table");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  g_assert_null (sluice_run_to_json (fixture.run, SLUICE_POLICY_LETTERS, 0));
  fixture_push (&fixture, "[{\"name\":\"a \\\"b\\\", c\",\"age\":1,\"x\":[1]},{\"age\":null,\"name\":\"d\"},{\"name\":\"e");
  letters = sluice_run_to_json (fixture.run, SLUICE_POLICY_LETTERS, 0);
  g_assert_cmpstr (letters, ==, "[{\"name\":\"a \\\"b\\\", c\",\"age\":1,\"x\":[1]},{\"age\":null,\"name\":\"d\"},{\"name\":\"e\"}]");
  values = sluice_run_to_json (fixture.run, SLUICE_POLICY_VALUES, 0);
  g_assert_cmpstr (values, ==, "[{\"name\":\"a \\\"b\\\", c\",\"age\":1,\"x\":[1]},{\"age\":null,\"name\":\"d\"},{}]");
  closed = sluice_run_to_json (fixture.run, SLUICE_POLICY_ITEMS, 0);
  g_assert_cmpstr (closed, ==, "[{\"name\":\"a \\\"b\\\", c\",\"age\":1,\"x\":[1]},{\"age\":null,\"name\":\"d\"}]");
  csv = sluice_run_items_to_csv (fixture.run);
  g_assert_cmpstr (csv, ==, "name,age,x\r\n\"a \"\"b\"\", c\",1,[1]\r\nd,,\r\n");
  fixture_clear (&fixture);

  fixture_init (&fixture, "text", USER, MANY, ANY);
  fixture_push (&fixture, "[{\"name\":\"a\"}]");
  pretty = sluice_run_to_json (fixture.run, SLUICE_POLICY_VALUES, 2);
  g_assert_cmpstr (pretty, ==, "[\n  {\n    \"name\": \"a\"\n  }\n]");
  fixture_clear (&fixture);
}

static void
test_export_union (void)
{
  g_autofree char *csv = NULL;
  g_autofree char *numbers = NULL;
  Fixture fixture;

  g_test_summary ("A union has its type in the first column; what is no object has one column");

  fixture_init (&fixture, "text", SHAPES, MANY, ANY);
  fixture_push (&fixture, "[{\"radius\":1},{\"note\":\"x\",\"width\":2}]");
  csv = sluice_run_items_to_csv (fixture.run);
  g_assert_cmpstr (csv, ==, "type,radius,width,note\r\nCircle,1,,\r\nBox,,2,x\r\n");
  fixture_clear (&fixture);

  fixture_init (&fixture, "text", "{\"type\":\"integer\"}", MANY, ANY);
  fixture_push (&fixture, "[1,2]");
  numbers = sluice_run_items_to_csv (fixture.run);
  g_assert_cmpstr (numbers, ==, "value\r\n1\r\n2\r\n");
  fixture_clear (&fixture);
}

/* -- Many ------------------------------------------------------------------------------------------------------------ */

#define N_MANY 10000

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* A turn that read everything would be all of the time, on any machine. */
#define MIN_TURNS 4

static void
check_turns (Fixture *fixture,
             GBytes  *chunk)
{
  gint64 longest = 0, total = 0;
  guint n_turns = 0;

  fixture_settle ();
  sluice_transport_chunk (SLUICE_TRANSPORT (fixture->transport), chunk, 1000);
  g_assert_cmpuint (sluice_run_get_n_items (fixture->run), <, N_MANY);
  g_assert_true (fixture->transport->paused);
  while (sluice_run_get_n_items (fixture->run) < N_MANY)
    {
      gint64 before = get_cpu_us (), taken;

      g_main_context_iteration (NULL, TRUE);
      taken = get_cpu_us () - before;
      longest = MAX (longest, taken);
      total += taken;
      n_turns++;
    }
  fixture_settle ();

  g_test_message ("%u turns, the longest %d us of %d", n_turns, (int) longest, (int) total);
  g_assert_cmpint (longest * MIN_TURNS, <, total);
  g_assert_cmpuint (n_turns, >, MIN_TURNS);
  g_assert_false (fixture->transport->paused);
}

static GString *
create_many (void)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text, "%s{\"name\":\"user number %u\",\"age\":%u}", i > 0 ? "," : "", i, i % 100);
  g_string_append_c (text, ']');

  return text;
}

static void
test_many_events (void)
{
  g_autoptr(GString) text = create_many ();
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GBytes) chunk = NULL;
  Fixture fixture;

  g_test_summary ("Many events in one chunk are read in slices, in order, while the loop turns");

  for (gsize at = 0; at < text->len; at += 8)
    {
      g_autofree char *piece = g_strndup (text->str + at, 8);
      g_autofree char *escaped = g_strescape (piece, NULL);

      g_string_append_printf (body, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n", escaped);
    }
  chunk = g_string_free_to_bytes (g_steal_pointer (&body));

  fixture_init (&fixture, "openai-chat", USER, MANY, ANY);
  check_turns (&fixture, chunk);
  fixture_clear (&fixture);
}

static void
test_many_in_one_event (void)
{
  g_autoptr(GString) text = create_many ();
  g_autofree char *escaped = g_strescape (text->str, NULL);
  g_autofree char *body = NULL;
  g_autoptr(GBytes) chunk = NULL;
  Fixture fixture;

  g_test_summary ("One event with many items is read in slices, too");

  body = g_strdup_printf ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n", escaped);
  chunk = g_bytes_new (body, strlen (body));

  fixture_init (&fixture, "openai-chat", USER, MANY, ANY);
  check_turns (&fixture, chunk);
  fixture_clear (&fixture);
}

static void
test_cancel_backlog (void)
{
  g_autoptr(GString) text = create_many ();
  g_autoptr(GBytes) chunk = g_bytes_new (text->str, text->len);
  Fixture fixture;

  g_test_summary ("What had arrived when a run was cancelled is read to its end");

  fixture_init (&fixture, "text", USER, MANY, ANY);
  fixture_settle ();
  sluice_transport_chunk (SLUICE_TRANSPORT (fixture.transport), chunk, 1000);
  sluice_run_cancel (fixture.run);
  g_assert_true (fixture.transport->cancelled);
  while (fixture.n_finished == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture.outcome, ==, SLUICE_OUTCOME_CANCELLED);
  g_assert_cmpuint (sluice_run_get_n_items (fixture.run), ==, N_MANY);
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/item/order/", order_cases[i].name, NULL);

      g_test_add_data_func (path, &order_cases[i], test_order);
    }
  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/item/policy/", policy_cases[i].name, NULL);

      g_test_add_data_func (path, &policy_cases[i], test_policy);
    }
  g_test_add_func ("/item/wrapper", test_wrapper);
  g_test_add_func ("/item/model", test_model);
  g_test_add_func ("/item/outlives-run", test_outlives_run);
  g_test_add_func ("/item/union", test_union);
  g_test_add_func ("/item/export", test_export);
  g_test_add_func ("/item/export-union", test_export_union);
  g_test_add_func ("/item/many-events", test_many_events);
  g_test_add_func ("/item/many-in-one-event", test_many_in_one_event);
  g_test_add_func ("/item/cancel-backlog", test_cancel_backlog);

  return g_test_run ();
}
