/* sluice-sigv4.c: requests to AWS, signed
 *
 * AWS Identity and Access Management User Guide, "Create a signed AWS API request" (Signature
 * Version 4).
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "run/sluice-sigv4-private.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define DIGEST_LENGTH 32

/* Everything but unreserved characters is escaped, and allowed ones. */
static void
append_escaped (GString    *out,
                const char *text,
                gsize       length,
                const char *allowed)
{
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL)
          || (c != '\0' && strchr (allowed, c) != NULL))
        g_string_append_c (out, c);
      else
        g_string_append_printf (out, "%%%02X", (guchar) c);
    }
}

/* "/a/../b//c/" -> "/b/c/", and then each segment escaped once more than it is sent. */
static void
append_path (GString    *out,
             const char *path)
{
  g_auto(GStrv) segments = g_strsplit (path, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  guint n = g_strv_length (segments);
  const char *last = n > 0 ? segments[n - 1] : "";

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (segments[i], ".."))
        g_ptr_array_set_size (kept, kept->len > 0 ? kept->len - 1 : 0);
      else if (*segments[i] != '\0' && !g_str_equal (segments[i], "."))
        g_ptr_array_add (kept, segments[i]);
    }

  for (guint i = 0; i < kept->len; i++)
    {
      const char *segment = g_ptr_array_index (kept, i);

      g_string_append_c (out, '/');
      append_escaped (out, segment, strlen (segment), "");
    }
  if (kept->len == 0 || *last == '\0' || g_str_equal (last, ".") || g_str_equal (last, ".."))
    g_string_append_c (out, '/');
  g_string_append_c (out, '\n');
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "name=value", each escaped in just this one way. */
static char *
make_pair (const char *parameter)
{
  g_auto(GStrv) parts = g_strsplit (parameter, "=", 2);
  g_autoptr(GString) pair = g_string_new (NULL);

  for (guint i = 0; i < 2; i++)
    {
      const char *part = parts[0] != NULL && parts[i] != NULL ? parts[i] : "";
      g_autofree char *plain = g_uri_unescape_string (part, NULL);

      if (plain == NULL)
        plain = g_strdup (part);
      append_escaped (pair, plain, strlen (plain), "");
      if (i == 0)
        g_string_append_c (pair, '=');
    }

  return g_strdup (pair->str);
}

static void
append_query (GString    *out,
              const char *query)
{
  g_auto(GStrv) parameters = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      if (*parameters[i] != '\0')
        g_ptr_array_add (pairs, make_pair (parameters[i]));
    }
  g_ptr_array_sort (pairs, compare_pairs);

  for (guint i = 0; i < pairs->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "&" : "", (char *) g_ptr_array_index (pairs, i));
  g_string_append_c (out, '\n');
}

/* Without the space around it, and with one space where there are several. */
static void
append_value (GString    *out,
              const char *value)
{
  gboolean space = FALSE;

  for (; *value != '\0'; value++)
    {
      if (g_ascii_isspace (*value))
        {
          space = TRUE;
          continue;
        }
      if (space && out->str[out->len - 1] != ':' && out->str[out->len - 1] != ',')
        g_string_append_c (out, ' ');
      space = FALSE;
      g_string_append_c (out, *value);
    }
}

/* The headers, and to names the list of them: "host;x-amz-date". */
static void
append_headers (GString           *out,
                GString           *names,
                const char *const *headers)
{
  g_autoptr(GPtrArray) lower = g_ptr_array_new_with_free_func (g_free);
  const char *last = NULL;

  for (guint i = 0; headers[i] != NULL; i += 2)
    g_ptr_array_add (lower, g_ascii_strdown (headers[i], -1));
  g_ptr_array_sort (lower, compare_pairs);

  for (guint i = 0; i < lower->len; i++)
    {
      const char *name = g_ptr_array_index (lower, i);
      gboolean first = TRUE;

      if (g_strcmp0 (name, last) == 0)  /* one that came several times is one line */
        continue;
      last = name;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ";" : "", name);
      g_string_append (out, name);
      for (guint j = 0; headers[j] != NULL; j += 2)
        {
          if (g_ascii_strcasecmp (headers[j], name) != 0)
            continue;
          g_string_append_c (out, first ? ':' : ',');
          first = FALSE;
          append_value (out, headers[j + 1]);
        }
      g_string_append_c (out, '\n');
    }

  g_string_append_printf (out, "\n%s\n", names->str);
}

static void
make_hmac (const guint8 *key,
           gsize         key_length,
           const char   *text,
           guint8        digest[DIGEST_LENGTH])
{
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize length = DIGEST_LENGTH;

  g_hmac_update (hmac, (const guchar *) text, strlen (text));
  g_hmac_get_digest (hmac, digest, &length);
}

/* The key is good for one day, one region and one service. */
static void
derive_key (const char *secret_key,
            const char *day,
            const char *region,
            const char *service,
            guint8      key[DIGEST_LENGTH])
{
  const char *const parts[] = { region, service, "aws4_request" };
  g_autofree char *start = g_strconcat ("AWS4", secret_key, NULL);

  make_hmac ((const guint8 *) start, strlen (start), day, key);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint8 next[DIGEST_LENGTH];

      make_hmac (key, DIGEST_LENGTH, parts[i], next);
      memcpy (key, next, DIGEST_LENGTH);
    }
  explicit_bzero (start, strlen (start));
}

/* The request in the one form that both sides write it in. */
static char *
make_canonical_request (const SluiceSigv4Request *request,
                        GString                  *names)
{
  g_autoptr(GString) out = g_string_new (request->method);
  g_autofree char *payload = NULL;

  payload = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) request->body,
                                         request->length);
  g_string_append_c (out, '\n');
  append_path (out, request->path);
  append_query (out, request->query);
  append_headers (out, names, request->headers);
  g_string_append (out, payload);

  return g_strdup (out->str);
}

char *
sluice_sigv4_sign (const SluiceSigv4Request *request,
                   const char               *access_key,
                   const char               *secret_key,
                   const char               *region,
                   const char               *service,
                   const char               *date)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) signature = g_string_new (NULL);
  g_autofree char *canonical = make_canonical_request (request, names);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *day = g_strndup (date, strlen ("20150830"));
  g_autofree char *scope = g_strjoin ("/", day, region, service, "aws4_request", NULL);
  g_autofree char *to_sign = g_strjoin ("\n", ALGORITHM, date, scope, hash, NULL);
  guint8 key[DIGEST_LENGTH];
  guint8 digest[DIGEST_LENGTH];

  derive_key (secret_key, day, region, service, key);
  make_hmac (key, sizeof key, to_sign, digest);
  explicit_bzero (key, sizeof key);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (signature, "%02x", digest[i]);

  return g_strdup_printf (ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                          access_key, scope, names->str, signature->str);
}

char *
sluice_sigv4_format_date (GDateTime *time)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (time);

  return g_date_time_format (utc, "%Y%m%dT%H%M%SZ");
}
