/* sluice-http-request.c: what is sent to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "run/sluice-http-request-private.h"
#include "run/sluice-run.h"

#define HIDDEN "••••"

static void
add_header (SoupMessage *message,
            GString     *shown,
            const char  *name,
            const char  *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  g_string_append_printf (shown, "%s: %s\n", name, value);
}

/* What is not secret of the value is shown: a command made of it has to say it, too. */
static void
add_secret (SoupMessage *message,
            GString     *shown,
            const char  *name,
            const char  *scheme,
            const char  *key)
{
  g_autofree char *value = g_strconcat (scheme, key, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  g_string_append_printf (shown, "%s: %s" HIDDEN "\n", name, scheme);
}

static void
add_auth (SluiceProvider *provider,
          const char     *key,
          SoupMessage    *message,
          GString        *shown)
{
  if (key == NULL)
    return;

  switch (sluice_provider_get_auth (provider))
    {
    case SLUICE_AUTH_BEARER:
      add_secret (message, shown, "Authorization", "Bearer ", key);
      break;
    case SLUICE_AUTH_X_API_KEY:
      add_secret (message, shown, "x-api-key", "", key);
      break;
    case SLUICE_AUTH_NONE:
    default:
      break;
    }
}

static char *
add_headers (SluiceProvider *provider,
             SluiceRequest  *request,
             const char     *key,
             SoupMessage    *message)
{
  GString *shown = g_string_new (NULL);
  const char **headers = sluice_provider_get_headers (provider);
  gboolean stream = sluice_request_get_stream (request);

  g_string_append (shown, "Content-Type: application/json\n");
  add_header (message, shown, "Accept", stream ? "text/event-stream" : "application/json");
  add_header (message, shown, "User-Agent", "sluice/" SLUICE_VERSION);
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    add_header (message, shown, headers[i], headers[i + 1]);
  add_auth (provider, key, message, shown);

  return g_string_free (shown, FALSE);
}

char *
sluice_http_request_dup_url (SluiceProvider *provider)
{
  const char *base = sluice_provider_get_base_url (provider);
  const char *path = sluice_wire_get_path (sluice_provider_get_wire (provider));
  gsize length = base != NULL ? strlen (base) : 0;

  while (length > 0 && base[length - 1] == '/')
    length--;
  if (length == 0)
    return NULL;

  return g_strdup_printf ("%.*s%s", (int) length, base, path);
}

static SoupMessage *
create_message (SluiceProvider  *provider,
                const char      *url,
                GError         **error)
{
  SoupMessage *message = url != NULL ? soup_message_new (SOUP_METHOD_POST, url) : NULL;

  if (message == NULL)
    g_set_error (error, SLUICE_RUN_ERROR, SLUICE_RUN_ERROR_ADDRESS,
                 _("%s has no address to send to"), sluice_provider_get_name (provider));

  return message;
}

SoupMessage *
sluice_http_request_create (SluiceProvider  *provider,
                            SluiceRequest   *request,
                            const char      *key,
                            SluiceAttempt   *attempt,
                            GError         **error)
{
  SluiceWire *wire = sluice_provider_get_wire (provider);
  g_autofree char *url = sluice_http_request_dup_url (provider);
  g_autoptr(JsonNode) body = sluice_wire_encode_request (wire, request, error);
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *headers = NULL;
  char *text;

  if (body == NULL || (message = create_message (provider, url, error)) == NULL)
    return NULL;

  text = json_to_string (body, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  /* A key goes to the address it was given for, and nowhere that this address points to. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = add_headers (provider, request, key, message);
  sluice_attempt_set_sent (attempt, url, headers, body);

  return g_steal_pointer (&message);
}

/* The headers as they are shown, a secret where the key would be; NULL where the address is none. */
char *
sluice_http_request_dup_headers (SluiceProvider *provider,
                                 SluiceRequest  *request)
{
  g_autofree char *url = sluice_http_request_dup_url (provider);
  g_autoptr(SoupMessage) message = create_message (provider, url, NULL);

  return message != NULL ? add_headers (provider, request, "", message) : NULL;
}
