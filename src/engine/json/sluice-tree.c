/* sluice-tree.c: the arena that holds a document's nodes and texts
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-tree-private.h"

#define MAX_BLOCK       (256 * 1024)
#define MAX_SLAB_PAGES  64

/* A tree that is used again keeps its memory up to here, so that one long document does not make
 * a parser of many short ones large for ever. */
#define MAX_KEPT_PAGES  16

#define FIRST_MEMBERS   256

/* Begins to fill a page. */
void
sluice_tree_begin_page (SluiceTree *self,
                        guint32     number)
{
  self->page = number;
  self->next_node = (SluiceNode *) self->pages[number] + 1;
  self->last_node = (SluiceNode *) self->pages[number] + SLUICE_PAGE_NODES;
  self->next_number = (number << SLUICE_PAGE_SHIFT) + 1;
}

/* Slabs of pages and blocks of text grow with what is there, by an eighth of it: so their number
 * stays small, and so does what is unused. */
static void
add_slab (SluiceTree *self)
{
  guint32 n = CLAMP (self->n_pages / 8, 1, MAX_SLAB_PAGES);
  char *slab = g_aligned_alloc (n, SLUICE_PAGE_SIZE, SLUICE_PAGE_SIZE);

  g_ptr_array_add (self->slabs, slab);

  if (self->n_pages + n > self->n_pages_room)
    {
      self->n_pages_room = MAX (self->n_pages + n, self->n_pages_room * 2);
      self->pages = g_renew (SluicePage *, self->pages, self->n_pages_room);
    }

  for (guint32 i = 0; i < n; i++)
    {
      SluicePage *page = (SluicePage *) (slab + (gsize) i * SLUICE_PAGE_SIZE);

      *page = (SluicePage) { .tree = self };
      page->number = self->n_pages;
      self->pages[self->n_pages++] = page;
    }
}

/* Begins to fill a block of text. */
void
sluice_tree_set_block (SluiceTree *self,
                       char       *block,
                       gsize       size)
{
  self->block = block;
  self->block_size = size;
  self->limit = block + size - SLUICE_TEXT_SLACK;
}

static void
free_tree (SluiceTree *self)
{
  sluice_tree_forget_regions (self);
  sluice_names_clear (&self->names);
  sluice_arrivals_clear (&self->arrivals);
  g_clear_pointer (&self->members, g_free);
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->full, g_ptr_array_unref);
  g_clear_pointer (&self->slabs, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_free);
  g_free (self);
}

static guint32
find_place (const SluiceTree *self,
            guint32           object,
            guint32           name)
{
  /* Both numbers count up from 0, and nobody outside chooses them. */
  guint32 place = (object * 0x9e3779b1u ^ name * 0x85ebca77u) & self->members_mask;

  while (self->members[place].node != 0
         && (self->members[place].object != object || self->members[place].name != name))
    place = (place + 1) & self->members_mask;

  return place;
}

static void
grow_members (SluiceTree *self)
{
  g_autofree SluiceMember *old = g_steal_pointer (&self->members);
  guint32 n_old = old != NULL ? self->members_mask + 1 : 0;

  self->members_mask = MAX (n_old * 2, FIRST_MEMBERS) - 1;
  self->members = g_new0 (SluiceMember, (gsize) self->members_mask + 1);

  for (guint32 i = 0; i < n_old; i++)
    {
      if (old[i].node != 0)
        self->members[find_place (self, old[i].object, old[i].name)] = old[i];
    }
}

static void
add_member (SluiceTree *self,
            guint32     object,
            SluiceNode *member)
{
  SluiceMember *place;

  if (self->members == NULL || self->n_members > self->members_mask / 2)
    grow_members (self);

  place = &self->members[find_place (self, object, member->name)];
  if (place->node == 0)
    self->n_members++;
  *place = (SluiceMember) { object, member->name, sluice_tree_get_number (member) };
}

static void
add_members (SluiceTree *self,
             SluiceNode *object)
{
  guint32 number = sluice_tree_get_number (object);

  for (guint32 child = object->children.first; child != 0;)
    {
      SluiceNode *member = sluice_tree_get_node (self, child);

      add_member (self, number, member);
      child = member->next;
    }

  object->is_large = TRUE;
  self->region.has_members = TRUE;
}

/* The node that was made just before this one. */
static SluiceNode *
get_previous_node (SluiceTree *self,
                   SluiceNode *node)
{
  SluicePage *page = sluice_tree_get_page (node);

  if (node > (SluiceNode *) page + 1)
    return node - 1;

  return (SluiceNode *) self->pages[page->previous] + SLUICE_PAGE_NODES - 1;
}

/* The live sibling before a node, 0 where there is none. Nodes lie in document order, so the node
 * made before this one is its parent or the last leaf below the sibling before. Siblings that are
 * superseded tell whom they followed, and the way to the answer is shortened for the next time. */
static guint32
find_previous_sibling (SluiceTree *self,
                       SluiceNode *node)
{
  SluiceNode *previous = get_previous_node (self, node);
  guint32 number = sluice_tree_get_number (previous), live;

  if (number == node->parent)
    return 0;

  while (previous->parent != node->parent)
    {
      number = previous->parent;
      previous = sluice_tree_get_node (self, number);
    }

  live = number;
  while (live != 0 && sluice_tree_get_node (self, live)->phase == SLUICE_PHASE_SUPERSEDED)
    live = sluice_tree_get_node (self, live)->next;

  while (number != live)
    {
      SluiceNode *dead = sluice_tree_get_node (self, number);

      number = dead->next;
      dead->next = live;
    }

  return live;
}

/* Makes an empty tree. */
SluiceTree *
sluice_tree_new (void)
{
  SluiceTree *self = g_new0 (SluiceTree, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->slabs = g_ptr_array_new_with_free_func (g_aligned_free);
  self->full = g_ptr_array_new_with_free_func (g_free);
  sluice_names_init (&self->names);
  sluice_arrivals_init (&self->arrivals);

  add_slab (self);
  self->n_begun = 1;
  sluice_tree_begin_page (self, 0);
  sluice_tree_set_block (self, g_malloc (SLUICE_FIRST_BLOCK), SLUICE_FIRST_BLOCK);
  self->text = self->tip = self->block;

  return self;
}

/* Holds the tree, and so every node in it. */
SluiceTree *
sluice_tree_ref (SluiceTree *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Lets go of the tree; the last one frees it with its nodes, without visiting them. */
void
sluice_tree_unref (SluiceTree *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    free_tree (self);
}

/* Whether anybody else holds the tree. */
gboolean
sluice_tree_is_shared (SluiceTree *self)
{
  return !g_atomic_ref_count_compare (&self->ref_count, 1);
}

/* Empties a tree that nobody else holds, and keeps its memory for the next document. */
void
sluice_tree_rewind (SluiceTree *self)
{
  sluice_tree_forget_regions (self);
  if (self->n_pages > MAX_KEPT_PAGES)
    {
      self->n_pages = 0;
      g_ptr_array_set_size (self->slabs, 0);
      add_slab (self);
    }
  self->n_begun = 1;
  self->pages[0]->next = 0;
  self->pages[0]->region = 0;
  sluice_tree_begin_page (self, 0);

  g_ptr_array_set_size (self->full, 0);
  self->n_full = 0;
  if (self->block_size > SLUICE_MAX_KEPT_TEXT)
    {
      g_free (self->block);
      sluice_tree_set_block (self, g_malloc (SLUICE_FIRST_BLOCK), SLUICE_FIRST_BLOCK);
    }
  self->text = self->tip = self->block;

  g_clear_pointer (&self->members, g_free);
  self->n_members = 0;
  self->members_mask = 0;

  sluice_names_rewind (&self->names);
  sluice_arrivals_rewind (&self->arrivals);
  self->root = NULL;
  self->length = 0;
}

/* The next page that was never filled. */
guint32
sluice_tree_take_page (SluiceTree *self,
                       guint32     previous)
{
  SluicePage *page;

  if (self->n_begun == self->n_pages)
    add_slab (self);

  page = self->pages[self->n_begun];
  page->previous = previous;
  page->next = 0;
  page->region = self->region.number;
  return self->n_begun++;
}

/* Goes on to the next page and gives its first place. */
SluiceNode *
sluice_tree_add_page (SluiceTree *self)
{
  guint32 page = self->page, next = self->pages[page]->next;

  if (next == 0)
    next = self->pages[page]->next = sluice_tree_take_page (self, page);

  sluice_tree_begin_page (self, next);
  return self->next_node;
}

/* Makes room for more of the growing text. A text that has the block for itself grows with it, so
 * that the longest string costs its own size; another one moves to the next block. */
void
sluice_tree_grow_text (SluiceTree *self,
                       gsize       length)
{
  gsize used = self->tip - self->text;
  gsize size = MAX (CLAMP (self->n_full / 8, SLUICE_FIRST_BLOCK, MAX_BLOCK),
                    used + used / 2 + length + SLUICE_TEXT_SLACK);

  if (self->text == self->block)
    {
      sluice_tree_set_block (self, g_realloc (self->block, size), size);
    }
  else
    {
      char *block = g_malloc (size);

      memcpy (block, self->text, used);
      self->n_full += self->block_size;
      g_ptr_array_add (self->full, self->block);
      sluice_tree_set_block (self, block, size);
    }

  self->text = self->block;
  self->tip = self->text + used;
}

/* The live member of an object with a name, NULL where there is none. */
SluiceNode *
sluice_tree_find_member (SluiceTree *self,
                         SluiceNode *object,
                         guint32     name)
{
  if (object->is_large)
    {
      guint32 place = find_place (self, sluice_tree_get_number (object), name);

      return sluice_tree_get_node (self, self->members[place].node);
    }

  for (guint32 child = object->children.first; child != 0;)
    {
      SluiceNode *member = sluice_tree_get_node (self, child);

      if (member->name == name)
        return member;
      child = member->next;
    }

  return NULL;
}

/* Takes the members of a region's objects out of the table: their numbers will be used again. */
void
sluice_tree_drop_members (SluiceTree *self,
                          guint32     region)
{
  g_autofree SluiceMember *old = g_steal_pointer (&self->members);
  guint32 n_old = old != NULL ? self->members_mask + 1 : 0;

  self->n_members = 0;
  self->members_mask = 0;
  for (guint32 i = 0; i < n_old; i++)
    {
      SluiceNode *object = old[i].node != 0 ? sluice_tree_get_node (self, old[i].object) : NULL;

      if (object != NULL && sluice_tree_get_page (object)->region != region)
        add_member (self, old[i].object, sluice_tree_get_node (self, old[i].node));
    }
}

/* Adds the newest member of a large object to the table; the others with it, the first time. */
void
sluice_tree_index_member (SluiceTree *self,
                          SluiceNode *object,
                          SluiceNode *member)
{
  if (object->is_large)
    add_member (self, sluice_tree_get_number (object), member);
  else
    add_members (self, object);
}

/* Takes a superseded node out of its container's children. */
void
sluice_tree_unlink (SluiceTree *self,
                    SluiceNode *node)
{
  SluiceNode *container = sluice_tree_get_node (self, node->parent);
  guint32 previous = find_previous_sibling (self, node);

  if (previous != 0)
    sluice_tree_get_node (self, previous)->next = node->next;
  else
    container->children.first = node->next;

  if (container->children.last == sluice_tree_get_number (node))
    container->children.last = previous;

  container->n--;
  node->phase = SLUICE_PHASE_SUPERSEDED;
  node->next = previous;
}
