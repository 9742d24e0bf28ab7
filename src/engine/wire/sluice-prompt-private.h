/* sluice-prompt-private.h: what a model is told of the schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/sluice-request.h"

G_BEGIN_DECLS

/* Where the schema goes in the modes that tell it in words. */
typedef enum
{
  SLUICE_PROMPT_JOIN_SYSTEM,   /* at the end of the first system message */
  SLUICE_PROMPT_OWN_SYSTEM,    /* in a system message of its own, after the others */
} SluicePromptPlace;

/* The messages of a request as they are sent: with the schema in words where the mode wants it
 * (transfer container, element-type SluiceMessage). */
GPtrArray *sluice_prompt_list_messages (SluiceRequest     *request,
                                        SluicePromptPlace  place);
/* what the tool that carries the schema is said to do (transfer full) */
char      *sluice_prompt_describe_tool (SluiceRequest     *request);
/* The schema that the messages of another client tell in words; NULL where there is none
 * (transfer full). */
JsonNode  *sluice_prompt_find_schema   (SluiceRequest     *request);
/* whether the messages ask for a fenced block */
gboolean   sluice_prompt_asks_for_fence (SluiceRequest    *request);
/* A request around what a client sent: the schema under the name and the description that came
 * with it (transfer full). */
SluiceRequest *sluice_prompt_new_request (JsonNode   *schema,
                                          const char *name,
                                          const char *description);

G_END_DECLS
