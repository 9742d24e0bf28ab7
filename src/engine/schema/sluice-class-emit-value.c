/* sluice-class-emit-value.c: values and containers as JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-class-emit-private.h"

/* Lengths of texts that the settings of the class ask for. */
static void
set_config_lengths (SluiceClassEmitter *self,
                    JsonNode           *node)
{
  SluiceClassSpan nowhere = { 0, 0 };

  if (!self->config)
    return;

  if (self->config->min_length && !sluice_class_emitter_has (node, "minLength"))
    sluice_class_emitter_set_literal (self, node, "minLength", self->config->min_length, nowhere);
  if (self->config->max_length && !sluice_class_emitter_has (node, "maxLength"))
    sluice_class_emitter_set_literal (self, node, "maxLength", self->config->max_length, nowhere);
}

static JsonNode *
emit_scalar (SluiceClassEmitter *self,
             SluiceClassType    *type)
{
  const SluiceClassName *name = type->name;
  JsonNode *node;

  if (name->json)
    return json_from_string (name->json, NULL);

  node = sluice_class_emitter_new_object ();
  if (name->type)
    sluice_class_emitter_set_string (node, "type", name->type);
  if (name->format)
    sluice_class_emitter_set_string (node, "format", name->format);
  if (name->min_length > 0)
    json_object_set_int_member (json_node_get_object (node), "minLength", name->min_length);
  if (name->max_length > 0)
    json_object_set_int_member (json_node_get_object (node), "maxLength", name->max_length);
  if (name->bound)
    json_object_set_int_member (json_node_get_object (node), name->bound, 0);
  sluice_class_emitter_set_rules (self, node, type->rules);
  if (type->family == SLUICE_CLASS_FAMILY_TEXT)
    set_config_lengths (self, node);

  return node;
}

/* Decimal: a number within the bounds, or text that holds one. */
static JsonNode *
emit_number_like (SluiceClassEmitter *self,
                  SluiceClassType    *type)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  JsonNode *number = sluice_class_emitter_new_object ();
  JsonNode *text = sluice_class_emitter_new_object ();
  JsonNode *node = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_string (number, "type", "number");
  sluice_class_emitter_set_rules (self, number, type->rules);
  sluice_class_emitter_set_string (text, "type", "string");
  if (type->name->format)
    sluice_class_emitter_set_string (text, "format", type->name->format);
  g_ptr_array_add (members, number);
  g_ptr_array_add (members, text);
  sluice_class_emitter_set_any_of (node, members);

  return node;
}

void
sluice_class_emitter_set_values (JsonNode  *node,
                                 JsonArray *values,
                                 gboolean   is_literal)
{
  static const struct { GType type; const char *name; } types[] = {
    { G_TYPE_STRING, "string" },   { G_TYPE_INT64, "integer" }, { G_TYPE_DOUBLE, "number" },
    { G_TYPE_BOOLEAN, "boolean" },
  };
  guint n = json_array_get_length (values);
  guint n_arrays = 0, n_nulls = 0;

  if (n == 1 && is_literal)
    sluice_class_emitter_set_node (node, "const",
                                   json_node_copy (json_array_get_element (values, 0)));
  else
    json_object_set_array_member (json_node_get_object (node), "enum", json_array_ref (values));

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      guint i = 0;

      for (; i < n; i++)
        {
          JsonNode *value = json_array_get_element (values, i);

          if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != types[t].type)
            break;
        }
      if (i == n && n > 0)
        sluice_class_emitter_set_string (node, "type", types[t].name);
    }

  for (guint i = 0; i < n; i++)
    {
      n_arrays += JSON_NODE_HOLDS_ARRAY (json_array_get_element (values, i));
      n_nulls += JSON_NODE_HOLDS_NULL (json_array_get_element (values, i));
    }
  if (n > 0 && n_arrays == n)
    sluice_class_emitter_set_string (node, "type", "array");
  if (n > 0 && n_nulls == n && is_literal)
    sluice_class_emitter_set_string (node, "type", "null");
}

JsonNode *
sluice_class_emitter_make_literal (SluiceClassEmitter *self,
                                   SluiceClassType    *type)
{
  JsonNode *node = sluice_class_emitter_new_object ();

  if (sluice_class_reader_spend (self->reader,
                                 json_array_get_length (json_node_get_array (type->values))))
    sluice_class_emitter_set_values (node, json_node_get_array (type->values), TRUE);

  return node;
}

/* Containers */

/* The part at a place; anything where it is not given. */
static JsonNode *
emit_part (SluiceClassEmitter *self,
           SluiceClassType    *type,
           guint               place)
{
  return type->n_arguments > place ? sluice_class_emitter_make_type (self, type->arguments[place])
                                   : sluice_class_emitter_new_object ();
}

static JsonNode *
emit_list (SluiceClassEmitter *self,
           SluiceClassType    *type)
{
  JsonNode *node = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_string (node, "type", "array");
  if (type->name->role == SLUICE_CLASS_ROLE_SET)
    json_object_set_boolean_member (json_node_get_object (node), "uniqueItems", TRUE);
  sluice_class_emitter_set_node (node, "items", emit_part (self, type, 0));
  sluice_class_emitter_set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_tuple (SluiceClassEmitter *self,
            SluiceClassType    *type)
{
  JsonNode *node;
  JsonObject *object;

  if (type->is_variadic || !type->has_arguments)
    return emit_list (self, type);

  node = sluice_class_emitter_new_object ();
  object = json_node_get_object (node);
  sluice_class_emitter_set_string (node, "type", "array");
  if (type->n_arguments > 0)
    {
      JsonArray *items = json_array_new ();

      for (guint i = 0; i < type->n_arguments; i++)
        json_array_add_element (items, sluice_class_emitter_make_type (self, type->arguments[i]));
      json_object_set_array_member (object, "prefixItems", items);
    }
  json_object_set_int_member (object, "minItems", type->n_arguments);
  json_object_set_int_member (object, "maxItems", type->n_arguments);
  sluice_class_emitter_set_rules (self, node, type->rules);

  return node;
}

/* A rule for the names of members: a pattern of them, or what else binds the type of the keys. */
static void
set_key_rules (JsonNode *node,
               JsonNode *key_node)
{
  JsonObject *key = json_node_get_object (key_node);
  gboolean is_text = json_object_has_member (key, "type") &&
                     g_strcmp0 (json_object_get_string_member (key, "type"), "string") == 0;

  if ((is_text && json_object_get_size (key) > 1) || json_object_has_member (key, "$ref"))
    {
      json_object_remove_member (key, "type");
      sluice_class_emitter_set_node (node, "propertyNames", json_node_copy (key_node));
    }
}

static JsonNode *
emit_dict (SluiceClassEmitter *self,
           SluiceClassType    *type)
{
  JsonNode *key = emit_part (self, type, 0), *value = emit_part (self, type, 1);
  JsonObject *key_object = json_node_get_object (key);
  JsonNode *node = sluice_class_emitter_new_object ();
  g_autofree char *pattern = NULL;

  g_ptr_array_add (self->dropped, key);
  if (!json_object_has_member (key_object, "$ref"))
    {
      if (json_object_has_member (key_object, "pattern"))
        pattern = g_strdup (json_object_get_string_member (key_object, "pattern"));
      json_object_remove_member (key_object, "pattern");
      json_object_remove_member (key_object, "title");
    }
  json_object_remove_member (json_node_get_object (value), "title");

  sluice_class_emitter_set_string (node, "type", "object");
  if (pattern)
    {
      JsonNode *patterns = sluice_class_emitter_new_object ();

      sluice_class_emitter_set_node (patterns, pattern, value);
      sluice_class_emitter_set_node (node, "patternProperties", patterns);
    }
  else if (json_object_get_size (json_node_get_object (value)) > 0)
    {
      sluice_class_emitter_set_node (node, "additionalProperties", value);
    }
  else
    {
      json_object_set_boolean_member (json_node_get_object (node), "additionalProperties", TRUE);
      json_node_unref (value);
    }
  set_key_rules (node, key);
  sluice_class_emitter_set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_counter (SluiceClassEmitter *self,
              SluiceClassType    *type)
{
  JsonNode *node = sluice_class_emitter_new_object (), *count = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_string (node, "type", "object");
  sluice_class_emitter_set_string (count, "type", "integer");
  sluice_class_emitter_set_node (node, "additionalProperties", count);
  sluice_class_emitter_set_rules (self, node, type->rules);

  return node;
}

static JsonNode *
emit_json (SluiceClassEmitter *self,
           SluiceClassType    *type)
{
  JsonNode *node = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_string (node, "type", "string");
  sluice_class_emitter_set_string (node, "contentMediaType", "application/json");
  sluice_class_emitter_set_node (node, "contentSchema", emit_part (self, type, 0));

  return node;
}

JsonNode *
sluice_class_emitter_make_named (SluiceClassEmitter *self,
                                 SluiceClassType    *type)
{
  switch (type->name->role)
    {
    case SLUICE_CLASS_ROLE_NUMBER_LIKE:
      return emit_number_like (self, type);
    case SLUICE_CLASS_ROLE_LIST:
    case SLUICE_CLASS_ROLE_SET:
      return emit_list (self, type);
    case SLUICE_CLASS_ROLE_TUPLE:
      return emit_tuple (self, type);
    case SLUICE_CLASS_ROLE_DICT:
      return emit_dict (self, type);
    case SLUICE_CLASS_ROLE_COUNTER:
      return emit_counter (self, type);
    case SLUICE_CLASS_ROLE_JSON:
      return emit_json (self, type);
    default:
      return emit_scalar (self, type);
    }
}
