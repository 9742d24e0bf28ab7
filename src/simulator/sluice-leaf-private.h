/* sluice-leaf-private.h: single texts and numbers that follow a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sluice-facts-private.h"
#include "sluice-random-private.h"
#include "sluice-vocabulary-private.h"

G_BEGIN_DECLS

/* Where a leaf is: whose it is, and which of many. */
typedef struct
{
  SluiceFacts  *facts;
  SluiceRandom *random;
  SluiceTopic   topic;
  guint64       seed;    /* of the whole answer */
  guint         entity;  /* which of the items, from 0: item 3 gets the prompt's third name */
} SluiceLeafPlace;

JsonNode *sluice_leaf_make_string  (JsonObject            *schema,
                                    const SluiceLeafPlace *place);
JsonNode *sluice_leaf_make_number  (JsonObject            *schema,
                                    gboolean               integer,
                                    const SluiceLeafPlace *place);
JsonNode *sluice_leaf_choose       (JsonArray             *options,
                                    const SluiceLeafPlace *place);

G_END_DECLS
