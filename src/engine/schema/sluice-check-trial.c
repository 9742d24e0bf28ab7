/* sluice-check-trial.c: trials of positions on nodes, and what they mean to each other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-check-private.h"

#define FIRST_ROOM 32

static inline guint
get_type_bit (const SluiceTrial *trial)
{
  return SLUICE_TYPE_BIT (trial->node->type);
}

static guint32
add_trial (SluiceCheck            *self,
           const SluicePosition   *position,
           const SluiceApplicator *applicator)
{
  guint32 index = self->n_trials++;
  SluiceTrial *trial;

  if (G_UNLIKELY (index >= self->n_trials_room))
    {
      self->n_trials_room = MAX (self->n_trials_room * 2, FIRST_ROOM);
      self->trials = g_renew (SluiceTrial, self->trials, self->n_trials_room);
    }

  trial = &self->trials[index];
  *trial = (SluiceTrial) {
    .position = position, .applicator = applicator, .node = sluice_check_top (self)->node,
    .level = self->n_levels - 1, .property = SLUICE_NONE
  };
  if (applicator == NULL)
    self->recent[position->index] = index;

  return index;
}

/* Whether a trial is certain follows from the trials above it: what changes one can change those of
 * its own level and of the levels below. Most changes are at the innermost level. */
static void
note_change (SluiceCheck *self,
             guint32      index)
{
  self->epoch++;
  for (guint32 i = self->trials[index].level; i < self->n_levels; i++)
    self->levels[i].changed = self->epoch;
}

/* Parts for the same node are kept in order, so that what is told of them is. */
static guint32
add_link (SluiceCheck      *self,
          guint32           upper,
          guint32           lower,
          const SluiceEdge *edge,
          SluiceRelation    relation)
{
  guint32 index = self->n_links++;
  SluiceTrial *above = &self->trials[upper], *below = &self->trials[lower];

  if (G_UNLIKELY (index >= self->n_links_room))
    {
      self->n_links_room = MAX (self->n_links_room * 2, FIRST_ROOM);
      self->links = g_renew (SluiceLink, self->links, self->n_links_room);
    }

  if (below->epoch != 0)
    note_change (self, lower);
  self->links[index] = (SluiceLink) { .upper = upper, .lower = lower, .edge = edge,
                                      .relation = relation, .next_up = below->first_up };
  below->first_up = index;
  if (above->node != below->node)
    return index;

  if (above->last_down)
    self->links[above->last_down].next_down = index;
  else
    above->first_down = index;
  above->last_down = index;

  return index;
}

/* The trial of a position on this very node, if there is one that can be shared. */
static guint32
find_trial (SluiceCheck          *self,
            const SluicePosition *position)
{
  guint32 index = self->recent[position->index];

  if (index < sluice_check_top (self)->first_trial || index >= self->n_trials ||
      self->trials[index].position != position || self->trials[index].applicator ||
      self->trials[index].failed)
    return 0;

  return index;
}

static void
enter_branches (SluiceCheck            *self,
                guint32                 index,
                const SluiceApplicator *applicator)
{
  SluiceTrial *trial = &self->trials[index];
  guint type = get_type_bit (trial);

  for (guint32 i = 0; i < applicator->n_edges; i++)
    {
      const SluiceEdge *edge = &applicator->edges[i];

      if (!(edge->target->admits & type))
        continue;
      trial->alive++;
      if (!(edge->target->bare & type))
        continue;
      if (trial->sure++ == 0)
        trial->sure_edge = edge;
    }

  for (guint32 i = 0; i < applicator->n_edges; i++)
    if (!(applicator->edges[i].target->admits & type))
      sluice_check_tell_eliminated (self, index, &applicator->edges[i]);

  for (guint32 i = 0; i < applicator->n_edges; i++)
    {
      const SluicePosition *target = applicator->edges[i].target;

      if ((target->admits & type) && !(target->bare & type))
        sluice_check_enter (self, &applicator->edges[i], index, applicator->relation, 0);
    }

  if (self->trials[index].alive == 1)
    sluice_check_tell_branch (self, index);
}

static void
enter_union (SluiceCheck            *self,
             guint32                 upper,
             const SluiceApplicator *applicator)
{
  guint32 index = add_trial (self, self->trials[upper].position, applicator);

  add_link (self, upper, index, NULL, SLUICE_RELATION_ALL);
  enter_branches (self, index, applicator);
}

void
sluice_check_enter_choice (SluiceCheck            *self,
                           const SluicePosition   *position,
                           const SluiceApplicator *choice)
{
  guint32 index = add_trial (self, position, choice);

  enter_branches (self, index, choice);
}

static void
enter_parts (SluiceCheck            *self,
             guint32                 index,
             const SluiceApplicator *applicator)
{
  guint type = get_type_bit (&self->trials[index]);

  if (applicator->relation == SLUICE_RELATION_DEPENDENT &&
      type != SLUICE_TYPE_BIT (SLUICE_NODE_OBJECT))
    return;

  for (guint32 i = 0; i < applicator->n_edges; i++)
    if (applicator->relation != SLUICE_RELATION_ALL ||
        !(applicator->edges[i].target->bare & type))
      sluice_check_enter (self, &applicator->edges[i], index, applicator->relation,
                          applicator->trigger);
}

static void
expand (SluiceCheck *self,
        guint32      index)
{
  const SluicePosition *position = self->trials[index].position;

  for (guint32 i = 0; i < position->n_applicators && !self->trials[index].stopped; i++)
    {
      const SluiceApplicator *applicator = &position->applicators[i];

      if (applicator->relation == SLUICE_RELATION_ANY ||
          applicator->relation == SLUICE_RELATION_ONE)
        enter_union (self, index, applicator);
      else
        enter_parts (self, index, applicator);
    }
}

/* The first keyword that has no room for the type. */
static void
fail_type (SluiceCheck *self,
           guint32      index)
{
  SluiceTrial *trial = &self->trials[index];
  const SluicePosition *position = trial->position;
  SluiceFailure failure = { .fault = SLUICE_FAULT_TYPE, .trial = index };
  guint type = get_type_bit (trial);

  if (position->types == 0)
    {
      failure.fault = SLUICE_FAULT_NEVER;
    }
  else if (position->types & type)
    {
      failure.fault = SLUICE_FAULT_BRANCHES;
      for (guint32 i = 0; i < position->n_values && !failure.values; i++)
        if (!(position->values[i].types & type))
          {
            failure.fault = SLUICE_FAULT_TYPE;
            failure.values = &position->values[i];
          }
      for (guint32 i = 0; i < position->n_applicators && !failure.keyword; i++)
        if (position->applicators[i].relation <= SLUICE_RELATION_ONE)
          failure.keyword = position->applicators[i].keyword;
    }

  sluice_check_fail (self, &failure);
}

/* Tries the target of an edge on the node at the top. */
guint32
sluice_check_enter (SluiceCheck      *self,
                    const SluiceEdge *edge,
                    guint32           upper,
                    SluiceRelation    relation,
                    guint32           trigger)
{
  const SluicePosition *position = edge->target;
  guint32 index = find_trial (self, position);
  gboolean is_new = index == 0;
  SluiceTrial *trial;

  if (is_new)
    index = add_trial (self, position, NULL);
  if (upper)
    {
      guint32 link = add_link (self, upper, index, edge, relation);

      self->links[link].trigger = trigger;
    }
  if (!is_new)
    return index;

  trial = &self->trials[index];
  if (!(position->admits & get_type_bit (trial)))
    {
      fail_type (self, index);
      self->trials[index].stopped = TRUE;
      note_change (self, index);
    }
  else
    {
      expand (self, index);
    }

  return index;
}

static gboolean
has_live_upper (SluiceCheck *self,
                guint32      index)
{
  for (guint32 l = self->trials[index].first_up; l; l = self->links[l].next_up)
    if (!self->trials[self->links[l].upper].stopped)
      return TRUE;

  return FALSE;
}

/* What only a stopped trial wants to know need not be found out either. */
static void
stop (SluiceCheck *self,
      guint32      index)
{
  if (self->trials[index].stopped)
    return;

  self->trials[index].stopped = TRUE;
  note_change (self, index);
  for (guint32 l = self->trials[index].first_down; l; l = self->links[l].next_down)
    if (!has_live_upper (self, self->links[l].lower))
      stop (self, self->links[l].lower);
}

static gboolean find_certainty (SluiceCheck *self,
                                guint32      index);

static gboolean
is_certain_along (SluiceCheck      *self,
                  const SluiceLink *link)
{
  const SluiceTrial *upper = &self->trials[link->upper];

  switch ((SluiceRelation) link->relation)
    {
    case SLUICE_RELATION_ALL:
      return find_certainty (self, link->upper);
    case SLUICE_RELATION_ANY:
    case SLUICE_RELATION_ONE:
      return upper->alive <= (link->failed ? 0u : 1u) && find_certainty (self, link->upper);
    default:
      return FALSE;
    }
}

/* What was found is good until something changes: the way up is as long as the value is deep. */
static gboolean
find_certainty (SluiceCheck *self,
                guint32      index)
{
  SluiceTrial *trial = &self->trials[index];
  gboolean certain = trial->first_up == 0;

  if (trial->stopped)
    return FALSE;
  if (trial->epoch >= self->levels[trial->level].changed)
    return trial->certain;

  for (guint32 l = trial->first_up; l && !certain; l = self->links[l].next_up)
    certain = is_certain_along (self, &self->links[l]);
  trial->epoch = self->epoch;
  trial->certain = certain;

  return certain;
}

gboolean
sluice_check_is_certain (SluiceCheck *self,
                         guint32      trial)
{
  return find_certainty (self, trial);
}

static guint32
count_known (SluiceCheck *self,
             guint32      index)
{
  SluiceTrial *trial = &self->trials[index];
  guint32 n = trial->n_known;

  if (trial->counted == self->epoch)
    return 0;

  trial->counted = self->epoch;
  for (guint32 l = trial->first_down; l; l = self->links[l].next_down)
    if (self->links[l].relation == SLUICE_RELATION_ALL)
      n += count_known (self, self->links[l].lower);

  return n;
}

guint32
sluice_check_count_known (SluiceCheck *self,
                          guint32      trial)
{
  self->epoch++;

  return count_known (self, trial);
}

static void
remember_tie (SluiceCheck         *self,
              const SluiceLink    *link,
              SluiceFailure       *failure)
{
  SluiceTie tie = { link->upper, sluice_check_count_known (self, link->lower) };

  /* The names of branches are gone before the tie is. */
  if (failure->fault == SLUICE_FAULT_SEVERAL && !failure->made)
    failure->made = sluice_check_make_violation (self, failure);
  tie.failure = *failure;
  if (failure->made)
    sluice_violation_ref (failure->made);
  g_array_append_val (self->ties, tie);
}

/* All branches are dead. Of those that died of this very byte, the one that had got furthest is
 * told, the first of them if they are alike. */
static void
settle_tie (SluiceCheck      *self,
            const SluiceLink *link,
            SluiceFailure    *failure)
{
  guint32 score = sluice_check_count_known (self, link->lower);
  SluiceTie *best = NULL;

  for (guint i = 0; i < self->ties->len; i++)
    {
      SluiceTie *tie = &g_array_index (self->ties, SluiceTie, i);

      if (tie->union_trial == link->upper && (best ? tie->score > best->score
                                                   : tie->score >= score))
        best = tie;
    }
  if (best == NULL)
    return;

  if (best->failure.made)
    sluice_violation_ref (best->failure.made);
  g_clear_pointer (&failure->made, sluice_violation_unref);
  *failure = best->failure;
  stop (self, link->lower);
}

void
sluice_check_suspend (SluiceCheck     *self,
                      guint32          link,
                      guint32          upper,
                      SluiceNode      *child,
                      SluiceViolation *violation)
{
  SluiceSuspense suspense = { link, upper, child, violation, violation->node,
                              self->trials[upper].node };

  g_array_append_val (self->suspenses, suspense);
}

/* What was held back because it depended on something else now counts. */
void
sluice_check_release (SluiceCheck *self,
                      guint        suspense)
{
  SluiceSuspense *held = &g_array_index (self->suspenses, SluiceSuspense, suspense);
  SluiceFailure failure = { .trial = held->upper, .made = g_steal_pointer (&held->violation) };

  failure.node = failure.made->node;
  failure.made->byte = self->byte;
  failure.made->earliness = SLUICE_EARLINESS_ANCESTOR;
  failure.made->doomed = failure.node->phase != SLUICE_PHASE_CLOSED;
  sluice_check_fail (self, &failure);
}

static void propagate (SluiceCheck   *self,
                       guint32        index,
                       SluiceFailure *failure);

static void
tell_upper (SluiceCheck   *self,
            guint32        index,
            SluiceFailure *failure)
{
  SluiceLink *link = &self->links[index];
  SluiceTrial *upper = &self->trials[link->upper];

  link->failed = TRUE;
  switch ((SluiceRelation) link->relation)
    {
    case SLUICE_RELATION_ALL:
      if (!upper->failed)
        propagate (self, link->upper, failure);
      break;
    case SLUICE_RELATION_ANY:
    case SLUICE_RELATION_ONE:
      note_change (self, link->upper);
      upper->alive--;
      sluice_check_tell_eliminated (self, link->upper, link->edge);
      if (upper->alive == 0)
        {
          settle_tie (self, link, failure);
          propagate (self, link->upper, failure);
          break;
        }
      remember_tie (self, link, failure);
      if (upper->alive == 1)
        sluice_check_tell_branch (self, link->upper);
      break;
    case SLUICE_RELATION_THEN:
    case SLUICE_RELATION_ELSE:
    case SLUICE_RELATION_DEPENDENT:
      if (!upper->stopped)
        sluice_check_suspend (self, index, link->upper, NULL,
                              sluice_check_make_violation (self, failure));
      break;
    case SLUICE_RELATION_UNEVALUATED:
      if (!upper->stopped)
        sluice_check_suspend (self, 0, link->upper, self->trials[link->lower].node,
                              sluice_check_make_violation (self, failure));
      break;
    default:
      break;
    }
}

/* Takes a failure as far up as it is sure. */
static void
propagate (SluiceCheck   *self,
           guint32        index,
           SluiceFailure *failure)
{
  self->trials[index].failed = TRUE;
  for (guint32 l = self->trials[index].first_up; l; l = self->links[l].next_up)
    if (!self->links[l].failed)
      tell_upper (self, l, failure);

  if (!sluice_check_is_certain (self, index))
    stop (self, index);
}

/* The rule of a trial broke. Where that is certain for the answer it is told, and the trial goes
 * on, as there may be more to tell; a branch that others can still replace ends here. */
void
sluice_check_fail (SluiceCheck   *self,
                   SluiceFailure *failure)
{
  SluiceTrial *trial = &self->trials[failure->trial];
  gboolean certain;

  if (trial->stopped)
    {
      g_clear_pointer (&failure->made, sluice_violation_unref);
      return;
    }

  failure->position = trial->position;
  if (failure->node == NULL)
    failure->node = trial->node;
  failure->byte = self->byte;
  certain = sluice_check_is_certain (self, failure->trial);
  if (!trial->failed)
    propagate (self, failure->trial, failure);
  if (certain)
    sluice_check_report (self, failure);
  g_clear_pointer (&failure->made, sluice_violation_unref);
}

void
sluice_check_fail_simply (SluiceCheck *self,
                          guint32      trial,
                          SluiceFault  fault)
{
  SluiceFailure failure = { .fault = fault, .trial = trial };

  sluice_check_fail (self, &failure);
}

void
sluice_check_drop_branch (SluiceCheck      *self,
                          guint32           union_trial,
                          const SluiceEdge *edge)
{
  SluiceTrial *trial = &self->trials[union_trial];

  if (edge->target->bare & get_type_bit (trial))
    {
      trial->sure--;
      trial->alive--;
      note_change (self, union_trial);
    }

  for (guint32 l = trial->first_down; l; l = self->links[l].next_down)
    if (self->links[l].edge == edge && !self->links[l].failed)
      {
        note_change (self, union_trial);
        self->links[l].failed = TRUE;
        self->trials[self->links[l].lower].failed = TRUE;
        trial->alive--;
        stop (self, self->links[l].lower);
      }
}

void
sluice_check_add_death (SluiceCheck *self,
                        guint32      trial,
                        SluiceFault  fault,
                        guint32      which,
                        gsize        at)
{
  SluiceDeath death = { at, trial, which, fault };

  g_array_append_val (self->deaths, death);
}

static int
compare_deaths (gconstpointer a,
                gconstpointer b)
{
  const SluiceDeath *first = a, *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;

  return first->trial < second->trial ? -1 : first->trial > second->trial;
}

/* In the order of their letters, then of their trials. */
void
sluice_check_sort_deaths (SluiceCheck *self)
{
  if (self->deaths->len > 1)
    g_array_sort (self->deaths, compare_deaths);
}

SluiceLevel *
sluice_check_push_level (SluiceCheck *self,
                         SluiceNode  *node)
{
  SluiceLevel *level;

  if (G_UNLIKELY (self->n_levels == self->n_levels_room))
    {
      self->n_levels_room = MAX (self->n_levels_room * 2, FIRST_ROOM);
      self->levels = g_renew (SluiceLevel, self->levels, self->n_levels_room);
    }

  level = &self->levels[self->n_levels++];
  *level = (SluiceLevel) {
    .node = node, .first_trial = self->n_trials, .first_link = self->n_links,
    .first_suspense = node->is_member ? self->name_suspense : self->suspenses->len,
    .changed = ++self->epoch
  };

  return level;
}

void
sluice_check_pop_level (SluiceCheck *self)
{
  SluiceLevel *level = sluice_check_top (self);

  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    {
      g_free (self->trials[i].more_seen);
      g_clear_pointer (&self->trials[i].unique, g_hash_table_unref);
      g_clear_pointer (&self->trials[i].evaluated, g_hash_table_unref);
    }
  self->n_trials = level->first_trial;
  self->n_links = level->first_link;
  self->n_levels--;
}

void
sluice_check_enter_child (SluiceCheck      *self,
                          const SluiceEdge *edge,
                          guint32           upper)
{
  SluiceNode *node = sluice_check_top (self)->node;

  if (node->slot == 0)
    node->slot = edge->target->index + 1;
  if (!(edge->target->bare & SLUICE_TYPE_BIT (node->type)))
    sluice_check_enter (self, edge, upper, SLUICE_RELATION_ALL, 0);
}
