/* sluice-parser-escape.c: escapes in strings as they arrive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

/* What the letter after a backslash stands for (RFC 8259, section 7). */
static const char letters[256] = {
  ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b',
  ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
};

static inline gboolean
is_high_surrogate (guint16 code)
{
  return (code & 0xfc00) == 0xd800;
}

static inline gboolean
is_low_surrogate (guint16 code)
{
  return (code & 0xfc00) == 0xdc00;
}

/* Adds the character that the escape stands for, which ends at p. */
static void
append_character (SluiceParser *self,
                  gunichar      character,
                  const guint8 *p)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  char bytes[6];

  sluice_tree_append_text (self->tree, bytes, g_unichar_to_utf8 (character, bytes));
  self->state = STATE_STRING;
  self->surrogate = 0;
  sluice_parser_keep_text (self, from, self->begin, sluice_parser_at (self, p));
}

static const guint8 *
fail_surrogate (SluiceParser *self,
                const guint8 *end)
{
  return sluice_parser_fail_with (self, self->begin, end, SLUICE_PARSER_ERROR_SYNTAX,
                                  _("The escape at byte %u is half of a pair that has no other half"),
                                  self->begin);
}

static const guint8 *
read_letter (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  if (*p == 'u')
    {
      self->n_digits = 0;
      self->code = 0;
      self->state = STATE_UNICODE;
      return p + 1;
    }

  if (self->surrogate != 0)
    return fail_surrogate (self, end);

  if (letters[*p] == 0)
    return sluice_parser_fail (self, p, end, _("an escape"));

  append_character (self, letters[*p], p + 1);
  return p + 1;
}

/* Takes the last digit of \u: a character, or one half of one. */
static const guint8 *
end_unicode (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  gunichar character = self->code;

  if ((self->surrogate != 0) != is_low_surrogate (self->code))
    return fail_surrogate (self, end);

  if (is_high_surrogate (self->code))
    {
      self->surrogate = self->code;
      self->state = STATE_SURROGATE;
      return p + 1;
    }

  if (self->surrogate != 0)
    character = 0x10000 + ((self->surrogate & 0x3ff) << 10) + (self->code & 0x3ff);

  append_character (self, character, p + 1);
  return p + 1;
}

static const guint8 *
read_digit (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  int digit = g_ascii_xdigit_value (*p);

  if (digit < 0)
    return sluice_parser_fail (self, p, end, _("four hexadecimal digits"));

  self->code = self->code << 4 | digit;
  if (++self->n_digits == 4)
    return end_unicode (self, p, end);

  return p + 1;
}

static const guint8 *
read_surrogate (SluiceParser *self,
                const guint8 *p,
                const guint8 *end)
{
  if (*p != '\\')
    return fail_surrogate (self, end);

  self->state = STATE_ESCAPE;
  return p + 1;
}

/* Begins an escape at its backslash. */
const guint8 *
sluice_parser_begin_escape (SluiceParser *self,
                            const guint8 *p)
{
  self->begin = sluice_parser_at (self, p);
  self->surrogate = 0;
  self->state = STATE_ESCAPE;
  return p + 1;
}

/* Reads on in an escape. Nothing of it is shown until the character it stands for is known. */
const guint8 *
sluice_parser_read_escape (SluiceParser *self,
                           const guint8 *p,
                           const guint8 *end)
{
  while (p < end)
    {
      switch ((ParserState) self->state)
        {
        case STATE_ESCAPE:
          p = read_letter (self, p, end);
          break;
        case STATE_UNICODE:
          p = read_digit (self, p, end);
          break;
        case STATE_SURROGATE:
          p = read_surrogate (self, p, end);
          break;
        default:
          return p;
        }
    }

  return p;
}
