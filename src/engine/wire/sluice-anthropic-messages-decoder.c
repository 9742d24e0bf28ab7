/* sluice-anthropic-messages-decoder.c: answers in the messages protocol
 *
 * Anthropic, API reference, "Messages" and "Streaming Messages".
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-parser.h"
#include "json/sluice-writer.h"
#include "wire/sluice-anthropic-messages-private.h"
#include "wire/sluice-fields-private.h"

typedef enum
{
  BLOCK_OTHER,     /* what a provider's own tool wrote, and kinds to come */
  BLOCK_TEXT,
  BLOCK_THINKING,
  BLOCK_TOOL,
} BlockKind;

typedef struct
{
  gint64    index;       /* the wire's own */
  BlockKind kind;
  guint     call;        /* BLOCK_TOOL: number among the calls */
  gboolean  has_input;   /* BLOCK_TOOL: some of its input was emitted */
  gboolean  is_open;
} Block;

struct _SluiceAnthropicMessagesDecoder
{
  SluiceEventDecoder  parent_instance;

  GArray             *blocks;      /* owned: of Block, in order of appearance */
  char               *message_id;  /* owned, nullable */
  GHashTable         *usage;       /* owned: char* -> char*, the members of the usage as JSON text */
  GPtrArray          *usage_names; /* owned: of char*, in order of appearance */
  SluiceParser       *parser;      /* owned: makes nodes that the wire does not have as such */
  guint               n_calls;
  guint               started : 1;
};

G_DEFINE_FINAL_TYPE (SluiceAnthropicMessagesDecoder, sluice_anthropic_messages_decoder,
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
  { "refusal", SLUICE_FINISH_REFUSAL },
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

/* A node of our own; lives until the next call. */
static SluiceNode *
make_node (SluiceAnthropicMessagesDecoder *self,
           const char                     *json)
{
  sluice_parser_reset (self->parser);
  if (!sluice_parser_push (self->parser, json, -1, NULL)
      || !sluice_parser_finish (self->parser, NULL))
    return NULL;

  return sluice_parser_get_root (self->parser);
}

static Block *
find_block (SluiceAnthropicMessagesDecoder *self,
            gint64                          index)
{
  for (guint i = self->blocks->len; i > 0; i--)
    {
      Block *block = &g_array_index (self->blocks, Block, i - 1);

      if (block->index == index)
        return block;
    }

  return NULL;
}

/* The usage of message_start is told in full, later ones only where they differ, so what counts
 * is each laid over those before it. */
static void
read_usage (SluiceAnthropicMessagesDecoder *self,
            SluiceNode                     *usage)
{
  SluiceUsage counts = SLUICE_USAGE_UNKNOWN;
  g_autoptr(GString) json = NULL;
  SluiceNode *merged, *details;

  if (!sluice_fields_is_object (usage))
    return;

  for (SluiceNode *member = sluice_node_get_first_child (usage); member != NULL;
       member = sluice_node_get_next_sibling (member))
    {
      char *key = g_strdup (sluice_node_get_key (member));
      char *value = sluice_node_to_json (member, SLUICE_POLICY_VALUES, 0);

      if (!g_hash_table_contains (self->usage, key))
        g_ptr_array_add (self->usage_names, g_strdup (key));
      g_hash_table_replace (self->usage, key, value);
    }

  json = g_string_new ("{");
  for (guint i = 0; i < self->usage_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->usage_names, i);

      if (i > 0)
        g_string_append_c (json, ',');
      sluice_writer_append_string (json, name, -1);
      g_string_append_c (json, ':');
      g_string_append (json, g_hash_table_lookup (self->usage, name));
    }
  g_string_append_c (json, '}');

  merged = make_node (self, json->str);
  if (merged == NULL)
    return;

  details = sluice_fields_get_object (merged, "output_tokens_details");
  counts.input_tokens = sluice_fields_get_count (merged, "input_tokens", NULL);
  counts.output_tokens = sluice_fields_get_count (merged, "output_tokens", NULL);
  counts.cached_tokens = sluice_fields_get_count (merged, "cache_read_input_tokens", NULL);
  counts.reasoning_tokens = sluice_fields_get_count (details, "thinking_tokens", NULL);

  sluice_event_decoder_emit_usage (SLUICE_EVENT_DECODER (self), &counts, merged);
}

static void
open_call (SluiceAnthropicMessagesDecoder *self,
           Block                          *block,
           SluiceNode                     *content)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *input = sluice_node_get_member (content, "input");

  block->kind = BLOCK_TOOL;
  block->call = self->n_calls++;
  sluice_event_decoder_emit_call (base, 0, block->call, sluice_fields_get_word (content, "id"),
                                  sluice_fields_get_word (content, "name"));

  /* an empty object may be one, or the promise of one; see close_block() */
  if (input != NULL && !(sluice_fields_is_object (input)
                         && sluice_node_get_n_children (input) == 0))
    {
      block->has_input = TRUE;
      sluice_event_decoder_emit_arguments (base, 0, block->call, input);
    }
}

static void
open_block (SluiceAnthropicMessagesDecoder *self,
            gint64                          index,
            SluiceNode                     *content)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *type = sluice_fields_get_string (content, "type");
  Block block = { .index = index, .is_open = TRUE };

  if (type == NULL)
    return;

  if (g_str_equal (type, "text"))
    {
      block.kind = BLOCK_TEXT;
      sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0,
                                      sluice_node_get_member (content, "text"));
    }
  else if (g_str_equal (type, "thinking"))
    {
      block.kind = BLOCK_THINKING;
      sluice_event_decoder_emit_text (base, SLUICE_STREAM_REASONING, 0,
                                      sluice_node_get_member (content, "thinking"));
    }
  else if (g_str_equal (type, "tool_use"))
    open_call (self, &block, content);
  else
    sluice_event_decoder_emit_other (base, type);

  g_array_append_val (self->blocks, block);
}

static void
close_block (SluiceAnthropicMessagesDecoder *self,
             Block                          *block)
{
  if (block == NULL || !block->is_open)
    return;

  block->is_open = FALSE;
  if (block->kind == BLOCK_TOOL && !block->has_input)
    sluice_event_decoder_emit_arguments (SLUICE_EVENT_DECODER (self), 0, block->call,
                                         make_node (self, "{}"));
}

static void
close_blocks (SluiceAnthropicMessagesDecoder *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    close_block (self, &g_array_index (self->blocks, Block, i));
}

static void
read_delta (SluiceAnthropicMessagesDecoder *self,
            SluiceNode                     *delta,
            Block                          *block)
{
  enum { TYPE, TEXT, PARTIAL_JSON, THINKING, N_MEMBERS };
  static const char *const names[] = { "type", "text", "partial_json", "thinking" };
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *members[N_MEMBERS];
  const char *type;

  sluice_fields_collect (delta, names, N_MEMBERS, members);
  type = sluice_fields_to_word (members[TYPE]);
  if (type == NULL)
    return;

  if (g_str_equal (type, "input_json_delta"))
    {
      /* what the provider's own tools are given is not an answer to anybody */
      if (block != NULL && block->kind == BLOCK_TOOL
          && sluice_fields_to_word (members[PARTIAL_JSON]) != NULL)
        {
          block->has_input = TRUE;
          sluice_event_decoder_emit_arguments (base, 0, block->call, members[PARTIAL_JSON]);
        }
    }
  else if (g_str_equal (type, "text_delta"))
    sluice_event_decoder_emit_text (base, SLUICE_STREAM_TEXT, 0, members[TEXT]);
  else if (g_str_equal (type, "thinking_delta"))
    sluice_event_decoder_emit_text (base, SLUICE_STREAM_REASONING, 0, members[THINKING]);
}

static void
read_stop_reason (SluiceAnthropicMessagesDecoder *self,
                  SluiceNode                     *object)
{
  const char *reason = sluice_fields_get_string (object, "stop_reason");

  if (reason != NULL)
    sluice_event_decoder_emit_finished (SLUICE_EVENT_DECODER (self), 0, find_finish (reason),
                                        reason);
}

/* All of a message but its stop reason; most of them hold no content when they start. */
static void
read_message (SluiceAnthropicMessagesDecoder *self,
              SluiceNode                     *message)
{
  SluiceNode *content = sluice_fields_get_array (message, "content");
  gint64 index = 0;

  self->started = TRUE;
  self->message_id = g_strdup (sluice_fields_get_string (message, "id"));
  sluice_event_decoder_emit_started (SLUICE_EVENT_DECODER (self), self->message_id,
                                     sluice_fields_get_word (message, "model"));
  read_usage (self, sluice_fields_get_object (message, "usage"));

  for (SluiceNode *block = content != NULL ? sluice_node_get_first_child (content) : NULL;
       block != NULL; block = sluice_node_get_next_sibling (block))
    open_block (self, index++, block);
}

/* A proxy may send the start of a message twice; another message in the middle of this one means
 * that two answers were mixed up, and nothing after it can be told apart. */
static void
start_message (SluiceAnthropicMessagesDecoder *self,
               SluiceNode                     *message)
{
  if (!self->started)
    {
      read_message (self, message);
      read_stop_reason (self, message);
    }
  else if (g_strcmp0 (self->message_id, sluice_fields_get_string (message, "id")) != 0)
    sluice_event_decoder_emit_error (SLUICE_EVENT_DECODER (self), "invalid_stream",
                                     _("another message starts while one is open"));
}

static void
sluice_anthropic_messages_decoder_event (SluiceEventDecoder *base,
                                         const char         *name,
                                         SluiceNode         *root)
{
  enum { TYPE, INDEX, DELTA, CONTENT_BLOCK, MESSAGE, USAGE, N_MEMBERS };
  static const char *const names[] = {
    "type", "index", "delta", "content_block", "message", "usage",
  };
  SluiceAnthropicMessagesDecoder *self = SLUICE_ANTHROPIC_MESSAGES_DECODER (base);
  SluiceNode *members[N_MEMBERS];
  const char *type;
  gint64 index;

  sluice_fields_collect (root, names, N_MEMBERS, members);
  type = sluice_fields_to_word (members[TYPE]);
  if (type == NULL)
    type = name;
  if (type == NULL)
    return;

  index = sluice_fields_to_int (members[INDEX], -1);
  if (g_str_equal (type, "content_block_delta"))
    read_delta (self, members[DELTA], find_block (self, index));
  else if (g_str_equal (type, "content_block_start"))
    open_block (self, index, members[CONTENT_BLOCK]);
  else if (g_str_equal (type, "content_block_stop"))
    close_block (self, find_block (self, index));
  else if (g_str_equal (type, "message_start"))
    start_message (self, members[MESSAGE]);
  else if (g_str_equal (type, "message_delta"))
    {
      read_usage (self, members[USAGE]);
      read_stop_reason (self, members[DELTA]);
    }
  else if (g_str_equal (type, "message_stop"))
    {
      close_blocks (self);
      sluice_event_decoder_emit_done (base);
    }
}

static gboolean
sluice_anthropic_messages_decoder_body (SluiceEventDecoder *base,
                                        SluiceNode         *root)
{
  SluiceAnthropicMessagesDecoder *self = SLUICE_ANTHROPIC_MESSAGES_DECODER (base);

  if (sluice_fields_get_array (root, "content") == NULL)
    return FALSE;

  read_message (self, root);
  close_blocks (self);
  read_stop_reason (self, root);
  sluice_event_decoder_emit_done (base);

  return TRUE;
}

/* Without its message_stop a message is cut off, whatever was said before. */
static void
sluice_anthropic_messages_decoder_end (SluiceEventDecoder *base)
{
}

static void
sluice_anthropic_messages_decoder_finalize (GObject *object)
{
  SluiceAnthropicMessagesDecoder *self = SLUICE_ANTHROPIC_MESSAGES_DECODER (object);

  g_array_unref (self->blocks);
  g_free (self->message_id);
  g_hash_table_unref (self->usage);
  g_ptr_array_unref (self->usage_names);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_anthropic_messages_decoder_parent_class)->finalize (object);
}

static void
sluice_anthropic_messages_decoder_class_init (SluiceAnthropicMessagesDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_anthropic_messages_decoder_finalize;
  event_class->event = sluice_anthropic_messages_decoder_event;
  event_class->body = sluice_anthropic_messages_decoder_body;
  event_class->end = sluice_anthropic_messages_decoder_end;
}

static void
sluice_anthropic_messages_decoder_init (SluiceAnthropicMessagesDecoder *self)
{
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  self->usage = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->usage_names = g_ptr_array_new_with_free_func (g_free);
  self->parser = sluice_parser_new_strict ();
}

SluiceDecoder *
sluice_anthropic_messages_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_ANTHROPIC_MESSAGES_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
