/* bench-peer-sluice.c: our parser, alone and with what it can do besides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sluice.h>

#include "bench-peer.h"

typedef struct
{
  SluiceParser *parser;
  SluiceCheck  *check;
  SluiceNode   *array;      /* whose elements are released */
  gint64        time_us;
  guint         n_pieces;
} Reader;

/* Compiled once for a program, not for each answer. */
static SluiceSchema *schema;

void
bench_peer_sluice_use_schema (const char *name)
{
  g_autoptr(GFile) file = name != NULL ? g_file_new_for_path (name) : NULL;

  g_clear_object (&schema);
  if (file == NULL)
    return;

  schema = sluice_schema_new_for_file (file, NULL, NULL);
  if (schema == NULL || !sluice_schema_is_valid (schema))
    g_error ("%s is no schema", name);
}

static void *
begin (void)
{
  Reader *reader = g_new0 (Reader, 1);

  /* W6 is deeper than an answer ever is. */
  reader->parser = g_object_new (SLUICE_TYPE_PARSER, "strict", TRUE, "max-depth", 2000, NULL);
  return reader;
}

static void *
begin_schema (void)
{
  Reader *reader = begin ();

  reader->check = sluice_check_new (schema, reader->parser);
  return reader;
}

static int
push (void       *data,
      const char *text,
      size_t      length)
{
  return sluice_parser_push (((Reader *) data)->parser, text, length, NULL);
}

static int
push_marked (void       *data,
             const char *text,
             size_t      length)
{
  Reader *reader = data;

  /* As tokens come: some milliseconds after each other, never as many as before. */
  reader->time_us += 9000 + (reader->n_pieces * 7919) % 5000;
  sluice_parser_set_arrival (reader->parser, reader->time_us, reader->n_pieces++);
  return sluice_parser_push (reader->parser, text, length, NULL);
}

/* Hands on the elements that are complete. */
static void
release_elements (Reader *reader)
{
  SluiceNode *root = sluice_parser_get_root (reader->parser), *element, *next;

  if (reader->array == NULL && root != NULL)
    reader->array = sluice_node_get_at (root, "/tasks");
  if (reader->array == NULL)
    return;

  for (element = sluice_node_get_first_child (reader->array);
       element != NULL && sluice_node_get_phase (element) == SLUICE_PHASE_CLOSED; element = next)
    {
      next = sluice_node_get_next_sibling (element);
      sluice_parser_release (reader->parser, element);
    }
}

static int
push_released (void       *data,
               const char *text,
               size_t      length)
{
  int good = push_marked (data, text, length);

  release_elements (data);
  return good;
}

static void *
end (void *data)
{
  return sluice_parser_finish (((Reader *) data)->parser, NULL) ? data : NULL;
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
const BenchPeer bench_peer_sluice_marks = { "sluice+marks", 1, begin_schema, push_marked, end, release };
const BenchPeer bench_peer_sluice_release = { "sluice+release", 1, begin_schema, push_released, end, release };
