/* sluice-frames.c: the wire events of an attempt, kept small until somebody looks at them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "run/sluice-frames-private.h"
#include "run/sluice-lazy-list-private.h"
#include "wire/sluice-frame.h"

/* its SluiceFrame is made when somebody looks at it */
typedef struct
{
  gint64  time_us;
  char   *name;    /* owned GRefString, nullable */
  char   *data;    /* owned */
  gsize   length;  /* bytes of data */
} Entry;

struct _SluiceFrames
{
  GArray         *entries;  /* Entry */
  SluiceLazyList *list;     /* owns the rest, for it may be held for longer */
};

static void
entry_clear (Entry *entry)
{
  g_clear_pointer (&entry->name, g_ref_string_release);
  g_free (entry->data);
}

static gpointer
create_frame (guint    index,
              gpointer data)
{
  SluiceFrames *self = data;
  const Entry *entry = &g_array_index (self->entries, Entry, index);

  return sluice_frame_new (entry->time_us, entry->name, entry->data, entry->length);
}

static void
free_data (gpointer data)
{
  SluiceFrames *self = data;

  g_array_unref (self->entries);
  g_free (self);
}

SluiceFrames *
sluice_frames_new (void)
{
  SluiceFrames *self = g_new0 (SluiceFrames, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) entry_clear);
  self->list = sluice_lazy_list_new (SLUICE_TYPE_FRAME, create_frame, self, free_data);

  return self;
}

void
sluice_frames_free (SluiceFrames *self)
{
  g_object_unref (self->list);
}

GListModel *
sluice_frames_get_model (SluiceFrames *self)
{
  return G_LIST_MODEL (self->list);
}

void
sluice_frames_add (SluiceFrames *self,
                   gint64        time_us,
                   const char   *name,
                   const char   *data,
                   gsize         length)
{
  Entry entry = { .time_us = time_us, .length = length };

  entry.name = name != NULL ? g_ref_string_new_intern (name) : NULL;
  entry.data = g_malloc (length + 1);
  if (length > 0)
    memcpy (entry.data, data, length);
  entry.data[length] = '\0';

  g_array_append_val (self->entries, entry);
  sluice_lazy_list_set_n (self->list, self->entries->len);
}

guint
sluice_frames_get_n (SluiceFrames *self)
{
  return self->entries->len;
}

void
sluice_frames_clear (SluiceFrames *self)
{
  g_array_set_size (self->entries, 0);
  sluice_lazy_list_clear (self->list);
}

gboolean
sluice_frames_is_due (SluiceFrames *self)
{
  return sluice_lazy_list_is_due (self->list);
}

void
sluice_frames_flush (SluiceFrames *self)
{
  sluice_lazy_list_flush (self->list);
}
