/* sluice-field-private.h: how a field lies in the live tree
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node-private.h"
#include "run/sluice-field.h"
#include "run/sluice-field-tree-private.h"

G_BEGIN_DECLS

/* one child: what is promised, and what came */
typedef struct
{
  const char       *name;        /* member name, lives in definition or node; NULL for elements */
  SluiceDefinition *definition;  /* owned, nullable: what the schema promises */
  SluiceNode       *node;        /* nullable: not there yet */
} SluiceFieldSlot;

/* A field holds no state of its own: what it shows is a function of its node, its definition and
 * its parent. It knows only what it has announced. */
struct _SluiceField
{
  GObject           parent_instance;

  SluiceFieldTree  *tree;        /* owned */
  SluiceField      *up;          /* owned; NULL for the root */
  guint             position;    /* in up */
  guint             depth;

  SluiceDefinition *promised;    /* owned, nullable: by the parent's schema */
  SluiceDefinition *definition;  /* owned, nullable: promised, or better known since */
  SluiceValue      *value;       /* owned, nullable: the document that node is in */
  SluiceNode       *node;        /* nullable; lives as long as value */

  GArray           *slots;       /* SluiceFieldSlot; NULL until somebody asks for a child */
  GHashTable       *by_name;     /* slot name -> position + 1; NULL for elements */
  GHashTable       *kids;        /* position -> SluiceField, not owned: each leaves when it dies */
  guint             shown;       /* children that were announced */
  guint             from, to;    /* announced children to announce anew; none where from >= to */

  char             *name;        /* made when asked for */
  char             *path;        /* made when asked for */

  guint             container : 1;
  guint             extra : 1;   /* not in the schema */
  guint             dirty : 1;
};

SluiceField *sluice_field_new               (SluiceFieldTree  *tree,
                                             SluiceField      *up,
                                             guint             position,
                                             SluiceDefinition *promised,
                                             SluiceValue      *value,
                                             SluiceNode       *node);
/* tells of anything but the children */
void         sluice_field_changed           (SluiceField      *self);

/* -- What is known of a field -- */

/* the root of an iterable: its children are the run's items */
gboolean     sluice_field_is_item_list      (SluiceField      *self);
gboolean     sluice_field_has_value         (SluiceField      *self);
/* The object it would be in is whole, and left it out. */
gboolean     sluice_field_is_left_out       (SluiceField      *self);
SluiceKind   sluice_field_get_kind          (SluiceField      *self);
gboolean     sluice_field_can_have_children (SluiceField      *self);
gboolean     sluice_field_is_extra          (SluiceField      *self);
SluiceDefinition *sluice_field_find_definition (SluiceField   *self);

/* -- Its children -- */

void         sluice_field_ensure_layout     (SluiceField      *self);
guint        sluice_field_count_children    (SluiceField      *self);
/* nullable: nobody holds it */
SluiceField *sluice_field_find_kid          (SluiceField      *self,
                                             guint             position);
SluiceField *sluice_field_create_kid        (SluiceField      *self,
                                             guint             position);
void         sluice_field_leave_node        (SluiceField      *self);
void         sluice_field_take_node         (SluiceField      *self,
                                             SluiceValue      *value,
                                             SluiceNode       *node);
/* Looks again at what is known of the field: its definition, and whether it has children. */
void         sluice_field_update            (SluiceField      *self);
/* Another node, or none, takes this field's place. */
void         sluice_field_set_node          (SluiceField      *self,
                                             SluiceValue      *value,
                                             SluiceNode       *node);
/* A member's name closed, or an element began. */
void         sluice_field_add_child         (SluiceField      *self,
                                             SluiceNode       *node);
void         sluice_field_remove_child      (SluiceField      *self,
                                             SluiceNode       *node);
/* The container ended: what it still waited for does not come. */
void         sluice_field_end_children      (SluiceField      *self);
/* Makes the list of children anew. */
void         sluice_field_relayout          (SluiceField      *self);
/* Gives all children up and announces it. */
void         sluice_field_reset             (SluiceField      *self);
/* Announces what changed: the children with one items-changed, then the rest. */
void         sluice_field_flush             (SluiceField      *self);

G_END_DECLS
