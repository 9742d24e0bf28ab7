/* bench-peer-sluice.c: our parser, alone and with a schema and its items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

#include "bench-peer.h"

typedef struct
{
  SluiceParser *parser;
  SluiceSchema *schema;
  SluiceCheck  *check;
} Reader;

static void *
begin (void)
{
  Reader *reader = g_new0 (Reader, 1);

  /* W6 is deeper than an answer ever is. */
  reader->parser = g_object_new (SLUICE_TYPE_PARSER, "strict", TRUE, "max-depth", 2000, NULL);
  return reader;
}

/* The schema is compiled once for a program, not for each answer. */
static SluiceSchema *
users_schema (void)
{
  static SluiceSchema *schema;

  if (!schema)
    {
      g_autoptr(GFile) file = g_file_new_for_path (g_getenv ("SLUICE_BENCH_SCHEMA"));

      schema = sluice_schema_new_for_file (file, NULL, NULL);
      g_assert_true (schema && sluice_schema_is_valid (schema));
    }
  return schema;
}

static void *
begin_schema (void)
{
  Reader *reader = begin ();

  reader->check = sluice_check_new (users_schema (), reader->parser);
  return reader;
}

static int
push (void       *data,
      const char *text,
      size_t      length)
{
  Reader *reader = data;

  return sluice_parser_push (reader->parser, text, length, NULL);
}

static void *
end (void *data)
{
  Reader *reader = data;

  return sluice_parser_finish (reader->parser, NULL) ? reader : NULL;
}

static void
release (void *data)
{
  Reader *reader = data;

  g_clear_object (&reader->check);
  g_clear_object (&reader->parser);
  g_free (reader);
}

const BenchPeer bench_peer_sluice = { "sluice", 1, begin, push, end, release };
const BenchPeer bench_peer_sluice_schema = { "sluice+schema", 1, begin_schema, push, end, release };
