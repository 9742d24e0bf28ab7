/* sluice-model-picker.h: the popover from which a model is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_MODEL_PICKER (sluice_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (SluiceModelPicker, sluice_model_picker, SLUICE, MODEL_PICKER, GtkPopover)

/* signals "chosen" (SluiceProvider*, const char *model), "key-wanted" (SluiceProvider*) */
GtkWidget *sluice_model_picker_new          (void);
void       sluice_model_picker_set_client   (SluiceModelPicker *self,
                                             SluiceClient      *client);
void       sluice_model_picker_set_selected (SluiceModelPicker *self,
                                             const char        *provider,
                                             const char        *model);

G_END_DECLS
