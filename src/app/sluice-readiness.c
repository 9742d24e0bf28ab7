/* sluice-readiness.c: whether an extraction can be run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sluice-readiness.h"

static gboolean
is_blank (const char *text)
{
  return !text || !text[strspn (text, " \t\r\n")];
}

static gboolean
has_message (SluiceExtraction *extraction)
{
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (extraction));

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (!is_blank (sluice_message_get_text (message)))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_schema_problem (SluiceExtraction *extraction)
{
  SluiceSchema *schema = sluice_extraction_get_schema (extraction);
  GListModel *diagnostics = sluice_schema_get_diagnostics (schema);

  if (is_blank (sluice_schema_get_text (schema)))
    return g_strdup (_("Write a schema to begin"));

  for (guint i = 0; i < g_list_model_get_n_items (diagnostics); i++)
    {
      g_autoptr(SluiceDiagnostic) diagnostic = g_list_model_get_item (diagnostics, i);

      if (sluice_diagnostic_get_severity (diagnostic) == SLUICE_SEVERITY_ERROR)
        /* Translators: why there can be no run: a line of the schema, and what is wrong with it */
        return g_strdup_printf (_("The schema has a problem in line %u: %s"),
                                sluice_diagnostic_get_line (diagnostic),
                                sluice_diagnostic_get_message (diagnostic));
    }

  return sluice_schema_is_valid (schema) ? NULL : g_strdup (_("The schema cannot be used"));
}

static char *
dup_provider_problem (SluiceClient     *client,
                      SluiceExtraction *extraction)
{
  SluiceProvider *provider = sluice_readiness_get_provider (client, extraction);
  g_autoptr(GError) error = NULL;
  SluiceMode mode, resolved;

  if (!provider)
    return g_strdup (_("Choose a model"));

  g_object_get (extraction, "mode", &mode, NULL);
  if (!sluice_provider_resolve_mode (provider, mode, &resolved, &error))
    return g_strdup (error->message);

  if (sluice_readiness_get_missing_key (client, extraction))
    /* Translators: %s is a provider's name */
    return g_strdup_printf (_("%s needs an API key"), sluice_provider_get_name (provider));

  return NULL;
}

/**
 * sluice_readiness_get_provider:
 * @client: whose catalogue to look in
 * @extraction: an extraction
 *
 * Returns: (transfer none) (nullable): the provider that the extraction names
 */
SluiceProvider *
sluice_readiness_get_provider (SluiceClient     *client,
                               SluiceExtraction *extraction)
{
  g_autofree char *id = NULL;

  g_object_get (extraction, "provider", &id, NULL);

  return id && *id ? sluice_catalogue_lookup (sluice_client_get_catalogue (client), id) : NULL;
}

/**
 * sluice_readiness_get_missing_key:
 * @client: whose keys to look in
 * @extraction: an extraction
 *
 * Returns: (transfer none) (nullable): name of the provider, where it needs a key that is not there
 */
const char *
sluice_readiness_get_missing_key (SluiceClient     *client,
                                  SluiceExtraction *extraction)
{
  SluiceProvider *provider = sluice_readiness_get_provider (client, extraction);

  if (!provider
      || sluice_key_store_get_source (sluice_client_get_key_store (client), provider) != SLUICE_KEY_MISSING)
    return NULL;

  return sluice_provider_get_name (provider);
}

/**
 * sluice_readiness_dup_problem:
 * @client: what would run it
 * @extraction: an extraction
 *
 * Tells why there can be no run now: the first reason, in the order in which a person would mend
 * them. A variable without a value is none: Run asks for it.
 *
 * Returns: (transfer full) (nullable): a sentence for people, `NULL` where nothing is in the way
 */
char *
sluice_readiness_dup_problem (SluiceClient     *client,
                              SluiceExtraction *extraction)
{
  char *problem = dup_schema_problem (extraction);

  if (!problem)
    problem = dup_provider_problem (client, extraction);
  if (!problem && !has_message (extraction))
    problem = g_strdup (_("Write a message to the model"));

  return problem;
}
