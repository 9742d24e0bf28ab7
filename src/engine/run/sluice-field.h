/* sluice-field.h: one row of the live tree: what the schema promises beside what has arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "json/sluice-node.h"
#include "schema/sluice-definition.h"
#include "schema/sluice-violation.h"

G_BEGIN_DECLS

/* The words of the interface (UX.md, section 4). */
typedef enum
{
  SLUICE_FIELD_WAITING,
  SLUICE_FIELD_ARRIVING,
  SLUICE_FIELD_COMPLETE,
  SLUICE_FIELD_DEFAULT,   /* left out, the schema has a default */
  SLUICE_FIELD_INVALID,   /* closed or doomed: breaks a rule itself, or something below it does */
  SLUICE_FIELD_MISSING,   /* the answer ended without it */
  SLUICE_FIELD_CUT,       /* the answer ended inside it */
  SLUICE_FIELD_EXTRA,     /* not in the schema */
} SluiceFieldState;

#define SLUICE_TYPE_FIELD (sluice_field_get_type ())
/* A field is the GListModel of its own children, in schema order, extra members last. */
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceField, sluice_field, SLUICE, FIELD, GObject)

/* What a schema promises, with nothing arrived: for a view before the first run. Arrays are empty. */
SLUICE_API SluiceField      *sluice_field_new_for_definition (SluiceDefinition *definition);
/* signal "changed": anything but the children. Announced by sluice_run_flush() only. */
SLUICE_API const char       *sluice_field_get_name       (SluiceField *self);
SLUICE_API const char       *sluice_field_get_path       (SluiceField *self);
SLUICE_API guint             sluice_field_get_depth      (SluiceField *self);
SLUICE_API SluiceFieldState  sluice_field_get_state      (SluiceField *self);
SLUICE_API SluiceNode       *sluice_field_get_node       (SluiceField *self);   /* NULL while waiting */
SLUICE_API SluiceDefinition *sluice_field_get_definition (SluiceField *self);   /* NULL for extra */
SLUICE_API const char       *sluice_field_get_type_label (SluiceField *self);
SLUICE_API gboolean          sluice_field_get_required   (SluiceField *self);
SLUICE_API gboolean          sluice_field_is_container   (SluiceField *self);
/* one line for a cell: the text so far (its last bytes where it is longer than limit, with
 * *elided set), digits, "3 items", or the default; NULL where there is nothing to show */
SLUICE_API char             *sluice_field_dup_summary    (SluiceField *self,
                                                          gsize        limit,
                                                          gboolean    *elided);
/* seconds since the request at which the value closed; negative while it has not */
SLUICE_API gdouble           sluice_field_get_time       (SluiceField *self);
/* (element-type SluiceViolation) (transfer container): of this very field */
SLUICE_API GPtrArray        *sluice_field_list_violations (SluiceField *self);

G_END_DECLS
