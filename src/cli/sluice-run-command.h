/* sluice-run-command.h: what `extract` and `replay` have in common: a run, watched to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-command.h"
#include "sluice-event-printer.h"

G_BEGIN_DECLS

/* Waits for run, which has not started yet, and prints it; an interrupt cancels it. The result is
 * the exit status. */
int      sluice_run_command_watch        (const SluiceCommand  *command,
                                          SluiceRun            *run,
                                          gboolean              events,
                                          gboolean              partials,
                                          SluiceOutput          output);
/* patterns is a list that ends in NULL, or NULL; FALSE where one is none, which is told */
gboolean sluice_run_command_add_streams  (const SluiceCommand  *command,
                                          SluiceRun            *run,
                                          char                **patterns);
gboolean sluice_run_command_parse_output (const char           *name,
                                          SluiceOutput         *output);

G_END_DECLS
