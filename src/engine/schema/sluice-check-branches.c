/* sluice-check-branches.c: what a value of a union can still be, while it arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-check-private.h"
#include "schema/sluice-definition-private.h"

static void
add_branch (SluiceCheck      *self,
            GPtrArray        *branches,
            SluiceNode       *node,
            const SluiceEdge *edge)
{
  SluiceDefinition *declared = sluice_check_get_declared (self, node), *branch;

  if (declared && (branch = sluice_definition_find_branch (declared, edge->target->source)))
    g_ptr_array_add (branches, g_object_ref (branch));
}

/* The union that people see, where what it comes to matters for the answer. */
static gboolean
is_shown (SluiceCheck *self,
          guint32      index)
{
  const SluiceTrial *trial = &self->trials[index];

  return trial->applicator && trial->applicator->is_choice && !trial->stopped &&
         sluice_check_is_certain (self, index);
}

static const SluiceLevel *
find_level (SluiceCheck *self,
            SluiceNode  *node)
{
  for (guint32 i = self->n_levels; i-- > 0;)
    if (self->levels[i].node == node)
      return &self->levels[i];

  return NULL;
}

static guint32
find_union (SluiceCheck       *self,
            const SluiceLevel *level)
{
  for (guint32 i = level->first_trial; i < self->n_trials && self->trials[i].node == level->node; i++)
    if (is_shown (self, i))
      return i;

  return 0;
}

/**
 * sluice_check_list_branches:
 * @self: a check
 * @node: a node of the answer
 *
 * Gets what a value of a union can still be. While it arrives that only becomes less; several are
 * left at its end where several hold.
 *
 * Returns: (transfer container) (element-type SluiceDefinition): the branches in the order of the
 *   schema; none where the value is no union's, or is closed
 */
GPtrArray *
sluice_check_list_branches (SluiceCheck *self,
                            SluiceNode  *node)
{
  GPtrArray *branches = g_ptr_array_new_with_free_func (g_object_unref);
  const SluiceLevel *level;
  const SluiceEdge *edge;
  SluiceBranchIter iter;
  guint32 index, lower;

  g_return_val_if_fail (SLUICE_IS_CHECK (self), branches);
  g_return_val_if_fail (node != NULL, branches);

  if (!(level = find_level (self, node)) || !(index = find_union (self, level)))
    return branches;

  iter = (SluiceBranchIter) { 0, self->trials[index].first_down };
  while ((edge = sluice_check_next_branch (self, index, &iter, &lower)))
    add_branch (self, branches, node, edge);

  return branches;
}

void
sluice_check_tell_eliminated (SluiceCheck      *self,
                              guint32           index,
                              const SluiceEdge *edge)
{
  g_autoptr(GPtrArray) branches = NULL;

  if (!sluice_check_wants_eliminated (self) || !is_shown (self, index))
    return;

  branches = g_ptr_array_new_with_free_func (g_object_unref);
  add_branch (self, branches, self->trials[index].node, edge);
  if (branches->len > 0)
    sluice_check_emit_eliminated (self, self->trials[index].node, branches->pdata[0],
                                  self->trials[index].alive);
}
