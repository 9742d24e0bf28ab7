/* sluice-field.c: one row of the live tree: what the schema promises beside what has arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "json/sluice-path.h"
#include "run/sluice-field-private.h"
#include "schema/sluice-definition-private.h"
#include "schema/sluice-violation-private.h"

static void sluice_field_model_init (GListModelInterface *iface);

/**
 * SluiceFieldState:
 * @SLUICE_FIELD_WAITING: nothing of it is there yet
 * @SLUICE_FIELD_ARRIVING: some of it is there
 * @SLUICE_FIELD_COMPLETE: all of it is there
 * @SLUICE_FIELD_DEFAULT: it was left out, and the schema has a default
 * @SLUICE_FIELD_INVALID: it breaks a rule, or something in it does
 * @SLUICE_FIELD_MISSING: the answer ended without it
 * @SLUICE_FIELD_CUT: the answer ended inside it
 * @SLUICE_FIELD_EXTRA: the schema does not know it
 *
 * The word for what is the case with a field.
 */

/**
 * SluiceField:
 *
 * One row of the live tree: what the schema promises for a place in the value, beside what has
 * arrived there.
 *
 * A field is the [iface@Gio.ListModel] of its own children, in the order of the schema, with
 * members that the schema does not know last. It is there before its value is, so that nothing
 * jumps when the value comes. Its children are made when they are asked for, and are the same
 * objects for as long as somebody holds them.
 *
 * What changes is announced by [method@Run.flush] only.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceField, sluice_field, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sluice_field_model_init))

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* -- What is known of a field --------------------------------------------------------------------- */

gboolean
sluice_field_is_item_list (SluiceField *self)
{
  return self->up == NULL && self->tree->items != NULL;
}

static gboolean
has_value (SluiceField *self)
{
  return self->node != NULL && self->node->type != SLUICE_NODE_UNKNOWN;
}

/* The object it would be in is whole, and left it out. */
static gboolean
is_left_out (SluiceField *self)
{
  return self->node == NULL && self->up != NULL && self->up->node != NULL &&
         self->up->node->phase == SLUICE_PHASE_CLOSED;
}

static SluiceKind
get_kind (SluiceDefinition *definition)
{
  return definition != NULL ? sluice_definition_get_kind (definition) : SLUICE_KIND_ANY;
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

static gboolean
is_container (SluiceField *self)
{
  if (sluice_field_is_item_list (self))
    return TRUE;
  if (has_value (self))
    return self->node->type == SLUICE_NODE_OBJECT || self->node->type == SLUICE_NODE_ARRAY;
  if (is_left_out (self))
    return FALSE;

  switch (get_kind (self->definition))
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
static gboolean
is_extra (SluiceField *self)
{
  if (self->definition != NULL || self->up == NULL)
    return FALSE;

  return self->up->extra || (get_kind (self->up->definition) == SLUICE_KIND_OBJECT &&
                             count_properties (self->up->definition) > 0);
}

static SluiceDefinition *
find_definition (SluiceField *self)
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

static guint
count_children (SluiceField *self)
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

  if (get_kind (self->definition) == SLUICE_KIND_OBJECT)
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
  return get_kind (self->definition) == SLUICE_KIND_ARRAY
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
  if (sluice_field_is_item_list (self) || !is_container (self))
    return;

  if (!has_value (self) || self->node->type == SLUICE_NODE_OBJECT)
    lay_out_properties (self);
  if (!has_value (self))
    return;

  for (SluiceNode *child = sluice_node_get_first_child (self->node); child != NULL; child = sluice_node_get_next_sibling (child))
    if (child->phase != SLUICE_PHASE_SUPERSEDED)
      lay_out_node (self, child);
}

static void
ensure_layout (SluiceField *self)
{
  if (self->slots != NULL)
    return;

  lay_out (self);
  self->shown = count_children (self);
}

static SluiceField *
find_kid (SluiceField *self,
          guint        position)
{
  return g_hash_table_lookup (self->kids, GUINT_TO_POINTER (position));
}

static SluiceField *
create_kid (SluiceField *self,
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
  SluiceDefinition *definition = find_definition (self);
  gboolean redefined = g_set_object (&self->definition, definition);
  gboolean container = is_container (self);

  self->extra = is_extra (self);
  if (!redefined && container == self->container)
    return;

  sluice_field_tree_mark (self->tree, self);
  /* A row is asked only once whether it has children. */
  if (container != self->container && self->up != NULL &&
      find_kid (self->up, self->position) == self && self->position < self->up->shown)
    announce (self->up, self->position, self->position + 1);

  self->container = container;
  if (self->slots != NULL && !sluice_field_is_item_list (self))
    sluice_field_relayout (self);
}

static void
leave_node (SluiceField *self)
{
  if (self->node != NULL && g_hash_table_lookup (self->tree->live, self->node) == self)
    g_hash_table_remove (self->tree->live, self->node);
}

static void
take_node (SluiceField *self,
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
  leave_node (self);
  take_node (self, value, node);
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
  kid = find_kid (self, position);
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
  kid = find_kid (self, position);
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
  leave_node (self);
  take_node (self, NULL, NULL);
  g_set_object (&self->definition, self->promised);
  self->container = is_container (self);
  self->extra = FALSE;
  self->from = G_MAXUINT;
  self->to = 0;

  if (self->slots != NULL)
    {
      g_clear_pointer (&self->slots, g_array_unref);
      g_clear_pointer (&self->by_name, g_hash_table_unref);
      ensure_layout (self);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, shown, self->shown);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- Announcing ----------------------------------------------------------------------------------------- */

static void
flush_children (SluiceField *self)
{
  guint old = self->shown;
  guint n = count_children (self);
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
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- The model -------------------------------------------------------------------------------------------- */

static GType
sluice_field_get_item_type (GListModel *model)
{
  return SLUICE_TYPE_FIELD;
}

static guint
sluice_field_get_n_items (GListModel *model)
{
  SluiceField *self = SLUICE_FIELD (model);

  ensure_layout (self);

  return self->shown;
}

static gpointer
sluice_field_get_item (GListModel *model,
                       guint       position)
{
  SluiceField *self = SLUICE_FIELD (model);
  SluiceField *kid;

  ensure_layout (self);
  if (position >= self->shown || position >= count_children (self))
    return NULL;

  kid = find_kid (self, position);

  return kid != NULL ? g_object_ref (kid) : create_kid (self, position);
}

static void
sluice_field_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_field_get_item_type;
  iface->get_n_items = sluice_field_get_n_items;
  iface->get_item = sluice_field_get_item;
}

/* -- The object --------------------------------------------------------------------------------------------- */

static void
sluice_field_finalize (GObject *object)
{
  SluiceField *self = SLUICE_FIELD (object);

  leave_node (self);
  if (self->up != NULL && find_kid (self->up, self->position) == self)
    g_hash_table_remove (self->up->kids, GUINT_TO_POINTER (self->position));
  if (self->tree->root == self)
    self->tree->root = NULL;

  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->kids, g_hash_table_unref);
  g_clear_pointer (&self->value, sluice_value_unref);
  g_clear_object (&self->promised);
  g_clear_object (&self->definition);
  g_clear_object (&self->up);
  g_clear_pointer (&self->tree, sluice_field_tree_unref);
  g_free (self->name);
  g_free (self->path);

  G_OBJECT_CLASS (sluice_field_parent_class)->finalize (object);
}

static void
sluice_field_class_init (SluiceFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_field_finalize;

  /**
   * SluiceField::changed:
   * @self: the field
   *
   * Anything but the children changed since the last [method@Run.flush].
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_field_init (SluiceField *self)
{
  self->kids = g_hash_table_new (NULL, NULL);
  self->from = G_MAXUINT;
}

SluiceField *
sluice_field_new (SluiceFieldTree  *tree,
                  SluiceField      *up,
                  guint             position,
                  SluiceDefinition *promised,
                  SluiceValue      *value,
                  SluiceNode       *node)
{
  SluiceField *self = g_object_new (SLUICE_TYPE_FIELD, NULL);

  self->tree = sluice_field_tree_ref (tree);
  g_set_object (&self->up, up);
  self->position = position;
  self->depth = up != NULL ? up->depth + 1 : 0;
  g_set_object (&self->promised, promised);
  take_node (self, value, node);
  g_set_object (&self->definition, find_definition (self));
  self->container = is_container (self);
  self->extra = is_extra (self);
  if (up != NULL)
    g_hash_table_insert (up->kids, GUINT_TO_POINTER (position), self);

  return self;
}

/**
 * sluice_field_new_for_definition:
 * @definition: what a schema says of a value
 *
 * Creates the tree of what a schema promises, with nothing arrived, for a view that shows the shape
 * of a result before there is a run. Arrays are empty.
 *
 * Returns: (transfer full): the root
 */
SluiceField *
sluice_field_new_for_definition (SluiceDefinition *definition)
{
  g_autoptr(SluiceFieldTree) tree = NULL;

  g_return_val_if_fail (SLUICE_IS_DEFINITION (definition), NULL);

  tree = sluice_field_tree_new (definition, NULL);

  return sluice_field_tree_dup_root (tree);
}

/**
 * sluice_field_get_name:
 * @self: a field
 *
 * Gets the field's name.
 *
 * Returns: the member's name, an element's number from 0, or the root's class name
 */
const char *
sluice_field_get_name (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  if (self->name != NULL)
    return self->name;

  if (self->up == NULL)
    self->name = g_strdup (self->definition != NULL
                           ? sluice_definition_get_class_name (self->definition) : NULL);
  else if (self->node != NULL && sluice_node_get_key (self->node) != NULL && !sluice_field_is_item_list (self->up))
    self->name = g_strdup (sluice_node_get_key (self->node));
  else if (self->node == NULL && self->promised != NULL)
    self->name = g_strdup (sluice_definition_get_name (self->promised));
  else
    self->name = g_strdup_printf ("%u", self->position);
  if (self->name == NULL)
    self->name = g_strdup ("");

  return self->name;
}

/**
 * sluice_field_get_path:
 * @self: a field
 *
 * Gets the field's place in the value. The wrapper that a list or a simple type travels in is no
 * part of it.
 *
 * Returns: a JSON Pointer; "" for the root
 */
const char *
sluice_field_get_path (SluiceField *self)
{
  GString *path;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  if (self->path != NULL)
    return self->path;

  path = g_string_new (self->up != NULL ? sluice_field_get_path (self->up) : "");
  if (self->up != NULL)
    sluice_path_append_key (path, sluice_field_get_name (self));
  self->path = g_string_free (path, FALSE);

  return self->path;
}

/**
 * sluice_field_get_depth:
 * @self: a field
 *
 * Gets how deep the field lies.
 *
 * Returns: 0 for the root
 */
guint
sluice_field_get_depth (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), 0);

  return self->depth;
}

/**
 * sluice_field_get_node:
 * @self: a field
 *
 * Gets what has arrived of the field.
 *
 * Returns: (transfer none) (nullable): the node; `NULL` while nothing has
 */
SluiceNode *
sluice_field_get_node (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  return self->node;
}

/**
 * sluice_field_get_definition:
 * @self: a field
 *
 * Gets what the schema says of the field: of a union, its branch once that is known.
 *
 * Returns: (transfer none) (nullable): the definition; `NULL` for what the schema does not know
 */
SluiceDefinition *
sluice_field_get_definition (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  return self->definition;
}

static const char *
get_node_type_label (SluiceNode *node)
{
  static const char *const labels[] = { "", "object", "array", "string", "number", "boolean", "null" };

  return labels[node != NULL ? node->type : SLUICE_NODE_UNKNOWN];
}

/**
 * sluice_field_get_type_label:
 * @self: a field
 *
 * Gets the field's type in a word for people.
 *
 * Returns: the label; "" while it is not known
 */
const char *
sluice_field_get_type_label (SluiceField *self)
{
  const char *label = NULL;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  if (self->definition != NULL)
    label = sluice_definition_get_type_label (self->definition);

  return label != NULL ? label : get_node_type_label (self->node);
}

/**
 * sluice_field_get_required:
 * @self: a field
 *
 * Tells whether the answer breaks a rule without this field.
 *
 * Returns: `TRUE` if it does
 */
gboolean
sluice_field_get_required (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), FALSE);

  return self->promised != NULL && sluice_definition_get_required (self->promised);
}

/**
 * sluice_field_is_container:
 * @self: a field
 *
 * Tells whether the field has children, or is expected to have some. Where that changes, the
 * field's row is announced anew by its parent.
 *
 * Returns: `TRUE` for an object or a list
 */
gboolean
sluice_field_is_container (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), FALSE);

  return self->container;
}

/* -- State ---------------------------------------------------------------------------------------------------- */

/* Nothing of it came: may it still? */
static SluiceFieldState
get_absent_state (SluiceField *self)
{
  if (is_left_out (self))
    return self->definition != NULL && sluice_definition_get_default (self->definition) != NULL
           ? SLUICE_FIELD_DEFAULT : SLUICE_FIELD_MISSING;
  if (self->tree->ended)
    return SLUICE_FIELD_MISSING;

  for (SluiceField *up = self->up; up != NULL; up = up->up)
    if (up->node != NULL)
      return up->node->phase >= SLUICE_PHASE_CLOSED ? SLUICE_FIELD_MISSING : SLUICE_FIELD_WAITING;

  return SLUICE_FIELD_WAITING;
}

static SluiceFieldState
get_item_list_state (SluiceField *self)
{
  SluiceItems *items = self->tree->items;
  guint n = sluice_items_get_n (items);

  if (n == 0 && self->node == NULL)
    return self->tree->ended ? SLUICE_FIELD_MISSING : SLUICE_FIELD_WAITING;
  if (!self->tree->ended)
    return SLUICE_FIELD_ARRIVING;
  if (sluice_items_get_n_invalid (items) > 0)
    return SLUICE_FIELD_INVALID;
  if (sluice_items_get_n_closed (items) < n ||
      (self->node != NULL && self->node->phase == SLUICE_PHASE_CUT))
    return SLUICE_FIELD_CUT;

  return SLUICE_FIELD_COMPLETE;
}

static gboolean
breaks_rule (SluiceNode *node)
{
  return node->verdict == SLUICE_VERDICT_DOOMED || node->verdict == SLUICE_VERDICT_INVALID;
}

/* The verdict of a container is about all that is in it, so it need not be asked. */
static SluiceFieldState
get_present_state (SluiceField *self)
{
  SluiceNode *node = self->node;

  switch (node->phase)
    {
    case SLUICE_PHASE_CLOSED:
      if (breaks_rule (node))
        return SLUICE_FIELD_INVALID;
      return self->extra ? SLUICE_FIELD_EXTRA : SLUICE_FIELD_COMPLETE;
    case SLUICE_PHASE_CUT:
      return breaks_rule (node) ? SLUICE_FIELD_INVALID : SLUICE_FIELD_CUT;
    case SLUICE_PHASE_PENDING:
    case SLUICE_PHASE_OPENING:
    case SLUICE_PHASE_STREAMING:
    case SLUICE_PHASE_ABSENT:
    case SLUICE_PHASE_SUPERSEDED:
    default:
      return !self->container && breaks_rule (node) ? SLUICE_FIELD_INVALID : SLUICE_FIELD_ARRIVING;
    }
}

/**
 * sluice_field_get_state:
 * @self: a field
 *
 * Gets the word for what is the case with the field. A container is arriving while it is open, and
 * then as well as the worst that is in it.
 *
 * Returns: the state
 */
SluiceFieldState
sluice_field_get_state (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), SLUICE_FIELD_WAITING);

  if (sluice_field_is_item_list (self))
    return get_item_list_state (self);

  return self->node != NULL ? get_present_state (self) : get_absent_state (self);
}

/**
 * sluice_field_get_time:
 * @self: a field
 *
 * Gets when the value closed.
 *
 * Returns: seconds since the request was sent; negative while it has not
 */
gdouble
sluice_field_get_time (SluiceField *self)
{
  g_return_val_if_fail (SLUICE_IS_FIELD (self), -1);

  if (self->node == NULL || self->node->phase != SLUICE_PHASE_CLOSED)
    return -1;

  return sluice_node_get_last_arrival (self->node) / (gdouble) G_USEC_PER_SEC;
}

/* That a member is missing is a matter of its object to the schema, and of its own row here. */
static gboolean
is_own_violation (SluiceField     *self,
                  SluiceViolation *violation,
                  const char      *suffix)
{
  if (self->node != NULL)
    return violation->node == self->node && !violation->of_absent;

  return violation->node == self->up->node && violation->of_absent &&
         g_str_has_suffix (sluice_violation_get_path (violation), suffix);
}

/**
 * sluice_field_list_violations:
 * @self: a field
 *
 * Lists the rules that this very field breaks, not those broken by what is in it. The field of a
 * member that is missing breaks the rule that it is required.
 *
 * Returns: (transfer container) (element-type SluiceViolation): the violations, maybe none
 */
GPtrArray *
sluice_field_list_violations (SluiceField *self)
{
  SluiceCheck *check;
  SluiceNode *node;
  g_autoptr(GPtrArray) below = NULL;
  g_autoptr(GString) suffix = NULL;
  GPtrArray *own;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  own = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_violation_unref);
  check = self->value != NULL ? sluice_value_get_check (self->value) : NULL;
  node = self->node != NULL || self->up == NULL ? self->node : self->up->node;
  if (check == NULL || node == NULL)
    return own;

  below = sluice_check_list_violations (check, node);
  suffix = g_string_new (NULL);
  sluice_path_append_key (suffix, sluice_field_get_name (self));
  for (guint i = 0; i < below->len; i++)
    if (is_own_violation (self, g_ptr_array_index (below, i), suffix->str))
      g_ptr_array_add (own, sluice_violation_ref (g_ptr_array_index (below, i)));

  return own;
}

/* -- The line for a cell -------------------------------------------------------------------------------------- */

/* The last bytes of a text, from a whole character on, in one line. */
static char *
dup_tail (const char *text,
          gsize       length,
          gsize       limit,
          gboolean   *elided)
{
  const char *from = text;
  char *line;

  if (length > limit)
    {
      from = text + (length - limit);
      while (from < text + length && ((guchar) *from & 0xC0) == 0x80)
        from++;
      *elided = TRUE;
    }

  line = g_strndup (from, length - (gsize) (from - text));
  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  return line;
}

static char *
dup_scalar_summary (SluiceNode *node,
                    gboolean    is_enum,
                    gsize       limit,
                    gboolean   *elided)
{
  gboolean closed = node->phase == SLUICE_PHASE_CLOSED;

  switch (node->type)
    {
    case SLUICE_NODE_STRING:
      if (is_enum && !closed)
        return NULL;
      return dup_tail (sluice_node_peek_text (node), node->n, limit, elided);
    case SLUICE_NODE_NUMBER:
      return node->n > 0 ? dup_tail (sluice_node_peek_text (node), node->n, limit, elided) : NULL;
    case SLUICE_NODE_BOOLEAN:
      return closed ? g_strdup (node->boolean ? "true" : "false") : NULL;
    case SLUICE_NODE_NULL:
      return closed ? g_strdup ("null") : NULL;
    case SLUICE_NODE_UNKNOWN:
    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
    default:
      return NULL;
    }
}

/* An object is known by the first thing it says of itself. */
static char *
dup_object_summary (SluiceNode *object,
                    gsize       limit,
                    gboolean   *elided)
{
  for (SluiceNode *child = sluice_node_get_first_child (object); child != NULL;
       child = sluice_node_get_next_sibling (child))
    if (child->type >= SLUICE_NODE_STRING && child->phase == SLUICE_PHASE_CLOSED)
      return dup_scalar_summary (child, FALSE, limit, elided);

  return NULL;
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item", "%u items", n), n);
}

static char *
dup_default (SluiceField *self,
             gsize        limit,
             gboolean    *elided)
{
  JsonNode *value = sluice_definition_get_default (self->definition);
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_dup_string (value);
  else
    text = json_to_string (value, FALSE);

  return dup_tail (text, strlen (text), limit, elided);
}

/**
 * sluice_field_dup_summary:
 * @self: a field
 * @limit: how many bytes a cell has room for
 * @elided: (out) (optional): whether the text is longer than @limit, so that its beginning was left
 *   out
 *
 * Makes one line of what is there: the text so far, digits, “3 items”, the first scalar of an
 * object, or the default.
 *
 * The cost depends on @limit alone, however long the text is.
 *
 * Returns: (transfer full) (nullable): the line; `NULL` where there is nothing to show, which goes
 *   for `true`, `false`, `null` and the values of an enum while they arrive
 */
char *
sluice_field_dup_summary (SluiceField *self,
                          gsize        limit,
                          gboolean    *elided)
{
  gboolean ignored;

  g_return_val_if_fail (SLUICE_IS_FIELD (self), NULL);

  if (elided == NULL)
    elided = &ignored;
  *elided = FALSE;

  if (sluice_field_is_item_list (self))
    return dup_count (sluice_items_get_n (self->tree->items));
  if (self->node == NULL)
    return get_absent_state (self) == SLUICE_FIELD_DEFAULT ? dup_default (self, limit, elided) : NULL;
  if (self->node->type == SLUICE_NODE_ARRAY)
    return dup_count (sluice_node_get_n_children (self->node));
  if (self->node->type == SLUICE_NODE_OBJECT)
    return dup_object_summary (self->node, limit, elided);

  return dup_scalar_summary (self->node, get_kind (self->definition) == SLUICE_KIND_ENUM, limit, elided);
}
