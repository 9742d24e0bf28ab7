/* sluice-frame.c: one event of a stream as it came over the wire, for the Wire view
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-frame.h"

struct _SluiceFrame
{
  GObject parent_instance;

  gint64  time_us;  /* since the request */
  char   *name;     /* owned, nullable */
  char   *data;     /* owned, valid UTF-8 */
  gsize   size;     /* bytes that came over the wire for data */
};

/**
 * SluiceFrame:
 *
 * One event of a stream as it came over the wire, kept for people to look at.
 */
G_DEFINE_FINAL_TYPE (SluiceFrame, sluice_frame, G_TYPE_OBJECT)

static void
sluice_frame_finalize (GObject *object)
{
  SluiceFrame *self = SLUICE_FRAME (object);

  g_free (self->name);
  g_free (self->data);

  G_OBJECT_CLASS (sluice_frame_parent_class)->finalize (object);
}

static void
sluice_frame_class_init (SluiceFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_frame_finalize;
}

static void
sluice_frame_init (SluiceFrame *self)
{
}

/**
 * sluice_frame_new:
 * @time_us: when it arrived, in microseconds since the request was sent
 * @name: (nullable): the name of the event, where its framing has names
 * @data: (array length=length) (element-type guint8): what it carries
 * @length: bytes of @data
 *
 * Keeps one wire event. Bytes of @data that are not UTF-8 show as U+FFFD.
 *
 * Returns: (transfer full): a frame
 */
SluiceFrame *
sluice_frame_new (gint64      time_us,
                  const char *name,
                  const char *data,
                  gsize       length)
{
  SluiceFrame *self = g_object_new (SLUICE_TYPE_FRAME, NULL);

  self->time_us = time_us;
  self->name = g_strdup (name);
  self->data = g_utf8_make_valid (data, length);
  self->size = length;

  return self;
}

/**
 * sluice_frame_get_time:
 * @self: a frame
 *
 * When the event arrived.
 *
 * Returns: microseconds since the request was sent
 */
gint64
sluice_frame_get_time (SluiceFrame *self)
{
  g_return_val_if_fail (SLUICE_IS_FRAME (self), 0);

  return self->time_us;
}

/**
 * sluice_frame_get_name:
 * @self: a frame
 *
 * The name of the event.
 *
 * Returns: (nullable): the name, `NULL` where the event had none
 */
const char *
sluice_frame_get_name (SluiceFrame *self)
{
  g_return_val_if_fail (SLUICE_IS_FRAME (self), NULL);

  return self->name;
}

/**
 * sluice_frame_get_data:
 * @self: a frame
 *
 * The text of the event.
 *
 * Returns: valid UTF-8
 */
const char *
sluice_frame_get_data (SluiceFrame *self)
{
  g_return_val_if_fail (SLUICE_IS_FRAME (self), NULL);

  return self->data;
}

/**
 * sluice_frame_get_size:
 * @self: a frame
 *
 * How long the text of the event was on the wire.
 *
 * Returns: a number of bytes
 */
gsize
sluice_frame_get_size (SluiceFrame *self)
{
  g_return_val_if_fail (SLUICE_IS_FRAME (self), 0);

  return self->size;
}
