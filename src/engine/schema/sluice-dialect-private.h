/* sluice-dialect-private.h: how a schema is put into a dialect
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * In the order it runs: the parts of a schema are collected, with those that references and allOf
 * bring (sluice-dialect-parts.c) -> each part is treated as the dialect says
 * (sluice-dialect-rewriting.c), some in words for the description (sluice-dialect-words.c) -> the
 * schema gets the shape that the rules of the dialect want (sluice-dialect-shape.c) -> the whole is
 * held against the limits (sluice-dialect-limits.c).
 */
#pragma once

#include "schema/sluice-dialect.h"

G_BEGIN_DECLS

/* What a dialect does with a keyword. */
typedef enum
{
  SLUICE_TREATMENT_DESCRIBED,      /* told in words; what is named nowhere is treated so */
  SLUICE_TREATMENT_ENFORCED,
  SLUICE_TREATMENT_TOLD,
  SLUICE_TREATMENT_LEFT_OUT,
  SLUICE_TREATMENT_ANY_OF,         /* oneOf becomes anyOf */
  SLUICE_TREATMENT_MERGE,          /* the branches of allOf go into the schema */
  SLUICE_TREATMENT_INLINE,         /* what a reference leads to stands in its place */
  SLUICE_TREATMENT_INLINED,        /* definitions that nothing refers to any more */
  SLUICE_TREATMENT_ENUM,           /* const becomes an enum of one */
  SLUICE_TREATMENT_STRINGS,        /* an enum has strings and nothing else */
  SLUICE_TREATMENT_PLAIN_VALUES,   /* an enum has no objects and arrays */
  SLUICE_TREATMENT_INCLUSIVE,      /* exclusive bounds become inclusive ones */
  SLUICE_TREATMENT_WHOLE_NUMBERS,  /* bounds are enforced for integers */
  SLUICE_TREATMENT_ANCHORED,       /* a pattern must match from ^ to $ */
  SLUICE_TREATMENT_NONE_OR_ONE,    /* minItems of 0 or 1 */
  SLUICE_TREATMENT_ANY_ELEMENT,    /* prefixItems becomes items of any of its kinds */
  SLUICE_TREATMENT_REST,           /* items go where prefixItems go */
} SluiceTreatment;

typedef enum
{
  SLUICE_RULE_OBJECT_ROOT         = 1 << 0,   /* the root is an object, written out */
  SLUICE_RULE_CLOSED_OBJECTS      = 1 << 1,   /* additionalProperties: false */
  SLUICE_RULE_ALL_REQUIRED        = 1 << 2,   /* what is optional is required, and may be null */
  SLUICE_RULE_LONE_REFERENCES     = 1 << 3,   /* nothing stands beside $ref */
  SLUICE_RULE_NO_RECURSION        = 1 << 4,
  SLUICE_RULE_TYPED               = 1 << 5,   /* every schema says its type */
  SLUICE_RULE_ARRAYS_OF_SOMETHING = 1 << 6,   /* every array says its items */
  SLUICE_RULE_SOMETHING_REQUIRED  = 1 << 7,   /* every object requires a member */
  SLUICE_RULE_NULLABLE            = 1 << 8,   /* nullable: true, as OpenAPI 3.0 has it; one type */
  SLUICE_RULE_CAPITAL_TYPES       = 1 << 9,   /* "STRING" */
  SLUICE_RULE_ORDERED             = 1 << 10,  /* propertyOrdering */
  SLUICE_RULE_LONE_UNIONS         = 1 << 11,  /* nothing stands beside anyOf */
  SLUICE_RULE_OPEN_OBJECTS        = 1 << 12,  /* there is no additionalProperties */
} SluiceDialectRules;

/* The most there may be; 0 = no limit. */
typedef struct
{
  guint levels;       /* objects in objects */
  guint properties;
  guint enum_values;
  guint text;         /* letters in names, enum and const */
  guint optional;     /* members that are not required */
  guint unions;
  guint inlined;      /* times that a definition is written out within itself */
} SluiceDialectLimits;

struct _SluiceDialect
{
  GObject              parent_instance;

  char                *id;
  char                *name;
  char                *source;
  GStrv                serves;      /* "family:mode" or "family:mode:strict"; * is any */
  GHashTable          *treatments;  /* char* -> SluiceTreatment */
  GHashTable          *formats;     /* set of char*; NULL = all */
  GStrv                of_root;     /* keywords that the root does not have */
  SluiceTreatment      otherwise;
  SluiceDialectRules   rules;
  SluiceDialectLimits  limits;
};

SluiceTreatment sluice_dialect_get_treatment (SluiceDialect *self,
                                              const char    *keyword);

/* A schema on its way into a dialect. */
typedef struct
{
  SluiceDialect *dialect;
  JsonObject    *root;       /* the schema before, where references lead */
  GListStore    *rewrites;   /* SluiceRewrite */
  GHashTable    *listed;     /* set of owned char*: what was listed */
  GPtrArray     *inlining;   /* owned char*: references that are being written out */
  guint          n_schemas;  /* written so far */
} SluiceRewriting;

/* A keyword of a schema that is being rewritten, and where it comes from. */
typedef struct
{
  const char *keyword;
  JsonNode   *value;
  char       *pointer;  /* owned: of the schema that has it */
} SluicePart;

/* The whole of it. */
JsonNode   *sluice_rewriting_run            (SluiceRewriting  *self,
                                             JsonNode         *schema);
JsonNode   *sluice_rewriting_rewrite_schema (SluiceRewriting  *self,
                                             JsonNode         *schema,
                                             const char       *pointer);
/* the same only once: a definition can be written out at many places */
void        sluice_rewriting_list           (SluiceRewriting  *self,
                                             const char       *keyword,
                                             const char       *pointer,
                                             SluiceFate        fate,
                                             const char       *format,
                                             ...) G_GNUC_PRINTF (5, 6);

/* (element-type SluicePart): the keywords of a schema, in order */
GArray     *sluice_rewriting_collect_parts  (SluiceRewriting  *self,
                                             JsonObject       *schema,
                                             const char       *pointer);
JsonNode   *sluice_rewriting_resolve        (SluiceRewriting  *self,
                                             const char       *reference);
gboolean    sluice_rewriting_is_recursive   (SluiceRewriting  *self,
                                             const char       *reference);
SluicePart *sluice_parts_find               (GArray           *parts,
                                             const char       *keyword);
gboolean    sluice_parts_have_type          (GArray           *parts,
                                             const char       *type);

/* Appends a sentence that says what the keyword says; FALSE where it would be too long. */
gboolean    sluice_dialect_describe         (GString          *words,
                                             const char       *keyword,
                                             JsonNode         *value);

/* Gives a schema that was rewritten the shape that the rules want. */
void        sluice_rewriting_shape          (SluiceRewriting  *self,
                                             JsonObject       *schema,
                                             GArray           *parts,
                                             const char       *pointer);
/* a schema for any value, as far as the dialect has one */
JsonNode   *sluice_rewriting_make_any       (SluiceRewriting  *self,
                                             const char       *pointer);

void        sluice_rewriting_check_limits   (SluiceRewriting  *self,
                                             JsonNode         *schema);

G_END_DECLS
