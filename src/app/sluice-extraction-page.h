/* sluice-extraction-page.h: one extraction: run bar, prompt, schema and result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

#include "sluice-document.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_PANE_PROMPT,
  SLUICE_PANE_SCHEMA,
  SLUICE_PANE_RESULT,
  SLUICE_PANE_WIRE,
} SluicePane;

#define SLUICE_TYPE_EXTRACTION_PAGE (sluice_extraction_page_get_type ())
G_DECLARE_FINAL_TYPE (SluiceExtractionPage, sluice_extraction_page, SLUICE, EXTRACTION_PAGE, GtkWidget)

/* properties: running, can-run, problem (why not, or NULL), has-recording (all read-only);
 *   folded, narrow (how much room there is); side ("compose", "result": what is shown while folded)
 *
 * actions, for any widget inside: page.run, page.run-once, page.stop, page.replay (plays what was
 *   recorded from its start), page.close-replay, page.add-key, page.side (string) */
SluiceExtractionPage *sluice_extraction_page_new           (SluiceClient         *client,
                                                            SluiceDocument       *document);
SluiceDocument       *sluice_extraction_page_get_document  (SluiceExtractionPage *self);
SluiceRun            *sluice_extraction_page_get_run       (SluiceExtractionPage *self);
SluiceRecording      *sluice_extraction_page_get_recording (SluiceExtractionPage *self);
void                  sluice_extraction_page_set_recording (SluiceExtractionPage *self,
                                                            SluiceRecording      *recording);
gboolean              sluice_extraction_page_is_running    (SluiceExtractionPage *self);
gboolean              sluice_extraction_page_is_modified   (SluiceExtractionPage *self);
void                  sluice_extraction_page_run           (SluiceExtractionPage *self);
void                  sluice_extraction_page_stop          (SluiceExtractionPage *self);
void                  sluice_extraction_page_replay        (SluiceExtractionPage *self);
void                  sluice_extraction_page_focus_pane    (SluiceExtractionPage *self,
                                                            SluicePane            pane);
void                  sluice_extraction_page_walk_problems (SluiceExtractionPage *self,
                                                            int                   step);
void                  sluice_extraction_page_act_on_result (SluiceExtractionPage *self,
                                                            const char           *action_name);

G_END_DECLS
