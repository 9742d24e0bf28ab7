/* sluice-class-block.c: functions and blocks of a script
 *
 * A schema needs none of this: class notation passes over functions. Where a whole script is read,
 * as for the import of a snippet, what stands in them is kept, as far as it tells where values come
 * from: parameters with their defaults, the targets of loops and of "with", what is returned.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "schema/sluice-class-syntax-private.h"

static gboolean
at_line_end (SluiceClassSyntax *self)
{
  return self->token->kind >= SLUICE_CLASS_TOKEN_NEWLINE;
}

static SluiceClassExpression *
new_at (SluiceClassSyntax *self,
        guint              kind)
{
  return sluice_class_expression_new (self->source, kind, self->token->span);
}

static SluiceClassExpression *
take_name (SluiceClassSyntax *self,
           guint              kind)
{
  SluiceClassExpression *name = new_at (self, kind);

  name->name = sluice_class_syntax_copy_word (self, self->token);
  name->name_span = self->token->span;
  sluice_class_syntax_advance (self);

  return name;
}

static gboolean
at_name (SluiceClassSyntax *self)
{
  return self->token->kind == SLUICE_CLASS_TOKEN_NAME;
}

/* The rest of a line that ends in a colon, or does not. */
static void
skip_header (SluiceClassSyntax *self)
{
  while (!at_line_end (self) && !sluice_class_syntax_at (self, ':'))
    sluice_class_syntax_advance (self);
}

static void
skip_line (SluiceClassSyntax *self)
{
  while (!at_line_end (self) && !sluice_class_syntax_at (self, ';'))
    sluice_class_syntax_advance (self);
  if (self->token->kind == SLUICE_CLASS_TOKEN_NEWLINE || sluice_class_syntax_at (self, ';'))
    sluice_class_syntax_advance (self);
}

static void
read_body (SluiceClassSyntax    *self,
           SluiceClassStatement *statement)
{
  statement->span.end = self->token[-1].span.end;
  skip_header (self);
  if (!sluice_class_syntax_at (self, ':'))
    {
      sluice_class_syntax_fail (self, self->token[-1].span, _("Expected ‘:’ after this"));
      skip_line (self);
      return;
    }

  sluice_class_syntax_advance (self);
  self->failed = FALSE;
  if (self->nesting >= SLUICE_CLASS_MAX_NESTING)
    {
      sluice_class_syntax_fail (self, statement->span, _("This is nested too deeply"));
      skip_line (self);
      return;
    }

  self->nesting++;
  statement->body = sluice_class_statement_read_body (self, statement->span);
  self->nesting--;
}

/* Functions */

/* "name: type = default"; "*" and "/" that only part the parameters are passed over. */
static void
read_parameter (SluiceClassSyntax     *self,
                SluiceClassExpression *parameters)
{
  gboolean is_starred = FALSE;
  SluiceClassExpression *parameter, *annotation = NULL;

  while (sluice_class_syntax_at (self, '*') || sluice_class_syntax_at (self, '/') ||
         sluice_class_syntax_at (self, SLUICE_CLASS_OP_POWER))
    {
      is_starred = !sluice_class_syntax_at (self, '/');
      sluice_class_syntax_advance (self);
    }
  if (sluice_class_syntax_at (self, ',') || sluice_class_syntax_at (self, ')'))
    return;
  if (!at_name (self))
    {
      sluice_class_syntax_fail (self, self->token->span, _("Expected the name of a parameter"));
      return;
    }

  parameter = take_name (self, is_starred ? SLUICE_CLASS_EXPRESSION_STARRED
                                          : SLUICE_CLASS_EXPRESSION_NAME);
  if (sluice_class_syntax_at (self, ':'))
    {
      sluice_class_syntax_advance (self);
      annotation = sluice_class_syntax_read_expression (self);
    }
  if (annotation)
    sluice_class_expression_append (parameter, annotation);
  if (sluice_class_syntax_at (self, '='))
    {
      sluice_class_syntax_advance (self);
      parameter->subject = sluice_class_syntax_read_expression (self);
    }
  sluice_class_expression_append (parameters, parameter);
}

static void
read_parameters (SluiceClassSyntax    *self,
                 SluiceClassStatement *statement)
{
  statement->parameters = new_at (self, SLUICE_CLASS_EXPRESSION_TUPLE);
  if (!sluice_class_syntax_at (self, '('))
    return;

  sluice_class_syntax_advance (self);
  while (!sluice_class_syntax_at (self, ')') && !at_line_end (self) && !self->failed)
    {
      read_parameter (self, statement->parameters);
      if (!sluice_class_syntax_at (self, ','))
        break;
      sluice_class_syntax_advance (self);
    }
  if (!sluice_class_syntax_at (self, ')'))
    sluice_class_syntax_fail (self, self->token->span, _("Expected ‘,’ or ‘)’"));
  else
    sluice_class_syntax_advance (self);
}

static void
read_function (SluiceClassSyntax    *self,
               SluiceClassStatement *statement)
{
  statement->kind = SLUICE_CLASS_STATEMENT_FUNCTION;
  sluice_class_syntax_advance (self);
  statement->name = "";
  statement->name_span = statement->span;
  if (at_name (self))
    {
      statement->name = sluice_class_syntax_copy_word (self, self->token);
      statement->name_span = self->token->span;
      sluice_class_syntax_advance (self);
    }

  if (sluice_class_syntax_at (self, '['))
    {
      SluiceClassExpression *types = new_at (self, SLUICE_CLASS_EXPRESSION_TUPLE);

      sluice_class_syntax_advance (self);
      sluice_class_syntax_read_arguments (self, types, ']');
    }
  read_parameters (self, statement);
  if (sluice_class_syntax_at (self, SLUICE_CLASS_OP_ARROW))
    {
      sluice_class_syntax_advance (self);
      statement->annotation = sluice_class_syntax_read_expression (self);
    }
  read_body (self, statement);
}

/* Blocks */

/* The names that a loop sets, up to "in". */
static SluiceClassExpression *
read_targets (SluiceClassSyntax *self)
{
  SluiceClassExpression *targets = new_at (self, SLUICE_CLASS_EXPRESSION_TUPLE);

  while (!at_line_end (self) && !sluice_class_syntax_at_word (self, "in"))
    {
      if (at_name (self))
        sluice_class_expression_append (targets, take_name (self, SLUICE_CLASS_EXPRESSION_NAME));
      else
        sluice_class_syntax_advance (self);
    }
  if (sluice_class_syntax_at_word (self, "in"))
    sluice_class_syntax_advance (self);

  return targets;
}

/* One thing that "with" opens; a KEYWORD where "as" names it. */
static SluiceClassExpression *
read_opened (SluiceClassSyntax *self)
{
  SluiceClassExpression *value = sluice_class_syntax_read_expression (self);
  SluiceClassExpression *named;

  if (!sluice_class_syntax_at_word (self, "as"))
    return value;

  sluice_class_syntax_advance (self);
  if (!at_name (self))
    {
      sluice_class_syntax_read_expression (self);
      return value;
    }
  named = take_name (self, SLUICE_CLASS_EXPRESSION_KEYWORD);
  named->subject = value;

  return named;
}

/* Whether the bracket at the cursor holds all that "with" opens. */
static gboolean
is_bracket_of_with (SluiceClassSyntax *self)
{
  guint depth = 0;

  if (!sluice_class_syntax_at (self, '('))
    return FALSE;

  for (const SluiceClassToken *token = self->token; token->kind < SLUICE_CLASS_TOKEN_NEWLINE; token++)
    {
      if (token->kind != SLUICE_CLASS_TOKEN_OPERATOR)
        continue;
      if (token->op == '(' || token->op == '[' || token->op == '{')
        depth++;
      else if ((token->op == ')' || token->op == ']' || token->op == '}') && --depth == 0)
        return token[1].kind == SLUICE_CLASS_TOKEN_OPERATOR && token[1].op == ':';
    }

  return FALSE;
}

static SluiceClassExpression *
read_with (SluiceClassSyntax *self)
{
  SluiceClassExpression *opened = new_at (self, SLUICE_CLASS_EXPRESSION_TUPLE);

  if (is_bracket_of_with (self))
    sluice_class_syntax_advance (self);
  while (!at_line_end (self) && !sluice_class_syntax_at (self, ':') &&
         !sluice_class_syntax_at (self, ')') && !self->failed)
    {
      sluice_class_expression_append (opened, read_opened (self));
      if (!sluice_class_syntax_at (self, ','))
        break;
      sluice_class_syntax_advance (self);
    }

  return opened;
}

static gboolean
is_among (const char        *word,
          const char *const *words)
{
  return g_strv_contains (words, word);
}

/* if, for, while, with, try and all else that begins with a word of Python's own. */
static void
read_compound (SluiceClassSyntax    *self,
               SluiceClassStatement *statement)
{
  static const char *const lines[] = { "return", "yield", "raise", "assert", "del", "global",
                                       "nonlocal", "break", "continue", NULL };
  static const char *const silent[] = { "global", "nonlocal", "break", "continue", NULL };
  const char *word = sluice_class_syntax_copy_word (self, self->token);

  statement->name = word;
  if (!g_str_equal (word, "yield"))
    sluice_class_syntax_advance (self);

  if (g_str_equal (word, "for"))
    statement->target = read_targets (self);
  if (g_str_equal (word, "with"))
    statement->value = read_with (self);
  else if (g_str_equal (word, "except") && sluice_class_syntax_at (self, '*'))
    sluice_class_syntax_advance (self);
  if (!statement->value && !at_line_end (self) && !sluice_class_syntax_at (self, ':') &&
      !is_among (word, silent))
    statement->value = sluice_class_syntax_read_list (self);

  if (is_among (word, lines))
    skip_line (self);
  else
    read_body (self, statement);
}

/**
 * sluice_class_block_read: (skip)
 * @self: a cursor at the first word
 * @statement: what it begins
 *
 * Reads a function, a block, or a line like "return".
 */
void
sluice_class_block_read (SluiceClassSyntax    *self,
                         SluiceClassStatement *statement)
{
  if (sluice_class_syntax_at_word (self, "async"))
    sluice_class_syntax_advance (self);

  if (sluice_class_syntax_at_word (self, "def"))
    read_function (self, statement);
  else
    read_compound (self, statement);
}
