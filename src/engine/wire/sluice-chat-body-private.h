/* sluice-chat-body-private.h: messages and tools as the chat protocols have them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "wire/sluice-wire.h"

G_BEGIN_DECLS

/* Where a protocol differs from that of OpenAI. */
typedef enum
{
  SLUICE_CHAT_AS_OPENAI = 0,
  SLUICE_CHAT_ARGUMENTS_AS_VALUES = 1 << 0,  /* Ollama: not as texts; and tool_name, not name */
  SLUICE_CHAT_NO_EMPTY_CONTENT = 1 << 1,     /* Cohere: no content rather than null */
  SLUICE_CHAT_NAMELESS_RESULTS = 1 << 2,     /* Cohere: the id tells which call it was */
  SLUICE_CHAT_EMPTY_TEXT = 1 << 3,           /* Ollama: an empty content rather than null */
} SluiceChatFlags;

JsonArray     *sluice_chat_make_messages (SluiceRequest    *request,
                                          SluiceChatFlags   flags);
JsonArray     *sluice_chat_make_tools    (SluiceWire       *wire,
                                          SluiceRequest    *request);

gboolean       sluice_chat_read_messages (SluiceRequest    *request,
                                          JsonObject       *body,
                                          GError          **error);
/* a request around the tool that shall be called; NULL where there is none */
SluiceRequest *sluice_chat_read_tools    (JsonObject       *body);

G_END_DECLS
