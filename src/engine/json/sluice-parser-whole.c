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
#include "json/sluice-parser-private.h"

/* Bytes that are left where a token begins, so that its first ones are looked at without counting. */
#define MIN_LEFT 40

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

/* The node of a value: the member that waits for it, or a new element. */
static inline SluiceNode *
take_node (SluiceParser *self,
           ParserFrame  *frame,
           guint32       start)
{
  SluiceNode *node = g_steal_pointer (&self->node);

  if (node != NULL)
    return node;

  if (G_UNLIKELY (frame->number == self->released))
    sluice_tree_begin_element (self->tree, start);

  node = sluice_tree_add_node (self->tree);
  node->name = frame->node->n;
  sluice_tree_link (self->tree, frame->node, frame->number, frame->last, node);
  frame->last = node;
  return node;
}

static inline void
close_scalar (SluiceParser   *self,
              SluiceNode     *node,
              SluiceNodeType  type,
              guint32         start,
              guint32         end)
{
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

  return sluice_parser_read_string (self, p, end);
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
  gsize length;

  if (self->is_observed)
    {
      sluice_parser_begin_string (self, sluice_parser_at (self, start), '"', 0);
      return sluice_parser_read_string (self, p, end);
    }

  node = take_node (self, frame, sluice_parser_at (self, start));
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

  length = sluice_tree_get_text_length (tree);
  *tree->tip = '\0';
  node->n = length;
  if (length <= SLUICE_NODE_SHORT_TEXT)
    {
      memcpy (node->short_text, tree->text, sizeof node->short_text);
      node->is_short = TRUE;
      tree->tip = tree->text;
    }
  else
    {
      node->text = tree->text;
      tree->text = ++tree->tip;
      if (G_UNLIKELY (tree->tip > tree->limit))
        sluice_tree_grow_text (tree, 0);
    }

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
      return sluice_parser_read_number (self, start, end);
    }

  node = take_node (self, frame, sluice_parser_at (self, start));
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

  node = take_node (self, frame, sluice_parser_at (self, start));
  node->boolean = *literal == 't';
  close_scalar (self, node, type, sluice_parser_at (self, start), sluice_parser_at (self, p));
  return p;
}

/* Whether a name is the text at p, of which at least a word more than the name is left. */
static inline gboolean
is_name (const SluiceName *name,
         const guint8     *p)
{
  guint32 length = name->length;
  const char *text = name->text;
  guint64 a, b;

  for (; length >= 8; length -= 8, text += 8, p += 8)
    {
      memcpy (&a, text, 8);
      memcpy (&b, p, 8);
      if (a != b)
        return FALSE;
    }

  memcpy (&a, text, 8);
  memcpy (&b, p, 8);
  return length == 0 || GUINT64_TO_LE (a ^ b) << (64 - 8 * length) == 0;
}

static inline void
add_member (SluiceParser *self,
            ParserFrame  *frame,
            SluiceName   *name,
            guint32       number,
            guint32       end)
{
  SluiceNode *object = frame->node, *node;

  if (G_UNLIKELY (self->is_observed || name->holder >= frame->number
                  || object->n + 1 >= SLUICE_LARGE_OBJECT))
    {
      self->style = 0;
      self->name_repaired = FALSE;
      self->name_begin = end - name->length - 2;
      if (self->is_observed)
        sluice_parser_tell_key (self, name->text, name->length, 0, self->name_begin + 1, TRUE);
      sluice_parser_close_name (self, number, end);
      return;
    }

  frame->last_name = number;
  name->holder = frame->number;
  self->node = node = sluice_tree_add_node (self->tree);
  node->is_member = TRUE;
  node->name = number;
  node->phase = SLUICE_PHASE_OPENING;
  node->start = node->end = end;
  sluice_tree_link (self->tree, object, frame->number, frame->last, node);
  frame->last = node;
}

/* Reads a name that is the one to be expected, with its quotes and its colon. NULL where it is not. */
static inline const guint8 *
read_name (SluiceParser *self,
           ParserFrame  *frame,
           const guint8 *p,
           const guint8 *end)
{
  SluiceName *names = self->tree->names.names;
  guint32 number = frame->last_name != 0 ? names[frame->last_name].follower : names[frame->below].inside;
  SluiceName *name = &names[number];

  if (number == 0 || end - p <= (gssize) name->length + MIN_LEFT || !is_name (name, p + 1))
    return NULL;

  p += name->length + 1;
  if (p[0] != '"' || p[1] != ':')
    return NULL;

  add_member (self, frame, name, number, sluice_parser_at (self, p) + 1);
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

/* Reads tokens inside the document, from between two of them up to the first that must be read in
 * another way. Gives back where that begins or, of a string, where it goes on. */
const guint8 *
sluice_parser_read_whole (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  while (end - p >= MIN_LEFT && self->state <= STATE_AFTER && self->frame != NULL)
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
