/* sluice-gradual-model.h: a list that shows itself to a view a few rows at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *sluice_gradual_model_new      (GListModel *model);
void        sluice_gradual_model_catch_up (GListModel *gradual);

G_END_DECLS
