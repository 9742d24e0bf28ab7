/* test-client.c: what is checked before anything is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "run/sluice-client.h"

#define USER "{\"title\":\"User\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"

static SluiceRequest *
create_request (const char *schema_text)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_AUTO, NULL);
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "Hello");
  SluiceRequest *request = sluice_request_new (schema, SLUICE_SHAPE_OBJECT);

  sluice_request_add_message (request, message);

  return request;
}

static SluiceProvider *
get_provider (SluiceClient *client,
              const char   *id)
{
  SluiceProvider *provider = sluice_catalogue_lookup (sluice_client_get_catalogue (client), id);

  g_assert_nonnull (provider);

  return provider;
}

/* -- Addresses ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *base_url;
  gboolean    allowed;
} AddressCase;

static const AddressCase address_cases[] = {
  { "https", "https://example.com/v1", TRUE },
  { "localhost", "http://localhost:8080/v1", TRUE },
  { "loopback", "http://127.0.0.1:8080/v1/", TRUE },
  { "loopback-6", "http://[::1]:8080/v1", TRUE },
  { "plain", "http://example.com/v1", FALSE },
  { "looks-like-loopback", "http://localhost.example.com/v1", FALSE },
  { "looks-like-loopback-address", "http://127.0.0.1.example.com/v1", FALSE },
  { "private-network", "http://192.168.1.5:11434/v1", FALSE },
  { "other-scheme", "ftp://example.com", FALSE },
  { "no-scheme", "example.com/v1", FALSE },
  { "empty", "", FALSE },
};

static void
test_address (gconstpointer data)
{
  const AddressCase *c = data;
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  SluiceProvider *provider = get_provider (client, "openai");

  g_test_summary ("Only this computer is spoken to without encryption, unless the person agrees");

  sluice_provider_set_base_url (provider, c->base_url);
  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, "sk-test");
  run = sluice_client_start (client, provider, request, &error);
  if (c->allowed)
    {
      g_assert_no_error (error);
      sluice_run_cancel (run);
    }
  else
    {
      g_assert_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_ADDRESS);
      g_assert_null (run);
    }
}

static void
test_consent (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  SluiceProvider *provider = get_provider (client, "openai");
  g_autofree char *origin = NULL;

  g_test_summary ("An origin that the person has agreed to may be spoken to without encryption");

  sluice_provider_set_base_url (provider, "http://192.168.1.5:11434/v1");
  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, "sk-test");
  origin = sluice_provider_dup_origin (provider);
  sluice_client_allow_plain_http (client, origin);
  run = sluice_client_start (client, provider, request, &error);
  g_assert_no_error (error);
  sluice_run_cancel (run);
}

/* -- Keys, schemas, modes --------------------------------------------------------------------------------------- */

static void
test_key (void)
{
  g_autoptr(SluiceClient) client = NULL;
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("A provider that wants a key is not asked without one");

  g_unsetenv ("OPENAI_API_KEY");
  client = sluice_client_new ();
  run = sluice_client_start (client, get_provider (client, "openai"), request, &error);
  g_assert_null (run);
  g_assert_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_KEY);
  g_assert_cmpstr (error->message, ==, "OpenAI needs an API key");
}

static void
test_schema (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request ("{\"type\":\"strng\"}");
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;

  g_test_summary ("A schema with errors is not sent");

  run = sluice_client_start (client, get_provider (client, "openai"), request, &error);
  g_assert_null (run);
  g_assert_error (error, SLUICE_SCHEMA_ERROR, SLUICE_SCHEMA_ERROR_INVALID);
}

static void
test_mode (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  SluiceProvider *provider = get_provider (client, "anthropic");

  g_test_summary ("A mode that the provider does not have is refused before anything is sent");

  g_assert_false (sluice_provider_has_mode (provider, SLUICE_MODE_RESPONSES_TOOLS));
  sluice_request_set_mode (request, SLUICE_MODE_RESPONSES_TOOLS);
  run = sluice_client_start (client, provider, request, &error);
  g_assert_null (run);
  g_assert_nonnull (error);
}

static void
test_prepared (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  SluiceProvider *provider = get_provider (client, "openai");
  SluiceRequest *prepared;

  g_test_summary ("A run has its own request, filled in; the person's is left alone");

  sluice_key_store_set_session (sluice_client_get_key_store (client), provider, "sk-test");
  run = sluice_client_start (client, provider, request, &error);
  g_assert_no_error (error);
  prepared = sluice_run_get_request (run);
  g_assert_true (prepared != request);
  g_assert_cmpint (sluice_request_get_mode (prepared), !=, SLUICE_MODE_AUTOMATIC);
  g_assert_cmpint (sluice_request_get_mode (request), ==, SLUICE_MODE_AUTOMATIC);
  g_assert_cmpstr (sluice_request_get_model (prepared), ==, sluice_provider_get_default_model (provider));
  g_assert_true (sluice_run_get_provider (run) == provider);
  sluice_run_cancel (run);
}

static void
test_preview (void)
{
  g_autoptr(SluiceClient) client = NULL;
  g_autoptr(SluiceRequest) request = create_request (USER);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  g_test_summary ("What would be sent can be seen without a key");

  g_unsetenv ("OPENAI_API_KEY");
  client = sluice_client_new ();
  body = sluice_client_preview (client, get_provider (client, "openai"), request, &error);
  g_assert_no_error (error);
  object = json_node_get_object (body);
  g_assert_true (json_object_get_boolean_member (object, "stream"));
  g_assert_true (json_object_has_member (object, "messages"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (address_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/client/address/", address_cases[i].name, NULL);

      g_test_add_data_func (path, &address_cases[i], test_address);
    }
  g_test_add_func ("/client/consent", test_consent);
  g_test_add_func ("/client/key", test_key);
  g_test_add_func ("/client/schema", test_schema);
  g_test_add_func ("/client/mode", test_mode);
  g_test_add_func ("/client/prepared", test_prepared);
  g_test_add_func ("/client/preview", test_preview);

  return g_test_run ();
}
