/* sluice-child-list.h: the children of a field, the first ones only where there are many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_MORE_ROW (sluice_more_row_get_type ())
G_DECLARE_FINAL_TYPE (SluiceMoreRow, sluice_more_row, SLUICE, MORE_ROW, GObject)

guint            sluice_more_row_get_n_hidden (SluiceMoreRow *self);
void             sluice_more_row_activate     (SluiceMoreRow *self);

#define SLUICE_TYPE_CHILD_LIST (sluice_child_list_get_type ())
G_DECLARE_FINAL_TYPE (SluiceChildList, sluice_child_list, SLUICE, CHILD_LIST, GObject)

SluiceChildList *sluice_child_list_new        (SluiceField     *field,
                                               guint            limit);
guint            sluice_child_list_get_limit  (SluiceChildList *self);
void             sluice_child_list_reveal     (SluiceChildList *self,
                                               guint            position);

G_END_DECLS
