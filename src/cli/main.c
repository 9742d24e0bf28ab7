/* main.c: the `sluice` command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "sluice-command.h"

static const SluiceCommand *const commands[] = {
  &sluice_command_extract,
  &sluice_command_replay,
  &sluice_command_decode,
  &sluice_command_parse,
  &sluice_command_validate,
  &sluice_command_schema,
  &sluice_command_import,
  &sluice_command_export,
  &sluice_command_providers,
  &sluice_command_simulate,
};

/* Named in the design, and not built yet: said plainly rather than taken for a typing error. */
static const char *const planned[] = { "history", "batch" };

static void
print_help (FILE *out)
{
  fprintf (out, "%s\n  sluice %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…]"),
           _("Streaming structured extraction from language models."));
  fprintf (out, "\n%s\n", _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-10s %s\n", commands[i]->name, _(commands[i]->summary));
  fprintf (out, "\n%s\n", _("‘sluice COMMAND --help’ explains one. The manual page is sluice(1)."));
}

int
main (int   argc,
      char *argv[])
{
  const char *name = argc > 1 ? argv[1] : "";

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i]->name))
      return commands[i]->run (argc - 1, argv + 1);

  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    {
      print_help (stdout);
      return SLUICE_EXIT_COMPLETE;
    }
  if (g_str_equal (name, "--version"))
    {
      printf ("sluice %s\n", SLUICE_VERSION);
      return SLUICE_EXIT_COMPLETE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (planned); i++)
    if (g_str_equal (name, planned[i]))
      {
        fprintf (stderr, _("sluice: the command ‘%s’ is not there yet\n"), name);
        return SLUICE_EXIT_USAGE;
      }

  if (*name)
    fprintf (stderr, _("sluice: there is no command ‘%s’\n"), name);
  print_help (stderr);
  return SLUICE_EXIT_USAGE;
}
