/* test-prompt-pane.c: messages as cards, and their variables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "sluice-message-card.h"
#include "sluice-prompt-pane.h"
#include "sluice-variables-group.h"
#include "sluice-window.h"
#include "widget-probe.h"

typedef struct
{
  const char *name;
  const char *before;   /* s, u, a: role; then the text */
  guint       card;
  const char *action;
  const char *role;     /* of card.role */
  const char *after;
} CardCase;

static const CardCase card_cases[] = {
  { "down",                   "s:be brief|u:one|u:two",   1, "card.move-down", NULL, "s:be brief|u:two|u:one" },
  { "up",                     "s:be brief|u:one|u:two",   2, "card.move-up",   NULL, "s:be brief|u:two|u:one" },
  { "not-over-system",        "s:be brief|u:one|u:two",   1, "card.move-up",   NULL, "s:be brief|u:one|u:two" },
  { "system-stays-first",     "s:be brief|u:one",         0, "card.move-down", NULL, "s:be brief|u:one" },
  { "not-past-the-end",       "u:one|u:two",              1, "card.move-down", NULL, "u:one|u:two" },
  { "duplicate",              "s:be brief|u:one|a:two",   2, "card.duplicate", NULL, "s:be brief|u:one|a:two|a:two" },
  { "duplicate-of-system",    "s:be brief|u:one",         0, "card.duplicate", NULL, "s:be brief|u:be brief|u:one" },
  { "delete",                 "s:be brief|u:one|a:two",   1, "card.delete",    NULL, "s:be brief|a:two" },
  { "delete-last-one",        "u:one",                    0, "card.delete",    NULL, "u:one" },
  { "becomes-assistant",      "u:one|u:two",              1, "card.role", "assistant", "u:one|a:two" },
  { "becomes-system",         "u:one|u:two",              1, "card.role", "system",    "s:two|u:one" },
  { "takes-over-from-system", "s:be brief|u:one|u:two",   2, "card.role", "system",    "s:two|u:be brief|u:one" },
};

static SluiceExtraction *
create_extraction (const char *messages)
{
  SluiceExtraction *extraction = sluice_extraction_new ();
  GListStore *store = sluice_extraction_get_messages (extraction);
  g_auto(GStrv) parts = g_strsplit (messages, "|", -1);

  g_list_store_remove_all (store);
  for (guint i = 0; parts[i]; i++)
    {
      SluiceRole role = parts[i][0] == 's' ? SLUICE_ROLE_SYSTEM
                        : parts[i][0] == 'a' ? SLUICE_ROLE_ASSISTANT : SLUICE_ROLE_USER;
      g_autoptr(SluiceMessage) message = sluice_message_new (role, parts[i] + 2);

      g_list_store_append (store, message);
    }

  return extraction;
}

static char *
describe (SluiceExtraction *extraction)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (extraction));
  GString *description = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append_printf (description, "%s%c:%s", i ? "|" : "",
                              sluice_role_to_string (sluice_message_get_role (message))[0],
                              sluice_message_get_text (message));
    }

  return g_string_free (description, FALSE);
}

/* What the cards show, from top to bottom: it has to be what the extraction says. */
static char *
describe_cards (GtkWidget *pane)
{
  GString *description = g_string_new (NULL);
  GtkWidget *card;

  for (guint i = 0; (card = probe_find_nth (pane, SLUICE_TYPE_MESSAGE_CARD, i)); i++)
    {
      SluiceMessage *message = sluice_message_card_get_message (SLUICE_MESSAGE_CARD (card));
      g_autofree char *text = probe_dup_text (probe_find (card, GTK_SOURCE_TYPE_VIEW));

      g_assert_nonnull (probe_find_label (card, sluice_role_get_label (sluice_message_get_role (message))));
      g_string_append_printf (description, "%s%c:%s", i ? "|" : "",
                              sluice_role_to_string (sluice_message_get_role (message))[0], text);
    }

  return g_string_free (description, FALSE);
}

static void
test_card (gconstpointer data)
{
  const CardCase *test = data;
  g_autoptr(SluiceExtraction) extraction = create_extraction (test->before);
  GtkWidget *pane = sluice_prompt_pane_new ();
  GtkWidget *window = probe_show (pane, 460, 600);
  g_autofree char *after = NULL;
  g_autofree char *shown = NULL;
  GtkWidget *card;

  sluice_prompt_pane_set_extraction (SLUICE_PROMPT_PANE (pane), extraction);
  card = probe_find_nth (pane, SLUICE_TYPE_MESSAGE_CARD, test->card);
  g_assert_nonnull (card);

  if (test->role)
    gtk_widget_activate_action (card, test->action, "s", test->role);
  else
    gtk_widget_activate_action (card, test->action, NULL);

  after = describe (extraction);
  shown = describe_cards (pane);
  g_assert_cmpstr (after, ==, test->after);
  g_assert_cmpstr (shown, ==, test->after);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_undo (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceExtraction) extraction = create_extraction ("s:be brief|u:one|u:two");
  g_autoptr(SluiceDocument) document = sluice_document_new (extraction);
  SluiceWindow *window = sluice_window_new (NULL, client);
  g_autofree char *without = NULL;
  g_autofree char *again = NULL;
  GtkWidget *card, *undo;

  g_test_summary ("A deleted message comes back where it was");

  gtk_window_present (GTK_WINDOW (window));
  sluice_window_open_document (window, document);
  card = probe_find_nth (GTK_WIDGET (window), SLUICE_TYPE_MESSAGE_CARD, 1);
  gtk_widget_activate_action (card, "card.delete", NULL);
  without = describe (extraction);
  g_assert_cmpstr (without, ==, "s:be brief|u:two");

  undo = probe_find_button (GTK_WIDGET (window), "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  again = describe (extraction);
  g_assert_cmpstr (again, ==, "s:be brief|u:one|u:two");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_typing (void)
{
  g_autoptr(SluiceExtraction) extraction = create_extraction ("u:one");
  GtkWidget *pane = sluice_prompt_pane_new ();
  GtkWidget *window = probe_show (pane, 460, 600);
  g_autofree char *after = NULL;
  GtkWidget *view;

  g_test_summary ("What is typed is in the extraction at once, and can be undone");

  sluice_prompt_pane_set_extraction (SLUICE_PROMPT_PANE (pane), extraction);
  view = probe_find (pane, GTK_SOURCE_TYPE_VIEW);
  g_assert_false (gtk_text_buffer_get_can_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "{{x}} ", -1);
  after = describe (extraction);
  g_assert_cmpstr (after, ==, "u:{{x}} one");
  gtk_text_buffer_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  g_free (after);
  after = describe (extraction);
  g_assert_cmpstr (after, ==, "u:one");

  gtk_widget_activate_action (pane, "prompt.add-message", NULL);
  g_assert_cmpuint (probe_count (pane, SLUICE_TYPE_MESSAGE_CARD), ==, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_variables (void)
{
  g_autoptr(SluiceExtraction) extraction = create_extraction ("u:{{ticket}} from {{name}} and {{ticket}}");
  GtkWidget *pane = sluice_prompt_pane_new ();
  GtkWidget *window = probe_show (pane, 460, 600);
  GtkWidget *group, *row;

  g_test_summary ("Each variable has a row; Run asks for the first without a value");

  sluice_prompt_pane_set_extraction (SLUICE_PROMPT_PANE (pane), extraction);
  group = probe_find (pane, SLUICE_TYPE_VARIABLES_GROUP);
  g_assert_true (gtk_widget_get_visible (group));
  g_assert_cmpuint (probe_count (group, ADW_TYPE_ENTRY_ROW), ==, 2);

  row = probe_find (group, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "ticket");
  g_assert_true (gtk_widget_has_css_class (row, "warning"));
  g_assert_true (sluice_prompt_pane_focus_unset (SLUICE_PROMPT_PANE (pane)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), row));

  gtk_editable_set_text (GTK_EDITABLE (row), "I was charged twice");
  g_assert_cmpstr (sluice_extraction_get_variable (extraction, "ticket"), ==, "I was charged twice");
  g_assert_false (gtk_widget_has_css_class (row, "warning"));
  g_assert_true (sluice_prompt_pane_focus_unset (SLUICE_PROMPT_PANE (pane)));

  /* A long value is not squeezed into an entry. */
  sluice_extraction_set_variable (extraction, "name", "Ann\nExample");
  g_assert_cmpuint (probe_count (group, ADW_TYPE_ENTRY_ROW), ==, 1);
  g_assert_false (sluice_prompt_pane_focus_unset (SLUICE_PROMPT_PANE (pane)));

  sluice_prompt_pane_set_extraction (SLUICE_PROMPT_PANE (pane), NULL);
  g_assert_false (gtk_widget_get_visible (group));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  for (guint i = 0; i < G_N_ELEMENTS (card_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/prompt-pane/card/", card_cases[i].name, NULL);

      g_test_add_data_func (path, &card_cases[i], test_card);
    }
  g_test_add_func ("/prompt-pane/undo", test_undo);
  g_test_add_func ("/prompt-pane/typing", test_typing);
  g_test_add_func ("/prompt-pane/variables", test_variables);

  return g_test_run ();
}
