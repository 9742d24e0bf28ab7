/* sluice-variables-group.h: the values of the prompt's {{variables}}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VARIABLES_GROUP (sluice_variables_group_get_type ())
G_DECLARE_FINAL_TYPE (SluiceVariablesGroup, sluice_variables_group, SLUICE, VARIABLES_GROUP, GtkWidget)

GtkWidget *sluice_variables_group_new            (void);
void       sluice_variables_group_set_extraction (SluiceVariablesGroup *self,
                                                  SluiceExtraction     *extraction);
gboolean   sluice_variables_group_focus_unset    (SluiceVariablesGroup *self);

G_END_DECLS
