/* sluice-prompt-pane.h: the messages of an extraction and their variables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PROMPT_PANE (sluice_prompt_pane_get_type ())
G_DECLARE_FINAL_TYPE (SluicePromptPane, sluice_prompt_pane, SLUICE, PROMPT_PANE, GtkWidget)

GtkWidget *sluice_prompt_pane_new            (void);
void       sluice_prompt_pane_set_extraction (SluicePromptPane *self,
                                              SluiceExtraction *extraction);
gboolean   sluice_prompt_pane_focus_unset    (SluicePromptPane *self);

G_END_DECLS
