/* sluice-run-figures.c: what a run takes: tokens, time, money
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "run/sluice-run-course-private.h"

/**
 * sluice_run_get_usage:
 * @self: a run
 *
 * Gets the tokens that all attempts took together.
 *
 * Returns: (transfer none): the usage so far; -1 for what the provider has not told
 */
const SluiceUsage *
sluice_run_get_usage (SluiceRun *self)
{
  const SluiceUsage *usage;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  self->usage = self->past_usage;
  usage = sluice_answer_get_usage (sluice_attempt_get_answer (self->attempt));
  if (usage != NULL)
    sluice_usage_add (&self->usage, usage);

  return &self->usage;
}

/**
 * sluice_run_get_timing:
 * @self: a run
 *
 * Gets when things first came in the current attempt, counted from when the run began to send.
 *
 * Returns: (transfer none): the times so far
 */
const SluiceTiming *
sluice_run_get_timing (SluiceRun *self)
{
  const SluiceFirsts *firsts;

  g_return_val_if_fail (SLUICE_IS_RUN (self), NULL);

  firsts = sluice_attempt_get_firsts (self->attempt);
  self->timing.first_token = firsts->token;
  self->timing.first_field = firsts->field;
  self->timing.first_item = firsts->item;

  return &self->timing;
}

/**
 * sluice_run_get_elapsed:
 * @self: a run
 *
 * Gets how long the run has taken so far, or took in all. In a replay that is the recording's time.
 *
 * Returns: microseconds
 */
gint64
sluice_run_get_elapsed (SluiceRun *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN (self), 0);

  return self->end_us >= 0 ? self->end_us : sluice_run_get_now (self);
}

/**
 * sluice_run_get_tokens:
 * @self: a run
 * @exact: (out) (optional): whether the provider has told the number
 *
 * Gets the tokens of the current attempt's answer. While the provider has not told, they are
 * guessed: about one for four bytes.
 *
 * Returns: a number of tokens
 */
guint
sluice_run_get_tokens (SluiceRun *self,
                       gboolean  *exact)
{
  const SluiceUsage *usage;

  g_return_val_if_fail (SLUICE_IS_RUN (self), 0);

  usage = sluice_answer_get_usage (sluice_attempt_get_answer (self->attempt));
  /* Some providers tell of a first token or two when they begin. */
  if (exact != NULL)
    *exact = self->state == SLUICE_RUN_FINISHED && usage != NULL && usage->output_tokens >= 0;
  if (self->state == SLUICE_RUN_FINISHED && usage != NULL && usage->output_tokens >= 0)
    return (guint) usage->output_tokens;

  return (guint) ((self->answer_bytes + 3) / 4);
}

static SluiceModel *
find_model (SluiceRun *self)
{
  GListModel *models = self->provider != NULL ? sluice_provider_get_models (self->provider) : NULL;
  guint n = models != NULL ? g_list_model_get_n_items (models) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (sluice_model_get_id (model), sluice_request_get_model (self->request)) == 0)
        return g_steal_pointer (&model);
    }

  return NULL;
}

/**
 * sluice_run_get_cost:
 * @self: a run
 *
 * Gets about what all attempts cost together.
 *
 * Returns: US dollars; negative where the price or the number of tokens is not known
 */
gdouble
sluice_run_get_cost (SluiceRun *self)
{
  g_autoptr(SluiceModel) model = NULL;
  const SluiceUsage *usage;

  g_return_val_if_fail (SLUICE_IS_RUN (self), -1);

  model = find_model (self);
  usage = sluice_run_get_usage (self);
  if (model == NULL || sluice_model_get_input_price (model) < 0 ||
      sluice_model_get_output_price (model) < 0 || usage->input_tokens < 0 ||
      usage->output_tokens < 0)
    return -1;

  return ((gdouble) usage->input_tokens * sluice_model_get_input_price (model) +
          (gdouble) usage->output_tokens * sluice_model_get_output_price (model)) / 1e6;
}
