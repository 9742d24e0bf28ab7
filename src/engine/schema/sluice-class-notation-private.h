/* sluice-class-notation-private.h: classes as people write them <-> JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "schema/sluice-diagnostic.h"

G_BEGIN_DECLS

typedef struct _SluiceClassNotation SluiceClassNotation;

struct _SluiceClassNotation
{
  JsonNode   *json;      /* owned, nullable: the schema of the root class; NULL when there is none */
  char       *root_name; /* owned, nullable: name of the root class */
  char      **roots;     /* owned: the classes that could be the root, in text order */
  GHashTable *ranges;    /* owned, nullable: parts of json (JsonNode*) -> their places in the text,
                          * packed; read it with sluice_class_notation_locate() */
};

/* Never fails: problems are added to diagnostics (element-type SluiceDiagnostic), and what could
 * be read is there. root_name may be NULL: a bare type in the text, else the last class that no
 * other class uses. */
SluiceClassNotation *sluice_class_notation_parse  (const char          *text,
                                                   const char          *root_name,
                                                   GListStore          *diagnostics);
/* byte range in the text of what is at pointer in json, or of the nearest part around it; FALSE
 * when unknown */
gboolean             sluice_class_notation_locate (SluiceClassNotation *self,
                                                   const char          *pointer,
                                                   gsize               *start,
                                                   gsize               *end);
void                 sluice_class_notation_free   (SluiceClassNotation *self);

/* The same schema as classes. What classes cannot say is kept as json_schema_extra, so nothing is
 * lost on the way there and back. */
char                *sluice_class_notation_print  (JsonNode            *schema);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceClassNotation, sluice_class_notation_free)

G_END_DECLS
