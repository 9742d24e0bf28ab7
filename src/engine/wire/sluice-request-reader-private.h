/* sluice-request-reader-private.h: how a server reads a request, in whichever protocol
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "wire/sluice-request.h"

G_BEGIN_DECLS

/* Where a protocol has the parts of a request. The schema is looked for in the tools, then in the
 * format of the answer, then in the words of the messages. */
typedef struct
{
  /* a request around the tool that shall be called; NULL where there is none */
  SluiceRequest *(*read_tools)     (JsonObject *body);
  /* a request around the schema that the answer shall have; NULL where there is none */
  SluiceRequest *(*read_format)    (JsonObject *body);
  gboolean       (*read_messages)  (SluiceRequest *request, JsonObject *body, GError **error);
  /* whether JSON is asked for, without a schema (optional) */
  gboolean       (*asks_for_json)  (JsonObject *body);
  /* the model, whether it shall stream, the limits */
  void           (*read_settings)  (SluiceRequest *request, JsonObject *body);
} SluiceRequestReader;

SluiceRequest *sluice_request_reader_read         (const SluiceRequestReader  *self,
                                                   JsonObject                 *body,
                                                   GError                    **error);
/* Appends a message that is a list of parts or a text: its text, where it has any. */
void           sluice_request_reader_add_text     (SluiceRequest              *request,
                                                   SluiceRole                  role,
                                                   const char                 *text);
/* A number of settings that protocols have under names of their own; objects and members may be
 * missing. */
void           sluice_request_reader_read_numbers (SluiceRequest              *request,
                                                   JsonObject                 *settings,
                                                   const char                 *max_tokens,
                                                   const char                 *temperature,
                                                   const char                 *seed);
/* The object of a list that has this name, or the first; NULL where there is none. holder is the
 * member of an element that has the name, NULL where it is the element itself. */
JsonObject    *sluice_request_reader_find_tool    (JsonArray                  *tools,
                                                   const char                 *holder,
                                                   const char                 *name);

G_END_DECLS
