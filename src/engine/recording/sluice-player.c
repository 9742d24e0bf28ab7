/* sluice-player.c: plays a recording as a run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "recording/sluice-playback-private.h"
#include "recording/sluice-player.h"
#include "run/sluice-run-private.h"

struct _SluicePlayer
{
  GObject          parent_instance;

  SluiceRecording *recording; /* owned */
  SluiceRequest   *request;   /* owned; nobody changes it */
  SluicePlayback  *playback;  /* owned; the run has it too */
  SluiceRun       *run;       /* owned */
  guint            strict : 1;
  guint            paused : 1;
};

G_DEFINE_FINAL_TYPE (SluicePlayer, sluice_player, G_TYPE_OBJECT)

enum { PROP_0, PROP_SPEED, PROP_PAUSED, PROP_RUN, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* A run only goes forward: each way back is a run of its own. */
static void
start (SluicePlayer *self,
       gdouble       speed)
{
  g_clear_object (&self->playback);
  g_clear_object (&self->run);

  self->playback = sluice_playback_new (self->recording, speed);
  sluice_playback_set_held (self->playback, self->paused);
  self->run = sluice_run_new_for_transport (sluice_recording_get_wire (self->recording),
                                            self->request, SLUICE_TRANSPORT (self->playback),
                                            self->strict);
}

static void
sluice_player_dispose (GObject *object)
{
  SluicePlayer *self = SLUICE_PLAYER (object);

  /* The run keeps itself alive until it has finished, and nobody is left who could let it go on. */
  if (self->playback != NULL)
    sluice_playback_set_held (self->playback, FALSE);

  g_clear_object (&self->run);
  g_clear_object (&self->playback);
  g_clear_object (&self->request);
  g_clear_object (&self->recording);

  G_OBJECT_CLASS (sluice_player_parent_class)->dispose (object);
}

static void
sluice_player_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SluicePlayer *self = SLUICE_PLAYER (object);

  switch (prop_id)
    {
    case PROP_SPEED:
      g_value_set_double (value, sluice_player_get_speed (self));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_player_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SluicePlayer *self = SLUICE_PLAYER (object);

  switch (prop_id)
    {
    case PROP_SPEED:
      sluice_player_set_speed (self, g_value_get_double (value));
      break;
    case PROP_PAUSED:
      sluice_player_set_paused (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_player_class_init (SluicePlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sluice_player_dispose;
  object_class->get_property = sluice_player_get_property;
  object_class->set_property = sluice_player_set_property;

  /**
   * SluicePlayer:speed:
   *
   * How fast it plays: 1 = as recorded, 0 = as fast as it can be read.
   */
  properties[PROP_SPEED] =
    g_param_spec_double ("speed", NULL, NULL, 0, G_MAXDOUBLE, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * SluicePlayer:paused:
   *
   * Whether it stands still.
   */
  properties[PROP_PAUSED] =
    g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * SluicePlayer:run:
   *
   * The run that it plays. Seeking back begins another.
   */
  properties[PROP_RUN] =
    g_param_spec_object ("run", NULL, NULL, SLUICE_TYPE_RUN,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_player_init (SluicePlayer *self)
{
}

/**
 * sluice_player_new:
 * @recording: what to play
 * @request: (nullable): the schema and shape to read it with; %NULL for those of the recording
 * @speed: 1 = as recorded, 2 = twice as fast, 0 = as fast as it can be read
 * @strict: whether deviations from JSON are errors instead of repairs
 *
 * Plays a recording as a run, which begins on the next turn of the thread-default main context.
 * The times that it tells are those of the recording, whatever the speed. Silences of more than two
 * seconds are shortened to two.
 *
 * Where nobody knows the schema, any value is read.
 *
 * Returns: (transfer full): a new player
 */
SluicePlayer *
sluice_player_new (SluiceRecording *recording,
                   SluiceRequest   *request,
                   gdouble          speed,
                   gboolean         strict)
{
  g_autoptr(SluiceRequest) own = NULL;
  SluicePlayer *self;

  g_return_val_if_fail (SLUICE_IS_RECORDING (recording), NULL);
  g_return_val_if_fail (request == NULL || SLUICE_IS_REQUEST (request), NULL);
  g_return_val_if_fail (speed >= 0, NULL);

  if (request == NULL)
    request = sluice_recording_get_request (recording);
  own = request != NULL ? sluice_request_copy (request)
                        : sluice_request_new (NULL, SLUICE_SHAPE_OBJECT);

  self = g_object_new (SLUICE_TYPE_PLAYER, NULL);
  self->recording = g_object_ref (recording);
  self->request = g_steal_pointer (&own);
  self->strict = !!strict;
  start (self, speed);

  return self;
}

/**
 * sluice_player_get_recording:
 * @self: a player
 *
 * Gets what it plays.
 *
 * Returns: (transfer none): the recording
 */
SluiceRecording *
sluice_player_get_recording (SluicePlayer *self)
{
  g_return_val_if_fail (SLUICE_IS_PLAYER (self), NULL);

  return self->recording;
}

/**
 * sluice_player_get_run:
 * @self: a player
 *
 * Gets the run that it plays. It goes on without the player too. [method@Player.seek] may begin
 * another one.
 *
 * Returns: (transfer none): the run
 */
SluiceRun *
sluice_player_get_run (SluicePlayer *self)
{
  g_return_val_if_fail (SLUICE_IS_PLAYER (self), NULL);

  return self->run;
}

/**
 * sluice_player_get_speed:
 * @self: a player
 *
 * Gets how fast it plays.
 *
 * Returns: 1 = as recorded, 0 = as fast as it can be read
 */
gdouble
sluice_player_get_speed (SluicePlayer *self)
{
  g_return_val_if_fail (SLUICE_IS_PLAYER (self), 1);

  return sluice_playback_get_speed (self->playback);
}

/**
 * sluice_player_set_speed:
 * @self: a player
 * @speed: 1 = as recorded, 0 = as fast as it can be read
 *
 * Goes on playing at another speed.
 */
void
sluice_player_set_speed (SluicePlayer *self,
                         gdouble       speed)
{
  g_return_if_fail (SLUICE_IS_PLAYER (self));
  g_return_if_fail (speed >= 0);

  if (sluice_player_get_speed (self) == speed)
    return;

  sluice_playback_set_speed (self->playback, speed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

/**
 * sluice_player_get_paused:
 * @self: a player
 *
 * Gets whether it stands still.
 *
 * Returns: %TRUE when it does
 */
gboolean
sluice_player_get_paused (SluicePlayer *self)
{
  g_return_val_if_fail (SLUICE_IS_PLAYER (self), FALSE);

  return self->paused;
}

/**
 * sluice_player_set_paused:
 * @self: a player
 * @paused: whether to stand still
 *
 * Stops where it is, or goes on from there.
 */
void
sluice_player_set_paused (SluicePlayer *self,
                          gboolean      paused)
{
  g_return_if_fail (SLUICE_IS_PLAYER (self));

  if (self->paused == !!paused)
    return;

  self->paused = !!paused;
  sluice_playback_set_held (self->playback, self->paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/**
 * sluice_player_step:
 * @self: a player
 *
 * Pauses, and gives the run one chunk more; after the last one, the end.
 */
void
sluice_player_step (SluicePlayer *self)
{
  g_return_if_fail (SLUICE_IS_PLAYER (self));

  sluice_player_set_paused (self, TRUE);
  sluice_playback_step (self->playback);
}

/**
 * sluice_player_seek:
 * @self: a player
 * @time_us: a time of the recording, in microseconds since the request was sent
 *
 * Goes to where everything has arrived that had arrived at that time, as fast as it can be read,
 * and plays on from there unless it is paused.
 *
 * What was told cannot be taken back, so a time before the position begins another run, which
 * [property@Player:run] tells of before the one until now is cancelled.
 */
void
sluice_player_seek (SluicePlayer *self,
                    gint64        time_us)
{
  g_return_if_fail (SLUICE_IS_PLAYER (self));

  if (time_us < sluice_playback_get_position (self->playback))
    {
      g_autoptr(SluiceRun) old = g_object_ref (self->run);

      start (self, sluice_playback_get_speed (self->playback));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
      if (sluice_run_get_state (old) != SLUICE_RUN_FINISHED)
        sluice_run_cancel (old);
    }

  sluice_playback_set_goal (self->playback, time_us);
}

/**
 * sluice_player_get_position:
 * @self: a player
 *
 * Gets how far it has come.
 *
 * Returns: the time of the recording that the run was given last, in microseconds
 */
gint64
sluice_player_get_position (SluicePlayer *self)
{
  g_return_val_if_fail (SLUICE_IS_PLAYER (self), 0);

  return sluice_playback_get_position (self->playback);
}
