/* sluice-completion.c: what could be written at a place of a schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <string.h>

#include "schema/sluice-completion-private.h"
#include "schema/sluice-proposal-private.h"

struct _SluiceCompletion
{
  GObject     parent_instance;

  GListStore *proposals;  /* owned */
  char       *word;       /* owned: what is there of it */
  gsize       start;
  gsize       end;
};

G_DEFINE_FINAL_TYPE (SluiceCompletion, sluice_completion, G_TYPE_OBJECT)

static void
sluice_completion_finalize (GObject *object)
{
  SluiceCompletion *self = SLUICE_COMPLETION (object);

  g_clear_object (&self->proposals);
  g_free (self->word);

  G_OBJECT_CLASS (sluice_completion_parent_class)->finalize (object);
}

static void
sluice_completion_class_init (SluiceCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_completion_finalize;
}

static void
sluice_completion_init (SluiceCompletion *self)
{
  self->proposals = g_list_store_new (SLUICE_TYPE_PROPOSAL);
  self->word = g_strdup ("");
}

void
sluice_completion_set_word (SluiceCompletion *self,
                            gsize             start,
                            gsize             end,
                            const char       *word,
                            gsize             length)
{
  g_free (self->word);
  self->word = g_strndup (word, length);
  self->start = start;
  self->end = end;
}

void
sluice_completion_propose (SluiceCompletion   *self,
                           SluiceProposalKind  kind,
                           const char         *label,
                           const char         *text,
                           const char         *detail)
{
  g_autoptr(SluiceProposal) proposal = NULL;

  if (g_ascii_strncasecmp (label, self->word, strlen (self->word)) != 0)
    return;

  proposal = sluice_proposal_new (kind, label, text, detail);
  g_list_store_append (self->proposals, proposal);
}

/**
 * sluice_completion_new:
 * @text: the text of a schema, which may be broken anywhere
 * @position: byte offset of the cursor in @text
 * @notation: %SLUICE_NOTATION_CLASSES or %SLUICE_NOTATION_JSON_SCHEMA
 *
 * Finds what could be written at a place: types, the classes or definitions of the same text,
 * arguments, keywords, names of formats, members of an enum. Only what begins with the letters
 * before the cursor is proposed.
 *
 * The text is read once, and is not understood as a schema: it costs what its length costs.
 *
 * Returns: (transfer full): the proposals, of which there may be none
 */
SluiceCompletion *
sluice_completion_new (const char     *text,
                       gsize           position,
                       SluiceNotation  notation)
{
  SluiceCompletion *self;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (notation != SLUICE_NOTATION_AUTO, NULL);

  position = MIN (position, strlen (text));
  self = g_object_new (SLUICE_TYPE_COMPLETION, NULL);
  self->start = self->end = position;
  if (notation == SLUICE_NOTATION_CLASSES)
    sluice_completion_add_classes (self, text, position);
  else
    sluice_completion_add_json (self, text, position);

  return self;
}

/**
 * sluice_completion_get_start:
 * @self: a completion
 *
 * Gets where the word begins that a proposal takes the place of.
 *
 * Returns: byte offset in the text
 */
gsize
sluice_completion_get_start (SluiceCompletion *self)
{
  g_return_val_if_fail (SLUICE_IS_COMPLETION (self), 0);

  return self->start;
}

/**
 * sluice_completion_get_end:
 * @self: a completion
 *
 * Gets where the word ends that a proposal takes the place of: at the cursor, or after the quote
 * that follows it.
 *
 * Returns: byte offset in the text
 */
gsize
sluice_completion_get_end (SluiceCompletion *self)
{
  g_return_val_if_fail (SLUICE_IS_COMPLETION (self), 0);

  return self->end;
}

/**
 * sluice_completion_get_proposals:
 * @self: a completion
 *
 * Gets what could be written.
 *
 * Returns: (transfer none): a list of [class@Proposal], the most likely first
 */
GListModel *
sluice_completion_get_proposals (SluiceCompletion *self)
{
  g_return_val_if_fail (SLUICE_IS_COMPLETION (self), NULL);

  return G_LIST_MODEL (self->proposals);
}
