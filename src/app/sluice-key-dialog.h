/* sluice-key-dialog.h: asks for an API key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

GtkWidget *sluice_key_dialog_new (GtkWindow      *parent,
                                  SluiceKeyStore *keys,
                                  SluiceProvider *provider);

G_END_DECLS
