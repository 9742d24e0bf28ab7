/* sluice-sent-schema.h: a schema as a provider gets it, and what was done to it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "schema/sluice-rewrite.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_SENT_SCHEMA (sluice_sent_schema_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceSentSchema, sluice_sent_schema, SLUICE, SENT_SCHEMA, GObject)

SLUICE_API JsonNode   *sluice_sent_schema_get_json     (SluiceSentSchema *self);
SLUICE_API char       *sluice_sent_schema_to_json      (SluiceSentSchema *self,
                                                        guint             indent);
/* GListModel of SluiceRewrite: every rule of the schema, in its order */
SLUICE_API GListModel *sluice_sent_schema_get_rewrites (SluiceSentSchema *self);
/* how many rewrites have that fate */
SLUICE_API guint       sluice_sent_schema_count        (SluiceSentSchema *self,
                                                        SluiceFate        fate);
/* the list as JSON: [{"keyword", "pointer", "fate", "message"}, …] */
SLUICE_API JsonNode   *sluice_sent_schema_list_to_json (SluiceSentSchema *self);

G_END_DECLS
