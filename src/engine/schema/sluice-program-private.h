/* sluice-program-private.h: a schema compiled into positions
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A position is one schema in the document: a conjunction of rules, and edges to other positions,
 * for the same value (applicators) or for values in it (members, elements). The check walks from
 * position to position as the value grows. A program does not change once it is made.
 *
 * A keyword is one rule or applicator here, one case in sluice-compiler.c that reads it, and one
 * in the check that applies it.
 */
#pragma once

#include "schema/sluice-decimal-private.h"
#include "schema/sluice-format-private.h"
#include "schema/sluice-references-private.h"
#include "schema/sluice-words-private.h"

G_BEGIN_DECLS

typedef struct _SluicePosition SluicePosition;
typedef struct _SluiceScope SluiceScope;
typedef struct _SluiceProgram SluiceProgram;

#define SLUICE_TYPE_BIT(type) (1u << (type))  /* of a SluiceNodeType */
#define SLUICE_EVERY_TYPE     0xffu
#define SLUICE_NO_LIMIT       G_MAXUINT32
#define SLUICE_NONE           G_MAXUINT32     /* no index */

/* From a position to another. */
typedef struct
{
  SluicePosition *target;
  SluiceNode     *source;  /* the schema as it is written at this end, before any $ref */
  char           *path;    /* owned: the way in keywords, "/properties/age/$ref" */
} SluiceEdge;

/* What the result of a position means to the one that its edge comes from. */
typedef enum
{
  SLUICE_RELATION_ALL,        /* it must hold */
  SLUICE_RELATION_ANY,        /* it is one of several of which one must hold */
  SLUICE_RELATION_ONE,        /* it is one of several of which just one must hold */
  SLUICE_RELATION_NOT,        /* it must not hold */
  SLUICE_RELATION_IF,         /* it decides between the next two */
  SLUICE_RELATION_THEN,
  SLUICE_RELATION_ELSE,
  SLUICE_RELATION_DEPENDENT,  /* it must hold where a certain member is there */
  SLUICE_RELATION_CONTAINS,   /* it is counted where it holds */
  SLUICE_RELATION_UNEVALUATED,/* it must hold where nothing else says something of the value */
} SluiceRelation;

/* Edges to positions for the same value. */
typedef struct
{
  const char     *keyword;
  SluiceEdge     *edges;     /* owned */
  guint32         n_edges;
  SluiceRelation  relation;
  guint32         trigger;   /* DEPENDENT: the property that must be there */
  guint8          is_choice : 1; /* a union to people: two branches at least besides null */
} SluiceApplicator;

/* A name that some keyword of an object mentions. */
typedef struct
{
  const char *name;          /* in the schema's tree */
  guint32     length;
  guint32     seen_bit;      /* where its presence is kept, SLUICE_NONE where nothing asks for it */
  SluiceEdge  edge;          /* target is NULL where "properties" does not mention it */
  guint8      is_required : 1;
} SluiceProperty;

typedef struct
{
  GRegex     *regex;         /* owned, nullable: one that cannot be read matches nothing */
  SluiceEdge  edge;
  guint8      can_die : 1;   /* some letters tell that no name with them can match regex */
} SluicePatternProperty;

typedef struct
{
  guint32 trigger;           /* the property that needs */
  guint32 needed;            /* the property that it needs */
} SluiceDependency;

typedef struct
{
  SluiceProperty        *properties;   /* owned; the declared ones first, in schema order */
  guint32                n_properties;
  SluiceWords            names;        /* of properties; value is the index */
  SluiceWords            declared;     /* those with an edge, where the object is closed */
  guint32                n_seen_bits;
  guint32                n_required;
  SluicePatternProperty *patterns;     /* owned */
  guint32                n_patterns;
  SluiceDependency      *dependencies; /* owned */
  guint32                n_dependencies;
  SluiceEdge             additional;   /* target is NULL where anything goes */
  SluiceEdge             name_schema;  /* propertyNames; target is NULL where there is none */
  SluiceEdge             unevaluated;  /* unevaluatedProperties; target is NULL where there is none */
  guint32                minimum;
  guint32                maximum;      /* SLUICE_NO_LIMIT */
  guint8                 is_closed : 1; /* no member but the declared ones, and those of patterns that can die */
} SluiceObjectRules;

typedef struct
{
  SluiceEdge *prefix;        /* owned */
  guint32     n_prefix;
  SluiceEdge  items;         /* the rest; target is NULL where anything goes */
  SluiceEdge  contains;      /* target is NULL where there is none */
  SluiceEdge  unevaluated;   /* unevaluatedItems; target is NULL where there is none */
  guint32     min_contains;
  guint32     max_contains;  /* SLUICE_NO_LIMIT */
  guint32     minimum;
  guint32     maximum;       /* SLUICE_NO_LIMIT */
  guint8      is_unique : 1;
} SluiceArrayRules;

typedef struct
{
  guint32     minimum;       /* code points */
  guint32     maximum;       /* SLUICE_NO_LIMIT */
  GRegex     *regex;         /* owned, nullable */
  const char *pattern;       /* in the schema's tree, nullable */
  const SluiceFormat *format; /* static, nullable */
  guint8      can_die : 1;   /* some letters tell that no text with them can match regex */
} SluiceStringRules;

typedef struct
{
  SluiceNode    *node;       /* in the schema's tree; NULL where there is no such rule */
  SluiceDecimal  value;
} SluiceBound;

typedef struct
{
  SluiceBound minimum;
  SluiceBound maximum;
  SluiceBound above;         /* exclusiveMinimum */
  SluiceBound below;         /* exclusiveMaximum */
  SluiceBound factor;        /* multipleOf */
} SluiceNumberRules;

/* enum, or const with its one value. */
typedef struct
{
  const char  *keyword;
  SluiceNode **options;      /* owned array of nodes in the schema's tree */
  guint32      n_options;
  SluiceWords  words;        /* the strings among them; value is the index in options */
  guint16      types;        /* of the options */
} SluiceValues;

/* The dynamic scope: the resources with dynamic anchors that were entered on the way to a position
 * (core, section 8.2.3.2), the last first. Where no $dynamicRef asks for them there are none, else a
 * schema has a position for each scope. Scopes with the same resources are the same. */
struct _SluiceScope
{
  const SluiceScope *outer;    /* NULL = none */
  SluiceNode        *resource;
};

struct _SluicePosition
{
  SluiceNode        *source;       /* the schema */
  const SluiceScope *scope;        /* the resources that were passed on the way; NULL mostly */
  guint32            index;        /* in the program */
  guint16            types;        /* that "type" lets through */
  guint16            admits;       /* that have any chance, applicators and values considered */
  guint16            bare;         /* of which everything holds */
  guint8             is_whole : 1; /* a number must be whole */
  guint8             in_words : 2; /* how many of values have strings */
  SluiceObjectRules *object;       /* owned, nullable; so are the next ones */
  SluiceArrayRules  *array;
  SluiceStringRules *string;
  SluiceNumberRules *number;
  SluiceValues      *values;       /* owned array */
  guint32            n_values;     /* 2 where there are both an enum and a const */
  SluiceApplicator  *applicators;  /* owned array */
  guint32            n_applicators;
};

/* Never fails: a keyword whose value is wrong is left out. */
SluiceProgram        *sluice_program_new          (SluiceReferences *references,
                                                   SluiceFormats     formats);
void                  sluice_program_free         (SluiceProgram    *self);
/* The edge to the root, and to any other schema that the root leads to. */
const SluiceEdge     *sluice_program_get_root     (SluiceProgram    *self);
const SluicePosition *sluice_program_find         (SluiceProgram    *self,
                                                   SluiceNode       *schema);
/* Whether some keyword asks what others have said of members or elements. */
gboolean              sluice_program_has_unevaluated (SluiceProgram *self);
guint32               sluice_program_get_n_positions (SluiceProgram *self);
const SluicePosition *sluice_program_get_position (SluiceProgram    *self,
                                                   guint32           index);
/* (element-type SluiceNode): schemas that lead back to themselves without a value in between */
GPtrArray            *sluice_program_get_loops    (SluiceProgram    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceProgram, sluice_program_free)

G_END_DECLS
