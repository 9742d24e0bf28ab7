/* sluice-check.h: a schema at work on a value while it arrives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-parser.h"
#include "schema/sluice-schema.h"
#include "schema/sluice-violation.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CHECK (sluice_check_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceCheck, sluice_check, SLUICE, CHECK, GObject)

/* Watches the parser from before its first byte; sets the verdicts of the nodes.
 * signals: "violation" (SluiceViolation*) as it becomes certain;
 *          "branch-eliminated" (SluiceNode*, SluiceDefinition*, guint n_left);
 *          "branch-resolved" (SluiceNode*, SluiceDefinition*). */
SLUICE_API SluiceCheck      *sluice_check_new             (SluiceSchema *schema,
                                                           SluiceParser *parser);
/* Whether null stands for an optional member that is not there, where the member could not be null.
 * Providers that want every member get it so asked. Set before the first byte. */
SLUICE_API void              sluice_check_set_null_is_absent (SluiceCheck *self,
                                                           gboolean      null_is_absent);
SLUICE_API gboolean          sluice_check_get_null_is_absent (SluiceCheck *self);
SLUICE_API SluiceSchema     *sluice_check_get_schema      (SluiceCheck  *self);
/* (element-type SluiceViolation), in order of their bytes */
SLUICE_API GPtrArray        *sluice_check_get_violations  (SluiceCheck  *self);
/* violations at node or below it (transfer container) */
SLUICE_API GPtrArray        *sluice_check_list_violations (SluiceCheck  *self,
                                                           SluiceNode   *node);
/* What the schema says of this node; for a union the branch once it is resolved, the union until
 * then; NULL for what the schema does not know (an extra member). */
SLUICE_API SluiceDefinition *sluice_check_get_definition  (SluiceCheck  *self,
                                                           SluiceNode   *node);
/* (element-type SluiceDefinition) (transfer container): what a value of a union, while it is open,
 * can still be */
SLUICE_API GPtrArray        *sluice_check_list_branches   (SluiceCheck  *self,
                                                           SluiceNode   *node);
/* The text that an unfinished string must become, because an enum or const leaves only one. */
SLUICE_API char             *sluice_check_dup_forecast    (SluiceCheck  *self,
                                                           SluiceNode   *node);
/* Where the schema is an iterable wrapper, the answer may be the wrapper, a bare array, or one bare
 * item: these hide which one it is. items is the array node, NULL while unknown or for a bare item. */
SLUICE_API SluiceNode       *sluice_check_get_items       (SluiceCheck  *self);
SLUICE_API gboolean          sluice_check_is_item         (SluiceCheck  *self,
                                                           SluiceNode   *node);
/* The verdict on the whole document; OPEN until the root is closed. */
SLUICE_API SluiceVerdict     sluice_check_get_verdict     (SluiceCheck  *self);

G_END_DECLS
