/* sluice-origin.c: who a URL leads to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "provider/sluice-origin-private.h"

static int
get_own_port (const char *scheme)
{
  if (g_str_equal (scheme, "https"))
    return 443;

  return g_str_equal (scheme, "http") ? 80 : -1;
}

char *
sluice_origin_from_url (const char *url)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *host = NULL;
  gboolean is_ipv6;

  uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  is_ipv6 = strchr (host, ':') != NULL;

  /* GUri has the scheme in lower case already */
  if (g_uri_get_port (uri) < 0 || g_uri_get_port (uri) == get_own_port (g_uri_get_scheme (uri)))
    return g_strdup_printf (is_ipv6 ? "%s://[%s]" : "%s://%s", g_uri_get_scheme (uri), host);

  return g_strdup_printf (is_ipv6 ? "%s://[%s]:%d" : "%s://%s:%d", g_uri_get_scheme (uri), host,
                          g_uri_get_port (uri));
}
