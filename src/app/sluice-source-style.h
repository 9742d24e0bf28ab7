/* sluice-source-style.h: how editors look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void sluice_source_style_follow       (GtkSourceBuffer *buffer);
void sluice_source_style_set_language (GtkSourceBuffer *buffer,
                                       const char      *language);

G_END_DECLS
