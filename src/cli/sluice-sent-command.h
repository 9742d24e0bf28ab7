/* sluice-sent-command.h: `sluice schema --for`: a schema as a provider gets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

#include "sluice-command.h"

G_BEGIN_DECLS

/* Prints the schema that target ("openai:tools") is sent, and on standard error what became of each
 * rule; both together with json. Gives the exit status back. */
int sluice_sent_command_run (const SluiceCommand *command,
                             SluiceSchema        *schema,
                             const char          *target,
                             gboolean             strict,
                             gboolean             iterable,
                             gboolean             json);

G_END_DECLS
