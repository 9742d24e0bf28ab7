/* sluice-answer.h: one whole answer, added up from its stream events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-stream-event.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ANSWER (sluice_answer_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceAnswer, sluice_answer, SLUICE, ANSWER, GObject)

SLUICE_API SluiceAnswer       *sluice_answer_new               (void);
SLUICE_API void                sluice_answer_add               (SluiceAnswer            *self,
                                                                const SluiceStreamEvent *event);
SLUICE_API const char         *sluice_answer_get_text          (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_reasoning     (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_refusal       (SluiceAnswer *self);
SLUICE_API guint               sluice_answer_get_n_tool_calls  (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_tool_id       (SluiceAnswer *self,
                                                                guint         index);
SLUICE_API const char         *sluice_answer_get_tool_name     (SluiceAnswer *self,
                                                                guint         index);
SLUICE_API const char         *sluice_answer_get_tool_arguments (SluiceAnswer *self,
                                                                 guint         index);
SLUICE_API SluiceFinishReason  sluice_answer_get_finish        (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_finish_reason (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_model         (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_id            (SluiceAnswer *self);
SLUICE_API const SluiceUsage  *sluice_answer_get_usage         (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_error_type    (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_error_code    (SluiceAnswer *self);
SLUICE_API const char         *sluice_answer_get_error_message (SluiceAnswer *self);
SLUICE_API gboolean            sluice_answer_is_complete       (SluiceAnswer *self);
/* the object that `sluice decode` prints: text, reasoning, tool_calls, finish_reason, usage,
 * error, complete; http_status 0 when there is none to tell */
SLUICE_API char               *sluice_answer_to_json           (SluiceAnswer *self,
                                                                guint         http_status,
                                                                guint         indent);

G_END_DECLS
