/* test-format.c: the formats of strings, and the byte at which a text can be none any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-format-private.h"

#define GOOD -1
#define SHORT -2  /* good so far, but not at its end */
#define BAD -3    /* not good, and judged at the end only */

typedef struct
{
  const char *format;  /* with ~ before it as it is taken for answers */
  const char *text;
  int         dead;  /* index of the byte that decides, or one of those above */
} FormatCase;

static const FormatCase cases[] = {
  { "date", "2024-02-29", GOOD },
  { "date", "2023-02-29", 9 },
  { "date", "1900-02-29", 9 },
  { "date", "2000-02-29", GOOD },
  { "date", "2023-04-31", 9 },
  { "date", "2023-13-01", 6 },
  { "date", "2023-00-01", 6 },
  { "date", "2023-2-01", 5 },
  { "date", "2023-1", SHORT },
  { "date", "", SHORT },
  { "date", "2023/01/01", 4 },
  { "date", "2023-01-011", 10 },
  { "date", "2023-01-3\xe0\xa7\xaa", 9 },
  { "time", "08:30:06Z", GOOD },
  { "time", "08:30:06.283185Z", GOOD },
  { "time", "08:30:06", SHORT },
  { "time", "08:30:06+0800", 12 - 1 },
  { "time", "24:00:00Z", 1 },
  { "time", "00:60:00Z", 3 },
  { "time", "00:00:61Z", 7 },
  { "time", "23:59:60Z", GOOD },
  { "time", "22:59:60Z", 8 },
  { "time", "15:59:60-08:00", GOOD },
  { "time", "01:29:60+01:30", GOOD },
  { "time", "08:30:06.Z", 9 },
  { "time", "08:30:06-24:00", 10 },
  { "time", "08:30:06PST", 8 },
  { "date-time", "1963-06-19T08:30:06.283185Z", GOOD },
  { "date-time", "1963-06-19t08:30:06z", GOOD },
  { "date-time", "1937-01-01T12:00:27.87+00:20", GOOD },
  { "date-time", "1998-12-31T23:59:60Z", GOOD },
  { "date-time", "1998-12-31T23:58:60Z", 19 },
  { "date-time", "1990-02-31T15:59:59Z", 8 },
  { "date-time", "06/19/1963 08:30:06 PST", 2 },
  { "date-time", "2023-01-01 12:00:00Z", 10 },
  { "date-time", "2013-350T01:01:01", 7 - 2 },
  { "~date-time", "2024-05-01T10:00:00", GOOD },
  { "~date-time", "2024-05-01 10:00", GOOD },
  { "~date-time", "2024-05-01", GOOD },
  { "~date-time", "2024-05-01T10:00:00.5+0200", GOOD },
  { "~date-time", "2024-05-01T10:00:00Z", GOOD },
  { "~date-time", "2024-05-01T10:00:00+02", GOOD },
  { "~date-time", "2024-05-01T25:00", 12 },
  { "~date-time", "2024-05-01T10", SHORT },
  { "~date-time", "May 1", 0 },
  { "~time", "10:00", GOOD },
  { "~time", "10:00:61", 6 },
  { "~time", "10:00 h", 5 },
  { "~uri", "https://example.org/caf\xc3\xa9", GOOD },
  { "~uri", "not a link", BAD },
  { "~date", "2024-02-30", 8 },
  { "duration", "P4DT12H30M5S", GOOD },
  { "duration", "P4Y", GOOD },
  { "duration", "PT0S", GOOD },
  { "duration", "P0D", GOOD },
  { "duration", "PT36H", GOOD },
  { "duration", "P2W", GOOD },
  { "duration", "P", BAD },
  { "duration", "PT", BAD },
  { "duration", "PT1D", BAD },
  { "duration", "P1D2H", BAD },
  { "duration", "P2D1Y", BAD },
  { "duration", "P1YT", BAD },
  { "duration", "P2S", BAD },
  { "duration", "P1Y2W", BAD },
  { "duration", "P1Y2D", BAD },
  { "duration", "4DT12H30M5S", BAD },
  { "duration", "P1", BAD },
  { "email", "joe.bloggs@example.com", GOOD },
  { "email", "te~st@example.com", GOOD },
  { "email", "\"joe bloggs\"@example.com", GOOD },
  { "email", "\"joe..bloggs\"@example.com", GOOD },
  { "email", "\"joe@bloggs\"@example.com", GOOD },
  { "email", "joe@[127.0.0.1]", GOOD },
  { "email", "joe@[IPv6:::1]", GOOD },
  { "email", ".test@example.com", BAD },
  { "email", "test.@example.com", BAD },
  { "email", "te..st@example.com", BAD },
  { "email", "joe bloggs@example.com", BAD },
  { "email", "joe@invalid=domain.com", BAD },
  { "email", "joe@[127.0.0.300]", BAD },
  { "email", "2962", BAD },
  { "email", "@example.com", BAD },
  { "email", "joe@", BAD },
  { "hostname", "www.example.com", GOOD },
  { "hostname", "a", GOOD },
  { "hostname", "1host", GOOD },
  { "hostname", "xn--4gbwdl.xn--wgbh1c", GOOD },
  { "hostname", "-a-host-name", BAD },
  { "hostname", "host-", BAD },
  { "hostname", "not_a_valid_host", BAD },
  { "hostname", "a..b", BAD },
  { "hostname", "example.", BAD },
  { "hostname", "", BAD },
  { "hostname", "ab--cd", BAD },
  { "hostname", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk.com", GOOD },
  { "hostname", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl.com", BAD },
  { "ipv4", "192.168.0.1", GOOD },
  { "ipv4", "0.0.0.0", GOOD },
  { "ipv4", "256.0.0.1", 2 },
  { "ipv4", "127.0.0", SHORT },
  { "ipv4", "127.0.0.0.1", 9 },
  { "ipv4", "087.10.0.1", 1 },
  { "ipv4", "1000.0.0.1", 3 },
  { "ipv4", "1..2.3", 2 },
  { "ipv4", "0x7f.1.1.1", 1 },
  { "ipv6", "::1", GOOD },
  { "ipv6", "::", GOOD },
  { "ipv6", "1:2:3:4:5:6:7:8", GOOD },
  { "ipv6", "1:2::7:8", GOOD },
  { "ipv6", "::ffff:192.168.0.1", GOOD },
  { "ipv6", "1:2:3:4:5:6:7", BAD },
  { "ipv6", "1:2:3:4:5:6:7::8:9", BAD },
  { "ipv6", "1::2::3", BAD },
  { "ipv6", "12345::", BAD },
  { "ipv6", ":1:2:3:4:5:6:7", BAD },
  { "ipv6", "fe80::a%eth1", BAD },
  { "ipv6", "", BAD },
  { "uri", "http://foo.bar/?q=Test%20URL-encoded%20stuff", GOOD },
  { "uri", "urn:oasis:names:specification:docbook:dtd:xml:4.1.2", GOOD },
  { "uri", "ldap://[2001:db8::7]/c=GB?objectClass?one", GOOD },
  { "uri", "mailto:John.Doe@example.com", GOOD },
  { "uri", "//foo.bar/?baz=qux", BAD },
  { "uri", "/abc", BAD },
  { "uri", "http:// shouldfail.com", BAD },
  { "uri", "http://a/%zz", BAD },
  { "uri", "http://a:b/", BAD },
  { "uri", "http://\xc3\xa4/", BAD },
  { "iri", "http://\xc3\xa4/", GOOD },
  { "uri-reference", "/abc", GOOD },
  { "uri-reference", "", GOOD },
  { "uri-reference", "#fragment", GOOD },
  { "uri-reference", "\\\\WINDOWS\\fileshare", BAD },
  { "uri-reference", "#frag\\ment", BAD },
  { "uri-reference", "1a:b", BAD },
  { "uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380", GOOD },
  { "uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", SHORT },
  { "uuid", "2eb8aa08aa98-11ea-b4aa73b441d16380", 8 },
  { "uuid", "2eb8aa08-aa98-11ea-b4ga-73b441d16380", 21 },
  { "uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d163800", 36 },
  { "json-pointer", "/foo/bar~0/baz~1/%a", GOOD },
  { "json-pointer", "", GOOD },
  { "json-pointer", "a/b", BAD },
  { "json-pointer", "/foo/bar~", BAD },
  { "json-pointer", "/~2", BAD },
  { "relative-json-pointer", "0#", GOOD },
  { "relative-json-pointer", "2/a", GOOD },
  { "relative-json-pointer", "01/a", BAD },
  { "relative-json-pointer", "/a", BAD },
  { "regex", "([abc])+\\s+$", GOOD },
  { "regex", "(?<=a+)b", GOOD },
  { "regex", "\\(?<=a", GOOD },
  { "regex", "^(abc]", BAD },
  { "regex", "^\\S(|(.|\\n)*\\S)\\Z", BAD },
  { "regex", "(?P<name>x)", BAD },
};

static const SluiceFormat *
find_format (const char *format)
{
  if (format[0] == '~')
    return sluice_format_find (format + 1, SLUICE_FORMATS_TOLERANT);

  return sluice_format_find (format, SLUICE_FORMATS_RULES);
}

static void
test_format (gconstpointer data)
{
  const FormatCase *row = data;
  const SluiceFormat *format = find_format (row->format);
  gsize length = strlen (row->text), dead = row->dead >= 0 ? (gsize) row->dead : length;

  g_assert_nonnull (format);
  g_assert_cmpint (format->matches (row->text, length), ==, row->dead == GOOD);
  if (format->find_dead == NULL)
    {
      g_assert_true (row->dead == GOOD || row->dead == BAD);
      return;
    }

  /* However far it is read, the same byte decides. */
  for (gsize n = 0; n <= length; n++)
    g_assert_cmpuint (format->find_dead (row->text, n), ==, MIN (dead, n));
}

static void
test_unknown (void)
{
  g_assert_null (sluice_format_find ("colour", SLUICE_FORMATS_RULES));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/format/%s/%u", cases[i].format, i);

      g_test_add_data_func (path, &cases[i], test_format);
    }
  g_test_add_func ("/format/unknown", test_unknown);

  return g_test_run ();
}
