/* sluice-rewrite.h: what became of one keyword of a schema on its way to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>
#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_FATE_ENFORCED,      /* sent, and the provider holds the model to it */
  SLUICE_FATE_REWRITTEN,     /* sent in other words */
  SLUICE_FATE_CHECKED_HERE,  /* the provider does not hold the model to it: the check does */
  SLUICE_FATE_REFUSED,       /* cannot be sent in other words: the provider will refuse the schema */
} SluiceFate;

#define SLUICE_TYPE_REWRITE (sluice_rewrite_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceRewrite, sluice_rewrite, SLUICE, REWRITE, GObject)

/* "enforced", "rewritten", "checked-here", "refused" */
SLUICE_API const char *sluice_fate_to_string       (SluiceFate     fate);

SLUICE_API const char *sluice_rewrite_get_keyword  (SluiceRewrite *self);
/* JSON Pointer, in the schema before, of the schema that has the keyword; "" is the root */
SLUICE_API const char *sluice_rewrite_get_pointer  (SluiceRewrite *self);
SLUICE_API SluiceFate  sluice_rewrite_get_fate     (SluiceRewrite *self);
/* one sentence for people */
SLUICE_API const char *sluice_rewrite_get_message  (SluiceRewrite *self);

G_END_DECLS
