/* sluice-words.c: which of some words can still become of the letters so far
 *
 * A sorted array is a trie without pointers: the words with a common beginning stand together, so
 * a letter more is two ends that move towards each other.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "schema/sluice-words-private.h"

static int
compare_words (const void *a,
               const void *b)
{
  const SluiceWord *first = a, *second = b;
  int order = memcmp (first->text, second->text, MIN (first->length, second->length));

  if (order != 0)
    return order;

  return first->length < second->length ? -1 : first->length > second->length;
}

void
sluice_words_init (SluiceWords      *self,
                   const SluiceWord *words,
                   guint32           n)
{
  self->words = g_memdup2 (words, n * sizeof *words);
  self->n = n;
  if (n > 0)
    qsort (self->words, n, sizeof *self->words, compare_words);
}

void
sluice_words_clear (SluiceWords *self)
{
  g_clear_pointer (&self->words, g_free);
  self->n = 0;
}

const SluiceWord *
sluice_words_find (const SluiceWords *self,
                   const char        *text,
                   gsize              length)
{
  const SluiceWord wanted = { text, length, 0 };

  if (self->n == 0)
    return NULL;

  return bsearch (&wanted, self->words, self->n, sizeof wanted, compare_words);
}

/* -1 where the word has ended before */
static inline int
letter_at (const SluiceWord *word,
           gsize             depth)
{
  return depth < word->length ? (guchar) word->text[depth] : -1;
}

/* The first word in range whose letter at depth is not below letter. */
static guint32
find_letter (const SluiceWords *self,
             SluiceWordRange    range,
             gsize              depth,
             int                letter)
{
  while (range.low < range.high)
    {
      guint32 middle = range.low + (range.high - range.low) / 2;

      if (letter_at (&self->words[middle], depth) < letter)
        range.low = middle + 1;
      else
        range.high = middle;
    }

  return range.low;
}

gsize
sluice_words_narrow (const SluiceWords *self,
                     SluiceWordRange   *range,
                     gsize              depth,
                     const char        *letters,
                     gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      int letter = (guchar) letters[i];
      SluiceWordRange next = *range;

      if (next.low == next.high)
        return i;

      /* Most letters leave the range as it is. */
      if (letter_at (&self->words[next.low], depth + i) != letter)
        next.low = find_letter (self, next, depth + i, letter);
      if (next.low < next.high && letter_at (&self->words[next.high - 1], depth + i) != letter)
        next.high = find_letter (self, next, depth + i, letter + 1);
      *range = next;
      if (next.low == next.high)
        return i;
    }

  return n;
}

const SluiceWord *
sluice_words_exact (const SluiceWords *self,
                    SluiceWordRange    range,
                    gsize              length)
{
  if (range.low == range.high || self->words[range.low].length != length)
    return NULL;

  return &self->words[range.low];
}
