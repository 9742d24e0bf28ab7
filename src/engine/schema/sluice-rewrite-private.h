/* sluice-rewrite-private.h: making rewrites
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-rewrite.h"

G_BEGIN_DECLS

SluiceRewrite *sluice_rewrite_new (const char *keyword,
                                   const char *pointer,
                                   SluiceFate  fate,
                                   const char *message);

G_END_DECLS
