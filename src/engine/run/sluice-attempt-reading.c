/* sluice-attempt-reading.c: from the bytes of an answer to the value in it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-node-private.h"
#include "run/sluice-attempt-reading-private.h"

/* A chunk is decoded in pieces of this size, with a look at the clock between them. */
#define PIECE_BYTES (4 * 1024)

/* a chunk that waits to be read */
typedef struct
{
  GBytes *bytes;   /* owned */
  gsize   done;    /* bytes of it that were decoded */
  gint64  time_us;
} Chunk;

static void
chunk_free (Chunk *chunk)
{
  g_bytes_unref (chunk->bytes);
  g_free (chunk);
}

static void
note_first (gint64 *first,
            gint64  time_us)
{
  if (*first < 0)
    *first = time_us;
}

/* -- What the channels tell ------------------------------------------------------------------------ */

/* Does it show in the value as it is printed, letter by letter? */
static gboolean
is_visible (SluiceNode   *node,
            SluiceChange  change)
{
  switch (change)
    {
    case SLUICE_CHANGE_OPENED:
      return node->type == SLUICE_NODE_OBJECT || node->type == SLUICE_NODE_ARRAY;
    case SLUICE_CHANGE_CLOSED:
      return node->type == SLUICE_NODE_BOOLEAN || node->type == SLUICE_NODE_NULL ||
             (node->type == SLUICE_NODE_STRING && node->n == 0);
    case SLUICE_CHANGE_GREW:
    case SLUICE_CHANGE_SUPERSEDED:
      return TRUE;
    case SLUICE_CHANGE_OPENING:
    case SLUICE_CHANGE_LENGTHENED:
    case SLUICE_CHANGE_CUT:
    case SLUICE_CHANGE_RESOLVED:
    default:
      return FALSE;
    }
}

static void
node_cb (gpointer      owner,
         SluiceValue  *value,
         SluiceNode   *node,
         SluiceChange  change)
{
  SluiceAttempt *self = owner;
  guint item = sluice_value_get_open_item (value);

  self->changed |= is_visible (node, change);
  if (change == SLUICE_CHANGE_CLOSED && node->type >= SLUICE_NODE_STRING)
    note_first (&self->firsts.field, self->time_us);
  if (item != G_MAXUINT)
    sluice_items_touch (self->items, item);

  sluice_field_tree_change (self->tree, value, node, change);
  if ((change == SLUICE_CHANGE_OPENED || change == SLUICE_CHANGE_CLOSED) && self->owner != NULL &&
      self->funcs->node != NULL)
    self->funcs->node (self->owner, value, node, change == SLUICE_CHANGE_CLOSED, self->time_us);
}

static guint
item_opened_cb (gpointer     owner,
                SluiceValue *value,
                SluiceNode  *node)
{
  SluiceAttempt *self = owner;
  guint index = sluice_items_add (self->items, value, node);

  sluice_field_tree_item_added (self->tree);
  if (self->owner != NULL && self->funcs->item != NULL)
    self->funcs->item (self->owner, index, FALSE);

  return index;
}

static guint
find_item_cb (gpointer    owner,
              SluiceNode *node)
{
  SluiceAttempt *self = owner;

  return node != NULL ? sluice_items_find (self->items, node) : sluice_items_get_n (self->items);
}

static void
item_found_cb (gpointer     owner,
               SluiceValue *value,
               SluiceNode  *node)
{
  SluiceAttempt *self = owner;

  if (self->owner != NULL && self->funcs->node != NULL)
    self->funcs->node (self->owner, value, node, FALSE, self->time_us);
}

static void
item_closed_cb (gpointer     owner,
                SluiceValue *value,
                SluiceNode  *node,
                guint        index)
{
  SluiceAttempt *self = owner;

  note_first (&self->firsts.item, self->time_us);
  sluice_items_close (self->items, index);
  if (self->owner != NULL && self->funcs->item != NULL)
    self->funcs->item (self->owner, index, TRUE);
}

static void
violation_cb (gpointer         owner,
              SluiceValue     *value,
              SluiceViolation *violation)
{
  SluiceAttempt *self = owner;

  if (self->owner != NULL && self->funcs->violation != NULL)
    self->funcs->violation (self->owner, violation, self->time_us);
}

/* The value is elsewhere: what was read so far is given up. */
static void
reset_cb (gpointer owner)
{
  SluiceAttempt *self = owner;

  self->changed = TRUE;
  sluice_items_clear (self->items);
  sluice_field_tree_reset (self->tree);
}

static const SluiceChannelsFuncs channel_functions = {
  .values = {
    .node = node_cb,
    .item_opened = item_opened_cb,
    .find_item = find_item_cb,
    .item_found = item_found_cb,
    .item_closed = item_closed_cb,
    .violation = violation_cb,
  },
  .reset = reset_cb,
};

/* -- Reading, in the order it runs: push -> work -> decode_piece -> frame_cb, event_cb -> finish -- */

static void
frame_cb (const char *name,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  SluiceAttempt *self = user_data;

  sluice_frames_add (self->frames, self->time_us, name, data, length);
}

static gboolean
is_token (const SluiceStreamEvent *event)
{
  switch (event->kind)
    {
    case SLUICE_STREAM_TEXT:
    case SLUICE_STREAM_REASONING:
    case SLUICE_STREAM_REFUSAL:
    case SLUICE_STREAM_TOOL_ARGUMENTS:
      return event->length > 0;
    case SLUICE_STREAM_TOOL_CALL:
    case SLUICE_STREAM_TOOL_OBJECT:
      return TRUE;
    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_FINISHED:
    case SLUICE_STREAM_ERROR:
    case SLUICE_STREAM_DONE:
    case SLUICE_STREAM_DETAIL:
    default:
      return FALSE;
    }
}

static void
event_cb (const SluiceStreamEvent *event,
          gpointer                 user_data)
{
  SluiceAttempt *self = user_data;
  guint n_frames = sluice_frames_get_n (self->frames);

  sluice_answer_add (self->answer, event);
  if (is_token (event))
    note_first (&self->firsts.token, self->time_us);
  if (self->owner != NULL && self->funcs->event != NULL)
    self->funcs->event (self->owner, event, self->time_us);
  sluice_channels_add (self->channels, event, self->time_us, MAX (n_frames, 1) - 1);
}

static const char *const stream_types[] =
{
  "text/event-stream", "application/x-ndjson", "application/jsonl",
  "application/vnd.amazon.eventstream", "text/plain",
};

/* What the provider says of its answer counts, not what was asked for. */
static gboolean
is_streamed (SluiceAttempt *self)
{
  const char *type = sluice_attempt_get_header (self, "Content-Type");

  if (type == NULL)
    return sluice_request_get_stream (self->request);

  for (guint i = 0; i < G_N_ELEMENTS (stream_types); i++)
    if (g_ascii_strncasecmp (type, stream_types[i], strlen (stream_types[i])) == 0)
      return TRUE;

  return FALSE;
}

static void
ensure_decoder (SluiceAttempt *self)
{
  if (self->decoder != NULL)
    return;

  self->decoder = sluice_wire_create_decoder (self->wire, self->status != 0 ? self->status : 200,
                                              is_streamed (self));
  sluice_decoder_set_func (self->decoder, event_cb, frame_cb, self);
}

static void
end_chunk (SluiceAttempt *self)
{
  gboolean changed = self->changed;

  self->changed = FALSE;
  chunk_free (g_queue_pop_head (self->chunks));
  if (self->owner != NULL && self->funcs->chunk_read != NULL)
    self->funcs->chunk_read (self->owner, self->time_us, changed);
}

/* The chunk at the head of the queue stays there until all of it was read. */
static void
decode_piece (SluiceAttempt *self)
{
  Chunk *chunk = g_queue_peek_head (self->chunks);
  gsize length;
  const char *bytes = g_bytes_get_data (chunk->bytes, &length);
  gsize piece = MIN (length - chunk->done, PIECE_BYTES);

  ensure_decoder (self);
  self->time_us = chunk->time_us;
  chunk->done += piece;
  sluice_decoder_push (self->decoder, bytes + chunk->done - piece, piece);
}

/* FALSE when there was nothing to do. */
static gboolean
work_once (SluiceAttempt *self,
           gint64         deadline_us)
{
  Chunk *chunk;

  if (sluice_channels_work (self->channels, deadline_us))
    return TRUE;

  chunk = g_queue_peek_head (self->chunks);
  if (chunk != NULL && chunk->done < g_bytes_get_size (chunk->bytes))
    {
      decode_piece (self);
      return TRUE;
    }
  if (chunk != NULL)
    {
      end_chunk (self);
      return TRUE;
    }
  if (self->body_ended && !self->decoder_finished)
    {
      self->decoder_finished = TRUE;
      ensure_decoder (self);
      sluice_decoder_finish (self->decoder);
      return TRUE;
    }

  return FALSE;
}

gboolean
sluice_attempt_work (SluiceAttempt *self,
                     gint64         deadline_us)
{
  g_autoptr(SluiceAttempt) kept = g_object_ref (self);

  while (!self->halted && work_once (self, deadline_us))
    if (g_get_monotonic_time () >= deadline_us)
      return TRUE;

  return FALSE;
}

void
sluice_attempt_set_careful (SluiceAttempt *self,
                            gboolean       careful)
{
  self->careful = careful;
  sluice_channels_set_careful (self->channels, careful);
}

void
sluice_attempt_halt (SluiceAttempt *self)
{
  self->halted = TRUE;
  sluice_channels_halt (self->channels);
}

void
sluice_attempt_push (SluiceAttempt *self,
                     GBytes        *bytes,
                     gint64         time_us)
{
  Chunk *chunk = g_new0 (Chunk, 1);

  chunk->bytes = g_bytes_ref (bytes);
  chunk->time_us = time_us;
  g_queue_push_tail (self->chunks, chunk);
}

void
sluice_attempt_end_body (SluiceAttempt *self,
                         gint64         time_us)
{
  self->body_ended = TRUE;
  if (g_queue_is_empty (self->chunks))
    self->time_us = time_us;
}

void
sluice_attempt_finish (SluiceAttempt *self,
                       gboolean       clean,
                       gint64         time_us)
{
  self->time_us = time_us;
  sluice_channels_finish (self->channels, clean, time_us);
  sluice_field_tree_end (self->tree);
}

/* -- Beginning anew --------------------------------------------------------------------------------- */

void
sluice_attempt_drop_chunks (SluiceAttempt *self)
{
  g_queue_clear_full (self->chunks, (GDestroyNotify) chunk_free);
}

void
sluice_attempt_begin_reading (SluiceAttempt *self)
{
  g_clear_pointer (&self->channels, sluice_channels_free);
  g_clear_object (&self->answer);
  self->answer = sluice_answer_new ();
  self->channels = sluice_channels_new (self->request, self->answer, self->strict_json,
                                        &channel_functions, self);
  sluice_channels_set_careful (self->channels, self->careful);
}
