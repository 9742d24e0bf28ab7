/* sluice-field.c: one row of the live tree: what the schema promises beside what has arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-path.h"
#include "run/sluice-field-private.h"
#include "schema/sluice-definition-private.h"

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

  sluice_field_ensure_layout (self);

  return self->shown;
}

static gpointer
sluice_field_get_item (GListModel *model,
                       guint       position)
{
  SluiceField *self = SLUICE_FIELD (model);
  SluiceField *kid;

  sluice_field_ensure_layout (self);
  if (position >= self->shown || position >= sluice_field_count_children (self))
    return NULL;

  kid = sluice_field_find_kid (self, position);

  return kid != NULL ? g_object_ref (kid) : sluice_field_create_kid (self, position);
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

  sluice_field_leave_node (self);
  if (self->up != NULL && sluice_field_find_kid (self->up, self->position) == self)
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

void
sluice_field_changed (SluiceField *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
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
  sluice_field_take_node (self, value, node);
  g_set_object (&self->definition, sluice_field_find_definition (self));
  self->container = sluice_field_can_have_children (self);
  self->extra = sluice_field_is_extra (self);
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
