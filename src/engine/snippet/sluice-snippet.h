/* sluice-snippet.h: a script written for Instructor, as extractions
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_SNIPPET (sluice_snippet_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceSnippet, sluice_snippet, SLUICE, SNIPPET, GObject)

/* never fails: problems are in the diagnostics, and what could be read is there */
SLUICE_API SluiceSnippet *sluice_snippet_new_from_text   (const char    *text);
/* GListModel of SluiceExtraction: one for each call, in the order of the text */
SLUICE_API GListModel    *sluice_snippet_get_extractions (SluiceSnippet *self);
/* what the script calls the result of the call at index; NULL where it has no name for it. A later
 * extraction of a pipeline uses it as a variable: {{entities.companies}}. */
SLUICE_API const char    *sluice_snippet_get_result_name (SluiceSnippet *self,
                                                          guint          index);
/* GListModel of SluiceDiagnostic, in text order; places are those of the script */
SLUICE_API GListModel    *sluice_snippet_get_diagnostics (SluiceSnippet *self);
/* whether a text that was pasted is worth reading as a snippet; looks at words only, in no time */
SLUICE_API gboolean       sluice_snippet_is_likely       (const char    *text);

G_END_DECLS
