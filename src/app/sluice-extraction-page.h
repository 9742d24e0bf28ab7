/* sluice-extraction-page.h: one extraction: run bar, prompt, schema and result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_EXTRACTION_PAGE (sluice_extraction_page_get_type ())
G_DECLARE_FINAL_TYPE (SluiceExtractionPage, sluice_extraction_page, SLUICE, EXTRACTION_PAGE, GtkWidget)

SluiceExtractionPage *sluice_extraction_page_new (void);

G_END_DECLS
