/* sluice-script-schema-private.h: the classes that a call in a script asks for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "snippet/sluice-script-private.h"

G_BEGIN_DECLS

/* Where a part of the text stands in the script. */
typedef struct
{
  gsize   start;   /* in the text */
  gsize   length;
  guint32 origin;  /* in the script */
} SluiceScriptSegment;

typedef struct
{
  GString  *text;        /* owned: class notation */
  char     *root;        /* owned, nullable: where the text alone does not tell */
  char     *name;        /* owned, nullable: of the class, for people */
  gboolean  is_iterable;
  gboolean  is_found;    /* something is known of what is asked for */
  GArray   *segments;    /* owned: SluiceScriptSegment */
} SluiceScriptSchema;

void     sluice_script_schema_read    (SluiceScriptSchema *self,
                                       SluiceScript       *script,
                                       SluiceScriptValue   model);
void     sluice_script_schema_clear   (SluiceScriptSchema *self);
guint32  sluice_script_schema_locate  (SluiceScriptSchema *self,
                                       gsize               offset);

/* sluice-script-classes.c: takes the statements that names stand for, and what those need */
void     sluice_script_classes_write  (SluiceScriptSchema *self,
                                       SluiceScript       *script,
                                       SluiceScriptValue   place,
                                       GPtrArray          *names,
                                       guint              *n_classes);
void     sluice_script_classes_collect_names (SluiceScript *script,
                                       SluiceClassExpression *expression,
                                       gboolean            is_type,
                                       GPtrArray          *names);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceScriptSchema, sluice_script_schema_clear)

G_END_DECLS
