/* sluice-schema-editor.h: the text of a schema, with its problems marked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtksourceview/gtksource.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SCHEMA_EDITOR (sluice_schema_editor_get_type ())
G_DECLARE_FINAL_TYPE (SluiceSchemaEditor, sluice_schema_editor, SLUICE, SCHEMA_EDITOR, GtkSourceView)

/* signal "edited": the person changed the text (set_text does not) */
GtkWidget        *sluice_schema_editor_new             (void);
void              sluice_schema_editor_set_notation    (SluiceSchemaEditor *self,
                                                        SluiceNotation      notation);
char             *sluice_schema_editor_dup_text        (SluiceSchemaEditor *self);
void              sluice_schema_editor_set_text        (SluiceSchemaEditor *self,
                                                        const char         *text);
/* as if the person had typed it */
void              sluice_schema_editor_replace_text    (SluiceSchemaEditor *self,
                                                        const char         *text);
void              sluice_schema_editor_set_diagnostics (SluiceSchemaEditor *self,
                                                        GListModel         *diagnostics);
/* the problem at the cursor's line, else the first; NULL when there is none */
SluiceDiagnostic *sluice_schema_editor_get_problem     (SluiceSchemaEditor *self);
gboolean          sluice_schema_editor_walk_problems   (SluiceSchemaEditor *self,
                                                        int                 step);
void              sluice_schema_editor_show_problem    (SluiceSchemaEditor *self,
                                                        SluiceDiagnostic   *problem);
void              sluice_schema_editor_select_bytes    (SluiceSchemaEditor *self,
                                                        gsize               start,
                                                        gsize               end);
void              sluice_schema_editor_get_cursor      (SluiceSchemaEditor *self,
                                                        guint              *line,
                                                        guint              *column);

G_END_DECLS
