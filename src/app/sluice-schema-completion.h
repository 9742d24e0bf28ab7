/* sluice-schema-completion.h: completes words of a schema as they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtksourceview/gtksource.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SCHEMA_COMPLETION (sluice_schema_completion_get_type ())
G_DECLARE_FINAL_TYPE (SluiceSchemaCompletion, sluice_schema_completion, SLUICE, SCHEMA_COMPLETION, GObject)

GtkSourceCompletionProvider *sluice_schema_completion_new (SluiceNotation notation);

G_END_DECLS
