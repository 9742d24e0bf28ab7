/* sluice-parser-string.c: strings and member names as they arrive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-block-private.h"
#include "json/sluice-parser-value-private.h"

#include <glib/gi18n-lib.h>

/* Bytes that stand for themselves: ASCII but controls, the backslash, and the string's own quote. */
#define IN_DOUBLE  1
#define IN_SINGLE  2
#define IN_ANY     (IN_DOUBLE | IN_SINGLE)

static const guint8 plain[256] = {
  [' '] = IN_ANY, ['!'] = IN_ANY, ['"'] = IN_SINGLE, ['#' ... '&'] = IN_ANY, ['\''] = IN_DOUBLE,
  ['(' ... '['] = IN_ANY, [']' ... 0x7f] = IN_ANY,
};

/* Copies a block at a time up to the first byte that is not plain, as long as a block is left. */
G_NO_INLINE static const guint8 *
copy_blocks (SluiceTree   *tree,
             guint8        quote,
             const guint8 *p,
             const guint8 *stop)
{
  while (stop - p >= SLUICE_BLOCK)
    {
      guint n = sluice_block_copy (tree->tip, p, quote);

      p += n;
      tree->tip += n;
      if (n < SLUICE_BLOCK)
        break;
    }

  return p;
}

/* Copies bytes that stand for themselves to the tip of the arena. */
static inline const guint8 *
copy_plain (SluiceTree   *tree,
            guint8        quote,
            const guint8 *p,
            const guint8 *end)
{
  const guint8 mask = quote == '\'' ? IN_SINGLE : IN_DOUBLE;

  for (;;)
    {
      gsize room = tree->limit - tree->tip;
      const guint8 *stop = p + MIN (room, (gsize) (end - p));

      if (stop - p >= SLUICE_BLOCK)
        p = copy_blocks (tree, quote, p, stop);
      else if (stop - p >= 4 && sluice_block_copy_few (tree->tip, p, stop - p, quote))
        {
          tree->tip += stop - p;
          p = stop;
        }
      else
        {
          char *tip = tree->tip;

          while (p < stop && (plain[*p] & mask) != 0)
            *tip++ = *p++;
          tree->tip = tip;
        }

      /* The text may move only where it grows: its node is told of nothing else. */
      if (p == end || (plain[*p] & mask) == 0)
        return p;
      if (p == stop)
        sluice_tree_grow_text (tree, 1);
    }
}

/* Looks at a character of more than one byte (RFC 3629, section 4). length becomes the number of
 * bytes it has; where it is bad, of those that could have begun one. */
Character
sluice_parser_examine (const guint8 *bytes,
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

/* Whether a character is a quote that may end a string that began with its like. */
static inline gboolean
ends_smartly (const SluiceParser *self,
              const guint8       *character,
              guint               length)
{
  return self->style == SLUICE_REPAIR_SMART_QUOTES + 1
         && sluice_parser_get_plain_quote (character, length) == self->quote;
}

/* Puts U+FFFD in the place of bytes that are no character. FALSE where that is an error. */
gboolean
sluice_parser_replace_character (SluiceParser *self,
                                 guint32       offset,
                                 guint         length)
{
  gsize from = sluice_tree_get_text_length (self->tree);

  if (self->strict)
    {
      sluice_parser_fail_with (self, offset, NULL, SLUICE_PARSER_ERROR_SYNTAX,
                               _("The text at byte %u is not UTF-8"), offset);
      return FALSE;
    }

  sluice_tree_append_text (self->tree, "\357\277\275", 3);
  sluice_parser_keep_text (self, from, offset, offset + length);
  sluice_parser_repair_text (self, SLUICE_REPAIR_BAD_UTF8, offset, offset + length);
  return TRUE;
}

/* Begins a string value at its opening quote. */
void
sluice_parser_begin_string (SluiceParser *self,
                            guint32       offset,
                            guint8        quote,
                            guint8        style)
{
  SluiceNode *node = sluice_parser_begin_value (self, SLUICE_NODE_STRING, offset);

  node->text = self->tree->text;
  *self->tree->tip = '\0';
  if (style != 0)
    node->repaired = TRUE;
  self->quote = quote;
  self->style = style;
  self->state = STATE_STRING;
  sluice_parser_tell (self, EVENT_OPENED, node);
}

/* Begins the name of a member at its opening quote. */
void
sluice_parser_begin_name (SluiceParser *self,
                          guint32       offset,
                          guint8        quote,
                          guint8        style)
{
  self->guess = sluice_parser_guess_name (self, self->frame);
  self->n_guessed = 0;
  self->in_name = TRUE;
  self->name_repaired = FALSE;
  self->name_begin = offset;
  self->quote = quote;
  self->style = style;
  self->state = self->guess != 0 ? STATE_GUESS : STATE_STRING;
}

static void
end_name (SluiceParser *self,
          guint32       offset,
          guint         quote_length)
{
  SluiceTree *tree = self->tree;
  gsize length = sluice_tree_get_text_length (tree);
  const SluiceName *guess = &tree->names.names[self->guess];
  guint32 name = self->guess;

  *tree->tip = '\0';
  if (name == 0 || guess->length != length || memcmp (guess->text, tree->text, length) != 0)
    name = sluice_names_intern (&tree->names, tree->text, length);

  if (self->is_observed)
    sluice_parser_tell_key (self, tree->text, length, length, offset, TRUE);
  tree->tip = tree->text;
  sluice_parser_close_name (self, name, offset + quote_length);
}

/* Ends a string or a name at the offset of its closing quote. */
void
sluice_parser_end_string (SluiceParser *self,
                          guint32       offset,
                          guint         quote_length)
{
  SluiceNode *node = self->node;

  if (self->in_name)
    {
      end_name (self, offset, quote_length);
      return;
    }

  sluice_parser_finish_text (self->tree, node);
  if (self->style != 0)
    sluice_parser_repair (self, self->style - 1, node, node->start, offset + quote_length);
  sluice_parser_close_value (self, node, offset + quote_length);
}

/* The part of a guessed name that is whole characters. */
static inline guint32
trim_guess (const SluiceName *name,
            guint32           n)
{
  while (((guint8) name->text[n] & 0xc0) == 0x80)
    n--;

  return n;
}

/* Goes on, at an offset, in a name that is not the one that was guessed. */
static void
leave_guess (SluiceParser     *self,
             const SluiceName *name,
             guint32           offset)
{
  guint32 whole = trim_guess (name, self->n_guessed);

  sluice_tree_append_text (self->tree, name->text, whole);
  self->state = STATE_STRING;
  if (whole == self->n_guessed)
    return;

  self->n_held = self->n_guessed - whole;
  memcpy (self->held, name->text + whole, self->n_held);
  self->begin = offset - self->n_held;
  self->resume = STATE_STRING;
  self->state = STATE_CHARACTER;
}

/* Tells the observers how far a guessed name got, in whole characters. At the given offset it had
 * the number of bytes before. */
static void
tell_guess (SluiceParser     *self,
            const SluiceName *name,
            guint32           before,
            guint32           offset,
            gboolean          closed)
{
  guint32 from = trim_guess (name, before), to = trim_guess (name, self->n_guessed);

  if (to > from || closed)
    sluice_parser_tell_key (self, name->text, to, from, offset - (before - from), closed);
}

/* Ends the name that was guessed, of which a number of bytes came before this piece of text. */
static inline void
end_guess (SluiceParser     *self,
           const SluiceName *name,
           guint32           before,
           const guint8     *run,
           guint32           end)
{
  if (self->style == 0 && sluice_parser_add_member (self, self->guess, end))
    {
      self->in_name = FALSE;
      self->state = STATE_COLON;
      return;
    }

  if (self->is_observed)
    tell_guess (self, name, before, sluice_parser_at (self, run), TRUE);
  sluice_parser_close_name (self, self->guess, end);
}

/* Reads on in a name that is so far the one that was guessed. */
const guint8 *
sluice_parser_read_guess (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  const SluiceName *name = &self->tree->names.names[self->guess];
  guint32 before = self->n_guessed, n = before;
  const guint8 *run = p, *stop = p + MIN ((gsize) (end - p), name->length - n);
  const char *text = name->text + n;

  if (G_LIKELY (sluice_block_is_same (p, text, stop - p)))
    p = stop;
  else
    while (*p == (guint8) *text)
      {
        p++;
        text++;
      }
  self->n_guessed = n += p - run;

  if (p < end && n == name->length && *p == self->quote
      && (self->strict || (end - p > 1 && p[1] == ':' && self->style == 0)))
    {
      end_guess (self, name, before, run, sluice_parser_at (self, p) + 1);
      p++;
      if (p == end || *p != ':' || self->state != STATE_COLON)
        return p;

      self->state = STATE_VALUE;
      return p + 1;
    }

  if (self->is_observed)
    tell_guess (self, name, before, sluice_parser_at (self, run), FALSE);
  if (p < end)
    leave_guess (self, name, sluice_parser_at (self, p));

  return p;
}

/* Waits for the rest of a character that is cut by the end of the pushed text. */
const guint8 *
sluice_parser_hold_character (SluiceParser *self,
                              const guint8 *p,
                              const guint8 *end)
{
  self->begin = sluice_parser_at (self, p);
  self->n_held = end - p;
  memcpy (self->held, p, self->n_held);
  self->resume = self->state;
  self->state = STATE_CHARACTER;
  return end;
}

/* Reads what ends a run of plain characters and is not the quote. */
static const guint8 *
read_special (SluiceParser *self,
              const guint8 *p,
              const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p);
  gsize from = sluice_tree_get_text_length (self->tree);

  if (*p == '\\')
    return sluice_parser_begin_escape (self, p);

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("a character of the string"));

  sluice_tree_append_text (self->tree, p, 1);
  sluice_parser_keep_text (self, from, offset, offset + 1);
  sluice_parser_repair_text (self, SLUICE_REPAIR_CONTROL_CHARACTER, offset, offset + 1);
  return p + 1;
}

/* Reads characters of more than one byte. */
static const guint8 *
read_characters (SluiceParser *self,
                 const guint8 *p,
                 const guint8 *end)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  guint32 offset = sluice_parser_at (self, p);
  Character character = CHARACTER_WHOLE;
  guint length = 0;

  while (p < end && *p >= 0x80)
    {
      character = sluice_parser_examine (p, end - p, &length);
      if (character != CHARACTER_WHOLE || ends_smartly (self, p, length))
        break;

      sluice_tree_append_text (self->tree, p, length);
      p += length;
    }

  sluice_parser_keep_text (self, from, offset, sluice_parser_at (self, p));
  if (p == end || *p < 0x80)
    return p;

  offset = sluice_parser_at (self, p);
  if (character == CHARACTER_PART)
    return sluice_parser_hold_character (self, p, end);
  if (character == CHARACTER_WHOLE)
    sluice_parser_hold_quote (self, p, length, offset);
  else if (!sluice_parser_replace_character (self, offset, length))
    return end;

  return p + length;
}

/* Reads on in a string, whatever comes. */
G_NO_INLINE static const guint8 *
read_string (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  SluiceTree *tree = self->tree;
  gsize from = sluice_tree_get_text_length (tree);
  guint32 offset = sluice_parser_at (self, p);

  p = copy_plain (tree, self->quote, p, end);
  sluice_parser_keep_text (self, from, offset, sluice_parser_at (self, p));
  if (p == end)
    return p;

  if (*p >= 0x80)
    return read_characters (self, p, end);
  if (*p != self->quote)
    return read_special (self, p, end);

  if (self->strict || (end - p > 1 && sluice_parser_ends_string (self, p[1])))
    sluice_parser_end_string (self, sluice_parser_at (self, p), 1);
  else
    sluice_parser_hold_quote (self, p, 1, sluice_parser_at (self, p));

  return p + 1;
}

/* Reads on in a string. A few plain bytes up to the end of the pushed text, as tokens are, take the
 * short way. */
const guint8 *
sluice_parser_read_string (SluiceParser *self,
                           const guint8 *p,
                           const guint8 *end)
{
  SluiceTree *tree = self->tree;
  gsize n = end - p;

  if (n >= 4 && n < SLUICE_BLOCK && !self->is_observed && !self->in_name
      && n <= (gsize) (tree->limit - tree->tip)
      && sluice_block_copy_few (tree->tip, p, n, self->quote))
    {
      tree->tip += n;
      sluice_parser_set_text (self, sluice_parser_at (self, end));
      return end;
    }

  return read_string (self, p, end);
}

/* Reads on in a character whose first bytes came with an earlier piece of the text. */
const guint8 *
sluice_parser_read_character (SluiceParser *self,
                              const guint8 *p,
                              const guint8 *end)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  Character character;
  guint length;

  self->held[self->n_held++] = *p;
  character = sluice_parser_examine (self->held, self->n_held, &length);

  if (character == CHARACTER_PART)
    return p + 1;

  self->state = self->resume;
  self->n_held = 0;

  if (character == CHARACTER_BAD)
    return sluice_parser_replace_character (self, self->begin, length) ? p : end;

  if (ends_smartly (self, self->held, length))
    sluice_parser_hold_quote (self, self->held, length, self->begin);
  else
    {
      sluice_tree_append_text (self->tree, self->held, length);
      sluice_parser_keep_text (self, from, self->begin, sluice_parser_at (self, p) + 1);
    }

  return p + 1;
}
