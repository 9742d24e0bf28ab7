/* sluice-problem-private.h: what a provider says of a request that it does not answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  guint  status;   /* HTTP; 0 = no problem */
  char  *message;  /* owned */
  char  *param;    /* owned, nullable: the member of the request that is wrong */
} SluiceProblem;

void     sluice_problem_clear         (SluiceProblem     *self);
/* FALSE with the first thing that a real provider would refuse in the body of a request */
gboolean sluice_problem_check_request (const char        *wire,
                                       JsonNode          *body,
                                       SluiceProblem     *problem);
/* what a provider says with that status, where nothing is wrong with the request */
void     sluice_problem_init_status   (SluiceProblem     *self,
                                       guint              status);
/* Answers with it, in the words of the wire. */
void     sluice_problem_send          (SluiceProblem     *self,
                                       const char        *wire,
                                       SoupServerMessage *message);
/* the same with its HTTP head (transfer full), for a connection that is closed after it */
char    *sluice_problem_make_answer    (SluiceProblem     *self,
                                       const char        *wire);

G_END_DECLS
