/* sluice-export.h: programs that do what an extraction does
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_EXPORT_TARGET_INSTRUCTOR,   /* a Python script for Instructor */
  SLUICE_EXPORT_TARGET_CURL,         /* a command line, without its key */
  SLUICE_EXPORT_TARGET_TYPESCRIPT,   /* TypeScript with Zod */
  SLUICE_EXPORT_TARGET_C,            /* C with libsluice */
  SLUICE_EXPORT_TARGET_JSON_SCHEMA,
  SLUICE_EXPORT_TARGET_PYTHON,       /* the schema as classes */
} SluiceExportTarget;

/* "instructor", "curl", "typescript", "c", "json-schema", "python" */
SLUICE_API const char *sluice_export_target_to_string   (SluiceExportTarget   target);
SLUICE_API gboolean    sluice_export_target_from_string (const char          *name,
                                                         SluiceExportTarget  *target);
/* the draft as it is now; NULL with an error where the schema cannot be used, or a variable that the
 * target has to fill in has no value */
SLUICE_API char       *sluice_extraction_export         (SluiceExtraction    *self,
                                                         SluiceExportTarget   target,
                                                         GError             **error);

G_END_DECLS
