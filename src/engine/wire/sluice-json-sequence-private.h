/* sluice-json-sequence-private.h: a stream of JSON documents, in lines (NDJSON) or in an array
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What comes between the documents. They are told apart by their brackets, not by the ends of
 * lines, so that a document printed over several lines is one, too. */
typedef enum
{
  SLUICE_JSON_SEQUENCE_LINES,  /* white space: NDJSON, JSON Lines, one document after another */
  SLUICE_JSON_SEQUENCE_ARRAY,  /* one array around them all, and commas */
} SluiceJsonSequenceKind;

/* text is that of one document, or of something that is none. FALSE stops the push. */
typedef gboolean (*SluiceJsonSequenceFunc) (const char *text,
                                            gsize       length,
                                            gpointer    user_data);

typedef struct _SluiceJsonSequence SluiceJsonSequence;

SluiceJsonSequence *sluice_json_sequence_new       (SluiceJsonSequenceKind   kind);
void                sluice_json_sequence_free      (SluiceJsonSequence      *self);
/* FALSE where a document is longer than any answer; nothing after that is read */
gboolean            sluice_json_sequence_push      (SluiceJsonSequence      *self,
                                                    const char              *bytes,
                                                    gsize                    length,
                                                    SluiceJsonSequenceFunc   func,
                                                    gpointer                 user_data);
/* what the end of the stream cut off, or ended where nothing else would; nothing where all ended */
void                sluice_json_sequence_flush     (SluiceJsonSequence      *self,
                                                    SluiceJsonSequenceFunc   func,
                                                    gpointer                 user_data);
/* whether the array was closed; of lines, whether the last document was */
gboolean            sluice_json_sequence_is_closed (SluiceJsonSequence      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceJsonSequence, sluice_json_sequence_free)

G_END_DECLS
