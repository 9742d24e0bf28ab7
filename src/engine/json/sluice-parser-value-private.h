/* sluice-parser-value-private.h: how values begin and end, inside of the readers that do it most
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-parser-private.h"

G_BEGIN_DECLS

/* The node of a value inside a container: the member that waits for it, or a new element. */
static inline SluiceNode *
sluice_parser_take_node (SluiceParser *self,
                         ParserFrame  *frame,
                         guint32       start)
{
  SluiceNode *node = self->node;

  if (node != NULL)
    return node;

  if (G_UNLIKELY (frame->number == self->released))
    sluice_tree_begin_element (self->tree, start);

  node = sluice_tree_add_node (self->tree);
  node->name = frame->node->n;
  sluice_tree_link (self->tree, frame->node, frame->number, frame->last, node);
  frame->last = node;
  return node;
}

/* Makes the node of a value whose first byte was read, or takes the member that waits for it. */
static inline SluiceNode *
sluice_parser_begin_value (SluiceParser   *self,
                           SluiceNodeType  type,
                           guint32         start)
{
  SluiceNode *node;

  if (G_LIKELY (self->frame != NULL))
    node = sluice_parser_take_node (self, self->frame, start);
  else
    node = self->tree->root = sluice_tree_add_node (self->tree);

  self->node = node;
  node->type = type;
  node->phase = SLUICE_PHASE_STREAMING;
  node->start = start;
  node->end = start + 1;
  return node;
}

/* Keeps the text at the tip of the arena as a node's: in the node where it is short. */
static inline void
sluice_parser_finish_text (SluiceTree *tree,
                           SluiceNode *node)
{
  gsize length = sluice_tree_get_text_length (tree);

  node->n = length;
  *tree->tip = '\0';

  if (length <= SLUICE_NODE_SHORT_TEXT)
    {
      memcpy (node->short_text, tree->text, sizeof node->short_text);
      node->is_short = TRUE;
      tree->tip = tree->text;
      return;
    }

  node->text = tree->text;
  tree->text = ++tree->tip;
  if (G_UNLIKELY (tree->tip > tree->limit))
    sluice_tree_grow_text (tree, 0);
}

/* Closes a value, scalar or container, and goes on to what follows it. */
static inline void
sluice_parser_close_value (SluiceParser *self,
                           SluiceNode   *node,
                           guint32       end)
{
  node->phase = SLUICE_PHASE_CLOSED;
  node->end = end;
  self->node = NULL;
  self->state = STATE_AFTER;
  if (G_UNLIKELY (self->frame == NULL))
    sluice_parser_close_document (self);

  sluice_parser_tell (self, EVENT_CLOSED, node);
}

/* The name that is expected next in the innermost object, 0 = none. */
static inline guint32
sluice_parser_guess_name (const SluiceParser *self,
                          const ParserFrame  *frame)
{
  const SluiceName *names = self->tree->names.names;

  return frame->last_name != 0 ? names[frame->last_name].follower : names[frame->below].inside;
}

/* Makes a member with the name that was expected. FALSE where that takes more: see
 * sluice_parser_close_name(). */
static inline gboolean
sluice_parser_add_member (SluiceParser *self,
                          guint32       number,
                          guint32       end)
{
  ParserFrame *frame = self->frame;
  SluiceName *name = &self->tree->names.names[number];
  SluiceNode *node;

  if (G_UNLIKELY (self->is_observed || name->holder >= frame->number
                  || frame->node->n + 1 >= SLUICE_LARGE_OBJECT))
    return FALSE;

  frame->last_name = number;
  name->holder = frame->number;
  self->node = node = sluice_tree_add_node (self->tree);
  node->is_member = TRUE;
  node->name = number;
  node->phase = SLUICE_PHASE_OPENING;
  node->start = node->end = end;
  sluice_tree_link (self->tree, frame->node, frame->number, frame->last, node);
  frame->last = node;
  return TRUE;
}

G_END_DECLS
