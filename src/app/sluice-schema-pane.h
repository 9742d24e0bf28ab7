/* sluice-schema-pane.h: the schema of an extraction, to be written in either notation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SCHEMA_PANE (sluice_schema_pane_get_type ())
G_DECLARE_FINAL_TYPE (SluiceSchemaPane, sluice_schema_pane, SLUICE, SCHEMA_PANE, GtkWidget)

/* properties: view ("classes", "json-schema", "as-sent"), narrow (boolean)
 * signal "checked": the extraction has the text that is on screen, and its schema was made anew */
GtkWidget *sluice_schema_pane_new            (void);
void       sluice_schema_pane_set_extraction (SluiceSchemaPane *self,
                                              SluiceExtraction *extraction,
                                              SluiceClient     *client);
void       sluice_schema_pane_commit         (SluiceSchemaPane *self);
void       sluice_schema_pane_walk_problems  (SluiceSchemaPane *self,
                                              int               step);
void       sluice_schema_pane_show_pointer   (SluiceSchemaPane *self,
                                              const char       *pointer);

G_END_DECLS
