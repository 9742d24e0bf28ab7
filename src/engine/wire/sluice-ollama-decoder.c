/* sluice-ollama-decoder.c: answers in Ollama's own protocol
 *
 * Ollama, API, "Generate a chat completion" and "Generate a completion": JSON objects in lines, of
 * which the last one is done. An answer that is not streamed is one that is done at once.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-ollama-private.h"

struct _SluiceOllamaDecoder
{
  SluiceEventDecoder  parent_instance;

  SluiceParser       *parser;   /* owned: of the usage */
  guint               n_calls;
  guint               started : 1;
};

G_DEFINE_FINAL_TYPE (SluiceOllamaDecoder, sluice_ollama_decoder, SLUICE_TYPE_EVENT_DECODER)

static void
read_calls (SluiceOllamaDecoder *self,
            SluiceNode          *calls)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);

  if (!sluice_fields_is_array (calls))
    return;

  for (SluiceNode *call = sluice_node_get_first_child (calls); call != NULL;
       call = sluice_node_get_next_sibling (call))
    {
      SluiceNode *function = sluice_fields_get_object (call, "function");

      if (function == NULL)
        continue;
      sluice_event_decoder_emit_call (base, 0, self->n_calls, sluice_fields_get_word (call, "id"),
                                      sluice_fields_get_word (function, "name"));
      sluice_event_decoder_emit_arguments (base, 0, self->n_calls++,
                                           sluice_node_get_member (function, "arguments"));
    }
}

/* The usage has no object of its own: its counts lie among the members of the last line. */
static void
read_usage (SluiceOllamaDecoder *self,
            SluiceNode          *root)
{
  static const char *const names[] = {
    "prompt_eval_count", "eval_count", "total_duration", "load_duration", "prompt_eval_duration",
    "eval_duration",
  };
  SluiceNode *members[G_N_ELEMENTS (names)];
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;
  g_autoptr(GString) json = g_string_new ("{");

  sluice_fields_collect (root, names, G_N_ELEMENTS (names), members);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (members[i] == NULL)
        continue;
      g_string_append_printf (json, "%s\"%s\":", json->len > 1 ? "," : "", names[i]);
      sluice_writer_append_node (json, members[i], SLUICE_POLICY_VALUES, 0);
    }
  if (json->len == 1)
    return;

  g_string_append_c (json, '}');
  sluice_parser_reset (self->parser);
  if (!sluice_parser_push (self->parser, json->str, json->len, NULL)
      || !sluice_parser_finish (self->parser, NULL))
    return;

  usage.input_tokens = sluice_fields_to_int (members[0], -1);
  usage.output_tokens = sluice_fields_to_int (members[1], -1);
  sluice_event_decoder_emit_usage (SLUICE_EVENT_DECODER (self), &usage,
                                   sluice_parser_get_root (self->parser));
}

static SluiceFinishReason
find_finish (SluiceOllamaDecoder *self,
             const char          *name)
{
  if (name == NULL || g_str_equal (name, "stop"))
    return self->n_calls > 0 ? SLUICE_FINISH_TOOL_CALLS : SLUICE_FINISH_STOP;
  if (g_str_equal (name, "length"))
    return SLUICE_FINISH_LENGTH;

  return SLUICE_FINISH_OTHER;
}

static void
read_message (SluiceOllamaDecoder *self,
              SluiceNode          *message)
{
  enum { CONTENT, THINKING, TOOL_CALLS, N_MEMBERS };
  static const char *const names[] = { "content", "thinking", "tool_calls" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (message, names, N_MEMBERS, members);
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_REASONING, 0, members[THINKING]);
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[CONTENT]);
  read_calls (self, members[TOOL_CALLS]);
}

static void
sluice_ollama_decoder_event (SluiceEventDecoder *base,
                             const char         *name,
                             SluiceNode         *root)
{
  enum { MODEL, MESSAGE, DONE, DONE_REASON, RESPONSE, THINKING, N_MEMBERS };
  static const char *const names[] = {
    "model", "message", "done", "done_reason", "response", "thinking",
  };
  SluiceOllamaDecoder *self = SLUICE_OLLAMA_DECODER (base);
  SluiceNode *members[N_MEMBERS];

  sluice_fields_collect (root, names, N_MEMBERS, members);
  if (members[MESSAGE] == NULL && members[RESPONSE] == NULL && members[DONE] == NULL)
    return;

  if (!self->started)
    {
      self->started = TRUE;
      sluice_event_decoder_emit_started (base, NULL, sluice_fields_to_word (members[MODEL]));
    }

  read_message (self, members[MESSAGE]);
  /* what /api/generate answers */
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_REASONING, 0, members[THINKING]);
  sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[RESPONSE]);

  if (sluice_fields_is_true (members[DONE]))
    {
      const char *reason = sluice_fields_to_word (members[DONE_REASON]);

      read_usage (self, root);
      sluice_event_decoder_emit_finished (base, 0, find_finish (self, reason), reason);
      sluice_event_decoder_emit_done (base);
    }
}

static gboolean
sluice_ollama_decoder_body (SluiceEventDecoder *base,
                            SluiceNode         *root)
{
  return FALSE;
}

/* Without a line that is done a stream is cut off. */
static void
sluice_ollama_decoder_end (SluiceEventDecoder *base)
{
}

static void
sluice_ollama_decoder_finalize (GObject *object)
{
  g_clear_object (&SLUICE_OLLAMA_DECODER (object)->parser);

  G_OBJECT_CLASS (sluice_ollama_decoder_parent_class)->finalize (object);
}

static void
sluice_ollama_decoder_class_init (SluiceOllamaDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_ollama_decoder_finalize;
  event_class->framings = SLUICE_FRAMING_LINES;
  event_class->event = sluice_ollama_decoder_event;
  event_class->body = sluice_ollama_decoder_body;
  event_class->end = sluice_ollama_decoder_end;
}

static void
sluice_ollama_decoder_init (SluiceOllamaDecoder *self)
{
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_ollama_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_OLLAMA_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
