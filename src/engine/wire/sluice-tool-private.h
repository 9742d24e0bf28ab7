/* sluice-tool-private.h: the tools that carry a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "wire/sluice-wire.h"

G_BEGIN_DECLS

typedef struct
{
  char     *name;         /* owned */
  char     *description;  /* owned */
  JsonNode *parameters;   /* owned: in the dialect of the wire */
} SluiceTool;

/* One tool; in the mode parallel-tools one for each member of a union (transfer full,
 * element-type SluiceTool). */
GPtrArray  *sluice_tools_new      (SluiceWire    *wire,
                                   SluiceRequest *request);
/* whether the mode of a request asks for a call */
gboolean    sluice_tools_are_sent (SluiceRequest *request);
/* whether the model chooses among them */
gboolean    sluice_tools_are_many (SluiceRequest *request);

/* {"name": …, "description": …, parameters_name: …} (transfer full) */
JsonObject *sluice_tool_to_object (SluiceTool    *self,
                                   const char    *parameters_name);

G_END_DECLS
