/* sluice-loader.h: reads a file that the person opens or drops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

typedef enum
{
  SLUICE_LOADED_EXTRACTION,  /* the file can be saved to */
  SLUICE_LOADED_SCHEMA,      /* an extraction made of a schema: the file is not its own */
  SLUICE_LOADED_SNIPPET,     /* extractions made of a script */
  SLUICE_LOADED_RECORDING,
} SluiceLoadedKind;

void     sluice_loader_load_async  (GFile                *file,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gpointer sluice_loader_load_finish (GAsyncResult         *result,
                                    GFile               **file,
                                    SluiceLoadedKind     *kind,
                                    GError              **error);

G_END_DECLS
