/* sluice-python-import-private.h: where the names come from that classes in Python use
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-syntax-private.h"

G_BEGIN_DECLS

/* the module to import name from; NULL for one that needs no import, or that is not known */
const char *sluice_python_import_find      (const char           *name);
/* whether it is a module that is imported whole ("re") */
gboolean    sluice_python_import_is_module (const char           *name);
/* the import lines that a text needs, in their groups, and those of further names (char*) */
void        sluice_python_import_write     (GString              *out,
                                            SluiceClassStatement *statements,
                                            SluiceClassSource    *source,
                                            const char *const    *modules);
/* names that statements declare themselves; element-type utf8, not owned */
GHashTable *sluice_python_import_list_declared (SluiceClassStatement *statements);
/* whether a class uses one that only comes after it */
gboolean    sluice_python_import_needs_future (SluiceClassStatement *statements);

G_END_DECLS
