/* sluice-generator-private.h: values that follow a schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sluice-facts-private.h"

G_BEGIN_DECLS

typedef struct _SluiceGenerator SluiceGenerator;

/* The same schema, facts and seed give the same values. Nothing but the schema (a JSON Schema
 * document) has to be kept: facts are borrowed and must live as long. */
SluiceGenerator *sluice_generator_new        (JsonNode        *schema,
                                              SluiceFacts     *facts,
                                              guint64          seed);
void             sluice_generator_free       (SluiceGenerator *self);

/* A whole value. attempt: another number makes other choices, for a schema with rules that cannot be
 * followed by looking at one place (if/then, not, oneOf). n_items (0 = as many as seems right) is for
 * the main list of the value. */
JsonNode        *sluice_generator_make       (SluiceGenerator *self,
                                              guint            attempt,
                                              guint            n_items);
/* Where the value has a main list (a root array, or an object's first array of objects, or its first
 * array), its items can be made one by one. TRUE with the schema of the items; key is NULL for a
 * root array. */
gboolean         sluice_generator_find_items (SluiceGenerator *self,
                                              char           **key,
                                              JsonNode       **schema);
/* how many items seem right: what the prompt asks for, or one for each name in it, or a few */
guint            sluice_generator_count_items (SluiceGenerator *self);
JsonNode        *sluice_generator_make_item  (SluiceGenerator *self,
                                              guint            attempt,
                                              guint            index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceGenerator, sluice_generator_free)

G_END_DECLS
