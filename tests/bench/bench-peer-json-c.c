/* bench-peer-json-c.c: json-c
 *
 * json-c and json-glib define functions of the same names (json_object_get_type and others), so
 * json-c is loaded into a scope of its own instead of being linked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE
#include "bench-peer.h"

#ifdef HAVE_JSON_C
#include <dlfcn.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

static struct
{
  struct json_tokener    *(*tokener_new)  (int depth);
  struct json_object     *(*parse)        (struct json_tokener *tokener, const char *text, int length);
  enum json_tokener_error (*get_error)    (struct json_tokener *tokener);
  void                    (*tokener_free) (struct json_tokener *tokener);
  int                     (*put)          (struct json_object *value);
} json_c;

typedef struct
{
  struct json_tokener *tokener;
  struct json_object  *value;
} Reader;

static void
load (void)
{
  void *library = dlopen ("libjson-c.so.5", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);

  if (!library)
    {
      fprintf (stderr, "%s\n", dlerror ());
      exit (1);
    }
  json_c.tokener_new = dlsym (library, "json_tokener_new_ex");
  json_c.parse = dlsym (library, "json_tokener_parse_ex");
  json_c.get_error = dlsym (library, "json_tokener_get_error");
  json_c.tokener_free = dlsym (library, "json_tokener_free");
  json_c.put = dlsym (library, "json_object_put");
}

static void *
begin (void)
{
  Reader *reader = calloc (1, sizeof *reader);

  if (!json_c.parse)
    load ();
  reader->tokener = json_c.tokener_new (2000);
  return reader;
}

static int
push (void       *data,
      const char *text,
      size_t      length)
{
  Reader *reader = data;

  reader->value = json_c.parse (reader->tokener, text, length);
  return reader->value || json_c.get_error (reader->tokener) == json_tokener_continue;
}

static void *
end (void *data)
{
  return ((Reader *) data)->value ? data : NULL;
}

static void
release (void *data)
{
  Reader *reader = data;

  json_c.put (reader->value);
  json_c.tokener_free (reader->tokener);
  free (reader);
}

const BenchPeer bench_peer_json_c = { "json-c", 1, begin, push, end, release };
#endif
