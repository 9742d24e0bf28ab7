/* sluice-export.h: programs that do what an extraction does
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_EXPORT_FORMAT_INSTRUCTOR,   /* a Python script for Instructor */
  SLUICE_EXPORT_FORMAT_CURL,         /* a command line, without its key */
  SLUICE_EXPORT_FORMAT_TYPESCRIPT,   /* TypeScript with Zod */
  SLUICE_EXPORT_FORMAT_C,            /* C with libsluice */
  SLUICE_EXPORT_FORMAT_JSON_SCHEMA,
  SLUICE_EXPORT_FORMAT_PYTHON,       /* the schema as classes */
} SluiceExportFormat;

/* "instructor", "curl", "typescript", "c", "json-schema", "python" */
SLUICE_API const char *sluice_export_format_to_string   (SluiceExportFormat   format);
SLUICE_API gboolean    sluice_export_format_from_string (const char          *name,
                                                         SluiceExportFormat  *format);
/* the draft as it is now; NULL with an error where the schema cannot be used, or a variable that the
 * format has to fill in has no value */
SLUICE_API char       *sluice_extraction_export         (SluiceExtraction    *self,
                                                         SluiceExportFormat   format,
                                                         GError             **error);

G_END_DECLS
