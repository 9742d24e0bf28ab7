/* sluice-attempt.c: one try in a run: one request, one answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "json/sluice-node-private.h"
#include "run/sluice-attempt-private.h"
#include "run/sluice-field-tree-private.h"
#include "run/sluice-frames-private.h"
#include "run/sluice-tally-private.h"

/* A chunk is decoded in pieces of this size, with a look at the clock between them. */
#define PIECE_BYTES (4 * 1024)

/* a chunk that waits to be read */
typedef struct
{
  GBytes *bytes;   /* owned */
  gsize   done;    /* bytes of it that were decoded */
  gint64  time_us;
} Chunk;

struct _SluiceAttempt
{
  GObject                   parent_instance;

  guint                     number;
  SluiceWire               *wire;
  SluiceRequest            *request;
  const SluiceAttemptFuncs *funcs;
  gpointer                  owner;             /* not owned; NULL once detached */

  char                     *url;               /* nullable */
  char                     *request_headers;   /* nullable */
  JsonNode                 *request_body;      /* nullable */
  guint                     status;
  GStrv                     headers;           /* nullable: name, value, name, value, … */
  char                     *response_headers;  /* nullable: the same for people */

  GQueue                   *chunks;            /* owned: Chunk* */
  SluiceDecoder            *decoder;           /* made at the first byte: the head says which */
  SluiceAnswer             *answer;
  SluiceChannels           *channels;
  SluiceFrames             *frames;

  SluiceDefinition         *definition;        /* owned, nullable: of the root */
  SluiceItems              *items;             /* empty where one object was asked for */
  SluiceFieldTree          *tree;
  SluiceField              *field;             /* owned, nullable: root of tree once it was asked for */

  SluiceFirsts              firsts;
  gint64                    time_us;           /* of what is being read */
  guint                     strict_json : 1;
  guint                     changed : 1;       /* the value, since the last chunk */
  guint                     body_ended : 1;
  guint                     careful : 1;
  guint                     halted : 1;
  guint                     decoder_finished : 1;
};

/**
 * SluiceAttempt:
 *
 * One try in a run: what was sent, what came back, and the value that was read from it.
 *
 * Attempts never mix: a run that asks again starts a new one, and the ones before stay as they
 * were.
 */
G_DEFINE_FINAL_TYPE (SluiceAttempt, sluice_attempt, G_TYPE_OBJECT)

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

/* A run that has no more use for its attempt may leave it to a view. */
void
sluice_attempt_detach (SluiceAttempt *self)
{
  self->owner = NULL;
}

/* -- Head ------------------------------------------------------------------------------------------- */

static const char *const secret_headers[] = { "Set-Cookie", "Cookie", "Authorization" };

static gboolean
is_secret (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (secret_headers); i++)
    if (g_ascii_strcasecmp (name, secret_headers[i]) == 0)
      return TRUE;

  return FALSE;
}

void
sluice_attempt_set_head (SluiceAttempt     *self,
                         guint              status,
                         const char *const *headers)
{
  GString *lines = g_string_new (NULL);

  self->status = status;
  g_strfreev (self->headers);
  self->headers = g_strdupv ((char **) headers);
  for (char **header = self->headers; header[0] != NULL && header[1] != NULL; header += 2)
    g_string_append_printf (lines, "%s: %s\n", header[0], is_secret (header[0]) ? "••••" : header[1]);

  g_free (self->response_headers);
  self->response_headers = g_string_free (lines, FALSE);
}

const char *
sluice_attempt_get_header (SluiceAttempt *self,
                           const char    *name)
{
  for (char **header = self->headers; header != NULL && header[0] != NULL && header[1] != NULL;
       header += 2)
    if (g_ascii_strcasecmp (header[0], name) == 0)
      return header[1];

  return NULL;
}

void
sluice_attempt_set_sent (SluiceAttempt *self,
                         const char    *url,
                         const char    *headers,
                         JsonNode      *body)
{
  g_free (self->url);
  self->url = g_strdup (url);
  g_free (self->request_headers);
  self->request_headers = g_strdup (headers);
  g_clear_pointer (&self->request_body, json_node_unref);
  self->request_body = json_node_ref (body);
}

/* -- The object --------------------------------------------------------------------------------------- */

static void
sluice_attempt_finalize (GObject *object)
{
  SluiceAttempt *self = SLUICE_ATTEMPT (object);

  g_queue_free_full (self->chunks, (GDestroyNotify) chunk_free);
  g_clear_object (&self->decoder);
  g_clear_pointer (&self->channels, sluice_channels_free);
  g_clear_object (&self->answer);
  g_clear_pointer (&self->frames, sluice_frames_free);
  g_clear_object (&self->field);
  sluice_field_tree_forget (self->tree);
  g_clear_pointer (&self->tree, sluice_field_tree_unref);
  g_clear_pointer (&self->items, sluice_items_free);
  g_clear_object (&self->definition);
  g_clear_object (&self->wire);
  g_clear_object (&self->request);
  g_clear_pointer (&self->request_body, json_node_unref);
  g_free (self->url);
  g_free (self->request_headers);
  g_strfreev (self->headers);
  g_free (self->response_headers);

  G_OBJECT_CLASS (sluice_attempt_parent_class)->finalize (object);
}

static void
sluice_attempt_class_init (SluiceAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_attempt_finalize;
}

static void
sluice_attempt_init (SluiceAttempt *self)
{
  self->chunks = g_queue_new ();
  self->frames = sluice_frames_new ();
  self->firsts = (SluiceFirsts) { -1, -1, -1 };
}

static void
begin_answer (SluiceAttempt *self)
{
  g_clear_pointer (&self->channels, sluice_channels_free);
  g_clear_object (&self->answer);
  self->answer = sluice_answer_new ();
  self->channels = sluice_channels_new (self->request, self->answer, self->strict_json,
                                        &channel_functions, self);
  sluice_channels_set_careful (self->channels, self->careful);
}

/* What people see of the schema that travels: the list in the wrapper, the simple type. */
static SluiceDefinition *
get_root_definition (SluiceChannels *channels,
                     SluiceRequest *request,
                     SluiceSchema  *sent)
{
  SluiceDefinition *root = sluice_schema_get_root (sent);
  SluiceDefinition *inner = NULL;
  const char *hidden = sluice_request_get_shape (request) == SLUICE_SHAPE_ITERABLE
                       ? sluice_schema_get_items_key (sent) : sluice_channels_get_wrapped (channels);

  if (hidden != NULL)
    inner = sluice_definition_get_property (root, hidden);

  return inner != NULL ? inner : root;
}

static void
begin_tree (SluiceAttempt *self)
{
  gboolean iterable = sluice_request_get_shape (self->request) == SLUICE_SHAPE_ITERABLE;
  SluiceSchema *sent = NULL;

  if (sluice_request_get_schema (self->request) != NULL)
    sent = sluice_request_get_sent_schema (self->request);
  if (sent != NULL)
    g_set_object (&self->definition, get_root_definition (self->channels, self->request, sent));

  self->items = sluice_items_new (iterable && sent != NULL ? sluice_schema_get_item (sent) : NULL);
  self->tree = sluice_field_tree_new (self->definition, iterable ? self->items : NULL);
}

SluiceAttempt *
sluice_attempt_new (guint                     number,
                    SluiceWire               *wire,
                    SluiceRequest            *request,
                    gboolean                  strict_json,
                    const SluiceAttemptFuncs *funcs,
                    gpointer                  owner)
{
  SluiceAttempt *self = g_object_new (SLUICE_TYPE_ATTEMPT, NULL);

  self->number = number;
  self->wire = g_object_ref (wire);
  self->request = g_object_ref (request);
  self->strict_json = strict_json;
  self->funcs = funcs;
  self->owner = owner;
  begin_answer (self);
  begin_tree (self);

  return self;
}

/* Nothing of a value came yet, so the tree and the items stay. */
void
sluice_attempt_rewind (SluiceAttempt *self)
{
  g_queue_clear_full (self->chunks, (GDestroyNotify) chunk_free);
  g_clear_object (&self->decoder);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_pointer (&self->response_headers, g_free);
  self->status = 0;
  self->body_ended = self->decoder_finished = FALSE;
  begin_answer (self);
  sluice_frames_clear (self->frames);
}

gboolean
sluice_attempt_is_complete (SluiceAttempt *self)
{
  return self->decoder != NULL && sluice_decoder_is_complete (self->decoder);
}

SluiceChannels *
sluice_attempt_get_channels (SluiceAttempt *self)
{
  return self->channels;
}

SluiceItems *
sluice_attempt_get_item_set (SluiceAttempt *self)
{
  return self->items;
}

SluiceField *
sluice_attempt_dup_item_field (SluiceAttempt *self,
                               guint          index)
{
  sluice_attempt_get_field (self);

  return sluice_field_tree_dup_item (self->tree, index);
}

const SluiceFirsts *
sluice_attempt_get_firsts (SluiceAttempt *self)
{
  return &self->firsts;
}

void
sluice_attempt_count_fields (SluiceAttempt *self,
                             guint         *closed,
                             guint         *total)
{
  GPtrArray *values = sluice_channels_get_values (self->channels);

  *closed = 0;
  *total = values->len == 0 ? sluice_tally_promised (self->definition) : 0;
  for (guint i = 0; i < values->len; i++)
    {
      SluiceValue *value = g_ptr_array_index (values, i);

      *closed += sluice_value_get_n_leaves (value);
      *total += sluice_tally_open (value, self->definition);
    }
  *total += *closed;
}

gboolean
sluice_attempt_has_changes (SluiceAttempt *self)
{
  return sluice_frames_is_due (self->frames) || sluice_items_has_changes (self->items) ||
         sluice_field_tree_has_changes (self->tree);
}

void
sluice_attempt_flush (SluiceAttempt *self)
{
  sluice_frames_flush (self->frames);
  sluice_items_flush (self->items);
  sluice_field_tree_flush (self->tree);
}

/**
 * sluice_attempt_get_number:
 * @self: an attempt
 *
 * Gets which try of the run this is.
 *
 * A request that was sent again because the provider could not take it (a rate limit, a lost
 * connection) keeps its number: the model was not asked twice.
 *
 * Returns: from 1
 */
guint
sluice_attempt_get_number (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), 0);

  return self->number;
}

/**
 * sluice_attempt_get_url:
 * @self: an attempt
 *
 * Gets where the request was sent.
 *
 * Returns: (nullable): the address without secrets; `NULL` in a replay
 */
const char *
sluice_attempt_get_url (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return self->url;
}

/**
 * sluice_attempt_get_request_headers:
 * @self: an attempt
 *
 * Gets the headers of the request, for people to read.
 *
 * Returns: (nullable): `Name: value` lines, in which secrets read ••••; `NULL` in a replay
 */
const char *
sluice_attempt_get_request_headers (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return self->request_headers;
}

/**
 * sluice_attempt_get_request_body:
 * @self: an attempt
 *
 * Gets what was sent.
 *
 * Returns: (transfer none) (nullable): the body of the request; `NULL` in a replay
 */
JsonNode *
sluice_attempt_get_request_body (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return self->request_body;
}

/**
 * sluice_attempt_get_status:
 * @self: an attempt
 *
 * Gets the HTTP status of the answer.
 *
 * Returns: the status; 0 while there is none
 */
guint
sluice_attempt_get_status (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), 0);

  return self->status;
}

/**
 * sluice_attempt_get_response_headers:
 * @self: an attempt
 *
 * Gets the headers of the answer, for people to read.
 *
 * Returns: (nullable): `Name: value` lines, in which cookies read ••••; `NULL` while there are none
 */
const char *
sluice_attempt_get_response_headers (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return self->response_headers;
}

/**
 * sluice_attempt_get_frames:
 * @self: an attempt
 *
 * Gets the wire events as they came, each with its time.
 *
 * The list grows in [method@Run.flush] only. Its rows are made when they are asked for.
 *
 * Returns: (transfer none): a list of [class@Frame]
 */
GListModel *
sluice_attempt_get_frames (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return sluice_frames_get_model (self->frames);
}

/**
 * sluice_attempt_get_frame_range:
 * @self: an attempt
 * @position: position of a frame in [method@Attempt.get_frames]
 * @start: (out): where what it brought begins in [method@Attempt.get_text]
 * @end: (out): one past its last byte
 *
 * Gets the part of the text that a wire event brought.
 *
 * Returns: `FALSE` when it brought none of it
 */
gboolean
sluice_attempt_get_frame_range (SluiceAttempt *self,
                                guint          position,
                                gsize         *start,
                                gsize         *end)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), FALSE);
  g_return_val_if_fail (start != NULL && end != NULL, FALSE);

  value = sluice_channels_get_main (self->channels);

  return value != NULL && sluice_value_get_frame_range (value, position, start, end);
}

/**
 * sluice_attempt_find_frame:
 * @self: an attempt
 * @byte: an offset in [method@Attempt.get_text]
 *
 * Finds the wire event that brought a byte of the text.
 *
 * Returns: the frame's position in [method@Attempt.get_frames]; `G_MAXUINT` when that is not known
 */
guint
sluice_attempt_find_frame (SluiceAttempt *self,
                           gsize          byte)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), G_MAXUINT);

  value = sluice_channels_get_main (self->channels);

  return value != NULL ? sluice_value_find_frame (value, byte) : G_MAXUINT;
}

/**
 * sluice_attempt_get_answer:
 * @self: an attempt
 *
 * Gets the answer as far as it came: texts, calls, usage, finish reason.
 *
 * Returns: (transfer none): the answer
 */
SluiceAnswer *
sluice_attempt_get_answer (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return self->answer;
}

/**
 * sluice_attempt_get_text:
 * @self: an attempt
 *
 * Gets the text that was read as the value, in which the offsets of nodes, repairs and violations
 * count.
 *
 * Where no value came at all, this is what came instead of it.
 *
 * Returns: the arguments of the call, or the text of the message; never `NULL`
 */
const char *
sluice_attempt_get_text (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return sluice_channels_get_text (self->channels);
}

/**
 * sluice_attempt_get_root:
 * @self: an attempt
 *
 * Gets the value as the model wrote it, with the wrapper that a list or a simple type travels in.
 *
 * [method@Run.get_root] gives it without.
 *
 * Returns: (transfer none) (nullable): the root; `NULL` before its first byte
 */
SluiceNode *
sluice_attempt_get_root (SluiceAttempt *self)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  value = sluice_channels_get_main (self->channels);

  return value != NULL ? sluice_value_get_document (value) : NULL;
}

/**
 * sluice_attempt_get_check:
 * @self: an attempt
 *
 * Gets what the schema says of the value.
 *
 * Returns: (transfer none) (nullable): the check of [method@Attempt.get_root]; `NULL` without a
 *   schema, and while there is nothing to check
 */
SluiceCheck *
sluice_attempt_get_check (SluiceAttempt *self)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  value = sluice_channels_get_main (self->channels);

  return value != NULL ? sluice_value_get_check (value) : NULL;
}

/**
 * sluice_attempt_get_field:
 * @self: an attempt
 *
 * Gets the live tree of this attempt. It stays when another attempt begins.
 *
 * Returns: (transfer none): the root
 */
SluiceField *
sluice_attempt_get_field (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  if (self->field == NULL)
    self->field = sluice_field_tree_dup_root (self->tree);

  return self->field;
}

/**
 * sluice_attempt_get_items:
 * @self: an attempt
 *
 * Gets the many results of this attempt. They stay when another attempt begins.
 *
 * Returns: (transfer none): a list of [class@Item], which grows in [method@Run.flush] only
 */
GListModel *
sluice_attempt_get_items (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  return sluice_items_get_model (self->items);
}

/**
 * sluice_attempt_get_repairs:
 * @self: an attempt
 *
 * Gets what was mended in the text to read it.
 *
 * Returns: (transfer none) (element-type SluiceRepair) (nullable): the repairs, in order of their
 *   bytes; `NULL` while nothing was read
 */
GPtrArray *
sluice_attempt_get_repairs (SluiceAttempt *self)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), NULL);

  value = sluice_channels_get_main (self->channels);

  return value != NULL ? sluice_parser_get_repairs (sluice_value_get_parser (value)) : NULL;
}

/**
 * sluice_attempt_switched_channel:
 * @self: an attempt
 *
 * Tells whether the value was found in another channel than the mode says: in the text of the
 * message where a call was asked for, in a call where text was, or in the model's reasoning.
 *
 * Returns: `TRUE` if it was
 */
gboolean
sluice_attempt_switched_channel (SluiceAttempt *self)
{
  g_return_val_if_fail (SLUICE_IS_ATTEMPT (self), FALSE);

  return sluice_channels_switched (self->channels);
}
