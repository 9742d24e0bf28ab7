/* sluice-completion-private.h: the notations as completion sees them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-completion.h"

G_BEGIN_DECLS

/* Narrows the word that is there, and says where it is. */
void sluice_completion_set_word    (SluiceCompletion   *self,
                                    gsize               start,
                                    gsize               end,
                                    const char         *word,
                                    gsize               length);
/* Takes it if it begins like the word that is there. */
void sluice_completion_propose     (SluiceCompletion   *self,
                                    SluiceProposalKind  kind,
                                    const char         *label,
                                    const char         *text,
                                    const char         *detail);

void sluice_completion_add_classes (SluiceCompletion   *self,
                                    const char         *text,
                                    gsize               position);
void sluice_completion_add_json    (SluiceCompletion   *self,
                                    const char         *text,
                                    gsize               position);

G_END_DECLS
