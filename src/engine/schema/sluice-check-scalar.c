/* sluice-check-scalar.c: what strings and numbers are checked for, while they arrive and at their end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-check-private.h"
#include "schema/sluice-equality-private.h"
#include "schema/sluice-pattern-private.h"

G_STATIC_ASSERT (SLUICE_FAULT_BRANCHES < 32);

#define BIT(fault) (1u << (fault))

/* A rule that can decide before the end may do so again at the end. */
void
sluice_check_fail_early (SluiceCheck   *self,
                         SluiceFailure *failure)
{
  self->trials[failure->trial].told |= BIT (failure->fault);
  sluice_check_fail (self, failure);
}

gboolean
sluice_check_was_told (SluiceCheck *self,
                       guint32      trial,
                       SluiceFault  fault)
{
  return (self->trials[trial].told & BIT (fault)) != 0;
}

/* Prepares for the letters or digits of the node at the top. */
void
sluice_check_begin_scalar (SluiceCheck *self,
                           SluiceLevel *level)
{
  gboolean is_string = level->node->type == SLUICE_NODE_STRING;

  if (!is_string && level->node->type != SLUICE_NODE_NUMBER)
    return;

  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      SluiceTrial *trial = &self->trials[i];

      if (trial->applicator)
        continue;
      if (is_string)
        for (guint32 j = 0; j < trial->position->n_values; j++)
          trial->options[j] = sluice_words_all (&trial->position->values[j].words);
      level->watches_text |= is_string ? trial->position->string || trial->position->values
                                       : trial->position->number != NULL;
    }
}

/* Where the letter or digit at i stands in the pushed text. A run is as long there as here unless
 * it is one character, an escape: then its last byte decided. */
static gsize
locate (SluiceNode *node,
        gsize       from,
        gsize       offset,
        gsize       i)
{
  return node->end - offset == node->n - from ? offset + (i - from) : node->end - 1;
}

gsize
sluice_check_end_character (const char *text,
                            gsize       length,
                            gsize       i)
{
  do
    i++;
  while (i < length && ((guchar) text[i] & 0xc0) == 0x80);

  return i;
}

static void
narrow_options (SluiceCheck *self,
                guint32      index,
                guint32      which,
                SluiceNode  *node,
                gsize        from)
{
  SluiceWordRange *range = &self->trials[index].options[which];
  gsize n;

  if (range->low == range->high)
    return;

  n = sluice_words_narrow (&self->trials[index].position->values[which].words, range, from,
                           sluice_node_peek_text (node) + from, node->n - from);
  if (range->low == range->high)
    sluice_check_add_death (self, index, SLUICE_FAULT_LETTERS, which, from + n);
}

/* The index of the character that comes after n_left more. */
static gsize
skip_characters (const char *text,
                 gsize       from,
                 gsize       length,
                 guint32     n_left)
{
  for (gsize i = from; i < length; i++)
    if (((guchar) text[i] & 0xc0) != 0x80 && n_left-- == 0)
      return i;

  return length;
}

static void
check_length (SluiceCheck *self,
              guint32      index,
              SluiceNode  *node,
              gsize        from)
{
  const SluiceStringRules *rules = self->trials[index].position->string;
  guint32 n_before = sluice_check_top (self)->n_characters;
  gsize i;

  if (rules == NULL || n_before > rules->maximum)
    return;

  i = skip_characters (sluice_node_peek_text (node), from, node->n, rules->maximum - n_before);
  if (i < node->n)
    sluice_check_add_death (self, index, SLUICE_FAULT_MAX_LENGTH, SLUICE_NONE, i);
}

static void
check_format (SluiceCheck *self,
              guint32      index,
              SluiceNode  *node)
{
  const SluiceStringRules *rules = self->trials[index].position->string;
  gsize i;

  if (!rules || !rules->format || !rules->format->find_dead ||
      sluice_check_was_told (self, index, SLUICE_FAULT_FORMAT))
    return;

  i = rules->format->find_dead (sluice_node_peek_text (node), node->n);
  if (i < node->n)
    sluice_check_add_death (self, index, SLUICE_FAULT_FORMAT, SLUICE_NONE, i);
}

/* Tries a pattern on the first characters of a string; whether it was the last time. */
static gboolean
try_pattern (SluiceCheck *self,
             guint32      index,
             SluiceNode  *node,
             gsize        from,
             gsize        length)
{
  GRegex *regex = self->trials[index].position->string->regex;
  const char *text = sluice_node_peek_text (node);

  self->trials[index].prefix = sluice_pattern_try (regex, text, length);
  if (self->trials[index].prefix == SLUICE_PREFIX_DEAD)
    sluice_check_add_death (self, index, SLUICE_FAULT_PATTERN, SLUICE_NONE,
                            sluice_pattern_find_death (regex, text, from, length));

  return self->trials[index].prefix != SLUICE_PREFIX_OPEN;
}

static gsize
find_last_letter (const char *text,
                  gsize       length)
{
  do
    length--;
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80);

  return length;
}

/* Where a beginning is tried does not depend on how the text is split. */
static void
check_pattern_letters (SluiceCheck *self,
                       guint32      index,
                       SluiceNode  *node,
                       gsize        from)
{
  const SluiceStringRules *rules = self->trials[index].position->string;
  const char *text = sluice_node_peek_text (node);

  if (!rules || !rules->can_die || self->trials[index].prefix != SLUICE_PREFIX_OPEN)
    return;

  if (from < SLUICE_PATTERN_CLOSE_TRIES &&
      try_pattern (self, index, node, from,
                   sluice_pattern_complete (text, MIN (node->n, SLUICE_PATTERN_CLOSE_TRIES), node->n)))
    return;

  for (gsize length = 2 * SLUICE_PATTERN_CLOSE_TRIES; length <= node->n; length *= 2)
    {
      gsize end = sluice_pattern_complete (text, length, node->n);

      if (end > from && try_pattern (self, index, node, find_last_letter (text, end), end))
        return;
    }
}

static void
tell_death (SluiceCheck       *self,
            const SluiceDeath *death,
            SluiceNode        *node,
            gsize              from,
            gsize              offset)
{
  const char *text = sluice_node_peek_text (node);
  SluiceFailure failure = {
    .fault = death->fault, .trial = death->trial, .name = text,
    .name_length = sluice_check_end_character (text, node->n, death->at)
  };

  if (death->which != SLUICE_NONE)
    failure.values = &self->trials[death->trial].position->values[death->which];

  sluice_check_begin_letter (self, locate (node, from, offset, death->at));
  sluice_check_fail_early (self, &failure);
}

static guint32
count_characters (const char *text,
                  gsize       length)
{
  guint32 n = 0;

  for (gsize i = 0; i < length; i++)
    n += ((guchar) text[i] & 0xc0) != 0x80;

  return n;
}

void
sluice_check_read_letters (SluiceCheck *self,
                           SluiceNode  *node,
                           gsize        from,
                           gsize        offset)
{
  SluiceLevel *level = sluice_check_top (self);

  if (G_UNLIKELY (self->deaths->len > 0))
    g_array_set_size (self->deaths, 0);
  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      if (self->trials[i].stopped || self->trials[i].applicator)
        continue;
      for (guint32 j = 0; j < self->trials[i].position->n_values; j++)
        narrow_options (self, i, j, node, from);
      check_length (self, i, node, from);
      check_format (self, i, node);
      check_pattern_letters (self, i, node, from);
    }
  level->n_characters += count_characters (sluice_node_peek_text (node) + from, node->n - from);

  sluice_check_sort_deaths (self);
  for (guint i = 0; i < self->deaths->len; i++)
    tell_death (self, &g_array_index (self->deaths, SluiceDeath, i), node, from, offset);
}

static void
check_sign (SluiceCheck *self,
            guint32      index,
            SluiceFault  fault,
            gboolean     is_wrong)
{
  if (is_wrong && !self->trials[index].stopped && !sluice_check_was_told (self, index, fault))
    sluice_check_fail_early (self, &(SluiceFailure) { .fault = fault, .trial = index });
}

/* The first byte tells that a number is not above or not below 0; the first digit other than 0
 * before an exponent, that it is not 0. That is all there is to know before the end: 1500e-3. */
static void
check_signs (SluiceCheck *self,
             guint32      index,
             gboolean     is_negative,
             gboolean     is_zero_possible)
{
  const SluiceNumberRules *rules = self->trials[index].position->number;
  /* -0 is 0: a bound of that sign is out of reach until the number cannot be 0 */
  int least = is_zero_possible ? 1 : 0;

  if (is_negative)
    {
      check_sign (self, index, SLUICE_FAULT_MINIMUM,
                  rules->minimum.node && rules->minimum.value.sign >= least);
      check_sign (self, index, SLUICE_FAULT_ABOVE,
                  rules->above.node && rules->above.value.sign >= 0);
    }
  else
    {
      check_sign (self, index, SLUICE_FAULT_MAXIMUM,
                  rules->maximum.node && rules->maximum.value.sign <= -least);
      check_sign (self, index, SLUICE_FAULT_BELOW,
                  rules->below.node && rules->below.value.sign <= 0);
    }
}

static gboolean
is_first_digit (const char *text,
                gsize       i)
{
  if (text[i] < '1' || text[i] > '9')
    return FALSE;

  for (gsize j = 0; j < i; j++)
    if (text[j] != '-' && text[j] != '0' && text[j] != '.')
      return FALSE;

  return TRUE;
}

void
sluice_check_read_digits (SluiceCheck *self,
                          SluiceNode  *node,
                          gsize        from,
                          gsize        offset)
{
  SluiceLevel *level = sluice_check_top (self);
  const char *text = sluice_node_peek_text (node);

  for (gsize i = from; i < node->n; i++)
    {
      gboolean is_first = is_first_digit (text, i);

      if (i > 0 && !is_first)
        continue;
      sluice_check_begin_letter (self, locate (node, from, offset, i));
      for (guint32 j = level->first_trial; j < self->n_trials; j++)
        if (!self->trials[j].stopped && !self->trials[j].applicator &&
            self->trials[j].position->number)
          check_signs (self, j, text[0] == '-', !is_first);
      if (is_first)
        level->watches_text = FALSE;
    }
}

static gboolean
has_option (const SluiceValues *values,
            SluiceNode         *node)
{
  for (guint32 i = 0; i < values->n_options; i++)
    if (sluice_equality_test (values->options[i], node))
      return TRUE;

  return FALSE;
}

void
sluice_check_end_values (SluiceCheck *self,
                         guint32      index)
{
  const SluicePosition *position = self->trials[index].position;
  SluiceNode *node = self->trials[index].node;

  for (guint32 i = 0; i < position->n_values && !self->trials[index].stopped; i++)
    {
      const SluiceValues *values = &position->values[i];
      SluiceWordRange range = self->trials[index].options[i];

      if (node->type == SLUICE_NODE_STRING
            ? range.low == range.high || sluice_words_exact (&values->words, range, node->n)
            : has_option (values, node))
        continue;
      sluice_check_fail (self, &(SluiceFailure) { .fault = SLUICE_FAULT_VALUE, .trial = index,
                                                  .values = values });
    }
}

static void
check_pattern (SluiceCheck *self,
               guint32      index,
               GRegex      *regex,
               SluiceNode  *node)
{
  if (self->trials[index].prefix == SLUICE_PREFIX_DEAD ||
      self->trials[index].prefix == SLUICE_PREFIX_SETTLED)
    return;

  switch (sluice_pattern_match (regex, sluice_node_peek_text (node), node->n))
    {
    case SLUICE_PATTERN_FAILS:
      sluice_check_fail_simply (self, index, SLUICE_FAULT_PATTERN);
      break;
    case SLUICE_PATTERN_GAVE_UP:
      sluice_check_fail_simply (self, index, SLUICE_FAULT_PATTERN_STEPS);
      break;
    case SLUICE_PATTERN_MATCHES:
    default:
      break;
    }
}

void
sluice_check_end_string (SluiceCheck *self,
                         guint32      index)
{
  const SluiceStringRules *rules = self->trials[index].position->string;
  SluiceNode *node = self->trials[index].node;

  if (rules == NULL)
    return;

  if (sluice_check_top (self)->n_characters < rules->minimum)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MIN_LENGTH);
  if (rules->regex && !self->trials[index].stopped)
    check_pattern (self, index, rules->regex, node);
  if (rules->format && !self->trials[index].stopped &&
      !sluice_check_was_told (self, index, SLUICE_FAULT_FORMAT) &&
      !rules->format->matches (sluice_node_peek_text (node), node->n))
    sluice_check_fail_simply (self, index, SLUICE_FAULT_FORMAT);
}

static void
end_bound (SluiceCheck       *self,
           guint32            index,
           const SluiceBound *bound,
           SluiceDecimal     *value,
           SluiceFault        fault)
{
  int order;
  gboolean is_wrong;

  if (!bound->node || self->trials[index].stopped || sluice_check_was_told (self, index, fault))
    return;

  order = sluice_decimal_compare (value, &bound->value);
  if (fault == SLUICE_FAULT_MINIMUM)
    is_wrong = order < 0;
  else if (fault == SLUICE_FAULT_MAXIMUM)
    is_wrong = order > 0;
  else if (fault == SLUICE_FAULT_ABOVE)
    is_wrong = order <= 0;
  else
    is_wrong = order >= 0;

  if (is_wrong)
    sluice_check_fail_simply (self, index, fault);
}

void
sluice_check_end_number (SluiceCheck *self,
                         guint32      index)
{
  const SluicePosition *position = self->trials[index].position;
  const SluiceNumberRules *rules = position->number;
  SluiceNode *node = self->trials[index].node;
  SluiceDecimal value;

  if (!rules && !position->is_whole)
    return;

  sluice_decimal_init (&value, sluice_node_peek_text (node), node->n);
  if (position->is_whole && !sluice_decimal_is_integer (&value))
    sluice_check_fail_simply (self, index, SLUICE_FAULT_NOT_WHOLE);
  if (rules == NULL)
    return;

  end_bound (self, index, &rules->minimum, &value, SLUICE_FAULT_MINIMUM);
  end_bound (self, index, &rules->maximum, &value, SLUICE_FAULT_MAXIMUM);
  end_bound (self, index, &rules->above, &value, SLUICE_FAULT_ABOVE);
  end_bound (self, index, &rules->below, &value, SLUICE_FAULT_BELOW);
  if (rules->factor.node && !self->trials[index].stopped &&
      !sluice_decimal_is_multiple (&value, &rules->factor.value))
    sluice_check_fail_simply (self, index, SLUICE_FAULT_FACTOR);
}

static gboolean
fits_applicator (const SluiceApplicator *applicator,
                 const char             *text,
                 gsize                   length)
{
  guint32 n = 0;

  for (guint32 i = 0; i < applicator->n_edges; i++)
    n += sluice_check_accepts_text (applicator->edges[i].target, text, length);

  switch (applicator->relation)
    {
    case SLUICE_RELATION_ALL:
      return n == applicator->n_edges;
    case SLUICE_RELATION_ANY:
      return n > 0;
    case SLUICE_RELATION_ONE:
      return n == 1;
    case SLUICE_RELATION_NOT:
      return n == 0;
    default:
      return TRUE;
    }
}

/* if, then and else stand in a row. */
static gboolean
fits_choice (const SluicePosition *position,
             guint32               i,
             const char           *text,
             gsize                 length)
{
  gboolean holds = sluice_check_accepts_text (position->applicators[i].edges->target, text, length);

  for (i++; i < position->n_applicators; i++)
    if (position->applicators[i].relation == (holds ? SLUICE_RELATION_THEN : SLUICE_RELATION_ELSE))
      return sluice_check_accepts_text (position->applicators[i].edges->target, text, length);

  return TRUE;
}

gboolean
sluice_check_accepts_text (const SluicePosition *position,
                           const char           *text,
                           gsize                 length)
{
  const SluiceStringRules *rules = position->string;
  guint32 n_characters = count_characters (text, length);

  if (!(position->admits & SLUICE_TYPE_BIT (SLUICE_NODE_STRING)))
    return FALSE;
  if (rules && (n_characters < rules->minimum || n_characters > rules->maximum ||
                (rules->regex && !sluice_pattern_matches (rules->regex, text, length)) ||
                (rules->format && !rules->format->matches (text, length))))
    return FALSE;

  for (guint32 i = 0; i < position->n_values; i++)
    if (!sluice_words_find (&position->values[i].words, text, length))
      return FALSE;
  for (guint32 i = 0; i < position->n_applicators; i++)
    if (position->applicators[i].relation == SLUICE_RELATION_IF
          ? !fits_choice (position, i, text, length)
          : !fits_applicator (&position->applicators[i], text, length))
      return FALSE;

  return TRUE;
}

/**
 * sluice_check_dup_forecast:
 * @self: a check
 * @node: a node of the answer
 *
 * Gets the only text that a string can still become: where the schema allows certain texts, and
 * the letters so far fit just one of them. It is a forecast, not the value.
 *
 * Returns: (transfer full) (nullable): the whole text, `NULL` where there are several, none, or
 *   the value is complete
 */
char *
sluice_check_dup_forecast (SluiceCheck *self,
                           SluiceNode  *node)
{
  SluiceLevel *level;

  g_return_val_if_fail (SLUICE_IS_CHECK (self), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  if (self->n_levels == 0)
    return NULL;
  level = sluice_check_top (self);
  if (level->node != node || node->type != SLUICE_NODE_STRING)
    return NULL;

  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      const SluiceTrial *trial = &self->trials[i];

      if (trial->applicator || trial->failed || !sluice_check_is_certain (self, i))
        continue;
      for (guint32 j = 0; j < trial->position->n_values; j++)
        if (trial->options[j].high - trial->options[j].low == 1)
          return g_strdup (trial->position->values[j].words.words[trial->options[j].low].text);
    }

  return NULL;
}
