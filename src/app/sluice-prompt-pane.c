/* sluice-prompt-pane.c: the messages of an extraction and their variables
 *
 * The list store of the extraction is the truth; the pane changes it, and the cards follow. There
 * is one system message at most, and it stands first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sluice-message-card.h"
#include "sluice-prompt-pane.h"
#include "sluice-variables-group.h"
#include "sluice-window.h"

struct _SluicePromptPane
{
  GtkWidget             parent_instance;

  GtkWidget            *add_button;
  GtkListBox           *cards;
  SluiceVariablesGroup *variables;

  SluiceExtraction     *extraction;  /* owned, nullable */
};

/* What the undo of a deletion needs. */
typedef struct
{
  GListStore    *messages;  /* owned */
  SluiceMessage *message;   /* owned */
  guint          position;
} Deletion;

G_DEFINE_FINAL_TYPE (SluicePromptPane, sluice_prompt_pane, GTK_TYPE_WIDGET)

static void
deletion_free (gpointer  data,
               GClosure *closure)
{
  Deletion *deletion = data;

  g_object_unref (deletion->messages);
  g_object_unref (deletion->message);
  g_free (deletion);
}

static GListStore *
get_messages (SluicePromptPane *self)
{
  return self->extraction ? sluice_extraction_get_messages (self->extraction) : NULL;
}

static guint
get_n_messages (SluicePromptPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_messages (self)));
}

static gboolean
is_system (SluicePromptPane *self,
           guint             position)
{
  g_autoptr(SluiceMessage) message = g_list_model_get_item (G_LIST_MODEL (get_messages (self)), position);

  return message && sluice_message_get_role (message) == SLUICE_ROLE_SYSTEM;
}

static SluiceMessageCard *
get_card (SluicePromptPane *self,
          guint             position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->cards, position);

  return row ? SLUICE_MESSAGE_CARD (gtk_list_box_row_get_child (row)) : NULL;
}

static void
focus_message (SluicePromptPane *self,
               guint             position)
{
  SluiceMessageCard *card = get_card (self, position);

  if (card)
    gtk_widget_grab_focus (GTK_WIDGET (card));
}

/* A system message neither moves nor is overtaken; the last message cannot be deleted. */
static void
update_places (SluicePromptPane *self)
{
  guint n = self->extraction ? get_n_messages (self) : 0;
  guint first = n > 0 && is_system (self, 0) ? 1 : 0;

  for (guint i = 0; i < n; i++)
    {
      SluiceMessageCard *card = get_card (self, i);

      if (card)
        sluice_message_card_set_place (card, i > first, i >= first && i + 1 < n, n > 1);
    }
}

static void
move_message (SluicePromptPane *self,
              guint             from,
              guint             to)
{
  GListStore *messages = get_messages (self);
  g_autoptr(SluiceMessage) message = g_list_model_get_item (G_LIST_MODEL (messages), from);

  g_list_store_remove (messages, from);
  g_list_store_insert (messages, to, message);
  focus_message (self, to);
}

static void
card_moved_cb (SluiceMessageCard *card,
               int                step,
               SluicePromptPane  *self)
{
  guint position;

  if (g_list_store_find (get_messages (self), sluice_message_card_get_message (card), &position))
    move_message (self, position, position + step);
}

static void
card_duplicated_cb (SluiceMessageCard *card,
                    SluicePromptPane  *self)
{
  SluiceMessage *message = sluice_message_card_get_message (card);
  SluiceRole role = sluice_message_get_role (message);
  g_autoptr(SluiceMessage) copy = NULL;
  guint position;

  if (!g_list_store_find (get_messages (self), message, &position))
    return;

  copy = sluice_message_new (role == SLUICE_ROLE_SYSTEM ? SLUICE_ROLE_USER : role,
                             sluice_message_get_text (message));
  g_list_store_insert (get_messages (self), position + 1, copy);
  focus_message (self, position + 1);
}

static void
undo_deletion_cb (AdwToast *toast,
                  Deletion *deletion)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (deletion->messages));

  g_list_store_insert (deletion->messages, MIN (deletion->position, n), deletion->message);
}

static void
show_deletion (SluicePromptPane *self,
               SluiceMessage    *message,
               guint             position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwToast *toast;
  Deletion *deletion;

  if (!SLUICE_IS_WINDOW (root))
    return;

  deletion = g_new0 (Deletion, 1);
  deletion->messages = g_object_ref (get_messages (self));
  deletion->message = g_object_ref (message);
  deletion->position = position;

  toast = adw_toast_new (_("Message deleted"));
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_deletion_cb), deletion,
                         deletion_free, 0);
  sluice_window_add_toast (SLUICE_WINDOW (root), toast);
}

static void
card_deleted_cb (SluiceMessageCard *card,
                 SluicePromptPane  *self)
{
  g_autoptr(SluiceMessage) message = g_object_ref (sluice_message_card_get_message (card));
  guint position;

  if (!g_list_store_find (get_messages (self), message, &position))
    return;

  g_list_store_remove (get_messages (self), position);
  show_deletion (self, message, position);
  focus_message (self, MIN (position, get_n_messages (self) - 1));
}

/* A message that becomes the system message goes to the front, and the one before it turns into
 * something the person said. */
static void
role_changed_cb (SluiceMessage    *message,
                 GParamSpec       *pspec,
                 SluicePromptPane *self)
{
  GListStore *messages = get_messages (self);
  guint position;

  if (!messages || !g_list_store_find (messages, message, &position))
    return;

  if (sluice_message_get_role (message) == SLUICE_ROLE_SYSTEM && position > 0)
    {
      if (is_system (self, 0))
        {
          g_autoptr(SluiceMessage) former = g_list_model_get_item (G_LIST_MODEL (messages), 0);

          sluice_message_set_role (former, SLUICE_ROLE_USER);
        }
      move_message (self, position, 0);
    }

  update_places (self);
}

static GtkWidget *
create_card (gpointer item,
             gpointer user_data)
{
  SluicePromptPane *self = user_data;
  GtkWidget *card = sluice_message_card_new (item, self->extraction);
  GtkWidget *row = gtk_list_box_row_new ();

  g_signal_connect_object (card, "moved", G_CALLBACK (card_moved_cb), self, 0);
  g_signal_connect_object (card, "duplicated", G_CALLBACK (card_duplicated_cb), self, 0);
  g_signal_connect_object (card, "deleted", G_CALLBACK (card_deleted_cb), self, 0);
  g_signal_handlers_disconnect_by_func (item, role_changed_cb, self);
  g_signal_connect_object (item, "notify::role", G_CALLBACK (role_changed_cb), self, 0);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), card);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static void
add_message_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SluicePromptPane *self = SLUICE_PROMPT_PANE (widget);
  g_autoptr(SluiceMessage) message = NULL;

  if (!self->extraction)
    return;

  message = sluice_message_new (SLUICE_ROLE_USER, "");
  g_list_store_append (get_messages (self), message);
  focus_message (self, get_n_messages (self) - 1);
}

static gboolean
sluice_prompt_pane_grab_focus (GtkWidget *widget)
{
  SluicePromptPane *self = SLUICE_PROMPT_PANE (widget);
  SluiceMessageCard *card = get_card (self, self->extraction && get_n_messages (self) > 1
                                            && is_system (self, 0) ? 1 : 0);

  return gtk_widget_grab_focus (card ? GTK_WIDGET (card) : self->add_button);
}

static void
sluice_prompt_pane_dispose (GObject *object)
{
  SluicePromptPane *self = SLUICE_PROMPT_PANE (object);
  GtkWidget *child;

  if (self->extraction)
    sluice_prompt_pane_set_extraction (self, NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sluice_prompt_pane_parent_class)->dispose (object);
}

static void
sluice_prompt_pane_class_init (SluicePromptPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sluice_prompt_pane_dispose;
  widget_class->grab_focus = sluice_prompt_pane_grab_focus;

  g_type_ensure (SLUICE_TYPE_VARIABLES_GROUP);

  gtk_widget_class_install_action (widget_class, "prompt.add-message", NULL, add_message_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-prompt-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SluicePromptPane, add_button);
  gtk_widget_class_bind_template_child (widget_class, SluicePromptPane, cards);
  gtk_widget_class_bind_template_child (widget_class, SluicePromptPane, variables);

  gtk_widget_class_set_css_name (widget_class, "promptpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sluice_prompt_pane_init (SluicePromptPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_prompt_pane_new:
 *
 * Returns: (transfer floating): a pane without messages
 */
GtkWidget *
sluice_prompt_pane_new (void)
{
  return g_object_new (SLUICE_TYPE_PROMPT_PANE, NULL);
}

/**
 * sluice_prompt_pane_set_extraction:
 * @self: a pane
 * @extraction: (nullable): whose messages to show and to change
 */
void
sluice_prompt_pane_set_extraction (SluicePromptPane *self,
                                   SluiceExtraction *extraction)
{
  GListModel *messages;

  g_return_if_fail (SLUICE_IS_PROMPT_PANE (self));

  if (self->extraction)
    g_signal_handlers_disconnect_by_func (get_messages (self), update_places, self);
  gtk_list_box_bind_model (self->cards, NULL, NULL, NULL, NULL);

  g_set_object (&self->extraction, extraction);
  sluice_variables_group_set_extraction (self->variables, extraction);

  if (!extraction)
    return;

  messages = G_LIST_MODEL (get_messages (self));
  gtk_list_box_bind_model (self->cards, messages, create_card, self, NULL);
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (update_places), self,
                           G_CONNECT_SWAPPED);
  update_places (self);
}

/**
 * sluice_prompt_pane_focus_unset:
 * @self: a pane
 *
 * Puts the cursor where the first missing value of a variable is to be written.
 *
 * Returns: whether there is one
 */
gboolean
sluice_prompt_pane_focus_unset (SluicePromptPane *self)
{
  g_return_val_if_fail (SLUICE_IS_PROMPT_PANE (self), FALSE);

  return sluice_variables_group_focus_unset (self->variables);
}
