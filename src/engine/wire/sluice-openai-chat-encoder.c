/* sluice-openai-chat-encoder.c: answers in the chat completions protocol, as a server gives them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-writer.h"
#include "wire/sluice-answer.h"
#include "wire/sluice-openai-chat-private.h"

#define SLUICE_TYPE_OPENAI_CHAT_ENCODER (sluice_openai_chat_encoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceOpenaiChatEncoder, sluice_openai_chat_encoder, SLUICE,
                      OPENAI_CHAT_ENCODER, SluiceEncoder)

struct _SluiceOpenaiChatEncoder
{
  SluiceEncoder  parent_instance;

  SluiceAnswer  *answer;         /* owned: all of it so far */
  char          *id;             /* owned */
  char          *model;          /* owned */
  gint64         created;        /* seconds since 1970 */
  guint          streamed : 1;
  guint          include_usage : 1;
  guint          has_sent : 1;   /* the first chunk is out */
};

G_DEFINE_FINAL_TYPE (SluiceOpenaiChatEncoder, sluice_openai_chat_encoder, SLUICE_TYPE_ENCODER)

static const char *const finish_words[] = {
  [SLUICE_FINISH_STOP] = "stop",
  [SLUICE_FINISH_LENGTH] = "length",
  [SLUICE_FINISH_CONTENT_FILTER] = "content_filter",
  [SLUICE_FINISH_REFUSAL] = "stop",
  [SLUICE_FINISH_TOOL_CALLS] = "tool_calls",
  [SLUICE_FINISH_OTHER] = "stop",
};

static void
append_string (GString    *out,
               const char *text,
               gssize      length)
{
  sluice_writer_append_string (out, text != NULL ? text : "", text != NULL ? length : 0);
}

/* {"id": …, "object": …, "created": …, "model": … */
static void
append_head (SluiceOpenaiChatEncoder *self,
             GString                 *out,
             const char              *object)
{
  g_string_append (out, "{\"id\":");
  append_string (out, self->id, -1);
  g_string_append_printf (out, ",\"object\":\"%s\",\"created\":%" G_GINT64_FORMAT ",\"model\":",
                          object, self->created);
  append_string (out, self->model, -1);
}

static void
begin_chunk (SluiceOpenaiChatEncoder *self,
             GString                 *out)
{
  g_string_append (out, "data: ");
  append_head (self, out, "chat.completion.chunk");
  g_string_append (out, ",\"choices\":[{\"index\":0,\"delta\":{");
}

static void
end_chunk (SluiceOpenaiChatEncoder *self,
           GString                 *out,
           const char              *finish)
{
  g_string_append (out, "},\"logprobs\":null,\"finish_reason\":");
  if (finish != NULL)
    append_string (out, finish, -1);
  else
    g_string_append (out, "null");
  g_string_append (out, self->include_usage ? "}],\"usage\":null}\n\n" : "}]}\n\n");
}

/* The chunk that opens the stream tells the role. */
static void
append_role (SluiceOpenaiChatEncoder *self,
             GString                 *out)
{
  if (self->has_sent)
    return;

  self->has_sent = TRUE;
  begin_chunk (self, out);
  g_string_append (out, "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null");
  end_chunk (self, out, NULL);
}

static void
append_text (SluiceOpenaiChatEncoder *self,
             GString                 *out,
             const char              *member,
             const SluiceStreamEvent *event)
{
  begin_chunk (self, out);
  g_string_append_printf (out, "\"%s\":", member);
  append_string (out, event->text, event->length);
  end_chunk (self, out, NULL);
}

static void
append_call (SluiceOpenaiChatEncoder *self,
             GString                 *out,
             const SluiceStreamEvent *event)
{
  begin_chunk (self, out);
  g_string_append_printf (out, "\"tool_calls\":[{\"index\":%u,\"id\":", event->index);
  append_string (out, event->id, -1);
  g_string_append (out, ",\"type\":\"function\",\"function\":{\"name\":");
  append_string (out, event->name, -1);
  g_string_append (out, ",\"arguments\":\"\"}}]");
  end_chunk (self, out, NULL);
}

static void
append_arguments (SluiceOpenaiChatEncoder *self,
                  GString                 *out,
                  const SluiceStreamEvent *event)
{
  g_autofree char *json = NULL;

  begin_chunk (self, out);
  g_string_append_printf (out, "\"tool_calls\":[{\"index\":%u,\"function\":{\"arguments\":",
                          event->index);
  if (event->kind == SLUICE_STREAM_TOOL_OBJECT)
    {
      json = sluice_node_to_json (event->raw, SLUICE_POLICY_VALUES, 0);
      append_string (out, json, -1);
    }
  else
    append_string (out, event->text, event->length);
  g_string_append (out, "}}]");
  end_chunk (self, out, NULL);
}

static void
append_usage (SluiceOpenaiChatEncoder *self,
              GString                 *out)
{
  const SluiceUsage *usage = sluice_answer_get_usage (self->answer);
  gint64 input = usage != NULL ? MAX (usage->input_tokens, 0) : 0;
  gint64 output = usage != NULL ? MAX (usage->output_tokens, 0) : 0;

  g_string_append_printf (out, "{\"prompt_tokens\":%" G_GINT64_FORMAT
                          ",\"completion_tokens\":%" G_GINT64_FORMAT
                          ",\"total_tokens\":%" G_GINT64_FORMAT, input, output, input + output);
  if (usage != NULL && usage->cached_tokens >= 0)
    g_string_append_printf (out, ",\"prompt_tokens_details\":{\"cached_tokens\":%"
                            G_GINT64_FORMAT "}", usage->cached_tokens);
  if (usage != NULL && usage->reasoning_tokens >= 0)
    g_string_append_printf (out, ",\"completion_tokens_details\":{\"reasoning_tokens\":%"
                            G_GINT64_FORMAT "}", usage->reasoning_tokens);
  g_string_append_c (out, '}');
}

static const char *
get_finish_word (SluiceOpenaiChatEncoder *self)
{
  SluiceFinishReason finish = sluice_answer_get_finish (self->answer);

  return finish == SLUICE_FINISH_NONE ? NULL : finish_words[finish];
}

static void
append_end (SluiceOpenaiChatEncoder *self,
            GString                 *out)
{
  if (self->include_usage)
    {
      g_string_append (out, "data: ");
      append_head (self, out, "chat.completion.chunk");
      g_string_append (out, ",\"choices\":[],\"usage\":");
      append_usage (self, out);
      g_string_append (out, "}\n\n");
    }

  g_string_append (out, "data: [DONE]\n\n");
}

static void
append_message_calls (SluiceOpenaiChatEncoder *self,
                      GString                 *out)
{
  guint n = sluice_answer_get_n_tool_calls (self->answer);

  if (n == 0)
    return;

  g_string_append (out, ",\"tool_calls\":[");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ",{\"id\":" : "{\"id\":");
      append_string (out, sluice_answer_get_tool_id (self->answer, i), -1);
      g_string_append (out, ",\"type\":\"function\",\"function\":{\"name\":");
      append_string (out, sluice_answer_get_tool_name (self->answer, i), -1);
      g_string_append (out, ",\"arguments\":");
      append_string (out, sluice_answer_get_tool_arguments (self->answer, i), -1);
      g_string_append (out, "}}");
    }
  g_string_append_c (out, ']');
}

/* The answer as one body. */
static void
append_whole (SluiceOpenaiChatEncoder *self,
              GString                 *out)
{
  const char *text = sluice_answer_get_text (self->answer);
  const char *reasoning = sluice_answer_get_reasoning (self->answer);
  const char *refusal = sluice_answer_get_refusal (self->answer);
  const char *finish = get_finish_word (self);
  gboolean has_content = *text != '\0' || sluice_answer_get_n_tool_calls (self->answer) == 0;

  append_head (self, out, "chat.completion");
  g_string_append (out, ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                   "\"content\":");
  if (has_content && refusal == NULL)
    append_string (out, text, -1);
  else
    g_string_append (out, "null");
  g_string_append (out, ",\"refusal\":");
  if (refusal != NULL)
    append_string (out, refusal, -1);
  else
    g_string_append (out, "null");
  if (*reasoning != '\0')
    {
      g_string_append (out, ",\"reasoning_content\":");
      append_string (out, reasoning, -1);
    }
  append_message_calls (self, out);
  g_string_append (out, "},\"logprobs\":null,\"finish_reason\":");
  append_string (out, finish != NULL ? finish : "stop", -1);
  g_string_append (out, "}],\"usage\":");
  append_usage (self, out);
  g_string_append (out, "}\n");
}

static void
append_error (SluiceOpenaiChatEncoder *self,
              GString                 *out,
              const SluiceStreamEvent *event)
{
  gboolean in_stream = self->streamed && self->has_sent;

  if (in_stream)
    g_string_append (out, "data: ");
  else
    sluice_encoder_set_content_type (SLUICE_ENCODER (self), "application/json");

  g_string_append (out, "{\"error\":{\"message\":");
  append_string (out, event->text, event->length);
  g_string_append (out, ",\"type\":");
  append_string (out, event->name != NULL ? event->name : "server_error", -1);
  g_string_append (out, ",\"param\":null,\"code\":");
  if (event->id != NULL)
    append_string (out, event->id, -1);
  else
    g_string_append (out, "null");
  g_string_append (out, in_stream ? "}}\n\n" : "}}\n");
}

static void
append_event (SluiceOpenaiChatEncoder *self,
              GString                 *out,
              const SluiceStreamEvent *event)
{
  switch (event->kind)
    {
    case SLUICE_STREAM_TEXT:
      append_text (self, out, "content", event);
      break;

    case SLUICE_STREAM_REASONING:
      append_text (self, out, "reasoning_content", event);
      break;

    case SLUICE_STREAM_REFUSAL:
      append_text (self, out, "refusal", event);
      break;

    case SLUICE_STREAM_TOOL_CALL:
      append_call (self, out, event);
      break;

    case SLUICE_STREAM_TOOL_ARGUMENTS:
    case SLUICE_STREAM_TOOL_OBJECT:
      append_arguments (self, out, event);
      break;

    case SLUICE_STREAM_FINISHED:
      begin_chunk (self, out);
      end_chunk (self, out, get_finish_word (self));
      break;

    case SLUICE_STREAM_DONE:
      append_end (self, out);
      break;

    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_DETAIL:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_ERROR:
      break;
    }
}

static void
take_start (SluiceOpenaiChatEncoder *self,
            const SluiceStreamEvent *event)
{
  if (event->id != NULL)
    {
      g_free (self->id);
      self->id = g_strdup (event->id);
    }
  if (event->name != NULL)
    {
      g_free (self->model);
      self->model = g_strdup (event->name);
    }
}

static void
sluice_openai_chat_encoder_encode (SluiceEncoder           *encoder,
                                   const SluiceStreamEvent *event,
                                   GString                 *out)
{
  SluiceOpenaiChatEncoder *self = SLUICE_OPENAI_CHAT_ENCODER (encoder);

  sluice_answer_add (self->answer, event);

  if (event->kind == SLUICE_STREAM_STARTED)
    take_start (self, event);

  if (event->kind == SLUICE_STREAM_ERROR)
    append_error (self, out, event);
  else if (self->streamed)
    {
      if (event->kind != SLUICE_STREAM_USAGE)
        append_role (self, out);
      append_event (self, out, event);
    }
  else if (event->kind == SLUICE_STREAM_DONE)
    append_whole (self, out);
}

static void
sluice_openai_chat_encoder_finalize (GObject *object)
{
  SluiceOpenaiChatEncoder *self = SLUICE_OPENAI_CHAT_ENCODER (object);

  g_clear_object (&self->answer);
  g_free (self->id);
  g_free (self->model);

  G_OBJECT_CLASS (sluice_openai_chat_encoder_parent_class)->finalize (object);
}

static void
sluice_openai_chat_encoder_class_init (SluiceOpenaiChatEncoderClass *klass)
{
  SluiceEncoderClass *encoder_class = SLUICE_ENCODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_openai_chat_encoder_finalize;
  encoder_class->content_type = "text/event-stream";
  encoder_class->encode = sluice_openai_chat_encoder_encode;
}

static void
sluice_openai_chat_encoder_init (SluiceOpenaiChatEncoder *self)
{
  g_autofree char *uuid = g_uuid_string_random ();

  self->answer = sluice_answer_new ();
  self->id = g_strconcat ("chatcmpl-", uuid, NULL);
  self->created = g_get_real_time () / G_USEC_PER_SEC;
}

SluiceEncoder *
sluice_openai_chat_encoder_new (SluiceRequest *request)
{
  SluiceOpenaiChatEncoder *self = g_object_new (SLUICE_TYPE_OPENAI_CHAT_ENCODER, NULL);

  self->model = g_strdup (sluice_request_get_model (request));
  self->streamed = sluice_request_get_stream (request);
  self->include_usage = self->streamed && sluice_request_get_include_usage (request);
  if (!self->streamed)
    sluice_encoder_set_content_type (SLUICE_ENCODER (self), "application/json");

  return SLUICE_ENCODER (self);
}
