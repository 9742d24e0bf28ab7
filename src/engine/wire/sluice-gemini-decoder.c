/* sluice-gemini-decoder.c: answers in the Gemini protocol
 *
 * Google, Gemini API reference, "Generating content", and Vertex AI, "GenerateContentResponse". A
 * stream is a list of responses, each with the parts that are new: as server-sent events, or as
 * one JSON array.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-gemini-private.h"
#include "wire/sluice-path-writer-private.h"

struct _SluiceGeminiDecoder
{
  SluiceEventDecoder  parent_instance;

  GArray             *n_calls;   /* owned: of guint, by choice */
  SluicePathWriter   *arguments; /* owned, nullable: of the call that comes in pieces */
  SluiceParser       *parser;    /* owned: of what is not in the stream */
  guint               started : 1;
  guint               finished : 1;  /* a finish reason was seen */
  guint               explained : 1; /* what it says of itself, too */
};

G_DEFINE_FINAL_TYPE (SluiceGeminiDecoder, sluice_gemini_decoder, SLUICE_TYPE_EVENT_DECODER)

typedef struct
{
  const char         *name;
  SluiceFinishReason  reason;
} FinishName;

static const FinishName finish_names[] = {
  { "STOP", SLUICE_FINISH_STOP },
  { "MAX_TOKENS", SLUICE_FINISH_LENGTH },
  { "SAFETY", SLUICE_FINISH_CONTENT_FILTER },
  { "RECITATION", SLUICE_FINISH_CONTENT_FILTER },
  { "BLOCKLIST", SLUICE_FINISH_CONTENT_FILTER },
  { "PROHIBITED_CONTENT", SLUICE_FINISH_CONTENT_FILTER },
  { "SPII", SLUICE_FINISH_CONTENT_FILTER },
  { "IMAGE_SAFETY", SLUICE_FINISH_CONTENT_FILTER },
  { "IMAGE_PROHIBITED_CONTENT", SLUICE_FINISH_CONTENT_FILTER },
  { "IMAGE_RECITATION", SLUICE_FINISH_CONTENT_FILTER },
  { "MODEL_ARMOR", SLUICE_FINISH_CONTENT_FILTER },
};

/* Choices that are told apart; a stream that numbers them higher is hostile. */
#define MAX_CHOICES 1024

static guint *
get_n_calls (SluiceGeminiDecoder *self,
             guint                choice)
{
  if (self->n_calls->len <= choice)
    g_array_set_size (self->n_calls, choice + 1);

  return &g_array_index (self->n_calls, guint, choice);
}

static SluiceFinishReason
find_finish (SluiceGeminiDecoder *self,
             guint                choice,
             const char          *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (finish_names); i++)
    {
      if (!g_str_equal (finish_names[i].name, name))
        continue;
      if (finish_names[i].reason == SLUICE_FINISH_STOP && *get_n_calls (self, choice) > 0)
        return SLUICE_FINISH_TOOL_CALLS;
      return finish_names[i].reason;
    }

  return SLUICE_FINISH_OTHER;
}

/* A node of a JSON text of our own, which lives until the next one. */
static SluiceNode *
make_node (SluiceGeminiDecoder *self,
           const char          *json)
{
  sluice_parser_reset (self->parser);
  sluice_parser_push (self->parser, json, strlen (json), NULL);
  sluice_parser_finish (self->parser, NULL);

  return sluice_parser_get_root (self->parser);
}

/* Calls */

static void
emit_argument_text (SluiceGeminiDecoder *self,
                    guint                choice,
                    const GString       *text)
{
  SluiceStreamEvent event = { SLUICE_STREAM_TOOL_ARGUMENTS, choice };

  if (text->len == 0)
    return;

  event.index = *get_n_calls (self, choice) - 1;
  event.text = text->str;
  event.length = text->len;
  sluice_decoder_emit (SLUICE_DECODER (self), &event);
}

static void
write_leaf (SluiceGeminiDecoder *self,
            SluiceNode          *leaf,
            GString             *out)
{
  const char *path = sluice_fields_get_word (leaf, "jsonPath");
  SluiceNode *text = sluice_node_get_member (leaf, "stringValue");
  SluiceNode *other = sluice_node_get_member (leaf, "numberValue");

  if (path == NULL)
    return;

  if (other == NULL)
    other = sluice_node_get_member (leaf, "boolValue");

  if (sluice_fields_is_string (text))
    {
      gsize length;
      const char *bytes = sluice_node_get_text (text, &length);

      sluice_path_writer_add_string (self->arguments, path, bytes, length, out);
    }
  else if (other != NULL)
    {
      g_autofree char *json = sluice_node_to_json (other, SLUICE_POLICY_VALUES, 0);

      sluice_path_writer_add_value (self->arguments, path, json, out);
    }
  else if (sluice_node_get_member (leaf, "nullValue") != NULL)
    sluice_path_writer_add_value (self->arguments, path, "null", out);
}

/* More of the call that comes in pieces, or its end. */
static void
continue_call (SluiceGeminiDecoder *self,
               guint                choice,
               SluiceNode          *leaves,
               gboolean             goes_on)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (SluiceNode *leaf = leaves != NULL ? sluice_node_get_first_child (leaves) : NULL;
       leaf != NULL; leaf = sluice_node_get_next_sibling (leaf))
    {
      if (sluice_fields_is_object (leaf))
        write_leaf (self, leaf, text);
    }

  if (!goes_on)
    {
      sluice_path_writer_finish (self->arguments, text);
      g_clear_pointer (&self->arguments, sluice_path_writer_free);
    }
  emit_argument_text (self, choice, text);
}

static void
read_call (SluiceGeminiDecoder *self,
           guint                choice,
           SluiceNode          *call)
{
  enum { ID, NAME, ARGS, PARTIAL_ARGS, WILL_CONTINUE, N_MEMBERS };
  static const char *const names[] = { "id", "name", "args", "partialArgs", "willContinue" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];
  const char *name;
  gboolean goes_on;

  sluice_fields_collect (call, names, N_MEMBERS, members);
  name = sluice_fields_to_word (members[NAME]);
  goes_on = sluice_fields_is_true (members[WILL_CONTINUE]);

  if (name == NULL)
    {
      if (self->arguments != NULL)
        continue_call (self, choice, members[PARTIAL_ARGS], goes_on);
      return;
    }

  if (self->arguments != NULL)
    continue_call (self, choice, NULL, FALSE);
  sluice_event_decoder_emit_call (base, choice, (*get_n_calls (self, choice))++,
                                  sluice_fields_to_word (members[ID]), name);

  if (goes_on || members[PARTIAL_ARGS] != NULL)
    {
      self->arguments = sluice_path_writer_new ();
      continue_call (self, choice, members[PARTIAL_ARGS], goes_on);
    }
  else
    sluice_event_decoder_emit_arguments (base, choice, *get_n_calls (self, choice) - 1,
                                         members[ARGS] != NULL ? members[ARGS]
                                                               : make_node (self, "{}"));
}

/* Parts */

/* What a part is, where it is not ours: the one member that is not said of every part. */
static const char *
find_part_type (SluiceNode *part)
{
  static const char *const common[] = {
    "thought", "thoughtSignature", "videoMetadata", "mediaResolution", "partMetadata", NULL,
  };

  for (SluiceNode *member = sluice_node_get_first_child (part); member != NULL;
       member = sluice_node_get_next_sibling (member))
    {
      if (!g_strv_contains (common, sluice_node_get_key (member)))
        return sluice_node_get_key (member);
    }

  return NULL;
}

static void
read_part (SluiceGeminiDecoder *self,
           guint                choice,
           SluiceNode          *part)
{
  enum { TEXT, THOUGHT, FUNCTION_CALL, N_MEMBERS };
  static const char *const names[] = { "text", "thought", "functionCall" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];
  const char *type;

  sluice_fields_collect (part, names, N_MEMBERS, members);
  if (members[TEXT] != NULL)
    {
      SluiceStreamEventKind kind = SLUICE_STREAM_TEXT;

      if (sluice_fields_is_true (members[THOUGHT]))
        kind = SLUICE_STREAM_REASONING;
      sluice_event_decoder_emit_text (base, kind, choice, members[TEXT]);
    }
  else if (members[FUNCTION_CALL] != NULL)
    read_call (self, choice, members[FUNCTION_CALL]);
  else if (sluice_fields_is_object (part) && (type = find_part_type (part)) != NULL)
    sluice_event_decoder_emit_other (base, type);
}

static void
read_finish (SluiceGeminiDecoder *self,
             guint                choice,
             SluiceNode          *reason,
             SluiceNode          *message)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *name = sluice_fields_to_word (reason);

  if (name == NULL || g_str_equal (name, "FINISH_REASON_UNSPECIFIED"))
    return;

  if (choice == 0)
    self->finished = TRUE;
  if (!self->explained && sluice_fields_to_word (message) != NULL)
    {
      self->explained = TRUE;
      sluice_event_decoder_emit_detail (base, choice, "finish_message",
                                        sluice_fields_to_word (message));
    }
  sluice_event_decoder_emit_finished (base, choice, find_finish (self, choice, name), name);
}

static void
read_candidate (SluiceGeminiDecoder *self,
                SluiceNode          *candidate,
                guint                position)
{
  enum { INDEX, CONTENT, FINISH_REASON, FINISH_MESSAGE, N_MEMBERS };
  static const char *const names[] = { "index", "content", "finishReason", "finishMessage" };
  SluiceNode *members[N_MEMBERS];
  SluiceNode *parts;
  guint choice;

  sluice_fields_collect (candidate, names, N_MEMBERS, members);
  choice = CLAMP (sluice_fields_to_int (members[INDEX], position), 0, MAX_CHOICES - 1);
  parts = sluice_fields_get_array (members[CONTENT], "parts");

  for (SluiceNode *part = parts != NULL ? sluice_node_get_first_child (parts) : NULL;
       part != NULL; part = sluice_node_get_next_sibling (part))
    read_part (self, choice, part);

  read_finish (self, choice, members[FINISH_REASON], members[FINISH_MESSAGE]);
}

/* The response */

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (!sluice_fields_is_object (raw))
    return;

  usage.input_tokens = sluice_fields_get_count (raw, "promptTokenCount", NULL);
  usage.output_tokens = sluice_fields_get_count (raw, "candidatesTokenCount", NULL);
  usage.cached_tokens = sluice_fields_get_count (raw, "cachedContentTokenCount", NULL);
  usage.reasoning_tokens = sluice_fields_get_count (raw, "thoughtsTokenCount", NULL);
  sluice_event_decoder_emit_usage (self, &usage, raw);
}

/* The prompt was refused: there is no candidate, and no finish reason. */
static void
read_feedback (SluiceEventDecoder *self,
               SluiceNode         *feedback)
{
  const char *reason = sluice_fields_get_word (feedback, "blockReason");

  if (reason == NULL)
    return;

  sluice_event_decoder_emit_detail (self, 0, "block_reason", reason);
  sluice_event_decoder_emit_finished (self, 0, SLUICE_FINISH_CONTENT_FILTER, NULL);
}

static gboolean
read_response (SluiceGeminiDecoder *self,
               SluiceNode          *root)
{
  enum { CANDIDATES, USAGE, FEEDBACK, RESPONSE_ID, MODEL_VERSION, N_MEMBERS };
  static const char *const names[] = {
    "candidates", "usageMetadata", "promptFeedback", "responseId", "modelVersion",
  };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];
  guint position = 0;

  sluice_fields_collect (root, names, N_MEMBERS, members);
  if (members[CANDIDATES] == NULL && members[USAGE] == NULL && members[FEEDBACK] == NULL
      && members[RESPONSE_ID] == NULL)
    return FALSE;

  if (!self->started && (members[RESPONSE_ID] != NULL || members[MODEL_VERSION] != NULL))
    {
      self->started = TRUE;
      sluice_event_decoder_emit_started (base, sluice_fields_to_word (members[RESPONSE_ID]),
                                         sluice_fields_to_word (members[MODEL_VERSION]));
    }

  read_feedback (base, members[FEEDBACK]);
  if (sluice_fields_is_array (members[CANDIDATES]))
    {
      for (SluiceNode *node = sluice_node_get_first_child (members[CANDIDATES]); node != NULL;
           node = sluice_node_get_next_sibling (node))
        read_candidate (self, node, position++);
    }
  read_usage (base, members[USAGE]);

  return TRUE;
}

static void
sluice_gemini_decoder_event (SluiceEventDecoder *base,
                             const char         *name,
                             SluiceNode         *root)
{
  SluiceNode *wrapped = sluice_fields_get_object (root, "response");

  /* Code Assist wraps each response into an object of its own */
  read_response (SLUICE_GEMINI_DECODER (base), wrapped != NULL ? wrapped : root);
}

static gboolean
sluice_gemini_decoder_body (SluiceEventDecoder *base,
                            SluiceNode         *root)
{
  if (!read_response (SLUICE_GEMINI_DECODER (base), root))
    return FALSE;

  if (SLUICE_GEMINI_DECODER (base)->finished)
    sluice_event_decoder_emit_done (base);

  return TRUE;
}

/* The protocol has no end of its own but the finish reason. */
static void
sluice_gemini_decoder_end (SluiceEventDecoder *base)
{
  if (SLUICE_GEMINI_DECODER (base)->finished)
    sluice_event_decoder_emit_done (base);
}

static void
sluice_gemini_decoder_finalize (GObject *object)
{
  SluiceGeminiDecoder *self = SLUICE_GEMINI_DECODER (object);

  g_array_unref (self->n_calls);
  g_clear_pointer (&self->arguments, sluice_path_writer_free);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_gemini_decoder_parent_class)->finalize (object);
}

static void
sluice_gemini_decoder_class_init (SluiceGeminiDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_gemini_decoder_finalize;
  event_class->framings = SLUICE_FRAMING_ARRAY;
  event_class->event = sluice_gemini_decoder_event;
  event_class->body = sluice_gemini_decoder_body;
  event_class->end = sluice_gemini_decoder_end;
}

static void
sluice_gemini_decoder_init (SluiceGeminiDecoder *self)
{
  self->n_calls = g_array_new (FALSE, TRUE, sizeof (guint));
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_gemini_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_GEMINI_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
