/* sluice-observer.c: what a parser tells, as it reads, to the check and to the run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "json/sluice-observer-private.h"

#include "json/sluice-parser-private.h"

typedef void (*NodeFunction) (gpointer    observer,
                              SluiceNode *node);

/* Which function an event is told with. */
static const gsize places[] = {
  [EVENT_OPENING] = G_STRUCT_OFFSET (SluiceObserver, opening),
  [EVENT_OPENED] = G_STRUCT_OFFSET (SluiceObserver, opened),
  [EVENT_CLOSED] = G_STRUCT_OFFSET (SluiceObserver, closed),
  [EVENT_CUT] = G_STRUCT_OFFSET (SluiceObserver, cut),
  [EVENT_SUPERSEDED] = G_STRUCT_OFFSET (SluiceObserver, superseded),
};

/* Tells the observers, the check before the run, what happened to a node. */
void
sluice_parser_tell_node (SluiceParser *self,
                         ParserEvent   event,
                         SluiceNode   *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      NodeFunction function = NULL;

      if (self->functions[i] != NULL)
        function = G_STRUCT_MEMBER (NodeFunction, self->functions[i], places[event]);
      if (function != NULL)
        function (self->observers[i], node);
    }
}

/* Tells the observers that the text of the open node grew. */
void
sluice_parser_tell_grew (SluiceParser *self,
                         gsize         from,
                         guint32       offset)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->grew != NULL)
        self->functions[i]->grew (self->observers[i], self->node, from, offset);
    }
}

/* Tells the observers that a member's name grew, or closed. */
void
sluice_parser_tell_key (SluiceParser *self,
                        const char   *text,
                        gsize         length,
                        gsize         from,
                        guint32       offset,
                        gboolean      closed)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->key != NULL)
        self->functions[i]->key (self->observers[i], self->frame->node, text, length, from, offset,
                                 closed);
    }
}

/* Tells the observers of a deviation. */
void
sluice_parser_tell_repair (SluiceParser       *self,
                           const SluiceRepair *repair)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->functions); i++)
    {
      if (self->functions[i] != NULL && self->functions[i]->repaired != NULL)
        self->functions[i]->repaired (self->observers[i], repair);
    }
}

/* Sets who is told of what is read: slot 0 is the schema check, slot 1 the run. */
void
sluice_parser_set_observer (SluiceParser         *self,
                            guint                 slot,
                            const SluiceObserver *functions,
                            gpointer              observer)
{
  g_return_if_fail (SLUICE_IS_PARSER (self));
  g_return_if_fail (slot < G_N_ELEMENTS (self->functions));

  self->functions[slot] = functions;
  self->observers[slot] = observer;
  self->is_observed = self->functions[0] != NULL || self->functions[1] != NULL;
}
