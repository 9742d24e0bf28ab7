/* sluice-run-course.c: the course of a run: it sends, reads, judges, and tries again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "run/sluice-http-request-private.h"
#include "run/sluice-http-transport-private.h"
#include "run/sluice-outcome-private.h"
#include "run/sluice-problems-private.h"
#include "run/sluice-request-failure-private.h"
#include "run/sluice-run-course-private.h"

/* So long the answer is read before the main loop gets its turn. */
#define SLICE_US (4 * 1000)
/* Chunks that follow each other faster than this may all come in one turn. */
#define SAME_TURN_US 500
/* What an error answer may say. */
#define MAX_ERROR_BYTES (1024 * 1024)

/* More than this, with all that is kept of it, is no answer but a flood. */
#define MAX_ANSWER_BYTES (256 * 1024 * 1024)

static void send_request (SluiceRun *self);
static void conclude (SluiceRun *self);
static void work (SluiceRun *self);

/* In the order it runs:
 *
 *   start_cb -> begin_attempt -> send_request -> connected_cb -> head_cb -> chunk_cb* -> ended_cb
 *     -> conclude -> finish
 *                 -> try_again, after a while -> send_request
 *                 -> ask_again -> begin_attempt
 *
 * Chunks are read in work(), in slices of SLICE_US; what does not fit into one is read in a source
 * of its own, after drawing, while the transport is paused. */

/* -- Time and state ------------------------------------------------------------------------------- */

gint64
sluice_run_get_now (SluiceRun *self)
{
  if (self->start_us < 0)
    return 0;

  return self->provider == NULL ? self->last_us : g_get_monotonic_time () - self->start_us;
}

static void
set_state (SluiceRun      *self,
           SluiceRunState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

/* Any handler may have cancelled the run: after each one is told, this is the question. */
static gboolean
is_over (SluiceRun *self)
{
  return self->state == SLUICE_RUN_FINISHED;
}

static void
clear_source (SluiceRun *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/* One step is pending at most. */
static void
schedule (SluiceRun   *self,
          GSource     *source,
          GSourceFunc  func)
{
  clear_source (self);
  self->source = source;
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

static void
schedule_turn (SluiceRun   *self,
               int          priority,
               GSourceFunc  func)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, priority);
  schedule (self, source, func);
}

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
      set_state (self, SLUICE_RUN_STREAMING);
      break;
    case SLUICE_STREAM_STARTED:
    case SLUICE_STREAM_OTHER_ITEM:
    case SLUICE_STREAM_USAGE:
    case SLUICE_STREAM_FINISHED:
    case SLUICE_STREAM_ERROR:
    case SLUICE_STREAM_DONE:
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
violation_cb (gpointer         owner,
              SluiceViolation *violation,
              gint64           time_us)
{
  g_signal_emit (owner, sluice_run_signals[SLUICE_RUN_SIGNAL_VIOLATION], 0, violation, time_us);
}

static const SluiceAttemptFuncs attempt_functions = {
  .event = event_cb,
  .chunk_read = chunk_read_cb,
  .item = item_cb,
  .violation = violation_cb,
};

/* -- What the transport tells --------------------------------------------------------------------------- */

static gboolean
is_error_status (SluiceRun *self)
{
  return sluice_attempt_get_status (self->attempt) >= 300;
}

static void
connected_cb (SluiceTransport *transport,
              SluiceRun       *self)
{
  self->timing.connected = sluice_run_get_now (self);
  if (self->state == SLUICE_RUN_CONNECTING)
    set_state (self, SLUICE_RUN_WAITING);
}

static void
head_cb (SluiceTransport    *transport,
         guint               status,
         const char *const  *headers,
         SluiceRun          *self)
{
  sluice_attempt_set_head (self->attempt, status, headers);
  if (self->state == SLUICE_RUN_CONNECTING)
    set_state (self, SLUICE_RUN_WAITING);
}

/* What fits is kept. */
static void
check_flood (SluiceRun *self,
             GBytes    *bytes)
{
  self->n_received += g_bytes_get_size (bytes);
  if (self->n_received <= MAX_ANSWER_BYTES || self->flooded)
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
  if (is_error_status (self))
    {
      self->last_us = self->attempt_us + time_us;
      collect_error_body (self, bytes);
      return;
    }

  take_chunk (self, bytes, self->attempt_us + time_us);
  if (self->source != NULL || self->working || is_over (self))
    return;

  if (now_us >= self->slice_end_us && now_us - self->worked_us > SAME_TURN_US)
    self->slice_end_us = now_us + SLICE_US;
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
  if (!self->working && self->source == NULL)
    work (self);
}

static void
drop_transport (SluiceRun *self)
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

  clear_source (self);
  self->slice_end_us = g_get_monotonic_time () + SLICE_US;
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
      conclude (self);
      return;
    }

  if (more)
    schedule_turn (self, G_PRIORITY_DEFAULT_IDLE, work_cb);
  if (self->transport != NULL)
    sluice_transport_set_paused (self->transport, more);
}

/* -- Sending ------------------------------------------------------------------------------------------------- */

static void
finish (SluiceRun     *self,
        SluiceOutcome  outcome,
        GError        *error)
{
  GList *waiters = g_steal_pointer (&self->waiters);

  clear_source (self);
  drop_transport (self);
  self->end_us = sluice_run_get_now (self);
  self->outcome = outcome;
  self->error = error;
  self->state = SLUICE_RUN_FINISHED;
  g_clear_pointer (&self->key, g_free);

  sluice_run_flush (self);
  g_object_notify (G_OBJECT (self), "outcome");
  g_object_notify (G_OBJECT (self), "state");
  g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_FINISHED], 0, outcome);

  for (GList *link = waiters; link != NULL; link = link->next)
    {
      g_autoptr(GTask) task = link->data;

      sluice_run_return_outcome (self, task);
    }
  g_list_free (waiters);
  g_main_context_wakeup (self->context);
  g_object_unref (self);
}

static void
send_request (SluiceRun *self)
{
  g_autoptr(SoupMessage) message = NULL;
  GError *error = NULL;

  set_state (self, SLUICE_RUN_CONNECTING);
  if (is_over (self))
    return;

  self->n_tries++;
  self->attempt_us = sluice_run_get_now (self);

  if (self->provider != NULL)
    {
      message = sluice_http_request_create (self->provider, self->sent_request, self->key,
                                            self->attempt, &error);
      if (message == NULL)
        {
          finish (self, SLUICE_OUTCOME_FAILED, error);
          return;
        }
      sluice_run_take_transport (self, sluice_http_transport_new (self->session, message,
                                                       self->network.idle_timeout_ms));
      g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_REQUEST], 0, self->attempt);
    }

  if (!is_over (self))
    sluice_transport_start (self->transport);
}

static void
forget_timing (SluiceRun *self)
{
  self->timing = (SluiceTiming) { -1, -1, -1, -1, -1, -1 };
  self->answer_bytes = 0;
  self->n_received = 0;
  self->begun = FALSE;
}

static void
begin_attempt (SluiceRun *self)
{
  g_autoptr(SluiceRun) kept = g_object_ref (self);

  forget_timing (self);
  self->n_tries = 0;
  sluice_attempt_set_careful (self->attempt, self->item_policy == SLUICE_ITEM_POLICY_STOP);
  g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_ATTEMPT_STARTED], 0, self->attempt);
  if (!is_over (self))
    send_request (self);
}

static gboolean
start_cb (gpointer user_data)
{
  SluiceRun *self = user_data;

  clear_source (self);
  self->start_us = g_get_monotonic_time ();
  begin_attempt (self);

  return G_SOURCE_REMOVE;
}

/* -- The end ---------------------------------------------------------------------------------------------------- */

static gboolean
send_again_cb (gpointer user_data)
{
  g_autoptr(SluiceRun) self = g_object_ref (user_data);

  clear_source (self);
  sluice_attempt_rewind (self->attempt);
  forget_timing (self);
  if (!is_over (self))
    send_request (self);

  return G_SOURCE_REMOVE;
}

/* Exponential, with jitter, so that many clients do not come back all at once; what the provider
 * asks for counts more. */
static gint64
get_delay_ms (SluiceRun                  *self,
              const SluiceRequestFailure *failure)
{
  gdouble delay = self->network.retry_delay_ms * (gdouble) (1u << MIN (self->n_tries - 1, 16u));

  if (failure->retry_after_ms >= 0)
    return failure->retry_after_ms;

  return (gint64) (delay * g_random_double_range (0.75, 1.25));
}

static char *
dup_retry_reason (const SluiceRequestFailure *failure,
                  gint64                      delay_ms)
{
  guint seconds = (guint) MAX (1, (delay_ms + 500) / 1000);

  /* Translators: the first part says what went wrong: “Rate limited, trying again in 8 s”. */
  return g_strdup_printf (_("%s, trying again in %u s"), failure->reason, seconds);
}

static gboolean
try_again (SluiceRun                  *self,
           const SluiceRequestFailure *failure)
{
  gint64 delay_ms = get_delay_ms (self, failure);
  g_autofree char *reason = NULL;

  if (self->provider == NULL || !failure->temporary || self->begun ||
      self->n_tries > self->network.max_retries ||
      sluice_run_get_now (self) / 1000 + delay_ms > self->network.retry_total_ms)
    return FALSE;

  drop_transport (self);
  schedule (self, g_timeout_source_new ((guint) delay_ms), send_again_cb);
  set_state (self, SLUICE_RUN_RETRYING);
  reason = dup_retry_reason (failure, delay_ms);
  if (!is_over (self))
    g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_RETRY], 0,
                   sluice_attempt_get_number (self->attempt), reason);

  return TRUE;
}

static void
fail (SluiceRun            *self,
      SluiceRequestFailure *failure)
{
  if (try_again (self, failure))
    return;

  sluice_attempt_finish (self->attempt, FALSE, self->last_us);
  finish (self, SLUICE_OUTCOME_FAILED, g_steal_pointer (&failure->error));
}

static void
add_attempt (SluiceRun *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->attempts));
  SluiceAttempt *attempt = sluice_attempt_new (n + 1, self->wire, self->sent_request,
                                               self->strict_json, &attempt_functions, self);

  if (self->attempt != NULL)
    sluice_attempt_detach (self->attempt);
  g_set_object (&self->attempt, attempt);
  g_list_store_append (self->attempts, attempt);
  g_object_unref (attempt);
}

static gboolean
begin_attempt_cb (gpointer user_data)
{
  g_autoptr(SluiceRun) self = g_object_ref (user_data);

  clear_source (self);
  sluice_run_flush (self);
  if (is_over (self))
    return G_SOURCE_REMOVE;

  self->past_usage = *sluice_run_get_usage (self);
  add_attempt (self);
  g_object_notify (G_OBJECT (self), "attempt");
  g_object_notify (G_OBJECT (self), "n-attempts");
  if (!is_over (self))
    begin_attempt (self);

  return G_SOURCE_REMOVE;
}

static gboolean
ask_again (SluiceRun    *self,
           const GError *reason)
{
  guint number = sluice_attempt_get_number (self->attempt);
  SluiceRequest *again;

  if (self->provider == NULL || number > sluice_request_get_max_retries (self->request))
    return FALSE;

  drop_transport (self);
  again = sluice_problems_create_request (self->attempt, self->wire, self->sent_request, reason);
  g_set_object (&self->sent_request, again);
  g_object_unref (again);

  schedule_turn (self, G_PRIORITY_DEFAULT, begin_attempt_cb);
  set_state (self, SLUICE_RUN_RETRYING);
  if (!is_over (self))
    g_signal_emit (self, sluice_run_signals[SLUICE_RUN_SIGNAL_RETRY], 0, number + 1, reason->message);

  return TRUE;
}

static void
judge (SluiceRun *self)
{
  GError *error = NULL;
  SluiceOutcome outcome;

  sluice_attempt_finish (self->attempt, sluice_outcome_is_clean (self->attempt), self->last_us);
  outcome = sluice_outcome_judge (self->attempt, self->request, self->item_policy, &error);

  if (outcome == SLUICE_OUTCOME_INVALID && ask_again (self, error))
    g_error_free (error);
  else
    finish (self, outcome, error);
}

static gboolean
has_answer_error (SluiceRun *self)
{
  SluiceAnswer *answer = sluice_attempt_get_answer (self->attempt);

  return is_error_status (self) || sluice_answer_get_error_message (answer) != NULL ||
         sluice_answer_get_error_type (answer) != NULL;
}

static SluiceRequestFailure *
create_answer_failure (SluiceRun *self)
{
  guint status = sluice_attempt_get_status (self->attempt);

  return sluice_request_failure_new_for_answer (status, sluice_attempt_get_answer (self->attempt),
                                                self->provider, self->key,
                                                sluice_attempt_get_header (self->attempt, "Retry-After"));
}

/* Once a byte of the answer was there, the model has been paid. */
static SluiceRequestFailure *
create_connection_failure (SluiceRun *self)
{
  gboolean answered = sluice_attempt_get_status (self->attempt) != 0 || self->timing.first_byte >= 0;
  SluiceRequestFailure *failure;

  if (self->flooded)
    failure = sluice_request_failure_new_for_flood (self->provider, MAX_ANSWER_BYTES);
  else if (self->broke_off)
    failure = sluice_request_failure_new_for_error (self->transport_error, self->provider, answered);
  else
    failure = sluice_request_failure_new_for_cut (self->provider);
  failure->temporary &= self->timing.first_byte < 0;

  return failure;
}

/* The transport ended, and everything it brought was read. */
static void
conclude (SluiceRun *self)
{
  g_autoptr(SluiceRequestFailure) failure = NULL;

  if (self->cancelled)
    {
      sluice_attempt_finish (self->attempt, FALSE, self->last_us);
      finish (self, SLUICE_OUTCOME_CANCELLED, NULL);
      return;
    }
  if (self->stopped)
    {
      sluice_attempt_finish (self->attempt, FALSE, self->last_us);
      finish (self, SLUICE_OUTCOME_INVALID, sluice_outcome_describe_violations (self->attempt));
      return;
    }

  if (has_answer_error (self))
    failure = create_answer_failure (self);
  else if (self->flooded || self->broke_off || !sluice_outcome_has_ended (self->attempt))
    failure = create_connection_failure (self);

  if (failure != NULL)
    fail (self, failure);
  else
    judge (self);
}

void
sluice_run_start (SluiceRun *self)
{
  forget_timing (self);
  add_attempt (self);

  /* Given back when the run has finished. */
  g_object_ref (self);
  schedule_turn (self, G_PRIORITY_DEFAULT, start_cb);
}

void
sluice_run_break_off (SluiceRun *self)
{
  clear_source (self);
  drop_transport (self);
  if (self->attempt != NULL)
    sluice_attempt_detach (self->attempt);
}

/**
 * sluice_run_cancel:
 * @self: a run
 *
 * Ends the run, with the outcome cancelled.
 *
 * The connection is closed at once, so that the provider stops generating. What has arrived is
 * kept. Does nothing to a run that has finished.
 */
void
sluice_run_cancel (SluiceRun *self)
{
  g_autoptr(SluiceRun) kept = NULL;

  g_return_if_fail (SLUICE_IS_RUN (self));

  if (self->cancelled || self->state == SLUICE_RUN_FINISHED)
    return;

  kept = g_object_ref (self);
  self->cancelled = TRUE;
  if (self->transport != NULL && !self->transport_ended && self->start_us >= 0)
    {
      sluice_transport_cancel (self->transport);
    }
  else if (!self->working && !self->transport_ended)
    {
      clear_source (self);
      conclude (self);
    }
}
