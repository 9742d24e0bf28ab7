/* sluice-import-command.c: `sluice import`: a script for Instructor to extraction files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>

#include "sluice-command.h"

static const char *
describe_severity (SluiceSeverity severity)
{
  switch (severity)
    {
    case SLUICE_SEVERITY_ERROR:
      return _("error");
    case SLUICE_SEVERITY_WARNING:
      return _("warning");
    case SLUICE_SEVERITY_NOTE:
    default:
      return _("note");
    }
}

static void
print_diagnostics (const char    *path,
                   SluiceSnippet *snippet)
{
  GListModel *diagnostics = sluice_snippet_get_diagnostics (snippet);

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      fprintf (stderr, "%s:%u:%u: %s: %s\n", path, sluice_diagnostic_get_line (diagnostic),
               sluice_diagnostic_get_column (diagnostic),
               describe_severity (sluice_diagnostic_get_severity (diagnostic)),
               sluice_diagnostic_get_message (diagnostic));
    }
}

/* "people.sluice" for the first, "people-2.sluice" for the second. */
static char *
name_file (const char *output,
           guint       index)
{
  const char *dot = strrchr (output, '.');

  if (index == 0)
    return g_strdup (output);
  if (!dot || strchr (dot, '/'))
    return g_strdup_printf ("%s-%u", output, index + 1);

  return g_strdup_printf ("%.*s-%u%s", (int) (dot - output), output, index + 1, dot);
}

static gboolean
write_file (const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                               G_FILE_CREATE_NONE, NULL, NULL, error))
    return TRUE;

  g_prefix_error (error, _("Cannot write ‘%s’: "), path);
  return FALSE;
}

/* One document, or several after one another, to standard output or to files. */
static int
write_extractions (SluiceSnippet *snippet,
                   const char    *output,
                   int            only)
{
  const SluiceCommand *self = &sluice_command_import;
  GListModel *extractions = sluice_snippet_get_extractions (snippet);
  guint n = g_list_model_get_n_items (extractions);

  for (guint i = 0, n_written = 0; i < n; i++)
    {
      g_autoptr(SluiceExtraction) extraction = g_list_model_get_item (extractions, i);
      g_autoptr(GBytes) bytes = sluice_extraction_to_bytes (extraction);
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;

      if (only > 0 && (guint) only != i + 1)
        continue;
      if (!output)
        {
          fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
          continue;
        }

      path = name_file (output, n_written++);
      if (!write_file (path, bytes, &error))
        return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
      if (n > 1)
        fprintf (stderr, "%s: %s\n", path, sluice_extraction_get_title (extraction)
                                             ? sluice_extraction_get_title (extraction) : "");
    }

  return SLUICE_EXIT_COMPLETE;
}

static int
run_import (int    argc,
            char **argv)
{
  const SluiceCommand *self = &sluice_command_import;
  g_auto(GStrv) rest = NULL;
  g_autofree char *output = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SluiceSnippet) snippet = NULL;
  g_autoptr(GError) error = NULL;
  int only = 0;
  int status;
  guint n;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write here (further calls: FILE-2.sluice, …) instead of to standard output"), "FILE" },
    { "call", 0, 0, G_OPTION_ARG_INT, &only, N_("Only the Nth call of the script"), "N" },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (!(bytes = sluice_command_read (rest[0], &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  snippet = sluice_snippet_new_from_text (text);
  print_diagnostics (rest[0], snippet);

  n = g_list_model_get_n_items (sluice_snippet_get_extractions (snippet));
  if (n == 0)
    return SLUICE_EXIT_USAGE;
  if (only < 0 || (guint) only > n)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("There is no call %d; the script has %u"), only, n);
  if (n > 1 && only == 0)
    fprintf (stderr, _("sluice import: %u calls make %u extractions; a file holds one\n"), n, n);

  return write_extractions (snippet, output, only);
}

const SluiceCommand sluice_command_import = {
  "import", "FILE.py", N_("Make extractions of a script written for Instructor"), run_import
};
