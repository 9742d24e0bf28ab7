/* sluice-parser-string.c: strings and member names as they arrive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes that stand for themselves in any string: ASCII but controls, backslash and both quotes. */
static const guint8 plain[256] = {
  [' '] = 1, ['!'] = 1,
  ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1,
  ['('] = 1, [')'] = 1, ['*'] = 1, ['+'] = 1, [','] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 1,
  ['0' ... '9'] = 1, [':'] = 1, [';'] = 1, ['<'] = 1, ['='] = 1, ['>'] = 1, ['?'] = 1, ['@'] = 1,
  ['A' ... 'Z'] = 1, ['['] = 1, [']'] = 1, ['^'] = 1, ['_'] = 1, ['`'] = 1,
  ['a' ... 'z'] = 1, ['{'] = 1, ['|'] = 1, ['}'] = 1, ['~'] = 1, [0x7f] = 1,
};

#ifdef __SSE2__

/* Copies 16 bytes at a time up to the first that is not plain, as long as 16 are left. */
static inline const guint8 *
copy_blocks (guint8       **out,
             guint8         quote,
             const guint8  *p,
             const guint8  *stop)
{
  const __m128i quotes = _mm_set1_epi8 (quote);
  const __m128i backslashes = _mm_set1_epi8 ('\\');
  const __m128i spaces = _mm_set1_epi8 (' ');

  while (stop - p >= 16)
    {
      __m128i block = _mm_loadu_si128 ((const __m128i *) p);
      /* Signed: bytes from 0x80 on are below the space, like the controls. */
      __m128i special = _mm_or_si128 (_mm_cmplt_epi8 (block, spaces),
                                      _mm_or_si128 (_mm_cmpeq_epi8 (block, quotes),
                                                    _mm_cmpeq_epi8 (block, backslashes)));
      guint mask = _mm_movemask_epi8 (special);
      guint n = mask != 0 ? (guint) __builtin_ctz (mask) : 16;

      _mm_storeu_si128 ((__m128i *) *out, block);
      p += n;
      *out += n;
      if (mask != 0)
        break;
    }

  return p;
}

#else

/* Copies 8 bytes at a time as long as all of them are plain. */
static inline const guint8 *
copy_blocks (guint8       **out,
             guint8         quote,
             const guint8  *p,
             const guint8  *stop)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = ones << 7;

  while (stop - p >= 8)
    {
      guint64 block, special;

      memcpy (&block, p, 8);
      /* The top bit of a byte of (x - 1) & ~x is set where x is 0, and sometimes after such a byte:
       * what matters here is only whether there is one. */
      special = block | (block - ones * 0x20);
      special |= ((block ^ (ones * quote)) - ones) & ~(block ^ (ones * quote));
      special |= ((block ^ (ones * '\\')) - ones) & ~(block ^ (ones * '\\'));
      if ((special & tops) != 0)
        break;

      memcpy (*out, &block, 8);
      p += 8;
      *out += 8;
    }

  return p;
}

#endif

/* Copies bytes that stand for themselves to the tip of the arena. */
static inline const guint8 *
copy_plain (SluiceTree   *tree,
            guint8        quote,
            const guint8 *p,
            const guint8 *end)
{
  for (;;)
    {
      gsize room = tree->limit - tree->tip;
      const guint8 *stop = p + MIN (room, (gsize) (end - p));
      guint8 *out = (guint8 *) tree->tip;

      p = copy_blocks (&out, quote, p, stop);
      while (p < stop && (plain[*p] || (*p == (quote ^ '"' ^ '\''))))
        *out++ = *p++;

      tree->tip = (char *) out;
      if (p < stop || p == end)
        return p;

      sluice_tree_grow_text (tree, 1);
    }
}

typedef enum { CHARACTER_WHOLE, CHARACTER_PART, CHARACTER_BAD } Character;

/* Looks at a character of more than one byte (RFC 3629, section 4). length becomes the number of
 * bytes it has; where it is bad, of those that could have begun one. */
static Character
examine_character (const guint8 *bytes,
                   gsize         n,
                   guint        *length)
{
  guint8 lead = bytes[0], low = 0x80, high = 0xbf;
  guint size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

  *length = 1;
  if (lead < 0xc2 || lead > 0xf4)
    return CHARACTER_BAD;

  if (lead == 0xe0)
    low = 0xa0;
  else if (lead == 0xed)
    high = 0x9f;
  else if (lead == 0xf0)
    low = 0x90;
  else if (lead == 0xf4)
    high = 0x8f;

  for (; *length < size; (*length)++)
    {
      if (*length == n)
        return CHARACTER_PART;
      if (bytes[*length] < low || bytes[*length] > high)
        return CHARACTER_BAD;
      low = 0x80;
      high = 0xbf;
    }

  return CHARACTER_WHOLE;
}

static const guint8 *
fail_character (SluiceParser *self,
                guint32       offset,
                const guint8 *end)
{
  return sluice_parser_fail_with (self, offset, end, SLUICE_PARSER_ERROR_SYNTAX,
                                  _("The text at byte %u is not UTF-8"), offset);
}

/* Ends the string at its closing quote. */
static const guint8 *
end_string (SluiceParser *self,
            const guint8 *p)
{
  SluiceTree *tree = self->tree;
  guint32 offset = sluice_parser_at (self, p);

  if (self->in_name)
    {
      gsize length = sluice_tree_get_text_length (tree);

      *tree->tip = '\0';
      sluice_parser_tell (self, key, self->frame->node, tree->text, length, length, offset, TRUE);
      tree->tip = tree->text;
      sluice_parser_close_name (self, sluice_names_intern (&tree->names, tree->text, length),
                                offset + 1);
    }
  else
    {
      sluice_parser_finish_text (self, self->node);
      sluice_parser_close_value (self, self->node, offset + 1);
    }

  return p + 1;
}

/* Begins a string value at its opening quote. */
const guint8 *
sluice_parser_begin_string (SluiceParser *self,
                            const guint8 *p)
{
  SluiceNode *node = sluice_parser_begin_value (self, SLUICE_NODE_STRING, sluice_parser_at (self, p));

  node->text = self->tree->text;
  *self->tree->tip = '\0';
  self->quote = *p;
  self->state = STATE_STRING;
  sluice_parser_tell (self, opened, node);

  return p + 1;
}

/* Begins the name of a member at its opening quote. */
const guint8 *
sluice_parser_begin_name (SluiceParser *self,
                          const guint8 *p)
{
  const SluiceName *names = self->tree->names.names;
  const ParserFrame *frame = self->frame;

  self->guess = frame->last_name != 0 ? names[frame->last_name].follower : names[frame->below].inside;
  self->n_guessed = 0;
  self->in_name = TRUE;
  self->quote = *p;
  self->state = self->guess != 0 ? STATE_GUESS : STATE_STRING;

  return p + 1;
}

/* Reads on in a name that is so far the one that was guessed. */
const guint8 *
sluice_parser_read_guess (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  const SluiceName *name = &self->tree->names.names[self->guess];
  guint32 from = self->n_guessed, n = from, offset = sluice_parser_at (self, p);

  while (p < end && n < name->length && *p == (guint8) name->text[n])
    {
      p++;
      n++;
    }
  self->n_guessed = n;

  if (p < end && n == name->length && *p == self->quote)
    {
      sluice_parser_tell (self, key, self->frame->node, name->text, n, from, offset, TRUE);
      sluice_parser_close_name (self, self->guess, sluice_parser_at (self, p) + 1);
      return p + 1;
    }

  if (n > from)
    sluice_parser_tell (self, key, self->frame->node, name->text, n, from, offset, FALSE);

  if (p < end)
    {
      sluice_tree_append_text (self->tree, name->text, n);
      self->state = STATE_STRING;
    }

  return p;
}

/* Reads on in a string. */
const guint8 *
sluice_parser_read_string (SluiceParser *self,
                           const guint8 *p,
                           const guint8 *end)
{
  SluiceTree *tree = self->tree;
  gsize from = sluice_tree_get_text_length (tree);
  guint32 offset = sluice_parser_at (self, p);
  Character character = CHARACTER_WHOLE;
  guint length;

  for (;;)
    {
      p = copy_plain (tree, self->quote, p, end);
      if (p == end || *p < 0x80)
        break;

      character = examine_character (p, end - p, &length);
      if (character != CHARACTER_WHOLE)
        break;

      sluice_tree_append_text (tree, p, length);
      p += length;
    }

  sluice_parser_keep_text (self, from, offset, sluice_parser_at (self, p));
  if (p == end)
    return p;

  if (*p == self->quote)
    return end_string (self, p);

  if (*p == '\\')
    return sluice_parser_begin_escape (self, p);

  if (*p < 0x80)
    return sluice_parser_fail (self, p, end, _("a character of the string"));

  if (character == CHARACTER_BAD)
    return fail_character (self, sluice_parser_at (self, p), end);

  self->begin = sluice_parser_at (self, p);
  self->n_held = end - p;
  memcpy (self->held, p, self->n_held);
  self->state = STATE_CHARACTER;
  return end;
}

/* Reads on in a character whose first bytes came with an earlier piece of the text. */
const guint8 *
sluice_parser_read_character (SluiceParser *self,
                              const guint8 *p,
                              const guint8 *end)
{
  while (p < end)
    {
      gsize from = sluice_tree_get_text_length (self->tree);
      Character character;
      guint length;

      self->held[self->n_held++] = *p;
      character = examine_character (self->held, self->n_held, &length);

      if (character == CHARACTER_BAD)
        return fail_character (self, self->begin, end);

      p++;
      if (character == CHARACTER_WHOLE)
        {
          sluice_tree_append_text (self->tree, self->held, length);
          self->state = STATE_STRING;
          self->n_held = 0;
          sluice_parser_keep_text (self, from, self->begin, sluice_parser_at (self, p));
          break;
        }
    }

  return p;
}
