/* sluice-cohere-v1-decoder.c: answers in Cohere's first protocol
 *
 * Cohere, API reference, "Chat (V1)" and "Chat with Streaming (V1)": JSON objects in lines.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-cohere-v1-private.h"
#include "wire/sluice-fields-private.h"

struct _SluiceCohereV1Decoder
{
  SluiceEventDecoder  parent_instance;

  guint               n_calls;
  guint               has_pieces : 1;  /* calls came in pieces, and will come once more */
};

G_DEFINE_FINAL_TYPE (SluiceCohereV1Decoder, sluice_cohere_v1_decoder, SLUICE_TYPE_EVENT_DECODER)

static SluiceFinishReason
find_finish (SluiceCohereV1Decoder *self,
             const char            *name)
{
  if (g_str_equal (name, "COMPLETE"))
    return self->n_calls > 0 ? SLUICE_FINISH_TOOL_CALLS : SLUICE_FINISH_STOP;
  if (g_str_equal (name, "STOP_SEQUENCE"))
    return SLUICE_FINISH_STOP;
  if (g_str_equal (name, "MAX_TOKENS"))
    return SLUICE_FINISH_LENGTH;
  if (g_str_equal (name, "ERROR_TOXIC"))
    return SLUICE_FINISH_CONTENT_FILTER;

  return SLUICE_FINISH_OTHER;
}

static void
read_calls (SluiceCohereV1Decoder *self,
            SluiceNode            *calls)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);

  if (calls == NULL || self->has_pieces)
    return;

  for (SluiceNode *call = sluice_node_get_first_child (calls); call != NULL;
       call = sluice_node_get_next_sibling (call))
    {
      SluiceNode *parameters = sluice_fields_get_object (call, "parameters");

      sluice_event_decoder_emit_call (base, 0, self->n_calls, NULL,
                                      sluice_fields_get_word (call, "name"));
      sluice_event_decoder_emit_arguments (base, 0, self->n_calls++, parameters);
    }
}

/* A piece of a call: its name, or more of its arguments. */
static void
read_call_piece (SluiceCohereV1Decoder *self,
                 SluiceNode            *piece)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *name = sluice_fields_get_word (piece, "name");

  if (name != NULL)
    {
      self->has_pieces = TRUE;
      sluice_event_decoder_emit_call (base, 0, self->n_calls++, NULL, name);
    }
  if (self->has_pieces && piece != NULL)
    sluice_event_decoder_emit_arguments (base, 0, self->n_calls - 1,
                                         sluice_node_get_member (piece, "parameters"));
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *meta)
{
  SluiceNode *tokens = sluice_fields_get_object (meta, "tokens");
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (meta == NULL)
    return;

  usage.input_tokens = sluice_fields_get_count (tokens, "input_tokens", NULL);
  usage.output_tokens = sluice_fields_get_count (tokens, "output_tokens", NULL);
  sluice_event_decoder_emit_usage (self, &usage, meta);
}

static void
read_finish (SluiceCohereV1Decoder *self,
             SluiceNode            *object)
{
  const char *reason = sluice_fields_get_word (object, "finish_reason");

  if (reason != NULL)
    sluice_event_decoder_emit_finished (SLUICE_EVENT_DECODER (self), 0,
                                        find_finish (self, reason), reason);
  sluice_event_decoder_emit_done (SLUICE_EVENT_DECODER (self));
}

/* An answer that is not streamed: one line without the type of an event. */
static void
read_whole (SluiceCohereV1Decoder *self,
            SluiceNode            *root)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *text = sluice_node_get_member (root, "text");

  if (!sluice_fields_is_string (text))
    return;

  sluice_event_decoder_emit_started (base, sluice_fields_get_word (root, "generation_id"), NULL);
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, text);
  read_calls (self, sluice_fields_get_array (root, "tool_calls"));
  read_usage (base, sluice_fields_get_object (root, "meta"));
  read_finish (self, root);
}

static void
sluice_cohere_v1_decoder_event (SluiceEventDecoder *base,
                                const char         *name,
                                SluiceNode         *root)
{
  SluiceCohereV1Decoder *self = SLUICE_COHERE_V1_DECODER (base);
  const char *type = sluice_fields_get_word (root, "event_type");

  if (type == NULL)
    read_whole (self, root);
  else if (g_str_equal (type, "stream-start"))
    sluice_event_decoder_emit_started (base, sluice_fields_get_word (root, "generation_id"), NULL);
  else if (g_str_equal (type, "text-generation"))
    sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0,
                                    sluice_node_get_member (root, "text"));
  else if (g_str_equal (type, "tool-calls-chunk"))
    read_call_piece (self, sluice_fields_get_object (root, "tool_call_delta"));
  else if (g_str_equal (type, "tool-calls-generation"))
    read_calls (self, sluice_fields_get_array (root, "tool_calls"));
  else if (g_str_equal (type, "stream-end"))
    {
      SluiceNode *response = sluice_fields_get_object (root, "response");

      read_usage (base, sluice_fields_get_object (response, "meta"));
      read_finish (self, root);
    }
}

static gboolean
sluice_cohere_v1_decoder_body (SluiceEventDecoder *base,
                               SluiceNode         *root)
{
  return FALSE;
}

/* Without its stream-end an answer is cut off. */
static void
sluice_cohere_v1_decoder_end (SluiceEventDecoder *base)
{
}

static void
sluice_cohere_v1_decoder_class_init (SluiceCohereV1DecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  event_class->framings = SLUICE_FRAMING_LINES;
  event_class->event = sluice_cohere_v1_decoder_event;
  event_class->body = sluice_cohere_v1_decoder_body;
  event_class->end = sluice_cohere_v1_decoder_end;
}

static void
sluice_cohere_v1_decoder_init (SluiceCohereV1Decoder *self)
{
}

SluiceDecoder *
sluice_cohere_v1_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_COHERE_V1_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
