/* sluice-stream-event.c: what an answer says, in no provider's words
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "wire/sluice-stream-event.h"

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
