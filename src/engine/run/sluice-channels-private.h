/* sluice-channels-private.h: the channels of an answer -> the values in it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-value-private.h"
#include "wire/sluice-answer.h"
#include "wire/sluice-request.h"

G_BEGIN_DECLS

typedef struct _SluiceChannels SluiceChannels;

typedef enum
{
  SLUICE_CHANNEL_NONE,       /* nothing was read as a value yet */
  SLUICE_CHANNEL_TEXT,
  SLUICE_CHANNEL_TOOLS,
  SLUICE_CHANNEL_REASONING,
} SluiceChannel;

/* values is for the documents; reset: what was read so far is not the answer after all, its items
 * and nodes are given up (another channel, or a later call, has the value). */
typedef struct
{
  SluiceValueFuncs values;
  void (*reset) (gpointer owner);
} SluiceChannelsFuncs;

/* answer is where the events are added up; nothing is added here. */
SluiceChannels *sluice_channels_new         (SluiceRequest             *request,
                                             SluiceAnswer              *answer,
                                             gboolean                   strict_json,
                                             const SluiceChannelsFuncs *funcs,
                                             gpointer                   owner);
void            sluice_channels_free        (SluiceChannels            *self);
/* the owner hears nothing any more */
void            sluice_channels_detach      (SluiceChannels            *self);
/* the answer has it already */
void            sluice_channels_add         (SluiceChannels            *self,
                                             const SluiceStreamEvent   *event,
                                             gint64                     time_us,
                                             guint                      frame);
/* Reads on what an event left because it was too much for one turn. TRUE while more is left. */
gboolean        sluice_channels_work        (SluiceChannels            *self,
                                             gint64                     deadline_us);
/* Reads a byte at a time, so that it can be halted at any of them. */
void            sluice_channels_set_careful (SluiceChannels            *self,
                                             gboolean                   careful);
/* What follows is added up by the answer, but not read as a value any more. */
void            sluice_channels_halt        (SluiceChannels            *self);
/* No more events come, and no work is left. clean: the model came to its own end. */
void            sluice_channels_finish      (SluiceChannels            *self,
                                             gboolean                   clean,
                                             gint64                     time_us);
SluiceChannel   sluice_channels_get_channel (SluiceChannels            *self);
/* JSON was found in another channel than the mode says */
gboolean        sluice_channels_switched    (SluiceChannels            *self);
/* the one member of an object around a simple type; NULL where there is no such object */
const char     *sluice_channels_get_wrapped (SluiceChannels            *self);
/* (element-type SluiceValue): one but for an iterable answered with several calls */
GPtrArray      *sluice_channels_get_values  (SluiceChannels            *self);
SluiceValue    *sluice_channels_get_main    (SluiceChannels            *self);   /* nullable */
/* the text of the main value; "" while there is none */
const char     *sluice_channels_get_text    (SluiceChannels            *self);
/* FALSE while a document is open, or where more could follow one that is closed */
gboolean        sluice_channels_is_final    (SluiceChannels            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceChannels, sluice_channels_free)

G_END_DECLS
