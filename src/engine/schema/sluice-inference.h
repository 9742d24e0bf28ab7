/* sluice-inference.h: a schema from sample values
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-schema.h"

G_BEGIN_DECLS

#define SLUICE_INFERENCE_ERROR (sluice_inference_error_quark ())

typedef enum
{
  SLUICE_INFERENCE_ERROR_JSON,   /* a sample is not JSON */
  SLUICE_INFERENCE_ERROR_EMPTY,  /* there is no sample */
} SluiceInferenceError;

#define SLUICE_TYPE_INFERENCE (sluice_inference_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceInference, sluice_inference, SLUICE, INFERENCE, GObject)

SLUICE_API GQuark           sluice_inference_error_quark  (void);
/* name: of the root's class; NULL for "Sample" */
SLUICE_API SluiceInference *sluice_inference_new          (const char       *name);
/* one JSON document, or one on each line; nothing of it is taken where it is not JSON */
SLUICE_API gboolean         sluice_inference_add_text     (SluiceInference  *self,
                                                           const char       *text,
                                                           gssize            length,
                                                           GError          **error);
SLUICE_API guint            sluice_inference_get_n_samples (SluiceInference *self);
/* the schema of all samples so far */
SLUICE_API SluiceSchema    *sluice_inference_make_schema  (SluiceInference  *self,
                                                           GError          **error);

G_END_DECLS
