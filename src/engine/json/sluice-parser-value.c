/* sluice-parser-value.c: values and members begin and end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-value-private.h"

#include <glib/gi18n-lib.h>

/* Notes that the root was closed. */
void
sluice_parser_close_document (SluiceParser *self)
{
  self->state = STATE_END;
  self->closed = TRUE;
  if (!self->strict)
    sluice_parser_begin_envelope (self);
}

/* Makes an earlier member of the same name give way. Numbers of nodes grow with the text: where the
 * name was used last before this object began, no member of it has it. FALSE where that is an error. */
static gboolean
supersede_member (SluiceParser *self,
                  ParserFrame  *frame,
                  guint32       name)
{
  SluiceNode *node = sluice_tree_find_member (self->tree, frame->node, name);

  if (node == NULL)
    return TRUE;

  if (self->unique_names)
    {
      self->in_name = FALSE;
      sluice_parser_fail_with (self, self->name_begin, NULL, SLUICE_PARSER_ERROR_DUPLICATE,
                               _("The name at byte %u is one that its object has already"),
                               self->name_begin);
      return FALSE;
    }

  sluice_tree_unlink (self->tree, node);
  frame->last = sluice_tree_get_node (self->tree, frame->node->children.last);
  sluice_parser_tell (self, EVENT_SUPERSEDED, node);
  return TRUE;
}

/* Makes the member whose name was read up to the given offset. */
void
sluice_parser_close_name (SluiceParser *self,
                          guint32       name,
                          guint32       end)
{
  SluiceTree *tree = self->tree;
  SluiceName *names = tree->names.names;
  ParserFrame *frame = self->frame;
  SluiceNode *node;

  if (frame->last_name != 0)
    names[frame->last_name].follower = name;
  else
    names[frame->below].inside = name;
  frame->last_name = name;

  if (G_UNLIKELY (names[name].holder >= frame->number) && !supersede_member (self, frame, name))
    return;
  names[name].holder = frame->number;

  self->node = node = sluice_tree_add_node (tree);
  node->is_member = TRUE;
  node->name = name;
  node->phase = SLUICE_PHASE_OPENING;
  node->start = node->end = end;
  sluice_tree_link (tree, frame->node, frame->number, frame->last, node);
  frame->last = node;
  if (G_UNLIKELY (frame->node->n >= SLUICE_LARGE_OBJECT))
    sluice_tree_index_member (tree, frame->node, node);

  self->in_name = FALSE;
  self->state = STATE_COLON;
  sluice_parser_tell (self, EVENT_OPENING, node);

  if (self->name_repaired)
    node->repaired = TRUE;
  if (self->style != 0)
    sluice_parser_repair (self, self->style - 1, node, self->name_begin, end);
}

static void
push_frame (SluiceParser *self,
            SluiceNode   *node,
            guint32       number)
{
  ParserFrame *frame;
  guint32 below = 0;

  if (node->is_member)
    below = node->name;
  else if (self->frame != NULL)
    below = self->frame->below;

  if (self->n_frames == self->n_frames_room)
    {
      self->n_frames_room = MAX (self->n_frames_room * 2, 16);
      self->frames = g_renew (ParserFrame, self->frames, self->n_frames_room);
    }

  self->frame = frame = &self->frames[self->n_frames++];
  frame->node = node;
  frame->last = NULL;
  frame->number = number;
  frame->last_name = 0;
  frame->below = below;
}

/* Begins an object or array at its bracket. FALSE where that is an error. */
gboolean
sluice_parser_begin_container (SluiceParser   *self,
                               SluiceNodeType  type,
                               guint32         start)
{
  SluiceNode *node;

  if (self->n_frames >= self->max_depth)
    {
      sluice_parser_fail_with (self, start, NULL, SLUICE_PARSER_ERROR_DEPTH,
                               _("The value at byte %u is nested deeper than %u levels"),
                               start, self->max_depth);
      return FALSE;
    }

  node = sluice_parser_begin_value (self, type, start);
  self->node = NULL;
  /* Nothing was made since the node, even where it is a member that waited for its value. */
  push_frame (self, node, self->tree->next_number - 1);
  self->state = type == SLUICE_NODE_OBJECT ? STATE_FIRST_NAME : STATE_FIRST_ELEMENT;
  sluice_parser_tell (self, EVENT_OPENED, node);
  return TRUE;
}

/* Ends the innermost container at its closing bracket. */
const guint8 *
sluice_parser_end_container (SluiceParser *self,
                             const guint8 *p)
{
  SluiceNode *node = self->frame->node;

  self->n_frames--;
  self->frame = self->n_frames > 0 ? self->frame - 1 : NULL;
  sluice_parser_close_value (self, node, sluice_parser_at (self, p) + 1);

  return p + 1;
}
