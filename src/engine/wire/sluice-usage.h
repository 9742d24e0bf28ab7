/* sluice-usage.h: tokens a call took
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "sluice-macros.h"

G_BEGIN_DECLS

typedef struct _SluiceUsage SluiceUsage;

/* -1 = not told by the provider */
struct _SluiceUsage
{
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 cached_tokens;
  gint64 reasoning_tokens;
};

/* Initializer: nothing known */
#define SLUICE_USAGE_UNKNOWN { -1, -1, -1, -1 }

#define SLUICE_TYPE_USAGE (sluice_usage_get_type ())

SLUICE_API GType        sluice_usage_get_type (void) G_GNUC_CONST;
SLUICE_API SluiceUsage *sluice_usage_new      (void);
SLUICE_API SluiceUsage *sluice_usage_copy     (const SluiceUsage *self);
SLUICE_API void         sluice_usage_free     (SluiceUsage       *self);
SLUICE_API void         sluice_usage_add      (SluiceUsage       *self,
                                               const SluiceUsage *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceUsage, sluice_usage_free)

G_END_DECLS
