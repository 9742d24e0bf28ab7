/* sluice-parser-failure.c: what ends a reading before its time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-parser-private.h"

#include <glib/gi18n-lib.h>

/* Ends the reading with an error. */
void
sluice_parser_set_error (SluiceParser      *self,
                         SluiceParserError  code,
                         const char        *message)
{
  self->error = g_error_new_literal (SLUICE_PARSER_ERROR, code, message);
  self->state = STATE_FAILED;
}

/* Ends the reading with an error at an offset. Gives end back, as readers do that used everything. */
const guint8 *
sluice_parser_fail_with (SluiceParser      *self,
                         guint32            offset,
                         const guint8      *end,
                         SluiceParserError  code,
                         const char        *format,
                         ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  sluice_parser_set_error (self, code, message);
  self->offset = self->tree->length = offset;
  return end;
}

static char *
describe_byte (guint8 c)
{
  if (g_ascii_isgraph (c))
    /* Translators: “%c” is a character of the text */
    return g_strdup_printf (_("“%c”"), c);
  if (c == ' ' || c == '\t')
    return g_strdup (_("space"));
  if (c == '\n' || c == '\r')
    return g_strdup (_("end of line"));

  /* Translators: the two digits are a byte in hexadecimal */
  return g_strdup_printf (_("byte 0x%02X"), c);
}

/* Ends the reading because the byte at p is not what must be there. */
const guint8 *
sluice_parser_fail (SluiceParser *self,
                    const guint8 *p,
                    const guint8 *end,
                    const char   *expected)
{
  guint32 offset = sluice_parser_at (self, p);
  g_autofree char *found = describe_byte (*p);

  /* Translators: for example “Unexpected “}” at byte 7, where a value was expected” */
  return sluice_parser_fail_with (self, offset, end, SLUICE_PARSER_ERROR_SYNTAX,
                                  _("Unexpected %s at byte %u, where %s was expected"),
                                  found, offset, expected);
}
