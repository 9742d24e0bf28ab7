/* sluice-item-cells.c: the cells of the items table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row is a SluiceItem, or a plain GObject that stands for an item before the first has come.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-item-cells.h"
#include "sluice-value-cell.h"

/* What a factory makes, and for which column of the schema. */
typedef struct
{
  SluiceItemCells   cells;
  SluiceItemColumn *column;  /* owned; NULL for the columns that every table has */
} CellContext;

static CellContext *
context_new (SluiceItemCells   cells,
             SluiceItemColumn *column)
{
  CellContext *self = g_new0 (CellContext, 1);

  self->cells = cells;
  self->column = column ? sluice_item_column_ref (column) : NULL;

  return self;
}

static void
context_free (gpointer data)
{
  CellContext *self = data;

  g_clear_pointer (&self->column, sluice_item_column_unref);
  g_free (self);
}

static GObject *
get_row (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "row");
}

static const CellContext *
get_context (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "context");
}

static GtkWidget *
make_inscription (void)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_INSCRIPTION,
                                  "min-chars", 0, "nat-chars", 4, "min-lines", 1, "nat-lines", 1,
                                  "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                                  "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (cell, "numeric");
  gtk_widget_add_css_class (cell, "dim-label");

  return cell;
}

static void
set_skeleton (GtkWidget *cell)
{
  const SluiceLook look = { .kind = SLUICE_LOOK_SKELETON, .dim = TRUE };

  sluice_value_cell_set_look (SLUICE_VALUE_CELL (cell), &look);
}

static char *
describe_item (SluiceItem *item)
{
  const char *type = sluice_item_get_type_name (item);
  SluiceNode *node = sluice_item_get_node (item);
  g_auto(SluiceLook) look = { 0 };
  GString *line = g_string_new (NULL);

  /* Translators: a row of a table, for the screen reader */
  g_string_printf (line, _("Item %u"), sluice_item_get_index (item) + 1);
  if (type && *type)
    g_string_append_printf (line, ", %s", type);

  if (node && sluice_item_is_closed (item))
    {
      sluice_look_init_for_node (&look, node, sluice_item_get_definition (item), SLUICE_FIELD_COMPLETE);
      if (look.text && *look.text)
        g_string_append_printf (line, ", %s", look.text);
    }

  g_string_append_printf (line, ", %s", sluice_state_get_word (sluice_item_get_state (item)));

  return g_string_free (line, FALSE);
}

static void
update_number (GtkWidget *cell)
{
  GObject *row = get_row (cell);
  GtkWidget *table_cell = gtk_widget_get_parent (cell);
  GtkWidget *table_row = table_cell ? gtk_widget_get_parent (table_cell) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  if (SLUICE_IS_ITEM (row))
    {
      text = sluice_format_count (sluice_item_get_index (SLUICE_ITEM (row)) + 1);
      label = describe_item (SLUICE_ITEM (row));
    }

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (table_row)
    gtk_accessible_update_property (GTK_ACCESSIBLE (table_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label ? label : _("Waiting"), -1);
}

static void
update_type (GtkWidget *cell)
{
  GObject *row = get_row (cell);
  const char *name = SLUICE_IS_ITEM (row) ? sluice_item_get_type_name (SLUICE_ITEM (row)) : NULL;
  SluiceLook look = { .kind = SLUICE_LOOK_TEXT, .text = (char *) name };

  if (name)
    sluice_value_cell_set_look (SLUICE_VALUE_CELL (cell), &look);
  else
    set_skeleton (cell);
}

static void
update_value (GtkWidget *cell)
{
  GObject *row = get_row (cell);
  g_auto(SluiceLook) look = { 0 };

  if (!SLUICE_IS_ITEM (row))
    {
      set_skeleton (cell);
      return;
    }

  sluice_item_column_init_look (get_context (cell)->column, SLUICE_ITEM (row), &look);
  sluice_value_cell_set_look (SLUICE_VALUE_CELL (cell), &look);
}

static void
update_state (GtkWidget *icon)
{
  GObject *row = get_row (icon);
  const char *before = g_object_get_data (G_OBJECT (icon), "state-class");
  SluiceFieldState state = SLUICE_IS_ITEM (row) ? sluice_item_get_state (SLUICE_ITEM (row))
                                                : SLUICE_FIELD_WAITING;
  const char *css_class = sluice_state_get_css_class (state);

  if (before == css_class)
    return;

  if (before)
    gtk_widget_remove_css_class (icon, before);
  gtk_widget_add_css_class (icon, css_class);
  g_object_set_data (G_OBJECT (icon), "state-class", (gpointer) css_class);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), sluice_state_get_icon_name (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sluice_state_get_word (state), -1);
}

static void
update_time (GtkWidget *cell)
{
  GObject *row = get_row (cell);
  gint64 time = SLUICE_IS_ITEM (row) ? sluice_item_get_time (SLUICE_ITEM (row)) : -1;
  g_autofree char *text = time < 0 ? NULL : sluice_format_seconds (time / (gdouble) G_USEC_PER_SEC);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
}

typedef void (* UpdateFunc) (GtkWidget *cell);

static UpdateFunc
get_update (SluiceItemCells cells)
{
  switch (cells)
    {
    case SLUICE_ITEM_CELLS_NUMBER:
      return update_number;
    case SLUICE_ITEM_CELLS_TYPE:
      return update_type;
    case SLUICE_ITEM_CELLS_STATE:
      return update_state;
    case SLUICE_ITEM_CELLS_TIME:
      return update_time;
    case SLUICE_ITEM_CELLS_VALUE:
    default:
      return update_value;
    }
}

/* A rule's path begins with the item's number, wherever the item lies in what the model wrote. */
static gboolean
is_about (SluiceViolation *violation,
          SluiceItem      *item,
          SluiceNode      *node)
{
  g_autofree char *above = sluice_node_dup_path (sluice_item_get_node (item));
  g_autofree char *path = sluice_node_dup_path (node);
  const char *rule = sluice_violation_get_path (violation);
  const char *place = *rule ? strchr (rule + 1, '/') : NULL;

  return g_str_equal (place ? place : "", path + strlen (above));
}

/* Rules of the item, for the row; those of one value, for its cell. */
static char *
dup_rules (SluiceItem *item,
           SluiceNode *node)
{
  g_autoptr(GPtrArray) violations = sluice_item_list_violations (item);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; violations && i < violations->len; i++)
    {
      SluiceViolation *violation = g_ptr_array_index (violations, i);

      if (node && !is_about (violation, item, node))
        continue;

      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "",
                              sluice_violation_get_message (violation));
    }

  return g_string_free (lines, FALSE);
}

static gboolean
tooltip_cb (GtkWidget  *cell,
            int         x,
            int         y,
            gboolean    keyboard,
            GtkTooltip *tooltip,
            gpointer    user_data)
{
  GObject *row = get_row (cell);
  const CellContext *context = get_context (cell);
  g_autofree char *rules = NULL;

  if (!SLUICE_IS_ITEM (row))
    return FALSE;

  rules = dup_rules (SLUICE_ITEM (row),
                     context->column ? sluice_item_column_get_node (context->column, SLUICE_ITEM (row)) : NULL);

  if (!*rules && context->cells == SLUICE_ITEM_CELLS_STATE)
    gtk_tooltip_set_text (tooltip, sluice_state_get_word (sluice_item_get_state (SLUICE_ITEM (row))));
  else
    gtk_tooltip_set_text (tooltip, rules);

  return *rules || context->cells == SLUICE_ITEM_CELLS_STATE;
}

static GtkWidget *
make_cell (SluiceItemCells cells)
{
  GtkWidget *cell;

  switch (cells)
    {
    case SLUICE_ITEM_CELLS_NUMBER:
    case SLUICE_ITEM_CELLS_TIME:
      return make_inscription ();

    case SLUICE_ITEM_CELLS_STATE:
      cell = gtk_image_new ();
      gtk_widget_add_css_class (cell, "state-icon");
      break;

    case SLUICE_ITEM_CELLS_TYPE:
    case SLUICE_ITEM_CELLS_VALUE:
    default:
      cell = GTK_WIDGET (sluice_value_cell_new ());
      break;
    }

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);

  return cell;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          CellContext              *context)
{
  GtkWidget *cell = make_cell (context->cells);

  g_object_set_data (G_OBJECT (cell), "context", context);
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         CellContext              *context)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GObject *row = gtk_list_item_get_item (list_item);
  UpdateFunc update = get_update (context->cells);

  g_object_set_data_full (G_OBJECT (cell), "row", g_object_ref (row), g_object_unref);
  gtk_list_item_set_selectable (list_item, SLUICE_IS_ITEM (row));

  if (SLUICE_IS_ITEM (row))
    g_signal_connect_object (row, "changed", G_CALLBACK (update), cell, G_CONNECT_SWAPPED);

  update (cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           CellContext              *context)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GObject *row = cell ? get_row (cell) : NULL;

  if (!row)
    return;

  if (SLUICE_IS_ITEM (row))
    g_signal_handlers_disconnect_by_func (row, get_update (context->cells), cell);

  g_object_set_data (G_OBJECT (cell), "row", NULL);
}

/**
 * sluice_item_cells_new_factory:
 * @cells: what the column shows
 * @column: (nullable): the column of the schema, where it shows one
 *
 * Makes the factory of a column of the table.
 *
 * Returns: (transfer full): a new factory
 */
GtkListItemFactory *
sluice_item_cells_new_factory (SluiceItemCells   cells,
                               SluiceItemColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellContext *context = context_new (cells, column);

  /* A cell asks for it only while it is bound, and then its factory is there. */
  g_object_set_data_full (G_OBJECT (factory), "context", context, context_free);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), context);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), context);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), context);

  return factory;
}

/* Sorting. Values of one kind lie together: numbers before texts, and what is absent last. */

static int
rank (SluiceNode *node)
{
  switch (node ? sluice_node_get_node_type (node) : SLUICE_NODE_UNKNOWN)
    {
    case SLUICE_NODE_BOOLEAN:
      return 0;
    case SLUICE_NODE_NUMBER:
      return 1;
    case SLUICE_NODE_STRING:
      return 2;
    case SLUICE_NODE_ARRAY:
    case SLUICE_NODE_OBJECT:
      return 3;
    case SLUICE_NODE_NULL:
      return 4;
    case SLUICE_NODE_UNKNOWN:
    default:
      return 5;
    }
}

static int
compare_nodes (SluiceNode *a,
               SluiceNode *b)
{
  int rank_a = rank (a);
  int rank_b = rank (b);

  if (rank_a != rank_b)
    return rank_a - rank_b;

  switch (rank_a)
    {
    case 0:
      return sluice_node_get_boolean (a) - sluice_node_get_boolean (b);
    case 1:
      {
        gdouble x = sluice_node_get_double (a), y = sluice_node_get_double (b);

        return (x > y) - (x < y);
      }
    case 2:
      return g_utf8_collate (sluice_node_get_text (a, NULL), sluice_node_get_text (b, NULL));
    case 3:
      return (int) sluice_node_get_n_children (a) - (int) sluice_node_get_n_children (b);
    default:
      return 0;
    }
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const CellContext *context = user_data;
  SluiceItem *item_a = (SluiceItem *) a;
  SluiceItem *item_b = (SluiceItem *) b;
  gint64 difference;

  switch (context->cells)
    {
    case SLUICE_ITEM_CELLS_NUMBER:
      difference = (gint64) sluice_item_get_index (item_a) - sluice_item_get_index (item_b);
      break;
    case SLUICE_ITEM_CELLS_TYPE:
      difference = g_strcmp0 (sluice_item_get_type_name (item_a), sluice_item_get_type_name (item_b));
      break;
    case SLUICE_ITEM_CELLS_STATE:
      difference = (int) sluice_item_get_state (item_a) - (int) sluice_item_get_state (item_b);
      break;
    case SLUICE_ITEM_CELLS_TIME:
      difference = sluice_item_get_time (item_a) - sluice_item_get_time (item_b);
      break;
    case SLUICE_ITEM_CELLS_VALUE:
    default:
      difference = compare_nodes (sluice_item_column_get_node (context->column, item_a),
                                  sluice_item_column_get_node (context->column, item_b));
      break;
    }

  return gtk_ordering_from_cmpfunc (difference > 0 ? 1 : difference < 0 ? -1 : 0);
}

/**
 * sluice_item_cells_new_sorter:
 * @cells: what the column shows
 * @column: (nullable): the column of the schema, where it shows one
 *
 * Makes the sorter of a column of the table.
 *
 * Returns: (transfer full): a new sorter
 */
GtkSorter *
sluice_item_cells_new_sorter (SluiceItemCells   cells,
                              SluiceItemColumn *column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, context_new (cells, column), context_free));
}
