/* sluice-definition.h: what a schema says of one place in a value, for people and for views
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include "sluice-macros.h"

G_BEGIN_DECLS

typedef enum
{
  SLUICE_KIND_ANY,
  SLUICE_KIND_OBJECT,
  SLUICE_KIND_ARRAY,
  SLUICE_KIND_STRING,
  SLUICE_KIND_NUMBER,
  SLUICE_KIND_INTEGER,
  SLUICE_KIND_BOOLEAN,
  SLUICE_KIND_NULL,
  SLUICE_KIND_ENUM,
  SLUICE_KIND_UNION,   /* two or more branches besides null */
} SluiceKind;

#define SLUICE_TYPE_DEFINITION (sluice_definition_get_type ())
SLUICE_API
G_DECLARE_FINAL_TYPE (SluiceDefinition, sluice_definition, SLUICE, DEFINITION, GObject)

/* References are followed when asked, so a recursive schema is no trouble. Objects returned by
 * the list functions are made once and kept. */
SLUICE_API SluiceKind        sluice_definition_get_kind        (SluiceDefinition *self);
/* member name; NULL for the root, array items and branches */
SLUICE_API const char       *sluice_definition_get_name        (SluiceDefinition *self);
/* for people: "string", "Score[]", "0–1", "enum", "Weather or GoogleSearch", "string?" */
SLUICE_API const char       *sluice_definition_get_type_label  (SluiceDefinition *self);
/* title of the class or $defs name ("User"); NULL when it has none */
SLUICE_API const char       *sluice_definition_get_class_name  (SluiceDefinition *self);
SLUICE_API const char       *sluice_definition_get_description (SluiceDefinition *self);
SLUICE_API gboolean          sluice_definition_get_required    (SluiceDefinition *self);
SLUICE_API gboolean          sluice_definition_get_nullable    (SluiceDefinition *self);
SLUICE_API JsonNode         *sluice_definition_get_default     (SluiceDefinition *self);
/* enum or const values, as JSON nodes; empty when any value will do */
SLUICE_API GPtrArray        *sluice_definition_get_options     (SluiceDefinition *self);
/* TRUE with both set when a number is bounded on both sides */
SLUICE_API gboolean          sluice_definition_get_bounds      (SluiceDefinition *self,
                                                                gdouble          *minimum,
                                                                gdouble          *maximum);
/* property of an object that people read as reasoning (name or x-sluice-role) */
SLUICE_API gboolean          sluice_definition_is_reasoning    (SluiceDefinition *self);
SLUICE_API GPtrArray        *sluice_definition_get_properties  (SluiceDefinition *self);
SLUICE_API SluiceDefinition *sluice_definition_get_property    (SluiceDefinition *self,
                                                                const char       *name);
SLUICE_API SluiceDefinition *sluice_definition_get_items       (SluiceDefinition *self);
/* the element at index: of a tuple the one at its place, else an item like any other */
SLUICE_API SluiceDefinition *sluice_definition_get_element     (SluiceDefinition *self,
                                                                guint             index);
SLUICE_API GPtrArray        *sluice_definition_get_branches    (SluiceDefinition *self);
/* JSON Pointer of this definition in the schema: for "Show in Schema" */
SLUICE_API const char       *sluice_definition_get_pointer     (SluiceDefinition *self);

G_END_DECLS
