/* sluice-key-store.h: API keys, each bound to the origin it was given for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "provider/sluice-provider.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_KEY_NOT_NEEDED,
  SLUICE_KEY_MISSING,
  SLUICE_KEY_SESSION,      /* given for this run of the program only */
  SLUICE_KEY_ENVIRONMENT,
} SluiceKeySource;

#define SLUICE_TYPE_KEY_STORE (sluice_key_store_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceKeyStore, sluice_key_store, SLUICE, KEY_STORE, GObject)

/* signal "changed" (SluiceProvider*) */
SLUICE_API SluiceKeyStore  *sluice_key_store_new         (void);
/* key is NULL when there is none, or none for the provider's present origin (transfer full) */
SLUICE_API char            *sluice_key_store_lookup      (SluiceKeyStore  *self,
                                                          SluiceProvider  *provider,
                                                          SluiceKeySource *source);
SLUICE_API SluiceKeySource  sluice_key_store_get_source  (SluiceKeyStore  *self,
                                                          SluiceProvider  *provider);
SLUICE_API void             sluice_key_store_set_session (SluiceKeyStore  *self,
                                                          SluiceProvider  *provider,
                                                          const char      *key);
SLUICE_API void             sluice_key_store_allow_origin (SluiceKeyStore *self,
                                                           SluiceProvider *provider,
                                                           const char     *origin);

G_END_DECLS
