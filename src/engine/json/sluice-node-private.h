/* sluice-node-private.h: how a node lies in its tree's arena
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

typedef struct _SluiceTree SluiceTree;

/* A node lives in the arena of its tree and dies with it; a reference to a node is a reference
 * to its tree. Nodes are made in document order and never move, so pointers to them are stable.
 * The parser writes everything here but verdict and slot, which belong to the schema check. */
struct _SluiceNode
{
  SluiceNode *parent;
  SluiceNode *next;                /* next member or element, in document order */
  union
  {
    struct { SluiceNode *first, *last; } children;
    struct { char *bytes; } text;  /* decoded string, or a number's lexeme; NUL-terminated */
  };
  const char *key;                 /* member name, NUL-terminated; NULL for elements and the root */
  guint32     key_length_or_index; /* bytes of key; the position where key is NULL */
  guint32     start;               /* offset of the first byte of the value in the pushed text */
  guint32     end;                 /* one past its last byte; so far, while it is streaming */
  guint32     n;                   /* live children, or bytes of text */
  guint32     slot;                /* the check's own index for this node, 0 = none */
  guint8      type;                /* SluiceNodeType */
  guint8      phase;               /* SluicePhase */
  guint8      verdict;             /* SluiceVerdict */
  guint8      boolean : 1;         /* value of a closed boolean */
  guint8      repaired : 1;        /* a repair touched it */
};

SluiceTree *sluice_tree_new   (void);
SluiceTree *sluice_tree_ref   (SluiceTree *self);
void        sluice_tree_unref (SluiceTree *self);
SluiceTree *sluice_node_get_tree (SluiceNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceTree, sluice_tree_unref)

G_END_DECLS
