/* sluice-script-client.c: which provider, model and mode a client in a script stands for
 *
 * A client is made by instructor.from_provider(), or by a function that wraps the client of a
 * vendor's package, or it is that client itself, patched in its place.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "snippet/sluice-prompt-text-private.h"
#include "snippet/sluice-script-client-private.h"

/* Clients stand in one another no deeper than this. */
#define MAX_DEPTH 12

/* What Instructor calls a provider in from_provider(), and its id in the catalogue. The first row
 * of an id is the one that scripts are written with. */
static const struct
{
  const char *name;
  const char *id;
} names[] = {
  { "openai", "openai" },           { "anthropic", "anthropic" },   { "google", "gemini" },
  { "gemini", "gemini" },           { "generative-ai", "gemini" },  { "vertexai", "vertex" },
  { "azure_openai", "azure-openai" }, { "mistral", "mistral" },     { "cohere", "cohere" },
  { "groq", "groq" },               { "deepseek", "deepseek" },     { "together", "together" },
  { "fireworks", "fireworks" },     { "cerebras", "cerebras" },     { "perplexity", "perplexity" },
  { "openrouter", "openrouter" },   { "xai", "xai" },               { "databricks", "databricks" },
  { "bedrock", "bedrock" },         { "ollama", "ollama" },         { "anyscale", "anyscale" },
  { "writer", "writer" },           { "requesty", "requesty" },     { "litellm", "openai" },
};

typedef struct
{
  const char *name;
  const char *id;       /* NULL: that of what it wraps */
  gboolean    is_wrapper;
} Maker;

/* What makes a client: functions of Instructor, classes of the vendors' packages. */
static const Maker makers[] = {
  { "from_openai", "openai", TRUE },          { "from_anthropic", "anthropic", TRUE },
  { "from_gemini", "gemini", TRUE },          { "from_genai", "gemini", TRUE },
  { "from_vertexai", "vertex", TRUE },        { "from_mistral", "mistral", TRUE },
  { "from_cohere", "cohere", TRUE },          { "from_groq", "groq", TRUE },
  { "from_cerebras", "cerebras", TRUE },      { "from_fireworks", "fireworks", TRUE },
  { "from_writer", "writer", TRUE },          { "from_perplexity", "perplexity", TRUE },
  { "from_bedrock", "bedrock", TRUE },        { "from_litellm", "openai", TRUE },
  { "from_xai", "xai", TRUE },                { "from_openrouter", "openrouter", TRUE },
  { "from_requesty", "requesty", TRUE },      { "from_deepseek", "deepseek", TRUE },
  { "from_together", "together", TRUE },      { "from_anyscale", "anyscale", TRUE },
  { "from_databricks", "databricks", TRUE },  { "from_ollama", "ollama", TRUE },
  { "patch", NULL, TRUE },                    { "apatch", NULL, TRUE },
  { "Instructor", NULL, TRUE },               { "AsyncInstructor", NULL, TRUE },
  { "OpenAI", "openai" },                     { "AsyncOpenAI", "openai" },
  { "AzureOpenAI", "azure-openai" },          { "AsyncAzureOpenAI", "azure-openai" },
  { "Anthropic", "anthropic" },               { "AsyncAnthropic", "anthropic" },
  { "AnthropicBedrock", "bedrock" },          { "AsyncAnthropicBedrock", "bedrock" },
  { "AnthropicVertex", "vertex" },            { "AsyncAnthropicVertex", "vertex" },
  { "GenerativeModel", "gemini" },            { "Mistral", "mistral" },
  { "MistralClient", "mistral" },             { "Groq", "groq" },
  { "AsyncGroq", "groq" },                    { "Cerebras", "cerebras" },
  { "AsyncCerebras", "cerebras" },            { "Fireworks", "fireworks" },
  { "AsyncFireworks", "fireworks" },          { "Writer", "writer" },
  { "AsyncWriter", "writer" },                { "Together", "together" },
  { "AsyncTogether", "together" },
};

/* "cohere.Client ()" and "genai.Client ()" are told apart by where they come from. */
static const struct
{
  const char *module;
  const char *id;
} modules[] = {
  { "cohere", "cohere" }, { "genai", "gemini" }, { "xai_sdk", "xai" }, { "mistralai", "mistral" },
  { "boto3", "bedrock" }, { "ollama", "ollama" },
};

void
sluice_script_client_clear (SluiceScriptClient *self)
{
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model, g_free);
}

const char *
sluice_script_client_find_id (const char *instructor_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, instructor_name) == 0)
      return names[i].id;

  return NULL;
}

const char *
sluice_script_client_find_name (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].id, id))
      return names[i].name;

  return NULL;
}

static void
report (SluiceScript          *script,
        SluiceSeverity         severity,
        SluiceClassExpression *at,
        const char            *message)
{
  sluice_class_source_report (script->source, severity, at->span, "%s", message);
}

static void
take (char       **place,
      const char  *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

/* Addresses */

/* The host and port of a URL, the names of this computer being one. */
static char *
dup_host (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || !*host)
    return NULL;
  if (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "0.0.0.0") || g_str_equal (host, "::1"))
    host = "localhost";

  return g_strdup_printf ("%s:%d", host, g_uri_get_port (uri));
}

/* The provider of the catalogue that is at an address; NULL where none is. */
static SluiceProvider *
find_provider_at (SluiceCatalogue *catalogue,
                  const char      *url)
{
  g_autofree char *host = dup_host (url);

  for (guint i = 0; host && i < g_list_model_get_n_items (G_LIST_MODEL (catalogue)); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (G_LIST_MODEL (catalogue), i);
      const char *home = sluice_provider_get_home_url (provider);
      g_autofree char *other = home && !sluice_provider_is_simulated (provider) ? dup_host (home) : NULL;

      if (other && g_str_equal (other, host))
        return provider;  /* the catalogue holds it */
    }

  return NULL;
}

static gboolean
names_demo (SluiceScript      *script,
            SluiceScriptValue  url)
{
  SluiceClassExpression *first;

  if (url.expression->kind == SLUICE_CLASS_EXPRESSION_NAME)
    url = sluice_script_step (script, url);
  if (!url.expression || url.expression->kind != SLUICE_CLASS_EXPRESSION_CALL)
    return FALSE;
  first = sluice_script_get_positional (url, 0);

  return first && first->kind == SLUICE_CLASS_EXPRESSION_STRING &&
         g_str_equal (first->name, SLUICE_DEMO_VARIABLE);
}

static void
read_base_url (SluiceScriptClient *self,
               SluiceScript       *script,
               SluiceCatalogue    *catalogue,
               SluiceScriptValue   call)
{
  static const char *const keywords[] = { "base_url", "azure_endpoint", "server_url" };
  SluiceScriptValue url = { NULL };
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  SluiceProvider *provider;

  for (guint i = 0; i < G_N_ELEMENTS (keywords) && !url.expression; i++)
    url = sluice_script_get_argument (script, call, keywords[i]);
  if (!url.expression)
    return;
  if (names_demo (script, url))
    {
      take (&self->provider, "demo");
      return;
    }

  text = sluice_prompt_text_read_constant (script, url);
  provider = text ? find_provider_at (catalogue, text) : NULL;
  if (provider)
    {
      take (&self->provider, sluice_provider_get_id (provider));
      return;
    }
  if (self->provider && g_str_equal (self->provider, "azure-openai"))
    return;

  message = text ? g_strdup_printf (_("No provider is known at ‘%s’; run the extraction with --base-url, "
                                      "or choose a provider"), text)
                 : g_strdup (_("The address is only known when the script runs; choose a provider"));
  report (script, SLUICE_SEVERITY_WARNING, url.expression, message);
}

static void
read_key (SluiceScript      *script,
          SluiceScriptValue  call)
{
  SluiceScriptValue key = sluice_script_get_argument (script, call, "api_key");
  SluiceScriptValue found = key.expression ? sluice_script_resolve (script, key) : key;

  /* "ollama" and its like are no secrets. */
  if (found.expression && found.expression->kind == SLUICE_CLASS_EXPRESSION_STRING &&
      strlen (found.expression->name) > 12)
    report (script, SLUICE_SEVERITY_NOTE, key.expression,
            _("The key is left out: keys are kept in the key ring or the environment"));
}

/* Makers */

static const Maker *
find_maker (SluiceScript      *script,
            SluiceScriptValue  callee)
{
  const char *name = sluice_script_name_of (script, callee);

  for (guint i = 0; name && i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].name, name))
      return &makers[i];

  return NULL;
}

/* cohere.Client, cohere.AsyncClientV2, genai.Client, boto3.client */
static const char *
find_module_id (SluiceScript      *script,
                SluiceScriptValue  callee)
{
  const char *name = sluice_script_name_of (script, callee);
  const char *module = sluice_script_module_of (script, callee);

  if (!name || callee.expression->kind != SLUICE_CLASS_EXPRESSION_ATTRIBUTE ||
      !(g_strrstr (name, "Client") || g_str_equal (name, "client")))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (g_str_equal (modules[i].module, module))
      return modules[i].id;

  return NULL;
}

static void read_client (SluiceScriptClient *self,
                         SluiceScript       *script,
                         SluiceCatalogue    *catalogue,
                         SluiceScriptValue   value,
                         guint               depth);

/* "provider/model" */
static void
take_name (SluiceScriptClient *self,
           SluiceScript       *script,
           SluiceCatalogue    *catalogue,
           SluiceScriptValue   given,
           const char         *name)
{
  const char *slash = strchr (name, '/');
  g_autofree char *prefix = slash ? g_strndup (name, slash - name) : g_strdup (name);
  const char *id = sluice_script_client_find_id (prefix);
  SluiceProvider *provider = sluice_catalogue_lookup (catalogue, id ? id : prefix);
  g_autofree char *message = NULL;

  if (slash && slash[1])
    take (&self->model, slash + 1);
  else
    report (script, SLUICE_SEVERITY_WARNING, given.expression,
            _("A model is named as ‘provider/model’, as in ‘openai/gpt-4.1-mini’"));

  if (id || provider)
    {
      take (&self->provider, provider ? sluice_provider_get_id (provider) : id);
      return;
    }

  take (&self->provider, prefix);
  message = g_strdup_printf (_("There is no provider ‘%s’; choose another"), prefix);
  report (script, SLUICE_SEVERITY_WARNING, given.expression, message);
}

static void
read_from_provider (SluiceScriptClient *self,
                    SluiceScript       *script,
                    SluiceCatalogue    *catalogue,
                    SluiceScriptValue   call)
{
  SluiceScriptValue name = sluice_script_at (call, sluice_script_get_positional (call, 0));
  g_autofree char *text = NULL;

  self->is_client = self->is_wrapped = TRUE;
  self->call = call;
  if (!name.expression)
    name = sluice_script_get_argument (script, call, "model");
  if (!name.expression)
    return;

  text = sluice_prompt_text_read_constant (script, name);
  if (text)
    {
      take_name (self, script, catalogue, name, text);
      return;
    }

  /* f"openai/{model}": the provider at least. */
  if (name.expression->flags & SLUICE_CLASS_STRING_FORMAT && name.expression->name &&
      strchr (name.expression->name, '/'))
    {
      g_auto(GStrv) parts = g_strsplit (name.expression->name, "/", 2);
      const char *id = sluice_script_client_find_id (parts[0]);

      if (id)
        take (&self->provider, id);
    }
  report (script, SLUICE_SEVERITY_WARNING, name.expression,
          _("The model is only known when the script runs; choose one"));
}

static void
read_model (SluiceScriptClient *self,
            SluiceScript       *script,
            const Maker        *maker,
            SluiceScriptValue   call)
{
  SluiceScriptValue model = sluice_script_get_argument (script, call, "model");
  g_autofree char *text = NULL;

  if (!model.expression)
    model = sluice_script_get_argument (script, call, "model_name");
  if (!model.expression && maker && g_str_equal (maker->name, "GenerativeModel"))
    model = sluice_script_at (call, sluice_script_get_positional (call, 0));
  if (!model.expression)
    return;

  text = sluice_prompt_text_read_constant (script, model);
  if (text)
    take (&self->model, g_str_has_prefix (text, "models/") ? text + strlen ("models/") : text);
}

/* What is in the brackets may be a client that is wrapped. */
static void
read_arguments (SluiceScriptClient *self,
                SluiceScript       *script,
                SluiceCatalogue    *catalogue,
                SluiceScriptValue   call,
                guint               depth)
{
  for (SluiceClassExpression *part = call.expression->parts; part; part = part->next)
    {
      SluiceClassExpression *given = part;

      if (part->kind == SLUICE_CLASS_EXPRESSION_KEYWORD)
        {
          if (!g_str_equal (part->name, "client") && !g_str_equal (part->name, "create"))
            continue;
          given = part->subject;
        }
      read_client (self, script, catalogue, sluice_script_at (call, given), depth + 1);
      if (self->is_client)
        return;
    }
}

static void
read_call (SluiceScriptClient *self,
           SluiceScript       *script,
           SluiceCatalogue    *catalogue,
           SluiceScriptValue   call,
           guint               depth)
{
  SluiceScriptValue callee = sluice_script_at (call, call.expression->subject);
  const char *name = sluice_script_name_of (script, callee);
  const Maker *maker = find_maker (script, callee);
  const char *id = maker ? maker->id : find_module_id (script, callee);
  SluiceScriptValue mode;

  if (g_strcmp0 (name, "from_provider") == 0)
    {
      read_from_provider (self, script, catalogue, call);
    }
  else
    {
      if (!id || (maker && maker->is_wrapper))
        read_arguments (self, script, catalogue, call, depth);
      if (id && !self->provider)
        take (&self->provider, id);
      if (maker && maker->is_wrapper)
        {
          self->is_wrapped = TRUE;
          self->call = call;
        }
      self->is_client |= maker || id;
      if (!self->is_client)
        return;
      read_model (self, script, maker, call);
    }

  read_base_url (self, script, catalogue, call);
  read_key (script, call);
  mode = sluice_script_get_argument (script, call, "mode");
  if (mode.expression)
    self->mode = mode;
}

/* client.chat.completions, client.messages: the client under another name. */
static gboolean
is_view (const char *name)
{
  static const char *const views[] = { "chat", "completions", "messages", "responses", "beta",
                                       "models", "aio", "create", NULL };

  return g_strv_contains (views, name);
}

static void
read_client (SluiceScriptClient *self,
             SluiceScript       *script,
             SluiceCatalogue    *catalogue,
             SluiceScriptValue   value,
             guint               depth)
{
  if (depth > MAX_DEPTH)
    return;

  value = sluice_script_resolve (script, value);
  if (!value.expression)
    return;

  if (value.expression->kind == SLUICE_CLASS_EXPRESSION_CALL)
    read_call (self, script, catalogue, value, depth);
  else if (value.expression->kind == SLUICE_CLASS_EXPRESSION_ATTRIBUTE && is_view (value.expression->name))
    read_client (self, script, catalogue, sluice_script_at (value, value.expression->subject), depth + 1);
}

/**
 * sluice_script_client_read: (skip)
 * @self: gets what is found
 * @script: a script; gets what is wrong
 * @catalogue: the providers there are
 * @value: what a method is called of
 *
 * Finds out what a client in a script is.
 */
void
sluice_script_client_read (SluiceScriptClient *self,
                           SluiceScript       *script,
                           SluiceCatalogue    *catalogue,
                           SluiceScriptValue   value)
{
  *self = (SluiceScriptClient) { 0 };
  read_client (self, script, catalogue, value, 0);
}
