/* sluice-details.h: all there is to know of one field, and where it came from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DETAILS (sluice_details_get_type ())
G_DECLARE_FINAL_TYPE (SluiceDetails, sluice_details, SLUICE, DETAILS, GtkWidget)

/* signals: "show-in-wire" (SluiceField), "show-in-schema" (const char *pointer) */
SluiceDetails *sluice_details_new         (void);
void           sluice_details_set_field   (SluiceDetails *self,
                                           SluiceField   *field);
void           sluice_details_set_compact (SluiceDetails *self,
                                           gboolean       compact);
void           sluice_details_set_attempt (SluiceDetails *self,
                                           guint          number,
                                           guint          n_attempts);

G_END_DECLS
