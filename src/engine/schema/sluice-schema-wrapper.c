/* sluice-schema-wrapper.c: schemas that are asked for in place of others
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-schema-private.h"
#include "schema/sluice-wrapper-private.h"

static SluiceNode *
get_root_node (SluiceSchema *self)
{
  return sluice_references_get_root (sluice_schema_get_references (self));
}

/* Takes json. */
static SluiceSchema *
new_wrapper (JsonNode *json)
{
  g_autoptr(JsonNode) owned = json;

  return sluice_schema_new_for_json (owned);
}

/**
 * sluice_schema_new_iterable:
 * @self: a schema
 *
 * Gets a schema that asks for many of what this one asks for one of: an object named
 * "Iterable<Name>" with one array property. A schema that is such a wrapper already is given
 * back as it is, and of an array the items are asked for.
 *
 * Returns: (transfer full): the schema of the wrapper
 */
SluiceSchema *
sluice_schema_new_iterable (SluiceSchema *self)
{
  const char *class_name;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (sluice_schema_get_list (self))
    return g_object_ref (self);

  class_name = sluice_definition_get_class_name (sluice_schema_get_root (self));
  if (!class_name &&
      sluice_definition_get_kind (sluice_schema_get_root (self)) == SLUICE_KIND_OBJECT)
    class_name = sluice_schema_get_name (self);

  return new_wrapper (sluice_wrapper_new_iterable (get_root_node (self), class_name));
}

/**
 * sluice_schema_is_iterable:
 * @self: a schema
 *
 * Tells whether the schema is a wrapper that asks for many: an object whose title begins with
 * "Iterable", with one property, an array.
 *
 * Returns: `TRUE` if it is
 */
gboolean
sluice_schema_is_iterable (SluiceSchema *self)
{
  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), FALSE);

  return sluice_schema_get_list (self) != NULL;
}

/**
 * sluice_schema_get_items_key:
 * @self: a schema
 *
 * Gets the name of the wrapper's array.
 *
 * Returns: (transfer none) (nullable): the name, `NULL` when the schema is no wrapper
 */
const char *
sluice_schema_get_items_key (SluiceSchema *self)
{
  SluiceNode *list;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  list = sluice_schema_get_list (self);

  return list ? sluice_node_get_key (list) : NULL;
}

/**
 * sluice_schema_get_item:
 * @self: a schema
 *
 * Gets what the wrapper asks for many of.
 *
 * Returns: (transfer none) (nullable): the definition of an item, `NULL` when the schema is no
 *   wrapper
 */
SluiceDefinition *
sluice_schema_get_item (SluiceSchema *self)
{
  SluiceDefinition *list;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (!sluice_schema_get_list (self))
    return NULL;

  list = sluice_definition_get_property (sluice_schema_get_root (self),
                                         sluice_schema_get_items_key (self));

  return list ? sluice_definition_get_items (list) : NULL;
}

/**
 * sluice_schema_new_object:
 * @self: a schema
 *
 * Gets a schema whose root is an object, as providers want it: one named "Response" whose
 * property "content" is what this one asks for; this one itself where it is an object.
 *
 * Returns: (transfer full): the schema of an object
 */
SluiceSchema *
sluice_schema_new_object (SluiceSchema *self)
{
  SluiceSchema *wrapper;

  g_return_val_if_fail (SLUICE_IS_SCHEMA (self), NULL);

  if (sluice_definition_get_kind (sluice_schema_get_root (self)) == SLUICE_KIND_OBJECT &&
      !sluice_definition_get_nullable (sluice_schema_get_root (self)))
    return g_object_ref (self);

  wrapper = new_wrapper (sluice_wrapper_new_response (get_root_node (self)));
  sluice_schema_set_has_content (wrapper);

  return wrapper;
}
