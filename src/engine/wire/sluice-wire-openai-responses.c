/* sluice-wire-openai-responses.c: the responses protocol of OpenAI
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-openai-responses-private.h"

#define SLUICE_TYPE_WIRE_OPENAI_RESPONSES (sluice_wire_openai_responses_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWireOpenaiResponses, sluice_wire_openai_responses, SLUICE,
                      WIRE_OPENAI_RESPONSES, SluiceWire)

struct _SluiceWireOpenaiResponses
{
  SluiceWire parent_instance;
};

G_DEFINE_FINAL_TYPE (SluiceWireOpenaiResponses, sluice_wire_openai_responses, SLUICE_TYPE_WIRE)

static SluiceDecoder *
sluice_wire_openai_responses_create_decoder (SluiceWire *wire,
                                             guint       http_status,
                                             gboolean    streamed)
{
  return sluice_openai_responses_decoder_new (http_status);
}

static guint
sluice_wire_openai_responses_recognize (SluiceWire *wire,
                                        const char *bytes,
                                        gsize       length)
{
  if (sluice_wire_bytes_have (bytes, length, "\"response.created\"", NULL)
      || sluice_wire_bytes_have (bytes, length, "\"response.output_item.added\"", NULL))
    return 96;
  if (sluice_wire_bytes_have (bytes, length, "\"object\"", "\"response\"", "\"output\"",
                              "\"status\"", NULL))
    return 92;

  return 0;
}

static void
sluice_wire_openai_responses_class_init (SluiceWireOpenaiResponsesClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "openai-responses";
  wire_class->path = "/responses";
  wire_class->create_decoder = sluice_wire_openai_responses_create_decoder;
  wire_class->recognize = sluice_wire_openai_responses_recognize;
}

static void
sluice_wire_openai_responses_init (SluiceWireOpenaiResponses *self)
{
}

SluiceWire *
sluice_wire_openai_responses_new (void)
{
  return g_object_new (SLUICE_TYPE_WIRE_OPENAI_RESPONSES, NULL);
}
