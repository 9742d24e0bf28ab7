/* sluice-field-cells.h: the cells of the live tree's columns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_CELLS_FIELD,
  SLUICE_CELLS_VALUE,
  SLUICE_CELLS_TYPE,
  SLUICE_CELLS_STATE,
  SLUICE_CELLS_TIME,
} SluiceFieldCells;

GtkListItemFactory *sluice_field_cells_new_factory    (SluiceFieldCells  cells);
char               *sluice_field_cells_describe       (SluiceField      *field);
char               *sluice_field_cells_dup_value_text (SluiceField      *field);
char               *sluice_field_cells_dup_rules      (SluiceField      *field);

G_END_DECLS
