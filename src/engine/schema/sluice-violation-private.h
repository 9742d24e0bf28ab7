/* sluice-violation-private.h: how violations are made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "schema/sluice-violation.h"

G_BEGIN_DECLS

struct _SluiceViolation
{
  gatomicrefcount  ref_count;
  char            *path;          /* owned: where people look for it, hidden wrappers left out */
  char            *schema_path;   /* owned: of the rule in the document */
  const char      *keyword;       /* static */
  char            *message;       /* owned */
  char            *instance;      /* owned: JSON Schema's "instanceLocation" */
  char            *location;      /* owned: JSON Schema's "keywordLocation", through references */
  char            *absolute;      /* owned, nullable: "absoluteKeywordLocation" */
  SluiceNode      *node;          /* the value that breaks the rule; its tree outlives the check */
  gsize            byte;
  gsize            highest;       /* byte of this one or of one that was found before it */
  SluiceEarliness  earliness;
  guint            doomed : 1;
  guint            of_absent : 1; /* path is that of a member of node, which is not there */
};

/* A violation with everything unset. */
SluiceViolation *sluice_violation_new          (void);
const char      *sluice_violation_get_instance (SluiceViolation *self);
const char      *sluice_violation_get_location (SluiceViolation *self);
const char      *sluice_violation_get_absolute (SluiceViolation *self);

G_END_DECLS
