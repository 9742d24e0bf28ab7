/* sluice-class-name-private.h: the names that class notation knows
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a name does in an annotation. */
typedef enum
{
  SLUICE_CLASS_ROLE_SCALAR,      /* a value without parts */
  SLUICE_CLASS_ROLE_NUMBER_LIKE, /* Decimal, Fraction: a number, or text that holds one */
  SLUICE_CLASS_ROLE_LIST,        /* [item] */
  SLUICE_CLASS_ROLE_SET,
  SLUICE_CLASS_ROLE_TUPLE,       /* [a, b] or [item, ...] */
  SLUICE_CLASS_ROLE_DICT,        /* [key, value] */
  SLUICE_CLASS_ROLE_COUNTER,     /* [key] */
  SLUICE_CLASS_ROLE_JSON,        /* [content]: text that holds JSON */
  SLUICE_CLASS_ROLE_UNION,
  SLUICE_CLASS_ROLE_OPTIONAL,
  SLUICE_CLASS_ROLE_LITERAL,
  SLUICE_CLASS_ROLE_ANNOTATED,
  SLUICE_CLASS_ROLE_SAME,        /* [type]: says nothing of the value; the type itself */
  SLUICE_CLASS_ROLE_REQUIRED,    /* Required[type] of a TypedDict */
  SLUICE_CLASS_ROLE_OPTIONAL_KEY,/* NotRequired[type] */
  SLUICE_CLASS_ROLE_CLASS_VAR,
  SLUICE_CLASS_ROLE_FUNCTION,    /* conint (...) and its kind; name_of is what it narrows */
  SLUICE_CLASS_ROLE_BASE,        /* a class to derive from, no type of a value */
} SluiceClassRole;

/* Which rules of Field() bind a type, and under which keywords of JSON Schema. */
typedef enum
{
  SLUICE_CLASS_FAMILY_OTHER,     /* none */
  SLUICE_CLASS_FAMILY_NUMBER,
  SLUICE_CLASS_FAMILY_TEXT,
  SLUICE_CLASS_FAMILY_BYTES,     /* lengths, no pattern */
  SLUICE_CLASS_FAMILY_ITEMS,
  SLUICE_CLASS_FAMILY_MEMBERS,
  SLUICE_CLASS_FAMILY_TIME,      /* bounds that JSON Schema cannot say */
  SLUICE_CLASS_FAMILY_DECIMAL,
} SluiceClassFamily;

typedef struct
{
  const char *name;
  guint8      role;
  guint8      family;
  const char *type;        /* of JSON; NULL for any */
  const char *format;
  const char *bound;       /* keyword that bounds the number by 0 */
  guint16     min_length;  /* 0 for none */
  guint16     max_length;
  const char *json;        /* the whole schema, where it is none of these */
  const char *name_of;     /* another name with the same meaning, or what a function narrows */
} SluiceClassName;

const SluiceClassName *sluice_class_name_lookup (const char *name);

/* Finds the word that was most likely meant. */
typedef struct
{
  const char *word;
  const char *best;      /* NULL as long as none is near enough */
  guint       distance;  /* of best */
} SluiceClassGuess;

void sluice_class_guess_begin       (SluiceClassGuess  *self,
                                     const char        *word);
void sluice_class_guess_offer       (SluiceClassGuess  *self,
                                     const char        *candidate);
void sluice_class_guess_offer_types (SluiceClassGuess  *self);
void sluice_class_guess_offer_all   (SluiceClassGuess  *self,
                                     const char *const *candidates);

G_END_DECLS
