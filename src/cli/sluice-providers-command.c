/* sluice-providers-command.c: `sluice providers`: who can be asked, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <sluice.h>
#include <stdio.h>

#include "sluice-command.h"

static const SluiceMode all_modes[] = {
  SLUICE_MODE_TOOLS, SLUICE_MODE_JSON, SLUICE_MODE_JSON_SCHEMA, SLUICE_MODE_MD_JSON,
  SLUICE_MODE_PARALLEL_TOOLS, SLUICE_MODE_RESPONSES_TOOLS,
};

static const char *
key_state (SluiceKeyStore *keys,
           SluiceProvider *provider)
{
  switch (sluice_key_store_get_source (keys, provider))
    {
    case SLUICE_KEY_NOT_NEEDED:
      return "not-needed";
    case SLUICE_KEY_MISSING:
      return "missing";
    default:
      return "ready";
    }
}

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             const char **strings)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; strings && strings[i]; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
add_modes (JsonBuilder    *builder,
           SluiceProvider *provider)
{
  json_builder_set_member_name (builder, "modes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (all_modes); i++)
    if (sluice_provider_has_mode (provider, all_modes[i]))
      json_builder_add_string_value (builder, sluice_mode_to_string (all_modes[i]));
  json_builder_end_array (builder);
}

static void
add_models (JsonBuilder    *builder,
            SluiceProvider *provider)
{
  GListModel *models = sluice_provider_get_models (provider);

  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(SluiceModel) model = g_list_model_get_item (models, i);

      json_builder_add_string_value (builder, sluice_model_get_id (model));
    }
  json_builder_end_array (builder);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_provider (JsonBuilder    *builder,
              SluiceProvider *provider,
              SluiceKeyStore *keys)
{
  SluiceMode mode;

  json_builder_begin_object (builder);
  add_string (builder, "id", sluice_provider_get_id (provider));
  add_string (builder, "name", sluice_provider_get_name (provider));
  add_string (builder, "wire", sluice_wire_get_name (sluice_provider_get_wire (provider)));
  add_string (builder, "base_url", sluice_provider_get_base_url (provider));
  add_strings (builder, "key_variables", sluice_provider_get_key_variables (provider));
  add_string (builder, "key", key_state (keys, provider));
  add_modes (builder, provider);
  if (sluice_provider_resolve_mode (provider, SLUICE_MODE_AUTOMATIC, &mode, NULL))
    add_string (builder, "default_mode", sluice_mode_to_string (mode));
  add_string (builder, "default_model", sluice_provider_get_default_model (provider));
  add_models (builder, provider);
  json_builder_end_object (builder);
}

static void
print_json (GListModel     *catalogue,
            SluiceKeyStore *keys)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (catalogue); i++)
    {
      g_autoptr(SluiceProvider) provider = g_list_model_get_item (catalogue, i);

      add_provider (builder, provider, keys);
    }
  json_builder_end_array (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  puts (text);
}

static void
print_line (SluiceProvider *provider,
            SluiceKeyStore *keys)
{
  const char **variables = sluice_provider_get_key_variables (provider);
  g_autofree char *key = NULL;

  switch (sluice_key_store_get_source (keys, provider))
    {
    case SLUICE_KEY_NOT_NEEDED:
      key = g_strdup (_("no key needed"));
      break;
    case SLUICE_KEY_MISSING:
      key = g_strdup_printf (_("set %s"), variables && *variables ? *variables : _("a key"));
      break;
    default:
      key = g_strdup_printf (_("key from %s"), variables && *variables ? *variables : _("this run"));
    }
  printf ("%-14s %-18s %-20s %s\n", sluice_provider_get_id (provider),
          sluice_provider_get_name (provider),
          sluice_wire_get_name (sluice_provider_get_wire (provider)), key);
}

static int
run_providers (int    argc,
               char **argv)
{
  g_autoptr(SluiceClient) client = NULL;
  g_auto(GStrv) rest = NULL;
  GListModel *catalogue;
  SluiceKeyStore *keys;
  gboolean json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Everything, as JSON"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (&sluice_command_providers, entries, argc, argv, 0, 0, &rest, &status))
    return status;

  client = sluice_client_new ();
  catalogue = G_LIST_MODEL (sluice_client_get_catalogue (client));
  keys = sluice_client_get_key_store (client);
  if (json)
    print_json (catalogue, keys);
  else
    for (guint i = 0; i < g_list_model_get_n_items (catalogue); i++)
      {
        g_autoptr(SluiceProvider) provider = g_list_model_get_item (catalogue, i);

        print_line (provider, keys);
      }
  return SLUICE_EXIT_COMPLETE;
}

const SluiceCommand sluice_command_providers = {
  "providers", "", N_("List the providers, their modes and models"), run_providers
};
