/* sluice-class-emit-class.c: classes and their fields as JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "schema/sluice-class-emit-private.h"

/* Classes and enumerations bring their own titles; all else is called after its field. */
static gboolean
wants_title (SluiceClassType *type)
{
  while (type->kind == SLUICE_CLASS_TYPE_NULLABLE)
    type = type->arguments[0];

  return type->kind != SLUICE_CLASS_TYPE_REFERENCE;
}

static void
set_field_title (SluiceClassEmitter *self,
                 JsonNode           *node,
                 SluiceClassField   *field)
{
  g_autofree char *title = NULL;
  SluiceClassKeyword *given = sluice_class_keywords_find (field->additions, "title");

  if (!given)
    given = sluice_class_keywords_find (field->type->additions, "title");
  if (sluice_class_emitter_has (node, "title") || given || !wants_title (field->type) ||
      self->reader->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED)
    return;

  title = sluice_class_string_title (field->alias);
  g_strdelimit (title, "_", ' ');
  sluice_class_emitter_set_string (node, "title", g_strstrip (title));
}

static JsonNode *
emit_field (SluiceClassEmitter *self,
            SluiceClassField   *field)
{
  gboolean is_inline = sluice_class_emitter_is_inline (field->additions);
  JsonNode *node = sluice_class_emitter_make_type_or_body (self, field->type, is_inline);
  JsonObject *object = json_node_get_object (node);

  if (field->initial_value)
    sluice_class_emitter_set_literal (self, node, "default", field->initial_value,
                                      field->initial->span);
  sluice_class_emitter_set_keywords (self, node, field->additions);
  sluice_class_emitter_note_span (self, object, field->span);

  if (json_object_has_member (object, "$ref") && json_object_get_size (object) > 1 &&
      field->type->kind == SLUICE_CLASS_TYPE_REFERENCE)
    {
      SluiceClassOverride override = { object, field->type->declaration };

      g_array_append_val (self->overrides, override);
    }

  return node;
}

static void
set_fields (SluiceClassEmitter     *self,
            JsonNode               *node,
            SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *properties = sluice_class_emitter_new_object ();
  JsonArray *required = json_array_new ();

  sluice_class_emitter_set_string (node, "type", "object");
  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);
      JsonNode *property = emit_field (self, field);

      set_field_title (self, property, field);
      sluice_class_emitter_set_node (properties, field->alias, property);
      if (field->is_required)
        json_array_add_string_element (required, field->alias);
    }

  sluice_class_emitter_set_node (node, "properties", properties);
  if (json_array_get_length (required) > 0)
    json_object_set_array_member (json_node_get_object (node), "required", required);
  else
    json_array_unref (required);
}

static void
set_class_words (SluiceClassEmitter     *self,
                 JsonNode               *node,
                 SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = &declaration->config;
  gboolean is_untitled = self->reader->pragmas & SLUICE_CLASS_PRAGMA_UNTITLED;

  if (!sluice_class_emitter_has (node, "title") && (config->title || !is_untitled))
    sluice_class_emitter_set_string (node, "title",
                                     config->title ? config->title : declaration->name);
  /* Page[User] is a class of its own, without the words of Page. */
  if (declaration->description && *declaration->description && !declaration->generic &&
      !sluice_class_emitter_has (node, "description"))
    sluice_class_emitter_set_string (node, "description", declaration->description);
}

static JsonNode *
emit_model (SluiceClassEmitter     *self,
            SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = &declaration->config;
  JsonNode *node = sluice_class_emitter_new_object ();

  set_fields (self, node, declaration);
  set_class_words (self, node, declaration);
  if (g_strcmp0 (config->extra, "allow") == 0 || g_strcmp0 (config->extra, "forbid") == 0)
    json_object_set_boolean_member (json_node_get_object (node), "additionalProperties",
                                    g_str_equal (config->extra, "allow"));
  sluice_class_emitter_set_keywords (self, node, config->additions);

  return node;
}

/* A tuple whose elements have names, titles and perhaps default values. */
static JsonNode *
emit_named_tuple (SluiceClassEmitter     *self,
                  SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *node = sluice_class_emitter_new_object ();
  JsonArray *items = json_array_new ();
  guint n_required = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      SluiceClassField *field = g_ptr_array_index (fields, i);
      JsonNode *item = emit_field (self, field);

      set_field_title (self, item, field);
      json_array_add_element (items, item);
      n_required += field->is_required;
    }

  sluice_class_emitter_set_string (node, "type", "array");
  json_object_set_array_member (json_node_get_object (node), "prefixItems", items);
  json_object_set_int_member (json_node_get_object (node), "minItems", n_required);
  json_object_set_int_member (json_node_get_object (node), "maxItems", fields->len);

  return node;
}

static JsonNode *
emit_root_model (SluiceClassEmitter     *self,
                 SluiceClassDeclaration *declaration)
{
  g_autoptr (GPtrArray) fields = sluice_class_model_list_fields (self->reader, declaration);
  JsonNode *node;

  node = fields->len > 0 ? emit_field (self,
                                       g_ptr_array_index (fields,
                                                          0)) : sluice_class_emitter_new_object ();
  if (declaration->description && *declaration->description)
    json_object_remove_member (json_node_get_object (node), "description");
  set_class_words (self, node, declaration);
  sluice_class_emitter_set_keywords (self, node, declaration->config.additions);

  return node;
}

static JsonNode *
emit_enum (SluiceClassEmitter     *self,
           SluiceClassDeclaration *declaration)
{
  JsonNode *node = sluice_class_emitter_new_object ();

  sluice_class_emitter_set_values (node, json_node_get_array (declaration->values), FALSE);
  set_class_words (self, node, declaration);

  return node;
}

/* What a class is, without reference to it. */
JsonNode *
sluice_class_emitter_make_body (SluiceClassEmitter     *self,
                                SluiceClassDeclaration *declaration)
{
  const SluiceClassConfig *config = self->config;
  JsonNode *node;

  declaration->is_emitting = TRUE;
  self->config = &declaration->config;
  if (declaration->kind == SLUICE_CLASS_DECLARATION_ENUM)
    node = emit_enum (self, declaration);
  else if (declaration->kind == SLUICE_CLASS_DECLARATION_ROOT_MODEL)
    node = emit_root_model (self, declaration);
  else if (declaration->kind == SLUICE_CLASS_DECLARATION_NAMED_TUPLE)
    node = emit_named_tuple (self, declaration);
  else if (sluice_class_declaration_has_fields (declaration))
    node = emit_model (self, declaration);
  else
    node = sluice_class_emitter_make_type (self, declaration->type);
  self->config = config;
  declaration->is_emitting = FALSE;

  sluice_class_emitter_note_span (self, json_node_get_object (node), declaration->name_span);

  return node;
}
