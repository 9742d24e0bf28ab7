/* sluice-arrivals.c: which wire event brought which bytes, and when
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-arrivals-private.h"

#include <string.h>

#define GROUP_SIZE 64

/* A mark is first a byte that says how many bytes after the one before it begins, where it is of
 * the next event and not earlier, as nearly all are; what follows is the time since then. In the
 * place of that byte, OTHER says that all three differences follow. */
#define OTHER       0xff
#define MAX_OFFSET  0xfe

/* The longest mark: OTHER, and three numbers of 32, 33 and 64 bits. */
#define MAX_MARK    (1 + 5 + 5 + 10)

/* Where there are more, which takes a text of gigabytes in single bytes, later bytes count as brought
 * by the last mark. */
#define MAX_DELTAS  (G_MAXUINT32 / 2)

/* The room for marks grows by an eighth of what is there: what is unused is memory, too. */
#define FIRST_ROOM  256

struct _SluiceArrivalGroup
{
  SluiceArrival first;
  guint32       deltas;  /* where the differences of the following marks begin */
};

static guint8 *
write_number (guint8  *p,
              guint64  number)
{
  for (; number >= 0x80; number >>= 7)
    *p++ = 0x80 | (number & 0x7f);
  *p++ = number;

  return p;
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
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->deltas, g_free);
  sluice_arrivals_init (self);
}

/* Forgets all marks and keeps the memory. */
void
sluice_arrivals_rewind (SluiceArrivals *self)
{
  self->n_groups = 0;
  self->n_deltas = 0;
  self->n_last = 0;
}

static void
begin_group (SluiceArrivals *self,
             SluiceArrival   mark)
{
  if (self->n_groups == self->groups_room)
    {
      self->groups_room += MAX (self->groups_room / 8, FIRST_ROOM / sizeof *self->groups);
      self->groups = g_renew (SluiceArrivalGroup, self->groups, self->groups_room);
    }

  self->groups[self->n_groups++] = (SluiceArrivalGroup) { mark, self->n_deltas };
  self->n_last = 1;
}

static void
add_deltas (SluiceArrivals *self,
            guint32         offset,
            gint64          event,
            gint64          time)
{
  guint8 *p;

  if (G_UNLIKELY (self->deltas_room - self->n_deltas < MAX_MARK))
    {
      self->deltas_room += MAX (self->deltas_room / 8, FIRST_ROOM);
      self->deltas = g_realloc (self->deltas, self->deltas_room);
    }

  p = self->deltas + self->n_deltas;
  if (G_LIKELY (event == 1 && time >= 0 && offset <= MAX_OFFSET))
    {
      *p++ = offset;
      p = write_number (p, time);
    }
  else
    {
      *p++ = OTHER;
      p = write_number (p, offset);
      p = write_number (p, fold_sign (event));
      p = write_number (p, fold_sign (time));
    }
  self->n_deltas = p - self->deltas;
  self->n_last++;
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

  if (self->n_groups > 0 && self->last.time == time && self->last.event == event)
    return;
  if (G_UNLIKELY (self->n_deltas > MAX_DELTAS))
    return;

  if (self->n_groups == 0 || self->n_last == GROUP_SIZE)
    begin_group (self, mark);
  else
    add_deltas (self, offset - self->last.offset, (gint64) event - self->last.event,
                (gint64) ((guint64) time - (guint64) self->last.time));

  self->last = mark;
}

/* Forgets marks of bytes from one offset up to another, of which nobody will ask any more. What a
 * group holds goes as a whole or stays. */
void
sluice_arrivals_drop (SluiceArrivals *self,
                      guint32         from,
                      guint32         to)
{
  SluiceArrivalGroup *groups = self->groups;
  guint32 first = 0, last, deltas;

  while (first < self->n_groups && groups[first].first.offset < from)
    first++;
  last = first;
  while (last + 1 < self->n_groups && groups[last + 1].first.offset <= to)
    last++;
  if (last == first)
    return;

  deltas = groups[last].deltas - groups[first].deltas;
  memmove (self->deltas + groups[first].deltas, self->deltas + groups[last].deltas,
           self->n_deltas - groups[last].deltas);
  self->n_deltas -= deltas;

  memmove (groups + first, groups + last, (self->n_groups - last) * sizeof *groups);
  self->n_groups -= last - first;
  for (guint32 i = first; i < self->n_groups; i++)
    groups[i].deltas -= deltas;
}

/* Finds the mark of the byte at an offset. FALSE where none was made by then. */
gboolean
sluice_arrivals_find (const SluiceArrivals *self,
                      guint32               offset,
                      SluiceArrival        *arrival)
{
  const SluiceArrivalGroup *groups = self->groups;
  const guint8 *p, *end;
  guint32 low = 0, high = self->n_groups;

  if (high == 0 || groups[0].first.offset > offset)
    return FALSE;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (groups[middle].first.offset <= offset)
        low = middle;
      else
        high = middle;
    }

  *arrival = groups[low].first;
  p = self->deltas + groups[low].deltas;
  end = self->deltas + (low + 1 < self->n_groups ? groups[low + 1].deltas : self->n_deltas);
  while (p < end)
    {
      gboolean other = *p == OTHER;
      guint32 next = arrival->offset + *p++;
      gint64 event = 1, time;

      if (G_UNLIKELY (other))
        {
          next = arrival->offset + read_number (&p);
          event = unfold_sign (read_number (&p));
          time = unfold_sign (read_number (&p));
        }
      else
        time = read_number (&p);

      if (next > offset)
        break;
      *arrival = (SluiceArrival) { (gint64) ((guint64) arrival->time + (guint64) time), next,
                                   arrival->event + event };
    }

  return TRUE;
}
