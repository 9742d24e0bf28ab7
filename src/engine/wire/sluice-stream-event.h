/* sluice-stream-event.h: what an answer says, in no provider's words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "wire/sluice-usage.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_FINISH_NONE,
  SLUICE_FINISH_STOP,
  SLUICE_FINISH_LENGTH,
  SLUICE_FINISH_CONTENT_FILTER,
  SLUICE_FINISH_REFUSAL,
  SLUICE_FINISH_TOOL_CALLS,
  SLUICE_FINISH_OTHER,
} SluiceFinishReason;

typedef enum
{
  SLUICE_STREAM_STARTED,        /* id: response id, name: model; either may be NULL */
  SLUICE_STREAM_TEXT,           /* text */
  SLUICE_STREAM_REASONING,      /* text */
  SLUICE_STREAM_REFUSAL,        /* text */
  SLUICE_STREAM_TOOL_CALL,      /* index, id, name: a call begins, or its id or name came late;
                                 * text: its type where it is no function with JSON ("custom") */
  SLUICE_STREAM_TOOL_ARGUMENTS, /* index, text: more of its argument text */
  SLUICE_STREAM_TOOL_OBJECT,    /* index, raw: arguments that came as a JSON value, not as text */
  SLUICE_STREAM_OTHER_ITEM,     /* name: type of a part that is not ours (server tools) */
  SLUICE_STREAM_USAGE,          /* usage, raw */
  SLUICE_STREAM_FINISHED,       /* finish, name: the provider's own word */
  SLUICE_STREAM_ERROR,          /* name: type, id: code, text: message, raw; ends the answer */
  SLUICE_STREAM_DONE,           /* the protocol's own end of the stream */
  SLUICE_STREAM_DETAIL,         /* name, text: more of a text that only this provider has */
} SluiceStreamEventKind;

typedef struct _SluiceStreamEvent SluiceStreamEvent;

/* Lives during the call it is given to. Strings are not NUL-terminated where a length is given. */
struct _SluiceStreamEvent
{
  SluiceStreamEventKind kind;
  guint                 choice;  /* 0 but where the provider sends several answers */
  guint                 index;   /* tool calls: dense, in order of appearance */
  const char           *id;
  const char           *name;
  const char           *text;
  gsize                 length;  /* bytes of text */
  SluiceFinishReason    finish;
  SluiceUsage           usage;
  SluiceNode           *raw;
};

typedef void (*SluiceStreamEventFunc) (const SluiceStreamEvent *event,
                                       gpointer                 user_data);

SLUICE_API const char *sluice_finish_reason_to_string (SluiceFinishReason reason);

G_END_DECLS
