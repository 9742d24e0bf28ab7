/* sluice-parser-whole.c: the quick way through tokens that are neither cut nor odd
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * In a large piece of text nearly all tokens are whole, and are what JSON has there. They are read
 * here, one after the other, without leaving in the parser what is needed to go on at any byte. A
 * token that is cut, that only a tolerant parser reads, or that is wrong is left to the readers that
 * know every case. What comes of the text, and what observers are told of it, is the same.
 */
#include "config.h"

#include "json/sluice-block-private.h"
#include "json/sluice-parser-value-private.h"

/* Bytes that are left where a token begins, so that its first ones are looked at without counting. The
 * last tokens of a piece are read in a copy of them, with as many NULs behind: those are in no token. */
#define MIN_LEFT 40

/* The shortest rest for which that is worth its while. */
#define MIN_TAIL 8

/* The longest number that is read here; longer ones are rare. */
#define MAX_NUMBER 24

G_STATIC_ASSERT (MAX_NUMBER + SLUICE_BLOCK <= MIN_LEFT);

static inline gboolean
is_digit (guint8 c)
{
  return (guint8) (c - '0') < 10;
}

static inline gboolean
ends_value (guint8 c)
{
  return c == ',' || c == '}' || c == ']' || sluice_parser_is_space (c);
}

static inline const guint8 *
skip_space (const guint8 *p,
            const guint8 *end)
{
  if (G_LIKELY (*p > ' '))
    return p;

  while (p < end && sluice_parser_is_space (*p))
    p++;

  return p;
}

static inline void
close_scalar (SluiceParser   *self,
              SluiceNode     *node,
              SluiceNodeType  type,
              guint32         start,
              guint32         end)
{
  self->node = NULL;
  self->state = STATE_AFTER;
  node->type = type;
  node->phase = SLUICE_PHASE_CLOSED;
  node->start = start;
  node->end = end;
}

/* Keeps a short run of bytes as a node's text. Blocks behind it may be read. */
static inline void
keep_run (SluiceTree   *tree,
          SluiceNode   *node,
          const guint8 *p,
          gsize         length)
{
  node->n = length;
  if (length <= SLUICE_NODE_SHORT_TEXT)
    {
      memcpy (node->short_text, p, sizeof node->short_text);
      node->short_text[length] = '\0';
      node->is_short = TRUE;
      return;
    }

  if (G_UNLIKELY (tree->limit - tree->tip < MAX_NUMBER + SLUICE_BLOCK))
    sluice_tree_grow_text (tree, MAX_NUMBER + SLUICE_BLOCK);

  for (gsize i = 0; i < length; i += SLUICE_BLOCK)
    memcpy (tree->tip + i, p + i, SLUICE_BLOCK);

  node->text = tree->text;
  tree->tip[length] = '\0';
  tree->text = tree->tip += length + 1;
}

/* Goes on in a string of which a part was read in the quick way. */
static const guint8 *
leave_string (SluiceParser *self,
              SluiceNode   *node,
              const guint8 *start,
              const guint8 *p,
              const guint8 *end)
{
  node->type = SLUICE_NODE_STRING;
  node->phase = SLUICE_PHASE_STREAMING;
  node->start = sluice_parser_at (self, start);
  node->end = node->start + 1;
  node->text = self->tree->text;
  *self->tree->tip = '\0';
  self->node = node;
  self->quote = '"';
  self->style = 0;
  self->state = STATE_STRING;

  if (p > start + 1)
    sluice_parser_keep_text (self, 0, node->start + 1, sluice_parser_at (self, p));

  return sluice_parser_read_string (self, p, end - self->padding);
}

static inline const guint8 *
read_string (SluiceParser *self,
             ParserFrame  *frame,
             const guint8 *start,
             const guint8 *end)
{
  SluiceTree *tree = self->tree;
  const guint8 *p = start + 1;
  SluiceNode *node;

  if (self->is_observed)
    {
      sluice_parser_begin_string (self, sluice_parser_at (self, start), '"', 0);
      return sluice_parser_read_string (self, p, end - self->padding);
    }

  node = sluice_parser_take_node (self, frame, sluice_parser_at (self, start));
  /* One byte more: a tolerant parser looks at what follows the quote. */
  for (guint n = SLUICE_BLOCK; n == SLUICE_BLOCK;)
    {
      if (G_UNLIKELY (end - p <= SLUICE_BLOCK || tree->limit - tree->tip < SLUICE_BLOCK))
        return leave_string (self, node, start, p, end);

      n = sluice_block_copy (tree->tip, p, '"');
      p += n;
      tree->tip += n;
    }

  if (G_UNLIKELY (*p != '"' || !(self->strict || sluice_parser_ends_string (self, p[1]))))
    return leave_string (self, node, start, p, end);

  sluice_parser_finish_text (tree, node);
  close_scalar (self, node, SLUICE_NODE_STRING, sluice_parser_at (self, start),
                sluice_parser_at (self, p) + 1);
  return p + 1;
}

/* Finds the end of a number (RFC 8259, section 6). NULL where it is not one, or too long for here. */
static inline const guint8 *
find_number_end (const guint8 *p,
                 const guint8 *stop)
{
  const guint8 *digits;

  if (*p == '-')
    p++;

  if (!is_digit (*p))
    return NULL;
  if (*p == '0')
    p++;
  else
    while (p < stop && is_digit (*p))
      p++;

  if (*p == '.')
    {
      digits = ++p;
      while (p < stop && is_digit (*p))
        p++;
      if (p == digits)
        return NULL;
    }

  if ((*p | 0x20) == 'e')
    {
      p++;
      if (*p == '+' || *p == '-')
        p++;
      digits = p;
      while (p < stop && is_digit (*p))
        p++;
      if (p == digits)
        return NULL;
    }

  return p <= stop && ends_value (*p) ? p : NULL;
}

static inline const guint8 *
read_number (SluiceParser *self,
             ParserFrame  *frame,
             const guint8 *start,
             const guint8 *end)
{
  const guint8 *p = find_number_end (start, start + MAX_NUMBER);
  SluiceNode *node;

  if (p == NULL)
    return NULL;

  if (self->is_observed)
    {
      sluice_parser_begin_number (self, sluice_parser_at (self, start));
      return sluice_parser_read_number (self, start, end - self->padding);
    }

  node = sluice_parser_take_node (self, frame, sluice_parser_at (self, start));
  keep_run (self->tree, node, start, p - start);
  close_scalar (self, node, SLUICE_NODE_NUMBER, sluice_parser_at (self, start),
                sluice_parser_at (self, p));
  return p;
}

static inline const guint8 *
read_literal (SluiceParser *self,
              ParserFrame  *frame,
              const guint8 *start,
              const char   *literal,
              gsize         length)
{
  const guint8 *p = start + length;
  SluiceNodeType type = *literal == 'n' ? SLUICE_NODE_NULL : SLUICE_NODE_BOOLEAN;
  SluiceNode *node;

  if (memcmp (start, literal, length) != 0 || !ends_value (*p))
    return NULL;

  if (self->is_observed)
    {
      sluice_parser_begin_literal (self, literal, sluice_parser_at (self, start));
      self->node->end = sluice_parser_at (self, p);
      sluice_parser_close_literal (self);
      return p;
    }

  node = sluice_parser_take_node (self, frame, sluice_parser_at (self, start));
  node->boolean = *literal == 't';
  close_scalar (self, node, type, sluice_parser_at (self, start), sluice_parser_at (self, p));
  return p;
}

/* Makes a member with an observed, repeated or other name that takes more. */
static void
close_name (SluiceParser *self,
            guint32       number,
            guint32       end)
{
  const SluiceName *name = &self->tree->names.names[number];

  self->style = 0;
  self->name_repaired = FALSE;
  self->name_begin = end - name->length - 2;
  if (self->is_observed)
    sluice_parser_tell_key (self, name->text, name->length, 0, self->name_begin + 1, TRUE);
  sluice_parser_close_name (self, number, end);
}

/* Reads a name that is the one to be expected, with its quotes and its colon. NULL where it is not. */
static inline const guint8 *
read_name (SluiceParser *self,
           ParserFrame  *frame,
           const guint8 *p,
           const guint8 *end)
{
  guint32 number = sluice_parser_guess_name (self, frame);
  const SluiceName *name = &self->tree->names.names[number];

  if (number == 0 || end - p <= (gssize) name->length + MIN_LEFT
      || !sluice_block_is_same (name->text, p + 1, name->length))
    return NULL;

  p += name->length + 1;
  if (p[0] != '"' || p[1] != ':' || (self->unique_names && name->holder >= frame->number))
    return NULL;

  if (!sluice_parser_add_member (self, number, sluice_parser_at (self, p) + 1))
    close_name (self, number, sluice_parser_at (self, p) + 1);
  return p + 2;
}

/* Reads a value, or the beginning of one. NULL where it is not for here. */
static inline const guint8 *
read_value (SluiceParser *self,
            ParserFrame  *frame,
            const guint8 *p,
            const guint8 *end)
{
  switch (*p)
    {
    case '"':
      return read_string (self, frame, p, end);
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
      return read_number (self, frame, p, end);
    case '{':
      return sluice_parser_begin_container (self, SLUICE_NODE_OBJECT, sluice_parser_at (self, p))
               ? p + 1 : end;
    case '[':
      return sluice_parser_begin_container (self, SLUICE_NODE_ARRAY, sluice_parser_at (self, p))
               ? p + 1 : end;
    case 't':
      return read_literal (self, frame, p, "true", 4);
    case 'f':
      return read_literal (self, frame, p, "false", 5);
    case 'n':
      return read_literal (self, frame, p, "null", 4);
    default:
      return NULL;
    }
}

/* Reads a member's name and, where that is whole, its value. */
static inline const guint8 *
read_member (SluiceParser *self,
             ParserFrame  *frame,
             const guint8 *p,
             const guint8 *end)
{
  const guint8 *value;

  if (*p != '"' || (p = read_name (self, frame, p, end)) == NULL)
    return NULL;

  self->state = STATE_VALUE;
  p = skip_space (p, end);
  if (end - p < MIN_LEFT)
    return p;

  value = read_value (self, frame, p, end);
  return value != NULL ? value : p;
}

/* Reads what is between two tokens, and the next one. */
static inline const guint8 *
read_after (SluiceParser *self,
            ParserFrame  *frame,
            const guint8 *p,
            const guint8 *end)
{
  gboolean object = frame->node->type == SLUICE_NODE_OBJECT;
  const guint8 *next;

  if (*p == (object ? '}' : ']'))
    return sluice_parser_end_container (self, p);
  if (*p != ',')
    return NULL;

  self->comma = sluice_parser_at (self, p);
  self->state = object ? STATE_NAME : STATE_VALUE;
  p = skip_space (p + 1, end);
  if (end - p < MIN_LEFT)
    return p;

  next = object ? read_member (self, frame, p, end) : read_value (self, frame, p, end);
  return next != NULL ? next : p;
}

static inline gboolean
is_between_tokens (const SluiceParser *self)
{
  return self->state <= STATE_AFTER && self->frame != NULL;
}

static const guint8 *
read_tokens (SluiceParser *self,
             const guint8 *p,
             const guint8 *end)
{
  while (end - p >= MIN_LEFT && is_between_tokens (self))
    {
      ParserFrame *frame = self->frame;
      const guint8 *next;

      p = skip_space (p, end);
      if (end - p < MIN_LEFT)
        return p;

      switch ((ParserState) self->state)
        {
        case STATE_AFTER:
          next = read_after (self, frame, p, end);
          break;
        case STATE_FIRST_ELEMENT:
          next = *p == ']' ? sluice_parser_end_container (self, p) : read_value (self, frame, p, end);
          break;
        case STATE_VALUE:
          next = read_value (self, frame, p, end);
          break;
        case STATE_FIRST_NAME:
          next = *p == '}' ? sluice_parser_end_container (self, p) : read_member (self, frame, p, end);
          break;
        case STATE_NAME:
          next = read_member (self, frame, p, end);
          break;
        default:
          return p;
        }

      if (next == NULL)
        return p;
      p = next;
    }

  return p;
}

/* Reads the last tokens of a piece, of which few bytes are left. */
static const guint8 *
read_tail (SluiceParser *self,
           const guint8 *p,
           const guint8 *end)
{
  guint8 tail[2 * MIN_LEFT] = { 0 };
  gsize n = end - p;
  guint32 delta = self->delta;
  const guint8 *stop;

  memcpy (tail, p, n);
  self->delta = sluice_parser_at (self, p) - (guint32) (guintptr) tail;
  self->padding = MIN_LEFT;
  stop = read_tokens (self, tail, tail + n + MIN_LEFT);

  self->padding = 0;
  self->delta = delta;
  return p + MIN ((gsize) (stop - tail), n);
}

/* Reads tokens inside the document, from between two of them up to the first that must be read in
 * another way. Gives back where that begins or, of a string, where it goes on. */
const guint8 *
sluice_parser_read_whole (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  p = read_tokens (self, p, end);
  if (end - p >= MIN_TAIL && end - p < MIN_LEFT && is_between_tokens (self))
    p = read_tail (self, p, end);

  return p;
}
