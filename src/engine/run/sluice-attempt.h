/* sluice-attempt.h: one try in a run: one request, one answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "run/sluice-field.h"
#include "schema/sluice-check.h"
#include "wire/sluice-wire.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ATTEMPT (sluice_attempt_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceAttempt, sluice_attempt, SLUICE, ATTEMPT, GObject)

SLUICE_API guint         sluice_attempt_get_number       (SluiceAttempt *self);   /* from 1 */
/* what was sent; secrets read •••• (URL, headers as "Name: value" lines, body); NULL in a replay */
SLUICE_API const char   *sluice_attempt_get_url          (SluiceAttempt *self);
SLUICE_API const char   *sluice_attempt_get_request_headers (SluiceAttempt *self);
SLUICE_API JsonNode     *sluice_attempt_get_request_body (SluiceAttempt *self);
SLUICE_API guint         sluice_attempt_get_status       (SluiceAttempt *self);   /* HTTP, 0 = none */
SLUICE_API const char   *sluice_attempt_get_response_headers (SluiceAttempt *self);
/* GListModel of SluiceFrame, grows by sluice_run_flush() */
SLUICE_API GListModel   *sluice_attempt_get_frames       (SluiceAttempt *self);
/* Where a piece of the text came from. The bytes [start, end) of the text that the frame at position
 * brought: FALSE when it brought none. The other way round: the frame that brought this byte of the
 * text, G_MAXUINT when that is not known. */
SLUICE_API gboolean      sluice_attempt_get_frame_range  (SluiceAttempt *self,
                                                          guint          position,
                                                          gsize         *start,
                                                          gsize         *end);
SLUICE_API guint         sluice_attempt_find_frame       (SluiceAttempt *self,
                                                          gsize          byte);
SLUICE_API SluiceAnswer *sluice_attempt_get_answer       (SluiceAttempt *self);
/* the text that was parsed: arguments of the call, or the message's text */
SLUICE_API const char   *sluice_attempt_get_text         (SluiceAttempt *self);
SLUICE_API SluiceNode   *sluice_attempt_get_root         (SluiceAttempt *self);
SLUICE_API SluiceCheck  *sluice_attempt_get_check        (SluiceAttempt *self);
/* the tree and the items of this very attempt, which stay when another one begins: what
 * sluice_run_get_field() and sluice_run_get_items() give of the current one */
SLUICE_API SluiceField  *sluice_attempt_get_field        (SluiceAttempt *self);
SLUICE_API GListModel   *sluice_attempt_get_items        (SluiceAttempt *self);
SLUICE_API GPtrArray    *sluice_attempt_get_repairs      (SluiceAttempt *self);
/* TRUE where JSON was found in another channel than the mode says */
SLUICE_API gboolean      sluice_attempt_switched_channel (SluiceAttempt *self);

G_END_DECLS
