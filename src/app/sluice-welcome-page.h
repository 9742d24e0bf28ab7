/* sluice-welcome-page.h: what a window shows while nothing is open in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WELCOME_PAGE (sluice_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SluiceWelcomePage, sluice_welcome_page, SLUICE, WELCOME_PAGE, GtkWidget)

GtkWidget *sluice_welcome_page_new (void);

G_END_DECLS
