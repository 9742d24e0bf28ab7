/* sluice-live-scroller.c: a scrolled list that follows what arrives, until the person moves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream never takes the view away: only following scrolls by itself, and any move of the
 * person's own (wheel, scroll bar, keys) turns it off. Reaching the end turns it on again.
 */
#include "config.h"

#include "sluice-live-scroller.h"

/* At most ten times a second: each time the list lays itself out anew. */
#define FOLLOW_INTERVAL_US (G_USEC_PER_SEC / 10)

struct _SluiceLiveScroller
{
  GtkWidget          parent_instance;

  GtkScrolledWindow *scroller;
  GtkRevealer       *jump_revealer;
  GtkWidget         *jump_button;

  GtkColumnView     *view;           /* not owned: the scrolled window has it */
  gint64             followed_time;  /* us */
  guint              due_id;         /* follows when it was too early to */
  guint              sought;         /* the row last brought into view */
  guint              settle_id;      /* looks whether it came, 0 = none */
  guint              settle_frame;   /* frames since */
  gboolean           follow;
  gboolean           live;
};

enum { PROP_0, PROP_VIEW, PROP_LIVE, PROP_FOLLOW, N_PROPS };
enum { DUE, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceLiveScroller, sluice_live_scroller, GTK_TYPE_WIDGET)

static void
update_jump (SluiceLiveScroller *self)
{
  gboolean shown = self->live && !self->follow;

  /* An invisible button must not take clicks meant for the rows below it. */
  if (shown)
    gtk_widget_set_visible (GTK_WIDGET (self->jump_revealer), TRUE);

  gtk_revealer_set_reveal_child (self->jump_revealer, shown);
}

static void
jump_hidden_cb (SluiceLiveScroller *self)
{
  if (!gtk_revealer_get_child_revealed (self->jump_revealer) &&
      !gtk_revealer_get_reveal_child (self->jump_revealer))
    gtk_widget_set_visible (GTK_WIDGET (self->jump_revealer), FALSE);
}

static void
jump_clicked_cb (SluiceLiveScroller *self)
{
  sluice_live_scroller_set_follow (self, TRUE);
}

static void
follow_at_once (SluiceLiveScroller *self)
{
  g_clear_handle_id (&self->due_id, g_source_remove);
  self->followed_time = 0;
  g_signal_emit (self, signals[DUE], 0);
}

static void
bring_into_view (SluiceLiveScroller *self)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (self->view));

  /* gtk_column_view_scroll_to() came with GTK 4.12; the action of the list inside is older. */
  if (model && self->sought < g_list_model_get_n_items (model))
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u", self->sought);
}

static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  SluiceLiveScroller *self = SLUICE_LIVE_SCROLLER (widget);

  /* The first frame lays out what was asked for; the second knows where it went. */
  if (self->settle_frame++ == 0)
    return G_SOURCE_CONTINUE;

  self->settle_id = 0;
  bring_into_view (self);

  return G_SOURCE_REMOVE;
}

/* Where rows came with the same frame, GTK 4.8 scrolls every other time one row short of the row it
 * was asked for: asking again, once they are laid out, brings it in. */
static void
settle_later (SluiceLiveScroller *self)
{
  self->settle_frame = 0;
  if (!self->settle_id)
    self->settle_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
}

static void
settle_never (SluiceLiveScroller *self)
{
  if (self->settle_id)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle_id);
  self->settle_id = 0;
}

static gboolean
due_cb (gpointer user_data)
{
  SluiceLiveScroller *self = user_data;

  self->due_id = 0;
  follow_at_once (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_at_end (SluiceLiveScroller *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gdouble end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return end > 1.0 && gtk_adjustment_get_value (adjustment) >= end - 1.0;
}

static gboolean
scrolled_cb (SluiceLiveScroller *self,
             gdouble             dx,
             gdouble             dy)
{
  /* The geometry is that of before this step, and so of before any growth. */
  if (dy > 0.0 && self->live && is_at_end (self))
    sluice_live_scroller_set_follow (self, TRUE);
  else if (dy != 0.0)
    sluice_live_scroller_take_over (self);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (SluiceLiveScroller *self,
                guint               keyval,
                guint               keycode,
                GdkModifierType     modifiers)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_Home:
    case GDK_KEY_KP_Up:
    case GDK_KEY_KP_Down:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_KP_Page_Down:
    case GDK_KEY_KP_Home:
      sluice_live_scroller_take_over (self);
      break;

    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      if (self->live)
        sluice_live_scroller_set_follow (self, TRUE);
      break;

    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
edge_reached_cb (SluiceLiveScroller *self,
                 GtkPositionType     edge)
{
  if (edge == GTK_POS_BOTTOM && self->live)
    sluice_live_scroller_set_follow (self, TRUE);
}

static void
set_view (SluiceLiveScroller *self,
          GtkColumnView      *view)
{
  self->view = view;
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (view));
}

static void
sluice_live_scroller_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SluiceLiveScroller *self = SLUICE_LIVE_SCROLLER (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_live_scroller_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SluiceLiveScroller *self = SLUICE_LIVE_SCROLLER (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      set_view (self, g_value_get_object (value));
      break;
    case PROP_LIVE:
      sluice_live_scroller_set_live (self, g_value_get_boolean (value));
      break;
    case PROP_FOLLOW:
      sluice_live_scroller_set_follow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_live_scroller_dispose (GObject *object)
{
  SluiceLiveScroller *self = SLUICE_LIVE_SCROLLER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->due_id, g_source_remove);
  settle_never (self);
  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), SLUICE_TYPE_LIVE_SCROLLER);

  /* Of its direct children GTK 4.8 takes out only those that are bound. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_live_scroller_parent_class)->dispose (object);
}

static void
sluice_live_scroller_class_init (SluiceLiveScrollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sluice_live_scroller_get_property;
  object_class->set_property = sluice_live_scroller_set_property;
  object_class->dispose = sluice_live_scroller_dispose;

  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, GTK_TYPE_COLUMN_VIEW, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* SluiceLiveScroller::due: following was turned on, or put off before: it is time to show
   * where it leads. */
  signals[DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-live-scroller.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceLiveScroller, scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceLiveScroller, jump_revealer);
  gtk_widget_class_bind_template_child (widget_class, SluiceLiveScroller, jump_button);
}

static void
add_controllers (SluiceLiveScroller *self)
{
  GtkEventController *controller;
  GtkGesture *gesture;

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), controller);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), controller);

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (sluice_live_scroller_take_over), self);
  gtk_widget_add_controller (gtk_scrolled_window_get_vscrollbar (self->scroller),
                             GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (gesture), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "drag-begin", G_CALLBACK (sluice_live_scroller_take_over), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), GTK_EVENT_CONTROLLER (gesture));
}

static void
sluice_live_scroller_init (SluiceLiveScroller *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->follow = TRUE;
  add_controllers (self);
  g_signal_connect_swapped (self->scroller, "edge-reached", G_CALLBACK (edge_reached_cb), self);
  g_signal_connect_swapped (self->jump_button, "clicked", G_CALLBACK (jump_clicked_cb), self);
  g_signal_connect_swapped (self->jump_revealer, "notify::child-revealed",
                            G_CALLBACK (jump_hidden_cb), self);
}

/**
 * sluice_live_scroller_get_follow:
 * @self: a scroller
 *
 * Returns: whether what arrives is kept in view
 */
gboolean
sluice_live_scroller_get_follow (SluiceLiveScroller *self)
{
  g_return_val_if_fail (SLUICE_IS_LIVE_SCROLLER (self), FALSE);

  return self->follow;
}

/**
 * sluice_live_scroller_set_follow:
 * @self: a scroller
 * @follow: whether to keep what arrives in view
 *
 * Turns following on or off.
 */
void
sluice_live_scroller_set_follow (SluiceLiveScroller *self,
                                 gboolean            follow)
{
  g_return_if_fail (SLUICE_IS_LIVE_SCROLLER (self));

  if (self->follow == follow)
    return;

  self->follow = follow;
  g_clear_handle_id (&self->due_id, g_source_remove);
  settle_never (self);
  update_jump (self);
  if (follow)
    follow_at_once (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

/**
 * sluice_live_scroller_get_live:
 * @self: a scroller
 *
 * Returns: whether something may still arrive
 */
gboolean
sluice_live_scroller_get_live (SluiceLiveScroller *self)
{
  g_return_val_if_fail (SLUICE_IS_LIVE_SCROLLER (self), FALSE);

  return self->live;
}

/**
 * sluice_live_scroller_set_live:
 * @self: a scroller
 * @live: whether something may still arrive
 *
 * Where nothing arrives there is nothing to jump to. What came last is brought into view before.
 */
void
sluice_live_scroller_set_live (SluiceLiveScroller *self,
                               gboolean            live)
{
  g_return_if_fail (SLUICE_IS_LIVE_SCROLLER (self));

  if (self->live == live)
    return;

  if (self->due_id > 0)
    follow_at_once (self);

  self->live = live;
  update_jump (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

/**
 * sluice_live_scroller_is_due:
 * @self: a scroller
 *
 * Tells whether it is time to follow, so that a caller need not look for the row before. Where it
 * is only too early, "due" is emitted once it is not.
 *
 * Returns: whether sluice_live_scroller_follow_to() would do anything
 */
gboolean
sluice_live_scroller_is_due (SluiceLiveScroller *self)
{
  gint64 early;

  g_return_val_if_fail (SLUICE_IS_LIVE_SCROLLER (self), FALSE);

  if (!self->follow || !self->live || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;

  early = self->followed_time + FOLLOW_INTERVAL_US - g_get_monotonic_time ();
  if (early > 0 && self->due_id == 0)
    self->due_id = g_timeout_add (early / 1000 + 1, due_cb, self);

  return early <= 0;
}

/**
 * sluice_live_scroller_follow_to:
 * @self: a scroller
 * @position: the row that something is arriving in
 *
 * Brings a row into view, if following is on and not done just now.
 */
void
sluice_live_scroller_follow_to (SluiceLiveScroller *self,
                                guint               position)
{
  g_return_if_fail (SLUICE_IS_LIVE_SCROLLER (self));

  if (!sluice_live_scroller_is_due (self))
    return;

  self->followed_time = g_get_monotonic_time ();
  sluice_live_scroller_scroll_to (self, position);
}

/**
 * sluice_live_scroller_scroll_to:
 * @self: a scroller
 * @position: a row
 *
 * Brings a row into view.
 */
void
sluice_live_scroller_scroll_to (SluiceLiveScroller *self,
                                guint               position)
{
  g_return_if_fail (SLUICE_IS_LIVE_SCROLLER (self));

  self->sought = position;
  bring_into_view (self);
  settle_later (self);
}

/**
 * sluice_live_scroller_take_over:
 * @self: a scroller
 *
 * The person has moved about: the view is theirs.
 */
void
sluice_live_scroller_take_over (SluiceLiveScroller *self)
{
  g_return_if_fail (SLUICE_IS_LIVE_SCROLLER (self));

  if (self->live)
    sluice_live_scroller_set_follow (self, FALSE);
}
