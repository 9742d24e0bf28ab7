/* sluice-reask.c: asking again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "wire/sluice-reask-private.h"

/* What the model reads is not translated: it follows from the prompt, not from the desktop. */
#define TOOL_FORMAT \
  "Validation error found:\n%s\nCall the function again with all of these errors fixed."
#define TEXT_FORMAT \
  "Correct the JSON of your last answer, and answer with the JSON only. These errors were found:\n%s"
#define NO_CALL_FORMAT \
  "Your last answer did not call the function as it should:\n%s\n" \
  "Answer by calling the function, with all of these errors fixed."

static gboolean
is_json_object (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node);
}

/* Servers refuse a history with calls whose arguments are not JSON. */
static gboolean
can_replay_calls (SluiceAnswer *answer)
{
  guint n = sluice_answer_get_n_tool_calls (answer);

  for (guint i = 0; i < n; i++)
    {
      if (sluice_answer_get_tool_name (answer, i) == NULL
          || !is_json_object (sluice_answer_get_tool_arguments (answer, i)))
        return FALSE;
    }

  return n > 0;
}

static void
add_calls (SluiceRequest *request,
           SluiceAnswer  *answer,
           const char    *problems)
{
  g_autoptr(SluiceMessage) message = NULL;
  g_autofree char *text = g_strdup_printf (TOOL_FORMAT, problems);
  guint n = sluice_answer_get_n_tool_calls (answer);

  message = sluice_message_new (SLUICE_ROLE_ASSISTANT, sluice_answer_get_text (answer));
  for (guint i = 0; i < n; i++)
    sluice_message_add_tool_call (message, sluice_answer_get_tool_id (answer, i),
                                  sluice_answer_get_tool_name (answer, i),
                                  sluice_answer_get_tool_arguments (answer, i));
  sluice_request_add_message (request, message);

  /* every call wants an answer, or the next request is refused */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SluiceMessage) result = NULL;

      result = sluice_message_new_tool_result (sluice_answer_get_tool_id (answer, i),
                                               sluice_answer_get_tool_name (answer, i), text);
      sluice_request_add_message (request, result);
    }
}

static void
add_text (SluiceRequest *request,
          SluiceRole     role,
          const char    *text)
{
  g_autoptr(SluiceMessage) message = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    return;

  message = sluice_message_new (role, role == SLUICE_ROLE_ASSISTANT ? stripped : text);
  sluice_request_add_message (request, message);
}

void
sluice_reask_add (SluiceWire    *wire,
                  SluiceRequest *request,
                  SluiceAnswer  *answer,
                  const char    *problems)
{
  gboolean asks_for_call = sluice_request_get_mode (request) == SLUICE_MODE_TOOLS
                           || sluice_request_get_mode (request) == SLUICE_MODE_AUTOMATIC;
  g_autofree char *text = NULL;

  if (can_replay_calls (answer))
    {
      add_calls (request, answer, problems);
      return;
    }

  add_text (request, SLUICE_ROLE_ASSISTANT, sluice_answer_get_text (answer));
  for (guint i = 0; i < sluice_answer_get_n_tool_calls (answer); i++)
    add_text (request, SLUICE_ROLE_ASSISTANT, sluice_answer_get_tool_arguments (answer, i));

  text = asks_for_call ? g_strdup_printf (NO_CALL_FORMAT, problems)
                       : g_strdup_printf (TEXT_FORMAT, problems);
  add_text (request, SLUICE_ROLE_USER, text);
}
