/* sluice-extraction-request.c: from a draft to a request, and back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "document/sluice-extraction-private.h"
#include "document/sluice-template.h"
#include "json/sluice-parser.h"

static gboolean
check_schema (SluiceExtraction  *self,
              GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *text = g_strstrip (g_strdup (sluice_extraction_get_schema_text (self)));

  if (*text == '\0')
    {
      g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_SCHEMA,
                   _("There is no schema yet"));
      return FALSE;
    }

  if (!sluice_schema_check_valid (sluice_extraction_get_schema (self), &reason))
    {
      g_set_error_literal (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_SCHEMA,
                           reason->message);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_variables (SluiceExtraction  *self,
                 GError           **error)
{
  g_auto(GStrv) names = sluice_extraction_list_variables (self);

  for (char **name = names; *name; name++)
    if (sluice_extraction_get_variable (self, *name) == NULL)
      {
        g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_VARIABLE,
                     /* Translators: a variable is a named hole in the text of the prompt */
                     _("The variable ‘%s’ has no value"), *name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
copy_pair (gpointer key,
           gpointer value,
           gpointer table)
{
  g_hash_table_insert (table, key, value);

  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return *text == '\0';
}

/* A card that was left empty is not sent. */
static gboolean
add_messages (SluiceExtraction  *self,
              SluiceRequest     *request,
              GError           **error)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *messages = G_LIST_MODEL (sluice_extraction_get_messages (self));
  guint n = 0;

  g_tree_foreach (sluice_extraction_get_variables (self), copy_pair, values);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);
      g_autofree char *text = sluice_template_expand (sluice_message_get_text (message), values);
      g_autoptr(SluiceMessage) filled = NULL;

      if (is_blank (text))
        continue;

      filled = sluice_message_new (sluice_message_get_role (message), text);
      sluice_request_add_message (request, filled);
      n++;
    }

  if (n > 0)
    return TRUE;

  g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_EMPTY,
               _("There is no message to send"));
  return FALSE;
}

static gboolean
set_extra_body (SluiceExtraction  *self,
                SluiceRequest     *request,
                GError           **error)
{
  const char *text = sluice_extraction_get_extra_body (self);
  g_autoptr(SluiceParser) parser = sluice_parser_new_strict ();
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) reason = NULL;

  if (text == NULL || is_blank (text))
    return TRUE;

  /* Our parser bounds the depth, which that of json-glib does not. */
  if (sluice_parser_push (parser, text, -1, &reason) && sluice_parser_finish (parser, &reason))
    node = json_from_string (text, &reason);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SLUICE_EXTRACTION_ERROR, SLUICE_EXTRACTION_ERROR_FORMAT,
                   _("The extra JSON is not a JSON object: %s"),
                   reason != NULL ? reason->message : _("it is another kind of value"));
      return FALSE;
    }

  sluice_request_set_extra_body (request, node);
  return TRUE;
}

/**
 * sluice_extraction_new_for_request:
 * @request: a request
 *
 * Makes the draft that would make this request again, to look at it or to change it. The provider
 * is not part of a request.
 *
 * Returns: (transfer full): a new extraction
 */
SluiceExtraction *
sluice_extraction_new_for_request (SluiceRequest *request)
{
  g_autoptr(SluiceExtraction) self = sluice_extraction_new ();
  SluiceSchema *schema;
  GListModel *messages;
  JsonNode *extra_body;

  g_return_val_if_fail (SLUICE_IS_REQUEST (request), NULL);

  schema = sluice_request_get_schema (request);
  if (schema != NULL)
    {
      sluice_extraction_set_title (self, sluice_schema_get_name (schema));
      sluice_extraction_set_schema_text (self, sluice_schema_get_text (schema),
                                         sluice_schema_get_notation (schema));
    }

  sluice_extraction_set_model (self, sluice_request_get_model (request));
  sluice_extraction_set_mode (self, sluice_request_get_mode (request));
  sluice_extraction_set_strict (self, sluice_request_get_strict (request));
  sluice_extraction_set_shape (self, sluice_request_get_shape (request));
  sluice_extraction_set_max_tokens (self, sluice_request_get_max_tokens (request));
  sluice_extraction_set_temperature (self, sluice_request_get_temperature (request));
  sluice_extraction_set_seed (self, sluice_request_get_seed (request));
  sluice_extraction_set_max_retries (self, sluice_request_get_max_retries (request));

  extra_body = sluice_request_get_extra_body (request);
  if (extra_body != NULL)
    {
      g_autofree char *json = json_to_string (extra_body, FALSE);

      sluice_extraction_set_extra_body (self, json);
    }

  messages = sluice_request_get_messages (request);
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      sluice_extraction_add_message (self, sluice_message_get_role (message),
                                     sluice_message_get_text (message));
    }

  return g_steal_pointer (&self);
}

/**
 * sluice_extraction_list_variables:
 * @self: an extraction
 *
 * Lists the variables that the messages use.
 *
 * Returns: (transfer full) (array zero-terminated=1): their names, each once, in order of first use
 */
char **
sluice_extraction_list_variables (SluiceExtraction *self)
{
  g_autoptr(GString) texts = g_string_new (NULL);
  GListModel *messages;

  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);

  messages = G_LIST_MODEL (sluice_extraction_get_messages (self));
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      g_string_append (texts, sluice_message_get_text (message));
      /* No variable reaches from one message into the next. */
      g_string_append_c (texts, '\1');
    }

  return sluice_template_list_variables (texts->str);
}


/**
 * sluice_extraction_create_request:
 * @self: an extraction
 * @error: return location for a [error@ExtractionError]
 *
 * Makes the request that the draft stands for as it is now, with the variables filled in. Changing
 * the draft later does not change the request. Empty messages are left out.
 *
 * Returns: (transfer full): a new request; %NULL with an error when the schema cannot be used, a
 *   variable has no value, there is nothing to send, or the extra JSON is not an object
 */
SluiceRequest *
sluice_extraction_create_request (SluiceExtraction  *self,
                                  GError           **error)
{
  g_autoptr(SluiceRequest) request = NULL;

  g_return_val_if_fail (SLUICE_IS_EXTRACTION (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_schema (self, error) || !check_variables (self, error))
    return NULL;

  request = sluice_request_new (sluice_extraction_get_schema (self),
                                sluice_extraction_get_shape (self));
  sluice_request_set_mode (request, sluice_extraction_get_mode (self));
  sluice_request_set_strict (request, sluice_extraction_get_strict (self));
  sluice_request_set_model (request, sluice_extraction_get_model (self));
  sluice_request_set_max_tokens (request, sluice_extraction_get_max_tokens (self));
  sluice_request_set_temperature (request, sluice_extraction_get_temperature (self));
  sluice_request_set_seed (request, sluice_extraction_get_seed (self));
  sluice_request_set_max_retries (request, sluice_extraction_get_max_retries (self));

  if (!add_messages (self, request, error) || !set_extra_body (self, request, error))
    return NULL;

  return g_steal_pointer (&request);
}
