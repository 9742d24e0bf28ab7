/* sluice-attempt-reading-private.h: the state of an attempt, for the files that fill it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "run/sluice-attempt-private.h"
#include "run/sluice-field-tree-private.h"
#include "run/sluice-frames-private.h"

G_BEGIN_DECLS

struct _SluiceAttempt
{
  GObject                   parent_instance;

  guint                     number;
  SluiceWire               *wire;
  SluiceRequest            *request;
  const SluiceAttemptFuncs *funcs;
  gpointer                  owner;             /* not owned; NULL once detached */

  char                     *url;               /* nullable */
  char                     *request_headers;   /* nullable */
  JsonNode                 *request_body;      /* nullable */
  guint                     status;
  GStrv                     headers;           /* nullable: name, value, name, value, … */
  char                     *response_headers;  /* nullable: the same for people */

  GQueue                   *chunks;            /* owned: what waits to be read */
  SluiceDecoder            *decoder;           /* made at the first byte: the head says which */
  SluiceAnswer             *answer;
  SluiceChannels           *channels;
  SluiceFrames             *frames;

  SluiceDefinition         *definition;        /* owned, nullable: of the root */
  SluiceItems              *items;             /* empty where one object was asked for */
  SluiceFieldTree          *tree;
  SluiceField              *field;             /* owned, nullable: root of tree once it was asked for */

  SluiceFirsts              firsts;
  gint64                    time_us;           /* of what is being read */
  guint                     strict_json : 1;
  guint                     changed : 1;       /* the value, since the last chunk */
  guint                     body_ended : 1;
  guint                     careful : 1;
  guint                     halted : 1;
  guint                     decoder_finished : 1;
};

/* A fresh answer, of which nothing was read. */
void sluice_attempt_begin_reading (SluiceAttempt *self);
/* What waits is not read. */
void sluice_attempt_drop_chunks   (SluiceAttempt *self);

G_END_DECLS
