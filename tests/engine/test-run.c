/* test-run.c: runs against a server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "run/sluice-client.h"
#include "scripted-server.h"
#include "wire/sluice-frame.h"

#define USER "{\"title\":\"User\",\"type\":\"object\",\"required\":[\"name\",\"age\"],\"properties\":{" \
             "\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\",\"maximum\":120}}}"

#define KEY "sk-secret-0123456789"

/* Answers in the chat completions protocol: text is already escaped for JSON within JSON. */
#define DELTA(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define FINISH(reason) "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason "\"}]}\n\n"
#define USAGE(in, out) "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" in ",\"completion_tokens\":" out "}}\n\n"
#define DONE "data: [DONE]\n\n"
#define JO DELTA ("{\\\"name\\\":\\\"Jo\\\",") DELTA ("\\\"age\\\":30}")
#define OLD DELTA ("{\\\"name\\\":\\\"Jo\\\",") DELTA ("\\\"age\\\":130}")
#define GOOD JO FINISH ("stop") USAGE ("10", "5") DONE
#define BAD OLD FINISH ("stop") USAGE ("10", "5") DONE

typedef struct
{
  ScriptedServer  server;
  SluiceClient   *client;
  SluiceProvider *provider;
  SluiceRequest  *request;
  SluiceRun      *run;
  GString        *log;     /* states and retries */
} Test;

static SluiceRequest *
create_request (SluiceShape shape)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (USER, SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "Jo is 30");
  SluiceRequest *request = sluice_request_new (schema, shape);

  sluice_request_set_mode (request, SLUICE_MODE_JSON);
  sluice_request_set_model (request, "test-model");
  sluice_request_add_message (request, message);

  return request;
}

static void
test_init (Test        *self,
           const Reply *replies,
           guint        n_replies)
{
  *self = (Test) { 0 };
  scripted_server_init (&self->server, replies, n_replies);
  self->client = sluice_client_new ();
  g_object_set (self->client, "retry-delay", 1, NULL);
  self->provider = sluice_catalogue_lookup (sluice_client_get_catalogue (self->client), "openai");
  sluice_provider_set_base_url (self->provider, self->server.url);
  sluice_key_store_set_session (sluice_client_get_key_store (self->client), self->provider, KEY);
  self->request = create_request (SLUICE_SHAPE_OBJECT);
  self->log = g_string_new (NULL);
}

static void
state_cb (SluiceRun  *run,
          GParamSpec *pspec,
          Test       *test)
{
  static const char *const words[] = { "ready", "connecting", "waiting", "streaming", "retrying", "finished" };

  g_string_append_printf (test->log, "%s ", words[sluice_run_get_state (run)]);
}

static void
retry_cb (SluiceRun  *run,
          guint       attempt,
          const char *reason,
          Test       *test)
{
  g_string_append_printf (test->log, "(%u: %s) ", attempt, reason);
}

static void
finished_cb (SluiceRun     *run,
             SluiceOutcome  outcome,
             Test          *test)
{
  g_assert_cmpint (sluice_run_get_state (run), ==, SLUICE_RUN_FINISHED);
  g_string_append_printf (test->log, "[%s]", sluice_outcome_to_string (outcome));
}

static void
test_start (Test *self)
{
  g_autoptr(GError) error = NULL;

  self->run = sluice_client_start (self->client, self->provider, self->request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_run_get_state (self->run), ==, SLUICE_RUN_READY);
  g_signal_connect (self->run, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect (self->run, "retry", G_CALLBACK (retry_cb), self);
  g_signal_connect (self->run, "finished", G_CALLBACK (finished_cb), self);
}

static void
test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_clear (Test *self)
{
  if (self->run != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->run, self);
      test_settle ();
      g_assert_finalize_object (g_steal_pointer (&self->run));
    }
  g_clear_object (&self->request);
  g_assert_finalize_object (g_steal_pointer (&self->client));
  scripted_server_clear (&self->server);
  g_string_free (self->log, TRUE);
}

static void
assert_value (SluiceRun  *run,
              const char *expected)
{
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_LETTERS, 0);

  g_assert_cmpstr (json, ==, expected);
}

/* -- Courses -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  Reply       replies[4];
  guint       n_replies;
  guint       max_retries;
  const char *log;        /* with seconds of waiting as they are announced */
  const char *value;
  const char *error;      /* how it begins; NULL: none */
  int         code;
  guint       n_requests;
  guint       n_attempts;
} CourseCase;

#define START "connecting waiting "

static const CourseCase course_cases[] = {
  { "complete", { { .body = GOOD } }, 1, 2,
    START "streaming finished [complete]", "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 1, 1 },
  { "small-chunks", { { .body = GOOD, .piece = 3 } }, 1, 2,
    START "streaming finished [complete]", "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 1, 1 },
  { "one-byte", { { .body = GOOD, .piece = 1 } }, 1, 2,
    START "streaming finished [complete]", "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 1, 1 },
  { "invalid-then-valid", { { .body = BAD }, { .body = GOOD } }, 2, 2,
    START "streaming retrying (2: ?) " START "streaming finished [complete]",
    "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 2, 2 },
  { "always-invalid", { { .body = BAD } }, 1, 1,
    START "streaming retrying (2: ?) " START "streaming finished [invalid]",
    "{\"name\":\"Jo\",\"age\":130}", "", SLUICE_RUN_ERROR_INVALID, 2, 2 },
  { "invalid-no-retries", { { .body = BAD } }, 1, 0,
    START "streaming finished [invalid]", "{\"name\":\"Jo\",\"age\":130}", "", SLUICE_RUN_ERROR_INVALID, 1, 1 },
  { "no-value-then-valid", { { .body = DELTA ("Sorry") FINISH ("stop") DONE }, { .body = GOOD } }, 2, 2,
    START "streaming retrying (2: There is no JSON in the reply: “Sorry”) " START "streaming finished [complete]",
    "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 2, 2 },
  { "truncated", { { .body = DELTA ("{\\\"name\\\":\\\"J") FINISH ("length") DONE } }, 1, 2,
    START "streaming finished [truncated]", "{\"name\":\"J\"}", "The reply reached the", SLUICE_RUN_ERROR_TRUNCATED, 1, 1 },
  { "refused", { { .body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"No.\"}}]}\n\n" FINISH ("stop") DONE } },
    1, 2, START "streaming finished [refused]", NULL, "The model declined to answer: No.", SLUICE_RUN_ERROR_REFUSED, 1, 1 },
  { "filtered", { { .body = DELTA ("{\\\"name\\\":\\\"J") FINISH ("content_filter") DONE } }, 1, 2,
    START "streaming finished [filtered]", "{\"name\":\"J\"}", "The provider's filter", SLUICE_RUN_ERROR_FILTERED, 1, 1 },
  { "cut", { { .body = DELTA ("{\\\"name\\\":\\\"J"), .cut = TRUE } }, 1, 2,
    START "streaming finished [failed]", "{\"name\":\"J\"}", "", SLUICE_RUN_ERROR_CONNECTION, 1, 1 },
  { "no-end-marker", { { .body = DELTA ("{\\\"name\\\":\\\"J") } }, 1, 2,
    START "streaming finished [failed]", "{\"name\":\"J\"}", "OpenAI closed the connection before",
    SLUICE_RUN_ERROR_CONNECTION, 1, 1 },
  { "error-in-stream", { { .body = DELTA ("{\\\"name\\\":\\\"J")
                                  "data: {\"error\":{\"type\":\"server_error\",\"message\":\"Oh\"}}\n\n" } }, 1, 2,
    START "streaming finished [failed]", "{\"name\":\"J\"}", "OpenAI has trouble answering: Oh",
    SLUICE_RUN_ERROR_STATUS, 1, 1 },
  { "wrong-key", { { .status = 401, .body = "{\"error\":{\"message\":\"Incorrect API key provided: " KEY
                                            ". Or sk-sec****6789\",\"code\":\"invalid_api_key\"}}" } }, 1, 2,
    START "finished [failed]", NULL,
    "OpenAI rejected the key: Incorrect API key provided: •••• Or ••••", SLUICE_RUN_ERROR_KEY, 1, 1 },
  { "bad-request", { { .status = 400, .body = "{\"error\":{\"message\":\"Unknown model\"}}" } }, 1, 2,
    START "finished [failed]", NULL, "OpenAI refused the request: Unknown model", SLUICE_RUN_ERROR_STATUS, 1, 1 },
  { "no-such-address", { { .status = 404, .body = "<html><h1>Not Found</h1></html>", .content_type = "text/html" } }, 1, 2,
    START "finished [failed]", NULL, "OpenAI refused the request: Not Found", SLUICE_RUN_ERROR_STATUS, 1, 1 },
  { "redirected", { { .status = 302, .body = "" } }, 1, 2,
    START "finished [failed]", NULL, "The address of OpenAI leads to another one, and nothing was sent there",
    SLUICE_RUN_ERROR_ADDRESS, 1, 1 },
  { "rate-limit", { { .status = 429, .body = "{\"error\":{\"message\":\"Slow down\"}}", .retry_after = "0" },
                    { .body = GOOD } }, 2, 2,
    START "retrying (1: Rate limited, trying again in 1 s) " START "streaming finished [complete]",
    "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 2, 1 },
  { "rate-limit-for-long", { { .status = 429, .body = "{\"error\":{\"message\":\"Slow down\"}}", .retry_after = "3600" } },
    1, 2, START "finished [failed]", NULL, "OpenAI takes no more requests for now: Slow down", SLUICE_RUN_ERROR_RATE, 1, 1 },
  { "no-credit", { { .status = 429, .body = "{\"error\":{\"message\":\"You exceeded your current quota\","
                                            "\"type\":\"insufficient_quota\"}}" } }, 1, 2,
    START "finished [failed]", NULL, "The account has no credit left: You exceeded", SLUICE_RUN_ERROR_RATE, 1, 1 },
  { "trouble-then-good", { { .status = 503, .body = "<html>", .content_type = "text/html" },
                           { .status = 500, .body = "" }, { .body = GOOD } }, 3, 2,
    START "retrying (1: OpenAI has trouble answering, trying again in 1 s) "
    START "retrying (1: OpenAI has trouble answering, trying again in 1 s) "
    START "streaming finished [complete]", "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 3, 1 },
  { "always-trouble", { { .status = 500, .body = "{\"error\":{\"message\":\"Oh\"}}" } }, 1, 2,
    START "retrying (1: OpenAI has trouble answering, trying again in 1 s) "
    START "retrying (1: OpenAI has trouble answering, trying again in 1 s) "
    START "finished [failed]", NULL, "OpenAI has trouble answering: Oh", SLUICE_RUN_ERROR_STATUS, 3, 1 },
  { "cut-before-answer", { { .body = "", .cut = TRUE }, { .body = GOOD } }, 2, 2,
    START "retrying (1: ?) " START "streaming finished [complete]",
    "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 2, 1 },
  { "not-streamed", { { .body = "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":"
                                "\"{\\\"name\\\":\\\"Jo\\\",\\\"age\\\":30}\"}}]}",
                        .content_type = "application/json" } }, 1, 2,
    START "streaming finished [complete]", "{\"name\":\"Jo\",\"age\":30}", NULL, 0, 1, 1 },
};

/* "?" in the pattern stands for any words in brackets. */
static void
assert_course (const char *log,
               const char *pattern)
{
  g_autoptr(GString) masked = g_string_new (log);
  g_auto(GStrv) parts = g_strsplit (pattern, "?)", -1);
  const char *at = masked->str;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!g_str_has_prefix (at, parts[i]))
        g_assert_cmpstr (log, ==, pattern);
      at += strlen (parts[i]);
      if (parts[i + 1] != NULL)
        {
          at = strchr (at, ')');
          g_assert_nonnull (at);
          at++;
        }
    }
  g_assert_cmpstr (at, ==, "");
}

static void
test_course (gconstpointer data)
{
  const CourseCase *c = data;
  g_autoptr(GError) error = NULL;
  gboolean complete;
  Test test;

  g_test_summary ("A run goes through its states, tries again where that helps, and ends as it should");

  test_init (&test, c->replies, c->n_replies);
  sluice_request_set_max_retries (test.request, c->max_retries);
  test_start (&test);
  complete = sluice_run_wait (test.run, NULL, &error);

  assert_course (test.log->str, c->log);
  g_assert_cmpint (complete, ==, c->error == NULL);
  if (c->error != NULL)
    {
      g_assert_error (error, SLUICE_RUN_ERROR, c->code);
      if (!g_str_has_prefix (error->message, c->error))
        g_assert_cmpstr (error->message, ==, c->error);
      g_assert_null (strstr (error->message, KEY));
      g_assert_cmpstr (sluice_run_get_error (test.run)->message, ==, error->message);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_null (sluice_run_get_error (test.run));
    }
  assert_value (test.run, c->value);
  g_assert_cmpuint (test.server.n_requests, ==, c->n_requests);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_attempts (test.run)), ==, c->n_attempts);
  test_clear (&test);
}

static gboolean
draw_cb (gpointer user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;
  g_assert_cmpuint (*n_frames, <, 50 * 1000 * 1000);

  return G_SOURCE_CONTINUE;
}

static void
test_beside_drawing (void)
{
  static const Reply reply = { .body = GOOD, .piece = 3 };
  guint n_frames = 0;
  guint id;
  Test test;

  g_test_summary ("A window that is never done with drawing does not stop a run");

  test_init (&test, &reply, 1);
  test_start (&test);
  id = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, draw_cb, &n_frames, NULL);
  while (sluice_run_get_state (test.run) != SLUICE_RUN_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  assert_value (test.run, "{\"name\":\"Jo\",\"age\":30}");
  test_clear (&test);
}

/* -- What is sent and what is shown ------------------------------------------------------------------------------ */

static void
test_secrets (void)
{
  static const Reply replies[] = {
    { .status = 401, .body = "{\"error\":{\"message\":\"Wrong: " KEY "\"}}" },
  };
  SluiceAttempt *attempt;
  GListModel *frames;
  Test test;

  g_test_summary ("The key is sent, and shown nowhere: not in headers, frames or messages");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  sluice_run_wait (test.run, NULL, NULL);
  g_assert_cmpstr (g_ptr_array_index (test.server.authorizations, 0), ==, "Bearer " KEY);

  attempt = sluice_run_get_attempt (test.run);
  g_assert_nonnull (strstr (sluice_attempt_get_request_headers (attempt), "Authorization: Bearer ••••\n"));
  g_assert_null (strstr (sluice_attempt_get_request_headers (attempt), "sk-"));
  g_assert_true (g_str_has_suffix (sluice_attempt_get_url (attempt), "/v1/chat/completions"));
  g_assert_nonnull (sluice_attempt_get_request_body (attempt));
  g_assert_cmpuint (sluice_attempt_get_status (attempt), ==, 401);

  frames = sluice_attempt_get_frames (attempt);
  g_assert_cmpuint (g_list_model_get_n_items (frames), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (frames); i++)
    {
      g_autoptr(SluiceFrame) frame = g_list_model_get_item (frames, i);

      g_assert_null (strstr (sluice_frame_get_data (frame), "sk-"));
    }
  test_clear (&test);
}

static void
test_reask (void)
{
  static const Reply replies[] = { { .body = BAD }, { .body = GOOD } };
  g_autoptr(SluiceAttempt) first = NULL;
  g_autofree char *old = NULL;
  const SluiceUsage *usage;
  Test test;

  g_test_summary ("A reask quotes the answer and its problems, and the attempts stay side by side");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  g_assert_true (sluice_run_wait (test.run, NULL, NULL));

  g_assert_null (strstr (g_ptr_array_index (test.server.bodies, 0), "130"));
  g_assert_nonnull (strstr (g_ptr_array_index (test.server.bodies, 1), "/age: "));
  g_assert_nonnull (strstr (g_ptr_array_index (test.server.bodies, 1), "130"));

  first = g_list_model_get_item (sluice_run_get_attempts (test.run), 0);
  g_assert_cmpuint (sluice_attempt_get_number (first), ==, 1);
  old = sluice_node_to_json (sluice_attempt_get_root (first), SLUICE_POLICY_VALUES, 0);
  g_assert_cmpstr (old, ==, "{\"name\":\"Jo\",\"age\":130}");
  g_assert_true (sluice_attempt_get_field (first) != sluice_run_get_field (test.run));

  usage = sluice_run_get_usage (test.run);
  g_assert_cmpint (usage->input_tokens, ==, 20);
  g_assert_cmpint (usage->output_tokens, ==, 10);
  {
    gboolean exact;

    g_assert_cmpuint (sluice_run_get_tokens (test.run, &exact), ==, 5);
    g_assert_true (exact);
  }
  g_clear_object (&first);
  test_clear (&test);
}

#define ITEM(name, age) "{\\\"name\\\":\\\"" name "\\\",\\\"age\\\":" age "}"

static void
test_attempts_apart (void)
{
  static const Reply replies[] = {
    { .body = DELTA ("[" ITEM ("a", "1") ",") DELTA (ITEM ("b", "200") "," ITEM ("c", "3") "]") FINISH ("stop") DONE },
    { .body = DELTA ("[" ITEM ("d", "4") "]") FINISH ("stop") DONE },
  };
  g_autoptr(SluiceAttempt) first = NULL;
  g_autoptr(GListModel) items = NULL;
  g_autoptr(SluiceItem) item = NULL;
  g_autoptr(SluiceField) field = NULL;
  Test test;

  g_test_summary ("The rows of one attempt do not mix with those of the next");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_clear_object (&test.request);
  test.request = create_request (SLUICE_SHAPE_ITERABLE);
  test_start (&test);
  items = g_object_ref (sluice_run_get_items (test.run));
  g_assert_true (sluice_run_wait (test.run, NULL, NULL));

  first = g_list_model_get_item (sluice_run_get_attempts (test.run), 0);
  g_assert_true (items == sluice_attempt_get_items (first));
  g_assert_true (items != sluice_run_get_items (test.run));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_items (test.run)), ==, 1);
  assert_value (test.run, "[{\"name\":\"d\",\"age\":4}]");

  item = g_list_model_get_item (items, 1);
  g_assert_false (sluice_item_is_valid (item));
  field = sluice_run_get_item_field (test.run, item);
  g_assert_cmpstr (sluice_field_get_path (field), ==, "/1");
  g_assert_true (sluice_field_get_node (field) == sluice_item_get_node (item));

  g_clear_object (&field);
  g_clear_object (&item);
  g_clear_object (&items);
  g_clear_object (&first);
  test_clear (&test);
}

static void
test_timing (void)
{
  static const Reply replies[] = { { .body = GOOD, .piece = 20 } };
  const SluiceTiming *timing;
  Test test;

  g_test_summary ("The times of a run follow each other");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  g_assert_true (sluice_run_wait (test.run, NULL, NULL));
  timing = sluice_run_get_timing (test.run);
  g_assert_cmpint (timing->connected, >=, 0);
  g_assert_cmpint (timing->first_byte, >=, timing->connected);
  g_assert_cmpint (timing->first_token, >=, timing->first_byte);
  g_assert_cmpint (timing->first_field, >=, timing->first_token);
  g_assert_cmpint (timing->first_item, ==, -1);
  g_assert_cmpint (timing->last_byte, >=, timing->first_field);
  g_assert_cmpint (sluice_run_get_elapsed (test.run), >=, timing->last_byte);
  test_clear (&test);
}

/* -- The connection ------------------------------------------------------------------------------------------------ */

static void
test_no_server (void)
{
  static const Reply replies[] = { { .body = GOOD } };
  g_autoptr(GError) error = NULL;
  g_autofree char *expected = NULL;
  Test test;

  g_test_summary ("Where nobody listens, the address is named");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  soup_server_disconnect (test.server.server);
  test_start (&test);
  g_assert_false (sluice_run_wait (test.run, NULL, &error));
  g_assert_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_CONNECTION);
  expected = g_strdup_printf ("No server at %.*s. Is it running?",
                              (int) strcspn (test.server.url + 7, "/"), test.server.url + 7);
  g_assert_cmpstr (error->message, ==, expected);
  assert_course (test.log->str, "connecting retrying (1: ?) connecting retrying (1: ?) connecting finished [failed]");
  test_clear (&test);
}

static void
test_silence (void)
{
  static const Reply replies[] = { { .body = DELTA ("{\\\"name\\\":\\\"J"), .silent = TRUE } };
  g_autoptr(GError) error = NULL;
  Test test;

  g_test_summary ("Silence ends a run, and what came is kept");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_object_set (test.client, "idle-timeout", 40, NULL);
  test_start (&test);
  g_assert_false (sluice_run_wait (test.run, NULL, &error));
  g_assert_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_TIMEOUT);
  g_assert_cmpstr (error->message, ==, "OpenAI has sent nothing for too long");
  assert_value (test.run, "{\"name\":\"J\"}");
  test_clear (&test);
}

/* -- Cancelling ------------------------------------------------------------------------------------------------------ */

static void
test_cancel_stream (void)
{
  static const Reply replies[] = {
    { .body = DELTA ("[{\\\"name\\\":\\\"Jo\\\",\\\"age\\\":30},{\\\"name\\\":\\\"A"), .hold = TRUE },
  };
  g_autoptr(GError) error = NULL;
  Test test;

  g_test_summary ("Cancelling closes the connection at once, and keeps what arrived");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_clear_object (&test.request);
  test.request = create_request (SLUICE_SHAPE_ITERABLE);
  test_start (&test);
  while (sluice_run_get_n_items (test.run) < 1)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (test.server.n_finished, ==, 0);
  sluice_run_cancel (test.run);
  while (test.server.n_finished == 0)
    g_main_context_iteration (NULL, TRUE);

  /* What had arrived may still have to be read. */
  g_assert_false (sluice_run_wait (test.run, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sluice_run_get_outcome (test.run), ==, SLUICE_OUTCOME_CANCELLED);
  g_assert_null (sluice_run_get_error (test.run));
  assert_value (test.run, "[{\"name\":\"Jo\",\"age\":30},{\"name\":\"A\"}]");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_items (test.run)), ==, 2);
  g_assert_cmpstr (test.log->str, ==, START "streaming finished [cancelled]");
  test_clear (&test);
}

static void
test_cancel_early (void)
{
  static const Reply replies[] = { { .body = GOOD } };
  Test test;

  g_test_summary ("A run can be cancelled before it starts, and nothing is sent");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  sluice_run_cancel (test.run);
  sluice_run_cancel (test.run);
  g_assert_cmpstr (test.log->str, ==, "finished [cancelled]");
  test_settle ();
  g_assert_cmpuint (test.server.n_requests, ==, 0);
  test_clear (&test);
}

static void
test_cancel_waiting (void)
{
  static const Reply replies[] = { { .status = 500, .body = "" } };
  Test test;

  g_test_summary ("A run can be cancelled while it waits to try again");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_object_set (test.client, "retry-delay", 30000, NULL);
  test_start (&test);
  while (sluice_run_get_state (test.run) != SLUICE_RUN_RETRYING)
    g_main_context_iteration (NULL, TRUE);
  sluice_run_cancel (test.run);
  g_assert_cmpint (sluice_run_get_outcome (test.run), ==, SLUICE_OUTCOME_CANCELLED);
  test_clear (&test);
}

typedef struct
{
  const char *name;
  const char *signal;
} HandlerCase;

static const HandlerCase handler_cases[] = {
  { "attempt-started", "attempt-started" }, { "request", "request" }, { "chunk", "chunk" },
  { "partial", "partial" }, { "item-opened", "item-opened" }, { "item", "item" },
  { "violation", "violation" }, { "retry", "retry" }, { "reasoning", "reasoning" },
};

static void
test_cancel_in_handler (gconstpointer data)
{
  const HandlerCase *c = data;
  static const Reply replies[] = {
    { .status = 500, .body = "", },
    { .body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm\"}}]}\n\n"
              DELTA ("[{\\\"name\\\":\\\"Jo\\\",\\\"age\\\":30},{\\\"name\\\":\\\"A\\\",\\\"age\\\":200},{\\\"name"), .hold = TRUE },
  };
  Test test;

  g_test_summary ("Any handler may cancel the run");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_clear_object (&test.request);
  test.request = create_request (SLUICE_SHAPE_ITERABLE);
  test_start (&test);
  g_signal_connect_swapped (test.run, c->signal, G_CALLBACK (sluice_run_cancel), test.run);
  sluice_run_wait (test.run, NULL, NULL);
  g_assert_cmpint (sluice_run_get_outcome (test.run), ==, SLUICE_OUTCOME_CANCELLED);
  test_clear (&test);
}

typedef struct
{
  const char     *name;
  SluiceRunState  state;
  gboolean        reask;    /* comes to it because an answer is wrong */
} StateCase;

static const StateCase state_cases[] = {
  { "connecting", SLUICE_RUN_CONNECTING, FALSE }, { "waiting", SLUICE_RUN_WAITING, FALSE },
  { "streaming", SLUICE_RUN_STREAMING, FALSE }, { "sent-again", SLUICE_RUN_RETRYING, FALSE },
  { "asked-again", SLUICE_RUN_RETRYING, TRUE },
};

static void
cancel_in_state_cb (SluiceRun  *run,
                    GParamSpec *pspec,
                    gpointer    state)
{
  if (sluice_run_get_state (run) == (SluiceRunState) GPOINTER_TO_INT (state))
    sluice_run_cancel (run);
}

static void
assert_not_over_cb (SluiceRun *run)
{
  g_assert_cmpint (sluice_run_get_state (run), !=, SLUICE_RUN_FINISHED);
}

static void
test_cancel_in_state (gconstpointer data)
{
  static const char *const told[] = {
    "attempt-started", "request", "chunk", "partial", "retry", "notify::attempt",
  };
  static const Reply again[] = { { .status = 500, .body = "" }, { .body = GOOD } };
  static const Reply wrong[] = { { .body = BAD }, { .body = GOOD } };
  const StateCase *c = data;
  gpointer run;
  Test test;

  g_test_summary ("A run that is cancelled as its state changes ends there, and tells nothing after that");

  test_init (&test, c->reask ? wrong : again, 2);
  test_start (&test);
  run = test.run;
  g_signal_connect (run, "notify::state", G_CALLBACK (cancel_in_state_cb), GINT_TO_POINTER (c->state));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect (run, told[i], G_CALLBACK (assert_not_over_cb), NULL);
  g_object_add_weak_pointer (run, &run);
  g_object_unref (g_steal_pointer (&test.run));
  while (run != NULL)
    g_main_context_iteration (NULL, TRUE);

  /* Which of the two is told first is GObject's affair: it tells a change within a change later. */
  g_assert_nonnull (strstr (test.log->str, "[cancelled]"));
  g_assert_nonnull (strstr (test.log->str, "finished "));
  g_assert_cmpuint (test.server.n_requests, <=, c->state == SLUICE_RUN_STREAMING ? 2 : 1);
  test_clear (&test);
}

static void
usage_cb (SluiceRun   *run,
          guint        attempt,
          const char  *reason,
          SluiceUsage *usage)
{
  *usage = *sluice_run_get_usage (run);
}

static void
test_usage_between (void)
{
  static const Reply replies[] = { { .body = BAD }, { .body = GOOD } };
  SluiceUsage usage = { 0 };
  Test test;

  g_test_summary ("Tokens are counted once, also between two attempts");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  g_signal_connect (test.run, "retry", G_CALLBACK (usage_cb), &usage);
  g_signal_connect_after (test.run, "retry", G_CALLBACK (sluice_run_cancel), NULL);
  sluice_run_wait (test.run, NULL, NULL);
  g_assert_cmpint (usage.input_tokens, ==, 10);
  g_assert_cmpint (sluice_run_get_usage (test.run)->input_tokens, ==, 10);
  g_assert_cmpint (sluice_run_get_usage (test.run)->output_tokens, ==, 5);
  test_clear (&test);
}

static void
test_let_go (void)
{
  static const Reply replies[] = { { .body = GOOD, .piece = 5 } };
  gpointer run;
  Test test;

  g_test_summary ("A run goes on when nobody holds it, and is gone when it has finished");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  run = test.run;
  g_object_add_weak_pointer (run, &run);
  g_object_unref (g_steal_pointer (&test.run));
  while (run != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (test.log->str, ==, START "streaming finished [complete]");
  test_clear (&test);
}

/* -- Together --------------------------------------------------------------------------------------------------------- */

static void
test_concurrent (void)
{
  static const Reply replies[] = {
    { .body = DELTA ("{\\\"name\\\":\\\"one\\\",") DELTA ("\\\"age\\\":1}") FINISH ("stop") DONE, .piece = 2 },
    { .body = DELTA ("{\\\"name\\\":\\\"two\\\",") DELTA ("\\\"age\\\":2}") FINISH ("stop") DONE, .piece = 3 },
    { .body = DELTA ("{\\\"name\\\":\\\"three\\\",") DELTA ("\\\"age\\\":3}") FINISH ("stop") DONE, .piece = 5 },
    { .body = DELTA ("{\\\"name\\\":\\\"four\\\",") DELTA ("\\\"age\\\":4}") FINISH ("stop") DONE, .piece = 7 },
  };
  SluiceRun *runs[G_N_ELEMENTS (replies)];
  g_autoptr(GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Test test;

  g_test_summary ("Runs on one client do not mix");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    runs[i] = sluice_client_start (test.client, test.provider, test.request, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_assert_true (sluice_run_wait (runs[i], NULL, NULL));
      g_hash_table_add (values, sluice_run_to_json (runs[i], SLUICE_POLICY_VALUES, 0));
    }
  g_assert_cmpuint (g_hash_table_size (values), ==, G_N_ELEMENTS (runs));
  g_assert_true (g_hash_table_contains (values, "{\"name\":\"one\",\"age\":1}"));
  g_assert_true (g_hash_table_contains (values, "{\"name\":\"four\",\"age\":4}"));
  test_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    g_assert_finalize_object (runs[i]);
  test_clear (&test);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
turn_loop_cb (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* As a dialog does that a handler opens. */
static void
test_nested_loop (gconstpointer data)
{
  const HandlerCase *c = data;
  static const Reply replies[] = {
    { .status = 500, .body = "" },
    { .body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm\"}}]}\n\n"
              DELTA ("[" ITEM ("a", "1") ",") DELTA (ITEM ("b", "200") "," ITEM ("c", "3") "]") FINISH ("stop") DONE,
      .piece = 40 },
    { .body = DELTA ("[" ITEM ("d", "4") "]") FINISH ("stop") DONE, .piece = 7 },
  };
  Test test;

  g_test_summary ("A handler may turn the main loop, and everything is still read once, in order");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  g_clear_object (&test.request);
  test.request = create_request (SLUICE_SHAPE_ITERABLE);
  test_start (&test);
  g_signal_connect (test.run, c->signal, G_CALLBACK (turn_loop_cb), NULL);
  g_assert_true (sluice_run_wait (test.run, NULL, NULL));
  assert_value (test.run, "[{\"name\":\"d\",\"age\":4}]");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_attempts (test.run)), ==, 2);
  g_assert_cmpuint (test.server.n_requests, ==, 3);
  test_clear (&test);
}

static void
test_wait_async (void)
{
  static const Reply replies[] = { { .body = GOOD, .piece = 5 } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) given_up = NULL;
  g_autoptr(GAsyncResult) late = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Test test;

  g_test_summary ("One can wait without blocking, give the waiting up, and come late");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  sluice_run_wait_async (test.run, NULL, waited_cb, &result);
  sluice_run_wait_async (test.run, cancellable, waited_cb, &given_up);
  g_cancellable_cancel (cancellable);
  while (result == NULL || given_up == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sluice_run_wait_finish (test.run, result, &error));
  g_assert_no_error (error);
  g_assert_false (sluice_run_wait_finish (test.run, given_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  sluice_run_wait_async (test.run, NULL, waited_cb, &late);
  while (late == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sluice_run_wait_finish (test.run, late, &error));
  g_clear_object (&result);
  g_clear_object (&given_up);
  g_clear_object (&late);
  test_clear (&test);
}

static void
test_wait_cancelled (void)
{
  static const Reply replies[] = { { .body = DELTA ("{"), .hold = TRUE } };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Test test;

  g_test_summary ("To give up waiting is not to end the run");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  test_start (&test);
  g_cancellable_cancel (cancellable);
  g_assert_false (sluice_run_wait (test.run, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sluice_run_get_outcome (test.run), ==, SLUICE_OUTCOME_NONE);
  sluice_run_cancel (test.run);
  test_clear (&test);
}

/* A run in a thread of its own, with the thread's own main context. */
static gpointer
run_in_thread (gpointer data)
{
  Test *test = data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(SluiceClient) client = NULL;
  g_autoptr(SluiceRun) run = NULL;
  SluiceProvider *provider;
  char *json = NULL;

  g_main_context_push_thread_default (context);
  client = sluice_client_new ();
  provider = sluice_catalogue_lookup (sluice_client_get_catalogue (client), "openai");
  sluice_provider_set_base_url (provider, test->server.url);
  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, KEY);
  run = sluice_client_start (client, provider, test->request, NULL);
  if (sluice_run_wait (run, NULL, NULL))
    json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_clear_object (&run);
  g_clear_object (&client);
  g_main_context_pop_thread_default (context);
  g_main_context_wakeup (NULL);

  return json;
}

static void
test_thread (void)
{
  static const Reply replies[] = { { .body = GOOD, .piece = 5 } };
  g_autofree char *json = NULL;
  GThread *thread;
  Test test;

  g_test_summary ("A run belongs to the context it was started in");

  test_init (&test, replies, G_N_ELEMENTS (replies));
  thread = g_thread_new ("run", run_in_thread, &test);
  while (test.server.n_finished == 0)
    g_main_context_iteration (NULL, TRUE);
  json = g_thread_join (thread);
  g_assert_cmpstr (json, ==, "{\"name\":\"Jo\",\"age\":30}");
  test_clear (&test);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (course_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/run/course/", course_cases[i].name, NULL);

      g_test_add_data_func (path, &course_cases[i], test_course);
    }
  for (guint i = 0; i < G_N_ELEMENTS (handler_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/run/cancel-in-handler/", handler_cases[i].name, NULL);

      g_test_add_data_func (path, &handler_cases[i], test_cancel_in_handler);
    }
  for (guint i = 0; i < G_N_ELEMENTS (handler_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/run/nested-loop/", handler_cases[i].name, NULL);

      g_test_add_data_func (path, &handler_cases[i], test_nested_loop);
    }
  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/run/cancel-in-state/", state_cases[i].name, NULL);

      g_test_add_data_func (path, &state_cases[i], test_cancel_in_state);
    }
  g_test_add_func ("/run/beside-drawing", test_beside_drawing);
  g_test_add_func ("/run/secrets", test_secrets);
  g_test_add_func ("/run/reask", test_reask);
  g_test_add_func ("/run/usage-between", test_usage_between);
  g_test_add_func ("/run/attempts-apart", test_attempts_apart);
  g_test_add_func ("/run/timing", test_timing);
  g_test_add_func ("/run/no-server", test_no_server);
  g_test_add_func ("/run/silence", test_silence);
  g_test_add_func ("/run/cancel-stream", test_cancel_stream);
  g_test_add_func ("/run/cancel-early", test_cancel_early);
  g_test_add_func ("/run/cancel-waiting", test_cancel_waiting);
  g_test_add_func ("/run/let-go", test_let_go);
  g_test_add_func ("/run/concurrent", test_concurrent);
  g_test_add_func ("/run/wait-async", test_wait_async);
  g_test_add_func ("/run/wait-cancelled", test_wait_cancelled);
  g_test_add_func ("/run/thread", test_thread);

  return g_test_run ();
}
