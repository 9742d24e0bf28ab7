/* sluice-items-private.h: the many results of a run, in the order in which they began
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "run/sluice-item.h"
#include "run/sluice-value-private.h"

G_BEGIN_DECLS

typedef struct _SluiceItems SluiceItems;

/* item_definition is what the schema says of each; NULL without a schema */
SluiceItems *sluice_items_new           (SluiceDefinition *item_definition);
void         sluice_items_free          (SluiceItems      *self);
/* GListModel of SluiceItem: the same for as long as the run */
GListModel  *sluice_items_get_model     (SluiceItems      *self);
/* returns its number */
guint        sluice_items_add           (SluiceItems      *self,
                                         SluiceValue      *value,
                                         SluiceNode       *node);
/* The number of a node that was added; how many there are where it was not. What was added last is
 * found first. */
guint        sluice_items_find          (SluiceItems      *self,
                                         SluiceNode       *node);
/* something of it changed: its row tells so at the next flush */
void         sluice_items_touch         (SluiceItems      *self,
                                         guint             index);
/* it is closed */
void         sluice_items_close         (SluiceItems      *self,
                                         guint             index);
/* all go, at once */
void         sluice_items_clear         (SluiceItems      *self);
guint        sluice_items_get_n         (SluiceItems      *self);
guint        sluice_items_get_n_closed  (SluiceItems      *self);
guint        sluice_items_get_n_invalid (SluiceItems      *self);   /* of the closed ones */
SluiceNode  *sluice_items_get_node      (SluiceItems      *self,
                                         guint             index);
SluiceValue *sluice_items_get_value     (SluiceItems      *self,
                                         guint             index);
/* the row, whether it was announced or not (transfer full) */
SluiceItem  *sluice_items_dup_item      (SluiceItems      *self,
                                         guint             index);
SluiceDefinition *sluice_items_get_definition (SluiceItems *self);
gboolean     sluice_items_has_changes   (SluiceItems      *self);
void         sluice_items_flush         (SluiceItems      *self);

/* for the model */
SluiceItem  *sluice_item_new            (guint             index,
                                         SluiceValue      *value,
                                         SluiceNode       *node,
                                         SluiceDefinition *definition);
void         sluice_item_changed        (SluiceItem       *self);
SluiceValue *sluice_item_get_value      (SluiceItem       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceItems, sluice_items_free)

G_END_DECLS
