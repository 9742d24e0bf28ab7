/* sluice-example.c: good answers that people wrote, for the examples that ship
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "sluice-example-private.h"
#include "sluice-examples.h"

#define FOLDER "/io/github/sluice/Simulator/examples/"
#define SUFFIX ".sluice"

/* A program that links a static library may leave out its constructors, so this is by hand. */
static GResource *
get_examples (void)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      sluice_examples_register_resource ();
      g_once_init_leave (&registered, 1);
    }

  return sluice_examples_get_resource ();
}

/* Wires move the schema and other instructions into the messages, so a prompt is looked for within. */
static gboolean
says (SluiceRequest *request,
      const char    *prompt)
{
  GListModel *messages = sluice_request_get_messages (request);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (strstr (sluice_message_get_text (message), prompt))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_request_of (SluiceRequest    *request,
               SluiceExtraction *extraction)
{
  g_autoptr(SluiceRequest) own = sluice_extraction_create_request (extraction, NULL);
  GListModel *messages = own ? sluice_request_get_messages (own) : NULL;

  for (guint i = 0; messages && i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(SluiceMessage) message = g_list_model_get_item (messages, i);

      if (sluice_message_get_role (message) == SLUICE_ROLE_USER
          && !says (request, sluice_message_get_text (message)))
        return FALSE;
    }

  return messages != NULL;
}

static JsonNode *
load_answer (const char   *name,
             SluiceSchema *schema)
{
  g_autofree char *path = g_strconcat (FOLDER "answers/", name, ".json", NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (get_examples (), path, 0, NULL);
  const char *text;
  gsize length;
  gboolean valid = FALSE;
  g_autofree char *output = NULL;

  text = g_bytes_get_data (bytes, &length);
  /* Whoever changed the schema of an example wants an answer to theirs. */
  output = sluice_schema_validate_text (schema, text, length, 0, &valid, NULL);

  return output && valid ? json_from_string (text, NULL) : NULL;
}

JsonNode *
sluice_example_find_answer (SluiceRequest *request)
{
  g_auto(GStrv) files = g_resource_enumerate_children (get_examples (), FOLDER, 0, NULL);

  for (guint i = 0; files && files[i]; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER, files[i], NULL);
      g_autofree char *name = NULL;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(SluiceExtraction) extraction = NULL;
      JsonNode *answer;

      if (!g_str_has_suffix (files[i], SUFFIX))
        continue;

      bytes = g_resource_lookup_data (get_examples (), path, 0, NULL);
      extraction = sluice_extraction_new_for_bytes (bytes, NULL);
      if (!extraction || !is_request_of (request, extraction))
        continue;

      name = g_strndup (files[i], strlen (files[i]) - strlen (SUFFIX));
      if ((answer = load_answer (name, sluice_request_get_schema (request))))
        return answer;
    }

  return NULL;
}
