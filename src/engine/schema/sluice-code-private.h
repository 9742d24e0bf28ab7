/* sluice-code-private.h: what the writers of declarations share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "schema/sluice-schema.h"

G_BEGIN_DECLS

/* The definitions of a schema, in an order in which each stands above its use where that can be. */
typedef struct
{
  JsonObject *root;      /* of the schema; NULL for true and false */
  JsonObject *definitions;
  GPtrArray  *keys;      /* owned: char*, of $defs, in order */
  GHashTable *names;     /* owned: char* key -> char* name in the language */
  char       *root_name; /* owned */
  gboolean    is_alias;  /* the root is one of the definitions and no more */
  GHashTable *recursive; /* owned: char* keys of those that come to themselves again */
} SluiceCodeOutline;

void        sluice_code_outline_init       (SluiceCodeOutline *self,
                                            SluiceSchema      *schema);
void        sluice_code_outline_clear      (SluiceCodeOutline *self);
/* the name for a "$ref"; NULL for one that leads elsewhere than to $defs or the root */
const char *sluice_code_outline_find       (SluiceCodeOutline *self,
                                            const char        *reference);
/* text in double quotes, safe in JavaScript */
void        sluice_code_append_string      (GString           *out,
                                            const char        *text);
/* a value as JavaScript writes it */
void        sluice_code_append_value       (GString           *out,
                                            JsonNode          *value);
/* the name of a member, in quotes where it has to be */
void        sluice_code_append_key         (GString           *out,
                                            const char        *key);
/* a comment for people, each line of it indented */
void        sluice_code_append_comment     (GString           *out,
                                            const char        *text,
                                            const char        *indent);
/* whether a variable may have the name: it is no word of the language's own */
gboolean    sluice_code_is_free_name       (const char        *name);
/* the name that the root gets, and all names (char*, owned by the table) that a schema takes */
char       *sluice_code_dup_root_name      (SluiceSchema      *schema);
void        sluice_code_list_names         (SluiceSchema      *schema,
                                            GHashTable        *names);
gboolean    sluice_code_is_required        (JsonObject        *object,
                                            const char        *property);
/* the branches of anyOf or oneOf; NULL where there are none */
JsonArray  *sluice_code_get_branches       (JsonObject        *schema);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceCodeOutline, sluice_code_outline_clear)

G_END_DECLS
