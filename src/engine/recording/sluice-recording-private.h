/* sluice-recording-private.h: the parts of a recording: the object, its file, and foreign bodies
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "recording/sluice-recording.h"

G_BEGIN_DECLS

/* A file may be this long, and may have this many chunks: more is a mistake, or an attack. */
#define SLUICE_RECORDING_MAX_BYTES (256 * 1024 * 1024)
#define SLUICE_RECORDING_MAX_CHUNKS (4 * 1024 * 1024)

/* TRUE when the bytes begin like a recording file, so that errors can be about one. */
gboolean         sluice_recording_is_file       (GBytes           *bytes);
SluiceRecording *sluice_recording_read_file     (GBytes           *bytes,
                                                 SluiceWire       *wire,
                                                 GError          **error);

/* A provider's response body. request_body (nullable): what it answers, as JSON; lengths (nullable):
 * the lengths of the chunks that it came in, as a JSON array. */
SluiceRecording *sluice_recording_read_body     (GBytes           *bytes,
                                                 SluiceWire       *wire,
                                                 GBytes           *request_body,
                                                 GBytes           *lengths,
                                                 GError          **error);
/* Sets the request from its body, as far as that can be read; the chunks are there already. */
void             sluice_recording_read_request  (SluiceRecording  *self,
                                                 GBytes           *bytes,
                                                 gboolean          streamed);
/* Cuts the body anew, into chunks of these lengths (gsize), the last of which goes on for ever. */
void             sluice_recording_recut         (SluiceRecording  *self,
                                                 const GArray     *lengths);

/* The request body as it was sent; NULL when it is not known. It may hold secrets. */
JsonNode        *sluice_recording_get_body      (SluiceRecording  *self);
void             sluice_recording_set_body      (SluiceRecording  *self,
                                                 JsonNode         *body);

G_END_DECLS
