/* sluice-error-body-private.h: what a server says when it refuses
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

/* Borrowed from the node it was found in; what is not told is NULL. */
typedef struct
{
  const char *type;
  const char *code;
  const char *message;
  SluiceNode *object;   /* the object that holds these */
} SluiceErrorBody;

/* FALSE where root does not report an error in any known shape */
gboolean  sluice_error_body_find  (SluiceNode      *root,
                                   SluiceErrorBody *body);
/* what a body that is not JSON says to people: its text, without HTML, cut to a sane length;
 * NULL where it says nothing (transfer full) */
char     *sluice_error_body_plain (const char      *text,
                                   gsize            length);

G_END_DECLS
