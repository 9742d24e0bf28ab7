/* sluice-text-size.h: how large the text in editors is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sluice_text_size_install (GActionMap *map);

G_END_DECLS
