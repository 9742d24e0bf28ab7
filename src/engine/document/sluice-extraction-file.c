/* sluice-extraction-file.c: the .sluice file: readable JSON that a version control system likes
 *
 * {
 *   "sluice": 1,
 *   "title": "Friends in a Sentence",
 *   "description": "Items that appear as rows",
 *   "provider": "demo",
 *   "model": "steady",
 *   "mode": "automatic",
 *   "strict": false,
 *   "shape": "iterable",
 *   "parameters": {"max_tokens": 1000, "temperature": 0.2, "seed": 7, "max_retries": 2,
 *                  "extra_body": {}},
 *   "schema": {"notation": "classes", "root": "User", "text": ["class User(BaseModel):", …]},
 *   "messages": [{"role": "user", "text": "Who is in this text? {{text}}"}],
 *   "variables": {"text": "Ivan is 28, …"}
 * }
 *
 * Members always come in this order, variables in the order of their names. A text of several lines
 * is an array of its lines, so that a change of one line is a change of one line; any text may also
 * be written as one string. What is left out has its default. Members of the whole that this
 * version does not know are kept. Keys and passwords are never written.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "document/sluice-extraction-private.h"
#include "document/sluice-file-private.h"

/**
 * sluice_extraction_new_for_bytes:
 * @bytes: the content of a `.sluice` file
 * @error: return location for a [error@ExtractionError]
 *
 * Reads an extraction.
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that says what is wrong at which
 *   line and column
 */
SluiceExtraction *
sluice_extraction_new_for_bytes (GBytes  *bytes,
                                 GError **error)
{
  g_autoptr(SluiceExtraction) self = sluice_extraction_new ();

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!sluice_extraction_read (self, bytes, NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

static SluiceExtraction *
new_for_bytes_of_file (GBytes  *bytes,
                       GFile   *file,
                       GError **error)
{
  g_autoptr(SluiceExtraction) self = sluice_extraction_new ();
  g_autofree char *name = sluice_file_dup_name (file);

  if (!sluice_extraction_read (self, bytes, name, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sluice_extraction_new_for_file:
 * @file: a `.sluice` file
 * @error: return location for a [error@ExtractionError] or a `GIOError`
 *
 * Reads an extraction from a file, and waits for it.
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that names the file, and the
 *   line and column where something is wrong in it
 */
SluiceExtraction *
sluice_extraction_new_for_file (GFile   *file,
                                GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  bytes = sluice_file_load (file, SLUICE_EXTRACTION_MAX_BYTES, NULL, error);
  if (bytes == NULL)
    return NULL;

  return new_for_bytes_of_file (bytes, file, error);
}

/* new_for_file_async -> load_thread (reads the bytes) -> new_for_file_finish (makes the object) */
static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = sluice_file_load (task_data, SLUICE_EXTRACTION_MAX_BYTES, cancellable, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * sluice_extraction_new_for_file_async:
 * @file: a `.sluice` file
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the extraction is there
 * @user_data: data for @callback
 *
 * Reads an extraction from a file in the background.
 */
void
sluice_extraction_new_for_file_async (GFile               *file,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_extraction_new_for_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

/**
 * sluice_extraction_new_for_file_finish:
 * @result: the result that the callback got
 * @error: return location for a [error@ExtractionError] or a `GIOError`
 *
 * Ends [func@Extraction.new_for_file_async].
 *
 * Returns: (transfer full): a new extraction; %NULL with an error that names the file
 */
SluiceExtraction *
sluice_extraction_new_for_file_finish (GAsyncResult  *result,
                                       GError       **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  bytes = g_task_propagate_pointer (G_TASK (result), error);
  if (bytes == NULL)
    return NULL;

  return new_for_bytes_of_file (bytes, g_task_get_task_data (G_TASK (result)), error);
}
