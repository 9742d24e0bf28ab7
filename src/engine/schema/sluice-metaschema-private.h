/* sluice-metaschema-private.h: the schemas that describe JSON Schema itself, draft 2020-12
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "json/sluice-node.h"

G_BEGIN_DECLS

#define SLUICE_METASCHEMA_URI "https://json-schema.org/draft/2020-12/"

/* What a schema may say, by the vocabularies of its metaschema (core, section 8.1.2). */
typedef enum
{
  SLUICE_VOCABULARY_APPLICATOR = 1 << 0,
  SLUICE_VOCABULARY_UNEVALUATED = 1 << 1,
  SLUICE_VOCABULARY_VALIDATION = 1 << 2,
  SLUICE_VOCABULARY_FORMAT = 1 << 3,      /* "format" is a rule, not just a remark */
} SluiceVocabulary;

#define SLUICE_VOCABULARY_DEFAULT \
  (SLUICE_VOCABULARY_APPLICATOR | SLUICE_VOCABULARY_UNEVALUATED | SLUICE_VOCABULARY_VALIDATION)

/* The bit of a vocabulary's URI, 0 where it is none of these. */
SluiceVocabulary sluice_metaschema_read_vocabulary (const char *uri);
/* (element-type SluiceNode): the documents */
GPtrArray       *sluice_metaschema_list            (void);

G_END_DECLS
