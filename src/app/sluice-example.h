/* sluice-example.h: an extraction that ships with the workbench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sluice.h>

G_BEGIN_DECLS

/* NULL-terminated, in the order in which they are shown */
char            **sluice_example_list_names (void);
SluiceExtraction *sluice_example_load       (const char  *name,
                                             GError     **error);

G_END_DECLS
