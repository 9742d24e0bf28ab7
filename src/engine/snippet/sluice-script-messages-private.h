/* sluice-script-messages-private.h: the messages of a call in a script
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "document/sluice-extraction.h"
#include "snippet/sluice-prompt-text-private.h"

G_BEGIN_DECLS

/* Adds the messages that a call of a client sends to extraction. */
void sluice_script_messages_read (SluicePromptText  *text,
                                  SluiceScriptValue  call,
                                  SluiceExtraction  *extraction);

G_END_DECLS
