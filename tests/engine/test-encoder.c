/* test-encoder.c: answers, written as servers write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <json-glib/json-glib.h>

#include "wire/sluice-wire.h"

/* What an answer says: one event a letter, see add_event(). */
typedef struct
{
  const char *name;
  const char *events;
  const char *text;
  const char *reasoning;
  const char *refusal;      /* of the wires that have it; text on those that do not */
  const char *arguments[2]; /* of its calls */
  gboolean    complete;
  const char *chat_finish;
  const char *messages_finish;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "text", "sthfd", "A \"text\"\n\xF0\x9F\x98\x80 and more", "", NULL, { NULL }, TRUE,
    "stop", "end_turn" },
  { "empty", "sfd", "", "", NULL, { NULL }, TRUE, "stop", "end_turn" },
  { "usage-first", "usthfd", "A \"text\"\n\xF0\x9F\x98\x80 and more", "", NULL, { NULL }, TRUE,
    "stop", "end_turn" },
  { "reasoning", "srthfd", "A \"text\"\n\xF0\x9F\x98\x80 and more", "Hm.", NULL, { NULL }, TRUE,
    "stop", "end_turn" },
  { "call", "scabud", "", "", NULL, { "{\"a\":[1,2.50,\"x\"]}" }, TRUE, NULL, NULL },
  { "call-finished", "scabgud", "", "", NULL, { "{\"a\":[1,2.50,\"x\"]}" }, TRUE, "tool_calls",
    "tool_use" },
  { "text-then-calls", "stcabCAgud", "A \"text\"\n", "", NULL,
    { "{\"a\":[1,2.50,\"x\"]}", "{}" }, TRUE, "tool_calls", "tool_use" },
  { "call-stopped", "scabfud", "", "", NULL, { "{\"a\":[1,2.50,\"x\"]}" }, TRUE, "stop",
    "tool_use" },
  { "too-long", "scaLud", "", "", NULL, { "{\"a\":[1," }, TRUE, "length", "max_tokens" },
  { "refusal", "snFud", "", "", "I can't.", { NULL }, TRUE, "stop", "refusal" },
  { "filtered", "stXud", "A \"text\"\n", "", NULL, { NULL }, TRUE, "content_filter", "refusal" },
  { "line-lost", "stca", "A \"text\"\n", "", NULL, { "{\"a\":[1," }, FALSE, NULL, NULL },
};

typedef struct
{
  SluiceEncoder *encoder;
  GByteArray    *body;
} Writer;

static void
write_event (Writer                  *writer,
             const SluiceStreamEvent *event)
{
  g_autoptr(GBytes) bytes = sluice_encoder_encode (writer->encoder, event);

  g_byte_array_append (writer->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
write_text (Writer                *writer,
            SluiceStreamEventKind  kind,
            guint                  index,
            const char            *text)
{
  SluiceStreamEvent event = { kind, .index = index, .text = text, .length = strlen (text) };

  write_event (writer, &event);
}

static void
write_call (Writer     *writer,
            guint       index,
            const char *id)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TOOL_CALL, .index = index, .id = id, .name = "User" };

  write_event (writer, &event);
}

static void
write_finish (Writer             *writer,
              SluiceFinishReason  finish)
{
  SluiceStreamEvent event = { SLUICE_STREAM_FINISHED, .finish = finish };

  write_event (writer, &event);
}

static void
add_event (Writer *writer,
           char    letter)
{
  SluiceStreamEvent started = { SLUICE_STREAM_STARTED, .id = "id-1", .name = "model-1" };
  SluiceStreamEvent usage = { SLUICE_STREAM_USAGE, .usage = { 12, 34, -1, -1 } };
  SluiceStreamEvent done = { SLUICE_STREAM_DONE };

  switch (letter)
    {
    case 's': write_event (writer, &started); break;
    case 'u': write_event (writer, &usage); break;
    case 'd': write_event (writer, &done); break;
    case 't': write_text (writer, SLUICE_STREAM_TEXT, 0, "A \"text\"\n"); break;
    case 'h': write_text (writer, SLUICE_STREAM_TEXT, 0, "\xF0\x9F\x98\x80 and more"); break;
    case 'r': write_text (writer, SLUICE_STREAM_REASONING, 0, "Hm."); break;
    case 'n': write_text (writer, SLUICE_STREAM_REFUSAL, 0, "I can't."); break;
    case 'c': write_call (writer, 0, "c1"); break;
    case 'C': write_call (writer, 1, "c2"); break;
    case 'a': write_text (writer, SLUICE_STREAM_TOOL_ARGUMENTS, 0, "{\"a\":[1,"); break;
    case 'b': write_text (writer, SLUICE_STREAM_TOOL_ARGUMENTS, 0, "2.50,\"x\"]}"); break;
    case 'A': write_text (writer, SLUICE_STREAM_TOOL_ARGUMENTS, 1, "{}"); break;
    case 'f': write_finish (writer, SLUICE_FINISH_STOP); break;
    case 'g': write_finish (writer, SLUICE_FINISH_TOOL_CALLS); break;
    case 'L': write_finish (writer, SLUICE_FINISH_LENGTH); break;
    case 'F': write_finish (writer, SLUICE_FINISH_REFUSAL); break;
    case 'X': write_finish (writer, SLUICE_FINISH_CONTENT_FILTER); break;
    default: g_assert_not_reached ();
    }
}

static SluiceRequest *
make_request (gboolean stream)
{
  SluiceRequest *request = sluice_request_new (NULL, SLUICE_SHAPE_OBJECT);

  sluice_request_set_model (request, "model-0");
  sluice_request_set_stream (request, stream);

  return request;
}

static GByteArray *
encode (SluiceWire  *wire,
        const char  *events,
        gboolean     stream,
        char       **content_type)
{
  g_autoptr(SluiceRequest) request = make_request (stream);
  g_autoptr(SluiceEncoder) encoder = sluice_wire_create_encoder (wire, request);
  Writer writer = { encoder, g_byte_array_new () };

  for (; *events; events++)
    add_event (&writer, *events);

  if (content_type != NULL)
    *content_type = g_strdup (sluice_encoder_get_content_type (encoder));

  return writer.body;
}

static void
add_event_cb (const SluiceStreamEvent *event,
              gpointer                 user_data)
{
  sluice_answer_add (user_data, event);
}

static SluiceAnswer *
decode (SluiceWire *wire,
        GByteArray *body,
        guint       http_status,
        gboolean    stream)
{
  g_autoptr(SluiceDecoder) decoder = sluice_wire_create_decoder (wire, http_status, stream);
  SluiceAnswer *answer = sluice_answer_new ();

  sluice_decoder_set_func (decoder, add_event_cb, NULL, answer);
  sluice_decoder_push (decoder, (const char *) body->data, body->len);
  sluice_decoder_finish (decoder);

  return answer;
}

static void
check_answer (SluiceAnswer     *answer,
              const AnswerCase *test,
              gboolean          is_chat)
{
  const char *finish = is_chat ? test->chat_finish : test->messages_finish;
  guint n_calls = (test->arguments[0] != NULL) + (test->arguments[1] != NULL);

  g_assert_cmpstr (sluice_answer_get_error_message (answer), ==, NULL);
  g_assert_cmpint (sluice_answer_is_complete (answer), ==, test->complete);
  g_assert_cmpstr (sluice_answer_get_id (answer), ==, "id-1");
  g_assert_cmpstr (sluice_answer_get_model (answer), ==, "model-1");
  g_assert_cmpstr (sluice_answer_get_reasoning (answer), ==, test->reasoning);

  if (test->refusal != NULL && !is_chat)
    g_assert_cmpstr (sluice_answer_get_text (answer), ==, test->refusal);
  else
    {
      g_assert_cmpstr (sluice_answer_get_text (answer), ==, test->text);
      g_assert_cmpstr (sluice_answer_get_refusal (answer), ==, test->refusal);
    }

  g_assert_cmpuint (sluice_answer_get_n_tool_calls (answer), ==, n_calls);
  for (guint i = 0; i < n_calls; i++)
    {
      g_assert_cmpstr (sluice_answer_get_tool_id (answer, i), ==, i == 0 ? "c1" : "c2");
      g_assert_cmpstr (sluice_answer_get_tool_name (answer, i), ==, "User");
      g_assert_cmpstr (sluice_answer_get_tool_arguments (answer, i), ==, test->arguments[i]);
    }

  if (finish != NULL)
    g_assert_cmpstr (sluice_answer_get_finish_reason (answer), ==, finish);
  if (test->complete && strchr (test->events, 'u') != NULL)
    {
      const SluiceUsage *usage = sluice_answer_get_usage (answer);

      g_assert_nonnull (usage);
      g_assert_cmpint (usage->input_tokens, ==, 12);
      g_assert_cmpint (usage->output_tokens, ==, 34);
    }
}

static void
test_streamed (gconstpointer data)
{
  const AnswerCase *test = data;
  const char *wires[] = { "openai-chat", "anthropic-messages" };

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      SluiceWire *wire = sluice_wire_lookup (wires[i]);
      g_autofree char *content_type = NULL;
      g_autoptr(GByteArray) body = encode (wire, test->events, TRUE, &content_type);
      g_autoptr(SluiceAnswer) answer = decode (wire, body, 200, TRUE);
      g_autoptr(GBytes) bytes = g_bytes_new (body->data, body->len);

      g_assert_cmpstr (content_type, ==, "text/event-stream");
      check_answer (answer, test, i == 0);
      g_assert_true (sluice_wire_recognize (bytes) == wire);
    }
}

static void
test_whole (gconstpointer data)
{
  const AnswerCase *test = data;
  const char *wires[] = { "openai-chat", "anthropic-messages" };

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      SluiceWire *wire = sluice_wire_lookup (wires[i]);
      g_autofree char *content_type = NULL;
      g_autoptr(GByteArray) body = encode (wire, test->events, FALSE, &content_type);
      g_autoptr(SluiceAnswer) answer = NULL;
      g_autoptr(GBytes) bytes = g_bytes_new (body->data, body->len);

      g_assert_cmpstr (content_type, ==, "application/json");
      if (!test->complete)
        {
          g_assert_cmpuint (body->len, ==, 0);
          continue;
        }
      /* a value that is cut off cannot be sent as one */
      if (i == 1 && g_str_equal (test->name, "too-long"))
        continue;

      answer = decode (wire, body, 200, FALSE);
      check_answer (answer, test, i == 0);
      g_assert_true (sluice_wire_recognize (bytes) == wire);
    }
}

/* The events of a stream, "name data" each. */
static char **
split_events (GByteArray *body)
{
  g_autofree char *text = g_strndup ((const char *) body->data, body->len);

  g_assert_true (g_str_has_suffix (text, "\n\n"));
  text[strlen (text) - 2] = '\0';

  return g_strsplit (text, "\n\n", -1);
}

static void
test_chat_stream (void)
{
  SluiceWire *wire = sluice_wire_lookup ("openai-chat");
  g_autoptr(GByteArray) body = encode (wire, "scabfud", TRUE, NULL);
  g_auto(GStrv) events = split_events (body);
  guint n = g_strv_length (events);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_test_summary ("A stream opens with the role, and ends with the usage and [DONE]");

  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpstr (events[n - 1], ==, "data: [DONE]");

  for (guint i = 0; i < n - 1; i++)
    {
      g_autoptr(JsonNode) node = NULL;
      JsonObject *chunk;
      JsonArray *choices;

      g_assert_true (g_str_has_prefix (events[i], "data: "));
      node = json_from_string (events[i] + strlen ("data: "), NULL);
      g_assert_nonnull (node);
      chunk = json_node_get_object (node);
      choices = json_object_get_array_member (chunk, "choices");

      g_assert_cmpstr (json_object_get_string_member (chunk, "id"), ==, "id-1");
      g_assert_cmpstr (json_object_get_string_member (chunk, "object"), ==,
                       "chat.completion.chunk");
      g_assert_cmpint (ABS (json_object_get_int_member (chunk, "created") - now), <, 60);
      g_assert_true (json_object_has_member (chunk, "usage"));
      g_assert_cmpint (json_object_get_null_member (chunk, "usage"), ==, i < n - 2);
      g_assert_cmpuint (json_array_get_length (choices), ==, i < n - 2 ? 1 : 0);
      if (i == 0)
        g_assert_cmpstr (json_object_get_string_member (
                           json_object_get_object_member (
                             json_array_get_object_element (choices, 0), "delta"), "role"), ==,
                         "assistant");
    }
}

static void
test_chat_usage_not_asked_for (void)
{
  SluiceWire *wire = sluice_wire_lookup ("openai-chat");
  g_autoptr(SluiceRequest) request = make_request (TRUE);
  g_autoptr(SluiceEncoder) encoder = NULL;
  g_autoptr(GByteArray) body = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  Writer writer;

  sluice_request_set_include_usage (request, FALSE);
  encoder = sluice_wire_create_encoder (wire, request);
  writer = (Writer) { encoder, body };
  for (const char *letter = "stfud"; *letter; letter++)
    add_event (&writer, *letter);

  bytes = g_bytes_new (body->data, body->len);
  g_assert_null (g_strstr_len ((const char *) body->data, body->len, "\"usage\""));
}

static void
test_messages_stream (void)
{
  static const char *const names[] = {
    "message_start", "content_block_start", "content_block_delta", "content_block_stop",
    "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
    "message_delta", "message_stop",
  };
  SluiceWire *wire = sluice_wire_lookup ("anthropic-messages");
  g_autoptr(GByteArray) body = encode (wire, "stcabgud", TRUE, NULL);
  g_auto(GStrv) events = split_events (body);
  gint64 last_index = -1;

  g_test_summary ("Blocks are opened, filled and closed one after the other, in named events");

  g_assert_cmpuint (g_strv_length (events), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *prefix = g_strdup_printf ("event: %s\ndata: ", names[i]);
      g_autoptr(JsonNode) node = NULL;
      JsonObject *event;

      g_assert_true (g_str_has_prefix (events[i], prefix));
      node = json_from_string (events[i] + strlen (prefix), NULL);
      g_assert_nonnull (node);
      event = json_node_get_object (node);
      g_assert_cmpstr (json_object_get_string_member (event, "type"), ==, names[i]);

      if (g_str_equal (names[i], "content_block_start"))
        g_assert_cmpint (json_object_get_int_member (event, "index"), ==, ++last_index);
      else if (json_object_has_member (event, "index"))
        g_assert_cmpint (json_object_get_int_member (event, "index"), ==, last_index);
    }
}

static void
test_errors (void)
{
  SluiceStreamEvent error = {
    SLUICE_STREAM_ERROR, .name = "overloaded_error", .id = "busy", .text = "Too busy",
    .length = strlen ("Too busy"),
  };
  const char *wires[] = { "openai-chat", "anthropic-messages" };
  const char *before[] = { "", "st" };

  g_test_summary ("An error is a body of its own, or the last event of a stream");

  for (guint i = 0; i < G_N_ELEMENTS (wires) * G_N_ELEMENTS (before); i++)
    {
      SluiceWire *wire = sluice_wire_lookup (wires[i / 2]);
      g_autoptr(SluiceRequest) request = make_request (TRUE);
      g_autoptr(SluiceEncoder) encoder = sluice_wire_create_encoder (wire, request);
      g_autoptr(GByteArray) body = g_byte_array_new ();
      g_autoptr(SluiceAnswer) answer = NULL;
      Writer writer = { encoder, body };
      gboolean in_stream = i % 2 == 1;

      for (const char *letter = before[i % 2]; *letter; letter++)
        add_event (&writer, *letter);
      write_event (&writer, &error);

      g_assert_cmpstr (sluice_encoder_get_content_type (encoder), ==,
                       in_stream ? "text/event-stream" : "application/json");
      answer = decode (wire, body, in_stream ? 200 : 529, TRUE);
      g_assert_cmpstr (sluice_answer_get_error_type (answer), ==, "overloaded_error");
      g_assert_cmpstr (sluice_answer_get_error_message (answer), ==, "Too busy");
      g_assert_cmpstr (sluice_answer_get_text (answer), ==, in_stream ? "A \"text\"\n" : "");
      g_assert_false (sluice_answer_is_complete (answer));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++)
    {
      g_autofree char *streamed = g_strconcat ("/encoder/streamed/", answer_cases[i].name, NULL);
      g_autofree char *whole = g_strconcat ("/encoder/whole/", answer_cases[i].name, NULL);

      g_test_add_data_func (streamed, &answer_cases[i], test_streamed);
      g_test_add_data_func (whole, &answer_cases[i], test_whole);
    }

  g_test_add_func ("/encoder/chat-stream", test_chat_stream);
  g_test_add_func ("/encoder/chat-usage-not-asked-for", test_chat_usage_not_asked_for);
  g_test_add_func ("/encoder/messages-stream", test_messages_stream);
  g_test_add_func ("/encoder/errors", test_errors);

  return g_test_run ();
}
