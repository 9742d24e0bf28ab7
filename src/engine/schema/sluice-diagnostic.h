/* sluice-diagnostic.h: one problem in a schema's text, with its place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_SEVERITY_ERROR,    /* Run is off */
  SLUICE_SEVERITY_WARNING,
  SLUICE_SEVERITY_NOTE,
} SluiceSeverity;

#define SLUICE_TYPE_DIAGNOSTIC (sluice_diagnostic_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceDiagnostic, sluice_diagnostic, SLUICE, DIAGNOSTIC, GObject)

/* start and end are byte offsets in the text; line and column count from 1, columns in characters. */
SLUICE_API SluiceDiagnostic *sluice_diagnostic_new          (SluiceSeverity    severity,
                                                             const char       *text,
                                                             gsize             start,
                                                             gsize             end,
                                                             const char       *message);
SLUICE_API SluiceSeverity    sluice_diagnostic_get_severity (SluiceDiagnostic *self);
SLUICE_API const char       *sluice_diagnostic_get_message  (SluiceDiagnostic *self);
SLUICE_API gsize             sluice_diagnostic_get_start    (SluiceDiagnostic *self);
SLUICE_API gsize             sluice_diagnostic_get_end      (SluiceDiagnostic *self);
SLUICE_API guint             sluice_diagnostic_get_line     (SluiceDiagnostic *self);
SLUICE_API guint             sluice_diagnostic_get_column   (SluiceDiagnostic *self);
SLUICE_API char             *sluice_diagnostic_to_string    (SluiceDiagnostic *self);

G_END_DECLS
