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

/* A name that no class has yet. */
char             *sluice_class_printer_take_name (SluiceClassPrinter *self,
                                                  const char         *wish);
/* Whether the parser makes this key of $defs from that name of a class. */
gboolean          sluice_class_printer_is_key_of (const char         *key,
                                                  const char         *name);
/* The definitions that the root needs, each after those that it needs itself, as far as that goes
 * (element-type utf8). */
GPtrArray        *sluice_class_printer_list_definitions (SluiceClassPrinter *self);
/* A docstring for a description; NULL where it would not come back the same. */
char             *sluice_class_printer_make_docstring (const char    *description,
                                                  const char         *margin);
/* A name that Python takes and that is not in taken yet. */
char             *sluice_class_printer_take_field_name (GHashTable   *taken,
                                                  const char         *name);
/* Writes a class with fields; key is NULL where it is in no $defs. */
void              sluice_class_printer_print_model (SluiceClassPrinter *self,
                                                  JsonObject         *schema,
                                                  const char         *name,
                                                  const char         *key);
/* Writes an enumeration; FALSE where the schema says more than one can. */
gboolean          sluice_class_printer_print_enum (SluiceClassPrinter *self,
                                                  JsonObject         *schema,
                                                  const char         *name,
                                                  const char         *key);
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
