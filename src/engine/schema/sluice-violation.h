/* sluice-violation.h: one rule of the schema that a value breaks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

typedef struct _SluiceViolation SluiceViolation;

/* How early a rule could decide (SEMANTICS.md, section 5: E1 to E4). */
typedef enum
{
  SLUICE_EARLINESS_FIRST_BYTE,  /* of the value: its type, or that it is one too many */
  SLUICE_EARLINESS_TOKEN,       /* inside it: letters, a sign, a name */
  SLUICE_EARLINESS_CLOSE,       /* at its end */
  SLUICE_EARLINESS_ANCESTOR,    /* at the end of something around it */
} SluiceEarliness;

#define SLUICE_TYPE_VIOLATION (sluice_violation_get_type ())

SLUICE_API GType            sluice_violation_get_type        (void) G_GNUC_CONST;
SLUICE_API SluiceViolation *sluice_violation_ref             (SluiceViolation *self);
SLUICE_API void             sluice_violation_unref           (SluiceViolation *self);
SLUICE_API const char      *sluice_violation_get_path        (SluiceViolation *self);
SLUICE_API const char      *sluice_violation_get_schema_path (SluiceViolation *self);
SLUICE_API const char      *sluice_violation_get_keyword     (SluiceViolation *self);
/* for people: "age is 131, above the maximum 120" */
SLUICE_API const char      *sluice_violation_get_message     (SluiceViolation *self);
/* offset of the byte that decided it, in the text of the answer */
SLUICE_API gsize            sluice_violation_get_byte        (SluiceViolation *self);
/* TRUE when it was certain before the value had ended */
SLUICE_API gboolean         sluice_violation_get_doomed      (SluiceViolation *self);
SLUICE_API SluiceEarliness  sluice_violation_get_earliness   (SluiceViolation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceViolation, sluice_violation_unref)

G_END_DECLS
