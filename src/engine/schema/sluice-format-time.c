/* sluice-format-time.c: dates, times and durations, as RFC 3339 writes them, and as people do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-format-private.h"

#define MINUTES_A_DAY (24 * 60)

static guint
count_days (int year,
            int month)
{
  if (month == 2)
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;

  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
read_date (SluiceFormatCursor *cursor)
{
  int year, month;

  year = sluice_format_take_number (cursor, 4, 0, 9999);
  sluice_format_take_letter (cursor, "-");
  month = sluice_format_take_number (cursor, 2, 1, 12);
  sluice_format_take_letter (cursor, "-");
  sluice_format_take_number (cursor, 2, 1, count_days (year, month));
}

/* Z, or hours and minutes away from it: in minutes */
static int
read_offset (SluiceFormatCursor *cursor)
{
  int sign, hours, minutes;

  if (sluice_format_cursor_is (cursor, "Zz"))
    {
      cursor->i++;
      return 0;
    }

  sign = sluice_format_cursor_is (cursor, "-") ? -1 : 1;
  sluice_format_take_letter (cursor, "+-");
  hours = sluice_format_take_number (cursor, 2, 0, 23);
  sluice_format_take_letter (cursor, ":");
  minutes = sluice_format_take_number (cursor, 2, 0, 59);

  return sign * (hours * 60 + minutes);
}

/* A second is put in at the end of a day in Greenwich, wherever the clock is. */
static void
read_time (SluiceFormatCursor *cursor)
{
  gsize second_place;
  int hour, minute, second, offset;

  hour = sluice_format_take_number (cursor, 2, 0, 23);
  sluice_format_take_letter (cursor, ":");
  minute = sluice_format_take_number (cursor, 2, 0, 59);
  sluice_format_take_letter (cursor, ":");
  second_place = cursor->i;
  second = sluice_format_take_number (cursor, 2, 0, 60);
  if (!cursor->is_dead && sluice_format_cursor_is (cursor, "."))
    {
      cursor->i++;
      sluice_format_take_number (cursor, 1, 0, 9);
      while (!cursor->is_dead && sluice_format_cursor_is (cursor, "0123456789"))
        cursor->i++;
    }
  if (cursor->is_dead)
    return;

  offset = read_offset (cursor);
  if (!cursor->is_dead && second == 60 &&
      (hour * 60 + minute - offset + MINUTES_A_DAY) % MINUTES_A_DAY != MINUTES_A_DAY - 1)
    {
      cursor->is_dead = TRUE;
      cursor->i = MAX (cursor->i - 1, second_place);
    }
}

static void
read_date_time (SluiceFormatCursor *cursor)
{
  read_date (cursor);
  sluice_format_take_letter (cursor, "Tt");
  if (!cursor->is_dead)
    read_time (cursor);
}

/* ±hh:mm, ±hhmm and ±hh */
static void
read_any_offset (SluiceFormatCursor *cursor)
{
  if (sluice_format_cursor_is (cursor, "Zz"))
    {
      cursor->i++;
      return;
    }

  sluice_format_take_letter (cursor, "+-");
  sluice_format_take_number (cursor, 2, 0, 23);
  if (cursor->is_dead || cursor->i == cursor->length)
    return;
  if (sluice_format_cursor_is (cursor, ":"))
    cursor->i++;
  sluice_format_take_number (cursor, 2, 0, 59);
}

/* A time whose seconds and zone may be left out */
static void
read_any_time (SluiceFormatCursor *cursor)
{
  sluice_format_take_number (cursor, 2, 0, 23);
  sluice_format_take_letter (cursor, ":");
  sluice_format_take_number (cursor, 2, 0, 59);
  if (!cursor->is_dead && sluice_format_cursor_is (cursor, ":"))
    {
      cursor->i++;
      sluice_format_take_number (cursor, 2, 0, 59);
      if (!cursor->is_dead && sluice_format_cursor_is (cursor, ".,"))
        {
          cursor->i++;
          sluice_format_take_number (cursor, 1, 0, 9);
          while (!cursor->is_dead && sluice_format_cursor_is (cursor, "0123456789"))
            cursor->i++;
        }
    }
  if (!cursor->is_dead && cursor->i < cursor->length)
    read_any_offset (cursor);
}

/* A date, and perhaps a time */
static void
read_any_date_time (SluiceFormatCursor *cursor)
{
  read_date (cursor);
  if (cursor->is_dead || cursor->i == cursor->length)
    return;

  sluice_format_take_letter (cursor, "Tt _");
  if (!cursor->is_dead)
    read_any_time (cursor);
}

#define DEFINE_FORMAT(name) \
  gboolean \
  sluice_format_is_##name (const char *text, \
                           gsize       length) \
  { \
    SluiceFormatCursor cursor = { text, length, 0, FALSE }; \
    read_##name (&cursor); \
    return sluice_format_cursor_ended (&cursor); \
  } \
  gsize \
  sluice_format_dead_##name (const char *text, \
                             gsize       length) \
  { \
    SluiceFormatCursor cursor = { text, length, 0, FALSE }; \
    read_##name (&cursor); \
    return sluice_format_cursor_dead (&cursor); \
  }

DEFINE_FORMAT (date)
DEFINE_FORMAT (time)
DEFINE_FORMAT (date_time)
DEFINE_FORMAT (any_time)
DEFINE_FORMAT (any_date_time)

/* Digits, each with a letter of units, in their order and without a gap (RFC 3339, appendix A):
 * a unit may only be followed by the next smaller one. */
static gboolean
read_units (SluiceFormatCursor *cursor,
            const char         *units)
{
  const char *next = NULL;

  while (cursor->i < cursor->length && g_ascii_isdigit (cursor->text[cursor->i]))
    {
      const char *unit = NULL;

      while (cursor->i < cursor->length && g_ascii_isdigit (cursor->text[cursor->i]))
        cursor->i++;
      for (const char *p = units; *p && cursor->i < cursor->length; p++)
        if (*p == cursor->text[cursor->i])
          unit = p;
      if (!unit || (next && unit != next))
        return FALSE;
      next = unit + 1;
      cursor->i++;
    }

  return next != NULL;
}

gboolean
sluice_format_is_duration (const char *text,
                           gsize       length)
{
  SluiceFormatCursor cursor = { text, length, 0, FALSE };
  gboolean has_units;

  sluice_format_take_letter (&cursor, "P");
  if (cursor.is_dead)
    return FALSE;
  if (length > 2 && text[length - 1] == 'W')
    return read_units (&cursor, "W") && cursor.i == length;

  has_units = read_units (&cursor, "YMD");
  if (cursor.i < length && text[cursor.i] == 'T')
    {
      cursor.i++;
      has_units = read_units (&cursor, "HMS");
    }

  return has_units && cursor.i == length;
}
