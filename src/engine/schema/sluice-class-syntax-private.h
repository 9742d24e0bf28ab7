/* sluice-class-syntax-private.h: statements and expressions of a text in class notation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-token-private.h"

G_BEGIN_DECLS

typedef struct _SluiceClassExpression SluiceClassExpression;
typedef struct _SluiceClassStatement SluiceClassStatement;

typedef enum
{
  SLUICE_CLASS_EXPRESSION_NAME,       /* name */
  SLUICE_CLASS_EXPRESSION_ATTRIBUTE,  /* subject . name */
  SLUICE_CLASS_EXPRESSION_SUBSCRIPT,  /* subject [parts] */
  SLUICE_CLASS_EXPRESSION_CALL,       /* subject (parts) */
  SLUICE_CLASS_EXPRESSION_KEYWORD,    /* name = subject, among the parts of a call */
  SLUICE_CLASS_EXPRESSION_STARRED,    /* * subject or ** subject */
  SLUICE_CLASS_EXPRESSION_STRING,     /* name is its text, flags as of the word */
  SLUICE_CLASS_EXPRESSION_NUMBER,     /* its digits are the span */
  SLUICE_CLASS_EXPRESSION_NONE,
  SLUICE_CLASS_EXPRESSION_TRUE,
  SLUICE_CLASS_EXPRESSION_FALSE,
  SLUICE_CLASS_EXPRESSION_ELLIPSIS,
  SLUICE_CLASS_EXPRESSION_LIST,       /* parts */
  SLUICE_CLASS_EXPRESSION_TUPLE,
  SLUICE_CLASS_EXPRESSION_SET,
  SLUICE_CLASS_EXPRESSION_DICT,       /* parts: key, value, key, value */
  SLUICE_CLASS_EXPRESSION_UNARY,      /* op, subject */
  SLUICE_CLASS_EXPRESSION_BINARY,     /* parts, each but the first with the op before it */
  SLUICE_CLASS_EXPRESSION_UNION,      /* parts, with | between */
  SLUICE_CLASS_EXPRESSION_OPAQUE,     /* Python that says nothing of a schema; subject and parts are
                                       * what could be read in it */
} SluiceClassExpressionKind;

struct _SluiceClassExpression
{
  guint8                 kind;
  guint8                 op;       /* the operator; of a part of BINARY the one before it */
  guint8                 flags;    /* of a STRING */
  guint8                 prefix;   /* of a STRING: letters before its quotes */
  guint                  n_words;  /* of a STRING: how many literals stand side by side */
  guint                  n_parts;
  SluiceClassSpan        span;
  SluiceClassSpan        name_span;
  const char            *name;
  SluiceClassExpression *subject;
  SluiceClassExpression *parts;    /* the first; the others follow by next */
  SluiceClassExpression *last;
  SluiceClassExpression *next;
};

typedef enum
{
  SLUICE_CLASS_STATEMENT_CLASS,       /* name, expressions: bases and keywords, body */
  SLUICE_CLASS_STATEMENT_FUNCTION,    /* name; of a script also parameters and body */
  SLUICE_CLASS_STATEMENT_ANNOTATION,  /* target: annotation = value */
  SLUICE_CLASS_STATEMENT_ASSIGNMENT,  /* target = value */
  SLUICE_CLASS_STATEMENT_ALIAS,       /* type name = value */
  SLUICE_CLASS_STATEMENT_IMPORT,      /* expressions: what it binds; a NAME, with subject where
                                       * "as" gives it another one */
  SLUICE_CLASS_STATEMENT_EXPRESSION,  /* value */
  SLUICE_CLASS_STATEMENT_PASS,
  SLUICE_CLASS_STATEMENT_OTHER,       /* name is its first word; of a script also target, value
                                       * and body, where it has them */
} SluiceClassStatementKind;

struct _SluiceClassStatement
{
  guint8                 kind;
  SluiceClassSpan        span;         /* of a class: its first line */
  SluiceClassSpan        extent;       /* decorators, body and all */
  SluiceClassSpan        name_span;
  const char            *name;
  SluiceClassExpression *target;
  SluiceClassExpression *annotation;
  SluiceClassExpression *value;
  SluiceClassExpression *expressions;
  SluiceClassExpression *decorators;
  SluiceClassExpression *parameters;   /* of a class: what stands in brackets after its name; of a
                                        * function: NAME, with its default as subject and its type as part,
                                        * or STARRED */
  SluiceClassStatement  *body;         /* the first; the others follow by next */
  SluiceClassStatement  *next;
};

/* A cursor over the words of a text. */
typedef struct
{
  SluiceClassSource      *source;
  const SluiceClassToken *token;    /* the next word; the last one is never passed */
  guint                   nesting;
  gboolean                failed;   /* the statement has an error: no further one is reported */
  gboolean                is_script; /* what functions and blocks hold is read, too */
} SluiceClassSyntax;

SluiceClassExpression *sluice_class_syntax_read_expression (SluiceClassSyntax     *self);
SluiceClassExpression *sluice_class_syntax_read_list       (SluiceClassSyntax     *self);
SluiceClassExpression *sluice_class_syntax_read_arguments  (SluiceClassSyntax     *self,
                                                            SluiceClassExpression *expression,
                                                            char                   closer);
gboolean               sluice_class_syntax_at              (SluiceClassSyntax     *self,
                                                            guint                  op);
gboolean               sluice_class_syntax_at_word         (SluiceClassSyntax     *self,
                                                            const char            *word);
void                   sluice_class_syntax_advance         (SluiceClassSyntax     *self);
char                  *sluice_class_syntax_copy_word       (SluiceClassSyntax     *self,
                                                            const SluiceClassToken *token);
void                   sluice_class_syntax_fail            (SluiceClassSyntax     *self,
                                                            SluiceClassSpan        span,
                                                            const char            *message);
SluiceClassExpression *sluice_class_expression_new         (SluiceClassSource     *source,
                                                            guint                  kind,
                                                            SluiceClassSpan        span);
void                   sluice_class_expression_append      (SluiceClassExpression *self,
                                                            SluiceClassExpression *part);
SluiceClassExpression *sluice_class_expression_find        (SluiceClassExpression *call,
                                                            const char            *keyword);
SluiceClassExpression *sluice_class_expression_for_string  (SluiceClassSource     *source,
                                                            SluiceClassExpression *string);
SluiceClassExpression *sluice_class_expression_for_span    (SluiceClassSource     *source,
                                                            SluiceClassSpan        span);

SluiceClassStatement  *sluice_class_statement_read_all     (SluiceClassSource     *source,
                                                            SluiceClassPragma     *pragmas);
SluiceClassStatement  *sluice_class_statement_read_script  (SluiceClassSource     *source);
SluiceClassStatement  *sluice_class_statement_read_body    (SluiceClassSyntax     *self,
                                                            SluiceClassSpan        name_span);
void                   sluice_class_block_read             (SluiceClassSyntax     *self,
                                                            SluiceClassStatement  *statement);

char                  *sluice_class_string_decode          (SluiceClassSource     *source,
                                                            const SluiceClassToken *token,
                                                            gsize                 *length);
char                  *sluice_class_string_title           (const char            *name);
const char            *sluice_class_docstring_clean        (SluiceClassSource     *source,
                                                            const char            *docstring);

G_END_DECLS
