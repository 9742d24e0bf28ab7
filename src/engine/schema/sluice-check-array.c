/* sluice-check-array.c: what arrays are checked for, element by element and at their end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-check-private.h"
#include "schema/sluice-equality-private.h"

static const SluiceArrayRules *
get_rules (SluiceCheck *self,
           guint32      index)
{
  SluiceTrial *trial = &self->trials[index];

  return trial->stopped || trial->applicator ? NULL : trial->position->array;
}

static void
check_excess (SluiceCheck            *self,
              guint32                 index,
              const SluiceArrayRules *rules,
              SluiceNode             *element)
{
  guint32 place = sluice_node_get_index (element);

  if (place == rules->maximum)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MAX_ITEMS);

  if (!self->trials[index].stopped && place == rules->n_prefix && rules->items.target &&
      rules->items.target->types == 0)
    sluice_check_fail (self, &(SluiceFailure) { .fault = SLUICE_FAULT_EXTRA_ITEM, .trial = index,
                                                .node = element });
}

/* An element has begun. */
void
sluice_check_enter_element (SluiceCheck *self,
                            guint32      index,
                            SluiceNode  *element)
{
  const SluiceArrayRules *rules = get_rules (self, index);
  guint32 place = sluice_node_get_index (element);
  guint type = SLUICE_TYPE_BIT (element->type);

  if (rules == NULL)
    return;

  check_excess (self, index, rules, element);
  if (self->trials[index].stopped)
    return;

  if (place < rules->n_prefix)
    sluice_check_enter_child (self, &rules->prefix[place], index);
  else if (rules->items.target && rules->items.target->types != 0)
    sluice_check_enter_child (self, &rules->items, index);
  if (place < rules->n_prefix || rules->items.target)
    sluice_check_note_evaluated (self, index, element);

  if (rules->contains.target && (rules->contains.target->admits & type) &&
      !(rules->contains.target->bare & type))
    sluice_check_enter (self, &rules->contains, index, SLUICE_RELATION_CONTAINS, 0);
}

static guint
hash_element (gconstpointer element)
{
  return sluice_equality_hash ((SluiceNode *) element);
}

static gboolean
are_elements_equal (gconstpointer a,
                    gconstpointer b)
{
  return sluice_equality_test ((SluiceNode *) a, (SluiceNode *) b);
}

static void
check_unique (SluiceCheck *self,
              guint32      index,
              SluiceNode  *element)
{
  SluiceTrial *trial = &self->trials[index];
  SluiceNode *earlier;

  if (trial->unique == NULL)
    trial->unique = g_hash_table_new (hash_element, are_elements_equal);
  if (!(earlier = g_hash_table_lookup (trial->unique, element)))
    {
      g_hash_table_add (trial->unique, element);
      return;
    }

  sluice_check_fail (self, &(SluiceFailure) { .fault = SLUICE_FAULT_UNIQUE, .trial = index,
                                              .node = element, .other = earlier });
}

/* An element has ended; those that "contains" was tried on were counted. */
void
sluice_check_end_element (SluiceCheck *self,
                          guint32      index,
                          SluiceNode  *element)
{
  const SluiceArrayRules *rules = get_rules (self, index);
  SluiceTrial *trial = &self->trials[index];

  if (rules == NULL)
    return;

  if (rules->contains.target)
    {
      if (rules->contains.target->bare & SLUICE_TYPE_BIT (element->type))
        {
          trial->n_matching++;
          sluice_check_note_evaluated (self, index, element);
        }
      if (trial->n_matching > rules->max_contains &&
          !sluice_check_was_told (self, index, SLUICE_FAULT_MAX_CONTAINS))
        sluice_check_fail_early (self, &(SluiceFailure) { .fault = SLUICE_FAULT_MAX_CONTAINS,
                                                          .trial = index });
    }
  if (rules->is_unique && !self->trials[index].stopped)
    check_unique (self, index, element);
}

void
sluice_check_end_array (SluiceCheck *self,
                        guint32      index)
{
  const SluiceArrayRules *rules = get_rules (self, index);
  SluiceTrial *trial = &self->trials[index];

  if (rules == NULL)
    return;

  if (trial->node->n < rules->minimum)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MIN_ITEMS);
  if (rules->contains.target && !self->trials[index].stopped &&
      self->trials[index].n_matching < rules->min_contains)
    sluice_check_fail_simply (self, index, SLUICE_FAULT_MIN_CONTAINS);
}
