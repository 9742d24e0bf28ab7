/* sluice-block-private.h: the text of strings, a vector or a machine word at a time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

#ifdef __SSE2__

#define SLUICE_BLOCK 16

/* Copies a block of text, and counts the bytes before the first one in it that does not stand for
 * itself in a string: a control, the quote, a backslash, or a byte that is not ASCII. */
static inline guint
sluice_block_copy (char         *to,
                   const guint8 *from,
                   guint8        quote)
{
  __m128i block = _mm_loadu_si128 ((const __m128i *) from);
  /* Signed: bytes from 0x80 on are below the space, like the controls. */
  __m128i special = _mm_or_si128 (_mm_cmplt_epi8 (block, _mm_set1_epi8 (' ')),
                                  _mm_or_si128 (_mm_cmpeq_epi8 (block, _mm_set1_epi8 ((char) quote)),
                                                _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\\'))));
  guint mask = _mm_movemask_epi8 (special);

  _mm_storeu_si128 ((__m128i *) to, block);
  return (guint) __builtin_ctz (mask | 1u << SLUICE_BLOCK);
}

#else

#define SLUICE_BLOCK 8

/* The top bit of each byte of a word that is 0. */
static inline guint64
sluice_block_find_zeros (guint64 word)
{
  const guint64 rest = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);

  return ~(((word & rest) + rest) | word | rest);
}

/* Copies a block of text, and counts the bytes before the first one in it that does not stand for
 * itself in a string: a control, the quote, a backslash, or a byte that is not ASCII. */
static inline guint
sluice_block_copy (char         *to,
                   const guint8 *from,
                   guint8        quote)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 block, special;

  memcpy (&block, from, SLUICE_BLOCK);
  memcpy (to, &block, SLUICE_BLOCK);
  block = GUINT64_FROM_LE (block);

  /* Controls are those that are 0 without their five lowest bits. */
  special = sluice_block_find_zeros (block & (ones * 0xe0))
            | sluice_block_find_zeros (block ^ (ones * quote))
            | sluice_block_find_zeros (block ^ (ones * '\\'))
            | (block & (ones << 7));

  return special != 0 ? (guint) __builtin_ctzll (special) / 8 : SLUICE_BLOCK;
}

#endif

/* Whether every byte of a word stands for itself in a string. */
static inline gboolean
sluice_block_is_plain (guint64 word,
                       guint8  quote)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 quotes = word ^ (ones * quote), backslashes = word ^ (ones * '\\');

  /* The top bit of a byte of (x - 1) & ~x is set where x is 0, and sometimes after such a byte: what
   * matters here is only whether there is one. */
  return ((word | (word - ones * ' ') | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes))
          & (ones << 7)) == 0;
}

/* Copies 4 to 16 bytes, as two words that may overlap. FALSE where not all of them stand for
 * themselves in a string. */
static inline gboolean
sluice_block_copy_few (char         *to,
                       const guint8 *from,
                       gsize         n,
                       guint8        quote)
{
  guint32 first, last;
  guint64 begin, end;

  if (n < 8)
    {
      memcpy (&first, from, 4);
      memcpy (&last, from + n - 4, 4);
      memcpy (to, &first, 4);
      memcpy (to + n - 4, &last, 4);
      return sluice_block_is_plain ((guint64) last << 32 | first, quote);
    }

  memcpy (&begin, from, 8);
  memcpy (&end, from + n - 8, 8);
  memcpy (to, &begin, 8);
  memcpy (to + n - 8, &end, 8);
  return sluice_block_is_plain (begin, quote) && sluice_block_is_plain (end, quote);
}

/* Whether two runs of bytes are the same: quicker than memcmp() where they are short. */
static inline gboolean
sluice_block_is_same (const void *a,
                      const void *b,
                      gsize       n)
{
  const guint8 *p = a, *q = b;
  guint64 x, y, v, w;
  guint32 c, d, e, f;

  if (n > 16)
    return memcmp (p, q, n) == 0;

  if (n >= 8)
    {
      memcpy (&x, p, 8);
      memcpy (&y, q, 8);
      memcpy (&v, p + n - 8, 8);
      memcpy (&w, q + n - 8, 8);
      return ((x ^ y) | (v ^ w)) == 0;
    }

  if (n >= 4)
    {
      memcpy (&c, p, 4);
      memcpy (&d, q, 4);
      memcpy (&e, p + n - 4, 4);
      memcpy (&f, q + n - 4, 4);
      return ((c ^ d) | (e ^ f)) == 0;
    }

  while (n > 0 && *p == *q)
    {
      p++;
      q++;
      n--;
    }

  return n == 0;
}

G_END_DECLS
