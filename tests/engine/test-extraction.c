/* test-extraction.c: the document: its file, its signals, and the request it makes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/sluice-extraction.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static GBytes *
bytes_for (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GFile *
data_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "extraction", name, NULL);

  return g_file_new_for_path (path);
}

static char *
dup_text (SluiceExtraction *extraction)
{
  g_autoptr(GBytes) bytes = sluice_extraction_to_bytes (extraction);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* --- The file --- */

static void
test_full (void)
{
  g_autoptr(GFile) file = data_file ("full.sluice");
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceMessage) message = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *written = NULL;
  GListModel *messages;

  g_test_summary ("A file is read whole, and written again byte for byte");

  extraction = sluice_extraction_new_for_file (file, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (sluice_extraction_get_title (extraction), ==, "Friends in a Sentence");
  g_assert_cmpstr (sluice_extraction_get_description (extraction), ==, "Items that appear as rows");
  g_assert_cmpstr (sluice_extraction_get_provider (extraction), ==, "demo");
  g_assert_cmpstr (sluice_extraction_get_model (extraction), ==, "steady");
  g_assert_cmpint (sluice_extraction_get_mode (extraction), ==, SLUICE_MODE_JSON_SCHEMA);
  g_assert_true (sluice_extraction_get_strict (extraction));
  g_assert_cmpint (sluice_extraction_get_shape (extraction), ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpint (sluice_extraction_get_max_tokens (extraction), ==, 1000);
  g_assert_cmpfloat (sluice_extraction_get_temperature (extraction), ==, 0.2);
  g_assert_cmpint (sluice_extraction_get_seed (extraction), ==, G_GINT64_CONSTANT (9007199254740993));
  g_assert_cmpuint (sluice_extraction_get_max_retries (extraction), ==, 0);
  g_assert_cmpstr (sluice_extraction_get_root_name (extraction), ==, "User");
  g_assert_cmpint (sluice_extraction_get_notation (extraction), ==, SLUICE_NOTATION_CLASSES);
  g_assert_cmpstr (sluice_extraction_get_schema_text (extraction), ==,
                   "class User(BaseModel):\n    name: str\n    age: int\n");
  g_assert_cmpstr (sluice_extraction_get_variable (extraction, "text"), ==,
                   "Ivan is 28,\nhis friend Zoë is 25.");
  g_assert_cmpstr (sluice_extraction_get_variable (extraction, "unused"), ==, "");
  g_assert_null (sluice_extraction_get_variable (extraction, "other"));

  messages = G_LIST_MODEL (sluice_extraction_get_messages (extraction));
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 2);
  message = g_list_model_get_item (messages, 1);
  g_assert_cmpint (sluice_message_get_role (message), ==, SLUICE_ROLE_USER);
  g_assert_cmpstr (sluice_message_get_text (message), ==,
                   "Who is in this text, “{{title}}”?\n\n{{text}}");

  g_assert_true (g_file_load_contents (file, NULL, &expected, NULL, NULL, &error));
  written = dup_text (extraction);
  g_assert_cmpstr (written, ==, expected);
}

static void
test_empty (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autofree char *written = dup_text (extraction);

  g_test_summary ("What was not set is not written, so it stays the provider's default");

  g_assert_cmpstr (written, ==,
                   "{\n"
                   "  \"sluice\": 1,\n"
                   "  \"title\": \"\",\n"
                   "  \"mode\": \"automatic\",\n"
                   "  \"strict\": false,\n"
                   "  \"shape\": \"object\",\n"
                   "  \"schema\": {\n"
                   "    \"notation\": \"auto\",\n"
                   "    \"text\": \"\"\n"
                   "  },\n"
                   "  \"messages\": []\n"
                   "}\n");
}

typedef struct
{
  const char *name;
  const char *text;
  int         code;    /* -1: it is good */
  const char *message; /* part of it */
} ReadCase;

#define FORMAT SLUICE_EXTRACTION_ERROR_FORMAT

static const ReadCase read_cases[] = {
  { "smallest", "{\"sluice\":1}", -1, NULL },
  { "byte-order-mark", "\xef\xbb\xbf{\"sluice\":1}", -1, NULL },
  { "strings-for-lines", "{\"sluice\":1,\"schema\":{\"text\":\"a\\nb\"}}", -1, NULL },
  { "lines-for-strings", "{\"sluice\":1,\"title\":[\"a\",\"b\"]}", -1, NULL },
  { "mode-of-instructor", "{\"sluice\":1,\"mode\":\"ANTHROPIC_TOOLS\"}", -1, NULL },
  { "unknown-members", "{\"sluice\":1,\"later\":{\"a\":[]}}", -1, NULL },
  { "newer", "{\"sluice\":2,\"title\":{}}", SLUICE_EXTRACTION_ERROR_VERSION, "made by a newer version" },
  { "empty", "", FORMAT, "Line 1, column 1" },
  { "not-json", "class User:\n", FORMAT, "Line 1, column 1" },
  { "not-an-object", "[1]", FORMAT, "no member ‘sluice’" },
  { "other-json", "{\n  \"name\": \"x\"\n}", FORMAT, "no member ‘sluice’" },
  { "version-is-text", "{\"sluice\":\"1\"}", FORMAT, "‘sluice’ must be a whole number" },
  { "version-zero", "{\"sluice\":0}", FORMAT, "‘sluice’ must be a whole number" },
  { "cut", "{\"sluice\":1,\n\"title\":\"abc", FORMAT, "Line 2, column 13" },
  { "comma-missing", "{\"sluice\":1\n\"title\":\"abc\"}", FORMAT, "Line 2, column 1" },
  { "trailing-comma", "{\"sluice\":1,\n \"title\":\"é\",}", FORMAT, "Line 2, column 14" },
  { "two-documents", "{\"sluice\":1}\n{}", FORMAT, "Line 2, column 1" },
  { "not-utf8", "{\"sluice\":1,\n\"title\":\"\xff\"}", FORMAT, "Line 2, column 10: This is not text" },
  { "title-is-number", "{\"sluice\":1,\n\n  \"title\": 5}", FORMAT, "Line 3, column 12: ‘title’ must be a text" },
  { "title-has-nul", "{\"sluice\":1,\"title\":\"a\\u0000b\"}", FORMAT, "U+0000" },
  { "line-is-number", "{\"sluice\":1,\"title\":[\"a\",\n7]}", FORMAT, "Line 2, column 1: ‘title’ must be a text" },
  { "bad-shape", "{\"sluice\":1,\"shape\":\"list\"}", FORMAT, "‘shape’ is “list”; it can be “object”, “iterable”" },
  { "bad-mode", "{\"sluice\":1,\"mode\":\"telepathy\"}", FORMAT, "no mode “telepathy”" },
  { "bad-strict", "{\"sluice\":1,\"strict\":\"yes\"}", FORMAT, "‘strict’ must be true or false" },
  { "bad-notation", "{\"sluice\":1,\"schema\":{\"text\":\"\",\"notation\":\"yaml\"}}", FORMAT, "‘notation’ is “yaml”" },
  { "schema-without-text", "{\"sluice\":1,\"schema\":{}}", FORMAT, "‘text’ is missing in ‘schema’" },
  { "schema-is-text", "{\"sluice\":1,\"schema\":\"{}\"}", FORMAT, "‘schema’ must be an object" },
  { "messages-is-object", "{\"sluice\":1,\"messages\":{}}", FORMAT, "‘messages’ must be a list" },
  { "message-is-text", "{\"sluice\":1,\"messages\":[\"a\"]}", FORMAT, "‘messages’ must be a list of objects" },
  { "message-without-role", "{\"sluice\":1,\"messages\":[{\"text\":\"\"}]}", FORMAT, "‘role’ is missing" },
  { "bad-role", "{\"sluice\":1,\"messages\":[{\"role\":\"robot\",\"text\":\"\"}]}", FORMAT, "‘role’ is “robot”" },
  { "variable-is-number", "{\"sluice\":1,\"variables\":{\"a\":5}}", FORMAT, "‘a’ must be a text" },
  { "tokens-zero", "{\"sluice\":1,\"parameters\":{\"max_tokens\":0}}", FORMAT, "‘max_tokens’ must be a whole number from 1" },
  { "tokens-fraction", "{\"sluice\":1,\"parameters\":{\"max_tokens\":1.5}}", FORMAT, "‘max_tokens’ must be a whole number" },
  { "temperature-huge", "{\"sluice\":1,\"parameters\":{\"temperature\":1e999}}", FORMAT, "‘temperature’ is too large" },
  { "extra-is-list", "{\"sluice\":1,\"parameters\":{\"extra_body\":[]}}", FORMAT, "‘extra_body’ must be an object" },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *c = data;
  g_autoptr(GBytes) bytes = bytes_for (c->text);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new_for_bytes (bytes, &error);

  if (c->code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (SLUICE_IS_EXTRACTION (extraction));
      return;
    }

  g_assert_null (extraction);
  g_assert_error (error, SLUICE_EXTRACTION_ERROR, c->code);
  if (strstr (error->message, c->message) == NULL)
    g_error ("“%s” is not in “%s”", c->message, error->message);
}

static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (1000 * 1000, '[');
  g_autofree char *text = g_strconcat ("{\"sluice\":1,\"later\":", brackets, NULL);
  g_autoptr(GBytes) bytes = bytes_for (text);
  g_autoptr(GError) error = NULL;

  g_test_summary ("A file that is a million levels deep is an error, not the end of the program");

  g_assert_null (sluice_extraction_new_for_bytes (bytes, &error));
  g_assert_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT);
}

static void
test_every_cut (void)
{
  g_autoptr(GFile) file = data_file ("full.sluice");
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  gsize size = g_bytes_get_size (bytes);

  g_test_summary ("A file cut anywhere is an error with a place");

  for (gsize n = 0; n < size - 2; n++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (bytes, 0, n);
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_extraction_new_for_bytes (part, &error));
      g_assert_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT);
    }
}

typedef struct
{
  const char *name;
  const char *extra_body;
  const char *kept;    /* in the file; NULL: nothing of it */
  const char *secret;  /* not in the file */
} SecretCase;

static const SecretCase secret_cases[] = {
  { "none", "{\"max_completion_tokens\": 5}", "\"max_completion_tokens\": 5", "secret" },
  { "api-key", "{\"api_key\": \"sk-123\", \"user\": \"u\"}", "\"user\": \"u\"", "sk-123" },
  { "nested", "{\"a\": [{\"X-Api-Key\": \"sk-123\", \"b\": 1}]}", "\"b\": 1", "sk-123" },
  { "list", "{\"headers\": {\"Authorization\": [\"Bearer sk-123\"]}}", "\"headers\": {}", "sk-123" },
  { "password-in-a-schema", "{\"properties\": {\"password\": {\"type\": \"string\"}}}", "\"password\"", "secret" },
  { "half-typed", "{\"top_p\": ", "{\\\"top_p\\\": ", "secret" },
  { "half-typed-key", "{\"api_key\": \"sk-123", NULL, "sk-123" },
};

static void
test_secret (gconstpointer data)
{
  const SecretCase *c = data;
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autofree char *written = NULL;

  sluice_extraction_set_extra_body (extraction, c->extra_body);
  written = dup_text (extraction);

  g_assert_null (strstr (written, c->secret));
  if (c->kept != NULL)
    g_assert_nonnull (strstr (written, c->kept));
  else
    g_assert_null (strstr (written, "extra_body"));
}

static void
test_extra_body_as_typed (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceExtraction) again = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_test_summary ("Extra JSON that is not finished is there again after saving");

  sluice_extraction_set_extra_body (extraction, "{\"top_p\": ");
  bytes = sluice_extraction_to_bytes (extraction);
  again = sluice_extraction_new_for_bytes (bytes, NULL);

  g_assert_cmpstr (sluice_extraction_get_extra_body (again), ==, "{\"top_p\": ");
}

static void
test_missing_file (void)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/job.sluice");
  g_autoptr(GError) error = NULL;

  g_assert_null (sluice_extraction_new_for_file (file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "‘job.sluice’ cannot be read: "));
}

static void
test_endless_file (void)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/dev/zero");
  g_autoptr(GError) error = NULL;

  g_assert_null (sluice_extraction_new_for_file (file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_bad_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "job.sluice", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) newer = NULL;

  g_test_summary ("A message names the file");

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{\n x}", -1, NULL));
  g_assert_null (sluice_extraction_new_for_file (file, &error));
  g_assert_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "‘job.sluice’, line 2, column 2: "));

  g_assert_true (g_file_set_contents (path, "{\"sluice\":99}", -1, NULL));
  g_assert_null (sluice_extraction_new_for_file (file, &newer));
  g_assert_error (newer, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_VERSION);
  g_assert_cmpstr (newer->message, ==, "‘job.sluice’ was made by a newer version");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr(GFile) good = data_file ("full.sluice");
  g_autoptr(GFile) missing = g_file_new_for_path ("/nowhere/job.sluice");
  g_autoptr(GAsyncResult) good_result = NULL;
  g_autoptr(GAsyncResult) missing_result = NULL;
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(GError) error = NULL;

  sluice_extraction_new_for_file_async (good, NULL, loaded_cb, &good_result);
  sluice_extraction_new_for_file_async (missing, NULL, loaded_cb, &missing_result);
  while (good_result == NULL || missing_result == NULL)
    g_main_context_iteration (NULL, TRUE);

  extraction = sluice_extraction_new_for_file_finish (good_result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sluice_extraction_get_title (extraction), ==, "Friends in a Sentence");

  g_assert_null (sluice_extraction_new_for_file_finish (missing_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* --- Signals --- */

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_changed (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "a");
  GListStore *messages = sluice_extraction_get_messages (extraction);
  SluiceSchema *schema;
  guint n = 0, n_schema = 0;

  g_test_summary ("One change is one signal; no change is none");

  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (count_cb), &n);
  g_signal_connect_swapped (extraction, "notify::schema", G_CALLBACK (count_cb), &n_schema);

  sluice_extraction_set_title (extraction, "a");
  g_assert_cmpuint (n, ==, 1);
  sluice_extraction_set_title (extraction, "a");
  sluice_extraction_set_description (extraction, NULL);
  sluice_extraction_set_temperature (extraction, NAN);
  sluice_extraction_set_variable (extraction, "x", NULL);
  g_assert_cmpuint (n, ==, 1);

  schema = sluice_extraction_get_schema (extraction);
  g_assert_true (sluice_extraction_get_schema (extraction) == schema);
  g_object_ref (schema);
  sluice_extraction_set_schema_text (extraction, "{}", SLUICE_NOTATION_JSON_SCHEMA);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (n_schema, ==, 1);
  g_assert_true (sluice_extraction_get_schema (extraction) != schema);
  g_object_unref (schema);

  g_object_set (extraction, "shape", SLUICE_SHAPE_ITERABLE, "strict", TRUE, NULL);
  g_assert_cmpuint (n, ==, 3);

  g_list_store_append (messages, message);
  g_assert_cmpuint (n, ==, 4);
  sluice_message_set_text (message, "b");
  g_assert_cmpuint (n, ==, 5);
  sluice_message_set_role (message, SLUICE_ROLE_SYSTEM);
  g_assert_cmpuint (n, ==, 6);
  g_list_store_remove (messages, 0);
  g_assert_cmpuint (n, ==, 7);
  sluice_message_set_text (message, "c");
  g_assert_cmpuint (n, ==, 7);

  sluice_extraction_set_variable (extraction, "x", "1");
  sluice_extraction_set_variable (extraction, "x", NULL);
  g_assert_cmpuint (n, ==, 9);
}

static void
test_moved_message (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  GListStore *messages = sluice_extraction_get_messages (extraction);
  g_autoptr(SluiceMessage) first = NULL;
  guint n = 0;

  g_test_summary ("A message that was moved is still followed, and only once");

  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "{{a}}");
  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "{{b}}");
  first = g_list_model_get_item (G_LIST_MODEL (messages), 0);
  g_list_store_remove (messages, 0);
  g_list_store_append (messages, first);

  g_signal_connect_swapped (extraction, "changed", G_CALLBACK (count_cb), &n);
  sluice_message_set_text (first, "{{c}}");
  g_assert_cmpuint (n, ==, 1);

  /* It may live longer than the extraction. */
  g_clear_object (&extraction);
  sluice_message_set_text (first, "{{d}}");
}

static void
test_dropped (void)
{
  SluiceExtraction *extraction = sluice_extraction_new ();

  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "a");
  sluice_extraction_get_schema (extraction);

  g_assert_finalize_object (extraction);
}

/* --- The request --- */

#define SCHEMA "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"

typedef struct
{
  const char *name;
  const char *schema;
  const char *messages[3];
  const char *variables[5]; /* name, value, … */
  const char *extra_body;
  int         code;         /* -1: it is good */
  const char *expected;     /* texts joined with "|", or part of the error */
} RequestCase;

static const RequestCase request_cases[] = {
  { "plain", SCHEMA, { "hello" }, { NULL }, NULL, -1, "hello" },
  { "variables", SCHEMA, { "{{a}} and {{b}}", "{{ a }}" }, { "a", "1", "b", "{{a}}" }, NULL, -1,
    "1 and {{a}}|1" },
  { "empty-value", SCHEMA, { "x{{a}}" }, { "a", "" }, NULL, -1, "x" },
  { "blank-message-left-out", SCHEMA, { " \n", "hello" }, { NULL }, NULL, -1, "hello" },
  { "extra", SCHEMA, { "hello" }, { NULL }, "{\"top_p\":0.5}", -1, "hello" },
  { "blank-extra", SCHEMA, { "hello" }, { NULL }, "  ", -1, "hello" },
  { "no-schema", " \n", { "hello" }, { NULL }, NULL, SLUICE_EXTRACTION_ERROR_SCHEMA, "no schema" },
  { "bad-schema", "{\"type\":\"strng\"}", { "hello" }, { NULL }, NULL, SLUICE_EXTRACTION_ERROR_SCHEMA, "" },
  { "no-message", SCHEMA, { NULL }, { NULL }, NULL, SLUICE_EXTRACTION_ERROR_EMPTY, "no message" },
  { "only-blank-messages", SCHEMA, { "", "{{a}}" }, { "a", " " }, NULL, SLUICE_EXTRACTION_ERROR_EMPTY, "no message" },
  { "no-value", SCHEMA, { "{{a}} {{b.c}}" }, { "a", "1" }, NULL, SLUICE_EXTRACTION_ERROR_VARIABLE, "‘b.c’" },
  { "extra-not-json", SCHEMA, { "hello" }, { NULL }, "{top_p}", SLUICE_EXTRACTION_ERROR_FORMAT, "extra JSON" },
  { "extra-not-an-object", SCHEMA, { "hello" }, { NULL }, "[1]", SLUICE_EXTRACTION_ERROR_FORMAT, "extra JSON" },
};

static char *
join_messages (GListModel *messages)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", sluice_message_get_text (message));
    }

  return g_string_free (joined, FALSE);
}

static void
test_request (gconstpointer data)
{
  const RequestCase *c = data;
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *joined = NULL;

  sluice_extraction_set_schema_text (extraction, c->schema, SLUICE_NOTATION_JSON_SCHEMA);
  for (guint i = 0; c->messages[i] != NULL; i++)
    sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, c->messages[i]);
  for (guint i = 0; c->variables[i] != NULL; i += 2)
    sluice_extraction_set_variable (extraction, c->variables[i], c->variables[i + 1]);
  sluice_extraction_set_extra_body (extraction, c->extra_body);

  request = sluice_extraction_create_request (extraction, &error);

  if (c->code >= 0)
    {
      g_assert_null (request);
      g_assert_error (error, SLUICE_EXTRACTION_ERROR, c->code);
      g_assert_nonnull (strstr (error->message, c->expected));
      return;
    }

  g_assert_no_error (error);
  joined = join_messages (sluice_request_get_messages (request));
  g_assert_cmpstr (joined, ==, c->expected);
}

static void
test_request_properties (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceExtraction) again = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autofree char *joined = NULL;

  g_test_summary ("A request has all of the draft, and gives the draft again");

  g_object_set (extraction,
                "schema-text", SCHEMA,
                "model", "m",
                "mode", SLUICE_MODE_TOOLS,
                "strict", TRUE,
                "shape", SLUICE_SHAPE_ITERABLE,
                "max-tokens", 5,
                "temperature", 0.5,
                "seed", G_GINT64_CONSTANT (3),
                "max-retries", 1,
                "extra-body", "{\"top_p\":1}",
                NULL);
  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "{{a}}");
  sluice_extraction_set_variable (extraction, "a", "x");

  request = sluice_extraction_create_request (extraction, NULL);
  g_assert_nonnull (request);
  g_assert_true (sluice_request_get_schema (request) == sluice_extraction_get_schema (extraction));
  g_assert_cmpstr (sluice_request_get_model (request), ==, "m");
  g_assert_cmpint (sluice_request_get_mode (request), ==, SLUICE_MODE_TOOLS);
  g_assert_true (sluice_request_get_strict (request));
  g_assert_cmpint (sluice_request_get_shape (request), ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpint (sluice_request_get_max_tokens (request), ==, 5);
  g_assert_cmpfloat (sluice_request_get_temperature (request), ==, 0.5);
  g_assert_cmpint (sluice_request_get_seed (request), ==, 3);
  g_assert_cmpuint (sluice_request_get_max_retries (request), ==, 1);
  g_assert_nonnull (sluice_request_get_extra_body (request));

  sluice_extraction_set_variable (extraction, "a", "y");
  joined = join_messages (sluice_request_get_messages (request));
  g_assert_cmpstr (joined, ==, "x");

  again = sluice_extraction_new_for_request (request);
  g_assert_cmpstr (sluice_extraction_get_title (again), ==, "User");
  g_assert_cmpstr (sluice_extraction_get_schema_text (again), ==, SCHEMA);
  g_assert_cmpstr (sluice_extraction_get_model (again), ==, "m");
  g_assert_cmpint (sluice_extraction_get_shape (again), ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpstr (sluice_extraction_get_extra_body (again), ==, "{\"top_p\":1}");
}

static void
test_list_variables (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_auto(GStrv) names = NULL;
  g_autofree char *joined = NULL;

  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "{{b}} {{a}} {{");
  sluice_extraction_add_message (extraction, SLUICE_ROLE_USER, "c}} {{a}} {{d}}");

  names = sluice_extraction_list_variables (extraction);
  joined = g_strjoinv ("|", names);
  g_assert_cmpstr (joined, ==, "b|a|d");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/extraction/file/full", test_full);
  g_test_add_func ("/extraction/file/empty", test_empty);
  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extraction/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, &read_cases[i], test_read);
    }
  g_test_add_func ("/extraction/read/deep", test_deep);
  g_test_add_func ("/extraction/read/every-cut", test_every_cut);
  for (guint i = 0; i < G_N_ELEMENTS (secret_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extraction/secret/", secret_cases[i].name, NULL);

      g_test_add_data_func (path, &secret_cases[i], test_secret);
    }
  g_test_add_func ("/extraction/file/extra-body-as-typed", test_extra_body_as_typed);
  g_test_add_func ("/extraction/file/missing", test_missing_file);
  g_test_add_func ("/extraction/file/endless", test_endless_file);
  g_test_add_func ("/extraction/file/bad", test_bad_file);
  g_test_add_func ("/extraction/file/async", test_async);
  g_test_add_func ("/extraction/changed", test_changed);
  g_test_add_func ("/extraction/moved-message", test_moved_message);
  g_test_add_func ("/extraction/dropped", test_dropped);
  for (guint i = 0; i < G_N_ELEMENTS (request_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/extraction/request/", request_cases[i].name, NULL);

      g_test_add_data_func (path, &request_cases[i], test_request);
    }
  g_test_add_func ("/extraction/request-properties", test_request_properties);
  g_test_add_func ("/extraction/list-variables", test_list_variables);

  return g_test_run ();
}
