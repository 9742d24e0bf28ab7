/* sluice-sent-differences.h: which lines of a request a provider's dialect has changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *sluice_sent_differences_find (const char *body,
                                      const char *sent,
                                      const char *draft);

G_END_DECLS
