/* sluice-field-layout.c: the children of a field, promised and arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The members that the schema promises come first, in its order, whether they are there or not;
 * what it does not know follows. Children that are still there stay the same objects.
 */
#include "config.h"

#include "run/sluice-field-private.h"
#include "schema/sluice-definition-private.h"

/* -- What is known of a field --------------------------------------------------------------------- */

gboolean
sluice_field_is_item_list (SluiceField *self)
{
  return self->up == NULL && self->tree->items != NULL;
}

gboolean
sluice_field_has_value (SluiceField *self)
{
  return self->node != NULL && self->node->type != SLUICE_NODE_UNKNOWN;
}

/* The object it would be in is whole, and left it out. */
gboolean
sluice_field_is_left_out (SluiceField *self)
{
  return self->node == NULL && self->up != NULL && self->up->node != NULL &&
         self->up->node->phase == SLUICE_PHASE_CLOSED;
}

SluiceKind
sluice_field_get_kind (SluiceField *self)
{
  return self->definition != NULL ? sluice_definition_get_kind (self->definition) : SLUICE_KIND_ANY;
}

static guint
count_properties (SluiceDefinition *definition)
{
  GPtrArray *properties = sluice_definition_get_properties (definition);

  return properties != NULL ? properties->len : 0;
}

/* A class within itself: its skeleton would have no end. */
static gboolean
is_recursive (SluiceField *self)
{
  SluiceNode *target = sluice_definition_get_target (self->definition);

  for (SluiceField *up = self->up; up != NULL; up = up->up)
    if (up->definition != NULL && sluice_definition_get_target (up->definition) == target)
      return TRUE;

  return FALSE;
}

gboolean
sluice_field_can_have_children (SluiceField *self)
{
  if (sluice_field_is_item_list (self))
    return TRUE;
  if (sluice_field_has_value (self))
    return self->node->type == SLUICE_NODE_OBJECT || self->node->type == SLUICE_NODE_ARRAY;
  if (sluice_field_is_left_out (self))
    return FALSE;

  switch (sluice_field_get_kind (self))
    {
    case SLUICE_KIND_ARRAY:
      return TRUE;
    case SLUICE_KIND_OBJECT:
      return count_properties (self->definition) > 0 && !is_recursive (self);
    case SLUICE_KIND_ANY:
    case SLUICE_KIND_STRING:
    case SLUICE_KIND_NUMBER:
    case SLUICE_KIND_INTEGER:
    case SLUICE_KIND_BOOLEAN:
    case SLUICE_KIND_NULL:
    case SLUICE_KIND_ENUM:
    case SLUICE_KIND_UNION:
    default:
      return FALSE;
    }
}

/* In an object whose members the schema names, other members are extra, with all that is in them. */
gboolean
sluice_field_is_extra (SluiceField *self)
{
  if (self->definition != NULL || self->up == NULL)
    return FALSE;

  return self->up->extra || (sluice_field_get_kind (self->up) == SLUICE_KIND_OBJECT &&
                             count_properties (self->up->definition) > 0);
}

SluiceDefinition *
sluice_field_find_definition (SluiceField *self)
{
  SluiceCheck *check = self->value != NULL ? sluice_value_get_check (self->value) : NULL;
  SluiceDefinition *definition = NULL;

  if (check != NULL && self->node != NULL)
    definition = sluice_check_get_definition (check, self->node);

  return definition != NULL ? definition : self->promised;
}

/* -- The children ----------------------------------------------------------------------------------- */

static void
slot_clear (SluiceFieldSlot *slot)
{
  g_clear_object (&slot->definition);
}

static SluiceFieldSlot *
get_slot (SluiceField *self,
          guint        position)
{
  return &g_array_index (self->slots, SluiceFieldSlot, position);
}

guint
sluice_field_count_children (SluiceField *self)
{
  return sluice_field_is_item_list (self) ? sluice_items_get_n (self->tree->items)
                                          : self->slots->len;
}

static void
add_slot (SluiceField      *self,
          const char       *name,
          SluiceDefinition *definition,
          SluiceNode       *node)
{
  SluiceFieldSlot slot = { name, NULL, node };

  g_set_object (&slot.definition, definition);
  g_array_append_val (self->slots, slot);
  if (name != NULL)
    g_hash_table_insert (self->by_name, (gpointer) name, GUINT_TO_POINTER (self->slots->len));
}

static SluiceFieldSlot *
find_slot (SluiceField *self,
           const char  *name,
           guint       *position)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

  if (found == 0)
    return NULL;

  *position = found - 1;

  return get_slot (self, found - 1);
}

static void
lay_out_properties (SluiceField *self)
{
  GPtrArray *properties = NULL;

  if (sluice_field_get_kind (self) == SLUICE_KIND_OBJECT)
    properties = sluice_definition_get_properties (self->definition);

  for (guint i = 0; properties != NULL && i < properties->len; i++)
    {
      SluiceDefinition *property = g_ptr_array_index (properties, i);

      add_slot (self, sluice_definition_get_name (property), property, NULL);
    }
}

/* The next element's. */
static SluiceDefinition *
get_element_definition (SluiceField *self)
{
  return sluice_field_get_kind (self) == SLUICE_KIND_ARRAY
         ? sluice_definition_get_element (self->definition, self->slots->len) : NULL;
}

static void
lay_out_node (SluiceField *self,
              SluiceNode  *child)
{
  SluiceFieldSlot *slot;
  guint position;

  if (sluice_node_get_key (child) == NULL)
    add_slot (self, NULL, get_element_definition (self), child);
  else if ((slot = find_slot (self, sluice_node_get_key (child), &position)) != NULL)
    slot->node = child;
  else
    add_slot (self, sluice_node_get_key (child), NULL, child);
}

static void
lay_out (SluiceField *self)
{
  self->slots = g_array_new (FALSE, FALSE, sizeof (SluiceFieldSlot));
  g_array_set_clear_func (self->slots, (GDestroyNotify) slot_clear);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  if (sluice_field_is_item_list (self) || !sluice_field_can_have_children (self))
    return;

  if (!sluice_field_has_value (self) || self->node->type == SLUICE_NODE_OBJECT)
    lay_out_properties (self);
  if (!sluice_field_has_value (self))
    return;

  for (SluiceNode *child = sluice_node_get_first_child (self->node); child != NULL; child = sluice_node_get_next_sibling (child))
    if (child->phase != SLUICE_PHASE_SUPERSEDED)
      lay_out_node (self, child);
}

void
sluice_field_ensure_layout (SluiceField *self)
{
  if (self->slots != NULL)
    return;

  lay_out (self);
  self->shown = sluice_field_count_children (self);
}

SluiceField *
sluice_field_find_kid (SluiceField *self,
                       guint        position)
{
  return g_hash_table_lookup (self->kids, GUINT_TO_POINTER (position));
}

SluiceField *
sluice_field_create_kid (SluiceField *self,
                         guint        position)
{
  SluiceFieldSlot *slot;

  if (sluice_field_is_item_list (self))
    return sluice_field_tree_dup_item (self->tree, position);

  slot = get_slot (self, position);

  return sluice_field_new (self->tree, self, position, slot->definition, self->value, slot->node);
}

/* The announced children [from, to) are to be announced anew. */
static void
announce (SluiceField *self,
          guint        from,
          guint        to)
{
  self->from = MIN (self->from, from);
  self->to = MAX (self->to, MIN (to, self->shown));
  sluice_field_tree_mark (self->tree, self);
}

/* -- Changing the layout -------------------------------------------------------------------------------- */

static gboolean
is_same_slot (const SluiceFieldSlot *a,
              const SluiceFieldSlot *b)
{
  return a->name != NULL ? g_strcmp0 (a->name, b->name) == 0 : b->name == NULL && a->node == b->node;
}

static void
announce_difference (SluiceField *self,
                     GArray      *old)
{
  guint same = 0;

  while (same < old->len && same < self->slots->len &&
         is_same_slot (&g_array_index (old, SluiceFieldSlot, same), get_slot (self, same)))
    same++;

  if (same < old->len)
    announce (self, same, self->shown);
  else if (same < self->slots->len)
    sluice_field_tree_mark (self->tree, self);
}

/* Where a child of the old layout is now; -1 when it is gone. */
static int
find_new_position (SluiceField           *self,
                   const SluiceFieldSlot *slot,
                   guint                  old_position)
{
  guint position;

  if (slot->name != NULL)
    return find_slot (self, slot->name, &position) != NULL ? (int) position : -1;

  return old_position < self->slots->len && is_same_slot (slot, get_slot (self, old_position))
         ? (int) old_position : -1;
}

static void
adopt (SluiceField *self,
       SluiceField *kid,
       guint        position)
{
  const SluiceFieldSlot *slot = get_slot (self, position);

  kid->position = position;
  g_hash_table_insert (self->kids, GUINT_TO_POINTER (position), kid);
  g_set_object (&kid->promised, slot->definition);
  if (kid->node != slot->node)
    sluice_field_set_node (kid, self->value, slot->node);
  else
    sluice_field_update (kid);
}

/* Children that are still there stay the same objects. */
void
sluice_field_relayout (SluiceField *self)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->slots);
  g_autoptr(GHashTable) kids = g_steal_pointer (&self->kids);
  GHashTableIter iter;
  gpointer position, kid;

  self->kids = g_hash_table_new (NULL, NULL);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  lay_out (self);

  g_hash_table_iter_init (&iter, kids);
  while (g_hash_table_iter_next (&iter, &position, &kid))
    {
      guint old_position = GPOINTER_TO_UINT (position);
      int now = find_new_position (self, &g_array_index (old, SluiceFieldSlot, old_position),
                                   old_position);

      if (now >= 0)
        adopt (self, kid, (guint) now);
    }
  announce_difference (self, old);
}

void
sluice_field_update (SluiceField *self)
{
  SluiceDefinition *definition = sluice_field_find_definition (self);
  gboolean redefined = g_set_object (&self->definition, definition);
  gboolean container = sluice_field_can_have_children (self);

  self->extra = sluice_field_is_extra (self);
  if (!redefined && container == self->container)
    return;

  sluice_field_tree_mark (self->tree, self);
  /* A row is asked only once whether it has children. */
  if (container != self->container && self->up != NULL &&
      sluice_field_find_kid (self->up, self->position) == self && self->position < self->up->shown)
    announce (self->up, self->position, self->position + 1);

  self->container = container;
  if (self->slots != NULL && !sluice_field_is_item_list (self))
    sluice_field_relayout (self);
}

void
sluice_field_leave_node (SluiceField *self)
{
  if (self->node != NULL && g_hash_table_lookup (self->tree->live, self->node) == self)
    g_hash_table_remove (self->tree->live, self->node);
}

void
sluice_field_take_node (SluiceField *self,
                        SluiceValue *value,
                        SluiceNode  *node)
{
  SluiceValue *old = self->value;

  self->value = value != NULL ? sluice_value_ref (value) : NULL;
  self->node = node;
  if (node != NULL)
    g_hash_table_insert (self->tree->live, node, self);
  g_clear_pointer (&old, sluice_value_unref);
}

void
sluice_field_set_node (SluiceField *self,
                       SluiceValue *value,
                       SluiceNode  *node)
{
  sluice_field_leave_node (self);
  sluice_field_take_node (self, value, node);
  sluice_field_update (self);
  if (self->slots != NULL && !sluice_field_is_item_list (self))
    sluice_field_relayout (self);
  sluice_field_tree_mark (self->tree, self);
}

static void
add_member (SluiceField *self,
            SluiceNode  *node)
{
  guint position;
  SluiceFieldSlot *slot = find_slot (self, sluice_node_get_key (node), &position);
  SluiceField *kid;

  if (slot == NULL)
    {
      add_slot (self, sluice_node_get_key (node), NULL, node);
      return;
    }
  if (slot->node == node)
    return;

  slot->node = node;
  kid = sluice_field_find_kid (self, position);
  if (kid != NULL)
    sluice_field_set_node (kid, self->value, node);
}

void
sluice_field_add_child (SluiceField *self,
                        SluiceNode  *node)
{
  sluice_field_tree_mark (self->tree, self);
  if (self->slots == NULL || sluice_field_is_item_list (self))
    return;

  if (sluice_node_get_key (node) != NULL)
    add_member (self, node);
  else
    add_slot (self, NULL, get_element_definition (self), node);
}

void
sluice_field_remove_child (SluiceField *self,
                           SluiceNode  *node)
{
  SluiceFieldSlot *slot;
  SluiceField *kid;
  guint position;

  sluice_field_tree_mark (self->tree, self);
  if (self->slots == NULL || sluice_node_get_key (node) == NULL)
    return;

  slot = find_slot (self, sluice_node_get_key (node), &position);
  if (slot == NULL || slot->node != node)
    return;

  slot->node = NULL;
  kid = sluice_field_find_kid (self, position);
  if (kid != NULL)
    sluice_field_set_node (kid, self->value, NULL);
}

void
sluice_field_end_children (SluiceField *self)
{
  g_autoptr(GList) kids = g_hash_table_get_values (self->kids);

  for (GList *link = kids; link != NULL; link = link->next)
    {
      SluiceField *kid = link->data;

      if (kid->node != NULL)
        continue;

      sluice_field_update (kid);
      sluice_field_tree_mark (self->tree, kid);
      sluice_field_end_children (kid);
    }
}

void
sluice_field_reset (SluiceField *self)
{
  guint shown = self->shown;

  g_hash_table_remove_all (self->kids);
  sluice_field_leave_node (self);
  sluice_field_take_node (self, NULL, NULL);
  g_set_object (&self->definition, self->promised);
  self->container = sluice_field_can_have_children (self);
  self->extra = FALSE;
  self->from = G_MAXUINT;
  self->to = 0;

  if (self->slots != NULL)
    {
      g_clear_pointer (&self->slots, g_array_unref);
      g_clear_pointer (&self->by_name, g_hash_table_unref);
      sluice_field_ensure_layout (self);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, shown, self->shown);
    }
  sluice_field_changed (self);
}

/* -- Announcing ----------------------------------------------------------------------------------------- */

static void
flush_children (SluiceField *self)
{
  guint old = self->shown;
  guint n = sluice_field_count_children (self);
  guint from = MIN (self->from, MIN (old, n));
  guint to = self->to;

  self->shown = n;
  self->from = G_MAXUINT;
  self->to = 0;

  if (n != old)
    g_list_model_items_changed (G_LIST_MODEL (self), from, old - from, n - from);
  else if (from < to)
    g_list_model_items_changed (G_LIST_MODEL (self), from, to - from, to - from);
}

void
sluice_field_flush (SluiceField *self)
{
  if (self->slots != NULL)
    flush_children (self);
  sluice_field_changed (self);
}
