/* sluice-format.c: the formats of strings that JSON Schema names (validation, section 7.3)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "schema/sluice-format-private.h"
#include "schema/sluice-pattern-private.h"

#define UUID_LENGTH 36

void
sluice_format_take_letter (SluiceFormatCursor *self,
                           const char         *letters)
{
  if (self->is_dead)
    return;

  if (sluice_format_cursor_is (self, letters))
    self->i++;
  else
    self->is_dead = TRUE;
}

int
sluice_format_take_number (SluiceFormatCursor *self,
                           guint               n_digits,
                           guint               minimum,
                           guint               maximum)
{
  guint value = 0, rest = 1;

  for (guint i = 1; i < n_digits; i++)
    rest *= 10;

  for (; n_digits > 0 && !self->is_dead; n_digits--, rest /= 10)
    {
      if (self->i >= self->length || !g_ascii_isdigit (self->text[self->i]))
        {
          self->is_dead = TRUE;
          break;
        }
      value += (self->text[self->i] - '0') * rest;
      /* What the digits that are still to come can make of it */
      if (value > maximum || value + rest - 1 < minimum)
        self->is_dead = TRUE;
      else
        self->i++;
    }

  return self->is_dead ? -1 : (int) value;
}

gboolean
sluice_format_cursor_ended (const SluiceFormatCursor *self)
{
  return !self->is_dead && self->i == self->length;
}

gsize
sluice_format_cursor_dead (const SluiceFormatCursor *self)
{
  return self->i;
}

/* 8-4-4-4-12 hexadecimal digits (RFC 4122). */
static gsize
dead_uuid (const char *text,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (i >= UUID_LENGTH || (is_dash ? text[i] != '-' : !g_ascii_isxdigit (text[i])))
        return i;
    }

  return length;
}

static gboolean
is_uuid (const char *text,
         gsize       length)
{
  return length == UUID_LENGTH && dead_uuid (text, length) == length;
}

static gboolean
is_json_pointer (const char *text,
                 gsize       length)
{
  if (length > 0 && *text != '/')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '~' && (i + 1 == length || (text[i + 1] != '0' && text[i + 1] != '1')))
      return FALSE;

  return TRUE;
}

/* A number without needless zeros, then a pointer or # (draft-bhutton-relative-json-pointer-00). */
static gboolean
is_relative_json_pointer (const char *text,
                          gsize       length)
{
  gsize i = 0;

  while (i < length && g_ascii_isdigit (text[i]))
    i++;
  if (i == 0 || (i > 1 && *text == '0'))
    return FALSE;

  return (i + 1 == length && text[i] == '#') || is_json_pointer (text + i, length - i);
}

/* A group that only Perl's or Python's dialect knows: ECMA-262 has (?:, (?=, (?!, (?<=, (?<! and names
 * in (?<name>. */
static gboolean
is_foreign_group (const char *p)
{
  if (p[0] != '(' || p[1] != '?')
    return FALSE;
  if (p[2] == '<')
    return !g_ascii_isalpha (p[3]) && (p[3] == '\0' || !strchr ("=!_$", p[3])) &&
           (guchar) p[3] < 0x80;

  return p[2] == '\0' || !strchr (":=!", p[2]);
}

/* As ECMA-262 has it. GRegex is asked whether the rest is good; it wants that a look backwards has a
 * fixed length, so it gets them as looks ahead. */
static gboolean
is_regex (const char *text,
          gsize       length)
{
  g_autofree char *pattern = g_strndup (text, length);
  g_autoptr(GString) tried = g_string_new (NULL);
  g_autoptr(GRegex) regex = NULL;
  gboolean in_class = FALSE;

  if (strlen (pattern) != length)
    return FALSE;

  for (const char *p = pattern; *p; p++)
    {
      if (!in_class && is_foreign_group (p))
        return FALSE;
      g_string_append_c (tried, *p);
      if (*p == '\\' && p[1])
        {
          /* What Perl knows and ECMA-262 does not */
          if (strchr ("aAeGhHKlLNQRUVXzZ", *++p))
            return FALSE;
          g_string_append_c (tried, *p);
        }
      else if (!in_class && g_str_has_prefix (p, "(?<") && (p[3] == '=' || p[3] == '!'))
        {
          g_string_append_c (tried, '?');
          p += 2;
        }
      else if (*p == '[' || *p == ']')
        {
          in_class = *p == '[';
        }
    }

  return (regex = sluice_pattern_compile (tried->str, NULL)) != NULL;
}

const SluiceFormat *
sluice_format_find (const char    *name,
                    SluiceFormats  formats_are)
{
  static const SluiceFormat tolerant[] = {
    { "date-time", N_("a date and time"), sluice_format_is_any_date_time,
      sluice_format_dead_any_date_time },
    { "time", N_("a time of day"), sluice_format_is_any_time, sluice_format_dead_any_time },
    { "uri", N_("a URI"), sluice_format_is_iri, NULL },
  };
  static const SluiceFormat formats[] = {
    { "date", N_("a date"), sluice_format_is_date, sluice_format_dead_date },
    { "date-time", N_("a date and time"), sluice_format_is_date_time,
      sluice_format_dead_date_time },
    { "time", N_("a time of day"), sluice_format_is_time, sluice_format_dead_time },
    { "duration", N_("a duration"), sluice_format_is_duration, NULL },
    { "email", N_("an email address"), sluice_format_is_email, NULL },
    { "hostname", N_("the name of a host"), sluice_format_is_hostname, NULL },
    { "ipv4", N_("an IPv4 address"), sluice_format_is_ipv4, sluice_format_dead_ipv4 },
    { "ipv6", N_("an IPv6 address"), sluice_format_is_ipv6, NULL },
    { "iri", N_("an IRI"), sluice_format_is_iri, NULL },
    { "iri-reference", N_("an IRI or a part of one"), sluice_format_is_iri_reference, NULL },
    { "json-pointer", N_("a JSON Pointer"), is_json_pointer, NULL },
    { "regex", N_("a regular expression"), is_regex, NULL },
    { "relative-json-pointer", N_("a relative JSON Pointer"), is_relative_json_pointer, NULL },
    { "uri", N_("a URI"), sluice_format_is_uri, NULL },
    { "uri-reference", N_("a URI or a part of one"), sluice_format_is_uri_reference, NULL },
    { "uuid", N_("a UUID"), is_uuid, dead_uuid },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tolerant) && formats_are == SLUICE_FORMATS_TOLERANT; i++)
    if (strcmp (tolerant[i].name, name) == 0)
      return &tolerant[i];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return &formats[i];

  return NULL;
}
