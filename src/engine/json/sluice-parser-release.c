/* sluice-parser-release.c: letting go of the elements of an endless array
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

/* Whether an observer needs the elements of an array until its end. */
static gboolean
is_kept (SluiceParser *self,
         SluiceNode   *array)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->keeps != NULL
          && self->functions[i]->keeps (self->observers[i], array))
        return TRUE;
    }

  return FALSE;
}

static void
tell_releasing (SluiceParser *self,
                SluiceNode   *array,
                guint32       start,
                guint32       end)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->releasing != NULL)
        self->functions[i]->releasing (self->observers[i], array, start, end);
    }
}

/* Repairs stay, and no longer know the nodes that go. They lie at the end of the list: what is older
 * ended before. */
static void
forget_repaired_nodes (SluiceParser *self,
                       SluiceNode   *array,
                       guint32       start,
                       guint32       end)
{
  for (guint i = self->repairs->len; i > 0; i--)
    {
      SluiceRepair *repair = g_ptr_array_index (self->repairs, i - 1);

      if (repair->end <= start)
        break;
      if (repair->node != NULL && repair->node != array && repair->start < end)
        repair->node = NULL;
    }
}

/* The array whose elements will lie in regions: the first one that any were released of, as long as
 * it is open. Below it nothing needs regions of its own. */
static void
choose_released (SluiceParser *self,
                 SluiceNode   *array)
{
  guint32 number = sluice_tree_get_number (array);

  if (array->phase != SLUICE_PHASE_STREAMING || self->released == number)
    return;

  for (guint i = 0; i < self->n_frames; i++)
    {
      if (self->frames[i].number == self->released)
        return;
    }

  sluice_tree_end_regions (self->tree);
  self->released = number;
}

/**
 * sluice_parser_release:
 * @self: a parser
 * @element: a closed element of an array
 *
 * Lets go of an element, and of those before it in its array, so that an endless list is read in
 * constant memory: the memory is used again for the elements that follow.
 *
 * The positions of elements go on counting. Nothing below a released element may be used any more,
 * not even by those who hold the document with [method@Node.ref], and its repairs no longer tell
 * their nodes. Memory is saved for one array at a time: for the outermost that elements were
 * released of, while it is open.
 *
 * Nothing is released where a [class@Check] needs the elements until the end of their array, as
 * `uniqueItems` does.
 *
 * Returns: `TRUE` if the element was released
 */
gboolean
sluice_parser_release (SluiceParser *self,
                       SluiceNode   *element)
{
  SluiceNode *array, *next;

  g_return_val_if_fail (SLUICE_IS_PARSER (self), FALSE);
  g_return_val_if_fail (element != NULL, FALSE);
  g_return_val_if_fail (sluice_node_get_tree (element) == self->tree, FALSE);
  g_return_val_if_fail (element->phase == SLUICE_PHASE_CLOSED, FALSE);

  array = sluice_node_get_parent (element);
  g_return_val_if_fail (array != NULL && array->type == SLUICE_NODE_ARRAY, FALSE);

  if (is_kept (self, array))
    return FALSE;

  next = sluice_node_get_first_child (array);
  tell_releasing (self, array, next->start, element->end);
  forget_repaired_nodes (self, array, next->start, element->end);

  array->children.first = element->next;
  if (element->next == 0)
    {
      array->children.last = 0;
      /* Where the last child of an open array is closed, nothing is open below the array. */
      if (array->phase == SLUICE_PHASE_STREAMING)
        self->frame->last = NULL;
    }
  for (SluiceNode *last = NULL; last != element;)
    {
      last = next;
      next = sluice_node_get_next_sibling (last);
      sluice_tree_release_element (self->tree, last);
    }

  choose_released (self, array);
  return TRUE;
}
