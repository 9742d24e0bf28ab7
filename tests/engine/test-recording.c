/* test-recording.c: recordings of any kind are read, written, and cut
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "recording/sluice-recording-private.h"

#define HEAD "{\"sluice_recording\":1,\"wire\":\"openai-chat\",\"status\":200,\"headers\":[]}\n"

static GFile *
data_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "recordings", folder, name, NULL);

  return g_file_new_for_path (path);
}

static GBytes *
bytes_for (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* The whole body. */
static char *
dup_body (SluiceRecording *recording)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < sluice_recording_get_n_chunks (recording); i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (sluice_recording_get_chunk (recording, i, NULL), &size);

      g_string_append_len (body, data, size);
    }

  return g_string_free (body, FALSE);
}

/* Times never go back, and no chunk is empty. */
static void
assert_chunks_in_order (SluiceRecording *recording)
{
  gint64 last = 0, time_us;

  for (guint i = 0; i < sluice_recording_get_n_chunks (recording); i++)
    {
      g_assert_cmpuint (g_bytes_get_size (sluice_recording_get_chunk (recording, i, &time_us)), >, 0);
      g_assert_cmpint (time_us, >=, last);
      last = time_us;
    }
  g_assert_cmpint (sluice_recording_get_duration (recording), >=, last);
}

/* --- Response bodies --- */

typedef struct
{
  const char *folder;
  const char *file;
  const char *given;      /* the wire the caller names; NULL: to be recognised */
  const char *wire;
  const char *content_type;
  guint       min_chunks;
  guint       max_chunks;
  const char *schema;     /* its name; NULL: no request is known */
  SluiceShape shape;
  SluiceMode  mode;
} BodyCase;

static const BodyCase body_cases[] = {
  { "openai-iterable", "response.sse", NULL, "openai-chat", "text/event-stream", 30, 200,
    "IterableUser", SLUICE_SHAPE_ITERABLE, SLUICE_MODE_TOOLS },
  { "openai-one-of-two-tools", "response.sse", NULL, "openai-chat", "text/event-stream", 6, 6,
    "User", SLUICE_SHAPE_OBJECT, SLUICE_MODE_TOOLS },
  { "openai-format-beside-tools", "response.sse", NULL, "openai-chat", "text/event-stream", 8, 60,
    "User", SLUICE_SHAPE_OBJECT, SLUICE_MODE_JSON_SCHEMA },
  { "openai-fenced", "response.sse", NULL, "openai-chat", "text/event-stream", 8, 60,
    "User", SLUICE_SHAPE_OBJECT, SLUICE_MODE_MD_JSON },
  { "openai-whole", "response.json", NULL, "openai-chat", "application/json", 1, 1,
    "User", SLUICE_SHAPE_OBJECT, SLUICE_MODE_TOOLS },
  { "openai-error", "response.json", NULL, "openai-chat", "application/json", 1, 1, NULL },
  { "anthropic-iterable", "response.sse", NULL, "anthropic-messages", "text/event-stream", 30, 200,
    "IterableUser", SLUICE_SHAPE_ITERABLE, SLUICE_MODE_TOOLS },
  { "anthropic-whole", "response.json", NULL, "anthropic-messages", "application/json", 1, 1,
    "User", SLUICE_SHAPE_OBJECT, SLUICE_MODE_TOOLS },
  { "anthropic-without-request", "response.sse", NULL, "anthropic-messages", "text/event-stream",
    8, 60, NULL },
  { "anthropic-error", "response.json", NULL, "anthropic-messages", "application/json", 1, 1, NULL },
  { "plain-text", "response.txt", "text", "text", "text/plain", 10, 80, NULL },
};

static void
test_body (gconstpointer data)
{
  const BodyCase *c = data;
  g_autoptr(GFile) file = data_file (c->folder, c->file);
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *body = NULL;
  SluiceRequest *request;
  const char **headers;

  g_test_summary ("A response body is read whole, its protocol and its request are found");

  recording = sluice_recording_new_for_file (file, c->given ? sluice_wire_lookup (c->given) : NULL,
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_wire_get_name (sluice_recording_get_wire (recording)), ==, c->wire);
  g_assert_cmpuint (sluice_recording_get_status (recording), ==, 200);
  g_assert_null (sluice_recording_get_problem (recording));
  headers = sluice_recording_get_headers (recording);
  g_assert_cmpstr (headers[0], ==, "content-type");
  g_assert_cmpstr (headers[1], ==, c->content_type);

  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), >=, c->min_chunks);
  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), <=, c->max_chunks);
  assert_chunks_in_order (recording);
  g_assert_true (g_file_load_contents (file, NULL, &content, NULL, NULL, NULL));
  body = dup_body (recording);
  g_assert_cmpstr (body, ==, content);

  request = sluice_recording_get_request (recording);
  if (c->schema == NULL)
    {
      g_assert_null (request);
      return;
    }
  g_assert_cmpstr (sluice_schema_get_name (sluice_request_get_schema (request)), ==, c->schema);
  g_assert_cmpint (sluice_request_get_shape (request), ==, c->shape);
  g_assert_cmpint (sluice_request_get_mode (request), ==, c->mode);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_request_get_messages (request)), >, 0);
}

static void
test_event_times (void)
{
  g_autoptr(GFile) file = data_file ("anthropic-without-request", "response.sse");
  g_autoptr(SluiceRecording) recording = sluice_recording_new_for_file (file, NULL, NULL);
  gint64 time_us;

  g_test_summary ("A chunk of a body without times is a wire event; 20 ms go by between them");

  for (guint i = 0; i < sluice_recording_get_n_chunks (recording); i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (sluice_recording_get_chunk (recording, i, &time_us), &size);

      g_assert_cmpint (time_us, ==, 20000 * (i + 1));
      g_assert_true (strncmp (data, "event: ", 7) == 0);
      g_assert_true (strncmp (data + size - 2, "\n\n", 2) == 0);
    }
}

static void
test_chunk_lengths (void)
{
  const gsize lengths[] = { 500, 537, 574 };
  g_autoptr(GFile) file = data_file ("openai-one-of-two-tools", "response.sse");
  g_autoptr(SluiceRecording) recording = sluice_recording_new_for_file (file, NULL, NULL);
  gint64 time_us, last = 0;

  g_test_summary ("chunks.json tells how a body came; a chunk has the time of its last event");

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_assert_cmpuint (g_bytes_get_size (sluice_recording_get_chunk (recording, i, &time_us)), ==,
                        lengths[i]);
      g_assert_cmpint (time_us % 20000, ==, 0);
      g_assert_cmpint (time_us, >, last);
      last = time_us;
    }
}

/* chunks.json of another body, or of no use, changes nothing. */
static const char * const bad_lengths[] = {
  "", "{}", "[]", "[1, 2]", "[-1, 17]", "[0, 16]", "[1.5]", "[\"16\"]", "[16, 1]",
  "[18446744073709551616]", "[9223372036854775807, 9]", "[16",
};

static void
test_bad_lengths (gconstpointer data)
{
  const char body[] = "data: [DONE]\n\n: ";  /* 16 bytes */
  g_autoptr(GBytes) bytes = bytes_for (body);
  g_autoptr(GBytes) lengths = bytes_for (data);
  g_autoptr(SluiceRecording) recording =
    sluice_recording_read_body (bytes, sluice_wire_lookup ("openai-chat"), NULL, lengths, NULL);
  g_autofree char *read = dup_body (recording);

  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), ==, 2);
  g_assert_cmpstr (read, ==, body);
}

static void
test_words (void)
{
  const char text[] = "Zoë is 41, naïve ünïcödé everywhere 😀😀😀😀 { \"a\": [1, 2] }";
  g_autoptr(GBytes) bytes = bytes_for (text);
  g_autoptr(SluiceRecording) recording =
    sluice_recording_new_for_bytes (bytes, sluice_wire_lookup ("text"), NULL);
  g_autofree char *body = dup_body (recording);

  g_test_summary ("Plain text comes in pieces of whole characters, about as long as tokens");

  g_assert_cmpstr (body, ==, text);
  for (guint i = 0; i < sluice_recording_get_n_chunks (recording); i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (sluice_recording_get_chunk (recording, i, NULL), &size);

      g_assert_cmpuint (size, <=, 8 + 3);
      g_assert_true (g_utf8_validate_len (data, size, NULL));
    }
}

/* --- Recording files --- */

static void
test_file (void)
{
  g_autoptr(GFile) file = data_file ("friends.recording.jsonl", NULL);
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) written = NULL;
  g_autofree char *content = NULL;
  SluiceRequest *request;
  gint64 time_us;

  g_test_summary ("A recording file is read whole, and written again byte for byte");

  recording = sluice_recording_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_wire_get_name (sluice_recording_get_wire (recording)), ==, "openai-chat");
  g_assert_cmpstr (sluice_recording_get_provider (recording), ==, "demo");
  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), >, 30);
  assert_chunks_in_order (recording);
  sluice_recording_get_chunk (recording, 0, &time_us);
  g_assert_cmpint (time_us, >, 200000);
  g_assert_cmpint (sluice_recording_get_duration (recording), >, 700000);

  request = sluice_recording_get_request (recording);
  g_assert_cmpstr (sluice_request_get_model (request), ==, "steady");
  g_assert_cmpint (sluice_request_get_shape (request), ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpint (sluice_request_get_mode (request), ==, SLUICE_MODE_TOOLS);
  g_assert_cmpstr (sluice_schema_get_name (sluice_request_get_schema (request)), ==, "User");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_request_get_messages (request)), ==, 1);

  g_assert_true (g_file_load_contents (file, NULL, &content, NULL, NULL, NULL));
  written = sluice_recording_to_bytes (recording);
  g_assert_cmpmem (content, strlen (content), g_bytes_get_data (written, NULL), g_bytes_get_size (written));
}

typedef struct
{
  const char *name;
  const char *text;
  guint       n_chunks;
  gint64      duration;
  const char *problem;
} FileCase;

static const FileCase file_cases[] = {
  { "no-chunks", HEAD "{\"t\":5,\"end\":true}\n", 0, 5, NULL },
  { "chunks", HEAD "{\"t\":5,\"data\":\"YQ==\"}\n{\"t\":7,\"data\":\"YmM=\"}\n{\"t\":9,\"end\":true}\n", 2, 9, NULL },
  { "crlf-and-blank-lines", HEAD "\r\n\n{\"t\":5,\"data\":\"YQ==\"}\r\n{\"t\":9,\"end\":true}\r\n", 1, 9, NULL },
  { "problem", HEAD "{\"t\":5,\"end\":true,\"problem\":\"The line dropped\"}\n", 0, 5, "The line dropped" },
  { "no-end", HEAD "{\"t\":5,\"data\":\"YQ==\"}\n", 1, 5, NULL },
  { "half-a-line", HEAD "{\"t\":5,\"data\":\"YQ==\"}\n{\"t\":7,\"da", 1, 5, NULL },
  { "half-a-line-with-bracket", HEAD "{\"t\":5,\"data\":\"YQ==\"}\n{\"t\":7,\"data\":\"Y", 1, 5, NULL },
  { "head-only", "{\"sluice_recording\":1,\"wire\":\"text\"}", 0, 0, NULL },
  { "after-the-end", HEAD "{\"t\":5,\"end\":true}\nnothing\n", 0, 5, NULL },
  { "unknown-line", HEAD "{\"t\":5,\"note\":\"of later\"}\n{\"t\":6,\"end\":true}\n", 0, 6, NULL },
  { "unknown-member", "{ \"sluice_recording\" : 1, \"wire\":\"text\", \"later\":{}}\n{\"t\":6,\"end\":true}", 0, 6, NULL },
  { "time-goes-back", HEAD "{\"t\":9,\"data\":\"YQ==\"}\n{\"t\":3,\"data\":\"YQ==\"}\n{\"t\":1,\"end\":true}\n", 2, 9, NULL },
  { "empty-chunk", HEAD "{\"t\":9,\"data\":\"\"}\n{\"t\":10,\"end\":true}\n", 0, 10, NULL },
};

static void
test_file_lines (gconstpointer data)
{
  const FileCase *c = data;
  g_autoptr(GBytes) bytes = bytes_for (c->text);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceRecording) recording = sluice_recording_new_for_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sluice_recording_get_n_chunks (recording), ==, c->n_chunks);
  g_assert_cmpint (sluice_recording_get_duration (recording), ==, c->duration);
  g_assert_cmpstr (sluice_recording_get_problem (recording), ==, c->problem);
  assert_chunks_in_order (recording);
}

typedef struct
{
  const char          *name;
  const char          *text;
  SluiceRecordingError code;
  const char          *message;
} BadCase;

static const BadCase bad_cases[] = {
  { "empty", "", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "neither a recording nor the answer" },
  { "prose", "Once upon a time", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "neither a recording nor the answer" },
  { "other-json", "{\"a\":1}", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "neither a recording nor the answer" },
  { "bytes", "\377\376\001\002", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "neither a recording nor the answer" },
  { "newer", "{\"sluice_recording\":2,\"wire\":\"text\"}\n", SLUICE_RECORDING_ERROR_VERSION, "newer version" },
  { "no-version", "{\"sluice_recording\":\"x\",\"wire\":\"text\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "not a version" },
  { "version-0", "{\"sluice_recording\":0,\"wire\":\"text\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "not a version" },
  { "no-wire", "{\"sluice_recording\":1}\n", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "no wire" },
  { "odd-wire", "{\"sluice_recording\":1,\"wire\":\"telex\"}\n", SLUICE_RECORDING_ERROR_UNKNOWN_WIRE, "telex" },
  { "head-cut", "{\"sluice_recording\":1,\"wi", SLUICE_RECORDING_ERROR_FORMAT, "Line 1, column 26" },
  { "no-object", HEAD "[]\n" HEAD, SLUICE_RECORDING_ERROR_FORMAT, "Line 2 is not an object" },
  { "no-json", HEAD "{\"t\":5}\nnothing\n{\"t\":6,\"end\":true}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 3, column 2" },
  { "no-time", HEAD "{\"data\":\"YQ==\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 2 has no time" },
  { "negative-time", HEAD "{\"t\":-1,\"data\":\"YQ==\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 2 has no time" },
  { "no-base64", HEAD "{\"t\":1,\"data\":\"Y*==\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 2 has data that is not base64" },
  { "short-base64", HEAD "{\"t\":1,\"data\":\"YQ=\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 2 has data that is not base64" },
  { "no-text", HEAD "{\"t\":1,\"data\":\"\377\"}\n", SLUICE_RECORDING_ERROR_FORMAT, "Line 2 is not text" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  g_autoptr(GBytes) bytes = bytes_for (c->text);
  g_autoptr(GError) error = NULL;

  g_test_summary ("What is no recording is refused, with the place");

  g_assert_null (sluice_recording_new_for_bytes (bytes, NULL, &error));
  g_assert_error (error, SLUICE_RECORDING_ERROR, (int) c->code);
  if (strstr (error->message, c->message) == NULL)
    g_error ("“%s” is not in “%s”", c->message, error->message);
}

static void
test_deep_head (void)
{
  g_autoptr(GString) text = g_string_new ("{\"sluice_recording\":1,\"wire\":\"text\",\"request\":");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("A head that is nested without end is refused, not followed");

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  bytes = bytes_for (text->str);

  g_assert_null (sluice_recording_new_for_bytes (bytes, NULL, &error));
  g_assert_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT);
}

static void
test_missing_file (void)
{
  g_autoptr(GFile) file = data_file ("openai-whole", "no-such-file.sse");
  g_autoptr(GError) error = NULL;

  g_test_summary ("A file that is not there is named");

  g_assert_null (sluice_recording_new_for_file (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no-such-file.sse"));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr(GFile) file = data_file ("openai-iterable", "response.sse");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("A file is read in the background, until somebody cancels that");

  sluice_recording_new_for_file_async (file, NULL, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  recording = sluice_recording_new_for_file_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sluice_recording_get_request (recording));

  g_cancellable_cancel (cancellable);
  sluice_recording_new_for_file_async (file, NULL, cancellable, loaded_cb, &cancelled);
  while (cancelled == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sluice_recording_new_for_file_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Writing and cutting --- */

static void
add_chunk (SluiceRecording *recording,
           const char      *text,
           gint64           time_us)
{
  g_autoptr(GBytes) bytes = bytes_for (text);

  sluice_recording_add_chunk (recording, bytes, time_us);
}

static void
test_no_secrets (void)
{
  const char *headers[] = { "Content-Type", "text/plain", "Set-Cookie", "session=verysecret",
                            "Authorization", "Bearer sk-verysecret", "X-Api-Key", "verysecret", NULL };
  g_autoptr(SluiceRecording) recording = sluice_recording_new (sluice_wire_lookup ("openai-chat"), 200);
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text ("{}", SLUICE_NOTATION_JSON_SCHEMA, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(JsonNode) body =
    json_from_string ("{\"model\":\"m\",\"api_key\":\"verysecret\",\"messages\":[]}", NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("Keys and cookies are not written");

  sluice_recording_set_headers (recording, headers);
  sluice_recording_set_request (recording, request);
  sluice_recording_set_body (recording, body);
  sluice_recording_end (recording, 10, NULL);

  bytes = sluice_recording_to_bytes (recording);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (text, "text/plain"));
  g_assert_null (strstr (text, "verysecret"));
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sluice-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.recording.jsonl", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "a.jsonl", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) bad_file = g_file_new_for_path (nowhere);
  g_autoptr(SluiceRecording) recording = sluice_recording_new (sluice_wire_lookup ("text"), 200);
  g_autoptr(SluiceRecording) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;

  g_test_summary ("What was saved is what is read; what cannot be saved is an error with the name");

  add_chunk (recording, "\001\377 {\"a\"", 3);
  add_chunk (recording, ":1}", 8);
  sluice_recording_end (recording, 20, "It was stopped");
  g_assert_true (sluice_recording_save (recording, file, &error));
  g_assert_no_error (error);

  again = sluice_recording_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_recording_get_n_chunks (again), ==, 2);
  g_assert_cmpint (sluice_recording_get_duration (again), ==, 20);
  g_assert_cmpstr (sluice_recording_get_problem (again), ==, "It was stopped");
  body = dup_body (again);
  g_assert_cmpstr (body, ==, "\001\377 {\"a\":1}");

  g_assert_false (sluice_recording_save (recording, bad_file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "a.jsonl"));

  g_unlink (path);
  g_rmdir (folder);
}

typedef struct
{
  const char *name;
  gsize       n;
  const char *expected;   /* "text@time|…" */
} RechunkCase;

static const RechunkCase rechunk_cases[] = {
  { "bytes", 1, "a@10|b@10|c@10|d@20|e@20|f@30" },
  { "across", 2, "ab@10|cd@20|ef@30" },
  { "rest", 4, "abcd@20|ef@30" },
  { "all", 6, "abcdef@30" },
  { "more-than-all", 100, "abcdef@30" },
};

static void
test_rechunk (gconstpointer data)
{
  const RechunkCase *c = data;
  g_autoptr(SluiceRecording) recording = sluice_recording_new (sluice_wire_lookup ("text"), 200);
  g_autoptr(GString) told = g_string_new (NULL);

  add_chunk (recording, "abc", 10);
  add_chunk (recording, "de", 20);
  add_chunk (recording, "f", 30);
  sluice_recording_end (recording, 35, NULL);
  sluice_recording_rechunk (recording, c->n);

  for (guint i = 0; i < sluice_recording_get_n_chunks (recording); i++)
    {
      gint64 time_us;
      gsize size;
      const char *text = g_bytes_get_data (sluice_recording_get_chunk (recording, i, &time_us), &size);

      g_string_append_printf (told, "%s%.*s@%d", i > 0 ? "|" : "", (int) size, text, (int) time_us);
    }
  g_assert_cmpstr (told->str, ==, c->expected);
  g_assert_cmpint (sluice_recording_get_duration (recording), ==, 35);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (body_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recording/body/", body_cases[i].folder, NULL);

      g_test_add_data_func (path, &body_cases[i], test_body);
    }
  g_test_add_func ("/recording/body/event-times", test_event_times);
  g_test_add_func ("/recording/body/chunk-lengths", test_chunk_lengths);
  for (guint i = 0; i < G_N_ELEMENTS (bad_lengths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recording/body/bad-lengths/%u", i);

      g_test_add_data_func (path, bad_lengths[i], test_bad_lengths);
    }
  g_test_add_func ("/recording/body/words", test_words);
  g_test_add_func ("/recording/file/whole", test_file);
  for (guint i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recording/file/", file_cases[i].name, NULL);

      g_test_add_data_func (path, &file_cases[i], test_file_lines);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recording/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/recording/bad/deep-head", test_deep_head);
  g_test_add_func ("/recording/bad/missing-file", test_missing_file);
  g_test_add_func ("/recording/async", test_async);
  g_test_add_func ("/recording/no-secrets", test_no_secrets);
  g_test_add_func ("/recording/save", test_save);
  for (guint i = 0; i < G_N_ELEMENTS (rechunk_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recording/rechunk/", rechunk_cases[i].name, NULL);

      g_test_add_data_func (path, &rechunk_cases[i], test_rechunk);
    }

  return g_test_run ();
}
