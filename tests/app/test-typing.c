/* test-typing.c: a window in which one types while a thousand items arrive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gtksourceview/gtksource.h>
#include <sluice-simulator.h>
#include <time.h>

#include "sluice-message-card.h"
#include "sluice-window.h"
#include "widget-probe.h"

#ifdef __SANITIZE_ADDRESS__
#define N_ITEMS 200  /* everything takes several times as long */
#else
#define N_ITEMS 1000
#endif
#define KEY_INTERVAL_MS 20

/* How long the loop may be busy without looking at the keyboard: of the processor's time, so that
 * other programs do not count. */
#ifdef __OPTIMIZE__
#define MAX_TURN_US (100 * 1000)
#else
#define MAX_TURN_US (300 * 1000)
#endif
#ifdef __SANITIZE_ADDRESS__
#define SLOWNESS 8
#else
#define SLOWNESS 1
#endif

#define SCHEMA "class User(BaseModel):\n    name: str\n    age: int\n"
#define PROMPT "Make up " G_STRINGIFY (N_ITEMS) " users."

/* What the loop does between one look at its sources and the next. */
static gint64 turn_start;    /* 0 = none has begun */
static gint64 longest_turn;
static guint n_turns;

typedef struct
{
  SluiceRun     *run;     /* lent */
  GtkTextBuffer *buffer;  /* lent */
  guint          n_keys;
} Typing;

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
poll_and_measure (GPollFD *fds,
                  guint    n_fds,
                  int      timeout)
{
  int n_ready;

  if (turn_start)
    {
      longest_turn = MAX (longest_turn, get_cpu_us () - turn_start);
      n_turns++;
    }
  n_ready = g_poll (fds, n_fds, timeout);
  turn_start = get_cpu_us ();

  return n_ready;
}

static gboolean
type_cb (gpointer user_data)
{
  Typing *typing = user_data;
  char key[] = { 'a' + typing->n_keys % 26, '\0' };

  gtk_text_buffer_insert_at_cursor (typing->buffer, key, 1);
  typing->n_keys++;

  return G_SOURCE_CONTINUE;
}

static gboolean
has_finished (gpointer user_data)
{
  Typing *typing = user_data;

  return sluice_run_get_state (typing->run) == SLUICE_RUN_FINISHED;
}

static SluiceDocument *
create_document (void)
{
  g_autoptr(SluiceExtraction) extraction = sluice_extraction_new ();
  g_autoptr(SluiceMessage) message = sluice_message_new (SLUICE_ROLE_USER, PROMPT);

  g_object_set (extraction, "provider", "demo", "model", "fast", "shape", SLUICE_SHAPE_ITERABLE, NULL);
  sluice_extraction_set_schema_text (extraction, SCHEMA, SLUICE_NOTATION_CLASSES);
  g_list_store_append (sluice_extraction_get_messages (extraction), message);

  return sluice_document_new (extraction);
}

static char *
dup_typed (guint n_keys)
{
  GString *typed = g_string_new (NULL);

  for (guint i = 0; i < n_keys; i++)
    g_string_append_c (typed, 'a' + i % 26);
  g_string_append (typed, PROMPT);

  return g_string_free (typed, FALSE);
}

/* Types while the run goes on; gives back how many keys there were. */
static guint
run_and_type (SluiceExtractionPage *page,
              GtkWidget            *view)
{
  Typing typing = { .buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)) };
  guint source;

  sluice_extraction_page_run (page);
  typing.run = sluice_extraction_page_get_run (page);
  g_assert_nonnull (typing.run);

  source = g_timeout_add (KEY_INTERVAL_MS, type_cb, &typing);
  g_main_context_set_poll_func (NULL, poll_and_measure);
  probe_wait (has_finished, &typing);
  /* What is shown comes after what is known. */
  probe_wait_ms (500);
  g_main_context_set_poll_func (NULL, NULL);
  g_source_remove (source);

  return typing.n_keys;
}

static void
test_typing (void)
{
  g_autoptr(SluiceClient) client = sluice_client_new ();
  g_autoptr(SluiceSimulator) simulator = sluice_simulator_new ();
  SluiceProvider *demo = sluice_catalogue_lookup (sluice_client_get_catalogue (client), "demo");
  g_autoptr(SluiceDocument) document = create_document ();
  g_autoptr(GError) error = NULL;
  g_autofree char *base_url = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *text = NULL;
  SluiceExtractionPage *page;
  SluiceWindow *window;
  SluiceRun *run;
  guint n_keys;

  g_test_summary ("A thousand items at full speed do not get in the way of one who types");

  sluice_simulator_set_speed (simulator, 0);  /* as fast as it is read */
  sluice_simulator_listen (simulator, 0, &error);
  g_assert_no_error (error);
  base_url = sluice_simulator_dup_base_url (simulator, sluice_wire_get_name (sluice_provider_get_wire (demo)));
  sluice_provider_set_base_url (demo, base_url);

  window = sluice_window_new (NULL, client);
  gtk_window_present (GTK_WINDOW (window));
  page = sluice_window_open_document (window, document);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));

  n_keys = run_and_type (page, probe_find (probe_find (GTK_WIDGET (page), SLUICE_TYPE_MESSAGE_CARD),
                                           GTK_SOURCE_TYPE_VIEW));
  run = sluice_extraction_page_get_run (page);
  g_assert_cmpint (sluice_run_get_outcome (run), ==, SLUICE_OUTCOME_COMPLETE);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_run_get_items (run)), ==, N_ITEMS);

  g_test_message ("%u keys, %u turns, the longest %d ms", n_keys, n_turns, (int) (longest_turn / 1000));
  wanted = dup_typed (n_keys);
  text = probe_dup_text (probe_find (probe_find (GTK_WIDGET (page), SLUICE_TYPE_MESSAGE_CARD), GTK_SOURCE_TYPE_VIEW));
  g_assert_cmpstr (text, ==, wanted);
  g_assert_cmpuint (n_keys, >, 0);
  g_assert_cmpint (longest_turn, <, MAX_TURN_US * SLOWNESS);

  gtk_window_destroy (GTK_WINDOW (window));
  probe_settle ();
  sluice_simulator_stop (simulator);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  g_test_add_func ("/typing", test_typing);

  return g_test_run ();
}
