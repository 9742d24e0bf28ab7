/* sluice-window.h: a window: header bar and tabs of extractions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-application.h"
#include "sluice-extraction-page.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_WINDOW (sluice_window_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWindow, sluice_window, SLUICE, WINDOW, AdwApplicationWindow)

SluiceWindow         *sluice_window_new              (SluiceApplication    *application,
                                                      SluiceClient         *client);
void                  sluice_window_add_toast        (SluiceWindow         *self,
                                                      AdwToast             *toast);
SluiceExtractionPage *sluice_window_get_page         (SluiceWindow         *self);
SluiceExtractionPage *sluice_window_open_document    (SluiceWindow         *self,
                                                      SluiceDocument       *document);
gboolean              sluice_window_present_file     (SluiceWindow         *self,
                                                      GFile                *file);
void                  sluice_window_open_example     (SluiceWindow         *self,
                                                      const char           *name);

G_END_DECLS
