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
  enum { INDEX, ID, FUNCTION, CUSTOM, N_MEMBERS };
  static const char *const names[] = { "index", "id", "function", "custom" };
  enum { NAME, ARGUMENTS, INPUT, N_PARTS };
  static const char *const part_names[] = { "name", "arguments", "input" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS], *parts[N_PARTS];
  const char *id, *name;
  gboolean news;
  guint number;

  sluice_fields_collect (call, names, N_MEMBERS, members);
  if (members[FUNCTION] == NULL)
    members[FUNCTION] = members[CUSTOM];
  if (members[FUNCTION] == NULL)
    return;

  sluice_fields_collect (members[FUNCTION], part_names, N_PARTS, parts);
  id = sluice_fields_to_word (members[ID]);
  name = sluice_fields_to_word (parts[NAME]);

  number = sluice_call_table_find (self->calls, choice, sluice_fields_to_int (members[INDEX], -1),
                                   id, name, &news);
  if (news)
    sluice_event_decoder_emit_call (base, choice, number, id, name);
  sluice_event_decoder_emit_arguments (base, choice, number,
                                       parts[ARGUMENTS] != NULL ? parts[ARGUMENTS] : parts[INPUT]);
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

/* A delta of a stream, or the message of a whole answer: the same members. */
static void
read_message (SluiceOpenaiChatDecoder *self,
              guint                    choice,
              SluiceNode              *message)
{
  enum { CONTENT, TOOL_CALLS, REASONING_CONTENT, REASONING, REFUSAL, FUNCTION_CALL, N_MEMBERS };
  static const char *const names[] = {
    "content", "tool_calls", "reasoning_content", "reasoning", "refusal", "function_call",
  };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (message, names, N_MEMBERS, members);

  /* servers that have both mean the same text */
  if (sluice_fields_to_word (members[REASONING_CONTENT]) != NULL)
    members[REASONING] = members[REASONING_CONTENT];

  read_text (base, choice, members[REASONING], SLUICE_STREAM_REASONING);
  read_text (base, choice, members[CONTENT], SLUICE_STREAM_TEXT);
  read_text (base, choice, members[REFUSAL], SLUICE_STREAM_REFUSAL);
  read_calls (self, choice, members[TOOL_CALLS]);
  read_function_call (self, choice, members[FUNCTION_CALL]);
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
choose_message (SluiceOpenaiChatDecoder *self,
                SluiceNode              *delta,
                SluiceNode              *message)
{
  if (self->is_whole)
    return message != NULL ? message : delta;

  if (delta != NULL)
    self->has_deltas = TRUE;

  return self->has_deltas ? delta : message;
}

static void
read_finish (SluiceOpenaiChatDecoder *self,
             guint                    choice,
             SluiceNode              *finish)
{
  const char *name;

  if (!sluice_fields_is_string (finish))
    return;

  name = sluice_node_get_text (finish, NULL);
  if (choice == 0)
    self->finished = TRUE;
  sluice_event_decoder_emit_finished (SLUICE_EVENT_DECODER (self), choice, find_finish (name),
                                      name);
}

static void
read_choice (SluiceOpenaiChatDecoder *self,
             SluiceNode              *node,
             guint                    position)
{
  enum { INDEX, DELTA, MESSAGE, FINISH_REASON, USAGE, TEXT, N_MEMBERS };
  static const char *const names[] = {
    "index", "delta", "message", "finish_reason", "usage", "text",
  };
  SluiceNode *members[N_MEMBERS];
  gint64 index;
  guint choice;

  sluice_fields_collect (node, names, N_MEMBERS, members);
  index = sluice_fields_to_int (members[INDEX], position);
  choice = index >= 0 && index <= G_MAXUINT ? index : position;

  read_message (self, choice, choose_message (self, members[DELTA], members[MESSAGE]));
  /* the completions protocol, which was there before chat, has no message around the text */
  if (members[DELTA] == NULL && members[MESSAGE] == NULL)
    sluice_event_decoder_emit_text (SLUICE_EVENT_DECODER (self), SLUICE_STREAM_TEXT, choice,
                                    members[TEXT]);
  read_finish (self, choice, members[FINISH_REASON]);
  read_usage (SLUICE_EVENT_DECODER (self), members[USAGE]);
}

static void
read_start (SluiceOpenaiChatDecoder *self,
            SluiceNode              *id,
            SluiceNode              *model)
{
  const char *id_word = sluice_fields_to_word (id);
  const char *model_word = sluice_fields_to_word (model);

  /* Azure opens with a chunk on its filters that has neither */
  if (self->started || (id_word == NULL && model_word == NULL))
    return;

  self->started = TRUE;
  sluice_event_decoder_emit_started (SLUICE_EVENT_DECODER (self), id_word, model_word);
}

static void
read_chunk (SluiceOpenaiChatDecoder *self,
            SluiceNode              *root)
{
  enum { ID, MODEL, CHOICES, USAGE, X_GROQ, N_MEMBERS };
  static const char *const names[] = { "id", "model", "choices", "usage", "x_groq" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];
  guint position = 0;

  sluice_fields_collect (root, names, N_MEMBERS, members);
  read_start (self, members[ID], members[MODEL]);

  if (sluice_fields_is_array (members[CHOICES]))
    {
      for (SluiceNode *node = sluice_node_get_first_child (members[CHOICES]); node != NULL;
           node = sluice_node_get_next_sibling (node))
        read_choice (self, node, position++);
    }

  /* Groq's place for it, before it had the one that others have */
  read_usage (base, sluice_fields_get_object (members[X_GROQ], "usage"));
  read_usage (base, members[USAGE]);
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
