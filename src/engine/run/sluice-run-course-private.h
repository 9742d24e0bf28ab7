/* sluice-run-course-private.h: the state of a run, and the steps that it goes through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-attempt-private.h"
#include "run/sluice-pace-private.h"
#include "run/sluice-run-private.h"

G_BEGIN_DECLS

struct _SluiceRun
{
  GObject           parent_instance;

  SluiceProvider   *provider;        /* NULL in a replay */
  SluiceWire       *wire;
  SluiceRequest    *request;         /* as it was asked for */
  SluiceRequest    *sent_request;    /* with what the reasks have added */
  SoupSession      *session;         /* NULL in a replay */
  char             *key;             /* nullable; shown nowhere */
  SluiceRunPolicy   network;
  SluiceItemPolicy  item_policy;
  GMainContext     *context;

  GListStore       *attempts;
  GPtrArray        *streams;         /* owned: SluicePathPattern */
  SluiceAttempt    *attempt;         /* the current one, the last of attempts */
  SluiceTransport  *transport;       /* of the current attempt */
  GSource          *source;          /* the next step: start, or send again… */
  SluicePace        pace;            /* …or read on */
  GString          *error_body;      /* of an answer with an error status */
  GError           *transport_error; /* how the transport ended, unless cleanly */
  GError           *error;           /* what went wrong in the end */
  GList            *waiters;         /* GTask* of sluice_run_wait_async() */

  SluiceRunState    state;
  SluiceOutcome     outcome;
  SluiceTiming      timing;
  SluiceUsage       past_usage;      /* of the attempts before */
  SluiceUsage       usage;           /* of all, as last asked for */
  gint64            start_us;        /* monotonic: the first request */
  gint64            attempt_us;      /* of the current request, on the run's clock */
  gint64            last_us;         /* the last thing heard, on the run's clock */
  gint64            end_us;          /* on the run's clock; -1 while it runs */
  gint64            slice_end_us;    /* monotonic */
  gint64            worked_us;       /* monotonic: when reading last stopped */
  gsize             answer_bytes;    /* text of all channels of the current attempt */
  gsize             n_received;      /* bytes of the body of the current answer */
  guint             n_tries;         /* sendings of the current request */

  guint             strict_json : 1;
  guint             begun : 1;       /* some of the answer was there */
  guint             working : 1;     /* inside the decoder: nothing may be concluded */
  guint             transport_ended : 1;
  guint             body_ended : 1;
  guint             broke_off : 1;   /* the connection did, before the answer had ended */
  guint             cancelled : 1;
  guint             stopped : 1;     /* at an invalid item */
  guint             flooded : 1;     /* more came than any answer is */
};

enum
{
  SLUICE_RUN_SIGNAL_REQUEST,
  SLUICE_RUN_SIGNAL_ATTEMPT_STARTED,
  SLUICE_RUN_SIGNAL_CHUNK,
  SLUICE_RUN_SIGNAL_PARTIAL,
  SLUICE_RUN_SIGNAL_ITEM_OPENED,
  SLUICE_RUN_SIGNAL_ITEM,
  SLUICE_RUN_SIGNAL_STREAM_ITEM_OPENED,
  SLUICE_RUN_SIGNAL_STREAM_ITEM,
  SLUICE_RUN_SIGNAL_VIOLATION,
  SLUICE_RUN_SIGNAL_REASONING,
  SLUICE_RUN_SIGNAL_RETRY,
  SLUICE_RUN_SIGNAL_FINISHED,
  SLUICE_RUN_N_SIGNALS,
};

extern guint sluice_run_signals[SLUICE_RUN_N_SIGNALS];

/* More than this, with all that is kept of it, is no answer but a flood. */
#define SLUICE_RUN_MAX_ANSWER_BYTES (256 * 1024 * 1024)

/* what the run hears of its attempt */
extern const SluiceAttemptFuncs sluice_run_attempt_functions;

void     sluice_run_set_state        (SluiceRun      *self,
                                      SluiceRunState  state);
/* Any handler may have cancelled the run: after each one is told, this is the question. */
gboolean sluice_run_is_over          (SluiceRun      *self);
gboolean sluice_run_has_error_status (SluiceRun      *self);
/* One step is pending at most. */
void     sluice_run_clear_source     (SluiceRun      *self);
gboolean sluice_run_has_source       (SluiceRun      *self);
void     sluice_run_schedule_turn    (SluiceRun      *self,
                                      GSourceFunc     func);
/* After others had their turn. */
void     sluice_run_schedule_slice   (SluiceRun      *self,
                                      GSourceFunc     func);
/* The transport ended, and everything it brought was read. */
void     sluice_run_conclude         (SluiceRun      *self);
void     sluice_run_drop_transport   (SluiceRun      *self);

/* Microseconds since the first request was sent; in a replay, time is the recording's. */
gint64 sluice_run_get_now      (SluiceRun       *self);
/* Makes the first attempt and starts it on the next turn; the run holds itself from here on. */
void   sluice_run_start        (SluiceRun       *self);
/* takes transport over: the replay's, in place of the network */
void   sluice_run_take_transport (SluiceRun     *self,
                                  SluiceTransport *transport);
/* Lets go of everything that could still call back. */
void   sluice_run_break_off    (SluiceRun       *self);
/* the answer to sluice_run_wait_async() */
void   sluice_run_return_outcome (SluiceRun     *self,
                                  GTask         *task);

G_END_DECLS
