/* sluice-arrivals.c: which wire event brought which bytes, and when
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-arrivals-private.h"

#define GROUP_SIZE 64

typedef struct
{
  SluiceArrival first;
  guint         deltas;  /* where the differences of the following marks begin */
} Group;

static void
append_number (GByteArray *bytes,
               guint64     number)
{
  guint8 buffer[10];
  guint n = 0;

  for (; number >= 0x80; number >>= 7)
    buffer[n++] = 0x80 | (number & 0x7f);
  buffer[n++] = number;

  g_byte_array_append (bytes, buffer, n);
}

static guint64
read_number (const guint8 **p)
{
  guint64 number = 0;
  guint shift = 0;

  for (; **p & 0x80; (*p)++, shift += 7)
    number |= (guint64) (**p & 0x7f) << shift;

  number |= (guint64) *(*p)++ << shift;
  return number;
}

/* Small numbers of either sign become small numbers: 0, -1, 1, -2, 2 read 0, 1, 2, 3, 4. */
static guint64
fold_sign (gint64 number)
{
  return ((guint64) number << 1) ^ (number < 0 ? G_MAXUINT64 : 0);
}

static gint64
unfold_sign (guint64 number)
{
  return (gint64) (number >> 1) ^ -(gint64) (number & 1);
}

/* Makes an empty table, which holds no memory until its first mark. */
void
sluice_arrivals_init (SluiceArrivals *self)
{
  *self = (SluiceArrivals) { NULL };
}

/* Frees what the table holds. */
void
sluice_arrivals_clear (SluiceArrivals *self)
{
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->deltas, g_byte_array_unref);
  self->n_last = 0;
}

/* Forgets all marks and keeps the memory. */
void
sluice_arrivals_rewind (SluiceArrivals *self)
{
  if (self->groups == NULL)
    return;

  g_array_set_size (self->groups, 0);
  g_byte_array_set_size (self->deltas, 0);
  self->n_last = 0;
}

/* Adds a mark, which must not lie before the last one. Bytes of the same event at the same time
 * need no mark of their own. */
void
sluice_arrivals_add (SluiceArrivals *self,
                     guint32         offset,
                     gint64          time,
                     guint32         event)
{
  SluiceArrival mark = { time, offset, event };

  if (self->groups == NULL)
    {
      self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
      self->deltas = g_byte_array_new ();
    }
  else if (self->groups->len > 0 && self->last.time == time && self->last.event == event)
    return;

  if (self->groups->len == 0 || self->n_last == GROUP_SIZE)
    {
      Group group = { mark, self->deltas->len };

      g_array_append_val (self->groups, group);
      self->n_last = 1;
    }
  else
    {
      append_number (self->deltas, offset - self->last.offset);
      append_number (self->deltas, fold_sign ((gint64) event - self->last.event));
      append_number (self->deltas, fold_sign ((gint64) ((guint64) time - (guint64) self->last.time)));
      self->n_last++;
    }

  self->last = mark;
}

/* Forgets marks of bytes from one offset up to another, of which nobody will ask any more. What a
 * group holds goes as a whole or stays. */
void
sluice_arrivals_drop (SluiceArrivals *self,
                      guint32         from,
                      guint32         to)
{
  guint first = 0, last;
  guint deltas;

  if (self->groups == NULL || self->groups->len == 0)
    return;

  while (first < self->groups->len && g_array_index (self->groups, Group, first).first.offset < from)
    first++;
  last = first;
  while (last + 1 < self->groups->len
         && g_array_index (self->groups, Group, last + 1).first.offset <= to)
    last++;
  if (last == first)
    return;

  deltas = g_array_index (self->groups, Group, last).deltas
           - g_array_index (self->groups, Group, first).deltas;
  g_byte_array_remove_range (self->deltas, g_array_index (self->groups, Group, first).deltas, deltas);
  g_array_remove_range (self->groups, first, last - first);
  for (guint i = first; i < self->groups->len; i++)
    g_array_index (self->groups, Group, i).deltas -= deltas;
}

/* Finds the mark of the byte at an offset. FALSE where none was made by then. */
gboolean
sluice_arrivals_find (const SluiceArrivals *self,
                      guint32               offset,
                      SluiceArrival        *arrival)
{
  const Group *groups;
  const guint8 *p, *end;
  guint low = 0, high;

  if (self->groups == NULL || self->groups->len == 0)
    return FALSE;

  groups = (const Group *) self->groups->data;
  high = self->groups->len;
  if (groups[0].first.offset > offset)
    return FALSE;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (groups[middle].first.offset <= offset)
        low = middle;
      else
        high = middle;
    }

  *arrival = groups[low].first;
  p = self->deltas->data + groups[low].deltas;
  end = self->deltas->data + (low + 1 < self->groups->len ? groups[low + 1].deltas
                                                          : self->deltas->len);
  while (p < end)
    {
      guint32 next = arrival->offset + read_number (&p);

      if (next > offset)
        break;
      arrival->offset = next;
      arrival->event += unfold_sign (read_number (&p));
      arrival->time = (gint64) ((guint64) arrival->time + (guint64) unfold_sign (read_number (&p)));
    }

  return TRUE;
}
