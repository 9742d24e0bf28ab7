/* sluice-model.h: one model that a provider has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_MODEL (sluice_model_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceModel, sluice_model, SLUICE, MODEL, GObject)

SLUICE_API SluiceModel *sluice_model_new              (const char  *id,
                                                       const char  *name,
                                                       const char  *caption);
SLUICE_API const char  *sluice_model_get_id           (SluiceModel *self);
SLUICE_API const char  *sluice_model_get_name         (SluiceModel *self);
SLUICE_API const char  *sluice_model_get_caption      (SluiceModel *self);  /* nullable */
/* US dollars for a million tokens; negative = not known */
SLUICE_API gdouble      sluice_model_get_input_price  (SluiceModel *self);
SLUICE_API gdouble      sluice_model_get_output_price (SluiceModel *self);
SLUICE_API void         sluice_model_set_prices       (SluiceModel *self,
                                                       gdouble      input,
                                                       gdouble      output);

G_END_DECLS
