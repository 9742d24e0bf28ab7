/* test-player.c: recordings are played as runs, at any speed and in any split
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "recording/sluice-player.h"

/* --- Loading --- */

static SluiceRecording *
load (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean text = g_str_has_suffix (path, ".txt");
  g_autoptr(GError) error = NULL;
  SluiceRecording *recording =
    sluice_recording_new_for_file (file, text ? sluice_wire_lookup ("text") : NULL, &error);

  g_assert_no_error (error);

  return recording;
}

static SluiceRecording *
load_friends (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "data", "recordings", "friends.recording.jsonl", NULL);

  return load (path);
}

static JsonNode *
load_json (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? json_from_string (text, NULL) : NULL;
}

/* response.sse, response.json, … */
static char *
find_response (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "response."))
      return g_build_filename (folder, name, NULL);

  return NULL;
}

static SluiceRecording *
make_recording (const char * const *chunks,
                gint64              interval_us)
{
  SluiceRecording *recording = sluice_recording_new (sluice_wire_lookup ("text"), 200);
  gint64 time_us = 0;

  for (; *chunks != NULL; chunks++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (*chunks, strlen (*chunks));

      time_us += interval_us;
      sluice_recording_add_chunk (recording, bytes, time_us);
    }
  sluice_recording_end (recording, time_us + interval_us, NULL);

  return recording;
}

/* --- What a run tells --- */

static void
chunk_cb (SluiceRun *run,
          GBytes    *bytes,
          gint64     time_us,
          GString   *log)
{
  g_string_append_printf (log, "chunk %u @%d\n", (guint) g_bytes_get_size (bytes), (int) time_us);
}

static void
partial_cb (SluiceRun  *run,
            SluiceNode *root,
            gint64      time_us,
            GString    *log)
{
  g_autofree char *json = sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 0);

  g_string_append_printf (log, "partial %s @%d\n", json, (int) time_us);
}

static void
item_cb (SluiceRun  *run,
         SluiceItem *item,
         GString    *log)
{
  g_string_append_printf (log, "item %u\n", sluice_item_get_index (item));
}

static void
finished_cb (SluiceRun     *run,
             SluiceOutcome  outcome,
             GString       *log)
{
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);

  g_string_append_printf (log, "%s %s @%d\n", sluice_outcome_to_string (outcome), json,
                          (int) sluice_run_get_timing (run)->last_byte);
}

static void
watch (SluiceRun *run,
       GString   *log)
{
  g_signal_connect (run, "chunk", G_CALLBACK (chunk_cb), log);
  g_signal_connect (run, "partial", G_CALLBACK (partial_cb), log);
  g_signal_connect (run, "item", G_CALLBACK (item_cb), log);
  g_signal_connect (run, "finished", G_CALLBACK (finished_cb), log);
}

/* All that a replay tells. */
static char *
play (SluiceRecording *recording,
      gdouble          speed)
{
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, speed, FALSE);
  GString *log = g_string_new (NULL);

  watch (sluice_player_get_run (player), log);
  sluice_run_wait (sluice_player_get_run (player), NULL, NULL);

  return g_string_free (log, FALSE);
}

static void
assert_value (SluiceRun  *run,
              JsonNode   *expected,
              const char *where)
{
  g_autofree char *json = sluice_run_to_json (run, SLUICE_POLICY_VALUES, 0);
  g_autofree char *wanted = json_to_string (expected, FALSE);
  g_autoptr(JsonNode) value = json_from_string (json != NULL ? json : "null", NULL);

  if (value == NULL || !json_node_equal (value, expected))
    g_error ("%s: %s instead of %s", where, json, wanted);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- The result --- */

static const char * const folders[] = {
  "anthropic-error", "anthropic-iterable", "anthropic-whole", "anthropic-without-request",
  "openai-error", "openai-fenced", "openai-format-beside-tools", "openai-invalid", "openai-iterable",
  "openai-one-of-two-tools", "openai-refused", "openai-strict-one-field", "openai-truncated",
  "openai-whole", "plain-text",
};

static void
test_result (gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "recordings", data, NULL);
  g_autofree char *response = find_response (folder);
  g_autoptr(JsonNode) expected = load_json (folder, "expected.json");
  JsonObject *object = json_node_get_object (expected);
  const gsize sizes[] = { 0, 1, 7, 1000000 };

  g_test_summary ("A response is played to its outcome and its value, in any split");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(SluiceRecording) recording = load (response);
      g_autoptr(SluicePlayer) player = NULL;
      SluiceRun *run;

      if (sizes[i] > 0)
        sluice_recording_rechunk (recording, sizes[i]);
      player = sluice_player_new (recording, NULL, 0, FALSE);
      run = sluice_player_get_run (player);
      sluice_run_wait (run, NULL, NULL);

      g_assert_cmpstr (sluice_outcome_to_string (sluice_run_get_outcome (run)), ==,
                       json_object_get_string_member (object, "outcome"));
      assert_value (run, json_object_get_member (object, "value"), data);
      if (g_strcmp0 (json_object_get_string_member_with_default (object, "shape", NULL),
                     "iterable") == 0)
        g_assert_cmpuint (sluice_run_get_n_items (run), ==, 4);
    }
}

/* --- The streams that other projects recorded --- */

/* The value that the answer holds; NULL where it holds none, or a broken one. */
static JsonNode *
find_expected_value (JsonObject *expected)
{
  JsonNode *calls = json_object_get_member (expected, "tool_calls");
  JsonNode *json = json_object_get_member (expected, "json");

  if (calls != NULL && JSON_NODE_HOLDS_ARRAY (calls)
      && json_array_get_length (json_node_get_array (calls)) > 0)
    {
      JsonObject *call = json_array_get_object_element (json_node_get_array (calls), 0);

      return json_object_get_boolean_member_with_default (call, "arguments_valid", FALSE)
             ? json_object_get_member (call, "arguments") : NULL;
    }

  return json != NULL && !JSON_NODE_HOLDS_NULL (json) ? json : NULL;
}

static char *
find_corpora (void)
{
  const char *given = g_getenv ("SLUICE_CORPORA");
  const char *source = g_getenv ("SLUICE_SOURCE_ROOT");

  return given != NULL ? g_strdup (given)
                       : g_build_filename (source != NULL ? source : ".", "..", "shared", "corpora", NULL);
}

static void
play_stream (const char *folder,
             guint      *n_values)
{
  g_autofree char *response = find_response (folder);
  g_autoptr(JsonNode) expected = load_json (folder, "expected.json");
  g_autoptr(SluiceRecording) recording = load (response);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 0, FALSE);
  SluiceRun *run = sluice_player_get_run (player);
  JsonNode *value = find_expected_value (json_node_get_object (expected));

  sluice_run_wait (run, NULL, NULL);
  g_assert_cmpint (sluice_run_get_state (run), ==, SLUICE_RUN_FINISHED);
  g_assert_cmpint (sluice_run_get_outcome (run), !=, SLUICE_OUTCOME_NONE);
  g_assert_cmpint (sluice_run_get_outcome (run), !=, SLUICE_OUTCOME_CANCELLED);

  if (value == NULL)
    return;
  if (sluice_run_get_outcome (run) != SLUICE_OUTCOME_COMPLETE)
    g_error ("%s: %s: %s", folder, sluice_outcome_to_string (sluice_run_get_outcome (run)),
             sluice_run_get_error (run)->message);
  assert_value (run, value, folder);
  (*n_values)++;
}

static void
test_streams (gconstpointer data)
{
  const char *wire = data;
  g_autofree char *corpora = find_corpora ();
  g_autofree char *streams = g_build_filename (corpora, "streams", wire, NULL);
  g_autoptr(GDir) dir = g_dir_open (streams, 0, NULL);
  const char *name;
  guint n = 0, n_values = 0;

  g_test_summary ("Each recorded stream ends in an outcome; its tool arguments or its JSON is the value");

  if (dir == NULL)
    {
      g_test_skip ("The recorded streams are not on this machine");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (streams, name, NULL);

      play_stream (folder, &n_values);
      n++;
    }

  g_test_message ("%u streams, %u with a value", n, n_values);
  g_assert_cmpuint (n, >, 90);
  g_assert_cmpuint (n_values, >, 60);
}

/* --- Time --- */

static void
test_speeds (void)
{
  const gdouble speeds[] = { 50, 1000 };
  g_autoptr(SluiceRecording) recording = load_friends ();
  g_autofree char *instant = play (recording, 0);

  g_test_summary ("All that a replay tells, with its times, is the same at any speed");

  g_assert_nonnull (strstr (instant, "item 3"));
  g_assert_nonnull (strstr (instant, "complete [{\"name\":\"Ivan\""));
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *log = play (recording, speeds[i]);

      g_assert_cmpstr (log, ==, instant);
    }
}

typedef struct
{
  const char *name;
  gint64      interval_us;
  gdouble     speed;
  gint64      min_us, max_us;  /* of the wall clock */
} PaceCase;

/* Four chunks and the end. The upper bounds leave room for a busy machine. */
static const PaceCase pace_cases[] = {
  { "as-recorded", 20000, 1, 95000, 5000000 },
  { "twice-as-fast", 40000, 2, 95000, 5000000 },
  { "half-as-fast", 10000, 0.5, 95000, 5000000 },
  { "instant", 1000000, 0, 0, 900000 },
  { "long-silences", G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC, 100, 95000, 5000000 },
};

static void
test_pace (gconstpointer data)
{
  const char *chunks[] = { "[1, ", "2, ", "3, ", "4]", NULL };
  const PaceCase *c = data;
  g_autoptr(SluiceRecording) recording = make_recording (chunks, c->interval_us);
  gint64 start = g_get_monotonic_time (), took;
  g_autofree char *log = play (recording, c->speed);

  g_test_summary ("A replay takes its time; no silence is longer than two seconds");

  took = g_get_monotonic_time () - start;
  g_assert_cmpint (took, >=, c->min_us);
  g_assert_cmpint (took, <, c->max_us);
  g_assert_nonnull (strstr (log, "complete [1,2,3,4]"));
}

static void
speed_up_cb (SluiceRun    *run,
             GBytes       *bytes,
             gint64        time_us,
             SluicePlayer *player)
{
  sluice_player_set_speed (player, 0);
}

static void
test_change_of_speed (void)
{
  const char *chunks[] = { "[1, ", "2]", NULL };
  g_autoptr(SluiceRecording) recording = make_recording (chunks, G_USEC_PER_SEC);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 100, FALSE);
  SluiceRun *run = sluice_player_get_run (player);
  gint64 start = g_get_monotonic_time ();

  g_test_summary ("The speed can be changed while it plays");

  g_signal_connect (run, "chunk", G_CALLBACK (speed_up_cb), player);
  g_assert_true (sluice_run_wait (run, NULL, NULL));
  g_assert_cmpfloat (sluice_player_get_speed (player), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 9000);

  /* From the beginning, so slowly that it would never end. */
  g_clear_object (&player);
  player = sluice_player_new (recording, NULL, 0.00001, FALSE);
  settle ();
  sluice_player_set_speed (player, 1000);
  g_assert_true (sluice_run_wait (sluice_player_get_run (player), NULL, NULL));
}

/* --- Pause, step, seek --- */

static void
assert_letters (SluicePlayer *player,
                const char   *expected)
{
  g_autofree char *json = sluice_run_to_json (sluice_player_get_run (player), SLUICE_POLICY_LETTERS, 0);

  g_assert_cmpstr (json, ==, expected);
}

static const char * const steps[] = { "{\"a\": \"on", "e\", ", "\"b\": [1, 2", ", 3]}", NULL };

static void
test_pause_and_step (void)
{
  static const char * const values[] = {
    "{\"a\":\"on\"}", "{\"a\":\"one\"}", "{\"a\":\"one\",\"b\":[1,2]}", "{\"a\":\"one\",\"b\":[1,2,3]}" };
  g_autoptr(SluiceRecording) recording = make_recording (steps, 1000);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 1, FALSE);
  SluiceRun *run = sluice_player_get_run (player);
  gint64 start;

  g_test_summary ("While it is paused nothing comes but what a step brings");

  sluice_player_set_paused (player, TRUE);
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start < 20000)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_NONE);
  assert_letters (player, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      sluice_player_step (player);
      settle ();
      assert_letters (player, values[i]);
      g_assert_cmpint (sluice_player_get_position (player), ==, 1000 * (i + 1));
    }

  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_NONE);
  sluice_player_step (player);
  settle ();
  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_COMPLETE);
  g_assert_true (sluice_player_get_paused (player));
  g_assert_cmpint (sluice_player_get_position (player), ==, sluice_recording_get_duration (recording));

  /* There is nothing after the end. */
  sluice_player_step (player);
  settle ();
}

static void
test_steps_then_on (void)
{
  g_autoptr(SluiceRecording) recording = make_recording (steps, 20000);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 1, FALSE);
  gint64 start;

  g_test_summary ("After a pause it goes on from there, with the times that are left");

  sluice_player_step (player);
  sluice_player_step (player);
  settle ();
  assert_letters (player, "{\"a\":\"one\"}");

  start = g_get_monotonic_time ();
  sluice_player_set_paused (player, FALSE);
  g_assert_true (sluice_run_wait (sluice_player_get_run (player), NULL, NULL));
  assert_letters (player, "{\"a\":\"one\",\"b\":[1,2,3]}");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 57000);
}

static void
notify_cb (SluicePlayer *player,
           GParamSpec   *pspec,
           guint        *n)
{
  (*n)++;
}

static void
test_seek (void)
{
  g_autoptr(SluiceRecording) recording = make_recording (steps, 1000);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 1, FALSE);
  g_autoptr(SluiceRun) first = g_object_ref (sluice_player_get_run (player));
  guint n_runs = 0;

  g_test_summary ("It goes to any time: on in the same run, back in another");

  g_signal_connect (player, "notify::run", G_CALLBACK (notify_cb), &n_runs);
  sluice_player_set_paused (player, TRUE);

  sluice_player_seek (player, 2500);
  settle ();
  assert_letters (player, "{\"a\":\"one\"}");
  g_assert_cmpint (sluice_player_get_position (player), ==, 2000);
  g_assert_cmpuint (n_runs, ==, 0);

  sluice_player_seek (player, 1000);
  settle ();
  assert_letters (player, "{\"a\":\"on\"}");
  g_assert_cmpuint (n_runs, ==, 1);
  g_assert_true (sluice_player_get_run (player) != first);
  g_assert_cmpint (sluice_run_get_outcome (first), ==, SLUICE_OUTCOME_CANCELLED);

  sluice_player_seek (player, sluice_recording_get_duration (recording));
  settle ();
  assert_letters (player, "{\"a\":\"one\",\"b\":[1,2,3]}");
  g_assert_cmpint (sluice_run_get_outcome (sluice_player_get_run (player)), ==, SLUICE_OUTCOME_COMPLETE);

  /* Back from the end, and on at the end of the pause. */
  sluice_player_seek (player, 0);
  settle ();
  assert_letters (player, NULL);
  g_assert_cmpuint (n_runs, ==, 2);
  sluice_player_set_paused (player, FALSE);
  g_assert_true (sluice_run_wait (sluice_player_get_run (player), NULL, NULL));
  assert_letters (player, "{\"a\":\"one\",\"b\":[1,2,3]}");
}

/* --- Ends --- */

static void
test_problem (void)
{
  g_autoptr(SluiceRecording) recording = make_recording (steps, 1000);
  g_autoptr(SluicePlayer) player = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("What ended an answer early ends its replay; what had come is kept");

  sluice_recording_rechunk (recording, 1);
  sluice_recording_end (recording, 5000, "The line dropped");
  player = sluice_player_new (recording, NULL, 0, FALSE);
  sluice_run_wait (sluice_player_get_run (player), NULL, &error);
  assert_letters (player, "{\"a\":\"one\",\"b\":[1,2,3]}");

  /* The value was whole, so that is all that there was. */
  g_assert_no_error (error);
}

static void
test_problem_in_the_middle (void)
{
  const char *chunks[] = { "{\"a\": \"on", "e\", \"b\": 4", NULL };
  g_autoptr(SluiceRecording) recording = make_recording (chunks, 1000);
  g_autoptr(SluicePlayer) player = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *values = NULL;

  sluice_recording_end (recording, 5000, "The line dropped");
  player = sluice_player_new (recording, NULL, 0, FALSE);
  g_assert_false (sluice_run_wait (sluice_player_get_run (player), NULL, &error));
  g_assert_cmpint (sluice_run_get_outcome (sluice_player_get_run (player)), ==, SLUICE_OUTCOME_FAILED);
  g_assert_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_CONNECTION);
  values = sluice_run_to_json (sluice_player_get_run (player), SLUICE_POLICY_VALUES, 0);
  g_assert_cmpstr (values, ==, "{\"a\":\"one\"}");
}

static void
cancel_cb (SluiceRun *run,
           GBytes    *bytes,
           gint64     time_us,
           guint     *n)
{
  (*n)++;
  sluice_run_cancel (run);
}

/* A window that is never done with drawing: nothing below this priority is ever run. */
#define DRAWING_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

typedef struct
{
  SluiceRun *run;
  guint      n_frames;
} Drawing;

static gboolean
draw_cb (gpointer user_data)
{
  Drawing *drawing = user_data;

  drawing->n_frames++;
  g_assert_cmpuint (drawing->n_frames, <, 50 * 1000 * 1000);

  return G_SOURCE_CONTINUE;
}

static void
play_beside_drawing (SluiceRecording *recording,
                     gdouble          speed,
                     Drawing         *drawing)
{
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, speed, FALSE);
  guint id = g_idle_add_full (DRAWING_PRIORITY, draw_cb, drawing, NULL);

  drawing->run = sluice_player_get_run (player);
  drawing->n_frames = 0;
  while (sluice_run_get_state (drawing->run) != SLUICE_RUN_FINISHED)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (id);
}

static void
test_beside_drawing (void)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  const char *chunks[] = { "[\"", megabyte, megabyte, megabyte, megabyte, "\"]", NULL };
  g_autoptr(SluiceRecording) slow = make_recording (steps, 1000);
  g_autoptr(SluiceRecording) fast = make_recording (chunks, 0);
  Drawing drawing = { 0 };

  g_test_summary ("A window that always draws does not stop a replay, nor a fast replay the window");

  play_beside_drawing (slow, 1, &drawing);
  play_beside_drawing (fast, 0, &drawing);
  g_assert_cmpuint (drawing.n_frames, >=, 16);
}

static void
test_cancel (void)
{
  g_autoptr(SluiceRecording) recording = make_recording (steps, 1000);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, NULL, 0, FALSE);
  SluiceRun *run = sluice_player_get_run (player);
  guint n = 0;

  g_test_summary ("A replay can be stopped, from within too");

  g_signal_connect (run, "chunk", G_CALLBACK (cancel_cb), &n);
  g_assert_false (sluice_run_wait (run, NULL, NULL));
  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_CANCELLED);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_without_player (void)
{
  g_autoptr(SluiceRecording) recording = make_recording (steps, 1000);
  SluicePlayer *player = sluice_player_new (recording, NULL, 0, FALSE);
  g_autoptr(SluiceRun) run = g_object_ref (sluice_player_get_run (player));

  g_test_summary ("The run goes on without its player, also where that was paused");

  sluice_player_set_paused (player, TRUE);
  g_assert_finalize_object (player);
  g_assert_true (sluice_run_wait (run, NULL, NULL));
}

static void
test_other_schema (void)
{
  const char *chunks[] = { "[{\"a\": 1}, ", "{\"a\": \"x\"}]", NULL };
  g_autoptr(SluiceRecording) recording = make_recording (chunks, 1000);
  g_autoptr(SluiceSchema) schema =
    sluice_schema_new_for_text ("class Thing(BaseModel):\n    a: int\n", SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_ITERABLE);
  g_autoptr(SluicePlayer) player = sluice_player_new (recording, request, 0, FALSE);

  g_test_summary ("A recording can be read with another schema and shape");

  sluice_run_wait (sluice_player_get_run (player), NULL, NULL);
  g_assert_cmpuint (sluice_run_get_n_items (sluice_player_get_run (player)), ==, 2);
  g_assert_cmpint (sluice_run_get_outcome (sluice_player_get_run (player)), ==, SLUICE_OUTCOME_INVALID);
}

static void
test_strict (void)
{
  const char *chunks[] = { "```json\n{\"a\": 1,}\n```", NULL };
  g_autoptr(SluiceRecording) recording = make_recording (chunks, 1000);
  g_autoptr(SluicePlayer) tolerant = sluice_player_new (recording, NULL, 0, FALSE);
  g_autoptr(SluicePlayer) strict = sluice_player_new (recording, NULL, 0, TRUE);

  g_test_summary ("Deviations from JSON are repaired, or not");

  g_assert_true (sluice_run_wait (sluice_player_get_run (tolerant), NULL, NULL));
  g_assert_false (sluice_run_wait (sluice_player_get_run (strict), NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_strconcat ("/player/result/", folders[i], NULL);

      g_test_add_data_func (path, folders[i], test_result);
    }
  g_test_add_data_func ("/player/streams/openai-chat", "openai-chat", test_streams);
  g_test_add_data_func ("/player/streams/anthropic-messages", "anthropic-messages", test_streams);
  g_test_add_func ("/player/speeds", test_speeds);
  for (guint i = 0; i < G_N_ELEMENTS (pace_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/player/pace/", pace_cases[i].name, NULL);

      g_test_add_data_func (path, &pace_cases[i], test_pace);
    }
  g_test_add_func ("/player/change-of-speed", test_change_of_speed);
  g_test_add_func ("/player/pause-and-step", test_pause_and_step);
  g_test_add_func ("/player/steps-then-on", test_steps_then_on);
  g_test_add_func ("/player/seek", test_seek);
  g_test_add_func ("/player/problem", test_problem);
  g_test_add_func ("/player/problem-in-the-middle", test_problem_in_the_middle);
  g_test_add_func ("/player/beside-drawing", test_beside_drawing);
  g_test_add_func ("/player/cancel", test_cancel);
  g_test_add_func ("/player/without-player", test_without_player);
  g_test_add_func ("/player/other-schema", test_other_schema);
  g_test_add_func ("/player/strict", test_strict);

  return g_test_run ();
}
