/* test-replay.c: the replay of a run tells what the run told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <sluice.h>

#include "sluice-simulator.h"

#define USER "class User(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=120)\n"
#define FRIENDS "Ivan is 28, lives in Moscow and his friends are Alex, John and Mary who are 25, 30 and 27 respectively"

typedef struct
{
  const char   *name;
  const char   *provider;
  const char   *model;
  SluiceMode    mode;
  SluiceShape   shape;
  const char   *fault;    /* nullable */
  SluiceOutcome outcome;
} Case;

static const Case cases[] = {
  { "openai", "openai", "steady", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_COMPLETE },
  { "openai-object", "openai", "steady", SLUICE_MODE_JSON_SCHEMA, SLUICE_SHAPE_OBJECT, NULL, SLUICE_OUTCOME_COMPLETE },
  { "openai-fenced", "openai", "fast", SLUICE_MODE_MD_JSON, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_COMPLETE },
  { "openai-retry", "openai", "needs-a-retry", SLUICE_MODE_JSON, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_COMPLETE },
  { "openai-invalid", "openai", "breaks-a-rule", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_INVALID },
  { "openai-cut-off", "openai", "cut-off", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_TRUNCATED },
  { "openai-dropped", "openai", "drops-the-line", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_FAILED },
  { "openai-malformed", "openai", "steady", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, "malformed", SLUICE_OUTCOME_INVALID },
  { "openai-refused", "openai", "steady", SLUICE_MODE_TOOLS, SLUICE_SHAPE_OBJECT, "refuse", SLUICE_OUTCOME_REFUSED },
  { "openai-error", "openai", "steady", SLUICE_MODE_TOOLS, SLUICE_SHAPE_OBJECT, "status=401", SLUICE_OUTCOME_FAILED },
  { "anthropic", "anthropic", "steady", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_COMPLETE },
  { "anthropic-object", "anthropic", "steady", SLUICE_MODE_JSON_SCHEMA, SLUICE_SHAPE_OBJECT, NULL, SLUICE_OUTCOME_COMPLETE },
  { "anthropic-cut-off", "anthropic", "cut-off", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_TRUNCATED },
  { "anthropic-dropped", "anthropic", "drops-the-line", SLUICE_MODE_TOOLS, SLUICE_SHAPE_ITERABLE, NULL, SLUICE_OUTCOME_FAILED },
};

/* --- What a run tells, of its last attempt --- */

static void
attempt_started_cb (SluiceRun     *run,
                    SluiceAttempt *attempt,
                    GString       *log)
{
  g_string_truncate (log, 0);
}

static void
partial_cb (SluiceRun  *run,
            SluiceNode *root,
            gint64      time_us,
            GString    *log)
{
  g_autofree char *json = sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0);

  g_string_append_printf (log, "partial %s @%" G_GINT64_FORMAT "\n", json, time_us);
}

static void
item_cb (SluiceRun  *run,
         SluiceItem *item,
         GString    *log)
{
  g_string_append_printf (log, "item %u\n", sluice_item_get_index (item));
}

static void
violation_cb (SluiceRun       *run,
              SluiceViolation *violation,
              gint64           time_us,
              GString         *log)
{
  g_string_append_printf (log, "violation %s @%" G_GINT64_FORMAT "\n",
                          sluice_violation_get_message (violation), time_us);
}

static void
finished_cb (SluiceRun     *run,
             SluiceOutcome  outcome,
             GString       *log)
{
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);

  g_string_append_printf (log, "%s %s", sluice_outcome_to_string (outcome), json);
}

static void
watch (SluiceRun *run,
       GString   *log)
{
  g_signal_connect (run, "attempt-started", G_CALLBACK (attempt_started_cb), log);
  g_signal_connect (run, "partial", G_CALLBACK (partial_cb), log);
  g_signal_connect (run, "item", G_CALLBACK (item_cb), log);
  g_signal_connect (run, "violation", G_CALLBACK (violation_cb), log);
  g_signal_connect (run, "finished", G_CALLBACK (finished_cb), log);
}

/* --- Live, and again --- */

static SluiceRequest *
create_request (const Case *c)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (USER, SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, FRIENDS);
  SluiceRequest *request = sluice_request_new (schema, c->shape);

  sluice_request_set_mode (request, c->mode);
  sluice_request_set_model (request, c->model);
  sluice_request_set_max_retries (request, 1);
  sluice_request_add_message (request, message);

  return request;
}

static SluiceProvider *
find_provider (SluiceClient    *client,
               SluiceSimulator *simulator,
               const char      *id)
{
  SluiceProvider *provider = sluice_catalogue_lookup (sluice_client_get_catalogue (client), id);
  g_autofree char *base_url =
    sluice_simulator_dup_base_url (simulator, sluice_wire_get_name (sluice_provider_get_wire (provider)));

  sluice_provider_set_base_url (provider, base_url);
  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, "sk-verysecret");

  return provider;
}

static SluiceRecording *
record (const Case *c,
        GString    *log)
{
  g_autoptr(SluiceSimulator) simulator = sluice_simulator_new ();
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (c);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  SluiceRecording *recording;

  sluice_simulator_set_speed (simulator, 1000);
  if (c->fault != NULL)
    g_assert_true (sluice_simulator_add_fault (simulator, c->fault, NULL));
  g_assert_true (sluice_simulator_listen (simulator, 0, &error));
  g_assert_no_error (error);

  run = sluice_client_start (client, find_provider (client, simulator, c->provider), request, &error);
  g_assert_no_error (error);
  recording = sluice_recording_new_for_run (run);
  watch (run, log);
  sluice_run_wait (run, NULL, NULL);
  g_assert_cmpint (sluice_run_get_outcome (run), ==, c->outcome);

  return recording;
}

static void
test_replay (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GString) live = g_string_new (NULL);
  g_autoptr(GString) again = g_string_new (NULL);
  g_autoptr(SluiceRecording) recording = record (c, live);
  g_autoptr(SluiceRecording) read = NULL;
  g_autoptr(SluicePlayer) player = NULL;
  g_autoptr(GBytes) bytes = sluice_recording_to_bytes (recording);
  g_autoptr(GError) error = NULL;

  g_test_summary ("A run that was recorded, saved and read again tells the same");

  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "verysecret"));
  read = sluice_recording_new_for_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_recording_get_status (read), ==, c->fault && g_str_equal (c->fault, "status=401") ? 401 : 200);

  player = sluice_player_new (read, NULL, 0, FALSE);
  watch (sluice_player_get_run (player), again);
  sluice_run_wait (sluice_player_get_run (player), NULL, NULL);

  g_assert_cmpstr (again->str, ==, live->str);
}

static void
cancel_cb (SluiceRun  *run,
           SluiceItem *item,
           gpointer    user_data)
{
  sluice_run_cancel (run);
}

static void
test_cancelled (void)
{
  g_autoptr(SluiceSimulator) simulator = sluice_simulator_new ();
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (&cases[0]);
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(SluicePlayer) player = NULL;
  g_autoptr(SluiceRun) run = NULL;

  g_test_summary ("Stopping a run closes the connection; its replay has the items that had come");

  g_assert_true (sluice_simulator_listen (simulator, 0, NULL));
  sluice_simulator_set_speed (simulator, 200);
  run = sluice_client_start (client, find_provider (client, simulator, "openai"), request, NULL);
  recording = sluice_recording_new_for_run (run);
  g_signal_connect (run, "item", G_CALLBACK (cancel_cb), NULL);
  sluice_run_wait (run, NULL, NULL);
  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_CANCELLED);
  while (sluice_simulator_get_n_disconnected (simulator) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (sluice_recording_get_problem (recording));
  player = sluice_player_new (recording, NULL, 0, FALSE);
  sluice_run_wait (sluice_player_get_run (player), NULL, NULL);
  g_assert_cmpuint (sluice_run_get_n_items (sluice_player_get_run (player)), >=, 1);
  g_assert_cmpint (sluice_run_get_outcome (sluice_player_get_run (player)), ==, SLUICE_OUTCOME_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/replay/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_replay);
    }
  g_test_add_func ("/replay/cancelled", test_cancelled);

  return g_test_run ();
}
