/* sluice-export.c: programs that do what an extraction does
 *
 * One writer for each format: instructor-script, curl, typescript-program, c-program. Keys are never
 * written: a variable of the environment stands in their place.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "document/sluice-template.h"
#include "snippet/sluice-export-private.h"
#include "snippet/sluice-export.h"
#include "snippet/sluice-script-client-private.h"

#define DEFAULT_PROVIDER "openai"

/**
 * SluiceExportTarget:
 * @SLUICE_EXPORT_TARGET_INSTRUCTOR: a Python script for the package Instructor
 * @SLUICE_EXPORT_TARGET_CURL: a command line with curl
 * @SLUICE_EXPORT_TARGET_TYPESCRIPT: TypeScript with Zod
 * @SLUICE_EXPORT_TARGET_C: C with libsluice
 * @SLUICE_EXPORT_TARGET_JSON_SCHEMA: the schema as JSON Schema
 * @SLUICE_EXPORT_TARGET_PYTHON: the schema as classes
 *
 * What an extraction can be written as.
 */
static const char *const target_names[] = {
  [SLUICE_EXPORT_TARGET_INSTRUCTOR] = "instructor",
  [SLUICE_EXPORT_TARGET_CURL] = "curl",
  [SLUICE_EXPORT_TARGET_TYPESCRIPT] = "typescript",
  [SLUICE_EXPORT_TARGET_C] = "c",
  [SLUICE_EXPORT_TARGET_JSON_SCHEMA] = "json-schema",
  [SLUICE_EXPORT_TARGET_PYTHON] = "python",
};

/**
 * sluice_export_target_to_string:
 * @target: a target
 *
 * The name of a target, as the command line has it.
 *
 * Returns: a name such as `instructor`
 */
const char *
sluice_export_target_to_string (SluiceExportTarget target)
{
  g_return_val_if_fail (target < G_N_ELEMENTS (target_names), NULL);

  return target_names[target];
}

/**
 * sluice_export_target_from_string:
 * @name: a name
 * @target: (out) (optional): return location for the target
 *
 * Finds the target of a name.
 *
 * Returns: `TRUE` if there is one
 */
gboolean
sluice_export_target_from_string (const char         *name,
                                  SluiceExportTarget *target)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (target_names); i++)
    if (g_str_equal (target_names[i], name))
      {
        if (target)
          *target = i;
        return TRUE;
      }

  return FALSE;
}

/* What the writers share */

static void
part_clear (gpointer data)
{
  SluiceExportPart *part = data;

  g_free (part->text);
  g_free (part->name);
}

static void
add_text (GArray     *parts,
          const char *start,
          const char *end)
{
  while (start < end)
    {
      const char *newline = memchr (start, '\n', end - start);
      const char *line_end = newline ? newline + 1 : end;
      SluiceExportPart part = { g_strndup (start, line_end - start), NULL };

      g_array_append_val (parts, part);
      start = line_end;
    }
}

GArray *
sluice_export_split_template (const char *text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SluiceExportPart));
  gsize at = 0, start, end;
  char *name;

  g_array_set_clear_func (parts, part_clear);
  while (sluice_template_find_variable (text, at, &start, &end, &name))
    {
      SluiceExportPart part = { NULL, name };

      add_text (parts, text + at, text + start);
      g_array_append_val (parts, part);
      at = end;
    }
  add_text (parts, text + at, text + strlen (text));

  return parts;
}

static gboolean
is_object (SluiceDefinition *definition,
           guint             depth)
{
  GPtrArray *branches;

  if (depth > 8)
    return FALSE;
  if (sluice_definition_get_kind (definition) == SLUICE_KIND_OBJECT)
    return TRUE;
  if (sluice_definition_get_kind (definition) != SLUICE_KIND_UNION)
    return FALSE;

  branches = sluice_definition_get_branches (definition);
  for (guint i = 0; i < branches->len; i++)
    if (!is_object (g_ptr_array_index (branches, i), depth + 1))
      return FALSE;

  return branches->len > 0;
}

gboolean
sluice_export_has_objects (SluiceExport *self)
{
  return is_object (sluice_schema_get_root (self->schema), 0);
}

int
sluice_export_get_max_tokens (SluiceExport *self)
{
  int given = sluice_extraction_get_max_tokens (self->extraction);

  return given > 0 ? given : sluice_provider_get_default_max_tokens (self->provider);
}

/* The offline demo is a process of its own for other programs. */
static void
find_provider (SluiceExport    *self,
               SluiceCatalogue *catalogue)
{
  const char *id = sluice_extraction_get_provider (self->extraction);
  const char **variables;

  self->provider = sluice_catalogue_lookup (catalogue, id ? id : DEFAULT_PROVIDER);
  if (!self->provider)
    self->provider = sluice_catalogue_lookup (catalogue, DEFAULT_PROVIDER);

  self->model = sluice_extraction_get_model (self->extraction);
  if (!self->model || !*self->model)
    self->model = sluice_provider_get_default_model (self->provider);
  if (!self->model)
    self->model = "default";

  self->base_url = sluice_provider_get_base_url (self->provider);
  variables = sluice_provider_get_key_variables (self->provider);
  self->key_variable = variables ? variables[0] : NULL;
  if (sluice_provider_is_simulated (self->provider))
    self->base_url = SLUICE_DEMO_URL;
}

static char *
write_program (SluiceExtraction    *extraction,
               SluiceSchema        *schema,
               SluiceExportTarget   target,
               GError             **error)
{
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  SluiceExport self = { extraction, schema };

  find_provider (&self, catalogue);
  switch (target)
    {
    case SLUICE_EXPORT_TARGET_CURL:
      return sluice_curl_command_write (&self, error);
    case SLUICE_EXPORT_TARGET_TYPESCRIPT:
      return sluice_typescript_program_write (&self, error);
    case SLUICE_EXPORT_TARGET_C:
      return sluice_c_program_write (&self);
    default:
      return sluice_instructor_script_write (&self);
    }
}

/**
 * sluice_extraction_export:
 * @self: an extraction
 * @target: what to write it as
 * @error: return location for an error
 *
 * Writes an extraction as a program, or its schema in a notation.
 *
 * A program of Instructor or libsluice, and one in TypeScript, asks for variables that have no value;
 * a command line has to have all of them. No key is in what is written: it is read from the
 * provider's variable of the environment. What is not known to a target is left out.
 *
 * Returns: (transfer full): the text; %NULL with an error where the schema cannot be used or a
 *   variable that is needed has no value
 */
char *
sluice_extraction_export (SluiceExtraction    *self,
                          SluiceExportTarget   target,
                          GError             **error)
{
  g_autofree char *text = NULL;
  SluiceSchema *schema;

  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);
  g_return_val_if_fail (target < G_N_ELEMENTS (target_names), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  schema = sluice_extraction_get_schema (self);
  if (!sluice_schema_check_valid (schema, error))
    return NULL;

  if (target == SLUICE_EXPORT_TARGET_JSON_SCHEMA)
    text = sluice_schema_to_json (schema, 2);
  else if (target != SLUICE_EXPORT_TARGET_PYTHON)
    return write_program (self, schema, target, error);
  else if (sluice_schema_get_notation (schema) == SLUICE_NOTATION_CLASSES)
    return g_strdup (sluice_schema_get_text (schema));
  else
    text = sluice_schema_to_classes (schema);

  return g_strconcat (text, g_str_has_suffix (text, "\n") ? "" : "\n", NULL);
}
