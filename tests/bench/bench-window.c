/* bench-window.c: how long the window is deaf while many items arrive as fast as they can
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints, for each number of items: the time until the last row stood there, the longest turn of the
 * main loop, how many turns took longer than a frame and longer than 50 ms, and the memory a row
 * takes. Turns are measured in time of the processor, so that other programs do not count. It needs
 * a display (tests/app/headless.sh) and never fails on time.
 */
#include "config.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <malloc.h>
#include <string.h>
#include <time.h>

#include "sluice-items-table.h"
#include "sluice-result-view.h"

#define SCHEMA "class Person(BaseModel):\n    name: str\n    age: int = Field(ge=0, le=150)\n" \
               "    city: str\n    share: float = Field(ge=0, le=1)\n"

/* Bytes of the text in one event of the stream, as tokens are. */
#define PIECE 5

typedef struct
{
  gint64 longest;  /* us */
  guint  n_turns;
  guint  n_late;   /* over a frame */
  guint  n_deaf;   /* over 50 ms */
} Turns;

static char *
create_text (guint    n,
             gboolean object)
{
  GString *text = g_string_new (object ? "{\"people\":[" : "{\"tasks\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"name\":\"Person %u\",\"age\":%u,\"city\":\"City of %u\",\"share\":0.%02u}",
                            i > 0 ? "," : "", i, i % 90, i % 1000, i % 100);

  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}

static SluiceRecording *
create_recording (const char *text)
{
  SluiceRecording *recording = sluice_recording_new (sluice_wire_lookup ("openai-chat"), 200);
  gsize length = strlen (text);
  g_autoptr(GBytes) end = g_bytes_new_static ("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":"
                                              "\"stop\"}]}\n\ndata: [DONE]\n\n", 85);
  gint64 time_us = 0;

  for (gsize i = 0; i < length; i += PIECE)
    {
      GString *event = g_string_new ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":");
      g_autoptr(GBytes) bytes = NULL;

      sluice_writer_append_string (event, text + i, MIN (PIECE, length - i));
      g_string_append (event, "},\"finish_reason\":null}]}\n\n");
      bytes = g_string_free_to_bytes (event);
      sluice_recording_add_chunk (recording, bytes, time_us += 100);
    }
  sluice_recording_add_chunk (recording, end, time_us);

  return recording;
}

static gint64
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
take_turn (Turns *turns)
{
  gint64 start = get_processor_time ();
  gint64 took;

  if (!g_main_context_iteration (NULL, FALSE))
    {
      g_usleep (200);
      return;
    }

  took = get_processor_time () - start;
  turns->n_turns++;
  turns->longest = MAX (turns->longest, took);
  turns->n_late += took > 16667;
  turns->n_deaf += took > 50000;
}

static void
measure (SluiceResultView *view,
         const char       *schema_text,
         SluiceShape       shape,
         guint             n)
{
  g_autofree char *text = create_text (n, shape == SLUICE_SHAPE_OBJECT);
  g_autoptr(SluiceRecording) recording = create_recording (text);
  g_autoptr(SluiceSchema) schema = sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_CLASSES, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new (schema, shape);
  g_autoptr(SluicePlayer) player = NULL;
  SluiceRun *run;
  Turns turns = { 0 };
  gsize before = mallinfo2 ().uordblks;
  gint64 start = get_processor_time ();
  gint64 end;

  sluice_request_set_mode (request, SLUICE_MODE_JSON);
  player = sluice_player_new (recording, request, 0, FALSE);
  run = sluice_player_get_run (player);
  sluice_result_view_set_run (view, run);

  while (sluice_run_get_state (run) != SLUICE_RUN_FINISHED)
    take_turn (&turns);
  end = get_processor_time ();
  for (guint i = 0; i < 200; i++)
    take_turn (&turns);

  g_print ("%-6s %6u  %6.2f s  %7.1f ms longest  %5u turns  %4u over a frame  %3u over 50 ms  %6.0f bytes a row\n",
           shape == SLUICE_SHAPE_OBJECT ? "tree" : "items", n, (end - start) / 1e6, turns.longest / 1e3,
           turns.n_turns, turns.n_late, turns.n_deaf, (mallinfo2 ().uordblks - before) / (gdouble) n);

  sluice_result_view_set_run (view, NULL);
}

int
main (void)
{
  SluiceResultView *view;
  GtkWidget *window;

  gtk_init ();
  adw_init ();
  gtk_source_init ();

  view = sluice_result_view_new ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 300; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }

  measure (view, SCHEMA, SLUICE_SHAPE_ITERABLE, 100);
  measure (view, SCHEMA, SLUICE_SHAPE_ITERABLE, 1000);
  measure (view, SCHEMA, SLUICE_SHAPE_ITERABLE, 10000);
  measure (view, SCHEMA "\nclass People(BaseModel):\n    people: list[Person]\n", SLUICE_SHAPE_OBJECT, 1000);
  measure (view, SCHEMA "\nclass People(BaseModel):\n    people: list[Person]\n", SLUICE_SHAPE_OBJECT, 10000);

  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
