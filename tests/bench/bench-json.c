/* bench-json.c: the JSON libraries side by side in one run: time, memory, growth
 *
 * Usage: bench-json FOLDER [--peer NAME] [--workload NAME] [--chunks token|4|64|4096|whole] [--once]
 *
 * FOLDER holds the documents of generate.py. A table goes to standard output, and JSON lines with
 * the same figures to FOLDER/results.jsonl. --once reads the document a single time and measures
 * nothing: for counting instructions with `valgrind --tool=callgrind`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench-peer.h"

typedef struct
{
  const char *name;
  guint       min, max;  /* bytes of a chunk, drawn evenly; 0 = all at once */
} Chunks;

static const Chunks all_chunks[] = {
  { "token", 1, 8 }, { "64", 64, 64 }, { "4096", 4096, 4096 }, { "whole", 0, 0 },
  { "4", 4, 4 },  /* only where it is asked for, and for the growth */
};

enum { N_USUAL_CHUNKS = 4 };

static const BenchPeer *const peers[] = {
  &bench_peer_sluice,
  &bench_peer_sluice_schema,
#ifdef HAVE_YAJL
  &bench_peer_yajl,
#endif
#ifdef HAVE_BOOST_JSON
  &bench_peer_boost,
#endif
#ifdef HAVE_JSON_C
  &bench_peer_json_c,
#endif
#ifdef HAVE_SIMDJSON
  &bench_peer_simdjson,
#endif
#ifdef HAVE_YYJSON
  &bench_peer_yyjson,
#endif
  &bench_peer_json_glib,
  &bench_peer_scan,
};

static const char *const workloads[] = {
  "w1-analysis", "w2-report", "w3-users", "w4-users", "w5-string", "w6-deep", "w7-numbers",
  "growth-1mb", "growth-10mb",  /* only where they are asked for, and for the growth */
};

enum { N_USUAL_WORKLOADS = 7 };

/* Long enough to be steady, short enough that everything ends within minutes: a library that takes
 * longer than the most for one reading is stopped there, and said to be. */
#define MIN_SECONDS 0.2
#define MAX_SECONDS 10.0

typedef struct
{
  double seconds;          /* of the fastest reading */
  guint  n_chunks;
  double memory_per_byte;  /* bytes the finished value holds for each byte of JSON */
  double share;            /* of the document that was read, 1 = all */
  gboolean refused;
} Figures;

/* Where the document is cut: the same places for every library. */
static GArray *
cut (gsize         length,
     const Chunks *chunks)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);

  for (gsize at = 0; at < length;)
    {
      gsize size = length;
      guint piece;

      if (chunks->min > 0)
        size = g_rand_int_range (rand, chunks->min, chunks->max + 1);
      piece = MIN (size, length - at);
      g_array_append_val (sizes, piece);
      at += piece;
    }
  return sizes;
}

static gsize
memory_in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* What this thread has computed: other programs do not count. */
static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* One reading from the first byte to the finished value. */
static void
read_once (const BenchPeer *peer,
           const char      *text,
           GArray          *sizes,
           double           most,
           Figures         *figures)
{
  gsize before = memory_in_use ();
  double start = get_seconds ();
  void *reader = peer->begin ();
  gboolean good = TRUE;
  guint i;
  void *value;

  for (i = 0; i < sizes->len && good; i++)
    {
      guint size = g_array_index (sizes, guint, i);

      if (i % 4096 == 4095 && get_seconds () - start > most)
        break;
      good = peer->push (reader, text, size);
      text += size;
    }
  figures->share = (double) i / sizes->len;
  value = peer->end (reader);
  figures->seconds = get_seconds () - start;
  figures->memory_per_byte = (double) memory_in_use () - before;
  figures->refused = figures->share == 1 && (!good || !value);

  if (value)
    peer->release (value);
}

static Figures
measure (const BenchPeer *peer,
         const char      *text,
         gsize            length,
         const Chunks    *chunks)
{
  g_autoptr(GArray) sizes = cut (length, chunks);
  Figures best = { .seconds = INFINITY };
  double total = 0;

  for (guint n = 0; total < MIN_SECONDS && n < 2000; n++)
    {
      Figures figures;

      read_once (peer, text, sizes, MAX_SECONDS, &figures);
      if (figures.seconds < best.seconds)
        best = figures;
      total += figures.seconds;
    }
  best.n_chunks = sizes->len;
  best.memory_per_byte /= length;
  return best;
}

static char *
load (const char *folder,
      const char *workload,
      gsize      *length)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.json", folder, workload);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (file, &text, length, &error))
    g_error ("%s (run generate.py first)", error->message);
  return text;
}

static void
report (FILE            *json,
        const char      *workload,
        const Chunks    *chunks,
        const BenchPeer *peer,
        gsize            length,
        const Figures   *figures)
{
  double megabytes = length / figures->seconds / 1e6;
  double ns = figures->seconds * 1e9 / figures->n_chunks;

  if (figures->refused)
    {
      printf ("%-12s %-6s %-14s does not read it\n", workload, chunks->name, peer->name);
      return;
    }
  if (figures->share < 1)
    {
      printf ("%-12s %-6s %-14s read %.1f %% in %.0f s\n", workload, chunks->name, peer->name,
              figures->share * 100, figures->seconds);
      fprintf (json, "{\"workload\":\"%s\",\"chunks\":\"%s\",\"peer\":\"%s\",\"bytes\":%zu,"
               "\"share\":%.4f,\"seconds\":%.1f}\n", workload, chunks->name, peer->name, length,
               figures->share, figures->seconds);
      return;
    }
  printf ("%-12s %-6s %-14s %9.1f MB/s %12.1f ns/chunk %8.2f bytes/byte\n", workload, chunks->name,
          peer->name, megabytes, ns, figures->memory_per_byte);
  fprintf (json, "{\"workload\":\"%s\",\"chunks\":\"%s\",\"peer\":\"%s\",\"bytes\":%zu,"
           "\"mb_per_s\":%.2f,\"ns_per_chunk\":%.2f,\"memory_per_byte\":%.3f}\n", workload,
           chunks->name, peer->name, length, megabytes, ns, figures->memory_per_byte);
  fflush (stdout);
}

static gboolean
applies (const BenchPeer *peer,
         const char      *workload,
         const Chunks    *chunks)
{
  if (!peer->incremental && chunks->min != 0)
    return FALSE;
  /* The schema is the users'. */
  if (peer == &bench_peer_sluice_schema)
    return g_str_has_suffix (workload, "users") || g_str_has_prefix (workload, "growth");
  return TRUE;
}

/* How time and memory grow from 1 MB to 10 MB: 10 is linear. */
static void
report_growth (const char *folder,
               FILE       *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      gsize small_length, large_length;
      g_autofree char *small = load (folder, "growth-1mb", &small_length);
      g_autofree char *large = load (folder, "growth-10mb", &large_length);
      const Chunks four = all_chunks[N_USUAL_CHUNKS];
      Figures a, b;

      if (!applies (peers[i], "growth", &four))
        continue;
      a = measure (peers[i], small, small_length, &four);
      b = measure (peers[i], large, large_length, &four);
      printf ("growth       4      %-14s time x %.2f, memory x %.2f for x %.2f bytes; exponent %.3f\n",
              peers[i]->name, b.seconds / a.seconds,
              b.memory_per_byte * large_length / (a.memory_per_byte * small_length),
              (double) large_length / small_length,
              log (b.seconds / a.seconds) / log ((double) large_length / small_length));
      fprintf (json, "{\"growth\":\"%s\",\"time\":%.3f,\"memory\":%.3f,\"bytes\":%.3f}\n",
               peers[i]->name, b.seconds / a.seconds,
               b.memory_per_byte * large_length / (a.memory_per_byte * small_length),
               (double) large_length / small_length);
    }
}

static gboolean
chosen (const char *wanted,
        const char *name,
        gboolean    usual)
{
  return wanted ? g_str_equal (wanted, name) : usual;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new ("FOLDER");
  g_autofree char *peer_name = NULL, *workload = NULL, *chunks_name = NULL, *results = NULL;
  g_autoptr(GError) error = NULL;
  gboolean once = FALSE;
  FILE *json;
  const GOptionEntry entries[] = {
    { "peer", 0, 0, G_OPTION_ARG_STRING, &peer_name, "Only this library", "NAME" },
    { "workload", 0, 0, G_OPTION_ARG_STRING, &workload, "Only this document", "NAME" },
    { "chunks", 0, 0, G_OPTION_ARG_STRING, &chunks_name, "Only these pieces", "NAME" },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, "Read once, measure nothing", NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    g_error ("%s", error ? error->message : "usage: bench-json FOLDER");

  results = g_build_filename (argv[1], "results.jsonl", NULL);
  json = fopen (once ? "/dev/null" : results, "w");
  for (guint w = 0; w < G_N_ELEMENTS (workloads); w++)
    {
      gsize length;
      g_autofree char *text = NULL;

      if (!chosen (workload, workloads[w], w < N_USUAL_WORKLOADS))
        continue;
      text = load (argv[1], workloads[w], &length);
      for (guint c = 0; c < G_N_ELEMENTS (all_chunks); c++)
        for (guint p = 0; p < G_N_ELEMENTS (peers); p++)
          {
            Figures figures;

            if (!chosen (chunks_name, all_chunks[c].name, c < N_USUAL_CHUNKS) ||
                !chosen (peer_name, peers[p]->name, TRUE) ||
                !applies (peers[p], workloads[w], &all_chunks[c]))
              continue;
            if (once)
              {
                g_autoptr(GArray) sizes = cut (length, &all_chunks[c]);

                read_once (peers[p], text, sizes, INFINITY, &figures);
                printf ("%u chunks, %zu bytes\n", sizes->len, length);
                continue;
              }
            figures = measure (peers[p], text, length, &all_chunks[c]);
            report (json, workloads[w], &all_chunks[c], peers[p], length, &figures);
          }
    }
  if (!once && !workload)
    report_growth (argv[1], json);
  fclose (json);
  return 0;
}
