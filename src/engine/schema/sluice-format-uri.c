/* sluice-format-uri.c: URIs (RFC 3986) and the same with letters of all scripts (RFC 3987)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-format-private.h"

#define SUB_DELIMITERS "!$&'()*+,;="

/* Letters, digits and what else a part may have, with % before two hexadecimal digits */
static gboolean
has_only (const char *text,
          gsize       length,
          const char *others,
          gboolean    is_international)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '%')
        {
          if (i + 2 >= length || !g_ascii_isxdigit (text[i + 1]) || !g_ascii_isxdigit (text[i + 2]))
            return FALSE;
          i += 2;
        }
      else if (c >= 0x80 ? !is_international
                         : !g_ascii_isalnum (c) && (c == '\0' || !strchr ("-._~", c)) &&
                           (c == '\0' || !strchr (others, c)))
        {
          return FALSE;
        }
    }

  return TRUE;
}

/* [IPv6] or [vX.…] (section 3.2.2) */
static gboolean
is_literal (const char *text,
            gsize       length)
{
  gsize i = 2;

  if (length < 3 || text[length - 1] != ']')
    return FALSE;
  if (text[1] != 'v' && text[1] != 'V')
    return sluice_format_is_ipv6 (text + 1, length - 2);

  while (i < length && g_ascii_isxdigit (text[i]))
    i++;

  return i > 2 && text[i] == '.' && i + 2 < length &&
         memchr (text + i + 1, '%', length - i - 2) == NULL &&
         has_only (text + i + 1, length - i - 2, SUB_DELIMITERS ":", FALSE);
}

static gboolean
is_port (const char *text,
         gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_authority (const char *text,
              gsize       length,
              gboolean    is_international)
{
  const char *at = memchr (text, '@', length);
  const char *host = at ? at + 1 : text;
  gsize n = length - (host - text);
  const char *colon;

  if (at && !has_only (text, at - text, SUB_DELIMITERS ":", is_international))
    return FALSE;

  if (n > 0 && host[0] == '[')
    {
      const char *close = memchr (host, ']', n);
      gsize rest;

      if (!close || !is_literal (host, close + 1 - host))
        return FALSE;
      rest = n - (close + 1 - host);
      return rest == 0 || (close[1] == ':' && is_port (close + 2, rest - 1));
    }

  colon = memchr (host, ':', n);
  if (colon && !is_port (colon + 1, n - (colon + 1 - host)))
    return FALSE;

  return has_only (host, colon ? (gsize) (colon - host) : n, SUB_DELIMITERS, is_international);
}

/* What comes after the scheme: authority and path, query, fragment */
static gboolean
is_rest (const char *text,
         gsize       length,
         gboolean    has_scheme,
         gboolean    is_international)
{
  const char *hash = memchr (text, '#', length);
  gsize n = hash ? (gsize) (hash - text) : length;
  const char *question = memchr (text, '?', n);
  const char *path = text;
  gsize path_length = question ? (gsize) (question - text) : n;

  if (hash && !has_only (hash + 1, length - n - 1, SUB_DELIMITERS ":@/?", is_international))
    return FALSE;
  if (question &&
      !has_only (question + 1, n - path_length - 1, SUB_DELIMITERS ":@/?", is_international))
    return FALSE;

  if (path_length >= 2 && path[0] == '/' && path[1] == '/')
    {
      const char *slash = memchr (path + 2, '/', path_length - 2);
      gsize authority = slash ? (gsize) (slash - path) - 2 : path_length - 2;

      if (!is_authority (path + 2, authority, is_international))
        return FALSE;
      path += authority + 2;
      path_length -= authority + 2;
    }
  else if (!has_scheme)
    {
      /* A colon in the first step would make a scheme of it (section 4.2). */
      const char *slash = memchr (path, '/', path_length);

      if (memchr (path, ':', slash ? (gsize) (slash - path) : path_length))
        return FALSE;
    }

  return has_only (path, path_length, SUB_DELIMITERS ":@/", is_international);
}

/* The length of a scheme with its colon, 0 where there is none */
static gsize
measure_scheme (const char *text,
                gsize       length)
{
  gsize i = 0;

  if (length == 0 || !g_ascii_isalpha (text[0]))
    return 0;
  while (i < length && (g_ascii_isalnum (text[i]) || strchr ("+-.", text[i])) && text[i])
    i++;

  return i < length && text[i] == ':' ? i + 1 : 0;
}

static gboolean
is_reference (const char *text,
              gsize       length,
              gboolean    needs_scheme,
              gboolean    is_international)
{
  gsize scheme = measure_scheme (text, length);

  return (scheme > 0 || !needs_scheme) &&
         is_rest (text + scheme, length - scheme, scheme > 0, is_international);
}

gboolean
sluice_format_is_uri (const char *text,
                      gsize       length)
{
  return is_reference (text, length, TRUE, FALSE);
}

gboolean
sluice_format_is_uri_reference (const char *text,
                                gsize       length)
{
  return is_reference (text, length, FALSE, FALSE);
}

gboolean
sluice_format_is_iri (const char *text,
                      gsize       length)
{
  return is_reference (text, length, TRUE, TRUE);
}

gboolean
sluice_format_is_iri_reference (const char *text,
                                gsize       length)
{
  return is_reference (text, length, FALSE, TRUE);
}
