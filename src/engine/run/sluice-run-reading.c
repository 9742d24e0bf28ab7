/* sluice-run-reading.c: what a run hears of its transport and its attempt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Chunks are read in work(), in slices; what does not fit into one is read in a source of its own,
 * after others had their turn, while the transport is paused.
 */
#include "config.h"

#include <string.h>

#include "run/sluice-outcome-private.h"
#include "run/sluice-request-failure-private.h"
#include "run/sluice-run-course-private.h"

/* Chunks that follow each other faster than this may all come in one turn. */
#define SAME_TURN_US 500
/* What an error answer may say. */
#define MAX_ERROR_BYTES (1024 * 1024)

static void work (SluiceRun *self);

/* -- What the attempt tells --------------------------------------------------------------------------- */

static void
add_up_reasoning (SluiceRun               *self,
                  const SluiceStreamEvent *event,
                  gint64                   time_us)
{
  g_autofree char *text = g_strndup (event->text, event->length);

  g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_REASONING], 0, text, time_us);
}

static void
event_cb (gpointer                 owner,
          const SluiceStreamEvent *event,
          gint64                   time_us)
{
  SluiceRun *self = owner;

  if (event->choice != 0)
    return;

  switch (event->kind)
    {
    case SLUICE_STREAM_REASONING:
      add_up_reasoning (self, event, time_us);
      G_GNUC_FALLTHROUGH;
    case SLUICE_STREAM_TEXT:
    case SLUICE_STREAM_REFUSAL:
    case SLUICE_STREAM_TOOL_ARGUMENTS:
      self->answer_bytes += event->length;
      G_GNUC_FALLTHROUGH;
    case SLUICE_STREAM_TOOL_CALL:
    case SLUICE_STREAM_TOOL_OBJECT:
      self->begun = TRUE;
      sluice_run_set_state (self, SLUICE_RUN_STREAMING);
      break;
    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_FINISHED:
    case SLUICE_STREAM_ERROR:
    case SLUICE_STREAM_DONE:
    case SLUICE_STREAM_DETAIL:
    default:
      break;
    }
}

static void
chunk_read_cb (gpointer owner,
               gint64   time_us,
               gboolean changed)
{
  SluiceRun *self = owner;
  SluiceNode *root = changed ? sluice_run_get_root (self) : NULL;

  if (root != NULL)
    g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_PARTIAL], 0, root, time_us);
}

static void
stop_at_item (SluiceRun *self)
{
  self->stopped = TRUE;
  sluice_attempt_halt (self->attempt);
  sluice_transport_cancel (self->transport);
}

static void
item_cb (gpointer owner,
         guint    index,
         gboolean closed)
{
  SluiceRun *self = owner;
  g_autoptr(SluiceItem) item = NULL;

  if (self->stopped)
    return;

  item = sluice_items_dup_item (sluice_attempt_get_item_set (self->attempt), index);
  if (!closed)
    g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_ITEM_OPENED], 0, item);
  else if (sluice_item_is_valid (item) || self->item_policy == SLUICE_ITEM_POLICY_COLLECT)
    g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_ITEM], 0, item);
  else if (self->item_policy == SLUICE_ITEM_POLICY_STOP)
    stop_at_item (self);
}

static void
node_cb (gpointer     owner,
         SluiceValue *value,
         SluiceNode  *node,
         gboolean     closed,
         gint64       time_us)
{
  SluiceRun *self = owner;

  for (guint i = 0; i < self->streams->len && !self->stopped; i++)
    {
      SluicePathPattern *pattern = g_ptr_array_index (self->streams, i);
      g_autoptr(GString) path = NULL;

      if (!sluice_value_matches (value, node, pattern))
        continue;
      path = g_string_new (NULL);
      sluice_value_append_path (value, node, path);
      g_signal_emit (self, sluice_run_signals[closed ? SLUICE_RUN_SIGNAL_STREAM_ITEM
                                                     : SLUICE_RUN_SIGNAL_STREAM_ITEM_OPENED], 0,
                     sluice_path_pattern_get_text (pattern), path->str, node, time_us);
    }
}

static void
violation_cb (gpointer         owner,
              SluiceViolation *violation,
              gint64           time_us)
{
  g_signal_emit (owner, sluice_run_signals[SLUICE_RUN_SIGNAL_VIOLATION], 0, violation, time_us);
}

const SluiceAttemptFuncs sluice_run_attempt_functions = {
  .event = event_cb,
  .chunk_read = chunk_read_cb,
  .item = item_cb,
  .node = node_cb,
  .violation = violation_cb,
};

/* -- What the transport tells --------------------------------------------------------------------------- */

gboolean
sluice_run_has_error_status (SluiceRun *self)
{
  return sluice_attempt_get_status (self->attempt) >= 300;
}

static void
connected_cb (SluiceTransport *transport,
              SluiceRun       *self)
{
  self->timing.connected = sluice_run_get_now (self);
  if (self->state == SLUICE_RUN_CONNECTING)
    sluice_run_set_state (self, SLUICE_RUN_WAITING);
}

static void
head_cb (SluiceTransport    *transport,
         guint               status,
         const char *const  *headers,
         SluiceRun          *self)
{
  sluice_attempt_set_head (self->attempt, status, headers);
  if (self->state == SLUICE_RUN_CONNECTING)
    sluice_run_set_state (self, SLUICE_RUN_WAITING);
}

/* What fits is kept. */
static void
check_flood (SluiceRun *self,
             GBytes    *bytes)
{
  self->n_received += g_bytes_get_size (bytes);
  if (self->n_received <= SLUICE_RUN_MAX_ANSWER_BYTES || self->flooded)
    return;

  self->flooded = TRUE;
  sluice_transport_cancel (self->transport);
}

static void
take_chunk (SluiceRun *self,
            GBytes    *bytes,
            gint64     time_us)
{
  self->last_us = time_us;
  self->timing.last_byte = time_us;
  if (self->timing.first_byte < 0)
    self->timing.first_byte = time_us;

  sluice_attempt_push (self->attempt, bytes, time_us);
  g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_CHUNK], 0, bytes, time_us);
}

/* An error answer is read when it is whole, so that no part of a key that it quotes gets through. */
static void
collect_error_body (SluiceRun *self,
                    GBytes    *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  length = MIN (length, MAX_ERROR_BYTES - self->error_body->len);
  g_string_append_len (self->error_body, data, (gssize) length);
}

static void
chunk_cb (SluiceTransport *transport,
          GBytes          *bytes,
          gint64           time_us,
          SluiceRun       *self)
{
  g_autoptr(SluiceRun) kept = g_object_ref (self);
  gint64 now_us = g_get_monotonic_time ();

  check_flood (self, bytes);
  if (self->flooded)
    return;
  if (sluice_run_has_error_status (self))
    {
      self->last_us = self->attempt_us + time_us;
      collect_error_body (self, bytes);
      return;
    }

  take_chunk (self, bytes, self->attempt_us + time_us);
  if (sluice_run_has_source (self) || self->working || sluice_run_is_over (self))
    return;

  if (now_us >= self->slice_end_us && now_us - self->worked_us > SAME_TURN_US)
    self->slice_end_us = now_us + SLUICE_PACE_SLICE_US;
  work (self);
}

static void
release_error_body (SluiceRun *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (self->error_body->len == 0)
    return;

  text = sluice_request_failure_redact (self->error_body->str, self->error_body->len, self->key);
  bytes = g_bytes_new (text, strlen (text));
  g_string_truncate (self->error_body, 0);
  take_chunk (self, bytes, sluice_run_get_now (self));
}

static void
ended_cb (SluiceTransport *transport,
          const GError    *error,
          SluiceRun       *self)
{
  self->transport_ended = TRUE;
  g_clear_error (&self->transport_error);
  if (error != NULL)
    self->transport_error = g_error_copy (error);

  release_error_body (self);
  if (!self->working && !sluice_run_has_source (self))
    work (self);
}

void
sluice_run_drop_transport (SluiceRun *self)
{
  if (self->transport == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->transport, self);
  sluice_transport_cancel (self->transport);
  g_clear_object (&self->transport);
  self->transport_ended = self->body_ended = FALSE;
}

void
sluice_run_take_transport (SluiceRun       *self,
                           SluiceTransport *transport)
{
  self->transport = transport;
  self->transport_ended = self->body_ended = FALSE;
  g_clear_error (&self->transport_error);

  g_signal_connect (transport, "connected", G_CALLBACK (connected_cb), self);
  g_signal_connect (transport, "head", G_CALLBACK (head_cb), self);
  g_signal_connect (transport, "chunk", G_CALLBACK (chunk_cb), self);
  g_signal_connect (transport, "ended", G_CALLBACK (ended_cb), self);
}

/* -- Reading ------------------------------------------------------------------------------------------------ */

static gboolean
work_cb (gpointer user_data)
{
  g_autoptr(SluiceRun) self = g_object_ref (user_data);

  sluice_run_clear_source (self);
  self->slice_end_us = g_get_monotonic_time () + SLUICE_PACE_SLICE_US;
  work (self);

  return G_SOURCE_REMOVE;
}

/* TRUE while there is more to read. */
static gboolean
read_slice (SluiceRun *self)
{
  gboolean more;

  self->working = TRUE;
  more = sluice_attempt_work (self->attempt, self->slice_end_us);
  self->working = FALSE;
  self->worked_us = g_get_monotonic_time ();

  return more;
}

static void
work (SluiceRun *self)
{
  g_autoptr(SluiceRun) kept = g_object_ref (self);
  gboolean more = read_slice (self);

  if (!more && self->transport_ended && !self->body_ended)
    {
      self->body_ended = TRUE;
      self->broke_off = self->transport_error != NULL && !sluice_outcome_has_ended (self->attempt);
      sluice_attempt_end_body (self->attempt, self->last_us);
      more = read_slice (self);
    }

  if (self->stopped || (!more && self->body_ended))
    {
      sluice_run_conclude (self);
      return;
    }

  if (more)
    sluice_run_schedule_slice (self, work_cb);
  if (self->transport != NULL)
    sluice_transport_set_paused (self->transport, more);
}
