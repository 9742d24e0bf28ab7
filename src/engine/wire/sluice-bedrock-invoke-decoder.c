/* sluice-bedrock-invoke-decoder.c: answers in the InvokeModel protocol of Amazon Bedrock
 *
 * AWS, Amazon Bedrock API Reference, "InvokeModelWithResponseStream", and User Guide, "Inference
 * request parameters and response fields". Each message of the stream holds, in Base64, an event in
 * the protocol of whoever made the model: that of Anthropic's, that of Converse, or one of a few
 * that are only a text and a reason.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "wire/sluice-anthropic-messages-private.h"
#include "wire/sluice-bedrock-converse-private.h"
#include "wire/sluice-bedrock-invoke-private.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-openai-chat-private.h"

struct _SluiceBedrockInvokeDecoder
{
  SluiceEventDecoder  parent_instance;

  SluiceDecoder      *inner;     /* owned, nullable: of the protocol that was recognized */
  SluiceParser       *parser;    /* owned: of the event inside a message */
  guint               known : 1; /* the protocol inside */
  guint               finished : 1;
};

G_DEFINE_FINAL_TYPE (SluiceBedrockInvokeDecoder, sluice_bedrock_invoke_decoder,
                     SLUICE_TYPE_EVENT_DECODER)

/* Events of Converse hold their type as the name of their one member. */
static const char *const converse_events[] = {
  "messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop",
  "metadata", NULL,
};

static void
inner_event_cb (const SluiceStreamEvent *event,
                gpointer                 user_data)
{
  SluiceEventDecoder *self = user_data;

  if (event->kind == SLUICE_STREAM_DONE)
    sluice_event_decoder_emit_done (self);
  else
    sluice_decoder_emit (SLUICE_DECODER (self), event);
}

static SluiceNode *
find_converse_event (SluiceNode *root)
{
  for (SluiceNode *member = sluice_node_get_first_child (root); member != NULL;
       member = sluice_node_get_next_sibling (member))
    {
      if (g_strv_contains (converse_events, sluice_node_get_key (member)))
        return member;
    }

  return NULL;
}

static gboolean
is_message (SluiceNode *root)
{
  const char *type = sluice_fields_get_word (root, "type");

  return type != NULL && (g_str_has_prefix (type, "message") || g_str_has_prefix (type, "content_")
                          || g_str_equal (type, "ping"));
}

/* Told by the first event. */
static void
recognize (SluiceBedrockInvokeDecoder *self,
           SluiceNode                 *root)
{
  const char *name = "model-specific";

  if (self->known)
    return;

  self->known = TRUE;
  if (is_message (root))
    {
      name = "anthropic-messages";
      self->inner = sluice_anthropic_messages_decoder_new (0);
    }
  else if (find_converse_event (root) != NULL || sluice_fields_get_object (root, "output") != NULL)
    {
      name = "bedrock-converse";
      self->inner = sluice_bedrock_converse_decoder_new (0);
    }
  else if (sluice_fields_get_array (root, "choices") != NULL)
    {
      name = "openai-chat";
      self->inner = sluice_openai_chat_decoder_new (0);
    }

  if (self->inner != NULL)
    sluice_decoder_set_func (self->inner, inner_event_cb, NULL, self);
  sluice_event_decoder_emit_detail (SLUICE_EVENT_DECODER (self), 0, "inner_protocol", name);
}

/* Models that only say a text */

static SluiceFinishReason
find_finish (const char *name)
{
  if (g_ascii_strcasecmp (name, "length") == 0 || g_ascii_strcasecmp (name, "max_tokens") == 0)
    return SLUICE_FINISH_LENGTH;
  if (g_ascii_strcasecmp (name, "content_filtered") == 0)
    return SLUICE_FINISH_CONTENT_FILTER;
  if (g_ascii_strcasecmp (name, "finish") == 0 || g_ascii_strcasecmp (name, "stop") == 0
      || g_ascii_strcasecmp (name, "complete") == 0
      || g_ascii_strcasecmp (name, "stop_sequence") == 0)
    return SLUICE_FINISH_STOP;

  return SLUICE_FINISH_OTHER;
}

/* What Amazon adds to the event that is the last one: of no matter which model. */
static void
read_metrics (SluiceEventDecoder *self,
              SluiceNode         *metrics)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (!sluice_fields_is_object (metrics))
    return;

  usage.input_tokens = sluice_fields_get_count (metrics, "inputTokenCount", NULL);
  usage.output_tokens = sluice_fields_get_count (metrics, "outputTokenCount", NULL);
  sluice_event_decoder_emit_usage (self, &usage, metrics);
}

/* Titan: outputText; Llama: generation; the first Claude: completion; Command: text. In lists:
 * Titan's results, Mistral's outputs, the first Command's generations. */
static void
read_text (SluiceBedrockInvokeDecoder *self,
           SluiceNode                 *root)
{
  enum { OUTPUT_TEXT, GENERATION, COMPLETION, TEXT, RESULTS, OUTPUTS, GENERATIONS,
         COMPLETION_REASON, STOP_REASON, FINISH_REASON, METRICS, GUARDRAIL, N_MEMBERS };
  static const char *const names[] = {
    "outputText", "generation", "completion", "text", "results", "outputs", "generations",
    "completionReason", "stop_reason", "finish_reason", "amazon-bedrock-invocationMetrics",
    "amazon-bedrock-guardrailAction",
  };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (root, names, N_MEMBERS, members);
  for (guint i = OUTPUT_TEXT; i <= TEXT; i++)
    sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[i]);
  for (guint i = RESULTS; i <= GENERATIONS; i++)
    {
      if (sluice_fields_is_array (members[i]) && sluice_node_get_first_child (members[i]) != NULL)
        read_text (self, sluice_node_get_first_child (members[i]));
    }

  read_metrics (base, members[METRICS]);
  if (!self->finished && g_strcmp0 (sluice_fields_to_word (members[GUARDRAIL]), "INTERVENED") == 0)
    {
      self->finished = TRUE;
      sluice_event_decoder_emit_detail (base, 0, "guardrail_action", "INTERVENED");
      sluice_event_decoder_emit_finished (base, 0, SLUICE_FINISH_CONTENT_FILTER, NULL);
    }
  for (guint i = COMPLETION_REASON; i <= FINISH_REASON; i++)
    {
      const char *reason = sluice_fields_to_word (members[i]);

      if (reason == NULL)
        continue;
      self->finished = TRUE;
      sluice_event_decoder_emit_finished (base, 0, find_finish (reason), reason);
    }
}

/* Streams */

static void
read_inner_event (SluiceBedrockInvokeDecoder *self,
                  SluiceNode                 *root)
{
  SluiceEventDecoderClass *klass;
  const char *name = NULL;

  recognize (self, root);
  if (self->inner == NULL)
    {
      read_text (self, root);
      return;
    }

  if (SLUICE_IS_BEDROCK_CONVERSE_DECODER (self->inner))
    {
      root = find_converse_event (root);
      if (!sluice_fields_is_object (root))
        return;
      name = sluice_node_get_key (root);
    }

  klass = SLUICE_EVENT_DECODER_GET_CLASS (self->inner);
  klass->event (SLUICE_EVENT_DECODER (self->inner), name, root);
}

static void
sluice_bedrock_invoke_decoder_event (SluiceEventDecoder *base,
                                     const char         *name,
                                     SluiceNode         *root)
{
  SluiceBedrockInvokeDecoder *self = SLUICE_BEDROCK_INVOKE_DECODER (base);
  const char *encoded = sluice_fields_get_word (root, "bytes");
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (encoded == NULL)
    return;

  bytes = g_base64_decode (encoded, &length);
  sluice_parser_reset (self->parser);
  if (sluice_parser_push (self->parser, (const char *) bytes, length, NULL)
      && sluice_parser_finish (self->parser, NULL)
      && sluice_fields_is_object (sluice_parser_get_root (self->parser)))
    read_inner_event (self, sluice_parser_get_root (self->parser));
}

static gboolean
sluice_bedrock_invoke_decoder_body (SluiceEventDecoder *base,
                                    SluiceNode         *root)
{
  SluiceBedrockInvokeDecoder *self = SLUICE_BEDROCK_INVOKE_DECODER (base);

  if (!sluice_fields_is_object (root))
    return FALSE;

  recognize (self, root);
  if (self->inner != NULL)
    return SLUICE_EVENT_DECODER_GET_CLASS (self->inner)->body (SLUICE_EVENT_DECODER (self->inner),
                                                               root);

  read_text (self, root);
  if (self->finished)
    sluice_event_decoder_emit_done (base);

  return self->finished;
}

static void
sluice_bedrock_invoke_decoder_end (SluiceEventDecoder *base)
{
  SluiceBedrockInvokeDecoder *self = SLUICE_BEDROCK_INVOKE_DECODER (base);

  if (self->inner != NULL)
    SLUICE_EVENT_DECODER_GET_CLASS (self->inner)->end (SLUICE_EVENT_DECODER (self->inner));
  else if (self->finished)
    sluice_event_decoder_emit_done (base);
}

static void
sluice_bedrock_invoke_decoder_finalize (GObject *object)
{
  SluiceBedrockInvokeDecoder *self = SLUICE_BEDROCK_INVOKE_DECODER (object);

  g_clear_object (&self->inner);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_bedrock_invoke_decoder_parent_class)->finalize (object);
}

static void
sluice_bedrock_invoke_decoder_class_init (SluiceBedrockInvokeDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_bedrock_invoke_decoder_finalize;
  event_class->framings = SLUICE_FRAMING_EVENT_STREAM;
  event_class->event = sluice_bedrock_invoke_decoder_event;
  event_class->body = sluice_bedrock_invoke_decoder_body;
  event_class->end = sluice_bedrock_invoke_decoder_end;
}

static void
sluice_bedrock_invoke_decoder_init (SluiceBedrockInvokeDecoder *self)
{
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_bedrock_invoke_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_BEDROCK_INVOKE_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
