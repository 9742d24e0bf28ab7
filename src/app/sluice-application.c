/* sluice-application.c: the program: its windows, command line and services
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <sluice.h>
#include <sluice-simulator.h>

#include "sluice-application.h"
#include "sluice-example.h"
#include "sluice-opener.h"
#include "sluice-settings.h"
#include "sluice-text-size.h"
#include "sluice-window.h"

struct _SluiceApplication
{
  AdwApplication   parent_instance;

  SluiceClient    *client;     /* owned */
  SluiceSimulator *simulator;  /* owned: answers as the provider "demo" */
};

G_DEFINE_FINAL_TYPE (SluiceApplication, sluice_application, ADW_TYPE_APPLICATION)

/* What opens an action from the keyboard; ui/gtk/help-overlay.ui lists them for people. */
static const struct
{
  const char *action;
  const char *accels[4];  /* with a NULL at the end */
} accels[] = {
  { "win.run", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.stop", { "<Shift><Control>Return" } },
  { "win.next-problem", { "F4" } },
  { "win.previous-problem", { "<Shift>F4" } },
  { "win.find", { "<Control>f" } },
  { "win.find-next", { "<Control>g" } },
  { "win.find-previous", { "<Shift><Control>g" } },
  { "win.follow", { "<Control>j" } },
  { "win.details", { "<Alt>Return" } },
  { "win.export", { "<Control>e" } },
  { "win.new-tab", { "<Control>t" } },
  { "app.new-window", { "<Control>n" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Shift><Control>s" } },
  { "win.close-tab", { "<Control>w" } },
  { "win.focus-pane(0)", { "<Control>1" } },
  { "win.focus-pane(1)", { "<Control>2" } },
  { "win.focus-pane(2)", { "<Control>3" } },
  { "win.focus-pane(3)", { "<Control>5" } },
  { "win.fullscreen", { "F11" } },
  { "app.bigger-text", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "app.smaller-text", { "<Control>minus", "<Control>KP_Subtract" } },
  { "app.normal-text", { "<Control>0", "<Control>KP_0" } },
  { "app.quit", { "<Control>q" } },
};

static const GOptionEntry options[] = {
  { "example", 'e', 0, G_OPTION_ARG_STRING, NULL, N_("Open an example"), N_("NAME") },
  { "new-window", 'w', 0, G_OPTION_ARG_NONE, NULL, N_("Open a new window"), NULL },
  { "new-instance", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Run apart from a workbench that runs already"), NULL },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE…]") },
  { NULL }
};

static SluiceWindow *
get_window (SluiceApplication *self,
            gboolean           new_window)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (active && !SLUICE_IS_WINDOW (active))
    active = gtk_window_get_transient_for (active);

  return active && !new_window ? SLUICE_WINDOW (active) : sluice_window_new (self, self->client);
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (get_window (user_data, TRUE)));
}

/* Each window asks about what is not saved. */
static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l; l = l->next)
    if (SLUICE_IS_WINDOW (l->data))
      gtk_window_close (l->data);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Sluice"),
                         "application-icon", APP_ID,
                         "version", SLUICE_VERSION,
                         "comments", _("Watch structured data take shape while a language model answers"),
                         "developer-name", _("The Sluice developers"),
                         "copyright", _("© 2026 The Sluice developers"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your name here, one name a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
apply_color_scheme (const char *name)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
color_scheme_changed_cb (GAction *action)
{
  g_autoptr(GVariant) state = g_action_get_state (action);

  apply_color_scheme (g_variant_get_string (state, NULL));
}

static void
add_color_scheme_action (SluiceApplication *self)
{
  GSettings *settings = sluice_settings_get_default ();
  g_autoptr(GAction) action = NULL;

  if (settings)
    action = g_settings_create_action (settings, "color-scheme");
  else
    action = G_ACTION (g_simple_action_new_stateful ("color-scheme", G_VARIANT_TYPE_STRING,
                                                     g_variant_new_string ("system")));

  g_signal_connect (action, "notify::state", G_CALLBACK (color_scheme_changed_cb), NULL);
  color_scheme_changed_cb (action);
  g_action_map_add_action (G_ACTION_MAP (self), action);
}

static void
add_actions (SluiceApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-window", .activate = new_window_cb },
    { .name = "about", .activate = about_cb },
    { .name = "quit", .activate = quit_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_color_scheme_action (self);
  sluice_text_size_install (G_ACTION_MAP (self));

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
}

/* Without it the examples do not run; everything else does, and a run says what is the matter. */
static void
start_simulator (SluiceApplication *self)
{
  SluiceProvider *demo = sluice_catalogue_lookup (sluice_client_get_catalogue (self->client), "demo");
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url = NULL;

  self->simulator = sluice_simulator_new ();
  if (!demo || !sluice_simulator_listen (self->simulator, 0, &error))
    {
      g_debug ("The offline demo is not there: %s", error ? error->message : "no such provider");
      return;
    }

  base_url = sluice_simulator_dup_base_url (self->simulator,
                                            sluice_wire_get_name (sluice_provider_get_wire (demo)));
  sluice_provider_set_base_url (demo, base_url);
}

static void
sluice_application_startup (GApplication *application)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  G_APPLICATION_CLASS (sluice_application_parent_class)->startup (application);
  /* Its style sheet wants the display that is there now. */
  gtk_source_init ();

  self->client = sluice_client_new ();
  start_simulator (self);
  add_actions (self);
}

static void
sluice_application_shutdown (GApplication *application)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  if (self->simulator)
    sluice_simulator_stop (self->simulator);

  G_APPLICATION_CLASS (sluice_application_parent_class)->shutdown (application);
}

static void
sluice_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (SLUICE_APPLICATION (application), FALSE)));
}

static void
sluice_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  SluiceWindow *window = get_window (SLUICE_APPLICATION (application), FALSE);

  for (int i = 0; i < n_files; i++)
    sluice_opener_open (window, files[i]);
  gtk_window_present (GTK_WINDOW (window));
}

static int
sluice_application_handle_local_options (GApplication *application,
                                         GVariantDict *dict)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("sluice-workbench %s\n", SLUICE_VERSION);
      return 0;
    }

  /* For tests, and for a second copy beside the one in use. */
  if (g_variant_dict_contains (dict, "new-instance"))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static int
sluice_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  SluiceWindow *window = get_window (self, g_variant_dict_contains (dict, "new-window"));
  g_autofree char *example = NULL;
  g_autofree char **paths = NULL;

  if (g_variant_dict_lookup (dict, "example", "s", &example))
    sluice_window_open_example (window, example);

  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &paths);
  for (guint i = 0; paths && paths[i]; i++)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line, paths[i]);

      sluice_opener_open (window, file);
    }

  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
sluice_application_dispose (GObject *object)
{
  SluiceApplication *self = SLUICE_APPLICATION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->simulator);

  G_OBJECT_CLASS (sluice_application_parent_class)->dispose (object);
}

static void
sluice_application_class_init (SluiceApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = sluice_application_dispose;
  application_class->startup = sluice_application_startup;
  application_class->shutdown = sluice_application_shutdown;
  application_class->activate = sluice_application_activate;
  application_class->open = sluice_application_open;
  application_class->handle_local_options = sluice_application_handle_local_options;
  application_class->command_line = sluice_application_command_line;
}

static void
sluice_application_init (SluiceApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * sluice_application_new:
 *
 * Creates the program. One instance answers for a session, unless `--new-instance` is given.
 *
 * Returns: (transfer full): the application
 */
SluiceApplication *
sluice_application_new (void)
{
  return g_object_new (SLUICE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/sluice/Sluice",
                       NULL);
}
