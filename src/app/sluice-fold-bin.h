/* sluice-fold-bin.h: tells its child how much room there is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_FOLD_BIN (sluice_fold_bin_get_type ())
G_DECLARE_FINAL_TYPE (SluiceFoldBin, sluice_fold_bin, SLUICE, FOLD_BIN, GtkWidget)

GtkWidget *sluice_fold_bin_new        (void);
GtkWidget *sluice_fold_bin_get_child  (SluiceFoldBin *self);
void       sluice_fold_bin_set_child  (SluiceFoldBin *self,
                                       GtkWidget     *child);
gboolean   sluice_fold_bin_get_folded (SluiceFoldBin *self);
gboolean   sluice_fold_bin_get_narrow (SluiceFoldBin *self);

G_END_DECLS
