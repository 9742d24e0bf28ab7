/* sluice-items-table.c: many results as a table: one row for each item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows, from the model inwards: items -> filter -> sort -> (with the skeleton behind, and a few
 * at a time) selection.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-gradual-model.h"
#include "sluice-item-cells.h"
#include "sluice-item-filter.h"
#include "sluice-item-segments.h"
#include "sluice-items-table.h"

#define MAX_COLUMNS 8
#define SKELETON_ROWS 3

/* Filters and sorting take in what has changed at most this often. */
#define REFILTER_INTERVAL_US (G_USEC_PER_SEC / 4)

struct _SluiceItemsTable
{
  GtkWidget            parent_instance;

  GtkPaned            *paned;
  GtkStack            *pages;
  GtkScrolledWindow   *segments_slot;
  SluiceLiveScroller  *scroller;
  GtkColumnView       *view;
  GtkMultiSelection   *selection;
  GtkWidget           *item_pane;
  GtkLabel            *item_title;
  SluiceResultTree    *tree;
  GtkScrolledWindow   *toolbar_slot;   /* owned, nullable: room for segments in the pane's toolbar */
  SluiceItemSegments  *segments;       /* owned: in the one slot or the other */

  SluiceDefinition    *definition;     /* nullable: of an item */
  GPtrArray           *columns;        /* owned: SluiceItemColumn* */
  GtkFilterListModel  *filtered;
  GtkSortListModel    *sorted;
  SluiceItemFilter    *filter;
  GListStore          *skeleton;       /* rows that stand for items before the first has come */
  GListStore          *parts;          /* of GListModel: sorted, then skeleton */
  GListModel          *gradual;        /* of these, what the view may show by now */
  GtkColumnViewColumn *time_column;    /* not owned */

  SluiceRun           *run;            /* nullable */
  GListModel          *items;          /* nullable: of SluiceItem */
  gulong               item_id;
  SluiceItem          *shown_item;     /* nullable: the one whose tree is open */

  gint64               refilter_time;  /* us */
  gboolean             compact;
  gboolean             stale;          /* items changed since the last filtering */
};

enum { PROP_0, PROP_COMPACT, N_PROPS };
enum { ITEM_SELECTED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceItemsTable, sluice_items_table, GTK_TYPE_WIDGET)

/* Filtering and sorting. */

static gboolean
is_sorted (SluiceItemsTable *self)
{
  /* The sorter tells of the columns that go with the view, too. */
  GtkSorter *sorter = self->view ? gtk_column_view_get_sorter (self->view) : NULL;

  return sorter && gtk_sorter_get_order (sorter) != GTK_SORTER_ORDER_NONE;
}

/* Without any condition no item need be looked at. */
static void
apply_filter (SluiceItemsTable *self)
{
  gboolean filtered = sluice_item_filter_is_set (self->filter);

  gtk_filter_list_model_set_filter (self->filtered, filtered ? GTK_FILTER (self->filter) : NULL);
  if (filtered)
    sluice_live_scroller_take_over (self->scroller);

  self->stale = FALSE;
}

static void
refilter (SluiceItemsTable *self,
          gboolean          live)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->stale || (live && now - self->refilter_time < REFILTER_INTERVAL_US))
    return;

  self->stale = FALSE;
  self->refilter_time = now;

  if (sluice_item_filter_is_set (self->filter))
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (is_sorted (self))
    gtk_sorter_changed (gtk_column_view_get_sorter (self->view), GTK_SORTER_CHANGE_DIFFERENT);
}

static void
sorter_changed_cb (SluiceItemsTable *self)
{
  if (is_sorted (self))
    sluice_live_scroller_take_over (self->scroller);
}

/* Segments. */

static void
segment_chosen_cb (SluiceItemsTable *self,
                   const char       *segment)
{
  sluice_item_filter_set_segment (self->filter, segment);
  apply_filter (self);
}

/* The types of a union need a line of their own, which is there from the start. "Problems" alone
 * comes with the first problem, and finds room in the toolbar, where it moves nothing. */
static void
place_segments (SluiceItemsTable *self)
{
  gboolean has_types = sluice_item_segments_has_types (self->segments);
  gboolean own_line = has_types || !self->toolbar_slot;
  GtkScrolledWindow *slot = own_line ? self->segments_slot : self->toolbar_slot;

  if (gtk_widget_is_ancestor (GTK_WIDGET (self->segments), GTK_WIDGET (slot)))
    return;

  gtk_scrolled_window_set_child (self->segments_slot, NULL);
  if (self->toolbar_slot)
    gtk_scrolled_window_set_child (self->toolbar_slot, NULL);

  gtk_scrolled_window_set_child (slot, GTK_WIDGET (self->segments));
  gtk_widget_set_visible (GTK_WIDGET (self->segments_slot), has_types);
}

static void
build_segments (SluiceItemsTable *self)
{
  sluice_item_segments_set_definition (self->segments, self->definition);
  sluice_item_filter_set_segment (self->filter, NULL);
  place_segments (self);
}

static void
item_closed_cb (SluiceItemsTable *self,
                SluiceItem       *item)
{
  sluice_item_segments_count (self->segments, item);
  self->stale = TRUE;
}

/* Columns. */

static int
get_char_width (SluiceItemsTable *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);

  return width;
}

static void
update_widths (SluiceItemsTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  int width = get_char_width (self);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint chars = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "chars"));
      gboolean visible = gtk_column_view_column_get_visible (column);

      /* GTK 4.8 counts the width of hidden columns too, and so leaves a gap. */
      gtk_column_view_column_set_fixed_width (column, visible ? width * (int) chars + 12 : 0);
    }
}

static GtkColumnViewColumn *
append_column (SluiceItemsTable *self,
               const char       *title,
               SluiceItemCells   cells,
               SluiceItemColumn *item_column,
               guint             chars)
{
  GtkListItemFactory *factory = sluice_item_cells_new_factory (cells, item_column);
  g_autoptr(GtkSorter) sorter = sluice_item_cells_new_sorter (cells, item_column);
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  g_object_set_data (G_OBJECT (column), "chars", GUINT_TO_POINTER (chars));
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (update_widths), self, G_CONNECT_SWAPPED);
  gtk_column_view_append_column (self->view, column);

  return column;  /* the view has it */
}

static void
add_toggle (GSimpleActionGroup  *group,
            GMenu               *menu,
            GtkColumnViewColumn *column,
            guint                number)
{
  g_autofree char *name = g_strdup_printf ("column-%u", number);
  g_autofree char *detailed = g_strdup_printf ("columns.%s", name);
  g_autoptr(GPropertyAction) action = g_property_action_new (name, column, "visible");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_menu_append (menu, gtk_column_view_column_get_title (column), detailed);
}

static void
build_header_menu (SluiceItemsTable *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GMenu) menu = g_menu_new ();
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      add_toggle (group, menu, column, i);
      gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (group));
}

static void
remove_columns (SluiceItemsTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static guint
get_type_width (SluiceItemsTable *self)
{
  GPtrArray *branches = sluice_definition_get_branches (self->definition);
  glong width = 8;

  for (guint i = 0; branches && i < branches->len; i++)
    {
      const char *name = sluice_definition_get_class_name (g_ptr_array_index (branches, i));

      if (name)
        width = MAX (width, g_utf8_strlen (name, -1) + 2);
    }

  return MIN (width, 20);
}

static void
build_columns (SluiceItemsTable *self)
{
  remove_columns (self);

  append_column (self, "#", SLUICE_ITEM_CELLS_NUMBER, NULL, 5);
  if (sluice_item_segments_has_types (self->segments))
    append_column (self, _("Type"), SLUICE_ITEM_CELLS_TYPE, NULL, get_type_width (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      SluiceItemColumn *item_column = g_ptr_array_index (self->columns, i);
      GtkColumnViewColumn *column;

      column = append_column (self, item_column->title, SLUICE_ITEM_CELLS_VALUE, item_column,
                              sluice_item_column_get_width (item_column));
      gtk_column_view_column_set_visible (column, i < MAX_COLUMNS);
      if (i + 1 == MIN (self->columns->len, MAX_COLUMNS))
        gtk_column_view_column_set_expand (column, TRUE);
    }

  append_column (self, _("State"), SLUICE_ITEM_CELLS_STATE, NULL, 6);
  self->time_column = append_column (self, _("Time"), SLUICE_ITEM_CELLS_TIME, NULL, 7);
  gtk_column_view_column_set_visible (self->time_column, !self->compact);

  build_header_menu (self);
  update_widths (self);
}

/* The tree of one item. */

static void
show_item (SluiceItemsTable *self,
           SluiceItem       *item)
{
  g_autofree char *title = NULL;

  if (self->shown_item == item)
    return;

  g_set_object (&self->shown_item, item);
  gtk_widget_set_visible (self->item_pane, item != NULL);

  if (item && self->run)
    {
      g_autofree char *count = sluice_format_count (sluice_item_get_index (item) + 1);

      /* Translators: the title above the fields of one of many results; %s is its number */
      title = g_strdup_printf (_("Item %s"), count);
      gtk_label_set_label (self->item_title, title);
      sluice_result_tree_set_field (self->tree, sluice_run_get_item_field (self->run, item));
    }
  else
    {
      sluice_result_tree_set_field (self->tree, NULL);
    }

  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static SluiceItem *
dup_only_selected (SluiceItemsTable *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr(GObject) item = NULL;

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;

  item = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));

  return SLUICE_IS_ITEM (item) ? SLUICE_ITEM (g_steal_pointer (&item)) : NULL;
}

static void
selection_changed_cb (SluiceItemsTable *self)
{
  g_autoptr(SluiceItem) item = dup_only_selected (self);

  if (item)
    sluice_live_scroller_take_over (self->scroller);
  show_item (self, item);
}

static void
close_item_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  SluiceItemsTable *self = SLUICE_ITEMS_TABLE (widget);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  show_item (self, NULL);
}

/* Rows. */

static void
update_skeleton (SluiceItemsTable *self,
                 gboolean          live)
{
  guint n_items = self->items ? g_list_model_get_n_items (self->items) : 0;
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->skeleton));
  gboolean wanted = n_items == 0 && (live || !self->run);

  if (wanted && n_rows == 0)
    {
      for (guint i = 0; i < SKELETON_ROWS; i++)
        {
          g_autoptr(GObject) row = g_object_new (G_TYPE_OBJECT, NULL);

          g_list_store_append (self->skeleton, row);
        }
    }
  else if (!wanted && n_rows > 0)
    {
      g_list_store_remove_all (self->skeleton);
    }

  gtk_stack_set_visible_child_name (self->pages,
                                    n_items == 0 && !wanted && self->run &&
                                    sluice_run_get_outcome (self->run) == SLUICE_OUTCOME_COMPLETE ? "none" : "table");
}

static void
follow_now (SluiceItemsTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n > 0)
    sluice_live_scroller_follow_to (self->scroller, n - 1);
}

/* Rows that the view was not shown at once are followed when they are. */
static void
follow_grown (SluiceItemsTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n > 0 && sluice_live_scroller_get_follow (self->scroller) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sluice_live_scroller_scroll_to (self->scroller, n - 1);
}

static void
sluice_items_table_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_items_table_parent_class)->css_changed (widget, change);

  update_widths (SLUICE_ITEMS_TABLE (widget));
}

static void
set_compact (SluiceItemsTable *self,
             gboolean          compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  if (self->time_column)
    gtk_column_view_column_set_visible (self->time_column, !compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
sluice_items_table_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceItemsTable *self = SLUICE_ITEMS_TABLE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_items_table_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SluiceItemsTable *self = SLUICE_ITEMS_TABLE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_items_table_dispose (GObject *object)
{
  SluiceItemsTable *self = SLUICE_ITEMS_TABLE (object);

  if (self->run)
    g_clear_signal_handler (&self->item_id, self->run);

  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_ITEMS_TABLE);
  g_clear_object (&self->segments);
  g_clear_object (&self->toolbar_slot);
  g_clear_object (&self->shown_item);
  g_clear_object (&self->items);
  g_clear_object (&self->run);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->parts);
  g_clear_object (&self->gradual);
  g_clear_object (&self->definition);

  G_OBJECT_CLASS (sluice_items_table_parent_class)->dispose (object);
}

static void
sluice_items_table_finalize (GObject *object)
{
  SluiceItemsTable *self = SLUICE_ITEMS_TABLE (object);

  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (sluice_items_table_parent_class)->finalize (object);
}

static void
sluice_items_table_class_init (SluiceItemsTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SLUICE_TYPE_LIVE_SCROLLER);
  g_type_ensure (SLUICE_TYPE_RESULT_TREE);

  object_class->get_property = sluice_items_table_get_property;
  object_class->set_property = sluice_items_table_set_property;
  object_class->dispose = sluice_items_table_dispose;
  object_class->finalize = sluice_items_table_finalize;
  widget_class->css_changed = sluice_items_table_css_changed;

  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ITEM_SELECTED] = g_signal_new ("item-selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, SLUICE_TYPE_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-items-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, paned);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, pages);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, segments_slot);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, selection);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, item_pane);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, item_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceItemsTable, tree);
  gtk_widget_class_install_action (widget_class, "items.close-item", NULL, close_item_action);
}

static void
build_models (SluiceItemsTable *self)
{
  g_autoptr(GListModel) flat = NULL;

  self->filter = sluice_item_filter_new ();
  self->filtered = gtk_filter_list_model_new (NULL, NULL);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  gtk_sort_list_model_set_incremental (self->sorted, TRUE);

  self->skeleton = g_list_store_new (G_TYPE_OBJECT);
  self->parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->parts, self->sorted);
  g_list_store_append (self->parts, self->skeleton);
  flat = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->parts))));

  self->gradual = sluice_gradual_model_new (flat);
  gtk_multi_selection_set_model (self->selection, self->gradual);
  g_signal_connect_object (self->gradual, "notify::size", G_CALLBACK (follow_grown), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
sluice_items_table_init (SluiceItemsTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_item_column_unref);
  self->segments = SLUICE_ITEM_SEGMENTS (g_object_ref_sink (sluice_item_segments_new ()));

  build_models (self);
  build_segments (self);
  update_skeleton (self, FALSE);

  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->scroller, "due", G_CALLBACK (follow_now), self);
  g_signal_connect_object (self->segments, "chosen", G_CALLBACK (segment_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_items_table_new:
 *
 * Returns: (transfer floating): an empty table
 */
SluiceItemsTable *
sluice_items_table_new (void)
{
  return g_object_new (SLUICE_TYPE_ITEMS_TABLE, NULL);
}

/**
 * sluice_items_table_set_definition:
 * @self: a table
 * @item: (nullable): what the schema says of an item
 *
 * Makes the columns for such items.
 */
void
sluice_items_table_set_definition (SluiceItemsTable *self,
                                   SluiceDefinition *item)
{
  g_return_if_fail (SLUICE_IS_ITEMS_TABLE (self));

  if (self->definition == item && self->columns->len > 0)
    return;

  g_set_object (&self->definition, item);

  g_ptr_array_unref (self->columns);
  self->columns = sluice_item_column_list (item);

  build_segments (self);
  build_columns (self);
  apply_filter (self);
}

/**
 * sluice_items_table_set_run:
 * @self: a table
 * @run: (nullable): a run
 * @attempt: (nullable): which of its attempts to show
 *
 * Shows the items of another run, or of another attempt.
 */
void
sluice_items_table_set_run (SluiceItemsTable *self,
                            SluiceRun        *run,
                            SluiceAttempt    *attempt)
{
  g_return_if_fail (SLUICE_IS_ITEMS_TABLE (self));

  show_item (self, NULL);

  if (self->run)
    g_clear_signal_handler (&self->item_id, self->run);

  g_set_object (&self->run, run);
  g_clear_object (&self->items);
  if (attempt)
    self->items = g_object_ref (sluice_attempt_get_items (attempt));
  else if (run)
    self->items = g_object_ref (sluice_run_get_items (run));
  gtk_filter_list_model_set_model (self->filtered, self->items);
  sluice_item_segments_recount (self->segments, self->items);
  self->stale = TRUE;

  if (run)
    self->item_id = g_signal_connect_swapped (run, "item", G_CALLBACK (item_closed_cb), self);

  sluice_items_table_update (self, run && sluice_run_get_state (run) != SLUICE_RUN_FINISHED);
}

/**
 * sluice_items_table_update:
 * @self: a table
 * @live: whether more may come
 *
 * Is called after the run has announced what has arrived.
 */
void
sluice_items_table_update (SluiceItemsTable *self,
                           gboolean          live)
{
  g_return_if_fail (SLUICE_IS_ITEMS_TABLE (self));

  sluice_live_scroller_set_live (self->scroller, live);
  sluice_live_scroller_set_live (sluice_result_tree_get_scroller (self->tree),
                                 live && self->shown_item && !sluice_item_is_closed (self->shown_item));
  update_skeleton (self, live);
  refilter (self, live);
  follow_now (self);

  if (self->shown_item)
    sluice_result_tree_update (self->tree);

  sluice_item_segments_update (self->segments);
}

/**
 * sluice_items_table_set_toolbar_slot:
 * @self: a table
 * @slot: an empty scrolled window in the toolbar above
 *
 * Offers room for the few buttons that choose which items are shown.
 */
void
sluice_items_table_set_toolbar_slot (SluiceItemsTable  *self,
                                     GtkScrolledWindow *slot)
{
  g_return_if_fail (SLUICE_IS_ITEMS_TABLE (self));

  g_set_object (&self->toolbar_slot, slot);
  place_segments (self);
}

/**
 * sluice_items_table_get_tree:
 * @self: a table
 *
 * Returns: (transfer none): the tree of the selected item, below the table
 */
SluiceResultTree *
sluice_items_table_get_tree (SluiceItemsTable *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEMS_TABLE (self), NULL);

  return self->tree;
}

/**
 * sluice_items_table_get_scroller:
 * @self: a table
 *
 * Returns: (transfer none): the scroller, which says whether the table follows what arrives
 */
SluiceLiveScroller *
sluice_items_table_get_scroller (SluiceItemsTable *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEMS_TABLE (self), NULL);

  return self->scroller;
}

/**
 * sluice_items_table_set_search:
 * @self: a table
 * @text: (nullable): what items must hold to be shown
 *
 * Shows only the items in which a text occurs.
 */
void
sluice_items_table_set_search (SluiceItemsTable *self,
                               const char       *text)
{
  g_return_if_fail (SLUICE_IS_ITEMS_TABLE (self));

  sluice_item_filter_set_text (self->filter, text);
  apply_filter (self);
}

/**
 * sluice_items_table_get_n_shown:
 * @self: a table
 *
 * Returns: how many items pass the filter
 */
guint
sluice_items_table_get_n_shown (SluiceItemsTable *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEMS_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

/**
 * sluice_items_table_list_selected:
 * @self: a table
 *
 * Returns: (transfer full) (element-type SluiceItem): the selected items, in the order of the rows
 */
GPtrArray *
sluice_items_table_list_selected (SluiceItemsTable *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (SLUICE_IS_ITEMS_TABLE (self), items);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    {
      do
        {
          g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

          if (SLUICE_IS_ITEM (item))
            g_ptr_array_add (items, g_steal_pointer (&item));
        }
      while (gtk_bitset_iter_next (&iter, &position));
    }

  return items;
}

/**
 * sluice_items_table_select:
 * @self: a table
 * @index: the number of an item, from 0
 *
 * Selects an item and brings it into view.
 *
 * Returns: whether it is there
 */
gboolean
sluice_items_table_select (SluiceItemsTable *self,
                           guint             index)
{
  guint n;

  g_return_val_if_fail (SLUICE_IS_ITEMS_TABLE (self), FALSE);

  sluice_gradual_model_catch_up (self->gradual);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (SLUICE_IS_ITEM (item) && sluice_item_get_index (SLUICE_ITEM (item)) == index)
        {
          gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
          sluice_live_scroller_scroll_to (self->scroller, i);
          return TRUE;
        }
    }

  return FALSE;
}
