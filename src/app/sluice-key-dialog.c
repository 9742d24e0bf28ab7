/* sluice-key-dialog.c: asks for an API key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sluice-key-dialog.h"

/* Kept with the dialog: "keys" (SluiceKeyStore), "provider" (SluiceProvider), "entry". */

static GtkEditable *
get_entry (gpointer dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "entry");
}

static void
entry_changed_cb (GtkEditable *entry,
                  gpointer     dialog)
{
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add", *key != '\0');
}

static void
entry_activated_cb (GtkWidget *entry,
                    gpointer   dialog)
{
  if (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add"))
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "add");
}

static void
response_cb (GtkWidget  *dialog,
             const char *response)
{
  g_autofree char *key = NULL;

  if (!g_str_equal (response, "add"))
    return;

  key = g_strstrip (g_strdup (gtk_editable_get_text (get_entry (dialog))));
  sluice_key_store_set_session (g_object_get_data (G_OBJECT (dialog), "keys"),
                                g_object_get_data (G_OBJECT (dialog), "provider"), key);
}

static GtkWidget *
create_entry (SluiceProvider *provider)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("API Key"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("API Key"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);

  return list;
}

static char *
dup_body (SluiceProvider *provider)
{
  const char **variables = sluice_provider_get_key_variables (provider);
  g_autofree char *origin = sluice_provider_dup_origin (provider);
  g_autoptr(GString) body = g_string_new (NULL);

  /* Translators: %s is the address of a server */
  g_string_printf (body, _("The key is kept until Sluice quits, and is sent to %s only."), origin);
  if (variables && variables[0])
    {
      g_string_append_c (body, ' ');
      /* Translators: %s is the name of an environment variable */
      g_string_append_printf (body, _("To keep it for longer, set %s in your environment."), variables[0]);
    }

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/**
 * sluice_key_dialog_new:
 * @parent: (nullable): the window that asks
 * @keys: what receives the key
 * @provider: whose key it is
 *
 * Creates a dialog that asks for the key of a provider and gives it to @keys.
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWidget *
sluice_key_dialog_new (GtkWindow      *parent,
                       SluiceKeyStore *keys,
                       SluiceProvider *provider)
{
  /* Translators: %s is a provider's name */
  g_autofree char *heading = g_strdup_printf (_("Add a Key for %s"), sluice_provider_get_name (provider));
  g_autofree char *body = dup_body (provider);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  GtkWidget *list = create_entry (provider);
  GtkWidget *entry = gtk_widget_get_first_child (list);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"), "add", _("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  g_object_set_data_full (G_OBJECT (dialog), "keys", g_object_ref (keys), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "provider", g_object_ref (provider), g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), dialog, 0);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (entry_activated_cb), dialog, 0);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);

  return dialog;
}
