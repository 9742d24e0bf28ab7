/* sluice-schema.h: a schema in either notation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "schema/sluice-definition.h"
#include "schema/sluice-diagnostic.h"

G_BEGIN_DECLS

#define SLUICE_SCHEMA_ERROR (sluice_schema_error_quark ())

typedef enum
{
  SLUICE_SCHEMA_ERROR_INVALID,   /* the message lists the first problem; see the diagnostics */
  SLUICE_SCHEMA_ERROR_NO_ROOT,
} SluiceSchemaError;

typedef enum
{
  SLUICE_NOTATION_AUTO,        /* JSON Schema when the first character is { or a JSON literal */
  SLUICE_NOTATION_JSON_SCHEMA,
  SLUICE_NOTATION_CLASSES,
} SluiceNotation;

#define SLUICE_TYPE_SCHEMA (sluice_schema_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceSchema, sluice_schema, SLUICE, SCHEMA, GObject)

SLUICE_API GQuark            sluice_schema_error_quark      (void);
/* never fails: problems are in the diagnostics, and what could be read is there */
SLUICE_API SluiceSchema     *sluice_schema_new_for_text     (const char      *text,
                                                             SluiceNotation   notation,
                                                             const char      *root_name);
SLUICE_API SluiceSchema     *sluice_schema_new_for_json     (JsonNode        *json);
SLUICE_API SluiceSchema     *sluice_schema_new_for_file     (GFile           *file,
                                                             const char      *root_name,
                                                             GError         **error);
/* The same schema with other documents at hand that references may lead to: URI -> text */
SLUICE_API SluiceSchema     *sluice_schema_new_with_resources (SluiceSchema *self,
                                                             GHashTable    *resources);
/* Whether "format" is a rule to a validator; for the answers of models it always is, as Pydantic
 * takes it: times need no zone. */
SLUICE_API gboolean          sluice_schema_get_asserts_formats (SluiceSchema *self);
SLUICE_API void              sluice_schema_set_asserts_formats (SluiceSchema *self,
                                                             gboolean       asserts_formats);
SLUICE_API gboolean          sluice_schema_is_valid         (SluiceSchema    *self);
/* GListModel of SluiceDiagnostic, in text order */
SLUICE_API GListModel       *sluice_schema_get_diagnostics  (SluiceSchema    *self);
/* sets the first error as GError where the schema cannot be used */
SLUICE_API gboolean          sluice_schema_check_valid      (SluiceSchema    *self,
                                                             GError         **error);
SLUICE_API const char       *sluice_schema_get_text         (SluiceSchema    *self);
SLUICE_API SluiceNotation    sluice_schema_get_notation     (SluiceSchema    *self);
/* class name of the root ("User"; "Response" where it has none) */
SLUICE_API const char       *sluice_schema_get_name         (SluiceSchema    *self);
SLUICE_API const char       *sluice_schema_get_description  (SluiceSchema    *self);
SLUICE_API JsonNode         *sluice_schema_get_json         (SluiceSchema    *self);
SLUICE_API char             *sluice_schema_to_json          (SluiceSchema    *self,
                                                             guint            indent);
SLUICE_API char             *sluice_schema_to_classes       (SluiceSchema    *self);
/* class names that could be the root, in text order (class notation) */
SLUICE_API char            **sluice_schema_list_roots       (SluiceSchema    *self);
SLUICE_API SluiceDefinition *sluice_schema_get_root         (SluiceSchema    *self);
/* The wrapper that asks for many of self (INSTRUCTOR.md, 4.3): "Iterable<Name>" with one array
 * property. Gives self back when it is such a wrapper already; a root array gives its items one. */
SLUICE_API SluiceSchema     *sluice_schema_new_iterable     (SluiceSchema    *self);
SLUICE_API gboolean          sluice_schema_is_iterable      (SluiceSchema    *self);
/* name of the wrapper's array property; NULL when not a wrapper */
SLUICE_API const char       *sluice_schema_get_items_key    (SluiceSchema    *self);
SLUICE_API SluiceDefinition *sluice_schema_get_item         (SluiceSchema    *self);
/* Providers want an object at the root: "Response" with one property "content" around a schema
 * that is not one (INSTRUCTOR.md, 1.2, simple types); self where it is an object already. */
SLUICE_API SluiceSchema     *sluice_schema_new_object       (SluiceSchema    *self);
/* JSON Schema's "basic" output for a document, read chunk bytes at a time (0 = all at once), and in
 * valid what it says */
SLUICE_API char             *sluice_schema_validate_text    (SluiceSchema    *self,
                                                             const char      *text,
                                                             gsize            length,
                                                             gsize            chunk,
                                                             gboolean        *valid,
                                                             GError         **error);
/* byte range in the text of the definition at pointer, FALSE when unknown */
SLUICE_API gboolean          sluice_schema_locate           (SluiceSchema    *self,
                                                             const char      *pointer,
                                                             gsize           *start,
                                                             gsize           *end);

G_END_DECLS
