/* sluice-proposal.h: one word that could be written at a place of a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>
#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_PROPOSAL_KEYWORD,   /* of the notation: class, "minLength" */
  SLUICE_PROPOSAL_TYPE,      /* str, "string", "date-time" */
  SLUICE_PROPOSAL_CLASS,     /* a class or a definition of the same text */
  SLUICE_PROPOSAL_ARGUMENT,  /* of Field() and the like */
  SLUICE_PROPOSAL_VALUE,     /* None, true, a member of an enum */
  SLUICE_PROPOSAL_PROPERTY,  /* the name of a property */
} SluiceProposalKind;

#define SLUICE_TYPE_PROPOSAL (sluice_proposal_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceProposal, sluice_proposal, SLUICE, PROPOSAL, GObject)

SLUICE_API SluiceProposalKind sluice_proposal_get_kind   (SluiceProposal *self);
/* what it is called */
SLUICE_API const char        *sluice_proposal_get_label  (SluiceProposal *self);
/* what is written, which may have a bracket or quotes too */
SLUICE_API const char        *sluice_proposal_get_text   (SluiceProposal *self);
/* a few words for people; NULL where the label says it all */
SLUICE_API const char        *sluice_proposal_get_detail (SluiceProposal *self);

G_END_DECLS
