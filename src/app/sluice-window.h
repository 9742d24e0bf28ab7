/* sluice-window.h: a window: header bar and tabs of extractions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-application.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_WINDOW (sluice_window_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWindow, sluice_window, SLUICE, WINDOW, AdwApplicationWindow)

SluiceWindow *sluice_window_new       (SluiceApplication *application);
void          sluice_window_add_toast (SluiceWindow      *self,
                                       AdwToast          *toast);

G_END_DECLS
