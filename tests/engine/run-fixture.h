/* run-fixture.h: runs whose bytes the test gives out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "run/sluice-run-private.h"

/* Gives what fixture_push() is told to; each chunk comes a millisecond after the one before. */
#define TYPE_HAND_TRANSPORT (hand_transport_get_type ())
G_DECLARE_FINAL_TYPE (HandTransport, hand_transport, TEST, HAND_TRANSPORT, SluiceTransport)

struct _HandTransport
{
  SluiceTransport parent_instance;

  gint64          time_us;
  guint           started : 1;
  guint           cancelled : 1;
  guint           paused : 1;
};

G_DEFINE_FINAL_TYPE (HandTransport, hand_transport, SLUICE_TYPE_TRANSPORT)

static void
hand_transport_start (SluiceTransport *transport)
{
  TEST_HAND_TRANSPORT (transport)->started = TRUE;
}

static void
hand_transport_cancel (SluiceTransport *transport)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  TEST_HAND_TRANSPORT (transport)->cancelled = TRUE;
  sluice_transport_ended (transport, error);
}

static void
hand_transport_set_paused (SluiceTransport *transport,
                           gboolean         paused)
{
  TEST_HAND_TRANSPORT (transport)->paused = paused;
}

static void
hand_transport_class_init (HandTransportClass *klass)
{
  SluiceTransportClass *transport_class = SLUICE_TRANSPORT_CLASS (klass);

  transport_class->start = hand_transport_start;
  transport_class->cancel = hand_transport_cancel;
  transport_class->set_paused = hand_transport_set_paused;
}

static void
hand_transport_init (HandTransport *self)
{
}

typedef struct
{
  SluiceRun       *run;
  HandTransport   *transport;
  SluiceOutcome    outcome;   /* told by "finished" */
  guint            n_finished;
} Fixture;

static inline void
fixture_finished_cb (SluiceRun     *run,
                     SluiceOutcome  outcome,
                     Fixture       *fixture)
{
  fixture->outcome = outcome;
  fixture->n_finished++;
}

/* Schema is JSON Schema, or NULL. */
static inline SluiceRequest *
fixture_create_request (const char  *schema,
                        SluiceShape  shape,
                        SluiceMode   mode)
{
  g_autoptr(SluiceSchema) parsed = NULL;
  SluiceRequest *request;

  if (schema != NULL)
    {
      g_autoptr(GError) error = NULL;

      parsed = sluice_schema_new_for_text (schema, SLUICE_NOTATION_JSON_SCHEMA, NULL);
      sluice_schema_check_valid (parsed, &error);
      g_assert_no_error (error);
    }
  request = sluice_request_new (parsed, shape);
  sluice_request_set_mode (request, mode);

  return request;
}

static inline void
fixture_init_for_request (Fixture       *self,
                          const char    *wire,
                          SluiceRequest *request,
                          gboolean       strict_json)
{
  *self = (Fixture) { 0 };
  self->transport = g_object_new (TYPE_HAND_TRANSPORT, NULL);
  self->run = sluice_run_new_for_transport (sluice_wire_lookup (wire), request,
                                            SLUICE_TRANSPORT (self->transport), strict_json);
  g_signal_connect (self->run, "finished", G_CALLBACK (fixture_finished_cb), self);
}

static inline void
fixture_init (Fixture     *self,
              const char  *wire,
              const char  *schema,
              SluiceShape  shape,
              SluiceMode   mode)
{
  g_autoptr(SluiceRequest) request = fixture_create_request (schema, shape, mode);

  fixture_init_for_request (self, wire, request, FALSE);
}

static inline void
fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Also starts the run, which waits for a turn. */
static inline void
fixture_push_bytes (Fixture    *self,
                    const char *bytes,
                    gsize       length)
{
  g_autoptr(GBytes) chunk = g_bytes_new (bytes, length);

  fixture_settle ();
  g_assert_true (self->transport->started);
  self->transport->time_us += 1000;
  sluice_transport_chunk (SLUICE_TRANSPORT (self->transport), chunk, self->transport->time_us);
  fixture_settle ();
}

static inline void
fixture_push (Fixture    *self,
              const char *text)
{
  fixture_push_bytes (self, text, strlen (text));
}

/* The body ends; message NULL: as it should. */
static inline void
fixture_end (Fixture    *self,
             const char *message)
{
  g_autoptr(GError) error = NULL;

  if (message != NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, message);

  fixture_settle ();
  sluice_transport_ended (SLUICE_TRANSPORT (self->transport), error);
  fixture_settle ();
  g_assert_cmpuint (self->n_finished, ==, 1);
}

static inline void
fixture_clear (Fixture *self)
{
  g_signal_handlers_disconnect_by_data (self->run, self);
  sluice_run_cancel (self->run);
  fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->run));
  g_assert_finalize_object (g_steal_pointer (&self->transport));
}

/* The value as it is printed, letter by letter. */
static inline void
fixture_assert_value (Fixture    *self,
                      const char *expected)
{
  g_autofree char *json = sluice_run_to_json (self->run, SLUICE_POLICY_LETTERS, 0);

  g_assert_cmpstr (json, ==, expected);
}
