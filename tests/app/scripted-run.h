/* scripted-run.h: a run whose answer stops where a test wants to look at it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

/* How an answer goes on after its text. */
typedef enum
{
  SCRIPTED_HANGS,      /* nothing more comes */
  SCRIPTED_ENDS,       /* the model comes to its end */
  SCRIPTED_LIMIT,      /* the model reaches its output limit */
  SCRIPTED_FILTERED,   /* the provider's filter stops it */
  SCRIPTED_REFUSED,    /* the text was a refusal, not an answer */
  SCRIPTED_DROPS,      /* the connection is lost */
  SCRIPTED_REJECTED,   /* there is no answer, for the key is wrong (HTTP 401) */
} ScriptedEnd;

typedef struct
{
  SluicePlayer *player;
  SluiceRun    *run;
  gsize         length;  /* bytes of the text */
  ScriptedEnd   end;
} ScriptedRun;

/* schema: NULL where nobody knows it */
ScriptedRun *scripted_run_new    (const char  *schema,
                                  SluiceShape  shape,
                                  const char  *text,
                                  ScriptedEnd  end);
/* thinking: what the model says outside its answer; NULL for nothing */
ScriptedRun *scripted_run_new_with_thinking
                                 (const char  *schema,
                                  SluiceShape  shape,
                                  const char  *thinking,
                                  const char  *text,
                                  ScriptedEnd  end);
void         scripted_run_free   (ScriptedRun *self);
/* iterates until the text has been read and, where it ends, until the run has finished */
void         scripted_run_play   (ScriptedRun *self);
/* an array of n people: {"people":[{"name":"Person 0","age":0},…]} */
char        *scripted_people     (guint        n,
                                  guint        invalid_every);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedRun, scripted_run_free)

G_END_DECLS
