/* sluice-message.h: one message of a prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_ROLE_SYSTEM,
  SLUICE_ROLE_USER,
  SLUICE_ROLE_ASSISTANT,
  SLUICE_ROLE_TOOL,       /* what came of a tool call; made by reasks, not by people */
} SluiceRole;

#define SLUICE_TYPE_MESSAGE (sluice_message_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceMessage, sluice_message, SLUICE, MESSAGE, GObject)

/* properties: role (SluiceRole), text (string, never NULL); both notify */
SLUICE_API SluiceMessage *sluice_message_new       (SluiceRole     role,
                                                    const char    *text);
/* a message of role TOOL that answers the call call_id of the tool name */
SLUICE_API SluiceMessage *sluice_message_new_tool_result (const char *call_id,
                                                          const char *name,
                                                          const char *text);
SLUICE_API SluiceMessage *sluice_message_copy      (SluiceMessage *self);
SLUICE_API SluiceRole     sluice_message_get_role  (SluiceMessage *self);
SLUICE_API void           sluice_message_set_role  (SluiceMessage *self,
                                                    SluiceRole     role);
SLUICE_API const char    *sluice_message_get_text  (SluiceMessage *self);
SLUICE_API void           sluice_message_set_text  (SluiceMessage *self,
                                                    const char    *text);
/* Calls that a message of the assistant made. A message of role TOOL has one: the call it
 * answers, without arguments. */
SLUICE_API void           sluice_message_add_tool_call      (SluiceMessage *self,
                                                             const char    *call_id,
                                                             const char    *name,
                                                             const char    *arguments);
SLUICE_API guint          sluice_message_get_n_tool_calls   (SluiceMessage *self);
SLUICE_API const char    *sluice_message_get_tool_id        (SluiceMessage *self,
                                                             guint          index);
SLUICE_API const char    *sluice_message_get_tool_name      (SluiceMessage *self,
                                                             guint          index);
SLUICE_API const char    *sluice_message_get_tool_arguments (SluiceMessage *self,
                                                             guint          index);
SLUICE_API const char    *sluice_role_to_string    (SluiceRole     role);
SLUICE_API gboolean       sluice_role_from_string  (const char    *name,
                                                    SluiceRole    *role);

G_END_DECLS
