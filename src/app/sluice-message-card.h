/* sluice-message-card.h: one message of the prompt, to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <sluice.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_MESSAGE_CARD (sluice_message_card_get_type ())
G_DECLARE_FINAL_TYPE (SluiceMessageCard, sluice_message_card, SLUICE, MESSAGE_CARD, GtkWidget)

/* signals "moved" (int step: -1 up, 1 down), "duplicated", "deleted": what its menu asks for; the
 * pane that holds the messages does it */
GtkWidget     *sluice_message_card_new         (SluiceMessage     *message,
                                                SluiceExtraction  *extraction);
SluiceMessage *sluice_message_card_get_message (SluiceMessageCard *self);
void           sluice_message_card_set_place   (SluiceMessageCard *self,
                                                gboolean           can_move_up,
                                                gboolean           can_move_down,
                                                gboolean           can_delete);
const char    *sluice_role_get_label           (SluiceRole         role);

G_END_DECLS
