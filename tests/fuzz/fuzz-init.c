/* fuzz-init.c: makes warnings ends that libFuzzer notices
 *
 * A fatal message of GLib ends in a breakpoint trap, which libFuzzer lets pass without keeping the
 * input: messages from warnings on abort instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerInitialize (int    *argc,
                          char ***argv);

static GLogWriterOutput
write_or_abort (GLogLevelFlags   level,
                const GLogField *fields,
                gsize            n_fields,
                gpointer         user_data)
{
  GLogWriterOutput output = g_log_writer_default (level & ~G_LOG_FLAG_FATAL, fields, n_fields,
                                                  user_data);

  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    abort ();
  return output;
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_writer_func (write_or_abort, NULL, NULL);
  return 0;
}
