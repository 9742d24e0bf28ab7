/* sluice-field-tree.c: the fields that somebody looks at, kept up with what arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A field exists only while somebody holds it. What happens to a node that nobody looks at costs
 * one look-up here; what happens to one that is looked at marks its field, and a flush goes over
 * the marked fields alone.
 */
#include "config.h"

#include "run/sluice-field-private.h"

SluiceFieldTree *
sluice_field_tree_new (SluiceDefinition *definition,
                       SluiceItems      *items)
{
  SluiceFieldTree *self = g_new0 (SluiceFieldTree, 1);

  g_ref_count_init (&self->refs);
  g_set_object (&self->definition, definition);
  self->items = items;
  if (items != NULL)
    g_set_object (&self->model, sluice_items_get_model (items));
  self->live = g_hash_table_new (NULL, NULL);
  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

SluiceFieldTree *
sluice_field_tree_ref (SluiceFieldTree *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
sluice_field_tree_unref (SluiceFieldTree *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  g_clear_object (&self->definition);
  g_clear_object (&self->model);
  g_clear_pointer (&self->value, sluice_value_unref);
  g_hash_table_unref (self->live);
  g_ptr_array_unref (self->dirty);
  g_free (self);
}

void
sluice_field_tree_forget (SluiceFieldTree *self)
{
  self->ended = TRUE;
  g_ptr_array_set_size (self->dirty, 0);
}

SluiceField *
sluice_field_tree_dup_root (SluiceFieldTree *self)
{
  if (self->root != NULL)
    return g_object_ref (self->root);

  self->root = sluice_field_new (self, NULL, 0, self->definition, self->value, self->node);

  return self->root;
}

SluiceField *
sluice_field_tree_dup_item (SluiceFieldTree *self,
                            guint            index)
{
  g_autoptr(SluiceField) root = sluice_field_tree_dup_root (self);
  SluiceField *field = root->kids != NULL ? g_hash_table_lookup (root->kids, GUINT_TO_POINTER (index))
                                          : NULL;

  if (field != NULL)
    return g_object_ref (field);

  return sluice_field_new (self, root, index, sluice_items_get_definition (self->items),
                           sluice_items_get_value (self->items, index),
                           sluice_items_get_node (self->items, index));
}

/* -- What arrives --------------------------------------------------------------------------------- */

static SluiceField *
find_field (SluiceFieldTree *self,
            SluiceNode      *node)
{
  return node != NULL ? g_hash_table_lookup (self->live, node) : NULL;
}

static void
mark_node (SluiceFieldTree *self,
           SluiceNode      *node)
{
  SluiceField *field = find_field (self, node);

  if (field != NULL)
    sluice_field_tree_mark (self, field);
}

static void
node_opened (SluiceFieldTree *self,
             SluiceNode      *node)
{
  SluiceField *field = find_field (self, node);
  SluiceField *parent = field == NULL ? find_field (self, sluice_node_get_parent (node)) : NULL;

  if (field != NULL)
    {
      sluice_field_update (field);
      sluice_field_tree_mark (self, field);
    }
  else if (parent != NULL)
    {
      sluice_field_add_child (parent, node);
    }
}

/* A parent shows a line about its children. */
static void
node_ended (SluiceFieldTree *self,
            SluiceNode      *node)
{
  SluiceField *field = find_field (self, node);

  mark_node (self, sluice_node_get_parent (node));
  if (field == NULL)
    return;

  sluice_field_update (field);
  sluice_field_tree_mark (self, field);
  sluice_field_end_children (field);
}

static void
node_opening (SluiceFieldTree *self,
              SluiceNode      *node)
{
  SluiceField *parent = find_field (self, sluice_node_get_parent (node));

  if (parent != NULL)
    sluice_field_add_child (parent, node);
}

static void
node_superseded (SluiceFieldTree *self,
                 SluiceNode      *node)
{
  SluiceField *parent = find_field (self, sluice_node_get_parent (node));

  if (parent != NULL)
    sluice_field_remove_child (parent, node);
}

static void
node_resolved (SluiceFieldTree *self,
               SluiceNode      *node)
{
  SluiceField *field = find_field (self, node);

  if (field == NULL)
    return;

  sluice_field_update (field);
  sluice_field_tree_mark (self, field);
}

/* Known also where nobody looks yet. Of several documents, the first has the root. */
static void
take_root (SluiceFieldTree *self,
           SluiceValue     *value,
           SluiceNode      *node)
{
  if (self->value != NULL && self->value != value)
    return;

  if (self->value == NULL)
    self->value = sluice_value_ref (value);
  self->node = node;
  if (self->root != NULL)
    sluice_field_set_node (self->root, value, node);
}

void
sluice_field_tree_change (SluiceFieldTree *self,
                          SluiceValue     *value,
                          SluiceNode      *node,
                          SluiceChange     change)
{
  if (change == SLUICE_CHANGE_OPENED && node == sluice_value_get_root (value) &&
      (self->items == NULL || sluice_value_get_form (value) == SLUICE_FORM_LIST))
    take_root (self, value, node);
  if (self->root == NULL)
    return;

  switch (change)
    {
    case SLUICE_CHANGE_OPENING:
      node_opening (self, node);
      break;
    case SLUICE_CHANGE_OPENED:
      node_opened (self, node);
      break;
    case SLUICE_CHANGE_GREW:
    case SLUICE_CHANGE_LENGTHENED:
      mark_node (self, node);
      break;
    case SLUICE_CHANGE_CLOSED:
    case SLUICE_CHANGE_CUT:
      node_ended (self, node);
      break;
    case SLUICE_CHANGE_SUPERSEDED:
      node_superseded (self, node);
      break;
    case SLUICE_CHANGE_RESOLVED:
      node_resolved (self, node);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
sluice_field_tree_item_added (SluiceFieldTree *self)
{
  if (self->root != NULL)
    sluice_field_tree_mark (self, self->root);
}

/* Only what waits in skeletons is not told by its own node. */
void
sluice_field_tree_end (SluiceFieldTree *self)
{
  self->ended = TRUE;
  if (self->root == NULL)
    return;

  sluice_field_update (self->root);
  sluice_field_tree_mark (self, self->root);
  sluice_field_end_children (self->root);
}

void
sluice_field_tree_reset (SluiceFieldTree *self)
{
  g_autoptr(GPtrArray) dirty = g_steal_pointer (&self->dirty);

  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  self->ended = FALSE;
  self->node = NULL;
  g_clear_pointer (&self->value, sluice_value_unref);
  g_hash_table_remove_all (self->live);
  for (guint i = 0; i < dirty->len; i++)
    ((SluiceField *) g_ptr_array_index (dirty, i))->dirty = FALSE;
  if (self->root != NULL)
    sluice_field_reset (self->root);
}

/* -- Announcing ----------------------------------------------------------------------------------- */

void
sluice_field_tree_mark (SluiceFieldTree *self,
                        SluiceField     *field)
{
  if (field->dirty)
    return;

  field->dirty = TRUE;
  g_ptr_array_add (self->dirty, g_object_ref (field));
}

gboolean
sluice_field_tree_has_changes (SluiceFieldTree *self)
{
  return self->dirty->len > 0;
}

/* A handler may ask for more fields, and mark some: those are for the next flush. */
void
sluice_field_tree_flush (SluiceFieldTree *self)
{
  g_autoptr(GPtrArray) dirty = g_steal_pointer (&self->dirty);

  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < dirty->len; i++)
    ((SluiceField *) g_ptr_array_index (dirty, i))->dirty = FALSE;
  for (guint i = 0; i < dirty->len; i++)
    sluice_field_flush (g_ptr_array_index (dirty, i));
}
