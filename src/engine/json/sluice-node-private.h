/* sluice-node-private.h: how a node lies in its tree's arena
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

typedef struct _SluiceTree SluiceTree;

/* What of a scalar's text is kept inside its node, with a NUL after it. */
#define SLUICE_NODE_SHORT_TEXT 7

/* A node lives in the arena of its tree and dies with it; a reference to a node is a reference
 * to its tree. Nodes are made in document order and never move, so pointers to them are stable.
 * Links to other nodes are numbers in the tree (half the size of pointers): follow them with the
 * accessors of sluice-node.h. The parser writes everything here but verdict, slot and absent,
 * which belong to the schema check. */
struct _SluiceNode
{
  union
  {
    struct { guint32 first, last; } children; /* live ones; 0 = none */
    char *text;                               /* decoded string or lexeme, NUL-terminated */
    char  short_text[SLUICE_NODE_SHORT_TEXT + 1]; /* the same where is_short is set */
  };
  guint32 parent;        /* 0 = none */
  guint32 next;          /* next member or element, in document order; 0 = none. Where the node was
                          * superseded: the live node before it */
  guint32 name;          /* a member's name (see SluiceNames); an element's position */
  guint32 start;         /* offset of the first byte of the value in the pushed text */
  guint32 end;           /* one past its last byte (see sluice_node_get_end() while it is open) */
  guint32 n;             /* live children, or bytes of text */
  guint32 slot;          /* the check's own index for this node, 0 = none */
  guint8  type;          /* SluiceNodeType */
  guint8  phase;         /* SluicePhase */
  guint8  verdict;       /* SluiceVerdict */
  guint8  boolean   : 1; /* value of a closed boolean */
  guint8  repaired  : 1; /* a repair touched it */
  guint8  is_member : 1; /* it has a name, not a position */
  guint8  is_short  : 1; /* text is inside the node */
  guint8  is_large  : 1; /* an object whose members are in the tree's table */
  guint8  absent    : 1; /* the check takes this null for a member that is not there */
};

/* W3, 1,000 users of 117 bytes in 9 nodes: the size of a node is what a value costs. */
G_STATIC_ASSERT (sizeof (SluiceNode) <= 40);

SluiceTree *sluice_tree_new      (void);
SluiceTree *sluice_tree_ref      (SluiceTree *self);
void        sluice_tree_unref    (SluiceTree *self);
SluiceTree *sluice_node_get_tree (SluiceNode *self);

/* The name of a member with its length, as it can contain U+0000. */
const char *sluice_node_get_name (SluiceNode *self,
                                  gsize      *length);

static inline const char *
sluice_node_peek_text (const SluiceNode *self)
{
  return self->is_short ? self->short_text : self->text;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceTree, sluice_tree_unref)

G_END_DECLS
