/* sluice-proposal.c: one word that could be written at a place of a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-proposal-private.h"
#include "sluice-enum-types.h"

struct _SluiceProposal
{
  GObject             parent_instance;

  char               *label;
  char               *text;
  char               *detail;  /* nullable */
  SluiceProposalKind  kind;
};

G_DEFINE_FINAL_TYPE (SluiceProposal, sluice_proposal, G_TYPE_OBJECT)

enum { PROP_0, PROP_KIND, PROP_LABEL, PROP_TEXT, PROP_DETAIL, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
sluice_proposal_finalize (GObject *object)
{
  SluiceProposal *self = SLUICE_PROPOSAL (object);

  g_free (self->label);
  g_free (self->text);
  g_free (self->detail);

  G_OBJECT_CLASS (sluice_proposal_parent_class)->finalize (object);
}

static void
sluice_proposal_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceProposal *self = SLUICE_PROPOSAL (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_proposal_class_init (SluiceProposalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sluice_proposal_finalize;
  object_class->get_property = sluice_proposal_get_property;

  /**
   * SluiceProposal:kind:
   *
   * What it is.
   */
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, SLUICE_TYPE_PROPOSAL_KIND, SLUICE_PROPOSAL_KEYWORD, flags);
  /**
   * SluiceProposal:label:
   *
   * What it is called.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  /**
   * SluiceProposal:text:
   *
   * What is written.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  /**
   * SluiceProposal:detail:
   *
   * A few words for people.
   */
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sluice_proposal_init (SluiceProposal *self)
{
}

SluiceProposal *
sluice_proposal_new (SluiceProposalKind  kind,
                     const char         *label,
                     const char         *text,
                     const char         *detail)
{
  SluiceProposal *self = g_object_new (SLUICE_TYPE_PROPOSAL, NULL);

  self->kind = kind;
  self->label = g_strdup (label);
  self->text = g_strdup (text != NULL ? text : label);
  self->detail = g_strdup (detail);

  return self;
}

/**
 * sluice_proposal_get_kind:
 * @self: a proposal
 *
 * Gets what it is.
 *
 * Returns: its kind
 */
SluiceProposalKind
sluice_proposal_get_kind (SluiceProposal *self)
{
  g_return_val_if_fail (SLUICE_IS_PROPOSAL (self), SLUICE_PROPOSAL_KEYWORD);

  return self->kind;
}

/**
 * sluice_proposal_get_label:
 * @self: a proposal
 *
 * Gets what it is called.
 *
 * Returns: (transfer none): its name
 */
const char *
sluice_proposal_get_label (SluiceProposal *self)
{
  g_return_val_if_fail (SLUICE_IS_PROPOSAL (self), NULL);

  return self->label;
}

/**
 * sluice_proposal_get_text:
 * @self: a proposal
 *
 * Gets what is written in place of what is there.
 *
 * Returns: (transfer none): a text, which may have a bracket or quotes beside the name
 */
const char *
sluice_proposal_get_text (SluiceProposal *self)
{
  g_return_val_if_fail (SLUICE_IS_PROPOSAL (self), NULL);

  return self->text;
}

/**
 * sluice_proposal_get_detail:
 * @self: a proposal
 *
 * Gets a few words about it.
 *
 * Returns: (transfer none) (nullable): words for people; %NULL where the name says it all
 */
const char *
sluice_proposal_get_detail (SluiceProposal *self)
{
  g_return_val_if_fail (SLUICE_IS_PROPOSAL (self), NULL);

  return self->detail;
}
