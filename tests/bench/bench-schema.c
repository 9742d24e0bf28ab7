/* bench-schema.c: how long an editor waits for a schema
 *
 * Usage: bench-schema FOLDER
 *
 * A schema is read anew each time that somebody has paused in writing it: 2,000 lines of classes, and
 * the same as JSON Schema. Prints a table, and writes the same figures to FOLDER/schema.jsonl.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sluice.h>

#define N_LINES   2000
#define N_ROUNDS  15

/* Ten lines for each class, each of which knows the one before it. */
static char *
make_classes (void)
{
  GString *text = g_string_new ("from typing import Literal\n\nfrom pydantic import BaseModel, Field\n\n");

  for (guint i = 0; i < N_LINES / 10; i++)
    {
      g_string_append_printf (text,
                              "\nclass Record%u(BaseModel):\n"
                              "    \"\"\"What is known of number %u.\"\"\"\n\n"
                              "    name: str = Field(description=\"As people say it\", min_length=1)\n"
                              "    age: int = Field(ge=0, le=150)\n"
                              "    kind: Literal[\"good\", \"bad\", \"unknown\"] = \"unknown\"\n"
                              "    tags: list[str] = Field(default_factory=list, max_length=20)\n",
                              i, i);
      if (i > 0)
        g_string_append_printf (text, "    before: Record%u | None = None\n", i - 1);
      else
        g_string_append (text, "    score: float | None = None\n");
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* The time of this thread: a busy machine is none of our concern. */
static gdouble
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gdouble *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* The median of the rounds, in milliseconds. */
static gdouble
measure (void       (*work) (gpointer data),
         gpointer     data)
{
  gdouble times[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gdouble start = now ();

      work (data);
      times[i] = now () - start;
    }
  qsort (times, N_ROUNDS, sizeof *times, compare_times);

  return times[N_ROUNDS / 2];
}

static void
read_schema (gpointer data)
{
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (data, SLUICE_NOTATION_AUTO, NULL);

  g_assert (sluice_schema_is_valid (schema));
}

static void
outline (gpointer data)
{
  g_autoptr(GListModel) entries = sluice_schema_list_outline (data);

  g_assert (g_list_model_get_n_items (entries) == N_LINES / 10);
}

static void
complete (gpointer data)
{
  const char *text = sluice_schema_get_text (data);
  g_autoptr(SluiceCompletion) completion = NULL;

  completion = sluice_completion_new (text, strlen (text), sluice_schema_get_notation (data));
}

static void
send (gpointer data)
{
  g_autoptr(SluiceSentSchema) sent = sluice_dialect_apply (sluice_dialect_lookup ("openai-strict"), data);
}

static void
report (FILE       *out,
        const char *what,
        const char *notation,
        gsize       bytes,
        gdouble     ms)
{
  printf ("%-28s %-12s %8zu bytes %8.2f ms\n", what, notation, bytes, ms);
  if (out != NULL)
    fprintf (out, "{\"bench\":\"schema\",\"what\":\"%s\",\"notation\":\"%s\",\"bytes\":%zu,\"ms\":%.3f}\n",
             what, notation, bytes, ms);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *classes = make_classes ();
  g_autofree char *path = argc == 2 ? g_build_filename (argv[1], "schema.jsonl", NULL) : NULL;
  g_autofree char *json = NULL;
  g_autoptr(SluiceSchema) schema = NULL, same = NULL;
  FILE *out = path != NULL ? fopen (path, "w") : NULL;

  schema = sluice_schema_new_for_text (classes, SLUICE_NOTATION_AUTO, NULL);
  json = sluice_schema_to_json (schema, 2);
  same = sluice_schema_new_for_text (json, SLUICE_NOTATION_AUTO, NULL);

  printf ("A schema of %d lines of classes, median of %d\n", N_LINES, N_ROUNDS);
  report (out, "read", "classes", strlen (classes), measure (read_schema, classes));
  report (out, "read", "json-schema", strlen (json), measure (read_schema, json));
  report (out, "outline", "classes", strlen (classes), measure (outline, schema));
  report (out, "outline", "json-schema", strlen (json), measure (outline, same));
  report (out, "completion", "classes", strlen (classes), measure (complete, schema));
  report (out, "completion", "json-schema", strlen (json), measure (complete, same));
  report (out, "sent, OpenAI strict", "classes", strlen (classes), measure (send, schema));

  if (out != NULL)
    fclose (out);

  return 0;
}
