/* sluice-settings.c: what the workbench remembers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-settings.h"

/**
 * sluice_settings_get_default:
 *
 * The settings of the workbench. g_settings_new() ends the program where the schema is not
 * installed; the workbench rather runs and forgets.
 *
 * Returns: (transfer none) (nullable): the settings, `NULL` where their schema is not installed
 */
GSettings *
sluice_settings_get_default (void)
{
  static GSettings *settings;
  static gsize looked_up;

  if (g_once_init_enter (&looked_up))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr(GSettingsSchema) schema = NULL;

      if (source)
        schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
      if (schema)
        settings = g_settings_new_full (schema, NULL, NULL);

      g_once_init_leave (&looked_up, 1);
    }

  return settings;
}
