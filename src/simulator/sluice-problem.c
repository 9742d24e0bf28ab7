/* sluice-problem.c: what a provider says of a request that it does not answer
 *
 * The bodies are those of OpenAI ("Error codes" in the API guide) and of Anthropic ("Errors" in the
 * API documentation), so that clients show what they would show there. They are not translated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-problem-private.h"

typedef struct
{
  guint       status;
  const char *openai_type;
  const char *openai_code;    /* nullable */
  const char *anthropic_type;
  const char *message;        /* where nobody says more */
} StatusWords;

static const StatusWords status_words[] = {
  { 400, "invalid_request_error", NULL, "invalid_request_error",
    "The request could not be understood." },
  { 401, "invalid_request_error", "invalid_api_key", "authentication_error",
    "Incorrect API key provided." },
  { 403, "invalid_request_error", "forbidden", "permission_error",
    "The API key does not have permission to use this resource." },
  { 404, "invalid_request_error", "not_found", "not_found_error",
    "The requested resource could not be found." },
  { 405, "invalid_request_error", "method_not_allowed", "invalid_request_error",
    "Method not allowed." },
  { 408, "timeout", "request_timeout", "timeout_error", "The request took too long." },
  { 413, "invalid_request_error", "request_too_large", "request_too_large",
    "The request is larger than the maximum allowed size." },
  { 429, "requests", "rate_limit_exceeded", "rate_limit_error",
    "Rate limit reached. Please try again later." },
  { 500, "server_error", NULL, "api_error",
    "The server had an error while processing your request." },
  { 503, "server_error", "overloaded", "overloaded_error",
    "The engine is currently overloaded, please try again later." },
  { 529, "server_error", "overloaded", "overloaded_error", "Overloaded" },
};

typedef enum
{
  WANTS_STRING,
  WANTS_NUMBER,
  WANTS_BOOLEAN,
  WANTS_ARRAY,
  WANTS_OBJECT,
  WANTS_ANY,
} Wanted;

static const char * const wanted_names[] = {
  [WANTS_STRING] = "a string",
  [WANTS_NUMBER] = "a number",
  [WANTS_BOOLEAN] = "a boolean",
  [WANTS_ARRAY] = "an array",
  [WANTS_OBJECT] = "an object",
};

typedef struct
{
  const char *name;
  Wanted      wanted;
  gboolean    required;
} Member;

static const Member openai_members[] = {
  { "model", WANTS_STRING, TRUE },
  { "messages", WANTS_ARRAY, TRUE },
  { "stream", WANTS_BOOLEAN, FALSE },
  { "stream_options", WANTS_OBJECT, FALSE },
  { "max_tokens", WANTS_NUMBER, FALSE },
  { "max_completion_tokens", WANTS_NUMBER, FALSE },
  { "temperature", WANTS_NUMBER, FALSE },
  { "seed", WANTS_NUMBER, FALSE },
  { "tools", WANTS_ARRAY, FALSE },
  { "response_format", WANTS_OBJECT, FALSE },
};

static const Member anthropic_members[] = {
  { "model", WANTS_STRING, TRUE },
  { "max_tokens", WANTS_NUMBER, TRUE },
  { "messages", WANTS_ARRAY, TRUE },
  { "stream", WANTS_BOOLEAN, FALSE },
  { "temperature", WANTS_NUMBER, FALSE },
  { "tools", WANTS_ARRAY, FALSE },
  { "tool_choice", WANTS_OBJECT, FALSE },
};

static gboolean
is_anthropic (const char *wire)
{
  return g_str_equal (wire, "anthropic-messages");
}

void
sluice_problem_clear (SluiceProblem *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->param, g_free);
  self->status = 0;
}

/* --- Finding problems --- */

static const char *
describe (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return "an object";
  if (JSON_NODE_HOLDS_ARRAY (node))
    return "an array";
  if (JSON_NODE_HOLDS_NULL (node))
    return "null";
  if (type == G_TYPE_STRING)
    return "a string";

  return type == G_TYPE_BOOLEAN ? "a boolean" : "a number";
}

static gboolean
is_wanted (JsonNode *node,
           Wanted    wanted)
{
  return wanted == WANTS_ANY || g_str_equal (describe (node), wanted_names[wanted]);
}

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (SluiceProblem *problem,
        const char    *param,
        const char    *format,
        ...)
{
  va_list args;

  problem->status = SOUP_STATUS_BAD_REQUEST;
  problem->param = g_strdup (param);
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);

  return FALSE;
}

static gboolean
check_member (JsonObject    *body,
              const Member  *member,
              gboolean       anthropic,
              SluiceProblem *problem)
{
  JsonNode *node = json_object_get_member (body, member->name);

  if (node == NULL || (JSON_NODE_HOLDS_NULL (node) && !member->required))
    {
      if (!member->required)
        return TRUE;
      if (anthropic)
        return refuse (problem, member->name, "%s: Field required", member->name);
      return refuse (problem, member->name, "Missing required parameter: '%s'.", member->name);
    }

  if (is_wanted (node, member->wanted))
    return TRUE;
  if (anthropic)
    return refuse (problem, member->name, "%s: Input should be %s, not %s", member->name,
                   wanted_names[member->wanted], describe (node));
  return refuse (problem, member->name, "Invalid type for '%s': expected %s, but got %s instead.",
                 member->name, wanted_names[member->wanted], describe (node));
}

static gboolean
check_messages (JsonArray     *messages,
                gboolean       anthropic,
                SluiceProblem *problem)
{
  static const Member members[] = {
    { "role", WANTS_STRING, TRUE }, { "content", WANTS_ANY, FALSE } };

  if (json_array_get_length (messages) == 0)
    return anthropic ? refuse (problem, "messages", "messages: at least one message is required")
                     : refuse (problem, "messages", "Invalid 'messages': empty array. Expected an "
                               "array with minimum length 1, but got an empty array instead.");

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonNode *node = json_array_get_element (messages, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (problem, "messages", "Invalid type for 'messages[%u]': expected an object, but "
                       "got %s instead.", i, describe (node));
      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        if (!check_member (json_node_get_object (node), &members[j], anthropic, problem))
          return FALSE;
    }

  return TRUE;
}

gboolean
sluice_problem_check_request (const char    *wire,
                              JsonNode      *body,
                              SluiceProblem *problem)
{
  gboolean anthropic = is_anthropic (wire);
  const Member *members = anthropic ? anthropic_members : openai_members;
  guint n = anthropic ? G_N_ELEMENTS (anthropic_members) : G_N_ELEMENTS (openai_members);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return refuse (problem, NULL, "The body of the request is %s, not a JSON object.",
                   describe (body));

  object = json_node_get_object (body);
  for (guint i = 0; i < n; i++)
    if (!check_member (object, &members[i], anthropic, problem))
      return FALSE;

  return check_messages (json_object_get_array_member (object, "messages"), anthropic, problem);
}

/* --- Saying them --- */

static const StatusWords *
find_words (guint status)
{
  const StatusWords *nearest = &status_words[0];

  for (guint i = 0; i < G_N_ELEMENTS (status_words); i++)
    if (status_words[i].status == status)
      return &status_words[i];
    else if (status_words[i].status == status / 100 * 100)
      nearest = &status_words[i];

  return nearest;
}

void
sluice_problem_init_status (SluiceProblem *self,
                            guint          status)
{
  *self = (SluiceProblem) { .status = status, .message = g_strdup (find_words (status)->message) };
}

static void
add_string_or_null (JsonBuilder *builder,
                    const char  *name,
                    const char  *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static char *
make_body (SluiceProblem *self,
           gboolean       anthropic)
{
  const StatusWords *words = find_words (self->status);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (anthropic)
    add_string_or_null (builder, "type", "error");

  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  if (anthropic)
    {
      add_string_or_null (builder, "type", words->anthropic_type);
      add_string_or_null (builder, "message", self->message);
    }
  else
    {
      add_string_or_null (builder, "message", self->message);
      add_string_or_null (builder, "type", words->openai_type);
      add_string_or_null (builder, "param", self->param);
      add_string_or_null (builder, "code", words->openai_code);
    }
  json_builder_end_object (builder);

  if (anthropic)
    add_string_or_null (builder, "request_id", "req_simulated");
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

void
sluice_problem_send (SluiceProblem     *self,
                     const char        *wire,
                     SoupServerMessage *message)
{
  char *body = make_body (self, is_anthropic (wire));

  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

char *
sluice_problem_make_answer (SluiceProblem *self,
                            const char    *wire)
{
  g_autofree char *body = make_body (self, is_anthropic (wire));

  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n"
                          "x-sluice-simulated: true\r\n\r\n%s",
                          self->status, soup_status_get_phrase (self->status), strlen (body), body);
}
