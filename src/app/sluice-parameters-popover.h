/* sluice-parameters-popover.h: temperature, output limit and the like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-mode-picker.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PARAMETERS_POPOVER (sluice_parameters_popover_get_type ())
G_DECLARE_FINAL_TYPE (SluiceParametersPopover, sluice_parameters_popover, SLUICE, PARAMETERS_POPOVER, GtkPopover)

/* properties: changed (boolean, read-only): a parameter differs from its default;
 *   narrow (boolean): mode and shape are here as well */
GtkWidget        *sluice_parameters_popover_new             (void);
void              sluice_parameters_popover_set_extraction  (SluiceParametersPopover *self,
                                                             SluiceExtraction        *extraction);
SluiceModePicker *sluice_parameters_popover_get_mode_picker (SluiceParametersPopover *self);
void              sluice_parameters_popover_set_mode_label  (SluiceParametersPopover *self,
                                                             const char              *label);

G_END_DECLS
