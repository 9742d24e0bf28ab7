/* sluice-proposal-private.h: making of proposals
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-proposal.h"

G_BEGIN_DECLS

SluiceProposal *sluice_proposal_new (SluiceProposalKind  kind,
                                     const char         *label,
                                     const char         *text,
                                     const char         *detail);

G_END_DECLS
