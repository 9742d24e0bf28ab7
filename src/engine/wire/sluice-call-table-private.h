/* sluice-call-table-private.h: which tool call a piece of a stream belongs to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calls are numbered per choice, from 0, in the order they appear, whatever the wire calls them. */
typedef struct _SluiceCallTable SluiceCallTable;

SluiceCallTable *sluice_call_table_new  (void);
void             sluice_call_table_free (SluiceCallTable *self);
/* The number of the call that a piece belongs to. key is the wire's own index, -1 where it has
 * none; id and name are NULL or empty where the piece has none. *news is set when the call begins
 * here, or when its id or its name was not known before. */
guint            sluice_call_table_find (SluiceCallTable *self,
                                         guint            choice,
                                         gint64           key,
                                         const char      *id,
                                         const char      *name,
                                         gboolean        *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceCallTable, sluice_call_table_free)

G_END_DECLS
