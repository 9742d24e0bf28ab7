/* sluice-references-private.h: where the references of a schema lead
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"
#include "schema/sluice-metaschema-private.h"

G_BEGIN_DECLS

/* A schema document that does not change, with its $id and $anchor names (JSON Schema core,
 * section 8). The schema, its definitions and its program share one; it keeps the tree alive. */
typedef struct _SluiceReferences SluiceReferences;

/* documents (nullable): URI (char*) -> SluiceNode*, other documents that are at hand */
SluiceReferences *sluice_references_new      (SluiceNode       *root,
                                              GHashTable       *documents);
SluiceReferences *sluice_references_ref      (SluiceReferences *self);
void              sluice_references_unref    (SluiceReferences *self);
SluiceNode       *sluice_references_get_root (SluiceReferences *self);
/* What reference means in the schema from, NULL when there is no such thing. elsewhere (nullable)
 * is set when that is because it is in another document. */
SluiceNode       *sluice_references_resolve  (SluiceReferences *self,
                                              SluiceNode       *from,
                                              const char       *reference,
                                              gboolean         *elsewhere);
/* The URI of a schema: of the resource that it is in, with the way to it. NULL where no "$id" says an
 * absolute one. (transfer full) */
char             *sluice_references_dup_uri  (SluiceReferences *self,
                                              SluiceNode       *schema);
/* What the metaschema of a schema's resource lets it say. */
SluiceVocabulary  sluice_references_get_vocabularies (SluiceReferences *self,
                                              SluiceNode       *schema);
/* The root of the resource that a schema is in, where that has a $dynamicAnchor and anybody asks for
 * one; else NULL. */
SluiceNode       *sluice_references_get_dynamic (SluiceReferences *self,
                                              SluiceNode       *schema);
/* The schema in a resource with that $dynamicAnchor, NULL where there is none. */
SluiceNode       *sluice_references_find_dynamic (SluiceReferences *self,
                                              SluiceNode       *resource,
                                              const char       *name);
/* The schema that from stands for: its $ref followed to the end; from itself where it has none or
 * one that leads nowhere. */
SluiceNode       *sluice_references_follow   (SluiceReferences *self,
                                              SluiceNode       *from);

/* The member of a schema object; NULL when there is none, or schema is a boolean. */
SluiceNode       *sluice_schema_node_get     (SluiceNode       *schema,
                                              const char       *keyword);
/* The same where its value is a string, an object or an array, as the name says; NULL otherwise. */
const char       *sluice_schema_node_string  (SluiceNode       *schema,
                                              const char       *keyword);
SluiceNode       *sluice_schema_node_object  (SluiceNode       *schema,
                                              const char       *keyword);
SluiceNode       *sluice_schema_node_array   (SluiceNode       *schema,
                                              const char       *keyword);
/* Goes over the children of a container in document order; a scalar has none. */
SluiceNode       *sluice_schema_node_first   (SluiceNode       *container);
SluiceNode       *sluice_schema_node_next    (SluiceNode       *child);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceReferences, sluice_references_unref)

G_END_DECLS
