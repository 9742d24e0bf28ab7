/* sluice-example-grid.c: a card for each example
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-example.h"
#include "sluice-example-grid.h"

#define CARD_WIDTH_CHARS 30  /* what a card would like: two of them stand beside each other */

struct _SluiceExampleGrid
{
  GtkWidget   parent_instance;

  GtkFlowBox *cards;
};

G_DEFINE_FINAL_TYPE (SluiceExampleGrid, sluice_example_grid, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CARD_WIDTH_CHARS);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
clicked_cb (GtkButton         *card,
            SluiceExampleGrid *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (card), "example"));
}

static GtkWidget *
create_card (SluiceExampleGrid *self,
             const char        *name,
             SluiceExtraction  *extraction)
{
  const char *title = sluice_extraction_get_title (extraction);
  const char *description = sluice_extraction_get_description (extraction);
  GtkWidget *card = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  SluiceShape shape;
  GtkWidget *icon;

  g_object_get (extraction, "shape", &shape, NULL);
  icon = gtk_image_new_from_icon_name (shape == SLUICE_SHAPE_ITERABLE ? "sluice-items-symbolic"
                                                                     : "sluice-object-symbolic");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), icon);

  title = title ? title : name;
  gtk_box_append (GTK_BOX (words), create_label (title, "heading"));
  if (description && *description)
    {
      GtkWidget *label = create_label (description, "dim-label");

      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (words), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      description, -1);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);

  gtk_button_set_child (GTK_BUTTON (card), row);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "example-card");
  g_object_set_data_full (G_OBJECT (card), "example", g_strdup (name), g_free);
  g_signal_connect_object (card, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return card;
}

static void
add_examples (SluiceExampleGrid *self)
{
  g_auto(GStrv) names = sluice_example_list_names ();

  for (guint i = 0; names[i]; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceExtraction) extraction = sluice_example_load (names[i], &error);
      GtkWidget *child;

      if (!extraction)
        {
          g_warning ("The example “%s” cannot be read: %s", names[i], error->message);
          continue;
        }

      child = gtk_flow_box_child_new ();
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), create_card (self, names[i], extraction));
      gtk_flow_box_insert (self->cards, child, -1);
    }
}

static gboolean
sluice_example_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (SLUICE_EXAMPLE_GRID (widget)->cards), GTK_DIR_TAB_FORWARD);
}

static void
sluice_example_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_example_grid_parent_class)->dispose (object);
}

static void
sluice_example_grid_class_init (SluiceExampleGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_example_grid_dispose;
  widget_class->grab_focus = sluice_example_grid_grab_focus;

  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-example-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceExampleGrid, cards);

  gtk_widget_class_set_css_name (widget_class, "examplegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_example_grid_init (SluiceExampleGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_examples (self);
}

/**
 * sluice_example_grid_new:
 *
 * Returns: (transfer floating): the examples, as cards
 */
GtkWidget *
sluice_example_grid_new (void)
{
  return g_object_new (SLUICE_TYPE_EXAMPLE_GRID, NULL);
}
