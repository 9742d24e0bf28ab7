/* sluice-words-private.h: which of some words can still become of the letters so far
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *text;    /* not owned; may contain U+0000 */
  guint32     length;  /* bytes */
  guint32     value;   /* what the owner of the words knows it by */
} SluiceWord;

typedef struct
{
  SluiceWord *words;   /* owned; sorted by bytes, a word before those that it begins */
  guint32     n;
} SluiceWords;

/* The words that begin with the letters so far: words[low, high). */
typedef struct
{
  guint32 low;
  guint32 high;
} SluiceWordRange;

/* Takes a copy of words and sorts it. */
void              sluice_words_init   (SluiceWords       *self,
                                       const SluiceWord  *words,
                                       guint32            n);
void              sluice_words_clear  (SluiceWords       *self);
const SluiceWord *sluice_words_find   (const SluiceWords *self,
                                       const char        *text,
                                       gsize              length);
/* Goes on from depth letters with n more. Gives how many of them some word goes along with: where
 * that is less than n, the range is empty and the next letter is the one that emptied it. */
gsize             sluice_words_narrow (const SluiceWords *self,
                                       SluiceWordRange   *range,
                                       gsize              depth,
                                       const char        *letters,
                                       gsize              n);
/* The word in range that has length letters, NULL when all are longer. */
const SluiceWord *sluice_words_exact  (const SluiceWords *self,
                                       SluiceWordRange    range,
                                       gsize              length);

static inline SluiceWordRange
sluice_words_all (const SluiceWords *self)
{
  return (SluiceWordRange) { 0, self->n };
}

G_END_DECLS
