/* sluice-playback.c: the transport that plays a recording
 *
 * There are three times: that of the recording, which the chunks bring with them and which is told
 * on; the same without its long silences, in which chunks are due; and that of the clock on the
 * wall. The second runs `speed` times as fast as the third.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "recording/sluice-playback-private.h"
#include "run/sluice-pace-private.h"

/* What is told in one turn of the main context, at most. */
#define SLICE_BYTES (64 * 1024)

struct _SluicePlayback
{
  SluiceTransport  parent_instance;

  SluiceRecording *recording;   /* owned */
  gdouble          speed;       /* 0 = as fast as it can be read */

  GSource         *source;      /* owned, nullable: wakes us when the next chunk is due */
  guint            position;    /* of the next chunk */
  gsize            offset;      /* in the next chunk: what of it was told */
  gint64           due_us;      /* when the next chunk is due, without long silences */

  gint64           anchor_us;   /* where we were, without long silences… */
  gint64           anchor_wall; /* …at this time of the monotonic clock */
  SluicePace       pace;        /* goes on after others had their turn */
  guint            steps;       /* chunks to be told at once */
  gint64           goal_us;     /* what had come by this time of the recording is told at once */
  guint            head_told : 1;
  guint            end_told : 1;
  guint            paused : 1;  /* by the reader, who cannot keep up */
  guint            held : 1;    /* by a person */
};

G_DEFINE_FINAL_TYPE (SluicePlayback, sluice_playback, SLUICE_TYPE_TRANSPORT)

static gint64
get_time (SluicePlayback *self,
          guint           position)
{
  gint64 time_us;

  if (position >= sluice_recording_get_n_chunks (self->recording))
    return sluice_recording_get_duration (self->recording);

  sluice_recording_get_chunk (self->recording, position, &time_us);

  return time_us;
}

/* The silence before a chunk, or before the end. */
static gint64
get_gap (SluicePlayback *self,
         guint           position)
{
  gint64 before = position > 0 ? get_time (self, position - 1) : 0;

  return MIN (get_time (self, position) - before, SLUICE_PLAYBACK_MAX_GAP_US);
}

static gint64
get_now (SluicePlayback *self)
{
  return self->anchor_us + (g_get_monotonic_time () - self->anchor_wall) * self->speed;
}

/* Time counts from here on; none has passed while it stood still. */
static void
anchor (SluicePlayback *self)
{
  if (!self->paused && !self->held)
    self->anchor_us = self->speed > 0 ? MIN (get_now (self), self->due_us) : self->due_us;
  self->anchor_wall = g_get_monotonic_time ();
}

/* Whether the next chunk is wanted at once, whatever the clock says. */
static gboolean
is_wanted (SluicePlayback *self)
{
  return self->offset > 0 || self->steps > 0 || get_time (self, self->position) <= self->goal_us;
}

static gboolean
is_due (SluicePlayback *self)
{
  return is_wanted (self)
         || (!self->held && (self->speed <= 0 || self->due_us <= get_now (self)));
}

static gint64
get_ready_time (SluicePlayback *self)
{
  if (self->paused || self->pace.turn != NULL || (self->held && !is_wanted (self)))
    return -1;
  if (is_wanted (self) || self->speed <= 0)
    return 0;

  return self->anchor_wall + (self->due_us - self->anchor_us) / self->speed;
}

static void
schedule (SluicePlayback *self)
{
  if (self->source != NULL)
    g_source_set_ready_time (self->source, get_ready_time (self));
}

static void
stop (SluicePlayback *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  sluice_pace_clear (&self->pace);
}

static void
tell_head (SluicePlayback *self)
{
  guint status = sluice_recording_get_status (self->recording);

  self->head_told = TRUE;
  if (status != 0)
    sluice_transport_head (SLUICE_TRANSPORT (self), status,
                           sluice_recording_get_headers (self->recording));
}

static void
tell_end (SluicePlayback *self)
{
  const char *problem = sluice_recording_get_problem (self->recording);
  g_autoptr(GError) error = NULL;

  if (problem != NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, problem);

  self->end_told = TRUE;
  stop (self);
  sluice_transport_ended (SLUICE_TRANSPORT (self), error);
}

/* A chunk that was told before it was due takes the time with it. */
static void
catch_up (SluicePlayback *self)
{
  if (self->held || self->due_us > get_now (self))
    {
      self->anchor_us = self->due_us;
      self->anchor_wall = g_get_monotonic_time ();
    }
}

/* A chunk that is larger than a slice is told in several. Returns the bytes that were told. */
static gsize
tell_chunk (SluicePlayback *self)
{
  gint64 time_us;
  GBytes *chunk = sluice_recording_get_chunk (self->recording, self->position, &time_us);
  gsize size = g_bytes_get_size (chunk);
  gsize told = MIN (size - self->offset, SLICE_BYTES);
  g_autoptr(GBytes) part = g_bytes_new_from_bytes (chunk, self->offset, told);

  self->offset += told;
  if (self->offset == size)
    {
      catch_up (self);
      self->offset = 0;
      self->position++;
      self->steps -= MIN (self->steps, 1);
      self->due_us += get_gap (self, self->position);
    }
  sluice_transport_chunk (SLUICE_TRANSPORT (self), part, time_us);

  return told;
}

static gboolean
turn_cb (gpointer user_data)
{
  SluicePlayback *self = user_data;

  sluice_pace_clear (&self->pace);
  schedule (self);

  return G_SOURCE_REMOVE;
}

/* Whoever listens may pause, cancel, or drop us. */
static gboolean
play_cb (gpointer user_data)
{
  g_autoptr(SluicePlayback) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + SLUICE_PACE_SLICE_US;
  gsize bytes = 0;

  if (!self->head_told)
    tell_head (self);

  while (self->source != NULL && !self->paused && is_due (self)
         && bytes < SLICE_BYTES && g_get_monotonic_time () < deadline)
    {
      if (self->position == sluice_recording_get_n_chunks (self->recording))
        tell_end (self);
      else
        bytes += tell_chunk (self);
    }

  if (self->source != NULL && !self->paused && is_due (self))
    sluice_pace_wait (&self->pace, g_source_get_context (self->source), turn_cb, self);
  schedule (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

static void
sluice_playback_start (SluiceTransport *transport)
{
  SluicePlayback *self = SLUICE_PLAYBACK (transport);
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();

  self->due_us = get_gap (self, 0);
  self->anchor_us = 0;
  self->anchor_wall = g_get_monotonic_time ();

  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_name (self->source, "SluicePlayback");
  g_source_set_priority (self->source, SLUICE_PACE_PRIORITY);
  g_source_set_callback (self->source, play_cb, self, NULL);
  g_source_attach (self->source, context);
  schedule (self);
}

static void
sluice_playback_cancel (SluiceTransport *transport)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  stop (SLUICE_PLAYBACK (transport));
  sluice_transport_ended (transport, error);
}

static void
sluice_playback_set_paused (SluiceTransport *transport,
                            gboolean         paused)
{
  SluicePlayback *self = SLUICE_PLAYBACK (transport);

  anchor (self);
  self->paused = !!paused;
  schedule (self);
}

static void
sluice_playback_dispose (GObject *object)
{
  SluicePlayback *self = SLUICE_PLAYBACK (object);

  stop (self);
  g_clear_object (&self->recording);

  G_OBJECT_CLASS (sluice_playback_parent_class)->dispose (object);
}

static void
sluice_playback_class_init (SluicePlaybackClass *klass)
{
  SluiceTransportClass *transport_class = SLUICE_TRANSPORT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_playback_dispose;

  transport_class->start = sluice_playback_start;
  transport_class->cancel = sluice_playback_cancel;
  transport_class->set_paused = sluice_playback_set_paused;
}

static void
sluice_playback_init (SluicePlayback *self)
{
  self->goal_us = -1;
}

SluicePlayback *
sluice_playback_new (SluiceRecording *recording,
                     gdouble          speed)
{
  SluicePlayback *self = g_object_new (SLUICE_TYPE_PLAYBACK, NULL);

  self->recording = g_object_ref (recording);
  self->speed = MAX (speed, 0);

  return self;
}

gdouble
sluice_playback_get_speed (SluicePlayback *self)
{
  return self->speed;
}

void
sluice_playback_set_speed (SluicePlayback *self,
                           gdouble         speed)
{
  anchor (self);
  self->speed = MAX (speed, 0);
  schedule (self);
}

void
sluice_playback_set_held (SluicePlayback *self,
                          gboolean        held)
{
  anchor (self);
  self->held = !!held;
  schedule (self);
}

void
sluice_playback_step (SluicePlayback *self)
{
  self->steps++;
  schedule (self);
}

void
sluice_playback_set_goal (SluicePlayback *self,
                          gint64          time_us)
{
  self->goal_us = time_us;
  schedule (self);
}

gint64
sluice_playback_get_position (SluicePlayback *self)
{
  if (self->end_told)
    return sluice_recording_get_duration (self->recording);

  return self->position > 0 ? get_time (self, self->position - 1) : 0;
}
