/* sluice-application.c: the program: its windows, command line and settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "sluice-application.h"
#include "sluice-window.h"

struct _SluiceApplication
{
  AdwApplication  parent_instance;

  GSettings      *settings;  /* owned; NULL where the schema is not installed */
};

G_DEFINE_FINAL_TYPE (SluiceApplication, sluice_application, ADW_TYPE_APPLICATION)

/* g_settings_new() ends the program where the schema is missing; the workbench just forgets. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);

  return schema ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
sluice_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = GTK_WINDOW (sluice_window_new (SLUICE_APPLICATION (application)));

  gtk_window_present (window);
}

static void
sluice_application_startup (GApplication *application)
{
  SluiceApplication *self = SLUICE_APPLICATION (application);

  G_APPLICATION_CLASS (sluice_application_parent_class)->startup (application);

  self->settings = open_settings ();
}

static void
sluice_application_dispose (GObject *object)
{
  SluiceApplication *self = SLUICE_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sluice_application_parent_class)->dispose (object);
}

static void
sluice_application_class_init (SluiceApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = sluice_application_dispose;
  application_class->activate = sluice_application_activate;
  application_class->startup = sluice_application_startup;
}

static void
sluice_application_init (SluiceApplication *self)
{
}

/**
 * sluice_application_new:
 *
 * Creates the program. One instance answers for a session; `--new-instance` starts another.
 *
 * Returns: (transfer full): the application
 */
SluiceApplication *
sluice_application_new (void)
{
  return g_object_new (SLUICE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/io/github/sluice/Sluice",
                       NULL);
}

/**
 * sluice_application_get_settings:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): the settings, `NULL` where their schema is not installed
 */
GSettings *
sluice_application_get_settings (SluiceApplication *self)
{
  g_return_val_if_fail (SLUICE_IS_APPLICATION (self), NULL);

  return self->settings;
}
