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
  GObject         parent_instance;

  SluicePlayback *playback;  /* owned; the run has it too */
  SluiceRun      *run;       /* owned */
};

G_DEFINE_FINAL_TYPE (SluicePlayer, sluice_player, G_TYPE_OBJECT)

enum { PROP_0, PROP_SPEED, PROP_RUN, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
sluice_player_dispose (GObject *object)
{
  SluicePlayer *self = SLUICE_PLAYER (object);

  g_clear_object (&self->run);
  g_clear_object (&self->playback);

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
   * SluicePlayer:run:
   *
   * The run that it plays.
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
  if (request != NULL)
    {
      own = sluice_request_copy (request);
    }
  else
    {
      g_autoptr(SluiceSchema) anything =
        sluice_schema_new_for_text ("{}", SLUICE_NOTATION_JSON_SCHEMA, NULL);

      own = sluice_request_new (anything, SLUICE_SHAPE_OBJECT);
    }

  self = g_object_new (SLUICE_TYPE_PLAYER, NULL);
  self->playback = sluice_playback_new (recording, speed);
  self->run = sluice_run_new_for_transport (sluice_recording_get_wire (recording), own,
                                            SLUICE_TRANSPORT (self->playback), strict);

  return self;
}

/**
 * sluice_player_get_run:
 * @self: a player
 *
 * Gets the run that it plays. It goes on without the player too.
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
