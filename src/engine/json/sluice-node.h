/* sluice-node.h: one place in a value that may still be arriving
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

/* JSON type of a node, known from its first byte on and never changed after. */
typedef enum
{
  SLUICE_NODE_UNKNOWN,  /* no value byte seen yet */
  SLUICE_NODE_OBJECT,
  SLUICE_NODE_ARRAY,
  SLUICE_NODE_STRING,
  SLUICE_NODE_NUMBER,
  SLUICE_NODE_BOOLEAN,
  SLUICE_NODE_NULL,
} SluiceNodeType;

/* Syntax axis (how far the text of the node got). Only moves forward. */
typedef enum
{
  SLUICE_PHASE_PENDING,    /* the schema expects it, nothing of it was seen (never on a real node) */
  SLUICE_PHASE_OPENING,    /* key closed, no value byte */
  SLUICE_PHASE_STREAMING,
  SLUICE_PHASE_CLOSED,
  SLUICE_PHASE_ABSENT,     /* its container closed without it (never on a real node) */
  SLUICE_PHASE_CUT,        /* the stream ended inside it */
  SLUICE_PHASE_SUPERSEDED, /* a later member of the same name took its place */
} SluicePhase;

/* Schema axis. DOOMED is final while still streaming; VALID and INVALID only once closed. */
typedef enum
{
  SLUICE_VERDICT_OPEN,
  SLUICE_VERDICT_DOOMED,
  SLUICE_VERDICT_VALID,
  SLUICE_VERDICT_INVALID,
} SluiceVerdict;

/* What a reader may use of the node's value. */
typedef enum
{
  SLUICE_EXPOSURE_NONE,
  SLUICE_EXPOSURE_PREFIX,
  SLUICE_EXPOSURE_EXACT,
} SluiceExposure;

/* Which half-received scalars a printed value contains (SluiceNode to JSON). */
typedef enum
{
  SLUICE_POLICY_LETTERS, /* string prefixes and the digits of an unfinished number */
  SLUICE_POLICY_VALUES,  /* closed scalars only */
  SLUICE_POLICY_ITEMS,   /* the same, and an element of an array only when it is closed */
} SluicePolicy;

typedef struct _SluiceNode SluiceNode;

#define SLUICE_TYPE_NODE (sluice_node_get_type ())

SLUICE_API GType           sluice_node_get_type         (void) G_GNUC_CONST;
SLUICE_API SluiceNode     *sluice_node_ref              (SluiceNode *self);
SLUICE_API void            sluice_node_unref            (SluiceNode *self);
SLUICE_API SluiceNodeType  sluice_node_get_node_type    (SluiceNode *self);
SLUICE_API SluicePhase     sluice_node_get_phase        (SluiceNode *self);
SLUICE_API SluiceVerdict   sluice_node_get_verdict      (SluiceNode *self);
SLUICE_API SluiceExposure  sluice_node_get_exposure     (SluiceNode *self);
SLUICE_API gboolean        sluice_node_is_repaired      (SluiceNode *self);
SLUICE_API SluiceNode     *sluice_node_get_parent       (SluiceNode *self);
SLUICE_API SluiceNode     *sluice_node_get_first_child  (SluiceNode *self);
SLUICE_API SluiceNode     *sluice_node_get_last_child   (SluiceNode *self);
SLUICE_API SluiceNode     *sluice_node_get_next_sibling (SluiceNode *self);
SLUICE_API guint           sluice_node_get_n_children   (SluiceNode *self);
SLUICE_API const char     *sluice_node_get_key          (SluiceNode *self);
SLUICE_API guint           sluice_node_get_index        (SluiceNode *self);
SLUICE_API SluiceNode     *sluice_node_get_member       (SluiceNode *self,
                                                         const char *name);
SLUICE_API SluiceNode     *sluice_node_get_at           (SluiceNode *self,
                                                         const char *pointer);
SLUICE_API const char     *sluice_node_get_text         (SluiceNode *self,
                                                         gsize      *length);
SLUICE_API gboolean        sluice_node_get_boolean      (SluiceNode *self);
SLUICE_API gdouble         sluice_node_get_double       (SluiceNode *self);
SLUICE_API gboolean        sluice_node_get_int          (SluiceNode *self,
                                                         gint64     *value);
SLUICE_API gsize           sluice_node_get_start        (SluiceNode *self);
SLUICE_API gsize           sluice_node_get_end          (SluiceNode *self);
SLUICE_API gint64          sluice_node_get_first_arrival (SluiceNode *self);
SLUICE_API gint64          sluice_node_get_last_arrival (SluiceNode *self);
SLUICE_API gboolean        sluice_node_get_events       (SluiceNode *self,
                                                         guint      *first,
                                                         guint      *last);
SLUICE_API char           *sluice_node_dup_path         (SluiceNode *self);
SLUICE_API char           *sluice_node_to_json          (SluiceNode   *self,
                                                         SluicePolicy  policy,
                                                         guint         indent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceNode, sluice_node_unref)

G_END_DECLS
