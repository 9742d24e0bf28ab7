/* sluice-value-cell.c: a cell that draws a value, finished or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * While a value streams its text changes many times a second. Only the text is drawn anew then:
 * it sits in a GtkInscription, which never asks for another size. The other parts are made when
 * a value first needs them, since most cells of a table never do.
 */
#include "config.h"

#include "sluice-tail-block.h"
#include "sluice-value-cell.h"

#define GAP 8
#define SKELETON_WIDTH 72
#define SKELETON_HEIGHT 8
#define LEVEL_WIDTH 96
#define CARET_WIDTH 2
#define BLOCK_LINES 3

struct _SluiceValueCell
{
  GtkWidget       parent_instance;

  GtkInscription *text;
  GtkWidget      *block;     /* nullable, like the next five: made at first use */
  GtkWidget      *skeleton;
  GtkWidget      *tag;
  GtkWidget      *level;
  GtkWidget      *caption;
  GtkWidget      *caret;

  SluiceLookKind  kind;
  int             text_width;  /* pixels the text would take; only where something follows it */
  int             baseline;    /* of a line in our own font, in pixels; 0 = not measured yet */
};

G_DEFINE_FINAL_TYPE (SluiceValueCell, sluice_value_cell, GTK_TYPE_WIDGET)

static GtkWidget *
make_box (const char *css_class)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (box, css_class);

  return box;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_level (void)
{
  GtkWidget *level = gtk_level_bar_new ();

  /* By itself a level bar turns red and green: a confidence is neither bad nor good. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (level), GTK_LEVEL_BAR_OFFSET_FULL);

  return level;
}

/* Shows a part, which is made the first time, or hides it where it was made. */
static void
show_part (SluiceValueCell *self,
           GtkWidget      **part,
           gboolean         shown,
           GtkWidget     *(*make) (const char *css_class),
           const char      *css_class)
{
  if (!*part && shown)
    {
      *part = make (css_class);
      gtk_widget_set_parent (*part, GTK_WIDGET (self));
    }

  if (*part)
    gtk_widget_set_visible (*part, shown);
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

static gboolean
has_digits (SluiceLookKind kind)
{
  return kind == SLUICE_LOOK_NUMBER || kind == SLUICE_LOOK_LEVEL;
}

/* The style's own attributes are not in the layout of a widget: tabular figures are wider. */
static int
measure_text (SluiceValueCell  *self,
              const SluiceLook *look)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->text), look->text);
  int width;

  if (has_digits (look->kind))
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + 1;
}

static gboolean
is_in_line (const SluiceLook *look)
{
  return look->text && look->kind != SLUICE_LOOK_TAG && look->kind != SLUICE_LOOK_BLOCK;
}

static void
show_text (SluiceValueCell  *self,
           const SluiceLook *look)
{
  GtkWidget *text = GTK_WIDGET (self->text);

  if (look->kind != self->kind)
    {
      gtk_inscription_set_text_overflow (self->text,
                                         look->kind == SLUICE_LOOK_TAIL
                                         ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START
                                         : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
      set_css_class (text, "numeric", has_digits (look->kind));
      set_css_class (text, "monospace", look->kind == SLUICE_LOOK_NULL);
    }

  set_css_class (text, "dim-label", look->dim);
  set_css_class (text, "invalid-value", look->invalid);
  gtk_widget_set_visible (text, is_in_line (look));
  gtk_inscription_set_text (self->text, is_in_line (look) ? look->text : NULL);
}

static GtkWidget *
make_block (const char *css_class)
{
  GtkWidget *block = sluice_tail_block_new (BLOCK_LINES);

  gtk_widget_add_css_class (block, css_class);

  return block;
}

static void
show_block (SluiceValueCell  *self,
            const SluiceLook *look)
{
  gboolean shown = look->kind == SLUICE_LOOK_BLOCK;

  show_part (self, &self->block, shown, make_block, "dim-label");
  if (shown)
    {
      sluice_tail_block_set_text (SLUICE_TAIL_BLOCK (self->block), look->text);
      set_css_class (self->block, "invalid-value", look->invalid);
    }
}

static void
show_tag (SluiceValueCell  *self,
          const SluiceLook *look)
{
  show_part (self, &self->tag, look->kind == SLUICE_LOOK_TAG, make_label, "value-tag");

  if (look->kind == SLUICE_LOOK_TAG)
    {
      gtk_label_set_label (GTK_LABEL (self->tag), look->text);
      set_css_class (self->tag, "invalid-value", look->invalid);
      set_css_class (self->tag, "dim-label", look->dim);
    }
}

static void
show_level (SluiceValueCell  *self,
            const SluiceLook *look)
{
  gboolean shown = look->kind == SLUICE_LOOK_LEVEL;

  if (!self->level && shown)
    {
      self->level = make_level ();
      gtk_widget_set_parent (self->level, GTK_WIDGET (self));
    }

  if (self->level)
    gtk_widget_set_visible (self->level, shown);

  if (shown)
    {
      gtk_level_bar_set_value (GTK_LEVEL_BAR (self->level), look->fraction);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->level),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, look->text, -1);
    }
}

static void
sluice_value_cell_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *natural = MAX (*natural, child_natural);
      *minimum = MAX (*minimum, orientation == GTK_ORIENTATION_VERTICAL ? child_minimum : 0);
    }
}

/* What an inscription tells of its base line is rounded up, and so lies below that of other text. */
static int
get_baseline (SluiceValueCell *self)
{
  if (self->baseline == 0)
    {
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->text), "x");

      self->baseline = pango_layout_get_baseline (layout) / PANGO_SCALE;
    }

  return self->baseline;
}

/* In a row of several lines what stands for its text is where the text will begin. */
static int
get_line_height (SluiceValueCell *self,
                 int              full_height)
{
  int line;

  if (!gtk_widget_has_css_class (GTK_WIDGET (self), "block"))
    return full_height;

  gtk_widget_measure (GTK_WIDGET (self->text), GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);

  return MIN (line, full_height);
}

/* Places a part at x from the start side, centred upright in its line, and tells where the next may begin.
 * Text is placed by its base line, which stays where it is whatever fonts have to help out. */
static int
place (SluiceValueCell *self,
       GtkWidget       *part,
       int              x,
       int              width,
       int              height)
{
  int full_width = gtk_widget_get_width (GTK_WIDGET (self));
  int full_height = gtk_widget_get_height (GTK_WIDGET (self));
  int minimum_width, minimum_height, natural_height;
  GtkAllocation area;

  gtk_widget_measure (part, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  width = MAX (width, minimum_width);
  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, &minimum_height, &natural_height, NULL, NULL);

  if (height < 0)
    height = natural_height;
  height = MAX (height, minimum_height);

  area.x = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? full_width - x - width : x;
  area.y = part == self->block ? 0 : (get_line_height (self, full_height) - height) / 2;
  area.width = width;
  area.height = height;
  gtk_widget_size_allocate (part, &area, part == GTK_WIDGET (self->text) ? get_baseline (self) : -1);

  return x + width;
}

static int
get_natural_width (GtkWidget *part)
{
  int natural;

  gtk_widget_measure (part, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static gboolean
is_shown (GtkWidget *part)
{
  return part && gtk_widget_should_layout (part);
}

static void
sluice_value_cell_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  SluiceValueCell *self = SLUICE_VALUE_CELL (widget);
  int caption_width = is_shown (self->caption) ? get_natural_width (self->caption) + GAP : 0;
  int x = 0;

  if (is_shown (self->block))
    place (self, self->block, 0, width, -1);

  if (is_shown (self->skeleton))
    x = place (self, self->skeleton, x, MIN (SKELETON_WIDTH, width), SKELETON_HEIGHT) + GAP;

  if (is_shown (self->tag))
    x = place (self, self->tag, x, MIN (get_natural_width (self->tag), width - caption_width), -1) + GAP;

  if (is_shown (self->level))
    x = place (self, self->level, x, MIN (LEVEL_WIDTH, MAX (0, width - 48)), -1) + GAP;

  if (is_shown (GTK_WIDGET (self->text)))
    {
      int follows = caption_width + (is_shown (self->caret) ? CARET_WIDTH + 2 : 0);
      int room = MAX (0, width - x - follows);

      if (follows > 0)
        room = MIN (room, self->text_width);

      x = place (self, GTK_WIDGET (self->text), x, room, -1) + 1;
    }

  if (is_shown (self->caret))
    x = place (self, self->caret, x, CARET_WIDTH, MIN (height, 16)) + 1;

  if (is_shown (self->caption))
    {
      x += x > 0 ? GAP - 1 : 0;
      place (self, self->caption, x, MAX (0, MIN (caption_width - GAP, width - x)), -1);
    }
}

static void
sluice_value_cell_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_value_cell_parent_class)->css_changed (widget, change);

  SLUICE_VALUE_CELL (widget)->baseline = 0;
}

static void
sluice_value_cell_dispose (GObject *object)
{
  SluiceValueCell *self = SLUICE_VALUE_CELL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  self->text = NULL;
  self->block = self->skeleton = self->tag = self->level = self->caption = self->caret = NULL;

  G_OBJECT_CLASS (sluice_value_cell_parent_class)->dispose (object);
}

static void
sluice_value_cell_class_init (SluiceValueCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_value_cell_dispose;
  widget_class->measure = sluice_value_cell_measure;
  widget_class->size_allocate = sluice_value_cell_size_allocate;
  widget_class->css_changed = sluice_value_cell_css_changed;

  gtk_widget_class_set_css_name (widget_class, "valuecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_value_cell_init (SluiceValueCell *self)
{
  self->text = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_min_chars (self->text, 0);
  gtk_inscription_set_nat_chars (self->text, 12);
  gtk_inscription_set_min_lines (self->text, 1);
  gtk_inscription_set_nat_lines (self->text, 1);
  gtk_inscription_set_text_overflow (self->text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * sluice_value_cell_new:
 *
 * Returns: (transfer floating): an empty cell
 */
SluiceValueCell *
sluice_value_cell_new (void)
{
  return g_object_new (SLUICE_TYPE_VALUE_CELL, NULL);
}

/**
 * sluice_value_cell_set_look:
 * @self: a cell
 * @look: how to draw its value
 *
 * Shows a value.
 */
void
sluice_value_cell_set_look (SluiceValueCell  *self,
                            const SluiceLook *look)
{
  gboolean followed = is_in_line (look) && (look->caption || look->kind == SLUICE_LOOK_TAIL);

  g_return_if_fail (SLUICE_IS_VALUE_CELL (self));

  show_text (self, look);
  show_block (self, look);
  show_tag (self, look);
  show_level (self, look);
  show_part (self, &self->skeleton, look->kind == SLUICE_LOOK_SKELETON, make_box, "skeleton");
  show_part (self, &self->caret, look->kind == SLUICE_LOOK_TAIL && !look->caption, make_box, "caret");
  show_part (self, &self->caption, look->caption != NULL, make_label, "value-caption");
  if (look->caption)
    gtk_label_set_label (GTK_LABEL (self->caption), look->caption);

  if (followed)
    {
      int width = measure_text (self, look);

      /* The caret, or the caption, stands right behind the text. */
      if (width != self->text_width)
        gtk_widget_queue_allocate (GTK_WIDGET (self));
      self->text_width = width;
    }

  self->kind = look->kind;
}
