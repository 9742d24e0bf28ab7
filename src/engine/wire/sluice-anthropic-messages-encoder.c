/* sluice-anthropic-messages-encoder.c: answers in the messages protocol, as a server gives them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-writer.h"
#include "wire/sluice-anthropic-messages-private.h"
#include "wire/sluice-answer.h"

#define SLUICE_TYPE_ANTHROPIC_MESSAGES_ENCODER (sluice_anthropic_messages_encoder_get_type ())
G_DECLARE_FINAL_TYPE (SluiceAnthropicMessagesEncoder, sluice_anthropic_messages_encoder, SLUICE,
                      ANTHROPIC_MESSAGES_ENCODER, SluiceEncoder)

typedef enum
{
  BLOCK_NONE,
  BLOCK_TEXT,
  BLOCK_THINKING,
  BLOCK_TOOL,
} BlockKind;

struct _SluiceAnthropicMessagesEncoder
{
  SluiceEncoder  parent_instance;

  SluiceAnswer  *answer;         /* owned: all of it so far */
  char          *id;             /* owned */
  char          *model;          /* owned, nullable */
  BlockKind      open;           /* kind of the block being written */
  guint          call;           /* BLOCK_TOOL: the call it is of */
  guint          n_blocks;       /* blocks begun; the open one is the last */
  guint          streamed : 1;
  guint          has_sent : 1;   /* message_start is out */
};

G_DEFINE_FINAL_TYPE (SluiceAnthropicMessagesEncoder, sluice_anthropic_messages_encoder,
                     SLUICE_TYPE_ENCODER)

static const char *const stop_words[] = {
  [SLUICE_FINISH_STOP] = "end_turn",
  [SLUICE_FINISH_LENGTH] = "max_tokens",
  [SLUICE_FINISH_CONTENT_FILTER] = "refusal",
  [SLUICE_FINISH_REFUSAL] = "refusal",
  [SLUICE_FINISH_TOOL_CALLS] = "tool_use",
  [SLUICE_FINISH_OTHER] = "end_turn",
};

static void
append_string (GString    *out,
               const char *text,
               gssize      length)
{
  sluice_writer_append_string (out, text != NULL ? text : "", text != NULL ? length : 0);
}

/* event: TYPE, data: {"type":"TYPE" */
static void
begin_event (GString    *out,
             const char *type)
{
  g_string_append_printf (out, "event: %s\ndata: {\"type\":\"%s\"", type, type);
}

static void
end_event (GString *out)
{
  g_string_append (out, "}\n\n");
}

static gint64
get_count (gint64 count)
{
  return MAX (count, 0);
}

static void
append_usage (SluiceAnthropicMessagesEncoder *self,
              GString                        *out)
{
  SluiceUsage none = SLUICE_USAGE_UNKNOWN;
  const SluiceUsage *usage = sluice_answer_get_usage (self->answer);

  if (usage == NULL)
    usage = &none;

  g_string_append_printf (out, "{\"input_tokens\":%" G_GINT64_FORMAT
                          ",\"cache_creation_input_tokens\":0"
                          ",\"cache_read_input_tokens\":%" G_GINT64_FORMAT
                          ",\"output_tokens\":%" G_GINT64_FORMAT "}",
                          get_count (usage->input_tokens), get_count (usage->cached_tokens),
                          get_count (usage->output_tokens));
}

/* "id": …, "type": "message", "role": …, "model": … */
static void
append_head (SluiceAnthropicMessagesEncoder *self,
             GString                        *out)
{
  g_string_append (out, "{\"id\":");
  append_string (out, self->id, -1);
  g_string_append (out, ",\"type\":\"message\",\"role\":\"assistant\",\"model\":");
  append_string (out, self->model, -1);
}

static void
append_start (SluiceAnthropicMessagesEncoder *self,
              GString                        *out)
{
  if (self->has_sent)
    return;

  self->has_sent = TRUE;
  begin_event (out, "message_start");
  g_string_append (out, ",\"message\":");
  append_head (self, out);
  g_string_append (out, ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":");
  append_usage (self, out);
  g_string_append_c (out, '}');
  end_event (out);
}

static void
close_block (SluiceAnthropicMessagesEncoder *self,
             GString                        *out)
{
  if (self->open == BLOCK_NONE)
    return;

  begin_event (out, "content_block_stop");
  g_string_append_printf (out, ",\"index\":%u", self->n_blocks - 1);
  end_event (out);
  self->open = BLOCK_NONE;
}

static void
open_block (SluiceAnthropicMessagesEncoder *self,
            GString                        *out,
            BlockKind                       kind,
            const SluiceStreamEvent        *event)
{
  close_block (self, out);

  begin_event (out, "content_block_start");
  g_string_append_printf (out, ",\"index\":%u,\"content_block\":", self->n_blocks++);
  if (kind == BLOCK_TEXT)
    g_string_append (out, "{\"type\":\"text\",\"text\":\"\"}");
  else if (kind == BLOCK_THINKING)
    g_string_append (out, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
  else
    {
      g_string_append (out, "{\"type\":\"tool_use\",\"id\":");
      append_string (out, event->id, -1);
      g_string_append (out, ",\"name\":");
      append_string (out, event->name, -1);
      g_string_append (out, ",\"input\":{}}");
      self->call = event->index;
    }
  end_event (out);
  self->open = kind;
}

static void
append_delta (SluiceAnthropicMessagesEncoder *self,
              GString                        *out,
              const char                     *type,
              const char                     *member,
              const char                     *text,
              gssize                          length)
{
  begin_event (out, "content_block_delta");
  g_string_append_printf (out, ",\"index\":%u,\"delta\":{\"type\":\"%s\",\"%s\":",
                          self->n_blocks - 1, type, member);
  append_string (out, text, length);
  g_string_append_c (out, '}');
  end_event (out);
}

static void
append_text (SluiceAnthropicMessagesEncoder *self,
             GString                        *out,
             BlockKind                       kind,
             const SluiceStreamEvent        *event)
{
  if (self->open != kind)
    open_block (self, out, kind, event);

  if (kind == BLOCK_TEXT)
    append_delta (self, out, "text_delta", "text", event->text, event->length);
  else
    append_delta (self, out, "thinking_delta", "thinking", event->text, event->length);
}

/* The protocol has one block open at a time, so calls must not be mixed. */
static void
append_arguments (SluiceAnthropicMessagesEncoder *self,
                  GString                        *out,
                  const SluiceStreamEvent        *event)
{
  g_autofree char *json = NULL;

  g_return_if_fail (self->open == BLOCK_TOOL && self->call == event->index);

  if (event->kind == SLUICE_STREAM_TOOL_OBJECT)
    {
      json = sluice_node_to_json (event->raw, SLUICE_POLICY_VALUES, 0);
      append_delta (self, out, "input_json_delta", "partial_json", json, -1);
    }
  else
    append_delta (self, out, "input_json_delta", "partial_json", event->text, event->length);
}

static const char *
get_stop_word (SluiceAnthropicMessagesEncoder *self)
{
  SluiceFinishReason finish = sluice_answer_get_finish (self->answer);

  if (finish == SLUICE_FINISH_STOP && sluice_answer_get_n_tool_calls (self->answer) > 0)
    finish = SLUICE_FINISH_TOOL_CALLS;
  if (finish == SLUICE_FINISH_STOP && sluice_answer_get_refusal (self->answer) != NULL)
    finish = SLUICE_FINISH_REFUSAL;

  return finish == SLUICE_FINISH_NONE ? NULL : stop_words[finish];
}

/* message_delta waits for the end of the answer, as it tells the usage too. */
static void
append_end (SluiceAnthropicMessagesEncoder *self,
            GString                        *out)
{
  const char *stop = get_stop_word (self);

  close_block (self, out);

  begin_event (out, "message_delta");
  g_string_append (out, ",\"delta\":{\"stop_reason\":");
  if (stop != NULL)
    append_string (out, stop, -1);
  else
    g_string_append (out, "null");
  g_string_append (out, ",\"stop_sequence\":null},\"usage\":");
  append_usage (self, out);
  end_event (out);

  begin_event (out, "message_stop");
  end_event (out);
}

static void
append_content (SluiceAnthropicMessagesEncoder *self,
                GString                        *out)
{
  const char *reasoning = sluice_answer_get_reasoning (self->answer);
  const char *refusal = sluice_answer_get_refusal (self->answer);
  const char *text = refusal != NULL ? refusal : sluice_answer_get_text (self->answer);
  const char *separator = "";

  if (*reasoning != '\0')
    {
      g_string_append (out, "{\"type\":\"thinking\",\"thinking\":");
      append_string (out, reasoning, -1);
      g_string_append (out, ",\"signature\":\"\"}");
      separator = ",";
    }
  if (*text != '\0')
    {
      g_string_append_printf (out, "%s{\"type\":\"text\",\"text\":", separator);
      append_string (out, text, -1);
      g_string_append_c (out, '}');
      separator = ",";
    }
  for (guint i = 0; i < sluice_answer_get_n_tool_calls (self->answer); i++)
    {
      const char *arguments = sluice_answer_get_tool_arguments (self->answer, i);
      g_autoptr(JsonNode) input = json_from_string (arguments, NULL);

      g_string_append_printf (out, "%s{\"type\":\"tool_use\",\"id\":", separator);
      append_string (out, sluice_answer_get_tool_id (self->answer, i), -1);
      g_string_append (out, ",\"name\":");
      append_string (out, sluice_answer_get_tool_name (self->answer, i), -1);
      /* a server that does not stream sends a value, so it must be one */
      g_string_append_printf (out, ",\"input\":%s}", input != NULL ? arguments : "{}");
      separator = ",";
    }
}

/* The answer as one body. */
static void
append_whole (SluiceAnthropicMessagesEncoder *self,
              GString                        *out)
{
  const char *stop = get_stop_word (self);

  append_head (self, out);
  g_string_append (out, ",\"content\":[");
  append_content (self, out);
  g_string_append (out, "],\"stop_reason\":");
  append_string (out, stop != NULL ? stop : "end_turn", -1);
  g_string_append (out, ",\"stop_sequence\":null,\"usage\":");
  append_usage (self, out);
  g_string_append (out, "}\n");
}

static void
append_error (SluiceAnthropicMessagesEncoder *self,
              GString                        *out,
              const SluiceStreamEvent        *event)
{
  gboolean in_stream = self->streamed && self->has_sent;

  if (in_stream)
    begin_event (out, "error");
  else
    {
      sluice_encoder_set_content_type (SLUICE_ENCODER (self), "application/json");
      g_string_append (out, "{\"type\":\"error\"");
    }

  g_string_append (out, ",\"error\":{\"type\":");
  append_string (out, event->name != NULL ? event->name : "api_error", -1);
  g_string_append (out, ",\"message\":");
  append_string (out, event->text, event->length);
  g_string_append_c (out, '}');
  if (in_stream)
    end_event (out);
  else
    g_string_append (out, "}\n");
}

static void
append_event (SluiceAnthropicMessagesEncoder *self,
              GString                        *out,
              const SluiceStreamEvent        *event)
{
  switch (event->kind)
    {
    case SLUICE_STREAM_TEXT:
    case SLUICE_STREAM_REFUSAL:
      append_text (self, out, BLOCK_TEXT, event);
      break;

    case SLUICE_STREAM_REASONING:
      append_text (self, out, BLOCK_THINKING, event);
      break;

    case SLUICE_STREAM_TOOL_CALL:
      open_block (self, out, BLOCK_TOOL, event);
      break;

    case SLUICE_STREAM_TOOL_ARGUMENTS:
    case SLUICE_STREAM_TOOL_OBJECT:
      append_arguments (self, out, event);
      break;

    case SLUICE_STREAM_DONE:
      append_end (self, out);
      break;

    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_DETAIL:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_FINISHED:
    case SLUICE_STREAM_ERROR:
      break;
    }
}

static void
take_start (SluiceAnthropicMessagesEncoder *self,
            const SluiceStreamEvent        *event)
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
sluice_anthropic_messages_encoder_encode (SluiceEncoder           *encoder,
                                          const SluiceStreamEvent *event,
                                          GString                 *out)
{
  SluiceAnthropicMessagesEncoder *self = SLUICE_ANTHROPIC_MESSAGES_ENCODER (encoder);

  sluice_answer_add (self->answer, event);

  if (event->kind == SLUICE_STREAM_STARTED)
    take_start (self, event);

  if (event->kind == SLUICE_STREAM_ERROR)
    append_error (self, out, event);
  else if (self->streamed)
    {
      if (event->kind != SLUICE_STREAM_USAGE)
        append_start (self, out);
      append_event (self, out, event);
    }
  else if (event->kind == SLUICE_STREAM_DONE)
    append_whole (self, out);
}

static void
sluice_anthropic_messages_encoder_finalize (GObject *object)
{
  SluiceAnthropicMessagesEncoder *self = SLUICE_ANTHROPIC_MESSAGES_ENCODER (object);

  g_clear_object (&self->answer);
  g_free (self->id);
  g_free (self->model);

  G_OBJECT_CLASS (sluice_anthropic_messages_encoder_parent_class)->finalize (object);
}

static void
sluice_anthropic_messages_encoder_class_init (SluiceAnthropicMessagesEncoderClass *klass)
{
  SluiceEncoderClass *encoder_class = SLUICE_ENCODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_anthropic_messages_encoder_finalize;
  encoder_class->content_type = "text/event-stream";
  encoder_class->encode = sluice_anthropic_messages_encoder_encode;
}

static void
sluice_anthropic_messages_encoder_init (SluiceAnthropicMessagesEncoder *self)
{
  g_autofree char *uuid = g_uuid_string_random ();

  self->answer = sluice_answer_new ();
  self->id = g_strconcat ("msg_", uuid, NULL);
}

SluiceEncoder *
sluice_anthropic_messages_encoder_new (SluiceRequest *request)
{
  SluiceAnthropicMessagesEncoder *self;

  self = g_object_new (SLUICE_TYPE_ANTHROPIC_MESSAGES_ENCODER, NULL);
  self->model = g_strdup (sluice_request_get_model (request));
  self->streamed = sluice_request_get_stream (request);
  if (!self->streamed)
    sluice_encoder_set_content_type (SLUICE_ENCODER (self), "application/json");

  return SLUICE_ENCODER (self);
}
