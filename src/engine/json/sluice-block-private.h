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

G_END_DECLS
