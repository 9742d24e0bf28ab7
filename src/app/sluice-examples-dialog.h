/* sluice-examples-dialog.h: the examples, in a window of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_EXAMPLES_DIALOG (sluice_examples_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SluiceExamplesDialog, sluice_examples_dialog, SLUICE, EXAMPLES_DIALOG, AdwWindow)

/* signal "chosen" (const char *name): the person took an example; the dialog is gone */
GtkWidget *sluice_examples_dialog_new (GtkWindow *parent);

G_END_DECLS
