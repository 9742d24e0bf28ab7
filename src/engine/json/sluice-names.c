/* sluice-names.c: the member names of a tree, each kept once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-names-private.h"

#include <string.h>

#define FIRST_TABLE  64
#define BLOCK_SIZE   1024

/* A tree that is used again keeps its names up to this number: the events of one stream repeat
 * theirs, but a hostile stream must not collect names for ever. */
#define MAX_KEPT     1024

#define ROTL(x, b)   (((x) << (b)) | ((x) >> (64 - (b))))

typedef struct { guint64 v0, v1, v2, v3; } SipState;

static inline void
sip_round (SipState *s)
{
  s->v0 += s->v1; s->v1 = ROTL (s->v1, 13); s->v1 ^= s->v0; s->v0 = ROTL (s->v0, 32);
  s->v2 += s->v3; s->v3 = ROTL (s->v3, 16); s->v3 ^= s->v2;
  s->v0 += s->v3; s->v3 = ROTL (s->v3, 21); s->v3 ^= s->v0;
  s->v2 += s->v1; s->v1 = ROTL (s->v1, 17); s->v1 ^= s->v2; s->v2 = ROTL (s->v2, 32);
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012) with a secret of this process: names come from
 * outside, and nobody outside may choose names that all fall into one place. */
static guint32
hash_text (const char *text,
           gsize       length)
{
  static gsize ready;
  static guint64 secret[2];
  SipState s;
  guint64 word;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < 2; i++)
        secret[i] = ((guint64) g_random_int () << 32) | g_random_int ();
      g_once_init_leave (&ready, 1);
    }

  s.v0 = secret[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575);
  s.v1 = secret[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d);
  s.v2 = secret[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261);
  s.v3 = secret[1] ^ G_GUINT64_CONSTANT (0x7465646279746573);

  for (gsize left = length; left >= 8; left -= 8, text += 8)
    {
      memcpy (&word, text, 8);
      s.v3 ^= word;
      sip_round (&s);
      s.v0 ^= word;
    }

  word = 0;
  memcpy (&word, text, length % 8);
  word ^= (guint64) length << 56;
  s.v3 ^= word;
  sip_round (&s);
  s.v0 ^= word;

  s.v2 ^= 0xff;
  for (guint i = 0; i < 3; i++)
    sip_round (&s);

  return (guint32) (s.v0 ^ s.v1 ^ s.v2 ^ s.v3);
}

/* The place of a text in the table: where it is, or where it would go. */
static guint32
find_place (const SluiceNames *self,
            const char        *text,
            gsize              length,
            guint32            hash)
{
  guint32 place = hash & self->mask;

  while (self->table[place] != 0)
    {
      const SluiceName *name = &self->names[self->table[place]];

      if (name->hash == hash && name->length == length && memcmp (name->text, text, length) == 0)
        break;
      place = (place + 1) & self->mask;
    }

  return place;
}

static void
grow_table (SluiceNames *self)
{
  self->mask = self->mask * 2 + 1;
  g_free (self->table);
  self->table = g_new0 (guint32, (gsize) self->mask + 1);

  for (guint32 i = 1; i < self->n_names; i++)
    {
      guint32 place = self->names[i].hash & self->mask;

      while (self->table[place] != 0)
        place = (place + 1) & self->mask;
      self->table[place] = i;
    }
}

static const char *
keep_text (SluiceNames *self,
           const char  *text,
           gsize        length)
{
  char *kept;

  if (self->n_free < length + 1)
    {
      self->n_free = MAX (length + 1, (gsize) BLOCK_SIZE << MIN (self->blocks->len, 6));
      self->free = g_malloc (self->n_free);
      g_ptr_array_add (self->blocks, self->free);
    }

  kept = self->free;
  memcpy (kept, text, length);
  kept[length] = '\0';
  self->free += length + 1;
  self->n_free -= length + 1;
  return kept;
}

/* Makes an empty set of names. */
void
sluice_names_init (SluiceNames *self)
{
  self->n_room = FIRST_TABLE / 2;
  self->names = g_new (SluiceName, self->n_room);
  self->names[0] = (SluiceName) { .text = "" };
  self->n_names = 1;
  self->mask = FIRST_TABLE - 1;
  self->table = g_new0 (guint32, FIRST_TABLE);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->free = NULL;
  self->n_free = 0;
}

/* Frees what a set of names holds. */
void
sluice_names_clear (SluiceNames *self)
{
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

/* Makes a set ready for another document, which will probably use the same names: they stay,
 * with what is known of their order, unless they are too many. */
void
sluice_names_rewind (SluiceNames *self)
{
  if (self->n_names > MAX_KEPT)
    {
      sluice_names_clear (self);
      sluice_names_init (self);
      return;
    }

  for (guint32 i = 0; i < self->n_names; i++)
    self->names[i].holder = 0;
}

/* The number of a name, 0 where it is not in the set. */
guint32
sluice_names_find (const SluiceNames *self,
                   const char        *text,
                   gsize              length)
{
  return self->table[find_place (self, text, length, hash_text (text, length))];
}

/* The number of a name, which is added where it is new. Pointers to names are stale after. */
guint32
sluice_names_intern (SluiceNames *self,
                     const char  *text,
                     gsize        length)
{
  guint32 hash = hash_text (text, length);
  guint32 place = find_place (self, text, length, hash);

  if (self->table[place] != 0)
    return self->table[place];

  if (self->n_names == self->n_room)
    {
      self->n_room *= 2;
      self->names = g_renew (SluiceName, self->names, self->n_room);
    }

  self->names[self->n_names] = (SluiceName) {
    .text = keep_text (self, text, length),
    .length = length,
    .hash = hash,
  };
  self->table[place] = self->n_names++;

  if (self->n_names > self->mask / 2)
    grow_table (self);

  return self->n_names - 1;
}
