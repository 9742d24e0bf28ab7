/* test-catalogue.c: the providers that come with the library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "provider/sluice-catalogue.h"
#include "provider/sluice-origin-private.h"

typedef struct
{
  const char *name;
  const char *provider;  /* NULL = an error */
  const char *model;
  const char *message;   /* part of the error's */
} ResolveCase;

static const ResolveCase resolve_cases[] = {
  { "openai/gpt-4.1-mini", "openai", "gpt-4.1-mini" },
  { "openai", "openai", "gpt-4.1-mini" },
  { "openai/", "openai", "gpt-4.1-mini" },
  { "openai/a-model-of-tomorrow", "openai", "a-model-of-tomorrow" },
  { "OpenAI/gpt-4o", "openai", "gpt-4o" },
  { "openrouter/meta-llama/llama-3.3-70b-instruct", "openrouter",
    "meta-llama/llama-3.3-70b-instruct" },
  { "lm_studio/qwen", "lm-studio", "qwen" },
  { "lmstudio/qwen", "lm-studio", "qwen" },
  { "demo/needs-a-retry", "demo", "needs-a-retry" },
  { "opnai/gpt-4o", NULL, NULL, "There is: openai" },
  { "anthropc", NULL, NULL, "anthropic" },
  { "nothing-like-it", NULL, NULL, "demo, openai, anthropic" },
  { "", NULL, NULL, "demo, openai, anthropic" },
  { "/x", NULL, NULL, "demo, openai, anthropic" },
  { "vllm", NULL, NULL, "vLLM needs the name of a model, as in vllm/NAME" },
};

static void
test_resolve (gconstpointer data)
{
  const ResolveCase *test = data;
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  g_autofree char *model = NULL;
  g_autoptr(GError) error = NULL;
  SluiceProvider *provider = NULL;
  gboolean found;

  found = sluice_catalogue_resolve (catalogue, test->name, &provider, &model, &error);

  if (test->provider == NULL)
    {
      g_assert_false (found);
      g_assert_error (error, SLUICE_CATALOGUE_ERROR, SLUICE_CATALOGUE_ERROR_UNKNOWN);
      g_assert_nonnull (strstr (error->message, test->message));
      g_assert_null (model);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpstr (sluice_provider_get_id (provider), ==, test->provider);
  g_assert_cmpstr (model, ==, test->model);
}

/* What must hold for every row, so that a mistake in the file shows here and not at a person's. */
static void
test_rows (void)
{
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *model = G_LIST_MODEL (catalogue);

  g_assert_true (g_list_model_get_item_type (model) == SLUICE_TYPE_PROVIDER);
  g_assert_cmpuint (g_list_model_get_n_items (model), >=, 18);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (model, i);
      const char *id = sluice_provider_get_id (provider);
      GListModel *models = sluice_provider_get_models (provider);
      g_autofree char *origin = sluice_provider_dup_origin (provider);
      const char **headers = sluice_provider_get_headers (provider);
      gboolean has_default = sluice_provider_get_default_model (provider) == NULL;
      SluiceMode mode;

      g_test_message ("%s", id);
      g_assert_true (g_hash_table_add (ids, g_strdup (id)));
      g_assert_true (sluice_catalogue_lookup (catalogue, id) == provider);
      g_assert_cmpuint (strlen (sluice_provider_get_name (provider)), >, 0);
      g_assert_true (sluice_provider_resolve_mode (provider, SLUICE_MODE_AUTOMATIC, &mode, NULL));
      g_assert_cmpint (mode, !=, SLUICE_MODE_AUTOMATIC);
      g_assert_true (sluice_wire_has_mode (sluice_provider_get_wire_for_mode (provider, mode), mode));
      g_assert_cmpuint (g_strv_length ((char **) headers) % 2, ==, 0);

      if (sluice_provider_get_auth (provider) == SLUICE_AUTH_NONE)
        g_assert_null (sluice_provider_get_key_variables (provider)[0]);
      else
        g_assert_nonnull (sluice_provider_get_key_variables (provider)[0]);

      /* plain HTTP is for this machine */
      if (origin != NULL && g_str_has_prefix (origin, "http:"))
        g_assert_cmpint (sluice_provider_get_auth (provider), ==, SLUICE_AUTH_NONE);

      for (guint j = 0; j < g_list_model_get_n_items (models); j++)
        {
          g_autoptr(SluiceModel) item = g_list_model_get_item (models, j);

          if (g_strcmp0 (sluice_model_get_id (item),
                         sluice_provider_get_default_model (provider)) == 0)
            has_default = TRUE;
          g_assert_cmpint (sluice_model_get_input_price (item) < 0, ==,
                           sluice_model_get_output_price (item) < 0);
        }
      g_assert_true (has_default);
    }
}

static void
test_demo (void)
{
  static const char *const ids[] = {
    "steady", "fast", "slow", "needs-a-retry", "breaks-a-rule", "cut-off", "drops-the-line",
  };
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  g_autoptr(SluiceProvider) first = g_list_model_get_item (G_LIST_MODEL (catalogue), 0);
  GListModel *models = sluice_provider_get_models (first);

  g_test_summary ("The offline provider comes first, with a model for each thing it shows");

  g_assert_cmpstr (sluice_provider_get_id (first), ==, "demo");
  g_assert_cmpstr (sluice_provider_get_name (first), ==, "Offline Demo");
  g_assert_true (sluice_provider_is_simulated (first));
  g_assert_cmpint (sluice_provider_get_auth (first), ==, SLUICE_AUTH_NONE);
  g_assert_cmpstr (sluice_wire_get_name (sluice_provider_get_wire (first)), ==, "openai-chat");

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);

      g_assert_cmpstr (sluice_model_get_id (model), ==, ids[i]);
      g_assert_nonnull (sluice_model_get_caption (model));
    }
}

static void
test_known_facts (void)
{
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  SluiceProvider *anthropic = sluice_catalogue_lookup (catalogue, "anthropic");
  SluiceProvider *openai = sluice_catalogue_lookup (catalogue, "openai");

  g_assert_cmpstr (sluice_provider_get_base_url (openai), ==, "https://api.openai.com/v1");
  g_assert_cmpstr (sluice_provider_get_key_variables (openai)[0], ==, "OPENAI_API_KEY");
  g_assert_true (sluice_provider_has_strict (openai, SLUICE_MODE_AUTOMATIC));
  g_assert_false (sluice_provider_has_strict (openai, SLUICE_MODE_JSON));
  g_assert_cmpint (sluice_provider_get_default_max_tokens (openai), ==, -1);

  g_assert_cmpint (sluice_provider_get_auth (anthropic), ==, SLUICE_AUTH_X_API_KEY);
  g_assert_cmpstr (sluice_provider_get_headers (anthropic)[0], ==, "anthropic-version");
  g_assert_cmpstr (sluice_provider_get_headers (anthropic)[1], ==, "2023-06-01");
  g_assert_cmpint (sluice_provider_get_default_max_tokens (anthropic), ==, 4096);
  g_assert_cmpstr (sluice_wire_get_path (sluice_provider_get_wire (anthropic)), ==,
                   "/v1/messages");
}

static void
test_mode_refused (void)
{
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  SluiceProvider *provider = sluice_catalogue_lookup (catalogue, "perplexity");
  g_autoptr(GError) error = NULL;
  SluiceMode mode;

  g_test_summary ("A mode that a provider does not have is refused with those it has");

  g_assert_false (sluice_provider_resolve_mode (provider, SLUICE_MODE_TOOLS, &mode, &error));
  g_assert_error (error, SLUICE_CATALOGUE_ERROR, SLUICE_CATALOGUE_ERROR_MODE);
  g_assert_cmpstr (error->message, ==,
                   "Perplexity does not have the mode tools. It has: md-json, json-schema");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  ++*(guint *) user_data;
}

static void
test_base_url (void)
{
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  g_autoptr(SluiceCatalogue) other = sluice_catalogue_new ();
  SluiceProvider *provider = sluice_catalogue_lookup (catalogue, "openai");
  g_autofree char *origin = NULL;
  guint n_changes = 0;

  g_signal_connect (provider, "notify::base-url", G_CALLBACK (count_cb), &n_changes);

  sluice_provider_set_base_url (provider, "https://api.openai.com/v1/");
  g_assert_cmpuint (n_changes, ==, 0);

  sluice_provider_set_base_url (provider, "http://[::1]:8080/v1/");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (sluice_provider_get_base_url (provider), ==, "http://[::1]:8080/v1");
  g_assert_cmpstr (sluice_provider_get_home_url (provider), ==, "https://api.openai.com/v1");
  origin = sluice_provider_dup_origin (provider);
  g_assert_cmpstr (origin, ==, "http://[::1]:8080");
  g_assert_cmpstr (sluice_provider_get_base_url (sluice_catalogue_lookup (other, "openai")), ==,
                   "https://api.openai.com/v1");

  sluice_provider_set_base_url (provider, NULL);
  g_assert_cmpstr (sluice_provider_get_base_url (provider), ==, "https://api.openai.com/v1");
}

static void
test_url_of_environment (void)
{
  static const char *const hosts[][2] = {
    { "https://dbc.example.com", "https://dbc.example.com/serving-endpoints" },
    { "https://dbc.example.com/", "https://dbc.example.com/serving-endpoints" },
    { "dbc.example.com", "https://dbc.example.com/serving-endpoints" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr(SluiceCatalogue) catalogue = NULL;
      SluiceProvider *provider;

      g_setenv ("DATABRICKS_HOST", hosts[i][0], TRUE);
      catalogue = sluice_catalogue_new ();
      provider = sluice_catalogue_lookup (catalogue, "databricks");
      g_assert_cmpstr (sluice_provider_get_base_url (provider), ==, hosts[i][1]);
    }

  g_unsetenv ("DATABRICKS_HOST");
}

typedef struct
{
  const char *provider;
  const char *model;
  SluiceMode  mode;
  gboolean    stream;
  const char *variable;  /* nullable: of the environment */
  const char *value;
  const char *url;       /* NULL = none */
} UrlCase;

static const UrlCase url_cases[] = {
  { "openai", "gpt-4.1", SLUICE_MODE_TOOLS, TRUE, NULL, NULL,
    "https://api.openai.com/v1/chat/completions" },
  { "openai", "gpt-4.1", SLUICE_MODE_RESPONSES_TOOLS, TRUE, NULL, NULL,
    "https://api.openai.com/v1/responses" },
  { "azure-openai", "my gpt", SLUICE_MODE_TOOLS, TRUE, "AZURE_OPENAI_ENDPOINT",
    "https://x.openai.azure.com/",
    "https://x.openai.azure.com/openai/deployments/my%20gpt/chat/completions"
    "?api-version=2024-10-21" },
  { "azure-openai", "gpt", SLUICE_MODE_TOOLS, TRUE, "AZURE_OPENAI_ENDPOINT", "", NULL },
  { "google", "gemini-2.5-flash", SLUICE_MODE_TOOLS, TRUE, NULL, NULL,
    "https://generativelanguage.googleapis.com/v1beta/models/"
    "gemini-2.5-flash:streamGenerateContent?alt=sse" },
  { "google", "gemini-2.5-flash", SLUICE_MODE_TOOLS, FALSE, NULL, NULL,
    "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent" },
  { "vertexai", "gemini-2.5-pro", SLUICE_MODE_TOOLS, FALSE, "GOOGLE_CLOUD_PROJECT", "p",
    "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/"
    "publishers/google/models/gemini-2.5-pro:generateContent" },
  { "vertexai", "gemini-2.5-pro", SLUICE_MODE_TOOLS, FALSE, "GOOGLE_CLOUD_PROJECT", "", NULL },
  { "bedrock", "us.amazon.nova-lite-v1:0", SLUICE_MODE_TOOLS, TRUE, "AWS_REGION", "eu-west-1",
    "https://bedrock-runtime.eu-west-1.amazonaws.com/model/us.amazon.nova-lite-v1%3A0/"
    "converse-stream" },
  { "bedrock", "m", SLUICE_MODE_TOOLS, FALSE, NULL, NULL,
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse" },
  { "cohere", "command-a-03-2025", SLUICE_MODE_TOOLS, TRUE, NULL, NULL,
    "https://api.cohere.com/v2/chat" },
  { "ollama-native", "llama3.2", SLUICE_MODE_TOOLS, TRUE, NULL, NULL,
    "http://localhost:11434/api/chat" },
  { "writer", "palmyra-x5", SLUICE_MODE_TOOLS, TRUE, NULL, NULL, "https://api.writer.com/v1/chat" },
};

static void
test_urls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (url_cases); i++)
    {
      const UrlCase *test = &url_cases[i];
      g_autoptr(SluiceCatalogue) catalogue = NULL;
      g_autoptr(SluiceRequest) request = sluice_request_new (NULL, SLUICE_SHAPE_OBJECT);
      g_autofree char *url = NULL;

      if (test->variable != NULL)
        g_setenv (test->variable, test->value, TRUE);
      catalogue = sluice_catalogue_new ();
      sluice_request_set_model (request, test->model);
      sluice_request_set_mode (request, test->mode);
      sluice_request_set_stream (request, test->stream);
      url = sluice_provider_dup_url (sluice_catalogue_lookup (catalogue, test->provider), request);
      if (test->variable != NULL)
        g_unsetenv (test->variable);

      g_assert_cmpstr (url, ==, test->url);
    }
}

/* The names that Instructor has for providers, in its own spelling. */
static void
test_names_of_instructor (void)
{
  static const char *const names[] = {
    "openai", "azure_openai", "anthropic", "google", "vertexai", "mistral", "cohere", "perplexity",
    "groq", "cerebras", "fireworks", "writer", "together", "anyscale", "databricks", "deepseek",
    "openrouter", "requesty", "xai", "bedrock", "ollama",
  };
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_nonnull (sluice_catalogue_lookup (catalogue, names[i]));
    }
}

typedef struct
{
  const char *url;
  const char *origin;
} OriginCase;

static const OriginCase origin_cases[] = {
  { "https://api.openai.com/v1", "https://api.openai.com" },
  { "https://API.OpenAI.com:443", "https://api.openai.com" },
  { "HTTPS://api.openai.com", "https://api.openai.com" },
  { "https://api.openai.com:8443/v1", "https://api.openai.com:8443" },
  { "http://localhost:80/", "http://localhost" },
  { "http://[::1]:8080/v1", "http://[::1]:8080" },
  { "https://api.openai.com@evil.example/v1", "https://evil.example" },
  { "https://user:pass@host.example/", "https://host.example" },
  { "api.openai.com", NULL },
  { "https://", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_origins (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (origin_cases); i++)
    {
      g_autofree char *origin = sluice_origin_from_url (origin_cases[i].url);

      g_test_message ("%s", origin_cases[i].url);
      g_assert_cmpstr (origin, ==, origin_cases[i].origin);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (resolve_cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (resolve_cases[i].name), "/", '+');
      g_autofree char *path = g_strdup_printf ("/catalogue/resolve/%u-%s", i, name);

      g_test_add_data_func (path, &resolve_cases[i], test_resolve);
    }

  g_test_add_func ("/catalogue/rows", test_rows);
  g_test_add_func ("/catalogue/demo", test_demo);
  g_test_add_func ("/catalogue/known-facts", test_known_facts);
  g_test_add_func ("/catalogue/mode-refused", test_mode_refused);
  g_test_add_func ("/catalogue/base-url", test_base_url);
  g_test_add_func ("/catalogue/url-of-environment", test_url_of_environment);
  g_test_add_func ("/catalogue/urls", test_urls);
  g_test_add_func ("/catalogue/names-of-instructor", test_names_of_instructor);
  g_test_add_func ("/catalogue/origins", test_origins);

  return g_test_run ();
}
