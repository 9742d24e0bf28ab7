/* sluice-wire-anthropic-messages.c: the messages protocol of Anthropic
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-anthropic-messages-private.h"

#define SLUICE_TYPE_WIRE_ANTHROPIC_MESSAGES (sluice_wire_anthropic_messages_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWireAnthropicMessages, sluice_wire_anthropic_messages, SLUICE,
                      WIRE_ANTHROPIC_MESSAGES, SluiceWire)

struct _SluiceWireAnthropicMessages
{
  SluiceWire parent_instance;
};

G_DEFINE_FINAL_TYPE (SluiceWireAnthropicMessages, sluice_wire_anthropic_messages,
                     SLUICE_TYPE_WIRE)

static SluiceDecoder *
sluice_wire_anthropic_messages_create_decoder (SluiceWire *wire,
                                               guint       http_status,
                                               gboolean    streamed)
{
  return sluice_anthropic_messages_decoder_new (http_status);
}

static SluiceEncoder *
sluice_wire_anthropic_messages_create_encoder (SluiceWire    *wire,
                                               SluiceRequest *request)
{
  return sluice_anthropic_messages_encoder_new (request);
}

static gboolean
has_text (const char *bytes,
          gsize       length,
          const char *text)
{
  return g_strstr_len (bytes, length, text) != NULL;
}

static guint
sluice_wire_anthropic_messages_recognize (SluiceWire *wire,
                                          const char *bytes,
                                          gsize       length)
{
  if (has_text (bytes, length, "\"message_start\"")
      && has_text (bytes, length, "\"message\""))
    return 95;
  if (has_text (bytes, length, "\"content\"") && has_text (bytes, length, "\"stop_reason\"")
      && has_text (bytes, length, "\"message\""))
    return 90;
  if (has_text (bytes, length, "\"request_id\"") && has_text (bytes, length, "\"error\"")
      && has_text (bytes, length, "\"type\""))
    return 50;

  return 0;
}

static void
sluice_wire_anthropic_messages_class_init (SluiceWireAnthropicMessagesClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "anthropic-messages";
  wire_class->path = "/v1/messages";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_anthropic_messages_encode_request;
  wire_class->decode_request = sluice_anthropic_messages_decode_request;
  wire_class->create_decoder = sluice_wire_anthropic_messages_create_decoder;
  wire_class->create_encoder = sluice_wire_anthropic_messages_create_encoder;
  wire_class->recognize = sluice_wire_anthropic_messages_recognize;
}

static void
sluice_wire_anthropic_messages_init (SluiceWireAnthropicMessages *self)
{
}

SluiceWire *
sluice_wire_anthropic_messages_new (void)
{
  return g_object_new (SLUICE_TYPE_WIRE_ANTHROPIC_MESSAGES, NULL);
}
