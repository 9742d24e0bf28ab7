/* sluice-random.c: numbers that look random and are the same every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sluice-random-private.h"

SluiceRandom
sluice_random_init (guint64 seed)
{
  return (SluiceRandom) { seed };
}

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static guint64
next (SluiceRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

guint
sluice_random_below (SluiceRandom *self,
                     guint         n)
{
  g_assert (n > 0);

  return next (self) % n;
}

gint64
sluice_random_integer (SluiceRandom *self,
                       gint64        minimum,
                       gint64        maximum)
{
  guint64 range = (guint64) maximum - (guint64) minimum;

  g_assert (minimum <= maximum);

  if (range == G_MAXUINT64)
    return (gint64) next (self);

  return (gint64) ((guint64) minimum + next (self) % (range + 1));
}

gdouble
sluice_random_double (SluiceRandom *self,
                      gdouble       minimum,
                      gdouble       maximum)
{
  gdouble part = (next (self) >> 11) * (1.0 / (G_GUINT64_CONSTANT (1) << 53));

  /* Not minimum + part * (maximum - minimum): the difference can be infinite. */
  return minimum * (1 - part) + maximum * part;
}

gboolean
sluice_random_chance (SluiceRandom *self,
                      gdouble       probability)
{
  return sluice_random_double (self, 0, 1) < probability;
}

/* FNV-1a. */
guint64
sluice_random_hash (guint64     hash,
                    const char *text)
{
  hash ^= G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = text; *p; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);

  return hash;
}
