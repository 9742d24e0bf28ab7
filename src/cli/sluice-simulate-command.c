/* sluice-simulate-command.c: `sluice simulate`: the offline provider, for other clients
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>

#include "sluice-command.h"
#include "sluice-simulator.h"

static gboolean
signalled_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
request_cb (SluiceSimulator *simulator,
            const char      *path,
            GBytes          *body,
            gpointer         user_data)
{
  fprintf (stderr, "%s %" G_GSIZE_FORMAT "\n", path, g_bytes_get_size (body));
}

static void
answered_cb (SluiceSimulator *simulator,
             const char      *how,
             gpointer         user_data)
{
  fprintf (stderr, "%s\n", how);
}

static gboolean
set_up (SluiceSimulator  *simulator,
        char            **faults,
        char            **recordings,
        GError          **error)
{
  for (guint i = 0; faults && faults[i]; i++)
    if (!sluice_simulator_add_fault (simulator, faults[i], error))
      return FALSE;

  for (guint i = 0; recordings[i]; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (recordings[i]);

      if (!sluice_simulator_add_recording (simulator, file, error))
        return FALSE;
    }
  return TRUE;
}

static void
serve (SluiceSimulator *simulator)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, signalled_cb, loop);
  guint terminate = g_unix_signal_add (SIGTERM, signalled_cb, loop);

  /* Programs read the address from this line, so it must not wait in a buffer. */
  printf ("%s\n", sluice_simulator_get_url (simulator));
  fflush (stdout);
  g_main_loop_run (loop);

  g_source_remove (interrupt);
  g_source_remove (terminate);
  sluice_simulator_stop (simulator);
}

static int
run_simulate (int    argc,
              char **argv)
{
  const SluiceCommand *self = &sluice_command_simulate;
  g_autoptr(SluiceSimulator) simulator = NULL;
  g_auto(GStrv) recordings = NULL;
  g_auto(GStrv) faults = NULL;
  g_autoptr(GError) error = NULL;
  gboolean verbose = FALSE;
  double speed = -1.0;
  int port = 0;
  int status;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Listen on this port of 127.0.0.1 (default: any free one)"), "N" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults, N_("What goes wrong: status=429, retry-after=2, malformed, garbled, refuse, stall, cut=200, slow-start=1000, one-byte, truncate"), "F" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("Tokens per second of the model ‘steady’; 0: as fast as the client reads"), "N" },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, N_("Tell of each request on standard error"), NULL },
    { NULL }
  };

  if (!sluice_command_read_options (self, entries, argc, argv, 0, G_MAXUINT, &recordings, &status))
    return status;
  if (port < 0 || port > 65535)
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, _("%d is no port"), port);

  simulator = sluice_simulator_new ();
  if (speed >= 0)
    sluice_simulator_set_speed (simulator, speed);
  if (verbose)
    {
      g_signal_connect (simulator, "request", G_CALLBACK (request_cb), NULL);
      g_signal_connect (simulator, "answered", G_CALLBACK (answered_cb), NULL);
    }
  if (!set_up (simulator, faults, recordings, &error) ||
      !sluice_simulator_listen (simulator, port, &error))
    return sluice_command_fail (self, SLUICE_EXIT_USAGE, "%s", error->message);

  serve (simulator);
  return SLUICE_EXIT_COMPLETE;
}

const SluiceCommand sluice_command_simulate = {
  "simulate", "[RECORDING…]", N_("Serve the offline provider to any client"), run_simulate
};
