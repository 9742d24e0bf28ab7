/* sluice-names-private.h: the member names of a tree, each kept once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One name, with what usually happens around it: rows of a table repeat their names in the same
 * order, so the next name is compared with a guess while it arrives, and seldom looked up. */
typedef struct
{
  const char *text;     /* NUL-terminated, in the names' own blocks */
  guint32     length;
  guint32     hash;
  guint32     follower; /* the name that came after it the last time; 0 = none yet */
  guint32     inside;   /* the first name in an object below it the last time; 0 = none yet */
  guint32     holder;   /* the object that used it last; 0 = none */
} SluiceName;

typedef struct
{
  SluiceName *names;    /* names[0] has no text: it stands for the root */
  guint32     n_names;
  guint32     n_room;
  guint32    *table;    /* open addressing: numbers of names, 0 = free */
  guint32     mask;     /* size of table - 1 */
  GPtrArray  *blocks;   /* owned: where texts are */
  char       *free;     /* first unused byte of the last block */
  gsize       n_free;
} SluiceNames;

void    sluice_names_init   (SluiceNames       *self);
void    sluice_names_clear  (SluiceNames       *self);
void    sluice_names_rewind (SluiceNames       *self);
guint32 sluice_names_find   (const SluiceNames *self,
                             const char        *text,
                             gsize              length);
guint32 sluice_names_intern (SluiceNames       *self,
                             const char        *text,
                             gsize              length);

G_END_DECLS
