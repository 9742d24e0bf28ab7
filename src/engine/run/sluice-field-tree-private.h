/* sluice-field-tree-private.h: the fields that somebody looks at, kept up with what arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-field.h"
#include "run/sluice-items-private.h"

G_BEGIN_DECLS

typedef struct _SluiceFieldTree SluiceFieldTree;

struct _SluiceFieldTree
{
  grefcount         refs;

  SluiceDefinition *definition;  /* owned, nullable: of the root */
  SluiceItems      *items;       /* nullable: the root's children where there are many results */
  GListModel       *model;       /* owned: keeps items alive */
  SluiceValue      *value;       /* owned, nullable: the document that node is in */
  SluiceNode       *node;        /* nullable: the root's; lives as long as value */
  SluiceField      *root;        /* not owned; NULL while nobody looks */
  GHashTable       *live;        /* SluiceNode* -> SluiceField*, none of them owned */
  GPtrArray        *dirty;       /* owned SluiceField*: what the next flush announces */
  guint             ended : 1;   /* nothing more comes */
};

SluiceFieldTree *sluice_field_tree_new       (SluiceDefinition *definition,
                                              SluiceItems      *items);
SluiceFieldTree *sluice_field_tree_ref       (SluiceFieldTree  *self);
void             sluice_field_tree_unref     (SluiceFieldTree  *self);
/* Nothing will be announced any more: lets go of the fields that wait for it. */
void             sluice_field_tree_forget    (SluiceFieldTree  *self);
/* transfer full */
SluiceField     *sluice_field_tree_dup_root  (SluiceFieldTree  *self);
/* the root's child for an item (transfer full) */
SluiceField     *sluice_field_tree_dup_item  (SluiceFieldTree  *self,
                                              guint             index);
void             sluice_field_tree_change    (SluiceFieldTree  *self,
                                              SluiceValue      *value,
                                              SluiceNode       *node,
                                              SluiceChange      change);
void             sluice_field_tree_item_added (SluiceFieldTree *self);
/* The answer ended: what did not come is missing now. */
void             sluice_field_tree_end       (SluiceFieldTree  *self);
/* Back to what the schema promises; announced at once. */
void             sluice_field_tree_reset     (SluiceFieldTree  *self);
void             sluice_field_tree_mark      (SluiceFieldTree  *self,
                                              SluiceField      *field);
gboolean         sluice_field_tree_has_changes (SluiceFieldTree *self);
void             sluice_field_tree_flush     (SluiceFieldTree  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceFieldTree, sluice_field_tree_unref)

G_END_DECLS
