/* sluice-usage.c: tokens a call took
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-usage.h"

/**
 * SluiceUsage:
 * @input_tokens: tokens of the prompt
 * @output_tokens: tokens of the answer, those of its reasoning included
 * @cached_tokens: tokens of the prompt that the provider had read before
 * @reasoning_tokens: tokens of the answer that were reasoning
 *
 * Tokens that a call took. A count of -1 was not told by the provider.
 */
G_DEFINE_BOXED_TYPE (SluiceUsage, sluice_usage, sluice_usage_copy, sluice_usage_free)

static gint64
add_counts (gint64 a,
            gint64 b)
{
  if (a < 0 || b < 0)
    return MAX (a, b);

  return a + b;
}

/**
 * sluice_usage_new: (constructor)
 *
 * Makes a usage of which nothing is known: every count is -1.
 *
 * Returns: (transfer full): a usage
 */
SluiceUsage *
sluice_usage_new (void)
{
  SluiceUsage *self = g_new (SluiceUsage, 1);

  *self = (SluiceUsage) SLUICE_USAGE_UNKNOWN;

  return self;
}

/**
 * sluice_usage_copy:
 * @self: a usage
 *
 * Copies a usage.
 *
 * Returns: (transfer full): the copy
 */
SluiceUsage *
sluice_usage_copy (const SluiceUsage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * sluice_usage_free:
 * @self: (transfer full) (nullable): a usage
 *
 * Frees a usage.
 */
void
sluice_usage_free (SluiceUsage *self)
{
  g_free (self);
}

/**
 * sluice_usage_add:
 * @self: a usage
 * @other: what another call took
 *
 * Adds the tokens of one call to those of the calls before it. A count that only one of the two
 * knows is taken as it is.
 */
void
sluice_usage_add (SluiceUsage       *self,
                  const SluiceUsage *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  self->input_tokens = add_counts (self->input_tokens, other->input_tokens);
  self->output_tokens = add_counts (self->output_tokens, other->output_tokens);
  self->cached_tokens = add_counts (self->cached_tokens, other->cached_tokens);
  self->reasoning_tokens = add_counts (self->reasoning_tokens, other->reasoning_tokens);
}
