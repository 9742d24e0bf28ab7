/* sluice-settings.h: what the workbench remembers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *sluice_settings_get_default (void);

G_END_DECLS
