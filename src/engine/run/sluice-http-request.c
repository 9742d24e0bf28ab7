/* sluice-http-request.c: what is sent to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "provider/sluice-aws-private.h"
#include "run/sluice-http-request-private.h"
#include "run/sluice-run.h"
#include "run/sluice-sigv4-private.h"
#include "wire/sluice-wire-private.h"

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

/* "bedrock-runtime.eu-west-1.amazonaws.com" says the region; another address does not. */
static char *
dup_region (GUri *uri)
{
  g_auto(GStrv) labels = g_strsplit (g_uri_get_host (uri), ".", -1);
  char *region;

  if (g_strv_length (labels) >= 4 && g_str_equal (labels[2], "amazonaws"))
    return g_strdup (labels[1]);

  region = sluice_aws_find_region ();

  return region != NULL ? region : g_strdup ("us-east-1");
}

static char *
dup_host (GUri *uri)
{
  if (g_uri_get_port (uri) < 0)
    return g_strdup (g_uri_get_host (uri));

  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

/* Signs the request with keys[0] and keys[1]; keys[2], where it is there, says for how long. */
static void
add_signature (SoupMessage  *message,
               GString      *shown,
               char        **keys,
               GBytes       *body)
{
  GUri *uri = soup_message_get_uri (message);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = sluice_sigv4_format_date (now);
  g_autofree char *region = dup_region (uri);
  g_autofree char *host = dup_host (uri);
  g_autofree char *authorization = NULL;
  const char *headers[] = {
    "content-type", "application/json", "host", host, "x-amz-date", date,
    keys[2] != NULL ? "x-amz-security-token" : NULL, keys[2], NULL,
  };
  SluiceSigv4Request request = {
    SOUP_METHOD_POST, g_uri_get_path (uri), g_uri_get_query (uri), headers,
  };

  request.body = g_bytes_get_data (body, &request.length);
  authorization = sluice_sigv4_sign (&request, keys[0], keys[1], region, "bedrock", date);

  add_header (message, shown, "x-amz-date", date);
  if (keys[2] != NULL)
    add_secret (message, shown, "x-amz-security-token", "", keys[2]);
  add_secret (message, shown, "Authorization", "", authorization);
}

/* Keys of AWS sign the request; a key of Bedrock alone is a bearer's. */
static void
add_aws (SoupMessage *message,
         GString     *shown,
         const char  *key,
         GBytes      *body)
{
  g_auto(GStrv) keys = g_strsplit (key, ":", 3);

  if (g_strv_length (keys) >= 2)
    add_signature (message, shown, keys, body);
  else
    add_secret (message, shown, "Authorization", "Bearer ", key);
}

static void
add_auth (SluiceProvider *provider,
          const char     *key,
          SoupMessage    *message,
          GBytes         *body,
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
    case SLUICE_AUTH_API_KEY:
      add_secret (message, shown, "api-key", "", key);
      break;
    case SLUICE_AUTH_GOOGLE:
      add_secret (message, shown, "x-goog-api-key", "", key);
      break;
    case SLUICE_AUTH_AWS:
      add_aws (message, shown, key, body);
      break;
    case SLUICE_AUTH_NONE:
    default:
      break;
    }
}

static char *
add_headers (SluiceProvider *provider,
             SluiceWire     *wire,
             SluiceRequest  *request,
             const char     *key,
             SoupMessage    *message,
             GBytes         *body)
{
  GString *shown = g_string_new (NULL);
  const char **headers = sluice_provider_get_headers (provider);
  gboolean stream = sluice_request_get_stream (request);

  g_string_append (shown, "Content-Type: application/json\n");
  add_header (message, shown, "Accept", stream ? sluice_wire_get_stream_type (wire)
                                               : "application/json");
  add_header (message, shown, "User-Agent", "sluice/" SLUICE_VERSION);
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    add_header (message, shown, headers[i], headers[i + 1]);
  add_auth (provider, key, message, body, shown);

  return g_string_free (shown, FALSE);
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
  SluiceMode mode = sluice_request_get_mode (request);
  SluiceWire *wire = sluice_provider_get_wire_for_mode (provider, mode);
  g_autofree char *url = sluice_provider_dup_url (provider, request);
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
  headers = add_headers (provider, wire, request, key, message, bytes);
  sluice_attempt_set_sent (attempt, url, headers, body);

  return g_steal_pointer (&message);
}

/* The headers as they are shown, a secret where the key would be; NULL where the address is none. */
char *
sluice_http_request_dup_headers (SluiceProvider *provider,
                                 SluiceRequest  *request)
{
  SluiceMode mode = sluice_request_get_mode (request);
  SluiceWire *wire = sluice_provider_get_wire_for_mode (provider, mode);
  g_autofree char *url = sluice_provider_dup_url (provider, request);
  g_autoptr(SoupMessage) message = create_message (provider, url, NULL);
  g_autoptr(GBytes) body = g_bytes_new_static ("", 0);

  return message != NULL ? add_headers (provider, wire, request, "", message, body) : NULL;
}
