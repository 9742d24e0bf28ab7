/* sluice-opener.h: opens files in a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sluice-window.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_OPENER_EXTRACTIONS,
  SLUICE_OPENER_RECORDINGS,
} SluiceOpenerKind;

void sluice_opener_open   (SluiceWindow     *window,
                           GFile            *file);
void sluice_opener_choose (SluiceWindow     *window,
                           SluiceOpenerKind  kind);

G_END_DECLS
