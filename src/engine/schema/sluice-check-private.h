/* sluice-check-private.h: the state of a check, between any two bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A trial is one position tried on one node that is still open. Trials lie on a stack, those of a
 * node together, above those of its ancestors. Links say what the result of a trial means to
 * another: downwards from a schema to its parts for the same value, and upwards from a member's
 * value to the object. Two schemas that lead to the same position for the same node share a trial,
 * so that there are never more of them than positions, however unions are nested.
 *
 * A trial fails at the first byte that proves it. Whether that is certain for the whole answer
 * depends on the links above it: a branch that fails only leaves the union with one less.
 */
#pragma once

#include "json/sluice-observer-private.h"
#include "schema/sluice-check.h"
#include "schema/sluice-failure-private.h"
#include "schema/sluice-program-private.h"

G_BEGIN_DECLS

/* Which of the forms an answer to an iterable schema may have this one has. */
typedef enum
{
  SLUICE_ENVELOPE_NONE,     /* not an iterable; the schema and nothing else */
  SLUICE_ENVELOPE_UNKNOWN,  /* an object: the wrapper, or one bare item */
  SLUICE_ENVELOPE_WRAPPER,
  SLUICE_ENVELOPE_ARRAY,
  SLUICE_ENVELOPE_ITEM,
} SluiceEnvelope;

/* Indices are into the stacks, which move when they grow; 0 is nobody. */
typedef struct
{
  const SluicePosition   *position;
  const SluiceApplicator *applicator;  /* not NULL: a union of the position, not the position */
  SluiceNode             *node;
  guint32                 first_up;    /* links to those who want the result */
  guint32                 first_down;  /* links to parts for the same node, in order */
  guint32                 last_down;
  guint32                 alive;       /* of a union: branches that did not fail */
  guint32                 sure;        /* of those: branches that hold for every value of the type */
  const SluiceEdge       *sure_edge;   /* the first of them */
  guint64                 seen;        /* bits of the properties that are there, as far as it goes */
  guint64                *more_seen;   /* owned, nullable: the bits from 64 on */
  guint32                 n_required;  /* of the required properties: how many are there */
  guint32                 n_known;     /* of the named properties: how many are there */
  guint32                 n_matching;  /* elements that "contains" holds for */
  guint32                 property;    /* the one whose value comes next, SLUICE_NONE = no named one */
  guint32                 predicted;   /* the one that should come next */
  guint32                 level;       /* whose node it is for */
  guint32                 epoch;       /* when certain was found out; 0 = never */
  guint32                 counted;     /* the epoch in which its members were counted */
  guint32                 told;        /* bits of the SluiceFaults that came before the end */
  SluiceWordRange         range;       /* what the letters of a name can still become */
  SluiceWordRange         name_range;  /* the same for an enum in propertyNames */
  SluiceWordRange         options[2];  /* what the letters of a string can still become */
  GHashTable             *evaluated;   /* owned, nullable: members and elements (SluiceNode*) that
                                        * it has a rule for */
  GHashTable             *unique;      /* owned, nullable: elements (SluiceNode*) by value */
  guint8                  evaluated_all : 1; /* it has a rule for each */
  guint8                  failed : 1;
  guint8                  stopped : 1; /* nothing that comes of it matters any more */
  guint8                  ended : 1;   /* its node is closed and it was judged */
  guint8                  resolved : 1;/* of a union: the branch was told */
  guint8                  certain : 1; /* if it fails, the answer does; as long as no level up to
                                        * its own changed since epoch */
  guint8                  name_failed : 1; /* the name that is arriving was found bad */
  guint8                  prefix : 2;  /* SluicePrefix: what a string so far says of its pattern */
} SluiceTrial;

typedef struct
{
  guint32           upper;
  guint32           lower;
  guint32           next_up;    /* the next link of the same lower */
  guint32           next_down;  /* the next link of the same upper */
  const SluiceEdge *edge;       /* NULL between a position and a union of its own */
  guint32           trigger;    /* DEPENDENT */
  guint8            relation;   /* SluiceRelation */
  guint8            failed;     /* the lower failed, and the upper knows */
} SluiceLink;

/* An open node. */
typedef struct
{
  SluiceNode *node;
  guint32     first_trial;
  guint32     first_link;
  guint32     changed;          /* the epoch from which on its trials may have another certainty */
  guint32     n_characters;     /* of a string, so far */
  guint32     first_suspense;   /* those before it are older than the node and its name */
  guint8      watches_text : 1; /* some rule can decide while letters or digits arrive */
  guint8      watches_names : 1;
} SluiceLevel;

/* A failure of a branch in the event that is going on: where the last branch dies of the same
 * byte, the one that had got furthest is told. */
typedef struct
{
  guint32       union_trial;
  guint32       score;
  SluiceFailure failure;
} SluiceTie;

/* A rule that the letters of a run break. A run is as long as the chunk, so all that break in it are
 * found first and told in the order of their letters, as if they had come one by one (law L5). */
typedef struct
{
  gsize       at;         /* the letter, in the text so far */
  guint32     trial;
  guint32     which;      /* of the trial's values; SLUICE_NONE where it is no such rule */
  SluiceFault fault;
} SluiceDeath;

/* A failure that counts only if something else turns out so at the end of a node. */
typedef struct
{
  guint32          link;       /* THEN, ELSE and DEPENDENT: that it depends on; else 0 */
  guint32          upper;      /* the trial that has the rule */
  SluiceNode      *child;      /* UNEVALUATED: the member or element; else NULL */
  SluiceViolation *violation;  /* owned; NULL once it counted */
  SluiceNode      *node;       /* that breaks the rule; its verdict waits */
  SluiceNode      *owner;      /* the node at whose end it is decided */
} SluiceSuspense;

/* The number of an item, among all that were asked for, for the paths of what is wrong with it. */
typedef guint (*SluiceItemNumberFunc) (gpointer    data,
                                       SluiceNode *item);

struct _SluiceCheck
{
  GObject           parent_instance;

  SluiceSchema     *schema;        /* owned */
  SluiceParser     *parser;        /* owned */
  SluiceProgram    *program;       /* the schema's */
  GPtrArray        *violations;    /* owned: SluiceViolation* */
  SluiceNode       *root;          /* in the parser's tree; NULL before its first byte */
  SluiceNode       *items;         /* the array of items, NULL while unknown */
  SluiceViolation  *extra;         /* in violations: its name is still arriving; nullable */
  SluiceApplicator  envelope_applicator; /* the choice between wrapper and bare item */
  SluiceEdge        envelope_edges[2];
  SluiceEdge        list_edge;     /* to the array of an iterable wrapper */

  SluiceTrial      *trials;        /* owned; [0] is not used */
  guint32           n_trials;
  guint32           n_trials_room;
  SluiceLink       *links;         /* owned; [0] is not used */
  guint32           n_links;
  guint32           n_links_room;
  SluiceLevel      *levels;        /* owned */
  guint32           n_levels;
  guint32           n_levels_room;
  guint32          *recent;        /* owned: position index -> the trial that was made last for it */
  GArray           *ties;          /* owned: SluiceTie of this event */
  GArray           *deaths;        /* owned: SluiceDeath of this run of letters */
  GArray           *suspenses;     /* owned: SluiceSuspense */
  gsize             byte;          /* that the event is about */
  guint32           epoch;         /* of counts, and of what changes certainty */
  guint32           name_suspense; /* how many there were before the last name ended */
  SluiceEnvelope    envelope;
  SluiceItemNumberFunc number_func; /* nullable */
  gpointer          number_data;
  guint             has_bad_item : 1;
  guint             has_unevaluated : 1; /* what has been evaluated is kept */
  guint             null_is_absent : 1; /* null stands for an optional member that cannot be null */
  guint             is_plain : 1;  /* the schema and nothing else: no envelopes, whole paths */
};

/* A check as a validator wants it: the answer must be just what the schema says, and paths are
 * those of the text. */
SluiceCheck *sluice_check_new_plain      (SluiceSchema        *schema,
                                          SluiceParser        *parser);

/* Tells which of all the items an answer has an item of this check is: there may be several. */
void         sluice_check_set_number_func (SluiceCheck        *self,
                                          SluiceItemNumberFunc func,
                                          gpointer             data);

/* sluice-check-trial.c: trials and links */
static inline SluiceTrial *
sluice_check_trial (SluiceCheck *self,
                    guint32      index)
{
  return &self->trials[index];
}

static inline SluiceLevel *
sluice_check_top (SluiceCheck *self)
{
  return &self->levels[self->n_levels - 1];
}

/* What follows is about the byte. */
static inline void
sluice_check_begin_event (SluiceCheck *self,
                          gsize        byte)
{
  if (G_UNLIKELY (self->ties->len > 0))
    g_array_set_size (self->ties, 0);
  self->byte = byte;
}

/* The same within a run of letters, each of which is an event. */
static inline void
sluice_check_begin_letter (SluiceCheck *self,
                           gsize        byte)
{
  if (byte != self->byte)
    sluice_check_begin_event (self, byte);
}

void         sluice_check_add_death      (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceFault          fault,
                                          guint32              which,
                                          gsize                at);
void         sluice_check_sort_deaths    (SluiceCheck         *self);
guint32      sluice_check_enter          (SluiceCheck         *self,
                                          const SluiceEdge    *edge,
                                          guint32              upper,
                                          SluiceRelation       relation,
                                          guint32              trigger);
void         sluice_check_fail           (SluiceCheck         *self,
                                          SluiceFailure       *failure);
/* Tries an edge on a child that has just opened, the node at the top. */
void         sluice_check_enter_child    (SluiceCheck         *self,
                                          const SluiceEdge    *edge,
                                          guint32              upper);
void         sluice_check_fail_simply    (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceFault          fault);
/* Whether a failure of the trial would be one of the answer. */
gboolean     sluice_check_is_certain     (SluiceCheck         *self,
                                          guint32              trial);
/* How many of its named members a branch has seen, with those of its parts. */
guint32      sluice_check_count_known    (SluiceCheck         *self,
                                          guint32              trial);
/* A union that is tried on the root itself. */
void         sluice_check_enter_choice   (SluiceCheck         *self,
                                          const SluicePosition *position,
                                          const SluiceApplicator *choice);
/* Takes a branch from a union without calling it a failure. */
void         sluice_check_drop_branch    (SluiceCheck         *self,
                                          guint32              union_trial,
                                          const SluiceEdge    *edge);
/* Keeps a violation (taken) until the end of the trial's node; child is NULL but for UNEVALUATED. */
void         sluice_check_suspend        (SluiceCheck         *self,
                                          guint32              link,
                                          guint32              upper,
                                          SluiceNode          *child,
                                          SluiceViolation     *violation);
/* What was kept counts. */
void         sluice_check_release        (SluiceCheck         *self,
                                          guint                suspense);
SluiceLevel *sluice_check_push_level     (SluiceCheck         *self,
                                          SluiceNode          *node);
void         sluice_check_pop_level      (SluiceCheck         *self);

/* sluice-check-scalar.c */
void         sluice_check_begin_scalar   (SluiceCheck         *self,
                                          SluiceLevel         *level);
void         sluice_check_read_letters   (SluiceCheck         *self,
                                          SluiceNode          *node,
                                          gsize                from,
                                          gsize                offset);
void         sluice_check_read_digits    (SluiceCheck         *self,
                                          SluiceNode          *node,
                                          gsize                from,
                                          gsize                offset);
void         sluice_check_end_string     (SluiceCheck         *self,
                                          guint32              trial);
void         sluice_check_end_number     (SluiceCheck         *self,
                                          guint32              trial);
/* enum and const, of a value of any type */
void         sluice_check_end_values     (SluiceCheck         *self,
                                          guint32              trial);
/* the same for a text that is complete, such as a name */
gboolean     sluice_check_accepts_text   (const SluicePosition *position,
                                          const char          *text,
                                          gsize                length);

/* Whether a rule that can decide before the end has done so. */
gboolean     sluice_check_was_told       (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceFault          fault);
void         sluice_check_fail_early     (SluiceCheck         *self,
                                          SluiceFailure       *failure);
/* The index one past the character at i. */
gsize        sluice_check_end_character  (const char          *text,
                                          gsize                length,
                                          gsize                i);

/* sluice-check-object.c */
gboolean     sluice_check_has_seen       (SluiceCheck         *self,
                                          guint32              trial,
                                          guint32              property);
void         sluice_check_begin_object   (SluiceCheck         *self,
                                          SluiceLevel         *level);
void         sluice_check_read_name      (SluiceCheck         *self,
                                          const char          *text,
                                          gsize                length,
                                          gsize                from,
                                          gsize                offset);
void         sluice_check_end_name       (SluiceCheck         *self,
                                          SluiceNode          *member);
void         sluice_check_enter_member   (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceNode          *member);
void         sluice_check_end_object     (SluiceCheck         *self,
                                          guint32              trial);

/* sluice-check-array.c */
void         sluice_check_enter_element  (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceNode          *element);
void         sluice_check_end_element    (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceNode          *element);
void         sluice_check_end_array      (SluiceCheck         *self,
                                          guint32              trial);

/* sluice-check-unevaluated.c */
void         sluice_check_note_evaluated (SluiceCheck         *self,
                                          guint32              trial,
                                          SluiceNode          *child);
void         sluice_check_enter_unevaluated (SluiceCheck      *self,
                                          guint32              trial,
                                          SluiceNode          *child);
void         sluice_check_end_unevaluated (SluiceCheck        *self,
                                          guint32              trial);

/* sluice-check-end.c: what a node's trials come to when it closes */
void         sluice_check_end_trials     (SluiceCheck         *self);
void         sluice_check_tell_branch    (SluiceCheck         *self,
                                          guint32              union_trial);

/* Goes over the branches of a union that hold, in the order of the schema: its links downwards
 * have that order too, and branches that hold for every value of the type have none (lower is 0). */
typedef struct
{
  guint32 edge;
  guint32 link;
} SluiceBranchIter;

const SluiceEdge *sluice_check_next_branch  (SluiceCheck         *self,
                                          guint32              union_trial,
                                          SluiceBranchIter    *iter,
                                          guint32             *lower);

/* sluice-check-branches.c */
void         sluice_check_tell_eliminated (SluiceCheck        *self,
                                          guint32              union_trial,
                                          const SluiceEdge    *edge);

/* sluice-check-report.c: failures that are certain */
void         sluice_check_report         (SluiceCheck         *self,
                                          SluiceFailure       *failure);
SluiceViolation *sluice_check_make_violation (SluiceCheck      *self,
                                          SluiceFailure       *failure);
void         sluice_check_complete_extra (SluiceCheck         *self,
                                          SluiceNode          *member);
void         sluice_check_mark           (SluiceCheck         *self,
                                          SluiceNode          *node);

/* sluice-check.c */
/* What the schema says of a node before it is known which branch of a union it is. */
SluiceDefinition *sluice_check_get_declared (SluiceCheck      *self,
                                          SluiceNode          *node);
gboolean     sluice_check_wants_eliminated (SluiceCheck       *self);
void         sluice_check_emit_eliminated (SluiceCheck        *self,
                                          SluiceNode          *node,
                                          SluiceDefinition    *branch,
                                          guint                n_left);
void         sluice_check_emit_violation (SluiceCheck         *self,
                                          SluiceViolation     *violation);
void         sluice_check_emit_branch    (SluiceCheck         *self,
                                          guint32              union_trial,
                                          const SluiceEdge    *edge);

G_END_DECLS
