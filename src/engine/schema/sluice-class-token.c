/* sluice-class-token.c: the words of a text in class notation
 *
 * The lexical rules are Python's ("Lexical analysis" in the Python language reference): logical
 * lines, indentation as words of its own, brackets that join lines. Where a text breaks them, the
 * place is reported and reading goes on with what its writer most likely meant.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-token-private.h"

#define TAB_WIDTH 8

/* Bytes between the braces of an f-string, and brackets in one another there: what is longer or
 * deeper is not looked into, so that open braces without end cost no more than others. */
#define MAX_HOLE 4096
#define MAX_HOLE_DEPTH 16

/* An open bracket: the place to report, and how far its line is indented. */
typedef struct
{
  guint32 start;
  guint   column;
  char    closer;
} Bracket;

typedef struct
{
  SluiceClassSource *source;
  const char        *text;
  guint32            at;
  guint32            end;
  GArray            *tokens;    /* SluiceClassToken */
  GArray            *brackets;  /* owned: Bracket */
  guint              indents[SLUICE_CLASS_MAX_NESTING];
  guint              n_indents;
  guint              column;    /* indentation of the logical line */
  gboolean           is_expression;
  SluiceClassPragma  pragmas;
} Lexer;

static char
peek (Lexer *self,
      guint  ahead)
{
  return self->at + ahead < self->end ? self->text[self->at + ahead] : '\0';
}

static void
add_token (Lexer   *self,
           guint    kind,
           guint    op,
           guint32  start,
           guint    prefix)
{
  SluiceClassToken token = { { start, self->at }, kind, op, prefix };

  g_array_append_val (self->tokens, token);
}

static SluiceClassToken *
last_token (Lexer *self)
{
  return &g_array_index (self->tokens, SluiceClassToken, self->tokens->len - 1);
}

static gboolean
is_identifier_start (const char *p)
{
  if ((guchar) *p < 0x80)
    return g_ascii_isalpha (*p) || *p == '_';

  return g_unichar_isalpha (g_utf8_get_char (p));
}

static gboolean
is_identifier_part (const char *p)
{
  if ((guchar) *p < 0x80)
    return g_ascii_isalnum (*p) || *p == '_';

  return g_unichar_isalnum (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p));
}

/* Bytes of blank at p: a space, a tab, a form feed, and the no-break space that text copied from a
 * web page has; 0 where there is none. */
static guint
blank_length (const char *p,
              guint       n_left)
{
  if (n_left > 0 && (*p == ' ' || *p == '\t' || *p == '\f'))
    return 1;
  if (n_left > 1 && (guchar) p[0] == 0xc2 && (guchar) p[1] == 0xa0)
    return 2;

  return 0;
}

static void
skip_blanks (Lexer *self)
{
  guint length;

  while ((length = blank_length (self->text + self->at, self->end - self->at)) > 0)
    self->at += length;
}

static gboolean
at_line_end (Lexer *self)
{
  char c = peek (self, 0);

  return self->at >= self->end || c == '\n' || c == '\r';
}

static void
skip_line_end (Lexer *self)
{
  if (peek (self, 0) == '\r' && peek (self, 1) == '\n')
    self->at += 2;
  else if (self->at < self->end)
    self->at += 1;
}

/* Comments */

static void
read_pragma_word (Lexer   *self,
                  guint32  start)
{
  const char *word = self->text + start;
  gsize length = self->at - start;

  if (length == strlen ("untitled") && strncmp (word, "untitled", length) == 0)
    self->pragmas |= SLUICE_CLASS_PRAGMA_UNTITLED;
  else if (length == strlen ("inline") && strncmp (word, "inline", length) == 0)
    self->pragmas |= SLUICE_CLASS_PRAGMA_INLINE;
  else
    sluice_class_source_report (self->source, SLUICE_SEVERITY_WARNING,
                                (SluiceClassSpan) { start, self->at },
                                _("‘%.*s’ is not understood here; ‘untitled’ and ‘inline’ are"),
                                (int) length, word);
}

/* A comment that begins "# sluice:" holds words for us; any other is for people. */
static void
skip_comment (Lexer *self)
{
  static const char mark[] = "# sluice:";
  gsize mark_length = strlen (mark);

  if (self->end - self->at >= mark_length &&
      strncmp (self->text + self->at, mark, mark_length) == 0)
    {
      self->at += mark_length;
      while (!at_line_end (self))
        {
          guint32 start = self->at;

          while (!at_line_end (self) && strchr (", \t", peek (self, 0)) == NULL)
            self->at++;
          if (self->at > start)
            read_pragma_word (self, start);
          else
            self->at++;
        }
    }

  while (!at_line_end (self))
    self->at++;
}

/* Words */

static gboolean
read_string_prefix (Lexer *self,
                    guint *length,
                    guint *flags)
{
  *length = 0;
  *flags = 0;

  for (guint i = 0; i <= 2; i++)
    {
      char c = peek (self, i);

      if (c == '"' || c == '\'')
        {
          *length = i;
          return TRUE;
        }

      c = g_ascii_tolower (c);
      if (c == 'r')
        *flags |= SLUICE_CLASS_STRING_RAW;
      else if (c == 'b')
        *flags |= SLUICE_CLASS_STRING_BYTES;
      else if (c == 'f')
        *flags |= SLUICE_CLASS_STRING_FORMAT;
      else if (c != 'u')
        return FALSE;
    }

  return FALSE;
}

static void
report_open_string (Lexer   *self,
                    guint32  start)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                              (SluiceClassSpan) { start, self->at },
                              _("This text has no closing quote"));
}

/* Goes past the braces of an f-string, in which text may stand in the same quotes (PEP 701). Stays
 * where they do not close as they should. */
static gboolean
skip_hole (Lexer *self,
           guint  n_quotes)
{
  guint32 limit = MIN (self->end, self->at + MAX_HOLE);
  guint depth = 0;

  for (guint32 p = self->at; p < limit && (n_quotes == 3 || self->text[p] != '\n'); p++)
    {
      char c = self->text[p];

      if (c == '{' || c == '[' || c == '(')
        {
          if (++depth > MAX_HOLE_DEPTH)
            return FALSE;
        }
      else if (c == '}' || c == ']' || c == ')')
        {
          if (--depth == 0)
            return (self->at = p + 1, TRUE);
        }
      else if (c == '"' || c == '\'')
        {
          for (p++; p < self->end && self->text[p] != c && self->text[p] != '\n'; p++)
            if (self->text[p] == '\\')
              p++;
          if (p >= self->end || self->text[p] != c)
            return FALSE;
        }
    }

  return FALSE;
}

static void
read_string (Lexer *self,
             guint  prefix,
             guint  flags)
{
  guint32 start = self->at;
  char quote;
  guint n_quotes = 1;

  self->at += prefix;
  quote = peek (self, 0);
  if (peek (self, 1) == quote && peek (self, 2) == quote)
    {
      n_quotes = 3;
      flags |= SLUICE_CLASS_STRING_TRIPLE;
    }
  self->at += n_quotes;

  while (TRUE)
    {
      if (self->at >= self->end || (n_quotes == 1 && at_line_end (self)))
        {
          report_open_string (self, start);
          add_token (self, SLUICE_CLASS_TOKEN_STRING, flags | SLUICE_CLASS_STRING_OPEN, start,
                     prefix);
          return;
        }

      if (flags & SLUICE_CLASS_STRING_FORMAT && peek (self, 0) == '{' && peek (self, 1) == '{')
        self->at += 2;
      else if (flags & SLUICE_CLASS_STRING_FORMAT && peek (self, 0) == '{' &&
               skip_hole (self, n_quotes))
        continue;
      else if (peek (self, 0) == '\\' && self->at + 1 < self->end)
        self->at += peek (self, 1) == '\r' && peek (self, 2) == '\n' ? 3 : 2;
      else if (peek (self, 0) == quote &&
               (n_quotes == 1 || (peek (self, 1) == quote && peek (self, 2) == quote)))
        break;
      else
        self->at++;
    }

  self->at += n_quotes;
  add_token (self, SLUICE_CLASS_TOKEN_STRING, flags, start, prefix);
}

static void
read_name (Lexer *self)
{
  guint32 start = self->at;

  while (self->at < self->end && is_identifier_part (self->text + self->at))
    self->at = g_utf8_next_char (self->text + self->at) - self->text;

  add_token (self, SLUICE_CLASS_TOKEN_NAME, 0, start, 0);
}

/* Takes in whatever looks like a number; its value is worked out where it is needed. */
static void
read_number (Lexer *self)
{
  guint32 start = self->at;

  while (g_ascii_isalnum (peek (self, 0)) || peek (self, 0) == '_' || peek (self, 0) == '.' ||
         ((peek (self, 0) == '+' || peek (self, 0) == '-') &&
          g_ascii_tolower (self->text[self->at - 1]) == 'e' &&
          g_ascii_tolower (self->text[start + 1]) != 'x'))
    self->at++;

  add_token (self, SLUICE_CLASS_TOKEN_NUMBER, 0, start, 0);
}

static guint
operator_at (Lexer *self,
             guint *length)
{
  char c = peek (self, 0), d = peek (self, 1), e = peek (self, 2);

  *length = 2;
  if (c == '.' && d == '.' && e == '.')
    return (*length = 3, SLUICE_CLASS_OP_ELLIPSIS);
  if ((c == '*' || c == '/' || c == '<' || c == '>') && d == c)
    {
      if (e == '=')
        return (*length = 3, SLUICE_CLASS_OP_AUGMENTED);
      if (c == '*')
        return SLUICE_CLASS_OP_POWER;
      return c == '/' ? SLUICE_CLASS_OP_FLOOR : SLUICE_CLASS_OP_SHIFT;
    }
  if (c == '-' && d == '>')
    return SLUICE_CLASS_OP_ARROW;
  if (d == '=')
    {
      if (c == ':')
        return SLUICE_CLASS_OP_WALRUS;
      if (c != '\0' && strchr ("=!<>", c))
        return SLUICE_CLASS_OP_COMPARE;
      if (c != '\0' && strchr ("+-*/%@&|^", c))
        return SLUICE_CLASS_OP_AUGMENTED;
    }

  *length = 1;
  return c != '\0' && strchr ("()[]{}.,:;=+-*/%@&|^~<>", c) ? (guint) c : 0;
}

/* Brackets */

static void
open_bracket (Lexer *self,
              char   c)
{
  Bracket bracket = { self->at, self->column, c == '(' ? ')' : c == '[' ? ']' : '}' };

  g_array_append_val (self->brackets, bracket);
}

static Bracket *
top_bracket (Lexer *self)
{
  if (self->brackets->len == 0)
    return NULL;

  return &g_array_index (self->brackets, Bracket, self->brackets->len - 1);
}

static void
report_open_bracket (Lexer *self)
{
  Bracket *bracket = top_bracket (self);

  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                              (SluiceClassSpan) { bracket->start, bracket->start + 1 },
                              _("‘%c’ is never closed"), self->text[bracket->start]);
}

/* Ends the n innermost brackets, which were forgotten, as if they ended here. */
static void
drop_brackets (Lexer *self,
               guint  n)
{
  for (; n > 0; n--)
    {
      report_open_bracket (self);
      add_token (self, SLUICE_CLASS_TOKEN_OPERATOR, top_bracket (self)->closer, self->at, 0);
      g_array_set_size (self->brackets, self->brackets->len - 1);
    }
}

/* How many of the innermost brackets c closes together with one outside of them; 0 where there is
 * no such one. It looks no further than nesting may go. */
static guint
count_inside (Lexer *self,
              char   c)
{
  guint n = self->brackets->len;

  for (guint i = 1; i < MIN (n, SLUICE_CLASS_MAX_NESTING); i++)
    if (g_array_index (self->brackets, Bracket, n - 1 - i).closer == c)
      return i;

  return 0;
}

/* A wrong closing bracket closes the right one: what follows is then read as it was meant. One that
 * belongs to an outer bracket closes all that stand inside it. */
static gboolean
close_bracket (Lexer *self,
               char   c)
{
  SluiceClassSpan span = { self->at, self->at + 1 };
  Bracket *bracket = top_bracket (self);

  if (!bracket)
    {
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, span,
                                  _("‘%c’ was never opened"), c);
      return FALSE;
    }

  if (bracket->closer != c)
    {
      guint n_inside = count_inside (self, c);

      if (n_inside == 0)
        sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, span,
                                    _("‘%c’ does not match ‘%c’; expected ‘%c’"), c,
                                    self->text[bracket->start], bracket->closer);
      else
        drop_brackets (self, n_inside);
    }

  return TRUE;
}

static void
read_operator (Lexer *self)
{
  guint32 start = self->at;
  guint length;
  guint op = operator_at (self, &length);

  if (op == 0)
    {
      const char *p = self->text + self->at;

      self->at = g_utf8_next_char (p) - self->text;
      if (g_str_has_prefix (p, "“") || g_str_has_prefix (p, "”") ||
          g_str_has_prefix (p, "‘") || g_str_has_prefix (p, "’"))
        sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                                    (SluiceClassSpan) { start, self->at },
                                    _("Write straight quotes: \" or '"));
      else
        sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                                    (SluiceClassSpan) { start, self->at },
                                    _("‘%.*s’ does not belong here"),
                                    (int) (self->at - start), p);
      return;
    }

  if (length == 1 && strchr ("([{", op))
    open_bracket (self, op);

  if (length == 1 && strchr (")]}", op))
    {
      if (!close_bracket (self, op))
        {
          self->at++;
          return;
        }
      op = top_bracket (self)->closer;
      g_array_set_size (self->brackets, self->brackets->len - 1);
    }

  self->at += length;
  add_token (self, SLUICE_CLASS_TOKEN_OPERATOR, op, start, 0);
}

/* Lines */

static void
add_newline (Lexer *self)
{
  SluiceClassToken *last = last_token (self);

  if (last->kind != SLUICE_CLASS_TOKEN_NEWLINE &&
      last->kind != SLUICE_CLASS_TOKEN_INDENT && last->kind != SLUICE_CLASS_TOKEN_DEDENT)
    add_token (self, SLUICE_CLASS_TOKEN_NEWLINE, 0, self->at, 0);
}

/* Skips blank lines and comments. Leaves at the first word of a line, its indentation in column. */
static gboolean
find_line (Lexer *self,
           guint *column)
{
  while (self->at < self->end)
    {
      guint length;

      *column = 0;
      while ((length = blank_length (self->text + self->at, self->end - self->at)) > 0)
        {
          *column = peek (self, 0) == '\t' ? (*column / TAB_WIDTH + 1) * TAB_WIDTH : *column + 1;
          self->at += length;
        }

      if (peek (self, 0) == '#')
        skip_comment (self);
      if (!at_line_end (self))
        return TRUE;
      skip_line_end (self);
    }

  return FALSE;
}

static void
change_indentation (Lexer *self,
                    guint  column)
{
  guint32 start = self->at;

  if (column > self->indents[self->n_indents - 1])
    {
      if (self->n_indents == SLUICE_CLASS_MAX_NESTING)
        {
          sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                                      (SluiceClassSpan) { start, start + 1 },
                                      _("This is nested too deeply"));
          return;
        }
      self->indents[self->n_indents++] = column;
      add_token (self, SLUICE_CLASS_TOKEN_INDENT, 0, start, 0);
      return;
    }

  while (column < self->indents[self->n_indents - 1])
    {
      if (column > self->indents[self->n_indents - 2])
        {
          sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR,
                                      (SluiceClassSpan) { start, start + 1 },
                                      _("This line is indented like none above it"));
          self->indents[self->n_indents - 1] = column;
          return;
        }

      self->n_indents--;
      add_token (self, SLUICE_CLASS_TOKEN_DEDENT, 0, start, 0);
    }
}

static gboolean
begins_with_word (const char *p,
                  gsize       n_left,
                  const char *word)
{
  gsize length = strlen (word);

  return n_left > length && strncmp (p, word, length) == 0 && !is_identifier_part (p + length);
}

/* Whether the line at the cursor, no deeper than the one that the open bracket is in, can only be
 * a new statement: then the bracket was forgotten. "name: type" is one too, outside of { }. */
static gboolean
is_new_statement (Lexer *self,
                  guint  column)
{
  static const char *const words[] = { "class", "def", "import", "from", "async" };
  Bracket *bracket = top_bracket (self);
  const char *p = self->text + self->at;
  const char *end = self->text + self->end;

  if (column > bracket->column)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (begins_with_word (p, end - p, words[i]))
      return TRUE;

  if (*p == '@')
    return TRUE;
  if (bracket->closer == '}' || !is_identifier_start (p) ||
      begins_with_word (p, end - p, "lambda"))
    return FALSE;

  while (p < end && is_identifier_part (p))
    p = g_utf8_next_char (p);
  while (p < end && *p == ' ')
    p++;

  return p < end && *p == ':' && p + 1 < end && p[1] != '=';
}

static void
begin_line (Lexer *self)
{
  guint column;

  if (!find_line (self, &column))
    return;

  if (self->brackets->len > 0)
    {
      if (!is_new_statement (self, column))
        return;
      drop_brackets (self, self->brackets->len);
      add_newline (self);
    }

  self->column = column;
  change_indentation (self, column);
}

static void
end_line (Lexer *self)
{
  if (self->brackets->len == 0 && !self->is_expression)
    add_newline (self);
  skip_line_end (self);

  if (self->is_expression)
    skip_blanks (self);
  else
    begin_line (self);
}

static void
read_word (Lexer *self)
{
  const char *p = self->text + self->at;
  guint prefix, flags;

  if (read_string_prefix (self, &prefix, &flags))
    read_string (self, prefix, flags);
  else if (g_ascii_isdigit (*p) || (*p == '.' && g_ascii_isdigit (peek (self, 1))))
    read_number (self);
  else if (is_identifier_start (p))
    read_name (self);
  else if (*p == '\\' && (peek (self, 1) == '\n' || peek (self, 1) == '\r'))
    {
      self->at++;
      skip_line_end (self);
    }
  else
    read_operator (self);
}

static void
finish (Lexer *self)
{
  drop_brackets (self, self->brackets->len);
  if (!self->is_expression)
    add_newline (self);
  while (self->n_indents > 1)
    {
      self->n_indents--;
      add_token (self, SLUICE_CLASS_TOKEN_DEDENT, 0, self->at, 0);
    }
  add_token (self, SLUICE_CLASS_TOKEN_END, 0, self->at, 0);
}

/**
 * sluice_class_token_list: (skip)
 * @source: the text; gets what is wrong
 * @span: the part of it to read
 * @is_expression: whether the part is one expression, as in a quoted annotation, where the ends of
 *   lines and indentation mean nothing
 * @pragmas: (out) (optional): what comments ask for
 *
 * Cuts a part of a text into its words.
 *
 * Returns: (transfer full) (element-type SluiceClassToken): the words; the first is the end of a
 *   line that is not there, so that each word has one before it, and the last is the end
 */
GArray *
sluice_class_token_list (SluiceClassSource *source,
                         SluiceClassSpan    span,
                         gboolean           is_expression,
                         SluiceClassPragma *pragmas)
{
  Lexer self = { 0 };

  self.source = source;
  self.text = source->text;
  self.at = span.start;
  self.end = span.end;
  self.is_expression = is_expression;
  self.n_indents = 1;
  self.tokens = g_array_sized_new (FALSE, FALSE, sizeof (SluiceClassToken),
                                   (span.end - span.start) / 4 + 4);
  self.brackets = g_array_new (FALSE, FALSE, sizeof (Bracket));

  add_token (&self, SLUICE_CLASS_TOKEN_NEWLINE, 0, self.at, 0);
  if (!is_expression)
    begin_line (&self);
  while (self.at < self.end)
    {
      skip_blanks (&self);
      if (peek (&self, 0) == '#')
        skip_comment (&self);
      else if (at_line_end (&self))
        end_line (&self);
      else
        read_word (&self);
    }
  finish (&self);

  g_array_unref (self.brackets);
  if (pragmas)
    *pragmas = self.pragmas;

  return self.tokens;
}
