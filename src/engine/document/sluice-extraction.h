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
 * (JSON text or NULL); read-only: schema, messages. signal "changed": anything that a file would
 * hold. */
SLUICE_API GQuark            sluice_extraction_error_quark     (void);
SLUICE_API SluiceExtraction *sluice_extraction_new             (void);
SLUICE_API SluiceExtraction *sluice_extraction_new_for_bytes   (GBytes               *bytes,
                                                                GError              **error);
SLUICE_API SluiceExtraction *sluice_extraction_new_for_file    (GFile                *file,
                                                                GError              **error);
SLUICE_API void              sluice_extraction_new_for_file_async
                                                               (GFile                *file,
                                                                GCancellable         *cancellable,
                                                                GAsyncReadyCallback   callback,
                                                                gpointer              user_data);
SLUICE_API SluiceExtraction *sluice_extraction_new_for_file_finish
                                                               (GAsyncResult         *result,
                                                                GError              **error);
/* the draft that makes this request again: of a recording, or of a run */
SLUICE_API SluiceExtraction *sluice_extraction_new_for_request (SluiceRequest        *request);
SLUICE_API GBytes           *sluice_extraction_to_bytes        (SluiceExtraction     *self);
SLUICE_API const char       *sluice_extraction_get_title       (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_title       (SluiceExtraction     *self,
                                                                const char           *title);
SLUICE_API const char       *sluice_extraction_get_description (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_description (SluiceExtraction     *self,
                                                                const char           *description);
SLUICE_API const char       *sluice_extraction_get_provider    (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_provider    (SluiceExtraction     *self,
                                                                const char           *provider);
SLUICE_API const char       *sluice_extraction_get_model       (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_model       (SluiceExtraction     *self,
                                                                const char           *model);
SLUICE_API SluiceMode        sluice_extraction_get_mode        (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_mode        (SluiceExtraction     *self,
                                                                SluiceMode            mode);
SLUICE_API gboolean          sluice_extraction_get_strict      (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_strict      (SluiceExtraction     *self,
                                                                gboolean              strict);
SLUICE_API SluiceShape       sluice_extraction_get_shape       (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_shape       (SluiceExtraction     *self,
                                                                SluiceShape           shape);
/* the schema of schema-text, made anew when it changes; never NULL */
SLUICE_API SluiceSchema     *sluice_extraction_get_schema      (SluiceExtraction     *self);
SLUICE_API const char       *sluice_extraction_get_schema_text (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_schema_text (SluiceExtraction     *self,
                                                                const char           *text,
                                                                SluiceNotation        notation);
SLUICE_API SluiceNotation    sluice_extraction_get_notation    (SluiceExtraction     *self);
SLUICE_API const char       *sluice_extraction_get_root_name   (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_root_name   (SluiceExtraction     *self,
                                                                const char           *root_name);
SLUICE_API int               sluice_extraction_get_max_tokens  (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_max_tokens  (SluiceExtraction     *self,
                                                                int                   max_tokens);
SLUICE_API gdouble           sluice_extraction_get_temperature (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_temperature (SluiceExtraction     *self,
                                                                gdouble               temperature);
SLUICE_API gint64            sluice_extraction_get_seed        (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_seed        (SluiceExtraction     *self,
                                                                gint64                seed);
SLUICE_API guint             sluice_extraction_get_max_retries (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_max_retries (SluiceExtraction     *self,
                                                                guint                 max_retries);
SLUICE_API const char       *sluice_extraction_get_extra_body  (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_set_extra_body  (SluiceExtraction     *self,
                                                                const char           *json);
/* GListStore of SluiceMessage; change it, and "changed" follows */
SLUICE_API GListStore       *sluice_extraction_get_messages    (SluiceExtraction     *self);
SLUICE_API void              sluice_extraction_add_message     (SluiceExtraction     *self,
                                                                SluiceRole            role,
                                                                const char           *text);
/* variables that the messages use, in order of first use */
SLUICE_API char            **sluice_extraction_list_variables  (SluiceExtraction     *self);
SLUICE_API const char       *sluice_extraction_get_variable    (SluiceExtraction     *self,
                                                                const char           *name);
/* NULL: it has no value; "" is one */
SLUICE_API void              sluice_extraction_set_variable    (SluiceExtraction     *self,
                                                                const char           *name,
                                                                const char           *value);
/* the draft as it is now, variables filled in */
SLUICE_API SluiceRequest    *sluice_extraction_create_request  (SluiceExtraction     *self,
                                                                GError              **error);

G_END_DECLS
