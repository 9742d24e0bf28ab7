/* sluice-command.h: what one subcommand of `sluice` is, and what they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses (sluice.1, EXIT STATUS). */
enum
{
  SLUICE_EXIT_COMPLETE = 0,
  SLUICE_EXIT_OUTCOME = 1,    /* the answer ended in any other way */
  SLUICE_EXIT_USAGE = 2,      /* wrong usage or unreadable input */
  SLUICE_EXIT_PROVIDER = 3,   /* provider or network */
  SLUICE_EXIT_CANCELLED = 130,
};

typedef struct
{
  const char *name;
  const char *arguments;   /* for the usage line */
  const char *summary;     /* translatable, one line */
  int       (*run) (int argc, char **argv);
} SluiceCommand;

extern const SluiceCommand sluice_command_extract;
extern const SluiceCommand sluice_command_replay;
extern const SluiceCommand sluice_command_decode;
extern const SluiceCommand sluice_command_parse;
extern const SluiceCommand sluice_command_validate;
extern const SluiceCommand sluice_command_schema;
extern const SluiceCommand sluice_command_import;
extern const SluiceCommand sluice_command_export;
extern const SluiceCommand sluice_command_providers;
extern const SluiceCommand sluice_command_simulate;

/* Reads the options of command; FALSE (with *status set) when the program is to end: --help was
 * asked for, or the usage is wrong. min to max arguments besides the options are left in rest. */
gboolean sluice_command_read_options (const SluiceCommand  *command,
                                      const GOptionEntry   *entries,
                                      int                   argc,
                                      char                **argv,
                                      guint                 min,
                                      guint                 max,
                                      char               ***rest,
                                      int                  *status);
/* Prints "sluice NAME: message" to standard error and gives status back. */
int      sluice_command_fail         (const SluiceCommand  *command,
                                      int                   status,
                                      const char           *format,
                                      ...) G_GNUC_PRINTF (3, 4);
/* The contents of a file, or of standard input for "-". */
GBytes  *sluice_command_read         (const char           *path,
                                      GError              **error);

G_END_DECLS
