/* sluice-item-filter.h: which items a person wants to see
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

/* The segment of the items that have something wrong with them; others are names of types. */
#define SLUICE_ITEM_FILTER_PROBLEMS ""

#define SLUICE_TYPE_ITEM_FILTER (sluice_item_filter_get_type ())
G_DECLARE_FINAL_TYPE (SluiceItemFilter, sluice_item_filter, SLUICE, ITEM_FILTER, GtkFilter)

SluiceItemFilter *sluice_item_filter_new         (void);
/* NULL: all */
void              sluice_item_filter_set_segment (SluiceItemFilter *self,
                                                  const char       *segment);
void              sluice_item_filter_set_text    (SluiceItemFilter *self,
                                                  const char       *text);
gboolean          sluice_item_filter_is_set      (SluiceItemFilter *self);

G_END_DECLS
