/* test-laws.c: the laws of a value that streams, on made answers in all splits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every answer is fed whole, a byte at a time, and in random pieces, over several protocols. What
 * is told must be the same each time (chunk independence, determinism); what it comes to must be
 * what was written (agreement); and on the way nothing may be taken back (type stability, growing
 * prefixes, finality, doom that stays, branches that stay, rows that stay). The seeds are always
 * the same, unless SLUICE_LAWS_FIRST=N says where they begin; the last message names the one that
 * fails.
 */
#include "config.h"

#include "json/sluice-node-private.h"
#include "case-maker.h"
#include "run-fixture.h"

#define N_SEEDS 80    /* answers for each schema; each is read in N_SPLITS ways */
#define N_SPLITS 4
#define OBJECT SLUICE_SHAPE_OBJECT
#define MANY SLUICE_SHAPE_ITERABLE

#define USER \
  "\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":12}," \
  "\"age\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":120}},\"required\":[\"name\",\"age\"]," \
  "\"additionalProperties\":false"

typedef struct
{
  const char *name;
  SluiceShape shape;
  const char *schema;   /* of an item, for many */
} LawCase;

static const LawCase law_cases[] = {
  { "object", OBJECT, "{" USER "}" },
  { "nested", OBJECT,
    "{\"title\":\"Report\",\"type\":\"object\",\"properties\":{\"who\":{\"type\":\"array\",\"maxItems\":4,\"items\":{" USER "}},"
    "\"score\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1000},\"open\":{\"type\":\"boolean\"},"
    "\"grid\":{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}},"
    "\"nothing\":{\"type\":\"null\"}},\"required\":[\"who\",\"score\"]}" },
  { "choices", OBJECT,
    "{\"title\":\"Ticket\",\"type\":\"object\",\"properties\":{\"color\":{\"type\":\"string\",\"enum\":[\"GREEN\",\"GREENISH\",\"RED\"]},"
    "\"note\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]},"
    "\"size\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"},{\"type\":\"array\",\"items\":{\"type\":\"string\"}}]}},"
    "\"required\":[\"color\",\"note\",\"size\"],\"additionalProperties\":false}" },
  { "recursive", OBJECT,
    "{\"$defs\":{\"Node\":{\"type\":\"object\",\"properties\":{\"label\":{\"type\":\"string\"},"
    "\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/Node\"},{\"type\":\"null\"}]}},\"required\":[\"label\",\"next\"]}},"
    "\"title\":\"Chain\",\"type\":\"object\",\"properties\":{\"head\":{\"$ref\":\"#/$defs/Node\"}},\"required\":[\"head\"]}" },
  { "items", MANY, "{" USER "}" },
  { "numbers", MANY, "{\"type\":\"integer\",\"minimum\":-5,\"maximum\":2000}" },
  { "strings", MANY, "{\"type\":\"string\",\"minLength\":1,\"maxLength\":9}" },
  { "union-items", MANY,
    "{\"anyOf\":[{\"title\":\"Circle\",\"type\":\"object\",\"required\":[\"radius\"],\"additionalProperties\":false,"
    "\"properties\":{\"radius\":{\"type\":\"number\"}}},"
    "{\"title\":\"Box\",\"type\":\"object\",\"required\":[\"width\"],\"additionalProperties\":false,"
    "\"properties\":{\"width\":{\"type\":\"number\"},\"note\":{\"type\":\"string\"}}}]}" },
};

static const char *const wires[] = { "text", "openai-chat", "anthropic-messages" };

/* an answer, made */
typedef struct
{
  const LawCase *law;
  guint32        seed;
  SluiceRequest *request;
  GString       *text;      /* what the model says */
  GString       *plain;     /* the value in it */
  GString       *body;      /* what the provider sends */
  const char    *wire;
  gboolean       broken;    /* a rule of the schema */
  gboolean       clean;     /* JSON and nothing else: no repairs */
  gboolean       cut;       /* the text ends too early, and the connection breaks */
} Answer;

/* -- Making ------------------------------------------------------------------------------------------ */

static void
make_items (CaseMaker *maker)
{
  guint n = pick (maker, 6);

  put (maker, "[");
  maker->depth++;
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        put (maker, ",");
      put_space (maker, TRUE);
      make_value (maker, maker->root);
      put_space (maker, FALSE);
    }
  maker->depth--;
  put_space (maker, TRUE);
  put (maker, "]");
}

/* A list travels in its wrapper, or bare; we print it bare. */
static void
wrap_items (Answer    *answer,
            CaseMaker *maker)
{
  const char *key = sluice_schema_get_items_key (sluice_request_get_sent_schema (answer->request));
  g_autofree char *before = g_strdup_printf ("{\"%s\":%s", key, pick (maker, 2) == 0 ? "" : " ");

  if (pick (maker, 2) == 0)
    return;

  g_string_prepend (answer->text, before);
  g_string_append (answer->text, pick (maker, 2) == 0 ? "}" : "\n}");
}

static void
decorate (Answer    *answer,
          CaseMaker *maker)
{
  switch (pick (maker, 8))
    {
    case 0:
      g_string_prepend (answer->text, "```json\n");
      g_string_append (answer->text, "\n```");
      break;
    case 1:
      g_string_prepend (answer->text, "Here it is:\n");
      break;
    case 2:
      g_string_append (answer->text, "\nThat is all.");
      break;
    default:
      answer->clean = TRUE;
      break;
    }
}

static void
cut_off (Answer    *answer,
         CaseMaker *maker)
{
  answer->cut = TRUE;
  g_string_truncate (answer->text, pick (maker, (guint) answer->text->len));
}

static void
encode_event (SluiceEncoder           *encoder,
              GString                 *body,
              const SluiceStreamEvent *event)
{
  g_autoptr(GBytes) bytes = sluice_encoder_encode (encoder, event);

  if (bytes != NULL)
    g_string_append_len (body, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static SluiceStreamEvent
create_event (SluiceStreamEventKind kind)
{
  return (SluiceStreamEvent) { .kind = kind, .usage = { -1, -1, -1, -1 } };
}

/* Pieces of whole characters, as a tokenizer gives them. */
static gsize
get_token_length (CaseMaker  *maker,
                  const char *text,
                  gsize       left)
{
  gsize length = 1 + pick (maker, 8);

  length = MIN (length, left);
  while (length < left && (text[length] & 0xc0) == 0x80)
    length++;

  return length;
}

static void
encode (Answer    *answer,
        CaseMaker *maker)
{
  g_autoptr(SluiceEncoder) encoder = NULL;
  SluiceStreamEvent event;
  gboolean tools = sluice_request_get_mode (answer->request) == SLUICE_MODE_TOOLS;

  answer->body = g_string_new (NULL);
  if (g_str_equal (answer->wire, "text"))
    {
      g_string_append (answer->body, answer->text->str);
      return;
    }

  encoder = sluice_wire_create_encoder (sluice_wire_lookup (answer->wire), answer->request);
  if (tools)
    {
      event = create_event (SLUICE_STREAM_TOOL_CALL);
      event.id = "call_1";
      event.name = "Answer";
      encode_event (encoder, answer->body, &event);
    }
  for (gsize at = 0; at < answer->text->len; at += event.length)
    {
      event = create_event (tools ? SLUICE_STREAM_TOOL_ARGUMENTS : SLUICE_STREAM_TEXT);
      event.text = answer->text->str + at;
      event.length = get_token_length (maker, event.text, answer->text->len - at);
      encode_event (encoder, answer->body, &event);
    }
  if (answer->cut)
    return;

  event = create_event (SLUICE_STREAM_FINISHED);
  event.finish = tools ? SLUICE_FINISH_TOOL_CALLS : SLUICE_FINISH_STOP;
  encode_event (encoder, answer->body, &event);
  event = create_event (SLUICE_STREAM_DONE);
  encode_event (encoder, answer->body, &event);
}

static void
answer_init (Answer        *self,
             const LawCase *law,
             JsonObject    *schema,
             SluiceRequest *requests[2],
             guint32        seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  CaseMaker maker = { .rand = rand, .root = schema };

  *self = (Answer) { .law = law, .seed = seed };
  self->text = maker.text = g_string_new (NULL);
  self->plain = maker.plain = g_string_new (NULL);
  self->wire = wires[pick (&maker, G_N_ELEMENTS (wires))];
  self->request = requests[g_str_equal (self->wire, "text") ? 0 : pick (&maker, 2)];
  maker.layout = (Layout) pick (&maker, N_LAYOUTS);
  maker.until = pick (&maker, 3) == 0 ? 1 + pick (&maker, 8) : 0;

  if (law->shape == MANY)
    make_items (&maker);
  else
    make_value (&maker, schema);
  self->broken = maker.broken;
  if (law->shape == MANY)
    wrap_items (self, &maker);
  decorate (self, &maker);
  if (pick (&maker, 4) == 0)
    cut_off (self, &maker);
  encode (self, &maker);
}

static void
answer_clear (Answer *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->plain, TRUE);
  g_string_free (self->body, TRUE);
}

/* -- What may not be taken back ---------------------------------------------------------------------------- */

/* what a node was when it was last looked at */
typedef struct
{
  guint8            type;
  guint8            phase;
  guint8            verdict;
  guint             n;
  char             *text;        /* owned */
  SluiceDefinition *branch;      /* not owned: of a union, once it is known */
} Past;

typedef struct
{
  Fixture    *fixture;
  GString    *log;         /* what is told, in order */
  GHashTable *pasts;       /* node -> Past */
  char       *partial;     /* the last one */
  guint       n_items;     /* announced */
  guint       n_opened;
  gsize       length;      /* of the text that was read */
} Watch;

static void
past_free (gpointer data)
{
  Past *past = data;

  g_free (past->text);
  g_free (past);
}

static gboolean
is_scalar_text (SluiceNode *node)
{
  return node->type == SLUICE_NODE_STRING || node->type == SLUICE_NODE_NUMBER;
}

static void
check_verdict (guint8 before,
               guint8 now)
{
  if (before == SLUICE_VERDICT_DOOMED)
    g_assert_true (now == SLUICE_VERDICT_DOOMED || now == SLUICE_VERDICT_INVALID);
  else if (before != SLUICE_VERDICT_OPEN)
    g_assert_cmpint (now, ==, before);
}

static SluiceDefinition *
get_branch (SluiceCheck *check,
            SluiceNode  *node)
{
  SluiceDefinition *definition = check != NULL ? sluice_check_get_definition (check, node) : NULL;

  return definition != NULL && sluice_definition_get_kind (definition) != SLUICE_KIND_UNION
         ? definition : NULL;
}

/* Laws 1 to 3, 7 and 9, for one node. */
static void
check_node (Watch       *watch,
            SluiceCheck *check,
            SluiceNode  *node)
{
  Past *past = g_hash_table_lookup (watch->pasts, node);
  const char *text = is_scalar_text (node) ? sluice_node_peek_text (node) : "";
  SluiceDefinition *branch = get_branch (check, node);

  if (past == NULL)
    {
      past = g_new0 (Past, 1);
      g_hash_table_insert (watch->pasts, node, past);
    }
  else
    {
      if (past->type != SLUICE_NODE_UNKNOWN)
        g_assert_cmpint (node->type, ==, past->type);
      g_assert_cmpint (node->phase, >=, past->phase);
      g_assert_cmpuint (node->n, >=, past->n);
      g_assert_true (past->text == NULL || g_str_has_prefix (text, past->text));
      if (past->phase == SLUICE_PHASE_CLOSED)
        g_assert_true (node->phase == SLUICE_PHASE_CLOSED && node->n == past->n);
      if (past->branch != NULL)
        g_assert_true (branch == past->branch);
      check_verdict (past->verdict, node->verdict);
    }

  past->type = node->type;
  past->phase = node->phase;
  past->verdict = node->verdict;
  past->n = node->n;
  past->branch = branch;
  if (g_strcmp0 (past->text, text) != 0)
    {
      g_free (past->text);
      past->text = g_strdup (text);
    }
}

static void
check_tree (Watch       *watch,
            SluiceCheck *check,
            SluiceNode  *node)
{
  check_node (watch, check, node);
  if (node->type >= SLUICE_NODE_STRING)
    return;

  for (SluiceNode *child = sluice_node_get_first_child (node); child != NULL;
       child = sluice_node_get_next_sibling (child))
    check_tree (watch, check, child);
}

/* -- What is told -------------------------------------------------------------------------------------------- */

static void
partial_cb (SluiceRun  *run,
            SluiceNode *root,
            gint64      time_us,
            Watch      *watch)
{
  char *json = sluice_run_to_json (run, SLUICE_POLICY_LETTERS, 0);

  g_assert_nonnull (json);
  g_assert_cmpstr (json, !=, watch->partial);
  g_free (watch->partial);
  watch->partial = json;
}

static void
opened_cb (SluiceRun  *run,
           SluiceItem *item,
           Watch      *watch)
{
  /* Law 10: numbers follow each other. */
  g_assert_cmpuint (sluice_item_get_index (item), ==, watch->n_opened);
  watch->n_opened++;
  g_string_append_printf (watch->log, "opened %u\n", sluice_item_get_index (item));
}

static void
append_violations (GString   *log,
                   GPtrArray *violations)
{
  for (guint i = 0; i < violations->len; i++)
    {
      SluiceViolation *violation = g_ptr_array_index (violations, i);

      g_string_append_printf (log, "  %s %s %" G_GSIZE_FORMAT " %s %s\n",
                              sluice_violation_get_path (violation),
                              sluice_violation_get_keyword (violation),
                              sluice_violation_get_byte (violation),
                              sluice_violation_get_doomed (violation) ? "doomed" : "at its end",
                              sluice_violation_get_message (violation));
    }
}

static void
closed_cb (SluiceRun  *run,
           SluiceItem *item,
           Watch      *watch)
{
  g_autofree char *json = sluice_item_to_json (item, 0);
  g_autoptr(GPtrArray) violations = sluice_item_list_violations (item);
  SluiceNode *node = sluice_item_get_node (item);

  g_assert_true (sluice_item_is_closed (item));
  g_assert_cmpint (sluice_item_is_valid (item), ==, violations->len == 0);
  g_string_append_printf (watch->log, "closed %u %s %s [%u, %u)\n", sluice_item_get_index (item), json,
                          sluice_item_get_type_name (item), node->start, node->end);
  append_violations (watch->log, violations);
}

static void
violation_cb (SluiceRun       *run,
              SluiceViolation *violation,
              gint64           time_us,
              Watch           *watch)
{
  g_string_append_printf (watch->log, "broke %s at %" G_GSIZE_FORMAT "\n",
                          sluice_violation_get_path (violation), sluice_violation_get_byte (violation));
}

static void
append_fields (GString     *log,
               SluiceField *field,
               guint        depth)
{
  g_autofree char *summary = sluice_field_dup_summary (field, 100, NULL);

  g_string_append_printf (log, "%*s%s: %d %s %s\n", (int) depth * 2, "", sluice_field_get_name (field),
                          sluice_field_get_state (field), sluice_field_get_type_label (field), summary);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (field)); i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);

      append_fields (log, child, depth + 1);
    }
}

static void
append_end (Watch *watch)
{
  SluiceRun *run = watch->fixture->run;
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceCheck *check = sluice_attempt_get_check (attempt);
  GPtrArray *repairs = sluice_attempt_get_repairs (attempt);
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);
  guint closed, total;

  g_string_append_printf (watch->log, "read: %s\n", sluice_attempt_get_text (attempt));
  sluice_run_count_fields (run, &closed, &total);
  g_string_append_printf (watch->log, "%s %s, %u of %u fields, %u items\n",
                          sluice_outcome_to_string (watch->fixture->outcome), json, closed, total,
                          sluice_run_get_n_items (run));
  if (sluice_run_get_error (run) != NULL)
    g_string_append_printf (watch->log, "%s\n", sluice_run_get_error (run)->message);
  if (check != NULL)
    append_violations (watch->log, sluice_check_get_violations (check));
  for (guint i = 0; repairs != NULL && i < repairs->len; i++)
    {
      SluiceRepair *repair = g_ptr_array_index (repairs, i);

      g_string_append_printf (watch->log, "mended %d [%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT ")\n",
                              repair->kind, repair->start, repair->end);
    }
  append_fields (watch->log, sluice_run_get_field (run), 0);
}

/* -- Reading ---------------------------------------------------------------------------------------------------- */

static void
watch_init (Watch   *self,
            Fixture *fixture)
{
  *self = (Watch) { .fixture = fixture };
  self->log = g_string_new (NULL);
  self->pasts = g_hash_table_new_full (NULL, NULL, NULL, past_free);
  g_signal_connect (fixture->run, "partial", G_CALLBACK (partial_cb), self);
  g_signal_connect (fixture->run, "item-opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (fixture->run, "item", G_CALLBACK (closed_cb), self);
  g_signal_connect (fixture->run, "violation", G_CALLBACK (violation_cb), self);
}

static void
watch_clear (Watch *self)
{
  g_signal_handlers_disconnect_by_data (self->fixture->run, self);
  g_string_free (self->log, TRUE);
  g_hash_table_unref (self->pasts);
  g_free (self->partial);
}

/* Rows stay, and grow; so does the tree, whose fields somebody holds all the while. */
static void
look (Watch *watch)
{
  SluiceRun *run = watch->fixture->run;
  SluiceAttempt *attempt = sluice_run_get_attempt (run);
  SluiceNode *root = sluice_attempt_get_root (attempt);
  g_autoptr(GString) fields = g_string_new (NULL);
  guint n;

  sluice_run_flush (run);
  n = g_list_model_get_n_items (sluice_run_get_items (run));
  g_assert_cmpuint (n, >=, watch->n_items);
  g_assert_cmpuint (n, ==, watch->n_opened);
  watch->n_items = n;
  if (root != NULL)
    check_tree (watch, sluice_attempt_get_check (attempt), root);
  append_fields (fields, sluice_run_get_field (run), 0);
}

/* Most bytes of a wire event bring nothing of the answer. */
static gboolean
has_more (Watch *watch)
{
  gsize length = strlen (sluice_attempt_get_text (sluice_run_get_attempt (watch->fixture->run)));
  gboolean more = length != watch->length;

  watch->length = length;

  return more;
}

typedef enum
{
  SPLIT_WHOLE,
  SPLIT_BYTES,   /* and looked at after each */
  SPLIT_SMALL,
  SPLIT_LARGE,
} Split;

static gsize
get_piece (Split  split,
           GRand *rand)
{
  switch (split)
    {
    case SPLIT_BYTES:
      return 1;
    case SPLIT_SMALL:
      return (gsize) g_rand_int_range (rand, 1, 9);
    case SPLIT_LARGE:
      return (gsize) g_rand_int_range (rand, 1, 200);
    case SPLIT_WHOLE:
    default:
      return G_MAXSIZE;
    }
}

/* The main loop has to turn only for what is too much for one turn: thousands of bytes come quicker
 * without it. */
static void
push (Fixture    *fixture,
      const char *bytes,
      gsize       length)
{
  g_autoptr(GBytes) chunk = g_bytes_new (bytes, length);

  fixture->transport->time_us += 1000;
  sluice_transport_chunk (SLUICE_TRANSPORT (fixture->transport), chunk, fixture->transport->time_us);
  if (fixture->transport->paused)
    fixture_settle ();
}

/* Feeds the answer, and gives everything that was told of it. */
static char *
read_answer (const Answer *answer,
             Split         split)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (answer->seed ^ (guint32) split);
  Fixture fixture;
  Watch watch;
  char *log;

  fixture_init_for_request (&fixture, answer->wire, answer->request, FALSE);
  watch_init (&watch, &fixture);
  fixture_settle ();
  g_assert_true (fixture.transport->started);
  for (gsize at = 0; at < answer->body->len;)
    {
      gsize piece = get_piece (split, rand);

      piece = MIN (piece, answer->body->len - at);
      push (&fixture, answer->body->str + at, piece);
      at += piece;
      if (split == SPLIT_BYTES && has_more (&watch))
        look (&watch);
    }
  fixture_end (&fixture, answer->cut ? "reset" : NULL);
  if (split == SPLIT_BYTES)
    look (&watch);

  append_end (&watch);
  log = g_strdup (watch.log->str);
  watch_clear (&watch);
  fixture_clear (&fixture);

  return log;
}

/* Law 8, where it is known what has to come out. */
static void
check_result (const Answer *answer,
              const char   *log)
{
  g_autofree char *value = g_strdup_printf ("%s %s, ", answer->broken ? "invalid" : "complete",
                                            answer->plain->str);

  if (answer->cut)
    return;

  if (strstr (log, value) == NULL)
    g_assert_cmpstr (log, ==, value);
  if (answer->clean)
    g_assert_null (strstr (log, "\nmended "));
  if (!answer->broken)
    g_assert_null (strstr (log, "\nbroke "));
}

static void
check_answer (const Answer *answer)
{
  g_autofree char *whole = read_answer (answer, SPLIT_WHOLE);

  check_result (answer, whole);
  for (Split split = SPLIT_BYTES; split < N_SPLITS; split++)
    {
      g_autofree char *log = read_answer (answer, split);

      if (!g_str_equal (log, whole))
        {
          g_test_message ("split %d", split);
          g_assert_cmpstr (log, ==, whole);
        }
    }
}

static void
test_laws (gconstpointer data)
{
  const LawCase *law = data;
  g_autoptr(SluiceRequest) text = fixture_create_request (law->schema, law->shape, SLUICE_MODE_JSON);
  g_autoptr(SluiceRequest) tools = fixture_create_request (law->schema, law->shape, SLUICE_MODE_TOOLS);
  g_autoptr(JsonNode) schema = json_from_string (law->schema, NULL);
  SluiceRequest *requests[2] = { text, tools };
  const char *first_seed = g_getenv ("SLUICE_LAWS_FIRST");
  guint32 first = first_seed != NULL ? g_ascii_strtoull (first_seed, NULL, 10) : 1;

  g_test_summary ("What is told of an answer follows from its bytes alone, is right, and is never taken back");

  for (guint32 seed = first; seed - first < N_SEEDS; seed++)
    {
      g_autofree char *shown = NULL;
      Answer answer;

      answer_init (&answer, law, json_node_get_object (schema), requests, seed);
      shown = g_strescape (answer.text->str, NULL);
      g_test_message ("seed %u, %s: %s%s", seed, answer.wire, shown, answer.cut ? " [cut]" : "");
      check_answer (&answer);
      answer_clear (&answer);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (law_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/laws/", law_cases[i].name, NULL);

      g_test_add_data_func (path, &law_cases[i], test_laws);
    }

  return g_test_run ();
}
