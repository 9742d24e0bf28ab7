/* sluice-export-command.c: `sluice export`: an extraction file to a program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>

#include "sluice-command.h"

static gboolean
set_variables (SluiceExtraction  *extraction,
               char             **variables,
               GError           **error)
{
  for (guint i = 0; variables && variables[i]; i++)
    {
      const char *equals = strchr (variables[i], '=');
      g_autofree char *name = equals ? g_strndup (variables[i], equals - variables[i]) : NULL;

      if (!name || !*name)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("‘%s’ sets no variable; write --var NAME=VALUE"), variables[i]);
          return FALSE;
        }
      sluice_extraction_set_variable (extraction, name, equals + 1);
    }

  return TRUE;
}

static SluiceExtraction *
read_extraction (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GFile) file = NULL;

  if (g_str_equal (path, "-"))
    {
      bytes = sluice_command_read (path, error);
      return bytes ? sluice_extraction_new_for_bytes (bytes, error) : NULL;
    }

  file = g_file_new_for_commandline_arg (path);

  return sluice_extraction_new_for_file (file, error);
}

static gboolean
write_text (const char  *output,
            const char  *text,
            GError     **error)
{
  g_autoptr(GFile) file = NULL;

  if (!output)
    {
      fputs (text, stdout);
      return TRUE;
    }

  file = g_file_new_for_commandline_arg (output);
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error))
    return TRUE;

  g_prefix_error (error, _("Cannot write ‘%s’: "), output);
  return FALSE;
}

static int
run_export (int    argc,
            char **argv)
{
  const SluiceCommand *self = &sluice_command_export;
  g_auto(GStrv) rest = NULL;
  g_auto(GStrv) variables = NULL;
  g_autofree char *to = NULL;
  g_autofree char *output = NULL;
  g_autofree char *text = NULL;
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(GError) error = NULL;
  SluiceExportTarget target;
  int status;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("instructor, curl, typescript, c, json-schema or python"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write here instead of to standard output"), "FILE" },
    { "var", 0, 0, G_OPTION_ARG_STRING_ARRAY, &variables, N_("The value of a {{variable}}"), "NAME=VALUE" },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (!to)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("Say what to write with --to: instructor, curl, typescript, c, json-schema or python"));
  if (!sluice_export_target_from_string (to, &target))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no format; there are instructor, curl, typescript, c, json-schema and python"),
                                to);

  if (!(extraction = read_extraction (rest[0], &error)) || !set_variables (extraction, variables, &error) ||
      !(text = sluice_extraction_export (extraction, target, &error)) || !write_text (output, text, &error))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  return SLUICE_EXIT_COMPLETE;
}

const SluiceCommand sluice_command_export = {
  "export", "FILE.sluice", N_("Write an extraction as a program"), run_export
};
