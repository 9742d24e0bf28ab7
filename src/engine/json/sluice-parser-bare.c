/* sluice-parser-bare.c: names and strings without quotes, and words that are no literals
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A tolerant parser does not know from its first letter what a word is: t can begin true, and a
 * string that has lost its quotes. As a type is never changed once it is told, a word is held back
 * until it is known, which for a literal is at the byte after it.
 */
#include "config.h"

#include "json/sluice-parser-value-private.h"

#include <glib/gi18n-lib.h>

/* The literal that a word can become, by its first letter. */
static const char *
guess_literal (guint8 first)
{
  switch (first)
    {
    case 't':
      return "true";
    case 'f':
      return "false";
    case 'n':
      return "null";
    case 'T':
      return "True";
    case 'F':
      return "False";
    case 'N':
      return "None";
    case 'I':
      return "Infinity";
    case '-':
      return "-Infinity";
    default:
      return "";
    }
}

static gboolean
ends_word (guint8 c)
{
  return c == ',' || c == ']' || c == '}' || c == '/' || c == '#' || sluice_parser_is_space (c);
}

/* Gives what a word stands for its node, all at once. */
static void
close_literal (SluiceParser *self)
{
  const char *literal = self->literal;
  guint8 first = *literal | 0x20;
  gboolean boolean = first == 't' || first == 'f';
  guint32 end = self->begin + self->n_held;
  SluiceNode *node;

  node = sluice_parser_begin_value (self, boolean ? SLUICE_NODE_BOOLEAN : SLUICE_NODE_NULL,
                                    self->begin);
  node->end = end;
  sluice_parser_tell (self, EVENT_OPENED, node);

  if (strstr (literal, "Inf") != NULL || strstr (literal, "NaN") != NULL)
    sluice_parser_repair (self, SLUICE_REPAIR_NON_FINITE, node, self->begin, end);
  else if (!g_ascii_islower (*literal))
    sluice_parser_repair (self, SLUICE_REPAIR_PYTHON_LITERAL, node, self->begin, end);

  node->boolean = first == 't';
  self->n_held = 0;
  sluice_parser_close_value (self, node, end);
}

/* A word that is no literal is a string; outside of the document, prose. */
static void
become_string (SluiceParser *self)
{
  if (self->frame != NULL)
    sluice_parser_begin_bare_string (self, self->begin);
  else
    sluice_parser_return_to_prose (self, self->begin, self->begin + self->n_held);

  self->n_held = 0;
}

/* Begins a word, which may be a literal, at its first letter. */
const guint8 *
sluice_parser_begin_word (SluiceParser *self,
                          const guint8 *p)
{
  self->literal = guess_literal (*p);
  self->begin = sluice_parser_at (self, p);
  self->held[0] = *p;
  self->n_held = 1;
  self->state = STATE_WORD;
  return p + 1;
}

/* Reads on in a word as long as it can become a literal. */
const guint8 *
sluice_parser_read_word (SluiceParser *self,
                         const guint8 *p,
                         const guint8 *end)
{
  if (self->n_held == 1 && *self->literal == 'N' && *p == 'a')
    self->literal = "NaN";

  while (p < end && *self->literal != '\0' && self->literal[self->n_held] != '\0'
         && *p == (guint8) self->literal[self->n_held])
    self->held[self->n_held++] = *p++;

  if (p == end)
    return p;

  if (*self->literal != '\0' && self->literal[self->n_held] == '\0' && ends_word (*p))
    close_literal (self);
  else
    become_string (self);

  return p;
}

/* Ends a word at the end of the text. */
void
sluice_parser_end_word (SluiceParser *self)
{
  if (*self->literal != '\0' && self->literal[self->n_held] == '\0')
    close_literal (self);
}

/* Reads what follows a minus: a number, or infinity. */
const guint8 *
sluice_parser_read_minus (SluiceParser *self,
                          const guint8 *p,
                          const guint8 *end)
{
  if (*p == 'I' || *p == 'N')
    {
      self->literal = *p == 'I' ? "-Infinity" : "-NaN";
      self->state = STATE_WORD;
      return p;
    }

  if (!g_ascii_isdigit (*p))
    return sluice_parser_fail (self, p, end, _("a digit"));

  sluice_parser_begin_number (self, self->begin);
  sluice_tree_append_text (self->tree, "-", 1);
  sluice_parser_keep_text (self, 0, self->begin, self->begin + 1);
  self->number = NUMBER_MINUS;
  return p;
}

/* Begins a string without quotes with what is held of it. */
void
sluice_parser_begin_bare_string (SluiceParser *self,
                                 guint32       offset)
{
  sluice_parser_begin_string (self, offset, '\0', SLUICE_REPAIR_BARE_STRING + 1);
  sluice_tree_append_text (self->tree, self->held, self->n_held);
  sluice_parser_keep_text (self, 0, offset, offset + self->n_held);
  self->n_held = 0;
  self->state = STATE_BARE_STRING;
}

/* Begins a name without quotes with what is held of it. */
void
sluice_parser_begin_bare_name (SluiceParser *self,
                               guint32       offset)
{
  sluice_parser_begin_name (self, offset, '\0', SLUICE_REPAIR_BARE_KEY + 1);
  sluice_tree_append_text (self->tree, self->held, self->n_held);
  sluice_parser_keep_text (self, 0, offset, offset + self->n_held);
  self->n_held = 0;
  self->state = STATE_BARE_NAME;
}

static inline gboolean
ends_bare_string (guint8 c)
{
  return c == ',' || c == ']' || c == '}' || c == '\n' || c == '\r';
}

static inline gboolean
ends_bare_name (guint8 c)
{
  return sluice_parser_is_space (c) || strchr (":,\"'{}[]", c) != NULL;
}

/* Reads a character that is not ASCII in a string or a name without quotes. */
static const guint8 *
read_bare_character (SluiceParser *self,
                     const guint8 *p,
                     const guint8 *end)
{
  gsize from = sluice_tree_get_text_length (self->tree);
  guint32 offset = sluice_parser_at (self, p);
  guint length;

  switch (sluice_parser_examine (p, end - p, &length))
    {
    case CHARACTER_PART:
      return sluice_parser_hold_character (self, p, end);
    case CHARACTER_BAD:
      sluice_parser_replace_character (self, offset, length);
      break;
    case CHARACTER_WHOLE:
    default:
      sluice_tree_append_text (self->tree, p, length);
      sluice_parser_keep_text (self, from, offset, offset + length);
      break;
    }

  return p + length;
}

/* Adds the spaces that turn out not to be the last of the string. */
static void
keep_spaces (SluiceParser *self)
{
  gsize from = sluice_tree_get_text_length (self->tree);

  sluice_tree_append_text (self->tree, self->held, self->n_held);
  sluice_parser_keep_text (self, from, self->begin, self->begin + self->n_held);
  self->n_held = 0;
}

/* Reads on in a string without quotes. It ends at a comma, a bracket or a line's end; spaces before
 * that are not part of it, and so are held back, as many as can be. */
const guint8 *
sluice_parser_read_bare_string (SluiceParser *self,
                                const guint8 *p,
                                const guint8 *end)
{
  const guint8 *run = p;
  gsize from;

  if (ends_bare_string (*p) || self->n_held == SLUICE_PARSER_MAX_HELD)
    {
      self->n_held = 0;
      sluice_parser_end_string (self, self->node->end, 0);
      return p;
    }

  if (*p == ' ' || *p == '\t')
    {
      if (self->n_held == 0)
        self->begin = sluice_parser_at (self, p);
      self->held[self->n_held++] = *p;
      return p + 1;
    }

  if (self->n_held > 0)
    keep_spaces (self);
  if (*p >= 0x80)
    return read_bare_character (self, p, end);

  while (p < end && *p < 0x80 && *p != ' ' && *p != '\t' && !ends_bare_string (*p))
    p++;

  from = sluice_tree_get_text_length (self->tree);
  sluice_tree_append_text (self->tree, run, p - run);
  sluice_parser_keep_text (self, from, sluice_parser_at (self, run), sluice_parser_at (self, p));
  return p;
}

/* Reads on in a name without quotes. */
const guint8 *
sluice_parser_read_bare_name (SluiceParser *self,
                              const guint8 *p,
                              const guint8 *end)
{
  const guint8 *run = p;
  gsize from;

  if (ends_bare_name (*p))
    {
      sluice_parser_end_string (self, sluice_parser_at (self, p), 0);
      return p;
    }

  if (*p >= 0x80)
    return read_bare_character (self, p, end);

  while (p < end && *p < 0x80 && !ends_bare_name (*p))
    p++;

  from = sluice_tree_get_text_length (self->tree);
  sluice_tree_append_text (self->tree, run, p - run);
  sluice_parser_keep_text (self, from, sluice_parser_at (self, run), sluice_parser_at (self, p));
  return p;
}
