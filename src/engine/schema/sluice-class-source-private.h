/* sluice-class-source-private.h: a text in class notation, what was found wrong in it, its memory
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "schema/sluice-diagnostic.h"

G_BEGIN_DECLS

/* What is nested deeper than this is reported and left out, so no text can exhaust the stack. */
#define SLUICE_CLASS_MAX_NESTING 100

/* Bytes of the name of a class that is made of a generic one. */
#define SLUICE_CLASS_MAX_GENERIC_NAME 512
/* Longer texts are refused: no schema that a person writes comes near it, and up to it an answer takes
 * less than a second. */
#define SLUICE_CLASS_MAX_LENGTH (1024 * 1024)
/* So many errors are kept, and so many warnings and notes; further ones are only counted. */
#define SLUICE_CLASS_MAX_PROBLEMS 100

/* A range of bytes in the text. */
typedef struct
{
  guint32 start;
  guint32 end;
} SluiceClassSpan;

typedef struct
{
  const char *text;
  gsize       length;
  GPtrArray  *blocks;    /* owned: guint8*, what the arena has handed out lives in these */
  guint8     *free;      /* in the newest block */
  gsize       n_free;
  GPtrArray  *nodes;     /* owned: JsonNode, alive as long as the source */
  GArray     *problems;  /* owned: Problem */
  GHashTable *reported;  /* owned: places that have an error, or a remark, already */
  guint       n_errors;
  guint       n_remarks; /* warnings and notes */
  guint       n_dropped;
} SluiceClassSource;

SluiceClassSource *sluice_class_source_new      (const char        *text);
void               sluice_class_source_free     (SluiceClassSource *self);
gpointer           sluice_class_source_alloc    (SluiceClassSource *self,
                                                 gsize              size);
char              *sluice_class_source_copy     (SluiceClassSource *self,
                                                 const char        *text,
                                                 gsize              length);
JsonNode          *sluice_class_source_keep     (SluiceClassSource *self,
                                                 JsonNode          *node);
void               sluice_class_source_report   (SluiceClassSource *self,
                                                 SluiceSeverity     severity,
                                                 SluiceClassSpan    span,
                                                 const char        *format,
                                                 ...) G_GNUC_PRINTF (4, 5);
gboolean           sluice_class_source_is_full  (SluiceClassSource *self);
void               sluice_class_source_list_out (SluiceClassSource *self,
                                                 gsize              length,
                                                 GListStore        *diagnostics);

#define sluice_class_source_new0(self, Type) ((Type *) sluice_class_source_alloc (self, sizeof (Type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceClassSource, sluice_class_source_free)

G_END_DECLS
