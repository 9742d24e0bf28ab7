/* sluice-output.c: JSON Schema's "basic" output for a whole text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-writer.h"
#include "schema/sluice-check-private.h"
#include "schema/sluice-violation-private.h"

static gboolean
push_in_chunks (SluiceParser  *parser,
                const char    *text,
                gsize          length,
                gsize          chunk,
                GError       **error)
{
  gsize size = chunk > 0 ? chunk : MAX (length, 1);

  for (gsize i = 0; i < length; i += size)
    if (!sluice_parser_push (parser, text + i, MIN (size, length - i), error))
      return FALSE;

  return sluice_parser_finish (parser, error);
}

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  sluice_writer_append_string (out, name, -1);
  g_string_append_c (out, ':');
  sluice_writer_append_string (out, value, -1);
}

static void
append_error (GString         *out,
              SluiceViolation *violation)
{
  g_string_append_c (out, '{');
  append_member (out, "keywordLocation", sluice_violation_get_location (violation));
  g_string_append_c (out, ',');
  if (sluice_violation_get_absolute (violation) != NULL)
    {
      append_member (out, "absoluteKeywordLocation", sluice_violation_get_absolute (violation));
      g_string_append_c (out, ',');
    }
  append_member (out, "instanceLocation", sluice_violation_get_instance (violation));
  g_string_append_c (out, ',');
  append_member (out, "error", sluice_violation_get_message (violation));
  g_string_append_c (out, '}');
}

static char *
print_output (SluiceCheck *check)
{
  GPtrArray *violations = sluice_check_get_violations (check);
  GString *out = g_string_new (NULL);

  if (sluice_check_get_verdict (check) == SLUICE_VERDICT_VALID)
    g_string_append (out, "{\"valid\":true}");
  else
    {
      g_string_append (out, "{\"valid\":false,\"errors\":[");
      for (guint i = 0; i < violations->len; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_error (out, violations->pdata[i]);
        }
      g_string_append (out, "]}");
    }

  return g_string_free (out, FALSE);
}

/**
 * sluice_schema_validate_text:
 * @self: a schema
 * @text: (array length=length) (element-type guint8): a JSON document
 * @length: bytes of @text
 * @chunk: how many bytes are read at a time, 0 for all at once; the result is the same
 * @valid: (out) (optional): return location for whether the document follows the schema
 * @error: return location for an error
 *
 * Checks a JSON document, as strictly as RFC 8259 and the schema have it: an iterable schema
 * wants its wrapper here.
 *
 * Returns: (transfer full): the "basic" output of JSON Schema (core, section 12.4.2), a JSON
 *   object; `NULL` with an error of [error@SchemaError] or [error@ParserError] set when the
 *   schema or the document cannot be read
 */
char *
sluice_schema_validate_text (SluiceSchema  *self,
                             const char    *text,
                             gsize          length,
                             gsize          chunk,
                             gboolean      *valid,
                             GError       **error)
{
  g_autoptr(SluiceParser) parser = NULL;
  g_autoptr(SluiceCheck) check = NULL;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!sluice_schema_check_valid (self, error))
    return NULL;

  parser = sluice_parser_new_strict ();
  check = sluice_check_new_plain (self, parser);
  if (!push_in_chunks (parser, text, length, chunk, error))
    return NULL;

  if (valid)
    *valid = sluice_check_get_verdict (check) == SLUICE_VERDICT_VALID;

  return print_output (check);
}
