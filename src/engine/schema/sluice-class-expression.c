/* sluice-class-expression.c: expressions of a text in class notation
 *
 * All of Python's expressions are passed over correctly; a tree is made of those that can stand in
 * the definition of a model. Operators of one precedence make one node with many parts, so the
 * depth of a tree is the depth of its brackets, which is limited.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-syntax-private.h"

SluiceClassExpression *
sluice_class_expression_new (SluiceClassSource *source,
                             guint              kind,
                             SluiceClassSpan    span)
{
  SluiceClassExpression *self = sluice_class_source_new0 (source, SluiceClassExpression);

  self->kind = kind;
  self->span = span;

  return self;
}

void
sluice_class_expression_append (SluiceClassExpression *self,
                                SluiceClassExpression *part)
{
  if (self->last)
    self->last->next = part;
  else
    self->parts = part;
  self->last = part;
  self->n_parts++;
}

/* What the call gives for a keyword; NULL where it gives none. */
SluiceClassExpression *
sluice_class_expression_find (SluiceClassExpression *call,
                              const char            *keyword)
{
  for (SluiceClassExpression *part = call->parts; part; part = part->next)
    if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD && g_str_equal (part->name, keyword))
      return part->subject;

  return NULL;
}

gboolean
sluice_class_syntax_at (SluiceClassSyntax *self,
                        guint              op)
{
  return self->token->kind == SLUICE_CLASS_TOKEN_OPERATOR && self->token->op == op;
}

gboolean
sluice_class_syntax_at_word (SluiceClassSyntax *self,
                             const char        *word)
{
  const SluiceClassToken *token = self->token;
  gsize length = strlen (word);

  return token->kind == SLUICE_CLASS_TOKEN_NAME && token->span.end - token->span.start == length &&
         memcmp (self->source->text + token->span.start, word, length) == 0;
}

void
sluice_class_syntax_advance (SluiceClassSyntax *self)
{
  if (self->token->kind == SLUICE_CLASS_TOKEN_END)
    return;

  self->token++;
}

char *
sluice_class_syntax_copy_word (SluiceClassSyntax      *self,
                               const SluiceClassToken *token)
{
  return sluice_class_source_copy (self->source, self->source->text + token->span.start,
                                   token->span.end - token->span.start);
}

/* Reports the first thing wrong with a statement; what follows from it is not worth a message. */
void
sluice_class_syntax_fail (SluiceClassSyntax *self,
                          SluiceClassSpan    span,
                          const char        *message)
{
  if (!self->failed)
    sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, span, "%s", message);
  self->failed = TRUE;
}

static void
fail_at_token (SluiceClassSyntax *self,
               const char        *message)
{
  SluiceClassSpan span = self->token->span;

  if (self->token->kind >= SLUICE_CLASS_TOKEN_NEWLINE)
    span = (SluiceClassSpan) { MAX (span.start, 1) - 1, span.start };
  sluice_class_syntax_fail (self, span, message);
}

static SluiceClassExpression *
new_at (SluiceClassSyntax *self,
        guint              kind)
{
  return sluice_class_expression_new (self->source, kind, self->token->span);
}

/* The end of the word before the cursor. */
static guint32
previous_end (SluiceClassSyntax *self)
{
  return self->token[-1].span.end;
}

static gboolean
is_keyword (SluiceClassSyntax *self)
{
  static const char *const keywords[] = {
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (sluice_class_syntax_at_word (self, keywords[i]))
      return TRUE;

  return FALSE;
}

/* Goes past the words up to the bracket that closes here, without making anything of them. */
static void
skip_to_closer (SluiceClassSyntax *self)
{
  guint depth = 0;

  while (self->token->kind != SLUICE_CLASS_TOKEN_END &&
         self->token->kind != SLUICE_CLASS_TOKEN_NEWLINE)
    {
      if (self->token->kind == SLUICE_CLASS_TOKEN_OPERATOR && self->token->op < 128)
        {
          if (strchr ("([{", self->token->op))
            depth++;
          else if (strchr (")]}", self->token->op) && depth-- == 0)
            return;
        }
      sluice_class_syntax_advance (self);
    }
}

/* Atoms */

static SluiceClassExpression *
read_string (SluiceClassSyntax *self)
{
  SluiceClassExpression *string = new_at (self, SLUICE_CLASS_EXPRESSION_STRING);
  g_autoptr (GString) text = g_string_new (NULL);

  string->flags = self->token->op;
  string->prefix = self->token->prefix;
  while (self->token->kind == SLUICE_CLASS_TOKEN_STRING)
    {
      gsize length;
      const char *piece = sluice_class_string_decode (self->source, self->token, &length);

      g_string_append_len (text, piece, length);
      string->flags |= self->token->op & (SLUICE_CLASS_STRING_FORMAT | SLUICE_CLASS_STRING_BYTES);
      string->n_words++;
      sluice_class_syntax_advance (self);
    }

  string->name = sluice_class_source_copy (self->source, text->str, text->len);
  string->span.end = previous_end (self);
  if (string->flags & SLUICE_CLASS_STRING_FORMAT)
    string->kind = SLUICE_CLASS_EXPRESSION_OPAQUE;

  return string;
}

static SluiceClassExpression *
read_name (SluiceClassSyntax *self)
{
  SluiceClassExpression *name;
  guint kind = SLUICE_CLASS_EXPRESSION_NAME;

  if (sluice_class_syntax_at_word (self, "None"))
    kind = SLUICE_CLASS_EXPRESSION_NONE;
  else if (sluice_class_syntax_at_word (self, "True"))
    kind = SLUICE_CLASS_EXPRESSION_TRUE;
  else if (sluice_class_syntax_at_word (self, "False"))
    kind = SLUICE_CLASS_EXPRESSION_FALSE;

  name = new_at (self, kind);
  name->name = sluice_class_syntax_copy_word (self, self->token);
  name->name_span = self->token->span;
  sluice_class_syntax_advance (self);

  return name;
}

/* "for x in y" after the first part of brackets makes them a comprehension. */
static gboolean
skip_comprehension (SluiceClassSyntax     *self,
                    SluiceClassExpression *expression)
{
  if (!sluice_class_syntax_at_word (self, "for") && !sluice_class_syntax_at_word (self, "async"))
    return FALSE;

  expression->kind = SLUICE_CLASS_EXPRESSION_OPAQUE;
  skip_to_closer (self);

  return TRUE;
}

static gboolean
expect_closer (SluiceClassSyntax     *self,
               SluiceClassExpression *expression,
               char                   closer)
{
  g_autofree char *message = NULL;

  if (sluice_class_syntax_at (self, closer))
    {
      sluice_class_syntax_advance (self);
      expression->span.end = previous_end (self);
      return TRUE;
    }

  message = g_strdup_printf (_("Expected ‘,’ or ‘%c’"), closer);
  fail_at_token (self, message);
  skip_to_closer (self);
  if (sluice_class_syntax_at (self, closer))
    sluice_class_syntax_advance (self);
  expression->span.end = previous_end (self);

  return FALSE;
}

/* ( ): nothing, a part in brackets, or a tuple. */
static SluiceClassExpression *
read_parenthesis (SluiceClassSyntax *self)
{
  SluiceClassExpression *tuple = new_at (self, SLUICE_CLASS_EXPRESSION_TUPLE);
  gboolean has_comma = FALSE;

  sluice_class_syntax_advance (self);
  while (!sluice_class_syntax_at (self, ')') && !self->failed)
    {
      SluiceClassExpression *part = sluice_class_syntax_read_expression (self);

      sluice_class_expression_append (tuple, part);
      if (skip_comprehension (self, tuple) || !sluice_class_syntax_at (self, ','))
        break;
      has_comma = TRUE;
      sluice_class_syntax_advance (self);
    }
  expect_closer (self, tuple, ')');

  if (tuple->kind == SLUICE_CLASS_EXPRESSION_TUPLE && tuple->n_parts == 1 && !has_comma)
    return tuple->parts;

  return tuple;
}

static SluiceClassExpression *
read_bracket (SluiceClassSyntax *self)
{
  SluiceClassExpression *list = new_at (self, SLUICE_CLASS_EXPRESSION_LIST);

  sluice_class_syntax_advance (self);
  while (!sluice_class_syntax_at (self, ']') && !self->failed)
    {
      sluice_class_expression_append (list, sluice_class_syntax_read_expression (self));
      if (skip_comprehension (self, list) || !sluice_class_syntax_at (self, ','))
        break;
      sluice_class_syntax_advance (self);
    }
  expect_closer (self, list, ']');

  return list;
}

static SluiceClassExpression *
read_brace (SluiceClassSyntax *self)
{
  SluiceClassExpression *dict = new_at (self, SLUICE_CLASS_EXPRESSION_DICT);

  sluice_class_syntax_advance (self);
  while (!sluice_class_syntax_at (self, '}') && !self->failed)
    {
      sluice_class_expression_append (dict, sluice_class_syntax_read_expression (self));
      if (sluice_class_syntax_at (self, ':') && dict->kind == SLUICE_CLASS_EXPRESSION_DICT)
        {
          sluice_class_syntax_advance (self);
          sluice_class_expression_append (dict, sluice_class_syntax_read_expression (self));
        }
      else if (dict->n_parts == 1)
        {
          dict->kind = dict->parts->kind == SLUICE_CLASS_EXPRESSION_STARRED
                           ? SLUICE_CLASS_EXPRESSION_OPAQUE
                           : SLUICE_CLASS_EXPRESSION_SET;
        }
      else if (dict->kind == SLUICE_CLASS_EXPRESSION_DICT)
        {
          dict->kind = SLUICE_CLASS_EXPRESSION_OPAQUE;
        }
      if (skip_comprehension (self, dict) || !sluice_class_syntax_at (self, ','))
        break;
      sluice_class_syntax_advance (self);
    }
  expect_closer (self, dict, '}');

  return dict;
}

static SluiceClassExpression *
read_atom (SluiceClassSyntax *self)
{
  SluiceClassExpression *atom;

  switch (self->token->kind)
    {
    case SLUICE_CLASS_TOKEN_STRING:
      return read_string (self);

    case SLUICE_CLASS_TOKEN_NUMBER:
      atom = new_at (self, SLUICE_CLASS_EXPRESSION_NUMBER);
      sluice_class_syntax_advance (self);
      return atom;

    case SLUICE_CLASS_TOKEN_NAME:
      if (!is_keyword (self))
        return read_name (self);
      break;

    case SLUICE_CLASS_TOKEN_OPERATOR:
      if (self->token->op == SLUICE_CLASS_OP_ELLIPSIS)
        {
          atom = new_at (self, SLUICE_CLASS_EXPRESSION_ELLIPSIS);
          sluice_class_syntax_advance (self);
          return atom;
        }
      if (self->token->op == '(')
        return read_parenthesis (self);
      if (self->token->op == '[')
        return read_bracket (self);
      if (self->token->op == '{')
        return read_brace (self);
      break;

    default:
      break;
    }

  fail_at_token (self, _("Something is missing here"));

  return new_at (self, SLUICE_CLASS_EXPRESSION_OPAQUE);
}

/* Subscripts, calls, attributes */

/* The next word is a name and the one after it "=". */
static gboolean
at_keyword_argument (SluiceClassSyntax *self)
{
  const SluiceClassToken *next = self->token + 1;

  return self->token->kind == SLUICE_CLASS_TOKEN_NAME &&
         next->kind == SLUICE_CLASS_TOKEN_OPERATOR && next->op == '=';
}

static SluiceClassExpression *
read_argument (SluiceClassSyntax *self)
{
  SluiceClassExpression *argument;

  if (!at_keyword_argument (self))
    return sluice_class_syntax_read_expression (self);

  argument = new_at (self, SLUICE_CLASS_EXPRESSION_KEYWORD);
  argument->name = sluice_class_syntax_copy_word (self, self->token);
  argument->name_span = self->token->span;
  sluice_class_syntax_advance (self);
  sluice_class_syntax_advance (self);
  argument->subject = sluice_class_syntax_read_expression (self);
  argument->span.end = argument->subject->span.end;

  return argument;
}

/* "a:b" and "a:b:c" in a subscript. */
static void
skip_slice (SluiceClassSyntax     *self,
            SluiceClassExpression *expression)
{
  if (!sluice_class_syntax_at (self, ':'))
    return;

  expression->kind = SLUICE_CLASS_EXPRESSION_OPAQUE;
  skip_to_closer (self);
}

/**
 * sluice_class_syntax_read_arguments: (skip)
 * @self: a cursor after an opening bracket
 * @expression: gets what stands in the brackets as its parts
 * @closer: the closing bracket
 *
 * Reads what stands between the brackets of a call, a subscript or the bases of a class.
 *
 * Returns: (transfer none): @expression
 */
SluiceClassExpression *
sluice_class_syntax_read_arguments (SluiceClassSyntax     *self,
                                    SluiceClassExpression *expression,
                                    char                   closer)
{
  while (!sluice_class_syntax_at (self, closer) && !self->failed)
    {
      if (closer == ']' && sluice_class_syntax_at (self, ':'))
        break;
      sluice_class_expression_append (expression, read_argument (self));
      if (skip_comprehension (self, expression) || !sluice_class_syntax_at (self, ','))
        break;
      sluice_class_syntax_advance (self);
    }
  if (closer == ']')
    skip_slice (self, expression);
  expect_closer (self, expression, closer);

  return expression;
}

static SluiceClassExpression *
read_trailer (SluiceClassSyntax     *self,
              SluiceClassExpression *subject)
{
  SluiceClassExpression *trailer;
  guint op = self->token->op;

  trailer = new_at (self, op == '(' ? SLUICE_CLASS_EXPRESSION_CALL
                                    : SLUICE_CLASS_EXPRESSION_SUBSCRIPT);
  trailer->subject = subject;
  trailer->span.start = subject->span.start;
  sluice_class_syntax_advance (self);

  if (op != '.')
    return sluice_class_syntax_read_arguments (self, trailer, op == '(' ? ')' : ']');

  trailer->kind = SLUICE_CLASS_EXPRESSION_ATTRIBUTE;
  if (self->token->kind != SLUICE_CLASS_TOKEN_NAME)
    {
      fail_at_token (self, _("Expected a name after ‘.’"));
      trailer->name = "";
      return trailer;
    }
  trailer->name = sluice_class_syntax_copy_word (self, self->token);
  trailer->name_span = self->token->span;
  trailer->span.end = self->token->span.end;
  sluice_class_syntax_advance (self);

  return trailer;
}

static SluiceClassExpression *
read_primary (SluiceClassSyntax *self)
{
  SluiceClassExpression *primary = read_atom (self);
  guint n_trailers = 0;

  while (!self->failed && (sluice_class_syntax_at (self, '(') || sluice_class_syntax_at (self, '[') ||
                           sluice_class_syntax_at (self, '.')))
    {
      if (self->nesting + ++n_trailers > SLUICE_CLASS_MAX_NESTING)
        {
          fail_at_token (self, _("This is nested too deeply"));
          break;
        }
      primary = read_trailer (self, primary);
    }

  return primary;
}

/* Operators */

static SluiceClassExpression *
read_unary (SluiceClassSyntax *self)
{
  SluiceClassExpression *first = NULL, *innermost = NULL;
  guint n_signs = 0;

  while (sluice_class_syntax_at (self, '-') || sluice_class_syntax_at (self, '+') ||
         sluice_class_syntax_at (self, '~') || sluice_class_syntax_at (self, '*') ||
         sluice_class_syntax_at (self, SLUICE_CLASS_OP_POWER) ||
         sluice_class_syntax_at_word (self, "await") || sluice_class_syntax_at_word (self, "not"))
    {
      gboolean is_star = self->token->op == '*' || self->token->op == SLUICE_CLASS_OP_POWER;
      gboolean is_word = self->token->kind == SLUICE_CLASS_TOKEN_NAME;
      SluiceClassExpression *sign;

      sign = new_at (self, is_star   ? SLUICE_CLASS_EXPRESSION_STARRED
                           : is_word ? SLUICE_CLASS_EXPRESSION_OPAQUE
                                     : SLUICE_CLASS_EXPRESSION_UNARY);
      sign->op = self->token->op;
      if (innermost)
        innermost->subject = sign;
      else
        first = sign;
      innermost = sign;
      sluice_class_syntax_advance (self);

      if (self->nesting + ++n_signs > SLUICE_CLASS_MAX_NESTING)
        {
          fail_at_token (self, _("This is nested too deeply"));
          break;
        }
    }

  if (!first)
    return read_primary (self);

  innermost->subject = read_primary (self);
  for (SluiceClassExpression *sign = first; sign != innermost->subject; sign = sign->subject)
    sign->span.end = innermost->subject->span.end;

  return first;
}

static gboolean
at_arithmetic (SluiceClassSyntax *self,
               gboolean           is_sum)
{
  if (self->token->kind != SLUICE_CLASS_TOKEN_OPERATOR)
    return FALSE;

  switch (self->token->op)
    {
    case '+':
    case '-':
    case '&':
    case '^':
    case SLUICE_CLASS_OP_SHIFT:
      return is_sum;
    case '*':
    case '/':
    case '%':
    case '@':
    case SLUICE_CLASS_OP_FLOOR:
    case SLUICE_CLASS_OP_POWER:
      return !is_sum;
    default:
      return FALSE;
    }
}

/* A chain of sums (of products), or of products: one node, whatever its length. */
static SluiceClassExpression *
read_arithmetic (SluiceClassSyntax *self,
                 gboolean           is_sum)
{
  SluiceClassExpression *first = is_sum ? read_arithmetic (self, FALSE) : read_unary (self);
  SluiceClassExpression *chain;

  if (!at_arithmetic (self, is_sum))
    return first;

  chain = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_BINARY, first->span);
  sluice_class_expression_append (chain, first);
  while (at_arithmetic (self, is_sum) && !self->failed)
    {
      SluiceClassExpression *part;
      guint op = self->token->op;

      sluice_class_syntax_advance (self);
      part = is_sum ? read_arithmetic (self, FALSE) : read_unary (self);
      if (part->kind == SLUICE_CLASS_EXPRESSION_UNARY)
        {
          /* op is where a part keeps the operator before it: a signed part goes one deeper */
          SluiceClassExpression *box;

          box = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_BINARY,
                                             part->span);
          sluice_class_expression_append (box, part);
          part = box;
        }
      part->op = op;
      sluice_class_expression_append (chain, part);
      chain->span.end = part->span.end;
    }

  return chain;
}

static SluiceClassExpression *
read_union (SluiceClassSyntax *self)
{
  SluiceClassExpression *first = read_arithmetic (self, TRUE);
  SluiceClassExpression *members;

  if (!sluice_class_syntax_at (self, '|'))
    return first;

  members = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_UNION, first->span);
  sluice_class_expression_append (members, first);
  while (sluice_class_syntax_at (self, '|') && !self->failed)
    {
      SluiceClassExpression *member;

      sluice_class_syntax_advance (self);
      member = read_arithmetic (self, TRUE);
      sluice_class_expression_append (members, member);
      members->span.end = member->span.end;
    }

  return members;
}

/* "lambda a, b: " is passed over; what it gives back is read like any other expression. */
static gboolean
skip_lambda (SluiceClassSyntax *self)
{
  if (!sluice_class_syntax_at_word (self, "lambda"))
    return FALSE;

  while (!sluice_class_syntax_at (self, ':') && self->token->kind < SLUICE_CLASS_TOKEN_NEWLINE)
    sluice_class_syntax_advance (self);
  sluice_class_syntax_advance (self);

  return TRUE;
}

/* "yield" and "yield from" in a script; what follows is read like any other expression. */
static gboolean
skip_yield (SluiceClassSyntax *self)
{
  if (!self->is_script || !sluice_class_syntax_at_word (self, "yield"))
    return FALSE;

  sluice_class_syntax_advance (self);
  if (sluice_class_syntax_at_word (self, "from"))
    sluice_class_syntax_advance (self);

  return TRUE;
}

/* Operators whose result says nothing of a schema: comparisons, "and", "or", "if ... else". */
static gboolean
skip_operator (SluiceClassSyntax *self)
{
  static const char *const words[] = { "or", "and", "not", "in", "is", "if", "else" };

  if (sluice_class_syntax_at (self, '<') || sluice_class_syntax_at (self, '>') ||
      sluice_class_syntax_at (self, SLUICE_CLASS_OP_COMPARE) ||
      sluice_class_syntax_at (self, SLUICE_CLASS_OP_WALRUS))
    {
      sluice_class_syntax_advance (self);
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (sluice_class_syntax_at_word (self, words[i]))
      {
        gboolean is_not = sluice_class_syntax_at_word (self, "not");

        sluice_class_syntax_advance (self);
        if (is_not && sluice_class_syntax_at_word (self, "in"))
          sluice_class_syntax_advance (self);
        return TRUE;
      }

  return FALSE;
}

/**
 * sluice_class_syntax_read_expression: (skip)
 * @self: a cursor
 *
 * Reads one expression.
 *
 * Returns: (transfer none): the expression; opaque where it cannot be read
 */
SluiceClassExpression *
sluice_class_syntax_read_expression (SluiceClassSyntax *self)
{
  SluiceClassExpression *opaque = NULL;
  SluiceClassExpression *expression;
  SluiceClassSpan span = self->token->span;
  gboolean goes_on;

  if (self->nesting >= SLUICE_CLASS_MAX_NESTING)
    {
      fail_at_token (self, _("This is nested too deeply"));
      return new_at (self, SLUICE_CLASS_EXPRESSION_OPAQUE);
    }

  self->nesting++;
  do
    {
      gboolean is_prefixed = FALSE;

      while (skip_lambda (self) || skip_yield (self))
        is_prefixed = TRUE;
      expression = read_union (self);
      goes_on = !self->failed && skip_operator (self);
      if (!opaque && (goes_on || is_prefixed))
        opaque = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_OPAQUE, span);
      if (opaque)
        sluice_class_expression_append (opaque, expression);
    }
  while (goes_on);
  self->nesting--;

  if (!opaque)
    return expression;
  opaque->span.end = MAX (span.start, previous_end (self));

  return opaque;
}

/**
 * sluice_class_syntax_read_list: (skip)
 * @self: a cursor
 *
 * Reads one expression, or a tuple that has no brackets.
 *
 * Returns: (transfer none): the expression
 */
SluiceClassExpression *
sluice_class_syntax_read_list (SluiceClassSyntax *self)
{
  SluiceClassExpression *first = sluice_class_syntax_read_expression (self);
  SluiceClassExpression *tuple;

  if (!sluice_class_syntax_at (self, ','))
    return first;

  tuple = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_TUPLE, first->span);
  sluice_class_expression_append (tuple, first);
  while (sluice_class_syntax_at (self, ',') && !self->failed)
    {
      sluice_class_syntax_advance (self);
      if (self->token->kind >= SLUICE_CLASS_TOKEN_NEWLINE || sluice_class_syntax_at (self, '='))
        break;
      sluice_class_expression_append (tuple, sluice_class_syntax_read_expression (self));
      tuple->span.end = previous_end (self);
    }

  return tuple;
}

/**
 * sluice_class_expression_for_string: (skip)
 * @source: the text
 * @string: a string in it
 *
 * Reads the expression that is written inside a string, as in a quoted annotation.
 *
 * Returns: (transfer none) (nullable): the expression, or %NULL where the string is put together
 *   in a way that leaves no such text in the source
 */
SluiceClassExpression *
sluice_class_expression_for_string (SluiceClassSource     *source,
                                    SluiceClassExpression *string)
{
  g_autoptr (GArray) tokens = NULL;
  SluiceClassExpression *expression;
  SluiceClassSyntax syntax = { 0 };
  guint n_quotes = string->flags & SLUICE_CLASS_STRING_TRIPLE ? 3 : 1;
  SluiceClassSpan inside = { string->span.start + string->prefix + n_quotes,
                             string->span.end - n_quotes };

  if (string->kind != SLUICE_CLASS_EXPRESSION_STRING || string->n_words != 1 ||
      string->flags & (SLUICE_CLASS_STRING_OPEN | SLUICE_CLASS_STRING_BYTES) ||
      memchr (source->text + inside.start, '\\', inside.end - inside.start))
    return NULL;

  tokens = sluice_class_token_list (source, inside, TRUE, NULL);
  syntax.source = source;
  syntax.token = (const SluiceClassToken *) tokens->data + 1;
  if (syntax.token->kind == SLUICE_CLASS_TOKEN_END)
    return NULL;

  expression = sluice_class_syntax_read_expression (&syntax);
  if (syntax.token->kind != SLUICE_CLASS_TOKEN_END)
    sluice_class_syntax_fail (&syntax, syntax.token->span, _("This does not belong to the type"));

  return expression;
}

/**
 * sluice_class_expression_for_span: (skip)
 * @source: the text; gets what is wrong
 * @span: a part of it that holds one expression, as in the braces of an f-string
 *
 * Reads the expression in a part of the text.
 *
 * Returns: (transfer none) (nullable): the expression, or %NULL where there is nothing
 */
SluiceClassExpression *
sluice_class_expression_for_span (SluiceClassSource *source,
                                  SluiceClassSpan    span)
{
  g_autoptr (GArray) tokens = sluice_class_token_list (source, span, TRUE, NULL);
  SluiceClassSyntax syntax = { 0 };

  syntax.source = source;
  syntax.is_script = TRUE;
  syntax.token = (const SluiceClassToken *) tokens->data + 1;
  if (syntax.token->kind == SLUICE_CLASS_TOKEN_END)
    return NULL;

  return sluice_class_syntax_read_list (&syntax);
}
