/* sluice-facts-private.h: what can be found in a prompt without understanding it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names and numbers that stand in a text, each list in the order of the text. */
typedef struct
{
  char       *text;      /* owned: all that was looked at */
  char       *small;     /* owned: the same in small letters */
  GHashTable *mentioned; /* owned: char* -> gboolean; words that were asked for */
  GPtrArray  *names;     /* owned: char*; capitalised words that are not one of the others */
  GPtrArray  *companies; /* owned: char* */
  GPtrArray  *places;    /* owned: char*; "in Moscow" */
  GPtrArray  *dates;     /* owned: char*; as they are written */
  GPtrArray  *emails;    /* owned: char* */
  GPtrArray  *urls;      /* owned: char* */
  GArray     *integers;  /* owned: gint64; ages, counts: not amounts, years or parts of dates */
  GArray     *amounts;   /* owned: gdouble; "$420 million", "12.50" */
  GPtrArray  *questions; /* owned: char*; parts of the text that ask */
  guint       n_items;   /* how many items it asks for ("1,000 users"); 0 = it does not say */
} SluiceFacts;

SluiceFacts *sluice_facts_new           (const char  *text);
SluiceFacts *sluice_facts_ref           (SluiceFacts *self);
void         sluice_facts_unref         (SluiceFacts *self);
/* the word stands in the text, in any case ("billing") */
gboolean     sluice_facts_mentions      (SluiceFacts *self,
                                         const char  *word);
/* TRUE for the text of a message that says what was wrong with an answer */
gboolean     sluice_facts_is_correction (const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceFacts, sluice_facts_unref)

G_END_DECLS
