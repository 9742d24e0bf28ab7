/* sluice-validate-command.c: `sluice validate`: instances against a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>

#include "sluice-command.h"

/* One instance: prints its "basic" output (JSON Schema 2020-12 core, section 12.4.2). */
static int
validate_file (SluiceSchema *schema,
               const char   *path,
               gsize         chunk)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  gboolean valid = FALSE;

  if ((bytes = sluice_command_read (path, &error)))
    output = sluice_schema_validate_text (schema, g_bytes_get_data (bytes, NULL),
                                          g_bytes_get_size (bytes), chunk, &valid, &error);
  if (!output)
    return sluice_command_fail (&sluice_command_validate, SLUICE_EXIT_USAGE, "%s", error->message);

  puts (output);
  return valid ? SLUICE_EXIT_COMPLETE : SLUICE_EXIT_OUTCOME;
}

/* Each is URI=FILE; a URI may have = in its query, a file name hardly. */
static gboolean
add_resources (SluiceSchema **schema,
               char         **resources,
               GError       **error)
{
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SluiceSchema *more;

  for (guint i = 0; resources[i]; i++)
    {
      const char *equals = strrchr (resources[i], '=');
      g_autoptr(GBytes) bytes = NULL;

      if (equals == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("“%s” is not URI=FILE"), resources[i]);
          return FALSE;
        }
      if (!(bytes = sluice_command_read (equals + 1, error)))
        return FALSE;
      g_hash_table_insert (texts, g_strndup (resources[i], equals - resources[i]),
                           g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
    }

  more = sluice_schema_new_with_resources (*schema, texts);
  g_object_unref (*schema);
  *schema = more;

  return TRUE;
}

static int
run_validate (int    argc,
              char **argv)
{
  const SluiceCommand *self = &sluice_command_validate;
  g_auto(GStrv) rest = NULL;
  g_auto(GStrv) resources = NULL;
  g_autofree char *schema_path = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(SluiceSchema) schema = NULL;
  g_autoptr(GError) error = NULL;
  gboolean asserts_formats = FALSE;
  int chunk = 0;
  int status;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema_path, N_("The schema, in either notation"), "FILE" },
    { "resource", 0, 0, G_OPTION_ARG_STRING_ARRAY, &resources, N_("A schema that references may lead to"), "URI=FILE" },
    { "assert-formats", 0, 0, G_OPTION_ARG_NONE, &asserts_formats, N_("Take “format” for a rule"), NULL },
    { "chunk", 0, 0, G_OPTION_ARG_INT, &chunk, N_("Feed N bytes at a time (default: all)"), "N" },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, G_MAXUINT, &rest, &status))
    return status;
  if (!schema_path)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("Name the schema with --schema FILE"));
  file = g_file_new_for_commandline_arg (schema_path);
  schema = sluice_schema_new_for_file (file, NULL, &error);
  if (schema && resources && !add_resources (&schema, resources, &error))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
  if (!schema || !sluice_schema_check_valid (schema, &error))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s: %s", schema_path, error->message);

  sluice_schema_set_asserts_formats (schema, asserts_formats);
  status = SLUICE_EXIT_COMPLETE;
  for (guint i = 0; rest[i]; i++)
    {
      int own = validate_file (schema, rest[i], MAX (chunk, 0));

      status = MAX (status, own);
    }
  return status;
}

const SluiceCommand sluice_command_validate = {
  "validate", "INSTANCE…", N_("Check JSON files against a schema"), run_validate
};
