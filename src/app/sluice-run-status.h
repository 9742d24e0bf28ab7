/* sluice-run-status.h: the state of a run in the words of the status strip and the banner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <sluice.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_STATUS_EMPTY,       /* no usable schema */
  SLUICE_STATUS_READY,
  SLUICE_STATUS_NO_KEY,
  SLUICE_STATUS_CONNECTING,
  SLUICE_STATUS_WAITING,
  SLUICE_STATUS_STREAMING,
  SLUICE_STATUS_STALLED,
  SLUICE_STATUS_RETRYING,
  SLUICE_STATUS_COMPLETE,
  SLUICE_STATUS_INVALID,
  SLUICE_STATUS_CUT_OFF,
  SLUICE_STATUS_DECLINED,
  SLUICE_STATUS_FAILED,
  SLUICE_STATUS_STOPPED,
} SluiceStatusKind;

/* The one thing a person can do about it. */
typedef enum
{
  SLUICE_FIX_NONE,
  SLUICE_FIX_ADD_KEY,
  SLUICE_FIX_CHANGE_KEY,
  SLUICE_FIX_TRY_AGAIN,
  SLUICE_FIX_RAISE_LIMIT,
  SLUICE_FIX_SHOW_FIELD,
  SLUICE_FIX_SHOW_WIRE,
  SLUICE_FIX_SHOW_ANSWER,
} SluiceFix;

/* What is known, from the run and besides it. */
typedef struct
{
  SluiceRun        *run;           /* nullable */
  SluiceExtraction *extraction;    /* nullable */
  const char       *missing_key;   /* name of a provider that has no key; nullable */
  const char       *retry_reason;  /* of the last retry; nullable */
  gint64            silence;       /* us since the last bytes */
} SluiceRunFacts;

typedef struct
{
  SluiceStatusKind  kind;
  const char       *icon_name;  /* static; NULL for none */
  gboolean          busy;
  char             *text;       /* of the strip */
  char             *message;    /* of the banner; NULL for none */
  SluiceFix         fix;        /* of the banner */
  char             *fix_label;  /* of its button; NULL for none */
} SluiceRunStatus;

void  sluice_run_status_init         (SluiceRunStatus      *self,
                                      const SluiceRunFacts *facts);
void  sluice_run_status_clear        (SluiceRunStatus      *self);
guint sluice_run_status_raised_limit (SluiceRun            *run);
char *sluice_run_status_dup_amount   (SluiceRun            *run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceRunStatus, sluice_run_status_clear)

G_END_DECLS
