/* sluice-wrapper-private.h: objects around what a person asks for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "schema/sluice-references-private.h"

G_BEGIN_DECLS

/* The array property of a schema that is an iterable wrapper, NULL where it is none. */
SluiceNode *sluice_wrapper_find_items   (SluiceReferences *references);
/* "Iterable<Name>" around many of schema, a root; its class name is NULL where it has none. */
JsonNode   *sluice_wrapper_new_iterable (SluiceNode       *schema,
                                         const char       *class_name);
/* "Response" with a "content" that is schema, a root. */
JsonNode   *sluice_wrapper_new_response (SluiceNode       *schema);
/* "Correct segmentation of `User` tasks" for the wrapper named IterableUser */
char       *sluice_wrapper_describe     (const char       *wrapper_name);

#define SLUICE_WRAPPER_CONTENT "content"

G_END_DECLS
