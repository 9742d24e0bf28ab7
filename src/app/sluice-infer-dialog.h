/* sluice-infer-dialog.h: asks for values and makes a schema of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INFER_DIALOG (sluice_infer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SluiceInferDialog, sluice_infer_dialog, SLUICE, INFER_DIALOG, AdwWindow)

/* signal "inferred" (SluiceSchema *schema) */
GtkWidget *sluice_infer_dialog_new (GtkWindow *parent);

G_END_DECLS
