/* sluice-text-dialog.h: a longer text, edited in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_TEXT_DIALOG (sluice_text_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SluiceTextDialog, sluice_text_dialog, SLUICE, TEXT_DIALOG, AdwWindow)

/* signal "edited" (const char *text): the person applied the text */
GtkWidget *sluice_text_dialog_new (GtkWindow  *parent,
                                   const char *title,
                                   const char *text);

G_END_DECLS
