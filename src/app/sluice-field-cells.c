/* sluice-field-cells.c: the cells of the live tree's columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the rows that are on screen listen: a cell connects to its object when it is bound and
 * lets go when it is not.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-child-list.h"
#include "sluice-field-cells.h"
#include "sluice-look.h"
#include "sluice-thinking-row.h"
#include "sluice-value-cell.h"

/* A row that has just closed is lit for this long, unless rows close faster than eyes follow. */
#define FLASH_MS 250
#define FLASHES_PER_SECOND 20

typedef void (* UpdateFunc) (GtkWidget *cell);

typedef struct
{
  GtkWidget  *(* make) (void);
  UpdateFunc  update;
} CellKind;

static GObject *
get_object (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "object");
}

static SluiceField *
get_field (GtkWidget *cell)
{
  GObject *object = get_object (cell);

  return SLUICE_IS_FIELD (object) ? SLUICE_FIELD (object) : NULL;
}

static gboolean
is_reasoning (GObject *object)
{
  SluiceDefinition *definition;

  if (SLUICE_IS_THINKING_ROW (object))
    return TRUE;

  definition = SLUICE_IS_FIELD (object) ? sluice_field_get_definition (SLUICE_FIELD (object)) : NULL;

  return definition && sluice_definition_is_reasoning (definition);
}

static GtkWidget *
make_inscription (void)
{
  return g_object_new (GTK_TYPE_INSCRIPTION,
                       "min-chars", 0, "nat-chars", 8, "min-lines", 1, "nat-lines", 1,
                       "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                       NULL);
}

static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
set_dim (GtkWidget *widget,
         gboolean   dim)
{
  set_css_class (widget, "dim-label", dim);
}

/**
 * sluice_field_cells_dup_rules:
 * @field: a field
 *
 * Gets the rules that a field itself breaks, a line for each.
 *
 * Returns: (transfer full) (nullable): the lines; %NULL when it breaks none
 */
char *
sluice_field_cells_dup_rules (SluiceField *field)
{
  g_autoptr(GPtrArray) violations = sluice_field_list_violations (field);
  GString *lines;

  if (!violations || violations->len == 0)
    return NULL;

  lines = g_string_new (NULL);
  for (guint i = 0; i < violations->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "",
                            sluice_violation_get_message (g_ptr_array_index (violations, i)));

  return g_string_free (lines, FALSE);
}

/* The root has no name of its own: where it is a row, it is the result. */
static const char *
get_name (SluiceField *field)
{
  const char *name = sluice_field_get_name (field);

  return name && *name ? name : _("Result");
}

/**
 * sluice_field_cells_describe:
 * @field: a field
 *
 * Says a row in one line, as a screen reader tells it: "age, number, 30, complete". The text of
 * a value that is still growing is left out, since it would be told anew with every letter.
 *
 * Returns: (transfer full): the line
 */
char *
sluice_field_cells_describe (SluiceField *field)
{
  SluiceFieldState state = sluice_field_get_state (field);
  const char *type = sluice_field_get_type_label (field);
  g_auto(SluiceLook) look = { 0 };
  g_autofree char *value = NULL;
  GString *line = g_string_new (get_name (field));

  if (type && *type)
    g_string_append_printf (line, ", %s", type);

  if (state != SLUICE_FIELD_ARRIVING)
    {
      sluice_look_init_for_field (&look, field);
      value = sluice_look_to_string (&look);
    }

  if (value && *value)
    g_string_append_printf (line, ", %s", value);

  g_string_append_printf (line, ", %s", sluice_state_get_word (state));

  return g_string_free (line, FALSE);
}

/**
 * sluice_field_cells_dup_value_text:
 * @field: a field
 *
 * Gets a value whole, as text: a string without quotes, a number with its digits, anything else
 * as JSON.
 *
 * Returns: (transfer full) (nullable): the text; %NULL while nothing of the value has come
 */
char *
sluice_field_cells_dup_value_text (SluiceField *field)
{
  SluiceNode *node = sluice_field_get_node (field);
  gsize length;
  const char *text;

  if (!node)
    return NULL;

  switch (sluice_node_get_node_type (node))
    {
    case SLUICE_NODE_STRING:
    case SLUICE_NODE_NUMBER:
      text = sluice_node_get_text (node, &length);
      return g_strndup (text, length);

    case SLUICE_NODE_UNKNOWN:
      return NULL;

    case SLUICE_NODE_BOOLEAN:
    case SLUICE_NODE_NULL:
      if (sluice_node_get_phase (node) != SLUICE_PHASE_CLOSED)
        return NULL;
      return sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 0);

    case SLUICE_NODE_OBJECT:
    case SLUICE_NODE_ARRAY:
    default:
      return sluice_node_to_json (node, SLUICE_POLICY_LETTERS, 2);
    }
}

/* The Field column: name, indented by depth; or the button of a row that stands for more. */

static GtkWidget *
make_name (void)
{
  GtkWidget *name = make_inscription ();

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_CENTER);

  return name;
}

static GtkWidget *
make_field_cell (void)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), make_name ());

  return expander;
}

static GtkWidget *
get_row_widget (GtkWidget *expander)
{
  GtkWidget *cell = gtk_widget_get_parent (expander);

  return cell ? gtk_widget_get_parent (cell) : NULL;
}

static void
describe_row (GtkWidget  *expander,
              const char *label,
              const char *description)
{
  GtkWidget *row = get_row_widget (expander);

  if (row)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static gboolean
unflash_cb (gpointer user_data)
{
  GtkWidget *row = user_data;

  gtk_widget_remove_css_class (row, "just-closed");
  g_object_steal_data (G_OBJECT (row), "flash");

  return G_SOURCE_REMOVE;
}

static void
remove_flash (gpointer source_id)
{
  g_source_remove (GPOINTER_TO_UINT (source_id));
}

static gboolean
may_flash (void)
{
  static gint64 second;
  static guint n_flashes;
  gint64 now = g_get_monotonic_time ();

  if (now - second > G_USEC_PER_SEC)
    {
      second = now;
      n_flashes = 0;
    }

  return ++n_flashes <= FLASHES_PER_SECOND;
}

static void
flash (GtkWidget *expander)
{
  GtkWidget *row = get_row_widget (expander);
  gboolean animate = FALSE;
  guint source_id;

  g_object_get (gtk_widget_get_settings (expander), "gtk-enable-animations", &animate, NULL);
  if (!row || !animate || !may_flash ())
    return;

  gtk_widget_add_css_class (row, "just-closed");

  /* A source that is still waiting goes with the row. */
  source_id = g_timeout_add (FLASH_MS, unflash_cb, row);
  g_object_set_data_full (G_OBJECT (row), "flash", GUINT_TO_POINTER (source_id), remove_flash);
}

static void
stop_flash (GtkWidget *expander)
{
  GtkWidget *row = get_row_widget (expander);

  if (row && g_object_get_data (G_OBJECT (row), "flash"))
    {
      g_object_set_data (G_OBJECT (row), "flash", NULL);
      gtk_widget_remove_css_class (row, "just-closed");
    }
}

static void
note_state (GtkWidget        *expander,
            SluiceField      *field,
            SluiceFieldState  state)
{
  gpointer before = g_object_get_data (G_OBJECT (expander), "state");

  g_object_set_data (G_OBJECT (expander), "state", GUINT_TO_POINTER (state + 1));

  if (before == GUINT_TO_POINTER (SLUICE_FIELD_ARRIVING + 1) && state == SLUICE_FIELD_COMPLETE &&
      !sluice_field_is_container (field))
    flash (expander);
}

static void
update_field_cell (GtkWidget *expander)
{
  GObject *object = get_object (expander);
  GtkWidget *child = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander));

  if (SLUICE_IS_FIELD (object))
    {
      SluiceField *field = SLUICE_FIELD (object);
      SluiceFieldState state = sluice_field_get_state (field);
      g_autofree char *line = sluice_field_cells_describe (field);
      const char *comma = strchr (line, ',');

      gtk_inscription_set_text (GTK_INSCRIPTION (child), get_name (field));
      set_dim (child, state == SLUICE_FIELD_WAITING || state == SLUICE_FIELD_EXTRA ||
                      state == SLUICE_FIELD_DEFAULT);
      /* A list that is empty so far has nothing to open. */
      set_css_class (expander, "childless", g_list_model_get_n_items (G_LIST_MODEL (field)) == 0);
      describe_row (expander, line, comma ? comma + 2 : line);
      note_state (expander, field, state);
    }
  else if (SLUICE_IS_THINKING_ROW (object))
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (child), _("Model thinking"));
      set_dim (child, TRUE);
      describe_row (expander, _("Model thinking"), _("not part of the result"));
    }
}

static void
more_clicked_cb (GtkButton *button)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_widget_get_parent (GTK_WIDGET (button)));
  GtkTreeListRow *row = gtk_tree_expander_get_list_row (expander);

  /* The same as Return on the row: the tree has to open what comes. */
  if (row)
    gtk_widget_activate_action (GTK_WIDGET (button), "list.activate-item", "u",
                                gtk_tree_list_row_get_position (row));
}

static void
update_more_cell (GtkWidget *expander)
{
  SluiceMoreRow *more = SLUICE_MORE_ROW (get_object (expander));
  guint n_hidden = sluice_more_row_get_n_hidden (more);
  GtkWidget *button = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander));
  g_autofree char *count = sluice_format_count (n_hidden);
  g_autofree char *label = NULL;

  /* Translators: the last row of a long list; %s is a number */
  label = g_strdup_printf (ngettext ("Show %s More", "Show %s More", n_hidden), count);
  gtk_button_set_label (GTK_BUTTON (button), label);
  describe_row (expander, label, NULL);
}

/* A name is an inscription, "Show More" a button: the child changes with the kind of row. */
static void
update_field_column (GtkWidget *expander)
{
  gboolean more = SLUICE_IS_MORE_ROW (get_object (expander));
  GtkWidget *child = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander));

  if (more && !GTK_IS_BUTTON (child))
    {
      child = gtk_button_new ();
      gtk_widget_add_css_class (child, "flat");
      gtk_widget_add_css_class (child, "more-button");
      gtk_widget_set_focusable (child, FALSE);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      g_signal_connect (child, "clicked", G_CALLBACK (more_clicked_cb), NULL);
      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), child);
    }
  else if (!more && GTK_IS_BUTTON (child))
    {
      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), make_name ());
    }

  if (more)
    update_more_cell (expander);
  else
    update_field_cell (expander);
}

/* The Value column. */

static gboolean
append_options (GString          *lines,
                SluiceDefinition *definition)
{
  GPtrArray *options = sluice_definition_get_options (definition);

  if (!options || options->len == 0)
    return FALSE;

  g_string_append (lines, _("One of: "));
  for (guint i = 0; i < options->len; i++)
    {
      g_autofree char *option = json_to_string (g_ptr_array_index (options, i), FALSE);

      g_string_append_printf (lines, "%s%s", i > 0 ? ", " : "", option);
    }

  return TRUE;
}

static gboolean
value_tooltip_cb (GtkWidget  *cell,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  SluiceField *field = get_field (cell);
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autofree char *rules = NULL;
  SluiceDefinition *definition;

  if (!field)
    return FALSE;

  rules = sluice_field_cells_dup_rules (field);
  definition = sluice_field_get_definition (field);

  if (rules)
    g_string_append (lines, rules);
  else if (definition && sluice_field_get_state (field) <= SLUICE_FIELD_ARRIVING)
    append_options (lines, definition);

  if (lines->len == 0 && definition && sluice_definition_get_description (definition))
    g_string_append (lines, sluice_definition_get_description (definition));

  gtk_tooltip_set_text (tooltip, lines->str);

  return lines->len > 0;
}

static GtkWidget *
make_value_cell (void)
{
  GtkWidget *cell = GTK_WIDGET (sluice_value_cell_new ());

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (value_tooltip_cb), NULL);

  return cell;
}

static void
update_value_cell (GtkWidget *cell)
{
  GObject *object = get_object (cell);
  g_auto(SluiceLook) look = { .kind = SLUICE_LOOK_NOTHING };

  if (SLUICE_IS_FIELD (object))
    {
      sluice_look_init_for_field (&look, SLUICE_FIELD (object));
    }
  else if (SLUICE_IS_THINKING_ROW (object))
    {
      look.kind = SLUICE_LOOK_BLOCK;
      look.dim = TRUE;
      look.text = g_strdup (sluice_thinking_row_get_text (SLUICE_THINKING_ROW (object)));
    }

  sluice_value_cell_set_look (SLUICE_VALUE_CELL (cell), &look);
}

/* The Type column. */

static void
update_type_cell (GtkWidget *cell)
{
  SluiceField *field = get_field (cell);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), field ? sluice_field_get_type_label (field) : NULL);
  set_dim (cell, TRUE);
}

/* The State column. */

static GtkWidget *
make_state_cell (void)
{
  GtkWidget *icon = gtk_image_new ();

  gtk_widget_add_css_class (icon, "state-icon");

  return icon;
}

static void
update_state_cell (GtkWidget *icon)
{
  GObject *object = get_object (icon);
  const char *before = g_object_get_data (G_OBJECT (icon), "state-class");
  const char *css_class;
  SluiceFieldState state;

  if (SLUICE_IS_FIELD (object))
    state = sluice_field_get_state (SLUICE_FIELD (object));
  else if (SLUICE_IS_THINKING_ROW (object))
    state = sluice_thinking_row_is_arriving (SLUICE_THINKING_ROW (object)) ? SLUICE_FIELD_ARRIVING
                                                                           : SLUICE_FIELD_COMPLETE;
  else
    {
      gtk_image_clear (GTK_IMAGE (icon));
      gtk_widget_set_tooltip_text (icon, NULL);
      return;
    }

  css_class = sluice_state_get_css_class (state);
  if (before == css_class && gtk_image_get_icon_name (GTK_IMAGE (icon)))
    return;

  if (before)
    gtk_widget_remove_css_class (icon, before);
  gtk_widget_add_css_class (icon, css_class);
  g_object_set_data (G_OBJECT (icon), "state-class", (gpointer) css_class);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), sluice_state_get_icon_name (state));
  gtk_widget_set_tooltip_text (icon, sluice_state_get_word (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sluice_state_get_word (state), -1);
}

/* The Time column. */

static GtkWidget *
make_time_cell (void)
{
  GtkWidget *cell = make_inscription ();

  gtk_widget_add_css_class (cell, "numeric");
  gtk_widget_add_css_class (cell, "dim-label");

  return cell;
}

static void
update_time_cell (GtkWidget *cell)
{
  SluiceField *field = get_field (cell);
  gdouble seconds = field ? sluice_field_get_time (field) : -1.0;
  g_autofree char *text = seconds >= 0.0 ? sluice_format_seconds (seconds) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
}

static const CellKind cell_kinds[] = {
  [SLUICE_CELLS_FIELD] = { make_field_cell,  update_field_column },
  [SLUICE_CELLS_VALUE] = { make_value_cell,  update_value_cell   },
  [SLUICE_CELLS_TYPE]  = { make_inscription, update_type_cell    },
  [SLUICE_CELLS_STATE] = { make_state_cell,  update_state_cell   },
  [SLUICE_CELLS_TIME]  = { make_time_cell,   update_time_cell    },
};

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       user_data)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  SluiceField *field = get_field (cell);
  SluiceNode *node = field ? sluice_field_get_node (field) : NULL;
  g_autofree char *json = NULL;

  if (!node)
    return NULL;

  json = sluice_node_to_json (node, SLUICE_POLICY_VALUES, 2);

  return gdk_content_provider_new_typed (G_TYPE_STRING, json);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          const CellKind           *kind)
{
  GtkWidget *cell = kind->make ();

  if (kind == &cell_kinds[SLUICE_CELLS_VALUE])
    {
      GtkDragSource *drag = gtk_drag_source_new ();

      g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), NULL);
      gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (drag));
    }

  gtk_list_item_set_child (list_item, cell);
}

/* A row of three lines has them from the start, or the rows below it would jump; the other cells
 * stand beside the first line. */
static void
set_block (GtkWidget *cell,
           gboolean   block)
{
  gtk_widget_set_valign (cell, block ? GTK_ALIGN_START
                               : SLUICE_IS_VALUE_CELL (cell) ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  set_css_class (cell, "block", block);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         const CellKind           *kind)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GObject *object = gtk_tree_list_row_get_item (row);

  g_object_set_data_full (G_OBJECT (cell), "object", object, g_object_unref);
  set_block (cell, is_reasoning (object));

  if (GTK_IS_TREE_EXPANDER (cell))
    {
      g_object_set_data (G_OBJECT (cell), "state", NULL);
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), row);
      if (G_IS_LIST_MODEL (object))
        g_signal_connect_object (object, "items-changed", G_CALLBACK (kind->update), cell,
                                 G_CONNECT_SWAPPED);
    }

  g_signal_connect_object (object, "changed", G_CALLBACK (kind->update), cell, G_CONNECT_SWAPPED);
  kind->update (cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           const CellKind           *kind)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GObject *object = cell ? get_object (cell) : NULL;

  if (!object)
    return;

  g_signal_handlers_disconnect_by_func (object, kind->update, cell);

  if (GTK_IS_TREE_EXPANDER (cell))
    {
      stop_flash (cell);
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), NULL);
    }

  g_object_set_data (G_OBJECT (cell), "object", NULL);
}

/**
 * sluice_field_cells_new_factory:
 * @cells: a column
 *
 * Makes the factory of a column over the rows of a #SluiceOutline.
 *
 * Returns: (transfer full): a new factory
 */
GtkListItemFactory *
sluice_field_cells_new_factory (SluiceFieldCells cells)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer kind = (gpointer) &cell_kinds[cells];

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), kind);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), kind);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), kind);

  return factory;
}
