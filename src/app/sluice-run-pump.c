/* sluice-run-pump.c: lets a run announce what it has received, at the pace of the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes come as fast as they like; the views hear of them thirty times a second at most, between
 * two frames. A window that is hidden draws no frames, so a slow timer flushes as well. While
 * nothing arrives nothing runs but that timer, and after the end of the run not even that.
 */
#include "config.h"

#include "sluice-run-pump.h"

#define FLUSH_INTERVAL_US (G_USEC_PER_SEC / 30)
#define TIMER_MS 250

struct _SluiceRunPump
{
  GObject    parent_instance;

  GtkWidget *widget;      /* not owned: owns us */
  SluiceRun *run;         /* nullable */
  guint      tick_id;
  guint      timer_id;
  gint64     flush_time;  /* us */
  gint64     chunk_time;  /* us: when the last bytes came */
};

enum { FLUSHED, TICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SluiceRunPump, sluice_run_pump, G_TYPE_OBJECT)

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SluiceRunPump *self = user_data;

  if (g_get_monotonic_time () - self->flush_time < FLUSH_INTERVAL_US)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  sluice_run_pump_flush (self);

  return G_SOURCE_REMOVE;
}

static void
queue_flush (SluiceRunPump *self)
{
  if (self->tick_id == 0 && gtk_widget_get_mapped (self->widget))
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

static void
stop_tick (SluiceRunPump *self)
{
  if (self->tick_id > 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

static gboolean
timer_cb (gpointer user_data)
{
  SluiceRunPump *self = user_data;

  if (gtk_widget_get_mapped (self->widget) && sluice_run_has_changes (self->run))
    sluice_run_pump_flush (self);

  g_signal_emit (self, signals[TICKED], 0);

  return G_SOURCE_CONTINUE;
}

static void
chunk_cb (SluiceRunPump *self)
{
  self->chunk_time = g_get_monotonic_time ();
  queue_flush (self);
}

static void
state_changed_cb (SluiceRunPump *self)
{
  self->chunk_time = g_get_monotonic_time ();
  queue_flush (self);
  g_signal_emit (self, signals[TICKED], 0);
}

static void
finished_cb (SluiceRunPump *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  stop_tick (self);
  sluice_run_pump_flush (self);
  g_signal_emit (self, signals[TICKED], 0);
}

static void
let_go (SluiceRunPump *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  stop_tick (self);

  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
}

static void
sluice_run_pump_dispose (GObject *object)
{
  let_go (SLUICE_RUN_PUMP (object));

  G_OBJECT_CLASS (sluice_run_pump_parent_class)->dispose (object);
}

static void
sluice_run_pump_class_init (SluiceRunPumpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_run_pump_dispose;

  signals[FLUSHED] = g_signal_new ("flushed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TICKED] = g_signal_new ("ticked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sluice_run_pump_init (SluiceRunPump *self)
{
}

/**
 * sluice_run_pump_new:
 * @widget: the widget whose frames set the pace; owns the pump, and is not kept by it
 *
 * Returns: (transfer full): a pump without a run
 */
SluiceRunPump *
sluice_run_pump_new (GtkWidget *widget)
{
  SluiceRunPump *self = g_object_new (SLUICE_TYPE_RUN_PUMP, NULL);

  self->widget = widget;

  return self;
}

/**
 * sluice_run_pump_set_run:
 * @self: a pump
 * @run: (nullable): a run
 *
 * Takes care of another run.
 */
void
sluice_run_pump_set_run (SluiceRunPump *self,
                         SluiceRun     *run)
{
  g_return_if_fail (SLUICE_IS_RUN_PUMP (self));

  if (self->run == run)
    return;

  let_go (self);
  if (!run)
    return;

  self->run = g_object_ref (run);
  self->chunk_time = g_get_monotonic_time ();

  if (sluice_run_get_state (run) == SLUICE_RUN_FINISHED)
    return;

  g_signal_connect_swapped (run, "chunk", G_CALLBACK (chunk_cb), self);
  g_signal_connect_swapped (run, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (run, "finished", G_CALLBACK (finished_cb), self);
  self->timer_id = g_timeout_add (TIMER_MS, timer_cb, self);
}

/**
 * sluice_run_pump_flush:
 * @self: a pump
 *
 * Announces what is new at once.
 */
void
sluice_run_pump_flush (SluiceRunPump *self)
{
  g_return_if_fail (SLUICE_IS_RUN_PUMP (self));

  if (!self->run)
    return;

  self->flush_time = g_get_monotonic_time ();
  sluice_run_flush (self->run);
  g_signal_emit (self, signals[FLUSHED], 0);
}

/**
 * sluice_run_pump_get_silence:
 * @self: a pump
 *
 * Returns: microseconds since the last bytes of the run
 */
gint64
sluice_run_pump_get_silence (SluiceRunPump *self)
{
  g_return_val_if_fail (SLUICE_IS_RUN_PUMP (self), 0);

  return g_get_monotonic_time () - self->chunk_time;
}
