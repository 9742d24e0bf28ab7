/* sluice-request-failure.c: why a request got no answer, and whether to send it again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What happened is said in our words, and the provider's own follow. Neither ever holds a key.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "run/sluice-request-failure-private.h"
#include "run/sluice-run.h"

#define HIDDEN "••••"
/* Of a key, so much is enough to know a word that quotes its beginning. */
#define KEY_PREFIX 6
#define MAX_WORDS 500
/* RFC 6585, section 4; libsoup 3.2 has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

/* -- Words -------------------------------------------------------------------------------------------- */

static gboolean
ends_word (char c)
{
  return g_ascii_isspace (c) || c == '"' || c == '\'' || c == ',' || c == '}' || c == '\0';
}

char *
sluice_request_failure_redact (const char *text,
                               gsize       length,
                               const char *key)
{
  GString *out = g_string_sized_new (length);
  gsize prefix = key != NULL ? MIN (strlen (key), KEY_PREFIX) : 0;

  for (gsize i = 0; i < length;)
    {
      if (prefix > 0 && length - i >= prefix && strncmp (text + i, key, prefix) == 0)
        {
          while (i < length && !ends_word (text[i]))
            i++;
          g_string_append (out, HIDDEN);
        }
      else
        {
          g_string_append_c (out, text[i++]);
        }
    }

  return g_string_free (out, FALSE);
}

/* At the start of a sentence. */
static const char *
get_name (SluiceProvider *provider)
{
  return provider != NULL ? sluice_provider_get_name (provider) : _("The provider");
}

/* Within a sentence. */
static char *
dup_host (SluiceProvider *provider)
{
  const char *url = provider != NULL ? sluice_provider_get_base_url (provider) : NULL;
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (provider == NULL)
    /* Translators: stands in the middle of a sentence: “The connection to the provider was lost” */
    return g_strdup (_("the provider"));
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (sluice_provider_get_name (provider));
  if (g_uri_get_port (uri) < 0)
    return g_strdup (g_uri_get_host (uri));

  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

static gboolean
is_local (SluiceProvider *provider)
{
  g_autofree char *host = dup_host (provider);

  return g_str_has_prefix (host, "localhost") || g_str_has_prefix (host, "127.") ||
         g_str_has_prefix (host, "::1");
}

static SluiceRequestFailure *
failure_new (SluiceRunError  code,
             gboolean        temporary,
             const char     *reason,
             const char     *message,
             const char     *words)
{
  SluiceRequestFailure *self = g_new0 (SluiceRequestFailure, 1);

  if (words != NULL && *words != '\0')
    self->error = g_error_new (SLUICE_RUN_ERROR, code, "%s: %s", message, words);
  else
    self->error = g_error_new_literal (SLUICE_RUN_ERROR, code, message);
  self->reason = g_strdup (reason != NULL ? reason : message);
  self->retry_after_ms = -1;
  self->temporary = temporary;

  return self;
}

void
sluice_request_failure_free (SluiceRequestFailure *self)
{
  g_clear_error (&self->error);
  g_free (self->reason);
  g_free (self);
}

/* -- The connection --------------------------------------------------------------------------------------- */

static gboolean
is_connection_error (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR || error->domain == G_IO_ERROR ||
         error->domain == SOUP_SESSION_ERROR;
}

SluiceRequestFailure *
sluice_request_failure_new_for_error (const GError   *error,
                                      SluiceProvider *provider,
                                      gboolean        begun)
{
  g_autofree char *host = dup_host (provider);
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) && *error->message == '\0')
    {
      message = g_strdup_printf (_("%s has sent nothing for too long"), get_name (provider));
      return failure_new (SLUICE_RUN_ERROR_TIMEOUT, FALSE, NULL, message, NULL);
    }
  if (begun)
    {
      message = g_strdup_printf (_("The connection to %s was lost"), host);
      return failure_new (SLUICE_RUN_ERROR_CONNECTION, is_connection_error (error), NULL, message,
                          error->message);
    }
  if (is_local (provider))
    {
      message = g_strdup_printf (_("No server at %s. Is it running?"), host);
      return failure_new (SLUICE_RUN_ERROR_CONNECTION, is_connection_error (error), NULL, message, NULL);
    }

  message = g_strdup_printf (_("Cannot reach %s"), host);

  return failure_new (SLUICE_RUN_ERROR_CONNECTION, is_connection_error (error), NULL, message,
                      error->message);
}

SluiceRequestFailure *
sluice_request_failure_new_for_cut (SluiceProvider *provider)
{
  g_autofree char *message = NULL;

  message = provider != NULL
            ? g_strdup_printf (_("%s closed the connection before the reply had ended"),
                               get_name (provider))
            : g_strdup (_("The recording ends before the reply does"));

  return failure_new (SLUICE_RUN_ERROR_CONNECTION, TRUE, NULL, message, NULL);
}

SluiceRequestFailure *
sluice_request_failure_new_for_flood (SluiceProvider *provider,
                                      guint64         max_bytes)
{
  g_autofree char *size = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *message = NULL;

  /* Translators: the first %s is a provider's name, the second a size as in “256.0 MiB” */
  message = g_strdup_printf (_("%s sent more than %s, and was stopped"), get_name (provider), size);

  return failure_new (SLUICE_RUN_ERROR_PROTOCOL, FALSE, NULL, message, NULL);
}

/* -- What the provider says --------------------------------------------------------------------------------- */

static gboolean
mentions (SluiceAnswer *answer,
          const char   *word)
{
  const char *type = sluice_answer_get_error_type (answer);
  const char *message = sluice_answer_get_error_message (answer);

  return (type != NULL && strstr (type, word) != NULL) ||
         (message != NULL && strstr (message, word) != NULL);
}

/* Seconds, or a date (RFC 9110, section 10.2.3). */
static gint64
parse_retry_after (const char *value)
{
  g_autoptr(GDateTime) date = NULL;
  g_autoptr(GDateTime) now = NULL;
  char *end;
  gdouble seconds;

  if (value == NULL)
    return -1;

  seconds = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0')
    return seconds >= 0 && seconds < G_MAXINT ? (gint64) (seconds * 1000) : -1;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  now = g_date_time_new_now_utc ();

  return MAX (0, g_date_time_difference (date, now) / 1000);
}

static SluiceRequestFailure *
create_for_rate (SluiceAnswer   *answer,
                 SluiceProvider *provider,
                 const char     *words)
{
  g_autofree char *message = NULL;

  if (mentions (answer, "insufficient_quota") || mentions (answer, "credit balance") ||
      mentions (answer, "exceeded your current quota"))
    return failure_new (SLUICE_RUN_ERROR_RATE, FALSE, NULL, _("The account has no credit left"), words);

  message = g_strdup_printf (_("%s takes no more requests for now"), get_name (provider));

  return failure_new (SLUICE_RUN_ERROR_RATE, TRUE, _("Rate limited"), message, words);
}

static SluiceRequestFailure *
create_for_trouble (SluiceProvider *provider,
                    const char     *words)
{
  g_autofree char *message = g_strdup_printf (_("%s has trouble answering"), get_name (provider));

  return failure_new (SLUICE_RUN_ERROR_STATUS, TRUE, NULL, message, words);
}

static SluiceRequestFailure *
create_for_refusal (SluiceProvider *provider,
                    gboolean        temporary,
                    const char     *words)
{
  g_autofree char *message = g_strdup_printf (_("%s refused the request"), get_name (provider));

  return failure_new (SLUICE_RUN_ERROR_STATUS, temporary, NULL, message, words);
}

/* A key, and a prompt, go to the address they were given for and to no other. */
static SluiceRequestFailure *
create_for_redirection (SluiceProvider *provider)
{
  g_autofree char *message = NULL;

  message = g_strdup_printf (_("The address of %s leads to another one, and nothing was sent there"),
                             provider != NULL ? sluice_provider_get_name (provider)
                                              : _("the provider"));

  return failure_new (SLUICE_RUN_ERROR_ADDRESS, FALSE, NULL, message, NULL);
}

static SluiceRequestFailure *
create_for_status (guint           status,
                   SluiceAnswer   *answer,
                   SluiceProvider *provider,
                   const char     *words)
{
  g_autofree char *message = NULL;

  if (SOUP_STATUS_IS_REDIRECTION (status))
    return create_for_redirection (provider);

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      message = g_strdup_printf (_("%s rejected the key"), get_name (provider));
      return failure_new (SLUICE_RUN_ERROR_KEY, FALSE, NULL, message, words);
    case SOUP_STATUS_FORBIDDEN:
      message = g_strdup_printf (_("%s does not let this key do that"), get_name (provider));
      return failure_new (SLUICE_RUN_ERROR_KEY, FALSE, NULL, message, words);
    case STATUS_TOO_MANY_REQUESTS:
      return create_for_rate (answer, provider, words);
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case SOUP_STATUS_CONFLICT:
      return create_for_refusal (provider, TRUE, words);
    default:
      return status >= 500 ? create_for_trouble (provider, words)
                           : create_for_refusal (provider, FALSE, words);
    }
}

/* An error inside a stream has no status, but its type often says the same. */
static SluiceRequestFailure *
create_for_stream (SluiceAnswer   *answer,
                   SluiceProvider *provider,
                   const char     *words)
{
  g_autofree char *message = NULL;

  if (mentions (answer, "rate_limit") || mentions (answer, "insufficient_quota"))
    return create_for_rate (answer, provider, words);
  if (mentions (answer, "overloaded") || mentions (answer, "server_error") ||
      mentions (answer, "api_error") || mentions (answer, "timeout"))
    return create_for_trouble (provider, words);
  /* The body of an HTTP error whose status was not kept. */
  if (mentions (answer, "invalid_api_key") || mentions (answer, "authentication_error"))
    return create_for_status (SOUP_STATUS_UNAUTHORIZED, answer, provider, words);
  if (mentions (answer, "invalid_request_error"))
    return create_for_refusal (provider, FALSE, words);

  message = g_strdup_printf (_("%s broke off the reply"), get_name (provider));

  return failure_new (SLUICE_RUN_ERROR_PROTOCOL, FALSE, NULL, message, words);
}

SluiceRequestFailure *
sluice_request_failure_new_for_answer (guint           status,
                                       SluiceAnswer   *answer,
                                       SluiceProvider *provider,
                                       const char     *key,
                                       const char     *retry_after)
{
  const char *said = sluice_answer_get_error_message (answer);
  g_autofree char *words = NULL;
  SluiceRequestFailure *self;

  if (said == NULL || *said == '\0')
    said = sluice_answer_get_error_type (answer);
  if (said != NULL)
    words = sluice_request_failure_redact (said, MIN (strlen (said), MAX_WORDS), key);
  if (words != NULL && !g_utf8_validate (words, -1, NULL))
    {
      char *valid = g_utf8_make_valid (words, -1);

      g_free (words);
      words = valid;
    }

  self = status >= 300 ? create_for_status (status, answer, provider, words)
                       : create_for_stream (answer, provider, words);
  self->retry_after_ms = parse_retry_after (retry_after);

  return self;
}
