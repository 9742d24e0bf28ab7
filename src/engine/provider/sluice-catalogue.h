/* sluice-catalogue.h: the providers there are (a GListModel of SluiceProvider)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-provider.h"

G_BEGIN_DECLS

#define SLUICE_CATALOGUE_ERROR (sluice_catalogue_error_quark ())

typedef enum
{
  SLUICE_CATALOGUE_ERROR_UNKNOWN,  /* no provider of that id; the message names near ones */
  SLUICE_CATALOGUE_ERROR_MODE,
  SLUICE_CATALOGUE_ERROR_KEY,
} SluiceCatalogueError;

#define SLUICE_TYPE_CATALOGUE (sluice_catalogue_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceCatalogue, sluice_catalogue, SLUICE, CATALOGUE, GObject)

SLUICE_API GQuark           sluice_catalogue_error_quark (void);
/* the providers of data/providers.json, which is compiled in */
SLUICE_API SluiceCatalogue *sluice_catalogue_new         (void);
SLUICE_API SluiceProvider  *sluice_catalogue_lookup      (SluiceCatalogue  *self,
                                                          const char       *id);
/* "openai/gpt-4.1-mini", or "openai" for its default model; model may hold further slashes */
SLUICE_API gboolean         sluice_catalogue_resolve     (SluiceCatalogue  *self,
                                                          const char       *name,
                                                          SluiceProvider  **provider,
                                                          char            **model,
                                                          GError          **error);

G_END_DECLS
