/* sluice-item.c: one of many results
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-node-private.h"
#include "run/sluice-items-private.h"

struct _SluiceItem
{
  GObject           parent_instance;

  guint             index;
  SluiceValue      *value;       /* owned: the document that node is in */
  SluiceNode       *node;        /* lives as long as value */
  SluiceDefinition *definition;  /* owned, nullable: what the schema says of each item */
};

/**
 * SluiceItem:
 *
 * One of many results: a row.
 *
 * It is there from its first byte on, keeps its number, and is closed the moment its own last byte
 * arrives. An item that breaks a rule of the schema is an item too.
 *
 * Objects are made when they are asked for: the same item is the same object only while somebody
 * holds it.
 */
G_DEFINE_FINAL_TYPE (SluiceItem, sluice_item, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
sluice_item_finalize (GObject *object)
{
  SluiceItem *self = SLUICE_ITEM (object);

  g_clear_pointer (&self->value, sluice_value_unref);
  g_clear_object (&self->definition);

  G_OBJECT_CLASS (sluice_item_parent_class)->finalize (object);
}

static void
sluice_item_class_init (SluiceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_item_finalize;

  /**
   * SluiceItem::changed:
   * @self: the item
   *
   * Something of it changed since the last [method@Run.flush].
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_item_init (SluiceItem *self)
{
}

SluiceItem *
sluice_item_new (guint             index,
                 SluiceValue      *value,
                 SluiceNode       *node,
                 SluiceDefinition *definition)
{
  SluiceItem *self = g_object_new (SLUICE_TYPE_ITEM, NULL);

  self->index = index;
  self->value = sluice_value_ref (value);
  self->node = node;
  g_set_object (&self->definition, definition);

  return self;
}

void
sluice_item_changed (SluiceItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

SluiceValue *
sluice_item_get_value (SluiceItem *self)
{
  return self->value;
}

/**
 * sluice_item_get_index:
 * @self: an item
 *
 * Gets the item's number in the answer. Numbers are contiguous, invalid items included.
 *
 * Returns: from 0
 */
guint
sluice_item_get_index (SluiceItem *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), 0);

  return self->index;
}

/**
 * sluice_item_get_node:
 * @self: an item
 *
 * Gets the item's value, which may still be arriving.
 *
 * Returns: (transfer none): the node
 */
SluiceNode *
sluice_item_get_node (SluiceItem *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), NULL);

  return self->node;
}

/**
 * sluice_item_get_type_name:
 * @self: an item
 *
 * Gets the name of the item's type. Of a union, it is the member's that the item turned out to be.
 *
 * Returns: (nullable): the class name (“User”), or a word for a type without one (“string”);
 *   `NULL` while it is not known
 */
const char *
sluice_item_get_type_name (SluiceItem *self)
{
  SluiceDefinition *definition;
  const char *name;

  g_return_val_if_fail (SLUICE_IS_ITEM (self), NULL);

  definition = sluice_item_get_definition (self);
  if (definition == NULL || sluice_definition_get_kind (definition) == SLUICE_KIND_UNION)
    return NULL;

  name = sluice_definition_get_class_name (definition);

  return name != NULL ? name : sluice_definition_get_type_label (definition);
}

/**
 * sluice_item_get_definition:
 * @self: an item
 *
 * Gets what the schema says of this item: of a union, its member once that is known.
 *
 * Returns: (transfer none) (nullable): the definition; `NULL` without a schema
 */
SluiceDefinition *
sluice_item_get_definition (SluiceItem *self)
{
  SluiceCheck *check;
  SluiceDefinition *definition = NULL;

  g_return_val_if_fail (SLUICE_IS_ITEM (self), NULL);

  check = sluice_value_get_check (self->value);
  if (check != NULL)
    definition = sluice_check_get_definition (check, self->node);

  return definition != NULL ? definition : self->definition;
}

/**
 * sluice_item_is_closed:
 * @self: an item
 *
 * Tells whether all of the item is there. One that the end of the answer cut off never is.
 *
 * Returns: `TRUE` if it is
 */
gboolean
sluice_item_is_closed (SluiceItem *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), FALSE);

  return self->node->phase == SLUICE_PHASE_CLOSED;
}

/**
 * sluice_item_is_valid:
 * @self: an item
 *
 * Tells whether the item is closed and breaks no rule of the schema.
 *
 * Returns: `TRUE` if so
 */
gboolean
sluice_item_is_valid (SluiceItem *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), FALSE);

  return sluice_value_is_node_valid (self->value, self->node);
}

/**
 * sluice_item_list_violations:
 * @self: an item
 *
 * Lists the rules that the item breaks, with whatever is in it.
 *
 * Returns: (transfer container) (element-type SluiceViolation): the violations, maybe none
 */
GPtrArray *
sluice_item_list_violations (SluiceItem *self)
{
  SluiceCheck *check;

  g_return_val_if_fail (SLUICE_IS_ITEM (self), NULL);

  check = sluice_value_get_check (self->value);
  if (check == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_violation_unref);

  return sluice_check_list_violations (check, self->node);
}

/**
 * sluice_item_get_time:
 * @self: an item
 *
 * Gets when the item was closed.
 *
 * Returns: microseconds since the request was sent; -1 while it is not closed
 */
gint64
sluice_item_get_time (SluiceItem *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), -1);

  return sluice_item_is_closed (self) ? sluice_node_get_last_arrival (self->node) : -1;
}

/**
 * sluice_item_to_json:
 * @self: an item
 * @indent: spaces for each level; 0 for one line
 *
 * Prints the item as far as it is there.
 *
 * Returns: (transfer full): JSON text; scalars that are not complete are left out
 */
char *
sluice_item_to_json (SluiceItem *self,
                     guint       indent)
{
  g_return_val_if_fail (SLUICE_IS_ITEM (self), NULL);

  return sluice_node_to_json (self->node, SLUICE_POLICY_VALUES, indent);
}
