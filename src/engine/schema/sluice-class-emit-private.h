/* sluice-class-emit-private.h: how declarations become JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "schema/sluice-class-reader-private.h"

G_BEGIN_DECLS

/* A property that is a reference with keywords beside it; those that say what the class says itself
 * are taken away at the end. */
typedef struct
{
  JsonObject             *property;  /* of the tree that is being made */
  SluiceClassDeclaration *declaration;
} SluiceClassOverride;

typedef struct
{
  SluiceClassReader      *reader;
  GHashTable             *keys;        /* owned: key in $defs -> SluiceClassDeclaration */
  GPtrArray              *queue;       /* owned: declarations that are referred to */
  GHashTable             *bodies;      /* owned: SluiceClassDeclaration -> JsonNode, owned */
  GHashTable             *counts;      /* owned: SluiceClassDeclaration -> number of references */
  GHashTable             *spans;       /* owned: JsonObject or JsonNode -> span, packed */
  GPtrArray              *dropped;     /* owned: JsonNode, left out; kept so that the addresses in
                                        * spans stay theirs */
  GArray                 *overrides;   /* owned: SluiceClassOverride */
  const SluiceClassConfig *config;     /* of the class that is being written */
  guint                   n_inlined;   /* classes written in place around this one */
} SluiceClassEmitter;

/* sluice-class-emit.c */
JsonNode *sluice_class_emitter_new_object        (void);
void      sluice_class_emitter_set_string        (JsonNode           *node,
                                                  const char         *key,
                                                  const char         *value);
void      sluice_class_emitter_set_node          (JsonNode           *node,
                                                  const char         *key,
                                                  JsonNode           *value);
gboolean  sluice_class_emitter_has               (JsonNode           *node,
                                                  const char         *key);
void      sluice_class_emitter_note_span         (SluiceClassEmitter *self,
                                                  gpointer            what,
                                                  SluiceClassSpan     span);
void      sluice_class_emitter_set_literal       (SluiceClassEmitter *self,
                                                  JsonNode           *node,
                                                  const char         *key,
                                                  JsonNode           *value,
                                                  SluiceClassSpan     span);
void      sluice_class_emitter_set_keywords      (SluiceClassEmitter *self,
                                                  JsonNode           *node,
                                                  SluiceClassKeyword *keyword);
void      sluice_class_emitter_set_rules         (SluiceClassEmitter *self,
                                                  JsonNode           *node,
                                                  SluiceClassKeyword *rules);
gboolean  sluice_class_emitter_is_inline         (SluiceClassKeyword *keywords);
JsonNode *sluice_class_emitter_make_type_or_body (SluiceClassEmitter *self,
                                                  SluiceClassType    *type,
                                                  gboolean            inlines);
JsonNode *sluice_class_emitter_make_type         (SluiceClassEmitter *self,
                                                  SluiceClassType    *type);

/* sluice-class-emit-value.c */
void      sluice_class_emitter_set_values   (JsonNode           *node,
                                             JsonArray          *values,
                                             gboolean            is_literal);
JsonNode *sluice_class_emitter_make_literal (SluiceClassEmitter *self,
                                             SluiceClassType    *type);
JsonNode *sluice_class_emitter_make_named   (SluiceClassEmitter *self,
                                             SluiceClassType    *type);

/* sluice-class-emit-union.c */
void      sluice_class_emitter_set_any_of    (JsonNode           *node,
                                              GPtrArray          *members);
JsonNode *sluice_class_emitter_make_union    (SluiceClassEmitter *self,
                                              SluiceClassType    *type);
JsonNode *sluice_class_emitter_make_null     (void);
JsonNode *sluice_class_emitter_make_nullable (SluiceClassEmitter *self,
                                              SluiceClassType    *type);
JsonNode *sluice_class_emitter_make_tagged   (SluiceClassEmitter *self,
                                              SluiceClassType    *type);

/* sluice-class-emit-class.c */
JsonNode *sluice_class_emitter_make_body (SluiceClassEmitter     *self,
                                          SluiceClassDeclaration *declaration);

G_END_DECLS
