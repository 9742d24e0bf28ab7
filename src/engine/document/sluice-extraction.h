/* sluice-extraction.h: the document: schema, messages, variables, model choice (a .sluice file)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "wire/sluice-request.h"

G_BEGIN_DECLS

#define SLUICE_EXTRACTION_ERROR (sluice_extraction_error_quark ())

typedef enum
{
  SLUICE_EXTRACTION_ERROR_FORMAT,   /* not a .sluice file; place and reason in the message */
  SLUICE_EXTRACTION_ERROR_VERSION,  /* made by a newer version */
  SLUICE_EXTRACTION_ERROR_SCHEMA,
  SLUICE_EXTRACTION_ERROR_VARIABLE, /* a variable has no value; the message names it */
  SLUICE_EXTRACTION_ERROR_EMPTY,    /* no message */
} SluiceExtractionError;

#define SLUICE_TYPE_EXTRACTION (sluice_extraction_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceExtraction, sluice_extraction, SLUICE, EXTRACTION, GObject)

/* properties, all read-write and notifying: title, description, provider (id), model, mode, strict,
 * shape, schema-text, notation, root-name, max-tokens, temperature, seed, max-retries, extra-body
 * (JSON text or NULL). signal "changed": anything that a file would hold. */
SLUICE_API GQuark            sluice_extraction_error_quark     (void);
SLUICE_API SluiceExtraction *sluice_extraction_new             (void);
SLUICE_API SluiceExtraction *sluice_extraction_new_for_bytes   (GBytes            *bytes,
                                                                GError           **error);
SLUICE_API SluiceExtraction *sluice_extraction_new_for_file    (GFile             *file,
                                                                GError           **error);
SLUICE_API GBytes           *sluice_extraction_to_bytes        (SluiceExtraction  *self);
SLUICE_API const char       *sluice_extraction_get_title       (SluiceExtraction  *self);
SLUICE_API const char       *sluice_extraction_get_description (SluiceExtraction  *self);
/* GListStore of SluiceMessage; change it, and "changed" follows */
SLUICE_API GListStore       *sluice_extraction_get_messages    (SluiceExtraction  *self);
/* the schema of schema-text, made anew when it changes; never NULL */
SLUICE_API SluiceSchema     *sluice_extraction_get_schema      (SluiceExtraction  *self);
SLUICE_API void              sluice_extraction_set_schema_text (SluiceExtraction  *self,
                                                                const char        *text,
                                                                SluiceNotation     notation);
/* variables that the messages use, in order of first use */
SLUICE_API char            **sluice_extraction_list_variables  (SluiceExtraction  *self);
SLUICE_API const char       *sluice_extraction_get_variable    (SluiceExtraction  *self,
                                                                const char        *name);
SLUICE_API void              sluice_extraction_set_variable    (SluiceExtraction  *self,
                                                                const char        *name,
                                                                const char        *value);
/* the draft as it is now, variables filled in */
SLUICE_API SluiceRequest    *sluice_extraction_create_request  (SluiceExtraction  *self,
                                                                GError           **error);

G_END_DECLS
