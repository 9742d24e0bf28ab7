/* sluice-tree-private.h: the arena that holds a document's nodes and texts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-arrivals-private.h"
#include "json/sluice-names-private.h"
#include "json/sluice-node-private.h"

#include <string.h>

G_BEGIN_DECLS

/* Nodes lie in pages that begin at a multiple of their size, so a node finds its tree from its
 * own address. The number of a node is its page's number and its place in the page; place 0 is
 * the page's own head, so 0 is never a node. */
#define SLUICE_PAGE_SIZE   4096
#define SLUICE_PAGE_NODES  (SLUICE_PAGE_SIZE / sizeof (SluiceNode))
#define SLUICE_PAGE_SHIFT  7

G_STATIC_ASSERT (SLUICE_PAGE_NODES <= 1 << SLUICE_PAGE_SHIFT);

/* Bytes behind the text that may be read, and written with its NUL: short texts are copied whole. */
#define SLUICE_TEXT_SLACK   (SLUICE_NODE_SHORT_TEXT + 1)

/* From this number of members on, an object's members are found through a table. */
#define SLUICE_LARGE_OBJECT 64

typedef struct
{
  SluiceTree *tree;
  guint32     number;
  guint32     region;    /* that it belongs to, 0 = none */
  guint32     previous;  /* the page that was filled before it, and */
  guint32     next;      /* the one that is filled after it; 0 = none yet */
} SluicePage;

G_STATIC_ASSERT (sizeof (SluicePage) <= sizeof (SluiceNode));

/* Members of large objects, found by object and name. */
typedef struct
{
  guint32 object;
  guint32 name;
  guint32 node;    /* 0 = free */
} SluiceMember;

/* Where elements are that will be released. There are two: while the elements of one are released,
 * the open one is in the other, and when it is closed, the first is empty and is filled again. */
typedef struct
{
  guint32     number;
  guint32     first_page;
  guint32     page;
  SluiceNode *next_node;
  SluiceNode *last_node;
  char       *block;      /* owned */
  gsize       block_size;
  GPtrArray  *full;       /* owned: blocks before it */
  gsize       n_full;
  guint32     n_live;     /* elements that are not released */
  guint32     start;      /* offset of its first element */
  gboolean    has_members; /* objects of it are in the table of members */
} SluiceRegion;

struct _SluiceTree
{
  gatomicrefcount ref_count;

  SluicePage    **pages;         /* in order of their numbers */
  guint32         n_pages;
  guint32         n_pages_room;
  guint32         n_begun;       /* pages that were ever filled */
  guint32         page;          /* the one that is being filled */
  SluiceNode     *next_node;     /* first free place in it */
  SluiceNode     *last_node;     /* one past its last place */
  guint32         next_number;   /* of the node that comes to next_node */
  GPtrArray      *slabs;         /* owned: what pages were allocated as */

  char           *text;          /* the text that is growing: [text, tip) */
  char           *tip;
  char           *limit;         /* end of the block, less the slack */
  char           *block;         /* the block that is being filled */
  gsize           block_size;
  GPtrArray      *full;          /* owned: blocks before it */
  gsize           n_full;        /* bytes in them */

  SluiceNames     names;
  SluiceArrivals  arrivals;

  SluiceMember   *members;       /* open addressing; NULL until an object grows large */
  guint32         n_members;
  guint32         members_mask;

  SluiceRegion    region;        /* that is being filled; number 0 = none. Page, next and last node,
                                  * block, full and n_full are those of the tree */
  SluiceRegion   *spare;         /* owned, nullable: the other one */
  guint32         last_region;   /* number of the newest */
  guint32         regions_start; /* offset of the first element in any */
  guint32         regions_first; /* numbers of older nodes are below this one */
  GPtrArray      *kept;          /* owned, nullable: lists of blocks of before, and of older regions */

  SluiceNode     *root;
  guint32         length;        /* bytes read so far */
};

/* A tree that is used again keeps a block of text up to this size. */
#define SLUICE_FIRST_BLOCK   1024
#define SLUICE_MAX_KEPT_TEXT (64 * 1024)

void        sluice_tree_rewind       (SluiceTree *self);
gboolean    sluice_tree_is_shared    (SluiceTree *self);
SluiceNode *sluice_tree_add_page     (SluiceTree *self);
guint32     sluice_tree_take_page    (SluiceTree *self,
                                      guint32     previous);
void        sluice_tree_begin_page   (SluiceTree *self,
                                      guint32     number);
void        sluice_tree_set_block    (SluiceTree *self,
                                      char       *block,
                                      gsize       size);
void        sluice_tree_drop_members (SluiceTree *self,
                                      guint32     region);
void        sluice_tree_grow_text    (SluiceTree *self,
                                      gsize       length);
SluiceNode *sluice_tree_find_member  (SluiceTree *self,
                                      SluiceNode *object,
                                      guint32     name);
void        sluice_tree_index_member (SluiceTree *self,
                                      SluiceNode *object,
                                      SluiceNode *member);
void        sluice_tree_unlink       (SluiceTree *self,
                                      SluiceNode *node);

/* sluice-region.c */
void        sluice_tree_begin_element (SluiceTree *self,
                                      guint32     offset);
void        sluice_tree_release_element (SluiceTree *self,
                                      SluiceNode *element);
void        sluice_tree_end_regions  (SluiceTree *self);
void        sluice_tree_forget_regions (SluiceTree *self);

static inline SluicePage *
sluice_tree_get_page (const SluiceNode *node)
{
  return (SluicePage *) ((guintptr) node & ~(guintptr) (SLUICE_PAGE_SIZE - 1));
}

static inline guint32
sluice_tree_get_number (const SluiceNode *node)
{
  SluicePage *page = sluice_tree_get_page (node);

  return (page->number << SLUICE_PAGE_SHIFT) | (guint32) (node - (SluiceNode *) page);
}

static inline SluiceNode *
sluice_tree_get_node (const SluiceTree *self,
                      guint32           number)
{
  if (number == 0)
    return NULL;

  return (SluiceNode *) self->pages[number >> SLUICE_PAGE_SHIFT]
         + (number & ((1 << SLUICE_PAGE_SHIFT) - 1));
}

/* A new node with every field 0, linked to nothing. */
static inline SluiceNode *
sluice_tree_add_node (SluiceTree *self)
{
  SluiceNode *node = self->next_node;

  if (G_UNLIKELY (node == self->last_node))
    node = sluice_tree_add_page (self);

  self->next_node = node + 1;
  self->next_number++;
  memset (node, 0, sizeof *node);
  return node;
}

/* Hangs the newest node below a container, behind its last child if it has one. */
static inline void
sluice_tree_link (const SluiceTree *self,
                  SluiceNode       *container,
                  guint32           container_number,
                  SluiceNode       *last,
                  SluiceNode       *node)
{
  guint32 number = self->next_number - 1;

  node->parent = container_number;
  if (last != NULL)
    last->next = number;
  else
    container->children.first = number;
  container->children.last = number;
  container->n++;
}

/* Begins a text at the tip of the arena, where it can grow in place. */
static inline void
sluice_tree_begin_text (SluiceTree *self)
{
  self->tip = self->text;
}

static inline gsize
sluice_tree_get_text_length (const SluiceTree *self)
{
  return self->tip - self->text;
}

/* Adds a few bytes: fewer than what a call of memcpy() costs. */
static inline void
sluice_tree_append_text (SluiceTree *self,
                         const void *bytes,
                         gsize       length)
{
  const char *p = bytes, *end = p + length;
  char *tip;

  if (G_UNLIKELY (length > (gsize) (self->limit - self->tip)))
    sluice_tree_grow_text (self, length);

  tip = self->tip;
  self->tip += length;
  while (p < end)
    *tip++ = *p++;
}

G_END_DECLS
