/* scripted-run.c: a run whose answer stops where a test wants to look at it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "scripted-run.h"

/* Bytes of the text in one event of the stream. */
#define PIECE 4096

/* A player waits two seconds at most for the next chunk: at this speed they are hours. */
#define HANG_SPEED 0.0001
#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  const char *finish;  /* finish_reason of the last event; NULL where there is none */
  const char *member;  /* the text is in this member of the deltas */
} EndWords;

static const EndWords end_words[] = {
  [SCRIPTED_HANGS]    = { NULL,             "content" },
  [SCRIPTED_ENDS]     = { "stop",           "content" },
  [SCRIPTED_LIMIT]    = { "length",         "content" },
  [SCRIPTED_FILTERED] = { "content_filter", "content" },
  [SCRIPTED_REFUSED]  = { "stop",           "refusal" },
  [SCRIPTED_DROPS]    = { NULL,             "content" },
};

static void
append_event (GString    *body,
              const char *member,
              const char *text,
              gsize       length,
              const char *finish)
{
  g_string_append_printf (body, "data: {\"id\":\"scripted\",\"model\":\"scripted-1\",\"choices\":"
                                "[{\"index\":0,\"delta\":{\"%s\":", member);
  sluice_writer_append_string (body, text, length);
  g_string_append (body, "},\"finish_reason\":");
  if (finish)
    sluice_writer_append_string (body, finish, strlen (finish));
  else
    g_string_append (body, "null");
  g_string_append (body, "}]}\n\n");
}

/* The texts of tests are ASCII: a piece never cuts a character. */
static GBytes *
create_body (const char  *thinking,
             const char  *text,
             ScriptedEnd  end)
{
  const EndWords *words = &end_words[end];
  GString *body = g_string_new (NULL);

  if (thinking)
    append_event (body, "reasoning_content", thinking, strlen (thinking), NULL);

  for (gsize i = 0; i < strlen (text); i += PIECE)
    append_event (body, words->member, text + i, MIN (PIECE, strlen (text) - i), NULL);

  if (words->finish)
    {
      append_event (body, "content", "", 0, words->finish);
      g_string_append (body, "data: [DONE]\n\n");
    }

  return g_string_free_to_bytes (body);
}

static SluiceRecording *
create_recording (const char  *thinking,
                  const char  *text,
                  ScriptedEnd  end)
{
  static const char rejection[] = "{\"error\":{\"message\":\"Incorrect API key provided\","
                                  "\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}";
  SluiceWire *wire = sluice_wire_lookup ("openai-chat");
  SluiceRecording *recording = sluice_recording_new (wire, end == SCRIPTED_REJECTED ? 401 : 200);
  g_autoptr(GBytes) body = NULL;

  body = end == SCRIPTED_REJECTED ? g_bytes_new_static (rejection, strlen (rejection))
                                  : create_body (thinking, text, end);
  sluice_recording_add_chunk (recording, body, 0);

  if (end == SCRIPTED_HANGS)
    {
      g_autoptr(GBytes) late = g_bytes_new_static (":\n\n", 3);

      sluice_recording_add_chunk (recording, late, G_USEC_PER_SEC);
    }
  else if (end == SCRIPTED_DROPS)
    {
      sluice_recording_end (recording, G_USEC_PER_SEC, "The connection was reset");
    }

  return recording;
}

static SluiceRequest *
create_request (const char  *schema_text,
                SluiceShape  shape)
{
  g_autoptr(SluiceSchema) schema = NULL;
  SluiceRequest *request;

  if (schema_text)
    schema = sluice_schema_new_for_text (schema_text, SLUICE_NOTATION_AUTO, NULL);
  g_assert_true (!schema || sluice_schema_is_valid (schema));
  request = sluice_request_new (schema, shape);
  sluice_request_set_mode (request, SLUICE_MODE_JSON);
  sluice_request_set_model (request, "scripted-1");

  return request;
}

ScriptedRun *
scripted_run_new_with_thinking (const char  *schema,
                                SluiceShape  shape,
                                const char  *thinking,
                                const char  *text,
                                ScriptedEnd  end)
{
  ScriptedRun *self = g_new0 (ScriptedRun, 1);
  g_autoptr(SluiceRecording) recording = create_recording (thinking, text, end);
  g_autoptr(SluiceRequest) request = create_request (schema, shape);

  self->length = strlen (text);
  self->end = end;
  self->player = sluice_player_new (recording, request, end == SCRIPTED_HANGS ? HANG_SPEED : 0, FALSE);
  self->run = g_object_ref (sluice_player_get_run (self->player));

  return self;
}

ScriptedRun *
scripted_run_new (const char  *schema,
                  SluiceShape  shape,
                  const char  *text,
                  ScriptedEnd  end)
{
  return scripted_run_new_with_thinking (schema, shape, NULL, text, end);
}

void
scripted_run_free (ScriptedRun *self)
{
  if (sluice_run_get_state (self->run) != SLUICE_RUN_FINISHED)
    sluice_run_cancel (self->run);
  while (sluice_run_get_state (self->run) != SLUICE_RUN_FINISHED)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&self->player);
  g_clear_object (&self->run);
  g_free (self);
}

static gboolean
is_played (ScriptedRun *self)
{
  SluiceAttempt *attempt = sluice_run_get_attempt (self->run);
  const char *text = attempt ? sluice_attempt_get_text (attempt) : NULL;

  if (self->end != SCRIPTED_HANGS)
    return sluice_run_get_state (self->run) == SLUICE_RUN_FINISHED;

  return text && strlen (text) == self->length;
}

void
scripted_run_play (ScriptedRun *self)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (!is_played (self))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

char *
scripted_people (guint n,
                 guint invalid_every)
{
  GString *text = g_string_new ("{\"people\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"name\":\"Person %u\",\"age\":%u}", i > 0 ? "," : "", i,
                            invalid_every > 0 && i % invalid_every == invalid_every - 1 ? 500 + i : i % 90);

  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}
