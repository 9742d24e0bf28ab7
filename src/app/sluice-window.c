/* sluice-window.c: a window: header bar and tabs of extractions
 *
 * Actions of the window ("win.…") are what menus and shortcuts name. Those that concern the page on
 * screen are passed on to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-close-dialog.h"
#include "sluice-example.h"
#include "sluice-examples-dialog.h"
#include "sluice-fold-bin.h"
#include "sluice-importer.h"
#include "sluice-opener.h"
#include "sluice-recent-menu.h"
#include "sluice-saver.h"
#include "sluice-settings.h"
#include "sluice-welcome-page.h"
#include "sluice-window.h"

struct _SluiceWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  SluiceFoldBin        *fold_bin;
  AdwWindowTitle       *window_title;
  GtkWidget            *save_button;
  GtkStack             *stack;
  GtkWidget            *welcome_page;
  AdwTabView           *tab_view;
  GMenu                *recent_menu;

  SluiceClient         *client;         /* owned */
  GSignalGroup         *page_signals;   /* owned: of the page on screen */
  GSignalGroup         *title_signals;  /* owned: of its document */
  guint                 closing : 1;    /* the window goes when its pages are dealt with */
};

G_DEFINE_FINAL_TYPE (SluiceWindow, sluice_window, ADW_TYPE_APPLICATION_WINDOW)

static void close_next (SluiceWindow *self);

static void
show_toast (SluiceWindow *self,
            const char   *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  sluice_window_add_toast (self, adw_toast_new (markup));
}

/* The page on screen. */

static void
update_title (SluiceWindow *self)
{
  SluiceExtractionPage *page = sluice_window_get_page (self);
  SluiceDocument *document = page ? sluice_extraction_page_get_document (page) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;

  if (!document)
    {
      adw_window_title_set_title (self->window_title, _("Sluice"));
      adw_window_title_set_subtitle (self->window_title, "");
      gtk_window_set_title (GTK_WINDOW (self), _("Sluice"));
      return;
    }

  title = g_strconcat (sluice_document_is_modified (document) ? "• " : "",
                       sluice_document_get_title (document), NULL);
  subtitle = sluice_document_dup_subtitle (document);
  /* Translators: title of a window: %s is the title of what is in it */
  name = g_strdup_printf (_("%s — Sluice"), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), name);
}

static void
update_actions (SluiceWindow *self)
{
  SluiceExtractionPage *page = sluice_window_get_page (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean running = page && sluice_extraction_page_is_running (page);
  gboolean can_run = FALSE;
  gboolean has_recording = page && sluice_extraction_page_get_recording (page);

  if (page)
    g_object_get (page, "can-run", &can_run, NULL);

  gtk_widget_action_set_enabled (widget, "win.run", can_run);
  gtk_widget_action_set_enabled (widget, "win.stop", running);
  gtk_widget_action_set_enabled (widget, "win.replay", has_recording && !running);
  gtk_widget_action_set_enabled (widget, "win.save-recording", has_recording && !running);
  gtk_widget_action_set_enabled (widget, "win.save", page != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-as", page != NULL);
  gtk_widget_action_set_enabled (widget, "win.next-problem", page != NULL);
  gtk_widget_action_set_enabled (widget, "win.previous-problem", page != NULL);
  gtk_widget_action_set_enabled (widget, "win.focus-pane", page != NULL);
}

static void
update_save_button (SluiceWindow *self)
{
  gtk_widget_set_visible (self->save_button,
                          sluice_window_get_page (self)
                          && !sluice_fold_bin_get_narrow (self->fold_bin));
}

static void
selected_page_changed_cb (SluiceWindow *self)
{
  SluiceExtractionPage *page = sluice_window_get_page (self);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (!self->page_signals)
    return;

  g_signal_group_set_target (self->page_signals, page);
  g_signal_group_set_target (self->title_signals,
                             page ? sluice_extraction_page_get_document (page) : NULL);
  gtk_stack_set_visible_child (self->stack, page ? GTK_WIDGET (self->tab_view) : self->welcome_page);
  if (tab)
    adw_tab_page_set_needs_attention (tab, FALSE);

  update_title (self);
  update_actions (self);
  update_save_button (self);
}

/* Tabs. */

static void
update_tab_title (SluiceDocument *document,
                  GParamSpec     *pspec,
                  AdwTabPage     *tab)
{
  g_autofree char *title = g_strconcat (sluice_document_is_modified (document) ? "• " : "",
                                        sluice_document_get_title (document), NULL);
  g_autofree char *subtitle = sluice_document_dup_subtitle (document);
  g_autofree char *tooltip = g_markup_escape_text (subtitle, -1);

  adw_tab_page_set_title (tab, title);
  adw_tab_page_set_tooltip (tab, tooltip);
}

/* A run that ends in a tab behind others asks to be looked at. */
static void
running_changed_cb (SluiceExtractionPage *page,
                    GParamSpec           *pspec,
                    AdwTabPage           *tab)
{
  gboolean running = sluice_extraction_page_is_running (page);

  adw_tab_page_set_loading (tab, running);
  if (!running && !adw_tab_page_get_selected (tab))
    adw_tab_page_set_needs_attention (tab, TRUE);
}

static void
unbind (gpointer data)
{
  GBinding *binding = data;

  g_binding_unbind (binding);
  g_object_unref (binding);
}

/* A page that moves to another window goes by the room that there is in that one. */
static void
bind_to_room (SluiceWindow         *self,
              SluiceExtractionPage *page,
              const char           *property)
{
  GBinding *binding = g_object_bind_property (self->fold_bin, property, page, property,
                                              G_BINDING_SYNC_CREATE);

  /* Held: where the window goes first, the binding is gone before it is undone. */
  g_object_set_data_full (G_OBJECT (page), property, g_object_ref (binding), unbind);
}

static void
page_attached_cb (SluiceWindow *self,
                  AdwTabPage   *tab)
{
  SluiceExtractionPage *page = SLUICE_EXTRACTION_PAGE (adw_tab_page_get_child (tab));
  SluiceDocument *document = sluice_extraction_page_get_document (page);

  g_signal_connect_object (document, "notify", G_CALLBACK (update_tab_title), tab, 0);
  g_signal_connect_object (page, "notify::running", G_CALLBACK (running_changed_cb), tab, 0);
  update_tab_title (document, NULL, tab);

  bind_to_room (self, page, "folded");
  bind_to_room (self, page, "narrow");
}

static void
page_detached_cb (SluiceWindow *self,
                  AdwTabPage   *tab)
{
  GObject *page = G_OBJECT (adw_tab_page_get_child (tab));

  g_signal_handlers_disconnect_by_data (page, tab);
  g_signal_handlers_disconnect_by_data (sluice_extraction_page_get_document (SLUICE_EXTRACTION_PAGE (page)), tab);
  g_object_set_data (page, "folded", NULL);
  g_object_set_data (page, "narrow", NULL);
}

static AdwTabView *
create_window_cb (SluiceWindow *self)
{
  SluiceApplication *application = SLUICE_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  SluiceWindow *window = sluice_window_new (application, self->client);

  gtk_window_present (GTK_WINDOW (window));

  return window->tab_view;
}

/* Closing, in the order it runs: close_page_cb -> (asked_cb); for a window, close_next begins it
 * for one page after the other. */

typedef struct
{
  SluiceWindow *window;  /* owned */
  AdwTabPage   *tab;     /* owned */
} Closing;

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Closing *closing = user_data;
  SluiceWindow *self = closing->window;
  g_autoptr(GError) error = NULL;
  gboolean close = sluice_close_dialog_ask_finish (result, &error);

  if (!close && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_toast (self, error->message);

  adw_tab_view_close_page_finish (self->tab_view, closing->tab, close);
  if (!close)
    self->closing = FALSE;
  else if (self->closing)
    close_next (self);

  g_object_unref (closing->window);
  g_object_unref (closing->tab);
  g_free (closing);
}

static gboolean
close_page_cb (SluiceWindow *self,
               AdwTabPage   *tab)
{
  SluiceExtractionPage *page = SLUICE_EXTRACTION_PAGE (adw_tab_page_get_child (tab));

  if (sluice_extraction_page_is_modified (page))
    {
      Closing *closing = g_new0 (Closing, 1);

      closing->window = g_object_ref (self);
      closing->tab = g_object_ref (tab);
      adw_tab_view_set_selected_page (self->tab_view, tab);
      sluice_close_dialog_ask_async (GTK_WINDOW (self), sluice_extraction_page_get_document (page),
                                     asked_cb, closing);
    }
  else
    adw_tab_view_close_page_finish (self->tab_view, tab, TRUE);

  return GDK_EVENT_STOP;
}

static AdwTabPage *
find_modified (SluiceWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);

      if (sluice_extraction_page_is_modified (SLUICE_EXTRACTION_PAGE (adw_tab_page_get_child (tab))))
        return tab;
    }

  return NULL;
}

static void
close_next (SluiceWindow *self)
{
  AdwTabPage *tab = find_modified (self);

  if (tab)
    adw_tab_view_close_page (self->tab_view, tab);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_state (SluiceWindow *self)
{
  GSettings *settings = sluice_settings_get_default ();
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  if (!settings)
    return;

  g_settings_set_boolean (settings, "window-maximized", maximized);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!maximized && width > 0 && height > 0)
    g_settings_set (settings, "window-size", "(ii)", width, height);
}

static void
restore_state (SluiceWindow *self)
{
  GSettings *settings = sluice_settings_get_default ();
  int width, height;

  if (!settings)
    return;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
sluice_window_close_request (GtkWindow *window)
{
  SluiceWindow *self = SLUICE_WINDOW (window);

  save_state (self);
  if (!self->closing && find_modified (self))
    {
      self->closing = TRUE;
      close_next (self);
      return GDK_EVENT_STOP;
    }

  return self->closing ? GDK_EVENT_STOP
                       : GTK_WINDOW_CLASS (sluice_window_parent_class)->close_request (window);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  SluiceWindow *self = SLUICE_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l; l = l->next)
    sluice_opener_open (self, l->data);

  return files != NULL;
}

static SluiceExtractionPage *
append_page (SluiceWindow   *self,
             SluiceDocument *document)
{
  SluiceExtractionPage *page = sluice_extraction_page_new (self->client, document);

  adw_tab_view_set_selected_page (self->tab_view,
                                  adw_tab_view_append (self->tab_view, GTK_WIDGET (page)));
  sluice_extraction_page_focus_pane (page, SLUICE_PANE_PROMPT);

  return page;
}

/* Actions. */

static void
new_tab_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "");
  g_autoptr(SluiceDocument) document = NULL;
  GListStore *messages = sluice_extraction_get_messages (extraction);
  SluiceExtractionPage *page;

  if (g_list_model_get_n_items (G_LIST_MODEL (messages)) == 0)
    g_list_store_append (messages, message);
  g_object_set (extraction, "provider", "demo", "model", "steady", NULL);
  sluice_extraction_set_schema_text (extraction, "", SLUICE_NOTATION_CLASSES);

  document = sluice_document_new (extraction);
  page = append_page (SLUICE_WINDOW (widget), document);
  sluice_extraction_page_focus_pane (page, SLUICE_PANE_SCHEMA);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  sluice_opener_choose (SLUICE_WINDOW (widget), SLUICE_OPENER_EXTRACTIONS);
}

static void
open_recording_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  sluice_opener_choose (SLUICE_WINDOW (widget), SLUICE_OPENER_RECORDINGS);
}

static void
open_recent_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  sluice_opener_open (SLUICE_WINDOW (widget), file);
}

static void
open_example_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  sluice_window_open_example (SLUICE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
offer_import_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  GtkTextBuffer *buffer = GTK_IS_TEXT_VIEW (focus) ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)) : NULL;

  sluice_importer_offer (SLUICE_WINDOW (widget), g_variant_get_string (parameter, NULL), buffer);
}

static void
show_examples_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  GtkWidget *dialog = sluice_examples_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (sluice_window_open_example), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!sluice_saver_save_finish (result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_toast (SLUICE_WINDOW (object), error->message);
}

static void
save (SluiceWindow *self,
      gboolean      ask)
{
  SluiceExtractionPage *page = sluice_window_get_page (self);

  if (!page)
    return;

  /* is_modified also takes over what was typed a moment ago. */
  sluice_extraction_page_is_modified (page);
  sluice_saver_save_async (GTK_WINDOW (self), sluice_extraction_page_get_document (page), ask,
                           saved_cb, NULL);
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  save (SLUICE_WINDOW (widget), FALSE);
}

static void
save_as_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  save (SLUICE_WINDOW (widget), TRUE);
}

static void
save_recording_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  if (page && sluice_extraction_page_get_recording (page))
    sluice_saver_save_recording_async (GTK_WINDOW (widget), sluice_extraction_page_get_recording (page),
                                       sluice_document_get_title (sluice_extraction_page_get_document (page)),
                                       saved_cb, NULL);
}

static void
close_tab_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SluiceWindow *self = SLUICE_WINDOW (widget);
  AdwTabPage *tab = adw_tab_view_get_selected_page (self->tab_view);

  if (tab)
    adw_tab_view_close_page (self->tab_view, tab);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  if (page)
    sluice_extraction_page_run (page);
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  if (page)
    sluice_extraction_page_stop (page);
}

static void
replay_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  if (page)
    sluice_extraction_page_replay (page);
}

static void
focus_pane_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));
  int pane = g_variant_get_int32 (parameter);

  if (page && pane >= SLUICE_PANE_PROMPT && pane <= SLUICE_PANE_WIRE)
    sluice_extraction_page_focus_pane (page, pane);
}

static void
walk_problems_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  if (page)
    sluice_extraction_page_walk_problems (page, g_str_equal (action_name, "win.next-problem") ? 1 : -1);
}

/* What each of these actions of the window is to the result view. */
static const struct
{
  const char *action;
  const char *result_action;
} result_actions[] = {
  { "win.find", "result.find" },
  { "win.find-next", "result.find-next" },
  { "win.find-previous", "result.find-previous" },
  { "win.follow", "result.follow" },
  { "win.details", "result.details" },
  { "win.export", "result.export-json" },
};

static void
result_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SluiceExtractionPage *page = sluice_window_get_page (SLUICE_WINDOW (widget));

  for (guint i = 0; page && i < G_N_ELEMENTS (result_actions); i++)
    if (g_str_equal (action_name, result_actions[i].action))
      sluice_extraction_page_act_on_result (page, result_actions[i].result_action);
}

static void
fullscreen_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

/* The tab on screen, where nothing was written in it and nothing came of it; NULL otherwise. */
static AdwTabPage *
get_pristine_tab (SluiceWindow *self)
{
  SluiceExtractionPage *page = sluice_window_get_page (self);
  SluiceDocument *document = page ? sluice_extraction_page_get_document (page) : NULL;
  const char *text;

  if (!page || sluice_extraction_page_is_modified (page) || sluice_document_get_file (document)
      || sluice_extraction_page_get_run (page))
    return NULL;

  text = sluice_schema_get_text (sluice_extraction_get_schema (sluice_document_get_extraction (document)));

  return text && *text ? NULL : adw_tab_view_get_selected_page (self->tab_view);
}

static void
sluice_window_dispose (GObject *object)
{
  SluiceWindow *self = SLUICE_WINDOW (object);

  g_clear_object (&self->page_signals);
  g_clear_object (&self->title_signals);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sluice_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-tab", NULL, new_tab_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-recording", NULL, open_recording_action);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent_action);
  gtk_widget_class_install_action (widget_class, "win.open-example", "s", open_example_action);
  gtk_widget_class_install_action (widget_class, "win.offer-import", "s", offer_import_action);
  gtk_widget_class_install_action (widget_class, "win.show-examples", NULL, show_examples_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_action);
  gtk_widget_class_install_action (widget_class, "win.save-recording", NULL, save_recording_action);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_action);
  gtk_widget_class_install_action (widget_class, "win.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "win.replay", NULL, replay_action);
  gtk_widget_class_install_action (widget_class, "win.focus-pane", "i", focus_pane_action);
  gtk_widget_class_install_action (widget_class, "win.next-problem", NULL, walk_problems_action);
  gtk_widget_class_install_action (widget_class, "win.previous-problem", NULL, walk_problems_action);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);
  for (guint i = 0; i < G_N_ELEMENTS (result_actions); i++)
    gtk_widget_class_install_action (widget_class, result_actions[i].action, NULL, result_action);

  /* Not an accelerator of the application: popovers, completion and search have Escape first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.stop", NULL);
}

static void
sluice_window_class_init (SluiceWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = sluice_window_dispose;
  window_class->close_request = sluice_window_close_request;

  g_type_ensure (SLUICE_TYPE_FOLD_BIN);
  g_type_ensure (SLUICE_TYPE_WELCOME_PAGE);

  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sluice/Sluice/ui/sluice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, fold_bin);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, tab_view);
  gtk_widget_class_bind_template_child (widget_class, SluiceWindow, recent_menu);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_attached_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_detached_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_window_cb);
}

static void
update_recent_menu (SluiceWindow *self)
{
  sluice_recent_menu_fill (self->recent_menu, "win.open-recent");
}

static void
sluice_window_init (SluiceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->page_signals = g_signal_group_new (SLUICE_TYPE_EXTRACTION_PAGE);
  g_signal_group_connect_swapped (self->page_signals, "notify", G_CALLBACK (update_actions), self);
  self->title_signals = g_signal_group_new (SLUICE_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->title_signals, "notify", G_CALLBACK (update_title), self);
  g_signal_connect_object (self->fold_bin, "notify::narrow", G_CALLBACK (update_save_button), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (update_recent_menu), self, G_CONNECT_SWAPPED);

  update_recent_menu (self);
  restore_state (self);
  selected_page_changed_cb (self);
}

/**
 * sluice_window_new:
 * @application: (nullable): the program
 * @client: what starts runs
 *
 * Returns: (transfer none): a new window, which the application keeps
 */
SluiceWindow *
sluice_window_new (SluiceApplication *application,
                   SluiceClient      *client)
{
  SluiceWindow *self = g_object_new (SLUICE_TYPE_WINDOW, "application", application, NULL);

  self->client = g_object_ref (client);

  return self;
}

/**
 * sluice_window_add_toast:
 * @self: a window
 * @toast: (transfer full): what to tell in passing; its title is Pango markup
 *
 * Shows a toast over the window.
 */
void
sluice_window_add_toast (SluiceWindow *self,
                         AdwToast     *toast)
{
  g_return_if_fail (SLUICE_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * sluice_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is on screen, `NULL` for the welcome page
 */
SluiceExtractionPage *
sluice_window_get_page (SluiceWindow *self)
{
  AdwTabPage *tab;

  g_return_val_if_fail (SLUICE_IS_WINDOW (self), NULL);

  tab = adw_tab_view_get_selected_page (self->tab_view);

  return tab ? SLUICE_EXTRACTION_PAGE (adw_tab_page_get_child (tab)) : NULL;
}

/**
 * sluice_window_open_document:
 * @self: a window
 * @document: what to show
 *
 * Opens a document in a new tab, or in the one on screen where nothing was done in it yet.
 *
 * Returns: (transfer none): its page
 */
SluiceExtractionPage *
sluice_window_open_document (SluiceWindow   *self,
                             SluiceDocument *document)
{
  SluiceExtractionPage *page;
  AdwTabPage *replaced;

  g_return_val_if_fail (SLUICE_IS_WINDOW (self), NULL);
  g_return_val_if_fail (SLUICE_IS_DOCUMENT (document), NULL);

  replaced = get_pristine_tab (self);
  page = append_page (self, document);
  if (replaced)
    adw_tab_view_close_page (self->tab_view, replaced);

  return page;
}

/**
 * sluice_window_present_file:
 * @self: a window
 * @file: a file
 *
 * Shows the tab in which @file is open.
 *
 * Returns: whether there is one
 */
gboolean
sluice_window_present_file (SluiceWindow *self,
                            GFile        *file)
{
  g_return_val_if_fail (SLUICE_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
      SluiceExtractionPage *page = SLUICE_EXTRACTION_PAGE (adw_tab_page_get_child (tab));
      GFile *own = sluice_document_get_file (sluice_extraction_page_get_document (page));

      if (own && g_file_equal (own, file))
        {
          adw_tab_view_set_selected_page (self->tab_view, tab);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * sluice_window_open_example:
 * @self: a window
 * @name: name of an example
 *
 * Opens an example in a new tab, or says that there is none.
 */
void
sluice_window_open_example (SluiceWindow *self,
                            const char   *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(SluiceDocument) document = NULL;

  g_return_if_fail (SLUICE_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  extraction = sluice_example_load (name, &error);
  if (!extraction)
    {
      show_toast (self, error->message);
      return;
    }

  document = sluice_document_new (extraction);
  sluice_document_set_origin (document, _("Example"));
  sluice_window_open_document (self, document);
}
