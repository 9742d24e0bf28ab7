/* sluice-tail-block.h: the last lines of a text that grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_TAIL_BLOCK (sluice_tail_block_get_type ())
G_DECLARE_FINAL_TYPE (SluiceTailBlock, sluice_tail_block, SLUICE, TAIL_BLOCK, GtkWidget)

GtkWidget  *sluice_tail_block_new      (guint            n_lines);
void        sluice_tail_block_set_text (SluiceTailBlock *self,
                                        const char      *text);
const char *sluice_tail_block_get_text (SluiceTailBlock *self);

G_END_DECLS
