/* sluice-outline.h: the rows of the live tree, and which of them are open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_OUTLINE (sluice_outline_get_type ())
G_DECLARE_FINAL_TYPE (SluiceOutline, sluice_outline, SLUICE, OUTLINE, GObject)

SluiceOutline  *sluice_outline_new             (void);
GListModel     *sluice_outline_get_rows        (SluiceOutline  *self);
void            sluice_outline_set_root        (SluiceOutline  *self,
                                                SluiceField    *root);
SluiceField    *sluice_outline_get_root        (SluiceOutline  *self);
void            sluice_outline_set_thinking    (SluiceOutline  *self,
                                                const char     *text,
                                                gboolean        arriving);
void            sluice_outline_settle          (SluiceOutline  *self);
void            sluice_outline_set_expanded    (SluiceOutline  *self,
                                                GtkTreeListRow *row,
                                                gboolean        expanded);
GtkTreeListRow *sluice_outline_reveal          (SluiceOutline  *self,
                                                const char     *path);
GtkTreeListRow *sluice_outline_find_arriving   (SluiceOutline  *self);

G_END_DECLS
