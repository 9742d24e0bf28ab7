/* sluice-class-printer-private.h: JSON Schema -> classes as people write them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "schema/sluice-class-syntax-private.h"

G_BEGIN_DECLS

/* Python's way to write values and names. */
void     sluice_class_python_append_value  (GString    *out,
                                            JsonNode   *value);
void     sluice_class_python_append_string (GString    *out,
                                            const char *text);
char    *sluice_class_python_make_name     (const char *text,
                                            gboolean    is_class);
gboolean sluice_class_python_is_name       (const char *text);

typedef struct
{
  JsonNode          *schema;
  JsonObject        *definitions;  /* $defs, nullable */
  GHashTable        *names;        /* owned: key in $defs -> its class (char*, owned) */
  GHashTable        *references;   /* owned: "#/$defs/..." (char*) -> key, as the parser writes it */
  GHashTable        *taken;        /* owned: char*, names of classes */
  GHashTable        *inlined;      /* owned: text of an object's schema -> its class */
  GHashTable        *imports;      /* owned: char*, names that the classes use */
  GHashTable        *literal;      /* definitions that are given as they are; "" is the root */
  GHashTable        *written;      /* owned: classes that are written already */
  GString           *classes;      /* owned: the text */
  SluiceClassPragma  pragmas;
  guint              depth;
  gboolean           is_forward;   /* a class is used above the place where it is written */
} SluiceClassPrinter;

/* A type as text, and what Field() adds to it. */
typedef struct
{
  char       *text;       /* owned: an annotation */
  GPtrArray  *arguments;  /* owned: of Field(), char* */
  JsonObject *patch;      /* owned: json_schema_extra: what neither can say */
  gboolean    is_class;   /* it has its own title */
} SluiceClassPiece;

SluiceClassPiece *sluice_class_piece_new           (SluiceClassPrinter *printer,
                                                    JsonNode           *schema,
                                                    const char         *hint);
SluiceClassPiece *sluice_class_piece_new_for_field (SluiceClassPrinter *printer,
                                                    JsonNode           *schema,
                                                    const char         *name);
void              sluice_class_piece_free          (SluiceClassPiece   *self);
char             *sluice_class_piece_to_type       (SluiceClassPiece   *self,
                                                    SluiceClassPrinter *printer);
void              sluice_class_piece_finish        (SluiceClassPiece   *self);

/* Writes the class of an object that stands in the middle of a schema; its name. */
const char       *sluice_class_printer_inline   (SluiceClassPrinter *self,
                                                 JsonNode           *schema,
                                                 const char         *hint);
void              sluice_class_printer_import   (SluiceClassPrinter *self,
                                                 const char         *name);
/* Puts into patch what turns one object into the other: null takes a member away. */
void              sluice_class_patch_make       (JsonObject         *wanted,
                                                 JsonObject         *given,
                                                 JsonObject         *patch);
/* Whether two schemas say the same: order counts in properties and arrays, not in "required". */
gboolean          sluice_class_printer_is_same  (JsonNode           *a,
                                                 JsonNode           *b,
                                                 const char         *parent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceClassPiece, sluice_class_piece_free)

G_END_DECLS
