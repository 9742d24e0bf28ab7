/* test-decoder.c: answers of providers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <json-glib/json-glib.h>

#include "wire/sluice-event-stream-private.h"
#include "wire/sluice-wire.h"

typedef struct
{
  const char *name;
  const char *wire;
  guint       http_status;  /* 0 = 200 */
  const char *body;
  const char *expected;     /* what sluice_answer_to_json() prints; NULL members are not compared */
} DecoderCase;

#define CHUNK(delta) "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" delta "}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define CALL(index, id, name, arguments) \
  CHUNK ("{\"tool_calls\":[{\"index\":" #index ",\"id\":" id ",\"function\":{\"name\":" name \
         ",\"arguments\":" arguments "}}]}")

#define EVENT(type, members) "event: " type "\ndata: {\"type\":\"" type "\"" members "}\n\n"
#define START EVENT ("message_start", ",\"message\":{\"id\":\"m\",\"type\":\"message\"," \
                     "\"model\":\"x\",\"content\":[]," \
                     "\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}")
#define BLOCK(index, block) \
  EVENT ("content_block_start", ",\"index\":" #index ",\"content_block\":" block)
#define DELTA(index, delta) EVENT ("content_block_delta", ",\"index\":" #index ",\"delta\":" delta)
#define BLOCK_STOP(index) EVENT ("content_block_stop", ",\"index\":" #index)
#define MESSAGE_END(reason) \
  EVENT ("message_delta", ",\"delta\":{\"stop_reason\":\"" reason "\"}," \
         "\"usage\":{\"output_tokens\":9}") \
  EVENT ("message_stop", "")

#define RESPONSE_EVENT(type, members) \
  "event: " type "\ndata: {\"type\":\"" type "\"," members "}\n\n"
#define CREATED RESPONSE_EVENT ("response.created", "\"response\":{\"id\":\"r\",\"model\":\"x\"}")
#define ITEM(index, item) \
  RESPONSE_EVENT ("response.output_item.added", "\"output_index\":" #index ",\"item\":" item)
#define COMPLETED(status, members) \
  RESPONSE_EVENT ("response." status, "\"response\":{\"id\":\"r\",\"status\":\"" status "\"," \
                  "\"usage\":{\"input_tokens\":3,\"output_tokens\":4}" members "}")

static const DecoderCase decoder_cases[] = {
  { "chat/text", "openai-chat", 0,
    CHUNK ("{\"role\":\"assistant\",\"content\":\"\"}") CHUNK ("{\"content\":\"He\"}")
    CHUNK ("{\"content\":\"llo\"}") STOP DONE,
    "{\"text\":\"Hello\",\"finish_reason\":\"stop\",\"complete\":true,\"error\":null}" },
  { "chat/nul-in-text", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\\u0000b\"}") CHUNK ("{\"content\":\"c\"}") STOP DONE,
    "{\"text\":\"a\\u0000bc\"}" },
  { "chat/no-done", "openai-chat", 0, CHUNK ("{\"content\":\"a\"}") STOP,
    "{\"text\":\"a\",\"complete\":true}" },
  { "chat/cut-before-finish", "openai-chat", 0, CHUNK ("{\"content\":\"a\"}"),
    "{\"text\":\"a\",\"finish_reason\":null,\"complete\":false,\"error\":null}" },
  { "chat/cut-inside-an-event", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}") "data: {\"choices\":[{\"del",
    "{\"text\":\"a\",\"complete\":false,\"error\":null}" },
  { "chat/done-without-finish", "openai-chat", 0, CHUNK ("{\"content\":\"a\"}") DONE,
    "{\"text\":\"a\",\"finish_reason\":null,\"complete\":true}" },
  { "chat/nothing-after-done", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}") DONE CHUNK ("{\"content\":\"b\"}"), "{\"text\":\"a\"}" },
  { "chat/nulls", "openai-chat", 0,
    CHUNK ("{\"content\":null,\"tool_calls\":null,\"refusal\":null,\"function_call\":null}")
    CHUNK ("null") CHUNK ("{\"content\":\"a\"}") STOP DONE, "{\"text\":\"a\"}" },
  { "chat/comments-and-crlf", "openai-chat", 0,
    ": keep-alive\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n\r\n"
    "data: [DONE]\r\n\r\n", "{\"text\":\"a\",\"complete\":true}" },
  { "chat/usage-in-every-chunk", "openai-chat", 0,
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],"
    "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
    "data: {\"choices\":[],\"usage\":null}\n\n" DONE,
    "{\"usage\":{\"input_tokens\":3,\"output_tokens\":2,"
    "\"raw\":{\"prompt_tokens\":3,\"completion_tokens\":2}}}" },
  { "chat/finish-twice", "openai-chat", 0, CHUNK ("{\"content\":\"a\"}") STOP STOP DONE,
    "{\"text\":\"a\",\"finish_reason\":\"stop\"}" },
  { "chat/call", "openai-chat", 0,
    CALL (0, "\"c1\"", "\"User\"", "\"\"") CALL (0, "null", "null", "\"{\\\"a\\\"\"")
    CALL (0, "null", "null", "\":1}\"") STOP DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"User\",\"arguments\":{\"a\":1},"
    "\"arguments_valid\":true}]}" },
  { "chat/call-without-arguments", "openai-chat", 0, CALL (0, "\"c1\"", "\"User\"", "\"\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"User\",\"arguments\":\"\","
    "\"arguments_valid\":false}]}" },
  { "chat/call-index-gap", "openai-chat", 0,
    CALL (3, "\"c1\"", "\"A\"", "\"{}\"") CALL (7, "\"c2\"", "\"B\"", "\"[\"")
    CALL (7, "null", "null", "\"1]\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":{},\"arguments_valid\":true},"
    "{\"id\":\"c2\",\"name\":\"B\",\"arguments\":[1],\"arguments_valid\":true}]}" },
  { "chat/calls-all-numbered-0", "openai-chat", 0,
    CALL (0, "\"c1\"", "\"A\"", "\"1\"") CALL (0, "\"c2\"", "\"B\"", "\"2\"")
    CALL (0, "\"c1\"", "null", "\"1\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":1,\"arguments_valid\":true},"
    "{\"id\":\"c2\",\"name\":\"B\",\"arguments\":21,\"arguments_valid\":true}]}" },
  { "chat/calls-interleaved", "openai-chat", 0,
    CALL (0, "\"c1\"", "\"A\"", "\"[1\"") CALL (1, "\"c2\"", "\"B\"", "\"[2\"")
    CALL (0, "null", "null", "\"]\"") CALL (1, "null", "null", "\"]\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":[1],\"arguments_valid\":true},"
    "{\"id\":\"c2\",\"name\":\"B\",\"arguments\":[2],\"arguments_valid\":true}]}" },
  { "chat/calls-without-index-or-id", "openai-chat", 0,
    CHUNK ("{\"tool_calls\":[{\"function\":{\"name\":\"A\",\"arguments\":\"{}\"}},"
           "{\"function\":{\"name\":\"A\",\"arguments\":\"[\"}}]}")
    CHUNK ("{\"tool_calls\":[{\"function\":{\"arguments\":\"]\"}}]}") DONE,
    "{\"tool_calls\":[{\"name\":\"A\",\"arguments\":{},\"arguments_valid\":true},"
    "{\"name\":\"A\",\"arguments\":[],\"arguments_valid\":true}]}" },
  { "chat/call-with-late-name", "openai-chat", 0,
    CALL (0, "\"c1\"", "null", "\"\"") CALL (0, "null", "\"A\"", "\"{}\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":{},\"arguments_valid\":true}]}" },
  { "chat/name-in-every-chunk", "openai-chat", 0,
    CALL (0, "\"c1\"", "\"A\"", "\"[\"") CALL (0, "\"c1\"", "\"A\"", "\"]\"") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":[],\"arguments_valid\":true}]}" },
  { "chat/arguments-as-object", "openai-chat", 0, CALL (0, "\"c1\"", "\"A\"", "{\"a\":1.50}") DONE,
    "{\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":{\"a\":1.50},"
    "\"arguments_valid\":true}]}" },
  { "chat/function-call", "openai-chat", 0,
    CHUNK ("{\"function_call\":{\"name\":\"A\",\"arguments\":\"\"}}")
    CHUNK ("{\"function_call\":{\"arguments\":\"{}\"}}") DONE,
    "{\"tool_calls\":[{\"name\":\"A\",\"arguments\":{},\"arguments_valid\":true}]}" },
  { "chat/refusal", "openai-chat", 0,
    CHUNK ("{\"refusal\":\"I \"}") CHUNK ("{\"refusal\":\"can't\"}") STOP DONE,
    "{\"text\":\"\",\"refusal\":\"I can't\",\"complete\":true}" },
  { "chat/reasoning-told-twice", "openai-chat", 0,
    CHUNK ("{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}") CHUNK ("{\"content\":\"a\"}")
    STOP DONE, "{\"text\":\"a\",\"reasoning\":\"hm\"}" },
  { "chat/choices", "openai-chat", 0,
    "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n"
    CHUNK ("{\"content\":\"a\"}") STOP DONE,
    "{\"text\":\"a\",\"other_choices\":[{\"text\":\"b\",\"reasoning\":\"\",\"tool_calls\":[],"
    "\"finish_reason\":\"stop\"}]}" },
  { "chat/json", "openai-chat", 0,
    CHUNK ("{\"content\":\"{\\\"a\\\": \"}") CHUNK ("{\"content\":\"1}\"}") STOP DONE,
    "{\"json\":{\"a\":1},\"json_how\":\"direct\"}" },
  { "chat/error-in-stream", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}")
    "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n"
    CHUNK ("{\"content\":\"b\"}") STOP DONE,
    "{\"text\":\"a\",\"complete\":false,"
    "\"error\":{\"type\":\"server_error\",\"code\":503,\"message\":\"overloaded\"}}" },
  { "chat/error-field", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}") "error: {\"error\":{\"message\":\"no memory\"}}\n\n",
    "{\"text\":\"a\",\"complete\":false,\"error\":{\"message\":\"no memory\"}}" },
  { "chat/error-event-of-plain-text", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}") "event: error\ndata: worker died\n\n",
    "{\"text\":\"a\",\"complete\":false,\"error\":{\"message\":\"worker died\"}}" },
  { "chat/event-that-is-not-json", "openai-chat", 0,
    CHUNK ("{\"content\":\"a\"}") "data: {\"a\": nope}\n\n" STOP DONE,
    "{\"text\":\"a\",\"complete\":false}" },
  { "chat/error-in-200-body", "openai-chat", 0, "{\"error\":{\"message\":\"filtered\",\"code\":"
    "\"content_filter\",\"type\":null,\"status\":400}}",
    "{\"complete\":false,"
    "\"error\":{\"code\":\"content_filter\",\"message\":\"filtered\",\"status\":400}}" },
  { "chat/error-as-text", "openai-chat", 404, "{\"code\":\"x\",\"error\":\"no such model\"}",
    "{\"error\":{\"message\":\"no such model\",\"http_status\":404}}" },
  { "chat/error-as-detail", "openai-chat", 401, "{\"detail\":\"Invalid API Key\"}",
    "{\"error\":{\"message\":\"Invalid API Key\",\"http_status\":401}}" },
  { "chat/error-as-detail-list", "openai-chat", 422,
    "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field required\"}]}",
    "{\"error\":{\"type\":\"missing\",\"message\":\"Field required\",\"http_status\":422}}" },
  { "chat/error-as-message", "openai-chat", 403,
    "{\"object\":\"error\",\"message\":\"forbidden\",\"type\":\"auth\",\"code\":null}",
    "{\"error\":{\"type\":\"auth\",\"message\":\"forbidden\",\"http_status\":403}}" },
  { "chat/error-in-list", "openai-chat", 400, "[{\"error\":{\"code\":400,\"message\":\"bad\"}}]",
    "{\"error\":{\"code\":400,\"message\":\"bad\",\"http_status\":400}}" },
  { "chat/error-in-html", "openai-chat", 502,
    "\n<html>\n<head><title>502</title><style>p {}</style></head>\n<body>\n"
    "<h1>502 Bad Gateway</h1><hr>nginx\n</body></html>\n",
    "{\"error\":{\"message\":\"502 Bad Gateway nginx\",\"http_status\":502}}" },
  { "chat/error-in-html-title", "openai-chat", 502, "<html><head><title>Down</title></head></html>",
    "{\"error\":{\"message\":\"Down\",\"http_status\":502}}" },
  { "chat/error-in-plain-text", "openai-chat", 429, "  Too many requests\n",
    "{\"error\":{\"message\":\"Too many requests\",\"http_status\":429}}" },
  { "chat/error-without-a-body", "openai-chat", 503, "",
    "{\"error\":{\"message\":\"The server refused the request (HTTP 503)\","
    "\"http_status\":503}}" },
  { "chat/error-of-unknown-shape", "openai-chat", 500, "{\"status\":\"fail\"}",
    "{\"error\":{\"message\":\"{\\\"status\\\":\\\"fail\\\"}\",\"http_status\":500}}" },
  { "chat/error-in-a-stream-of-400", "openai-chat", 400, "data: {\"error\":{\"message\":\"x\"}}\n\n",
    "{\"error\":{\"message\":\"x\",\"http_status\":400}}" },
  { "chat/html-with-200", "openai-chat", 0, "<html><body>Sign in</body></html>",
    "{\"complete\":false,\"error\":{\"type\":\"invalid_answer\",\"message\":\"Sign in\"}}" },
  { "chat/other-json-with-200", "openai-chat", 0, "{\"hello\":1}",
    "{\"complete\":false,\"error\":{\"type\":\"invalid_answer\","
    "\"message\":\"The answer is not of the protocol it was asked in\"}}" },
  { "chat/empty-with-200", "openai-chat", 0, "", "{\"complete\":false,\"error\":null}" },
  { "chat/whole", "openai-chat", 0,
    "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
    "\"content\":\"a\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
    "{\"name\":\"A\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
    "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
    "{\"text\":\"a\",\"tool_calls\":[{\"id\":\"c1\",\"name\":\"A\",\"arguments\":{},"
    "\"arguments_valid\":true}],\"finish_reason\":\"tool_calls\",\"complete\":true}" },
  { "chat/whole-cut", "openai-chat", 0, "{\"id\":\"c\",\"choices\":[{\"message\":{\"cont",
    "{\"text\":\"\",\"complete\":false,\"error\":null}" },
  { "chat/whole-with-a-blank-start", "openai-chat", 0,
    "\n \n{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n",
    "{\"text\":\"a\",\"complete\":true}" },

  { "messages/start-without-message", "anthropic-messages", 0,
    "event: message_start\ndata: {\"type\":\"message_start\"}\n\n"
    "event: content_block_start\n"
    "data: {\"type\":\"content_block_start\",\"index\":0,"
    "\"content_block\":{\"type\":\"text\",\"text\":\"a\"}}\n\n",
    "{\"text\":\"a\",\"complete\":false}" },
  { "messages/text", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"text\",\"text\":\"\"}") EVENT ("ping", "")
    DELTA (0, "{\"type\":\"text_delta\",\"text\":\"He\"}")
    DELTA (0, "{\"type\":\"text_delta\",\"text\":\"llo\"}") BLOCK_STOP (0) MESSAGE_END ("end_turn"),
    "{\"text\":\"Hello\",\"finish_reason\":\"end_turn\",\"complete\":true,"
    "\"usage\":{\"input_tokens\":7,\"output_tokens\":9,"
    "\"raw\":{\"input_tokens\":7,\"output_tokens\":9}}}" },
  { "messages/call", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"A\",\"input\":{}}")
    DELTA (0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}")
    DELTA (0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}")
    DELTA (0, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}")
    BLOCK_STOP (0) MESSAGE_END ("tool_use"),
    "{\"tool_calls\":[{\"id\":\"t1\",\"name\":\"A\",\"arguments\":{\"a\":1},"
    "\"arguments_valid\":true}],\"finish_reason\":\"tool_use\"}" },
  { "messages/call-without-input", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"A\",\"input\":{}}")
    BLOCK_STOP (0) MESSAGE_END ("tool_use"),
    "{\"tool_calls\":[{\"id\":\"t1\",\"name\":\"A\",\"arguments\":{},"
    "\"arguments_valid\":true}]}" },
  { "messages/call-with-whole-input", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"A\",\"input\":{\"a\":1}}")
    BLOCK_STOP (0) MESSAGE_END ("tool_use"),
    "{\"tool_calls\":[{\"id\":\"t1\",\"name\":\"A\",\"arguments\":{\"a\":1},"
    "\"arguments_valid\":true}]}" },
  { "messages/server-tool-apart", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\","
                 "\"input\":{}}")
    DELTA (0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":1}\"}")
    BLOCK_STOP (0)
    BLOCK (1, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"A\",\"input\":{}}")
    DELTA (1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}") BLOCK_STOP (1)
    MESSAGE_END ("tool_use"),
    "{\"tool_calls\":[{\"id\":\"t1\",\"name\":\"A\",\"arguments\":{},\"arguments_valid\":true}],"
    "\"other_items\":[\"server_tool_use\"]}" },
  { "messages/thinking", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"thinking\",\"thinking\":\"\"}")
    DELTA (0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
    DELTA (0, "{\"type\":\"signature_delta\",\"signature\":\"x\"}") BLOCK_STOP (0)
    BLOCK (1, "{\"type\":\"text\",\"text\":\"a\"}") BLOCK_STOP (1) MESSAGE_END ("end_turn"),
    "{\"text\":\"a\",\"reasoning\":\"hm\"}" },
  { "messages/cut-without-its-end", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"text\",\"text\":\"a\"}"),
    "{\"text\":\"a\",\"complete\":false,\"error\":null}" },
  { "messages/error-in-stream", "anthropic-messages", 0,
    START BLOCK (0, "{\"type\":\"text\",\"text\":\"a\"}")
    EVENT ("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"),
    "{\"text\":\"a\",\"complete\":false,"
    "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}" },
  { "messages/start-twice", "anthropic-messages", 0,
    START START BLOCK (0, "{\"type\":\"text\",\"text\":\"a\"}") MESSAGE_END ("end_turn"),
    "{\"text\":\"a\",\"complete\":true,\"error\":null}" },
  { "messages/whole", "anthropic-messages", 0,
    "{\"id\":\"m\",\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
    "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"A\",\"input\":{}}],"
    "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}",
    "{\"text\":\"a\",\"tool_calls\":[{\"id\":\"t1\",\"name\":\"A\",\"arguments\":{},"
    "\"arguments_valid\":true}],\"complete\":true}" },
  { "messages/error", "anthropic-messages", 401,
    "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"no key\"}}",
    "{\"error\":{\"type\":\"authentication_error\",\"message\":\"no key\","
    "\"http_status\":401}}" },

  { "responses/text", "openai-responses", 0,
    CREATED ITEM (0, "{\"type\":\"message\",\"id\":\"m\",\"content\":[]}")
    RESPONSE_EVENT ("response.output_text.delta", "\"item_id\":\"m\",\"output_index\":0,\"delta\":\"He\"")
    RESPONSE_EVENT ("response.output_text.delta", "\"item_id\":\"m\",\"output_index\":0,\"delta\":\"llo\"")
    RESPONSE_EVENT ("response.output_text.done", "\"item_id\":\"m\",\"output_index\":0,\"text\":\"Hello\"")
    COMPLETED ("completed", ""),
    "{\"text\":\"Hello\",\"finish_reason\":\"completed\",\"complete\":true,"
    "\"usage\":{\"input_tokens\":3,\"output_tokens\":4,"
    "\"raw\":{\"input_tokens\":3,\"output_tokens\":4}}}" },
  { "responses/text-only-when-done", "openai-responses", 0,
    CREATED RESPONSE_EVENT ("response.output_text.done", "\"item_id\":\"m\",\"output_index\":0,\"text\":\"a\"")
    COMPLETED ("completed", ""), "{\"text\":\"a\"}" },
  { "responses/only-the-response", "openai-responses", 0,
    COMPLETED ("completed", ",\"output\":[{\"type\":\"message\",\"id\":\"m\",\"content\":"
               "[{\"type\":\"output_text\",\"text\":\"a\"}]}]"), "{\"text\":\"a\",\"complete\":true}" },
  { "responses/calls-side-by-side", "openai-responses", 0,
    CREATED ITEM (0, "{\"type\":\"function_call\",\"id\":\"f0\",\"call_id\":\"c0\",\"name\":\"A\",\"arguments\":\"\"}")
    ITEM (1, "{\"type\":\"function_call\",\"id\":\"f1\",\"call_id\":\"c1\",\"name\":\"B\",\"arguments\":\"\"}")
    RESPONSE_EVENT ("response.function_call_arguments.delta", "\"output_index\":1,\"delta\":\"[2\"")
    RESPONSE_EVENT ("response.function_call_arguments.delta", "\"output_index\":0,\"delta\":\"[1\"")
    RESPONSE_EVENT ("response.function_call_arguments.delta", "\"item_id\":\"f1\",\"delta\":\"]\"")
    RESPONSE_EVENT ("response.function_call_arguments.delta", "\"item_id\":\"f0\",\"delta\":\"]\"")
    RESPONSE_EVENT ("response.function_call_arguments.done", "\"item_id\":\"f0\",\"arguments\":\"[1]\"")
    COMPLETED ("completed", ""),
    "{\"tool_calls\":[{\"id\":\"c0\",\"name\":\"A\",\"arguments\":[1],\"arguments_valid\":true},"
    "{\"id\":\"c1\",\"name\":\"B\",\"arguments\":[2],\"arguments_valid\":true}]}" },
  { "responses/reasoning-and-other", "openai-responses", 0,
    CREATED ITEM (0, "{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[]}")
    RESPONSE_EVENT ("response.reasoning_summary_text.delta", "\"output_index\":0,\"summary_index\":0,\"delta\":\"hm\"")
    ITEM (1, "{\"type\":\"web_search_call\",\"id\":\"w\"}") COMPLETED ("completed", ""),
    "{\"reasoning\":\"hm\",\"other_items\":[\"web_search_call\"]}" },
  { "responses/refusal", "openai-responses", 0,
    CREATED RESPONSE_EVENT ("response.refusal.delta", "\"output_index\":0,\"delta\":\"no\"")
    COMPLETED ("completed", ""), "{\"refusal\":\"no\",\"text\":\"\"}" },
  { "responses/incomplete", "openai-responses", 0,
    CREATED COMPLETED ("incomplete", ",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}"),
    "{\"finish_reason\":\"incomplete\",\"incomplete_reason\":\"max_output_tokens\",\"complete\":true}" },
  { "responses/error-then-failed", "openai-responses", 0,
    CREATED "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"a\"}}\n\n"
    COMPLETED ("failed", ",\"error\":{\"code\":\"c\",\"message\":\"b\"}"),
    "{\"finish_reason\":\"failed\",\"error\":{\"code\":\"c\",\"message\":\"b\"},\"complete\":false}" },
  { "responses/error-alone", "openai-responses", 0,
    CREATED "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"a\"}}\n\n",
    "{\"finish_reason\":null,\"error\":{\"type\":\"t\",\"message\":\"a\"},\"complete\":false}" },
  { "responses/cut", "openai-responses", 0, CREATED, "{\"complete\":false,\"error\":null}" },

  { "gemini/text", "gemini", 0,
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true}]}}]}\r\n\r\n"
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
    "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4}}\r\n\r\n",
    "{\"text\":\"ab\",\"reasoning\":\"hm\",\"finish_reason\":\"STOP\",\"complete\":true,"
    "\"usage\":{\"input_tokens\":3,\"output_tokens\":4,"
    "\"raw\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4}}}" },
  { "gemini/array", "gemini", 0,
    "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a]\"}]}}]}\n,\n"
    "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}\n]",
    "{\"text\":\"a]b\",\"complete\":true}" },
  { "gemini/array-cut", "gemini", 0,
    "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,\n{\"candid",
    "{\"text\":\"a\",\"complete\":false,\"error\":null}" },
  { "gemini/error-in-array", "gemini", 0,
    "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]},"
    "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]",
    "{\"text\":\"a\",\"complete\":false,"
    "\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}" },
  { "gemini/bare-error-in-stream", "gemini", 0,
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n"
    "{\n  \"error\": {\n    \"code\": 499,\n    \"message\": \"gone: away\"\n  }\n}\n",
    "{\"text\":\"a\",\"complete\":false,\"error\":{\"code\":499,\"message\":\"gone: away\"}}" },
  { "gemini/call-in-pieces", "gemini", 0,
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"A\",\"willContinue\":true}}]}}]}\n\n"
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":["
    "{\"jsonPath\":\"$.a\",\"stringValue\":\"x\",\"willContinue\":true}],\"willContinue\":true}}]}}]}\n\n"
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":["
    "{\"jsonPath\":\"$.a\",\"stringValue\":\"y\"},{\"jsonPath\":\"$.b[0]\",\"numberValue\":1.5}],"
    "\"willContinue\":true}}]}}]}\n\n"
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]},\"finishReason\":\"STOP\"}]}\n\n",
    "{\"tool_calls\":[{\"name\":\"A\",\"arguments\":{\"a\":\"xy\",\"b\":[1.5]},"
    "\"arguments_valid\":true}]}" },
  { "gemini/prompt-blocked", "gemini", 0, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
    "{\"block_reason\":\"SAFETY\",\"finish_reason\":null,\"complete\":false}" },
  { "gemini/other-parts", "gemini", 0,
    "{\"candidates\":[{\"content\":{\"parts\":[{\"executableCode\":{\"code\":\"1\"}},{\"text\":\"a\"}]},"
    "\"finishReason\":\"STOP\"}]}",
    "{\"text\":\"a\",\"other_items\":[\"executableCode\"],\"complete\":true}" },

  { "ollama/text", "ollama", 0,
    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"thinking\":\"hm\"},\"done\":false}\n"
    "{\"model\":\"m\",\"message\":{\"content\":\"b\"},\"done\":false}\n"
    "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,"
    "\"eval_count\":4}\n",
    "{\"text\":\"ab\",\"reasoning\":\"hm\",\"finish_reason\":\"stop\",\"complete\":true,"
    "\"usage\":{\"input_tokens\":3,\"output_tokens\":4,"
    "\"raw\":{\"prompt_eval_count\":3,\"eval_count\":4}}}" },
  { "ollama/calls", "ollama", 0,
    "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"A\",\"arguments\":{\"a\":1}}},"
    "{\"function\":{\"name\":\"B\",\"arguments\":{}}}]},\"done\":true,\"done_reason\":\"stop\"}",
    "{\"tool_calls\":[{\"name\":\"A\",\"arguments\":{\"a\":1},\"arguments_valid\":true},"
    "{\"name\":\"B\",\"arguments\":{},\"arguments_valid\":true}],\"complete\":true}" },
  { "ollama/error-in-stream", "ollama", 0,
    "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"no memory\"}\n",
    "{\"text\":\"a\",\"error\":{\"message\":\"no memory\"},\"complete\":false}" },
  { "ollama/no-json-in-stream", "ollama", 0,
    "{\"message\":{\"content\":\"a\"},\"done\":false}\nbroken pipe\n",
    "{\"text\":\"a\",\"complete\":false}" },
  { "ollama/cut", "ollama", 0,
    "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"message\":{\"con",
    "{\"text\":\"a\",\"error\":null,\"complete\":false}" },

  { "cohere/text", "cohere-v2", 0,
    EVENT ("message-start", ",\"id\":\"i\"")
    EVENT ("content-start", ",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}")
    EVENT ("content-delta", ",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"a\"}}}")
    EVENT ("content-end", ",\"index\":0")
    EVENT ("message-end", ",\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":"
           "{\"tokens\":{\"input_tokens\":3,\"output_tokens\":4}}}"),
    "{\"text\":\"a\",\"finish_reason\":\"COMPLETE\",\"complete\":true,\"usage\":{\"input_tokens\":3,"
    "\"output_tokens\":4,\"raw\":{\"tokens\":{\"input_tokens\":3,\"output_tokens\":4}}}}" },
  { "cohere/call", "cohere-v2", 0,
    EVENT ("tool-plan-delta", ",\"delta\":{\"message\":{\"tool_plan\":\"I \"}}")
    EVENT ("tool-plan-delta", ",\"delta\":{\"message\":{\"tool_plan\":\"will\"}}")
    EVENT ("tool-call-start", ",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"id\":\"c\","
           "\"type\":\"function\",\"function\":{\"name\":\"A\",\"arguments\":\"\"}}}}")
    EVENT ("tool-call-delta", ",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"function\":"
           "{\"arguments\":\"{}\"}}}}")
    EVENT ("message-end", ",\"delta\":{\"finish_reason\":\"TOOL_CALL\"}") "data: [DONE]\n\n",
    "{\"tool_plan\":\"I will\",\"tool_calls\":[{\"id\":\"c\",\"name\":\"A\",\"arguments\":{},"
    "\"arguments_valid\":true}],\"complete\":true}" },
  { "cohere/error-at-the-end", "cohere-v2", 0,
    EVENT ("message-end", ",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"bad\"}"),
    "{\"finish_reason\":\"ERROR\",\"error\":{\"message\":\"bad\"},\"complete\":false}" },

  { "cohere-v1/call-in-pieces", "cohere-v1", 0,
    "{\"event_type\":\"stream-start\",\"generation_id\":\"g\"}\n"
    "{\"event_type\":\"tool-calls-chunk\",\"tool_call_delta\":{\"index\":0,\"name\":\"A\"}}\n"
    "{\"event_type\":\"tool-calls-chunk\",\"tool_call_delta\":{\"index\":0,\"parameters\":\"[1\"}}\n"
    "{\"event_type\":\"tool-calls-chunk\",\"tool_call_delta\":{\"index\":0,\"parameters\":\"]\"}}\n"
    "{\"event_type\":\"tool-calls-generation\",\"tool_calls\":[{\"name\":\"A\",\"parameters\":[1]}]}\n"
    "{\"event_type\":\"stream-end\",\"finish_reason\":\"COMPLETE\",\"response\":{}}\n",
    "{\"tool_calls\":[{\"name\":\"A\",\"arguments\":[1],\"arguments_valid\":true}],\"complete\":true}" },
  { "cohere-v1/whole", "cohere-v1", 0,
    "{\"generation_id\":\"g\",\"text\":\"a\",\"chat_history\":[],\"finish_reason\":\"COMPLETE\"}",
    "{\"text\":\"a\",\"finish_reason\":\"COMPLETE\",\"complete\":true}" },

  { "converse/whole", "bedrock-converse", 0,
    "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"},"
    "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"A\",\"input\":{\"a\":1}}}]}},"
    "\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":3,\"outputTokens\":4}}",
    "{\"text\":\"a\",\"tool_calls\":[{\"id\":\"t\",\"name\":\"A\",\"arguments\":{\"a\":1},"
    "\"arguments_valid\":true}],\"finish_reason\":\"tool_use\",\"complete\":true}" },
  { "converse/error", "bedrock-converse", 403, "{\"Message\":\"no\",\"__type\":\"AccessDenied\"}",
    "{\"error\":{\"type\":\"AccessDenied\",\"message\":\"no\",\"http_status\":403}}" },

  { "completions/choices", "openai-completions", 0,
    "data: {\"object\":\"text_completion\",\"choices\":[{\"index\":0,\"text\":\"a\"},{\"index\":1,\"text\":\"b\"}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"text\":\"c\",\"finish_reason\":\"stop\"}]}\n\n" DONE,
    "{\"text\":\"ac\",\"finish_reason\":\"stop\",\"complete\":true}" },

  { "interactions/call", "gemini-interactions", 0,
    "data: {\"event_type\":\"step.start\",\"index\":0,\"step\":{\"type\":\"function_call\",\"id\":\"c\","
    "\"name\":\"A\",\"arguments\":{}}}\n\n"
    "data: {\"event_type\":\"step.delta\",\"index\":0,\"delta\":{\"arguments\":\"[1\"}}\n\n"
    "data: {\"event_type\":\"step.delta\",\"index\":0,\"delta\":{\"arguments\":\"]\"}}\n\n"
    "data: {\"event_type\":\"step.stop\",\"index\":0}\n\n"
    "data: {\"event_type\":\"step.start\",\"index\":1,\"step\":{\"type\":\"function_call\",\"id\":\"d\","
    "\"name\":\"B\",\"arguments\":{}}}\n\n"
    "data: {\"event_type\":\"step.stop\",\"index\":1}\n\n"
    "data: {\"event_type\":\"interaction.completed\",\"interaction\":{\"status\":\"requires_action\"}}\n\n",
    "{\"tool_calls\":[{\"id\":\"c\",\"name\":\"A\",\"arguments\":[1],\"arguments_valid\":true},"
    "{\"id\":\"d\",\"name\":\"B\",\"arguments\":{},\"arguments_valid\":true}],"
    "\"finish_reason\":\"requires_action\",\"complete\":true}" },

  { "text/plain", "text", 0, "Here: ```json\n{\"a\": \"\xC3\xA9\"}\n```",
    "{\"text\":\"Here: ```json\\n{\\\"a\\\": \\\"\xC3\xA9\\\"}\\n```\",\"complete\":true}" },
};

/* Comparing */

/* Where the two differ, as a JSON Pointer and both texts; NULL where they do not. All members of
 * expected are compared; others of actual only if nothing else is wanted. */
static char *
find_difference (JsonNode   *actual,
                 JsonNode   *expected,
                 gboolean    exact,
                 const char *path)
{
  g_autofree char *actual_text = NULL;
  g_autofree char *expected_text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (expected) && JSON_NODE_HOLDS_OBJECT (actual))
    {
      JsonObject *object = json_node_get_object (actual);
      g_autoptr(GList) names = json_object_get_members (json_node_get_object (expected));
      g_autoptr(GList) actual_names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        {
          JsonNode *member = json_object_get_member (json_node_get_object (expected), l->data);
          g_autofree char *name = g_strconcat (path, "/", l->data, NULL);
          char *difference;

          if (!json_object_has_member (object, l->data))
            return g_strconcat (name, " is missing", NULL);
          difference = find_difference (json_object_get_member (object, l->data), member, TRUE,
                                        name);
          if (difference != NULL)
            return difference;
        }
      for (GList *l = actual_names; exact && l != NULL; l = l->next)
        {
          if (!json_object_has_member (json_node_get_object (expected), l->data))
            return g_strconcat (path, "/", l->data, " is too many", NULL);
        }
      return NULL;
    }

  if (json_node_equal (actual, expected))
    return NULL;

  actual_text = json_to_string (actual, FALSE);
  expected_text = json_to_string (expected, FALSE);
  return g_strdup_printf ("%s is %s, not %s", path, actual_text, expected_text);
}

/* Decoding, in one split or another */

typedef struct
{
  SluiceAnswer *answer;
  gboolean      ended;
  gsize         n_frame_bytes;
} Run;

static void
event_cb (const SluiceStreamEvent *event,
          gpointer                 user_data)
{
  Run *run = user_data;

  g_assert_false (run->ended);
  run->ended = event->kind == SLUICE_STREAM_ERROR || event->kind == SLUICE_STREAM_DONE;
  sluice_answer_add (run->answer, event);
}

static void
frame_cb (const char *name,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  ((Run *) user_data)->n_frame_bytes += length;
}

/* lengths: of the chunks in turn, the last one for the rest */
static JsonNode *
decode (SluiceWire *wire,
        guint       http_status,
        const char *body,
        gsize       length,
        GArray     *lengths)
{
  g_autoptr(SluiceDecoder) decoder = sluice_wire_create_decoder (wire, http_status, TRUE);
  g_autoptr(SluiceAnswer) answer = sluice_answer_new ();
  Run run = { answer };
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;
  guint i = 0;

  sluice_decoder_set_func (decoder, event_cb, frame_cb, &run);
  for (gsize offset = 0; offset < length; )
    {
      gsize n = lengths->len > 0 ? g_array_index (lengths, gsize, MIN (i, lengths->len - 1)) : length;
      g_autofree char *chunk = NULL;

      i++;
      n = MIN (n, length - offset);
      /* a copy of its own, so that a read beyond the chunk shows */
      chunk = g_memdup2 (body + offset, n);
      sluice_decoder_push (decoder, chunk, n);
      offset += n;
    }
  sluice_decoder_finish (decoder);

  g_assert_cmpint (sluice_decoder_is_complete (decoder), ==, sluice_answer_is_complete (answer));
  g_assert_true (run.n_frame_bytes > 0 || !run.ended || length == 0);

  json = sluice_answer_to_json (answer, http_status, i % 3);
  node = json_from_string (json, &error);
  g_assert_no_error (error);

  return node;
}

static void
add_lengths (GArray *lengths,
             gsize   first,
             gsize   second)
{
  g_array_set_size (lengths, 0);
  g_array_append_val (lengths, first);
  g_array_append_val (lengths, second);
}

static void
check (SluiceWire *wire,
       guint       http_status,
       const char *body,
       gsize       length,
       GArray     *lengths,
       JsonNode   *expected,
       gboolean    exact,
       const char *how)
{
  g_autoptr(JsonNode) actual = decode (wire, http_status, body, length, lengths);
  g_autofree char *difference = find_difference (actual, expected, exact, "");

  if (difference != NULL)
    {
      g_test_message ("%s: %s", how, difference);
      g_test_fail ();
    }
}

/* Whole, a byte at a time, and in random splits. */
static void
check_splits (SluiceWire *wire,
              guint       http_status,
              const char *body,
              gsize       length,
              JsonNode   *expected,
              gboolean    exact)
{
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));

  check (wire, http_status, body, length, lengths, expected, exact, "whole");
  add_lengths (lengths, 1, 1);
  check (wire, http_status, body, length, lengths, expected, exact, "byte by byte");

  for (guint i = 0; i < 4; i++)
    {
      gsize most = 1 << g_test_rand_int_range (1, 12);

      g_array_set_size (lengths, 0);
      for (gsize n = 0; n < length; )
        {
          gsize step = g_test_rand_int_range (1, most + 1);

          g_array_append_val (lengths, step);
          n += step;
        }
      check (wire, http_status, body, length, lengths, expected, exact, "random split");
    }
}

static void
test_case (gconstpointer data)
{
  const DecoderCase *test = data;
  g_autoptr(JsonNode) expected = json_from_string (test->expected, NULL);

  g_assert_nonnull (expected);
  check_splits (sluice_wire_lookup (test->wire), test->http_status, test->body,
                strlen (test->body), expected, FALSE);
}

/* A stream cut off anywhere is no error, and what came before the cut stays as it was. */
static void
test_cut_anywhere (void)
{
  static const char body[] =
    CHUNK ("{\"content\":\"ab\"}") CALL (0, "\"c1\"", "\"User\"", "\"{\\\"a\\\":\"")
    CALL (0, "null", "null", "\"1}\"");
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize length = 0; length < sizeof body; length++)
    {
      g_autoptr(JsonNode) answer = decode (sluice_wire_lookup ("openai-chat"), 0, body, length,
                                           lengths);
      JsonObject *object = json_node_get_object (answer);

      g_assert_true (json_object_get_null_member (object, "error"));
      g_assert_false (json_object_get_boolean_member (object, "complete"));
    }
}

/* The binary framing of AWS: an exception and an error of the stream are not events, and a message
 * that was damaged ends the answer where it was whole. */

static void
append_message (GString    *out,
                const char *kind,
                const char *name,
                const char *payload)
{
  g_autofree char *header = g_strdup_printf (":%s-type", kind);
  const char *const headers[] = { header, name, ":message-type", kind, NULL };

  sluice_event_stream_append (out, headers, payload, strlen (payload));
}

static void
test_converse (void)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(JsonNode) expected = NULL;
  g_autoptr(JsonNode) damaged = NULL;
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize whole;

  append_message (body, "event", "messageStart", "{\"role\":\"assistant\"}");
  append_message (body, "event", "contentBlockDelta",
                  "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"},\"p\":\"abc\"}");
  append_message (body, "event", "contentBlockStart",
                  "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t\","
                  "\"name\":\"A\"}}}");
  append_message (body, "event", "contentBlockStop", "{\"contentBlockIndex\":1}");
  whole = body->len;
  append_message (body, "exception", "throttlingException", "{\"message\":\"slow down\"}");

  expected = json_from_string ("{\"text\":\"a\",\"tool_calls\":[{\"id\":\"t\",\"name\":\"A\","
                               "\"arguments\":{},\"arguments_valid\":true}],\"complete\":false,"
                               "\"error\":{\"type\":\"throttlingException\","
                               "\"message\":\"slow down\"}}", NULL);
  check_splits (sluice_wire_lookup ("bedrock-converse"), 200, body->str, body->len, expected, FALSE);

  body->str[whole + 20] ^= 1;
  damaged = decode (sluice_wire_lookup ("bedrock-converse"), 200, body->str, body->len, lengths);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (damaged), "text"), ==, "a");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member
                     (json_node_get_object (damaged), "error"), "type"), ==, "invalid_stream");
}

/* The recordings */

typedef struct
{
  char       *folder;  /* owned */
  SluiceWire *wire;    /* borrowed */
} Recording;

static JsonNode *
load_json (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_file (parser, path, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

static GBytes *
load_body (const char *folder)
{
  static const char *const names[] = {
    "response.sse", "response.json", "response.ndjson", "response.eventstream",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      char *bytes;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL))
        return g_bytes_new_take (bytes, length);
    }

  return NULL;
}

static void
test_recording (gconstpointer data)
{
  const Recording *recording = data;
  g_autoptr(JsonNode) meta = load_json (recording->folder, "meta.json");
  g_autoptr(JsonNode) expected = load_json (recording->folder, "expected.json");
  g_autoptr(JsonNode) chunks = load_json (recording->folder, "chunks.json");
  g_autoptr(GBytes) body = load_body (recording->folder);
  guint http_status;
  const char *bytes;
  gsize length;

  g_assert_nonnull (body);
  bytes = g_bytes_get_data (body, &length);
  http_status = json_object_get_int_member (json_node_get_object (meta), "http_status");

  check_splits (recording->wire, http_status, bytes, length, expected, TRUE);

  if (chunks != NULL)
    {
      g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
      JsonArray *array = json_node_get_array (chunks);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          gsize n = json_array_get_int_element (array, i);

          g_array_append_val (lengths, n);
        }
      check (recording->wire, http_status, bytes, length, lengths, expected, TRUE, "as recorded");
    }
}

static void
test_recognized (gconstpointer data)
{
  const Recording *recording = data;
  g_autoptr(JsonNode) meta = load_json (recording->folder, "meta.json");
  g_autoptr(GBytes) body = load_body (recording->folder);

  /* what refuses is too little to tell by */
  if (json_object_get_int_member (json_node_get_object (meta), "http_status") != 200
      || g_strrstr (recording->folder, "llama_3_3_70b_instruct_free-object_streaming") != NULL
      || g_strrstr (recording->folder, "devstral_small_2505-tool_round_trip_2__json") != NULL
      || g_strrstr (recording->folder, "test_prompt_content_filtering__json") != NULL)
    return;

  g_assert_true (sluice_wire_recognize (body) == recording->wire);
}

static void
recording_free (gpointer data)
{
  Recording *recording = data;

  g_free (recording->folder);
  g_free (recording);
}

static void
skip_recordings (void)
{
  g_test_skip ("The recordings are not here");
}

static void
add_recording (const char *root,
               const char *wire_folder,
               const char *name)
{
  g_autofree char *folder = g_build_filename (root, wire_folder, name, NULL);
  g_autofree char *path = g_strconcat ("/decoder/recording/", wire_folder, "/", name, NULL);
  g_autofree char *recognized = g_strconcat ("/decoder/recognized/", wire_folder, "/", name, NULL);
  g_autoptr(JsonNode) meta = load_json (folder, "meta.json");
  Recording *recording;
  SluiceWire *wire;

  if (meta == NULL)
    return;

  wire = sluice_wire_lookup (json_object_get_string_member (json_node_get_object (meta),
                                                            "protocol"));
  if (wire == NULL)
    return;

  recording = g_new (Recording, 1);
  recording->folder = g_steal_pointer (&folder);
  recording->wire = wire;
  g_test_add_data_func (recognized, recording, test_recognized);
  g_test_add_data_func_full (path, recording, test_recording, recording_free);
}

static void
add_recordings (void)
{
  const char *corpora = g_getenv ("SLUICE_CORPORA");
  const char *source = g_getenv ("SLUICE_SOURCE_ROOT");
  g_autofree char *root = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *wire;

  if (corpora != NULL)
    root = g_build_filename (corpora, "streams", NULL);
  else
    root = g_build_filename (source != NULL ? source : ".", "..", "shared", "corpora", "streams",
                             NULL);

  dir = g_dir_open (root, 0, NULL);
  if (dir == NULL)
    {
      g_test_add_func ("/decoder/recording", skip_recordings);
      return;
    }

  while ((wire = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, wire, NULL);
      g_autoptr(GDir) cases = g_dir_open (folder, 0, NULL);
      const char *name;

      while (cases != NULL && (name = g_dir_read_name (cases)) != NULL)
        add_recording (root, wire, name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (decoder_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/decoder/case/", decoder_cases[i].name, NULL);

      g_test_add_data_func (path, &decoder_cases[i], test_case);
    }

  g_test_add_func ("/decoder/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/decoder/converse", test_converse);
  add_recordings ();

  return g_test_run ();
}
