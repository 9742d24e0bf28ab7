/* sluice-decode-command.c: `sluice decode`: a provider's response body -> what it says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>
#include <string.h>

#include "sluice-command.h"

static void
add_event (const SluiceStreamEvent *event,
           gpointer                 answer)
{
  sluice_answer_add (answer, event);
}

/* A body that is one JSON document was not streamed; neither is an error's. */
static gboolean
looks_streamed (GBytes *bytes,
                guint   http_status)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return http_status < 400 && (i == length || text[i] != '{');
}

static SluiceAnswer *
decode (SluiceWire *wire,
        GBytes     *bytes,
        guint       http_status,
        gsize       chunk)
{
  g_autoptr(SluiceAnswer) answer = sluice_answer_new ();
  g_autoptr(SluiceDecoder) decoder = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (chunk == 0)
    chunk = MAX (length, 1);
  decoder = sluice_wire_create_decoder (wire, http_status, looks_streamed (bytes, http_status));
  sluice_decoder_set_func (decoder, add_event, NULL, answer);
  for (gsize at = 0; at < length; at += chunk)
    sluice_decoder_push (decoder, text + at, MIN (chunk, length - at));
  sluice_decoder_finish (decoder);

  return g_steal_pointer (&answer);
}

static int
run_decode (int    argc,
            char **argv)
{
  const SluiceCommand *self = &sluice_command_decode;
  g_auto(GStrv) rest = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SluiceAnswer) answer = NULL;
  g_autofree char *wire_name = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  SluiceWire *wire;
  int chunk = 0;
  int http_status = 200;
  int status;
  const GOptionEntry entries[] = {
    { "wire", 0, 0, G_OPTION_ARG_STRING, &wire_name, N_("The protocol (default: told from the content)"), "W" },
    { "chunk", 0, 0, G_OPTION_ARG_INT, &chunk, N_("Feed N bytes at a time (default: all)"), "N" },
    { "status", 0, 0, G_OPTION_ARG_INT, &http_status, N_("HTTP status of the answer (default: 200)"), "HTTP" },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (!(bytes = sluice_command_read (rest[0], &error)))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  wire = wire_name ? sluice_wire_lookup (wire_name) : sluice_wire_recognize (bytes);
  if (!wire && wire_name)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) sluice_wire_list_names ());

      return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                  _("There is no wire ‘%s’ yet; there are %s"), wire_name, names);
    }
  if (!wire)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE,
                                _("‘%s’ is of no protocol we know; name it with --wire"), rest[0]);

  answer = decode (wire, bytes, http_status, MAX (chunk, 0));
  json = sluice_answer_to_json (answer, http_status >= 400 ? http_status : 0, 2);
  puts (json);
  return sluice_answer_is_complete (answer) ? SLUICE_EXIT_COMPLETE : SLUICE_EXIT_OUTCOME;
}

const SluiceCommand sluice_command_decode = {
  "decode", "FILE", N_("Show what a provider's response body says"), run_decode
};
