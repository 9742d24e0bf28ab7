/* sluice-example-grid.h: a card for each example
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_EXAMPLE_GRID (sluice_example_grid_get_type ())
G_DECLARE_FINAL_TYPE (SluiceExampleGrid, sluice_example_grid, SLUICE, EXAMPLE_GRID, GtkWidget)

/* signal "chosen" (const char *name): the person took an example */
GtkWidget *sluice_example_grid_new (void);

G_END_DECLS
