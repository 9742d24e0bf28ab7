/* sluice-parser-escape.c: escapes in strings as they arrive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

/* \uXXXX */
#define ESCAPE_LENGTH          6

#define REPLACEMENT_CHARACTER  0xfffd

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

/* Adds the character that the escape stands for, which ends at the given offset. */
static void
append_character (SluiceParser *self,
                  gunichar      character,
                  guint32       end)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  char bytes[6];

  sluice_tree_append_text (self->tree, bytes, g_unichar_to_utf8 (character, bytes));
  sluice_parser_keep_text (self, from, self->begin, end);
  self->state = STATE_STRING;
}

/* One half of a pair without the other stands for no character. */
static gboolean
replace_half (SluiceParser *self,
              guint32       end)
{
  if (self->strict)
    {
      sluice_parser_fail_with (self, self->begin, NULL, SLUICE_PARSER_ERROR_SYNTAX,
                               _("The escape at byte %u is half of a pair that has no other half"),
                               self->begin);
      return FALSE;
    }

  append_character (self, REPLACEMENT_CHARACTER, end);
  sluice_parser_repair_text (self, SLUICE_REPAIR_BAD_ESCAPE, self->begin, end);
  return TRUE;
}

/* Gives up waiting for the other half. What is being read then is an escape of its own. */
static gboolean
replace_first_half (SluiceParser *self)
{
  guint32 end = self->begin + ESCAPE_LENGTH;

  if (!replace_half (self, end))
    return FALSE;

  self->surrogate = 0;
  self->begin = end;
  return TRUE;
}

/* Keeps what is no escape as the text that it is. */
static void
keep_held (SluiceParser *self)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  guint32 end = self->begin + self->n_held;

  sluice_tree_append_text (self->tree, self->held, self->n_held);
  sluice_parser_keep_text (self, from, self->begin, end);
  sluice_parser_repair_text (self, SLUICE_REPAIR_BAD_ESCAPE, self->begin, end);
  self->state = STATE_STRING;
}

static const guint8 *
read_letter (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  if (*p == 'u')
    {
      self->held[self->n_held++] = *p;
      self->n_digits = 0;
      self->code = 0;
      self->state = STATE_UNICODE;
      return p + 1;
    }

  if (self->surrogate != 0 && !replace_first_half (self))
    return end;

  if (letters[*p] != 0)
    {
      append_character (self, letters[*p], sluice_parser_at (self, p) + 1);
      return p + 1;
    }

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("an escape"));

  if (*p == '\'')
    {
      append_character (self, '\'', self->begin + 2);
      sluice_parser_repair_text (self, SLUICE_REPAIR_BAD_ESCAPE, self->begin, self->begin + 2);
      return p + 1;
    }

  keep_held (self);
  return p;
}

/* Takes the last digit of \u: a character, or one half of one. */
static const guint8 *
end_unicode (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p) + 1;
  gunichar character = self->code;

  if (self->surrogate != 0 && !is_low_surrogate (self->code) && !replace_first_half (self))
    return end;

  if (is_high_surrogate (self->code))
    {
      self->surrogate = self->code;
      self->state = STATE_SURROGATE;
      return p + 1;
    }

  if (is_low_surrogate (self->code))
    {
      if (self->surrogate == 0)
        return replace_half (self, offset) ? p + 1 : end;
      character = 0x10000 + ((self->surrogate & 0x3ff) << 10) + (self->code & 0x3ff);
    }

  append_character (self, character, offset);
  return p + 1;
}

static const guint8 *
read_digit (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  int digit = g_ascii_xdigit_value (*p);

  if (digit < 0 && self->strict)
    return sluice_parser_fail (self, p, end, _("a hexadecimal digit"));

  if (digit < 0)
    {
      if (self->surrogate != 0)
        replace_first_half (self);
      keep_held (self);
      return p;
    }

  self->held[self->n_held++] = *p;
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
    return replace_first_half (self) ? p : end;

  self->held[0] = *p;
  self->n_held = 1;
  self->state = STATE_ESCAPE;
  return p + 1;
}

/* Begins an escape at its backslash. */
const guint8 *
sluice_parser_begin_escape (SluiceParser *self,
                            const guint8 *p)
{
  self->begin = sluice_parser_at (self, p);
  self->held[0] = *p;
  self->n_held = 1;
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
