/* sluice-run-course.c: the course of a run: it sends, reads, judges, and tries again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "run/sluice-http-request-private.h"
#include "run/sluice-http-transport-private.h"
#include "run/sluice-outcome-private.h"
#include "run/sluice-problems-private.h"
#include "run/sluice-request-failure-private.h"
#include "run/sluice-run-course-private.h"

static void send_request (SluiceRun *self);

/* In the order it runs:
 *
 *   start_cb -> begin_attempt -> send_request -> connected_cb -> head_cb -> chunk_cb* -> ended_cb
 *     -> conclude -> finish
 *                 -> try_again, after a while -> send_request
 *                 -> ask_again -> begin_attempt
 *
 * What ends in _cb of transport and attempt is in sluice-run-reading.c. */

/* -- Time and state ------------------------------------------------------------------------------- */

gint64
sluice_run_get_now (SluiceRun *self)
{
  if (self->start_us < 0)
    return 0;

  return self->provider == NULL ? self->last_us : g_get_monotonic_time () - self->start_us;
}

void
sluice_run_set_state (SluiceRun      *self,
                      SluiceRunState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

gboolean
sluice_run_is_over (SluiceRun *self)
{
  return self->state == SLUICE_RUN_FINISHED;
}

void
sluice_run_clear_source (SluiceRun *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  sluice_pace_clear (&self->pace);
}

gboolean
sluice_run_has_source (SluiceRun *self)
{
  return self->source != NULL || self->pace.turn != NULL;
}

/* One step is pending at most. */
static void
schedule (SluiceRun   *self,
          GSource     *source,
          GSourceFunc  func)
{
  sluice_run_clear_source (self);
  self->source = source;
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

void
sluice_run_schedule_turn (SluiceRun   *self,
                          GSourceFunc  func)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  schedule (self, source, func);
}

void
sluice_run_schedule_slice (SluiceRun   *self,
                           GSourceFunc  func)
{
  sluice_run_clear_source (self);
  sluice_pace_wait (&self->pace, self->context, func, self);
}

/* -- Sending ------------------------------------------------------------------------------------------------- */

static void
finish (SluiceRun     *self,
        SluiceOutcome  outcome,
        GError        *error)
{
  GList *waiters = g_steal_pointer (&self->waiters);

  sluice_run_clear_source (self);
  sluice_run_drop_transport (self);
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

  sluice_run_set_state (self, SLUICE_RUN_CONNECTING);
  if (sluice_run_is_over (self))
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

  if (!sluice_run_is_over (self))
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
  if (!sluice_run_is_over (self))
    send_request (self);
}

static gboolean
start_cb (gpointer user_data)
{
  SluiceRun *self = user_data;

  sluice_run_clear_source (self);
  self->start_us = g_get_monotonic_time ();
  begin_attempt (self);

  return G_SOURCE_REMOVE;
}

/* -- The end ---------------------------------------------------------------------------------------------------- */

static gboolean
send_again_cb (gpointer user_data)
{
  g_autoptr(SluiceRun) self = g_object_ref (user_data);

  sluice_run_clear_source (self);
  sluice_attempt_rewind (self->attempt);
  forget_timing (self);
  if (!sluice_run_is_over (self))
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

  sluice_run_drop_transport (self);
  schedule (self, g_timeout_source_new ((guint) delay_ms), send_again_cb);
  sluice_run_set_state (self, SLUICE_RUN_RETRYING);
  reason = dup_retry_reason (failure, delay_ms);
  if (!sluice_run_is_over (self))
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
                                               self->strict_json, &sluice_run_attempt_functions, self);

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

  sluice_run_clear_source (self);
  sluice_run_flush (self);
  if (sluice_run_is_over (self))
    return G_SOURCE_REMOVE;

  self->past_usage = *sluice_run_get_usage (self);
  add_attempt (self);
  g_object_notify (G_OBJECT (self), "attempt");
  g_object_notify (G_OBJECT (self), "n-attempts");
  if (!sluice_run_is_over (self))
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

  sluice_run_drop_transport (self);
  again = sluice_problems_create_request (self->attempt, self->wire, self->sent_request, reason);
  g_set_object (&self->sent_request, again);
  g_object_unref (again);

  sluice_run_schedule_turn (self, begin_attempt_cb);
  sluice_run_set_state (self, SLUICE_RUN_RETRYING);
  if (!sluice_run_is_over (self))
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

  return sluice_run_has_error_status (self) || sluice_answer_get_error_message (answer) != NULL ||
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
    failure = sluice_request_failure_new_for_flood (self->provider, SLUICE_RUN_MAX_ANSWER_BYTES);
  else if (self->broke_off)
    failure = sluice_request_failure_new_for_error (self->transport_error, self->provider, answered);
  else
    failure = sluice_request_failure_new_for_cut (self->provider);
  failure->temporary &= self->timing.first_byte < 0;

  return failure;
}

void
sluice_run_conclude (SluiceRun *self)
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
  sluice_run_schedule_turn (self, start_cb);
}

void
sluice_run_break_off (SluiceRun *self)
{
  sluice_run_clear_source (self);
  sluice_run_drop_transport (self);
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
      sluice_run_clear_source (self);
      sluice_run_conclude (self);
    }
}
