/* test-wire-request.c: requests, written and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "json/sluice-parser.h"
#include "schema/sluice-check.h"
#include "wire/sluice-wire-private.h"

typedef struct
{
  const char   *name;       /* of the file that holds the body */
  const char   *wire;
  const char   *schema;     /* of the file that holds it */
  SluiceMode    mode;
  gboolean      strict;
  const char   *system;     /* nullable */
  const char   *extra_body; /* nullable */
  SluiceQuirks  quirks;
  gboolean      has_parameters;  /* a limit of 100 tokens, a seed of 7 */
  gboolean      has_more_parameters;  /* a text that stops it, and a little reasoning */
  gboolean      is_whole;        /* no stream, and a temperature of 0.5 */
  const char   *reask;      /* nullable: the stream that is asked again about */
} RequestCase;

#define CALLS \
  "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" \
  "{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"User\",\"arguments\":\"{\\\"age\\\":131}\"}}," \
  "{\"index\":1,\"function\":{\"name\":\"User\",\"arguments\":\"{}\"}}]}}]}\n\n"
#define TEXT_BEFORE_CALLS "data: {\"choices\":[{\"delta\":{\"content\":\"Here.\"}}]}\n\n" CALLS
#define BROKEN_CALL \
  "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" \
  "{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"User\",\"arguments\":\"{\\\"age\\\":13\"}}]}}]}\n\n"
#define JSON_TEXT "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"age\\\":131}\"}}]}\n\n"
#define PLAIN_TEXT "data: {\"choices\":[{\"delta\":{\"content\":\"He is 131.\"}}]}\n\n"

static const RequestCase request_cases[] = {
  { "chat-tools", "openai-chat", "user", SLUICE_MODE_TOOLS },
  { "chat-tools", "openai-chat", "user", SLUICE_MODE_AUTOMATIC },
  { "chat-tools-strict", "openai-chat", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "chat-json", "openai-chat", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "chat-json-without-system", "openai-chat", "user", SLUICE_MODE_JSON },
  { "chat-json-schema", "openai-chat", "user", SLUICE_MODE_JSON_SCHEMA },
  { "chat-json-schema-strict", "openai-chat", "review", SLUICE_MODE_JSON_SCHEMA, .strict = TRUE },
  { "chat-md-json", "openai-chat", "user", SLUICE_MODE_MD_JSON },
  { "chat-parameters", "openai-chat", "user", SLUICE_MODE_TOOLS, .system = "Be exact.",
    .has_parameters = TRUE, .is_whole = TRUE },
  { "chat-extra-body", "openai-chat", "user", SLUICE_MODE_TOOLS,
    .extra_body = "{\"top_p\":0.25,\"model\":\"other\",\"stream_options\":null,\"none\":null}" },
  { "chat-mistral", "openai-chat", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .quirks = SLUICE_QUIRK_TOOL_CHOICE_ANY | SLUICE_QUIRK_NO_STREAM_OPTIONS
              | SLUICE_QUIRK_RANDOM_SEED },
  { "chat-openai", "openai-chat", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .quirks = SLUICE_QUIRK_MAX_COMPLETION_TOKENS },
  { "chat-reask-tools", "openai-chat", "user", SLUICE_MODE_TOOLS, .reask = CALLS },
  { "chat-reask-json-schema", "openai-chat", "user", SLUICE_MODE_JSON_SCHEMA, .reask = JSON_TEXT },
  { "chat-reask-no-call", "openai-chat", "user", SLUICE_MODE_TOOLS, .reask = PLAIN_TEXT },
  { "chat-reask-broken-call", "openai-chat", "user", SLUICE_MODE_TOOLS, .reask = BROKEN_CALL },

  { "messages-tools", "anthropic-messages", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "messages-parameters", "anthropic-messages", "user", SLUICE_MODE_TOOLS,
    .has_parameters = TRUE, .is_whole = TRUE },
  { "messages-json", "anthropic-messages", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "messages-md-json", "anthropic-messages", "user", SLUICE_MODE_MD_JSON },
  { "messages-json-schema", "anthropic-messages", "review", SLUICE_MODE_JSON_SCHEMA },
  { "messages-reask-tools", "anthropic-messages", "user", SLUICE_MODE_TOOLS,
    .reask = TEXT_BEFORE_CALLS },
  { "messages-reask-json", "anthropic-messages", "user", SLUICE_MODE_JSON, .reask = JSON_TEXT },
  { "messages-thinking", "anthropic-messages", "user", SLUICE_MODE_TOOLS,
    .has_more_parameters = TRUE },

  { "responses-tools", "openai-responses", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "responses-tools-strict", "openai-responses", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "responses-tools", "openai-responses", "user", SLUICE_MODE_RESPONSES_TOOLS,
    .system = "Be exact." },
  { "responses-json", "openai-responses", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "responses-json-schema", "openai-responses", "review", SLUICE_MODE_JSON_SCHEMA },
  { "responses-md-json", "openai-responses", "user", SLUICE_MODE_MD_JSON },
  { "responses-parameters", "openai-responses", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .has_more_parameters = TRUE, .is_whole = TRUE },
  { "responses-reask-tools", "openai-responses", "user", SLUICE_MODE_TOOLS, .reask = CALLS },

  { "gemini-tools", "gemini", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "gemini-tools-strict", "gemini", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "gemini-json", "gemini", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "gemini-json-schema", "gemini", "review", SLUICE_MODE_JSON_SCHEMA },
  { "gemini-md-json", "gemini", "user", SLUICE_MODE_MD_JSON },
  { "gemini-parameters", "gemini", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .has_more_parameters = TRUE, .is_whole = TRUE },
  { "gemini-reask-tools", "gemini", "user", SLUICE_MODE_TOOLS, .reask = CALLS },

  { "ollama-tools", "ollama", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "ollama-tools-strict", "ollama", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "ollama-json", "ollama", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "ollama-json-schema", "ollama", "review", SLUICE_MODE_JSON_SCHEMA },
  { "ollama-md-json", "ollama", "user", SLUICE_MODE_MD_JSON },
  { "ollama-parameters", "ollama", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .has_more_parameters = TRUE, .is_whole = TRUE },
  { "ollama-reask-tools", "ollama", "user", SLUICE_MODE_TOOLS, .reask = CALLS },

  { "cohere-tools", "cohere-v2", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "cohere-tools-strict", "cohere-v2", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "cohere-json", "cohere-v2", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "cohere-json-schema", "cohere-v2", "review", SLUICE_MODE_JSON_SCHEMA },
  { "cohere-md-json", "cohere-v2", "user", SLUICE_MODE_MD_JSON },
  { "cohere-parameters", "cohere-v2", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .has_more_parameters = TRUE, .is_whole = TRUE },
  { "cohere-reask-tools", "cohere-v2", "user", SLUICE_MODE_TOOLS, .reask = CALLS },

  { "converse-tools", "bedrock-converse", "user", SLUICE_MODE_TOOLS, .system = "Be exact." },
  { "converse-tools-strict", "bedrock-converse", "review", SLUICE_MODE_TOOLS, .strict = TRUE },
  { "converse-json", "bedrock-converse", "user", SLUICE_MODE_JSON, .system = "Be exact." },
  { "converse-json-schema", "bedrock-converse", "review", SLUICE_MODE_JSON_SCHEMA },
  { "converse-md-json", "bedrock-converse", "user", SLUICE_MODE_MD_JSON },
  { "converse-parameters", "bedrock-converse", "user", SLUICE_MODE_TOOLS, .has_parameters = TRUE,
    .has_more_parameters = TRUE, .is_whole = TRUE },
  { "converse-reask-tools", "bedrock-converse", "user", SLUICE_MODE_TOOLS, .reask = CALLS },
};

#define PROBLEMS "/age is 131, above the maximum 120"

static JsonNode *
load_json (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

static JsonNode *
load_data (const char *name,
           const char *extension)
{
  g_autofree char *file = g_strconcat (name, extension, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "requests", file, NULL);

  return load_json (path);
}

static SluiceSchema *
load_schema (const char *name)
{
  g_autoptr(JsonNode) json = load_data (name, ".schema.json");

  return sluice_schema_new_for_json (json);
}

static void
add_event_cb (const SluiceStreamEvent *event,
              gpointer                 user_data)
{
  sluice_answer_add (user_data, event);
}

static SluiceAnswer *
read_answer (const char *stream)
{
  g_autoptr(SluiceDecoder) decoder = NULL;
  SluiceAnswer *answer = sluice_answer_new ();

  decoder = sluice_wire_create_decoder (sluice_wire_lookup ("openai-chat"), 200, TRUE);
  sluice_decoder_set_func (decoder, add_event_cb, NULL, answer);
  sluice_decoder_push (decoder, stream, strlen (stream));
  sluice_decoder_finish (decoder);

  return answer;
}

static void
add_message (SluiceRequest *request,
             SluiceRole     role,
             const char    *text)
{
  g_autoptr(SluiceMessage) message = sluice_message_new (role, text);

  sluice_request_add_message (request, message);
}

static SluiceRequest *
make_request (const RequestCase *test,
              SluiceWire        *wire)
{
  g_autoptr(SluiceSchema) schema = load_schema (test->schema);
  SluiceRequest *request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);

  sluice_request_set_model (request, "m");
  sluice_request_set_mode (request, test->mode);
  sluice_request_set_strict (request, test->strict);
  if (test->system != NULL)
    add_message (request, SLUICE_ROLE_SYSTEM, test->system);
  add_message (request, SLUICE_ROLE_USER, "John is 30");

  if (test->has_parameters)
    {
      sluice_request_set_max_tokens (request, 100);
      sluice_request_set_seed (request, 7);
    }
  if (test->has_more_parameters)
    {
      sluice_request_set_stop (request, (const char *const []) { "END", NULL });
      sluice_request_set_reasoning_effort (request, "low");
    }
  if (test->is_whole)
    {
      sluice_request_set_stream (request, FALSE);
      sluice_request_set_temperature (request, 0.5);
    }
  if (test->extra_body != NULL)
    {
      g_autoptr(JsonNode) extra_body = json_from_string (test->extra_body, NULL);

      sluice_request_set_extra_body (request, extra_body);
    }
  if (test->reask != NULL)
    {
      g_autoptr(SluiceAnswer) answer = read_answer (test->reask);

      sluice_wire_add_reask (wire, request, answer, PROBLEMS);
    }

  return request;
}

/* As text, so that the order of the members counts too. */
static void
assert_same_json (JsonNode *actual,
                  JsonNode *expected)
{
  g_autofree char *actual_text = json_to_string (actual, TRUE);
  g_autofree char *expected_text = json_to_string (expected, TRUE);

  g_assert_cmpstr (actual_text, ==, expected_text);
}

static void
test_encode (gconstpointer data)
{
  const RequestCase *test = data;
  g_autoptr(SluiceWire) wire = sluice_wire_new_with_quirks (test->wire, test->quirks);
  g_autoptr(SluiceRequest) request = make_request (test, wire);
  g_autoptr(JsonNode) expected = load_data (test->name, ".json");
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GError) error = NULL;

  body = sluice_wire_encode_request (wire, request, &error);
  g_assert_no_error (error);
  assert_same_json (body, expected);

  /* writing must not change what is written */
  again = sluice_wire_encode_request (wire, request, &error);
  g_assert_no_error (error);
  assert_same_json (again, expected);
}

static SluiceMode
get_mode (const RequestCase *test)
{
  return test->mode == SLUICE_MODE_AUTOMATIC || test->mode == SLUICE_MODE_RESPONSES_TOOLS
         ? SLUICE_MODE_TOOLS : test->mode;
}

/* Some protocols have the model, and whether it streams, in the address. */
static gboolean
is_told_by_address (SluiceWire *wire)
{
  return strstr (sluice_wire_get_path (wire), "{model}") != NULL;
}

/* What a server reads of what a client wrote. */
static void
test_decode (gconstpointer data)
{
  const RequestCase *test = data;
  g_autoptr(SluiceWire) wire = sluice_wire_new_with_quirks (test->wire, test->quirks);
  g_autoptr(SluiceRequest) sent = make_request (test, wire);
  g_autoptr(SluiceRequest) read = NULL;
  g_autoptr(JsonNode) body = load_data (test->name, ".json");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceMessage) last = NULL;
  JsonObject *properties, *sent_properties;
  guint n;

  read = sluice_wire_decode_request (wire, body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_request_get_mode (read), ==, get_mode (test));
  if (!is_told_by_address (wire))
    {
      g_assert_cmpint (sluice_request_get_stream (read), ==, !test->is_whole);
      g_assert_cmpstr (sluice_request_get_model (read), ==, test->extra_body ? "other" : "m");
    }
  g_assert_cmpint (sluice_request_get_shape (read), ==, SLUICE_SHAPE_OBJECT);

  if (get_mode (test) == SLUICE_MODE_TOOLS)
    g_assert_cmpstr (sluice_request_get_tool_name (read), ==,
                     sluice_request_get_tool_name (sent));
  if (test->has_parameters)
    g_assert_cmpint (sluice_request_get_max_tokens (read), ==, 100);
  if (test->is_whole)
    g_assert_cmpfloat (sluice_request_get_temperature (read), ==, 0.5);
  else
    g_assert_true (isnan (sluice_request_get_temperature (read)));

  properties = json_object_get_object_member (
    json_node_get_object (sluice_schema_get_json (sluice_request_get_schema (read))),
    "properties");
  sent_properties = json_object_get_object_member (
    json_node_get_object (sluice_schema_get_json (sluice_request_get_schema (sent))),
    "properties");
  g_assert_cmpuint (json_object_get_size (properties), ==, json_object_get_size (sent_properties));

  n = g_list_model_get_n_items (sluice_request_get_messages (read));
  g_assert_cmpuint (n, >=, g_list_model_get_n_items (sluice_request_get_messages (sent)));
  last = g_list_model_get_item (sluice_request_get_messages (read), n - 1);
  if (test->reask != NULL)
    g_assert_nonnull (strstr (sluice_message_get_text (last), PROBLEMS));
  else
    g_assert_true (g_str_has_prefix (sluice_message_get_text (last), "John is 30"));
}

static void
test_iterable (void)
{
  g_autoptr(SluiceSchema) schema = load_schema ("user");
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_ITERABLE);
  g_autoptr(SluiceRequest) read = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GError) error = NULL;
  SluiceWire *wire = sluice_wire_lookup ("openai-chat");
  JsonObject *tool, *parameters;

  g_test_summary ("Many are asked for in a list of their own, which the other side recognizes");

  sluice_request_set_model (request, "m");
  add_message (request, SLUICE_ROLE_USER, "John is 30");
  body = sluice_wire_encode_request (wire, request, &error);
  g_assert_no_error (error);

  tool = json_object_get_object_member (
    json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (body), "tools"), 0), "function");
  parameters = json_object_get_object_member (tool, "parameters");
  g_assert_cmpstr (json_object_get_string_member (tool, "name"), ==, "IterableUser");
  g_assert_true (json_object_has_member (json_object_get_object_member (parameters, "properties"),
                                         sluice_schema_get_items_key (
                                           sluice_request_get_sent_schema (request))));
  g_assert_false (json_object_has_member (parameters, "title"));

  read = sluice_wire_decode_request (wire, body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_request_get_shape (read), ==, SLUICE_SHAPE_ITERABLE);
  g_assert_cmpstr (sluice_request_get_tool_name (read), ==, "IterableUser");
}

static void
test_simple_type (void)
{
  g_autoptr(JsonNode) json = json_from_string ("{\"type\":\"integer\"}", NULL);
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_json (json);
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *tool;

  g_test_summary ("What is not an object travels in one");

  body = sluice_wire_encode_request (sluice_wire_lookup ("anthropic-messages"), request, &error);
  g_assert_no_error (error);
  tool = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (body), "tools"), 0);
  g_assert_cmpstr (json_object_get_string_member (tool, "name"), ==, "Response");
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (tool, "input_schema"), "type"), ==, "object");
}

static void
test_tool_names (void)
{
  static const char *const names[][2] = {
    { "User", "User" },
    { "Box[int]", "Box_int" },
    { "Iterable[Union[A, B]]", "Iterable_Union_A_B" },
    { "Gr\xC3\xB6\xC3\x9F" "e", "Gr_e" },
    { "snake_case-9", "snake_case-9" },
    { "\xE5\x90\x8D", "Response" },
  };

  g_test_summary ("Providers refuse names with other characters than letters, digits, _ and -");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(JsonNode) json = json_from_string ("{\"type\":\"object\",\"properties\":{}}", NULL);
      g_autoptr(SluiceSchema) schema = NULL;
      g_autoptr(SluiceRequest) request = NULL;

      json_object_set_string_member (json_node_get_object (json), "title", names[i][0]);
      schema = sluice_schema_new_for_json (json);
      request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
      g_assert_cmpstr (sluice_request_get_tool_name (request), ==, names[i][1]);
    }
}

static void
test_mode_refused (void)
{
  g_autoptr(SluiceSchema) schema = load_schema ("user");
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(GError) error = NULL;

  sluice_request_set_mode (request, SLUICE_MODE_RESPONSES_TOOLS);
  g_assert_null (sluice_wire_encode_request (sluice_wire_lookup ("openai-chat"), request, &error));
  g_assert_error (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_MODE);
  g_assert_cmpstr (error->message, ==, "There is no mode responses-tools in the protocol "
                   "openai-chat, only tools, json, json-schema, md-json, parallel-tools");
  g_clear_error (&error);

  g_assert_null (sluice_wire_encode_request (sluice_wire_lookup ("text"), request, &error));
  g_assert_error (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_MODE);
}

/* A check of what the person wrote, on what is asked for in a strict mode. */
static char *
read_strict_answer (SluiceRequest *request,
                    const char    *text,
                    SluiceVerdict *verdict)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();
  g_autoptr(SluiceCheck) check = NULL;

  check = sluice_check_new (sluice_request_get_sent_schema (request), parser);
  sluice_check_set_null_is_absent (check, sluice_request_get_strict (request));
  sluice_parser_push (parser, text, strlen (text), NULL);
  sluice_parser_finish (parser, NULL);
  *verdict = sluice_check_get_verdict (check);

  return sluice_node_to_json (sluice_parser_get_root (parser), SLUICE_POLICY_VALUES, 0);
}

static void
test_strict_checks_what_was_written (void)
{
  static const struct { const char *text; SluiceVerdict verdict; const char *json; } cases[] = {
    { "{\"title\":\"T\",\"score\":null,\"note\":null,\"kind\":null,\"maker\":{\"name\":\"M\","
      "\"country\":null},\"tags\":null,\"links\":{}}", SLUICE_VERDICT_VALID,
      /* score can be null, so its null is a value */
      "{\"title\":\"T\",\"score\":null,\"maker\":{\"name\":\"M\"},\"links\":{}}" },
    { "{\"title\":\"\",\"maker\":{\"name\":\"M\"},\"links\":{}}", SLUICE_VERDICT_INVALID, NULL },
    { "{\"title\":\"T\",\"maker\":{\"name\":null},\"links\":{}}", SLUICE_VERDICT_INVALID, NULL },
    { "{\"title\":\"T\",\"maker\":{\"name\":\"M\"},\"links\":{\"a\":null}}", SLUICE_VERDICT_INVALID,
      NULL },
    { "{\"title\":\"T\",\"maker\":{\"name\":\"M\"},\"links\":{},\"tags\":[null]}",
      SLUICE_VERDICT_INVALID, NULL },
  };
  g_autoptr(SluiceSchema) schema = load_schema ("review");
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);

  g_test_summary ("In a strict mode null stands for an optional member that is not there; "
                  "every rule that was written is checked");

  sluice_request_set_mode (request, SLUICE_MODE_TOOLS);
  sluice_request_set_strict (request, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SluiceVerdict verdict;
      g_autofree char *json = read_strict_answer (request, cases[i].text, &verdict);

      g_assert_cmpint (verdict, ==, cases[i].verdict);
      if (cases[i].json != NULL)
        g_assert_cmpstr (json, ==, cases[i].json);
    }

  sluice_request_set_strict (request, FALSE);
  {
    SluiceVerdict verdict;
    g_autofree char *json = read_strict_answer (request, cases[0].text, &verdict);

    g_assert_cmpint (verdict, ==, SLUICE_VERDICT_INVALID);
    g_assert_nonnull (strstr (json, "\"note\":null"));
  }
}

typedef struct
{
  const char *name;
  const char *wire;
  const char *body;
  SluiceMode  mode;        /* AUTOMATIC: a plain chat */
  const char *property;    /* nullable: one that the schema has */
  const char *message;     /* nullable: part of an error's */
} DecodeCase;

/* Bodies of other clients. */
static const DecodeCase decode_cases[] = {
  { "chat/plain", "openai-chat", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}" },
  { "chat/parts", "openai-chat",
    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"},"
    "{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]}" },
  { "chat/second-tool-chosen", "openai-chat",
    "{\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"A\",\"parameters\":"
    "{\"type\":\"object\",\"properties\":{\"a\":{}}}}},{\"type\":\"function\",\"function\":"
    "{\"name\":\"B\",\"parameters\":{\"type\":\"object\",\"properties\":{\"b\":{}}}}}],"
    "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"B\"}}}",
    SLUICE_MODE_TOOLS, "b" },
  { "chat/tools-not-to-be-called", "openai-chat",
    "{\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"A\",\"parameters\":"
    "{\"type\":\"object\",\"properties\":{\"a\":{}}}}}],\"tool_choice\":\"none\"}" },
  { "chat/older-json-schema", "openai-chat",
    "{\"messages\":[],\"response_format\":{\"type\":\"json_object\",\"schema\":"
    "{\"type\":\"object\",\"properties\":{\"a\":{}}}}}", SLUICE_MODE_JSON_SCHEMA, "a" },
  { "chat/schema-in-words", "openai-chat",
    "{\"messages\":[{\"role\":\"system\",\"content\":\"Use {braces} and {\\\"x\\\": 1}, then\\n"
    "{\\\"properties\\\": {\\\"a\\\": {\\\"description\\\": \\\"a } brace\\\"}}}\\nOK\"}],"
    "\"response_format\":{\"type\":\"json_object\"}}", SLUICE_MODE_JSON, "a" },
  { "chat/schema-in-words-fenced", "openai-chat",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"properties\\\":{\\\"a\\\":{}}}\"},"
    "{\"role\":\"user\",\"content\":\"in a ```json codeblock\"}]}", SLUICE_MODE_MD_JSON, "a" },
  { "chat/no-messages", "openai-chat", "{\"model\":\"m\"}", .message = "no messages" },
  { "chat/messages-of-another-type", "openai-chat", "{\"messages\":{}}", .message = "no messages" },
  { "chat/no-role", "openai-chat", "{\"messages\":[{\"content\":\"Hi\"}]}", .message = "no role" },
  { "chat/strange-role", "openai-chat", "{\"messages\":[{\"role\":\"king\"}]}",
    .message = "no role" },
  { "chat/message-of-another-type", "openai-chat", "{\"messages\":[1]}", .message = "no role" },
  { "chat/not-an-object", "openai-chat", "[]", .message = "not a JSON object" },
  { "messages/older-output-format", "anthropic-messages",
    "{\"messages\":[],\"output_format\":{\"type\":\"json_schema\",\"schema\":"
    "{\"type\":\"object\",\"properties\":{\"a\":{}}}}}", SLUICE_MODE_JSON_SCHEMA, "a" },
  { "messages/system-as-text", "anthropic-messages",
    "{\"system\":\"{\\\"properties\\\":{\\\"a\\\":{}}}\",\"messages\":[]}", SLUICE_MODE_JSON, "a" },
  { "messages/server-tool-first", "anthropic-messages",
    "{\"messages\":[],\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"},"
    "{\"name\":\"A\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{}}}}]}",
    SLUICE_MODE_TOOLS, "a" },
  { "messages/no-messages", "anthropic-messages", "{}", .message = "no messages" },
};

static void
test_decode_other (gconstpointer data)
{
  const DecodeCase *test = data;
  g_autoptr(JsonNode) body = json_from_string (test->body, NULL);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  SluiceSchema *schema;

  g_assert_nonnull (body);
  request = sluice_wire_decode_request (sluice_wire_lookup (test->wire), body, &error);

  if (test->message != NULL)
    {
      g_assert_error (error, SLUICE_WIRE_ERROR, SLUICE_WIRE_ERROR_REQUEST);
      g_assert_nonnull (strstr (error->message, test->message));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (sluice_request_get_mode (request), ==, test->mode);
  schema = sluice_request_get_schema (request);
  if (test->property == NULL)
    g_assert_null (schema);
  else
    g_assert_true (json_object_has_member (
                     json_object_get_object_member (
                       json_node_get_object (sluice_schema_get_json (schema)), "properties"),
                     test->property));
}

/* The recordings: what clients of all kinds sent */

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
find_tools (JsonObject *body)
{
  JsonObject *holder = get_object (body, "toolConfig");
  JsonArray *tools;

  if (holder == NULL || !json_object_has_member (holder, "tools"))
    holder = body;
  if (!json_object_has_member (holder, "tools")
      || !JSON_NODE_HOLDS_ARRAY (json_object_get_member (holder, "tools")))
    return NULL;

  tools = json_object_get_array_member (holder, "tools");
  if (json_array_get_length (tools) == 1
      && json_object_has_member (json_array_get_object_element (tools, 0), "functionDeclarations"))
    return json_object_get_array_member (json_array_get_object_element (tools, 0),
                                         "functionDeclarations");

  return tools;
}

/* The schema of a tool, in whichever protocol. */
static JsonObject *
find_parameters (JsonObject  *tool,
                 const char **name)
{
  static const char *const holders[] = { "function", "toolSpec" };
  static const char *const names[] = {
    "parameters", "input_schema", "parametersJsonSchema", "parameters_json_schema",
  };
  JsonObject *parameters = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (holders); i++)
    tool = get_object (tool, holders[i]) != NULL ? get_object (tool, holders[i]) : tool;

  *name = json_object_get_string_member_with_default (tool, "name", NULL);
  for (guint i = 0; parameters == NULL && i < G_N_ELEMENTS (names); i++)
    parameters = get_object (tool, names[i]);

  return parameters != NULL ? parameters : get_object (get_object (tool, "inputSchema"), "json");
}

/* The one schema that a recorded body asks for, and its name; NULL where it is another thing. */
static JsonObject *
find_schema (JsonObject  *body,
             const char **name,
             SluiceMode  *mode)
{
  JsonObject *format = get_object (get_object (body, "response_format"), "json_schema");
  JsonObject *output = get_object (get_object (body, "output_config"), "format");
  JsonArray *tools = find_tools (body);

  *name = NULL;
  if (format == NULL)
    format = get_object (get_object (body, "text"), "format");
  if (output == NULL)
    output = get_object (body, "output_format");

  if (tools != NULL && json_array_get_length (tools) == 1)
    {
      *mode = SLUICE_MODE_TOOLS;
      return find_parameters (json_array_get_object_element (tools, 0), name);
    }
  if (tools == NULL && (format != NULL || output != NULL))
    {
      *mode = SLUICE_MODE_JSON_SCHEMA;
      if (format != NULL)
        *name = json_object_get_string_member_with_default (format, "name", NULL);
      return get_object (format != NULL ? format : output, "schema");
    }

  return NULL;
}

static void
check_recorded_schema (SluiceRequest *request,
                       JsonObject    *schema)
{
  JsonObject *read = json_node_get_object (
    sluice_schema_get_json (sluice_request_get_schema (request)));
  g_autoptr(GList) names = json_object_get_members (schema);

  for (GList *l = names; l != NULL; l = l->next)
    {
      /* OpenAPI's types are read as those of JSON Schema */
      if (g_strcmp0 (json_object_get_string_member_with_default (schema, "type", NULL), "OBJECT") != 0)
        g_assert_true (json_node_equal (json_object_get_member (schema, l->data),
                                        json_object_get_member (read, l->data)));
    }
}

/* Gemini and Cohere have dialects that rewrite. */
static gboolean
sends_as_it_is (SluiceWire *wire)
{
  return !g_str_equal (sluice_wire_get_name (wire), "gemini")
         && !g_str_equal (sluice_wire_get_name (wire), "cohere-v2");
}

/* Reads what was sent, and writes the same again. */
static gboolean
check_recorded (SluiceWire *wire,
                const char *path)
{
  g_autoptr(JsonNode) body = load_json (path);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(JsonNode) written = NULL;
  g_autoptr(GError) error = NULL;
  const char *name, *written_name;
  JsonObject *schema, *written_schema;
  SluiceMode mode, written_mode;

  request = sluice_wire_decode_request (wire, body, &error);
  if (error != NULL)
    g_test_message ("%s", path);
  g_assert_no_error (error);

  schema = find_schema (json_node_get_object (body), &name, &mode);
  if (schema == NULL || get_object (schema, "properties") == NULL)
    return FALSE;

  g_test_message ("%s", path);
  g_assert_cmpint (sluice_request_get_mode (request), ==, mode);
  if (name != NULL)
    g_assert_cmpstr (sluice_request_get_tool_name (request), ==, name);
  check_recorded_schema (request, schema);

  written = sluice_wire_encode_request (wire, request, &error);
  g_assert_no_error (error);
  written_schema = find_schema (json_node_get_object (written), &written_name, &written_mode);
  g_assert_nonnull (written_schema);
  g_assert_cmpint (written_mode, ==, mode);
  if (name != NULL)
    g_assert_cmpstr (written_name, ==, name);
  if (!sluice_request_get_strict (request) && mode == SLUICE_MODE_TOOLS && sends_as_it_is (wire))
    g_assert_true (json_node_equal (json_object_get_member (written_schema, "properties"),
                                    json_object_get_member (schema, "properties")));

  return TRUE;
}

static void
test_recordings (void)
{
  const char *corpora = g_getenv ("SLUICE_CORPORA");
  const char *source = g_getenv ("SLUICE_SOURCE_ROOT");
  const char *folders[] = {
    "openai-chat", "anthropic-messages", "openai-responses", "gemini", "cohere-v2",
    "bedrock-converse", "ollama", "groq", "mistral", "openrouter",
  };
  g_autofree char *root = NULL;
  guint n_checked = 0;

  if (corpora != NULL)
    root = g_build_filename (corpora, "streams", NULL);
  else
    root = g_build_filename (source != NULL ? source : ".", "..", "shared", "corpora", "streams",
                             NULL);

  if (!g_file_test (root, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("The recordings are not here");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      SluiceWire *wire = sluice_wire_lookup (folders[i]);
      g_autofree char *folder = g_build_filename (root, folders[i], NULL);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      if (wire == NULL)
        wire = sluice_wire_lookup ("openai-chat");
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, "request.json", NULL);

          /* what was refused may not even be a request */
          if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_str_has_suffix (name, "__error"))
            n_checked += check_recorded (wire, path);
        }
    }

  g_test_message ("%u requests with one schema", n_checked);
  g_assert_cmpuint (n_checked, >, 200);
}

static void
test_copy (void)
{
  g_autoptr(SluiceSchema) schema = load_schema ("user");
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);
  g_autoptr(SluiceRequest) copy = NULL;
  g_autoptr(SluiceMessage) message = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) copy_body = NULL;

  g_test_summary ("A copy asks for the same, and changes alone");

  sluice_request_set_model (request, "m");
  sluice_request_set_seed (request, 7);
  sluice_request_set_temperature (request, 0.25);
  add_message (request, SLUICE_ROLE_USER, "John is 30");

  copy = sluice_request_copy (request);
  body = sluice_wire_encode_request (sluice_wire_lookup ("openai-chat"), request, NULL);
  copy_body = sluice_wire_encode_request (sluice_wire_lookup ("openai-chat"), copy, NULL);
  assert_same_json (copy_body, body);

  message = g_list_model_get_item (sluice_request_get_messages (copy), 0);
  sluice_message_set_text (message, "Mary is 20");
  add_message (copy, SLUICE_ROLE_USER, "more");
  g_clear_object (&message);
  message = g_list_model_get_item (sluice_request_get_messages (request), 0);
  g_assert_cmpstr (sluice_message_get_text (message), ==, "John is 30");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_request_get_messages (request)), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (request_cases); i++)
    {
      const RequestCase *test = &request_cases[i];
      const char *mode = sluice_mode_to_string (test->mode);
      g_autofree char *encode = g_strdup_printf ("/request/encode/%s/%s", test->name, mode);
      g_autofree char *decode = g_strdup_printf ("/request/decode/%s/%s", test->name, mode);

      g_test_add_data_func (encode, test, test_encode);
      g_test_add_data_func (decode, test, test_decode);
    }

  for (guint i = 0; i < G_N_ELEMENTS (decode_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/request/decode/", decode_cases[i].name, NULL);

      g_test_add_data_func (path, &decode_cases[i], test_decode_other);
    }

  g_test_add_func ("/request/iterable", test_iterable);
  g_test_add_func ("/request/simple-type", test_simple_type);
  g_test_add_func ("/request/tool-names", test_tool_names);
  g_test_add_func ("/request/mode-refused", test_mode_refused);
  g_test_add_func ("/request/strict-checks-what-was-written", test_strict_checks_what_was_written);
  g_test_add_func ("/request/copy", test_copy);
  g_test_add_func ("/request/recordings", test_recordings);

  return g_test_run ();
}
