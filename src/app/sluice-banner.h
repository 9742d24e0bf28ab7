/* sluice-banner.h: a line above the result: what happened, and the one thing to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_BANNER (sluice_banner_get_type ())
G_DECLARE_FINAL_TYPE (SluiceBanner, sluice_banner, SLUICE, BANNER, GtkWidget)

/* signal "clicked": its button */
SluiceBanner *sluice_banner_new         (void);
void          sluice_banner_reveal      (SluiceBanner *self,
                                         const char   *message,
                                         const char   *button_label,
                                         gboolean      is_error);
void          sluice_banner_hide        (SluiceBanner *self);
const char   *sluice_banner_get_message (SluiceBanner *self);

G_END_DECLS
