/* sluice-tail-block.c: the last lines of a text that grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GtkLabel would ask for a new size with every word, and a GtkInscription shows the first lines
 * of what does not fit. This has one height, and draws the end.
 */
#include "config.h"

#include "sluice-tail-block.h"

struct _SluiceTailBlock
{
  GtkWidget    parent_instance;

  PangoLayout *layout;   /* of all of the text */
  PangoLayout *tail;     /* of its last lines */
  guint        n_lines;
};

G_DEFINE_FINAL_TYPE (SluiceTailBlock, sluice_tail_block, GTK_TYPE_WIDGET)

static void
sluice_tail_block_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  SluiceTailBlock *self = SLUICE_TAIL_BLOCK (widget);
  PangoFontMetrics *metrics;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  *minimum = *natural = self->n_lines * PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) +
                                                           pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
}

/* Where the last lines begin: a line is shown whole or not at all. */
static int
find_start (SluiceTailBlock *self)
{
  int n_hidden = pango_layout_get_line_count (self->layout) - (int) self->n_lines;
  PangoLayoutLine *line;

  if (n_hidden <= 0)
    return 0;

  line = pango_layout_get_line_readonly (self->layout, n_hidden);

  return line->start_index;
}

static void
sluice_tail_block_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  SluiceTailBlock *self = SLUICE_TAIL_BLOCK (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_set_width (self->tail, width * PANGO_SCALE);
  pango_layout_set_text (self->tail, pango_layout_get_text (self->layout) + find_start (self), -1);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_append_layout (snapshot, self->tail, &color);
  gtk_snapshot_pop (snapshot);
}

static void
context_changed (SluiceTailBlock *self)
{
  pango_layout_context_changed (self->layout);
  pango_layout_context_changed (self->tail);
}

static void
sluice_tail_block_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_tail_block_parent_class)->css_changed (widget, change);

  context_changed (SLUICE_TAIL_BLOCK (widget));
}

static void
sluice_tail_block_direction_changed (GtkWidget        *widget,
                                     GtkTextDirection  before)
{
  GTK_WIDGET_CLASS (sluice_tail_block_parent_class)->direction_changed (widget, before);

  context_changed (SLUICE_TAIL_BLOCK (widget));
}

static void
sluice_tail_block_dispose (GObject *object)
{
  SluiceTailBlock *self = SLUICE_TAIL_BLOCK (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->tail);

  G_OBJECT_CLASS (sluice_tail_block_parent_class)->dispose (object);
}

static void
sluice_tail_block_class_init (SluiceTailBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_tail_block_dispose;
  widget_class->measure = sluice_tail_block_measure;
  widget_class->snapshot = sluice_tail_block_snapshot;
  widget_class->css_changed = sluice_tail_block_css_changed;
  widget_class->direction_changed = sluice_tail_block_direction_changed;

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sluice_tail_block_init (SluiceTailBlock *self)
{
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->tail = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_wrap (self->tail, PANGO_WRAP_WORD_CHAR);
}

/**
 * sluice_tail_block_new:
 * @n_lines: how many lines it has
 *
 * Returns: (transfer floating): an empty block
 */
GtkWidget *
sluice_tail_block_new (guint n_lines)
{
  SluiceTailBlock *self = g_object_new (SLUICE_TYPE_TAIL_BLOCK, NULL);

  self->n_lines = n_lines;

  return GTK_WIDGET (self);
}

/**
 * sluice_tail_block_set_text:
 * @self: a block
 * @text: (nullable): the text, or its end
 *
 * Shows another text. The size stays.
 */
void
sluice_tail_block_set_text (SluiceTailBlock *self,
                            const char      *text)
{
  g_return_if_fail (SLUICE_IS_TAIL_BLOCK (self));

  if (!text)
    text = "";

  if (g_strcmp0 (pango_layout_get_text (self->layout), text) == 0)
    return;

  pango_layout_set_text (self->layout, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sluice_tail_block_get_text:
 * @self: a block
 *
 * Returns: (transfer none): the text
 */
const char *
sluice_tail_block_get_text (SluiceTailBlock *self)
{
  g_return_val_if_fail (SLUICE_IS_TAIL_BLOCK (self), NULL);

  return pango_layout_get_text (self->layout);
}
