/* sluice-request-reader.c: how a server reads a request, in whichever protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <math.h>

#include "wire/sluice-body-private.h"
#include "wire/sluice-prompt-private.h"
#include "wire/sluice-request-reader-private.h"

/* The schema in words, once the messages are there to look for it. */
static SluiceRequest *
read_prompt (const SluiceRequestReader  *self,
             JsonObject                 *body,
             GError                    **error)
{
  g_autoptr(SluiceRequest) plain = sluice_prompt_new_request (NULL, NULL, NULL);
  g_autoptr(JsonNode) schema = NULL;
  SluiceRequest *request;

  if (!self->read_messages (plain, body, error))
    return NULL;

  schema = sluice_prompt_find_schema (plain);
  request = sluice_prompt_new_request (schema, NULL, NULL);
  if (self->asks_for_json != NULL && self->asks_for_json (body))
    sluice_request_set_mode (request, SLUICE_MODE_JSON);
  else if (schema != NULL)
    sluice_request_set_mode (request, sluice_prompt_asks_for_fence (plain) ? SLUICE_MODE_MD_JSON
                                                                           : SLUICE_MODE_JSON);

  return request;
}

SluiceRequest *
sluice_request_reader_read (const SluiceRequestReader  *self,
                            JsonObject                 *body,
                            GError                    **error)
{
  g_autoptr(SluiceRequest) request = self->read_tools (body);

  if (request == NULL)
    request = self->read_format (body);
  if (request == NULL)
    request = read_prompt (self, body, error);
  if (request == NULL || !self->read_messages (request, body, error))
    return NULL;

  self->read_settings (request, body);

  return g_steal_pointer (&request);
}

void
sluice_request_reader_add_text (SluiceRequest *request,
                                SluiceRole     role,
                                const char    *text)
{
  g_autoptr(SluiceMessage) message = NULL;

  if (text == NULL || *text == '\0')
    return;

  message = sluice_message_new (role, text);
  sluice_request_add_message (request, message);
}

static JsonNode *
get_number (JsonObject *object,
            const char *name)
{
  JsonNode *member = object != NULL && name != NULL ? json_object_get_member (object, name) : NULL;

  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member)
      || (json_node_get_value_type (member) != G_TYPE_INT64
          && json_node_get_value_type (member) != G_TYPE_DOUBLE))
    return NULL;

  return member;
}

void
sluice_request_reader_read_numbers (SluiceRequest *request,
                                    JsonObject    *settings,
                                    const char    *max_tokens,
                                    const char    *temperature,
                                    const char    *seed)
{
  JsonNode *number;

  if ((number = get_number (settings, max_tokens)) != NULL)
    sluice_request_set_max_tokens (request, CLAMP (json_node_get_int (number), -1, G_MAXINT));
  if ((number = get_number (settings, temperature)) != NULL)
    sluice_request_set_temperature (request, json_node_get_double (number));
  if ((number = get_number (settings, seed)) != NULL)
    sluice_request_set_seed (request, MAX (json_node_get_int (number), -1));
}

JsonObject *
sluice_request_reader_find_tool (JsonArray  *tools,
                                 const char *holder,
                                 const char *name)
{
  JsonObject *first = NULL;

  for (guint i = 0; tools != NULL && i < json_array_get_length (tools); i++)
    {
      JsonNode *node = json_array_get_element (tools, i);
      JsonObject *tool = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (holder != NULL)
        tool = sluice_body_get_object (tool, holder);
      if (tool == NULL)
        continue;
      if (name != NULL && g_strcmp0 (sluice_body_get_string (tool, "name"), name) == 0)
        return tool;
      if (first == NULL && sluice_body_get_string (tool, "name") != NULL)
        first = tool;
    }

  return first;
}
