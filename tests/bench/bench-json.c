/* bench-json.c: the JSON libraries side by side in one run: time, memory, growth
 *
 * Usage: bench-json FOLDER [--peer NAME] [--workload NAME] [--chunks token|4|64|4096|whole] [--once]
 *
 * FOLDER holds the documents of generate.py. A table goes to standard output, and JSON lines with
 * the same figures to FOLDER/json.jsonl. --once reads the document a single time and measures
 * nothing: for counting instructions with `valgrind --tool=callgrind --toggle-collect=read_once`.
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
  &bench_peer_sluice_marks,
  &bench_peer_sluice_release,
#ifdef HAVE_YAJL
  &bench_peer_yajl,
  &bench_peer_yajl_events,
#endif
#ifdef HAVE_BOOST_JSON
  &bench_peer_boost,
  &bench_peer_boost_events,
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
  /* Only where they are asked for, and for the growth. */
  "users-1mb", "users-10mb", "users-10k", "string-100kb", "levels-100", "levels-shallow", "union-200",
  "union-1000",
};

enum { N_USUAL_WORKLOADS = 7 };

/* Long enough to be steady, short enough that everything ends within minutes: a library that takes
 * longer than the most for one reading is stopped there, and said to be. */
#define MIN_SECONDS 0.2
#define MAX_SECONDS 5.0
#define MIN_READINGS 3

typedef struct
{
  double seconds;          /* the median of all readings */
  guint  n_chunks;
  double memory;           /* bytes that the finished value holds */
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

/* One reading from the first byte to the finished value, of which instructions are counted. */
G_NO_INLINE static void *
read_once (const BenchPeer *peer,
           const char      *text,
           GArray          *sizes)
{
  void *reader = peer->begin ();

  for (const guint *size = (const guint *) sizes->data, *end = size + sizes->len; size < end; size++)
    {
      if (!peer->push (reader, text, *size))
        return NULL;
      text += *size;
    }

  return peer->end (reader);
}

/* The same, with time and memory, as far as it comes in time. */
static Figures
read_timed (const BenchPeer *peer,
            const char      *text,
            GArray          *sizes)
{
  Figures figures = { 0 };
  gsize before = memory_in_use ();
  double start = get_seconds ();
  void *reader = peer->begin ();
  gboolean good = TRUE;
  guint i = 0;
  void *value;

  while (i < sizes->len && good)
    {
      guint last = MIN (i + 4096, sizes->len);

      for (; i < last && good; i++)
        {
          guint size = g_array_index (sizes, guint, i);

          good = peer->push (reader, text, size);
          text += size;
        }
      if (get_seconds () - start > MAX_SECONDS)
        break;
    }
  figures.share = (double) i / sizes->len;
  value = peer->end (reader);
  figures.seconds = get_seconds () - start;
  figures.memory = (double) memory_in_use () - before;
  figures.refused = figures.share == 1 && (!good || !value);

  if (value)
    peer->release (value);
  return figures;
}

static gint
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/* The readings of one library. */
typedef struct
{
  const BenchPeer *peer;
  GArray          *seconds;
  double           total;
  Figures          figures;  /* of the last one */
} Series;

static void
clear_series (gpointer data)
{
  g_array_unref (((Series *) data)->seconds);
}

static gboolean
needs_more (const Series *series)
{
  if (series->seconds->len == 0)
    return TRUE;
  if (series->figures.share < 1 || series->figures.refused || series->total > MAX_SECONDS)
    return FALSE;

  return series->total < MIN_SECONDS || series->seconds->len < MIN_READINGS;
}

static GArray *
create_series (void)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Series));

  g_array_set_clear_func (all, clear_series);
  return all;
}

static void
add_series (GArray          *all,
            const BenchPeer *peer)
{
  Series series = { peer, g_array_new (FALSE, FALSE, sizeof (double)) };

  g_array_append_val (all, series);
}

/* Reads with every library in turn, again and again: what slows the machine down for a while slows all
 * of them. Their figures are in the series after. */
static void
measure (GArray       *all,
         const char   *text,
         gsize         length,
         const Chunks *chunks)
{
  g_autoptr(GArray) sizes = cut (length, chunks);

  for (gboolean more = TRUE; more;)
    {
      more = FALSE;
      for (guint i = 0; i < all->len; i++)
        {
          Series *series = &g_array_index (all, Series, i);

          if (!needs_more (series))
            continue;
          series->figures = read_timed (series->peer, text, sizes);
          series->total += series->figures.seconds;
          g_array_append_val (series->seconds, series->figures.seconds);
          more = TRUE;
        }
    }

  for (guint i = 0; i < all->len; i++)
    {
      Series *series = &g_array_index (all, Series, i);

      g_array_sort (series->seconds, compare_seconds);
      series->figures.seconds = g_array_index (series->seconds, double, series->seconds->len / 2);
      series->figures.n_chunks = sizes->len;
    }
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
        const Series    *series,
        gsize            length)
{
  const BenchPeer *peer = series->peer;
  const Figures *figures = &series->figures;
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
          peer->name, megabytes, ns, figures->memory / length);
  fprintf (json, "{\"workload\":\"%s\",\"chunks\":\"%s\",\"peer\":\"%s\",\"bytes\":%zu,"
           "\"mb_per_s\":%.2f,\"ns_per_chunk\":%.2f,\"memory_per_byte\":%.3f,\"memory\":%.0f}\n",
           workload, chunks->name, peer->name, length, megabytes, ns, figures->memory / length,
           figures->memory);
  fflush (stdout);
}

/* The schema of a document, NULL where it has none. */
static char *
find_schema (const char *folder,
             const char *workload)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.schema.json", folder, workload);

  return g_file_test (file, G_FILE_TEST_EXISTS) ? g_steal_pointer (&file) : NULL;
}

static gboolean
applies (const BenchPeer *peer,
         const char      *schema,
         const char      *workload,
         const Chunks    *chunks)
{
  if (!peer->incremental && chunks->min != 0)
    return FALSE;
  if (peer == &bench_peer_sluice_release)
    return strstr (workload, "users") != NULL;
  if (peer == &bench_peer_sluice_schema || peer == &bench_peer_sluice_marks)
    return schema != NULL;
  return TRUE;
}

/* How time and memory grow from 1 MB to 10 MB: 10 is linear. */
static void
report_growth (const char *folder,
               FILE       *json)
{
  const Chunks *four = &all_chunks[N_USUAL_CHUNKS];
  gsize small_length, large_length;
  g_autofree char *small = load (folder, "users-1mb", &small_length);
  g_autofree char *large = load (folder, "users-10mb", &large_length);
  g_autofree char *schema = find_schema (folder, "users-1mb");
  double bytes = (double) large_length / small_length;

  g_autoptr(GArray) smalls = create_series (), larges = create_series ();

  bench_peer_sluice_use_schema (schema);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      if (!applies (peers[i], schema, "users", four))
        continue;
      add_series (smalls, peers[i]);
      add_series (larges, peers[i]);
    }
  measure (smalls, small, small_length, four);
  measure (larges, large, large_length, four);

  for (guint i = 0; i < smalls->len; i++)
    {
      const Series *a = &g_array_index (smalls, Series, i), *b = &g_array_index (larges, Series, i);
      double time = b->figures.seconds / a->figures.seconds;
      /* Peers that only tell of events keep nothing. */
      double memory = a->figures.memory > 0 ? b->figures.memory / a->figures.memory : 1;

      printf ("growth       4      %-14s time x %.2f, memory x %.2f for x %.2f bytes; exponent %.3f\n",
              a->peer->name, time, memory, bytes, log (time) / log (bytes));
      fprintf (json, "{\"growth\":\"%s\",\"time\":%.3f,\"memory\":%.3f,\"bytes\":%.3f,"
               "\"exponent\":%.4f}\n", a->peer->name, time, memory, bytes, log (time) / log (bytes));
      fflush (stdout);
    }
}

static void
count_once (GArray       *all,
            const char   *text,
            gsize         length,
            const Chunks *chunks)
{
  g_autoptr(GArray) sizes = cut (length, chunks);

  for (guint i = 0; i < all->len; i++)
    {
      const BenchPeer *peer = g_array_index (all, Series, i).peer;

      if (!read_once (peer, text, sizes))
        g_error ("%s does not read it", peer->name);
      printf ("%u chunks, %zu bytes\n", sizes->len, length);
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

  results = g_build_filename (argv[1], "json.jsonl", NULL);
  json = fopen (once ? "/dev/null" : results, "w");
  for (guint w = 0; w < G_N_ELEMENTS (workloads); w++)
    {
      gsize length;
      g_autofree char *text = NULL, *schema = NULL;

      if (!chosen (workload, workloads[w], w < N_USUAL_WORKLOADS))
        continue;
      text = load (argv[1], workloads[w], &length);
      schema = find_schema (argv[1], workloads[w]);
      bench_peer_sluice_use_schema (schema);
      for (guint c = 0; c < G_N_ELEMENTS (all_chunks); c++)
        {
          g_autoptr(GArray) all = create_series ();

          if (!chosen (chunks_name, all_chunks[c].name, c < N_USUAL_CHUNKS))
            continue;
          for (guint p = 0; p < G_N_ELEMENTS (peers); p++)
            {
              if (chosen (peer_name, peers[p]->name, TRUE)
                  && applies (peers[p], schema, workloads[w], &all_chunks[c]))
                add_series (all, peers[p]);
            }
          if (once)
            count_once (all, text, length, &all_chunks[c]);
          else
            {
              measure (all, text, length, &all_chunks[c]);
              for (guint i = 0; i < all->len; i++)
                report (json, workloads[w], &all_chunks[c], &g_array_index (all, Series, i), length);
            }
        }
    }
  if (!once && !workload)
    report_growth (argv[1], json);
  fclose (json);
  return 0;
}
