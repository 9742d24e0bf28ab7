/* sluice-schema-command.c: `sluice schema`: a schema from one notation to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>

#include "sluice-command.h"
#include "sluice-sent-command.h"

/* Every problem with its place, on standard error; nothing where there is none. */
static void
print_diagnostics (const char   *path,
                   SluiceSchema *schema)
{
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      fprintf (stderr, "%s:%u:%u: %s\n", path, sluice_diagnostic_get_line (diagnostic),
               sluice_diagnostic_get_column (diagnostic), sluice_diagnostic_get_message (diagnostic));
    }
}

static int
run_schema (int    argc,
            char **argv)
{
  const SluiceCommand *self = &sluice_command_schema;
  g_auto(GStrv) rest = NULL;
  g_autofree char *root = NULL;
  g_autofree char *to = NULL;
  g_autofree char *dialect = NULL;
  g_autofree char *output = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(GError) error = NULL;
  gboolean iterable = FALSE, strict = FALSE, json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "root", 0, 0, G_OPTION_ARG_STRING, &root, N_("The class at the root (default: the one no other uses)"), "NAME" },
    { "iterable", 0, 0, G_OPTION_ARG_NONE, &iterable, N_("The wrapper that asks for many"), NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("json-schema (default) or python"), "FORMAT" },
    { "for", 0, 0, G_OPTION_ARG_STRING, &dialect, N_("What a provider is sent in a mode, and what became of each rule"), "PROVIDER:MODE" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_("With --for: hold the model to the schema"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("With --for: the schema and the list as one JSON object"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (to && (g_str_equal (to, "typescript") || g_str_equal (to, "zod")))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("--to %s is not there yet"), to);
  if (to && !g_str_equal (to, "json-schema") && !g_str_equal (to, "python"))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no format; there are json-schema and python"), to);

  file = g_file_new_for_commandline_arg (rest[0]);
  if (!(schema = sluice_schema_new_for_file (file, root, &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  print_diagnostics (rest[0], schema);
  if (!sluice_schema_is_valid (schema))
    return SLUICE_EXIT_USAGE;

  if (dialect)
    return sluice_sent_command_run (self, schema, dialect, strict, iterable, json);
  if (iterable)
    {
      g_autoptr(SluiceSchema) wrapper = sluice_schema_new_iterable (schema);

      g_set_object (&schema, wrapper);
    }
  output = to && g_str_equal (to, "python") ? sluice_schema_to_classes (schema)
                                            : sluice_schema_to_json (schema, 2);
  puts (output);
  return SLUICE_EXIT_COMPLETE;
}

const SluiceCommand sluice_command_schema = {
  "schema", "FILE", N_("Convert a schema between classes and JSON Schema"), run_schema
};
