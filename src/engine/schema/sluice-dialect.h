/* sluice-dialect.h: what a provider makes of JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>
#include "schema/sluice-schema.h"
#include "schema/sluice-sent-schema.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_DIALECT (sluice_dialect_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceDialect, sluice_dialect, SLUICE, DIALECT, GObject)

/* Dialects are read from data/dialects.json once, and live as long as the program. */

/* "openai-strict", "gemini", …; NULL for an id that there is not */
SLUICE_API SluiceDialect    *sluice_dialect_lookup     (const char    *id);
/* the one that a family of providers ("openai", "anthropic", …) has in a mode ("tools", …) */
SLUICE_API SluiceDialect    *sluice_dialect_find       (const char    *family,
                                                        const char    *mode,
                                                        gboolean       strict);
/* whether something is known of a family, maybe by another name of it ("google") */
SLUICE_API gboolean          sluice_dialect_knows      (const char    *family);
/* NULL-terminated, transfer none */
SLUICE_API const char      **sluice_dialect_list_ids   (void);
SLUICE_API const char       *sluice_dialect_get_id     (SluiceDialect *self);
SLUICE_API const char       *sluice_dialect_get_name   (SluiceDialect *self);
/* where it is said what the provider takes */
SLUICE_API const char       *sluice_dialect_get_source (SluiceDialect *self);
/* whether optional members are asked for too, as null where there is nothing to say */
SLUICE_API gboolean          sluice_dialect_asks_for_null (SluiceDialect *self);
/* the schema as the provider gets it, and what became of each of its rules */
SLUICE_API SluiceSentSchema *sluice_dialect_apply      (SluiceDialect *self,
                                                        SluiceSchema  *schema);

G_END_DECLS
