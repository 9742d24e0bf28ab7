/* sluice-openai-responses-decoder.c: answers in the responses protocol
 *
 * OpenAI, API reference, "Responses" and "Streaming events". An answer is a list of items: messages
 * of text parts, calls, reasoning, and what the provider's own tools did. A stream tells of each
 * item when it begins, in pieces, and once more as a whole; so a piece is read only where the same
 * was not read before.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-parser.h"
#include "wire/sluice-fields-private.h"
#include "wire/sluice-openai-responses-private.h"

/* Parts of an item that are told apart; those after it count as one. */
#define MAX_PARTS 63

typedef enum
{
  ITEM_OTHER,
  ITEM_MESSAGE,
  ITEM_REASONING,
  ITEM_CALL,
} ItemKind;

typedef struct
{
  gint64    index;        /* output_index, -1 where the server tells none */
  char     *id;           /* owned, nullable */
  guint64   texts;        /* bits 1 << content_index: parts of which something was read */
  guint64   summaries;    /* bits 1 << summary_index, too */
  guint     call;         /* number of the call */
  ItemKind  kind;
  gboolean  has_input;    /* arguments were read */
} Item;

struct _SluiceOpenaiResponsesDecoder
{
  SluiceEventDecoder  parent_instance;

  GArray             *items;    /* owned: of Item, in order of appearance */
  SluiceParser       *parser;   /* owned, nullable: of the error that is kept back */
  guint               n_calls;
  guint               started : 1;
  guint               refused : 1;
};

G_DEFINE_FINAL_TYPE (SluiceOpenaiResponsesDecoder, sluice_openai_responses_decoder,
                     SLUICE_TYPE_EVENT_DECODER)

static void
item_clear (gpointer data)
{
  g_free (((Item *) data)->id);
}

/* Items */

static ItemKind
find_kind (const char *type)
{
  if (g_str_equal (type, "message"))
    return ITEM_MESSAGE;
  if (g_str_equal (type, "reasoning"))
    return ITEM_REASONING;
  if (g_str_equal (type, "function_call") || g_str_equal (type, "custom_tool_call"))
    return ITEM_CALL;

  return ITEM_OTHER;
}

static gboolean
has_id (const Item *item,
        const char *id)
{
  return id == NULL || item->id == NULL || g_str_equal (item->id, id);
}

/* The latest item that index and id agree on; else that of the id; else that of the index: some
 * servers make up a new id for each event, and a response may leave out items that were streamed. */
static Item *
find_item (SluiceOpenaiResponsesDecoder *self,
           gint64                        index,
           const char                   *id)
{
  Item *by_id = NULL, *by_index = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      gboolean same_index = index >= 0 && item->index == index;

      if (same_index && has_id (item, id))
        return item;
      if (id != NULL && g_strcmp0 (item->id, id) == 0)
        by_id = item;
      if (same_index)
        by_index = item;
    }

  return by_id != NULL ? by_id : by_index;
}

static Item *
add_item (SluiceOpenaiResponsesDecoder *self,
          gint64                        index,
          const char                   *id,
          ItemKind                      kind)
{
  Item item = { .index = index, .id = g_strdup (id), .kind = kind };

  g_array_append_val (self->items, item);

  return &g_array_index (self->items, Item, self->items->len - 1);
}

static void
read_input (SluiceOpenaiResponsesDecoder *self,
            Item                         *item,
            SluiceNode                   *input)
{
  if (item->kind != ITEM_CALL || input == NULL
      || (sluice_fields_is_string (input) && sluice_fields_to_word (input) == NULL))
    return;

  item->has_input = TRUE;
  sluice_event_decoder_emit_arguments (SLUICE_EVENT_DECODER (self), 0, item->call, input);
}

static Item *
begin_item (SluiceOpenaiResponsesDecoder *self,
            gint64                        index,
            SluiceNode                   *node)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  const char *type = sluice_fields_get_word (node, "type");
  Item *item;

  if (type == NULL)
    return NULL;

  item = add_item (self, index, sluice_fields_get_word (node, "id"), find_kind (type));
  if (item->kind == ITEM_OTHER)
    sluice_event_decoder_emit_other (base, type);
  else if (item->kind == ITEM_CALL)
    {
      const char *call_id = sluice_fields_get_word (node, "call_id");
      const char *name = sluice_fields_get_word (node, "name");

      if (call_id == NULL)
        call_id = item->id;
      item->call = self->n_calls++;
      if (g_str_equal (type, "custom_tool_call"))
        sluice_event_decoder_emit_custom_call (base, 0, item->call, call_id, name, "custom");
      else
        sluice_event_decoder_emit_call (base, 0, item->call, call_id, name);
    }

  return item;
}

static void
read_call_item (SluiceOpenaiResponsesDecoder *self,
                Item                         *item,
                SluiceNode                   *node)
{
  SluiceNode *input = sluice_node_get_member (node, "arguments");

  if (!item->has_input)
    read_input (self, item, input != NULL ? input : sluice_node_get_member (node, "input"));
}

static gboolean
is_news (guint64 *seen,
         gint64   index)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << CLAMP (index, 0, MAX_PARTS);
  gboolean news = (*seen & bit) == 0;

  *seen |= bit;

  return news;
}

/* One part of a message or of reasoning. */
static void
read_part (SluiceOpenaiResponsesDecoder *self,
           Item                         *item,
           SluiceNode                   *part)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *refusal = sluice_node_get_member (part, "refusal");

  if (sluice_fields_to_word (refusal) != NULL)
    {
      self->refused = TRUE;
      sluice_event_decoder_emit_text (base, SLUICE_STREAM_REFUSAL, 0, refusal);
    }
  else
    sluice_event_decoder_emit_text (base, item->kind == ITEM_REASONING ? SLUICE_STREAM_REASONING
                                                                       : SLUICE_STREAM_TEXT,
                                    0, sluice_node_get_member (part, "text"));
}

static void
read_parts (SluiceOpenaiResponsesDecoder *self,
            Item                         *item,
            guint64                      *seen,
            SluiceNode                   *parts)
{
  gint64 index = 0;

  for (SluiceNode *part = parts != NULL ? sluice_node_get_first_child (parts) : NULL; part != NULL;
       part = sluice_node_get_next_sibling (part), index++)
    {
      if (sluice_fields_is_object (part) && is_news (seen, index))
        read_part (self, item, part);
    }
}

/* What a whole item says and was not read before. */
static void
complete_item (SluiceOpenaiResponsesDecoder *self,
               Item                         *item,
               SluiceNode                   *node)
{
  switch (item->kind)
    {
    case ITEM_CALL:
      read_call_item (self, item, node);
      break;

    case ITEM_REASONING:
      read_parts (self, item, &item->summaries, sluice_fields_get_array (node, "summary"));
      read_parts (self, item, &item->texts, sluice_fields_get_array (node, "content"));
      break;

    case ITEM_MESSAGE:
      read_parts (self, item, &item->texts, sluice_fields_get_array (node, "content"));
      break;

    case ITEM_OTHER:
    default:
      break;
    }
}

/* An item, whether it was heard of before or not. */
static void
read_item (SluiceOpenaiResponsesDecoder *self,
           gint64                        index,
           SluiceNode                   *node)
{
  Item *item = find_item (self, index, sluice_fields_get_word (node, "id"));

  if (item == NULL)
    item = begin_item (self, index, node);
  if (item != NULL)
    complete_item (self, item, node);
}

/* The response */

static void
read_start (SluiceOpenaiResponsesDecoder *self,
            SluiceNode                   *response)
{
  if (self->started || response == NULL)
    return;

  self->started = TRUE;
  sluice_event_decoder_emit_started (SLUICE_EVENT_DECODER (self),
                                     sluice_fields_get_word (response, "id"),
                                     sluice_fields_get_word (response, "model"));
}

static void
read_usage (SluiceEventDecoder *self,
            SluiceNode         *raw)
{
  SluiceUsage usage = SLUICE_USAGE_UNKNOWN;

  if (raw == NULL)
    return;

  usage.input_tokens = sluice_fields_get_count (raw, "input_tokens", NULL);
  usage.output_tokens = sluice_fields_get_count (raw, "output_tokens", NULL);
  usage.cached_tokens = sluice_fields_get_count (sluice_fields_get_object (raw, "input_tokens_details"),
                                                 "cached_tokens", NULL);
  usage.reasoning_tokens =
    sluice_fields_get_count (sluice_fields_get_object (raw, "output_tokens_details"),
                             "reasoning_tokens", NULL);
  sluice_event_decoder_emit_usage (self, &usage, raw);
}

static SluiceFinishReason
find_finish (SluiceOpenaiResponsesDecoder *self,
             const char                   *status,
             const char                   *reason)
{
  if (g_strcmp0 (reason, "max_output_tokens") == 0)
    return SLUICE_FINISH_LENGTH;
  if (g_strcmp0 (reason, "content_filter") == 0)
    return SLUICE_FINISH_CONTENT_FILTER;
  if (!g_str_equal (status, "completed"))
    return SLUICE_FINISH_OTHER;
  if (self->refused)
    return SLUICE_FINISH_REFUSAL;

  return self->n_calls > 0 ? SLUICE_FINISH_TOOL_CALLS : SLUICE_FINISH_STOP;
}

/* The whole response, which ends a stream or is all there is. */
static void
read_response (SluiceOpenaiResponsesDecoder *self,
               SluiceNode                   *response)
{
  SluiceEventDecoder *base = SLUICE_EVENT_DECODER (self);
  SluiceNode *output = sluice_fields_get_array (response, "output");
  const char *status = sluice_fields_get_word (response, "status");
  const char *reason = sluice_fields_get_word (sluice_fields_get_object (response,
                                                                         "incomplete_details"),
                                               "reason");
  SluiceErrorBody error;
  gint64 index = 0;

  read_start (self, response);
  for (SluiceNode *item = output != NULL ? sluice_node_get_first_child (output) : NULL;
       item != NULL; item = sluice_node_get_next_sibling (item))
    read_item (self, index++, item);

  read_usage (base, sluice_fields_get_object (response, "usage"));
  sluice_event_decoder_emit_detail (base, 0, "incomplete_reason", reason);
  if (status != NULL)
    sluice_event_decoder_emit_finished (base, 0, find_finish (self, status, reason), status);

  if (sluice_fields_get_object (response, "error") != NULL
      && sluice_error_body_find (response, &error))
    sluice_event_decoder_report_error (base, &error);
  else
    sluice_event_decoder_emit_done (base);
}

/* Streams */

static void
read_text_delta (SluiceOpenaiResponsesDecoder *self,
                 SluiceStreamEventKind         kind,
                 guint64                      *seen,
                 gint64                        index,
                 SluiceNode                   *text)
{
  is_news (seen, index);
  self->refused = self->refused || kind == SLUICE_STREAM_REFUSAL;
  sluice_event_decoder_emit_text (SLUICE_EVENT_DECODER (self), kind, 0, text);
}

static void
read_text_done (SluiceOpenaiResponsesDecoder *self,
                SluiceStreamEventKind         kind,
                guint64                      *seen,
                gint64                        index,
                SluiceNode                   *text)
{
  if (is_news (seen, index))
    read_text_delta (self, kind, seen, index, text);
}

typedef struct
{
  const char            *prefix;   /* of the event's type, up to .delta or .done */
  const char            *member;   /* that holds all of the text when it is done */
  SluiceStreamEventKind  kind;
  ItemKind               item;
} PieceType;

static const PieceType piece_types[] = {
  { "response.output_text", "text", SLUICE_STREAM_TEXT, ITEM_MESSAGE },
  { "response.function_call_arguments", "arguments", SLUICE_STREAM_TOOL_ARGUMENTS, ITEM_CALL },
  { "response.reasoning_summary_text", "text", SLUICE_STREAM_REASONING, ITEM_REASONING },
  { "response.reasoning_text", "text", SLUICE_STREAM_REASONING, ITEM_REASONING },
  { "response.refusal", "refusal", SLUICE_STREAM_REFUSAL, ITEM_MESSAGE },
  { "response.custom_tool_call_input", "input", SLUICE_STREAM_TOOL_ARGUMENTS, ITEM_CALL },
};

static const PieceType *
find_piece_type (const char *type,
                 gboolean   *done)
{
  for (guint i = 0; i < G_N_ELEMENTS (piece_types); i++)
    {
      gsize length = strlen (piece_types[i].prefix);

      if (strncmp (type, piece_types[i].prefix, length) != 0)
        continue;
      *done = g_str_equal (type + length, ".done");
      if (*done || g_str_equal (type + length, ".delta"))
        return &piece_types[i];
    }

  return NULL;
}

/* A piece of an item, or all of it, now that it is done. */
static gboolean
read_piece (SluiceOpenaiResponsesDecoder *self,
            const char                   *type,
            SluiceNode                   *root,
            SluiceNode                  **members)
{
  gboolean done;
  const PieceType *piece = find_piece_type (type, &done);
  gint64 index = sluice_fields_to_int (members[0], -1);
  const char *id = sluice_fields_to_word (members[1]);
  SluiceNode *summary_index;
  guint64 *seen;
  SluiceNode *text;
  Item *item;

  if (piece == NULL)
    return FALSE;

  item = find_item (self, index, id);
  /* a message may begin unannounced; a call has no name then */
  if (item == NULL && piece->item != ITEM_CALL)
    item = add_item (self, index, id, piece->item);
  if (item == NULL || item->kind != piece->item)
    return TRUE;

  text = sluice_node_get_member (root, done ? piece->member : "delta");
  if (piece->item == ITEM_CALL)
    {
      if (!done || !item->has_input)
        read_input (self, item, text);
      return TRUE;
    }

  summary_index = sluice_node_get_member (root, "summary_index");
  seen = summary_index != NULL ? &item->summaries : &item->texts;
  index = sluice_fields_to_int (summary_index != NULL ? summary_index
                                : sluice_node_get_member (root, "content_index"), 0);
  if (done)
    read_text_done (self, piece->kind, seen, index, text);
  else
    read_text_delta (self, piece->kind, seen, index, text);

  return TRUE;
}

static gboolean
is_end (const char *type)
{
  static const char *const ends[] = {
    "response.completed", "response.incomplete", "response.failed", "response.cancelled",
    "response.done", NULL,
  };

  return g_strv_contains (ends, type);
}

/* {"type": "error", "code": …, "message": …}, in a stream whose events have no names */
static void
read_error_event (SluiceOpenaiResponsesDecoder *self,
                  SluiceNode                   *root)
{
  SluiceErrorBody error;

  if (!sluice_error_body_find (root, &error))
    error = (SluiceErrorBody) { .message = "" };
  sluice_event_decoder_report_error (SLUICE_EVENT_DECODER (self), &error);
}

static void
sluice_openai_responses_decoder_event (SluiceEventDecoder *base,
                                       const char         *name,
                                       SluiceNode         *root)
{
  enum { OUTPUT_INDEX, ITEM_ID, TYPE, ITEM, RESPONSE, N_MEMBERS };
  static const char *const names[] = { "output_index", "item_id", "type", "item", "response" };
  SluiceOpenaiResponsesDecoder *self = SLUICE_OPENAI_RESPONSES_DECODER (base);
  SluiceNode *members[N_MEMBERS];
  const char *type;

  sluice_fields_collect (root, names, N_MEMBERS, members);
  type = sluice_fields_to_word (members[TYPE]);
  if (type == NULL)
    type = name;
  if (type == NULL || read_piece (self, type, root, members))
    return;

  if (g_str_equal (type, "response.output_item.added"))
    {
      if (find_item (self, sluice_fields_to_int (members[OUTPUT_INDEX], -1),
                     sluice_fields_get_word (members[ITEM], "id")) == NULL)
        begin_item (self, sluice_fields_to_int (members[OUTPUT_INDEX], -1), members[ITEM]);
    }
  else if (g_str_equal (type, "response.output_item.done"))
    read_item (self, sluice_fields_to_int (members[OUTPUT_INDEX], -1), members[ITEM]);
  else if (is_end (type) && members[RESPONSE] != NULL)
    read_response (self, members[RESPONSE]);
  else if (g_str_equal (type, "error"))
    read_error_event (self, root);
  else
    read_start (self, sluice_fields_is_object (members[RESPONSE]) ? members[RESPONSE] : NULL);
}

/* Some gateways close a stream as that of the chat protocol is closed. */
static gboolean
sluice_openai_responses_decoder_marker (SluiceEventDecoder *base,
                                        const char         *data,
                                        gsize               length)
{
  if (length < strlen ("[DONE]") || strncmp (data, "[DONE]", strlen ("[DONE]")) != 0)
    return FALSE;

  sluice_event_decoder_emit_done (base);
  return TRUE;
}

/* An error comes twice: in an event of its own, and in the response that has failed of it, which
 * tells more. It is kept for when that does not come. */
static gboolean
sluice_openai_responses_decoder_error (SluiceEventDecoder    *base,
                                       const SluiceErrorBody *error)
{
  SluiceOpenaiResponsesDecoder *self = SLUICE_OPENAI_RESPONSES_DECODER (base);
  g_autofree char *json = NULL;

  if (error->object == NULL)
    return FALSE;
  if (self->parser != NULL)
    return TRUE;

  json = sluice_node_to_json (error->object, SLUICE_POLICY_VALUES, 0);
  self->parser = sluice_parser_new_strict ();
  if (!sluice_parser_push (self->parser, json, strlen (json), NULL)
      || !sluice_parser_finish (self->parser, NULL))
    {
      g_clear_object (&self->parser);
      return FALSE;
    }

  return TRUE;
}

static gboolean
sluice_openai_responses_decoder_body (SluiceEventDecoder *base,
                                      SluiceNode         *root)
{
  if (sluice_fields_get_array (root, "output") == NULL
      && g_strcmp0 (sluice_fields_get_word (root, "object"), "response") != 0)
    return FALSE;

  read_response (SLUICE_OPENAI_RESPONSES_DECODER (base), root);

  return TRUE;
}

/* Without a response at its end a stream is cut off. */
static void
sluice_openai_responses_decoder_end (SluiceEventDecoder *base)
{
  SluiceOpenaiResponsesDecoder *self = SLUICE_OPENAI_RESPONSES_DECODER (base);
  SluiceErrorBody error;

  if (self->parser != NULL && sluice_error_body_find (sluice_parser_get_root (self->parser), &error))
    sluice_event_decoder_report_error (base, &error);
}

static void
sluice_openai_responses_decoder_finalize (GObject *object)
{
  SluiceOpenaiResponsesDecoder *self = SLUICE_OPENAI_RESPONSES_DECODER (object);

  g_array_unref (self->items);
  g_clear_object (&self->parser);

  G_OBJECT_CLASS (sluice_openai_responses_decoder_parent_class)->finalize (object);
}

static void
sluice_openai_responses_decoder_class_init (SluiceOpenaiResponsesDecoderClass *klass)
{
  SluiceEventDecoderClass *event_class = SLUICE_EVENT_DECODER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_openai_responses_decoder_finalize;
  event_class->marker = sluice_openai_responses_decoder_marker;
  event_class->event = sluice_openai_responses_decoder_event;
  event_class->error = sluice_openai_responses_decoder_error;
  event_class->body = sluice_openai_responses_decoder_body;
  event_class->end = sluice_openai_responses_decoder_end;
}

static void
sluice_openai_responses_decoder_init (SluiceOpenaiResponsesDecoder *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
}

SluiceDecoder *
sluice_openai_responses_decoder_new (guint http_status)
{
  SluiceEventDecoder *self = g_object_new (SLUICE_TYPE_OPENAI_RESPONSES_DECODER, NULL);

  sluice_event_decoder_set_http_status (self, http_status);

  return SLUICE_DECODER (self);
}
