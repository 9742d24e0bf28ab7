/* sluice-thinking-row.h: what a model thought aloud, outside its answer, as a row of the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_THINKING_ROW (sluice_thinking_row_get_type ())
G_DECLARE_FINAL_TYPE (SluiceThinkingRow, sluice_thinking_row, SLUICE, THINKING_ROW, GObject)

SluiceThinkingRow *sluice_thinking_row_new         (void);
void               sluice_thinking_row_set_text    (SluiceThinkingRow *self,
                                                    const char        *text,
                                                    gboolean           arriving);
const char        *sluice_thinking_row_get_text    (SluiceThinkingRow *self);
gboolean           sluice_thinking_row_is_arriving (SluiceThinkingRow *self);

G_END_DECLS
