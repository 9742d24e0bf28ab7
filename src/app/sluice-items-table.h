/* sluice-items-table.h: many results as a table: one row for each item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

#include "sluice-live-scroller.h"
#include "sluice-result-tree.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ITEMS_TABLE (sluice_items_table_get_type ())
G_DECLARE_FINAL_TYPE (SluiceItemsTable, sluice_items_table, SLUICE, ITEMS_TABLE, GtkWidget)

/* properties: compact (boolean: no Time).
 * signal "item-selected" (SluiceItem, nullable). */
SluiceItemsTable   *sluice_items_table_new             (void);
void                sluice_items_table_set_definition  (SluiceItemsTable *self,
                                                        SluiceDefinition *item);
void                sluice_items_table_set_run         (SluiceItemsTable *self,
                                                        SluiceRun        *run,
                                                        SluiceAttempt    *attempt);
void                sluice_items_table_update          (SluiceItemsTable *self,
                                                        gboolean          live);
void                sluice_items_table_set_toolbar_slot (SluiceItemsTable  *self,
                                                         GtkScrolledWindow *slot);
SluiceResultTree   *sluice_items_table_get_tree        (SluiceItemsTable *self);
SluiceLiveScroller *sluice_items_table_get_scroller    (SluiceItemsTable *self);
void                sluice_items_table_set_search      (SluiceItemsTable *self,
                                                        const char       *text);
guint               sluice_items_table_get_n_shown     (SluiceItemsTable *self);
GPtrArray          *sluice_items_table_list_selected   (SluiceItemsTable *self);
gboolean            sluice_items_table_select          (SluiceItemsTable *self,
                                                        guint             index);

G_END_DECLS
