/* sluice-check-object.c: what objects are checked for, name by name and at their end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-check-private.h"
#include "schema/sluice-pattern-private.h"

#define INLINE_BITS 64

static const SluiceObjectRules *
get_rules (SluiceCheck *self,
           guint32      index)
{
  SluiceTrial *trial = &self->trials[index];

  return trial->stopped || trial->applicator ? NULL : trial->position->object;
}

/* The enum of propertyNames, whose words a name must be one of. */
static const SluiceValues *
get_name_values (const SluiceObjectRules *rules)
{
  const SluicePosition *position = rules->name_schema.target;

  return position && position->n_values > 0 ? position->values : NULL;
}

static gboolean
watches_names (const SluiceObjectRules *rules)
{
  const SluicePosition *position = rules->name_schema.target;

  return rules->is_closed || (position && (position->n_values > 0 || position->string));
}

/* Prepares for the members of the node at the top. */
void
sluice_check_begin_object (SluiceCheck *self,
                           SluiceLevel *level)
{
  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      const SluiceObjectRules *rules = get_rules (self, i);

      if (rules && watches_names (rules))
        level->watches_names = TRUE;
    }
}

gboolean
sluice_check_has_seen (SluiceCheck *self,
                       guint32      index,
                       guint32      property)
{
  SluiceTrial *trial = &self->trials[index];
  guint32 bit = trial->position->object->properties[property].seen_bit;

  if (bit < INLINE_BITS)
    return (trial->seen >> bit) & 1;
  bit -= INLINE_BITS;

  return trial->more_seen && ((trial->more_seen[bit / 64] >> (bit % 64)) & 1);
}

static void
set_seen (SluiceTrial             *trial,
          const SluiceObjectRules *rules,
          guint32                  bit)
{
  if (bit < INLINE_BITS)
    {
      trial->seen |= G_GUINT64_CONSTANT (1) << bit;
      return;
    }

  bit -= INLINE_BITS;
  if (trial->more_seen == NULL)
    trial->more_seen = g_new0 (guint64, (rules->n_seen_bits - INLINE_BITS + 63) / 64);
  trial->more_seen[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
}

static void
start_name (SluiceTrial             *trial,
            const SluiceObjectRules *rules)
{
  const SluiceValues *values = get_name_values (rules);

  trial->name_failed = FALSE;
  trial->range = sluice_words_all (&rules->declared);
  if (values)
    trial->name_range = sluice_words_all (&values->words);
}

/* Letters beyond the longest allowed name: the index of the first, length when there are none. */
static gsize
find_excess (const SluicePosition *position,
             const char           *text,
             gsize                 length)
{
  guint32 n = 0;

  if (!position || !position->string)
    return length;

  for (gsize i = 0; i < length; i++)
    if (((guchar) text[i] & 0xc0) != 0x80 && n++ == position->string->maximum)
      return i;

  return length;
}

/* The first letter that no name of the pattern can have; length when there is none. */
static gsize
find_pattern_death (GRegex     *regex,
                    const char *text,
                    gsize       length)
{
  gsize n = sluice_pattern_complete (text, MIN (length, SLUICE_PATTERN_CLOSE_TRIES), length);

  if (regex == NULL)
    return 0;
  if (sluice_pattern_try (regex, text, n) != SLUICE_PREFIX_DEAD)
    return length;

  return sluice_pattern_find_death (regex, text, 0, n);
}

/* The letter after which a name is neither declared nor one of a pattern's. */
static gsize
find_additional (SluiceTrial             *trial,
                 const SluiceObjectRules *rules,
                 const char              *text,
                 gsize                    length,
                 gsize                    from)
{
  gsize at = from;

  if (trial->range.low != trial->range.high)
    at += sluice_words_narrow (&rules->declared, &trial->range, from, text + from, length - from);
  for (guint32 i = 0; i < rules->n_patterns && at < length; i++)
    at = MAX (at, find_pattern_death (rules->patterns[i].regex, text, length));

  return at;
}

static void
read_name_letters (SluiceCheck *self,
                   guint32      index,
                   const char  *text,
                   gsize        length,
                   gsize        from)
{
  SluiceTrial *trial = &self->trials[index];
  const SluiceObjectRules *rules = trial->position->object;
  const SluiceValues *values = get_name_values (rules);
  const SluicePosition *names = rules->name_schema.target;
  gsize declared = length, allowed = length;

  if (rules->is_closed)
    declared = find_additional (trial, rules, text, length, from);
  if (values)
    allowed = from + sluice_words_narrow (&values->words, &trial->name_range, from, text + from,
                                          length - from);
  allowed = MIN (allowed, find_excess (names, text, length));
  if (names && names->string && names->string->can_die)
    allowed = MIN (allowed, find_pattern_death (names->string->regex, text, length));
  if (MIN (declared, allowed) == length)
    return;

  trial->name_failed = TRUE;
  sluice_check_add_death (self, index, declared <= allowed ? SLUICE_FAULT_ADDITIONAL
                                                           : SLUICE_FAULT_NAME,
                          SLUICE_NONE, MIN (declared, allowed));
}

static void
tell_name (SluiceCheck       *self,
           const SluiceDeath *death,
           const char        *text,
           gsize              length)
{
  sluice_check_fail (self, &(SluiceFailure) {
    .fault = death->fault, .trial = death->trial, .name = text,
    .name_length = sluice_check_end_character (text, length, death->at)
  });
}

/* More letters of a member's name: text[from, length), at offset in the pushed text. */
void
sluice_check_read_name (SluiceCheck *self,
                        const char  *text,
                        gsize        length,
                        gsize        from,
                        gsize        offset)
{
  SluiceLevel *level = sluice_check_top (self);

  if (G_UNLIKELY (self->deaths->len > 0))
    g_array_set_size (self->deaths, 0);
  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      const SluiceObjectRules *rules = get_rules (self, i);

      if (!rules || !watches_names (rules))
        continue;
      if (from == 0)
        start_name (&self->trials[i], rules);
      if (!self->trials[i].name_failed && length > from)
        read_name_letters (self, i, text, length, from);
    }

  sluice_check_sort_deaths (self);
  for (guint i = 0; i < self->deaths->len; i++)
    {
      const SluiceDeath *death = &g_array_index (self->deaths, SluiceDeath, i);

      sluice_check_begin_letter (self, offset + death->at - from);
      tell_name (self, death, text, length);
    }
}

/* Members mostly come in the order of the schema. */
static guint32
find_property (const SluiceObjectRules *rules,
               SluiceTrial             *trial,
               const char              *name,
               gsize                    length)
{
  const SluiceWord *word;

  if (trial->predicted < rules->n_properties)
    {
      const SluiceProperty *guess = &rules->properties[trial->predicted];

      if (guess->length == length && memcmp (guess->name, name, length) == 0)
        return trial->predicted++;
    }

  word = sluice_words_find (&rules->names, name, length);
  if (word == NULL)
    return SLUICE_NONE;
  trial->predicted = word->value + 1;

  return word->value;
}

static gboolean
matches_pattern (const SluicePatternProperty *pattern,
                 const char                  *name,
                 gsize                        length)
{
  return pattern->regex && sluice_pattern_matches (pattern->regex, name, length);
}

/* Whether a member is one that additionalProperties is about. */
static gboolean
is_additional (const SluiceObjectRules *rules,
               guint32                  property,
               const char              *name,
               gsize                    length)
{
  if (property != SLUICE_NONE && rules->properties[property].edge.target)
    return FALSE;

  for (guint32 i = 0; i < rules->n_patterns; i++)
    if (matches_pattern (&rules->patterns[i], name, length))
      return FALSE;

  return TRUE;
}

static void
note_property (SluiceTrial             *trial,
               const SluiceObjectRules *rules,
               gboolean                 has_seen)
{
  const SluiceProperty *property = &rules->properties[trial->property];

  trial->n_known += property->edge.target != NULL;
  if (property->seen_bit == SLUICE_NONE)
    return;

  trial->n_required += property->is_required && !has_seen;
  set_seen (trial, rules, property->seen_bit);
}

static void
check_count (SluiceCheck *self,
             guint32      index,
             guint32      n)
{
  SluiceTrial *trial = &self->trials[index];
  const SluiceObjectRules *rules = trial->position->object;
  SluiceFault fault = n > rules->maximum ? SLUICE_FAULT_MAX_PROPERTIES : SLUICE_FAULT_NO_ROOM;

  /* Whether the member counts is known when its value begins, so this is decided at the end. */
  if (self->null_is_absent || rules->maximum == SLUICE_NO_LIMIT ||
      n + (rules->n_required - trial->n_required) <= rules->maximum ||
      sluice_check_was_told (self, index, SLUICE_FAULT_MAX_PROPERTIES) ||
      sluice_check_was_told (self, index, SLUICE_FAULT_NO_ROOM))
    return;

  sluice_check_fail_early (self, &(SluiceFailure) { .fault = fault, .trial = index });
}

static void
check_name (SluiceCheck *self,
            guint32      index,
            SluiceNode  *member,
            const char  *name,
            gsize        length)
{
  SluiceTrial *trial = &self->trials[index];
  const SluiceObjectRules *rules = trial->position->object;
  const SluicePosition *additional = rules->additional.target, *names = rules->name_schema.target;

  if (trial->name_failed)
    return;

  if (additional && additional->admits == 0 &&
      is_additional (rules, trial->property, name, length))
    sluice_check_fail (self, &(SluiceFailure) {
      .fault = SLUICE_FAULT_ADDITIONAL, .trial = index, .other = member, .name = name,
      .name_length = length
    });
  if (names && !self->trials[index].stopped && !sluice_check_accepts_text (names, name, length))
    sluice_check_fail (self, &(SluiceFailure) {
      .fault = SLUICE_FAULT_NAME, .trial = index, .other = member, .name = name,
      .name_length = length
    });
}

/* The name of a member has ended, and its node is there. */
void
sluice_check_end_name (SluiceCheck *self,
                       SluiceNode  *member)
{
  SluiceLevel *level = sluice_check_top (self);
  gsize length;
  const char *name = sluice_node_get_name (member, &length);

  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      const SluiceObjectRules *rules = get_rules (self, i);
      SluiceTrial *trial = &self->trials[i];

      if (rules == NULL)
        continue;
      trial->property = find_property (rules, trial, name, length);
      if (trial->property != SLUICE_NONE)
        note_property (trial, rules, rules->properties[trial->property].seen_bit != SLUICE_NONE &&
                                     sluice_check_has_seen (self, i, trial->property));
      check_name (self, i, member, name, length);
      if (!self->trials[i].stopped)
        check_count (self, i, level->node->n);
    }
}

/* Whether the value that begins is a null for an optional member which could not be null. */
static gboolean
is_absent (SluiceCheck          *self,
           const SluiceProperty *property,
           SluiceNode           *member)
{
  return self->null_is_absent && member->type == SLUICE_NODE_NULL && !property->is_required &&
         !(property->edge.target->admits & SLUICE_TYPE_BIT (SLUICE_NODE_NULL));
}

/* The name was counted when it ended. */
static void
forget_property (SluiceTrial          *trial,
                 const SluiceProperty *property)
{
  guint32 bit = property->seen_bit;

  trial->n_known--;
  if (bit == SLUICE_NONE)
    return;
  if (bit < INLINE_BITS)
    trial->seen &= ~(G_GUINT64_CONSTANT (1) << bit);
  else
    trial->more_seen[(bit - INLINE_BITS) / 64] &= ~(G_GUINT64_CONSTANT (1) << (bit % 64));
}

/* The value of a member has begun. */
void
sluice_check_enter_member (SluiceCheck *self,
                           guint32      index,
                           SluiceNode  *member)
{
  const SluiceObjectRules *rules = get_rules (self, index);
  guint32 property = self->trials[index].property;
  gboolean is_known = FALSE;
  const char *name = NULL;
  gsize length = 0;

  if (rules == NULL)
    return;

  if (property != SLUICE_NONE && rules->properties[property].edge.target)
    {
      if (is_absent (self, &rules->properties[property], member))
        {
          forget_property (&self->trials[index], &rules->properties[property]);
          member->absent = TRUE;
          return;
        }
      sluice_check_enter_child (self, &rules->properties[property].edge, index);
      is_known = TRUE;
    }

  if (rules->n_patterns > 0 || (!is_known && rules->additional.target))
    name = sluice_node_get_name (member, &length);
  for (guint32 i = 0; i < rules->n_patterns; i++)
    if (matches_pattern (&rules->patterns[i], name, length))
      {
        sluice_check_enter_child (self, &rules->patterns[i].edge, index);
        is_known = TRUE;
      }

  /* One that is not allowed at all was told when its name ended. */
  if (!is_known && rules->additional.target && rules->additional.target->admits != 0)
    sluice_check_enter_child (self, &rules->additional, index);
  if (is_known || rules->additional.target)
    sluice_check_note_evaluated (self, index, member);
}

static void
check_required (SluiceCheck             *self,
                guint32                  index,
                const SluiceObjectRules *rules)
{
  if (self->trials[index].n_required == rules->n_required)
    return;

  for (guint32 i = 0; i < rules->n_properties && !self->trials[index].stopped; i++)
    if (rules->properties[i].is_required && !sluice_check_has_seen (self, index, i))
      sluice_check_fail (self, &(SluiceFailure) {
        .fault = SLUICE_FAULT_REQUIRED, .trial = index, .name = rules->properties[i].name,
        .name_length = rules->properties[i].length
      });
}

static guint32
count_members (SluiceCheck             *self,
               SluiceNode              *object,
               const SluiceObjectRules *rules)
{
  guint32 n = object->n;

  if (!self->null_is_absent || (rules->minimum == 0 && rules->maximum == SLUICE_NO_LIMIT))
    return n;

  for (SluiceNode *child = sluice_node_get_first_child (object); child != NULL;
       child = sluice_node_get_next_sibling (child))
    n -= child->absent;

  return n;
}

void
sluice_check_end_object (SluiceCheck *self,
                         guint32      index)
{
  const SluiceObjectRules *rules = get_rules (self, index);
  guint32 n;

  if (rules == NULL)
    return;

  check_required (self, index, rules);
  for (guint32 i = 0; i < rules->n_dependencies && !self->trials[index].stopped; i++)
    {
      SluiceDependency dependency = rules->dependencies[i];
      const SluiceProperty *needed = &rules->properties[dependency.needed];

      if (sluice_check_has_seen (self, index, dependency.trigger) &&
          !sluice_check_has_seen (self, index, dependency.needed))
        sluice_check_fail (self, &(SluiceFailure) {
          .fault = SLUICE_FAULT_DEPENDENT, .trial = index, .name = needed->name,
          .name_length = needed->length, .second = rules->properties[dependency.trigger].name
        });
    }
  n = count_members (self, self->trials[index].node, rules);
  if (!self->trials[index].stopped && n < rules->minimum)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MIN_PROPERTIES);
  if (self->null_is_absent && !self->trials[index].stopped && n > rules->maximum)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MAX_PROPERTIES);
}
