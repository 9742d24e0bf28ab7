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
 * shape, schema, request without secrets), then a line for each chunk (time in us, base64). Any provider's response
 * body is read too: its wire is recognised, its wire events become the chunks, at token_us each. */
SLUICE_API GQuark           sluice_recording_error_quark     (void);
SLUICE_API SluiceRecording *sluice_recording_new             (SluiceWire       *wire,
                                                              guint             status);
/* wire NULL: recognise it, or take it from a recording's head */
SLUICE_API SluiceRecording *sluice_recording_new_for_bytes   (GBytes           *bytes,
                                                              SluiceWire       *wire,
                                                              GError          **error);
/* also finds request.json beside a response body and takes the schema from it */
SLUICE_API SluiceRecording *sluice_recording_new_for_file    (GFile            *file,
                                                              SluiceWire       *wire,
                                                              GError          **error);
/* keeps what the current attempt of run receives, from now on */
SLUICE_API SluiceRecording *sluice_recording_new_for_run     (SluiceRun        *run);
SLUICE_API gboolean         sluice_recording_save            (SluiceRecording  *self,
                                                              GFile            *file,
                                                              GError          **error);
SLUICE_API SluiceWire      *sluice_recording_get_wire        (SluiceRecording  *self);
/* the request it answers, where it is known: schema, mode, shape, messages */
SLUICE_API SluiceRequest   *sluice_recording_get_request     (SluiceRecording  *self);
SLUICE_API void             sluice_recording_add_chunk       (SluiceRecording  *self,
                                                              GBytes           *bytes,
                                                              gint64            time_us);
SLUICE_API guint            sluice_recording_get_n_chunks    (SluiceRecording  *self);
SLUICE_API gint64           sluice_recording_get_duration    (SluiceRecording  *self);
/* cuts the body anew: n bytes a chunk */
SLUICE_API void             sluice_recording_rechunk         (SluiceRecording  *self,
                                                              gsize             n);

G_END_DECLS
