/* sluice-item-segments.c: buttons that choose which items are shown, with how many there are
 *
 * All, each type of a union, Problems. Items are counted as they close; the labels follow when they
 * are asked to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-item-filter.h"
#include "sluice-item-segments.h"
#include "sluice-look.h"

#define MAX_TYPES 5  /* of a union; more are no choice of buttons */

struct _SluiceItemSegments
{
  GtkWidget         parent_instance;

  SluiceDefinition *definition;  /* nullable: of an item */
  char             *segment;     /* nullable: the one that is chosen */
  GHashTable       *counts;      /* owned: char* type -> GUINT_TO_POINTER (closed items) */
  guint             n_closed;
  guint             n_problems;
  gboolean          changed;     /* the labels lag behind */
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceItemSegments, sluice_item_segments, GTK_TYPE_WIDGET)

static const char *
get_segment (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "segment");
}

static GtkWidget *
get_button (SluiceItemSegments *self,
            const char         *segment)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self));
       button;
       button = gtk_widget_get_next_sibling (button))
    {
      if (g_strcmp0 (get_segment (button), segment) == 0)
        return button;
    }

  return NULL;
}

static void
toggled_cb (SluiceItemSegments *self,
            GtkToggleButton    *button)
{
  const char *segment = get_segment (GTK_WIDGET (button));

  if (!gtk_toggle_button_get_active (button) || g_strcmp0 (self->segment, segment) == 0)
    return;

  g_free (self->segment);
  self->segment = g_strdup (segment);
  g_signal_emit (self, signals[CHOSEN], 0, segment);
}

static void
add_button (SluiceItemSegments *self,
            const char         *segment)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_object_set_data_full (G_OBJECT (button), "segment", g_strdup (segment), g_free);
  gtk_widget_add_css_class (button, "numeric");
  if (first)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);

  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
add_types (SluiceItemSegments *self)
{
  GPtrArray *branches = sluice_definition_get_branches (self->definition);

  if (!branches || branches->len > MAX_TYPES)
    return;

  for (guint i = 0; i < branches->len; i++)
    {
      const char *name = sluice_definition_get_class_name (g_ptr_array_index (branches, i));

      if (name && !get_button (self, name))
        add_button (self, name);
    }
}

static void
remove_buttons (SluiceItemSegments *self)
{
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (button);
}

static void
label_button (GtkWidget  *button,
              const char *name,
              guint       n)
{
  g_autofree char *count = sluice_format_count (n);
  g_autofree char *label = g_strdup_printf ("%s %s", name, count);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
update_labels (SluiceItemSegments *self)
{
  gboolean has_problems = self->n_problems > 0;
  guint n_buttons = 0;

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self));
       button;
       button = gtk_widget_get_next_sibling (button))
    {
      const char *segment = get_segment (button);

      n_buttons++;
      if (!segment)
        label_button (button, _("All"), self->n_closed);
      else if (g_str_equal (segment, SLUICE_ITEM_FILTER_PROBLEMS))
        label_button (button, _("Problems"), self->n_problems);
      else
        label_button (button, segment, GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, segment)));
    }

  gtk_widget_set_visible (get_button (self, SLUICE_ITEM_FILTER_PROBLEMS), has_problems);
  /* Where there is nothing to choose from there is no choice. */
  gtk_widget_set_visible (GTK_WIDGET (self), n_buttons > 2 || has_problems);
  self->changed = FALSE;
}

static void
sluice_item_segments_dispose (GObject *object)
{
  SluiceItemSegments *self = SLUICE_ITEM_SEGMENTS (object);

  remove_buttons (self);
  g_clear_object (&self->definition);

  G_OBJECT_CLASS (sluice_item_segments_parent_class)->dispose (object);
}

static void
sluice_item_segments_finalize (GObject *object)
{
  SluiceItemSegments *self = SLUICE_ITEM_SEGMENTS (object);

  g_hash_table_unref (self->counts);
  g_free (self->segment);

  G_OBJECT_CLASS (sluice_item_segments_parent_class)->finalize (object);
}

static void
sluice_item_segments_class_init (SluiceItemSegmentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_item_segments_dispose;
  object_class->finalize = sluice_item_segments_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_item_segments_init (SluiceItemSegments *self)
{
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show Items"), -1);
  sluice_item_segments_set_definition (self, NULL);
}

/**
 * sluice_item_segments_new:
 *
 * Returns: (transfer floating): buttons for items of any kind
 */
GtkWidget *
sluice_item_segments_new (void)
{
  return g_object_new (SLUICE_TYPE_ITEM_SEGMENTS, NULL);
}

/**
 * sluice_item_segments_set_definition:
 * @self: buttons
 * @item: (nullable): what the schema says of an item
 *
 * Makes the buttons anew; all items are chosen then, which is not told.
 */
void
sluice_item_segments_set_definition (SluiceItemSegments *self,
                                     SluiceDefinition   *item)
{
  g_return_if_fail (SLUICE_IS_ITEM_SEGMENTS (self));

  g_set_object (&self->definition, item);
  g_clear_pointer (&self->segment, g_free);

  remove_buttons (self);
  add_button (self, NULL);
  if (sluice_item_segments_has_types (self))
    add_types (self);
  add_button (self, SLUICE_ITEM_FILTER_PROBLEMS);
  update_labels (self);
}

/**
 * sluice_item_segments_has_types:
 * @self: buttons
 *
 * Returns: whether items are of several types
 */
gboolean
sluice_item_segments_has_types (SluiceItemSegments *self)
{
  g_return_val_if_fail (SLUICE_IS_ITEM_SEGMENTS (self), FALSE);

  return self->definition && sluice_definition_get_kind (self->definition) == SLUICE_KIND_UNION;
}

/**
 * sluice_item_segments_count:
 * @self: buttons
 * @item: an item that has closed
 *
 * Counts an item.
 */
void
sluice_item_segments_count (SluiceItemSegments *self,
                            SluiceItem         *item)
{
  const char *type;

  g_return_if_fail (SLUICE_IS_ITEM_SEGMENTS (self));

  type = sluice_item_get_type_name (item);
  self->n_closed++;
  if (!sluice_item_is_valid (item))
    self->n_problems++;

  if (type)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, type));

      g_hash_table_replace (self->counts, g_strdup (type), GUINT_TO_POINTER (n + 1));
    }
  self->changed = TRUE;
}

/**
 * sluice_item_segments_recount:
 * @self: buttons
 * @items: (nullable): all items
 *
 * Counts those of the items that have closed, from the beginning.
 */
void
sluice_item_segments_recount (SluiceItemSegments *self,
                              GListModel         *items)
{
  guint n = items ? g_list_model_get_n_items (items) : 0;

  g_return_if_fail (SLUICE_IS_ITEM_SEGMENTS (self));

  g_hash_table_remove_all (self->counts);
  self->n_closed = self->n_problems = 0;
  self->changed = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceItem) item = g_list_model_get_item (items, i);

      if (sluice_item_is_closed (item))
        sluice_item_segments_count (self, item);
    }
}

/**
 * sluice_item_segments_update:
 * @self: buttons
 *
 * Shows what has been counted.
 */
void
sluice_item_segments_update (SluiceItemSegments *self)
{
  g_return_if_fail (SLUICE_IS_ITEM_SEGMENTS (self));

  if (self->changed)
    update_labels (self);
}
