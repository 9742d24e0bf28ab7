/* sluice-mode.h: how the schema travels to the model and the answer back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_MODE_AUTOMATIC,        /* the provider's default */
  SLUICE_MODE_TOOLS,
  SLUICE_MODE_JSON,
  SLUICE_MODE_JSON_SCHEMA,
  SLUICE_MODE_MD_JSON,
  SLUICE_MODE_PARALLEL_TOOLS,
  SLUICE_MODE_RESPONSES_TOOLS,
} SluiceMode;

SLUICE_API const char *sluice_mode_to_string   (SluiceMode   mode);
/* "tools", "json-schema", … and every mode name of Instructor ("ANTHROPIC_TOOLS", "Mode.TOOLS",
 * "tools_strict": sets strict) */
SLUICE_API gboolean    sluice_mode_from_string (const char  *name,
                                                SluiceMode  *mode,
                                                gboolean    *strict);

G_END_DECLS
