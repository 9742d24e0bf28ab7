/* sluice-check-end.c: what a node's trials come to when it closes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-check-private.h"

static void judge (SluiceCheck *self,
                   guint32      index);

static void
judge_rules (SluiceCheck *self,
             guint32      index)
{
  const SluicePosition *position = self->trials[index].position;

  switch ((SluiceNodeType) self->trials[index].node->type)
    {
    case SLUICE_NODE_OBJECT:
      sluice_check_end_object (self, index);
      break;
    case SLUICE_NODE_ARRAY:
      sluice_check_end_array (self, index);
      break;
    case SLUICE_NODE_STRING:
      sluice_check_end_string (self, index);
      break;
    case SLUICE_NODE_NUMBER:
      sluice_check_end_number (self, index);
      break;
    default:
      break;
    }

  if (position->n_values > 0 && !self->trials[index].stopped)
    sluice_check_end_values (self, index);
}

static void
release_all (SluiceCheck *self,
             guint32      link)
{
  for (guint i = 0; i < self->suspenses->len; i++)
    {
      SluiceSuspense *suspense = &g_array_index (self->suspenses, SluiceSuspense, i);

      if (suspense->link == link && suspense->violation)
        sluice_check_release (self, i);
    }
}

static void
judge_parts (SluiceCheck *self,
             guint32      index)
{
  gboolean holds = FALSE;

  for (guint32 l = self->trials[index].first_down; l && !self->trials[index].stopped;
       l = self->links[l].next_down)
    {
      SluiceLink *link = &self->links[l];

      judge (self, link->lower);
      switch ((SluiceRelation) link->relation)
        {
        case SLUICE_RELATION_NOT:
          if (!self->trials[link->lower].failed)
            sluice_check_fail_simply (self, index, SLUICE_FAULT_NOT);
          break;
        case SLUICE_RELATION_IF:
          holds = !self->trials[link->lower].failed;
          break;
        case SLUICE_RELATION_THEN:
          if (holds)
            release_all (self, l);
          break;
        case SLUICE_RELATION_ELSE:
          if (!holds)
            release_all (self, l);
          break;
        case SLUICE_RELATION_DEPENDENT:
          if (sluice_check_has_seen (self, index, link->trigger))
            release_all (self, l);
          break;
        default:
          break;
        }
    }
}

static char *
name_branch (SluiceCheck      *self,
             const SluiceEdge *edge)
{
  const char *slash = strrchr (edge->path, '/');
  const char *title = sluice_schema_node_string (edge->target->source, "title");

  if (title)
    return g_strdup (title);

  /* Translators: one of several schemas, by its number from 0 */
  return g_strdup_printf (_("alternative %s"), slash ? slash + 1 : edge->path);
}

const SluiceEdge *
sluice_check_next_branch (SluiceCheck      *self,
                          guint32           index,
                          SluiceBranchIter *iter,
                          guint32          *lower)
{
  const SluiceTrial *trial = &self->trials[index];
  guint type = SLUICE_TYPE_BIT (trial->node->type);

  for (; iter->edge < trial->applicator->n_edges; iter->edge++)
    {
      const SluiceEdge *edge = &trial->applicator->edges[iter->edge];
      const SluiceLink *link = iter->link ? &self->links[iter->link] : NULL;

      *lower = 0;
      if (link && link->edge == edge)
        {
          iter->link = link->next_down;
          *lower = link->failed ? 0 : link->lower;
        }
      if (*lower || (edge->target->bare & type))
        {
          iter->edge++;
          return edge;
        }
    }

  return NULL;
}

static void
fail_several (SluiceCheck *self,
              guint32      index)
{
  SluiceBranchIter iter = { 0, self->trials[index].first_down };
  guint32 lower;
  g_autofree char *first = name_branch (self, sluice_check_next_branch (self, index, &iter, &lower));
  g_autofree char *second = name_branch (self, sluice_check_next_branch (self, index, &iter, &lower));

  sluice_check_fail (self, &(SluiceFailure) { .fault = SLUICE_FAULT_SEVERAL, .trial = index,
                                              .name = first, .second = second });
}

static void
judge_union (SluiceCheck *self,
             guint32      index)
{
  for (guint32 l = self->trials[index].first_down; l; l = self->links[l].next_down)
    judge (self, self->links[l].lower);

  if (self->trials[index].applicator->relation == SLUICE_RELATION_ONE &&
      self->trials[index].alive > 1 && !self->trials[index].stopped)
    fail_several (self, index);
  else if (self->trials[index].alive > 0)
    sluice_check_tell_branch (self, index);
}

/* Parts that several trials share are judged once. */
static void
judge (SluiceCheck *self,
       guint32      index)
{
  if (self->trials[index].ended)
    return;

  self->trials[index].ended = TRUE;
  if (self->trials[index].applicator)
    {
      judge_union (self, index);
      return;
    }

  if (!self->trials[index].stopped)
    judge_rules (self, index);
  judge_parts (self, index);
  if (self->has_unevaluated)
    sluice_check_end_unevaluated (self, index);
}

static void
count_matching (SluiceCheck *self,
                SluiceLevel *level)
{
  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    for (guint32 l = self->trials[i].first_up; l; l = self->links[l].next_up)
      if (self->links[l].relation == SLUICE_RELATION_CONTAINS && !self->trials[i].failed)
        {
          self->trials[self->links[l].upper].n_matching++;
          sluice_check_note_evaluated (self, self->links[l].upper, level->node);
        }
}

/* The node at the top has closed. */
void
sluice_check_end_trials (SluiceCheck *self)
{
  SluiceLevel *level = sluice_check_top (self);

  for (guint32 i = level->first_trial; i < self->n_trials; i++)
    judge (self, i);

  if (self->n_levels < 2 || level[-1].node->type != SLUICE_NODE_ARRAY)
    return;

  count_matching (self, level);
  for (guint32 i = level[-1].first_trial; i < level->first_trial; i++)
    sluice_check_end_element (self, i, level->node);
}

/* Of several branches that hold, the one that the value says most of. */
static const SluiceEdge *
choose_branch (SluiceCheck *self,
               guint32      index)
{
  SluiceBranchIter iter = { 0, self->trials[index].first_down };
  const SluiceEdge *best = NULL, *edge;
  guint32 most = 0, lower;

  while ((edge = sluice_check_next_branch (self, index, &iter, &lower)))
    {
      guint32 n = lower ? sluice_check_count_known (self, lower) : 0;

      if (best == NULL || n > most)
        {
          best = edge;
          most = n;
        }
    }

  return best;
}

/* Tells which branch of a union the value is, when there is one left or the value has ended. */
void
sluice_check_tell_branch (SluiceCheck *self,
                          guint32      index)
{
  SluiceTrial *trial = &self->trials[index];
  const SluiceEdge *edge;

  if (trial->resolved || trial->applicator->n_edges < 2 || trial->stopped)
    return;

  trial->resolved = TRUE;
  if ((edge = choose_branch (self, index)))
    sluice_check_emit_branch (self, index, edge);
}
