/* test-key-store.c: which key goes where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "provider/sluice-catalogue.h"
#include "provider/sluice-key-store.h"

typedef struct
{
  SluiceCatalogue *catalogue;  /* owned */
  SluiceKeyStore  *store;      /* owned */
  SluiceProvider  *openai;     /* borrowed */
  guint            n_changes;
} Fixture;

static void
changed_cb (SluiceKeyStore *store,
            SluiceProvider *provider,
            gpointer        user_data)
{
  ((Fixture *) user_data)->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_unsetenv ("OPENAI_API_KEY");
  g_unsetenv ("ANTHROPIC_API_KEY");
  fixture->catalogue = sluice_catalogue_new ();
  fixture->store = sluice_key_store_new ();
  fixture->openai = sluice_catalogue_lookup (fixture->catalogue, "openai");
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->catalogue);
}

static void
assert_key (Fixture         *fixture,
            SluiceProvider  *provider,
            const char      *key,
            SluiceKeySource  source)
{
  SluiceKeySource found_source;
  g_autofree char *found = sluice_key_store_lookup (fixture->store, provider, &found_source);

  g_assert_cmpstr (found, ==, key);
  g_assert_cmpint (found_source, ==, source);
  g_assert_cmpint (sluice_key_store_get_source (fixture->store, provider), ==, source);
}

static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_key (fixture, fixture->openai, NULL, SLUICE_KEY_MISSING);

  g_setenv ("OPENAI_API_KEY", "", TRUE);
  assert_key (fixture, fixture->openai, NULL, SLUICE_KEY_MISSING);

  g_setenv ("OPENAI_API_KEY", "sk-env", TRUE);
  assert_key (fixture, fixture->openai, "sk-env", SLUICE_KEY_ENVIRONMENT);
}

static void
test_environment_stays_home (Fixture       *fixture,
                             gconstpointer  data)
{
  static const char *const elsewhere[] = {
    "https://api.openai.com.evil.example/v1", "https://api.openai.com@evil.example/v1",
    "http://api.openai.com/v1", "https://api.openai.com:8443/v1", "http://127.0.0.1:8080/v1",
    "https://evil.example/https://api.openai.com", "not an address",
  };

  g_test_summary ("A key of the environment goes to the provider's home and nowhere else");

  g_setenv ("OPENAI_API_KEY", "sk-env", TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      sluice_provider_set_base_url (fixture->openai, elsewhere[i]);
      g_test_message ("%s", elsewhere[i]);
      assert_key (fixture, fixture->openai, NULL, SLUICE_KEY_MISSING);
    }

  sluice_provider_set_base_url (fixture->openai, "https://api.openai.com:443/v2");
  assert_key (fixture, fixture->openai, "sk-env", SLUICE_KEY_ENVIRONMENT);
}

static void
test_allowed_origin (Fixture       *fixture,
                     gconstpointer  data)
{
  SluiceProvider *anthropic = sluice_catalogue_lookup (fixture->catalogue, "anthropic");

  g_setenv ("OPENAI_API_KEY", "sk-env", TRUE);
  g_setenv ("ANTHROPIC_API_KEY", "sk-ant", TRUE);
  sluice_provider_set_base_url (fixture->openai, "https://proxy.example:9000/v1");
  sluice_provider_set_base_url (anthropic, "https://proxy.example:9000");

  sluice_key_store_allow_origin (fixture->store, fixture->openai, "https://proxy.example");
  assert_key (fixture, fixture->openai, NULL, SLUICE_KEY_MISSING);

  sluice_key_store_allow_origin (fixture->store, fixture->openai, "https://PROXY.example:9000/");
  assert_key (fixture, fixture->openai, "sk-env", SLUICE_KEY_ENVIRONMENT);
  assert_key (fixture, anthropic, NULL, SLUICE_KEY_MISSING);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  g_setenv ("OPENAI_API_KEY", "sk-env", TRUE);

  sluice_key_store_set_session (fixture->store, fixture->openai, "sk-session");
  assert_key (fixture, fixture->openai, "sk-session", SLUICE_KEY_SESSION);
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  sluice_key_store_set_session (fixture->store, fixture->openai, NULL);
  assert_key (fixture, fixture->openai, "sk-env", SLUICE_KEY_ENVIRONMENT);
  g_assert_cmpuint (fixture->n_changes, ==, 2);

  sluice_key_store_set_session (fixture->store, fixture->openai, NULL);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

static void
test_session_is_bound (Fixture       *fixture,
                       gconstpointer  data)
{
  g_test_summary ("A key of this session goes to the address it was given for");

  g_setenv ("OPENAI_API_KEY", "sk-env", TRUE);
  sluice_provider_set_base_url (fixture->openai, "https://proxy.example/v1");
  sluice_key_store_set_session (fixture->store, fixture->openai, "sk-proxy");
  assert_key (fixture, fixture->openai, "sk-proxy", SLUICE_KEY_SESSION);

  sluice_provider_set_base_url (fixture->openai, "https://elsewhere.example/v1");
  assert_key (fixture, fixture->openai, NULL, SLUICE_KEY_MISSING);

  sluice_provider_set_base_url (fixture->openai, NULL);
  assert_key (fixture, fixture->openai, "sk-env", SLUICE_KEY_ENVIRONMENT);
}

static void
test_not_needed (Fixture       *fixture,
                 gconstpointer  data)
{
  SluiceProvider *demo = sluice_catalogue_lookup (fixture->catalogue, "demo");

  assert_key (fixture, demo, NULL, SLUICE_KEY_NOT_NEEDED);
}

#define ADD(path, func) \
  g_test_add ("/key-store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("environment", test_environment);
  ADD ("environment-stays-home", test_environment_stays_home);
  ADD ("allowed-origin", test_allowed_origin);
  ADD ("session", test_session);
  ADD ("session-is-bound", test_session_is_bound);
  ADD ("not-needed", test_not_needed);

  return g_test_run ();
}
