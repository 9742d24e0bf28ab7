/* sluice-format-address.c: addresses of people and machines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-format-private.h"

#define MAX_HOSTNAME 253  /* RFC 1035, section 2.3.4, without the dot at the end */
#define MAX_LABEL    63
#define MAX_LOCAL    64   /* RFC 5321, section 4.5.3.1.1 */
#define IPV6_GROUPS  8

/* 0 to 255, without needless zeros (RFC 2673, section 3.2) */
static void
read_octet (SluiceFormatCursor *cursor)
{
  guint value = 0, n = 0;

  for (; sluice_format_cursor_is (cursor, "0123456789"); n++, cursor->i++)
    {
      value = value * 10 + (cursor->text[cursor->i] - '0');
      if (value > 255 || (n > 0 && value < 10))
        break;
    }

  cursor->is_dead = n == 0 || value > 255 || sluice_format_cursor_is (cursor, "0123456789");
}

static void
read_ipv4 (SluiceFormatCursor *cursor)
{
  for (guint i = 0; i < 4 && !cursor->is_dead; i++)
    {
      if (i > 0)
        sluice_format_take_letter (cursor, ".");
      if (!cursor->is_dead)
        read_octet (cursor);
    }
}

gboolean
sluice_format_is_ipv4 (const char *text,
                       gsize       length)
{
  SluiceFormatCursor cursor = { text, length, 0, FALSE };

  read_ipv4 (&cursor);

  return sluice_format_cursor_ended (&cursor);
}

gsize
sluice_format_dead_ipv4 (const char *text,
                         gsize       length)
{
  SluiceFormatCursor cursor = { text, length, 0, FALSE };

  read_ipv4 (&cursor);

  return sluice_format_cursor_dead (&cursor);
}

static gsize
count_hex (const char *text,
           gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isxdigit (text[n]))
    n++;

  return n;
}

/* Eight groups of hexadecimal digits, one row of them left out as ::, the last two perhaps as an
 * IPv4 address (RFC 4291, section 2.2) */
gboolean
sluice_format_is_ipv6 (const char *text,
                       gsize       length)
{
  gsize i = 0;
  guint n_groups = 0;
  gboolean has_gap = FALSE;

  if (length >= 2 && text[0] == ':' && text[1] == ':')
    {
      has_gap = TRUE;
      i = 2;
    }

  while (i < length)
    {
      gsize n = count_hex (text + i, length - i);

      if (i + n < length && text[i + n] == '.')
        {
          if (!sluice_format_is_ipv4 (text + i, length - i))
            return FALSE;
          n_groups += 2;
          break;
        }
      if (n == 0 || n > 4)
        return FALSE;
      n_groups++;
      i += n;
      if (i == length)
        break;
      if (text[i++] != ':' || i == length)
        return FALSE;
      if (text[i] == ':')
        {
          if (has_gap)
            return FALSE;
          has_gap = TRUE;
          i++;
        }
    }

  return has_gap ? n_groups < IPV6_GROUPS : n_groups == IPV6_GROUPS;
}

/* Letters, digits and inner hyphens (RFC 1123, section 2.1); two hyphens in the third place are kept
 * for names that are coded (RFC 5890, section 2.3.1). */
static gboolean
is_label (const char *text,
          gsize       length)
{
  if (length == 0 || length > MAX_LABEL || text[0] == '-' || text[length - 1] == '-')
    return FALSE;
  if (length > 3 && text[2] == '-' && text[3] == '-' &&
      (length == 4 || g_ascii_strncasecmp (text, "xn", 2) != 0))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-')
      return FALSE;

  return TRUE;
}

gboolean
sluice_format_is_hostname (const char *text,
                           gsize       length)
{
  if (length == 0 || length > MAX_HOSTNAME)
    return FALSE;

  for (gsize start = 0; start <= length;)
    {
      const char *dot = memchr (text + start, '.', length - start);
      gsize end = dot ? (gsize) (dot - text) : length;

      if (!is_label (text + start, end - start))
        return FALSE;
      start = end + 1;
    }

  return TRUE;
}

/* The last @ that no quotes hide. */
static const char *
find_at (const char *text,
         gsize       length)
{
  for (gsize i = length; i-- > 0;)
    if (text[i] == '@')
      return text + i;

  return NULL;
}

static gboolean
is_quoted (const char *text,
           gsize       length)
{
  for (gsize i = 1; i + 1 < length; i++)
    {
      if (text[i] == '"' || text[i] < ' ' || text[i] > '~')
        return FALSE;
      if (text[i] == '\\' && ++i + 1 >= length)
        return FALSE;
    }

  return length >= 2 && text[length - 1] == '"';
}

/* Atoms with single dots between them, or something in quotes (RFC 5321, section 4.1.2) */
static gboolean
is_local_part (const char *text,
               gsize       length)
{
  if (length == 0 || length > MAX_LOCAL)
    return FALSE;
  if (text[0] == '"')
    return is_quoted (text, length);
  if (text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && text[i + 1] == '.')
        return FALSE;
      if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr (".!#$%&'*+-/=?^_`{|}~", text[i])))
        return FALSE;
    }

  return TRUE;
}

gboolean
sluice_format_is_email (const char *text,
                        gsize       length)
{
  const char *at = find_at (text, length), *domain;
  gsize n;

  if (!at || !is_local_part (text, at - text))
    return FALSE;

  domain = at + 1;
  n = length - (domain - text);
  if (n < 2 || domain[0] != '[' || domain[n - 1] != ']')
    return sluice_format_is_hostname (domain, n);
  if (n > 7 && g_ascii_strncasecmp (domain, "[IPv6:", 6) == 0)
    return sluice_format_is_ipv6 (domain + 6, n - 7);

  return sluice_format_is_ipv4 (domain + 1, n - 2);
}
