/* sluice-answer-private.h: how an answer is kept
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-answer.h"

G_BEGIN_DECLS

typedef struct
{
  char     *id;          /* owned, nullable */
  char     *name;        /* owned, nullable */
  char     *type;        /* owned, nullable: where it is no function with JSON for arguments */
  GString  *arguments;   /* owned: JSON text, as it came or as an object is written */
  gboolean  is_object;   /* it came as a JSON value, not as text */
} SluiceAnswerCall;

/* A text that only this provider has. */
typedef struct
{
  char    *name;  /* owned */
  GString *text;  /* owned */
} SluiceAnswerDetail;

typedef struct
{
  GString            *text;           /* owned */
  GString            *reasoning;      /* owned */
  GString            *refusal;        /* owned */
  GArray             *calls;          /* owned: of SluiceAnswerCall */
  GArray             *details;        /* owned: of SluiceAnswerDetail */
  SluiceFinishReason  finish;
  char               *finish_reason;  /* owned, nullable: the provider's own word */
} SluiceAnswerChoice;

struct _SluiceAnswer
{
  GObject      parent_instance;

  GPtrArray   *choices;        /* owned: of SluiceAnswerChoice*, the first always there */
  GPtrArray   *other_items;    /* owned: of char* */
  char        *id;             /* owned, nullable */
  char        *model;          /* owned, nullable */
  SluiceUsage  usage;
  char        *raw_usage;      /* owned, nullable: JSON text */
  char        *error_type;     /* owned, nullable */
  char        *error_code;     /* owned, nullable */
  char        *error_message;  /* owned, nullable */
  char        *raw_error;      /* owned, nullable: JSON text of the object that holds the error */
  guint        has_usage : 1;
  guint        has_error : 1;
  guint        is_complete : 1;
};

G_END_DECLS
