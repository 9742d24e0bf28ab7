/* sluice-format-private.h: the formats of strings that JSON Schema names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *label;  /* for people, with its article; to be translated */
  gboolean  (*matches)   (const char *text, gsize length);
  /* Of a text that may go on: the index of the first byte after which no text of the format is
   * left; length while there is one. NULL for formats that are judged at their end. */
  gsize     (*find_dead) (const char *text, gsize length);
} SluiceFormat;

/* How strictly formats are taken. */
typedef enum
{
  SLUICE_FORMATS_REMARKS,   /* not at all, but where the metaschema has them as rules */
  SLUICE_FORMATS_RULES,     /* as JSON Schema has them */
  SLUICE_FORMATS_TOLERANT,  /* as Pydantic reads them: times without a zone, links with any letters */
  SLUICE_N_FORMATS,
} SluiceFormats;

/* NULL for a format that is not known, of which every string is one. */
const SluiceFormat *sluice_format_find (const char    *name,
                                        SluiceFormats  formats);

/* A place in a text that is read by small steps. Each step leaves it behind what it has read, or at
 * the byte that cannot be; at the end of the text it is dead without a byte to blame. */
typedef struct
{
  const char *text;
  gsize       length;
  gsize       i;
  gboolean    is_dead;
} SluiceFormatCursor;

static inline gboolean
sluice_format_cursor_is (const SluiceFormatCursor *self,
                         const char               *letters)
{
  for (; *letters && self->i < self->length; letters++)
    if (self->text[self->i] == *letters)
      return TRUE;

  return FALSE;
}

/* One of the letters. */
void  sluice_format_take_letter (SluiceFormatCursor *self,
                                 const char         *letters);
/* So many digits that make a number between two; gives it, -1 when it cannot be. */
int   sluice_format_take_number (SluiceFormatCursor *self,
                                 guint               n_digits,
                                 guint               minimum,
                                 guint               maximum);
/* The whole text must be what the steps read. */
gboolean sluice_format_cursor_ended (const SluiceFormatCursor *self);
gsize    sluice_format_cursor_dead  (const SluiceFormatCursor *self);

/* sluice-format-time.c (RFC 3339) */
gboolean sluice_format_is_date        (const char *text, gsize length);
gboolean sluice_format_is_time        (const char *text, gsize length);
gboolean sluice_format_is_date_time   (const char *text, gsize length);
gboolean sluice_format_is_duration    (const char *text, gsize length);
gsize    sluice_format_dead_date      (const char *text, gsize length);
gsize    sluice_format_dead_time      (const char *text, gsize length);
gsize    sluice_format_dead_date_time (const char *text, gsize length);
gboolean sluice_format_is_any_time       (const char *text, gsize length);
gboolean sluice_format_is_any_date_time  (const char *text, gsize length);
gsize    sluice_format_dead_any_time     (const char *text, gsize length);
gsize    sluice_format_dead_any_date_time (const char *text, gsize length);

/* sluice-format-address.c (RFC 5321, 1123, 2673, 4291) */
gboolean sluice_format_is_email       (const char *text, gsize length);
gboolean sluice_format_is_hostname    (const char *text, gsize length);
gboolean sluice_format_is_ipv4        (const char *text, gsize length);
gboolean sluice_format_is_ipv6        (const char *text, gsize length);
gsize    sluice_format_dead_ipv4      (const char *text, gsize length);

/* sluice-format-uri.c (RFC 3986, 3987) */
gboolean sluice_format_is_uri           (const char *text, gsize length);
gboolean sluice_format_is_uri_reference (const char *text, gsize length);
gboolean sluice_format_is_iri           (const char *text, gsize length);
gboolean sluice_format_is_iri_reference (const char *text, gsize length);

G_END_DECLS
