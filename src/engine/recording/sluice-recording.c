/* sluice-recording.c: the bytes of an answer with their times, kept or brought from elsewhere
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "document/sluice-file-private.h"
#include "recording/sluice-recording-private.h"

G_DEFINE_QUARK (sluice-recording-error-quark, sluice_recording_error)

typedef struct
{
  GBytes *bytes;    /* owned */
  gint64  time_us;  /* since the request was sent; never less than the one before */
} Chunk;

struct _SluiceRecording
{
  GObject        parent_instance;

  SluiceWire    *wire;      /* owned */
  guint          status;    /* HTTP */
  char         **headers;   /* owned: name, value, …, NULL */
  char          *provider;  /* owned, nullable: id in the catalogue */
  SluiceRequest *request;   /* owned, nullable */
  JsonNode      *body;      /* owned, nullable: the request as it was sent */

  GArray        *chunks;    /* owned: Chunk */
  gint64         end_us;    /* when the body ended; not before the last chunk */
  char          *problem;   /* owned, nullable: why it ended early */
};

G_DEFINE_FINAL_TYPE (SluiceRecording, sluice_recording, G_TYPE_OBJECT)

static void
clear_chunk (gpointer chunk)
{
  g_bytes_unref (((Chunk *) chunk)->bytes);
}

static void
sluice_recording_finalize (GObject *object)
{
  SluiceRecording *self = SLUICE_RECORDING (object);

  g_clear_object (&self->wire);
  g_clear_object (&self->request);
  g_clear_pointer (&self->body, json_node_unref);
  g_strfreev (self->headers);
  g_free (self->provider);
  g_free (self->problem);
  g_array_unref (self->chunks);

  G_OBJECT_CLASS (sluice_recording_parent_class)->finalize (object);
}

static void
sluice_recording_class_init (SluiceRecordingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_recording_finalize;
}

static void
sluice_recording_init (SluiceRecording *self)
{
  self->headers = g_new0 (char *, 1);
  self->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (self->chunks, clear_chunk);
}

/**
 * sluice_recording_new:
 * @wire: the protocol of the answer
 * @status: its HTTP status
 *
 * Makes a recording that has nothing in it yet.
 *
 * Returns: (transfer full): a new recording
 */
SluiceRecording *
sluice_recording_new (SluiceWire *wire,
                      guint       status)
{
  SluiceRecording *self;

  g_return_val_if_fail (SLUICE_IS_WIRE (wire), NULL);

  self = g_object_new (SLUICE_TYPE_RECORDING, NULL);
  self->wire = g_object_ref (wire);
  self->status = status;

  return self;
}

static SluiceRecording *
new_for_bytes (GBytes      *bytes,
               SluiceWire  *wire,
               GBytes      *request_body,
               GBytes      *lengths,
               GError     **error)
{
  if (g_bytes_get_size (bytes) > SLUICE_RECORDING_MAX_BYTES)
    {
      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_FORMAT,
                   _("The recording is too large"));
      return NULL;
    }

  if (sluice_recording_is_file (bytes))
    return sluice_recording_read_file (bytes, wire, error);

  return sluice_recording_read_body (bytes, wire, request_body, lengths, error);
}

/**
 * sluice_recording_new_for_bytes:
 * @bytes: a recording, or the body of a provider's response
 * @wire: (nullable): the protocol, %NULL to find out
 * @error: return location for a [error@RecordingError]
 *
 * Reads a recording.
 *
 * A body brings no times with it: its wire events follow one another every 20 milliseconds.
 *
 * Returns: (transfer full): a new recording; %NULL with an error where the bytes are neither, or
 *   where a newer version made them
 */
SluiceRecording *
sluice_recording_new_for_bytes (GBytes      *bytes,
                                SluiceWire  *wire,
                                GError     **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (wire == NULL || SLUICE_IS_WIRE (wire), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return new_for_bytes (bytes, wire, NULL, NULL, error);
}

/* NULL where there is no such file in the same folder. */
static GBytes *
load_beside (GFile        *file,
             const char   *name,
             GCancellable *cancellable)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autoptr(GFile) other = NULL;

  if (folder == NULL)
    return NULL;

  other = g_file_get_child (folder, name);

  return sluice_file_load (other, SLUICE_RECORDING_MAX_BYTES, cancellable, NULL);
}

static SluiceRecording *
load (GFile         *file,
      SluiceWire    *wire,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) request_body = NULL;
  g_autoptr(GBytes) lengths = NULL;
  SluiceRecording *self;

  bytes = sluice_file_load (file, SLUICE_RECORDING_MAX_BYTES, cancellable, error);
  if (bytes == NULL)
    return NULL;

  if (!sluice_recording_is_file (bytes))
    {
      request_body = load_beside (file, "request.json", cancellable);
      lengths = load_beside (file, "chunks.json", cancellable);
    }

  self = new_for_bytes (bytes, wire, request_body, lengths, error);
  if (self == NULL)
    {
      g_autofree char *name = sluice_file_dup_name (file);

      /* Translators: the name of a file, before the reason */
      g_prefix_error (error, _("‘%s’: "), name);
    }

  return self;
}

/**
 * sluice_recording_new_for_file:
 * @file: a recording, or the body of a provider's response
 * @wire: (nullable): the protocol, %NULL to find out
 * @error: return location for a [error@RecordingError] or a `GIOError`
 *
 * Reads a recording from a file, and waits for it. Where a body has a `request.json` beside it,
 * that is the request: schema, mode and messages; of several tools in it, the one that is called is
 * the schema. A `chunks.json` has the lengths of the chunks that the body came in, as an array.
 *
 * Returns: (transfer full): a new recording; %NULL with an error that names the file
 */
SluiceRecording *
sluice_recording_new_for_file (GFile       *file,
                               SluiceWire  *wire,
                               GError     **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (wire == NULL || SLUICE_IS_WIRE (wire), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return load (file, wire, NULL, error);
}

typedef struct
{
  GFile      *file;  /* owned */
  SluiceWire *wire;  /* owned, nullable */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_object_unref (data->file);
  g_clear_object (&data->wire);
  g_free (data);
}

/* The recording is the thread's own until it is handed over. */
static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LoadData *data = task_data;
  GError *error = NULL;
  SluiceRecording *self = load (data->file, data->wire, cancellable, &error);

  if (self == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, self, g_object_unref);
}

/**
 * sluice_recording_new_for_file_async:
 * @file: a recording, or the body of a provider's response
 * @wire: (nullable): the protocol, %NULL to find out
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the recording is there
 * @user_data: data for @callback
 *
 * Reads a recording from a file in the background. See [ctor@Recording.new_for_file].
 */
void
sluice_recording_new_for_file_async (GFile               *file,
                                     SluiceWire          *wire,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadData *data;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (wire == NULL || SLUICE_IS_WIRE (wire));

  data = g_new0 (LoadData, 1);
  data->file = g_object_ref (file);
  g_set_object (&data->wire, wire);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sluice_recording_new_for_file_async);
  g_task_set_task_data (task, data, (GDestroyNotify) load_data_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * sluice_recording_new_for_file_finish:
 * @result: the result that the callback got
 * @error: return location for a [error@RecordingError] or a `GIOError`
 *
 * Ends [func@Recording.new_for_file_async].
 *
 * Returns: (transfer full): a new recording; %NULL with an error that names the file
 */
SluiceRecording *
sluice_recording_new_for_file_finish (GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Recording a run --- */

/* Each attempt is a recording of its own: what is kept is the one that the run shows. */
static void
attempt_started_cb (SluiceRecording *self,
                    SluiceAttempt   *attempt)
{
  g_array_set_size (self->chunks, 0);
  g_clear_pointer (&self->problem, g_free);
  self->end_us = 0;
  self->status = 0;
}

/* "Name: value" lines -> name, value, … */
static char **
split_headers (const char *lines)
{
  g_autoptr(GStrvBuilder) headers = g_strv_builder_new ();
  g_auto(GStrv) split = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  for (char **line = split; *line; line++)
    {
      char *colon = strchr (*line, ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      g_strv_builder_add (headers, g_strstrip (*line));
      g_strv_builder_add (headers, g_strstrip (colon + 1));
    }

  return g_strv_builder_end (headers);
}

static void
take_head (SluiceRecording *self,
           SluiceRun       *run)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (run);

  if (self->status != 0 || attempt == NULL)
    return;

  self->status = sluice_attempt_get_status (attempt);
  g_strfreev (self->headers);
  self->headers = split_headers (sluice_attempt_get_response_headers (attempt));
  sluice_recording_set_body (self, sluice_attempt_get_request_body (attempt));
}

static void
chunk_cb (SluiceRecording *self,
          GBytes          *bytes,
          gint64           time_us,
          SluiceRun       *run)
{
  take_head (self, run);
  sluice_recording_add_chunk (self, bytes, time_us);
}

static void
finished_cb (SluiceRecording *self,
             SluiceOutcome    outcome,
             SluiceRun       *run)
{
  const GError *error = sluice_run_get_error (run);
  gint64 last_us = sluice_run_get_timing (run)->last_byte;

  take_head (self, run);
  sluice_recording_end (self, MAX (last_us, 0),
                        outcome == SLUICE_OUTCOME_FAILED && error != NULL ? error->message
                        : outcome == SLUICE_OUTCOME_CANCELLED             ? _("The run was stopped")
                                                                          : NULL);
}

/**
 * sluice_recording_new_for_run:
 * @run: a run that has a provider
 *
 * Keeps what the current attempt of a run receives, from now on. When another attempt begins, the
 * recording begins anew.
 *
 * Returns: (transfer full): a new recording, which fills while the run goes on
 */
SluiceRecording *
sluice_recording_new_for_run (SluiceRun *run)
{
  SluiceProvider *provider;
  SluiceRecording *self;
  SluiceMode mode;

  g_return_val_if_fail (SLUICE_IS_RUN (run), NULL);
  provider = sluice_run_get_provider (run);
  g_return_val_if_fail (provider != NULL, NULL);

  mode = sluice_request_get_mode (sluice_run_get_request (run));
  self = sluice_recording_new (sluice_provider_get_wire_for_mode (provider, mode), 0);
  sluice_recording_set_provider (self, sluice_provider_get_id (provider));
  sluice_recording_set_request (self, sluice_run_get_request (run));

  g_signal_connect_object (run, "attempt-started", G_CALLBACK (attempt_started_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "chunk", G_CALLBACK (chunk_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* --- Parts --- */

/**
 * sluice_recording_save:
 * @self: a recording
 * @file: where to
 * @error: return location for a `GIOError`
 *
 * Writes the recording to a file. No keys, cookies or passwords are in it. The file is replaced
 * only when all was written.
 *
 * Returns: %FALSE with an error where it could not be written
 */
gboolean
sluice_recording_save (SluiceRecording  *self,
                       GFile            *file,
                       GError          **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SLUICE_IS_RECORDING (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  bytes = sluice_recording_to_bytes (self);
  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                               FALSE, G_FILE_CREATE_NONE, NULL, NULL, error))
    return TRUE;

  name = sluice_file_dup_name (file);
  /* Translators: the first is the name of a file, what follows the colon is the reason */
  g_prefix_error (error, _("‘%s’ cannot be written: "), name);
  return FALSE;
}

/**
 * sluice_recording_get_wire:
 * @self: a recording
 *
 * Gets the protocol of the answer.
 *
 * Returns: (transfer none): the wire
 */
SluiceWire *
sluice_recording_get_wire (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  return self->wire;
}

/**
 * sluice_recording_get_status:
 * @self: a recording
 *
 * Gets the HTTP status of the answer.
 *
 * Returns: the status; 0 when no answer came
 */
guint
sluice_recording_get_status (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), 0);

  return self->status;
}

/**
 * sluice_recording_get_headers:
 * @self: a recording
 *
 * Gets the headers of the answer.
 *
 * Returns: (transfer none) (array zero-terminated=1): name, value, name, value, …
 */
const char **
sluice_recording_get_headers (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  return (const char **) self->headers;
}

/**
 * sluice_recording_set_headers:
 * @self: a recording
 * @headers: (array zero-terminated=1): name, value, name, value, …
 *
 * Sets the headers of the answer.
 */
void
sluice_recording_set_headers (SluiceRecording  *self,
                              const char      **headers)
{
  char **copy;

  g_return_if_fail (SLUICE_IS_RECORDING (self));
  g_return_if_fail (headers != NULL);

  copy = g_strdupv ((char **) headers);
  g_strfreev (self->headers);
  self->headers = copy;
}

/**
 * sluice_recording_get_provider:
 * @self: a recording
 *
 * Gets who answered.
 *
 * Returns: (nullable): the id of a provider in the catalogue; %NULL when it is not known
 */
const char *
sluice_recording_get_provider (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  return self->provider;
}

/**
 * sluice_recording_set_provider:
 * @self: a recording
 * @provider: (nullable): the id of a provider in the catalogue
 *
 * Sets who answered.
 */
void
sluice_recording_set_provider (SluiceRecording *self,
                               const char      *provider)
{
  g_return_if_fail (SLUICE_IS_RECORDING (self));

  g_free (self->provider);
  self->provider = g_strdup (provider);
}

/**
 * sluice_recording_get_request:
 * @self: a recording
 *
 * Gets the request that was answered: its schema, shape, mode, model and messages.
 *
 * Returns: (transfer none) (nullable): the request; %NULL when it is not known
 */
SluiceRequest *
sluice_recording_get_request (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  return self->request;
}

/**
 * sluice_recording_set_request:
 * @self: a recording
 * @request: (nullable): the request that was answered
 *
 * Sets the request that was answered.
 */
void
sluice_recording_set_request (SluiceRecording *self,
                              SluiceRequest   *request)
{
  g_return_if_fail (SLUICE_IS_RECORDING (self));
  g_return_if_fail (request == NULL || SLUICE_IS_REQUEST (request));

  g_set_object (&self->request, request);
}

JsonNode *
sluice_recording_get_body (SluiceRecording *self)
{
  return self->body;
}

void
sluice_recording_set_body (SluiceRecording *self,
                           JsonNode        *body)
{
  g_clear_pointer (&self->body, json_node_unref);
  if (body != NULL)
    self->body = json_node_ref (body);
}

/**
 * sluice_recording_add_chunk:
 * @self: a recording
 * @bytes: the next bytes of the body
 * @time_us: when they arrived, in microseconds since the request was sent
 *
 * Adds to the body. A time before that of the last chunk counts as the same.
 */
void
sluice_recording_add_chunk (SluiceRecording *self,
                            GBytes          *bytes,
                            gint64           time_us)
{
  Chunk chunk;

  g_return_if_fail (SLUICE_IS_RECORDING (self));
  g_return_if_fail (bytes != NULL);

  if (g_bytes_get_size (bytes) == 0)
    return;

  chunk.bytes = g_bytes_ref (bytes);
  chunk.time_us = MAX (time_us, self->end_us);
  g_array_append_val (self->chunks, chunk);
  self->end_us = chunk.time_us;
}

/**
 * sluice_recording_end:
 * @self: a recording
 * @time_us: when the body ended, in microseconds since the request was sent
 * @problem: (nullable): why it ended early, for people; %NULL when it did not
 *
 * Says that nothing more came.
 */
void
sluice_recording_end (SluiceRecording *self,
                      gint64           time_us,
                      const char      *problem)
{
  g_return_if_fail (SLUICE_IS_RECORDING (self));

  self->end_us = MAX (time_us, self->end_us);
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

/**
 * sluice_recording_get_problem:
 * @self: a recording
 *
 * Gets why the answer ended early.
 *
 * Returns: (nullable): the reason, for people; %NULL where it came to its end
 */
const char *
sluice_recording_get_problem (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);

  return self->problem;
}

/**
 * sluice_recording_get_n_chunks:
 * @self: a recording
 *
 * Gets how many chunks there are.
 *
 * Returns: the number
 */
guint
sluice_recording_get_n_chunks (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), 0);

  return self->chunks->len;
}

/**
 * sluice_recording_get_chunk:
 * @self: a recording
 * @position: which chunk
 * @time_us: (out) (optional): return location for the time it arrived, in microseconds since the
 *   request was sent
 *
 * Gets one chunk of the body.
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
sluice_recording_get_chunk (SluiceRecording *self,
                            guint            position,
                            gint64          *time_us)
{
  Chunk *chunk;

  g_return_val_if_fail (SLUICE_IS_RECORDING (self), NULL);
  g_return_val_if_fail (position < self->chunks->len, NULL);

  chunk = &g_array_index (self->chunks, Chunk, position);
  if (time_us)
    *time_us = chunk->time_us;

  return chunk->bytes;
}

/**
 * sluice_recording_get_duration:
 * @self: a recording
 *
 * Gets how long the answer took, from the request to the end of the body.
 *
 * Returns: microseconds
 */
gint64
sluice_recording_get_duration (SluiceRecording *self)
{
  g_return_val_if_fail (SLUICE_IS_RECORDING (self), 0);

  return self->end_us;
}

void
sluice_recording_recut (SluiceRecording *self,
                        const GArray    *lengths)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->chunks);
  g_autoptr(GByteArray) collected = g_byte_array_new ();

  self->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (self->chunks, clear_chunk);

  for (guint i = 0; i < old->len; i++)
    {
      const Chunk *chunk = &g_array_index (old, Chunk, i);
      gsize size, taken;
      const guint8 *data = g_bytes_get_data (chunk->bytes, &size);

      for (gsize offset = 0; offset < size; offset += taken)
        {
          gsize n = g_array_index (lengths, gsize, MIN (self->chunks->len, lengths->len - 1));

          taken = MIN (size - offset, n - collected->len);
          g_byte_array_append (collected, data + offset, taken);

          if (collected->len == n || (i + 1 == old->len && offset + taken == size))
            {
              Chunk cut = { g_bytes_new (collected->data, collected->len), chunk->time_us };

              g_array_append_val (self->chunks, cut);
              g_byte_array_set_size (collected, 0);
            }
        }
    }
}

/**
 * sluice_recording_rechunk:
 * @self: a recording
 * @n: bytes of a chunk
 *
 * Cuts the body anew, in chunks of the same size. Each byte keeps its time; a chunk has the time of
 * its last byte.
 */
void
sluice_recording_rechunk (SluiceRecording *self,
                          gsize            n)
{
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_return_if_fail (SLUICE_IS_RECORDING (self));
  g_return_if_fail (n > 0);

  g_array_append_val (lengths, n);
  sluice_recording_recut (self, lengths);
}
