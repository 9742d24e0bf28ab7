/* sluice-item-column.h: the columns that the items of a schema have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

#include "sluice-look.h"

G_BEGIN_DECLS

typedef struct _SluiceItemColumn SluiceItemColumn;

/* One column: a member of the items, or a member of a member of theirs. */
struct _SluiceItemColumn
{
  char             *title;       /* "address.city" */
  char             *pointer;     /* "/address/city"; empty where the item is itself the value */
  char             *names[2];    /* the members it leads through; [1] is NULL on the first level */
  SluiceDefinition *definition;  /* owned: of the first member of a union that has it; nullable */
};

GPtrArray        *sluice_item_column_list      (SluiceDefinition *item);
SluiceItemColumn *sluice_item_column_ref       (SluiceItemColumn *self);
void              sluice_item_column_unref     (SluiceItemColumn *self);
guint             sluice_item_column_get_width (SluiceItemColumn *self);
SluiceNode       *sluice_item_column_get_node  (SluiceItemColumn *self,
                                                SluiceItem       *item);
void              sluice_item_column_init_look (SluiceItemColumn *self,
                                                SluiceItem       *item,
                                                SluiceLook       *look);
SluiceFieldState  sluice_item_get_state        (SluiceItem       *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceItemColumn, sluice_item_column_unref)

G_END_DECLS
