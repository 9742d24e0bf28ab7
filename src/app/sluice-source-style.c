/* sluice-source-style.c: how editors look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <adwaita.h>

#include "sluice-source-style.h"

static void
dark_changed_cb (AdwStyleManager *manager,
                 GParamSpec      *pspec,
                 GtkSourceBuffer *buffer)
{
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  const char *name = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";

  gtk_source_buffer_set_style_scheme (buffer,
                                      gtk_source_style_scheme_manager_get_scheme (schemes, name));
}

/**
 * sluice_source_style_follow:
 * @buffer: the text of an editor
 *
 * Makes the colours of @buffer light or dark, as the rest of the program is, from now on.
 */
void
sluice_source_style_follow (GtkSourceBuffer *buffer)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (dark_changed_cb), buffer, 0);
  dark_changed_cb (manager, NULL, buffer);
}

/**
 * sluice_source_style_set_language:
 * @buffer: the text of an editor
 * @language: (nullable): identifier of a language of GtkSourceView ("json"), `NULL` for plain text
 */
void
sluice_source_style_set_language (GtkSourceBuffer *buffer,
                                  const char      *language)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  gtk_source_buffer_set_language (buffer,
                                  language
                                  ? gtk_source_language_manager_get_language (languages, language)
                                  : NULL);
}
