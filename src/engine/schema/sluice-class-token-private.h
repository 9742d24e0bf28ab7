/* sluice-class-token-private.h: the words of a text in class notation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-source-private.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_CLASS_TOKEN_NAME,
  SLUICE_CLASS_TOKEN_NUMBER,
  SLUICE_CLASS_TOKEN_STRING,
  SLUICE_CLASS_TOKEN_OPERATOR,
  SLUICE_CLASS_TOKEN_NEWLINE,
  SLUICE_CLASS_TOKEN_INDENT,
  SLUICE_CLASS_TOKEN_DEDENT,
  SLUICE_CLASS_TOKEN_END,
} SluiceClassTokenKind;

/* What op says of an operator of one character is that character. */
enum
{
  SLUICE_CLASS_OP_ELLIPSIS = 128,  /* ... */
  SLUICE_CLASS_OP_ARROW,           /* -> */
  SLUICE_CLASS_OP_POWER,           /* ** */
  SLUICE_CLASS_OP_FLOOR,           /* // */
  SLUICE_CLASS_OP_WALRUS,          /* := */
  SLUICE_CLASS_OP_COMPARE,         /* == != <= >= */
  SLUICE_CLASS_OP_SHIFT,           /* << >> */
  SLUICE_CLASS_OP_AUGMENTED,       /* += and its kind */
};

/* What op says of a string. */
enum
{
  SLUICE_CLASS_STRING_RAW    = 1 << 0,
  SLUICE_CLASS_STRING_BYTES  = 1 << 1,
  SLUICE_CLASS_STRING_FORMAT = 1 << 2,
  SLUICE_CLASS_STRING_TRIPLE = 1 << 3,
  SLUICE_CLASS_STRING_OPEN   = 1 << 4,  /* it has no end; reported */
};

typedef struct
{
  SluiceClassSpan span;
  guint8          kind;
  guint8          op;
  guint8          prefix;  /* of a string: how many letters stand before its quotes */
} SluiceClassToken;

/* The words that a comment "# sluice: ..." may hold; see the printer. */
typedef enum
{
  SLUICE_CLASS_PRAGMA_NONE     = 0,
  SLUICE_CLASS_PRAGMA_UNTITLED = 1 << 0,
  SLUICE_CLASS_PRAGMA_INLINE   = 1 << 1,
} SluiceClassPragma;

GArray *sluice_class_token_list (SluiceClassSource *source,
                                 SluiceClassSpan    span,
                                 gboolean           is_expression,
                                 SluiceClassPragma *pragmas);

G_END_DECLS
