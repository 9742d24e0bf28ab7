/* sluice-item.h: one of many results
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "schema/sluice-definition.h"
#include "schema/sluice-violation.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ITEM (sluice_item_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceItem, sluice_item, SLUICE, ITEM, GObject)

/* signal "changed" when something of it was announced (see sluice_run_flush()) */
SLUICE_API guint             sluice_item_get_index      (SluiceItem *self);
SLUICE_API SluiceNode       *sluice_item_get_node       (SluiceItem *self);
/* "User"; the member of the union once it is known, NULL until then */
SLUICE_API const char       *sluice_item_get_type_name  (SluiceItem *self);
SLUICE_API SluiceDefinition *sluice_item_get_definition (SluiceItem *self);
SLUICE_API gboolean          sluice_item_is_closed      (SluiceItem *self);
SLUICE_API gboolean          sluice_item_is_valid       (SluiceItem *self);  /* closed and valid */
/* (element-type SluiceViolation) (transfer container) */
SLUICE_API GPtrArray        *sluice_item_list_violations (SluiceItem *self);
SLUICE_API gint64            sluice_item_get_time       (SluiceItem *self);  /* us since the request at which it closed, -1 */
SLUICE_API char             *sluice_item_to_json        (SluiceItem *self,
                                                         guint       indent);

G_END_DECLS
