/* sluice-attempt.c: one try in a run: one request, one answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "run/sluice-attempt-reading-private.h"
#include "run/sluice-tally-private.h"

/**
 * SluiceAttempt:
 *
 * One try in a run: what was sent, what came back, and the value that was read from it.
 *
 * Attempts never mix: a run that asks again starts a new one, and the ones before stay as they
 * were.
 */
G_DEFINE_FINAL_TYPE (SluiceAttempt, sluice_attempt, G_TYPE_OBJECT)

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

/* A run that has no more use for its attempt may leave it to a view. */
void
sluice_attempt_detach (SluiceAttempt *self)
{
  self->owner = NULL;
}

/* -- The object --------------------------------------------------------------------------------------- */

static void
sluice_attempt_finalize (GObject *object)
{
  SluiceAttempt *self = SLUICE_ATTEMPT (object);

  sluice_attempt_drop_chunks (self);
  g_queue_free (self->chunks);
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

/* What people see of the schema that travels: the list in the wrapper, the simple type. */
static SluiceDefinition *
get_root_definition (SluiceChannels *channels,
                     SluiceRequest  *request,
                     SluiceSchema   *sent)
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
  sluice_attempt_begin_reading (self);
  begin_tree (self);

  return self;
}

/* Nothing of a value came yet, so the tree and the items stay. */
void
sluice_attempt_rewind (SluiceAttempt *self)
{
  sluice_attempt_drop_chunks (self);
  g_clear_object (&self->decoder);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_pointer (&self->response_headers, g_free);
  self->status = 0;
  self->body_ended = self->decoder_finished = FALSE;
  sluice_attempt_begin_reading (self);
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
