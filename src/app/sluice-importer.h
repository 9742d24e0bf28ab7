/* sluice-importer.h: scripts written for Instructor, opened in a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-window.h"

G_BEGIN_DECLS

void sluice_importer_open  (SluiceWindow  *window,
                            SluiceSnippet *snippet);
void sluice_importer_offer (SluiceWindow  *window,
                            const char    *text,
                            GtkTextBuffer *pasted_into);

G_END_DECLS
