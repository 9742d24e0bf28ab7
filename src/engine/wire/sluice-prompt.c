/* sluice-prompt.c: what a model is told of the schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-prompt-private.h"

/* What the model reads is not translated: it goes with the schema, not with the desktop. */
#define SCHEMA_FORMAT \
  "Understand the content as an expert would, and answer with JSON that matches this JSON " \
  "Schema:\n\n%s\n\nAnswer with an instance of the schema, not with the schema itself."
#define FENCE_TEXT "Answer with the JSON in a ```json code block, not with the JSON Schema."

/* Instructor's sentence for classes without a docstring. */
#define TOOL_FORMAT \
  "Correctly extracted `%s` with all the required parameters with correct types"

/* Places in a prompt that are tried for a schema; more is not a prompt but an attack. */
#define MAX_TRIES 256

static gboolean
tells_schema (SluiceRequest *request)
{
  SluiceMode mode = sluice_request_get_mode (request);

  return sluice_request_get_schema (request) != NULL
         && (mode == SLUICE_MODE_JSON || mode == SLUICE_MODE_MD_JSON);
}

static char *
make_schema_text (SluiceRequest *request)
{
  SluiceSchema *schema = sluice_request_get_sent_schema (request);
  g_autofree char *json = sluice_schema_to_json (schema, 2);

  return g_strdup_printf (SCHEMA_FORMAT, json);
}

static void
add_schema_text (GPtrArray         *messages,
                 SluiceRequest     *request,
                 SluicePromptPlace  place)
{
  g_autofree char *text = make_schema_text (request);
  guint n_system = 0;

  while (n_system < messages->len
         && sluice_message_get_role (g_ptr_array_index (messages, n_system)) == SLUICE_ROLE_SYSTEM)
    n_system++;

  if (place == SLUICE_PROMPT_JOIN_SYSTEM && n_system > 0)
    {
      SluiceMessage *first = g_ptr_array_index (messages, 0);
      g_autofree char *joined = NULL;

      joined = g_strjoin ("\n\n", sluice_message_get_text (first), text, NULL);
      sluice_message_set_text (first, joined);
    }
  else
    g_ptr_array_insert (messages, n_system, sluice_message_new (SLUICE_ROLE_SYSTEM, text));
}

/* Goes to the end of the last message of the person: some servers refuse two in a row. */
static void
add_fence_text (GPtrArray *messages)
{
  SluiceMessage *last = messages->len > 0 ? g_ptr_array_index (messages, messages->len - 1) : NULL;

  if (last != NULL && sluice_message_get_role (last) == SLUICE_ROLE_USER)
    {
      g_autofree char *joined = NULL;

      joined = g_strjoin ("\n\n", sluice_message_get_text (last), FENCE_TEXT, NULL);
      sluice_message_set_text (last, joined);
    }
  else
    g_ptr_array_add (messages, sluice_message_new (SLUICE_ROLE_USER, FENCE_TEXT));
}

GPtrArray *
sluice_prompt_list_messages (SluiceRequest     *request,
                             SluicePromptPlace  place)
{
  GListModel *model = sluice_request_get_messages (request);
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (model, i);

      g_ptr_array_add (messages, sluice_message_copy (message));
    }

  if (tells_schema (request))
    {
      add_schema_text (messages, request, place);
      if (sluice_request_get_mode (request) == SLUICE_MODE_MD_JSON)
        add_fence_text (messages);
    }

  return messages;
}

char *
sluice_prompt_describe_tool (SluiceRequest *request)
{
  SluiceSchema *schema = sluice_request_get_sent_schema (request);
  const char *description = sluice_schema_get_description (schema);

  if (description != NULL && *description != '\0')
    return g_strdup (description);

  return g_strdup_printf (TOOL_FORMAT, sluice_schema_get_name (schema));
}

/* json_node_copy() shares the objects inside, so the members are set in a new one. */
static JsonNode *
copy_without (JsonNode          *schema,
              const char *const *names)
{
  JsonNode *copy = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, json_node_get_object (schema));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!g_strv_contains (names, name))
        json_object_set_member (object, name, json_node_copy (member));
    }
  json_node_take_object (copy, object);

  return copy;
}

/* The end of the JSON object that begins at text: one past its brace, or NULL. */
static const char *
find_object_end (const char *text)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (; *text; text++)
    {
      if (in_string)
        {
          if (*text == '\\' && text[1] != '\0')
            text++;
          else if (*text == '"')
            in_string = FALSE;
        }
      else if (*text == '"')
        in_string = TRUE;
      else if (*text == '{')
        depth++;
      else if (*text == '}' && --depth == 0)
        return text + 1;
    }

  return NULL;
}

static gboolean
looks_like_schema (JsonNode *node)
{
  static const char *const keywords[] = {
    "properties", "$defs", "$ref", "anyOf", "oneOf", "allOf", "items", "enum", "prefixItems",
    "additionalProperties",
  };
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      JsonNode *member = json_object_get_member (object, keywords[i]);

      if (member != NULL && !JSON_NODE_HOLDS_NULL (member))
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
find_schema_in_text (const char *text)
{
  const char *start = strchr (text, '{');

  for (guint tries = 0; start != NULL && tries < MAX_TRIES; tries++)
    {
      const char *end = find_object_end (start);
      g_autofree char *json = end != NULL ? g_strndup (start, end - start) : NULL;
      g_autoptr(JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

      if (looks_like_schema (node))
        return g_steal_pointer (&node);

      start = strchr (start + 1, '{');
    }

  return NULL;
}

JsonNode *
sluice_prompt_find_schema (SluiceRequest *request)
{
  GListModel *messages = sluice_request_get_messages (request);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);
      JsonNode *schema = NULL;

      if (sluice_message_get_role (message) == SLUICE_ROLE_SYSTEM
          || sluice_message_get_role (message) == SLUICE_ROLE_USER)
        schema = find_schema_in_text (sluice_message_get_text (message));
      if (schema != NULL)
        return schema;
    }

  return NULL;
}

gboolean
sluice_prompt_asks_for_fence (SluiceRequest *request)
{
  GListModel *messages = sluice_request_get_messages (request);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (strstr (sluice_message_get_text (message), "```json") != NULL)
        return TRUE;
    }

  return FALSE;
}

SluiceRequest *
sluice_prompt_new_request (JsonNode   *schema,
                           const char *name,
                           const char *description)
{
  static const char *const none[] = { NULL };
  g_autoptr(JsonNode) copy = NULL;
  g_autoptr(SluiceSchema) parsed = NULL;
  SluiceRequest *request;
  JsonObject *object;

  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema))
    return sluice_request_new (NULL, SLUICE_SHAPE_OBJECT);

  copy = copy_without (schema, none);
  object = json_node_get_object (copy);
  if (name != NULL && !json_object_has_member (object, "title"))
    json_object_set_string_member (object, "title", name);
  if (description != NULL && !json_object_has_member (object, "description"))
    json_object_set_string_member (object, "description", description);

  parsed = sluice_schema_new_for_json (copy);
  request = sluice_request_new (parsed, sluice_schema_is_iterable (parsed)
                                        ? SLUICE_SHAPE_ITERABLE : SLUICE_SHAPE_OBJECT);
  sluice_request_set_tool_name (request, name);

  return request;
}
