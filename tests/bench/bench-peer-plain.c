/* bench-peer-plain.c: the C libraries, and a bare scan of the bytes as the floor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "bench-peer.h"

/* --- a bare scan: what it costs to look at each byte once, chunk by chunk */

static void *
scan_begin (void)
{
  return g_new0 (guint, 256);
}

static int
scan_push (void       *counts,
           const char *text,
           size_t      length)
{
  guint *count = counts;

  for (size_t i = 0; i < length; i++)
    count[(guchar) text[i]]++;
  return 1;
}

static void *
scan_end (void *counts)
{
  return counts;
}

const BenchPeer bench_peer_scan = { "bare scan", 1, scan_begin, scan_push, scan_end, g_free };

/* --- json-glib: whole documents only */

static void *
json_glib_begin (void)
{
  return json_parser_new_immutable ();
}

static int
json_glib_push (void       *parser,
                const char *text,
                size_t      length)
{
  return json_parser_load_from_data (parser, text, length, NULL);
}

static void *
json_glib_end (void *parser)
{
  return parser;
}

const BenchPeer bench_peer_json_glib = {
  "json-glib", 0, json_glib_begin, json_glib_push, json_glib_end, g_object_unref
};

/* --- yajl, and the plainest tree one would make of its events */

#ifdef HAVE_YAJL
#include <yajl/yajl_parse.h>

typedef struct TreeNode TreeNode;

struct TreeNode
{
  TreeNode *parent, *first, *last, *next;
  char     *key;
  char     *text;   /* strings and numbers */
  char      type;
};

typedef struct
{
  yajl_handle handle;
  TreeNode   *root, *at;
  char       *key;
} YajlReader;

static char *
copy (const void *text,
      size_t      length)
{
  char *result = malloc (length + 1);

  memcpy (result, text, length);
  result[length] = 0;
  return result;
}

static TreeNode *
add (YajlReader *reader,
     char        type)
{
  TreeNode *node = calloc (1, sizeof *node);

  node->type = type;
  node->key = g_steal_pointer (&reader->key);
  node->parent = reader->at;
  if (!reader->at)
    reader->root = node;
  else if (reader->at->last)
    reader->at->last = reader->at->last->next = node;
  else
    reader->at->first = reader->at->last = node;
  return node;
}

static int on_null (void *r) { add (r, 'n'); return 1; }
static int on_boolean (void *r, int value) { add (r, value ? 't' : 'f'); return 1; }
static int on_end (void *r) { YajlReader *reader = r; reader->at = reader->at->parent; return 1; }

static int
on_number (void *r, const char *text, size_t length)
{
  add (r, '0')->text = copy (text, length);
  return 1;
}

static int
on_string (void *r, const unsigned char *text, size_t length)
{
  add (r, '"')->text = copy (text, length);
  return 1;
}

static int
on_key (void *r, const unsigned char *text, size_t length)
{
  ((YajlReader *) r)->key = copy (text, length);
  return 1;
}

static int on_map (void *r) { ((YajlReader *) r)->at = add (r, '{'); return 1; }
static int on_array (void *r) { ((YajlReader *) r)->at = add (r, '['); return 1; }

static void *
yajl_begin_with (const yajl_callbacks *callbacks)
{
  YajlReader *reader = calloc (1, sizeof *reader);

  reader->handle = yajl_alloc (callbacks, NULL, reader);
  return reader;
}

static void *
yajl_begin (void)
{
  static const yajl_callbacks callbacks = {
    on_null, on_boolean, NULL, NULL, on_number, on_string, on_map, on_key, on_end, on_array, on_end
  };

  return yajl_begin_with (&callbacks);
}

/* Events only: nothing is kept of them. */

static int ignore (void *r) { return 1; }
static int ignore_boolean (void *r, int value) { return 1; }
static int ignore_number (void *r, const char *text, size_t length) { return 1; }
static int ignore_string (void *r, const unsigned char *text, size_t length) { return 1; }

static void *
yajl_begin_events (void)
{
  static const yajl_callbacks callbacks = {
    ignore, ignore_boolean, NULL, NULL, ignore_number, ignore_string, ignore, ignore_string, ignore,
    ignore, ignore
  };

  return yajl_begin_with (&callbacks);
}

static int
yajl_push (void *r, const char *text, size_t length)
{
  return yajl_parse (((YajlReader *) r)->handle, (const unsigned char *) text, length) == yajl_status_ok;
}

static void *
yajl_end (void *r)
{
  return yajl_complete_parse (((YajlReader *) r)->handle) == yajl_status_ok ? r : NULL;
}

static void
yajl_release (void *r)
{
  YajlReader *reader = r;
  TreeNode *node = reader->root;

  /* Takes off one child after the other; a node without children goes, and its parent is next. */
  while (node)
    {
      TreeNode *child = node->first;
      TreeNode *parent = node->parent;

      if (child)
        {
          node->first = child->next;
          node = child;
          continue;
        }
      free (node->key);
      free (node->text);
      free (node);
      node = parent;
    }
  yajl_free (reader->handle);
  free (reader);
}

const BenchPeer bench_peer_yajl = { "yajl + tree", 1, yajl_begin, yajl_push, yajl_end, yajl_release };
const BenchPeer bench_peer_yajl_events = { "yajl events", 1, yajl_begin_events, yajl_push, yajl_end, yajl_release };
#endif

/* --- yyjson: whole documents */

#ifdef HAVE_YYJSON
#include <yyjson.h>

static void *yyjson_begin (void) { return calloc (1, sizeof (yyjson_doc *)); }

static int
yyjson_push (void *r, const char *text, size_t length)
{
  yyjson_doc **doc = r;

  *doc = yyjson_read (text, length, 0);
  return *doc != NULL;
}

static void *yyjson_end (void *r) { return r; }

static void
yyjson_release (void *r)
{
  yyjson_doc_free (*(yyjson_doc **) r);
  free (r);
}

const BenchPeer bench_peer_yyjson = { "yyjson", 0, yyjson_begin, yyjson_push, yyjson_end, yyjson_release };
#endif
