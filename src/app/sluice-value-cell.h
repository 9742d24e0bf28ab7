/* sluice-value-cell.h: a cell that draws a value, finished or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-look.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_VALUE_CELL (sluice_value_cell_get_type ())
G_DECLARE_FINAL_TYPE (SluiceValueCell, sluice_value_cell, SLUICE, VALUE_CELL, GtkWidget)

SluiceValueCell *sluice_value_cell_new      (void);
void             sluice_value_cell_set_look (SluiceValueCell  *self,
                                             const SluiceLook *look);

G_END_DECLS
