/* sluice-client.c: starts runs (one HTTP session, one set of keys, any number of runs at once)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "run/sluice-client.h"
#include "run/sluice-http-request-private.h"
#include "run/sluice-run-private.h"

/* A batch asks much at once; libsoup alone would allow two requests to one host. */
#define MAX_CONNECTIONS 256

struct _SluiceClient
{
  GObject          parent_instance;

  SluiceCatalogue *catalogue;
  SluiceKeyStore  *key_store;
  SoupSession     *session;      /* made for the first run */
  GHashTable      *plain_origins; /* char*, owned: may be spoken to without TLS */
  SluiceRunPolicy  network;
};

/**
 * SluiceClient:
 *
 * Starts runs: any number at once, over one HTTP session and with one set of keys.
 */
G_DEFINE_FINAL_TYPE (SluiceClient, sluice_client, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_MAX_SENDINGS,
  PROP_RETRY_DELAY,
  PROP_RETRY_TOTAL,
  PROP_IDLE_TIMEOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* -- Checks, before anything is sent ------------------------------------------------------------------------- */

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"))
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
check_address (SluiceClient    *self,
               SluiceProvider  *provider,
               GError         **error)
{
  const char *url = sluice_provider_get_base_url (provider);
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *origin = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      g_set_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_ADDRESS,
                   _("%s has no address to send to"), sluice_provider_get_name (provider));
      return FALSE;
    }
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  if (strcmp (g_uri_get_scheme (uri), "http") != 0)
    {
      g_set_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_ADDRESS,
                   _("The address “%s” does not begin with https"), url);
      return FALSE;
    }

  origin = sluice_provider_dup_origin (provider);
  if (is_loopback (uri) || g_hash_table_contains (self->plain_origins, origin))
    return TRUE;

  g_set_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_ADDRESS,
               _("Everything sent to %s could be read on the way: its address does not begin with https"),
               g_uri_get_host (uri));

  return FALSE;
}

static gboolean
check_key (SluiceClient    *self,
           SluiceProvider  *provider,
           char           **key,
           GError         **error)
{
  SluiceKeySource source = SLUICE_KEY_NOT_NEEDED;

  *key = sluice_key_store_lookup (self->key_store, provider, &source);
  if (*key != NULL || source != SLUICE_KEY_MISSING)
    return TRUE;

  g_set_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_KEY, _("%s needs an API key"),
               sluice_provider_get_name (provider));

  return FALSE;
}

/* What the provider wants filled in is filled in on a copy: the person goes on editing the draft. */
static SluiceRequest *
prepare_request (SluiceProvider  *provider,
                 SluiceRequest   *request,
                 GError         **error)
{
  g_autoptr(SluiceRequest) prepared = NULL;
  SluiceSchema *schema = sluice_request_get_schema (request);
  SluiceMode mode;
  const char *model = sluice_request_get_model (request);

  if (schema != NULL && !sluice_schema_check_valid (schema, error))
    return NULL;
  if (!sluice_provider_resolve_mode (provider, sluice_request_get_mode (request), &mode, error))
    return NULL;

  prepared = sluice_request_copy (request);
  sluice_request_set_mode (prepared, mode);
  if (model == NULL || *model == '\0')
    sluice_request_set_model (prepared, sluice_provider_get_default_model (provider));
  if (sluice_request_get_max_tokens (prepared) < 0)
    sluice_request_set_max_tokens (prepared, sluice_provider_get_default_max_tokens (provider));

  return g_steal_pointer (&prepared);
}

/* -- The object -------------------------------------------------------------------------------------------------- */

static guint *
get_interval (SluiceClient *self,
              guint         prop_id)
{
  switch (prop_id)
    {
    case PROP_MAX_SENDINGS:
      return &self->network.max_retries;
    case PROP_RETRY_DELAY:
      return &self->network.retry_delay_ms;
    case PROP_RETRY_TOTAL:
      return &self->network.retry_total_ms;
    case PROP_IDLE_TIMEOUT:
      return &self->network.idle_timeout_ms;
    default:
      return NULL;
    }
}

static void
sluice_client_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  guint *interval = get_interval (SLUICE_CLIENT (object), prop_id);

  if (interval != NULL)
    g_value_set_uint (value, *interval);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sluice_client_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  guint *interval = get_interval (SLUICE_CLIENT (object), prop_id);

  if (interval == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (*interval == g_value_get_uint (value))
    return;

  *interval = g_value_get_uint (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
sluice_client_finalize (GObject *object)
{
  SluiceClient *self = SLUICE_CLIENT (object);

  g_clear_object (&self->catalogue);
  g_clear_object (&self->key_store);
  g_clear_object (&self->session);
  g_clear_pointer (&self->plain_origins, g_hash_table_unref);

  G_OBJECT_CLASS (sluice_client_parent_class)->finalize (object);
}

static void
sluice_client_class_init (SluiceClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const SluiceRunPolicy standard = SLUICE_RUN_POLICY_INIT;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sluice_client_get_property;
  object_class->set_property = sluice_client_set_property;
  object_class->finalize = sluice_client_finalize;

  /**
   * SluiceClient:max-sendings:
   *
   * How often a request is sent again that the provider could not take (no connection, a rate
   * limit, trouble of its own), before the first byte of an answer. This is apart from the
   * attempts, in which a model is asked again because its answer was wrong.
   */
  properties[PROP_MAX_SENDINGS] =
    g_param_spec_uint ("max-sendings", NULL, NULL, 0, 100, standard.max_retries, flags);

  /**
   * SluiceClient:retry-delay:
   *
   * Milliseconds before a request is first sent again. They double each time, with some jitter.
   */
  properties[PROP_RETRY_DELAY] =
    g_param_spec_uint ("retry-delay", NULL, NULL, 0, G_MAXINT, standard.retry_delay_ms, flags);

  /**
   * SluiceClient:retry-total:
   *
   * Milliseconds after the start of a run in which a request may be sent again. A provider that
   * asks to wait for longer is not waited for.
   */
  properties[PROP_RETRY_TOTAL] =
    g_param_spec_uint ("retry-total", NULL, NULL, 0, G_MAXINT, standard.retry_total_ms, flags);

  /**
   * SluiceClient:idle-timeout:
   *
   * Milliseconds of silence after which a run fails; 0 for never. It should be well above the
   * longest that a model thinks without a word.
   */
  properties[PROP_IDLE_TIMEOUT] =
    g_param_spec_uint ("idle-timeout", NULL, NULL, 0, G_MAXINT, standard.idle_timeout_ms, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_client_init (SluiceClient *self)
{
  self->catalogue = sluice_catalogue_new ();
  self->key_store = sluice_key_store_new ();
  self->plain_origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->network = (SluiceRunPolicy) SLUICE_RUN_POLICY_INIT;
}

/**
 * sluice_client_new:
 *
 * Creates a client with the providers that are known and the keys in the environment.
 *
 * Returns: (transfer full): a new client
 */
SluiceClient *
sluice_client_new (void)
{
  return g_object_new (SLUICE_TYPE_CLIENT, NULL);
}

/**
 * sluice_client_get_catalogue:
 * @self: a client
 *
 * Gets the providers there are.
 *
 * Returns: (transfer none): the catalogue
 */
SluiceCatalogue *
sluice_client_get_catalogue (SluiceClient *self)
{
  g_return_val_if_fail (SLUICE_IS_CLIENT (self), NULL);

  return self->catalogue;
}

/**
 * sluice_client_get_key_store:
 * @self: a client
 *
 * Gets the keys.
 *
 * Returns: (transfer none): the key store
 */
SluiceKeyStore *
sluice_client_get_key_store (SluiceClient *self)
{
  g_return_val_if_fail (SLUICE_IS_CLIENT (self), NULL);

  return self->key_store;
}

/**
 * sluice_client_allow_plain_http:
 * @self: a client
 * @origin: scheme, host and port: `http://192.168.1.5:11434`
 *
 * Allows requests to an origin whose connection is not encrypted, which is refused for all but this
 * computer: to be called when the person has agreed.
 */
void
sluice_client_allow_plain_http (SluiceClient *self,
                                const char   *origin)
{
  g_return_if_fail (SLUICE_IS_CLIENT (self));
  g_return_if_fail (origin != NULL);

  g_hash_table_add (self->plain_origins, g_strdup (origin));
}

static SoupSession *
ensure_session (SluiceClient *self)
{
  if (self->session == NULL)
    self->session = soup_session_new_with_options ("timeout", 0,
                                                   "max-conns", MAX_CONNECTIONS,
                                                   "max-conns-per-host", MAX_CONNECTIONS,
                                                   NULL);

  return self->session;
}

/**
 * sluice_client_start:
 * @self: a client
 * @provider: who is asked
 * @request: what is asked for; it is copied
 * @error: return location for an error
 *
 * Starts a run, on the next turn of the thread-default main context, so that handlers can be
 * connected.
 *
 * What can be known without sending anything is checked here: the schema, the mode, the address and
 * the key.
 *
 * Returns: (transfer full): the run, which keeps itself alive until it has finished; `NULL` with an
 *   error of [error@RunError], [error@SchemaError] or [error@CatalogueError] where the request
 *   cannot be sent at all
 */
SluiceRun *
sluice_client_start (SluiceClient    *self,
                     SluiceProvider  *provider,
                     SluiceRequest   *request,
                     GError         **error)
{
  g_autoptr(SluiceRequest) prepared = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (SLUICE_IS_CLIENT (self), NULL);
  g_return_val_if_fail (SLUICE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  prepared = prepare_request (provider, request, error);
  if (prepared == NULL || !check_address (self, provider, error) ||
      !check_key (self, provider, &key, error))
    return NULL;

  return sluice_run_new (provider, prepared, ensure_session (self), key, &self->network);
}

/**
 * sluice_client_preview:
 * @self: a client
 * @provider: who would be asked
 * @request: what would be asked for
 * @error: return location for an error
 *
 * Makes what would be sent, without sending it. No key is needed for it.
 *
 * Returns: (transfer full): the body of the request; `NULL` with an error where the schema or the
 *   mode does not allow one
 */
JsonNode *
sluice_client_preview (SluiceClient    *self,
                       SluiceProvider  *provider,
                       SluiceRequest   *request,
                       GError         **error)
{
  g_autoptr(SluiceRequest) prepared = NULL;

  g_return_val_if_fail (SLUICE_IS_CLIENT (self), NULL);
  g_return_val_if_fail (SLUICE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  prepared = prepare_request (provider, request, error);
  if (prepared == NULL)
    return NULL;

  return sluice_wire_encode_request (
    sluice_provider_get_wire_for_mode (provider, sluice_request_get_mode (prepared)), prepared, error);
}
