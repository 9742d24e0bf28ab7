/* sluice-curl.c: a request as a command for a terminal, without its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "document/sluice-redaction-private.h"
#include "run/sluice-client.h"
#include "run/sluice-http-request-private.h"
#include "snippet/sluice-curl.h"
#include "snippet/sluice-export-private.h"
#include "snippet/sluice-script-client-private.h"

/* How the engine writes a secret (U+2022, four times). */
#define SECRET "••••"

/* What stands for the words of a prompt. */
#define LEFT_OUT "…"

static void
append_single_quoted (GString    *out,
                      const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *p = text; *p; p++)
    {
      if (*p == '\'')
        g_string_append (out, "'\\''");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* The shell fills the variable in, so the quotes are double ones. */
static void
append_with_variable (GString    *out,
                      const char *text,
                      const char *variable)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p++)
    {
      if (g_str_has_prefix (p, SECRET))
        {
          g_string_append_printf (out, "${%s}", variable);
          p += strlen (SECRET) - 1;
        }
      else
        {
          if (strchr ("\"\\$`", *p))
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }
  g_string_append_c (out, '"');
}

static void
append_argument (GString    *out,
                 const char *text,
                 const char *variable)
{
  if (strstr (text, SECRET))
    append_with_variable (out, text, variable);
  else
    append_single_quoted (out, text);
}

static JsonNode *strip_prompt (JsonNode *node);

static JsonNode *
new_left_out (void)
{
  return json_node_init_string (json_node_alloc (), LEFT_OUT);
}

static JsonNode *
strip_array (JsonArray *array)
{
  JsonArray *stripped = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (stripped, strip_prompt (json_array_get_element (array, i)));

  return json_node_init_array (json_node_alloc (), stripped);
}

/* Of a message its role stays, of a part of one its type. */
static JsonNode *
strip_object (JsonObject *object)
{
  JsonObject *stripped = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (strcmp (name, "role") == 0 || strcmp (name, "type") == 0)
        json_object_set_member (stripped, name, json_node_copy (value));
      else
        json_object_set_member (stripped, name, strip_prompt (value));
    }

  return json_node_init_object (json_node_alloc (), stripped);
}

static JsonNode *
strip_prompt (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return strip_array (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return strip_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return new_left_out ();

  return json_node_copy (node);
}

static gboolean
holds_prompt (const char *member)
{
  static const char *members[] = { "messages", "system", "input", "instructions", "prompt", "contents", NULL };

  return g_strv_contains (members, member);
}

static JsonNode *
without_prompt (JsonNode *body)
{
  JsonObject *stripped;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return json_node_copy (body);

  stripped = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (body));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (stripped, name, holds_prompt (name) ? strip_prompt (value) : json_node_copy (value));

  return json_node_init_object (json_node_alloc (), stripped);
}

/**
 * sluice_curl_format:
 * @url: where the request goes; a secret in it reads ••••
 * @headers: (nullable): "Name: value" lines; a secret in them reads ••••
 * @body: (nullable): the body
 * @key_variable: the environment variable that stands in for a secret
 * @with_prompt: whether the words of the prompt are included
 *
 * Writes a request as a `curl` command, with a variable where the key was.
 *
 * Returns: (transfer full): the command, over several lines
 */
char *
sluice_curl_format (const char *url,
                    const char *headers,
                    JsonNode   *body,
                    const char *key_variable,
                    gboolean    with_prompt)
{
  GString *out = g_string_new ("curl --no-buffer ");
  g_auto(GStrv) lines = g_strsplit_set (headers ? headers : "", "\r\n", -1);

  append_argument (out, url, key_variable);

  for (guint i = 0; lines[i]; i++)
    {
      if (!*lines[i])
        continue;
      g_string_append (out, " \\\n  --header ");
      append_argument (out, lines[i], key_variable);
    }

  if (body)
    {
      g_autoptr(JsonNode) shown = with_prompt ? json_node_copy (body) : without_prompt (body);
      g_autofree char *text = json_to_string (shown, TRUE);

      g_string_append (out, " \\\n  --data-raw ");
      append_single_quoted (out, text);
    }

  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}

/* The address that the offline demo has for other programs; the provider's own for all else. */
static char *
replace_base (SluiceExport *export,
              const char   *url)
{
  const char *base = sluice_provider_get_base_url (export->provider);

  if (!sluice_provider_is_simulated (export->provider) || !base || !g_str_has_prefix (url, base))
    return g_strdup (url);

  return g_strconcat (SLUICE_DEMO_URL, url + strlen (base), NULL);
}

/* Keys that a person put into the extra JSON are no more written than others. */
static void
redact_extra_body (SluiceRequest *request)
{
  JsonNode *extra = sluice_request_get_extra_body (request);
  g_autofree char *text = extra ? json_to_string (extra, FALSE) : NULL;
  g_autofree char *redacted = text ? sluice_redaction_apply (text) : NULL;
  g_autoptr(JsonNode) json = redacted ? json_from_string (redacted, NULL) : NULL;

  if (extra)
    sluice_request_set_extra_body (request, json);
}

/**
 * sluice_curl_command_write: (skip)
 * @export: an extraction
 * @error: return location for an error
 *
 * Writes the request of an extraction as a command, with its prompt.
 *
 * Returns: (transfer full): the command; %NULL with an error where the request cannot be made
 */
char *
sluice_curl_command_write (SluiceExport  *export,
                           GError       **error)
{
  g_autoptr(SluiceRequest) request = sluice_extraction_create_request (export->extraction, error);
  g_autoptr(SluiceClient) client = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *headers = NULL;
  g_autofree char *own_url = NULL;
  g_autofree char *url = NULL;

  if (!request)
    return NULL;

  redact_extra_body (request);
  client = sluice_client_new ();
  body = sluice_client_preview (client, export->provider, request, error);
  if (!body)
    return NULL;

  own_url = sluice_provider_dup_url (export->provider, request);
  url = replace_base (export, own_url ? own_url : "");
  headers = sluice_http_request_dup_headers (export->provider, request);

  return sluice_curl_format (url, headers, body, export->key_variable ? export->key_variable : "API_KEY", TRUE);
}
