/* sluice-attempt-private.h: how an attempt is filled
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-attempt.h"
#include "run/sluice-items-private.h"
#include "run/sluice-channels-private.h"

G_BEGIN_DECLS

/* What the run hears of its attempt; any may be NULL. */
typedef struct
{
  /* one event of the answer, which has it already */
  void (*event)      (gpointer owner, const SluiceStreamEvent *event, gint64 time_us);
  /* all of one chunk was read; changed: the value shows more than before */
  void (*chunk_read) (gpointer owner, gint64 time_us, gboolean changed);
  /* one of many results began, or closed */
  void (*item)       (gpointer owner, guint index, gboolean closed);
  /* a value of any kind began, or closed */
  void (*node)       (gpointer owner, SluiceValue *value, SluiceNode *node, gboolean closed,
                      gint64 time_us);
  void (*violation)  (gpointer owner, SluiceViolation *violation, gint64 time_us);
} SluiceAttemptFuncs;

/* When things first came, on the run's clock; -1 = did not happen. */
typedef struct
{
  gint64 token, field, item;
} SluiceFirsts;

SluiceAttempt *sluice_attempt_new          (guint                     number,
                                            SluiceWire               *wire,
                                            SluiceRequest            *request,
                                            gboolean                  strict_json,
                                            const SluiceAttemptFuncs *funcs,
                                            gpointer                  owner);
/* the owner hears nothing any more */
void           sluice_attempt_detach       (SluiceAttempt            *self);
/* Forgets an answer that was none (a rate limit), to send the request again. */
void           sluice_attempt_rewind       (SluiceAttempt            *self);
/* headers: "Name: value" lines without secrets */
void           sluice_attempt_set_sent     (SluiceAttempt            *self,
                                            const char               *url,
                                            const char               *headers,
                                            JsonNode                 *body);
/* headers: name, value, name, value, …, NULL */
void           sluice_attempt_set_head     (SluiceAttempt            *self,
                                            guint                     status,
                                            const char *const        *headers);
const char    *sluice_attempt_get_header   (SluiceAttempt            *self,
                                            const char               *name);
/* Takes a chunk in; sluice_attempt_work() reads it. */
void           sluice_attempt_push         (SluiceAttempt            *self,
                                            GBytes                   *bytes,
                                            gint64                    time_us);
/* No chunk follows. */
void           sluice_attempt_end_body     (SluiceAttempt            *self,
                                            gint64                    time_us);
/* Reads until the deadline (monotonic). TRUE while there is more to read. */
gboolean       sluice_attempt_work         (SluiceAttempt            *self,
                                            gint64                    deadline_us);
/* Reads a byte at a time, so that what is read when it is halted depends on the bytes only. */
void           sluice_attempt_set_careful  (SluiceAttempt            *self,
                                            gboolean                  careful);
/* What is left is not read any more. */
void           sluice_attempt_halt         (SluiceAttempt            *self);
/* Everything was read. clean: the model came to its own end; else what is open is cut off. */
void           sluice_attempt_finish       (SluiceAttempt            *self,
                                            gboolean                  clean,
                                            gint64                    time_us);
/* the protocol's own end was there, without an error */
gboolean       sluice_attempt_is_complete  (SluiceAttempt            *self);
SluiceChannels  *sluice_attempt_get_channels   (SluiceAttempt            *self);
SluiceItems   *sluice_attempt_get_item_set (SluiceAttempt            *self);
/* the field of an item of this attempt (transfer full) */
SluiceField   *sluice_attempt_dup_item_field (SluiceAttempt          *self,
                                              guint                   index);
const SluiceFirsts *sluice_attempt_get_firsts (SluiceAttempt         *self);
/* leaves that are closed, and how many there are by now */
void           sluice_attempt_count_fields (SluiceAttempt            *self,
                                            guint                    *closed,
                                            guint                    *total);
gboolean       sluice_attempt_has_changes  (SluiceAttempt            *self);
void           sluice_attempt_flush        (SluiceAttempt            *self);

G_END_DECLS
