/* sluice-schema-file.c: schemas from files and from JSON documents
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-json-text-private.h"
#include "schema/sluice-schema.h"

#define MAX_FILE_BYTES (16 * 1024 * 1024)

/**
 * sluice_schema_new_for_json:
 * @json: a JSON Schema
 *
 * Makes a schema from a JSON document. Its text is the document, printed.
 *
 * Returns: (transfer full): a new schema
 */
SluiceSchema *
sluice_schema_new_for_json (JsonNode *json)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  text = sluice_json_text_print (json, 2);

  return sluice_schema_new_for_text (text, SLUICE_NOTATION_JSON_SCHEMA, NULL);
}

/**
 * sluice_schema_new_for_file:
 * @file: a file with a schema in either notation
 * @root_name: (nullable): the class that is asked for, where there are several
 * @error: return location for an error
 *
 * Makes a schema from a file. What is wrong in the schema is no error here; see
 * [method@Schema.check_valid].
 *
 * Returns: (transfer full): a new schema; `NULL` with an error of GIO set when the file cannot be
 *   read, or is no text
 */
SluiceSchema *
sluice_schema_new_for_file (GFile       *file,
                            const char  *root_name,
                            GError     **error)
{
  g_autofree char *text = NULL, *name = NULL;
  gsize length;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    return NULL;

  name = g_file_get_basename (file);
  if (length > MAX_FILE_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("“%s” is too large for a schema"), name);
      return NULL;
    }
  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not UTF-8 text"), name);
      return NULL;
    }

  return sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, root_name);
}
