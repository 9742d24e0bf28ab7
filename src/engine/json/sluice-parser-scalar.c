/* sluice-parser-scalar.c: numbers and literals as they arrive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-value-private.h"

#include <glib/gi18n-lib.h>

/* The bytes of numbers (RFC 8259, section 6). */
enum { OTHER, ZERO, DIGIT, POINT, E, PLUS, MINUS, N_CLASSES };

static const guint8 classes[256] = {
  ['0'] = ZERO,
  ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
  ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
  ['.'] = POINT, ['e'] = E, ['E'] = E, ['+'] = PLUS, ['-'] = MINUS,
};

/* Where a byte leads from each place in a number, plus 1; 0 = nowhere. */
#define TO(state) (NUMBER_##state + 1)

static const guint8 steps[9][N_CLASSES] = {
  [NUMBER_START]    = { [ZERO] = TO (ZERO), [DIGIT] = TO (INTEGER), [MINUS] = TO (MINUS) },
  [NUMBER_MINUS]    = { [ZERO] = TO (ZERO), [DIGIT] = TO (INTEGER) },
  [NUMBER_ZERO]     = { [POINT] = TO (POINT), [E] = TO (E) },
  [NUMBER_INTEGER]  = { [ZERO] = TO (INTEGER), [DIGIT] = TO (INTEGER), [POINT] = TO (POINT),
                        [E] = TO (E) },
  [NUMBER_POINT]    = { [ZERO] = TO (FRACTION), [DIGIT] = TO (FRACTION) },
  [NUMBER_FRACTION] = { [ZERO] = TO (FRACTION), [DIGIT] = TO (FRACTION), [E] = TO (E) },
  [NUMBER_E]        = { [ZERO] = TO (EXPONENT), [DIGIT] = TO (EXPONENT), [PLUS] = TO (SIGN),
                        [MINUS] = TO (SIGN) },
  [NUMBER_SIGN]     = { [ZERO] = TO (EXPONENT), [DIGIT] = TO (EXPONENT) },
  [NUMBER_EXPONENT] = { [ZERO] = TO (EXPONENT), [DIGIT] = TO (EXPONENT) },
};

static inline gboolean
is_delimiter (const SluiceParser *self,
              guint8              c)
{
  if (c == ',' || c == ']' || c == '}' || sluice_parser_is_space (c))
    return TRUE;

  return !self->strict && (c == '/' || c == '#');
}

/* Begins a number at its first byte. */
void
sluice_parser_begin_number (SluiceParser *self,
                            guint32       offset)
{
  SluiceNode *node = sluice_parser_begin_value (self, SLUICE_NODE_NUMBER, offset);

  node->text = self->tree->text;
  *self->tree->tip = '\0';
  node->end = node->start;
  self->number = NUMBER_START;
  self->state = STATE_NUMBER;
  sluice_parser_tell (self, EVENT_OPENED, node);
}

/* Reads on in a number. It ends before the byte that cannot be part of it. */
const guint8 *
sluice_parser_read_number (SluiceParser *self,
                           const guint8 *p,
                           const guint8 *end)
{
  SluiceTree *tree = self->tree;
  SluiceNode *node = self->node;
  const guint8 *run = p;
  guint32 from = sluice_tree_get_text_length (tree);
  guint number = self->number, step;

  while (p < end && (step = steps[number][classes[*p]]) != 0)
    {
      number = step - 1;
      p++;
    }

  self->number = number;
  if (p > run)
    {
      sluice_tree_append_text (tree, run, p - run);
      sluice_parser_keep_text (self, from, sluice_parser_at (self, run), sluice_parser_at (self, p));
    }

  if (p == end)
    return p;

  if ((number & 1) == 0)
    return sluice_parser_fail (self, p, end, _("a digit"));
  if (!is_delimiter (self, *p))
    return sluice_parser_fail (self, p, end, _("the end of the number"));

  sluice_parser_finish_text (self->tree, node);
  sluice_parser_close_value (self, node, node->end);
  return p;
}

/* Begins true, false or null, of which the first byte was read. */
void
sluice_parser_begin_literal (SluiceParser *self,
                             const char   *literal,
                             guint32       offset)
{
  SluiceNodeType type = *literal == 'n' ? SLUICE_NODE_NULL : SLUICE_NODE_BOOLEAN;
  SluiceNode *node = sluice_parser_begin_value (self, type, offset);

  self->literal = literal;
  self->rest = literal + 1;
  self->state = STATE_LITERAL;
  sluice_parser_tell (self, EVENT_OPENED, node);
}

/* Closes a literal of which every letter was read. */
void
sluice_parser_close_literal (SluiceParser *self)
{
  self->node->boolean = *self->literal == 't';
  sluice_parser_close_value (self, self->node, self->node->end);
}

/* Reads on in a literal. It is closed when the byte after it shows that it ends there. */
const guint8 *
sluice_parser_read_literal (SluiceParser *self,
                            const guint8 *p,
                            const guint8 *end)
{
  const char *rest = self->rest;

  while (p < end && *rest != '\0' && *p == (guint8) *rest)
    {
      p++;
      rest++;
    }

  self->rest = rest;
  self->node->end = sluice_parser_at (self, p);
  if (p == end)
    return p;

  if (*rest != '\0' || !is_delimiter (self, *p))
    {
      g_autofree char *expected = g_strdup_printf (_("the word “%s”"), self->literal);

      return sluice_parser_fail (self, p, end, expected);
    }

  sluice_parser_close_literal (self);
  return p;
}
