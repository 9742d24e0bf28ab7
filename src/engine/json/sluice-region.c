/* sluice-region.c: memory that is used again for the elements of an endless array
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Elements are released while the next one is open, so their memory cannot simply be wound back.
 * The elements of such an array lie in two regions in turn: a new one goes to the other region
 * wherever everything in that is released, and stays in its own where not. With an element released
 * before the one after the next begins, each region holds one.
 */
#include "config.h"

#include "json/sluice-tree-private.h"

/* Names remember the last object that they were used in. Those of a region are told to be of an
 * older one, as long as they are few; the others cost a look at the object, and the answer is the
 * same. */
#define MAX_NAMES 256

static void
free_block_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static void
forget_holders (SluiceTree *self)
{
  if (self->names.n_names > MAX_NAMES)
    return;

  for (guint32 i = 0; i < self->names.n_names; i++)
    self->names.names[i].holder = MIN (self->names.names[i].holder, self->regions_first);
}

/* Keeps the blocks that were filled before, or in a region that nobody will empty. */
static void
keep_blocks (SluiceTree *self,
             GPtrArray  *full,
             char       *block)
{
  if (self->kept == NULL)
    self->kept = g_ptr_array_new_with_free_func (free_block_list);

  g_ptr_array_add (full, block);
  g_ptr_array_add (self->kept, full);
}

/* Puts where the tree goes on into its region. */
static void
save_region (SluiceTree *self)
{
  self->region.page = self->page;
  self->region.next_node = self->next_node;
  self->region.last_node = self->last_node;
  self->region.block = self->block;
  self->region.block_size = self->block_size;
  self->region.full = self->full;
  self->region.n_full = self->n_full;
}

/* Makes a region that the tree goes on in. Where it went on before must be kept by the caller. */
static void
begin_region (SluiceTree *self,
              guint32     offset)
{
  self->region = (SluiceRegion) { .number = ++self->last_region, .start = offset };
  self->region.first_page = sluice_tree_take_page (self, self->page);
  sluice_tree_begin_page (self, self->region.first_page);

  self->full = g_ptr_array_new_with_free_func (g_free);
  self->n_full = 0;
  sluice_tree_set_block (self, g_malloc (SLUICE_FIRST_BLOCK), SLUICE_FIRST_BLOCK);
  self->text = self->tip = self->block;
}

/* Goes on in the spare region, of which nothing is used any more. */
static void
refill_region (SluiceTree *self,
               guint32     offset)
{
  SluiceRegion other = *self->spare;

  save_region (self);
  *self->spare = self->region;
  self->region = other;

  if (other.has_members)
    sluice_tree_drop_members (self, other.number);
  self->region.has_members = FALSE;
  self->region.start = offset;
  sluice_tree_begin_page (self, other.first_page);

  self->full = other.full;
  g_ptr_array_set_size (self->full, 0);
  self->n_full = 0;
  if (other.block_size > SLUICE_MAX_KEPT_TEXT)
    {
      g_free (other.block);
      other.block = g_malloc (SLUICE_FIRST_BLOCK);
      other.block_size = SLUICE_FIRST_BLOCK;
    }
  sluice_tree_set_block (self, other.block, other.block_size);
  self->text = self->tip = self->block;

  forget_holders (self);
  sluice_arrivals_drop (&self->arrivals, self->regions_start, self->spare->start);
}

/* Chooses where the next element of the array goes. Nothing is open below the array. */
void
sluice_tree_begin_element (SluiceTree *self,
                           guint32     offset)
{
  if (self->region.number == 0)
    {
      keep_blocks (self, self->full, self->block);
      self->regions_start = offset;
      self->regions_first = self->n_begun << SLUICE_PAGE_SHIFT;
      begin_region (self, offset);
    }
  else if (self->spare == NULL)
    {
      self->spare = g_new (SluiceRegion, 1);
      save_region (self);
      *self->spare = self->region;
      begin_region (self, offset);
    }
  else if (self->spare->n_live == 0)
    refill_region (self, offset);

  self->region.n_live++;
}

/* Notes that an element's memory may be used again. */
void
sluice_tree_release_element (SluiceTree *self,
                             SluiceNode *element)
{
  guint32 region = sluice_tree_get_page (element)->region;

  if (region == 0)
    return;
  if (region == self->region.number)
    self->region.n_live--;
  else if (self->spare != NULL && region == self->spare->number)
    self->spare->n_live--;
}

/* Goes on where the tree is, and keeps all that is in the regions. */
void
sluice_tree_end_regions (SluiceTree *self)
{
  if (self->spare != NULL)
    keep_blocks (self, self->spare->full, self->spare->block);
  g_clear_pointer (&self->spare, g_free);

  /* Numbers of nodes must grow with the text: what the region had behind this page is older. */
  if (self->region.number != 0)
    self->pages[self->page]->next = 0;
  self->region = (SluiceRegion) { 0 };
}

/* Frees what only regions know of, for a tree that ends or is used again. */
void
sluice_tree_forget_regions (SluiceTree *self)
{
  sluice_tree_end_regions (self);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}
