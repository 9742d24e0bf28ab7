/* sluice-parser-quote.c: quotes of other kinds, and quotes that end nothing
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A quote in a string either ends it or was meant as part of it, with its backslash forgotten. The
 * next byte that is no space decides: after the end of a string there can only be a comma, a
 * closing bracket, a colon after a name, a comment, or, where a comma or colon is missing, spaces
 * and another quote.
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

/* The ASCII quote in whose place a typographic one stands: U+2018 to U+201B for the single, U+201C
 * to U+201F for the double one; 0 for any other character. */
guint8
sluice_parser_get_plain_quote (const guint8 *character,
                               guint         length)
{
  if (length != 3 || character[0] != 0xe2 || character[1] != 0x80)
    return 0;
  if (character[2] < 0x98 || character[2] > 0x9f)
    return 0;

  return character[2] < 0x9c ? '\'' : '"';
}

/* Whether the byte after a quote shows that it ends the string. */
gboolean
sluice_parser_ends_string (const SluiceParser *self,
                           guint8              next)
{
  return next == ',' || next == '}' || next == (self->in_name ? ':' : ']');
}

/* Waits with a quote for what comes after it. At the root nothing does. */
void
sluice_parser_hold_quote (SluiceParser *self,
                          const guint8 *quote,
                          guint         length,
                          guint32       offset)
{
  if (self->frame == NULL)
    {
      sluice_parser_end_string (self, offset, length);
      return;
    }

  memmove (self->held, quote, length);
  self->n_held = self->quote_length = length;
  self->begin = offset;
  self->state = STATE_QUOTE;
}

static void
end_at_quote (SluiceParser *self)
{
  self->n_held = 0;
  sluice_parser_end_string (self, self->begin, self->quote_length);
}

/* The text ends after a quote. One that JSON has ends its string there, whatever might have followed;
 * of others nobody knows: ' may be an apostrophe. */
void
sluice_parser_settle_quote (SluiceParser *self)
{
  if (self->state == STATE_QUOTE && self->quote == '"' && self->style == 0)
    end_at_quote (self);
}

/* Makes the quote, and the spaces after it, part of the string. */
static void
keep_quote (SluiceParser *self)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  guint32 begin = self->begin;

  sluice_tree_append_text (self->tree, self->held, self->n_held);
  sluice_parser_keep_text (self, from, begin, begin + self->n_held);
  sluice_parser_repair_text (self, SLUICE_REPAIR_INNER_QUOTE, begin, begin + self->quote_length);

  for (guint i = self->quote_length; i < self->n_held; i++)
    {
      if (self->held[i] < 0x20)
        sluice_parser_repair_text (self, SLUICE_REPAIR_CONTROL_CHARACTER, begin + i, begin + i + 1);
    }

  self->n_held = 0;
  self->state = STATE_STRING;
}

/* After "… text" / or "… text" * no string goes on: a comment follows it. */
static const guint8 *
read_slash (SluiceParser *self,
            const guint8 *p)
{
  guint32 slash = self->begin + self->n_held - 1;

  if (*p != '/' && *p != '*')
    {
      keep_quote (self);
      return p;
    }

  end_at_quote (self);
  sluice_parser_begin_comment (self, slash, '/');
  return p;
}

/* Reads what follows a quote. */
const guint8 *
sluice_parser_read_quote (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  gboolean spaced;

  if (self->state == STATE_QUOTE_SLASH)
    return read_slash (self, p);

  /* One byte is left for a slash. */
  while (p < end && sluice_parser_is_space (*p) && self->n_held < SLUICE_PARSER_MAX_HELD - 1)
    self->held[self->n_held++] = *p++;
  if (p == end)
    return p;

  spaced = self->n_held > self->quote_length;

  if (sluice_parser_is_space (*p) || sluice_parser_ends_string (self, *p)
      || (spaced && (*p == '"' || *p == self->quote || *p == '#')))
    end_at_quote (self);
  else if (*p == '/')
    {
      self->held[self->n_held++] = *p++;
      self->state = STATE_QUOTE_SLASH;
    }
  else
    keep_quote (self);

  return p;
}

/* Reads on in a character that is not ASCII, at the place of a name or a value. */
const guint8 *
sluice_parser_read_lead (SluiceParser *self,
                         const guint8 *p,
                         const guint8 *end)
{
  gboolean is_name = self->resume == STATE_NAME || self->resume == STATE_FIRST_NAME;
  Character character;
  guint length;
  guint8 quote;

  self->held[self->n_held++] = *p;
  character = sluice_parser_examine (self->held, self->n_held, &length);

  if (character == CHARACTER_BAD)
    return sluice_parser_fail (self, p, end, is_name ? _("the name of a member") : _("a value"));
  if (character == CHARACTER_PART)
    return p + 1;

  quote = sluice_parser_get_plain_quote (self->held, length);
  if (quote == 0 && is_name)
    sluice_parser_begin_bare_name (self, self->begin);
  else if (quote == 0)
    sluice_parser_begin_bare_string (self, self->begin);
  else if (is_name)
    sluice_parser_begin_name (self, self->begin, quote, SLUICE_REPAIR_SMART_QUOTES + 1);
  else
    sluice_parser_begin_string (self, self->begin, quote, SLUICE_REPAIR_SMART_QUOTES + 1);

  self->n_held = 0;
  return p + 1;
}
