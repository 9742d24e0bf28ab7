/* sluice-bedrock-converse-decoder.c: answers in the Converse protocol of Amazon Bedrock
 *
 * AWS, Amazon Bedrock API Reference, "Converse" and "ConverseStream". The events of a stream have
 * their type in the header of their message.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "wire/sluice-bedrock-converse-private.h"
#include "wire/sluice-fields-private.h"

/* A tool call that is open. */
typedef struct
{
  gint64    index;      /* contentBlockIndex */
  guint     number;
  gboolean  has_input;
} Call;

struct _SluiceBedrockConverseDecoder
{
  SluiceEventDecoder  parent_instance;

  GArray             *calls;    /* owned: of Call, those that are open */
  SluiceParser       *parser;   /* owned: of what is not in the stream */
  guint               n_calls;
  guint               stopped : 1;
};

G_DEFINE_FINAL_TYPE (SluiceBedrockConverseDecoder, sluice_bedrock_converse_decoder,
                     SLUICE_TYPE_EVENT_DECODER)

typedef struct
{
  const char         *name;
  SluiceFinishReason  reason;
} FinishName;

static const FinishName finish_names[] = {
  { "end_turn", SLUICE_FINISH_STOP },
  { "stop_sequence", SLUICE_FINISH_STOP },
  { "tool_use", SLUICE_FINISH_TOOL_CALLS },
  { "max_tokens", SLUICE_FINISH_LENGTH },
  { "model_context_window_exceeded", SLUICE_FINISH_LENGTH },
  { "guardrail_intervened", SLUICE_FINISH_CONTENT_FILTER },
  { "content_filtered", SLUICE_FINISH_CONTENT_FILTER },
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

/* Calls */

static Call *
find_call (SluiceBedrockConverseDecoder *self,
           gint64                        index)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      Call *call = &g_array_index (self->calls, Call, i);

      if (call->index == index)
        return call;
    }

  return NULL;
}

static void
read_input (SluiceBedrockConverseDecoder *self,
            Call                         *call,
            SluiceNode                   *input)
{
  if (call == NULL || input == NULL
      || (sluice_fields_is_string (input) && sluice_fields_to_word (input) == NULL))
    return;

  call->has_input = TRUE;
  sluice_event_decoder_emit_arguments (SLUICE_EVENT_DECODER (self), 0, call->number, input);
}

/* The provider runs some tools itself: their type says so. */
static void
open_call (SluiceBedrockConverseDecoder *self,
           gint64                        index,
           SluiceNode                   *use)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *type = sluice_fields_get_word (use, "type");
  Call call = { index, self->n_calls, FALSE };

  if (type != NULL && !g_str_equal (type, "tool_use"))
    {
      sluice_event_decoder_emit_other (base, type);
      return;
    }

  self->n_calls++;
  sluice_event_decoder_emit_call (base, 0, call.number, sluice_fields_get_word (use, "toolUseId"),
                                  sluice_fields_get_word (use, "name"));
  g_array_append_val (self->calls, call);
}

/* A call without input is one with the empty object. */
static void
close_call (SluiceBedrockConverseDecoder *self,
            gint64                        index)
{
  Call *call = find_call (self, index);

  if (call == NULL)
    return;

  if (!call->has_input)
    {
      sluice_parser_reset (self->parser);
      sluice_parser_push (self->parser, "{}", 2, NULL);
      sluice_parser_finish (self->parser, NULL);
      read_input (self, call, sluice_parser_get_root (self->parser));
    }
  g_array_remove_index (self->calls, call - &g_array_index (self->calls, Call, 0));
}

/* Content */

/* {"text": …} in a stream, {"reasoningText": {"text": …}} in a whole answer */
static void
read_reasoning (SluiceEventDecoder *self,
                SluiceNode         *reasoning)
{
  SluiceNode *whole = sluice_fields_get_object (reasoning, "reasoningText");
  SluiceNode *holder = whole != NULL ? whole : reasoning;

  if (sluice_fields_is_object (holder))
    sluice_event_decoder_emit_text (self, SLUICE_STREAM_REASONING, 0,
                                    sluice_node_get_member (holder, "text"));
}

/* Text with the places it was taken from. */
static void
read_cited (SluiceEventDecoder *self,
            SluiceNode         *cited)
{
  SluiceNode *content = sluice_fields_get_array (cited, "content");

  for (SluiceNode *part = content != NULL ? sluice_node_get_first_child (content) : NULL;
       part != NULL; part = sluice_node_get_next_sibling (part))
    {
      if (sluice_fields_is_object (part))
        sluice_event_decoder_emit_text (self, SLUICE_STREAM_TEXT, 0,
                                        sluice_node_get_member (part, "text"));
    }
}

static void
read_start (SluiceBedrockConverseDecoder *self,
            gint64                        index,
            SluiceNode                   *start)
{
  SluiceNode *use = sluice_fields_get_object (start, "toolUse");
  SluiceNode *first;

  if (use != NULL)
    open_call (self, index, use);
  else if (start != NULL && (first = sluice_node_get_first_child (start)) != NULL)
    sluice_event_decoder_emit_other (SLUICE_EVENT_DECODER (self), sluice_node_get_key (first));
}

static void
read_delta (SluiceBedrockConverseDecoder *self,
            gint64                        index,
            SluiceNode                   *delta)
{
  enum { TEXT, TOOL_USE, REASONING, N_MEMBERS };
  static const char *const names[] = { "text", "toolUse", "reasoningContent" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (delta, names, N_MEMBERS, members);
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[TEXT]);
  read_reasoning (base, members[REASONING]);
  if (sluice_fields_is_object (members[TOOL_USE]))
    read_input (self, find_call (self, index), sluice_node_get_member (members[TOOL_USE], "input"));
}

/* A block of a whole answer. */
static void
read_block (SluiceBedrockConverseDecoder *self,
            gint64                        index,
            SluiceNode                   *block)
{
  enum { TEXT, TOOL_USE, REASONING, CITATIONS, TYPE, N_MEMBERS };
  static const char *const names[] = {
    "text", "toolUse", "reasoningContent", "citationsContent", "type",
  };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (block, names, N_MEMBERS, members);
  if (members[TEXT] != NULL)
    sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[TEXT]);
  else if (members[REASONING] != NULL)
    read_reasoning (base, members[REASONING]);
  else if (members[CITATIONS] != NULL)
    read_cited (base, members[CITATIONS]);
  else if (sluice_fields_is_object (members[TOOL_USE]))
    {
      open_call (self, index, members[TOOL_USE]);
      read_input (self, find_call (self, index),
                  sluice_node_get_member (members[TOOL_USE], "input"));
      close_call (self, index);
    }
  else if (sluice_fields_is_object (block) && sluice_node_get_first_child (block) != NULL)
    sluice_event_decoder_emit_other (base,
                                     sluice_node_get_key (sluice_node_get_first_child (block)));
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (!sluice_fields_is_object (raw))
    return;

  usage.input_tokens = sluice_fields_get_count (raw, "inputTokens", NULL);
  usage.output_tokens = sluice_fields_get_count (raw, "outputTokens", NULL);
  usage.cached_tokens = sluice_fields_get_count (raw, "cacheReadInputTokens",
                                                 "cacheReadInputTokenCount", NULL);
  sluice_event_decoder_emit_usage (self, &usage, raw);
}

static void
read_stop (SluiceBedrockConverseDecoder *self,
           SluiceNode                   *object)
{
  const char *reason = sluice_fields_get_word (object, "stopReason");

  self->stopped = TRUE;
  if (reason != NULL)
    sluice_event_decoder_emit_finished (SLUICE_EVENT_DECODER (self), 0, find_finish (reason),
                                        reason);
}

static void
sluice_bedrock_converse_decoder_event (SluiceEventDecoder *base,
                                       const char         *name,
                                       SluiceNode         *root)
{
  SluiceBedrockConverseDecoder *self = SLUICE_BEDROCK_CONVERSE_DECODER (base);
  gint64 index = sluice_fields_get_int (root, "contentBlockIndex", -1);

  if (name == NULL)
    return;

  if (g_str_equal (name, "contentBlockDelta"))
    read_delta (self, index, sluice_fields_get_object (root, "delta"));
  else if (g_str_equal (name, "contentBlockStart"))
    read_start (self, index, sluice_fields_get_object (root, "start"));
  else if (g_str_equal (name, "contentBlockStop"))
    close_call (self, index);
  else if (g_str_equal (name, "messageStop"))
    read_stop (self, root);
  else if (g_str_equal (name, "metadata"))
    {
      read_usage (base, sluice_fields_get_object (root, "usage"));
      if (self->stopped)
        sluice_event_decoder_emit_done (base);
    }
}

static gboolean
sluice_bedrock_converse_decoder_body (SluiceEventDecoder *base,
                                      SluiceNode         *root)
{
  SluiceBedrockConverseDecoder *self = SLUICE_BEDROCK_CONVERSE_DECODER (base);
  SluiceNode *output = sluice_fields_get_object (root, "output");
  SluiceNode *message = sluice_fields_get_object (output, "message");
  SluiceNode *content = sluice_fields_get_array (message, "content");
  gint64 index = 0;

  if (message == NULL && sluice_fields_get_word (root, "stopReason") == NULL)
    return FALSE;

  for (SluiceNode *block = content != NULL ? sluice_node_get_first_child (content) : NULL;
       block != NULL; block = sluice_node_get_next_sibling (block))
    read_block (self, index++, block);

  read_usage (base, sluice_fields_get_object (root, "usage"));
  read_stop (self, root);
  sluice_event_decoder_emit_done (base);

  return TRUE;
}

/* Not every stream tells its usage, which comes last. */
static void
sluice_bedrock_converse_decoder_end (SluiceEventDecoder *base)
{
  if (SLUICE_BEDROCK_CONVERSE_DECODER (base)->stopped)
    sluice_event_decoder_emit_done (base);
}

static void
sluice_bedrock_converse_decoder_finalize (GObject *object)
{
  SluiceBedrockConverseDecoder *self = SLUICE_BEDROCK_CONVERSE_DECODER (object);

  g_array_unref (self->calls);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_bedrock_converse_decoder_parent_class)->finalize (object);
}

static void
sluice_bedrock_converse_decoder_class_init (SluiceBedrockConverseDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_bedrock_converse_decoder_finalize;
  event_class->framings = SLUICE_FRAMING_EVENT_STREAM;
  event_class->event = sluice_bedrock_converse_decoder_event;
  event_class->body = sluice_bedrock_converse_decoder_body;
  event_class->end = sluice_bedrock_converse_decoder_end;
}

static void
sluice_bedrock_converse_decoder_init (SluiceBedrockConverseDecoder *self)
{
  self->calls = g_array_new (FALSE, FALSE, sizeof (Call));
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_bedrock_converse_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_BEDROCK_CONVERSE_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
