/* sluice-wire-openai-chat.c: the chat completions protocol of OpenAI and those compatible with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-openai-chat-private.h"

#define SLUICE_TYPE_WIRE_OPENAI_CHAT (sluice_wire_openai_chat_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWireOpenaiChat, sluice_wire_openai_chat, SLUICE, WIRE_OPENAI_CHAT,
                      SluiceWire)

struct _SluiceWireOpenaiChat
{
  SluiceWire parent_instance;
};

G_DEFINE_FINAL_TYPE (SluiceWireOpenaiChat, sluice_wire_openai_chat, SLUICE_TYPE_WIRE)

static SluiceDecoder *
sluice_wire_openai_chat_create_decoder (SluiceWire *wire,
                                        guint       http_status,
                                        gboolean    streamed)
{
  return sluice_openai_chat_decoder_new (http_status);
}

static SluiceEncoder *
sluice_wire_openai_chat_create_encoder (SluiceWire    *wire,
                                        SluiceRequest *request)
{
  return sluice_openai_chat_encoder_new (request);
}

static guint
sluice_wire_openai_chat_recognize (SluiceWire *wire,
                                   const char *bytes,
                                   gsize       length)
{
  gboolean has_choices = g_strstr_len (bytes, length, "\"choices\"") != NULL;

  if (g_strstr_len (bytes, length, "\"chat.completion") != NULL)
    return 95;
  /* {"error":{"message":…,"type":…,"param":…,"code":…}} */
  if (!has_choices && g_strstr_len (bytes, length, "\"error\"") != NULL
      && g_strstr_len (bytes, length, "\"param\"") != NULL
      && g_strstr_len (bytes, length, "\"code\"") != NULL)
    return 45;
  if (has_choices && (g_strstr_len (bytes, length, "\"delta\"") != NULL
                      || g_strstr_len (bytes, length, "\"message\"") != NULL))
    return 80;

  return has_choices ? 40 : 0;
}

static void
sluice_wire_openai_chat_class_init (SluiceWireOpenaiChatClass *klass)
{
  SluiceWireClass *wire_class = SLUICE_WIRE_CLASS (klass);

  wire_class->name = "openai-chat";
  wire_class->path = "/chat/completions";
  wire_class->modes = 1 << SLUICE_MODE_TOOLS | 1 << SLUICE_MODE_JSON
                      | 1 << SLUICE_MODE_JSON_SCHEMA | 1 << SLUICE_MODE_MD_JSON
                      | 1 << SLUICE_MODE_PARALLEL_TOOLS;
  wire_class->encode_request = sluice_openai_chat_encode_request;
  wire_class->decode_request = sluice_openai_chat_decode_request;
  wire_class->create_decoder = sluice_wire_openai_chat_create_decoder;
  wire_class->create_encoder = sluice_wire_openai_chat_create_encoder;
  wire_class->recognize = sluice_wire_openai_chat_recognize;
}

static void
sluice_wire_openai_chat_init (SluiceWireOpenaiChat *self)
{
}

SluiceWire *
sluice_wire_openai_chat_new (void)
{
  return g_object_new (SLUICE_TYPE_WIRE_OPENAI_CHAT, NULL);
}
