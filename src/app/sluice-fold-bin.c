/* sluice-fold-bin.c: tells its child how much room there is
 *
 * Newer libadwaita has AdwBreakpointBin for this; at 1.2 it is done here, and nowhere else.
 *
 * A widget must not change its children while it is being allocated. So the bin only notes the
 * width, and an idle sets the properties that the interface is bound to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-fold-bin.h"

#define MIN_WIDTH 360     /* what the bin asks for, whatever its child would like */
#define FOLD_WIDTH 860    /* below it one pane at a time */
#define NARROW_WIDTH 600  /* below it controls move into menus */

struct _SluiceFoldBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  int        width;   /* last allocated, pixels; 0 before the first time */
  guint      update;  /* idle, 0 = none */
  guint      folded : 1;
  guint      narrow : 1;
};

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceFoldBin, sluice_fold_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

enum { PROP_0, PROP_CHILD, PROP_FOLDED, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

/* Widths are meant for text of the usual size: where text is larger, there is less room. */
static double
get_text_scale (SluiceFoldBin *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / (96.0 * PANGO_SCALE) : 1.0;
}

static gboolean
is_below (SluiceFoldBin *self,
          int            threshold)
{
  return self->width > 0 && self->width < threshold * get_text_scale (self);
}

static gboolean
update_cb (gpointer user_data)
{
  SluiceFoldBin *self = user_data;
  gboolean folded = is_below (self, FOLD_WIDTH);
  gboolean narrow = is_below (self, NARROW_WIDTH);

  self->update = 0;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->folded != folded)
    {
      self->folded = folded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
    }
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  g_object_thaw_notify (G_OBJECT (self));

  return G_SOURCE_REMOVE;
}

static void
queue_update (SluiceFoldBin *self)
{
  if (self->update == 0
      && (self->folded != is_below (self, FOLD_WIDTH)
          || self->narrow != is_below (self, NARROW_WIDTH)))
    self->update = g_idle_add_full (G_PRIORITY_DEFAULT, update_cb, self, NULL);
}

static void
sluice_fold_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  SluiceFoldBin *self = SLUICE_FOLD_BIN (widget);
  int child_width = -1;

  if (!self->child)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
      *minimum = MIN (*minimum, MIN_WIDTH);
      return;
    }

  if (for_size >= 0)
    {
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
      child_width = MAX (child_width, for_size);
    }
  gtk_widget_measure (self->child, orientation, child_width, minimum, natural, NULL, NULL);
}

/* Until the idle has run, the child may want more than there is: it is cut off at the far side. */
static void
sluice_fold_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  SluiceFoldBin *self = SLUICE_FOLD_BIN (widget);
  GskTransform *transform = NULL;
  int child_width, child_height;

  self->width = width;
  queue_update (self);

  if (!self->child || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
  child_width = MAX (child_width, width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, child_width, &child_height, NULL, NULL, NULL);
  child_height = MAX (child_height, height);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && child_width > width)
    transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (width - child_width, 0));

  gtk_widget_allocate (self->child, child_width, child_height, baseline, transform);
}

static void
sluice_fold_bin_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (sluice_fold_bin_parent_class)->system_setting_changed (widget, setting);

  queue_update (SLUICE_FOLD_BIN (widget));
}

static void
sluice_fold_bin_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  if (!type && GTK_IS_WIDGET (child))
    sluice_fold_bin_set_child (SLUICE_FOLD_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = sluice_fold_bin_add_child;
}

static void
sluice_fold_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceFoldBin *self = SLUICE_FOLD_BIN (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_fold_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CHILD:
      sluice_fold_bin_set_child (SLUICE_FOLD_BIN (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_fold_bin_dispose (GObject *object)
{
  SluiceFoldBin *self = SLUICE_FOLD_BIN (object);

  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (sluice_fold_bin_parent_class)->dispose (object);
}

static void
sluice_fold_bin_class_init (SluiceFoldBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_fold_bin_dispose;
  object_class->get_property = sluice_fold_bin_get_property;
  object_class->set_property = sluice_fold_bin_set_property;
  widget_class->measure = sluice_fold_bin_measure;
  widget_class->size_allocate = sluice_fold_bin_size_allocate;
  widget_class->system_setting_changed = sluice_fold_bin_system_setting_changed;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "foldbin");
}

static void
sluice_fold_bin_init (SluiceFoldBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * sluice_fold_bin_new:
 *
 * Returns: (transfer floating): an empty bin
 */
GtkWidget *
sluice_fold_bin_new (void)
{
  return g_object_new (SLUICE_TYPE_FOLD_BIN, NULL);
}

/**
 * sluice_fold_bin_get_child:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): what is in it
 */
GtkWidget *
sluice_fold_bin_get_child (SluiceFoldBin *self)
{
  g_return_val_if_fail (SLUICE_IS_FOLD_BIN (self), NULL);

  return self->child;
}

/**
 * sluice_fold_bin_set_child:
 * @self: a bin
 * @child: (nullable): what goes into it
 */
void
sluice_fold_bin_set_child (SluiceFoldBin *self,
                           GtkWidget     *child)
{
  g_return_if_fail (SLUICE_IS_FOLD_BIN (self));
  g_return_if_fail (!child || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * sluice_fold_bin_get_folded:
 * @self: a bin
 *
 * Returns: whether there is room for one pane only
 */
gboolean
sluice_fold_bin_get_folded (SluiceFoldBin *self)
{
  g_return_val_if_fail (SLUICE_IS_FOLD_BIN (self), FALSE);

  return self->folded;
}

/**
 * sluice_fold_bin_get_narrow:
 * @self: a bin
 *
 * Returns: whether controls should move into menus
 */
gboolean
sluice_fold_bin_get_narrow (SluiceFoldBin *self)
{
  g_return_val_if_fail (SLUICE_IS_FOLD_BIN (self), FALSE);

  return self->narrow;
}
