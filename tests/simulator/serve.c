/* serve.c: the simulator on its own, for tests in other languages
 *
 * serve [--speed TOKENS_PER_SECOND] [--fault FAULT]...
 *
 * Prints its URL in one line, then "request PATH" and "answered HOW" as they come, until its
 * standard input is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sluice-simulator.h"

#include <stdio.h>
#include <unistd.h>

static void
request_cb (SluiceSimulator *simulator,
            const char      *path,
            GBytes          *body)
{
  printf ("request %s\n", path);
  fflush (stdout);
}

static void
answered_cb (SluiceSimulator *simulator,
             const char      *how)
{
  printf ("answered %s\n", how);
  fflush (stdout);
}

static gboolean
input_cb (GIOChannel   *channel,
          GIOCondition  condition,
          gpointer      loop)
{
  char byte;

  if (read (STDIN_FILENO, &byte, 1) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(SluiceSimulator) simulator = sluice_simulator_new ();
  g_autoptr(GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) faults = NULL;
  gdouble speed = 0;
  int port = 0;
  GOptionEntry entries[] = {
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, "Tokens per second, 0 = no limit", "N" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "TCP port, 0 = any", "N" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults, "What goes wrong", "FAULT" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  sluice_simulator_set_speed (simulator, speed);
  for (char **fault = faults; fault != NULL && *fault != NULL; fault++)
    if (!sluice_simulator_add_fault (simulator, *fault, &error))
      g_error ("%s", error->message);

  g_signal_connect (simulator, "request", G_CALLBACK (request_cb), NULL);
  g_signal_connect (simulator, "answered", G_CALLBACK (answered_cb), NULL);
  if (!sluice_simulator_listen (simulator, port, &error))
    g_error ("%s", error->message);

  printf ("%s\n", sluice_simulator_get_url (simulator));
  fflush (stdout);

  g_io_add_watch (input, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
  g_main_loop_run (loop);

  return 0;
}
