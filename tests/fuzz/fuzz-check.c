/* fuzz-check.c: a schema at work on any text: never a crash, and doom is never wrong (law L7)
 *
 * The input is a schema, a NUL, and the text. Most changes are in the text, as a schema takes far
 * longer to read than a text does, and schemas are kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>
#include <string.h>

int   LLVMFuzzerTestOneInput  (const guint8 *data,
                               gsize         size);
gsize LLVMFuzzerMutate        (guint8       *data,
                               gsize         size,
                               gsize         room);
gsize LLVMFuzzerCustomMutator (guint8       *data,
                               gsize         size,
                               gsize         room,
                               guint         seed);

#define MAX_SCHEMAS 4096
#define TEXT_CHANGES 64  /* of so many changes, all but one are in the text */

typedef struct
{
  SluiceVerdict verdict;
  guint         n_violations;
} Result;

static gboolean
check_text (SluiceSchema *schema,
            const char   *text,
            gsize         length,
            gsize         chunk,
            Result       *result)
{
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(SluiceCheck) check = NULL;
  gboolean doomed = FALSE;

  sluice_parser_set_expect_container (parser, FALSE);
  check = sluice_check_new (schema, parser);
  for (gsize at = 0; at < length; at += chunk)
    {
      if (!sluice_parser_push (parser, text + at, MIN (chunk, length - at), NULL))
        return FALSE;
      doomed |= sluice_check_get_verdict (check) == SLUICE_VERDICT_DOOMED;
    }
  if (!sluice_parser_finish (parser, NULL))
    return FALSE;

  result->verdict = sluice_check_get_verdict (check);
  result->n_violations = sluice_check_get_violations (check)->len;
  if (doomed && result->verdict == SLUICE_VERDICT_VALID)
    g_error ("doomed, and valid in the end");
  return TRUE;
}

/* The schema of a notation, as long as nobody asks for many others. */
static SluiceSchema *
find_schema (const char *notation)
{
  static GHashTable *schemas;
  SluiceSchema *schema;

  if (!schemas)
    schemas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  schema = g_hash_table_lookup (schemas, notation);
  if (schema)
    return schema;

  if (g_hash_table_size (schemas) >= MAX_SCHEMAS)
    g_hash_table_remove_all (schemas);
  schema = sluice_schema_new_for_text (notation, SLUICE_NOTATION_AUTO, NULL);
  g_hash_table_insert (schemas, g_strdup (notation), schema);
  return schema;
}

gsize
LLVMFuzzerCustomMutator (guint8 *data,
                         gsize   size,
                         gsize   room,
                         guint   seed)
{
  guint8 *end = size ? memchr (data, 0, size) : NULL;
  gsize before = end ? end + 1 - data : 0;

  if (end == NULL || before == room || seed % TEXT_CHANGES == 0)
    return LLVMFuzzerMutate (data, size, room);

  return before + LLVMFuzzerMutate (end + 1, size - before, room - before);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *end = size ? memchr (data, 0, size) : NULL;
  g_autofree char *notation = NULL;
  SluiceSchema *schema;
  const char *text;
  gsize length;
  Result whole, bytes;
  gboolean whole_read, bytes_read;

  if (!end)
    return 0;
  notation = g_strndup ((const char *) data, end - data);
  if (!g_utf8_validate (notation, -1, NULL))
    return 0;
  schema = find_schema (notation);
  if (!sluice_schema_is_valid (schema))
    return 0;

  text = (const char *) end + 1;
  length = data + size - end - 1;
  whole_read = check_text (schema, text, length, MAX (length, 1), &whole);
  bytes_read = check_text (schema, text, length, 1, &bytes);
  if (whole_read != bytes_read)
    g_error ("read whole: %d, byte by byte: %d", whole_read, bytes_read);
  if (whole_read && (whole.verdict != bytes.verdict || whole.n_violations != bytes.n_violations))
    g_error ("whole: verdict %d, %u violations; byte by byte: %d, %u", whole.verdict,
             whole.n_violations, bytes.verdict, bytes.n_violations);
  return 0;
}
