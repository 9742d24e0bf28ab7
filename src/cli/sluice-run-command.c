/* sluice-run-command.c: what `extract` and `replay` have in common: a run, watched to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "sluice-run-command.h"

gboolean
sluice_run_command_parse_output (const char   *name,
                                 SluiceOutput *output)
{
  static const struct { const char *name; SluiceOutput output; } outputs[] = {
    { "json", SLUICE_OUTPUT_JSON }, { "ndjson", SLUICE_OUTPUT_NDJSON }, { "csv", SLUICE_OUTPUT_CSV },
  };

  *output = SLUICE_OUTPUT_AUTOMATIC;
  if (!name)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    if (g_str_equal (name, outputs[i].name))
      {
        *output = outputs[i].output;
        return TRUE;
      }
  return FALSE;
}

static gboolean
interrupted_cb (gpointer run)
{
  sluice_run_cancel (run);
  return G_SOURCE_CONTINUE;
}

static int
exit_status (SluiceOutcome outcome)
{
  switch (outcome)
    {
    case SLUICE_OUTCOME_COMPLETE:
      return SLUICE_EXIT_COMPLETE;
    case SLUICE_OUTCOME_CANCELLED:
      return SLUICE_EXIT_CANCELLED;
    case SLUICE_OUTCOME_FAILED:
      return SLUICE_EXIT_PROVIDER;
    case SLUICE_OUTCOME_NONE:
    case SLUICE_OUTCOME_INVALID:
    case SLUICE_OUTCOME_TRUNCATED:
    case SLUICE_OUTCOME_REFUSED:
    case SLUICE_OUTCOME_FILTERED:
    default:
      return SLUICE_EXIT_OUTCOME;
    }
}

/* Problems go to standard error too, but not where the events tell of them already. */
static void
tell_outcome (const SluiceCommand *command,
              SluiceRun           *run)
{
  SluiceOutcome outcome = sluice_run_get_outcome (run);
  const GError *error = sluice_run_get_error (run);

  if (outcome == SLUICE_OUTCOME_COMPLETE)
    return;
  sluice_command_fail (command, 0, "%s",
                       error ? error->message : sluice_outcome_to_string (outcome));
}

int
sluice_run_command_watch (const SluiceCommand *command,
                          SluiceRun           *run,
                          gboolean             events,
                          gboolean             partials,
                          SluiceOutput         output)
{
  g_autoptr(SluiceEventPrinter) printer = NULL;
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, run);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, run);

  printer = sluice_event_printer_new (run, stdout, events, partials, output);
  sluice_run_wait (run, NULL, NULL);
  sluice_event_printer_finish (printer);
  if (!events)
    tell_outcome (command, run);

  g_source_remove (interrupt);
  g_source_remove (terminate);
  return exit_status (sluice_run_get_outcome (run));
}

gboolean
sluice_run_command_add_streams (const SluiceCommand  *command,
                                SluiceRun            *run,
                                char                **patterns)
{
  for (guint i = 0; patterns && patterns[i]; i++)
    if (!sluice_run_add_item_stream (run, patterns[i]))
      {
        sluice_command_fail (command, SLUICE_EXIT_USAGE,
                             _("‘%s’ is no path; one looks like /orders/*/lines/*"), patterns[i]);
        return FALSE;
      }

  return TRUE;
}
