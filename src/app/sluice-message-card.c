/* sluice-message-card.c: one message of the prompt, to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "sluice-message-card.h"
#include "sluice-settings.h"
#include "sluice-source-style.h"

#define MIN_LINES 2
#define MAX_LINES 12

/* What sluice_template_list_variables() takes for a variable. */
#define VARIABLE_PATTERN "\\{\\{\\s*([\\p{L}_][\\p{L}\\p{N}_-]*(?:\\.[\\p{L}\\p{N}_-]+)*)\\s*\\}\\}"

struct _SluiceMessageCard
{
  GtkWidget          parent_instance;

  GtkWidget         *role_button;
  GtkWidget         *menu_button;
  GtkScrolledWindow *scroller;
  GtkTextView       *view;
  GtkTextBuffer     *buffer;
  GtkTextTag        *variable_tag;  /* of the buffer: a variable with a value */
  GtkTextTag        *unset_tag;     /* of the buffer: one without */

  SluiceMessage     *message;       /* owned */
  SluiceExtraction  *extraction;    /* owned */

  guint              height_update; /* idle, 0 = none */
};

G_DEFINE_FINAL_TYPE (SluiceMessageCard, sluice_message_card, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_ROLE, N_PROPS };
enum { MOVED, DUPLICATED, DELETED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GRegex *
get_variable_regex (void)
{
  static GRegex *regex;

  if (!regex)
    regex = g_regex_new (VARIABLE_PATTERN, G_REGEX_OPTIMIZE, 0, NULL);

  return regex;
}

static gboolean
is_variable_set (SluiceMessageCard *self,
                 const char        *name)
{
  const char *value = self->extraction ? sluice_extraction_get_variable (self->extraction, name) : NULL;

  return value && *value;
}

static void
highlight_variables (SluiceMessageCard *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  GtkTextIter start, end;

  if (!self->variable_tag)
    return;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->variable_tag, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->unset_tag, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);

  for (g_regex_match (get_variable_regex (), text, 0, &match);
       g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      int from, to;

      g_match_info_fetch_pos (match, 0, &from, &to);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, g_utf8_pointer_to_offset (text, text + from));
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, g_utf8_pointer_to_offset (text, text + to));
      gtk_text_buffer_apply_tag (self->buffer,
                                 is_variable_set (self, name) ? self->variable_tag : self->unset_tag,
                                 &start, &end);
    }
}

static void
update_tag_colors (SluiceMessageCard *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA accent, warning;

  if (gtk_style_context_lookup_color (style, "accent_color", &accent))
    g_object_set (self->variable_tag, "foreground-rgba", &accent, NULL);
  if (gtk_style_context_lookup_color (style, "warning_color", &warning))
    g_object_set (self->unset_tag, "foreground-rgba", &warning, "underline-rgba", &warning, NULL);
}

static void
update_role (SluiceMessageCard *self)
{
  const char *label = sluice_role_get_label (sluice_message_get_role (self->message));
  /* Translators: %s is who speaks: System, User or Assistant */
  g_autofree char *view_label = g_strdup_printf (_("%s message"), label);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->role_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, view_label, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

/* From two to twelve lines, as the text needs. A list gives its rows the least height they ask for,
 * so that is what has to follow the text. */
static void
update_height (SluiceMessageCard *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  int margins = gtk_text_view_get_top_margin (self->view) + gtk_text_view_get_bottom_margin (self->view);

  int least = MIN_LINES * line + margins;
  int most = MAX_LINES * line + margins;
  int wanted = 0;

  if (width > 0)
    gtk_widget_measure (GTK_WIDGET (self->view), GTK_ORIENTATION_VERTICAL, width, &wanted, NULL, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->scroller, CLAMP (wanted, least, most));
  pango_font_metrics_unref (metrics);
}

static gboolean
update_height_cb (gpointer user_data)
{
  SluiceMessageCard *self = user_data;

  self->height_update = 0;
  update_height (self);

  return G_SOURCE_REMOVE;
}

/* The height is known when the view has laid out the text, which it does a bit at a time. */
static void
queue_update_height (SluiceMessageCard *self)
{
  if (!self->height_update)
    self->height_update = g_idle_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1, update_height_cb, self, NULL);
}

static void
buffer_changed_cb (SluiceMessageCard *self)
{
  highlight_variables (self);
  queue_update_height (self);
}

static void
move_up_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, -1);
}

static void
move_down_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, 1);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_signal_emit (widget, signals[DUPLICATED], 0);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[DELETED], 0);
}

static void
sluice_message_card_css_changed (GtkWidget         *widget,
                                 GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sluice_message_card_parent_class)->css_changed (widget, change);

  update_tag_colors (SLUICE_MESSAGE_CARD (widget));
  update_height (SLUICE_MESSAGE_CARD (widget));
}

static gboolean
sluice_message_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SLUICE_MESSAGE_CARD (widget)->view));
}

static void
sluice_message_card_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SluiceMessageCard *self = SLUICE_MESSAGE_CARD (object);

  switch (prop_id)
    {
    case PROP_ROLE:
      if (self->message)
        g_value_set_string (value, sluice_role_to_string (sluice_message_get_role (self->message)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_message_card_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SluiceMessageCard *self = SLUICE_MESSAGE_CARD (object);
  SluiceRole role;

  switch (prop_id)
    {
    case PROP_ROLE:
      if (sluice_role_from_string (g_value_get_string (value), &role))
        sluice_message_set_role (self->message, role);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_message_card_dispose (GObject *object)
{
  SluiceMessageCard *self = SLUICE_MESSAGE_CARD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->height_update, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  g_clear_object (&self->message);
  g_clear_object (&self->extraction);

  G_OBJECT_CLASS (sluice_message_card_parent_class)->dispose (object);
}

static void
sluice_message_card_class_init (SluiceMessageCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_message_card_dispose;
  object_class->get_property = sluice_message_card_get_property;
  object_class->set_property = sluice_message_card_set_property;
  widget_class->css_changed = sluice_message_card_css_changed;
  widget_class->grab_focus = sluice_message_card_grab_focus;

  /* The name that sluice_role_to_string() gives, as menus speak of it. */
  properties[PROP_ROLE] =
    g_param_spec_string ("role", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DUPLICATED] =
    g_signal_new ("duplicated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[DELETED] =
    g_signal_new ("deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_install_property_action (widget_class, "card.role", "role");
  gtk_widget_class_install_action (widget_class, "card.move-up", NULL, move_up_action);
  gtk_widget_class_install_action (widget_class, "card.move-down", NULL, move_down_action);
  gtk_widget_class_install_action (widget_class, "card.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "card.delete", NULL, delete_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-message-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceMessageCard, role_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceMessageCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceMessageCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, SluiceMessageCard, view);
  gtk_widget_class_bind_template_child (widget_class, SluiceMessageCard, buffer);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);

  gtk_widget_class_set_css_name (widget_class, "messagecard");
}

static void
sluice_message_card_init (SluiceMessageCard *self)
{
  GSettings *settings = sluice_settings_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->variable_tag = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
  self->unset_tag = gtk_text_buffer_create_tag (self->buffer, NULL,
                                                "underline", PANGO_UNDERLINE_ERROR, NULL);
  sluice_source_style_follow (GTK_SOURCE_BUFFER (self->buffer));

  g_signal_connect_swapped (self->view, "map", G_CALLBACK (update_height), self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (queue_update_height), self, G_CONNECT_SWAPPED);
  if (settings)
    g_signal_connect_object (settings, "changed::editor-font-size",
                             G_CALLBACK (gtk_widget_queue_resize), self->view, G_CONNECT_SWAPPED);
}

/**
 * sluice_message_card_new:
 * @message: the message
 * @extraction: what it belongs to: tells which variables have a value
 *
 * Returns: (transfer floating): a card with an editor for @message
 */
GtkWidget *
sluice_message_card_new (SluiceMessage    *message,
                         SluiceExtraction *extraction)
{
  SluiceMessageCard *self = g_object_new (SLUICE_TYPE_MESSAGE_CARD, NULL);
  GtkTextIter start;

  self->message = g_object_ref (message);
  self->extraction = g_object_ref (extraction);

  gtk_text_buffer_begin_irreversible_action (self->buffer);
  g_object_bind_property (message, "text", self->buffer, "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);

  g_signal_connect_object (message, "notify::role", G_CALLBACK (update_role), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (extraction, "changed", G_CALLBACK (highlight_variables), self,
                           G_CONNECT_SWAPPED);
  update_role (self);
  highlight_variables (self);

  return GTK_WIDGET (self);
}

/**
 * sluice_message_card_get_message:
 * @self: a card
 *
 * Returns: (transfer none): its message
 */
SluiceMessage *
sluice_message_card_get_message (SluiceMessageCard *self)
{
  g_return_val_if_fail (SLUICE_IS_MESSAGE_CARD (self), NULL);

  return self->message;
}

/**
 * sluice_message_card_set_place:
 * @self: a card
 * @can_move_up: whether its message can trade places with the one before it
 * @can_move_down: whether it can with the one after it
 * @can_delete: whether it can go
 *
 * Tells the card what its menu may offer.
 */
void
sluice_message_card_set_place (SluiceMessageCard *self,
                               gboolean           can_move_up,
                               gboolean           can_move_down,
                               gboolean           can_delete)
{
  g_return_if_fail (SLUICE_IS_MESSAGE_CARD (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.move-up", can_move_up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.move-down", can_move_down);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.delete", can_delete);
}

/**
 * sluice_role_get_label:
 * @role: who speaks
 *
 * Returns: the name of @role for people
 */
const char *
sluice_role_get_label (SluiceRole role)
{
  switch (role)
    {
    case SLUICE_ROLE_SYSTEM:
      return _("System");
    case SLUICE_ROLE_ASSISTANT:
      return _("Assistant");
    case SLUICE_ROLE_USER:
    default:
      return _("User");
    }
}
