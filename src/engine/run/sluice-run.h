/* sluice-run.h: one execution of a request: its attempts, its values, its outcome
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "provider/sluice-provider.h"
#include "run/sluice-attempt.h"
#include "run/sluice-field.h"
#include "run/sluice-item.h"
#include "wire/sluice-request.h"

G_BEGIN_DECLS

#define SLUICE_RUN_ERROR (sluice_run_error_quark ())

typedef enum
{
  SLUICE_RUN_ERROR_KEY,         /* missing or rejected */
  SLUICE_RUN_ERROR_CONNECTION,
  SLUICE_RUN_ERROR_STATUS,      /* the provider refused the request; its own words in the message */
  SLUICE_RUN_ERROR_PROTOCOL,
  SLUICE_RUN_ERROR_RATE,        /* rate limit or quota */
  SLUICE_RUN_ERROR_TIMEOUT,
  SLUICE_RUN_ERROR_ADDRESS,     /* the provider's address is missing, malformed, or not safe */
  SLUICE_RUN_ERROR_INVALID,     /* the value breaks a rule of the schema */
  SLUICE_RUN_ERROR_SYNTAX,      /* the reply stopped being JSON */
  SLUICE_RUN_ERROR_NO_VALUE,    /* no JSON came at all; the text is kept in the attempt */
  SLUICE_RUN_ERROR_TRUNCATED,
  SLUICE_RUN_ERROR_REFUSED,
  SLUICE_RUN_ERROR_FILTERED,
} SluiceRunError;

typedef enum
{
  SLUICE_RUN_READY,
  SLUICE_RUN_CONNECTING,
  SLUICE_RUN_WAITING,    /* request sent, nothing of the answer yet */
  SLUICE_RUN_STREAMING,
  SLUICE_RUN_RETRYING,
  SLUICE_RUN_FINISHED,
} SluiceRunState;

typedef enum
{
  SLUICE_OUTCOME_NONE,
  SLUICE_OUTCOME_COMPLETE,
  SLUICE_OUTCOME_INVALID,
  SLUICE_OUTCOME_TRUNCATED,
  SLUICE_OUTCOME_REFUSED,
  SLUICE_OUTCOME_FILTERED,
  SLUICE_OUTCOME_CANCELLED,
  SLUICE_OUTCOME_FAILED,
} SluiceOutcome;

typedef enum
{
  SLUICE_ITEM_POLICY_COLLECT,  /* keep and flag invalid items */
  SLUICE_ITEM_POLICY_SKIP,     /* leave them out of the result */
  SLUICE_ITEM_POLICY_STOP,     /* the first one ends the run */
} SluiceItemPolicy;

/* microseconds since the request was sent; -1 = did not happen */
typedef struct
{
  gint64 connected, first_byte, first_token, first_field, first_item, last_byte;
} SluiceTiming;

#define SLUICE_TYPE_RUN (sluice_run_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceRun, sluice_run, SLUICE, RUN, GObject)

/* properties: state, outcome, request, provider, attempt (current), n-attempts, progress text none.
 *
 * Signals, all from the main context the run was started in:
 *   "request" (SluiceAttempt*)             it is being sent
 *   "attempt-started" (SluiceAttempt*)
 *   "chunk" (GBytes*, gint64 time_us)
 *   "partial" (SluiceNode *root, gint64 time_us)   after each chunk that changed the value
 *   "item-opened" (SluiceItem*), "item" (SluiceItem*): opened, closed; an invalid item that the
 *                                                  policy skips or stops at is not told by "item"
 *   "stream-item-opened", "stream-item" (const char *pattern, const char *path, SluiceNode*, gint64
 *                                   time_us): the same of each stream that was asked for
 *   "violation" (SluiceViolation*, gint64 time_us)
 *   "reasoning" (const char *text, gint64 time_us)
 *   "retry" (guint attempt, const char *reason)    attempt: number of the one that follows; the
 *                                                  current one's where a request is only sent again
 *   "finished" (SluiceOutcome)             once, last
 */
SLUICE_API GQuark           sluice_run_error_quark      (void);
SLUICE_API SluiceRequest   *sluice_run_get_request      (SluiceRun *self);
SLUICE_API SluiceProvider  *sluice_run_get_provider     (SluiceRun *self);   /* NULL in a replay */
SLUICE_API SluiceRunState   sluice_run_get_state        (SluiceRun *self);
SLUICE_API SluiceOutcome    sluice_run_get_outcome      (SluiceRun *self);
SLUICE_API const char      *sluice_outcome_to_string    (SluiceOutcome outcome);
/* what went wrong, for people; NULL when nothing did */
SLUICE_API const GError    *sluice_run_get_error        (SluiceRun *self);
/* GListModel of SluiceAttempt; the last is the current one */
SLUICE_API GListModel      *sluice_run_get_attempts     (SluiceRun *self);
SLUICE_API SluiceAttempt   *sluice_run_get_attempt      (SluiceRun *self);
/* the rest is of the current attempt */
SLUICE_API SluiceNode      *sluice_run_get_root         (SluiceRun *self);
/* GListModel of SluiceItem, grows by sluice_run_flush() */
SLUICE_API GListModel      *sluice_run_get_items        (SluiceRun *self);
SLUICE_API guint            sluice_run_get_n_items      (SluiceRun *self);   /* closed ones, now */
/* the live tree; also there before the first byte, as the schema's skeleton */
SLUICE_API SluiceField     *sluice_run_get_field        (SluiceRun *self);
SLUICE_API SluiceField     *sluice_run_get_item_field   (SluiceRun *self,
                                                         SluiceItem *item);
/* leaves of the skeleton that are closed, and how many there are by now (for "8 of 13 fields") */
SLUICE_API void             sluice_run_count_fields     (SluiceRun *self,
                                                         guint     *closed,
                                                         guint     *total);
/* Announces what changed since the last call to fields, items and the models made of them. Views
 * call it once per frame; programs without views need not. Is called at the end of the run too. */
SLUICE_API void             sluice_run_flush            (SluiceRun *self);
SLUICE_API gboolean         sluice_run_has_changes      (SluiceRun *self);
SLUICE_API const SluiceUsage *sluice_run_get_usage      (SluiceRun *self);   /* all attempts */
SLUICE_API const SluiceTiming *sluice_run_get_timing    (SluiceRun *self);
SLUICE_API gint64           sluice_run_get_elapsed      (SluiceRun *self);   /* us, so far or in all */
/* tokens of the answer: the provider's figure, else about one for four bytes (*exact FALSE) */
SLUICE_API guint            sluice_run_get_tokens       (SluiceRun *self,
                                                         gboolean  *exact);
/* US dollars; negative where a price is not known */
SLUICE_API gdouble          sluice_run_get_cost         (SluiceRun *self);
SLUICE_API char            *sluice_run_to_json          (SluiceRun    *self,
                                                         SluicePolicy  policy,
                                                         guint         indent);
/* one closed item a line */
SLUICE_API char            *sluice_run_items_to_ndjson  (SluiceRun *self);
/* RFC 4180: a header, then one closed item a row; nested values as JSON text, absent ones empty;
 * a union's items have their type in the first column */
SLUICE_API char            *sluice_run_items_to_csv     (SluiceRun *self);
/* the same of these items only (element-type SluiceItem) */
SLUICE_API char            *sluice_run_some_items_to_csv (SluiceRun *self,
                                                          GPtrArray *items);
SLUICE_API void             sluice_run_set_item_policy  (SluiceRun        *self,
                                                         SluiceItemPolicy  policy);
/* One more stream of items: the values at all paths that match a JSON Pointer whose steps may be *,
 * for any. Before the run starts. FALSE where pattern is no pointer. */
SLUICE_API gboolean         sluice_run_add_item_stream  (SluiceRun  *self,
                                                         const char *pattern);
SLUICE_API SluiceItemPolicy sluice_run_get_item_policy  (SluiceRun *self);
/* closes the connection at once; what arrived is kept; outcome CANCELLED */
SLUICE_API void             sluice_run_cancel           (SluiceRun *self);
/* Iterates the run's main context until it has finished. TRUE for outcome COMPLETE. */
SLUICE_API gboolean         sluice_run_wait             (SluiceRun    *self,
                                                         GCancellable *cancellable,
                                                         GError      **error);
SLUICE_API void             sluice_run_wait_async       (SluiceRun           *self,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
SLUICE_API gboolean         sluice_run_wait_finish      (SluiceRun     *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

G_END_DECLS
