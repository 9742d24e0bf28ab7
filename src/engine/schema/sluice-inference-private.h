/* sluice-inference-private.h: what was seen at one place of the samples
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-inference.h"

G_BEGIN_DECLS

/* Different strings that are counted at one place: more are no enum. */
#define SLUICE_INFERENCE_MAX_OPTIONS 16

typedef struct _SluiceSampleObject SluiceSampleObject;

/* A place: what values were there. */
typedef struct
{
  guint              n;          /* values */
  guint              n_null;
  guint              n_boolean;
  guint              n_integer;
  guint              n_number;   /* with a fraction, or too large for an integer */
  guint              n_string;
  guint              n_array;
  guint              formats;    /* bits of those that every string has */
  GPtrArray         *options;    /* owned: char*, the different strings in order; NULL = too many */
  gpointer           items;      /* owned, nullable: SluiceSamplePlace of the elements */
  SluiceSampleObject *object;     /* not owned, nullable */
} SluiceSamplePlace;

typedef struct
{
  char              *name;       /* owned */
  guint              n;          /* objects that have it */
  SluiceSamplePlace *place;      /* owned */
} SluiceSampleMember;

/* Objects that are alike; the same at several places where one contains itself. */
struct _SluiceSampleObject
{
  guint       n;         /* objects */
  GPtrArray  *members;   /* owned: SluiceSampleMember, in the order they came */
  GHashTable *by_name;   /* char* -> SluiceSampleMember, not owned */
  gboolean    is_recursive; /* one of them lies in another */
  guint       n_uses;    /* places that have it, when the schema is written */
  char       *class_name; /* owned, nullable: in $defs */
};

/* Forgets what was seen there, but for the kind of its items and objects. */
void        sluice_sample_place_clear   (SluiceSamplePlace  *self);
void        sluice_sample_member_free   (SluiceSampleMember *self);

/* The format of a bit: its name in JSON Schema; NULL past the last. */
const char *sluice_inference_get_format (guint              bit);

/* The schema of everything that was seen (transfer full). */
JsonNode   *sluice_inference_write      (SluiceSamplePlace *root,
                                         const char        *name);

G_END_DECLS
