/* sluice-sent-command.c: `sluice schema --for`: a schema as a provider gets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "sluice-sent-command.h"

/* What --for names. */
typedef struct
{
  char           *provider;
  SluiceProvider *found;   /* nullable: a family that the catalogue does not have */
  SluiceMode      mode;
  gboolean        strict;
} Target;

static void
target_clear (Target *target)
{
  g_free (target->provider);
  g_clear_object (&target->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

/* PROVIDER:MODE, or PROVIDER alone for its default mode. */
static gboolean
read_target (Target      *target,
             const char  *text,
             GError     **error)
{
  const char *colon = strrchr (text, ':');
  g_autoptr(SluiceCatalogue) catalogue = sluice_catalogue_new ();
  SluiceProvider *found;

  target->mode = SLUICE_MODE_AUTOMATIC;
  target->provider = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  if (colon != NULL && !sluice_mode_from_string (colon + 1, &target->mode, &target->strict))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("‘%s’ is no mode"), colon + 1);
      return FALSE;
    }

  if ((found = sluice_catalogue_lookup (catalogue, target->provider)) != NULL)
    {
      target->found = g_object_ref (found);
      return sluice_provider_resolve_mode (found, target->mode, &target->mode, error);
    }

  if (target->mode == SLUICE_MODE_AUTOMATIC)
    target->mode = SLUICE_MODE_TOOLS;
  if (sluice_dialect_knows (target->provider))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("There is no provider ‘%s’"),
               target->provider);
  return FALSE;
}

static SluiceSentSchema *
send (const Target  *target,
      SluiceSchema  *schema,
      gboolean       iterable,
      const char   **name)
{
  g_autoptr(SluiceRequest) request = NULL;
  const char *mode = sluice_mode_to_string (target->mode);
  SluiceDialect *dialect;

  request = sluice_request_new (schema, iterable ? SLUICE_SHAPE_ITERABLE : SLUICE_SHAPE_OBJECT);
  sluice_request_set_mode (request, target->mode);
  sluice_request_set_strict (request, target->strict);
  dialect = target->found != NULL
            ? sluice_wire_get_dialect (sluice_provider_get_wire (target->found), target->mode,
                                       target->strict)
            : sluice_dialect_find (target->provider, mode, target->strict);
  *name = sluice_dialect_get_id (dialect);

  if (target->found != NULL)
    return sluice_wire_send_schema (sluice_provider_get_wire (target->found), request);

  return sluice_dialect_apply (dialect, sluice_request_get_sent_schema (request));
}

static void
print_list (SluiceSentSchema *sent)
{
  GListModel *list = sluice_sent_schema_get_rewrites (sent);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(SluiceRewrite) rewrite = g_list_model_get_item (list, i);
      const char *pointer = sluice_rewrite_get_pointer (rewrite);

      fprintf (stderr, "%-12s  %s/%s: %s\n", sluice_fate_to_string (sluice_rewrite_get_fate (rewrite)),
               pointer, sluice_rewrite_get_keyword (rewrite), sluice_rewrite_get_message (rewrite));
    }
  fprintf (stderr, _("%u enforced, %u rewritten, %u checked here only, %u refused\n"),
           sluice_sent_schema_count (sent, SLUICE_FATE_ENFORCED),
           sluice_sent_schema_count (sent, SLUICE_FATE_REWRITTEN),
           sluice_sent_schema_count (sent, SLUICE_FATE_CHECKED_HERE),
           sluice_sent_schema_count (sent, SLUICE_FATE_REFUSED));
}

static void
print_json (const Target     *target,
            const char       *dialect,
            SluiceSentSchema *sent)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "provider", target->provider);
  json_object_set_string_member (object, "mode", sluice_mode_to_string (target->mode));
  json_object_set_boolean_member (object, "strict", target->strict);
  json_object_set_string_member (object, "dialect", dialect);
  json_object_set_member (object, "schema", json_node_copy (sluice_sent_schema_get_json (sent)));
  json_object_set_member (object, "rewrites", sluice_sent_schema_list_to_json (sent));
  json_node_take_object (node, object);
  text = json_to_string (node, TRUE);
  puts (text);
}

int
sluice_sent_command_run (const SluiceCommand *command,
                         SluiceSchema        *schema,
                         const char          *target_text,
                         gboolean             strict,
                         gboolean             iterable,
                         gboolean             json)
{
  g_auto(Target) target = { NULL };
  g_autoptr(SluiceSentSchema) sent = NULL;
  g_autoptr(GError) error = NULL;
  const char *dialect;

  if (!read_target (&target, target_text, &error))
    return sluice_command_fail (command, SLUICE_EXIT_USAGE, "%s", error->message);

  target.strict |= strict;
  sent = send (&target, schema, iterable, &dialect);
  if (json)
    print_json (&target, dialect, sent);
  else
    {
      g_autofree char *text = sluice_sent_schema_to_json (sent, 2);

      puts (text);
      fflush (stdout);
      print_list (sent);
    }

  return SLUICE_EXIT_COMPLETE;
}
