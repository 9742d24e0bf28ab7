/* sluice-result-view.h: the right-hand pane: what a run gives, while it gives it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

#include "sluice-run-status.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_RESULT_VIEW (sluice_result_view_get_type ())
G_DECLARE_FINAL_TYPE (SluiceResultView, sluice_result_view, SLUICE, RESULT_VIEW, GtkWidget)

/* properties, read-write:
 *   run (SluiceRun, nullable): what to show; the draft's skeleton while there is none
 *   extraction (SluiceExtraction, nullable): the draft
 *   missing-key (string, nullable): name of the provider whose key is missing ("OpenAI")
 *   compact (boolean): narrow: fewer columns, one menu in place of the buttons
 *   follow, details (boolean): the toggles of the strip
 *   view (string): "result" or "wire"
 * signals:
 *   "show-in-schema" (const char *pointer)
 *   "run-requested": run the draft (again); its output limit may have been raised just before
 *   "key-requested": the provider's key is wanted
 *   "example-requested": there is no schema, and the person would rather start from an example
 */
SluiceResultView *sluice_result_view_new            (void);
SluiceRun        *sluice_result_view_get_run        (SluiceResultView *self);
void              sluice_result_view_set_run        (SluiceResultView *self,
                                                     SluiceRun        *run);
SluiceExtraction *sluice_result_view_get_extraction (SluiceResultView *self);
void              sluice_result_view_set_extraction (SluiceResultView *self,
                                                     SluiceExtraction *extraction);
void              sluice_result_view_set_missing_key (SluiceResultView *self,
                                                      const char       *provider_name);
gboolean          sluice_result_view_get_compact    (SluiceResultView *self);
void              sluice_result_view_set_compact    (SluiceResultView *self,
                                                     gboolean          compact);
void              sluice_result_view_focus          (SluiceResultView *self);

G_END_DECLS
