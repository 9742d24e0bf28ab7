/* sluice-check-unevaluated.c: members and elements that no other keyword says anything of
 *
 * Which they are is known at the end of the object or array, when all its branches are decided. So
 * the rule for them is tried on each as it arrives, and what breaks is kept until then.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-check-private.h"

static const SluiceEdge *
get_edge (const SluiceTrial *trial)
{
  const SluicePosition *position = trial->position;
  const SluiceEdge *edge = NULL;

  if (trial->applicator || trial->stopped)
    return NULL;

  if (trial->node->type == SLUICE_NODE_OBJECT)
    edge = position->object ? &position->object->unevaluated : NULL;
  else if (trial->node->type == SLUICE_NODE_ARRAY)
    edge = position->array ? &position->array->unevaluated : NULL;

  return edge && edge->target ? edge : NULL;
}

void
sluice_check_note_evaluated (SluiceCheck *self,
                             guint32      index,
                             SluiceNode  *child)
{
  SluiceTrial *trial = &self->trials[index];

  if (!self->has_unevaluated)
    return;

  if (trial->evaluated == NULL)
    trial->evaluated = g_hash_table_new (NULL, NULL);
  g_hash_table_add (trial->evaluated, child);
}

static gboolean
if_holds (SluiceCheck *self,
          guint32      index)
{
  for (guint32 l = self->trials[index].first_down; l; l = self->links[l].next_down)
    if (self->links[l].relation == SLUICE_RELATION_IF)
      return !self->trials[self->links[l].lower].failed;

  return FALSE;
}

/* Whether what a part has evaluated counts. While the value is open that is sure of few. */
static gboolean
counts (SluiceCheck      *self,
        const SluiceLink *link,
        gboolean          is_decided)
{
  if (link->relation == SLUICE_RELATION_ALL)
    return TRUE;
  if (!is_decided)
    return FALSE;

  switch ((SluiceRelation) link->relation)
    {
    case SLUICE_RELATION_ANY:
    case SLUICE_RELATION_ONE:
      return !link->failed;
    case SLUICE_RELATION_IF:
      return !self->trials[link->lower].failed;
    case SLUICE_RELATION_THEN:
      return if_holds (self, link->upper);
    case SLUICE_RELATION_ELSE:
      return !if_holds (self, link->upper);
    case SLUICE_RELATION_DEPENDENT:
      return sluice_check_has_seen (self, link->upper, link->trigger);
    default:
      return FALSE;
    }
}

/* Each trial is asked once in an epoch: shared trials have many ways up. */
static gboolean
has_evaluated (SluiceCheck *self,
               guint32      index,
               SluiceNode  *child,
               gboolean     is_decided)
{
  SluiceTrial *trial = &self->trials[index];

  if (trial->counted == self->epoch)
    return FALSE;
  trial->counted = self->epoch;
  if (trial->evaluated_all || (trial->evaluated && g_hash_table_contains (trial->evaluated, child)))
    return TRUE;

  for (guint32 l = trial->first_down; l; l = self->links[l].next_down)
    if (counts (self, &self->links[l], is_decided) &&
        has_evaluated (self, self->links[l].lower, child, is_decided))
      return TRUE;

  return FALSE;
}

static void
suspend_forbidden (SluiceCheck *self,
                   guint32      index,
                   SluiceNode  *child)
{
  SluiceFailure failure = {
    .fault = SLUICE_FAULT_UNEVALUATED, .trial = index, .node = child, .byte = self->byte,
    .position = self->trials[index].position,
    .keyword = child->is_member ? "unevaluatedProperties" : "unevaluatedItems"
  };

  sluice_check_suspend (self, 0, index, child, sluice_check_make_violation (self, &failure));
}

/* A member or element of the trial's value has begun, the node at the top; all other rules for it
 * have been entered. */
void
sluice_check_enter_unevaluated (SluiceCheck *self,
                                guint32      index,
                                SluiceNode  *child)
{
  const SluiceEdge *edge = get_edge (&self->trials[index]);

  if (edge == NULL)
    return;

  self->epoch++;
  if (has_evaluated (self, index, child, FALSE))
    return;

  if (edge->target->types == 0)
    suspend_forbidden (self, index, child);
  else if (!(edge->target->bare & SLUICE_TYPE_BIT (child->type)))
    sluice_check_enter (self, edge, index, SLUICE_RELATION_UNEVALUATED, 0);
}

/* The value of a trial has ended and its parts are judged. */
void
sluice_check_end_unevaluated (SluiceCheck *self,
                              guint32      index)
{
  if (!get_edge (&self->trials[index]))
    return;

  for (guint i = 0; i < self->suspenses->len && !self->trials[index].stopped; i++)
    {
      SluiceSuspense *suspense = &g_array_index (self->suspenses, SluiceSuspense, i);

      if (suspense->upper != index || !suspense->child || !suspense->violation)
        continue;
      self->epoch++;
      if (!has_evaluated (self, index, suspense->child, TRUE))
        sluice_check_release (self, i);
    }

  self->trials[index].evaluated_all = TRUE;
}
