/* sluice-failure-private.h: a rule that broke, before it becomes a violation in words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-program-private.h"
#include "schema/sluice-violation-private.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_FAULT_NEVER,           /* the schema is false */
  SLUICE_FAULT_TYPE,
  SLUICE_FAULT_NOT_WHOLE,       /* type integer */
  SLUICE_FAULT_VALUE,           /* enum or const, of the closed value */
  SLUICE_FAULT_LETTERS,         /* enum or const, of the letters so far */
  SLUICE_FAULT_MINIMUM,
  SLUICE_FAULT_MAXIMUM,
  SLUICE_FAULT_ABOVE,
  SLUICE_FAULT_BELOW,
  SLUICE_FAULT_FACTOR,
  SLUICE_FAULT_MIN_LENGTH,
  SLUICE_FAULT_MAX_LENGTH,
  SLUICE_FAULT_PATTERN,
  SLUICE_FAULT_PATTERN_STEPS,   /* matching took too long */
  SLUICE_FAULT_FORMAT,
  SLUICE_FAULT_MIN_ITEMS,
  SLUICE_FAULT_MAX_ITEMS,
  SLUICE_FAULT_UNIQUE,
  SLUICE_FAULT_MIN_CONTAINS,
  SLUICE_FAULT_MAX_CONTAINS,
  SLUICE_FAULT_EXTRA_ITEM,      /* items: false */
  SLUICE_FAULT_UNEVALUATED,     /* unevaluatedItems, unevaluatedProperties: false */
  SLUICE_FAULT_REQUIRED,
  SLUICE_FAULT_DEPENDENT,
  SLUICE_FAULT_ADDITIONAL,      /* name is the whole name, or its letters so far */
  SLUICE_FAULT_NAME,            /* the same for propertyNames */
  SLUICE_FAULT_MIN_PROPERTIES,
  SLUICE_FAULT_MAX_PROPERTIES,
  SLUICE_FAULT_NO_ROOM,         /* maxProperties, with required members still to come */
  SLUICE_FAULT_NOT,
  SLUICE_FAULT_SEVERAL,         /* oneOf: two hold */
  SLUICE_FAULT_BRANCHES,        /* anyOf, oneOf: the type fits none */
} SluiceFault;

typedef struct
{
  SluiceFault           fault;
  guint32               trial;      /* index, while its node is open */
  const SluicePosition *position;
  const SluiceValues   *values;     /* VALUE, LETTERS */
  SluiceNode           *node;       /* that the message is about; the trial's where it is NULL */
  SluiceNode           *other;      /* UNIQUE: the element that is repeated; ADDITIONAL, NAME: the
                                     * member, NULL while its name is arriving */
  const char           *keyword;    /* where the fault alone does not tell it */
  const char           *name;       /* of a property; not owned */
  const char           *second;     /* DEPENDENT: the property that needs it; SEVERAL: a branch */
  gsize                 name_length;
  gsize                 byte;
  SluiceViolation      *made;       /* owned, nullable: it is in words already */
} SluiceFailure;

const char *sluice_failure_get_keyword (const SluiceFailure *self);
char       *sluice_failure_describe    (const SluiceFailure *self);
/* "age", "scores[2]", "the answer" */
char       *sluice_failure_name_node   (SluiceNode          *node);

G_END_DECLS
