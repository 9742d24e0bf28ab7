/* sluice-provider.h: a service that answers: where it is and how it is spoken to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "provider/sluice-model.h"
#include "wire/sluice-wire.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PROVIDER (sluice_provider_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceProvider, sluice_provider, SLUICE, PROVIDER, GObject)

typedef enum
{
  SLUICE_AUTH_NONE,
  SLUICE_AUTH_BEARER,     /* Authorization: Bearer KEY */
  SLUICE_AUTH_X_API_KEY,  /* x-api-key: KEY */
  SLUICE_AUTH_API_KEY,    /* api-key: KEY */
  SLUICE_AUTH_GOOGLE,     /* x-goog-api-key: KEY */
  SLUICE_AUTH_AWS,        /* a signature made with ACCESS-KEY:SECRET-KEY[:TOKEN], or a bearer key */
} SluiceAuth;

/* properties: id, name, wire, base-url (read-write), simulated (boolean) */
SLUICE_API const char   *sluice_provider_get_id           (SluiceProvider *self);
SLUICE_API const char   *sluice_provider_get_name         (SluiceProvider *self);
SLUICE_API SluiceWire   *sluice_provider_get_wire         (SluiceProvider *self);
/* the protocol that a mode travels in, where that is another one (AUTOMATIC: the default's) */
SLUICE_API SluiceWire   *sluice_provider_get_wire_for_mode (SluiceProvider *self,
                                                           SluiceMode      mode);
SLUICE_API const char   *sluice_provider_get_base_url     (SluiceProvider *self);
SLUICE_API void          sluice_provider_set_base_url     (SluiceProvider *self,
                                                           const char     *base_url);
/* scheme://host:port of the base URL (transfer full) */
SLUICE_API char         *sluice_provider_dup_origin       (SluiceProvider *self);
/* the address the provider ships with: a key from its environment variable goes nowhere else */
SLUICE_API const char   *sluice_provider_get_home_url     (SluiceProvider *self);
/* where a request goes, with all that belongs to the address; NULL where there is none
 * (transfer full) */
SLUICE_API char         *sluice_provider_dup_url          (SluiceProvider *self,
                                                           SluiceRequest  *request);
SLUICE_API SluiceAuth    sluice_provider_get_auth         (SluiceProvider *self);
/* NULL-terminated names of the environment variables its key is read from */
SLUICE_API const char  **sluice_provider_get_key_variables (SluiceProvider *self);
/* name, value, name, value, …, NULL: headers it wants besides ("anthropic-version") */
SLUICE_API const char  **sluice_provider_get_headers      (SluiceProvider *self);
SLUICE_API gboolean      sluice_provider_has_mode         (SluiceProvider *self,
                                                           SluiceMode      mode);
SLUICE_API gboolean      sluice_provider_has_strict       (SluiceProvider *self,
                                                           SluiceMode      mode);
/* AUTOMATIC becomes the default; else mode itself, or an error naming the modes there are */
SLUICE_API gboolean      sluice_provider_resolve_mode     (SluiceProvider *self,
                                                           SluiceMode      mode,
                                                           SluiceMode     *resolved,
                                                           GError        **error);
SLUICE_API GListModel   *sluice_provider_get_models       (SluiceProvider *self);
SLUICE_API const char   *sluice_provider_get_default_model (SluiceProvider *self);
SLUICE_API int           sluice_provider_get_default_max_tokens (SluiceProvider *self);
SLUICE_API gboolean      sluice_provider_is_simulated     (SluiceProvider *self);

G_END_DECLS
