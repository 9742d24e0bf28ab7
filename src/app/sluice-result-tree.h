/* sluice-result-tree.h: the live tree: one row for each field of a result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

#include "sluice-live-scroller.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_RESULT_TREE (sluice_result_tree_get_type ())
G_DECLARE_FINAL_TYPE (SluiceResultTree, sluice_result_tree, SLUICE, RESULT_TREE, GtkWidget)

/* properties: compact (boolean: no Type, no Time), show-type, show-time (boolean), selected
 * (SluiceField, read-only).
 * signals: "activated" (SluiceField), "show-in-wire" (SluiceField), "show-in-schema" (const char
 * *pointer). */
SluiceResultTree *sluice_result_tree_new          (void);
SluiceField      *sluice_result_tree_get_field    (SluiceResultTree *self);
void              sluice_result_tree_set_field    (SluiceResultTree *self,
                                                   SluiceField      *field);
SluiceField      *sluice_result_tree_get_selected (SluiceResultTree *self);
void              sluice_result_tree_set_thinking (SluiceResultTree *self,
                                                   const char       *text,
                                                   gboolean          arriving);
void              sluice_result_tree_update       (SluiceResultTree *self);
gboolean          sluice_result_tree_select       (SluiceResultTree *self,
                                                   const char       *path);
guint             sluice_result_tree_find         (SluiceResultTree *self,
                                                   const char       *text);
guint             sluice_result_tree_find_next    (SluiceResultTree *self,
                                                   gboolean          backwards);
guint             sluice_result_tree_get_n_matches (SluiceResultTree *self);
SluiceLiveScroller *sluice_result_tree_get_scroller (SluiceResultTree *self);

G_END_DECLS
