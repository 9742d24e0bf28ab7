/* sluice-parser-envelope.c: what stands around the document: prose, fences, other documents
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The first { or [ of the text, of a fence, or after a think block, begins the document at once.
 * In prose a bracket may be a bracket: there the next byte that is no space must be one that JSON
 * can have after it, and, where prose could have it as well, the bracket must begin its line.
 * After the document the same rules find other ones, which are passed over and reported.
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#define FENCE_TICKS       3
#define TAG_NAME          "<think"
#define LONG_TAG_NAME     "<thinking"
#define END_TAG_NAME      "</think"
#define LONG_END_TAG_NAME "</thinking"

static void
forget_prose (SluiceParser *self)
{
  self->prose_start = self->prose_end = 0;
}

static void
report_prose (SluiceParser *self)
{
  if (self->prose_end > self->prose_start)
    sluice_parser_repair (self, SLUICE_REPAIR_PROSE, NULL, self->prose_start, self->prose_end);

  forget_prose (self);
}

static void
add_prose (SluiceParser *self,
           guint32       start,
           guint32       end)
{
  if (self->prose_end == self->prose_start)
    self->prose_start = start;
  self->prose_end = end;

  self->is_fresh = FALSE;
  self->at_line_start = FALSE;
}

static void
begin_prose (SluiceParser *self)
{
  forget_prose (self);
  self->state = STATE_PROSE;
  self->is_fresh = TRUE;
  self->at_line_start = TRUE;
  self->n_matched = 0;
}

/* Begins the document, or passes over another one, at a bracket. */
static void
take_bracket (SluiceParser *self,
              guint32       offset,
              guint8        bracket)
{
  report_prose (self);

  if (!self->closed)
    {
      sluice_parser_begin_container (self, bracket == '{' ? SLUICE_NODE_OBJECT : SLUICE_NODE_ARRAY,
                                     offset);
      return;
    }

  self->begin = offset;
  self->depth = 1;
  self->quote = '\0';
  self->is_escaped = FALSE;
  self->state = STATE_EXTRA;
}

/* Whether JSON can have this byte after a bracket, where prose has none. */
static gboolean
follows_bracket (const SluiceParser *self,
                 guint8              bracket,
                 guint8              next)
{
  static const char brace_start[] = "}/#_$", square_start[] = "]-'/#";

  if (next == '"' || (bracket == '{' ? next == '\'' : next == '{' || next == '['))
    return TRUE;

  if (!self->at_line_start || next == '\0')
    return FALSE;

  if (bracket == '{')
    return g_ascii_isalpha (next) || next >= 0x80 || strchr (brace_start, next) != NULL;

  return g_ascii_isdigit (next) || strchr ("tfnTFNI", next) != NULL
         || strchr (square_start, next) != NULL;
}

static const guint8 *
read_bracket (SluiceParser *self,
              const guint8 *p)
{
  guint8 bracket = self->held[0];

  if (sluice_parser_is_space (*p) && ++self->n_matched < SLUICE_PARSER_MAX_HELD)
    return p + 1;

  self->n_held = 0;
  self->n_matched = 0;
  self->state = STATE_PROSE;

  if (follows_bracket (self, bracket, *p))
    take_bracket (self, self->begin, bracket);
  else
    add_prose (self, self->begin, self->begin + 1);

  return p;
}

/* Goes from a third backtick to the line's end, or out of the fence. What came with the first two
 * was taken for prose until now. */
static void
take_fence (SluiceParser *self,
            guint32       end)
{
  self->prose_end = MAX (self->before_ticks, self->prose_start);
  report_prose (self);

  if (self->in_fence)
    {
      self->in_fence = FALSE;
      sluice_parser_repair (self, SLUICE_REPAIR_FENCE, NULL, self->begin, end);
      begin_prose (self);
    }
  else
    self->state = STATE_FENCE;
}

static void
add_tick (SluiceParser *self,
          guint32       offset)
{
  if (self->n_matched++ == 0)
    {
      self->begin = offset;
      self->before_ticks = self->prose_end;
    }

  if (self->n_matched == FENCE_TICKS)
    {
      self->n_matched = 0;
      take_fence (self, offset + 1);
    }
  else
    add_prose (self, offset, offset + 1);
}

/* Reads the rest of a fence's line: the name of a language. Some write the document into it. */
static const guint8 *
read_fence (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  while (p < end && *p != '\n' && *p != '{' && *p != '[')
    p++;
  if (p == end)
    return p;

  self->in_fence = TRUE;
  sluice_parser_repair (self, SLUICE_REPAIR_FENCE, NULL, self->begin, sluice_parser_at (self, p));
  begin_prose (self);
  return p;
}

/* Reads on in what may become a tag that opens or closes a think block. */
static gboolean
step_tag (SluiceParser *self,
          guint8        c,
          const char   *name,
          const char   *long_name)
{
  guint length = strlen (name);

  if (self->n_matched >= length && c == '>')
    return self->n_matched == length || self->n_matched == strlen (long_name);

  if (self->n_matched < strlen (long_name) && c == (guint8) long_name[self->n_matched])
    self->n_matched++;
  else
    self->n_matched = c == '<';

  return FALSE;
}

static const guint8 *
read_tag (SluiceParser *self,
          const guint8 *p)
{
  guint before = self->n_matched;

  if (step_tag (self, *p, TAG_NAME, LONG_TAG_NAME))
    {
      report_prose (self);
      self->n_matched = 0;
      self->state = STATE_THINK;
      return p + 1;
    }

  if (self->n_matched == before + 1)
    return p + 1;

  self->n_matched = 0;
  self->state = STATE_PROSE;
  add_prose (self, self->begin, sluice_parser_at (self, p));
  return p;
}

static const guint8 *
read_think (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  for (; p < end; p++)
    {
      if (step_tag (self, *p, END_TAG_NAME, LONG_END_TAG_NAME))
        {
          sluice_parser_repair (self, SLUICE_REPAIR_THINK, NULL, self->begin,
                                sluice_parser_at (self, p) + 1);
          begin_prose (self);
          return p + 1;
        }
    }

  return p;
}

/* Passes over another document: only its brackets count, but for those in strings. */
static const guint8 *
read_extra (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  for (; p < end; p++)
    {
      guint8 c = *p;

      if (self->is_escaped)
        self->is_escaped = FALSE;
      else if (self->quote != '\0')
        {
          self->is_escaped = c == '\\';
          if (c == self->quote)
            self->quote = '\0';
        }
      else if (c == '"')
        self->quote = c;
      else if (c == '{' || c == '[')
        self->depth++;
      else if ((c == '}' || c == ']') && --self->depth == 0)
        {
          sluice_parser_repair (self, SLUICE_REPAIR_EXTRA_DOCUMENT, NULL, self->begin,
                                sluice_parser_at (self, p) + 1);
          begin_prose (self);
          return p + 1;
        }
    }

  return p;
}

/* Begins a root that is no container, where the caller expects one. */
static gboolean
take_scalar (SluiceParser *self,
             const guint8 *p)
{
  guint32 offset = sluice_parser_at (self, p);

  if (self->closed || self->expect_container || !self->is_fresh)
    return FALSE;

  if (*p == '"' || *p == '\'')
    sluice_parser_begin_string (self, offset, *p,
                                *p == '"' ? 0 : SLUICE_REPAIR_SINGLE_QUOTES + 1);
  else if (*p == '-' || g_ascii_isdigit (*p))
    sluice_parser_begin_number (self, offset);
  else if (strchr ("tfnTFNI", *p) != NULL && *p != '\0')
    sluice_parser_begin_word (self, p);
  else
    return FALSE;

  return TRUE;
}

static const guint8 *
read_bracket_start (SluiceParser *self,
                    const guint8 *p)
{
  guint32 offset = sluice_parser_at (self, p);

  if (self->is_fresh)
    {
      take_bracket (self, offset, *p);
      return p + 1;
    }

  self->begin = offset;
  self->held[0] = *p;
  self->n_held = 1;
  self->n_matched = 0;
  self->state = STATE_BRACKET;
  return p + 1;
}

static const guint8 *
read_prose (SluiceParser *self,
            const guint8 *p,
            const guint8 *end)
{
  guint32 offset = sluice_parser_at (self, p);

  if (*p == '`')
    {
      add_tick (self, offset);
      return p + 1;
    }
  self->n_matched = 0;

  if (sluice_parser_is_space (*p))
    {
      self->at_line_start |= *p == '\n';
      return p + 1;
    }

  if (*p == '{' || *p == '[')
    return read_bracket_start (self, p);

  if (*p == '<' && !self->closed)
    {
      self->begin = offset;
      self->n_matched = 1;
      self->state = STATE_TAG;
      return p + 1;
    }

  if (take_scalar (self, p))
    return *p == '-' || g_ascii_isdigit (*p) ? p : p + 1;

  add_prose (self, offset, offset + 1);
  return p + 1;
}

/* Begins what stands around the document: before it, or after it. */
void
sluice_parser_begin_envelope (SluiceParser *self)
{
  begin_prose (self);
}

/* Takes back what looked like the beginning of the document. */
void
sluice_parser_return_to_prose (SluiceParser *self,
                               guint32       start,
                               guint32       end)
{
  self->state = STATE_PROSE;
  add_prose (self, start, end);
}

/* Reports what the end of the text has left unreported. */
void
sluice_parser_end_envelope (SluiceParser *self)
{
  guint32 end = self->offset;

  switch ((ParserState) self->state)
    {
    case STATE_BRACKET:
    case STATE_TAG:
    case STATE_WORD:
    case STATE_MINUS:
      add_prose (self, self->begin, end);
      break;
    case STATE_FENCE:
      sluice_parser_repair (self, SLUICE_REPAIR_FENCE, NULL, self->begin, end);
      break;
    case STATE_THINK:
      sluice_parser_repair (self, SLUICE_REPAIR_THINK, NULL, self->begin, end);
      break;
    case STATE_EXTRA:
      sluice_parser_repair (self, SLUICE_REPAIR_EXTRA_DOCUMENT, NULL, self->begin, end);
      break;
    default:
      break;
    }

  report_prose (self);
}

/* Reads on outside of the document. */
const guint8 *
sluice_parser_read_envelope (SluiceParser *self,
                             const guint8 *p,
                             const guint8 *end)
{
  switch ((ParserState) self->state)
    {
    case STATE_BRACKET:
      return read_bracket (self, p);
    case STATE_FENCE:
      return read_fence (self, p, end);
    case STATE_TAG:
      return read_tag (self, p);
    case STATE_THINK:
      return read_think (self, p, end);
    case STATE_EXTRA:
      return read_extra (self, p, end);
    default:
      return read_prose (self, p, end);
    }
}
