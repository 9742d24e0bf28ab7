/* sluice-script-private.h: what the simulated model says, a token at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

#include "sluice-layout-private.h"
#include "sluice-facts-private.h"

G_BEGIN_DECLS

/* What to say. */
typedef struct
{
  SluiceSchema *schema;     /* of the answer: the one that was sent; NULL: plain prose */
  SluiceFacts *facts;     /* NULL only where there is no schema */
  JsonNode     *answer;     /* nullable: a good answer that somebody wrote */
  guint64       seed;
  guint         n_items;    /* of the main list; 0 = as many as seems right */
  SluiceLayout  layout;
  gboolean      fenced;     /* a line of prose, then ```json … ``` */
  gboolean      flawed;     /* one rule of the schema is broken */
  gboolean      malformed;  /* one bracket is of the wrong kind */
  gboolean      spelled;    /* a token is one character */
} SluiceScriptOptions;

typedef struct _SluiceScript SluiceScript;

SluiceScript *sluice_script_new        (const SluiceScriptOptions *options);
void          sluice_script_free       (SluiceScript *self);
/* The next piece of the text, as long as a tokenizer's: 1 to 8 bytes or so, whole characters. FALSE
 * at the end. The text lives until the next call. However many items there are, only one is made at
 * a time. */
gboolean      sluice_script_next_token (SluiceScript  *self,
                                        const char   **text,
                                        gsize         *length);
/* about how many tokens there will be, from what is known: for stopping in the middle */
guint         sluice_script_estimate   (SluiceScript *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceScript, sluice_script_free)

G_END_DECLS
