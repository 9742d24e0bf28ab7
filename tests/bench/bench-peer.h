/* bench-peer.h: one JSON library in the benchmark
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads one document in pieces. What begin() gives is handed to the others. end() gives back what
 * holds the whole value (NULL where the library keeps none), and release() frees it: between the
 * two its memory is measured. incremental: whether push() is called for each piece, or once. */
typedef struct
{
  const char *name;
  int         incremental;
  void     *(*begin)   (void);
  int       (*push)    (void *reader, const char *text, size_t length);
  void     *(*end)     (void *reader);
  void      (*release) (void *value);
} BenchPeer;

/* Ours: alone; with the schema checked; with each piece marked with its event and its arrival, too;
 * and with all that, while the elements of the array are released. The schema is that of a file,
 * NULL = none, for readings that begin from now on. */
void bench_peer_sluice_use_schema (const char *file);

extern const BenchPeer bench_peer_sluice;
extern const BenchPeer bench_peer_sluice_schema;
extern const BenchPeer bench_peer_sluice_marks;
extern const BenchPeer bench_peer_sluice_release;
extern const BenchPeer bench_peer_scan;
extern const BenchPeer bench_peer_json_glib;
#ifdef HAVE_YAJL
extern const BenchPeer bench_peer_yajl;
extern const BenchPeer bench_peer_yajl_events;
#endif
#ifdef HAVE_JSON_C
extern const BenchPeer bench_peer_json_c;
#endif
#ifdef HAVE_BOOST_JSON
extern const BenchPeer bench_peer_boost;
extern const BenchPeer bench_peer_boost_events;
#endif
#ifdef HAVE_SIMDJSON
extern const BenchPeer bench_peer_simdjson;
#endif
#ifdef HAVE_YYJSON
extern const BenchPeer bench_peer_yyjson;
#endif

#ifdef __cplusplus
}
#endif
