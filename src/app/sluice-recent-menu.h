/* sluice-recent-menu.h: the extractions that were opened or saved last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sluice_recent_menu_fill (GMenu      *menu,
                              const char *action_name);
void sluice_recent_menu_note (GFile      *file);

G_END_DECLS
