/* sluice-extract-command.c: `sluice extract`: a prompt and a schema -> data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <sluice.h>
#include <string.h>

#include "sluice-run-command.h"
#include "sluice-simulator.h"

/* What the command line asks for; each field is an option of the same name. */
typedef struct
{
  char    *provider;
  char    *mode;
  char    *schema;
  char    *root;
  char   **messages;
  char   **documents;
  char   **variables;
  char    *base_url;
  char    *item_policy;
  char    *record;
  char    *output_name;
  char   **streams;
  int      max_retries;
  int      max_tokens;
  double   temperature;
  gint64   seed;
  gboolean strict;
  gboolean iterable;
  gboolean parallel;
  gboolean events;
  gboolean partials;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->provider);
  g_free (options->mode);
  g_free (options->schema);
  g_free (options->root);
  g_strfreev (options->messages);
  g_strfreev (options->documents);
  g_strfreev (options->variables);
  g_free (options->base_url);
  g_free (options->item_policy);
  g_free (options->record);
  g_free (options->output_name);
  g_strfreev (options->streams);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The extraction: a file, or a new one; the options are laid over it below. */
static SluiceExtraction *
load_extraction (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  SluiceExtraction *extraction;

  if (!path)
    return sluice_extraction_new ();
  if (!(bytes = sluice_command_read (path, error)))
    return NULL;
  if (!(extraction = sluice_extraction_new_for_bytes (bytes, error)))
    g_prefix_error (error, "%s: ", path);
  return extraction;
}

static gboolean
set_schema (SluiceExtraction  *extraction,
            const Options     *options,
            GError           **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (!options->schema)
    return TRUE;
  if (!(bytes = sluice_command_read (options->schema, error)))
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (options->root)
    g_object_set (extraction, "root-name", options->root, NULL);
  sluice_extraction_set_schema_text (extraction, text, SLUICE_NOTATION_AUTO);
  return TRUE;
}

/* "user=text" */
static gboolean
add_message (SluiceExtraction  *extraction,
             const char        *argument,
             GError           **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *name = equals ? g_strndup (argument, equals - argument) : NULL;
  g_autoptr(SluiceMessage) message = NULL;
  SluiceRole role;

  if (!name || !sluice_role_from_string (name, &role))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("‘%s’ is no message; write -m user=TEXT, system=TEXT or assistant=TEXT"), argument);
      return FALSE;
    }
  message = sluice_message_new (role, equals + 1);
  g_list_store_append (sluice_extraction_get_messages (extraction), message);
  return TRUE;
}

/* Its text is the variable {{document}}; where no message uses that, it is a message itself. */
static gboolean
add_document (SluiceExtraction  *extraction,
              const char        *path,
              GError           **error)
{
  g_auto(GStrv) used = sluice_extraction_list_variables (extraction);
  g_autoptr(GBytes) bytes = sluice_command_read (path, error);
  g_autofree char *text = NULL;

  if (!bytes)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (strlen (text) != g_bytes_get_size (bytes) || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("‘%s’ is not text"), path);
      return FALSE;
    }

  if (!g_strv_contains ((const char *const *) used, "document"))
    {
      g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, "{{document}}");

      g_list_store_append (sluice_extraction_get_messages (extraction), message);
    }
  sluice_extraction_set_variable (extraction, "document", text);
  return TRUE;
}

static gboolean
set_variable (SluiceExtraction  *extraction,
              const char        *argument,
              GError           **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *name = equals ? g_strndup (argument, equals - argument) : NULL;

  if (!name || !*name)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("‘%s’ sets no variable; write --var NAME=VALUE"), argument);
      return FALSE;
    }
  sluice_extraction_set_variable (extraction, name, equals + 1);
  return TRUE;
}

static gboolean
set_mode (SluiceExtraction  *extraction,
          const Options     *options,
          GError           **error)
{
  SluiceMode mode;
  gboolean strict = options->strict;

  if (options->mode)
    {
      if (!sluice_mode_from_string (options->mode, &mode, &strict))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("There is no mode ‘%s’; there are tools, json, json-schema, md-json, "
                         "parallel-tools and responses-tools"), options->mode);
          return FALSE;
        }
      g_object_set (extraction, "mode", mode, NULL);
    }
  if (strict || options->strict)
    g_object_set (extraction, "strict", TRUE, NULL);
  return TRUE;
}

static gboolean
lay_over (SluiceExtraction  *extraction,
          const Options     *options,
          GError           **error)
{
  if (!set_mode (extraction, options, error) || !set_schema (extraction, options, error))
    return FALSE;
  for (guint i = 0; options->messages && options->messages[i]; i++)
    if (!add_message (extraction, options->messages[i], error))
      return FALSE;
  for (guint i = 0; options->documents && options->documents[i]; i++)
    if (!add_document (extraction, options->documents[i], error))
      return FALSE;
  for (guint i = 0; options->variables && options->variables[i]; i++)
    if (!set_variable (extraction, options->variables[i], error))
      return FALSE;

  if (options->iterable)
    g_object_set (extraction, "shape", SLUICE_SHAPE_ITERABLE, NULL);
  if (options->max_retries >= 0)
    g_object_set (extraction, "max-retries", options->max_retries, NULL);
  if (options->max_tokens > 0)
    g_object_set (extraction, "max-tokens", options->max_tokens, NULL);
  if (!isnan (options->temperature))
    g_object_set (extraction, "temperature", options->temperature, NULL);
  if (options->seed >= 0)
    g_object_set (extraction, "seed", options->seed, NULL);
  return TRUE;
}

/* The provider: named on the command line, or in the file, or the offline one. */
static SluiceProvider *
find_provider (SluiceClient      *client,
               SluiceExtraction  *extraction,
               const Options     *options,
               char             **model,
               GError           **error)
{
  g_autofree char *id = NULL;
  g_autofree char *file_model = NULL;
  g_autofree char *name = NULL;
  SluiceProvider *provider = NULL;

  g_object_get (extraction, "provider", &id, "model", &file_model, NULL);
  if (options->provider)
    name = g_strdup (options->provider);
  else if (id && *id)
    name = file_model && *file_model ? g_strdup_printf ("%s/%s", id, file_model) : g_strdup (id);
  else
    name = g_strdup ("demo");

  if (!sluice_catalogue_resolve (sluice_client_get_catalogue (client), name, &provider, model, error))
    return NULL;
  return provider;
}

/* An address typed by hand is the person's word that the key may go there. */
static void
set_base_url (SluiceClient   *client,
              SluiceProvider *provider,
              const char     *base_url)
{
  g_autofree char *origin = NULL;

  sluice_provider_set_base_url (provider, base_url);
  origin = sluice_provider_dup_origin (provider);
  if (origin)
    sluice_key_store_allow_origin (sluice_client_get_key_store (client), provider, origin);
}

static gboolean
start_simulator (SluiceProvider   *provider,
                 SluiceSimulator **simulator,
                 GError          **error)
{
  g_autofree char *base_url = NULL;

  *simulator = sluice_simulator_new ();
  if (!sluice_simulator_listen (*simulator, 0, error))
    return FALSE;
  base_url = sluice_simulator_dup_base_url (*simulator,
                                            sluice_wire_get_name (sluice_provider_get_wire (provider)));
  sluice_provider_set_base_url (provider, base_url);
  return TRUE;
}

static gboolean
parse_item_policy (const char       *name,
                   SluiceItemPolicy *policy)
{
  static const char *const names[] = { "collect", "skip", "stop" };

  *policy = SLUICE_ITEM_POLICY_COLLECT;
  if (!name)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *policy = i;
        return TRUE;
      }
  return FALSE;
}

/* The status of a request that was never sent: a missing key is the provider's affair, the rest
 * is wrong usage. */
static int
refused_status (const GError *error)
{
  return g_error_matches (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_KEY) ? SLUICE_EXIT_PROVIDER
                                                                         : SLUICE_EXIT_USAGE;
}

static int
extract (SluiceExtraction *extraction,
         const Options    *options,
         SluiceOutput      output,
         SluiceItemPolicy  policy)
{
  const SluiceCommand *self = &sluice_command_extract;
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceSimulator) simulator = NULL;
  SluiceProvider *provider;
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceRun) run = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *model = NULL;
  int status;

  if (!(provider = find_provider (client, extraction, options, &model, &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
  if (options->base_url)
    set_base_url (client, provider, options->base_url);
  else if (sluice_provider_is_simulated (provider) && !start_simulator (provider, &simulator, &error))
    return sluice_command_fail (self, SLUICE_EXIT_PROVIDER, "%s", error->message);

  if (!(request = sluice_extraction_create_request (extraction, &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
  sluice_request_set_model (request, model);
  if (!(run = sluice_client_start (client, provider, request, &error)))
    return sluice_command_fail (self, refused_status (error), "%s", error->message);

  sluice_run_set_item_policy (run, policy);
  if (!sluice_run_command_add_streams (self, run, options->streams))
    return SLUICE_EXIT_USAGE;
  if (options->record)
    recording = sluice_recording_new_for_run (run);
  status = sluice_run_command_watch (self, run, options->events, options->partials, output);

  if (recording)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (options->record);

      if (!sluice_recording_save (recording, file, &error))
        return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
    }
  return status;
}

static int
run_extract (int    argc,
             char **argv)
{
  const SluiceCommand *self = &sluice_command_extract;
  g_auto(Options) o = { .max_retries = -1, .temperature = NAN, .seed = -1 };
  g_auto(GStrv) rest = NULL;
  g_autoptr(SluiceExtraction) extraction = NULL;
  g_autoptr(GError) error = NULL;
  SluiceOutput output;
  SluiceItemPolicy policy;
  int status;
  const GOptionEntry entries[] = {
    { "provider", 'p', 0, G_OPTION_ARG_STRING, &o.provider, N_("Whom to ask (default: the file's, else demo)"), "ID/MODEL" },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &o.mode, N_("tools, json, json-schema, md-json, or a mode name of Instructor"), "M" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &o.strict, N_("Let the provider enforce the schema"), NULL },
    { "schema", 's', 0, G_OPTION_ARG_FILENAME, &o.schema, N_("The schema: classes or JSON Schema"), "FILE" },
    { "root", 0, 0, G_OPTION_ARG_STRING, &o.root, N_("The class at the root"), "NAME" },
    { "iterable", 0, 0, G_OPTION_ARG_NONE, &o.iterable, N_("Ask for many; print each as it completes"), NULL },
    { "parallel", 0, 0, G_OPTION_ARG_NONE, &o.parallel, N_("One tool call for each item (not there yet)"), NULL },
    { "message", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &o.messages, N_("A message: user, system or assistant"), "ROLE=TEXT" },
    { "document", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o.documents, N_("A text file, for {{document}}"), "FILE" },
    { "var", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.variables, N_("The value of a {{variable}}"), "NAME=VALUE" },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &o.base_url, N_("Another address of the provider; its key may go there"), "URL" },
    { "max-retries", 0, 0, G_OPTION_ARG_INT, &o.max_retries, N_("New attempts after an invalid answer (default: 2)"), "N" },
    { "item-policy", 0, 0, G_OPTION_ARG_STRING, &o.item_policy, N_("Invalid items: collect (default), skip or stop"), "P" },
    { "temperature", 0, 0, G_OPTION_ARG_DOUBLE, &o.temperature, N_("Default: the provider's"), "T" },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT, &o.max_tokens, N_("Default: the provider's"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o.seed, N_("Default: none"), "N" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &o.record, N_("Keep the answer as it came, with its timing"), "FILE" },
    { "output", 'o', 0, G_OPTION_ARG_STRING, &o.output_name, N_("json, ndjson or csv"), "FORMAT" },
    { "events", 0, 0, G_OPTION_ARG_NONE, &o.events, N_("Print JSON Lines of all that happens"), NULL },
    { "stream", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.streams, N_("With --events: the values at these paths too, one by one (* for any step); can be repeated"), "PATH" },
    { "partials", 0, 0, G_OPTION_ARG_NONE, &o.partials, N_("With --events: the value after each chunk"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 0, 1, &rest, &status))
    return status;
  if (o.parallel)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("--parallel is not there yet"));
  if (o.documents && o.documents[0] && o.documents[1])
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("More than one --document is not there yet"));
  if (!sluice_run_command_parse_output (o.output_name, &output))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no output; there are json, ndjson and csv"), o.output_name);
  if (!parse_item_policy (o.item_policy, &policy))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no item policy; there are collect, skip and stop"),
                                o.item_policy);
  if (!rest[0] && !o.schema)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("Name an extraction file, or a schema with --schema"));

  if (!(extraction = load_extraction (rest[0], &error)) || !lay_over (extraction, &o, &error))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);
  return extract (extraction, &o, output, policy);
}

const SluiceCommand sluice_command_extract = {
  "extract", "[FILE.sluice]", N_("Ask a model, and print the data as it arrives"), run_extract
};
