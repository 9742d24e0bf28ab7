/* sluice-item-column.c: the columns that the items of a schema have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-item-column.h"

/* Widths in characters, from names and types only: they never change while a run streams. */
#define MIN_CHARS 8
#define MAX_CHARS 28

static void
append_step (GString    *pointer,
             const char *name)
{
  sluice_path_append_key (pointer, name);
}

static SluiceItemColumn *
column_new (const char       *first,
            const char       *second,
            SluiceDefinition *definition)
{
  SluiceItemColumn *self = g_rc_box_new0 (SluiceItemColumn);
  GString *pointer = g_string_new (NULL);

  if (first)
    append_step (pointer, first);
  if (second)
    append_step (pointer, second);

  self->title = second ? g_strdup_printf ("%s.%s", first, second) : g_strdup (first ? first : _("Value"));
  self->pointer = g_string_free (pointer, FALSE);
  self->names[0] = g_strdup (first);
  self->names[1] = g_strdup (second);
  g_set_object (&self->definition, definition);

  return self;
}

/* Members of a union share a column where they share a name. */
static void
add_column (GPtrArray        *columns,
            const char       *first,
            const char       *second,
            SluiceDefinition *definition)
{
  g_autoptr(SluiceItemColumn) column = column_new (first, second, definition);

  for (guint i = 0; i < columns->len; i++)
    {
      SluiceItemColumn *other = g_ptr_array_index (columns, i);

      if (strcmp (other->pointer, column->pointer) == 0)
        return;
    }

  g_ptr_array_add (columns, g_steal_pointer (&column));
}

static void
add_property (GPtrArray        *columns,
              SluiceDefinition *property)
{
  const char *name = sluice_definition_get_name (property);
  GPtrArray *nested;

  if (sluice_definition_get_kind (property) != SLUICE_KIND_OBJECT)
    {
      add_column (columns, name, NULL, property);
      return;
    }

  nested = sluice_definition_get_properties (property);
  if (!nested || nested->len == 0)
    add_column (columns, name, NULL, property);

  for (guint i = 0; nested && i < nested->len; i++)
    {
      SluiceDefinition *member = g_ptr_array_index (nested, i);

      add_column (columns, name, sluice_definition_get_name (member), member);
    }
}

static void
add_definition (GPtrArray        *columns,
                SluiceDefinition *item)
{
  GPtrArray *parts;

  switch (sluice_definition_get_kind (item))
    {
    case SLUICE_KIND_OBJECT:
      parts = sluice_definition_get_properties (item);
      for (guint i = 0; parts && i < parts->len; i++)
        add_property (columns, g_ptr_array_index (parts, i));
      break;

    case SLUICE_KIND_UNION:
      parts = sluice_definition_get_branches (item);
      for (guint i = 0; parts && i < parts->len; i++)
        add_definition (columns, g_ptr_array_index (parts, i));
      break;

    default:
      add_column (columns, NULL, NULL, item);
      break;
    }
}

/**
 * sluice_item_column_list:
 * @item: (nullable): what the schema says of an item
 *
 * Works out the columns of a table of such items, in the order of the schema: the members of an
 * object, those of an object in it as `address.city`, and of a union the members of all of its
 * members. An item that is no object has one column.
 *
 * Returns: (transfer full) (element-type SluiceItemColumn): the columns, at least one
 */
GPtrArray *
sluice_item_column_list (SluiceDefinition *item)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_item_column_unref);

  if (item)
    add_definition (columns, item);
  if (columns->len == 0)
    add_column (columns, NULL, NULL, item);

  return columns;
}

static void
column_clear (gpointer data)
{
  SluiceItemColumn *self = data;

  g_free (self->title);
  g_free (self->pointer);
  g_free (self->names[0]);
  g_free (self->names[1]);
  g_clear_object (&self->definition);
}

/**
 * sluice_item_column_ref:
 * @self: a column
 *
 * Returns: (transfer full): the column
 */
SluiceItemColumn *
sluice_item_column_ref (SluiceItemColumn *self)
{
  return g_rc_box_acquire (self);
}

/**
 * sluice_item_column_unref:
 * @self: (transfer full): a column
 *
 * Lets go of a column.
 */
void
sluice_item_column_unref (SluiceItemColumn *self)
{
  g_rc_box_release_full (self, column_clear);
}

static guint
get_longest_option (SluiceDefinition *definition)
{
  GPtrArray *options = sluice_definition_get_options (definition);
  guint longest = 0;

  for (guint i = 0; options && i < options->len; i++)
    {
      JsonNode *option = g_ptr_array_index (options, i);

      if (JSON_NODE_HOLDS_VALUE (option) && json_node_get_value_type (option) == G_TYPE_STRING)
        longest = MAX (longest, g_utf8_strlen (json_node_get_string (option), -1));
    }

  return longest;
}

/**
 * sluice_item_column_get_width:
 * @self: a column
 *
 * Works out how wide a column wants to be, from its name and type alone.
 *
 * Returns: characters
 */
guint
sluice_item_column_get_width (SluiceItemColumn *self)
{
  guint width = g_utf8_strlen (self->title, -1) + 2;

  switch (self->definition ? sluice_definition_get_kind (self->definition) : SLUICE_KIND_ANY)
    {
    case SLUICE_KIND_NUMBER:
    case SLUICE_KIND_INTEGER:
      width = MAX (width, sluice_look_is_share (self->definition) ? 18 : 10);
      break;
    case SLUICE_KIND_BOOLEAN:
    case SLUICE_KIND_NULL:
      break;
    case SLUICE_KIND_ENUM:
      width = MAX (width, get_longest_option (self->definition) + 4);
      break;
    case SLUICE_KIND_ARRAY:
      width = MAX (width, 10);
      break;
    case SLUICE_KIND_ANY:
    case SLUICE_KIND_OBJECT:
    case SLUICE_KIND_STRING:
    case SLUICE_KIND_UNION:
    default:
      width = MAX (width, 18);
      break;
    }

  return CLAMP (width, MIN_CHARS, MAX_CHARS);
}

/**
 * sluice_item_column_get_node:
 * @self: a column
 * @item: an item
 *
 * Gets what an item has in this column.
 *
 * Returns: (transfer none) (nullable): the node; %NULL while, or where, there is none
 */
SluiceNode *
sluice_item_column_get_node (SluiceItemColumn *self,
                             SluiceItem       *item)
{
  SluiceNode *node = sluice_item_get_node (item);

  for (guint i = 0; node && i < G_N_ELEMENTS (self->names) && self->names[i]; i++)
    {
      if (sluice_node_get_node_type (node) != SLUICE_NODE_OBJECT)
        return NULL;

      node = sluice_node_get_member (node, self->names[i]);
    }

  return node;
}

/* What the item's own type says of this column. *applies is FALSE where it has no such member. */
static SluiceDefinition *
get_definition (SluiceItemColumn *self,
                SluiceItem       *item,
                gboolean         *applies)
{
  SluiceDefinition *definition = sluice_item_get_definition (item);

  *applies = TRUE;

  for (guint i = 0; definition && i < G_N_ELEMENTS (self->names) && self->names[i]; i++)
    {
      if (sluice_definition_get_kind (definition) != SLUICE_KIND_OBJECT)
        return self->definition;

      definition = sluice_definition_get_property (definition, self->names[i]);
      if (!definition)
        {
          *applies = FALSE;
          return NULL;
        }
    }

  return definition ? definition : self->definition;
}

static SluiceFieldState
get_absent_state (SluiceItem       *item,
                  SluiceDefinition *definition)
{
  SluiceNode *node = sluice_item_get_node (item);

  if (node && sluice_node_get_phase (node) == SLUICE_PHASE_CUT)
    return SLUICE_FIELD_MISSING;
  if (!sluice_item_is_closed (item))
    return SLUICE_FIELD_WAITING;
  if (definition && sluice_definition_get_default (definition))
    return SLUICE_FIELD_DEFAULT;

  return SLUICE_FIELD_MISSING;
}

/**
 * sluice_item_column_init_look:
 * @self: a column
 * @item: an item
 * @look: (out caller-allocates): how to draw its value
 *
 * Decides how the value of an item is drawn.
 */
void
sluice_item_column_init_look (SluiceItemColumn *self,
                              SluiceItem       *item,
                              SluiceLook       *look)
{
  gboolean applies;
  SluiceDefinition *definition = get_definition (self, item, &applies);
  SluiceNode *node = sluice_item_column_get_node (self, item);
  SluiceFieldState state;

  *look = (SluiceLook) { .kind = SLUICE_LOOK_NOTHING };

  if (node)
    {
      sluice_look_init_for_node (look, node, definition, sluice_look_get_node_state (node));
      /* A table keeps to one line a row. */
      if (look->kind == SLUICE_LOOK_BLOCK)
        look->kind = SLUICE_LOOK_TAIL;
      return;
    }

  if (!applies)
    {
      look->kind = SLUICE_LOOK_NOTE;
      look->dim = TRUE;
      look->text = g_strdup ("·");
      return;
    }

  state = get_absent_state (item, definition);
  if (definition && !sluice_definition_get_required (definition) &&
      state != SLUICE_FIELD_DEFAULT && self->names[0])
    return;

  sluice_look_init_for_node (look, NULL, definition, state);
}

/**
 * sluice_item_get_state:
 * @item: an item
 *
 * Gets the state of a whole item, as its row shows it.
 *
 * Returns: the state
 */
SluiceFieldState
sluice_item_get_state (SluiceItem *item)
{
  SluiceNode *node = sluice_item_get_node (item);

  if (node && sluice_node_get_phase (node) == SLUICE_PHASE_CUT)
    return SLUICE_FIELD_CUT;
  if (!sluice_item_is_closed (item))
    return node && sluice_node_get_verdict (node) == SLUICE_VERDICT_DOOMED ? SLUICE_FIELD_INVALID
                                                                            : SLUICE_FIELD_ARRIVING;

  return sluice_item_is_valid (item) ? SLUICE_FIELD_COMPLETE : SLUICE_FIELD_INVALID;
}
