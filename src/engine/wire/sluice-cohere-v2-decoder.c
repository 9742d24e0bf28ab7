/* sluice-cohere-v2-decoder.c: answers in Cohere's protocol
 *
 * Cohere, API reference, "Chat (V2)" and "Chat with Streaming (V2)".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-call-table-private.h"
#include "wire/sluice-cohere-v2-private.h"
#include "wire/sluice-fields-private.h"

struct _SluiceCohereV2Decoder
{
  SluiceEventDecoder  parent_instance;

  SluiceCallTable    *calls;  /* owned */
};

G_DEFINE_FINAL_TYPE (SluiceCohereV2Decoder, sluice_cohere_v2_decoder, SLUICE_TYPE_EVENT_DECODER)

typedef struct
{
  const char         *name;
  SluiceFinishReason  reason;
} FinishName;

static const FinishName finish_names[] = {
  { "COMPLETE", SLUICE_FINISH_STOP },
  { "STOP_SEQUENCE", SLUICE_FINISH_STOP },
  { "TOOL_CALL", SLUICE_FINISH_TOOL_CALLS },
  { "MAX_TOKENS", SLUICE_FINISH_LENGTH },
  { "ERROR_TOXIC", SLUICE_FINISH_CONTENT_FILTER },
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

static void
read_call (SluiceCohereV2Decoder *self,
           gint64                 index,
           SluiceNode            *call)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *function = sluice_fields_get_object (call, "function");
  const char *id = sluice_fields_get_word (call, "id");
  const char *name = sluice_fields_get_word (function, "name");
  gboolean news;
  guint number;

  if (function == NULL)
    return;

  number = sluice_call_table_find (self->calls, 0, index, id, name, &news);
  if (news)
    sluice_event_decoder_emit_call (base, 0, number, id, name);
  sluice_event_decoder_emit_arguments (base, 0, number,
                                       sluice_node_get_member (function, "arguments"));
}

/* One call in a stream, a list of them in a whole answer. */
static void
read_calls (SluiceCohereV2Decoder *self,
            gint64                 index,
            SluiceNode            *calls)
{
  gint64 position = 0;

  if (sluice_fields_is_object (calls))
    read_call (self, index, calls);
  if (!sluice_fields_is_array (calls))
    return;

  for (SluiceNode *call = sluice_node_get_first_child (calls); call != NULL;
       call = sluice_node_get_next_sibling (call))
    read_call (self, position++, call);
}

static void
read_part (SluiceEventDecoder *self,
           SluiceNode         *part)
{
  enum { TEXT, THINKING, N_MEMBERS };
  static const char *const names[] = { "text", "thinking" };
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (part, names, N_MEMBERS, members);
  sluice_event_decoder_emit_text (self, SLUICE_STREAM_REASONING, 0, members[THINKING]);
  sluice_event_decoder_emit_text (self, SLUICE_STREAM_TEXT, 0, members[TEXT]);
}

/* One part in a stream, a list of them in a whole answer. */
static void
read_content (SluiceEventDecoder *self,
              SluiceNode         *content)
{
  if (sluice_fields_is_string (content))
    sluice_event_decoder_emit_text (self, SLUICE_STREAM_TEXT, 0, content);
  else if (!sluice_fields_is_array (content))
    read_part (self, content);
  else
    {
      for (SluiceNode *part = sluice_node_get_first_child (content); part != NULL;
           part = sluice_node_get_next_sibling (part))
        read_part (self, part);
    }
}

/* A delta of a stream, or the message of a whole answer: the same members. */
static void
read_message (SluiceCohereV2Decoder *self,
              gint64                 index,
              SluiceNode            *message)
{
  enum { CONTENT, TOOL_CALLS, TOOL_PLAN, N_MEMBERS };
  static const char *const names[] = { "content", "tool_calls", "tool_plan" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (message, names, N_MEMBERS, members);
  sluice_event_decoder_emit_detail (base, 0, "tool_plan",
                                    sluice_fields_to_word (members[TOOL_PLAN]));
  read_content (base, members[CONTENT]);
  read_calls (self, index, members[TOOL_CALLS]);
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;
  SluiceNode *tokens;

  if (!sluice_fields_is_object (raw))
    return;

  tokens = sluice_fields_get_object (raw, "tokens");
  usage.input_tokens = sluice_fields_get_count (tokens, "input_tokens", NULL);
  usage.output_tokens = sluice_fields_get_count (tokens, "output_tokens", NULL);
  usage.cached_tokens = sluice_fields_get_count (raw, "cached_tokens", NULL);
  sluice_event_decoder_emit_usage (self, &usage, raw);
}

/* How an answer ended: the delta of the last event, or a whole answer. */
static void
read_end (SluiceEventDecoder *self,
          SluiceNode         *end)
{
  const char *reason = sluice_fields_get_word (end, "finish_reason");
  const char *message = sluice_fields_get_word (end, "error");

  read_usage (self, sluice_fields_get_object (end, "usage"));
  if (reason != NULL)
    sluice_event_decoder_emit_finished (self, 0, find_finish (reason), reason);

  if (message != NULL)
    sluice_event_decoder_emit_error (self, NULL, message);
  else
    sluice_event_decoder_emit_done (self);
}

static void
sluice_cohere_v2_decoder_event (SluiceEventDecoder *base,
                                const char         *name,
                                SluiceNode         *root)
{
  enum { TYPE, INDEX, DELTA, ID, N_MEMBERS };
  static const char *const names[] = { "type", "index", "delta", "id" };
  SluiceNode *members[N_MEMBERS];
  const char *type;

  sluice_fields_collect (root, names, N_MEMBERS, members);
  type = sluice_fields_to_word (members[TYPE]);
  if (type == NULL)
    type = name;

  if (g_strcmp0 (type, "message-start") == 0)
    sluice_event_decoder_emit_started (base, sluice_fields_to_word (members[ID]), NULL);

  if (g_strcmp0 (type, "message-end") == 0)
    read_end (base, members[DELTA]);
  else
    read_message (SLUICE_COHERE_V2_DECODER (base), sluice_fields_to_int (members[INDEX], -1),
                  sluice_fields_get_object (members[DELTA], "message"));
}

static gboolean
sluice_cohere_v2_decoder_marker (SluiceEventDecoder *base,
                                 const char         *data,
                                 gsize               length)
{
  return length >= strlen ("[DONE]") && strncmp (data, "[DONE]", strlen ("[DONE]")) == 0;
}

static gboolean
sluice_cohere_v2_decoder_body (SluiceEventDecoder *base,
                               SluiceNode         *root)
{
  SluiceNode *message = sluice_fields_get_object (root, "message");

  if (message == NULL)
    return FALSE;

  sluice_event_decoder_emit_started (base, sluice_fields_get_word (root, "id"), NULL);
  read_message (SLUICE_COHERE_V2_DECODER (base), -1, message);
  read_end (base, root);

  return TRUE;
}

/* Without its message-end an answer is cut off. */
static void
sluice_cohere_v2_decoder_end (SluiceEventDecoder *base)
{
}

static void
sluice_cohere_v2_decoder_finalize (GObject *object)
{
  SluiceCohereV2Decoder *self = SLUICE_COHERE_V2_DECODER (object);

  g_clear_pointer (&self->calls, sluice_call_table_free);

  G_OBJECT_CLASS (sluice_cohere_v2_decoder_parent_class)->finalize (object);
}

static void
sluice_cohere_v2_decoder_class_init (SluiceCohereV2DecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_cohere_v2_decoder_finalize;
  event_class->marker = sluice_cohere_v2_decoder_marker;
  event_class->event = sluice_cohere_v2_decoder_event;
  event_class->body = sluice_cohere_v2_decoder_body;
  event_class->end = sluice_cohere_v2_decoder_end;
}

static void
sluice_cohere_v2_decoder_init (SluiceCohereV2Decoder *self)
{
  self->calls = sluice_call_table_new ();
}

SluiceDecoder *
sluice_cohere_v2_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_COHERE_V2_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
