/* sluice-run.c: one execution of a request: its attempts, its values, its outcome
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "run/sluice-run-course-private.h"
#include "sluice-enum-types.h"

/**
 * SluiceRunError:
 * @SLUICE_RUN_ERROR_KEY: the key is missing, or was rejected
 * @SLUICE_RUN_ERROR_CONNECTION: there was no connection, or it was lost
 * @SLUICE_RUN_ERROR_STATUS: the provider refused the request, or could not take it; its own words
 *   are in the message
 * @SLUICE_RUN_ERROR_PROTOCOL: what came is not what the protocol says, or without an end
 * @SLUICE_RUN_ERROR_RATE: a rate limit, or no credit
 * @SLUICE_RUN_ERROR_TIMEOUT: the provider was silent for too long
 * @SLUICE_RUN_ERROR_ADDRESS: the provider's address is missing, malformed, or not safe
 * @SLUICE_RUN_ERROR_INVALID: the value breaks a rule of the schema
 * @SLUICE_RUN_ERROR_SYNTAX: the reply stopped being JSON
 * @SLUICE_RUN_ERROR_NO_VALUE: no JSON came at all; the attempt keeps the text
 * @SLUICE_RUN_ERROR_TRUNCATED: the reply ended before the value did
 * @SLUICE_RUN_ERROR_REFUSED: the model declined to answer
 * @SLUICE_RUN_ERROR_FILTERED: the provider's filter stopped the reply
 *
 * Why a run has no complete value.
 */

/**
 * SluiceRunState:
 * @SLUICE_RUN_READY: it starts on the next turn of its main context
 * @SLUICE_RUN_CONNECTING: a request is about to be sent
 * @SLUICE_RUN_WAITING: it was sent, and nothing of the answer is there yet
 * @SLUICE_RUN_STREAMING: the answer arrives
 * @SLUICE_RUN_RETRYING: there will be another try
 * @SLUICE_RUN_FINISHED: it is over
 *
 * What a run is at.
 */

/**
 * SluiceOutcome:
 * @SLUICE_OUTCOME_NONE: it has not ended
 * @SLUICE_OUTCOME_COMPLETE: the value is whole and right
 * @SLUICE_OUTCOME_INVALID: the answer ended, and its value breaks a rule, or is none
 * @SLUICE_OUTCOME_TRUNCATED: the answer ended inside the value
 * @SLUICE_OUTCOME_REFUSED: the model declined
 * @SLUICE_OUTCOME_FILTERED: the provider's filter stopped the answer
 * @SLUICE_OUTCOME_CANCELLED: the person, or the program, did
 * @SLUICE_OUTCOME_FAILED: there was no answer, or not all of it
 *
 * How a run ended. Whatever it is, what was received is kept.
 */

/**
 * SluiceItemPolicy:
 * @SLUICE_ITEM_POLICY_COLLECT: it is kept, and flagged
 * @SLUICE_ITEM_POLICY_SKIP: it is left out of the result
 * @SLUICE_ITEM_POLICY_STOP: it ends the run
 *
 * What is done with an item that breaks a rule of the schema.
 */

/**
 * SluiceTiming:
 * @connected: there was a connection
 * @first_byte: the first byte of the answer's body came
 * @first_token: the first letter that the model said, or its first call
 * @first_field: the first value was complete
 * @first_item: the first of many results was complete
 * @last_byte: the last byte that has come
 *
 * When things came, in microseconds since the run's first request was sent; -1 for what has not.
 */

/**
 * SluiceRun:
 *
 * One execution of a request: its attempts, the value as it grows, its outcome.
 *
 * A run starts on the next turn of the main context it was made in, keeps itself alive until it has
 * finished, and ends in exactly one [enum@Outcome]. Whatever that is, everything that was received
 * is kept.
 *
 * Its values change at any time; the lists and fields made of them change in
 * [method@Run.flush] only, which a view calls once for each frame that it draws.
 */
G_DEFINE_FINAL_TYPE (SluiceRun, sluice_run, G_TYPE_OBJECT)

G_DEFINE_QUARK (sluice-run-error-quark, sluice_run_error)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_OUTCOME,
  PROP_REQUEST,
  PROP_PROVIDER,
  PROP_ATTEMPT,
  PROP_N_ATTEMPTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

guint sluice_run_signals[SLUICE_RUN_N_SIGNALS];

/* -- The object -------------------------------------------------------------------------------------------------- */

static void
sluice_run_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SluiceRun *self = SLUICE_RUN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_OUTCOME:
      g_value_set_enum (value, self->outcome);
      break;
    case PROP_REQUEST:
      g_value_set_object (value, self->request);
      break;
    case PROP_PROVIDER:
      g_value_set_object (value, self->provider);
      break;
    case PROP_ATTEMPT:
      g_value_set_object (value, self->attempt);
      break;
    case PROP_N_ATTEMPTS:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->attempts)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A run holds itself while it runs, so it is over here, or it was never started. */
static void
sluice_run_dispose (GObject *object)
{
  SluiceRun *self = SLUICE_RUN (object);

  sluice_run_break_off (self);

  G_OBJECT_CLASS (sluice_run_parent_class)->dispose (object);
}

static void
sluice_run_finalize (GObject *object)
{
  SluiceRun *self = SLUICE_RUN (object);

  g_clear_object (&self->attempt);
  g_clear_object (&self->attempts);
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  g_clear_object (&self->provider);
  g_clear_object (&self->wire);
  g_clear_object (&self->request);
  g_clear_object (&self->sent_request);
  g_clear_object (&self->session);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_string_free (self->error_body, TRUE);
  g_clear_error (&self->transport_error);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sluice_run_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * SluiceRun:state:
   *
   * What the run is at.
   */
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_RUN_STATE, SLUICE_RUN_READY, flags);

  /**
   * SluiceRun:outcome:
   *
   * How the run ended.
   */
  properties[PROP_OUTCOME] =
    g_param_spec_enum ("outcome", NULL, NULL, SLUICE_TYPE_OUTCOME, SLUICE_OUTCOME_NONE, flags);

  /**
   * SluiceRun:request:
   *
   * What is asked for.
   */
  properties[PROP_REQUEST] =
    g_param_spec_object ("request", NULL, NULL, SLUICE_TYPE_REQUEST, flags);

  /**
   * SluiceRun:provider:
   *
   * Who is asked; `NULL` in a replay.
   */
  properties[PROP_PROVIDER] =
    g_param_spec_object ("provider", NULL, NULL, SLUICE_TYPE_PROVIDER, flags);

  /**
   * SluiceRun:attempt:
   *
   * The current attempt. Its tree and its items are those of the run.
   */
  properties[PROP_ATTEMPT] =
    g_param_spec_object ("attempt", NULL, NULL, SLUICE_TYPE_ATTEMPT, flags);

  /**
   * SluiceRun:n-attempts:
   *
   * How many attempts there are so far.
   */
  properties[PROP_N_ATTEMPTS] =
    g_param_spec_uint ("n-attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (SluiceRunClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  /**
   * SluiceRun::request:
   * @self: the run
   * @attempt: the attempt, which knows what is being sent
   *
   * A request is being sent.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_REQUEST] =
    g_signal_new ("request", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_ATTEMPT);

  /**
   * SluiceRun::attempt-started:
   * @self: the run
   * @attempt: the attempt
   *
   * The model is asked: for the first time, or again because its answer broke a rule.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_ATTEMPT_STARTED] =
    g_signal_new ("attempt-started", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_ATTEMPT);

  /**
   * SluiceRun::chunk:
   * @self: the run
   * @bytes: bytes of the answer as they arrived; of an error answer, without secrets
   * @time_us: microseconds since the request was sent
   *
   * More of the answer arrived. It was not read yet.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_CHUNK] =
    g_signal_new ("chunk", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_INT64);

  /**
   * SluiceRun::partial:
   * @self: the run
   * @root: the value so far
   * @time_us: microseconds since the request was sent
   *
   * A chunk was read that shows in the value.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_PARTIAL] =
    g_signal_new ("partial", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, SLUICE_TYPE_NODE, G_TYPE_INT64);

  /**
   * SluiceRun::item-opened:
   * @self: the run
   * @item: the item
   *
   * One of many results began.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_ITEM_OPENED] =
    g_signal_new ("item-opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_ITEM);

  /**
   * SluiceRun::item:
   * @self: the run
   * @item: the item
   *
   * One of many results is complete: its own last byte arrived. An invalid one is told only under
   * [enum@ItemPolicy] collect.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_ITEM] =
    g_signal_new ("item", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_ITEM);

  /**
   * SluiceRun::stream-item-opened:
   * @self: the run
   * @pattern: the stream, as it was added
   * @path: where the value is, as people see it: without wrappers
   * @node: the value
   * @time_us: microseconds since the request was sent
   *
   * A value of one of the streams of [method@Run.add_item_stream] began. What it is in may be open
   * for long.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_STREAM_ITEM_OPENED] =
    g_signal_new ("stream-item-opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING,
                  SLUICE_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_INT64);

  /**
   * SluiceRun::stream-item:
   * @self: the run
   * @pattern: the stream, as it was added
   * @path: where the value is, as people see it: without wrappers
   * @node: the value
   * @time_us: microseconds since the request was sent
   *
   * A value of one of the streams of [method@Run.add_item_stream] is complete, valid or not: its own
   * last byte arrived.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_STREAM_ITEM] =
    g_signal_new ("stream-item", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING,
                  SLUICE_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_INT64);

  /**
   * SluiceRun::violation:
   * @self: the run
   * @violation: the rule that is broken
   * @time_us: microseconds since the request was sent
   *
   * It became certain that a rule of the schema is broken.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_VIOLATION] =
    g_signal_new ("violation", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, SLUICE_TYPE_VIOLATION, G_TYPE_INT64);

  /**
   * SluiceRun::reasoning:
   * @self: the run
   * @text: more of what the model thinks, apart from its answer
   * @time_us: microseconds since the request was sent
   *
   * The model tells of its reasoning.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_REASONING] =
    g_signal_new ("reasoning", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  /**
   * SluiceRun::retry:
   * @self: the run
   * @attempt: number of the attempt that follows; the current one's, where the request is only sent
   *   again because the provider could not take it
   * @reason: what was wrong, for people
   *
   * There will be another try.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_RETRY] =
    g_signal_new ("retry", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);

  /**
   * SluiceRun::finished:
   * @self: the run
   * @outcome: how it ended
   *
   * The run is over. Comes once, last.
   */
  sluice_run_signals[SLUICE_RUN_SIGNAL_FINISHED] =
    g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_OUTCOME);
}

static void
sluice_run_class_init (SluiceRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_run_get_property;
  object_class->dispose = sluice_run_dispose;
  object_class->finalize = sluice_run_finalize;

  install_properties (object_class);
  install_signals (klass);
}

static void
sluice_run_init (SluiceRun *self)
{
  const SluiceUsage unknown = { -1, -1, -1, -1 };

  self->context = g_main_context_ref_thread_default ();
  self->attempts = g_list_store_new (SLUICE_TYPE_ATTEMPT);
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_path_pattern_free);
  self->error_body = g_string_new (NULL);
  self->network = (SluiceRunPolicy) SLUICE_RUN_POLICY_INIT;
  self->past_usage = self->usage = unknown;
  self->start_us = self->end_us = -1;
}

static SluiceRun *
run_new (SluiceProvider *provider,
         SluiceWire     *wire,
         SluiceRequest  *request,
         gboolean        strict_json)
{
  SluiceRun *self = g_object_new (SLUICE_TYPE_RUN, NULL);

  g_set_object (&self->provider, provider);
  self->wire = g_object_ref (wire);
  self->request = g_object_ref (request);
  self->sent_request = g_object_ref (request);
  self->strict_json = strict_json;
  sluice_run_start (self);

  return self;
}

SluiceRun *
sluice_run_new (SluiceProvider        *provider,
                SluiceRequest         *request,
                SoupSession           *session,
                const char            *key,
                const SluiceRunPolicy *policy)
{
  SluiceMode mode = sluice_request_get_mode (request);
  SluiceRun *self = run_new (provider, sluice_provider_get_wire_for_mode (provider, mode), request,
                             FALSE);

  self->session = g_object_ref (session);
  self->key = g_strdup (key);
  self->network = *policy;

  return self;
}

SluiceRun *
sluice_run_new_for_transport (SluiceWire      *wire,
                              SluiceRequest   *request,
                              SluiceTransport *transport,
                              gboolean         strict_json)
{
  SluiceRun *self = run_new (NULL, wire, request, strict_json);

  sluice_run_take_transport (self, g_object_ref (transport));

  return self;
}

/* -- Looking ----------------------------------------------------------------------------------------------------- */

/**
 * sluice_run_get_request:
 * @self: a run
 *
 * Gets what is asked for.
 *
 * Returns: (transfer none): the request
 */
SluiceRequest *
sluice_run_get_request (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return self->request;
}

/**
 * sluice_run_get_provider:
 * @self: a run
 *
 * Gets who is asked.
 *
 * Returns: (transfer none) (nullable): the provider; `NULL` in a replay
 */
SluiceProvider *
sluice_run_get_provider (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return self->provider;
}

/**
 * sluice_run_get_state:
 * @self: a run
 *
 * Gets what the run is at.
 *
 * Returns: the state
 */
SluiceRunState
sluice_run_get_state (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), SLUICE_RUN_READY);

  return self->state;
}

/**
 * sluice_run_get_outcome:
 * @self: a run
 *
 * Gets how the run ended.
 *
 * Returns: the outcome; `SLUICE_OUTCOME_NONE` while it has not
 */
SluiceOutcome
sluice_run_get_outcome (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), SLUICE_OUTCOME_NONE);

  return self->outcome;
}

/**
 * sluice_run_get_error:
 * @self: a run
 *
 * Gets what went wrong, in words for people. The provider's own words follow ours; no key is ever
 * in them.
 *
 * Returns: (transfer none) (nullable): an error of [error@RunError], or of the wire's where the
 *   request could not be written; `NULL` when nothing went wrong, or the run was cancelled
 */
const GError *
sluice_run_get_error (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return self->error;
}

/**
 * sluice_run_get_attempts:
 * @self: a run
 *
 * Gets the attempts side by side.
 *
 * Returns: (transfer none): a list of [class@Attempt]; the last is the current one
 */
GListModel *
sluice_run_get_attempts (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return G_LIST_MODEL (self->attempts);
}

/**
 * sluice_run_get_attempt:
 * @self: a run
 *
 * Gets the current attempt. The first is there before the run has started.
 *
 * Returns: (transfer none): the attempt
 */
SluiceAttempt *
sluice_run_get_attempt (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return self->attempt;
}

/**
 * sluice_run_get_root:
 * @self: a run
 *
 * Gets the value of the current attempt as far as it has come, without the wrapper that a list or a
 * simple type travels in.
 *
 * An iterable may be answered in several documents: this is the list or the item of the first.
 * [method@Run.to_json] prints all items.
 *
 * Returns: (transfer none) (nullable): the root; `NULL` before its first byte
 */
SluiceNode *
sluice_run_get_root (SluiceRun *self)
{
  SluiceValue *value;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  value = sluice_channels_get_main (sluice_attempt_get_channels (self->attempt));

  return value != NULL ? sluice_value_get_root (value) : NULL;
}

/**
 * sluice_run_get_items:
 * @self: a run
 *
 * Gets the many results of the current attempt.
 *
 * Returns: (transfer none): a list of [class@Item], which grows in [method@Run.flush] only
 */
GListModel *
sluice_run_get_items (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return sluice_attempt_get_items (self->attempt);
}

/**
 * sluice_run_get_n_items:
 * @self: a run
 *
 * Gets how many items are closed by now, whether they were announced or not.
 *
 * Returns: a number of items
 */
guint
sluice_run_get_n_items (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), 0);

  return sluice_items_get_n_closed (sluice_attempt_get_item_set (self->attempt));
}

/**
 * sluice_run_get_field:
 * @self: a run
 *
 * Gets the live tree of the current attempt. Before the first byte it is what the schema promises.
 *
 * Of an iterable, the root's children are the items.
 *
 * Returns: (transfer none): the root
 */
SluiceField *
sluice_run_get_field (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  return sluice_attempt_get_field (self->attempt);
}

/* The attempt that an item is of: a view may hold those of earlier ones. */
static SluiceAttempt *
find_attempt (SluiceRun  *self,
              SluiceItem *item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->attempts));
  guint index = sluice_item_get_index (item);

  for (guint i = n; i > 0; i--)
    {
      g_autoptr(SluiceAttempt) attempt = g_list_model_get_item (G_LIST_MODEL (self->attempts), i - 1);
      SluiceItems *items = sluice_attempt_get_item_set (attempt);

      if (index < sluice_items_get_n (items) &&
          sluice_items_get_node (items, index) == sluice_item_get_node (item))
        return attempt;
    }

  return NULL;
}

/**
 * sluice_run_get_item_field:
 * @self: a run
 * @item: one of its items
 *
 * Gets the live tree of one item.
 *
 * Returns: (transfer full) (nullable): the item's field; `NULL` for an item of another run
 */
SluiceField *
sluice_run_get_item_field (SluiceRun  *self,
                           SluiceItem *item)
{
  SluiceAttempt *attempt;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);
  g_return_val_if_fail (SLUICE_IS_ITEM (item), NULL);

  attempt = find_attempt (self, item);
  if (attempt == NULL)
    return NULL;

  return sluice_attempt_dup_item_field (attempt, sluice_item_get_index (item));
}

/**
 * sluice_run_count_fields:
 * @self: a run
 * @closed: (out) (optional): how many fields are complete
 * @total: (out) (optional): how many there are by now
 *
 * Counts the leaves of the value, for “8 of 13 fields”. A list that is not there yet counts as one.
 */
void
sluice_run_count_fields (SluiceRun *self,
                         guint     *closed,
                         guint     *total)
{
  guint n_closed, n_total;

  g_return_if_fail (SLUICE_IS_RUN (self));

  sluice_attempt_count_fields (self->attempt, &n_closed, &n_total);
  if (closed != NULL)
    *closed = n_closed;
  if (total != NULL)
    *total = n_total;
}

/**
 * sluice_run_flush:
 * @self: a run
 *
 * Announces what changed since the last call to the fields, the items, and the models made of them.
 *
 * A view calls it once for each frame; a program without one need not. It is called at the end of
 * the run, too.
 */
void
sluice_run_flush (SluiceRun *self)
{
  g_autoptr(SluiceAttempt) attempt = NULL;

  g_return_if_fail (SLUICE_IS_RUN (self));

  attempt = g_object_ref (self->attempt);
  sluice_attempt_flush (attempt);
}

/**
 * sluice_run_has_changes:
 * @self: a run
 *
 * Tells whether [method@Run.flush] would announce anything.
 *
 * Returns: `TRUE` if it would
 */
gboolean
sluice_run_has_changes (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), FALSE);

  return sluice_attempt_has_changes (self->attempt);
}

/**
 * sluice_run_set_item_policy:
 * @self: a run that has not started
 * @policy: what is done with an item that breaks a rule
 *
 * Sets what is done with invalid items. To be called before the next turn of the main context.
 */
void
sluice_run_set_item_policy (SluiceRun        *self,
                            SluiceItemPolicy  policy)
{
  g_return_if_fail (SLUICE_IS_RUN (self));

  self->item_policy = policy;
}

/**
 * sluice_run_add_item_stream:
 * @self: a run that has not started
 * @pattern: a JSON Pointer (RFC 6901) whose steps may be `*`, for any member or element
 *
 * Asks for the values at all paths that match, one by one, as they begin and as they are complete.
 *
 * A run can have any number of such streams, one in another too: of orders, and of the lines in
 * each, a line is told before its order is complete. Of many results the first step is the number of
 * the result. To be called before the next turn of the main context.
 *
 * Returns: `FALSE` where @pattern is no pointer
 */
gboolean
sluice_run_add_item_stream (SluiceRun  *self,
                            const char *pattern)
{
  SluicePathPattern *stream;

  g_return_val_if_fail (SLUICE_IS_RUN (self), FALSE);
  g_return_val_if_fail (pattern != NULL, FALSE);

  if (!(stream = sluice_path_pattern_new (pattern)))
    return FALSE;

  g_ptr_array_add (self->streams, stream);

  return TRUE;
}

/**
 * sluice_run_get_item_policy:
 * @self: a run
 *
 * Gets what is done with items that break a rule.
 *
 * Returns: the policy
 */
SluiceItemPolicy
sluice_run_get_item_policy (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), SLUICE_ITEM_POLICY_COLLECT);

  return self->item_policy;
}
