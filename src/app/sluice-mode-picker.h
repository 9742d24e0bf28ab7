/* sluice-mode-picker.h: the popover from which a mode is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_MODE_PICKER (sluice_mode_picker_get_type ())
G_DECLARE_FINAL_TYPE (SluiceModePicker, sluice_mode_picker, SLUICE, MODE_PICKER, GtkPopover)

/* signal "chosen" (SluiceMode, gboolean strict) */
GtkWidget  *sluice_mode_picker_new          (void);
void        sluice_mode_picker_set_provider (SluiceModePicker *self,
                                             SluiceProvider   *provider);
void        sluice_mode_picker_set_selected (SluiceModePicker *self,
                                             SluiceMode        mode,
                                             gboolean          strict);
const char *sluice_mode_get_label           (SluiceMode        mode,
                                             gboolean          strict);

G_END_DECLS
