/* sluice-replay-command.c: `sluice replay`: the same from a recording, a response body or plain text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>

#include "sluice-run-command.h"

/* The request that the recording answers, as far as it is known, with what the options say. */
static SluiceRequest *
make_request (SluiceRecording  *recording,
              const char       *schema_path,
              const char       *root,
              gboolean          iterable,
              GError          **error)
{
  SluiceRequest *recorded = sluice_recording_get_request (recording);
  g_autoptr(SluiceSchema) schema = NULL;
  SluiceRequest *request;

  if (schema_path)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (schema_path);

      if (!(schema = sluice_schema_new_for_file (file, root, error)))
        return NULL;
    }
  else if (recorded)
    g_set_object (&schema, sluice_request_get_schema (recorded));

  if (schema && !sluice_schema_check_valid (schema, error))
    {
      if (schema_path)
        g_prefix_error (error, "%s: ", schema_path);
      return NULL;
    }
  if (!iterable && !schema_path && recorded)
    return sluice_request_copy (recorded);

  request = sluice_request_new (schema, iterable ? SLUICE_SHAPE_ITERABLE : SLUICE_SHAPE_OBJECT);
  if (recorded)
    {
      sluice_request_set_model (request, sluice_request_get_model (recorded));
      sluice_request_set_mode (request, sluice_request_get_mode (recorded));
    }
  return request;
}

static SluiceWire *
find_wire (const char  *name,
           gboolean     text,
           GError     **error)
{
  SluiceWire *wire = NULL;

  if (text || name)
    wire = sluice_wire_lookup (text ? "text" : name);
  if (name && !wire)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) sluice_wire_list_names ());

      g_set_error (error, SLUICE_RECORDING_ERROR, SLUICE_RECORDING_ERROR_UNKNOWN_WIRE,
                   _("There is no wire ‘%s’ yet; there are %s"), name, names);
    }
  return wire;
}

static SluiceRecording *
load_recording (const char  *path,
                SluiceWire  *wire,
                int          chunk,
                GError     **error)
{
  g_autoptr(SluiceRecording) recording = NULL;

  if (g_str_equal (path, "-"))
    {
      g_autoptr(GBytes) bytes = sluice_command_read (path, error);

      recording = bytes ? sluice_recording_new_for_bytes (bytes, wire, error) : NULL;
    }
  else
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

      recording = sluice_recording_new_for_file (file, wire, error);
    }

  if (recording && chunk > 0)
    sluice_recording_rechunk (recording, chunk);
  return g_steal_pointer (&recording);
}

static int
run_replay (int    argc,
            char **argv)
{
  const SluiceCommand *self = &sluice_command_replay;
  g_auto(GStrv) rest = NULL;
  g_autofree char *wire_name = NULL;
  g_autofree char *schema_path = NULL;
  g_autofree char *root = NULL;
  g_autofree char *output_name = NULL;
  g_auto(GStrv) streams = NULL;
  g_autoptr(SluiceRecording) recording = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluicePlayer) player = NULL;
  g_autoptr(GError) error = NULL;
  gboolean text = FALSE, iterable = FALSE, parallel = FALSE, strict = FALSE;
  gboolean events = FALSE, partials = FALSE;
  SluiceOutput output;
  SluiceWire *wire;
  double speed = 0;
  int chunk = 0;
  int status;
  const GOptionEntry entries[] = {
    { "wire", 0, 0, G_OPTION_ARG_STRING, &wire_name, N_("The file is a response body of this protocol (default: told from the content)"), "W" },
    { "text", 0, 0, G_OPTION_ARG_NONE, &text, N_("The file is a model's plain text"), NULL },
    { "schema", 's', 0, G_OPTION_ARG_FILENAME, &schema_path, N_("The schema (default: the recorded request's)"), "FILE" },
    { "root", 0, 0, G_OPTION_ARG_STRING, &root, N_("The class at the root"), "NAME" },
    { "iterable", 0, 0, G_OPTION_ARG_NONE, &iterable, N_("The answer holds many; print each as it completes"), NULL },
    { "parallel", 0, 0, G_OPTION_ARG_NONE, &parallel, N_("One item for each tool call (not there yet)"), NULL },
    { "chunk", 0, 0, G_OPTION_ARG_INT, &chunk, N_("Feed N bytes at a time (default: as recorded)"), "N" },
    { "strict-json", 0, 0, G_OPTION_ARG_NONE, &strict, N_("Take RFC 8259 exactly; repair nothing"), NULL },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("1: as recorded, 2: twice as fast, 0: at once (default)"), "X" },
    { "output", 'o', 0, G_OPTION_ARG_STRING, &output_name, N_("json, ndjson or csv"), "FORMAT" },
    { "events", 0, 0, G_OPTION_ARG_NONE, &events, N_("Print JSON Lines of all that happens"), NULL },
    { "stream", 0, 0, G_OPTION_ARG_STRING_ARRAY, &streams, N_("With --events: the values at these paths too, one by one (* for any step); can be repeated"), "PATH" },
    { "partials", 0, 0, G_OPTION_ARG_NONE, &partials, N_("With --events: the value after each chunk"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (parallel)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("--parallel is not there yet"));
  if (text && wire_name)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("Choose one of --wire and --text"));
  if (!sluice_run_command_parse_output (output_name, &output))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is no output; there are json, ndjson and csv"), output_name);

  wire = find_wire (wire_name, text, &error);
  if (error || !(recording = load_recording (rest[0], wire, chunk, &error)) ||
      !(request = make_request (recording, schema_path, root, iterable, &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  player = sluice_player_new (recording, request, MAX (speed, 0), strict);
  if (!sluice_run_command_add_streams (self, sluice_player_get_run (player), streams))
    return SLUICE_EXIT_USAGE;
  return sluice_run_command_watch (self, sluice_player_get_run (player), events, partials, output);
}

const SluiceCommand sluice_command_replay = {
  "replay", "FILE", N_("Play a recorded answer"), run_replay
};
