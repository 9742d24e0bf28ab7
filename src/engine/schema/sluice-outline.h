/* sluice-outline.h: what is in a schema, for a view that shows it at a glance
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-schema.h"

G_BEGIN_DECLS

/* A class, or a field of one. */
#define SLUICE_TYPE_OUTLINE_ENTRY (sluice_outline_entry_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceOutlineEntry, sluice_outline_entry, SLUICE, OUTLINE_ENTRY, GObject)

SLUICE_API const char       *sluice_outline_entry_get_name       (SluiceOutlineEntry *self);
SLUICE_API SluiceDefinition *sluice_outline_entry_get_definition (SluiceOutlineEntry *self);
/* byte range in the text, FALSE when it is not written there */
SLUICE_API gboolean          sluice_outline_entry_get_range      (SluiceOutlineEntry *self,
                                                                  gsize              *start,
                                                                  gsize              *end);
/* GListModel of SluiceOutlineEntry: the fields of a class */
SLUICE_API GListModel       *sluice_outline_entry_get_children   (SluiceOutlineEntry *self);

/* GListModel of SluiceOutlineEntry: the classes, in the order of the text */
SLUICE_API GListModel       *sluice_schema_list_outline          (SluiceSchema       *self);
/* What the schema says of a place in a result ("/friends/0/name"); NULL where it says nothing.
 * Where it stands: sluice_definition_get_pointer() and sluice_schema_locate(). */
SLUICE_API SluiceDefinition *sluice_schema_find_definition       (SluiceSchema       *self,
                                                                  const char         *path);

G_END_DECLS
