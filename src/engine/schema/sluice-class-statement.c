/* sluice-class-statement.c: statements of a text in class notation
 *
 * What can stand in the definition of a model is kept: classes and what they hold, assignments,
 * imports. The rest of Python is passed over, block by block, and leaves a statement that says only
 * which one it was. An error ends its own statement; reading goes on with the next line.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-class-syntax-private.h"

typedef struct
{
  SluiceClassStatement *first;
  SluiceClassStatement *last;
} Block;

static void read_block_into (SluiceClassSyntax *self,
                             Block             *block);

static SluiceClassStatement *
statement_new (SluiceClassSyntax *self,
               guint              kind)
{
  SluiceClassStatement *statement;

  statement = sluice_class_source_new0 (self->source, SluiceClassStatement);
  statement->kind = kind;
  statement->span = self->token->span;

  return statement;
}

static void
block_append (Block                *self,
              SluiceClassStatement *statement)
{
  if (!statement)
    return;

  if (self->last)
    self->last->next = statement;
  else
    self->first = statement;
  self->last = statement;
}

static gboolean
at_kind (SluiceClassSyntax    *self,
         SluiceClassTokenKind  kind)
{
  return self->token->kind == kind;
}

static gboolean
at_line_end (SluiceClassSyntax *self)
{
  return self->token->kind >= SLUICE_CLASS_TOKEN_NEWLINE;
}

static void
skip_line (SluiceClassSyntax *self)
{
  while (!at_line_end (self))
    sluice_class_syntax_advance (self);
  if (at_kind (self, SLUICE_CLASS_TOKEN_NEWLINE))
    sluice_class_syntax_advance (self);
}

/* The place after the last word of the line, where something is missing. */
static SluiceClassSpan
after_previous (SluiceClassSyntax *self)
{
  guint32 end = self->token[-1].span.end;

  return (SluiceClassSpan) { end > 0 ? end - 1 : 0, end };
}

/* A line that is over, or goes on after ";". */
static void
end_statement (SluiceClassSyntax    *self,
               SluiceClassStatement *statement)
{
  statement->span.end = MAX (statement->span.end, self->token[-1].span.end);
  if (sluice_class_syntax_at (self, ';'))
    {
      sluice_class_syntax_advance (self);
      if (at_kind (self, SLUICE_CLASS_TOKEN_NEWLINE))
        sluice_class_syntax_advance (self);
      return;
    }

  if (!at_line_end (self))
    sluice_class_syntax_fail (self, self->token->span, _("This does not belong to the line"));
  skip_line (self);
}

/* Blocks */

/* Goes past an indented block, and what its line holds after the colon. */
static void
skip_block (SluiceClassSyntax *self)
{
  guint depth = 0;

  skip_line (self);
  if (!at_kind (self, SLUICE_CLASS_TOKEN_INDENT))
    return;

  do
    {
      if (at_kind (self, SLUICE_CLASS_TOKEN_INDENT))
        depth++;
      else if (at_kind (self, SLUICE_CLASS_TOKEN_DEDENT))
        depth--;
      sluice_class_syntax_advance (self);
    }
  while (depth > 0 && !at_kind (self, SLUICE_CLASS_TOKEN_END));
}

/* What follows the colon of a class: the rest of the line, or an indented block. */
SluiceClassStatement *
sluice_class_statement_read_body (SluiceClassSyntax *self,
                                  SluiceClassSpan    name_span)
{
  Block block = { 0 };

  if (!at_kind (self, SLUICE_CLASS_TOKEN_NEWLINE))
    {
      const SluiceClassToken *line_end = self->token;

      while (line_end->kind < SLUICE_CLASS_TOKEN_NEWLINE)
        line_end++;
      while (self->token < line_end)
        read_block_into (self, &block);
      return block.first;
    }

  sluice_class_syntax_advance (self);
  if (!at_kind (self, SLUICE_CLASS_TOKEN_INDENT))
    {
      sluice_class_syntax_fail (
        self, name_span,
        self->is_script ? _("The lines that belong to this are indented; write ‘pass’ where there are none")
                        : _("The lines of a class are indented; write ‘pass’ where it has none"));
      return NULL;
    }

  sluice_class_syntax_advance (self);
  while (!at_kind (self, SLUICE_CLASS_TOKEN_DEDENT) && !at_kind (self, SLUICE_CLASS_TOKEN_END))
    read_block_into (self, &block);
  if (at_kind (self, SLUICE_CLASS_TOKEN_DEDENT))
    sluice_class_syntax_advance (self);

  return block.first;
}

/* Statements */

static void
read_class_bases (SluiceClassSyntax    *self,
                  SluiceClassStatement *statement)
{
  SluiceClassExpression *bases;

  bases = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_CALL,
                                       self->token->span);
  sluice_class_syntax_advance (self);
  sluice_class_syntax_read_arguments (self, bases, ')');
  statement->expressions = bases;
}

static SluiceClassStatement *
read_class (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_CLASS);

  sluice_class_syntax_advance (self);
  statement->name = "";
  statement->name_span = statement->span;
  if (at_kind (self, SLUICE_CLASS_TOKEN_NAME))
    {
      statement->name = sluice_class_syntax_copy_word (self, self->token);
      statement->name_span = self->token->span;
      sluice_class_syntax_advance (self);
    }
  else
    {
      sluice_class_syntax_fail (self, statement->span, _("A class needs a name"));
    }

  if (sluice_class_syntax_at (self, '[') && !self->failed)
    {
      statement->parameters = sluice_class_expression_new (
        self->source, SLUICE_CLASS_EXPRESSION_SUBSCRIPT, self->token->span);
      sluice_class_syntax_advance (self);
      sluice_class_syntax_read_arguments (self, statement->parameters, ']');
    }
  if (sluice_class_syntax_at (self, '(') && !self->failed)
    read_class_bases (self, statement);

  statement->span.end = self->token[-1].span.end;
  if (sluice_class_syntax_at (self, ':'))
    {
      sluice_class_syntax_advance (self);
    }
  else
    {
      sluice_class_syntax_fail (self, after_previous (self), _("Expected ‘:’ after this"));
      while (!at_line_end (self))
        sluice_class_syntax_advance (self);
    }

  self->failed = FALSE;
  if (self->nesting < SLUICE_CLASS_MAX_NESTING)
    {
      self->nesting++;
      statement->body = sluice_class_statement_read_body (self, statement->name_span);
      self->nesting--;
    }
  else
    {
      sluice_class_syntax_fail (self, statement->span, _("This is nested too deeply"));
      skip_block (self);
    }

  return statement;
}

/* def, for, if and all else that has a block, or is of no concern. */
static SluiceClassStatement *
read_other (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_OTHER);
  gboolean is_function;

  statement->name = sluice_class_syntax_copy_word (self, self->token);
  if (self->is_script)
    {
      sluice_class_block_read (self, statement);
      return statement;
    }
  if (sluice_class_syntax_at_word (self, "async"))
    sluice_class_syntax_advance (self);
  is_function = sluice_class_syntax_at_word (self, "def");
  sluice_class_syntax_advance (self);

  if (is_function && at_kind (self, SLUICE_CLASS_TOKEN_NAME))
    {
      statement->kind = SLUICE_CLASS_STATEMENT_FUNCTION;
      statement->name = sluice_class_syntax_copy_word (self, self->token);
      statement->name_span = self->token->span;
      statement->span.end = self->token->span.end;
    }
  skip_block (self);

  return statement;
}

static SluiceClassStatement *
read_pass (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_PASS);

  sluice_class_syntax_advance (self);
  end_statement (self, statement);

  return statement;
}

/* The names that an import binds; "import a.b" binds a, "as" another one. */
static void
read_import_name (SluiceClassSyntax     *self,
                  SluiceClassExpression *names,
                  gboolean               is_from)
{
  SluiceClassExpression *name;

  name = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_NAME,
                                      self->token->span);
  name->name = sluice_class_syntax_copy_word (self, self->token);
  sluice_class_syntax_advance (self);
  while (!is_from && sluice_class_syntax_at (self, '.'))
    {
      sluice_class_syntax_advance (self);
      sluice_class_syntax_advance (self);
    }

  if (sluice_class_syntax_at_word (self, "as"))
    {
      SluiceClassExpression *original = name;

      sluice_class_syntax_advance (self);
      name = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_NAME,
                                          self->token->span);
      name->name = sluice_class_syntax_copy_word (self, self->token);
      name->subject = original;
      if (at_kind (self, SLUICE_CLASS_TOKEN_NAME))
        sluice_class_syntax_advance (self);
    }
  sluice_class_expression_append (names, name);
}

static SluiceClassStatement *
read_import (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_IMPORT);
  gboolean is_from = sluice_class_syntax_at_word (self, "from");

  statement->expressions =
    sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_TUPLE, self->token->span);
  sluice_class_syntax_advance (self);
  if (is_from)
    {
      while (!sluice_class_syntax_at_word (self, "import") && !at_line_end (self))
        sluice_class_syntax_advance (self);
      sluice_class_syntax_advance (self);
    }

  statement->name = is_from ? "from" : "import";
  while (!at_line_end (self))
    {
      if (at_kind (self, SLUICE_CLASS_TOKEN_NAME))
        read_import_name (self, statement->expressions, is_from);
      else
        sluice_class_syntax_advance (self);
    }
  end_statement (self, statement);

  return statement;
}

/* type Name = ... */
static SluiceClassStatement *
read_alias (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_ALIAS);

  sluice_class_syntax_advance (self);
  statement->name = sluice_class_syntax_copy_word (self, self->token);
  statement->name_span = self->token->span;
  sluice_class_syntax_advance (self);
  if (sluice_class_syntax_at (self, '='))
    {
      sluice_class_syntax_advance (self);
      statement->value = sluice_class_syntax_read_list (self);
    }
  else
    {
      sluice_class_syntax_fail (self, self->token->span, _("Expected ‘=’"));
    }
  end_statement (self, statement);

  return statement;
}

/* "name: type", "name: type = value"; the cursor is after the colon. */
static void
read_annotation (SluiceClassSyntax    *self,
                 SluiceClassStatement *statement)
{
  statement->kind = SLUICE_CLASS_STATEMENT_ANNOTATION;
  if (at_line_end (self) || sluice_class_syntax_at (self, '='))
    {
      g_autofree char *message = NULL;

      message = g_strdup_printf (_("‘%s’ needs a type after ‘:’"), statement->name);
      sluice_class_syntax_fail (self, statement->name_span, message);
      return;
    }

  statement->annotation = sluice_class_syntax_read_list (self);
  if (sluice_class_syntax_at (self, '=') && !self->failed)
    {
      sluice_class_syntax_advance (self);
      statement->value = sluice_class_syntax_read_list (self);
    }
}

/* "name type" and "name type = value": the colon was forgotten. */
static gboolean
is_missing_colon (SluiceClassSyntax    *self,
                  SluiceClassStatement *statement)
{
  return statement->target->kind == SLUICE_CLASS_EXPRESSION_NAME && !self->failed &&
         at_kind (self, SLUICE_CLASS_TOKEN_NAME);
}

static void
report_missing_colon (SluiceClassSyntax    *self,
                      SluiceClassStatement *statement)
{
  sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, statement->name_span,
                              _("Expected ‘:’ after ‘%s’"), statement->name);
}

/* "name += value": name is the operator then. */
static void
read_augmented (SluiceClassSyntax    *self,
                SluiceClassStatement *statement)
{
  statement->name = sluice_class_syntax_copy_word (self, self->token);
  sluice_class_syntax_advance (self);
  statement->value = sluice_class_syntax_read_list (self);
}

static SluiceClassStatement *
read_simple (SluiceClassSyntax *self)
{
  SluiceClassStatement *statement = statement_new (self, SLUICE_CLASS_STATEMENT_EXPRESSION);

  statement->target = sluice_class_syntax_read_list (self);
  statement->name = statement->target->name ? statement->target->name : "";
  statement->name_span = statement->target->span;

  if (sluice_class_syntax_at (self, ':') && !self->failed)
    {
      sluice_class_syntax_advance (self);
      read_annotation (self, statement);
    }
  else if (is_missing_colon (self, statement))
    {
      report_missing_colon (self, statement);
      read_annotation (self, statement);
    }
  else if (sluice_class_syntax_at (self, '=') && !self->failed)
    {
      statement->kind = SLUICE_CLASS_STATEMENT_ASSIGNMENT;
      while (sluice_class_syntax_at (self, '=') && !self->failed)
        {
          sluice_class_syntax_advance (self);
          statement->value = sluice_class_syntax_read_list (self);
        }
    }
  else if (sluice_class_syntax_at (self, SLUICE_CLASS_OP_AUGMENTED) && !self->failed)
    {
      statement->kind = SLUICE_CLASS_STATEMENT_OTHER;
      if (self->is_script)
        read_augmented (self, statement);
      while (!at_line_end (self))
        sluice_class_syntax_advance (self);
    }
  else
    {
      statement->value = statement->target;
    }
  end_statement (self, statement);

  return statement;
}

static SluiceClassExpression *
read_decorators (SluiceClassSyntax *self)
{
  SluiceClassExpression *decorators;

  decorators = sluice_class_expression_new (self->source, SLUICE_CLASS_EXPRESSION_LIST,
                                            self->token->span);
  while (sluice_class_syntax_at (self, '@'))
    {
      sluice_class_syntax_advance (self);
      sluice_class_expression_append (decorators, sluice_class_syntax_read_expression (self));
      skip_line (self);
    }

  return decorators;
}

/* "match" and "case" are words of their own only where a block follows. */
static gboolean
begins_match (SluiceClassSyntax *self)
{
  const SluiceClassToken *token = self->token + 1;

  if (!sluice_class_syntax_at_word (self, "match") && !sluice_class_syntax_at_word (self, "case"))
    return FALSE;
  if (token->kind == SLUICE_CLASS_TOKEN_OPERATOR && token->op != '(' && token->op != '[' &&
      token->op != '{' && token->op != '*')
    return FALSE;

  while (token->kind < SLUICE_CLASS_TOKEN_NEWLINE)
    token++;

  return token[-1].kind == SLUICE_CLASS_TOKEN_OPERATOR && token[-1].op == ':';
}

static gboolean
begins_block (SluiceClassSyntax *self)
{
  static const char *const words[] = {
    "def", "async", "if", "elif", "else", "for", "while", "try", "except", "finally", "with",
    "return", "raise", "assert", "del", "global", "nonlocal", "break", "continue", "yield",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (sluice_class_syntax_at_word (self, words[i]))
      return TRUE;

  return self->is_script && begins_match (self);
}

static gboolean
at_alias (SluiceClassSyntax *self)
{
  return sluice_class_syntax_at_word (self, "type") &&
         self->token[1].kind == SLUICE_CLASS_TOKEN_NAME;
}

static SluiceClassStatement *
read_statement (SluiceClassSyntax *self)
{
  SluiceClassExpression *decorators = NULL;
  SluiceClassStatement *statement;
  const SluiceClassToken *first = self->token, *last;

  if (sluice_class_syntax_at (self, '@'))
    decorators = read_decorators (self);
  self->failed = FALSE;

  if (sluice_class_syntax_at_word (self, "class"))
    statement = read_class (self);
  else if (begins_block (self))
    statement = read_other (self);
  else if (sluice_class_syntax_at_word (self, "import") ||
           sluice_class_syntax_at_word (self, "from"))
    statement = read_import (self);
  else if (sluice_class_syntax_at_word (self, "pass"))
    statement = read_pass (self);
  else if (at_alias (self))
    statement = read_alias (self);
  else
    statement = read_simple (self);

  statement->decorators = decorators;
  for (last = self->token - 1; last > first && last->kind >= SLUICE_CLASS_TOKEN_NEWLINE; last--)
    continue;
  statement->extent = (SluiceClassSpan) { first->span.start, last->span.end };

  return statement;
}

/* Reads one statement, or all of a block that is indented without reason. */
static void
read_block_into (SluiceClassSyntax *self,
                 Block             *block)
{
  self->failed = FALSE;

  if (at_kind (self, SLUICE_CLASS_TOKEN_INDENT))
    {
      sluice_class_syntax_advance (self);
      sluice_class_source_report (self->source, SLUICE_SEVERITY_ERROR, self->token->span,
                                  _("This line is indented without reason"));
      while (!at_kind (self, SLUICE_CLASS_TOKEN_DEDENT) && !at_kind (self, SLUICE_CLASS_TOKEN_END))
        read_block_into (self, block);
      sluice_class_syntax_advance (self);
      return;
    }

  if (at_kind (self, SLUICE_CLASS_TOKEN_NEWLINE) || at_kind (self, SLUICE_CLASS_TOKEN_DEDENT))
    {
      sluice_class_syntax_advance (self);
      return;
    }

  block_append (block, read_statement (self));
}

static SluiceClassStatement *
read_all (SluiceClassSource *source,
          SluiceClassPragma *pragmas,
          gboolean           is_script)
{
  g_autoptr (GArray) tokens = NULL;
  SluiceClassSyntax self = { 0 };
  SluiceClassSpan span = { 0, source->length };
  Block block = { 0 };

  tokens = sluice_class_token_list (source, span, FALSE, pragmas);
  self.source = source;
  self.is_script = is_script;
  self.token = (const SluiceClassToken *) tokens->data + 1;
  while (!at_kind (&self, SLUICE_CLASS_TOKEN_END))
    read_block_into (&self, &block);

  return block.first;
}

/**
 * sluice_class_statement_read_all: (skip)
 * @source: the text; gets what is wrong
 * @pragmas: (out): what its comments ask for
 *
 * Reads a whole text.
 *
 * Returns: (transfer none) (nullable): the first statement
 */
SluiceClassStatement *
sluice_class_statement_read_all (SluiceClassSource *source,
                                 SluiceClassPragma *pragmas)
{
  return read_all (source, pragmas, FALSE);
}

/**
 * sluice_class_statement_read_script: (skip)
 * @source: the text; gets what is wrong
 *
 * Reads a whole script: also what its functions and blocks hold.
 *
 * Returns: (transfer none) (nullable): the first statement
 */
SluiceClassStatement *
sluice_class_statement_read_script (SluiceClassSource *source)
{
  return read_all (source, NULL, TRUE);
}
