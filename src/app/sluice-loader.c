/* sluice-loader.c: reads a file that the person opens or drops
 *
 * What it is follows from its content, not from its name: an extraction, a script for Instructor,
 * a schema in either notation, a recording or a provider's answer.
 *
 * In the order it runs: load_async -> load_thread (reads, tries each kind) -> load_finish.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-loader.h"

#define MAX_SIZE (512 * 1024 * 1024)  /* bytes; beyond it, nobody meant to open it here */

typedef struct
{
  GFile            *file;  /* owned */
  SluiceLoadedKind  kind;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->file);
  g_free (load);
}

static char *
dup_display_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name ? g_filename_display_name (name) : g_strdup ("");
}

static GBytes *
read_bytes (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileInfo) info = NULL;
  g_autofree char *name = dup_display_name (file);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (!info)
    return NULL;

  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("“%s” is a folder"), name);
      return NULL;
    }
  if (g_file_info_get_size (info) > MAX_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("“%s” is too large to open"), name);
      return NULL;
    }

  return g_file_load_bytes (file, cancellable, NULL, error);
}

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return data && g_utf8_validate (data, length, NULL) ? g_strndup (data, length) : NULL;
}

/* Almost any JSON is a schema of sorts: it has to say something that a schema says. */
static gboolean
looks_like_schema (SluiceSchema *schema)
{
  static const char * const words[] = { "type", "properties", "$ref", "anyOf", "oneOf", "allOf", "enum", "$schema" };
  JsonNode *json = sluice_schema_get_json (schema);

  if (!json || !JSON_NODE_HOLDS_OBJECT (json))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (json_object_has_member (json_node_get_object (json), words[i]))
      return TRUE;

  return FALSE;
}

static SluiceExtraction *
try_schema (GBytes *bytes)
{
  g_autofree char *text = dup_text (bytes);
  g_autoptr(SluiceSchema) schema = NULL;
  SluiceExtraction *extraction;

  if (!text)
    return NULL;

  schema = sluice_schema_new_for_text (text, SLUICE_NOTATION_AUTO, NULL);
  if (!sluice_schema_is_valid (schema) || !looks_like_schema (schema))
    return NULL;

  extraction = sluice_extraction_new ();
  g_object_set (extraction, "title", sluice_schema_get_name (schema), NULL);
  sluice_extraction_set_schema_text (extraction, text, sluice_schema_get_notation (schema));

  return extraction;
}

static SluiceSnippet *
try_snippet (GBytes *bytes)
{
  g_autofree char *text = dup_text (bytes);
  g_autoptr(SluiceSnippet) snippet = NULL;

  if (!text || !sluice_snippet_is_likely (text))
    return NULL;

  snippet = sluice_snippet_new_from_text (text);
  if (g_list_model_get_n_items (sluice_snippet_get_extractions (snippet)) == 0)
    return NULL;

  return g_steal_pointer (&snippet);
}

static gpointer
load (Load          *self,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GBytes) bytes = read_bytes (self->file, cancellable, error);
  g_autoptr(GError) reason = NULL;
  g_autofree char *name = dup_display_name (self->file);
  gpointer loaded;

  if (!bytes)
    return NULL;

  self->kind = SLUICE_LOADED_EXTRACTION;
  loaded = sluice_extraction_new_for_bytes (bytes, &reason);
  if (loaded)
    return loaded;
  if (!g_error_matches (reason, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT)
      || g_str_has_suffix (name, ".sluice"))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason),
                                  /* Translators: %s is the name of a file; a reason follows */
                                  _("“%s” cannot be opened: "), name);
      return NULL;
    }

  self->kind = SLUICE_LOADED_SNIPPET;
  loaded = try_snippet (bytes);
  if (loaded)
    return loaded;

  self->kind = SLUICE_LOADED_SCHEMA;
  loaded = try_schema (bytes);
  if (loaded)
    return loaded;

  self->kind = SLUICE_LOADED_RECORDING;
  loaded = sluice_recording_new_for_file (self->file, NULL, NULL);
  if (loaded)
    return loaded;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("“%s” is neither an extraction, nor a script, nor a schema, nor an answer of a provider"), name);
  return NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  gpointer loaded = load (task_data, cancellable, &error);

  if (loaded)
    g_task_return_pointer (task, loaded, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sluice_loader_load_async:
 * @file: what to read
 * @cancellable: (nullable): a cancellable
 * @callback: called when it has been read
 * @user_data: data for @callback
 *
 * Reads a file and recognises what it is.
 */
void
sluice_loader_load_async (GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (G_IS_FILE (file));

  load = g_new0 (Load, 1);
  load->file = g_object_ref (file);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_loader_load_async);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * sluice_loader_load_finish:
 * @result: the result
 * @file: (out) (transfer none): the file, for as long as @result lives
 * @kind: (out): what was read
 * @error: return location for an error
 *
 * Ends sluice_loader_load_async().
 *
 * Returns: (transfer full): a [class@Sluice.Extraction], a [class@Sluice.Snippet] or a
 *   [class@Sluice.Recording]
 */
gpointer
sluice_loader_load_finish (GAsyncResult      *result,
                           GFile            **file,
                           SluiceLoadedKind  *kind,
                           GError           **error)
{
  Load *load = g_task_get_task_data (G_TASK (result));

  *file = load->file;
  *kind = load->kind;

  return g_task_propagate_pointer (G_TASK (result), error);
}
