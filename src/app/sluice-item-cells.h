/* sluice-item-cells.h: the cells of the items table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "sluice-item-column.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_ITEM_CELLS_NUMBER,
  SLUICE_ITEM_CELLS_TYPE,
  SLUICE_ITEM_CELLS_VALUE,
  SLUICE_ITEM_CELLS_STATE,
  SLUICE_ITEM_CELLS_TIME,
} SluiceItemCells;

GtkListItemFactory *sluice_item_cells_new_factory (SluiceItemCells   cells,
                                                   SluiceItemColumn *column);
GtkSorter          *sluice_item_cells_new_sorter  (SluiceItemCells   cells,
                                                   SluiceItemColumn *column);

G_END_DECLS
