/* sluice-result-tree.c: the live tree: one row for each field of a result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-child-list.h"
#include "sluice-field-cells.h"
#include "sluice-field-columns.h"
#include "sluice-gradual-model.h"
#include "sluice-live-scroller.h"
#include "sluice-look.h"
#include "sluice-outline.h"
#include "sluice-result-tree.h"

/* Where there is little room a long name has to give way to the value. */
#define COMPACT_FIELD 20

/* Matches of a search that are counted and walked through, at most. */
#define MAX_MATCHES 10000

struct _SluiceResultTree
{
  GtkWidget            parent_instance;

  SluiceLiveScroller  *scroller;
  GtkColumnView       *view;
  GtkSingleSelection  *selection;
  GtkColumnViewColumn *field_column;
  GtkColumnViewColumn *value_column;
  GtkColumnViewColumn *type_column;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *time_column;
  GMenuModel          *row_menu;
  GtkWidget           *popover;         /* nullable: made at the first right click */

  SluiceOutline       *outline;
  GListModel          *gradual;         /* owned: of its rows, what the view may show by now */
  SluiceField         *selected;        /* nullable, owned: fields live only while somebody holds them */
  GPtrArray           *matches;         /* owned: char* paths of what was searched for */
  SluiceFieldColumns   widths;          /* of the schema that is shown */
  guint                match;           /* the one shown last; G_MAXUINT for none */
  gboolean             show_type;
  gboolean             show_time;
  gboolean             compact;
  gboolean             selecting;       /* a selection of ours, not the person's */
};

enum { PROP_0, PROP_COMPACT, PROP_SELECTED, PROP_SHOW_TYPE, PROP_SHOW_TIME, N_PROPS };
enum { ACTIVATED, SHOW_IN_WIRE, SHOW_IN_SCHEMA, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceResultTree, sluice_result_tree, GTK_TYPE_WIDGET)

static GtkTreeListRow *
get_selected_row (SluiceResultTree *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* GTK 4.8 counts the width of hidden columns too, and so leaves a gap. */
static void
set_column (GtkColumnViewColumn *column,
            gboolean             visible,
            int                  width)
{
  gtk_column_view_column_set_visible (column, visible);
  gtk_column_view_column_set_fixed_width (column, visible ? width : 0);
}

/* Widths are counted in characters, so that they grow with the text. */
static void
update_columns (SluiceResultTree *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  set_column (self->field_column, TRUE, width * (self->compact ? MIN (self->widths.field, COMPACT_FIELD) : self->widths.field));
  set_column (self->type_column, self->show_type && !self->compact, width * self->widths.type);
  set_column (self->state_column, TRUE, width * 6 + 12);
  set_column (self->time_column, self->show_time && !self->compact, width * 7 + 12);

  pango_font_metrics_unref (metrics);
}

static void
follow_now (SluiceResultTree *self)
{
  g_autoptr(GtkTreeListRow) row = NULL;

  if (!sluice_live_scroller_is_due (self->scroller))
    return;

  row = sluice_outline_find_arriving (self->outline);
  if (row)
    sluice_live_scroller_follow_to (self->scroller, gtk_tree_list_row_get_position (row));
}

static void
select_position (SluiceResultTree *self,
                 guint             position)
{
  gtk_single_selection_set_selected (self->selection, position);
  sluice_live_scroller_scroll_to (self->scroller, position);
  gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
}

/* Left and Right open, close and climb, as in other trees: GTK 4.8 has Shift+arrows only. */
static gboolean
press_arrow (SluiceResultTree *self,
             gboolean          open)
{
  GtkTreeListRow *row = get_selected_row (self);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!row)
    return GDK_EVENT_PROPAGATE;

  sluice_live_scroller_take_over (self->scroller);

  if (gtk_tree_list_row_is_expandable (row) && gtk_tree_list_row_get_expanded (row) != open)
    {
      sluice_outline_set_expanded (self->outline, row, open);
    }
  else if (open)
    {
      if (gtk_tree_list_row_is_expandable (row))
        select_position (self, position + 1);
    }
  else
    {
      g_autoptr(GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);

      if (parent)
        select_position (self, gtk_tree_list_row_get_position (parent));
    }

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (SluiceResultTree *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   modifiers)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkTreeListRow *row = get_selected_row (self);

  if (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return press_arrow (self, !mirrored);

    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return press_arrow (self, mirrored);

    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      /* The toolkit does the same, but then it would not be remembered. */
      if (!row || !gtk_tree_list_row_is_expandable (row))
        return GDK_EVENT_PROPAGATE;
      sluice_live_scroller_take_over (self->scroller);
      sluice_outline_set_expanded (self->outline, row,
                                   keyval == GDK_KEY_plus || keyval == GDK_KEY_KP_Add);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
update_actions (SluiceResultTree *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SluiceField *field = sluice_result_tree_get_selected (self);
  SluiceNode *node = field ? sluice_field_get_node (field) : NULL;
  SluiceDefinition *definition = field ? sluice_field_get_definition (field) : NULL;

  gtk_widget_action_set_enabled (widget, "tree.copy-value", node != NULL);
  gtk_widget_action_set_enabled (widget, "tree.copy-json", node != NULL);
  gtk_widget_action_set_enabled (widget, "tree.copy-path", field != NULL);
  gtk_widget_action_set_enabled (widget, "tree.copy-row", field != NULL);
  gtk_widget_action_set_enabled (widget, "tree.details", field != NULL);
  gtk_widget_action_set_enabled (widget, "tree.show-in-wire", node != NULL);
  gtk_widget_action_set_enabled (widget, "tree.show-in-schema", definition != NULL);
}

static void
selected_cb (SluiceResultTree *self)
{
  GtkTreeListRow *row = get_selected_row (self);
  g_autoptr(GObject) item = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (!self->selecting && row)
    sluice_live_scroller_take_over (self->scroller);

  g_clear_object (&self->selected);
  if (SLUICE_IS_FIELD (item))
    self->selected = SLUICE_FIELD (g_steal_pointer (&item));
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
row_activated_cb (SluiceResultTree *self,
                  guint             position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr(GObject) item = row ? gtk_tree_list_row_get_item (row) : NULL;

  if (SLUICE_IS_MORE_ROW (item))
    {
      sluice_more_row_activate (SLUICE_MORE_ROW (item));
      sluice_outline_settle (self->outline);
    }
  else if (SLUICE_IS_FIELD (item))
    {
      g_signal_emit (self, signals[ACTIVATED], 0, item);
    }
}

/* Finds the row under the pointer: the pressed widget lies in a cell whose child knows its object. */
static guint
find_position_at (SluiceResultTree *self,
                  gdouble           x,
                  gdouble           y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  for (; widget && widget != GTK_WIDGET (self->view); widget = gtk_widget_get_parent (widget))
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget);
           child;
           child = gtk_widget_get_next_sibling (child))
        {
          GtkWidget *expander = gtk_widget_get_first_child (child);

          if (GTK_IS_TREE_EXPANDER (expander))
            {
              GtkTreeListRow *row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (expander));

              return row ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
            }
        }
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
open_menu (SluiceResultTree *self,
           gdouble           x,
           gdouble           y)
{
  graphene_point_t point;

  if (!self->popover)
    {
      self->popover = gtk_popover_menu_new_from_model (self->row_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }

  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
right_pressed_cb (SluiceResultTree *self,
                  int               n_press,
                  gdouble           x,
                  gdouble           y)
{
  guint position = find_position_at (self, x, y);

  if (position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  open_menu (self, x, y);
}

static void
copy (SluiceResultTree *self,
      const char       *text)
{
  if (text)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static char *
dup_row_text (SluiceField *field)
{
  g_auto(SluiceLook) look = { 0 };
  g_autofree char *value = sluice_field_cells_dup_value_text (field);
  gdouble time = sluice_field_get_time (field);
  g_autofree char *seconds = time >= 0.0 ? sluice_format_seconds (time) : g_strdup ("");

  /* Tabs between the columns, as a spreadsheet takes them. */
  return g_strdup_printf ("%s\t%s\t%s\t%s\t%s",
                          sluice_field_get_path (field), value ? value : "",
                          sluice_field_get_type_label (field),
                          sluice_state_get_word (sluice_field_get_state (field)), seconds);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SluiceResultTree *self = SLUICE_RESULT_TREE (widget);
  SluiceField *field = sluice_result_tree_get_selected (self);
  SluiceNode *node = field ? sluice_field_get_node (field) : NULL;
  g_autofree char *text = NULL;

  if (!field)
    return;

  if (strcmp (action_name, "tree.copy-value") == 0)
    text = sluice_field_cells_dup_value_text (field);
  else if (strcmp (action_name, "tree.copy-path") == 0)
    text = g_strdup (sluice_field_get_path (field));
  else if (strcmp (action_name, "tree.copy-row") == 0)
    text = dup_row_text (field);
  else if (node)
    text = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 2);

  copy (self, text);
}

static void
details_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SluiceField *field = sluice_result_tree_get_selected (SLUICE_RESULT_TREE (widget));

  if (field)
    g_signal_emit (widget, signals[ACTIVATED], 0, field);
}

static void
show_in_wire_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SluiceField *field = sluice_result_tree_get_selected (SLUICE_RESULT_TREE (widget));

  if (field)
    g_signal_emit (widget, signals[SHOW_IN_WIRE], 0, field);
}

static void
show_in_schema_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  SluiceField *field = sluice_result_tree_get_selected (SLUICE_RESULT_TREE (widget));
  SluiceDefinition *definition = field ? sluice_field_get_definition (field) : NULL;

  if (definition)
    g_signal_emit (widget, signals[SHOW_IN_SCHEMA], 0, sluice_definition_get_pointer (definition));
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SluiceResultTree *self = SLUICE_RESULT_TREE (widget);

  if (get_selected_row (self))
    open_menu (self, 24, 24);
}

/* The tree expander's own click does not tell whose doing it was: every row that opens or closes
 * outside of ours is the person's. */
static void
expander_clicked_cb (SluiceResultTree *self,
                     int               n_press,
                     gdouble           x,
                     gdouble           y,
                     GtkGesture       *gesture)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *expander = widget ? gtk_widget_get_parent (widget) : NULL;
  GtkTreeListRow *row;

  if (!widget || strcmp (gtk_widget_get_css_name (widget), "expander") != 0 ||
      !GTK_IS_TREE_EXPANDER (expander))
    return;

  row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (expander));
  sluice_live_scroller_take_over (self->scroller);
  sluice_outline_set_expanded (self->outline, row, !gtk_tree_list_row_get_expanded (row));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
sluice_result_tree_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_result_tree_parent_class)->css_changed (widget, change);

  update_columns (SLUICE_RESULT_TREE (widget));
}

static void
sluice_result_tree_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SluiceResultTree *self = SLUICE_RESULT_TREE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, sluice_result_tree_get_selected (self));
      break;
    case PROP_SHOW_TYPE:
      g_value_set_boolean (value, self->show_type);
      break;
    case PROP_SHOW_TIME:
      g_value_set_boolean (value, self->show_time);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_flag (SluiceResultTree *self,
          gboolean         *flag,
          gboolean          value,
          guint             property)
{
  if (*flag == value)
    return;

  *flag = value;
  update_columns (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
sluice_result_tree_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SluiceResultTree *self = SLUICE_RESULT_TREE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      set_flag (self, &self->compact, g_value_get_boolean (value), PROP_COMPACT);
      break;
    case PROP_SHOW_TYPE:
      set_flag (self, &self->show_type, g_value_get_boolean (value), PROP_SHOW_TYPE);
      break;
    case PROP_SHOW_TIME:
      set_flag (self, &self->show_time, g_value_get_boolean (value), PROP_SHOW_TIME);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_result_tree_dispose (GObject *object)
{
  SluiceResultTree *self = SLUICE_RESULT_TREE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_RESULT_TREE);
  g_clear_object (&self->gradual);
  g_clear_object (&self->outline);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->matches, g_ptr_array_unref);

  G_OBJECT_CLASS (sluice_result_tree_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_TYPE] = g_param_spec_boolean ("show-type", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_TIME] = g_param_spec_boolean ("show-time", NULL, NULL, TRUE, flags);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, SLUICE_TYPE_FIELD,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tree.copy-value", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tree.copy-path", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tree.copy-json", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tree.copy-row", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tree.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "tree.show-in-wire", NULL, show_in_wire_action);
  gtk_widget_class_install_action (widget_class, "tree.show-in-schema", NULL, show_in_schema_action);
  gtk_widget_class_install_action (widget_class, "tree.menu", NULL, menu_action);
  gtk_widget_class_install_property_action (widget_class, "tree.show-type", "show-type");
  gtk_widget_class_install_property_action (widget_class, "tree.show-time", "show-time");

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "tree.copy-value", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "tree.copy-path", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "tree.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tree.menu", NULL);
}

static void
install_signals (GObjectClass *object_class)
{
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (object_class), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, SLUICE_TYPE_FIELD);
  signals[SHOW_IN_WIRE] = g_signal_new ("show-in-wire", G_TYPE_FROM_CLASS (object_class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, SLUICE_TYPE_FIELD);
  signals[SHOW_IN_SCHEMA] = g_signal_new ("show-in-schema", G_TYPE_FROM_CLASS (object_class),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sluice_result_tree_class_init (SluiceResultTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sluice_result_tree_get_property;
  object_class->set_property = sluice_result_tree_set_property;
  object_class->dispose = sluice_result_tree_dispose;
  widget_class->css_changed = sluice_result_tree_css_changed;

  g_type_ensure (SLUICE_TYPE_LIVE_SCROLLER);
  install_properties (object_class);
  install_signals (object_class);
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-result-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, selection);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, field_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, value_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, type_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, state_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, time_column);
  gtk_widget_class_bind_template_child (widget_class, SluiceResultTree, row_menu);
}

static void
add_factories (SluiceResultTree *self)
{
  const struct { GtkColumnViewColumn *column; SluiceFieldCells cells; } columns[] = {
    { self->field_column, SLUICE_CELLS_FIELD },
    { self->value_column, SLUICE_CELLS_VALUE },
    { self->type_column,  SLUICE_CELLS_TYPE  },
    { self->state_column, SLUICE_CELLS_STATE },
    { self->time_column,  SLUICE_CELLS_TIME  },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkListItemFactory) factory = sluice_field_cells_new_factory (columns[i].cells);

      gtk_column_view_column_set_factory (columns[i].column, factory);
    }
}

static void
add_controllers (SluiceResultTree *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkEventController *controller;
  GtkGesture *gesture;

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (view, controller);

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (right_pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "released", G_CALLBACK (expander_clicked_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (gesture));
}

static void
sluice_result_tree_init (SluiceResultTree *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  sluice_field_columns_init (&self->widths, NULL);
  self->show_type = self->show_time = TRUE;
  self->match = G_MAXUINT;
  self->matches = g_ptr_array_new_with_free_func (g_free);
  self->outline = sluice_outline_new ();
  self->gradual = sluice_gradual_model_new (sluice_outline_get_rows (self->outline));
  gtk_single_selection_set_model (self->selection, self->gradual);

  add_factories (self);
  add_controllers (self);

  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->scroller, "due", G_CALLBACK (follow_now), self);
  g_signal_connect_object (self->gradual, "notify::size", G_CALLBACK (follow_now), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_actions (self);
}

/**
 * sluice_result_tree_new:
 *
 * Returns: (transfer floating): an empty tree
 */
SluiceResultTree *
sluice_result_tree_new (void)
{
  return g_object_new (SLUICE_TYPE_RESULT_TREE, NULL);
}

/**
 * sluice_result_tree_get_field:
 * @self: a tree
 *
 * Returns: (transfer none) (nullable): the field whose children are its rows
 */
SluiceField *
sluice_result_tree_get_field (SluiceResultTree *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), NULL);

  return sluice_outline_get_root (self->outline);
}

/**
 * sluice_result_tree_set_field:
 * @self: a tree
 * @field: (nullable): the root of an answer, of an item, or of a schema's skeleton
 *
 * Shows another answer. What the person opened or closed stays so where the paths are the same.
 */
void
sluice_result_tree_set_field (SluiceResultTree *self,
                              SluiceField      *field)
{
  g_return_if_fail (SLUICE_IS_RESULT_TREE (self));

  self->selecting = TRUE;
  sluice_outline_set_root (self->outline, field);
  self->selecting = FALSE;

  if (field)
    {
      sluice_field_columns_init (&self->widths, sluice_field_get_definition (field));
      update_columns (self);
    }
}

/**
 * sluice_result_tree_get_selected:
 * @self: a tree
 *
 * Returns: (transfer none) (nullable): the selected field
 */
SluiceField *
sluice_result_tree_get_selected (SluiceResultTree *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), NULL);

  return self->selected;
}

/**
 * sluice_result_tree_set_thinking:
 * @self: a tree
 * @text: (nullable): what the model thought outside its answer
 * @arriving: whether more may come
 *
 * Shows thinking in a row above the answer.
 */
void
sluice_result_tree_set_thinking (SluiceResultTree *self,
                                 const char       *text,
                                 gboolean          arriving)
{
  g_return_if_fail (SLUICE_IS_RESULT_TREE (self));

  sluice_outline_set_thinking (self->outline, text, arriving);
}

/**
 * sluice_result_tree_update:
 * @self: a tree
 *
 * Is called after the fields have announced what has arrived: opens new containers and follows.
 */
void
sluice_result_tree_update (SluiceResultTree *self)
{
  g_return_if_fail (SLUICE_IS_RESULT_TREE (self));

  sluice_outline_settle (self->outline);
  follow_now (self);
}

/**
 * sluice_result_tree_select:
 * @self: a tree
 * @path: the JSON Pointer of a field
 *
 * Opens what the field lies in, selects it and brings it into view.
 *
 * Returns: whether it is there
 */
gboolean
sluice_result_tree_select (SluiceResultTree *self,
                           const char       *path)
{
  g_autoptr(GtkTreeListRow) row = NULL;
  guint position;

  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), FALSE);

  row = sluice_outline_reveal (self->outline, path);
  if (!row)
    return FALSE;

  sluice_gradual_model_catch_up (self->gradual);
  position = gtk_tree_list_row_get_position (row);
  gtk_single_selection_set_selected (self->selection, position);
  sluice_live_scroller_scroll_to (self->scroller, position);

  return TRUE;
}

static gboolean
matches_text (SluiceField *field,
              const char  *needle)
{
  g_auto(SluiceLook) look = { 0 };
  g_autofree char *folded = NULL;
  g_autofree char *value = NULL;
  const char *name = sluice_field_get_name (field);

  if (name)
    {
      folded = g_utf8_casefold (name, -1);
      if (strstr (folded, needle))
        return TRUE;
    }

  if (sluice_field_is_container (field))
    return FALSE;

  value = sluice_field_cells_dup_value_text (field);
  if (!value)
    return FALSE;

  g_free (folded);
  folded = g_utf8_casefold (value, -1);

  return strstr (folded, needle) != NULL;
}

static void
collect_matches (SluiceResultTree *self,
                 SluiceField      *field,
                 const char       *needle)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (field));

  for (guint i = 0; i < n && self->matches->len < MAX_MATCHES; i++)
    {
      g_autoptr(SluiceField) child = g_list_model_get_item (G_LIST_MODEL (field), i);

      if (matches_text (child, needle))
        g_ptr_array_add (self->matches, g_strdup (sluice_field_get_path (child)));
      if (sluice_field_is_container (child))
        collect_matches (self, child, needle);
    }
}

/**
 * sluice_result_tree_find:
 * @self: a tree
 * @text: (nullable): what to look for in names and values
 *
 * Looks for a text and goes to the first place it is at.
 *
 * Returns: how many fields have it
 */
guint
sluice_result_tree_find (SluiceResultTree *self,
                         const char       *text)
{
  SluiceField *root = sluice_outline_get_root (self->outline);

  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), 0);

  g_ptr_array_set_size (self->matches, 0);
  self->match = G_MAXUINT;

  if (root && text && *text)
    {
      g_autofree char *needle = g_utf8_casefold (text, -1);

      collect_matches (self, root, needle);
      if (self->matches->len > 0)
        sluice_result_tree_find_next (self, FALSE);
    }

  return self->matches->len;
}

/**
 * sluice_result_tree_find_next:
 * @self: a tree
 * @backwards: whether to go to the match before
 *
 * Goes on to another match, around the end if need be.
 *
 * Returns: the number of the match, from 1; 0 when there is none
 */
guint
sluice_result_tree_find_next (SluiceResultTree *self,
                              gboolean          backwards)
{
  guint n;

  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), 0);

  n = self->matches->len;
  if (n == 0)
    return 0;

  if (self->match == G_MAXUINT)
    self->match = backwards ? n - 1 : 0;
  else
    self->match = (self->match + (backwards ? n - 1 : 1)) % n;

  sluice_result_tree_select (self, g_ptr_array_index (self->matches, self->match));

  return self->match + 1;
}

/**
 * sluice_result_tree_get_n_matches:
 * @self: a tree
 *
 * Returns: how many fields have what was looked for last
 */
guint
sluice_result_tree_get_n_matches (SluiceResultTree *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), 0);

  return self->matches->len;
}

/**
 * sluice_result_tree_get_scroller:
 * @self: a tree
 *
 * Gets the scroller, which says whether the tree follows what arrives.
 *
 * Returns: (transfer none): the scroller
 */
SluiceLiveScroller *
sluice_result_tree_get_scroller (SluiceResultTree *self)
{
  g_return_val_if_fail (SLUICE_IS_RESULT_TREE (self), NULL);

  return self->scroller;
}
