/* sluice-key-store.c: API keys, each bound to the origin it was given for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "provider/sluice-aws-private.h"
#include "provider/sluice-key-store.h"
#include "provider/sluice-origin-private.h"

typedef struct
{
  char *key;     /* owned: overwritten before it is freed */
  char *origin;  /* owned: where it may go */
} SessionKey;

struct _SluiceKeyStore
{
  GObject     parent_instance;

  GHashTable *session_keys;  /* owned: char* provider id -> SessionKey* */
  GHashTable *allowed;       /* owned: set of char*, "provider-id origin" */
};

/**
 * SluiceKeySource:
 * @SLUICE_KEY_NOT_NEEDED: the provider wants no key
 * @SLUICE_KEY_MISSING: there is none that may go there
 * @SLUICE_KEY_SESSION: given for this run of the program
 * @SLUICE_KEY_ENVIRONMENT: from an environment variable
 *
 * Where a key is from.
 */

/**
 * SluiceKeyStore:
 *
 * API keys, each bound to the origin it was given for: a file that points a provider somewhere
 * else does not take its key along.
 */
G_DEFINE_FINAL_TYPE (SluiceKeyStore, sluice_key_store, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
session_key_free (gpointer data)
{
  SessionKey *session = data;

  explicit_bzero (session->key, strlen (session->key));
  g_free (session->key);
  g_free (session->origin);
  g_free (session);
}

static char *
make_allowance (SluiceProvider *provider,
                const char     *origin)
{
  return g_strconcat (sluice_provider_get_id (provider), " ", origin, NULL);
}

/* Whether a key that was given for one origin may go to where the provider is now. */
static gboolean
may_go (SluiceKeyStore *self,
        SluiceProvider *provider,
        const char     *key_origin)
{
  g_autofree char *origin = sluice_provider_dup_origin (provider);
  g_autofree char *allowance = NULL;

  if (origin == NULL)
    return FALSE;
  if (g_strcmp0 (origin, key_origin) == 0)
    return TRUE;

  allowance = make_allowance (provider, origin);

  return g_hash_table_contains (self->allowed, allowance);
}

static char *
find_environment_key (SluiceKeyStore *self,
                      SluiceProvider *provider)
{
  const char **names = sluice_provider_get_key_variables (provider);
  g_autofree char *home = sluice_origin_from_url (sluice_provider_get_home_url (provider));

  if (!may_go (self, provider, home))
    return NULL;

  for (; *names != NULL; names++)
    {
      const char *value = g_getenv (*names);

      /* AWS has its keys in several variables, or in files */
      if (sluice_provider_get_auth (provider) == SLUICE_AUTH_AWS
          && g_str_equal (*names, "AWS_ACCESS_KEY_ID"))
        return sluice_aws_find_credentials ();
      if (value != NULL && *value != '\0')
        return g_strdup (value);
    }

  return NULL;
}

/* The key (transfer full), and where it is from. */
static char *
find_key (SluiceKeyStore  *self,
          SluiceProvider  *provider,
          SluiceKeySource *source)
{
  SessionKey *session;
  char *key;

  if (sluice_provider_get_auth (provider) == SLUICE_AUTH_NONE)
    {
      *source = SLUICE_KEY_NOT_NEEDED;
      return NULL;
    }

  session = g_hash_table_lookup (self->session_keys, sluice_provider_get_id (provider));
  if (session != NULL && may_go (self, provider, session->origin))
    {
      *source = SLUICE_KEY_SESSION;
      return g_strdup (session->key);
    }

  key = find_environment_key (self, provider);
  *source = key != NULL ? SLUICE_KEY_ENVIRONMENT : SLUICE_KEY_MISSING;

  return key;
}

static void
sluice_key_store_finalize (GObject *object)
{
  SluiceKeyStore *self = SLUICE_KEY_STORE (object);

  g_hash_table_unref (self->session_keys);
  g_hash_table_unref (self->allowed);

  G_OBJECT_CLASS (sluice_key_store_parent_class)->finalize (object);
}

static void
sluice_key_store_class_init (SluiceKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_key_store_finalize;

  /**
   * SluiceKeyStore::changed:
   * @self: the store
   * @provider: the provider whose key changed
   *
   * A key was given or taken away, or may go where it could not go before.
   */
  signals[CHANGED] =
    g_signal_new ("changed", SLUICE_TYPE_KEY_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SLUICE_TYPE_PROVIDER);
}

static void
sluice_key_store_init (SluiceKeyStore *self)
{
  self->session_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, session_key_free);
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sluice_key_store_new:
 *
 * Makes a store that has the keys of the environment.
 *
 * Returns: (transfer full): a store
 */
SluiceKeyStore *
sluice_key_store_new (void)
{
  return g_object_new (SLUICE_TYPE_KEY_STORE, NULL);
}

/**
 * sluice_key_store_lookup:
 * @self: a store
 * @provider: a provider
 * @source: (out) (optional): return location for where the key is from
 *
 * Finds the key to show to a provider where it is now.
 *
 * A key goes only to the origin it was given for: that of the provider's home for a key of the
 * environment, that of its base URL at the time for a key of this session.
 *
 * Returns: (transfer full) (nullable): the key; `NULL` where there is none, or none that may go
 *   there
 */
char *
sluice_key_store_lookup (SluiceKeyStore  *self,
                         SluiceProvider  *provider,
                         SluiceKeySource *source)
{
  SluiceKeySource found_source;
  char *key;

  g_return_val_if_fail (SLUICE_IS_KEY_STORE (self), NULL);
  g_return_val_if_fail (SLUICE_IS_PROVIDER (provider), NULL);

  key = find_key (self, provider, &found_source);
  if (source != NULL)
    *source = found_source;

  return key;
}

/**
 * sluice_key_store_get_source:
 * @self: a store
 * @provider: a provider
 *
 * Where the provider's key is from, without giving it out.
 *
 * Returns: the source; `SLUICE_KEY_MISSING` where there is no key that may go there
 */
SluiceKeySource
sluice_key_store_get_source (SluiceKeyStore *self,
                             SluiceProvider *provider)
{
  g_autofree char *key = NULL;
  SluiceKeySource source;

  g_return_val_if_fail (SLUICE_IS_KEY_STORE (self), SLUICE_KEY_MISSING);
  g_return_val_if_fail (SLUICE_IS_PROVIDER (provider), SLUICE_KEY_MISSING);

  key = find_key (self, provider, &source);
  if (key != NULL)
    explicit_bzero (key, strlen (key));

  return source;
}

/**
 * sluice_key_store_set_session:
 * @self: a store
 * @provider: a provider
 * @key: (nullable): its key, or `NULL` to forget it
 *
 * Keeps a key until the program ends, for the origin that the provider's base URL has now. It
 * goes before one of the environment.
 */
void
sluice_key_store_set_session (SluiceKeyStore *self,
                              SluiceProvider *provider,
                              const char     *key)
{
  g_autofree char *origin = NULL;

  g_return_if_fail (SLUICE_IS_KEY_STORE (self));
  g_return_if_fail (SLUICE_IS_PROVIDER (provider));

  origin = sluice_provider_dup_origin (provider);
  if (key != NULL && *key != '\0')
    {
      SessionKey *session = g_new (SessionKey, 1);

      session->key = g_strdup (key);
      session->origin = g_steal_pointer (&origin);
      g_hash_table_replace (self->session_keys, g_strdup (sluice_provider_get_id (provider)),
                            session);
    }
  else if (!g_hash_table_remove (self->session_keys, sluice_provider_get_id (provider)))
    return;

  g_signal_emit (self, signals[CHANGED], 0, provider);
}

/**
 * sluice_key_store_allow_origin:
 * @self: a store
 * @provider: a provider
 * @origin: a scheme, a host and maybe a port, as the person was shown it
 *
 * Lets the provider's keys go to another origin than their own, until the program ends. Only a
 * person can say so.
 */
void
sluice_key_store_allow_origin (SluiceKeyStore *self,
                               SluiceProvider *provider,
                               const char     *origin)
{
  g_autofree char *normal = NULL;

  g_return_if_fail (SLUICE_IS_KEY_STORE (self));
  g_return_if_fail (SLUICE_IS_PROVIDER (provider));
  g_return_if_fail (origin != NULL);

  normal = sluice_origin_from_url (origin);
  if (normal == NULL)
    return;

  if (g_hash_table_add (self->allowed, make_allowance (provider, normal)))
    g_signal_emit (self, signals[CHANGED], 0, provider);
}
