/* sluice-reader.c: the text of a JSON Schema -> a tree, with what is wrong in the text
 *
 * A text that is not JSON is read once more by the tolerant parser: each repair is a problem with
 * a place of its own, and the rest of the schema can still be looked at.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "json/sluice-observer-private.h"
#include "json/sluice-parser.h"
#include "schema/sluice-reader-private.h"

typedef struct
{
  const char *text;
  GListStore *diagnostics;
} Reader;

static void
add (Reader         *reader,
     SluiceSeverity  severity,
     gsize           start,
     gsize           end,
     const char     *message)
{
  g_autoptr(SluiceDiagnostic) diagnostic =
    sluice_diagnostic_new (severity, reader->text, start, end, message);

  g_list_store_append (reader->diagnostics, diagnostic);
}

static void
superseded_cb (gpointer    observer,
               SluiceNode *node)
{
  g_autofree char *message = g_strdup_printf (_("‘%s’ is given twice; the last one counts"),
                                              sluice_node_get_key (node));
  Reader *reader = observer;
  gsize start, end;

  sluice_reader_locate_key (reader->text, node, &start, &end);
  add (reader, SLUICE_SEVERITY_WARNING, start, end, message);
}

static const SluiceObserver observer_functions = { .superseded = superseded_cb };

static const char *
describe_repair (SluiceRepairKind kind)
{
  switch (kind)
    {
    case SLUICE_REPAIR_COMMENT:
      return _("JSON has no comments");
    case SLUICE_REPAIR_TRAILING_COMMA:
      return _("there must be no comma after the last one");
    case SLUICE_REPAIR_MISSING_COMMA:
      return _("a comma is missing here");
    case SLUICE_REPAIR_SINGLE_QUOTES:
    case SLUICE_REPAIR_SMART_QUOTES:
      return _("a text must stand in \"straight double quotes\"");
    case SLUICE_REPAIR_BARE_KEY:
      return _("a name must stand in \"double quotes\"");
    case SLUICE_REPAIR_BARE_STRING:
      return _("a text must stand in \"double quotes\"");
    case SLUICE_REPAIR_PYTHON_LITERAL:
      return _("write true, false or null");
    case SLUICE_REPAIR_NON_FINITE:
      return _("this is no number in JSON");
    case SLUICE_REPAIR_CONTROL_CHARACTER:
      return _("a line break or control character in a text must be escaped");
    case SLUICE_REPAIR_INNER_QUOTE:
      return _("a quote in a text must be written \\\"");
    case SLUICE_REPAIR_BAD_ESCAPE:
      return _("there is no such escape");
    case SLUICE_REPAIR_BAD_UTF8:
      return _("this is not UTF-8");
    case SLUICE_REPAIR_EXTRA_DOCUMENT:
      return _("the schema has ended before this");
    case SLUICE_REPAIR_FENCE:
    case SLUICE_REPAIR_PROSE:
    case SLUICE_REPAIR_THINK:
    default:
      return _("this does not belong to the schema");
    }
}

static SluiceParser *
parse (Reader   *reader,
       gboolean  strict,
       GError  **error)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new ();

  sluice_parser_set_strict (parser, strict);
  sluice_parser_set_observer (parser, 0, &observer_functions, reader);
  if (sluice_parser_push (parser, reader->text, -1, error))
    sluice_parser_finish (parser, error);
  sluice_parser_set_observer (parser, 0, NULL, NULL);

  return g_steal_pointer (&parser);
}

static SluiceNode *
take_root (SluiceParser *parser)
{
  SluiceNode *root = sluice_parser_get_root (parser);

  return root ? sluice_node_ref (root) : NULL;
}

/* A strict parser stops at the first problem, and its message says what was expected there. */
static SluiceNode *
read_tolerantly (Reader       *reader,
                 const GError *strict_error,
                 gsize         strict_offset)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceParser) parser = NULL;
  GPtrArray *repairs;

  g_list_store_remove_all (reader->diagnostics);
  parser = parse (reader, FALSE, &error);
  repairs = sluice_parser_get_repairs (parser);
  for (guint i = 0; i < repairs->len; i++)
    {
      const SluiceRepair *repair = repairs->pdata[i];

      add (reader, SLUICE_SEVERITY_ERROR, repair->start, repair->end,
           describe_repair (repair->kind));
    }

  if (error)
    add (reader, SLUICE_SEVERITY_ERROR, sluice_parser_get_offset (parser),
         sluice_parser_get_offset (parser) + 1, error->message);
  else if (repairs->len == 0)
    add (reader, SLUICE_SEVERITY_ERROR, strict_offset, strict_offset + 1, strict_error->message);

  return take_root (parser);
}

SluiceNode *
sluice_reader_read (const char *text,
                    GListStore *diagnostics)
{
  Reader reader = { text, diagnostics };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceParser) parser = NULL;

  if (text[strspn (text, " \t\r\n")] == '\0')
    {
      add (&reader, SLUICE_SEVERITY_ERROR, 0, 0, _("the schema is empty"));
      return NULL;
    }

  parser = parse (&reader, TRUE, &error);
  if (error)
    return read_tolerantly (&reader, error, sluice_parser_get_offset (parser));

  return take_root (parser);
}

static gboolean
is_escaped (const char *text,
            gsize       quote)
{
  gsize n = 0;

  while (n < quote && text[quote - 1 - n] == '\\')
    n++;

  return n % 2 == 1;
}

/* The tree has no place for where names are, as only an editor asks. So the text is read backwards
 * from the value: spaces, a colon, spaces, and the name in its quotes. */
void
sluice_reader_locate_key (const char *text,
                          SluiceNode *member,
                          gsize      *start,
                          gsize      *end)
{
  gsize i = sluice_node_get_start (member), close;

  *start = i;
  *end = sluice_node_get_end (member);
  if (sluice_node_get_key (member) == NULL)
    return;

  while (i > 0 && strchr (" \t\r\n:", text[i - 1]))
    i--;
  if (i < 2 || text[i - 1] != '"')
    return;

  close = --i;
  while (i > 0 && (text[i - 1] != '"' || is_escaped (text, i - 1)))
    i--;
  if (i > 0)
    {
      *start = i - 1;
      *end = close + 1;
    }
}
