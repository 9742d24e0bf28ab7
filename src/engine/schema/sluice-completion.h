/* sluice-completion.h: what could be written at a place of a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include "schema/sluice-proposal.h"
#include "schema/sluice-schema.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_COMPLETION (sluice_completion_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceCompletion, sluice_completion, SLUICE, COMPLETION, GObject)

/* position: byte offset in the text, which may be broken anywhere. notation: not AUTO. */
SLUICE_API SluiceCompletion *sluice_completion_new           (const char       *text,
                                                              gsize             position,
                                                              SluiceNotation    notation);
/* the bytes that a proposal takes the place of: what is there of the word already */
SLUICE_API gsize             sluice_completion_get_start     (SluiceCompletion *self);
SLUICE_API gsize             sluice_completion_get_end       (SluiceCompletion *self);
/* GListModel of SluiceProposal, the most likely first; empty where nothing can be said */
SLUICE_API GListModel       *sluice_completion_get_proposals (SluiceCompletion *self);

G_END_DECLS
