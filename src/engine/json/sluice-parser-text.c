/* sluice-parser-text.c: what is between the tokens, and who reads which
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

static inline const guint8 *
skip_space (const guint8 *p,
            const guint8 *end)
{
  while (p < end && sluice_parser_is_space (*p))
    p++;

  return p;
}

static const guint8 *
begin_word (SluiceParser *self,
            const guint8 *p,
            const char   *literal)
{
  if (!self->strict)
    return sluice_parser_begin_word (self, p);

  sluice_parser_begin_literal (self, literal, sluice_parser_at (self, p));
  return p + 1;
}

/* A tolerant parser waits after a minus for what will be negative: it may be infinity. */
static const guint8 *
begin_number (SluiceParser *self,
              const guint8 *p,
              const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p);

  if (*p != '-' || self->strict || (end - p > 1 && g_ascii_isdigit (p[1])))
    {
      sluice_parser_begin_number (self, offset);
      return p;
    }

  self->begin = offset;
  self->held[0] = *p;
  self->n_held = 1;
  self->state = STATE_MINUS;
  return p + 1;
}

static const guint8 *
begin_value (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  switch (*p)
    {
    case '{':
      return sluice_parser_begin_container (self, SLUICE_NODE_OBJECT, sluice_parser_at (self, p))
               ? p + 1 : end;
    case '[':
      return sluice_parser_begin_container (self, SLUICE_NODE_ARRAY, sluice_parser_at (self, p))
               ? p + 1 : end;
    case '"':
      sluice_parser_begin_string (self, sluice_parser_at (self, p), '"', 0);
      return p + 1;
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      return begin_number (self, p, end);
    case 't':
      return begin_word (self, p, "true");
    case 'f':
      return begin_word (self, p, "false");
    case 'n':
      return begin_word (self, p, "null");
    default:
      if (self->strict)
        return sluice_parser_fail (self, p, end, _("a value"));
      return sluice_parser_mend_value (self, p, end);
    }
}

static const guint8 *
read_value (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ']' && self->state == STATE_FIRST_ELEMENT)
    return sluice_parser_end_container (self, p);

  return begin_value (self, p, end);
}

static const guint8 *
read_name (SluiceParser *self,
           const guint8 *p,
           const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == '"')
    {
      sluice_parser_begin_name (self, sluice_parser_at (self, p), '"', 0);
      return p + 1;
    }

  if (*p == '}' && self->state == STATE_FIRST_NAME)
    return sluice_parser_end_container (self, p);

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("the name of a member"));
  return sluice_parser_mend_name (self, p, end);
}

static const guint8 *
read_colon (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ':')
    {
      self->state = STATE_VALUE;
      return read_value (self, p + 1, end);
    }

  if (self->strict)
    return sluice_parser_fail (self, p, end, _("a colon"));
  return sluice_parser_mend_colon (self, p, end);
}

static const guint8 *
read_after (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  gboolean object = self->frame->node->type == SLUICE_NODE_OBJECT;

  p = skip_space (p, end);
  if (p == end)
    return p;

  if (*p == ',')
    {
      self->comma = sluice_parser_at (self, p);
      self->state = object ? STATE_NAME : STATE_VALUE;
      return object ? read_name (self, p + 1, end) : read_value (self, p + 1, end);
    }

  if (*p == (object ? '}' : ']'))
    return sluice_parser_end_container (self, p);

  if (self->strict)
    return sluice_parser_fail (self, p, end, object ? _("a comma or “}”") : _("a comma or “]”"));
  return sluice_parser_mend_after (self, p, end);
}

static const guint8 *
read_end (SluiceParser *self,
          const guint8 *p,
          const guint8 *end)
{
  p = skip_space (p, end);
  if (p == end)
    return p;

  return sluice_parser_fail (self, p, end, _("the end of the text"));
}

/* Reads what is between two tokens, and begins the next one: whole tokens where there is much text. */
static inline const guint8 *
read_between (SluiceParser *self,
              const guint8 *p,
              const guint8 *end)
{
  if (end - p >= SLUICE_PARSER_MIN_WHOLE && self->frame != NULL)
    {
      const guint8 *next = sluice_parser_read_whole (self, p, end);

      if (next != p)
        return next;
    }

  switch ((ParserState) self->state)
    {
    case STATE_FIRST_NAME:
    case STATE_NAME:
      return read_name (self, p, end);
    case STATE_COLON:
      return read_colon (self, p, end);
    case STATE_AFTER:
      return read_after (self, p, end);
    default:
      return read_value (self, p, end);
    }
}

/* Reads a piece of the text. FALSE where it ends with an error. */
gboolean
sluice_parser_read_text (SluiceParser *self,
                         const guint8 *p,
                         gsize         length)
{
  const guint8 *end = p + length;

  self->delta = self->offset - (guint32) (guintptr) p;
  self->offset += length;
  self->tree->length = self->offset;

  while (p < end)
    {
      switch ((ParserState) self->state)
        {
        case STATE_VALUE:
        case STATE_FIRST_ELEMENT:
        case STATE_FIRST_NAME:
        case STATE_NAME:
        case STATE_COLON:
        case STATE_AFTER:
          p = read_between (self, p, end);
          break;
        case STATE_END:
          p = read_end (self, p, end);
          break;
        case STATE_GUESS:
          p = sluice_parser_read_guess (self, p, end);
          break;
        case STATE_STRING:
          p = sluice_parser_read_string (self, p, end);
          break;
        case STATE_CHARACTER:
          p = sluice_parser_read_character (self, p, end);
          break;
        case STATE_ESCAPE:
        case STATE_UNICODE:
        case STATE_SURROGATE:
          p = sluice_parser_read_escape (self, p, end);
          break;
        case STATE_NUMBER:
          p = sluice_parser_read_number (self, p, end);
          break;
        case STATE_LITERAL:
          p = sluice_parser_read_literal (self, p, end);
          break;
        case STATE_PROSE:
        case STATE_BRACKET:
        case STATE_FENCE:
        case STATE_TAG:
        case STATE_THINK:
        case STATE_EXTRA:
          p = sluice_parser_read_envelope (self, p, end);
          break;
        case STATE_SLASH:
        case STATE_LINE_COMMENT:
        case STATE_BLOCK_COMMENT:
          p = sluice_parser_read_comment (self, p, end);
          break;
        case STATE_LEAD:
          p = sluice_parser_read_lead (self, p, end);
          break;
        case STATE_QUOTE:
        case STATE_QUOTE_SLASH:
          p = sluice_parser_read_quote (self, p, end);
          break;
        case STATE_MINUS:
          p = sluice_parser_read_minus (self, p, end);
          break;
        case STATE_WORD:
          p = sluice_parser_read_word (self, p, end);
          break;
        case STATE_BARE_STRING:
          p = sluice_parser_read_bare_string (self, p, end);
          break;
        case STATE_BARE_NAME:
          p = sluice_parser_read_bare_name (self, p, end);
          break;
        case STATE_FAILED:
        default:
          return FALSE;
        }
    }

  return G_LIKELY (self->state != STATE_FAILED);
}
