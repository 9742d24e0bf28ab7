/* sluice-text-size.c: how large the text in editors is
 *
 * Everything with the style class "editor" follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-settings.h"
#include "sluice-text-size.h"

#define NORMAL_SIZE 11  /* points; the default of the setting */
#define MIN_SIZE 6
#define MAX_SIZE 48

static guint current_size = NORMAL_SIZE;

static void
apply (guint size)
{
  static GtkCssProvider *provider;
  g_autofree char *css = g_strdup_printf (".editor { font-size: %upt; }", size);

  if (!provider)
    {
      provider = gtk_css_provider_new ();
      gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
    }

  current_size = size;
  gtk_css_provider_load_from_data (provider, css, -1);
}

static void
setting_changed_cb (GSettings *settings)
{
  apply (g_settings_get_uint (settings, "editor-font-size"));
}

static void
set_size (guint size)
{
  GSettings *settings = sluice_settings_get_default ();

  size = CLAMP (size, MIN_SIZE, MAX_SIZE);
  if (settings)
    g_settings_set_uint (settings, "editor-font-size", size);
  else
    apply (size);
}

static void
bigger_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  set_size (current_size + 1);
}

static void
smaller_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  set_size (current_size - 1);
}

static void
normal_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  set_size (NORMAL_SIZE);
}

/**
 * sluice_text_size_install:
 * @map: where the actions "bigger-text", "smaller-text" and "normal-text" go
 *
 * Gives the editors the size that the settings say, from now on, and lets actions change it.
 */
void
sluice_text_size_install (GActionMap *map)
{
  static const GActionEntry entries[] = {
    { .name = "bigger-text", .activate = bigger_cb },
    { .name = "smaller-text", .activate = smaller_cb },
    { .name = "normal-text", .activate = normal_cb },
  };
  GSettings *settings = sluice_settings_get_default ();

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), NULL);

  if (settings)
    {
      g_signal_connect (settings, "changed::editor-font-size", G_CALLBACK (setting_changed_cb), NULL);
      setting_changed_cb (settings);
    }
  else
    apply (NORMAL_SIZE);
}
