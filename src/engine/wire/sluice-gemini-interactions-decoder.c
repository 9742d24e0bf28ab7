/* sluice-gemini-interactions-decoder.c: answers in the Interactions protocol of Gemini
 *
 * Google, Gemini API reference, "Interactions". An answer is a list of steps: thoughts, the output
 * of the model, calls, and what the provider's own tools did.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-gemini-interactions-private.h"

typedef struct
{
  gint64    index;
  guint     call;       /* number of the call */
  char     *input;      /* owned, nullable: the arguments it opened with, as JSON */
  gboolean  is_call;
  gboolean  is_thought;
} Step;

struct _SluiceGeminiInteractionsDecoder
{
  SluiceEventDecoder  parent_instance;

  GArray             *steps;    /* owned: of Step, in order of appearance */
  SluiceParser       *parser;   /* owned: of the arguments that a call opened with */
  guint               n_calls;
  guint               started : 1;
};

G_DEFINE_FINAL_TYPE (SluiceGeminiInteractionsDecoder, sluice_gemini_interactions_decoder,
                     SLUICE_TYPE_EVENT_DECODER)

static void
step_clear (gpointer data)
{
  g_free (((Step *) data)->input);
}

static SluiceFinishReason
find_finish (const char *status)
{
  if (g_str_equal (status, "completed"))
    return SLUICE_FINISH_STOP;
  if (g_str_equal (status, "incomplete"))
    return SLUICE_FINISH_LENGTH;
  if (g_str_equal (status, "requires_action"))
    return SLUICE_FINISH_TOOL_CALLS;

  return SLUICE_FINISH_OTHER;
}

static Step *
find_step (SluiceGeminiInteractionsDecoder *self,
           gint64                           index)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      Step *step = &g_array_index (self->steps, Step, i - 1);

      if (step->index == index)
        return step;
    }

  return NULL;
}

/* The text of a list of contents: {"type": "text", "text": …}, … */
static void
read_contents (SluiceEventDecoder    *self,
               SluiceStreamEventKind  kind,
               SluiceNode            *contents)
{
  for (SluiceNode *content = contents != NULL ? sluice_node_get_first_child (contents) : NULL;
       content != NULL; content = sluice_node_get_next_sibling (content))
    {
      const char *type = sluice_fields_get_word (content, "type");

      if (!sluice_fields_is_object (content))
        continue;
      if (type == NULL || g_str_equal (type, "text"))
        sluice_event_decoder_emit_text (self, kind, 0, sluice_node_get_member (content, "text"));
      else
        sluice_event_decoder_emit_other (self, type);
    }
}

/* The arguments of a call may come with it, as an object, or after it, as text; the object is
 * empty then. */
static void
begin_step (SluiceGeminiInteractionsDecoder *self,
            gint64                           index,
            SluiceNode                      *node)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *type = sluice_fields_get_word (node, "type");
  Step step = { .index = index };

  if (type == NULL)
    return;

  step.is_thought = g_str_equal (type, "thought");
  step.is_call = g_str_equal (type, "function_call");
  if (step.is_call)
    {
      SluiceNode *arguments = sluice_fields_get_object (node, "arguments");

      step.call = self->n_calls++;
      step.input = arguments != NULL ? sluice_node_to_json (arguments, SLUICE_POLICY_VALUES, 0)
                                     : NULL;
      sluice_event_decoder_emit_call (base, 0, step.call, sluice_fields_get_word (node, "id"),
                                      sluice_fields_get_word (node, "name"));
    }
  else if (step.is_thought)
    read_contents (base, SLUICE_STREAM_REASONING, sluice_fields_get_array (node, "summary"));
  else if (g_str_equal (type, "model_output"))
    read_contents (base, SLUICE_STREAM_TEXT, sluice_fields_get_array (node, "content"));
  else
    sluice_event_decoder_emit_other (base, type);

  g_array_append_val (self->steps, step);
}

static void
end_step (SluiceGeminiInteractionsDecoder *self,
          gint64                           index)
{
  Step *step = find_step (self, index);

  if (step == NULL || !step->is_call || step->input == NULL)
    return;

  sluice_parser_reset (self->parser);
  if (sluice_parser_push (self->parser, step->input, strlen (step->input), NULL)
      && sluice_parser_finish (self->parser, NULL))
    sluice_event_decoder_emit_arguments (SLUICE_EVENT_DECODER (self), 0, step->call,
                                         sluice_parser_get_root (self->parser));
  g_clear_pointer (&step->input, g_free);
}

static void
read_delta (SluiceGeminiInteractionsDecoder *self,
            gint64                           index,
            SluiceNode                      *delta)
{
  enum { TEXT, CONTENT, ARGUMENTS, N_MEMBERS };
  static const char *const names[] = { "text", "content", "arguments" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  Step *step = find_step (self, index);
  SluiceNode *members[N_MEMBERS];
  SluiceStreamEventKind kind;

  sluice_fields_collect (delta, names, N_MEMBERS, members);
  if (step != NULL && step->is_call)
    {
      if (members[ARGUMENTS] == NULL)
        return;
      g_clear_pointer (&step->input, g_free);
      sluice_event_decoder_emit_arguments (base, 0, step->call, members[ARGUMENTS]);
      return;
    }

  kind = step != NULL && step->is_thought ? SLUICE_STREAM_REASONING : SLUICE_STREAM_TEXT;
  sluice_event_decoder_emit_text (base, kind, 0, members[TEXT]);
  if (sluice_fields_is_object (members[CONTENT]))
    sluice_event_decoder_emit_text (base, kind, 0, sluice_node_get_member (members[CONTENT],
                                                                           "text"));
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (raw == NULL)
    return;

  usage.input_tokens = sluice_fields_get_count (raw, "total_input_tokens", NULL);
  usage.output_tokens = sluice_fields_get_count (raw, "total_output_tokens", NULL);
  usage.cached_tokens = sluice_fields_get_count (raw, "total_cached_tokens", NULL);
  usage.reasoning_tokens = sluice_fields_get_count (raw, "total_thought_tokens", NULL);
  sluice_event_decoder_emit_usage (self, &usage, raw);
}

static void
read_start (SluiceGeminiInteractionsDecoder *self,
            SluiceNode                      *interaction)
{
  if (self->started || interaction == NULL)
    return;

  self->started = TRUE;
  sluice_event_decoder_emit_started (SLUICE_EVENT_DECODER (self),
                                     sluice_fields_get_word (interaction, "id"),
                                     sluice_fields_get_word (interaction, "model"));
}

static void
read_end (SluiceEventDecoder *self,
          SluiceNode         *interaction)
{
  const char *status = sluice_fields_get_word (interaction, "status");

  read_usage (self, sluice_fields_get_object (interaction, "usage"));
  if (status != NULL)
    sluice_event_decoder_emit_finished (self, 0, find_finish (status), status);
  sluice_event_decoder_emit_done (self);
}

static void
sluice_gemini_interactions_decoder_event (SluiceEventDecoder *base,
                                          const char         *name,
                                          SluiceNode         *root)
{
  SluiceGeminiInteractionsDecoder *self = SLUICE_GEMINI_INTERACTIONS_DECODER (base);
  SluiceNode *interaction = sluice_fields_get_object (root, "interaction");
  const char *type = sluice_fields_get_word (root, "event_type");
  gint64 index = sluice_fields_get_int (root, "index", -1);

  if (type == NULL)
    type = name;
  if (type == NULL)
    return;

  read_start (self, interaction);
  if (g_str_equal (type, "step.delta"))
    read_delta (self, index, sluice_fields_get_object (root, "delta"));
  else if (g_str_equal (type, "step.start"))
    begin_step (self, index, sluice_fields_get_object (root, "step"));
  else if (g_str_equal (type, "step.stop"))
    end_step (self, index);
  else if (g_str_equal (type, "interaction.completed") && interaction != NULL)
    read_end (base, interaction);
}

static gboolean
sluice_gemini_interactions_decoder_marker (SluiceEventDecoder *base,
                                           const char         *data,
                                           gsize               length)
{
  return length >= strlen ("[DONE]") && strncmp (data, "[DONE]", strlen ("[DONE]")) == 0;
}

static gboolean
sluice_gemini_interactions_decoder_body (SluiceEventDecoder *base,
                                         SluiceNode         *root)
{
  SluiceGeminiInteractionsDecoder *self = SLUICE_GEMINI_INTERACTIONS_DECODER (base);
  SluiceNode *steps = sluice_fields_get_array (root, "steps");
  gint64 index = 0;

  if (steps == NULL && g_strcmp0 (sluice_fields_get_word (root, "object"), "interaction") != 0)
    return FALSE;

  read_start (self, root);
  for (SluiceNode *step = steps != NULL ? sluice_node_get_first_child (steps) : NULL;
       step != NULL; step = sluice_node_get_next_sibling (step))
    {
      begin_step (self, index, step);
      end_step (self, index++);
    }
  read_end (base, root);

  return TRUE;
}

/* Without the interaction at its end a stream is cut off. */
static void
sluice_gemini_interactions_decoder_end (SluiceEventDecoder *base)
{
}

static void
sluice_gemini_interactions_decoder_finalize (GObject *object)
{
  SluiceGeminiInteractionsDecoder *self = SLUICE_GEMINI_INTERACTIONS_DECODER (object);

  g_array_unref (self->steps);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_gemini_interactions_decoder_parent_class)->finalize (object);
}

static void
sluice_gemini_interactions_decoder_class_init (SluiceGeminiInteractionsDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_gemini_interactions_decoder_finalize;
  event_class->marker = sluice_gemini_interactions_decoder_marker;
  event_class->event = sluice_gemini_interactions_decoder_event;
  event_class->body = sluice_gemini_interactions_decoder_body;
  event_class->end = sluice_gemini_interactions_decoder_end;
}

static void
sluice_gemini_interactions_decoder_init (SluiceGeminiInteractionsDecoder *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_gemini_interactions_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_GEMINI_INTERACTIONS_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
