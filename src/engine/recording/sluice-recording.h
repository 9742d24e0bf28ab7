/* sluice-recording.h: the bytes of an answer with their times, kept or brought from elsewhere
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "run/sluice-run.h"

G_BEGIN_DECLS

#define SLUICE_RECORDING_ERROR (sluice_recording_error_quark ())

typedef enum
{
  SLUICE_RECORDING_ERROR_FORMAT,
  SLUICE_RECORDING_ERROR_UNKNOWN_WIRE,
  SLUICE_RECORDING_ERROR_VERSION,
} SluiceRecordingError;

#define SLUICE_TYPE_RECORDING (sluice_recording_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceRecording, sluice_recording, SLUICE, RECORDING, GObject)

/* A recording file is JSON Lines: a head (version, wire, status, headers, provider, model, mode,
 * shape, schema, request without secrets), then a line for each chunk (time in us, base64), then
 * one for the end. Any provider's response body is read too: its wire is recognised, its wire
 * events become the chunks, 20 ms each. */
SLUICE_API GQuark           sluice_recording_error_quark     (void);
SLUICE_API SluiceRecording *sluice_recording_new             (SluiceWire       *wire,
                                                              guint             status);
/* wire NULL: recognise it, or take it from a recording's head */
SLUICE_API SluiceRecording *sluice_recording_new_for_bytes   (GBytes           *bytes,
                                                              SluiceWire       *wire,
                                                              GError          **error);
/* also finds request.json beside a response body and takes the schema from it, and chunks.json, the
 * lengths of the chunks that the body came in */
SLUICE_API SluiceRecording *sluice_recording_new_for_file    (GFile            *file,
                                                              SluiceWire       *wire,
                                                              GError          **error);
SLUICE_API void             sluice_recording_new_for_file_async
                                                             (GFile               *file,
                                                              SluiceWire          *wire,
                                                              GCancellable        *cancellable,
                                                              GAsyncReadyCallback  callback,
                                                              gpointer             user_data);
SLUICE_API SluiceRecording *sluice_recording_new_for_file_finish
                                                             (GAsyncResult     *result,
                                                              GError          **error);
/* keeps what the current attempt of run receives, from now on */
SLUICE_API SluiceRecording *sluice_recording_new_for_run     (SluiceRun        *run);
SLUICE_API GBytes          *sluice_recording_to_bytes        (SluiceRecording  *self);
SLUICE_API gboolean         sluice_recording_save            (SluiceRecording  *self,
                                                              GFile            *file,
                                                              GError          **error);
SLUICE_API SluiceWire      *sluice_recording_get_wire        (SluiceRecording  *self);
SLUICE_API guint            sluice_recording_get_status      (SluiceRecording  *self);
/* of the answer: name, value, name, value, … */
SLUICE_API const char     **sluice_recording_get_headers     (SluiceRecording  *self);
SLUICE_API void             sluice_recording_set_headers     (SluiceRecording  *self,
                                                              const char      **headers);
/* id in the catalogue, NULL when it is not known */
SLUICE_API const char      *sluice_recording_get_provider    (SluiceRecording  *self);
SLUICE_API void             sluice_recording_set_provider    (SluiceRecording  *self,
                                                              const char       *provider);
/* the request it answers, where it is known: schema, mode, shape, messages */
SLUICE_API SluiceRequest   *sluice_recording_get_request     (SluiceRecording  *self);
SLUICE_API void             sluice_recording_set_request     (SluiceRecording  *self,
                                                              SluiceRequest    *request);
SLUICE_API void             sluice_recording_add_chunk       (SluiceRecording  *self,
                                                              GBytes           *bytes,
                                                              gint64            time_us);
/* the answer ended, at this time; problem (nullable) says why it ended early */
SLUICE_API void             sluice_recording_end             (SluiceRecording  *self,
                                                              gint64            time_us,
                                                              const char       *problem);
SLUICE_API const char      *sluice_recording_get_problem     (SluiceRecording  *self);
SLUICE_API guint            sluice_recording_get_n_chunks    (SluiceRecording  *self);
/* borrowed; time_us (nullable): when it arrived */
SLUICE_API GBytes          *sluice_recording_get_chunk       (SluiceRecording  *self,
                                                              guint             position,
                                                              gint64           *time_us);
SLUICE_API gint64           sluice_recording_get_duration    (SluiceRecording  *self);
/* cuts the body anew: n bytes a chunk */
SLUICE_API void             sluice_recording_rechunk         (SluiceRecording  *self,
                                                              gsize             n);

G_END_DECLS
