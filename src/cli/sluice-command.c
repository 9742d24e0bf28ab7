/* sluice-command.c: what the subcommands share: options, messages, input
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "sluice-command.h"

/* No input of ours is larger; a file that is comes to an end here with a clear message. */
#define MAX_INPUT_BYTES (1024u * 1024u * 1024u)

int
sluice_command_fail (const SluiceCommand *command,
                     int                  status,
                     const char          *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  fprintf (stderr, "sluice %s: %s\n", command->name, message);
  return status;
}

gboolean
sluice_command_read_options (const SluiceCommand  *command,
                             const GOptionEntry   *entries,
                             int                   argc,
                             char                **argv,
                             guint                 min,
                             guint                 max,
                             char               ***rest,
                             int                  *status)
{
  g_autofree char *parameter = g_strdup_printf ("%s — %s", command->arguments, _(command->summary));
  g_autoptr(GOptionContext) context = g_option_context_new (parameter);
  g_autofree char *program = g_strdup_printf ("sluice %s", command->name);
  g_auto(GStrv) arguments = g_new0 (char *, argc + 1);
  g_auto(GStrv) left = NULL;
  g_autoptr(GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry own[] = {
    { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &left, NULL, NULL },
    { NULL }
  };
  guint n;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (i == 0 ? program : argv[i]);
  g_set_prgname (program);

  /* GLib's own help ends the process with status 0 in the middle of parsing; ours is the same
   * text, but lets the caller free what it has. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      *status = sluice_command_fail (command, SLUICE_EXIT_USAGE, _("%s (--help lists the options)"),
                                     error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      fputs (text, stdout);
      *status = SLUICE_EXIT_COMPLETE;
      return FALSE;
    }

  n = left ? g_strv_length (left) : 0;
  if (n < min || n > max)
    {
      *status = n < min
        ? sluice_command_fail (command, SLUICE_EXIT_USAGE, _("An argument is missing: %s"),
                               command->arguments)
        : sluice_command_fail (command, SLUICE_EXIT_USAGE, _("‘%s’ is one argument too many"),
                               left[max]);
      return FALSE;
    }

  *rest = left ? g_steal_pointer (&left) : g_new0 (char *, 1);
  return TRUE;
}

static GBytes *
read_stream (GInputStream  *stream,
             GError       **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      if (bytes->len + n > MAX_INPUT_BYTES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("It is larger than %u MiB"),
                       MAX_INPUT_BYTES / 1024 / 1024);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
    }

  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
sluice_command_read (const char  *path,
                     GError     **error)
{
  g_autoptr(GInputStream) stream = NULL;
  GBytes *bytes;

  if (g_str_equal (path, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }

  if (!stream || !(bytes = read_stream (stream, error)))
    {
      g_prefix_error (error, _("Cannot read ‘%s’: "), path);
      return NULL;
    }
  return bytes;
}
