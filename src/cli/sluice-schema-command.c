/* sluice-schema-command.c: `sluice schema`: a schema from one notation to another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>

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

/* The schema of sample values, named after the first file where there is no other name. */
static SluiceSchema *
infer (char       **paths,
       const char  *name,
       GError     **error)
{
  g_autofree char *base = g_path_get_basename (paths[0]);
  g_autoptr(SluiceInference) inference = NULL;
  char *dot = strchr (base, '.');

  if (dot != NULL)
    *dot = '\0';
  inference = sluice_inference_new (name != NULL ? name : g_str_equal (base, "-") ? NULL : base);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr(GBytes) bytes = sluice_command_read (paths[i], error);

      if (bytes == NULL)
        return NULL;
      if (!sluice_inference_add_text (inference, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), error))
        {
          g_prefix_error (error, "%s: ", paths[i]);
          return NULL;
        }
    }

  return sluice_inference_make_schema (inference, error);
}

static SluiceSchema *
load (char       **paths,
      const char  *root,
      gboolean     infers,
      GError     **error)
{
  g_autoptr(GFile) file = NULL;

  if (infers)
    return infer (paths, root, error);

  file = g_file_new_for_commandline_arg (paths[0]);

  return sluice_schema_new_for_file (file, root, error);
}

typedef char *(*Converter) (SluiceSchema *schema);

static char *
convert_to_json (SluiceSchema *schema)
{
  return sluice_schema_to_json (schema, 2);
}

static Converter
find_converter (const char *name)
{
  static const struct
  {
    const char *name;
    Converter   convert;
  } converters[] = {
    { "json-schema", convert_to_json },
    { "python", sluice_schema_to_classes },
    { "typescript", sluice_schema_to_typescript },
    { "zod", sluice_schema_to_zod },
  };

  for (guint i = 0; i < G_N_ELEMENTS (converters); i++)
    if (g_str_equal (converters[i].name, name))
      return converters[i].convert;

  return NULL;
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
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(GError) error = NULL;
  gboolean infers = FALSE, iterable = FALSE, strict = FALSE, json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "root", 0, 0, G_OPTION_ARG_STRING, &root, N_("The class at the root (default: the one no other uses)"), "NAME" },
    { "iterable", 0, 0, G_OPTION_ARG_NONE, &iterable, N_("The wrapper that asks for many"), NULL },
    { "infer", 0, 0, G_OPTION_ARG_NONE, &infers, N_("The files are sample values: make the schema of them all"), NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("json-schema (default), python, typescript or zod"), "FORMAT" },
    { "for", 0, 0, G_OPTION_ARG_STRING, &dialect, N_("What a provider is sent in a mode, and what became of each rule"), "PROVIDER:MODE" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_("With --for: hold the model to the schema"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("With --for: the schema and the list as one JSON object"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, G_MAXUINT, &rest, &status))
    return status;
  if (to && !find_converter (to))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no format; there are json-schema, python, typescript and zod"), to);

  if (rest[1] && !infers)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("One schema at a time; of several samples --infer makes one"));
  if (!(schema = load (rest, root, infers, &error)))
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
  output = find_converter (to ? to : "json-schema") (schema);
  puts (g_strchomp (output));
  return SLUICE_EXIT_COMPLETE;
}

const SluiceCommand sluice_command_schema = {
  "schema", "FILE", N_("Convert a schema between classes and JSON Schema"), run_schema
};
