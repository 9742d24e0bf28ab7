/* sluice-stream-event.c: what an answer says, in no provider's words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-stream-event.h"

/**
 * SluiceStreamEventFunc:
 * @event: an event
 * @user_data: what was given with the function
 *
 * Hears of the events of an answer, in order.
 */

/**
 * SluiceStreamEvent:
 * @kind: what it tells
 * @choice: which answer, where the provider sends several
 * @index: which tool call, from 0 in order of appearance
 * @id: id of the response or of the call; code of an error
 * @name: the model, the tool, the type of a part or an error, or the provider's word for the end or for
 *   a detail
 * @text: text of @length bytes, not terminated
 * @length: bytes of @text
 * @finish: why the answer ended
 * @usage: what it took
 * @raw: the provider's own JSON of arguments, a usage or an error
 *
 * One event of an answer, in no provider's words. It lives during the call it is given to; which
 * members count follows from @kind.
 */

/**
 * SluiceStreamEventKind:
 * @SLUICE_STREAM_STARTED: the answer began
 * @SLUICE_STREAM_TEXT: more of the text
 * @SLUICE_STREAM_REASONING: more of what the model thinks
 * @SLUICE_STREAM_REFUSAL: more of what the model says instead of an answer
 * @SLUICE_STREAM_TOOL_CALL: a tool call began, or its id or its name came late
 * @SLUICE_STREAM_TOOL_ARGUMENTS: more of the arguments of a call
 * @SLUICE_STREAM_TOOL_OBJECT: all arguments of a call, as a JSON value
 * @SLUICE_STREAM_OTHER_ITEM: a part that is not ours, such as a tool the provider runs itself
 * @SLUICE_STREAM_USAGE: what the call took so far
 * @SLUICE_STREAM_FINISHED: why the answer ended
 * @SLUICE_STREAM_ERROR: what went wrong; ends the answer
 * @SLUICE_STREAM_DONE: the end that the protocol has for a stream
 * @SLUICE_STREAM_DETAIL: more of a text that only this provider has, such as the plan of a model
 *   for its tool calls, or why exactly an answer was cut short
 *
 * What an event of an answer tells.
 */

/**
 * SluiceFinishReason:
 * @SLUICE_FINISH_NONE: not known, or not ended
 * @SLUICE_FINISH_STOP: the model had said all
 * @SLUICE_FINISH_LENGTH: the answer became as long as it may be
 * @SLUICE_FINISH_CONTENT_FILTER: the provider took offence
 * @SLUICE_FINISH_REFUSAL: the model would not answer
 * @SLUICE_FINISH_TOOL_CALLS: the model wants its calls answered
 * @SLUICE_FINISH_OTHER: a reason that only the provider knows
 *
 * Why an answer ended.
 */
static const char *const finish_names[] = {
  [SLUICE_FINISH_NONE] = "none",
  [SLUICE_FINISH_STOP] = "stop",
  [SLUICE_FINISH_LENGTH] = "length",
  [SLUICE_FINISH_CONTENT_FILTER] = "content-filter",
  [SLUICE_FINISH_REFUSAL] = "refusal",
  [SLUICE_FINISH_TOOL_CALLS] = "tool-calls",
  [SLUICE_FINISH_OTHER] = "other",
};

/**
 * sluice_finish_reason_to_string:
 * @reason: why an answer ended
 *
 * The name of a finish reason, the same for every provider.
 *
 * Returns: a name such as `stop` or `content-filter`
 */
const char *
sluice_finish_reason_to_string (SluiceFinishReason reason)
{
  g_return_val_if_fail (reason >= 0 && reason < G_N_ELEMENTS (finish_names), NULL);

  return finish_names[reason];
}
