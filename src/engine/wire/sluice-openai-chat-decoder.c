/* sluice-openai-chat-decoder.c: answers in the chat completions protocol
 *
 * OpenAI, API reference, "Chat" and "Streaming"; and what the servers that call themselves
 * compatible make of it.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-call-table-private.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-openai-chat-private.h"

struct _SluiceOpenaiChatDecoder
{
  SluiceEventDecoder  parent_instance;

  SluiceCallTable    *calls;         /* owned */
  guint               started : 1;
  guint               finished : 1;  /* a finish reason was seen */
  guint               is_whole : 1;  /* the answer is one document */
  guint               has_deltas : 1;
};

G_DEFINE_FINAL_TYPE (SluiceOpenaiChatDecoder, sluice_openai_chat_decoder,
                     SLUICE_TYPE_EVENT_DECODER)

typedef struct
{
  const char         *name;
  SluiceFinishReason  reason;
} FinishName;

static const FinishName finish_names[] = {
  { "stop", SLUICE_FINISH_STOP },
  { "tool_calls", SLUICE_FINISH_TOOL_CALLS },
  { "function_call", SLUICE_FINISH_TOOL_CALLS },
  { "length", SLUICE_FINISH_LENGTH },
  { "max_tokens", SLUICE_FINISH_LENGTH },
  { "model_length", SLUICE_FINISH_LENGTH },        /* Mistral: the context is full */
  { "content_filter", SLUICE_FINISH_CONTENT_FILTER },
  { "sensitive", SLUICE_FINISH_CONTENT_FILTER },   /* Z.AI */
  { "refusal", SLUICE_FINISH_REFUSAL },
  { "eos", SLUICE_FINISH_STOP },                   /* Together */
  { "end_turn", SLUICE_FINISH_STOP },
};

static SluiceFinishReason
find_finish (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (finish_names); i++)
    {
      if (g_str_equal (finish_names[i].name, name))
        return finish_names[i].reason;
    }

  return SLUICE_FINISH_OTHER;
}

/* Mistral sends content as a list of parts once a model reasons: text, and thinking that holds
 * text parts of its own. */
static void
read_parts (SluiceEventDecoder    *self,
            guint                  choice,
            SluiceNode            *parts,
            SluiceStreamEventKind  kind)
{
  for (SluiceNode *part = sluice_node_get_first_child (parts); part != NULL;
       part = sluice_node_get_next_sibling (part))
    {
      const char *type = sluice_fields_get_string (part, "type");
      SluiceNode *thinking = sluice_fields_get_array (part, "thinking");

      if (thinking != NULL)
        read_parts (self, choice, thinking, SLUICE_STREAM_REASONING);
      else if (sluice_fields_is_string (part))
        sluice_event_decoder_emit_text (self, kind, choice, part);
      else if (g_strcmp0 (type, "thinking") == 0)
        sluice_event_decoder_emit_text (self, SLUICE_STREAM_REASONING, choice,
                                        sluice_node_get_member (part, "thinking"));
      else if (type == NULL || g_str_equal (type, "text"))
        sluice_event_decoder_emit_text (self, kind, choice, sluice_node_get_member (part, "text"));
    }
}

static void
read_text (SluiceEventDecoder    *self,
           guint                  choice,
           SluiceNode            *value,
           SluiceStreamEventKind  kind)
{
  if (sluice_fields_is_array (value))
    read_parts (self, choice, value, kind);
  else
    sluice_event_decoder_emit_text (self, kind, choice, value);
}

static void
read_call (SluiceOpenaiChatDecoder *self,
           guint                    choice,
           SluiceNode              *call)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *id = sluice_fields_get_word (call, "id");
  gint64 key = sluice_fields_get_int (call, "index", -1);
  SluiceNode *function = sluice_fields_get_object (call, "function");
  SluiceNode *arguments;
  const char *name;
  gboolean news;
  guint number;

  if (function == NULL)
    function = sluice_fields_get_object (call, "custom");
  if (function == NULL)
    return;

  name = sluice_fields_get_word (function, "name");
  arguments = sluice_node_get_member (function, "arguments");
  if (arguments == NULL)
    arguments = sluice_node_get_member (function, "input");

  number = sluice_call_table_find (self->calls, choice, key, id, name, &news);
  if (news)
    sluice_event_decoder_emit_call (base, choice, number, id, name);
  sluice_event_decoder_emit_arguments (base, choice, number, arguments);
}

static void
read_calls (SluiceOpenaiChatDecoder *self,
            guint                    choice,
            SluiceNode              *calls)
{
  if (!sluice_fields_is_array (calls))
    return;

  for (SluiceNode *call = sluice_node_get_first_child (calls); call != NULL;
       call = sluice_node_get_next_sibling (call))
    read_call (self, choice, call);
}

/* The one call of the protocol's first years, without an id or an index. Some servers still send
 * it with empty members. */
static void
read_function_call (SluiceOpenaiChatDecoder *self,
                    guint                    choice,
                    SluiceNode              *function)
{
  const char *name = sluice_fields_get_word (function, "name");
  gboolean news;
  guint number;

  if (name == NULL && sluice_fields_get_word (function, "arguments") == NULL)
    return;

  number = sluice_call_table_find (self->calls, choice, 0, NULL, name, &news);
  if (news)
    sluice_event_decoder_emit_call (SLUICE_EVENT_DECODER (self), choice, number, NULL, name);
  sluice_event_decoder_emit_arguments (SLUICE_EVENT_DECODER (self), choice, number,
                                       sluice_node_get_member (function, "arguments"));
}

static gboolean
has_text (SluiceNode *node)
{
  return sluice_fields_is_string (node) && *sluice_node_get_text (node, NULL) != '\0';
}

/* A delta of a stream, or the message of a whole answer: the same members. */
static void
read_message (SluiceOpenaiChatDecoder *self,
              guint                    choice,
              SluiceNode              *message)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *content = NULL, *reasoning = NULL, *refusal = NULL, *calls = NULL, *function = NULL;

  for (SluiceNode *member = sluice_node_get_first_child (message); member != NULL;
       member = sluice_node_get_next_sibling (member))
    {
      const char *key = sluice_node_get_key (member);

      if (g_str_equal (key, "content"))
        content = member;
      else if (g_str_equal (key, "tool_calls"))
        calls = member;
      else if (g_str_equal (key, "reasoning_content") || g_str_equal (key, "reasoning"))
        {
          /* servers that have both mean the same text */
          if (!has_text (reasoning))
            reasoning = member;
        }
      else if (g_str_equal (key, "refusal"))
        refusal = member;
      else if (g_str_equal (key, "function_call"))
        function = member;
    }

  read_text (base, choice, reasoning, SLUICE_STREAM_REASONING);
  read_text (base, choice, content, SLUICE_STREAM_TEXT);
  read_text (base, choice, refusal, SLUICE_STREAM_REFUSAL);
  read_calls (self, choice, calls);
  read_function_call (self, choice, function);
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;
  SluiceNode *input, *output;

  if (!sluice_fields_is_object (raw))
    return;

  input = sluice_fields_get_object (raw, "prompt_tokens_details");
  output = sluice_fields_get_object (raw, "completion_tokens_details");
  usage.input_tokens = sluice_fields_get_count (raw, "prompt_tokens", "input_tokens", NULL);
  usage.output_tokens = sluice_fields_get_count (raw, "completion_tokens", "output_tokens", NULL);
  usage.cached_tokens = sluice_fields_get_count (input, "cached_tokens", NULL);
  if (usage.cached_tokens < 0)
    usage.cached_tokens = sluice_fields_get_count (raw, "prompt_cache_hit_tokens",
                                                   "cached_tokens", NULL);
  usage.reasoning_tokens = sluice_fields_get_count (output, "reasoning_tokens", NULL);
  if (usage.reasoning_tokens < 0)
    usage.reasoning_tokens = sluice_fields_get_count (raw, "reasoning_tokens", NULL);

  sluice_event_decoder_emit_usage (self, &usage, raw);
}

/* Some servers have both in a choice: a stream repeats all of the message beside its deltas, a
 * whole answer has an empty delta beside its message. */
static SluiceNode *
get_message (SluiceOpenaiChatDecoder *self,
             SluiceNode              *choice)
{
  SluiceNode *delta = sluice_fields_get_object (choice, "delta");
  SluiceNode *message = sluice_fields_get_object (choice, "message");

  if (self->is_whole)
    return message != NULL ? message : delta;

  if (delta != NULL)
    self->has_deltas = TRUE;

  return self->has_deltas ? delta : message;
}

static void
read_choice (SluiceOpenaiChatDecoder *self,
             SluiceNode              *node,
             guint                    position)
{
  gint64 index = sluice_fields_get_int (node, "index", position);
  guint choice = index >= 0 && index <= G_MAXUINT ? index : position;
  SluiceNode *message = get_message (self, node);
  const char *finish;

  if (message != NULL)
    read_message (self, choice, message);

  finish = sluice_fields_get_string (node, "finish_reason");
  if (finish != NULL)
    {
      if (choice == 0)
        self->finished = TRUE;
      sluice_event_decoder_emit_finished (SLUICE_EVENT_DECODER (self), choice,
                                          find_finish (finish), finish);
    }

  read_usage (SLUICE_EVENT_DECODER (self), sluice_node_get_member (node, "usage"));
}

static void
read_chunk (SluiceOpenaiChatDecoder *self,
            SluiceNode              *root)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *choices = sluice_fields_get_array (root, "choices");
  guint position = 0;

  if (!self->started)
    {
      const char *id = sluice_fields_get_word (root, "id");
      const char *model = sluice_fields_get_word (root, "model");

      /* Azure opens with a chunk on its filters that has neither */
      self->started = id != NULL || model != NULL;
      if (self->started)
        sluice_event_decoder_emit_started (base, id, model);
    }

  if (choices != NULL)
    {
      for (SluiceNode *node = sluice_node_get_first_child (choices); node != NULL;
           node = sluice_node_get_next_sibling (node))
        read_choice (self, node, position++);
    }

  /* Groq's place for it, before it had the one that others have */
  read_usage (base, sluice_fields_get_object (sluice_fields_get_object (root, "x_groq"), "usage"));
  read_usage (base, sluice_node_get_member (root, "usage"));
}

static gboolean
sluice_openai_chat_decoder_marker (SluiceEventDecoder *base,
                                   const char         *data,
                                   gsize               length)
{
  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;

  if (length != strlen ("[DONE]") || memcmp (data, "[DONE]", length) != 0)
    return FALSE;

  sluice_event_decoder_emit_done (base);
  return TRUE;
}

static void
sluice_openai_chat_decoder_event (SluiceEventDecoder *base,
                                  const char         *name,
                                  SluiceNode         *root)
{
  if (sluice_fields_is_object (root))
    read_chunk (SLUICE_OPENAI_CHAT_DECODER (base), root);
}

static gboolean
sluice_openai_chat_decoder_body (SluiceEventDecoder *base,
                                 SluiceNode         *root)
{
  if (sluice_fields_get_array (root, "choices") == NULL)
    return FALSE;

  SLUICE_OPENAI_CHAT_DECODER (base)->is_whole = TRUE;
  read_chunk (SLUICE_OPENAI_CHAT_DECODER (base), root);
  sluice_event_decoder_emit_done (base);

  return TRUE;
}

/* Not every server sends "[DONE]"; a finish reason says as well that the answer is all there. */
static void
sluice_openai_chat_decoder_end (SluiceEventDecoder *base)
{
  if (SLUICE_OPENAI_CHAT_DECODER (base)->finished)
    sluice_event_decoder_emit_done (base);
}

static void
sluice_openai_chat_decoder_finalize (GObject *object)
{
  SluiceOpenaiChatDecoder *self = SLUICE_OPENAI_CHAT_DECODER (object);

  g_clear_pointer (&self->calls, sluice_call_table_free);

  G_OBJECT_CLASS (sluice_openai_chat_decoder_parent_class)->finalize (object);
}

static void
sluice_openai_chat_decoder_class_init (SluiceOpenaiChatDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_openai_chat_decoder_finalize;
  event_class->marker = sluice_openai_chat_decoder_marker;
  event_class->event = sluice_openai_chat_decoder_event;
  event_class->body = sluice_openai_chat_decoder_body;
  event_class->end = sluice_openai_chat_decoder_end;
}

static void
sluice_openai_chat_decoder_init (SluiceOpenaiChatDecoder *self)
{
  self->calls = sluice_call_table_new ();
}

SluiceDecoder *
sluice_openai_chat_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_OPENAI_CHAT_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
