/* sluice-parse-command.c: `sluice parse`: text -> value, repairs told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>
#include <sluice.h>
#include <stdio.h>

#include "sluice-command.h"

static void
print_repairs (SluiceParser *parser)
{
  GPtrArray *repairs = sluice_parser_get_repairs (parser);

  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = g_ptr_array_index (repairs, i);

      fprintf (stderr, "%s %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "\n",
               sluice_repair_kind_to_string (repair->kind), repair->start, repair->end);
    }
}

static gboolean
feed (SluiceParser  *parser,
      GBytes        *bytes,
      gsize          chunk,
      GError       **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (chunk == 0)
    chunk = MAX (length, 1);
  for (gsize at = 0; at < length; at += chunk)
    if (!sluice_parser_push (parser, text + at, MIN (chunk, length - at), error))
      return FALSE;

  return sluice_parser_finish (parser, error);
}

static int
run_parse (int    argc,
           char **argv)
{
  g_auto(GStrv) rest = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SluiceParser) parser = NULL;
  g_autoptr(GError) error = NULL;
  gboolean strict = FALSE, unique_names = FALSE;
  int chunk = 0;
  int status;
  const GOptionEntry entries[] = {
    { "strict-json", 0, 0, G_OPTION_ARG_NONE, &strict, N_("Take RFC 8259 exactly; repair nothing"), NULL },
    { "unique-names", 0, 0, G_OPTION_ARG_NONE, &unique_names, N_("Refuse an object that has a name twice (default: the last counts)"), NULL },
    { "chunk", 0, 0, G_OPTION_ARG_INT, &chunk, N_("Feed N bytes at a time (default: all)"), "N" },
    { NULL }
  };

  if (!sluice_command_read_options (&sluice_command_parse, entries, argc, argv, 1, 1, &rest, &status))
    return status;
  if (!(bytes = sluice_command_read (rest[0], &error)))
    return sluice_command_fail (&sluice_command_parse, SLUICE_EXIT_USAGE, "%s", error->message);

  parser = g_object_new (SLUICE_TYPE_PARSER, "strict", strict, "expect-container", FALSE,
                         "unique-names", unique_names, NULL);
  status = SLUICE_EXIT_COMPLETE;
  if (!feed (parser, bytes, MAX (chunk, 0), &error))
    status = sluice_command_fail (&sluice_command_parse, SLUICE_EXIT_OUTCOME, "%s",
                                  error->message);

  /* What could be read is there, even when the text ends early. */
  if (!strict || status == SLUICE_EXIT_COMPLETE)
    {
      SluiceNode *root = sluice_parser_get_root (parser);
      g_autofree char *json = root ? sluice_node_to_json (root, SLUICE_POLICY_LETTERS, 2) : NULL;

      if (json)
        puts (json);
    }
  print_repairs (parser);
  return status;
}

const SluiceCommand sluice_command_parse = {
  "parse", "FILE", N_("Read JSON as it might come from a model, and tell what was repaired"), run_parse
};
