/* sluice-item-segments.h: buttons that choose which items are shown, with how many there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ITEM_SEGMENTS (sluice_item_segments_get_type ())
G_DECLARE_FINAL_TYPE (SluiceItemSegments, sluice_item_segments, SLUICE, ITEM_SEGMENTS, GtkWidget)

/* signal "chosen" (const char *segment): see SluiceItemFilter; NULL for all */
GtkWidget *sluice_item_segments_new            (void);
void       sluice_item_segments_set_definition (SluiceItemSegments *self,
                                                SluiceDefinition   *item);
gboolean   sluice_item_segments_has_types      (SluiceItemSegments *self);
void       sluice_item_segments_count          (SluiceItemSegments *self,
                                                SluiceItem         *item);
void       sluice_item_segments_recount        (SluiceItemSegments *self,
                                                GListModel         *items);
void       sluice_item_segments_update         (SluiceItemSegments *self);

G_END_DECLS
