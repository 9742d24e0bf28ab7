/* sluice-template.h: text with {{variables}}
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

/* names in order of first use, NULL-terminated */
SLUICE_API char    **sluice_template_list_variables (const char  *text);
/* unset variables stay as they are */
SLUICE_API char     *sluice_template_expand         (const char  *text,
                                                     GHashTable  *values);
/* the next {{variable}} at or after the byte offset: for highlighting */
SLUICE_API gboolean  sluice_template_find_variable  (const char  *text,
                                                     gsize        offset,
                                                     gsize       *start,
                                                     gsize       *end,
                                                     char       **name);

G_END_DECLS
